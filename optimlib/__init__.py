"""Numbers of optimisation: objectives, optimizers and their trajectories, in NumPy and SciPy alone.

The way through the package, and its whole vocabulary:

>>> from optimlib import objectives, optimizers, run
>>> ravine = objectives.load("ravine")
>>> trajectory = run(ravine, optimizers.load("momentum", learning_rate=0.1), ravine.start, steps=30)
>>> round(float(trajectory.path_length), 2)
12.8
"""

from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.run import run
from optimlib.trajectory import Trajectory

__all__ = ["OptimError", "Trajectory", "objectives", "optimizers", "run"]
