"""Functions to be minimised, one file each, found by file name.

>>> "ravine" in names()
True
>>> load("ravine").value([-7.0, 2.0])
np.float64(6.45)
"""

from pathlib import Path
from typing import Any

from optimlib import discovery
from optimlib.places import Shelf
from optimlib.types import Objective

__all__ = ["load", "names"]

_STOCK = Shelf(Path(__path__[0]), __name__)


def names() -> tuple[str, ...]:
    """List the objectives there are."""
    return discovery.names("objectives", _STOCK)


def load(name: str, **parameters: Any) -> Objective:
    """Make the objective of this name; an unknown name is an `OptimError` that tells the nearest one.

    >>> load("quadratic", eigenvalues=(1, 100)).value([1.0, 1.0])
    np.float64(50.5)
    """
    objective: Objective = discovery.make("objectives", _STOCK, name, parameters)
    return objective
