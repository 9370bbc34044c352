"""A method on a landscape at every learning rate: how soon it settles, and how wide its range of good rates is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from optimlib import optimizers
from optimlib.run import run
from optimlib.sweep import sweep
from optimlib.types import AnyOptimizer, Array, IntArray

from .grounds import GROUNDS, Ground

METHODS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
"""In the order in which they are listed. AdaDelta has no rate to tune."""
SETTINGS = {"rmsprop": {"decay": 0.9}}
"""What differs from optimlib's defaults, as everywhere in the course."""
PER_DECADE = 8
RATES = 10.0 ** (np.arange(-4 * PER_DECADE, PER_DECADE + 1) / PER_DECADE)
"""All learning rates that are tried."""
STARTS = 50
"""Starts spread over each landscape."""
DOUBLE = 2
"""A rate is good, and belongs to the range, if it takes at most so many times the fewest steps."""


def method(name: str, learning_rate: float | Array) -> AnyOptimizer:
    """Make a method at a rate, all else as in the whole course."""
    return optimizers.load(name, learning_rate=learning_rate, **SETTINGS.get(name, {}))


@dataclass(frozen=True, eq=False)
class Tuning:
    """A method on a landscape; rates are told by their ranks in ``RATES``, "never" is −1.

    To settle is to come within the tolerance of the lowest loss and to stay there up to the last step.

    Attributes
    ----------
    alone
        Steps to settle from the usual start, for each rate ``(rates,)``.
    spread
        The same from all the starts ``(rates, starts)``.
    half
        Steps until half of those have settled ``(rates,)``.
    """

    alone: IntArray
    spread: IntArray
    half: IntArray

    @property
    def best_alone(self) -> int:
        """The rate at which it settles first from the usual start; −1 if it does at none."""
        return fewest(self.alone)

    @property
    def steps_alone(self) -> int:
        """The steps it takes there."""
        return -1 if self.best_alone < 0 else int(self.alone[self.best_alone])

    @property
    def rate_alone(self) -> float:
        """That rate."""
        return float(RATES[self.best_alone])

    @property
    def best(self) -> int:
        """The rate at which half of the starts have settled first; −1 if they do at none."""
        return fewest(self.half)

    @property
    def steps(self) -> int:
        """The steps they take there."""
        return -1 if self.best < 0 else int(self.half[self.best])

    @property
    def rate(self) -> float:
        """That rate."""
        return float(RATES[self.best])

    @property
    def good(self) -> IntArray:
        """The rates of its range: see :func:`good`."""
        return good(self.half)

    @property
    def width(self) -> float:
        """How wide the range is, in factors of ten: every rate that is tried stands for its share of one."""
        return width(self.good)


@dataclass(frozen=True, eq=False)
class Ranges:
    """Ranges of good rates, one for each row.

    Attributes
    ----------
    half
        Steps until half of the starts have settled ``(rows, rates)``; −1 is "never".
    """

    half: IntArray

    @property
    def ranges(self) -> list[IntArray]:
        """The good rates of each row; none where it never settles."""
        return [good(row) for row in self.half]

    @property
    def widths(self) -> Array:
        """How many factors of ten each range is wide ``(rows,)``."""
        return np.array([width(ranks) for ranks in self.ranges])


def fewest(steps: IntArray) -> int:
    """Return the rank of the fewest steps, of equals the first; −1 if all are "never".

    >>> fewest(np.array([-1, 30, 20, 20, -1])), fewest(np.array([-1, -1]))
    (2, -1)
    """
    reached = steps >= 0
    return int(np.argmin(np.where(reached, steps, np.iinfo(steps.dtype).max))) if reached.any() else -1


def good(steps: IntArray) -> IntArray:
    """Return the ranks of the rates that take at most double the fewest steps; none if all are "never".

    >>> good(np.array([-1, 90, 60, 41, 30, 55, -1, 50])).tolist()
    [2, 3, 4, 5, 7]
    """
    best = fewest(steps)
    return (
        np.flatnonzero((steps >= 0) & (steps <= DOUBLE * steps[best]))
        if best >= 0
        else np.array([], dtype=int)
    )


def width(ranks: IntArray) -> float:
    """Return how many factors of ten so many rates make."""
    return len(ranks) / PER_DECADE


def stretches(ranks: IntArray) -> list[IntArray]:
    """Part rising ranks where some are left out.

    >>> [stretch.tolist() for stretch in stretches(np.array([2, 3, 5]))]
    [[2, 3], [5]]
    """
    return [one for one in np.split(ranks, np.flatnonzero(np.diff(ranks) > 1) + 1) if len(one)]


@cache
def tunings(steps: int, tolerance: float) -> dict[str, dict[str, Tuning]]:
    """Sweep the rates of every method on every landscape: ``[ground][method]``."""
    return {
        ground.name: {name: _tuned(ground, name, steps, tolerance) for name in METHODS} for ground in GROUNDS
    }


def _tuned(ground: Ground, name: str, steps: int, tolerance: float) -> Tuning:
    trial = method(name, float(RATES[0]))
    starts = np.vstack([ground.start, ground.spread(STARTS)])
    grid = {"learning_rate": RATES}
    target = ground.lowest + tolerance
    result = sweep(ground.objective, trial, grid, starts, steps, target, settled=True)
    others = replace(result, starts=result.starts[1:], steps_to=result.steps_to[:, 1:])
    return Tuning(result.steps_to[:, 0], others.steps_to, others.half)


def path(ground: Ground, name: str, rate: float, steps: int, start: Array | None = None) -> Array:
    """Walk from the usual start, or another, and return all points ``(steps + 1, 2)``."""
    begin = ground.start if start is None else start
    return np.asarray(run(ground.objective, method(name, rate), begin, steps).x)
