"""Full-batch gradient descent on y = 2x."""
