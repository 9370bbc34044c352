"""The same loss at many scales: Adam, momentum, and the mean alone that is left of Adam below ε."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimlib.optimizers.adam import Adam
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.types import AnyOptimizer, Array, Evaluation, Objective

PER_DECADE = 40
"""Scales that are tried in each power of ten."""
BELOW, ABOVE = 13, 6
"""Powers of ten of the least scale and of the greatest."""
WELL_BELOW = 0.01
"""Gradients of at most this share of ε are well below it."""


@dataclass(frozen=True, eq=False)
class OnScaledLoss:
    """A method that meets every gradient times a factor, or factors ``(n, 1)``: one for each of n runs.

    So it walks as on the loss times these factors.
    """

    method: AnyOptimizer
    factor: Array

    def init(self, x0: Array) -> Any:
        """Start as the method does."""
        return self.method.init(x0)

    def update(self, state: Any, evaluation: Evaluation) -> tuple[Any, Array]:
        """Update with the gradient of the scaled loss."""
        return self.method.update(state, Evaluation(evaluation.x, self.factor * evaluation.gradient))


@dataclass(frozen=True, eq=False)
class ScaleSweep:
    """Runs at every scale of the loss.

    Attributes
    ----------
    scales
        By what the loss is multiplied, rising, ``(n,)``.
    adam, rival, mean
        Points of the runs, ``(k + 1, n, 2)``: of Adam, of momentum, and of m̂ alone with the rate η/ε.
    """

    scales: np.ndarray
    adam: np.ndarray
    rival: np.ndarray
    mean: np.ndarray

    def near(self, scale: float) -> int:
        """Return which of the scales is nearest, by factors."""
        return int(np.argmin(np.abs(np.log10(self.scales / scale))))

    def length(self, method: str) -> np.ndarray:
        """Return how long each path of a method is, ``(n,)``; not finite where it overflows."""
        with np.errstate(all="ignore"):
            steps = np.diff(getattr(self, method), axis=0)
            return np.asarray(np.linalg.norm(steps, axis=-1).sum(axis=0))


def sweep_scales(
    objective: Objective, adam: Adam, rival: Momentum, start: np.ndarray, steps: int
) -> ScaleSweep:
    """Run the three methods at every scale; none of their own numbers is changed."""
    scales = np.logspace(-BELOW, ABOVE, PER_DECADE * (BELOW + ABOVE) + 1)
    starts = np.broadcast_to(start, (len(scales), 2))
    beta1, floor = float(adam.beta1), float(adam.epsilon)

    def corrected(t: int) -> float:
        # Momentum's buffer is a sum: (1 − β₁) makes it m, and dividing by 1 − β₁ᵗ corrects it.
        return float(adam.learning_rate) / floor * (1 - beta1) / (1 - beta1 ** (t + 1))  # type: ignore[arg-type]

    methods = (adam, rival, Momentum(corrected, beta1))
    return ScaleSweep(
        scales,
        *(run(objective, OnScaledLoss(method, scales[:, None]), starts, steps).x for method in methods),
    )


def well_below(largest: float, floor: float) -> float:
    """Return a power of ten that brings gradients of up to ``largest`` well below ε.

    >>> well_below(4.0, 1e-8)
    1e-11
    """
    return float(10.0 ** np.floor(np.log10(WELL_BELOW * floor / largest)))
