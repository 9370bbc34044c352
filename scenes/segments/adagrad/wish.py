"""What one would do with known curvatures: the loss cut along both coordinates, and a step that ends on its floor."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane, polyline
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts
from .tanks import LEFT_EDGE

SAMPLES = 121


class Cuts:
    """The valley cut along x and along y through its minimum, one above the other, at one scale.

    Attributes
    ----------
    grounds
        Both cuts with their curvatures, and where the run starts.
    steps
        The rate of each coordinate, and the step that it makes.
    """

    tops, height = (2.55, -0.35), 1.75

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        start = facts.own.x[0]
        curvature = (facts.curvature_x, facts.curvature_y)
        half = 1.15 * float(np.abs(start).max())
        top = 1.2 * max(0.5 * one * at**2 for one, at in zip(curvature, start, strict=True))
        self.grounds, self.steps = VGroup(), VGroup()
        keys = ("curved_x", "curved_y")
        for axis, (line, colour) in enumerate(zip(self.tops, (theme.X_AXIS, theme.Y_AXIS), strict=True)):
            width = theme.STAGE_RIGHT - LEFT_EDGE
            plane = Plane((-half, half), (-0.06 * top, top), width=width, height=self.height, border=False)
            plane.move_to((LEFT_EDGE + width / 2, line - self.height / 2 - 0.42, 0))
            one, at = curvature[axis], float(start[axis])
            reach = min(half, float(np.sqrt(2 * top / one))) * np.linspace(-1, 1, SAMPLES)
            points = plane.to_scene(np.column_stack([reach, 0.5 * one * reach**2]))
            curve = polyline([points], stroke_color=colour, stroke_width=4)
            floor = Line(*plane.to_scene([(-half, 0), (half, 0)]), color=theme.MUTED, stroke_width=1.5)
            here, foot, goal = plane.to_scene([(at, 0.5 * one * at**2), (at, 0), (0, 0)])
            drop = DashedLine(here, foot, color=theme.MUTED, stroke_width=2, dash_length=0.08)
            dot = marker("disc", 0.18, theme.INK, rim=True).move_to(here)
            name = screen.word(keys[axis], theme.BODY, colour)
            name.move_to((LEFT_EDGE, line, 0), aligned_edge=LEFT)
            star = Goal(0.13).move_to(goal)
            self.grounds.add(VGroup(floor, curve, drop, dot, star, name))
            rate = EquationPanel(
                f"eta_{'xy'[axis]} = 1 \\/ {one:g} = {1 / one:.3g}", plate=False, size=theme.BODY
            ).set_color(colour)
            rate.move_to((theme.STAGE_RIGHT, line, 0), aligned_edge=RIGHT)
            arrow = Arrows(foot, goal, theme.INK, width=0.06, head=0.2)
            self.steps.add(VGroup(rate, arrow))
