"""A gentle bowl, four times as steep along y as along x."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from optimlib.objectives.quadratic import Quadratic
from optimlib.types import View


@dataclass(frozen=True)
class Bowl(Quadratic):
    """f(x, y) = x²/2 + 2y², condition number 4.

    >>> Bowl().gradient([-4.0, -2.4])
    array([-4. , -9.6])
    """

    eigenvalues: tuple[float, ...] = (1.0, 4.0)

    name: ClassVar[str] = "bowl"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Bowl", "zh": "碗"}
    formula: ClassVar[str] = "x^2 / 2 + 2 y^2"
    view: ClassVar[View] = ((-5.0, 5.0), (-5.0, 5.0))
    start: ClassVar[tuple[float, ...]] = (-4.0, -2.4)
    levels: ClassVar[tuple[float, ...]] = (
        0.25,
        1.0,
        2.25,
        4.0,
        6.25,
        9.0,
        12.25,
        16.0,
        20.25,
        25.0,
        36.0,
        49.0,
    )
