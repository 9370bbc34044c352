"""The loss curves that tell a wrong learning rate, of one noisy descent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.types import Array
from scenes.facts.noisy_valley import mean_losses

TOO_LARGE = 1.02
"""A rate beyond the limit 2 / curvature, by this factor."""
UNTUNED = 1e-3
"""The learning rate to begin with: PyTorch's own for SGD and Adam."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """Four loss curves of one descent with the same noise, ``(k + 1,)`` each; and means of all runs.

    Attributes
    ----------
    large, small, floor, fine
        One run at a rate beyond the limit, a very small one, a constant one, and that one falling to zero.
    mean_floor, mean_fine
        The mean loss of all runs of the last two.
    large_rate
        The rate beyond the limit.
    """

    large: Array
    small: Array
    floor: Array
    fine: Array
    mean_floor: Array
    mean_fine: Array
    large_rate: float


def linear_fall(rate: float, steps: int) -> Array:
    """Return rates that fall in a straight line to zero: ``(steps,)``.

    >>> linear_fall(1.0, 4).tolist()
    [1.0, 0.75, 0.5, 0.25]
    """
    return rate * (1 - np.arange(steps) / steps)


def noisy_loss(curvatures: Array, start: Array, rates: Array, noise: Array) -> Array:
    """Return the loss along one run of gradient descent, rates ``(k,)`` and noise ``(k, d)``: ``(k + 1,)``."""
    x, losses = start, [float((curvatures * start**2).sum() / 2)]
    for rate, disturbance in zip(rates, noise, strict=True):
        x = x - rate * (curvatures * x + disturbance)
        losses.append(float((curvatures * x**2).sum() / 2))
    return np.array(losses)


def shapes(curvatures: Array, start: Array, rate: float, drawn: Array, deviation: float) -> Shapes:
    """Run descent at too large a rate, at too small a one, at a constant one, and at that one falling."""
    steps, large = len(drawn), TOO_LARGE * 2 / float(curvatures.max())
    stays, falls = np.full(steps, rate), linear_fall(rate, steps)

    def walk(rates: Array) -> Array:
        return noisy_loss(curvatures, start, rates, drawn)

    def mean(rates: Array) -> Array:
        return mean_losses(curvatures, start, rates[:, None], 0.0, deviation**2)[:, 0]

    return Shapes(
        large=walk(np.full(steps, large)),
        small=walk(np.full(steps, UNTUNED)),
        floor=walk(stays),
        fine=walk(falls),
        mean_floor=mean(stays),
        mean_fine=mean(falls),
        large_rate=large,
    )
