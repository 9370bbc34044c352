"""A convex cost of one weight, one side of which gets steeper until the wrong middle is the lowest."""

from __future__ import annotations

import numpy as np
from manim import Rectangle, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import COST
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import WELL, Facts, flank
from .well_view import DIVIDED


class FlankView(Dialled):
    """The bowl with both kinds of sides, its four middles and the cell that is kept.

    The dial says how many times as curved its left side is, as a power of ten.

    Attributes
    ----------
    curve
        The bowl.
    note
        What is done to it.
    """

    def __init__(self, plane: Plane, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.plane = plane
        self.middles = facts.divided.levels[0].points[:, 0]
        self.half = facts.cell / 2
        self.w = np.linspace(*plane.x_range, 801)
        self.curve = self._bowl(0.0)
        low, high = plane.window.get_bottom()[1], plane.window.get_top()[1]
        self.kept = Rectangle(width=plane.unit * facts.cell, height=high - low, stroke_width=0)
        self.kept.set_fill(DIVIDED.colour, opacity=0.2).set_y((low + high) / 2)
        self.kept_name = screen.word("kept", theme.BODY, DIVIDED.colour)
        self.dots = VGroup(*(marker("disc", 0.24, DIVIDED.colour, rim=True) for _ in self.middles))
        self.goal = Goal(0.2).move_to(plane.to_scene((facts.floor_x, 0.0)))
        name = screen.word("minimum", theme.BODY, theme.GOAL)
        self.goal_name = name.move_to(self.goal.get_center() + np.array([0.0, -0.42, 0.0]))
        self.note = plated(screen.word("flank", theme.BODY))
        # To the right of the steep side, above the other one.
        self.note.move_to(plane.to_scene((2.68, 2.6)))
        self.add(self.kept, self.curve, self.goal, self.goal_name, self.dots, self.kept_name)
        self.set_dial(0.0)

    def _bowl(self, dial: float) -> Curve:
        points = np.stack([self.w, flank(self.w, 10.0**dial)], axis=-1)
        curve = Curve(self.plane, points, COST, width=5, head=0)
        curve.set_dial(self.plane.x_range[1])
        return curve

    def show(self, dial: float) -> None:
        """Draw the bowl with that left side, and keep the cell of the lowest middle."""
        self.curve.line.points = self._bowl(dial).line.points
        values = flank(self.middles, 10.0**dial)
        for dot, middle, value in zip(self.dots, self.middles, values, strict=True):
            at = (middle, value)
            dot.move_to(self.plane.to_scene(at)).set_opacity(1.0 if self.plane.holds(at) else 0.0)
        x = self.plane.to_scene((self.middles[np.argmin(values)], WELL.slope))[0]
        self.kept.set_x(x)
        self.kept_name.move_to((x, self.plane.window.get_bottom()[1] + 0.3, 0))
