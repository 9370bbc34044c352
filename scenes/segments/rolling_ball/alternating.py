"""What the shrinking pushes of a settled run come to in momentum: alternating ones partly cancel, others add up."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.charts.bars import Bar, BarStack
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts


class AlternatingPushes(VGroup):
    """Pushes, each r times the one before, summed over one axis of rates, with the most that plain descent bears.

    Attributes
    ----------
    frame
        The axis, and the most that plain descent bears.
    alone
        One push, as long as the learning rate; it begins at the rate of the ball that was seen.
    constants
        Momentum and learning rate; they begin at those of the ball that was seen.
    one_name, shrinks
        What the push is called, and how it compares with the one before in the long run.
    stacks
        The sums of pushes that alternate and of pushes that agree; their dials count pushes.
    names, sums
        What both are called, and what they come to, as fractions.
    kept
        What a step with such a sum leaves of the error, for both.
    """

    count = 9
    """The pushes after these are too small to be seen."""
    left, width, foot, height = theme.STAGE_LEFT + 0.15, 12.9, -2.0, 4.4
    rows = (2.1, 0.85, -0.45)
    """Where the lines of text stand above what they name."""
    heights = (0.0, 0.75, 1.2)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.ball = theme.look("momentum").colour
        most = 1.08 * max(facts.best_agreeing, facts.best_rate, facts.rival_limit)
        self.plane = Plane((0.0, most), (0.0, 1.0), width=self.width, height=self.height, border=False)
        self.plane.move_to((self.left + self.width / 2, self.foot + self.height / 2, 0))
        edge = float(self.plane.to_scene((facts.rival_limit, 0.0))[0])
        self.text_left = edge + 0.2 if edge < self.left + 0.4 * self.width else self.left + 0.12
        self.frame = self._frame(most)
        self.alone = Bar(
            (self.left, self.rows[0] - 0.35, 0),
            self.plane.unit,
            self.ball,
            thickness=0.26,
            value=facts.learning_rate,
        )
        self.constants = [
            Readout(
                screen[key],
                ".4f",
                2.9,
                y,
                theme.STAGE_RIGHT - 3.0,
                language=screen.language,
                colour=self.ball,
                value=value,
            )
            for key, y, value in (
                ("share", 2.3, facts.momentum),
                ("rate", 1.75, facts.learning_rate),
            )
        ]
        self.one_name = self._named("alone_bar", 0, self.ball)
        shrinks = screen.word("one_size", theme.SMALL, theme.INK)
        self.shrinks = shrinks.move_to((theme.STAGE_RIGHT - shrinks.width / 2, 1.32, 0))
        self.stacks = [self._stack(row, sign) for row, sign in ((1, -1.0), (2, 1.0))]
        self.names = [
            self._named("alternate_bar", 1, theme.Y_AXIS),
            self._named("agree_bar", 2, theme.X_AXIS),
        ]
        self.sums = [self._sum(1, "+", facts.best_alternating), self._sum(2, "-", facts.best_agreeing)]
        self.kept = [
            self._kept(1, facts.steep, facts.best_alternating, "-"),
            self._kept(2, facts.flat, facts.best_agreeing, ""),
        ]

    def _frame(self, most: float) -> VGroup:
        ticks = nice_ticks(most)
        axes = self.plane.axes(ticks, x_name=self.screen["rate_axis"], language=self.screen.language)
        foot, top = self.plane.to_scene([(self.facts.rival_limit, 0.0), (self.facts.rival_limit, 1.0)])
        plain = theme.look("gradient_descent").colour
        edge = DashedLine(foot, top + 0.1 * UP, color=plain, stroke_width=2.5)
        name = self.screen.word("limit", theme.SMALL, plain)
        floor, zero = (
            DashedLine(*ends, color=theme.FAINT, stroke_width=2, dashed_ratio=1.0)
            for ends in (
                self.plane.to_scene([(0.0, 0.0), (most, 0.0)]),
                self.plane.to_scene([(0.0, 0.0), (0.0, 1.0)]),
            )
        )
        return VGroup(self.plane, axes, floor, zero, edge, name.move_to(top + 0.35 * UP))

    def _named(self, key: str, row: int, colour: str) -> VGroup:
        text = self.screen.word(key, theme.SMALL, colour)
        return plated(text.move_to((self.text_left, self.rows[row], 0), aligned_edge=LEFT), 0.04)

    def _stack(self, row: int, sign: float) -> BarStack:
        # A push k steps back counts αᵏ and was r⁻ᵏ times as large: with α = r², rᵏ is left.
        amounts = self.facts.best_rate * (sign * self.facts.shrink) ** np.arange(self.count)
        colour = theme.Y_AXIS if row == 1 else theme.X_AXIS
        foot = (self.left, self.rows[row] - 0.25, 0)
        return BarStack(amounts, foot, self.plane.unit, self.heights[row], colour, back_colour=theme.MUTED)

    def _sum(self, row: int, sign: str, rate: float) -> VGroup:
        eta, shrink = self.facts.best_rate, self.facts.shrink
        under = 1 + shrink if sign == "+" else 1 - shrink
        law = EquationPanel(
            f"eta / (1 {sign} r) = {eta:g} / {under:.4f} = {{{{ {rate:.3f} : rate }}}}",
            {"rate": theme.Y_AXIS if row == 1 else theme.X_AXIS},
            plate=False,
            size=theme.BODY,
        )
        if row == 1:
            right = float(self.plane.to_scene((eta, 0.0))[0])
            law.move_to((right + 0.4, self.rows[1] - 0.62, 0), aligned_edge=LEFT)
        else:
            law.move_to((self.text_left, self.rows[2] - 1.12, 0), aligned_edge=LEFT)
        return plated(law)

    def _kept(self, row: int, curvature: float, rate: float, sign: str) -> VGroup:
        """Set 1 − h times the rate, which is what a step leaves, beside the sum."""
        colour = theme.Y_AXIS if row == 1 else theme.X_AXIS
        law = EquationPanel(
            f"1 - {curvature:g} dot {rate:.3f} approx {{{{ {sign}r : r }}}}",
            {"r": colour},
            plate=False,
            size=theme.BODY,
        )
        line = VGroup(self.screen.word("kept", theme.SMALL, theme.MUTED), law).arrange(RIGHT, buff=0.25)
        y = self.rows[1] - 0.62 if row == 1 else self.rows[2] + 0.02
        return line.move_to((theme.STAGE_RIGHT - line.width / 2, y, 0))
