"""Downhill: the slope, the step against it, and the gradient of two weights."""
