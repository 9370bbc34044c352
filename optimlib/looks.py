"""How each method looks wherever it is drawn, in films and in plots: its colour, its dash and its marker.

Colours follow Okabe and Ito's palette, distinguishable with any colour vision, and never stand alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

__all__ = ["LOOKS", "Look", "Marker", "look"]

ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#2BB98F"
YELLOW: Final = "#F0E442"
VIOLET: Final = "#8577FF"
VERMILLION: Final = "#F2713A"
PURPLE: Final = "#D98BB8"
LAVENDER: Final = "#B7A6F2"
AQUA: Final = "#8BE9E0"

Marker: TypeAlias = Literal["disc", "square", "diamond", "triangle", "ring", "cross"]
"""What stands at each point of a path."""


@dataclass(frozen=True)
class Look:
    """How a method is drawn everywhere: its colour, its dash (units on, units off; empty: solid), its marker."""

    colour: str
    dash: tuple[float, float] | tuple[()]
    marker: Marker


LOOKS: Mapping[str, Look] = {
    "gradient_descent": Look(VERMILLION, (), "disc"),
    "momentum": Look(SKY, (0.28, 0.07), "square"),
    "nesterov": Look(VIOLET, (0.12, 0.08), "diamond"),
    "adagrad": Look(GREEN, (0.2, 0.1), "triangle"),
    "rmsprop": Look(PURPLE, (0.34, 0.1), "ring"),
    "adadelta": Look(LAVENDER, (0.22, 0.06), "cross"),
    "adam": Look(ORANGE, (0.4, 0.05), "diamond"),
    # What descends from Adam has one colour: each is shown beside Adam, hardly ever beside another.
    "amsgrad": Look(AQUA, (0.26, 0.08), "square"),
    "adamw": Look(AQUA, (0.36, 0.08), "triangle"),
    "nadam": Look(AQUA, (0.18, 0.07), "disc"),
    "adamax": Look(AQUA, (0.3, 0.06), "ring"),
    "radam": Look(AQUA, (0.22, 0.09), "cross"),
    # Ways to deal out samples: the fewer an update sees, the shorter the dash.
    "full_batch": Look(VERMILLION, (), "disc"),
    "mini_batch": Look(PURPLE, (0.24, 0.09), "square"),
    "per_sample": Look(SKY, (0.09, 0.07), "triangle"),
}
"""Looks fixed by meaning."""


def look(method: str) -> Look | None:
    """Find the look of a method by the name of its file or of its class; None for one that has none yet.

    >>> look("GradientDescent") == look("gradient_descent") == LOOKS["gradient_descent"]
    True
    """
    wanted = method.replace("_", "").lower()
    return next((found for name, found in LOOKS.items() if name.replace("_", "") == wanted), None)
