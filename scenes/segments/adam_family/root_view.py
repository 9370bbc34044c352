"""Why the sum of a cycle has the wrong sign: the root of v round by round, and the steps it makes."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .charts import Chart
from .cycle import PERIOD, Game
from .family_rule import ADAM, NEW

ROUNDS = 2 * PERIOD


class RootView:
    """Sizes of slopes with the divisor over them; below, the steps of a cycle, tip to tail.

    Attributes
    ----------
    ground
        Window and axes, with the name of the steps' panel.
    bars
        The size of each slope.
    lines, values, name
        Adam's divisor in each round, its value in those of the first cycle, and what it is called.
    kept
        All that of AMSGrad's.
    steps, kept_steps
        The steps of a cycle, and last their sum.
    rule, kept_rule
        The formulas, without momentum.
    """

    middle, unit, rows = -3.3, 2.15, (-1.2, -1.62, -2.04, -2.62)

    def __init__(self, game: Game, screen: ScreenText) -> None:
        self.game, self.screen = game, screen
        top = 1.25 * game.large
        self.chart = Chart(screen, (-6.0, -0.1), (5.2, 2.0), (-0.5, ROUNDS - 0.5), (0, top), ("", ""), log="")
        plane = self.chart.plane
        foot = plane.to_scene((0, 0))
        unit = plane.window.height / top
        sizes = np.where(np.arange(ROUNDS) % PERIOD == 0, game.large, 1.0)
        self.bars = VGroup(
            *(
                Bar(plane.to_scene((k, 0.0)), unit, theme.GRADIENT, thickness=0.34, vertical=True, value=size)
                for k, size in enumerate(sizes)
            )
        )
        self.bars.set_opacity(0.75)
        key = screen.word("size_key", theme.SMALL, theme.GRADIENT)
        key.move_to((plane.window.get_left()[0] + key.width / 2, plane.window.get_top()[1] + 0.25, 0))
        rounds = screen.word("rounds_axis", theme.SMALL, theme.MUTED)
        rounds.move_to((plane.window.get_right()[0] - rounds.width / 2, foot[1] - 0.25, 0))
        head = screen.word("steps_head", theme.SMALL, theme.MUTED)
        head.move_to((plane.window.get_right()[0] - head.width / 2, -0.72, 0))
        zero = DashedLine((self.middle, -0.98, 0), (self.middle, -2.9, 0), color=theme.MUTED, stroke_width=2)
        ways = VGroup(
            screen.word("to_best", theme.SMALL, theme.GOAL).move_to((-6.0, -0.72, 0), aligned_edge=LEFT),
        )
        self.ground = VGroup(self.chart.ground, key, rounds)
        self.below = VGroup(head, zero, ways)
        self.lines, self.values, self.name = self._roots(game.roots, ADAM.colour, "root_key")
        self.kept = VGroup(*self._roots(np.full(PERIOD, game.roots.max()), NEW, "kept_key"))
        self.steps = self._steps(game.steps, ADAM.colour)
        self.kept_steps = self._steps(game.kept_steps, NEW)
        place = np.array([plane.window.get_x(), 2.62, 0.0])
        self.rule = EquationPanel(
            "x <- x - eta thin g / sqrt({{ hat(v) : v }})", {"v": ADAM.colour}, plate=False
        )
        self.kept_rule = EquationPanel("x <- x - eta thin g / sqrt({{ max v : v }})", {"v": NEW}, plate=False)
        for rule in (self.rule, self.kept_rule):
            rule.scale(0.8).move_to(place + 0.5 * RIGHT)

    def _roots(self, roots: np.ndarray, colour: str, key: str) -> tuple[VGroup, VGroup, VGroup]:
        """Draw a level for each round, joined where it changes, with its value in the first cycle."""
        plane, parts, values = self.chart.plane, VGroup(), VGroup()
        for k in range(ROUNDS):
            root = float(roots[k % PERIOD])
            left, right = plane.to_scene([(k - 0.5, root), (k + 0.5, root)])
            parts.add(VGroup(Line(left, right, color=colour, stroke_width=5)))
            if k:
                before = plane.to_scene((k - 0.5, float(roots[(k - 1) % PERIOD])))
                parts[-1].add(Line(before, left, color=colour, stroke_width=5))
            if k < PERIOD and (k == 0 or root != roots[k - 1]):
                value = plated(self.screen.set(f"{root:.2f}", theme.SMALL, colour), 0.04)
                values.add(value.next_to((left + right) / 2, UP, buff=0.1))
        name = self.screen.word(key, theme.SMALL, colour)
        edge = plane.window.get_right()[0] - name.width / 2
        return parts, values, VGroup(name.move_to((edge, plane.window.get_top()[1] + 0.25, 0)))

    def _steps(self, steps: np.ndarray, colour: str) -> VGroup:
        """Lay the steps tip to tail, a row each, and under them their sum; numbers in a column at the right."""
        parts, at = VGroup(), 0.0
        for step, y in zip(steps, self.rows, strict=False):
            parts.add(self._arrow(at, at + float(step), y, colour, 0.1))
            at += float(step)
        wrong = at > 0
        total = self._arrow(0.0, at, self.rows[-1], theme.WARNING if wrong else theme.GOAL, 0.2)
        word = self.screen.word("wrong_way" if wrong else "right_way", theme.BODY, total[0].get_fill_color())
        # On the other side of zero than the arrow.
        aside = LEFT if wrong else RIGHT
        word.next_to((self.middle, self.rows[-1], 0.0), aside, buff=0.2)
        return VGroup(*parts, VGroup(*total, word))

    def _arrow(self, start: float, end: float, y: float, colour: str, width: float) -> VGroup:
        tail, tip = (np.array([self.middle + self.unit * x, y, 0.0]) for x in (start, end))
        arrow = Arrows(tail, tip, colour, width=width, head=0.3)
        number = self.screen.set(f"${end - start:+.2f}$", theme.SMALL, colour)
        edge = self.chart.plane.window.get_right()[0]
        return VGroup(arrow, number.move_to((edge, y, 0.0), aligned_edge=RIGHT))
