"""What each step does to y: a section of the valley, where y hops, and what y is multiplied by."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .looks import RMSPROP
from .valley_race import WATCHED

COLUMN = 2.55


class Hopping(Dialled):
    """y on a section of the valley, and the number that its last step has multiplied it by; the dial counts steps.

    Attributes
    ----------
    ground
        The section, and the name of the number.
    rule
        What a step does to y.
    shrinks, turns, rests
        What it means to be above the line, below it, and on it.
    ends
        What follows on the line: that y keeps its size, and how far it is; a step with its two halves.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self._section()
        self._column()
        self.set_dial(0.0)

    def _section(self) -> None:
        facts, screen = self.facts, self.screen
        later = np.abs(facts.rmsprop.x[facts.below : WATCHED, 1])
        reach = 1.25 * max(float(later.max()), 2 * facts.half_rate)
        width = theme.STAGE_RIGHT - COLUMN - 0.1
        self.across = Plane((-reach, reach), (-0.25, 1.15), width=width, height=1.75, border=False)
        self.across.move_to(((COLUMN + theme.STAGE_RIGHT) / 2, 1.85, 0))
        self.reach = reach
        y = np.linspace(-reach, reach, 81)
        curve = Curve(
            self.across, np.stack([y, (y / reach) ** 2], axis=-1), theme.Look(theme.INK, (), "disc"), head=0
        )
        curve.set_dial(reach)
        name = screen.word("section", theme.SMALL, theme.MUTED).next_to(self.across.window, UP, buff=0.08)
        self.ground = VGroup(curve, Goal(0.16).move_to(self.across.to_scene((0, 0))), name)
        self.ball = marker("disc", 0.26, RMSPROP.colour, rim=True)
        self.add(self.ball)

    def _column(self) -> None:
        screen = self.screen
        middle = (COLUMN + theme.STAGE_RIGHT) / 2
        self.rule = EquationPanel(
            "y <- {{ (1 - (eta lambda) / sqrt(s)) : factor }} thin y", {"factor": RMSPROP.colour}, plate=False
        ).move_to((middle, 0.35, 0))
        name = screen.word("factor_now", theme.BODY, RMSPROP.colour)
        name.move_to((middle + 0.35 - name.width / 2, -0.5, 0))
        self.ground.add(name)
        self.number = Number(0.0, ".2f", theme.HEADING, RMSPROP.colour).place((middle + 0.5, -0.6, 0))
        self.add(self.number)
        width = theme.STAGE_RIGHT - COLUMN
        self.shrinks, self.turns, self.rests = (
            screen.word(key, theme.BODY, colour, width=width).move_to((COLUMN, -1.2, 0), aligned_edge=LEFT)
            for key, colour in (("shrinks", theme.INK), ("turns", theme.WARNING), ("rests", theme.INK))
        )
        self.turns.shift(0.2 * DOWN)
        flips, sides, half = (
            screen.word(key, theme.SMALL, theme.INK, width=width).move_to((COLUMN, y, 0), aligned_edge=LEFT)
            for key, y in (("flips", -1.72), ("both_sides", -2.22), ("half_run_line", -2.72))
        )
        reach = self.facts.half_rate
        left, right = self.across.to_scene([(-reach, 0.36), (reach, 0.36)])
        step = VGroup(
            Arrows(left, right, RMSPROP.colour, width=0.06, head=0.2),
            plated(screen.set("$eta$", theme.HEADING, RMSPROP.colour), 0.04).move_to(
                (left + right) / 2 + 0.34 * UP
            ),
        )
        feet = self.across.to_scene([(-reach, 0), (reach, 0)])
        value = screen.word("half_line", theme.BODY, RMSPROP.colour)
        beside = self.across.to_scene((0, 0))[0] + 0.25 + value.width / 2
        x = min(max(feet[1][0] + 0.1, beside), theme.STAGE_RIGHT - value.width / 2)
        value.move_to((x, feet[0][1] - 0.3, 0))
        self.ends = {"flips": flips, "half": VGroup(sides, value, half), "step": step}

    def show(self, dial: float) -> None:
        """Stand at a step: y on the section, unless it is beyond, and the number."""
        y = self.facts.rmsprop.x[:, 1]
        whole = int(dial + 1e-6)
        # The ball rests at its place and hops to the next one in the last third of a step.
        share = float(np.clip((dial - whole) * 3 - 2, 0.0, 1.0))
        at = float((1 - share) * y[whole] + share * y[whole + 1])
        self.ball.move_to(self.across.to_scene((at, (at / self.reach) ** 2)))
        self.ball.set_opacity(1.0 if abs(at) <= 1.02 * self.reach else 0.0)
        self.number.set_dial(float(self.facts.factors[max(whole - 1, 0)]))
