"""The factor per epoch over the learning rate: two runs as two points of a line that goes on below zero."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, Polygon, VGroup

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.placement import into_stage
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number

from .cost_corner import HALF
from .epoch_table import LEARNS
from .facts import Facts

TRIED = theme.Look(theme.INK, (), "ring")
"""A rate that is tried for one step."""


class FactorChart:
    """What the next segment begins with.

    Attributes
    ----------
    plane, ground
        Window; with it axes, the line of zero.
    line, beyond
        The factor for rates down to zero, and what lies below.
    ours, half
        The two runs.
    names
        Their rates.
    tried, told
        A third rate on the line, its dial; it and its factor as numbers, below the line.
    zero_name
        At which rate the factor is zero.
    below
        What no run has seen: rates beyond, factors below zero, with a question mark.
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
        self.tried = CurvePoint(plane, factor, facts.learning_rate, TRIED, size=0.22)
        self.told = VGroup()
        self.numbers: list[Number] = []
        for source, form, rise in (("$eta =$", ".3f", 1.0), (screen["factor_is"], ".2f", 0.4)):
            name = screen.set(source, theme.BODY)
            base = plane.to_scene((0.0, 0.0)) + np.array([0.3, rise, 0.0])
            number = Number(0.0, form, theme.BODY).place(base + (name.width + 0.12) * RIGHT)
            self.numbers.append(number)
            self.told.add(VGroup(stand(name.move_to(base + name.width / 2 * RIGHT), base[1]), number))
        self.zero_name = screen.word("zero_rate", theme.BODY)
        self.zero_name.next_to(plane.to_scene((facts.zero_rate, 0.0)), UP, buff=0.8)
        self.zero_name.align_to(plane.window.get_right() + 0.15 * LEFT, RIGHT)
        zero_rate = facts.zero_rate
        corners = plane.to_scene([(zero_rate, 0.0), (widest, 0.0), (widest, low), (zero_rate, low)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.18)
        mark = screen.word("unknown", 52, theme.INK)
        self.below = VGroup(
            area, mark.move_to(plane.to_scene((zero_rate + 0.74 * (widest - zero_rate), 0.3 * low)))
        )

    def slide(self, rate: float) -> None:
        """Try another rate, and say its factor."""
        self.tried.set_dial(rate)
        for number, value in zip(self.numbers, (rate, self.tried.value(rate)), strict=True):
            number.set_dial(float(value))
