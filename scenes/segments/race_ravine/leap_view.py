"""AdaGrad at a rate far too large: the leap out, and how the sum that it leaves makes every later step Newton's."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated

from .cast import Cast
from .facts import LEAP_STEPS, valley

CHART, CORNER = (6.2, 2.15), (0.35, -2.15)
LEAST, MOST = 1e-28, 1e8
COLUMN = -0.75
SIDE, FOOT = 4.55, (-5.95, -2.15)
"""Size and lower left corner of the map."""
NEAR = (-10.0, 4.0), (-7.0, 7.0)
"""What is seen of the valley first: where the race was held."""
MARGIN = 0.15
"""How far beyond the leap one sees, as a share of it."""
LINES = (("leap_first", 2.24), ("leap_slope", 1.76), ("leap_rate", 1.28))


class LeapView:
    """The leap on a map, the loss of that run, and what says why it falls.

    Attributes
    ----------
    near, far
        The map of where the race was held; and the one that the leap needs, with axes.
    frame, frame_name
        How large the first map is on the second, and what it is.
    path
        The first step on the far map, and the second, back.
    height
        How high the first step leads.
    ground
        Plane and axes of the losses.
    leaping, rival, dots
        Its curve with a mark at every step; and plain descent at its best rate, to compare.
    names
        What both are called.
    key, lines
        What letters stand for; the leap; the gradient there; the rates that are left; and what those are in x and y.
    newton
        What Newton's step is, and where it leads.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._map()
        self._chart()
        screen, colour = cast.screen, cast.look("adagrad").colour
        self.key = screen.word("lambda", theme.SMALL, theme.MUTED).move_to(
            (COLUMN, 2.7, 0), aligned_edge=LEFT
        )
        self.lines = VGroup(
            *(
                screen.word(line, theme.HEADING).move_to((COLUMN, y, 0), aligned_edge=LEFT)
                for line, y in LINES
            )
        )
        told = VGroup(*(screen.word(line, theme.SMALL, colour) for line in ("leap_x", "leap_y")))
        self.lines.add(told.arrange(RIGHT, buff=0.5).move_to((COLUMN, 0.82, 0), aligned_edge=LEFT))
        self.lines[2].set_color(colour)
        self.newton = screen.word("newton", theme.BODY).move_to((5.1, 1.76, 0))

    def _map(self) -> None:
        cast, screen, walk = self.cast, self.cast.screen, self.cast.facts.leap.walk.x
        middle = np.array([FOOT[0] + SIDE / 2, FOOT[1] + SIDE / 2, 0.0])
        inner = Plane(*NEAR, width=SIDE, height=SIDE).move_to(middle)
        start = cast.sign("adagrad", 0.22).move_to(inner.to_scene(walk[0]))
        goal = Goal(0.17).move_to(inner.to_scene((0.0, 0.0)))
        self.near = VGroup(ContourMap(inner, valley(0.0)), inner.window, goal, start)
        far = float(np.abs(walk[1]).max())
        low, high = -MARGIN * far, (1 + MARGIN) * far
        outer = Plane((low, high), (-high, -low), width=SIDE, height=SIDE).move_to(middle)
        # The loss is homogeneous: a map of all that is drawn smaller by one factor has the same lines, higher.
        smaller = far / 8
        likeness = Plane(
            (low / smaller, high / smaller), (-high / smaller, -low / smaller), width=SIDE, height=SIDE
        ).move_to(middle)
        ticks = [float(tick) for tick in range(0, int(high), 100)]
        axes = outer.axes(
            ticks, [-tick for tick in ticks], x_name="$x$", y_name="$y$", language=screen.language
        )
        self.far = VGroup(ContourMap(likeness, valley(0.0)), outer.window, axes)
        (left, right), (bottom, top) = NEAR
        self.frame = inner.window.copy().set_stroke(theme.INK, width=2.5)
        self.frame.scale_to_fit_width((right - left) * outer.unit)
        self.frame.move_to(outer.to_scene(((left + right) / 2, (bottom + top) / 2)))
        name = plated(screen.word("leap_near", theme.SMALL), 0.06)
        self.frame_name = name.next_to(self.frame, RIGHT, buff=0.15).shift(0.12 * UP)
        self.path = TrajectoryPath(outer, walk[:3], cast.look("adagrad"), width=4.0, head=0.28)
        told = screen.word("leap_height", theme.BODY, cast.look("adagrad").colour)
        self.height = plated(told, 0.08).next_to(outer.to_scene(walk[1]), LEFT, buff=0.3)

    def _chart(self) -> None:
        cast, screen, facts = self.cast, self.cast.screen, self.cast.facts
        width, height = CHART
        self.plane = Plane((0, LEAP_STEPS), (LEAST, MOST), width=width, height=height, log_y=True)
        self.plane.move_to((CORNER[0] + width / 2, CORNER[1] + height / 2, 0))
        axes = self.plane.axes(
            range(0, LEAP_STEPS + 1, 2),
            x_name=screen["step_axis"],
            y_name=screen["loss_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), (-28, -16, -4, 8)))
        steps = np.arange(LEAP_STEPS + 1)
        look, other = cast.look("adagrad"), cast.look("gradient_descent")
        loss = np.stack([steps, facts.leap.walk.value], axis=-1)
        self.leaping = Curve(self.plane, loss, look, width=4.0, head=0.28)
        self.dots = VGroup(
            *(
                marker(look.marker, 0.16, look.colour).move_to(self.plane.to_scene(point))
                for point in self.leaping.points_data[1:]
            )
        )
        loss = np.stack([steps, facts.rival.value[: LEAP_STEPS + 1]], axis=-1)
        self.rival = Curve(self.plane, loss, other, width=3.0, head=0.2)
        self.rival.set_dial(LEAP_STEPS)
        leaping = screen.word("leap_loss", theme.SMALL, look.colour)
        leaping.move_to(self.plane.to_scene((2.15, 1e3)), aligned_edge=LEFT).shift(0.03 * UP)
        rival = screen.word("leap_rival", theme.SMALL, other.colour)
        rival.move_to(self.plane.to_scene((LEAP_STEPS - 0.2, 1e3)), aligned_edge=RIGHT).shift(0.03 * UP)
        self.names = VGroup(leaping, rival)
