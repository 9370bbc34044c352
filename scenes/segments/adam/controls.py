"""Adam with one root for all coordinates, and how far a path swings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optimlib.types import Array, Evaluation


class OneRootState(NamedTuple):
    """Updates made, the mean of gradients, and the mean of their squared length in every coordinate."""

    t: int
    m: Array
    v: Array


@dataclass(frozen=True)
class OneRoot:
    """Adam, but for its root: all coordinates share one v, the mean of the squared length of the gradient."""

    learning_rate: float
    beta1: float
    beta2: float
    epsilon: float

    def init(self, x0: Array) -> OneRootState:
        """Start both means at zero."""
        return OneRootState(0, np.zeros_like(x0), np.zeros_like(x0))

    def update(self, state: OneRootState, evaluation: Evaluation) -> tuple[OneRootState, Array]:
        """Update both means, correct them, divide."""
        gradient, t = evaluation.gradient, state.t + 1
        square = np.broadcast_to((gradient**2).sum(axis=-1, keepdims=True), gradient.shape)
        m = self.beta1 * state.m + (1 - self.beta1) * gradient
        v = self.beta2 * state.v + (1 - self.beta2) * square
        root = np.sqrt(v / (1 - self.beta2**t)) + self.epsilon
        return OneRootState(t, m, v), -self.learning_rate * m / (1 - self.beta1**t) / root


def swing(points: np.ndarray) -> float:
    """Return how far a path ``(k + 1, 2)`` swings past the floor of the valley, y = 0; 0 if it stays on its side.

    >>> swing(np.array([[0.0, 2.0], [0.0, -0.5], [0.0, 0.25]]))
    0.5
    """
    y = points[:, 1]
    return float(max(np.max(-np.sign(y[0]) * y), 0.0))
