"""What each update of an epoch multiplies the error by, and the learning rate from which on it no longer shrinks."""

from __future__ import annotations

import numpy as np

from optimlib.batches import BatchPlan
from optimlib.datasets import Data


def curvatures(data: Data, plan: BatchPlan) -> list[float]:
    """Return the second derivative of each batch's mean squared error, for the batches of one epoch."""
    return [float(2.0 * np.mean(data.x[batch] ** 2)) for batch in plan.draw(len(data), 1)[0]]


def update_factors(data: Data, plan: BatchPlan, rate: float) -> tuple[float, ...]:
    """Return what each update of an epoch multiplies the error by: 1 − ηh, with its batch's curvature h."""
    return tuple(1.0 - rate * curvature for curvature in curvatures(data, plan))


def largest_rate(data: Data, plan: BatchPlan) -> float:
    """Return the smallest rate at which an epoch's factor, a polynomial in the rate, has the size 1."""
    factor = np.poly1d([1.0])
    for curvature in curvatures(data, plan):
        factor = factor * np.poly1d([-curvature, 1.0])
    roots = np.concatenate([(factor - 1.0).roots, (factor + 1.0).roots])
    real = roots[np.abs(roots.imag) < 1e-9].real
    return float(real[real > 1e-9].min())
