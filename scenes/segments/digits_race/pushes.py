"""How often momentum pushes with one gradient: a bar a step, and their sum."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts

STEPS = 60
LEFT_EDGE, WIDTH, BOTTOM, HEIGHT = -5.9, 8.0, -2.2, 2.55
SUM_AT, PLAIN_AT = 5.5, 3.6


class Pushes(Dialled):
    """The pushes of the first ``dial`` steps, and what they come to.

    Attributes
    ----------
    ground
        Window, axes, names, and momentum's rule.
    plain
        The one push of plain descent.
    terms, law, effective
        The first pushes, their sum as a formula, and the rate that follows.
    limit, goal
        Where the sum goes.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.weights = facts.share ** np.arange(STEPS)
        look, plain = theme.look("momentum"), theme.look("gradient_descent")
        self.plane = Plane((-0.8, STEPS - 0.2), (0.0, 1.1), width=WIDTH, height=HEIGHT, border=False)
        self.plane.move_to((LEFT_EDGE + WIDTH / 2, BOTTOM + HEIGHT / 2, 0))
        axes = self.plane.axes(
            range(0, STEPS, 20),
            (0.0, 0.5, 1.0),
            x_name=screen["push_axis"],
            y_name=screen["push"],
            language=screen.language,
        )
        unit = HEIGHT / 1.1
        pitch = WIDTH / STEPS
        self.bars = VGroup(
            *(
                Bar(
                    self.plane.to_scene((step, 0.0)), unit, look.colour, thickness=0.72 * pitch, vertical=True
                )
                for step in range(STEPS)
            )
        )
        tall = 3.9
        self.unit = tall / facts.multiple
        self.sum = Bar((SUM_AT, BOTTOM, 0.0), self.unit, look.colour, thickness=0.8, vertical=True)
        self.once = Bar(
            (PLAIN_AT, BOTTOM, 0.0), self.unit, plain.colour, thickness=0.8, vertical=True, value=1.0
        )
        once = VGroup(
            Number(1.0, "g", theme.BODY, plain.colour).next_to(self.once, UP, buff=0.12),
            screen.word("gradient_descent", theme.SMALL, plain.colour).move_to((PLAIN_AT, BOTTOM - 0.3, 0)),
        )
        self.plain = VGroup(self.once, once)
        self.total = Number(0.0, ".2f", theme.BODY, look.colour)
        name = screen.word("momentum", theme.SMALL, look.colour).move_to((SUM_AT, BOTTOM - 0.3, 0))
        pushed = screen.word("pushed", theme.SMALL, theme.MUTED)
        pushed.move_to(((SUM_AT + PLAIN_AT) / 2, BOTTOM - 0.72, 0))
        rule = screen.word("rule", theme.HEADING, look.colour).move_to(
            (LEFT_EDGE, 2.65, 0), aligned_edge=LEFT
        )
        self.ground = VGroup(self.plane, axes, name, pushed, rule)
        self.limit = DashedLine(
            (SUM_AT - 0.7, BOTTOM + tall, 0),
            (SUM_AT + 0.55, BOTTOM + tall, 0),
            color=theme.INK,
            stroke_width=2.5,
        )
        self.goal = Number(facts.multiple, "g", theme.BODY, theme.INK)
        self.goal.next_to(self.limit, RIGHT, buff=0.12)
        self.terms, self.law = (screen.word(key, theme.HEADING) for key in ("law_terms", "law_sum"))
        VGroup(self.terms, self.law).arrange(RIGHT, buff=0.2).move_to((LEFT_EDGE, 2.0, 0), aligned_edge=LEFT)
        self.effective = screen.word("effective", theme.HEADING, theme.YELLOW)
        self.effective.move_to((LEFT_EDGE, 1.35, 0), aligned_edge=LEFT)
        self.add(self.bars, self.sum, self.total)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Push in the first steps; a fraction is part of a push."""
        shares = np.clip(dial - np.arange(STEPS), 0.0, 1.0)
        for bar, weight, share in zip(self.bars, self.weights, shares, strict=True):
            bar.set_dial(float(weight * share))
        total = float(self.weights @ shares)
        self.sum.set_dial(total)
        self.total.set_dial(total)
        self.total.shift(
            (SUM_AT, BOTTOM + total * self.unit + 0.12, 0)
            - self.total.rule.points[0]
            - self.total.width / 2 * RIGHT
        )

    @property
    def end(self) -> float:
        """The dial when all pushes that are drawn are done."""
        return float(STEPS)
