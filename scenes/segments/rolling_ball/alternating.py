"""What a row of pushes comes to in momentum: those that alternate partly cancel, those that agree add up."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.charts.bars import Bar, BarStack
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import Label, ScreenText

from .facts import Facts


class AlternatingPushes(VGroup):
    """Pushes of one size, summed over one axis of rates, with the rate that plain descent bears at most.

    Attributes
    ----------
    frame
        The axis, and the most that plain descent bears.
    alone
        Plain descent at momentum's rate: one push, and no other is added to it.
    stacks
        The sums of pushes that alternate and of pushes that agree; their dials count pushes.
    names, sums
        What both are called, and what they come to, as fractions.
    """

    count = 7
    """The pushes after these are too small to be seen."""
    left, width, foot, height = theme.STAGE_LEFT + 0.15, 7.3, -2.0, 4.5
    rows = (2.15, 1.05, -0.6)
    """Where the lines of text stand above what they name."""
    right = 1.3

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.plain = theme.look("gradient_descent").colour
        most = 1.08 * max(facts.best_agreeing, facts.best_rate, facts.rival_limit)
        self.plane = Plane((0.0, most), (0.0, 1.0), width=self.width, height=self.height, border=False)
        self.plane.move_to((self.left + self.width / 2, self.foot + self.height / 2, 0))
        self.frame = self._frame(most)
        bar = Bar(
            (self.left, self.rows[0] - 0.35, 0),
            self.plane.unit,
            self.plain,
            thickness=0.24,
            value=facts.best_rate,
        )
        constants = self._beside("best_ball", self.rows[0] + 0.2, theme.look("momentum").colour)
        fate = "alone_settles" if facts.within_limit else "alone_diverges"
        note = self._beside(fate, self.rows[0] - 0.3, self.plain)
        self.alone = VGroup(bar, self._named("alone_bar", 0, self.plain), constants, note)
        self.stacks = [self._stack(row, sign) for row, sign in ((1, -1.0), (2, 1.0))]
        self.names = [
            self._named("alternate_bar", 1, theme.Y_AXIS),
            self._named("agree_bar", 2, theme.X_AXIS),
        ]
        self.sums = [
            self._sum(1, "+", facts.best_alternating, "plain_best", self.plain),
            self._sum(2, "-", facts.best_agreeing, "stretch", theme.X_AXIS),
        ]

    def _frame(self, most: float) -> VGroup:
        ticks = nice_ticks(most)
        axes = self.plane.axes(ticks, x_name=self.screen["rate_axis"], language=self.screen.language)
        foot, top = self.plane.to_scene([(self.facts.rival_limit, 0.0), (self.facts.rival_limit, 1.0)])
        edge = DashedLine(foot, top + 0.1 * UP, color=self.plain, stroke_width=2.5)
        name = self.screen.word("limit", theme.SMALL, self.plain)
        floor, zero = (
            DashedLine(*ends, color=theme.FAINT, stroke_width=2, dashed_ratio=1.0)
            for ends in (
                self.plane.to_scene([(0.0, 0.0), (most, 0.0)]),
                self.plane.to_scene([(0.0, 0.0), (0.0, 1.0)]),
            )
        )
        size = self._beside("one_size", self.foot - 0.27, theme.MUTED)
        return VGroup(self.plane, axes, floor, zero, edge, name.move_to(top + 0.35 * UP), size)

    def _named(self, key: str, row: int, colour: str) -> VGroup:
        text = self.screen.word(key, theme.SMALL, colour)
        return plated(text.move_to((self.left + 0.12, self.rows[row], 0), aligned_edge=LEFT), 0.04)

    def _beside(self, key: str, y: float, colour: str) -> Label:
        text = self.screen.word(key, theme.SMALL, colour)
        return text.move_to((self.right, y, 0), aligned_edge=LEFT)

    def _stack(self, row: int, sign: float) -> BarStack:
        amounts = self.facts.best_rate * (sign * self.facts.best_momentum) ** np.arange(self.count)
        colour = theme.Y_AXIS if row == 1 else theme.X_AXIS
        return BarStack(amounts, (self.left, self.rows[row] - 0.25, 0), self.plane.unit, 0.95, colour)

    def _sum(self, row: int, sign: str, rate: float, key: str, colour: str) -> VGroup:
        eta, alpha = self.facts.best_rate, self.facts.best_momentum
        under = 1 + alpha if sign == "+" else 1 - alpha
        law = EquationPanel(
            f"eta / (1 {sign} alpha) = {eta:g} / {under:.4f} = {{{{ {rate:.3f} : rate }}}}",
            {"rate": colour},
            plate=False,
            size=theme.HEADING,
        )
        law.move_to((self.right, self.rows[row] - 0.3, 0), aligned_edge=LEFT)
        note = self.screen.word(key, theme.SMALL, colour)
        return VGroup(law, note.next_to(law, DOWN, buff=0.25, aligned_edge=LEFT))
