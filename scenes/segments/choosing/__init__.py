"""What to start with, what to tune, what to watch; and all methods at the end, side by side."""
