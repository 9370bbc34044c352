"""Rastrigin's function: a bowl full of dimples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric
from optimlib.types import Array, View, read_only

_TURN = 2.0 * np.pi


@dataclass(frozen=True)
class Rastrigin:
    """f(x, y) = 20 + x² + y² − 10 cos 2πx − 10 cos 2πy, lowest at the origin.

    There is a dimple near every pair of whole numbers.

    Source: L. A. Rastrigin, Systems of extremal control, 1974.

    >>> Rastrigin().value([1.0, 0.0])
    np.float64(1.0)
    """

    name: ClassVar[str] = "rastrigin"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Rastrigin", "zh": "Rastrigin 函数"}
    formula: ClassVar[str] = "20 + x^2 + y^2 - 10 cos 2 pi x - 10 cos 2 pi y"
    view: ClassVar[View] = ((-5.12, 5.12), (-5.12, 5.12))
    start: ClassVar[tuple[float, ...]] = (-3.3, 2.6)
    levels: ClassVar[tuple[float, ...]] = (2.0, 8.0, 16.0, 25.0, 35.0, 46.0, 58.0, 70.0)
    minima: ClassVar[Array] = read_only([(0.0, 0.0)])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        return 20.0 + a * a + b * b - 10.0 * (np.cos(_TURN * a) + np.cos(_TURN * b))

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        points = np.asarray(x, dtype=np.float64)
        slope: Array = 2.0 * points + 10.0 * _TURN * np.sin(_TURN * points)
        return slope

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, b = coordinates(x)
        return symmetric(
            2.0 + 10.0 * _TURN * _TURN * np.cos(_TURN * a),
            0.0,
            2.0 + 10.0 * _TURN * _TURN * np.cos(_TURN * b),
        )
