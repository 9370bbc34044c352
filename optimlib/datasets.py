"""Data to fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import AT_LEAST_ZERO, finite, generator, number, whole
from optimlib.errors import OptimError
from optimlib.types import Array, read_only


@dataclass(frozen=True, eq=False)
class Data:
    """Inputs and the targets that belong to them; read-only.

    Attributes
    ----------
    x
        Shape `(n,)` for one input a sample, `(n, d)` for several.
    y
        Shape `(n,)`.
    """

    x: Array
    y: Array

    @classmethod
    def of(cls, x: ArrayLike, y: ArrayLike) -> Data:
        """Copy inputs and targets, checking that they belong together.

        >>> len(Data.of([1, 2], [2, 4]))
        2
        """
        data = cls(read_only(finite("x", x)), read_only(finite("y", y)))
        if data.y.ndim != 1 or not len(data.y) or data.x.ndim not in (1, 2) or len(data.x) != len(data.y):
            raise OptimError("shapes of x and y", (data.x.shape, data.y.shape), "(n,) or (n, d), and (n,)")
        return data

    def __len__(self) -> int:
        return len(self.y)


def y_equals_2x() -> Data:
    """Give the smallest training set there is: (1, 2), (2, 4), (3, 6).

    >>> y_equals_2x().y
    array([2., 4., 6.])
    """
    return Data.of([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])


def noisy_line(samples: int, weights: ArrayLike, noise: float, rng: np.random.Generator) -> Data:
    """Draw inputs from the standard normal distribution, and targets x·w plus normal noise.

    Parameters
    ----------
    samples
        How many, at least 1.
    weights
        The true weights: a number for one input a sample, or shape `(d,)`.
    noise
        Standard deviation of what is added to the targets, at least 0.
    rng
        Where the chance comes from.

    Examples
    --------
    >>> noisy_line(5, [2.0, -3.4], 0.1, np.random.default_rng(0)).x.shape
    (5, 2)
    """
    samples, true, rng = whole("samples", samples), finite("weights", weights), generator(rng)
    if true.ndim > 1:
        raise OptimError("shape of weights", true.shape, "() or (d,)")
    noise = number("noise", noise, AT_LEAST_ZERO)
    x = rng.normal(size=(samples, *true.shape))
    exact = x * true if true.ndim == 0 else x @ true
    return Data.of(x, exact + noise * rng.normal(size=samples))
