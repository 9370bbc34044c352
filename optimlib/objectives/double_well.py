"""Two valleys in one dimension, one a little deeper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class DoubleWell:
    """f(x) = x⁴/4 − x²/2 + x/10, in one dimension.

    The deeper valley lies at −1.047, the other at 0.946, the barrier between them at 0.101.

    >>> DoubleWell().value([-1.0466805318]).round(6)
    np.float64(-0.352386)
    """

    name: ClassVar[str] = "double_well"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Double well", "zh": "双阱"}
    formula: ClassVar[str] = "x^4 / 4 - x^2 / 2 + x / 10"
    view: ClassVar[View] = ((-2.0, 2.0),)
    start: ClassVar[tuple[float, ...]] = (1.5,)
    levels: ClassVar[tuple[float, ...]] = (-0.3, -0.2, -0.1, 0.0, 0.25, 0.5, 1.0, 1.5)
    minima: ClassVar[Array] = read_only([(-1.0466805318046022,)])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a = np.asarray(x, dtype=np.float64)[..., 0]
        return 0.25 * a * a * a * a - 0.5 * a * a + 0.1 * a

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a = np.asarray(x, dtype=np.float64)
        return a * a * a - a + 0.1

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a = np.asarray(x, dtype=np.float64)[..., np.newaxis]
        return 3.0 * a * a - 1.0
