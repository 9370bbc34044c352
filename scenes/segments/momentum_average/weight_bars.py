"""The weights of past gradients, as bars over their age."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.text.label import ScreenText

from .facts import Facts

WINDOWS = 4
"""How many times 1/(1 − α) the chart reaches back."""
GAP = 0.12
"""The share of a bar's width that is left free."""


def rectangle(left: float, low: float, right: float, high: float) -> np.ndarray:
    """Return a closed outline, ``(5, 2)``."""
    return np.array([(left, low), (right, low), (right, high), (left, high), (left, low)])


class WeightBars(VGroup):
    """A bar for every gradient, as wide as a step and as high as its weight; the newest at the left.

    :meth:`put` says how many there are.

    Attributes
    ----------
    plane, frame
        The window of ages and weights; its axes, and what the bars are.
    window, window_name
        What equal weights of the last gradients would be, with the same sum; and its name.
    """

    width, height = 5.6, 2.4

    def __init__(self, facts: Facts, screen: ScreenText, left: float, top: float) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.last = float(WINDOWS * facts.window)
        self.plane = Plane((0.0, self.last), (0.0, 1.0), width=self.width, height=self.height, border=False)
        self.plane.move_to((left, top, 0), aligned_edge=LEFT + UP)
        self.bars = VMobject(stroke_width=0, fill_color=theme.GRADIENT, fill_opacity=1)
        self.frame = self._frame()
        corner, level = self.plane.to_scene([(0.0, 0.0), (facts.window, facts.total / facts.window)])
        size = level - corner
        self.window = Rectangle(width=size[0], height=size[1], stroke_color=theme.INK, stroke_width=4)
        self.window.move_to(corner, aligned_edge=DOWN + LEFT)
        self.window_name = screen.word("flat", theme.SMALL, theme.INK)
        self.window_name.next_to(self.window, RIGHT, buff=0.2).align_to(self.window, UP).shift(0.1 * DOWN)
        self.add(self.bars)
        self.put(0.0)

    def _frame(self) -> VGroup:
        left, right = self.plane.to_scene([(0.0, 0.0), (self.last, 0.0)])
        foot = Line(left, right, stroke_width=2, color=theme.MUTED)
        axes = self.plane.axes(
            nice_ticks(self.last, 4), (0, 1), x_name=self.screen["ages"], language=self.screen.language
        )
        name = self.screen.word("weights", theme.SMALL, theme.GRADIENT)
        name.move_to((left[0] - 0.35, self.plane.window.get_top()[1] + 0.38, 0), aligned_edge=LEFT)
        return VGroup(foot, axes, name)

    def put(self, taken: float) -> WeightBars:
        """Show the weights of so many gradients."""
        outlines = []
        for moment in range(int(np.ceil(taken - 1e-9))):
            age = taken - 1 - moment
            if age >= self.last - 1:
                continue
            high = self.facts.momentum ** max(age, 0.0) * min(age + 1, 1.0)
            left = max(age, 0.0)
            outlines.append(self.plane.to_scene(rectangle(left, 0.0, left + 1 - GAP, high)))
        set_pieces(self.bars, outlines)
        return self
