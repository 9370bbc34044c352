"""The plain saddle: up along x, down without end along y."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class Saddle:
    """f(x, y) = x² − y², unbounded below.

    Gradient descent with rate η leaves the ridge y = 0 by the factor 1 + 2η in each step, and never from
    y = 0 itself; clip the picture, or take `bounded_saddle`.

    >>> Saddle().hessian([0.0, 0.0])
    array([[ 2.,  0.],
           [ 0., -2.]])
    """

    name: ClassVar[str] = "saddle"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Saddle", "zh": "鞍点"}
    formula: ClassVar[str] = "x^2 - y^2"
    view: ClassVar[View] = ((-2.0, 2.0), (-2.0, 2.0))
    start: ClassVar[tuple[float, ...]] = (1.0, 1e-3)
    levels: ClassVar[tuple[float, ...]] = (-3.0, -2.0, -1.0, -0.5, -0.1, 0.1, 0.5, 1.0, 2.0, 3.0)
    minima: ClassVar[Array] = read_only(np.empty((0, 2)))

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        return a * a - b * b

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        return vector(2.0 * a, -2.0 * b)

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, _ = coordinates(x)
        return symmetric(np.full(a.shape, 2.0), 0.0, -2.0)
