"""Two wells: who is caught in the wrong one, and what gets out of it."""
