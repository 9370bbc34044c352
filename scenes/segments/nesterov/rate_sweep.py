"""What a step leaves of the error across, over the learning rate; beside it, both runs at that rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, Polygon, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.stems import Stems
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts, ahead_factor, ball_factor

METHODS = ("momentum", "nesterov")


class RateSweep(Dialled):
    """Its dial is the learning rate: a mark on each curve, and the first steps of y at that rate.

    Attributes
    ----------
    frame
        Chart, curves and axes, and the windows of both runs with their names.
    negative
        The rates at which Nesterov keeps a negative share of the velocity.
    limits
        The limits of Nesterov, of plain descent and of momentum, on the axis.
    ahead
        The rates at which Nesterov leaves less than momentum in the long run.
    growth
        By what Nesterov's error grows at the rate between the limits.
    """

    size, centre = (6.8, 4.5), (-2.75, 0.15, 0.0)
    shown = 16
    run_left, run_width, run_height = 1.75, theme.STAGE_RIGHT - 1.75, 1.5

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.widest = 1.1 * facts.limit_ball
        width, height = self.size
        self.plane = Plane((0, self.widest), (0, 1.6), width=width, height=height).move_to(self.centre)
        self.curves = VGroup(*(self._curve(rank) for rank in (0, 1)))
        self.runs = [self._window(middle) for middle in (0.95, -1.35)]
        self.frame = VGroup(
            self.plane, self._axes(), self.curves, *(self._run_frame(rank) for rank in (0, 1))
        )
        self.negative, self.limits, self.ahead = self._negative(), self._limits(), self._ahead()
        self.growth = self._growth()
        self.marks = VGroup(
            *(marker(theme.look(name).marker, 0.26, theme.look(name).colour, rim=True) for name in METHODS)
        )
        self.stems = [
            Stems(window, np.zeros(self.shown + 1), theme.look(name).colour, size=0.12)
            for window, name in zip(self.runs, METHODS, strict=True)
        ]
        self.rate = Number(facts.learning_rate, ".3f", theme.HEADING, theme.INK)
        self.eta = screen.set("$eta =$", theme.HEADING)
        self.eta.move_to((self.run_left, 2.7, 0), aligned_edge=LEFT)
        self.line = Line(stroke_width=2, color=theme.INK)
        self.add(self.line, self.eta, self.rate, *self.stems, self.marks)
        self.set_dial(facts.learning_rate)

    def show(self, dial: float) -> None:
        """Show another learning rate."""
        alpha, steep = self.facts.momentum, self.facts.steep
        for rank, (factor, mark, stems) in enumerate(
            zip((ball_factor, ahead_factor), self.marks, self.stems, strict=True)
        ):
            level = min(float(factor(dial, alpha, steep)), self.plane.y_range[1])
            mark.move_to(self.plane.to_scene((dial, level)))
            values = self._walk(dial, looks=bool(rank))
            low, high = stems.plane.y_range
            stems.values, stems.seen = np.clip(values, low, high), (values >= low) & (values <= high)
            stems.set_dial(float(self.shown))
        self.line.set_points_as_corners(self.plane.to_scene([(dial, 0.0), (dial, self.plane.y_range[1])]))
        self.rate.set_dial(dial)
        self.rate.place(self.eta.get_right() + np.array([0.15, -0.11, 0.0]))

    def _walk(self, rate: float, *, looks: bool) -> np.ndarray:
        """Return y after each step at a rate, ``(shown + 1,)``."""
        fact = self.facts
        y, velocity, values = fact.ball.x[0, 1], 0.0, [fact.ball.x[0, 1]]
        for _ in range(self.shown):
            asked = y + fact.momentum * velocity * looks
            velocity = fact.momentum * velocity - rate * fact.steep * asked
            y += velocity
            values.append(y)
        return np.array(values)

    def _curve(self, rank: int) -> VGroup:
        look, factor = theme.look(METHODS[rank]), (ball_factor, ahead_factor)[rank]
        rates = np.linspace(1e-4, self.widest, 900)
        values = factor(rates, self.facts.momentum, self.facts.steep)
        curve = Curve(self.plane, np.column_stack([rates, values]), look, width=4.0, head=0)
        curve.set_dial(self.widest)
        name = self.screen.word(("ball", "ahead")[rank], theme.BODY, look.colour)
        at = (0.68, 0.835) if rank == 0 else (0.115, 0.33)
        place = self.plane.to_scene((at[0] * self.facts.limit_ball, at[1]))
        return VGroup(curve, plated(name.move_to(place)))

    def _axes(self) -> VGroup:
        axes = self.plane.axes(
            nice_ticks(self.widest, 5),
            (0.0, 0.5, 1.0, 1.5),
            x_name=self.screen["rate_axis"],
            language=self.screen.language,
        )
        one = self.plane.to_scene([(0, 1), (self.widest, 1)])
        name = self.screen.word("left_across", theme.SMALL, theme.MUTED)
        name.move_to(self.plane.window.get_corner(UP + LEFT) + np.array([name.width / 2, 0.33, 0.0]))
        return VGroup(axes, Line(*one, stroke_width=2, color=theme.MUTED), name)

    def _window(self, middle: float) -> Plane:
        reach = 1.9 * abs(float(self.facts.ball.x[0, 1]))
        plane = Plane((-0.7, self.shown + 0.7), (-reach, reach), width=self.run_width, height=self.run_height)
        return plane.move_to((self.run_left + self.run_width / 2, middle, 0))

    def _run_frame(self, rank: int) -> VGroup:
        window, look = self.runs[rank], theme.look(METHODS[rank])
        text = self.screen.word(("ball_run", "ahead_run")[rank], theme.SMALL, look.colour)
        text.move_to(window.window.get_corner(UP + LEFT) + np.array([text.width / 2, 0.25, 0.0]))
        axes = window.axes(
            nice_ticks(self.shown, 4) if rank else (),
            (),
            x_name=self.screen["step"] if rank else "",
            language=self.screen.language,
        )
        return VGroup(window, text, axes)

    def _negative(self) -> VGroup:
        start = self.facts.negative_rate
        corners = self.plane.to_scene([(start, 0), (self.widest, 0), (self.widest, 0.3), (start, 0.3)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.18)
        text = self.screen.word("negative", theme.SMALL, theme.WARNING)
        foot, top = self.plane.to_scene([(start, 0), (start, 0.3)])
        text.move_to((foot + top) / 2 + np.array([0.25 + text.width / 2, 0.0, 0.0]))
        edge = self.plane.window.get_right()[0] - 0.1 - text.width / 2
        text.set_x(min(text.get_x(), edge))
        return VGroup(area, text)

    def _limits(self) -> VGroup:
        """Mark the limits at the level of one, their numbers above, each in its colour."""
        parts = VGroup()
        for limit, method, up in (
            (self.facts.limit_ahead, "nesterov", 1.35),
            (self.facts.limit_plain, "gradient_descent", 1.15),
            (self.facts.limit_ball, "momentum", 1.35),
        ):
            look = theme.look(method)
            foot, top = self.plane.to_scene([(limit, 1.0), (limit, up - 0.08)])
            line = DashedLine(foot, top, color=look.colour, stroke_width=3)
            key = {"nesterov": "limit_ahead", "gradient_descent": "limit_plain", "momentum": "limit_ball"}[
                method
            ]
            text = plated(self.screen.word(key, theme.SMALL, look.colour), 0.05)
            text.next_to(top, UP, buff=0.04)
            if method == "nesterov":
                text.align_to(top + np.array([0.3, 0, 0]), RIGHT)
            elif method == "gradient_descent":
                text.align_to(top - np.array([0.3, 0, 0]), LEFT)
            edge = self.plane.window.get_right()[0] - 0.1
            text.shift(np.array([min(0.0, edge - text.get_right()[0]), 0.0, 0.0]))
            parts.add(VGroup(line, marker(look.marker, 0.2, look.colour).move_to(foot), text))
        return parts

    def _ahead(self) -> VGroup:
        rates = np.linspace(1e-3, self.facts.even_rate, 200)
        lower = ahead_factor(rates, self.facts.momentum, self.facts.steep)
        upper = ball_factor(rates, self.facts.momentum, self.facts.steep)
        outline = np.vstack([np.column_stack([rates, lower]), np.column_stack([rates, upper])[::-1]])
        area = Polygon(
            *self.plane.to_scene(outline), stroke_width=0, fill_color=theme.GOAL, fill_opacity=0.25
        )
        text = plated(self.screen.word("even", theme.SMALL, theme.GOAL), 0.05)
        text.next_to(self.plane.to_scene((1.13 * self.facts.even_rate, 0.66)), RIGHT, buff=0.1)
        return VGroup(area, text)

    def _growth(self) -> VGroup:
        text = self.screen.word("growth", theme.BODY, theme.WARNING)
        corner = self.runs[1].window.get_corner(UP + RIGHT)
        return VGroup(text.move_to(corner + np.array([-text.width / 2, 0.25, 0.0])))
