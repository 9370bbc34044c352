"""Methods of descent, one file each, found by file name.

>>> "adam" in names()
True
>>> load("adam", learning_rate=0.3).learning_rate
0.3
"""

from __future__ import annotations

from typing import Any

from optimlib import discovery
from optimlib.types import AnyOptimizer


def names() -> tuple[str, ...]:
    """List the optimizers there are."""
    return discovery.names(__path__)


def load(name: str, **hyperparameters: Any) -> AnyOptimizer:
    """Make the optimizer of this name; an unknown name is an `OptimError` that tells the nearest one.

    >>> load("momentum", learning_rate=0.1).momentum
    0.9
    """
    optimizer: AnyOptimizer = discovery.make("optimizer", __name__, __path__, name, hyperparameters)
    return optimizer
