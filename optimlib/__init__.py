"""Numbers of optimisation: objectives, optimizers and their trajectories, in NumPy and SciPy alone.

The way through the package, and its whole vocabulary:

>>> from optimlib import objectives, optimizers, run
>>> ravine = objectives.load("ravine")
>>> trajectory = run(ravine, optimizers.load("momentum", learning_rate=0.1), ravine.start, steps=30)
>>> round(float(trajectory.path_length), 2)
12.8

Whatever else is public is found by its name alone, and loaded when it is asked for:

>>> import optimlib
>>> optimlib.Adam(learning_rate=0.3) == optimizers.load("adam", learning_rate=0.3)
True
>>> optimlib.schedules.Cosine is optimlib.Cosine
True
"""

from __future__ import annotations

from typing import Any

from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.expression import expression
from optimlib.run import run
from optimlib.sweep import sweep
from optimlib.trajectory import Trajectory

# Functions called like their file are imported here, or the file would take the name.
__all__ = ["OptimError", "Trajectory", "expression", "objectives", "optimizers", "run", "sweep"]


def __getattr__(name: str) -> Any:
    from optimlib._namespace import find

    value = globals()[name] = find(__name__, name)
    return value


def __dir__() -> list[str]:
    from optimlib._namespace import offered

    return sorted({*(name for name in globals() if name[0] == "_"), *__all__, *offered(__name__)})
