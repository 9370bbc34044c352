"""Memory and division by the root of v, each alone and both: where ranges lie, and how wide they are.

Plain descent has neither, momentum has memory, Adam without its β₁ divides, and Adam does both. So two of them that
stand side by side differ in one thing alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from optimlib import objectives
from optimlib.sweep import sweep
from optimlib.types import Array, IntArray, Objective

from .grounds import GROUNDS, Ground
from .tuning import PER_DECADE, RATES, STARTS, Ranges, Tuning, good, method

QUARTERS = ("gradient_descent", "momentum", "adam_without", "adam")
WITHOUT_AND_WITH = {"momentum": {"momentum": [0.0, 0.9]}, "adam": {"beta1": [0.0, 0.9]}}
"""No memory, and that of ten steps."""
DIVIDED: Ground = GROUNDS[0]
"""The ground whose loss is divided by a number: all four settle on it."""
DIVISOR = 100.0


@dataclass(frozen=True, eq=False)
class Quarter(Ranges):
    """One of the four: a row of rates for each ground.

    Attributes
    ----------
    scaled
        The same on the ground whose loss, and its tolerance, is divided by a number ``(rates,)``.
    """

    scaled: IntArray

    @property
    def middles(self) -> Array:
        """The decimal logarithm of the rate in the middle of each range, of those that there are."""
        return np.array([middle(ranks) for ranks in self.ranges if len(ranks)])

    @property
    def apart(self) -> float:
        """By how many factors of ten the middles differ at most."""
        return float(np.ptp(self.middles))

    @property
    def common(self) -> IntArray:
        """The rates that are good on all grounds."""
        shared = set(range(len(RATES))).intersection(*(set(ranks.tolist()) for ranks in self.ranges))
        return np.array(sorted(shared), dtype=int)

    @property
    def moved(self) -> float:
        """By how many factors of ten the range moves when the loss is divided."""
        return middle(good(self.scaled)) - middle(self.ranges[GROUNDS.index(DIVIDED)])

    def within(self, budgets: Array) -> Array:
        """Return how wide the range is where it has so many steps on each ground ``(grounds,)``."""
        reached = (self.half >= 0) & (self.half <= budgets[:, None])
        return np.asarray(reached.sum(axis=-1) / PER_DECADE)


def middle(ranks: IntArray) -> float:
    """Return the decimal logarithm of the rate in the middle of a range.

    >>> middle(np.array([0, 8]))
    -3.5
    """
    return float(np.log10(RATES[ranks[[0, -1]]]).mean())


def quarters(
    steps: int, tolerance: float, tuned: Mapping[str, Mapping[str, Tuning]]
) -> tuple[Quarter, Quarter, Quarter, Quarter]:
    """Return the four, in the order of ``QUARTERS``; three of them have been tuned on all grounds."""
    plain, momentum, adam = (
        np.stack([tuned[ground.name][name].half for ground in GROUNDS])
        for name in ("gradient_descent", "momentum", "adam")
    )
    halves = (plain, momentum, _alone(steps, tolerance), adam)
    neither, memory, division, both = (
        Quarter(half, scaled) for half, scaled in zip(halves, _scaled(steps, tolerance), strict=True)
    )
    return neither, memory, division, both


@cache
def _alone(steps: int, tolerance: float) -> IntArray:
    """Sweep the rates of Adam without β₁ on all grounds ``(grounds, rates)``."""
    grid = {"beta1": [0.0]}
    return np.stack(
        [_half(one, one.objective, "adam", grid, steps, one.lowest + tolerance)[0] for one in GROUNDS]
    )


@cache
def _scaled(steps: int, tolerance: float) -> IntArray:
    """Sweep the rates of all four on the divided ground ``(quarters, rates)``."""
    plain = DIVIDED.objective
    divided = objectives.from_functions(
        lambda x: plain.value(x) / DIVISOR,
        lambda x: plain.gradient(x) / DIVISOR,
        start=tuple(DIVIDED.start),
        name="divided",
    )
    target = (DIVIDED.lowest + tolerance) / DIVISOR
    return np.concatenate(
        [_half(DIVIDED, divided, name, grid, steps, target) for name, grid in WITHOUT_AND_WITH.items()]
    )


def _half(
    ground: Ground, loss: Objective, name: str, grid: dict[str, list[float]], steps: int, target: float
) -> IntArray:
    """Return the steps until half of the starts have settled, for each memory and rate."""
    trial, starts = method(name, float(RATES[0])), ground.spread(STARTS)
    return sweep(loss, trial, {**grid, "learning_rate": RATES}, starts, steps, target, settled=True).half
