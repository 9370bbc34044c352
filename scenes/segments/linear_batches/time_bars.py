"""How long a run takes with batches of several sizes and a fixed number of workers: bars from zero."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .facts import SIZES, WORKERS


class TimeBars:
    """One bar for each batch size, from the smallest.

    Attributes
    ----------
    ground
        The line they stand on, batch sizes, headings.
    few, many
        The bars of batches that the workers take at once, and those of larger ones.
    parting
        A line between the two, with the number of workers.
    """

    left, right, base, tallest, thickness = -6.0, 6.3, -1.9, 3.7, 1.1

    def __init__(self, ways: BatchWays) -> None:
        facts, word = ways.facts, ways.screen.word
        unit = self.tallest / max(facts.times)
        places = np.linspace(self.left + 0.9, self.right - 0.9, len(SIZES))
        heading = word("slots", theme.SMALL, theme.MUTED)
        setting = word("setting", theme.SMALL, theme.MUTED)
        axis = word("batch_axis", theme.SMALL, theme.MUTED)
        line = Line((self.left, self.base, 0), (self.right, self.base, 0), color=theme.MUTED, stroke_width=2)
        self.ground = VGroup(
            heading.move_to((self.left + heading.width / 2, 2.7, 0)),
            setting.move_to((self.left + setting.width / 2, 2.25, 0)),
            axis.move_to(((self.left + self.right) / 2, self.base - 0.8, 0)),
            line,
        )
        self.few, self.many = VGroup(), VGroup()
        for x, size, time in zip(places, SIZES, facts.times, strict=True):
            kind = {1: facts.single, facts.many: facts.full}.get(size, facts.mini)
            colour = ways.looks[kind.look].colour
            bar = Bar(
                (x, self.base, 0), unit, colour, vertical=True, thickness=self.thickness, value=float(time)
            )
            number = Number(time, "d", theme.HEADING, colour).move_to((x, self.base + unit * time + 0.3, 0))
            (self.few if size <= WORKERS else self.many).add(VGroup(bar, number))
            self.ground.add(Number(size, "d", theme.BODY, theme.INK).move_to((x, self.base - 0.35, 0)))
        x = next(
            (low + high) / 2
            for (low, high), size in zip(pairwise(places), SIZES[1:], strict=True)
            if size > WORKERS
        )
        name = word("parting", theme.SMALL)
        name.move_to((x - 0.2 - name.width / 2, 1.5, 0))
        end = DashedLine((x, self.base, 0), (x, 1.75, 0), color=theme.INK, stroke_width=3)
        self.parting = VGroup(end, name)
