"""AdaGrad at a rate far too large: the leap out, and how the sum that it leaves makes every later step Newton's."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ArcBetweenPoints, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.number import Number

from .cast import Cast
from .facts import LEAP_STEPS

CHART, CORNER = (6.6, 4.5), (-5.75, -2.15)
LEAST, MOST = 1e-28, 1e8
COLUMN = 1.45
STRIP_Y, START_X = 1.95, 1.95
"""Where the strip along x lies, and its zero."""
LINES = ("leap_first", "leap_slope", "leap_rate", "leap_x", "leap_y")


class LeapView:
    """The loss of that run, and four lines that say why it falls.

    Attributes
    ----------
    ground
        Plane and axes.
    leaping, rival
        Its curve; and plain descent at its best rate, to compare.
    names
        What both are called.
    height
        How high the first step leads.
    lines
        The leap; the gradient there; the rates that are left; and what those are in x and in y.
    strip, out, back
        The axis of x, to scale, with start and minimum; the first step; and the second, seen on it.
    walk
        The first points in x.
    """

    def __init__(self, cast: Cast) -> None:
        facts, screen = cast.facts, cast.screen
        width, height = CHART
        self.plane = Plane((0, LEAP_STEPS), (LEAST, MOST), width=width, height=height, log_y=True)
        self.plane.move_to((CORNER[0] + width / 2, CORNER[1] + height / 2, 0))
        axes = self.plane.axes(
            range(0, LEAP_STEPS + 1, 2),
            x_name=screen["step_axis"],
            y_name=screen["loss_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), range(-28, 9, 4)))
        steps = np.arange(LEAP_STEPS + 1)
        look = cast.look("adagrad")
        walk = facts.leap.walk
        self.leaping = Curve(self.plane, np.stack([steps, walk.value], axis=-1), look, width=4.0, head=0.28)
        self.dots = VGroup(
            *(
                marker(look.marker, 0.16, look.colour).move_to(self.plane.to_scene(point))
                for point in self.leaping.points_data[1:]
            )
        )
        self.rival = Curve(
            self.plane,
            np.stack([steps, facts.rival.value[: LEAP_STEPS + 1]], axis=-1),
            cast.look("gradient_descent"),
            width=3.0,
            head=0.2,
        )
        self.rival.set_dial(LEAP_STEPS)
        leaping = screen.word("leap_loss", theme.SMALL, look.colour)
        leaping.move_to(self.plane.to_scene((4.6, 1e-13)), aligned_edge=RIGHT)
        rival = screen.word("leap_rival", theme.SMALL, cast.look("gradient_descent").colour)
        rival.move_to(self.plane.to_scene((LEAP_STEPS - 0.2, 5e2)), aligned_edge=RIGHT)
        self.names = VGroup(leaping, rival)
        top = self.plane.to_scene((1, facts.leap.height))
        number = Number(facts.leap.height, "d", theme.BODY, look.colour)
        self.height = number.next_to(top, RIGHT, buff=0.2)
        self.strip, self.out, self.back = self._way(cast)
        key = screen.word("lambda", theme.SMALL, theme.MUTED)
        self.lines = VGroup(*(screen.word(line, theme.HEADING) for line in LINES))
        self.key = key.move_to((COLUMN, 2.72, 0), aligned_edge=LEFT)
        for line, y in zip(self.lines, (0.95, 0.3, -0.4, -0.95, -1.5), strict=True):
            line.move_to((COLUMN, y, 0), aligned_edge=LEFT)
        self.lines[2:].set_color(look.colour)
        self.walk = screen.word("leap_walk", theme.BODY, theme.INK)
        self.walk.move_to((COLUMN, -2.25, 0), aligned_edge=LEFT)

    def _way(self, cast: Cast) -> tuple[VGroup, VGroup, VGroup]:
        """Draw the leap to scale along x: the start beside the minimum, the way out, and the way back."""
        walk, colour = cast.facts.leap.walk.x[:3, 0], cast.look("adagrad").colour
        unit = (theme.STAGE_RIGHT - 0.7 - START_X) / float(walk.max())
        zero, start, far = (np.array([START_X + unit * x, STRIP_Y, 0.0]) for x in (0.0, *walk[:2]))
        line = Line(zero + 0.3 * LEFT, far + 0.3 * RIGHT, color=theme.FAINT, stroke_width=2)
        ends = (Number(x, "d", theme.SMALL, theme.MUTED) for x in (0.0, float(walk[1])))
        names = VGroup(*(end.move_to(at + 0.3 * DOWN) for end, at in zip(ends, (zero, far), strict=True)))
        names.add(cast.screen.set("$x$", theme.SMALL, theme.MUTED).next_to(line, RIGHT, buff=0.1))
        goal = Goal(0.14).move_to(zero)
        begin = cast.sign("adagrad", 0.16).move_to(start)
        out, back = (
            ArcBetweenPoints(one, other, angle=-0.3, color=colour, stroke_width=4).add_tip(
                tip_length=0.2, tip_width=0.2
            )
            for one, other in ((start + 0.08 * UP, far), (far + 0.08 * DOWN, zero + 0.08 * DOWN))
        )
        return VGroup(line, names, goal, begin), VGroup(out), VGroup(back)
