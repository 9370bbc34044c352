"""How wide momentum's range is with memory: by its own yardstick, and in the same steps."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .heat_view import TOLD
from .memory_sweep import MEMORIES


class LawPanel:
    """It stands right of momentum's heat map.

    Attributes
    ----------
    rule
        What momentum does, and what its memory is.
    budget, own, law
        What is told of the same steps, what memory itself adds, and on what the steps depend.
    chart, dots
        The axes, and the widths at most twice the fewest steps, by row.
    same
        The width without memory in as many steps as with it.
    bracket
        What memory itself adds.
    slope
        The widths in the same steps at the other memories, and a line as steep as the law says.
    """

    left, top, pitch = 0.6, -0.02, 0.56
    size = (5.3, 1.85)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.rule = VGroup(
            *(self._line(screen.word(key, theme.BODY), rank) for rank, key in enumerate(("rule", "memory")))
        )
        hollow = Rectangle(width=0.2, height=0.2, stroke_width=3, stroke_color=theme.INK)
        budget = VGroup(hollow, screen.word("budget_key", theme.BODY)).arrange(RIGHT, buff=0.15)
        self.budget = self._line(budget, 0)
        self.own = self._line(screen.word("own_key", theme.BODY, theme.YELLOW), 1)
        dashes = polyline(
            dashed([np.array([(0.0, 0, 0), (0.58, 0, 0)])], (0.14, 0.08)),
            stroke_color=theme.INK,
            stroke_width=3,
        )
        same = VGroup(dashes, screen.word("same_product", theme.SMALL)).arrange(RIGHT, buff=0.15)
        same.move_to((theme.STAGE_RIGHT - same.width / 2, 2.9, 0))
        self.law = VGroup(self._line(screen.word("law_left", theme.BODY), 2), same)
        self._chart(facts)

    def _line(self, text: VGroup, rank: int) -> VGroup:
        return text.move_to((self.left + text.width / 2, 2.35 - self.pitch * rank, 0))

    def _chart(self, facts: Facts) -> None:
        screen = self.screen
        self.plane = Plane(
            (float(MEMORIES[0]) / 1.2, float(MEMORIES[-1]) * 1.25), (0.0, 4.0),
            width=self.size[0], height=self.size[1], log_x=True,
        )  # fmt: skip
        self.plane.move_to((self.left + 0.45, self.top, 0), aligned_edge=LEFT + UP)
        axes = self.plane.axes(
            (), (0, 1, 2, 3, 4), x_name=screen["memory_symbol"], y_name=screen["width_axis"],
            language=screen.language,
        )  # fmt: skip
        ticks = power_ticks(self.plane, range(2))
        axes[-2].move_to(self.plane.window.get_corner(DOWN + RIGHT) + np.array([-0.12, -0.27, 0.0]))
        look = theme.look("momentum")
        self.dots = {
            row: marker(look.marker, 0.2, look.colour, rim=True).move_to(
                self.plane.to_scene((MEMORIES[row], facts.memory.widths[row]))
            )
            for row in TOLD
        }
        # With longer memories, the fewest steps are close to all that are given: little is left of the range.
        roomy = np.flatnonzero(facts.memory.fewest <= facts.told_steps)
        squares = [self._square(row, facts.same_widths[row]) for row in roomy]
        self.same, others = squares[0], squares[1:]
        line = [(MEMORIES[row], facts.same_budget + np.log10(MEMORIES[row])) for row in TOLD]
        slope = polyline([self.plane.to_scene(line)], stroke_color=theme.YELLOW, stroke_width=3)
        told = screen.word("slope_one", theme.SMALL, theme.YELLOW)
        corner = self.plane.window.get_corner(UP + LEFT)
        told.move_to(corner + np.array([0.15 + told.width / 2, -0.15 - told.height / 2, 0.0]))
        self.bracket = self._bracket(facts)
        self.chart, self.slope = VGroup(self.plane, axes, ticks), VGroup(slope, told, *others)

    def _square(self, row: int, width: float) -> Rectangle:
        square = Rectangle(width=0.2, height=0.2, stroke_width=3, stroke_color=theme.INK)
        return square.move_to(self.plane.to_scene((MEMORIES[row], width)))

    def _bracket(self, facts: Facts) -> VGroup:
        """Return how much wider the range is with the memory that is told of, beside its marker."""
        ends = [(MEMORIES[TOLD[1]], high) for high in (facts.same_budget, facts.told_width)]
        low, high = self.plane.to_scene(ends) + np.array([0.24, 0.0, 0.0])
        level = self.plane.to_scene((MEMORIES[0], facts.same_budget)) + np.array([0.16, 0.0, 0.0])
        lines = VGroup(Line(low, high, stroke_width=4, color=theme.YELLOW))
        lines.add(
            *(
                Line(at + 0.09 * LEFT, at + 0.09 * RIGHT, stroke_width=4, color=theme.YELLOW)
                for at in (low, high)
            )
        )
        lines.add(
            polyline(dashed([np.array([level, low])], (0.1, 0.08)), stroke_color=theme.FAINT, stroke_width=2)
        )
        number = Number(facts.own_gain, ".1f", theme.BODY, theme.YELLOW)
        return lines.add(number.move_to((low + high) / 2 + np.array([0.15 + number.width / 2, 0.0, 0.0])))
