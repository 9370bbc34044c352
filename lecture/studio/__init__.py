"""The interactive page: every method under one's fingers, served to this machine alone."""
