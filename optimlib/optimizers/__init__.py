"""Methods of descent, one file each, found by file name.

>>> "adam" in names()
True
>>> load("adam", learning_rate=0.3).learning_rate
0.3
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimlib import discovery
from optimlib.places import Shelf
from optimlib.types import AnyOptimizer

_STOCK = Shelf(Path(__path__[0]), __name__)


def names() -> tuple[str, ...]:
    """List the optimizers there are."""
    return discovery.names("optimizers", _STOCK)


def load(name: str, **hyperparameters: Any) -> AnyOptimizer:
    """Make the optimizer of this name; an unknown name is an `OptimError` that tells the nearest one.

    >>> load("momentum", learning_rate=0.1).momentum
    0.9
    """
    optimizer: AnyOptimizer = discovery.make("optimizers", _STOCK, name, hyperparameters)
    return optimizer
