"""The range of learning rates that will do: the loss becomes small, and is never above the first on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.types import AnyOptimizer, Array

RATES = np.geomspace(1e-4, 1e3, 281)
"""Learning rates that are tried, forty in each power of ten."""
SHARE = 0.01
"""A rate will do when it leaves at most this share of the first loss, from every start, and never climbs above it."""
LEVEL_STARTS = 12
"""Starts that are as high as the first."""


@dataclass(frozen=True, eq=False)
class RateRange:
    """A method at every rate: what is left of the loss, on the same ground and on one that is steeper all over.

    Attributes
    ----------
    left, left_scaled
        The loss after all steps as a share of the first, from the start that leaves most, ``(n,)``; and the same
        with the loss multiplied.
    highest, highest_scaled
        The highest loss on the way as a share of the first, from any start, ``(n,)``; and so multiplied.
    """

    left: Array
    left_scaled: Array
    highest: Array
    highest_scaled: Array

    @property
    def never_above(self) -> Array:
        """Whether the loss is never above the first, ``(n,)``."""
        return self.highest <= 1 + 1e-9

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the largest rate of the widest range in which all do."""
        return _widest((self.left <= SHARE) & self.never_above)

    @property
    def ends_scaled(self) -> tuple[float, float]:
        """The same with the loss multiplied."""
        return _widest((self.left_scaled <= SHARE) & (self.highest_scaled <= 1 + 1e-9))

    @property
    def width(self) -> float:
        """How many times the least of these rates the largest one is, to two digits."""
        low, high = self.ends
        return float(f"{high / low:.2g}")


def _widest(good: Array) -> tuple[float, float]:
    edged = np.concatenate([[False], good, [False]]).astype(int)
    begins, ends = np.flatnonzero(np.diff(edged) == 1), np.flatnonzero(np.diff(edged) == -1)
    if not len(begins):
        return float("nan"), float("nan")
    longest = int(np.argmax(ends - begins))
    return float(RATES[begins[longest]]), float(RATES[ends[longest] - 1])


def level_starts(curvatures: Array, start: Array) -> Array:
    """Return starts as high as the first, evenly around the minimum where its level line is drawn as a circle.

    >>> level_starts(np.array([1.0, 1.0]), np.array([2.0, 0.0]))[3].round(9).tolist()
    [0.0, 2.0]
    """
    scale, around = np.sqrt(curvatures), np.arange(LEVEL_STARTS) * 2 * np.pi / LEVEL_STARTS
    x, y = scale * start
    circle = np.column_stack(
        [np.cos(around) * x - np.sin(around) * y, np.sin(around) * x + np.cos(around) * y]
    )
    return circle / scale


def rate_ranges(curvatures: Array, starts: Array, steps: int, factor: float) -> dict[str, RateRange]:
    """Try every rate with four methods, memory as usual, and again with the whole loss multiplied by a factor."""
    tried = RATES[:, None, None]
    methods = {
        "gradient_descent": GradientDescent(tried),
        "momentum": Momentum(tried),
        "adagrad": AdaGrad(tried),
        "adam": Adam(tried),
    }
    many = np.broadcast_to(starts, (len(RATES), *starts.shape))

    def outcome(method: AnyOptimizer, scale: float) -> tuple[Array, Array]:
        value = run(Quadratic(tuple(scale * curvatures)), method, many, steps).value
        share = np.nan_to_num(value / value[0], nan=np.inf)
        return share[-1].max(axis=1), share.max(axis=(0, 2))

    found = {}
    for name, method in methods.items():
        (left, highest), (scaled, highest_scaled) = outcome(method, 1.0), outcome(method, factor)
        found[name] = RateRange(left, scaled, highest, highest_scaled)
    return found
