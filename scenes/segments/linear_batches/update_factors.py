"""What the updates of an epoch multiply the error by, at every learning rate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, log

import numpy as np

from optimlib.batches import BatchPlan
from optimlib.datasets import Data


def curvatures(data: Data, plan: BatchPlan) -> list[float]:
    """Return the second derivative of each batch's mean squared error, for the batches of one epoch."""
    return [float(2.0 * np.mean(data.x[batch] ** 2)) for batch in plan.draw(len(data), 1)[0]]


def epoch_factor(bends: Sequence[float], rate: float | np.ndarray) -> np.ndarray:
    """Return what updates with these curvatures multiply the error by: the product of 1 − ηh.

    >>> round(float(epoch_factor([2.0, 8.0, 18.0], 0.01)), 6)
    0.739312
    """
    return np.prod(1.0 - np.asarray(rate)[..., None] * np.asarray(bends), axis=-1)


def expansion(bends: Sequence[float]) -> tuple[Fraction, ...]:
    """Multiply the factors 1 − ηh out: coefficients of 1, η, η² and so on.

    >>> [str(one) for one in expansion([2.0, 8.0, 18.0])]
    ['1', '-28', '196', '-288']
    """
    terms = [Fraction(1)]
    for bend in map(simple_fraction, bends):
        terms = [
            one - bend * last for one, last in zip([*terms, Fraction(0)], [Fraction(0), *terms], strict=True)
        ]
    return tuple(terms)


def largest_rate(bends: Sequence[float]) -> float:
    """Return the smallest rate at which an epoch's factor, a polynomial in the rate, has the size 1."""
    factor = np.poly1d([1.0])
    for bend in bends:
        factor = factor * np.poly1d([-bend, 1.0])
    roots = np.concatenate([(factor - 1.0).roots, (factor + 1.0).roots])
    real = roots[np.abs(roots.imag) < 1e-9].real
    return float(real[real > 1e-9].min())


def epochs_until(factor: float, share: float) -> int:
    """Return after how many epochs with this factor, smaller than 1 in size, less than a share is left.

    >>> epochs_until(0.0, 0.001), epochs_until(-0.1, 0.001), epochs_until(0.099, 0.001)
    (1, 4, 3)
    """
    if abs(factor) < share:
        return 1
    count = ceil(log(share) / log(abs(factor)))
    return count + (abs(factor) ** count >= share)


def simple_fraction(value: float) -> Fraction:
    """Return the fraction with a small denominator that a number stands for."""
    return Fraction(float(value)).limit_denominator(10**6)
