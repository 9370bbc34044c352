"""The factor per epoch over the learning rate: two runs as two points of a line that goes on below zero."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, Polygon, VGroup

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.placement import into_stage
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .cost_corner import HALF
from .epoch_table import LEARNS
from .facts import Facts


class FactorChart:
    """What the next segment begins with.

    Attributes
    ----------
    plane, ground
        Window; with it axes, the line of zero.
    line, beyond
        The factor for rates down to zero, and what lies below.
    ours, half
        The two runs; the first one's dial is the rate.
    names
        Their rates.
    number
        The factor at the first one's rate.
    zero_name
        At which rate the factor is zero.
    below
        The region of factors below zero, with a question mark.
    """

    left, bottom, size = -5.75, -2.2, (5.4, 4.55)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        widest, low = 1.42 * facts.zero_rate, -0.42
        plane = self.plane = Plane((0.0, widest), (low, 1.08), width=width, height=height)
        plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        zero = Line(*plane.to_scene([(0, 0), (widest, 0)]), stroke_width=2, color=theme.MUTED)
        self.ground = VGroup(
            plane,
            plane.axes(
                nice_ticks(widest, 3),
                (0.0, 0.5, 1.0),
                x_name=screen["rate_axis"],
                y_name=screen["factor"],
                language=screen.language,
            ),
            zero,
        )
        into_stage(self.ground)

        def factor(rate: float) -> float:
            return float(1.0 - rate / facts.zero_rate)

        ends = [(rate, factor(rate)) for rate in (0.0, facts.zero_rate, widest)]
        start, middle, end = plane.to_scene(ends)
        self.line = Line(start, middle, color=theme.MUTED, stroke_width=5)
        self.beyond = DashedLine(middle, end, color=theme.MUTED, stroke_width=4, dash_length=0.12)
        self.ours = CurvePoint(plane, factor, facts.learning_rate, LEARNS, size=0.17)
        self.half = CurvePoint(plane, factor, facts.half.rate, HALF, size=0.17)
        # The two stand close to each other: their names are at the end of leaders, one below the other.
        self.names = VGroup()
        for key, point, look, drop in (
            ("half_factor", self.half, HALF, 0.0),
            ("our_factor", self.ours, LEARNS, 0.52),
        ):
            name = screen.word(key, theme.BODY, look.colour)
            at = np.array([plane.window.get_left()[0] + 1.15, plane.window.get_top()[1] - 0.27 - drop, 0.0])
            leader = Line(point.mark.get_center(), at + 0.08 * LEFT, color=look.colour, stroke_width=2)
            self.names.add(VGroup(leader, name.move_to(at + name.width / 2 * RIGHT)))
        self.number = Number(0.0, ".2f", theme.BODY, LEARNS.colour)
        self.zero_name = screen.word("zero_rate", theme.BODY, LEARNS.colour)
        self.zero_name.next_to(plane.to_scene((facts.zero_rate, 0.0)), UP, buff=0.8)
        self.zero_name.align_to(plane.window.get_right() + 0.15 * LEFT, RIGHT)
        corners = plane.to_scene([(0.0, 0.0), (widest, 0.0), (widest, low), (0.0, low)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.18)
        mark = screen.word("unknown", 72, theme.INK)
        self.below = VGroup(area, mark.move_to(plane.to_scene((0.5 * facts.zero_rate, low / 2))))

    def slide(self, rate: float) -> None:
        """Move the first run to another rate, its factor beside it."""
        self.ours.set_dial(rate)
        self.number.set_dial(float(self.ours.value(rate)))
        self.number.place(self.ours.mark.get_center() + np.array([0.25, 0.16, 0.0]))
