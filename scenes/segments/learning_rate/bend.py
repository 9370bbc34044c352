"""Where the curvature comes from: two tangents one unit of w apart, and what follows from their slopes."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.axes.curve_point import Tangent
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText

from .facts import Facts

REACH = 1.6
"""Half the width of the window, in units of w."""


class SlopeRise:
    """The cost over w, as tall as the stage, and in it what follows, line by line.

    Attributes
    ----------
    plane, axes, curve, goal
        Window, ticks and names; the cost and its lowest point.
    tangents, slopes
        At the best weight and one unit of w beyond it; the slope at each.
    rows
        The rise per unit of w, the curvature, the step and the factor.
    """

    left, bottom, size = 1.1, -2.2, (5.5, 4.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        bend, target = float(facts.curvature), facts.target
        across = (target - REACH, target + REACH)
        self.plane = Plane(across, (0.0, 0.5 * bend * (0.94 * REACH) ** 2), width=width, height=height)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        self.axes = self.plane.axes(
            nice_ticks(across[1], 4, low=across[0]),
            nice_ticks(self.plane.y_range[1], 3),
            x_name=screen["weight"],
            y_name=screen["cost"],
            language=screen.language,
        )
        self.goal = Goal(0.18).move_to(self.plane.to_scene((target, 0.0)))
        self.curve = VMobject(stroke_color=theme.INK, stroke_width=5)
        x = np.linspace(*across, 121)
        points = np.stack([x, 0.5 * bend * (x - target) ** 2], axis=-1)
        set_pieces(self.curve, self.plane.clip(self.plane.to_scene(points)))
        self.tangents = [
            Tangent(
                self.plane,
                lambda w: 0.5 * bend * (w - target) ** 2,
                lambda w: bend * (w - target),
                at,
                reach=reach_of,
                width=5,
            )
            for at, reach_of in ((target, 1.1), (target + 1.0, 1.2))
        ]
        self.slopes = VGroup(
            screen.word("slope_first", theme.SMALL, theme.GRADIENT),
            screen.word("slope_second", theme.SMALL, theme.GRADIENT),
        )
        first, second = self.plane.to_scene([(target, 0.0), (target + 1.0, 0.5 * bend)])
        self.slopes[0].move_to(first + np.array([-1.75, 0.24, 0.0]))
        self.slopes[1].move_to(second + np.array([self.slopes[1].width / 2 - 0.1, -1.0, 0.0]))
        self.rows = VGroup(
            *(
                screen.word(key, theme.BODY, colour)
                for key, colour in (
                    ("rise", theme.GRADIENT),
                    ("curvature", theme.INK),
                    ("step_law", theme.INK),
                    ("factor_row", theme.INK),
                )
            )
        )
        for rank, row in enumerate(self.rows):
            row.move_to((first[0], 2.05 - 0.68 * rank, 0))
