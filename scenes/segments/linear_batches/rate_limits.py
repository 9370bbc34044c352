"""The learning rate slid up past the limits of all ways: bars that grow with it, errors that turn upwards."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Line, Rectangle, VGroup, smooth

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.charts.bars import Bar
from scenes.components.dial import Course
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .large_rate import LargeRate


class RateLimits:
    """Bars from zero as far as each way converges, below the errors at the same rate.

    Attributes
    ----------
    ground
        The window with its axis.
    moving
        The bars, a line at the rate, the rate as a number, and the errors above.
    ends
        Each way's limit as a number.
    groups
        The limits of the mini-batch for the other pairs.
    """

    left, bottom, width, height = -3.5, -2.58, 8.6, 1.98

    def __init__(self, ways: BatchWays, large: LargeRate) -> None:
        self.ways, self.facts, self.racers, self.large = ways, ways.facts, ways.racers, large
        self.high = 1.06 * max(self.facts.explode_rate, *(racer.limit for racer in self.racers))
        self.plane = Plane((0.0, self.high), (0, 1), width=self.width, height=self.height, border=False)
        self.plane.move_to((self.left + self.width / 2, self.bottom + self.height / 2, 0))
        axes = self.plane.axes(nice_ticks(self.high, 6), language=ways.screen.language)
        base = Line(*self.plane.to_scene([(0, 0), (self.high, 0)]), color=theme.MUTED, stroke_width=2)
        name = ways.screen.word("rate_axis", theme.SMALL, theme.MUTED)
        name.move_to((theme.STAGE_LEFT + name.width / 2, self.bottom - 0.2, 0))
        self.ground = VGroup(self.plane, axes, base, name)
        self.bars = [
            Bar((self.left, y, 0), self.plane.unit, ways.looks[racer.look].colour, thickness=0.3)
            for racer, y in zip(self.racers, large.row_heights, strict=True)
        ]
        self.line = Line((0, 0, 0), (0, 1, 0), color=theme.INK, stroke_width=4)
        self.symbol = ways.screen.word("rate_is", theme.BODY)
        self.number = Number(self.facts.explode_rate, ".3f", theme.BODY)
        self.moving = VGroup(*large.curves, *self.bars, self.line, self.symbol, self.number)
        self.ends = [self._end(rank) for rank in range(len(self.racers))]
        self.groups = self._groups()
        self.put(self.facts.explode_rate)

    @property
    def shown(self) -> VGroup:
        """What comes onto the stage with the bars."""
        return VGroup(self.ground, *self.bars, self.line, self.symbol, self.number)

    def _end(self, rank: int) -> Number:
        racer = self.racers[rank]
        x = self.plane.get_right()[0] + 0.2
        number = Number(racer.limit, ".3f", theme.BODY, self.ways.looks[racer.look].colour)
        return number.next_to((x, self.large.row_heights[rank], 0), RIGHT, buff=0)

    def _groups(self) -> VGroup:
        """Mark the limits of the other pairs, dim what not every pair allows, and name them all."""
        mini = self.facts.mini
        y, colour = self.large.row_heights[1], self.ways.looks[mini.look].colour
        others = sorted(self.facts.groupings[1:], key=lambda grouping: grouping.limit)
        start, end = self.plane.to_scene([(others[0].limit, 0), (mini.limit, 0)])[:, 0]
        dim = Rectangle(width=end - start, height=0.32, stroke_width=0)
        dim.set_fill(theme.BACKGROUND, opacity=0.5).move_to(((start + end) / 2, y, 0))
        group = VGroup(dim)
        for grouping, side in zip(others, (-1, 1), strict=True):
            x = self.plane.to_scene((grouping.limit, 0))[0]
            group.add(Line((x, y - 0.2, 0), (x, y + 0.2, 0), color=theme.INK, stroke_width=4))
            pair = ", ".join(str(sample + 1) for sample in grouping.batches[0])
            name = self.ways.screen.set(f"${{{pair}}}$: {grouping.limit:.3f}", theme.SMALL, colour)
            group.add(name.next_to((x + 0.06, y - 0.33 * side, 0), LEFT, buff=0))
        return group

    def put(self, rate: float) -> None:
        """Show everything as it is at a rate."""
        for racer, curve, bar in zip(self.racers, self.large.curves, self.bars, strict=True):
            end = abs(racer.factor_at(rate)) ** self.facts.epochs
            curve.points_data = np.array([(0.0, 1.0), (self.facts.epochs, end)])
            curve.show(self.facts.epochs)
            bar.set_dial(min(rate, racer.limit))
        foot, top = self.plane.to_scene([(rate, 0), (rate, 1)])
        self.line.put_start_and_end_on(foot, top)
        self.symbol.next_to(top, UP, buff=0.06).shift((-0.35, 0, 0))
        self.number.set_dial(rate).place(
            (self.symbol.get_right()[0] + 0.1, self.symbol.get_bottom()[1] + 0.07, 0)
        )

    def slide(self, start: float, end: float) -> Course:
        """Let the rate go from one value to another."""
        return Course(self.moving, lambda share: self.put(start + share * (end - start)), rate_func=smooth)
