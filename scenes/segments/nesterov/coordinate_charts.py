"""Two charts over steps, x above y, in which runs of one bowl are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Line, VGroup

from optimlib.types import Array
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.label import ScreenText

CALM = theme.Look(theme.INK, (), "square")
"""The look of momentum with a smaller share of the velocity."""


class CoordinateCharts:
    """Two charts over steps, x above y, each as high as the runs in it reach.

    Attributes
    ----------
    shown
        How many steps are shown.
    planes
        That of x, and that of y.
    """

    left = theme.STAGE_LEFT + 0.75

    def __init__(
        self,
        screen: ScreenText,
        paths: Sequence[Array],
        *,
        shown: int,
        size: tuple[float, float],
        middles: tuple[float, float],
    ) -> None:
        self.screen, self.shown = screen, shown
        self.width, self.height = size
        self.planes = [self._plane(paths, axis, middle) for axis, middle in enumerate(middles)]

    def _plane(self, paths: Sequence[Array], axis: int, middle: float) -> Plane:
        points = np.concatenate([path[: self.shown + 1, axis] for path in paths])
        low, high = float(points.min()), float(points.max())
        room = 0.12 * (high - low)
        plane = Plane((0, self.shown), (low - room, high + room), width=self.width, height=self.height)
        return plane.move_to((self.left + self.width / 2, middle, 0))

    def axes(self, axis: int) -> VGroup:
        """Draw the scales of a chart, in the colour of its coordinate, and where the minimum lies."""
        plane = self.planes[axis]
        low, high = plane.y_range
        axes = plane.axes(
            nice_ticks(self.shown, 6) if axis else (),
            nice_ticks(high, 3, low=low),
            x_name=self.screen["step"] if axis else "",
            y_name=f"${'xy'[axis]}$",
            language=self.screen.language,
        )
        axes[-1].set_color((theme.X_AXIS, theme.Y_AXIS)[axis])
        zero = plane.to_scene([(0, 0), (self.shown, 0)])
        return VGroup(axes, Line(*zero, stroke_width=1.8, color=theme.GOAL))

    def curve(self, path: Array, axis: int, look: theme.Look, **style: Any) -> Curve:
        """Make the curve of one coordinate of a run; its dial counts steps."""
        points = np.column_stack([np.arange(self.shown + 1), path[: self.shown + 1, axis]])
        return Curve(self.planes[axis], points, look, **style)

    def curves(self, path: Array, look: theme.Look, **style: Any) -> list[Curve]:
        """Make those of both."""
        return [self.curve(path, axis, look, **style) for axis in (0, 1)]
