"""The two bends of a valley: where its ground is cut, and how it curves there."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

COLOURS = (theme.X_AXIS, theme.Y_AXIS)
"""Colour of what concerns each coordinate."""


class ValleyBends:
    """A valley cut along both axes, and each cut as a parabola in a column beside the map.

    Attributes
    ----------
    law
        The loss as a formula, each coordinate in its colour.
    cuts
        A line on the map along each axis.
    bends
        For each axis a parabola as flat or steep as the valley, with its name and curvature; along x first.
    ratio
        How many times as sharply the ground curves across the valley.
    """

    def __init__(self, facts: Facts, valley: Plane, screen: ScreenText, middle: float) -> None:
        self.facts, self.valley, self.screen = facts, valley, screen
        half_x, half_y = (
            "" if value == 2 else f"{value / 2:g}" for value in (facts.curvature_x, facts.curvature_y)
        )
        self.law = EquationPanel(
            f"L = {{{{ {half_x} thin x^2 : x }}}} + {{{{ {half_y} thin y^2 : y }}}}",
            {"x": theme.X_AXIS, "y": theme.Y_AXIS},
            plate=False,
            size=theme.BODY,
        ).move_to((middle, 2.6, 0))
        self.cuts = VGroup(*map(self._cut, (0, 1)))
        self.bends = VGroup(*(self._bend(axis).shift((middle, 1.35 - 2.1 * axis, 0)) for axis in (0, 1)))
        self.ratio = screen.word("ratio", theme.HEADING).move_to((middle, -2.55, 0))

    def _cut(self, axis: int) -> Line:
        low, high = (self.valley.x_range, self.valley.y_range)[axis]
        ends = [np.eye(2)[axis] * end for end in (low, high)]
        return Line(*self.valley.to_scene(ends), color=COLOURS[axis], stroke_width=2.5, stroke_opacity=0.8)

    def _bend(self, axis: int) -> VGroup:
        curvature = (self.facts.curvature_x, self.facts.curvature_y)[axis]
        most = max(self.facts.curvature_x, self.facts.curvature_y)
        plane = Plane((-1.25, 1.25), (0, 0.9 * most), width=2.5, height=1.3, border=False)
        at = np.linspace(-1.25, 1.25, 81)
        parabola = np.stack([at, 0.5 * curvature * at**2 + 0.05 * most], axis=-1)
        bend = Curve(plane, parabola, theme.Look(COLOURS[axis], (), "disc"), head=0)
        bend.set_dial(1.25)
        name = self.screen.word(("flat", "steep")[axis], theme.SMALL, COLOURS[axis])
        return VGroup(bend, name.next_to(plane, DOWN, buff=0.1))
