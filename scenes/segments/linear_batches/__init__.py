"""Full batch, mini-batch and single samples on y = 2x."""
