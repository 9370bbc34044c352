"""Numbers of optimisation: objectives, optimizers and their trajectories, in NumPy and SciPy alone."""
