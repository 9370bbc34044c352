"""How one step changes the loss, for smaller and smaller learning rates: curves become straight, and signs part."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Brace, Line, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .looks import PRINTED, SOUND

LOW, HIGH = -1.2, 2.4
"""The ordinates shown, in units of the rate at the right edge times the slope along the step."""
COLUMN, RULE = 0.75, 2.2
"""Where names and formulas begin beside the chart."""
LEVELS = (1.75, 0.75)
LOOKS = (PRINTED, SOUND)
SIGNS = (-1.0, 1.0)


class OneStep(Dialled):
    """The change of the loss over the learning rate, up to the rate that is the dial, printed and mended.

    The ordinate shrinks with the abscissa, so that a straight line stays as it is; numbers at its left say how far.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts = facts
        self.plane = Plane((0.0, 1.0), (LOW, HIGH), width=5.75, height=4.0)
        self.plane.move_to((theme.STAGE_LEFT + 1.15, 0.72, 0), aligned_edge=LEFT)
        zero = Line(*self.plane.to_scene([(0.0, 0.0), (1.0, 0.0)]), color=theme.MUTED, stroke_width=2)
        names = VGroup(
            screen.word("change_axis", theme.SMALL, theme.MUTED).move_to(
                self.plane.window.get_corner(UP + LEFT) + np.array([0.15, -0.28, 0]), aligned_edge=LEFT
            ),
            screen.word("no_change", theme.SMALL, theme.MUTED)
            .next_to(zero, UP, buff=0.07)
            .align_to(self.plane.window, RIGHT)
            .shift(1.2 * LEFT),
        )
        self.ticks = [(height, self._tick(height)) for height in (1.0, -1.0)]
        self.frame = VGroup(self.plane, zero, names)
        self.curves = VGroup(*(VMobject(stroke_color=look.colour, stroke_width=5) for look in LOOKS))
        self.ends = VGroup(*(marker(look.marker, 0.26, look.colour, rim=True) for look in LOOKS))
        self.rate_name = screen.word("rate_now", theme.BODY)
        self.rate = Number(facts.large_rate, ".3g", theme.BODY)
        self.changes = [Number(0.0, "+.2f", theme.BODY, look.colour, anchor="right") for look in LOOKS]
        corner = self.plane.window.get_corner(DOWN + RIGHT)
        self.rate.place((corner[0] - 0.55, corner[1] - 0.42, 0))
        self.rate_name.next_to(self.rate.digits, LEFT, buff=0.15).set_y(corner[1] - 0.33)
        for number, level in zip(self.changes, LEVELS, strict=True):
            number.place((theme.STAGE_RIGHT - 0.15, level - 0.09, 0))
        self.signs = VGroup(
            *(
                Rectangle(width=1.1, height=0.52, color=look.colour, stroke_width=3).move_to(
                    (theme.STAGE_RIGHT - 0.58, level, 0)
                )
                for look, level in zip(LOOKS, LEVELS, strict=True)
            )
        )
        self.add(self.frame, self.curves, self.ends, self.rate_name, self.rate, *self.changes)
        self.add(*(number for _, number in self.ticks))
        self.set_dial(facts.large_rate)

    def _tick(self, height: float) -> Number:
        number = Number(height, "+.3g", theme.SMALL, theme.MUTED, anchor="right")
        left, level, _ = self.plane.to_scene((0.0, height))
        self.add(Line((left - 0.1, level, 0), (left, level, 0), color=theme.MUTED, stroke_width=2))
        number.place((left - 0.18, level - 0.08, 0))
        return number

    def show(self, dial: float) -> None:
        """Let the right edge be this learning rate."""
        fact, shares = self.facts, np.linspace(0.0, 1.0, 61)
        unit = dial * abs(fact.slope)
        self.rate.set_dial(dial)
        for height, tick in self.ticks:
            tick.set_dial(height * unit)
        for sign, look, curve, end, number in zip(
            SIGNS, LOOKS, self.curves, self.ends, self.changes, strict=True
        ):
            heights = np.array([fact.change(share * dial, sign) for share in shares]) / unit
            pieces = self.plane.clip(self.plane.to_scene(np.column_stack([shares, heights])))
            set_pieces(curve, dashed(pieces, look.dash))
            seen = bool(heights[-1] <= HIGH)
            end.move_to(self.plane.to_scene((1.0, min(heights[-1], HIGH)))).set_opacity(1.0 if seen else 0.0)
            number.set_dial(fact.change(dial, sign))


class StepLaw:
    """What each change is made of, in the column beside the chart.

    Attributes
    ----------
    rules
        Both changes as sums, with what the step and its slope are.
    rests
        In each sum, what shrinks away faster.
    rest
        The brace at that.
    slope
        The brace at what is left.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        rest = f"{{{{ {facts.bend / 2:.2g} thin eta^2 : rest }}}}"
        sums = [
            EquationPanel(
                f"{{{{ {sign * facts.slope:+.3g} thin eta : slope }}}} + {rest} =", plate=False, size=36
            )
            for sign in SIGNS
        ]
        names = [
            screen.word(key, theme.BODY, look.colour)
            for key, look in zip(("printed", "mended"), LOOKS, strict=True)
        ]
        for name, rule, level in zip(names, sums, LEVELS, strict=True):
            name.move_to((COLUMN, level, 0), aligned_edge=LEFT)
            rule.move_to((RULE, level, 0), aligned_edge=LEFT)
        key = screen.word("slope_key", theme.SMALL, theme.MUTED)
        key.move_to((COLUMN, -1.3, 0), aligned_edge=LEFT)
        self.rules = VGroup(*names, *sums, key)
        self.rests = VGroup(*(rule.part("rest") for rule in sums))
        self.slope, self.rest = (
            self._brace(rule.part(part), side, screen.word(text, theme.SMALL, colour))
            for rule, part, side, text, colour in (
                (sums[0], "slope", UP, "slope_stays", theme.GRADIENT),
                (sums[1], "rest", DOWN, "rest_fades", theme.MUTED),
            )
        )

    @staticmethod
    def _brace(part: VMobject, side: np.ndarray, text: VMobject) -> VGroup:
        brace = Brace(part, side, buff=0.12, sharpness=1.2).set_color(text.get_color())
        return VGroup(brace, text.next_to(brace, side, buff=0.1))
