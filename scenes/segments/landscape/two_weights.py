"""The double well for each of two weights, added up: minima, a maximum and saddles in one landscape."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib.objectives.double_well import DoubleWell
from optimlib.types import Array, View


class TwoWeights:
    """f(x, y) = g(x) + g(y), g being the double well: where g is flat along both, f is flat.

    >>> TwoWeights().gradient([2.0, 0.0]).round(6).tolist()
    [6.1, 0.1]
    """

    name: ClassVar[str] = "two_weights"
    view: ClassVar[View] = ((-1.42, 1.36), (-1.42, 1.36))
    levels: ClassVar[tuple[float, ...]] = (-0.65, -0.57, -0.49, -0.41, -0.33, -0.25, -0.17, -0.1, -0.04, 0.03)

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function at points ``(..., 2)``."""
        points = np.asarray(x, dtype=np.float64)
        return DoubleWell().value(points[..., :1]) + DoubleWell().value(points[..., 1:])

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        return DoubleWell().gradient(x)

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives: no entry beside the diagonal."""
        points = np.asarray(x, dtype=np.float64)
        return (3.0 * points**2 - 1.0)[..., None] * np.eye(2)
