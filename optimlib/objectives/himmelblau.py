"""Himmelblau's function: four equally deep valleys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class Himmelblau:
    """f(x, y) = (x² + y − 11)² + (x + y² − 7)², zero at four points, one of them (3, 2).

    Source: D. M. Himmelblau, Applied Nonlinear Programming, 1972.

    >>> Himmelblau().value([3.0, 2.0])
    np.float64(0.0)
    """

    name: ClassVar[str] = "himmelblau"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Himmelblau", "zh": "Himmelblau 函数"}
    formula: ClassVar[str] = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    view: ClassVar[View] = ((-5.0, 5.0), (-5.0, 5.0))
    start: ClassVar[tuple[float, ...]] = (-0.3, -1.0)
    levels: ClassVar[tuple[float, ...]] = (5.0, 20.0, 40.0, 70.0, 100.0, 140.0, 178.0, 250.0, 350.0, 500.0)
    minima: ClassVar[Array] = read_only(
        [
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404),
        ]
    )

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        u, v = a * a + b - 11.0, a + b * b - 7.0
        return u * u + v * v

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        u, v = a * a + b - 11.0, a + b * b - 7.0
        return vector(4.0 * a * u + 2.0 * v, 2.0 * u + 4.0 * b * v)

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, b = coordinates(x)
        u, v = a * a + b - 11.0, a + b * b - 7.0
        return symmetric(8.0 * a * a + 4.0 * u + 2.0, 4.0 * (a + b), 8.0 * b * b + 4.0 * v + 2.0)
