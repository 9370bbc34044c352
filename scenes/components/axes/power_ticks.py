"""Powers of ten along the logarithmic axes of a plane, set as powers."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.text.label import label

PLAIN = range(-1, 4)
"""Powers that are written out."""


def power_ticks(plane: Plane, x_powers: Iterable[int] = (), y_powers: Iterable[int] = ()) -> VGroup:
    """Return ticks with their numbers below the window and at its left, for exponents that lie in its ranges."""
    bottom, left = plane.window.get_bottom()[1], plane.window.get_left()[0]
    ticks = VGroup()
    for power in x_powers:
        x = plane.to_scene((10.0**power, plane.y_range[0]))[0]
        ticks.add(
            VGroup(_rule((x, bottom), (x, bottom - 0.08)), _power(power).move_to((x, bottom - 0.27, 0)))
        )
    for power in y_powers:
        y = plane.to_scene((plane.x_range[0], 10.0**power))[1]
        text = _power(power)
        text.move_to((left - 0.16 - text.width / 2, y, 0))
        ticks.add(VGroup(_rule((left, y), (left - 0.08, y)), text))
    return ticks


def _power(power: int) -> VGroup:
    source = f"${10.0**power:g}$" if power in PLAIN else f"$10^({power})$"
    return label(source, theme.SMALL, theme.MUTED)


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Line:
    return Line((*start, 0), (*end, 0), stroke_width=1.2, color=theme.FAINT)
