"""The same residuals counted in two ways, side by side on one scale: absolute values and squares."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number
from scenes.facts.line_fit import mean_squared, residuals

from .facts import Facts


class ErrorBars:
    """Two groups of bars, each over its samples, that follow the slope w.

    A unit is ``unit`` scene units high, less if the highest bar has no room.

    Attributes
    ----------
    absolute, squared
        Each group: heading, samples, bars, and numbers on the first one's.
    square_numbers
        On the bars of the second group: they go before it, when its mean comes.
    times
        For each group how much more the last sample counts than the first one.
    mean
        A line at the mean of the squares, and how it is worked out.
    """

    middles, spacing, foot, tallest = (1.75, 5.0), 0.85, -1.1, 3.35

    def __init__(self, facts: Facts, screen: ScreenText, unit: float) -> None:
        self.facts = facts
        unit = self.unit = min(unit, self.tallest / float(facts.start_squares.max()))
        highest = self.foot + unit * float(facts.start_squares.max())
        self.bars: list[list[tuple[Bar, Number]]] = []
        groups, self.times = [], VGroup()
        for key, middle in zip(("absolute", "squared"), self.middles, strict=True):
            group = VGroup(screen.word(key, theme.BODY, theme.Y_AXIS).move_to((middle, 2.82, 0)))
            bars = []
            for rank, x in enumerate(self._places(middle)):
                bar = Bar((x, self.foot, 0), unit, theme.Y_AXIS, vertical=True, thickness=0.52)
                number = Number(0.0, ".2f", theme.BODY, theme.INK)
                bars.append((bar, number))
                group.add(sample_disc(rank + 1, 0.36).move_to((x, self.foot - 0.3, 0)), bar, number)
            times = screen.word(f"times_{key}", theme.HEADING)
            second = np.sort(facts.start_squares if key == "squared" else np.abs(facts.start_residuals))[-2]
            # Short bars leave no room between the numbers on them.
            height = max(0.8 * (highest - self.foot), unit * float(second) + 0.75)
            self.times.add(times.move_to((middle - 0.42, self.foot + height, 0)))
            self.bars.append(bars)
            groups.append(group)
        self.absolute, self.squared = groups
        self.set_slope(facts.w0)
        self.square_numbers = VGroup(*(number for _, number in self.bars[1]))
        self.squared.remove(*self.square_numbers)
        self.mean = self._mean(unit, screen)

    def _places(self, middle: float) -> list[float]:
        count = len(self.facts.data)
        return [middle + (rank - (count - 1) / 2) * self.spacing for rank in range(count)]

    def _mean(self, unit: float, screen: ScreenText) -> VGroup:
        height = self.foot + unit * float(mean_squared(self.facts.data, self.facts.w0))
        left, right = self._places(self.middles[1])[0] - 0.5, self._places(self.middles[1])[-1] + 0.45
        line = DashedLine((left, height, 0), (right, height, 0), color=theme.INK, stroke_width=4)
        rows = VGroup(
            screen.word("mean", theme.SMALL, theme.MUTED),
            screen.word("mean_residuals", theme.HEADING),
            screen.word("mean_sum"),
            screen.word("mean_value", theme.HEADING),
        ).arrange(DOWN, aligned_edge=RIGHT, buff=0.22)
        return VGroup(line, rows.move_to((left - 0.25 - rows.width / 2, height, 0)))

    def set_slope(self, w: float) -> None:
        """Let the bars show the errors of the line with this slope."""
        errors = np.abs(residuals(self.facts.data, w))
        for bars, values in zip(self.bars, (errors, errors**2), strict=True):
            for (bar, number), value in zip(bars, values, strict=True):
                bar.set_dial(float(value))
                number.set_dial(float(value))
                number.move_to(bar.end + 0.22 * UP)
