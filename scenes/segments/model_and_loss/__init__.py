"""A model, its residuals, and the mean squared error as its cost."""
