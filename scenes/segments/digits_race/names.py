"""What curves are called at their ends, apart from each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from manim import DOWN, RIGHT, VGroup, VMobject

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

ROW = 0.4
"""Least distance between two names."""


def spread(heights: Sequence[float], low: float, high: float, row: float = ROW) -> list[float]:
    """Move heights apart until neighbours are a row from each other, in their order, between two bounds.

    >>> spread([0.0, 0.1, 2.0], -1.0, 3.0, 0.4)
    [0.0, 0.4, 2.0]
    """
    order = np.argsort(heights, kind="stable")
    placed = np.asarray(heights, dtype=float)[order]
    placed[0] = max(placed[0], low)
    for rank in range(1, len(placed)):
        placed[rank] = max(placed[rank], placed[rank - 1] + row)
    placed[-1] = min(placed[-1], high)
    for rank in range(len(placed) - 2, -1, -1):
        placed[rank] = min(placed[rank], placed[rank + 1] - row)
    back = np.empty_like(placed)
    back[order] = placed
    return [round(float(one), 9) for one in back]


def named(method: str, text: VMobject, left: float, y: float) -> VGroup:
    """Put a method's marker before a text."""
    look = theme.look(method)
    sign = marker(look.marker, 0.18, look.colour)
    return (
        VGroup(sign, text)
        .arrange(RIGHT, buff=0.14)
        .move_to((left, y, 0), aligned_edge=np.array([-1.0, 0, 0]))
    )


def end_names(
    screen: ScreenText, heights: Mapping[str, float], left: float, low: float, high: float, row: float = ROW
) -> dict[str, VGroup]:
    """Name curves at the right of their ends, each with the marker of its method."""
    places = spread(list(heights.values()), low, high, row)
    return {
        method: named(method, screen.word(method, theme.SMALL, theme.look(method).colour), left, y)
        for method, y in zip(heights, places, strict=True)
    }


def beside(name: VGroup, text: VMobject) -> VMobject:
    """Put a text behind a name, on its line."""
    text.next_to(name, RIGHT, buff=0.25)
    return text.shift((name[0].get_y() - text.get_y()) * np.array([0.0, 1.0, 0.0]))


def below(name: VGroup, text: VMobject) -> VMobject:
    """Put a text under a name."""
    return text.next_to(name[1], DOWN, buff=0.09, aligned_edge=np.array([-1.0, 0, 0]))


def written(loss: float, digits: int = 2) -> str:
    """Write a loss with a few digits, as Typst's mathematics: plainly, or with a power of ten.

    >>> written(0.0433), written(0.000101)
    ('0.043', '1.0 dot 10^(-4)')
    """
    if not np.isfinite(loss):
        return "oo"
    if loss >= 0.9995e-3:
        return f"{loss:#.{digits}g}"
    front, power = f"{loss:.{digits - 1}e}".split("e")
    return f"{front} dot 10^({int(power)})"
