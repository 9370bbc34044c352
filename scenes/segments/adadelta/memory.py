"""What two methods remember of the same gradients: how large they were, or which way they pointed."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, Line, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts


class Memories:
    """Two rows of bars over the same gradients, and beside them what AdaDelta's rate has become.

    Attributes
    ----------
    ground
        The gradients, faint, on the line of the lower row; both lines and their names.
    rate
        Where the learning rate came back.
    sizes, ways
        The bars of each row.
    question
        What is asked next.
    """

    left, right, column = theme.STAGE_LEFT + 0.3, 1.6, 2.3
    feet, height = (0.75, -1.45), 1.15

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        gradients = facts.remembered / np.abs(facts.remembered).max()
        squares, sized, way = gradients**2, theme.look("rmsprop").colour, theme.look("momentum").colour
        pitch = (self.right - self.left) / len(gradients)
        places = self.left + (np.arange(len(gradients)) + 0.5) * pitch

        def row(values: np.ndarray, foot: float, colour: str, opacity: float = 1.0) -> VGroup:
            return VGroup(
                *(
                    Bar(
                        (x, foot, 0),
                        self.height,
                        colour,
                        vertical=True,
                        thickness=0.6 * pitch,
                        opacity=opacity,
                        value=value,
                    )
                    for x, value in zip(places, values, strict=True)
                )
            )

        self.sizes = row(1.4 * squares, self.feet[0], sized)
        self.ways = row(gradients, self.feet[1], way)
        names = VGroup(
            screen.word("size_only", theme.BODY, sized).move_to((self.left, 2.7, 0), aligned_edge=LEFT),
            screen.word("direction", theme.BODY, way).move_to((self.left, 0.2, 0), aligned_edge=LEFT),
            screen.word("gradients", theme.SMALL, theme.GRADIENT).move_to(
                (self.left, -2.8, 0), aligned_edge=LEFT
            ),
        )
        lines = VGroup(
            *(
                Line((self.left, foot, 0), (self.right, foot, 0), color=theme.MUTED, stroke_width=2)
                for foot in self.feet
            )
        )
        self.ground = VGroup(lines, names, row(gradients, self.feet[1], theme.GRADIENT, 0.35))
        room = theme.STAGE_RIGHT - self.column
        own = theme.look("adadelta").colour
        rule = EquationPanel(
            "theta <- theta - ({{ sqrt(u + epsilon) : new }}) / sqrt(s + epsilon) thin g",
            {"new": own},
            plate=False,
            size=36,
        )
        self.rule = rule.move_to((self.column, 2.1, 0), aligned_edge=LEFT)
        self.rate = VGroup(
            screen.word("rate_start", theme.BODY, theme.WARNING, width=room),
            screen.word("rate_end", theme.BODY, theme.INK, width=room),
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.rate.move_to((self.column, 0.55, 0), aligned_edge=LEFT)
        self.question = screen.word("next", theme.HEADING, theme.INK, width=room)
        self.question.move_to((self.column, -1.6, 0), aligned_edge=LEFT)
