"""How one step changes the loss, for smaller and smaller learning rates: curves become straight, and signs part."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .looks import PRINTED

LOW, HIGH = -1.2, 2.4
"""The ordinates shown, in units of the rate at the right edge times the slope along the step."""


class OneStep(Dialled):
    """The change of the loss over the learning rate, up to the rate that is the dial, printed and mended.

    The ordinate shrinks with the abscissa, so that a straight line stays as it is.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts = facts
        self.plane = Plane((0.0, 1.0), (LOW, HIGH), width=6.6, height=4.0)
        self.plane.move_to((theme.STAGE_LEFT + 0.2, 0.72, 0), aligned_edge=LEFT)
        zero = Line(*self.plane.to_scene([(0.0, 0.0), (1.0, 0.0)]), color=theme.MUTED, stroke_width=2)
        names = VGroup(
            screen.word("change_axis", theme.SMALL, theme.MUTED).move_to(
                self.plane.window.get_corner(UP + LEFT) + np.array([0.15, -0.28, 0]), aligned_edge=LEFT
            ),
            screen.word("no_change", theme.SMALL, theme.MUTED).next_to(zero, UP, buff=0.07),
        )
        self.frame = VGroup(self.plane, zero, names)
        self.looks = (PRINTED, theme.look("adam"))
        self.curves = VGroup(*(VMobject(stroke_color=look.colour, stroke_width=5) for look in self.looks))
        self.ends = VGroup(*(marker(look.marker, 0.26, look.colour, rim=True) for look in self.looks))
        self.rate_name = screen.word("rate_now", theme.BODY)
        self.rate = Number(facts.large_rate, ".3g", theme.BODY)
        self.changes = [Number(0.0, "+.2f", theme.HEADING, look.colour) for look in self.looks]
        self.names = [
            screen.word(key, theme.BODY, look.colour)
            for key, look in zip(("change_printed", "change_mended"), self.looks, strict=True)
        ]
        column = 1.1
        corner = self.plane.window.get_corner(DOWN + RIGHT)
        self.rate.place((corner[0] - 0.55, corner[1] - 0.42, 0))
        self.rate_name.next_to(self.rate.digits, LEFT, buff=0.15).set_y(corner[1] - 0.33)
        for name, number, level in zip(self.names, self.changes, (2.45, 1.75), strict=True):
            name.move_to((column, level, 0), aligned_edge=LEFT)
            number.place((column + 3.6, level - 0.1, 0))
        self.signs = VGroup(
            *(
                Rectangle(width=1.25, height=0.5, color=look.colour, stroke_width=3).move_to(
                    (column + 4.1, level, 0)
                )
                for look, level in zip(self.looks, (2.45, 1.75), strict=True)
            )
        )
        self.add(self.frame, self.curves, self.ends, self.rate_name, self.rate, *self.names, *self.changes)
        self.set_dial(facts.large_rate)

    def show(self, dial: float) -> None:
        """Let the right edge be this learning rate."""
        fact, shares = self.facts, np.linspace(0.0, 1.0, 61)
        unit = dial * abs(fact.slope)
        self.rate.set_dial(dial)
        for sign, look, curve, end, number in zip(
            (-1.0, 1.0), self.looks, self.curves, self.ends, self.changes, strict=True
        ):
            heights = np.array([fact.change(share * dial, sign) for share in shares]) / unit
            pieces = self.plane.clip(self.plane.to_scene(np.column_stack([shares, heights])))
            set_pieces(curve, dashed(pieces, look.dash))
            seen = bool(heights[-1] <= HIGH)
            end.move_to(self.plane.to_scene((1.0, min(heights[-1], HIGH)))).set_opacity(1.0 if seen else 0.0)
            number.set_dial(fact.change(dial, sign))


class StepLaw:
    """What the change is made of, in the column beside the chart.

    Attributes
    ----------
    law
        The change as a sum.
    rest
        The brace at what shrinks away faster.
    slope
        The brace at what is left.
    """

    def __init__(self, screen: ScreenText) -> None:
        self.law = EquationPanel(
            "{{ eta thin g dot d : slope }} + {{ 1/2 eta^2 thin d dot H d : rest }}", plate=False, size=44
        ).move_to((3.95, 0.35, 0))
        self.step = screen.word("step_key", theme.SMALL, theme.MUTED)
        self.step.move_to((1.1, -1.62, 0), aligned_edge=LEFT)
        language = screen.language
        self.rest = self.law.point_out("rest", screen["rest_fades"], DOWN, theme.MUTED, language=language)
        self.slope = self.law.point_out("slope", screen["slope_stays"], UP, theme.GRADIENT, language=language)
