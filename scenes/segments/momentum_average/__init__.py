"""Momentum's buffer as a running mean of past gradients: its weights, its reach, and what a longer one does."""
