"""Rosenbrock's banana: a curved valley that is easy to find and hard to follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class Rosenbrock:
    """f(x, y) = (1 − x)² + 100(y − x²)², lowest at (1, 1), where its condition number is 2508.

    Source: H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function, 1960.

    >>> Rosenbrock().value([-1.2, 1.0]).round(1)
    np.float64(24.2)
    """

    name: ClassVar[str] = "rosenbrock"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Rosenbrock", "zh": "Rosenbrock 函数"}
    formula: ClassVar[str] = "(1 - x)^2 + 100 (y - x^2)^2"
    view: ClassVar[View] = ((-2.0, 2.0), (-1.0, 3.0))
    start: ClassVar[tuple[float, ...]] = (-1.2, 1.0)
    levels: ClassVar[tuple[float, ...]] = (
        0.5,
        2.0,
        5.0,
        15.0,
        40.0,
        100.0,
        220.0,
        450.0,
        800.0,
        1300.0,
        2000.0,
    )
    minima: ClassVar[Array] = read_only([(1.0, 1.0)])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        to_one, off_valley = 1.0 - a, b - a * a
        return to_one * to_one + 100.0 * off_valley * off_valley

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        off_valley = b - a * a
        return vector(-2.0 * (1.0 - a) - 400.0 * a * off_valley, 200.0 * off_valley)

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, b = coordinates(x)
        return symmetric(2.0 - 400.0 * (b - 3.0 * a * a), -400.0 * a, 200.0)
