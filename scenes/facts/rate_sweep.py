"""A method at many learning rates: how far it walks, how low it ends, how soon it arrives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.run import run
from optimlib.types import AnyOptimizer, Objective


@dataclass(frozen=True, eq=False)
class RateSweep:
    """One method at every rate that is tried, from one start.

    Attributes
    ----------
    rates, length
        Of each run: its rate, and how far it walks; both ``(n,)``.
    points, value
        Where each run is after each step, ``(k + 1, n, d)``, and its loss there, ``(k + 1, n)``.
    """

    rates: np.ndarray
    length: np.ndarray
    points: np.ndarray
    value: np.ndarray

    @property
    def loss(self) -> np.ndarray:
        """The loss that each run ends with, ``(n,)``."""
        return np.asarray(self.value[-1])

    @property
    def lowest(self) -> float:
        """The lowest loss that any run ends with."""
        return float(self.loss.min())

    def fewest_steps(self, share: float) -> int:
        """Return after how many steps the first run has come down to a share of the first loss; -1 if none has.

        Examples
        --------
        >>> from optimlib import objectives
        >>> from optimlib.optimizers.gradient_descent import GradientDescent
        >>> descent = GradientDescent(np.array([[0.1], [0.5], [0.9]]))
        >>> sweep = sweep_rates(objectives.load("ravine"), descent, np.array([-7.0, 2.0]), 40)
        >>> sweep.fewest_steps(0.01)
        20
        """
        near = (self.value <= share * self.value[0]).any(axis=-1)
        return int(np.argmax(near)) if near.any() else -1


def sweep_rates(objective: Objective, method: AnyOptimizer, start: np.ndarray, steps: int) -> RateSweep:
    """Run a method, whose learning rates are an array ``(n, 1)``, once for each of them."""
    rates = np.ravel(method.learning_rate)  # type: ignore[attr-defined]  # every method here has one
    walks = run(objective, method, np.broadcast_to(start, (len(rates), len(start))), steps)
    return RateSweep(rates, walks.path_length, walks.x, walks.value)
