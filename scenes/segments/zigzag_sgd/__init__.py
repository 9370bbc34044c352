"""Zig-zag: why plain gradient descent sways in a ravine."""
