"""The formula printed around: how the gradient cancels, and what that does on both sides of a minimum."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.cost_curve import COST
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

PRINTED = theme.Look(theme.WARNING, (), "disc")
"""The look of the formula printed around."""


class LostSign:
    """Formulas at the left, a parabola with a point on either side of its minimum at the right.

    Attributes
    ----------
    printed
        The formula as it is printed.
    written_out
        The same, with both updates written out.
    cancelled
        What is left of it, and that it has no sign.
    hill
        The parabola, the points, and the way down from each; what the letters mean.
    steps
        The steps that the printed formula takes from both.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        left = theme.STAGE_LEFT + 0.3
        name = screen.word("as_printed", theme.BODY, PRINTED.colour)
        law = EquationPanel('theta <- theta - (Delta_"AdaGrad") / (Delta_"RMSProp")', plate=False, size=40)
        self.printed = VGroup(name, law).arrange(DOWN, buff=0.35, aligned_edge=LEFT)
        self.printed.move_to((left, 2.1, 0), aligned_edge=LEFT)
        self.written_out = EquationPanel(
            "= theta - (eta thin {{ g : up }} \\/ sqrt(h)) / (eta thin {{ g : down }} \\/ sqrt(s))",
            {"up": theme.GRADIENT, "down": theme.GRADIENT},
            plate=False,
            size=40,
        ).move_to((left + 0.4, 0.3, 0), aligned_edge=LEFT)
        rest = EquationPanel("= theta - sqrt(s) / sqrt(h)", plate=False, size=40)
        notes = VGroup(
            rest,
            screen.word("sign_lost", theme.BODY, theme.GRADIENT),
            screen.word("always", theme.BODY, PRINTED.colour),
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.cancelled = notes.move_to((left + 0.4, -1.75, 0), aligned_edge=LEFT)
        self._draw(screen)

    def _draw(self, screen: ScreenText) -> None:
        plane = Plane((-1.3, 1.3), (-0.15, 1.7), width=6.2, height=5.0, border=False).move_to((3.4, 0.1, 0))
        at = np.linspace(-1.3, 1.3, 161)
        curve = Curve(plane, np.column_stack([at, at**2]), COST, width=5, head=0)
        curve.set_dial(1.3)
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        points, downs, steps = VGroup(), VGroup(), VGroup()
        for x in (-0.95, 0.95):
            here = plane.to_scene((x, x**2))
            points.add(marker("disc", 0.28, theme.INK, rim=True).move_to(here))
            way = np.array([-np.sign(x), 0.0, 0.0])
            downs.add(
                Arrows(here + 0.35 * DOWN, here + 0.35 * DOWN + 1.1 * way, theme.GOAL, width=0.09, head=0.3)
            )
            ahead = np.array([-1.0, 0.0, 0.0])
            steps.add(
                Arrows(
                    here + 0.45 * -DOWN,
                    here + 0.45 * -DOWN + 1.1 * ahead,
                    PRINTED.colour,
                    width=0.11,
                    head=0.34,
                )
            )
        down = EquationPanel("- g", plate=False, size=theme.HEADING).set_color(theme.GOAL)
        down.move_to(plane.to_scene((0.0, 0.55)))
        wrong = EquationPanel("- sqrt(s) / sqrt(h)", plate=False, size=theme.BODY).set_color(PRINTED.colour)
        wrong.move_to(plane.to_scene((0.0, 1.25)))
        key = screen.word("letters", theme.SMALL, theme.MUTED).move_to((3.4, 2.8, 0))
        self.hill = VGroup(curve, goal, points, downs, down, key)
        self.steps = VGroup(steps, wrong)
