"""The camel: six valleys, two of them deepest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class SixHumpCamel:
    """f(x, y) = (4 − 2.1x² + x⁴/3)x² + xy + (4y² − 4)y², lowest at ±(0.0898, −0.7127).

    Source: L. C. W. Dixon, G. P. Szegö, The global optimization problem: an introduction, 1978.

    >>> SixHumpCamel().value([0.08984201, -0.71265640]).round(6)
    np.float64(-1.031628)
    """

    name: ClassVar[str] = "six_hump_camel"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Six-hump camel", "zh": "六峰驼函数"}
    formula: ClassVar[str] = "(4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (4 y^2 - 4) y^2"
    view: ClassVar[View] = ((-2.0, 2.0), (-1.1, 1.1))
    start: ClassVar[tuple[float, ...]] = (-1.5, -1.0)
    levels: ClassVar[tuple[float, ...]] = (-0.9, -0.7, -0.4, -0.1, 0.2, 0.6, 1.1, 1.7, 2.2, 3.0, 4.5)
    minima: ClassVar[Array] = read_only(
        [(0.08984201368301331, -0.7126564032704135), (-0.08984201368301331, 0.7126564032704135)]
    )

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        aa, bb = a * a, b * b
        return (4.0 - 2.1 * aa + aa * aa / 3.0) * aa + a * b + (4.0 * bb - 4.0) * bb

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        aa, bb = a * a, b * b
        return vector((8.0 - 8.4 * aa + 2.0 * aa * aa) * a + b, a + (16.0 * bb - 8.0) * b)

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, b = coordinates(x)
        aa, bb = a * a, b * b
        return symmetric(8.0 - 25.2 * aa + 10.0 * aa * aa, 1.0, 48.0 * bb - 8.0)
