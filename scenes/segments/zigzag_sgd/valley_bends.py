"""The two bends of a valley: where its ground is cut, and how it curves there."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.text.label import ScreenText

from .facts import Facts

COLOURS = (theme.X_AXIS, theme.Y_AXIS)
"""Colour of what concerns each coordinate."""


class ValleyBends:
    """A valley cut along both axes, and each cut as a parabola in a column beside the map.

    Attributes
    ----------
    cuts
        A line on the map along each axis.
    bends
        For each axis a parabola as flat or steep as the valley, with its name; along x first.
    """

    def __init__(self, facts: Facts, valley: Plane, screen: ScreenText, middle: float) -> None:
        self.facts, self.valley, self.screen = facts, valley, screen
        self.cuts = VGroup(*map(self._cut, (0, 1)))
        self.bends = VGroup(*(self._bend(axis).shift((middle, 2.0 - 2.6 * axis, 0)) for axis in (0, 1)))

    def _cut(self, axis: int) -> Line:
        low, high = (self.valley.x_range, self.valley.y_range)[axis]
        ends = [np.eye(2)[axis] * end for end in (low, high)]
        return Line(*self.valley.to_scene(ends), color=COLOURS[axis], stroke_width=2.5, stroke_opacity=0.8)

    def _bend(self, axis: int) -> VGroup:
        curvature = (self.facts.curvature_x, self.facts.curvature_y)[axis]
        plane = Plane((-1.25, 1.25), (0, 1.6), width=2.5, height=1.6, border=False)
        at = np.linspace(-1.25, 1.25, 81)
        parabola = np.stack([at, 0.5 * curvature * at**2 + 0.1], axis=-1)
        bend = Curve(plane, parabola, theme.Look(COLOURS[axis], (), "disc"), head=0)
        bend.set_dial(1.25)
        name = self.screen.word(("flat", "steep")[axis], theme.SMALL, COLOURS[axis])
        return VGroup(bend, name.next_to(plane, DOWN, buff=0.12))
