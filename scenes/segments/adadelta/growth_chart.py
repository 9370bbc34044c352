"""How updates grow under a gradient that never changes: their squares by the same amount at each step."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import GROWING, Facts


class GrowthChart:
    """A chart of squares of updates, and the derivation of its slope.

    Attributes
    ----------
    frame
        Plane and axes.
    curve
        The run; its dial counts steps.
    slope
        A step of the stair it climbs, enlarged to a good many steps, with what each adds.
    laws
        The three lines of the derivation.
    follows
        What follows for updates, ways and steps.
    """

    size, left, column = (7.3, 4.6), theme.STAGE_LEFT + 0.75, 1.7

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        squares = facts.constant_steps**2 / facts.epsilon
        width, height = self.size
        top = 1.08 * float(squares.max())
        self.plane = Plane((0, GROWING), (0, top), width=width, height=height)
        self.plane.move_to((self.left + width / 2, 0.2, 0))
        axes = self.plane.axes(
            nice_ticks(GROWING, 5),
            nice_ticks(top, 5),
            x_name=screen["steps_axis"],
            y_name=screen["squares_axis"],
            language=screen.language,
        )
        note = plated(screen.word("constant", theme.SMALL, theme.MUTED))
        corner = self.plane.window.get_corner(UP + LEFT)
        note.move_to(corner + np.array([0.2 + note.width / 2, -0.35, 0.0]))
        self.frame = VGroup(self.plane, axes, note)
        look = theme.look("adadelta")
        self.curve = Curve(self.plane, np.column_stack([np.arange(1, GROWING + 1), squares]), look, width=4.5)
        self.slope = self._slope(squares)
        self.laws = [
            EquationPanel(source, colours, plate=False, size=theme.BODY)
            for source, colours in (
                ("s = g^2 quad => quad Delta^2 = u + epsilon", None),
                (
                    "u <- rho u + (1 - rho) (u + epsilon) \\ = u + {{ (1 - rho) epsilon : added }}",
                    {"added": theme.GOAL},
                ),
                ("Delta approx sqrt((1 - rho) thin epsilon thin t)", None),
            )
        ]
        self.follows = VGroup(
            *(
                screen.word(key, theme.SMALL, theme.INK, width=theme.STAGE_RIGHT - self.column)
                for key in ("grows", "way", "takes")
            )
        )
        column = VGroup(*self.laws, self.follows.arrange(DOWN, buff=0.25, aligned_edge=LEFT))
        column.arrange(DOWN, buff=0.42, aligned_edge=LEFT)
        column.move_to((self.column, 0.1, 0), aligned_edge=LEFT)

    def _slope(self, squares: np.ndarray) -> VGroup:
        first, last = GROWING // 2, 3 * GROWING // 4
        low, corner, high = self.plane.to_scene(
            [(first, squares[first - 1]), (last, squares[first - 1]), (last, squares[last - 1])]
        )
        sides = VGroup(
            *(Line(*ends, color=theme.GOAL, stroke_width=4) for ends in ((low, corner), (corner, high)))
        )
        text = plated(self.screen.word("slope", theme.BODY, theme.GOAL))
        text.next_to((corner + low) / 2, DOWN, buff=0.15)
        return VGroup(sides, text)
