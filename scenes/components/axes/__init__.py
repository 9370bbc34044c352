"""A plane with axes, and what is plotted on it."""
