"""What a step leaves of the error, over the learning rate; beside it, both runs across at that rate."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Polygon, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.stems import Stems
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label, ScreenText
from scenes.components.text.number import Number

from .facts import Facts, ahead_factor, ball_factor

METHODS = ("momentum", "nesterov")


class RateSweep(Dialled):
    """Its dial is the learning rate: a mark on each curve, and the first steps of y at that rate.

    Attributes
    ----------
    frame
        Chart, curves and axes, and the windows of both runs with their names.
    names
        The names of both curves, momentum's first.
    negative
        The rates at which Nesterov keeps a negative share of the velocity.
    limits
        The limits of Nesterov and of momentum, at the level where errors stop shrinking.
    best, never
        The rate at which Nesterov leaves least, and the share that momentum never gets below.
    free
        What both leave when α is chosen too: a tick at the right edge for each, and its words.
    """

    size, centre = (6.8, 4.3), (-2.75, -0.1, 0.0)
    shown = 16
    run_left, run_width, run_height = 1.75, theme.STAGE_RIGHT - 1.75, 1.5

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.widest = 1.1 * facts.limit_ball
        width, height = self.size
        self.plane = Plane((0, self.widest), (0, 1.5), width=width, height=height).move_to(self.centre)
        self.curves = VGroup(*(self._curve(rank) for rank in (0, 1)))
        self.names = [self._name(rank) for rank in (0, 1)]
        self.runs = [self._window(middle) for middle in (0.95, -1.35)]
        self.frame = VGroup(
            self.plane, self._axes(), self.curves, *self.names, *(self._run_frame(rank) for rank in (0, 1))
        )
        self.negative, self.limits = self._negative(), self._limits()
        self.best, self.never, self.free = self._best(), self._never(), self._free()
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
        colour = theme.look("nesterov").colour
        self.keeps = EquationPanel("alpha (1 - eta lambda_y) =", plate=False, size=theme.BODY).set_color(
            colour
        )
        self.keeps.move_to((self.run_left + 2.1, 2.7, 0), aligned_edge=LEFT)
        self.kept = Number(facts.friction_steep, ".2f", theme.BODY, colour)
        self.line = Line(stroke_width=2, color=theme.INK)
        self.add(self.line, self.eta, self.rate, self.keeps, self.kept, *self.stems, self.marks)
        self.set_dial(facts.learning_rate)

    def show(self, dial: float) -> None:
        """Show another learning rate."""
        alpha, steep = self.facts.momentum, self.facts.steep
        for rank, (factor, mark, stems) in enumerate(
            zip((ball_factor, ahead_factor), self.marks, self.stems, strict=True)
        ):
            level = max(float(factor(dial, alpha, curvature)) for curvature in (self.facts.flat, steep))
            level = min(level, self.plane.y_range[1])
            mark.move_to(self.plane.to_scene((dial, level)))
            values = self._walk(dial, looks=bool(rank))
            low, high = stems.plane.y_range
            stems.values, stems.seen = np.clip(values, low, high), (values >= low) & (values <= high)
            stems.set_dial(float(self.shown))
        self.line.set_points_as_corners(self.plane.to_scene([(dial, 0.0), (dial, self.plane.y_range[1])]))
        self.rate.set_dial(dial)
        self.rate.place(self.eta.get_right() + np.array([0.15, -0.11, 0.0]))
        self.kept.set_dial(alpha * (1 - dial * steep))
        self.kept.place(self.keeps.get_right() + np.array([0.15, -0.11, 0.0]))

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
        across, along = (
            factor(rates, self.facts.momentum, curvature) for curvature in (self.facts.steep, self.facts.flat)
        )
        whole = theme.Look(look.colour, (), look.marker)
        curves = VGroup()
        for values, width in ((np.maximum(across, along), 4.5), (across, 1.8)):
            curve = Curve(self.plane, np.column_stack([rates, values]), whole, width=width, head=0)
            curve.set_dial(self.widest)
            curves.add(curve)
        return curves

    def _name(self, rank: int) -> Label:
        look = theme.look(METHODS[rank])
        name = self.screen.word(("ball", "ahead")[rank], theme.BODY, look.colour)
        if rank:
            name.next_to(self.plane.to_scene((1.1 * self.facts.limit_ahead, self._below)), RIGHT, buff=0)
        else:
            middle = 0.5 * (self.facts.limit_ahead + self.facts.limit_ball)
            name.move_to(self.plane.to_scene((middle, self.facts.kept_ball - 0.09)))
        return name

    def _axes(self) -> VGroup:
        axes = self.plane.axes(
            nice_ticks(self.widest, 5),
            (0.0, 0.5, 1.0, 1.5),
            x_name=self.screen["rate_axis"],
            language=self.screen.language,
        )
        one = self.plane.to_scene([(0, 1), (self.widest, 1)])
        names = VGroup(*(self.screen.word(key, theme.SMALL, theme.MUTED) for key in ("left_worse", "larger")))
        names.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
        names.next_to(self.plane.window, UP, buff=0.12, aligned_edge=LEFT)
        grows = self.screen.word("grows", theme.SMALL, theme.MUTED)
        grows.move_to(self.plane.to_scene((0.5 * (self.facts.limit_ahead + self.facts.limit_ball), 1.07)))
        return VGroup(axes, Line(*one, stroke_width=2, color=theme.MUTED), names, grows)

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
        top = self.plane.y_range[1]
        corners = self.plane.to_scene([(start, 0), (self.widest, 0), (self.widest, top), (start, top)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.12)
        text = self.screen.word("negative", theme.SMALL, theme.WARNING)
        # Beside the mark of the rate, which does not pass Nesterov's limit.
        text.next_to(self.plane.to_scene((1.1 * self.facts.limit_ahead, 0.1)), RIGHT, buff=0)
        return VGroup(area, text)

    def _limits(self) -> VGroup:
        """Mark the limits at the level of one, their numbers above, each in its colour."""
        parts, right = VGroup(), self.plane.window.get_right()[0] - 0.1
        for limit, method, key, level in (
            (self.facts.limit_ahead, "nesterov", "limit_ahead", 1.4),
            (self.facts.limit_ball, "momentum", "limit_ball", 1.25),
        ):
            look = theme.look(method)
            foot = self.plane.to_scene((limit, 1.0))
            text = self.screen.word(key, theme.SMALL, look.colour)
            # Nesterov's number stands to the right of its curve, momentum's to the left.
            side = 1.0 if method == "nesterov" else -1.0
            clear = 0.2 * self.facts.limit_ahead if side > 0 else 0.06 * self.facts.limit_ball
            text.next_to(self.plane.to_scene((limit + side * clear, level)), side * RIGHT, buff=0)
            text.shift(np.array([min(0.0, right - text.get_right()[0]), 0.0, 0.0]))
            parts.add(VGroup(marker(look.marker, 0.2, look.colour, rim=True).move_to(foot), text))
        return parts

    def _best(self) -> VGroup:
        fact, look = self.facts, theme.look("nesterov")
        ends = self.plane.to_scene([(fact.best_rate, fact.best_left), (1.08 * fact.limit_ahead, self._below)])
        text = self.screen.word("best_left", theme.BODY, theme.GOAL)
        text.next_to(ends[1], RIGHT, buff=0.08)
        return VGroup(DashedLine(*ends, color=look.colour, stroke_width=2.5), text)

    @property
    def _below(self) -> float:
        """The level of what is said of Nesterov: below what is said of momentum, above the note at the foot."""
        return self.facts.best_left - 0.2

    def _never(self) -> VGroup:
        level, colour = self.facts.kept_ball, theme.look("momentum").colour
        ends = self.plane.to_scene([(0.0, level), (self.facts.limit_ball, level)])
        text = self.screen.word("never_less", theme.BODY, colour)
        text.next_to(self.plane.to_scene((1.1 * self.facts.limit_ahead, level - 0.09)), RIGHT, buff=0.08)
        text.shift(min(0.0, self.plane.window.get_right()[0] - 0.1 - text.get_right()[0]) * RIGHT)
        return VGroup(Line(*ends, color=colour, stroke_width=9, stroke_opacity=0.45), text)

    def _free(self) -> VGroup:
        parts, right = VGroup(), self.plane.window.get_right()
        for rank, (key, best) in enumerate(
            (("free_ahead", self.facts.free_ahead), ("free_ball", self.facts.free_ball))
        ):
            colour = theme.look(METHODS[1 - rank]).colour
            level = self.plane.to_scene((self.widest, best.left))
            tick = Line(level + 0.22 * LEFT, level, color=colour, stroke_width=6)
            text = self.screen.word(key, theme.SMALL, colour)
            # Below what is said of α held, above the note at the foot.
            row = float(self.plane.to_scene((0.0, self._below - 0.14 - 0.115 * rank))[1])
            parts.add(VGroup(tick, text.move_to((right[0] - 0.35 - text.width / 2, row, 0))))
        return parts
