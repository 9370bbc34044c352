"""Three lines that learn by one rule at once, and differ in the learning rate alone."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, linear

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.data_plot import DataPlot
from scenes.components.axes.learning_line import LearningLine
from scenes.components.dial import Course, steps
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import Facts

LEARNS = theme.look("gradient_descent")


class ThreeRates:
    """Three windows with the same samples, side by side.

    Attributes
    ----------
    plots
        Samples and axes.
    lines
        One in each.
    heads
        The learning rate of each, above its window.
    readouts
        Name and number of each weight, below its window.
    verdicts
        What becomes of each line.
    rule
        What all three do.
    more
        By how much the third rate is above the second.
    step
        How many steps have been taken.
    """

    middles = (-4.4, 0.15, 4.7)
    size = (3.9, 3.6)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        self.count = len(facts.openings[0].w) - 1
        self.plots, self.heads, self.readouts, self.verdicts = (VGroup() for _ in range(4))
        self.lines: list[LearningLine] = []
        self.weights: list[Number] = []
        for word, opening, middle in zip(
            ("arrives", "hops", "explodes"), facts.openings, self.middles, strict=True
        ):
            plot = DataPlot(facts.data, (0, 4), (-8, 12), width=self.size[0], height=self.size[1])
            plot.shift(np.array([middle, 0.2, 0.0]) - plot.plane.window.get_center())
            foot = plot.plane.window.get_bottom()[1]
            head = screen.word(f"rate_{word}", theme.BODY, LEARNS.colour)
            self.heads.add(head.move_to((middle, 2.6, 0)))
            name = label("$w =$", theme.BODY, theme.INK)
            name.move_to((middle + 1.0 - name.width / 2, foot - 1.03, 0))
            weight = Number(opening.w[0], ".2f", theme.BODY, theme.INK)
            self.weights.append(weight.place((middle + 1.12, foot - 1.12, 0)))
            widest = max(Number(w, ".2f", theme.BODY).width for w in opening.w)
            # What explodes may grow long: its number begins further left.
            beyond = max(middle + 1.12 + widest - theme.STAGE_RIGHT, 0.0)
            self.readouts.add(VGroup(name, weight).shift(beyond * LEFT))
            verdict = screen.word(word, theme.HEADING, LEARNS.colour)
            self.verdicts.add(verdict.move_to((middle - 1.0, foot - 1.03, 0)))
            # What explodes falls below zero.
            plot.axes.add(plot.plane.axes((), (-6.0, 0.0)))
            self.plots.add(plot)
            self.lines.append(LearningLine(plot.plane, opening.w, LEARNS))
        self.step_name = screen.word("step", theme.SMALL, theme.MUTED)
        self.step_number = Number(0, "d", theme.BODY, theme.INK, anchor="right")
        self.step_number.place((theme.STAGE_RIGHT, theme.TITLE_Y - 0.1, 0))
        self.step_name.move_to((theme.STAGE_RIGHT - 0.6 - self.step_name.width / 2, theme.TITLE_Y, 0))
        self.step = VGroup(self.step_name, self.step_number)
        self.samples = [plot.samples for plot in self.plots]
        self.rule = screen.word("rule", theme.BODY, theme.INK)
        self.rule.move_to((theme.STAGE_RIGHT - 1.7 - self.rule.width / 2, theme.TITLE_Y, 0))
        self.still = VGroup(self.plots, self.heads, self.readouts, self.step, self.rule)
        self.more = self._more(screen)

    def _more(self, screen: ScreenText) -> VGroup:
        """Draw an arrow from the second rate to the third, and by how much it is larger."""
        second, third = self.heads[1], self.heads[2]
        arrow = Arrows(
            second.get_right() + 0.15 * RIGHT,
            third.get_left() + 0.15 * LEFT,
            theme.INK,
            width=0.05,
            head=0.2,
        )
        return VGroup(arrow, screen.word("more_rate", theme.BODY).next_to(arrow, UP, buff=0.06))

    def run(self, first: float, last: float) -> Course:
        """Let all lines take the steps from one number of steps to another, numbers jumping as a line does."""
        pace = steps(self.count, pause=0.5)

        def show(done: float) -> None:
            at = pace(done / self.count) * self.count
            whole = int(at + 0.5)
            self.step_number.set_dial(whole)
            for line, weight, opening in zip(self.lines, self.weights, self.facts.openings, strict=True):
                line.set_dial(at)
                weight.set_dial(float(opening.w[whole]))

        moving = VGroup(*self.lines, *self.samples, self.readouts, self.step_number)
        return Course(moving, show, (first, last), rate_func=linear)
