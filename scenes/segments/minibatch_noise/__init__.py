"""What a small batch knows of the gradient, and what its noise does to descent."""
