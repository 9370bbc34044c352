"""Functions to be minimised, one file each, found by file name.

>>> "ravine" in names()
True
>>> load("ravine").value([-7.0, 2.0])
np.float64(6.45)
"""

from __future__ import annotations

from typing import Any

from optimlib import discovery
from optimlib.types import Objective


def names() -> tuple[str, ...]:
    """List the objectives there are."""
    return discovery.names(__path__)


def load(name: str, **parameters: Any) -> Objective:
    """Make the objective of this name; an unknown name is an `OptimError` that tells the nearest one.

    >>> load("quadratic", eigenvalues=(1, 100)).value([1.0, 1.0])
    np.float64(50.5)
    """
    objective: Objective = discovery.make("objective", __name__, __path__, name, parameters)
    return objective
