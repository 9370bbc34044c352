"""Momentum from one start for many values of it: which well each run comes to rest in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from optimlib.objectives.double_well import DoubleWell
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run

MOMENTA = np.arange(100) / 100
FINELY = np.arange(991) / 1000
"""Ten times as many, which find more changes."""
RATES = np.arange(4, 37) / 200
"""Those of the map: from .02 to .18."""
SETTLING = 4000
"""Steps after which even the largest momentum has come to rest."""


@dataclass(frozen=True, eq=False)
class MomentumSweep:
    """The fates of all momenta at one learning rate.

    Attributes
    ----------
    deep
        Whether the run with each of ``MOMENTA`` ends beyond the hilltop, ``(100,)``.
    changes
        Ranks of the momenta that end elsewhere than the one before.
    """

    deep: np.ndarray
    changes: np.ndarray

    @classmethod
    def of(cls, deep: np.ndarray) -> Self:
        """Find where the fates change."""
        return cls(deep, np.flatnonzero(np.diff(deep.astype(int))) + 1)

    def stretch(self, rank: int) -> np.ndarray:
        """Return the momenta of one stretch without change, counted from 0."""
        ends = [0, *self.changes, len(self.deep)]
        return MOMENTA[ends[rank] : ends[rank + 1]]


def fates(rates: np.ndarray, start: float, hilltop: float, momenta: np.ndarray = MOMENTA) -> np.ndarray:
    """Return for rates ``(n,)`` and momenta ``(k,)`` whether a run ends left of the hilltop ``(n, k)``.

    >>> fates(np.array([0.1]), 2.0, 0.101).shape
    (1, 100)
    """
    momentum = np.tile(momenta, len(rates))[:, None]
    rate = np.repeat(rates, len(momenta))[:, None]
    x = np.full(rate.shape, start)
    # The ends alone are wanted: a stretch at a time, so that no path of a million points is kept.
    velocity = np.zeros_like(x)
    well = DoubleWell()
    for _ in range(SETTLING):
        velocity = momentum * velocity + well.gradient(x)
        x = x - rate * velocity
    return np.asarray(x[:, 0] < hilltop).reshape(len(rates), len(momenta))


def roll(rate: float, momentum: float, start: float, steps: int) -> np.ndarray:
    """Return the points of one run ``(steps + 1,)``."""
    return np.asarray(run(DoubleWell(), Momentum(rate, momentum), [start], steps).x[:, 0])
