"""A saddle with a floor: the plain one, bent up again far out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class BoundedSaddle:
    """f(x, y) = x² − y² + y⁴/2, with minima −1/2 at (0, ±1).

    >>> BoundedSaddle().value([[0.0, 0.0], [0.0, 1.0]])
    array([ 0. , -0.5])
    """

    name: ClassVar[str] = "bounded_saddle"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Bounded saddle", "zh": "有界鞍面"}
    formula: ClassVar[str] = "x^2 - y^2 + y^4 / 2"
    view: ClassVar[View] = ((-2.0, 2.0), (-1.6, 1.6))
    start: ClassVar[tuple[float, ...]] = (1.0, 1e-3)
    levels: ClassVar[tuple[float, ...]] = (-0.45, -0.35, -0.2, -0.05, 0.05, 0.25, 0.5, 1.0, 1.75, 2.75, 4.0)
    minima: ClassVar[Array] = read_only([(0.0, -1.0), (0.0, 1.0)])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        return a * a - b * b + 0.5 * b * b * b * b

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        return vector(2.0 * a, 2.0 * b * (b * b - 1.0))

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        _, b = coordinates(x)
        return symmetric(2.0, 0.0, 6.0 * b * b - 2.0)
