"""What is drawn in each segment, one file a segment."""
