"""How long a run takes with batches of several sizes and a fixed number of workers: bars from zero."""

from __future__ import annotations

import numpy as np
from manim import Line, Square, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .worker_time import WORKERS, Slots


class TimeBars:
    """One bar for each batch size, from the smallest; below it, how its gradients queue for the workers.

    Attributes
    ----------
    ground
        The line they stand on, batch sizes, headings.
    queues
        The gradients of one update, a row a worker, a column a slot.
    few, many
        The bars of batches that the workers take at once, and those of larger ones.
    """

    left, right, base, tallest, thickness, cell = -4.9, 6.5, -1.0, 2.9, 1.05, 0.125

    def __init__(self, ways: BatchWays) -> None:
        self.ways, facts, word = ways, ways.facts, ways.screen.word
        self.unit = self.tallest / max(time.mean for time in facts.times)
        places = np.linspace(self.left + 0.6, self.right - 0.9, len(facts.times))
        line = Line((self.left, self.base, 0), (self.right, self.base, 0), color=theme.MUTED, stroke_width=2)
        self.ground, self.queues = VGroup(line), VGroup()
        for key, size, y in (
            ("slots", theme.BODY, 2.75),
            ("setting", theme.SMALL, 2.3),
            ("batch_axis", theme.SMALL, self.base - 0.3),
            ("queue", theme.SMALL, self.base - 1.2),
        ):
            text = word(key, size, theme.MUTED)
            self.ground.add(text.move_to((theme.STAGE_LEFT + text.width / 2, y, 0)))
        self.few, self.many = VGroup(), VGroup()
        for x, time in zip(places, facts.times, strict=True):
            kind = {1: facts.single, facts.many: facts.full}.get(time.size, facts.mini)
            colour = ways.looks[kind.look].colour
            (self.few if time.columns == 1 else self.many).add(self._bar(x, time, colour))
            self.ground.add(Number(time.size, "d", theme.BODY).move_to((x, self.base - 0.3, 0)))
            self.queues.add(self._queue(x, time, colour))

    def _bar(self, x: float, time: Slots, colour: str) -> VGroup:
        """Return a bar with its whisker, its mean and its standard deviation."""
        bar = Bar(
            (x, self.base, 0), self.unit, colour, vertical=True, thickness=self.thickness, value=time.mean
        )
        low, high = (self.base + self.unit * (time.mean + side * time.spread) for side in (-1, 1))
        whisker = VGroup(Line((x, low, 0), (x, high, 0), color=theme.INK, stroke_width=3))
        for y in (low, high):
            whisker.add(Line((x - 0.12, y, 0), (x + 0.12, y, 0), color=theme.INK, stroke_width=2))
        form = "d" if time.mean >= 100 else ".1f"
        mean = Number(time.mean, form, theme.HEADING, colour)
        if not time.spread:
            return VGroup(bar, mean.move_to((x, high + 0.3, 0)))
        mean.move_to((x, high + 0.66, 0))
        spread = self.ways.screen.set(f"$plus.minus {time.spread:.1f}$", theme.SMALL, theme.MUTED)
        return VGroup(bar, whisker, mean, spread.move_to((x, high + 0.27, 0)))

    def _queue(self, x: float, time: Slots, colour: str) -> VGroup:
        queue = VGroup()
        for rank in range(time.size):
            column, row = divmod(rank, WORKERS)
            square = Square(0.8 * self.cell, stroke_width=0).set_fill(colour, opacity=1)
            across = (column - (time.columns - 1) / 2) * 1.4 * self.cell
            queue.add(square.move_to((x + across, self.base - 0.72 - row * self.cell, 0)))
        return queue
