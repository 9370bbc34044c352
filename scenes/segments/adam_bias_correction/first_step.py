"""The length of the first step as a bar, against the right length."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import StepFactor
from .mean_tank import FLOOR, HEIGHT, NAME_Y, WIDTH


class FirstStep:
    """A bar as wide as the tanks' glass, standing on their floor.

    Attributes
    ----------
    frame
        What the bar is measured by: its foot, the right length, and its name.
    bar
        The bar, the line of the right length over it, and its number.
    """

    def __init__(self, factor: StepFactor, screen: ScreenText, x: float) -> None:
        self.length, foot = factor.first, np.array([x, FLOOR, 0.0])
        unit, half = HEIGHT / max(1.12 * factor.first, 1.4), 0.62 * WIDTH
        colour = theme.GOAL if factor.first_right else theme.WARNING
        self._bar = Bar(foot, unit, colour, thickness=0.6 * WIDTH, vertical=True)
        self._number = Number(0.0, ".2f", theme.HEADING, theme.INK, suffix="×")
        left, right = (foot + unit * UP + side * half for side in (LEFT, RIGHT))
        line = DashedLine(left, right, color=theme.GOAL, stroke_width=3, dash_length=0.1)
        right_length = screen.word("right_length", theme.SMALL, theme.GOAL)
        self.frame = VGroup(
            Line(foot + half * LEFT, foot + half * RIGHT, color=theme.MUTED, stroke_width=3),
            line,
            right_length.next_to(left, LEFT, buff=0.12),
            screen.word("length_name").move_to((x, NAME_Y, 0)),
        )
        self.bar = VGroup(self._bar, line, self._number)

    def grow(self, share: float) -> None:
        """Let the bar have a share of its length."""
        self._bar.set_dial(self.length * share)
        self._number.set_dial(self.length * share)
        self._number.move_to(self._bar.end + 0.3 * UP)
