"""Trying everything, and divide and conquer: what they cost, and what the cheap one misses."""
