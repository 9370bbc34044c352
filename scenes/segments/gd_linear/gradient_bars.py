"""The rule, the gradient as a formula, and what every sample gives to it, as bars: the lower right corner."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts


class GradientBars:
    """What comes before the table.

    Attributes
    ----------
    rule, rate
        The update, and the learning rate.
    formula
        The gradient.
    zero
        The line where bars begin.
    samples, mean
        A bar for each sample, and one for their mean, each with its number.
    arithmetic
        The first update in numbers.
    """

    middle, zero_x, longest = 3.7, 5.6, 3.9
    heights = (-1.1, -1.6, -2.1, -2.7)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.rule = EquationPanel(
            "w <- w - {{ eta : rate }} thin {{ nabla L(w) : gradient }}",
            {"gradient": theme.GRADIENT},
            plate=False,
            size=40,
        ).move_to((self.middle, -0.95, 0))
        self.rate = screen.word("rate", theme.BODY).next_to(self.rule, DOWN, buff=0.35)
        self.formula = EquationPanel(
            "{{ nabla L(w) : gradient }} = 1/n sum_i 2 x_i (w x_i - y_i)",
            {"gradient": theme.GRADIENT},
            plate=False,
            size=theme.HEADING,
        ).move_to((self.middle, -0.22, 0))
        values = [*facts.sample_gradients, facts.gradient]
        unit = self.longest / float(np.abs(values).max())
        top, foot = self.heights[0] + 0.25, self.heights[-1] - 0.25
        self.zero = Line((self.zero_x, top, 0), (self.zero_x, foot, 0), stroke_width=2, color=theme.MUTED)
        self.samples, self.mean = VGroup(), VGroup()
        for rank, (value, y) in enumerate(zip(values, self.heights, strict=True)):
            whole = rank == len(values) - 1
            colour = theme.GRADIENT if whole else theme.Y_AXIS
            bar = Bar((self.zero_x, y, 0), unit, colour, value=float(value), thickness=0.34)
            name = screen.word("mean", theme.SMALL, colour) if whole else sample_disc(rank + 1, 0.36)
            # Beside the line of zero, on the side to which no bar grows.
            name.next_to(
                (self.zero_x + (0.15 if value < 0 else -0.15), y, 0), RIGHT if value < 0 else LEFT, buff=0
            )
            number = Number(float(value), ".2f" if whole else "g", theme.BODY, theme.INK)
            number.next_to(bar.end, LEFT if value < 0 else RIGHT, buff=0.15)
            (self.mean if whole else self.samples).add(VGroup(name, bar, number))
        self.arithmetic = screen.word("arithmetic", theme.HEADING).move_to((self.middle, -1.9, 0))
