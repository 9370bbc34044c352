"""A saddle holds nobody for ever, and flat points are hardly ever minima where there are many directions."""
