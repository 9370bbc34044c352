"""What the charts of this segment have in common: where they stand, their axes, names beside their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import DOWN, DashedLine, Mobject, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, Range
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText


class Chart:
    """A plane with axes; logarithmic ones have powers of ten.

    Attributes
    ----------
    plane, ground
        The window, and the window with all that belongs to its axes.
    """

    def __init__(
        self,
        screen: ScreenText,
        corner: tuple[float, float],
        size: tuple[float, float],
        x: Range,
        y: Range,
        names: tuple[str, str],
        *,
        log: str = "x",
        ticks: tuple[Sequence[float], Sequence[float]] = ((), ()),
    ) -> None:
        self.screen = screen
        width, height = size
        self.plane = Plane(x, y, width=width, height=height, log_x="x" in log, log_y="y" in log)
        self.plane.move_to((corner[0] + width / 2, corner[1] + height / 2, 0))
        x_name, y_name = (screen[name] if name else "" for name in names)
        axes = self.plane.axes(*ticks, x_name=x_name, y_name=y_name, language=screen.language)
        if not len(ticks[0]) and x_name:
            axes[-2 if y_name else -1].shift(0.38 * DOWN)
        powers = (_powers(bounds) if axis in log else () for axis, bounds in (("x", x), ("y", y)))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, *powers))
        self.taken: list[Mobject] = []

    def level(self, value: float, colour: str = theme.GOAL, *, width: float = 2.5) -> DashedLine:
        """Draw a dashed line across the window at a value."""
        ends = [(x, value) for x in self.plane.x_range]
        return DashedLine(*self.plane.to_scene(ends), color=colour, stroke_width=width, dash_length=0.1)

    def name(
        self,
        key: str,
        at: Iterable[float],
        asides: Iterable[tuple[float, float]],
        colour: str = theme.INK,
        *,
        size: float = theme.SMALL,
        lines: Iterable[np.ndarray] = (),
    ) -> VGroup:
        """Write a text at the first free place beside a point: sides in widths of it, rises in scene units."""
        text = plated(self.screen.word(key, size, colour), 0.05)
        point = self.plane.to_scene(tuple(at))
        half = text.width / 2 + 0.12
        places = [point + np.array([side * half, rise, 0.0]) for side, rise in asides]
        drawn = [close_points(self.plane.to_scene(line)) for line in lines]
        put_first_free(text, places, self.plane.window, self.taken, drawn)
        self.taken.append(text)
        return text


def _powers(bounds: Range) -> range:
    low, high = (np.log10(bound) for bound in bounds)
    return range(int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9)) + 1)
