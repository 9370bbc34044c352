"""Momentum from one start: each step keeps a share of the velocity, so the energy drains away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from optimlib.objectives.double_well import DoubleWell
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run


@dataclass(frozen=True, eq=False)
class Roll:
    """One run with momentum, from rest.

    Attributes
    ----------
    x
        Its points ``(steps + 1,)``.
    energy
        Its energy at each of them but the last, ``(steps,)``.
    caught_after
        The first step from which its energy is below the hilltop for good.
    caught_right
        Whether it is to the right of the hilltop then.
    """

    momentum: float
    x: np.ndarray
    energy: np.ndarray
    caught_after: int
    caught_right: bool

    @classmethod
    def of(cls, rate: float, momentum: float, start: float, steps: int, hilltop: tuple[float, float]) -> Self:
        """Let a run go, and see when it can no longer cross a hilltop at ``(x, loss)``."""
        x = np.asarray(run(DoubleWell(), Momentum(rate, momentum), [start], steps).x[:, 0])
        level = energy(x, rate)
        above = np.flatnonzero(level >= hilltop[1])
        after = int(above[-1]) + 1 if len(above) else 0
        return cls(momentum, x, level, after, bool(x[after] > hilltop[0]))


def energy(x: np.ndarray, rate: float) -> np.ndarray:
    """Return loss plus energy of motion at all points ``(n,)`` but the last, ``(n - 1,)``.

    A step of momentum is one of a body of mass 1 with friction, √η long in time: the energy of motion is half the
    squared velocity, Δx² / (2η), Δx being the mean of the steps before and after.

    >>> energy(np.array([1.0, 1.0, 1.0]), 0.1).round(3).tolist()
    [-0.15, -0.15]
    """
    steps = np.diff(np.concatenate([x[:1], x]))
    mean = np.concatenate([[0.0], (steps[2:] + steps[1:-1]) / 2])
    return np.asarray(DoubleWell().value(x[:-1, None]) + mean**2 / (2 * rate))
