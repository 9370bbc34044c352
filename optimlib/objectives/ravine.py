"""The ravine of "Deep Learning from Scratch": flat along x, steep along y."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from optimlib.objectives.quadratic import Quadratic
from optimlib.types import View


@dataclass(frozen=True)
class Ravine(Quadratic):
    """f(x, y) = x²/20 + y², condition number 20.

    The gradient (x/10, 2y) points almost straight across the valley floor: at (−7, 2) it misses the way to
    the minimum by 64°. Source: K. Saito, Deep Learning from Scratch, chapter 6.

    >>> Ravine().gradient([-7.0, 2.0])
    array([-0.7,  4. ])
    """

    eigenvalues: tuple[float, ...] = (0.1, 2.0)

    name: ClassVar[str] = "ravine"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Ravine", "zh": "峡谷"}
    formula: ClassVar[str] = "x^2 / 20 + y^2"
    view: ClassVar[View] = ((-10.0, 10.0), (-5.0, 5.0))
    start: ClassVar[tuple[float, ...]] = (-7.0, 2.0)
    levels: ClassVar[tuple[float, ...]] = (0.05, 0.2, 0.5, 1.0, 2.0, 3.5, 5.0, 7.0, 10.0, 14.0, 19.0, 25.0)
