"""What an epoch leaves of the error at every learning rate, for all ways at once."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Line, Rectangle, VGroup, smooth

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.dial import Course
from scenes.components.marker import marker
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .race_plots import RacePlot
from .racer import Racer

TICKS, FINE_TICKS = (0.0, 0.2), (0.22, 0.24, 0.26)
"""Beside the smallest rates that leave nothing, which have their own names, 0.1 would be crowded."""
WHOLE, NEAR = (0.0, 0.27), (0.18, 0.262)
"""The rates that the window shows: all of them, and those where the error begins to grow."""


class RateCurves(RacePlot):
    """The share of the error that an epoch leaves against the rate; a line at the rate, numbers beside.

    Attributes
    ----------
    ground
        The window with its axes; above 1, where the error grows, it is tinted.
    grows
        What that tint says.
    moving
        The curves, ticks, the line at the rate and the numbers.
    zeros
        For each way the smallest rate at which an epoch leaves nothing.
    product
        What the updates of single samples multiply the error by at their limit, one by one.
    groups
        Curves and limits of the mini-batch for the other pairs.
    """

    size = (7.6, 3.9)
    top = 1.3
    seen = 0.13
    """The rate to which the first look goes."""

    def __init__(self, ways: BatchWays) -> None:
        super().__init__(ways, ways.racers, WHOLE, (0.0, self.top))
        fact, screen = ways.facts, ways.screen
        self.plane.shift(0.25 * DOWN)
        axes = self.plane.axes((), (0, 0.5, 1), y_name=screen["per_epoch"], language=screen.language)
        name = screen.word("rate_axis", theme.SMALL, theme.MUTED)
        foot = self.plane.get_bottom()[1]
        name.move_to((self.plane.get_right()[0] - name.width / 2, foot - 0.66, 0))
        low, high = self.plane.to_scene([(WHOLE[0], 1.0), (WHOLE[1], self.top)])
        band = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_width=0)
        band.set_fill(theme.WARNING, opacity=0.16).move_to((low + high) / 2)
        edge = Line(low, (high[0], low[1], 0), color=theme.WARNING, stroke_width=2)
        self.grows = screen.word("grows", theme.SMALL, theme.WARNING)
        self.grows.move_to((high[0] - 0.2 - self.grows.width / 2, (low[1] + high[1]) / 2, 0))
        self.ground = VGroup(self.plane, axes, name, band, edge)
        self.ticks = [
            VGroup(Line((0, foot, 0), (0, foot - 0.08, 0), stroke_width=1.2, color=theme.FAINT)).add(
                Number(tick, "g", theme.SMALL, theme.MUTED).move_to((0, foot - 0.27, 0))
            )
            for tick in TICKS + FINE_TICKS
        ]
        self.curves = [self._curve(racer) for racer in self.racers]
        self.line = Line((0, 0, 0), (0, 1, 0), color=theme.INK, stroke_width=3)
        self.symbol = screen.word("rate_is", theme.BODY)
        self.number = Number(fact.learning_rate, ".3f", theme.BODY)
        heading, self.numbers = self.ranking(
            "per_epoch", [100 * abs(racer.factor) for racer in self.racers], ".0f", "%"
        )
        self.heading = VGroup(heading, self.symbol)
        self.symbol.move_to((self.column_left + self.symbol.width / 2, 2.8, 0))
        self.number.place((self.symbol.get_right()[0] + 0.1, self.symbol.get_bottom()[1] + 0.07, 0))
        self.groups = VGroup(*(self._curve(grouping, width=2.5) for grouping in fact.groupings[1:]))
        self.product = self._product()
        self.moving = VGroup(*self.ticks, *self.curves, self.line, self.number, self.numbers)
        self.put(fact.learning_rate, WHOLE)
        self.zeros = self._zeros()

    def _curve(self, racer: Racer, width: float = 4.0) -> Curve:
        rates = np.unique(np.concatenate([np.linspace(*WHOLE, 541), [1 / bend for bend in racer.curvatures]]))
        points = np.stack([rates, [abs(racer.factor_at(rate)) for rate in rates]], axis=-1)
        return Curve(
            self.plane, points, self.ways.looks[racer.look], width=width, head=0.2 if width > 3 else 0
        )

    def _zeros(self) -> VGroup:
        group = VGroup()
        for racer in self.racers:
            look, rate = self.ways.looks[racer.look], racer.zero_rate
            foot = self.plane.to_scene((float(rate), 0.0))
            # Both smaller ways share theirs: a small marker in front of a large one.
            size = 0.34 if racer is self.ways.facts.mini else 0.2
            zero = VGroup(marker(look.marker, size, look.colour, rim=True).move_to(foot))
            name = self.ways.screen.set(f"${rate.numerator}\\/{rate.denominator}$", theme.SMALL, theme.INK)
            if racer is not self.ways.facts.single:
                zero.add(name.move_to((foot[0], foot[1] - 0.62, 0)))
                zero.add(Line(foot + 0.15 * DOWN, foot + 0.42 * DOWN, stroke_width=2, color=theme.MUTED))
            group.add(zero)
        return group

    def _product(self) -> VGroup:
        single = self.ways.facts.single
        told = " dot ".join(
            f"{factor:.3f}" if factor > 0 else f"({factor:.3f})" for factor in single.factors_at(single.limit)
        )
        result = f"{single.factor_at(single.limit):.3f}"
        lines = VGroup(
            self.ways.screen.word("at_limit", theme.SMALL, theme.MUTED),
            self.ways.screen.set(f"${told} = {result}$", theme.SMALL, self.ways.looks[single.look].colour),
        )
        for line, y in zip(lines, (-2.4, -2.78), strict=True):
            line.move_to((self.column_left + line.width / 2, y, 0))
        return lines

    def crossing(self, racer: Racer, row: int, text: str) -> VGroup:
        """Mark where a curve comes to 1, in the window on these rates, with its limit above the window."""
        look = self.ways.looks[racer.look]
        self.plane.x_range = NEAR
        at, top = self.plane.to_scene([(racer.limit, 1.0), (racer.limit, self.top)])
        name = self.ways.screen.set(text, theme.SMALL, look.colour)
        name.move_to((top[0], top[1] + 0.25 + 0.36 * row, 0))
        stem = Line(at, (top[0], name.get_bottom()[1] - 0.07, 0), color=look.colour, stroke_width=2)
        return VGroup(stem, marker(look.marker, 0.22, look.colour, rim=True).move_to(at), name)

    def put(self, rate: float, shown: tuple[float, float]) -> None:
        """Show everything at a rate, with the window on some rates."""
        self.plane.x_range = shown
        foot, top = self.plane.get_bottom()[1], self.plane.get_top()[1]
        for tick, value in zip(self.ticks, TICKS + FINE_TICKS, strict=True):
            x = float(self.plane.to_scene((value, 0.0))[0])
            tick.shift((x - tick[0].get_x(), 0, 0))
            seen = shown[0] - 1e-9 <= value <= shown[1] + 1e-9 and (value in TICKS or shown == NEAR)
            tick[0].set_stroke(opacity=float(seen))
            tick[1].digits.set_fill(opacity=float(seen))
        for racer, curve, number in zip(self.racers, self.curves, self.numbers, strict=True):
            curve.set_dial(rate)
            number.set_dial(100 * abs(racer.factor_at(rate)))
        for curve in self.groups:
            curve.set_dial(rate)
        x = float(self.plane.to_scene((rate, 0.0))[0])
        self.line.put_start_and_end_on((x, foot, 0), (x, top, 0))
        self.number.set_dial(rate)

    def slide(self, start: float, end: float) -> Course:
        """Let the rate go from one value to another."""
        return Course(
            self.moving, lambda share: self.put(start + share * (end - start), WHOLE), rate_func=smooth
        )

    def approach(self, start: float) -> Course:
        """Move the window to the rates where the error begins to grow, the rate to its left end."""

        def draw(share: float) -> None:
            shown = tuple(a + share * (b - a) for a, b in zip(WHOLE, NEAR, strict=True))
            self.put(start + share * (NEAR[0] - start), (shown[0], shown[1]))

        return Course(self.moving, draw, rate_func=smooth)

    def near(self, start: float, end: float) -> Course:
        """Let the rate go on in the window on these rates."""
        return Course(
            self.moving, lambda share: self.put(start + share * (end - start), NEAR), rate_func=smooth
        )
