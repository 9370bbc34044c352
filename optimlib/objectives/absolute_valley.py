"""A valley of straight walls, whose slope never fades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class AbsoluteValley:
    """f(x, y) = |x|/5 + |y|, lowest at the origin.

    The gradient has the same length everywhere but on the axes, so a constant learning rate never comes to
    rest: it ends in a two-cycle. On an axis the subgradient 0 is given; second derivatives are 0.

    >>> AbsoluteValley().gradient([[-3.0, 2.0], [0.0, 2.0]])
    array([[-0.2,  1. ],
           [ 0. ,  1. ]])
    """

    name: ClassVar[str] = "absolute_valley"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Absolute-value valley", "zh": "绝对值山谷"}
    formula: ClassVar[str] = "|x| / 5 + |y|"
    view: ClassVar[View] = ((-5.0, 5.0), (-3.0, 3.0))
    start: ClassVar[tuple[float, ...]] = (-4.0, 2.05)
    levels: ClassVar[tuple[float, ...]] = (0.2, 0.5, 0.8, 1.1, 1.4, 1.7, 2.0, 2.4, 2.8, 3.2)
    minima: ClassVar[Array] = read_only([(0.0, 0.0)])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        a, b = coordinates(x)
        return np.abs(a) / 5.0 + np.abs(b)

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        a, b = coordinates(x)
        return vector(np.sign(a) / 5.0, np.sign(b))

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        a, _ = coordinates(x)
        return symmetric(np.zeros(a.shape), 0.0, 0.0)
