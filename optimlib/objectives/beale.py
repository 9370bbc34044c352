"""Beale's function: a flat valley with sharp corners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class Beale:
    """f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)², lowest at (3, 1/2).

    There is a saddle at (0, 1). Source: E. M. L. Beale, On an iterative method for finding a local minimum of
    a function of more than one variable, 1958.

    >>> Beale().gradient([1.0, 1.5])
    array([34.5, 92.5])
    """

    name: ClassVar[str] = "beale"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Beale", "zh": "Beale 函数"}
    formula: ClassVar[str] = "(3/2 - x + x y)^2 + (9/4 - x + x y^2)^2 + (21/8 - x + x y^3)^2"
    view: ClassVar[View] = ((-4.5, 4.5), (-4.5, 4.5))
    start: ClassVar[tuple[float, ...]] = (1.0, 1.5)
    levels: ClassVar[tuple[float, ...]] = (
        0.2,
        0.8,
        2.0,
        5.0,
        10.0,
        14.2,
        25.0,
        50.0,
        120.0,
        400.0,
        1500.0,
        6000.0,
        25000.0,
    )
    minima: ClassVar[Array] = read_only([(3.0, 0.5)])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        t1, t2, t3 = _terms(*coordinates(x))
        return t1 * t1 + t2 * t2 + t3 * t3

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        t1, t2, t3 = _terms(a, b)
        return vector(
            2.0 * (t1 * (b - 1.0) + t2 * (b * b - 1.0) + t3 * (b * b * b - 1.0)),
            2.0 * a * (t1 + 2.0 * t2 * b + 3.0 * t3 * b * b),
        )

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, b = coordinates(x)
        t1, t2, t3 = _terms(a, b)
        p1, p2, p3 = b - 1.0, b * b - 1.0, b * b * b - 1.0
        return symmetric(
            2.0 * (p1 * p1 + p2 * p2 + p3 * p3),
            2.0 * (t1 + a * p1 + 2.0 * b * (t2 + a * p2) + 3.0 * b * b * (t3 + a * p3)),
            2.0 * a * (a + 2.0 * t2 + 4.0 * a * b * b + 6.0 * t3 * b + 9.0 * a * b * b * b * b),
        )


def _terms(a: Array, b: Array) -> tuple[Array, Array, Array]:
    return 1.5 - a + a * b, 2.25 - a + a * b * b, 2.625 - a + a * b * b * b
