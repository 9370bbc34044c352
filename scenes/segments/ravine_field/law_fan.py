"""Why the angle has a largest value: two slopes, t and κt, and a sum that is least where its terms are equal."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arc, DashedLine, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label, ScreenText
from scenes.components.text.number import Number

from .facts import Facts, miss

FARTHEST = 4.0
"""The slopes tried reach from the worst one over this to so many times the worst one."""
TURN = np.linspace(0.0, 2 * np.pi, 121)
HEIGHTS = 0.75 * np.sqrt(np.arange(1, 25))
"""Half the heights of the valley's contours, at equal steps of the loss, in units of the stage."""


class LawFan(Dialled):
    """Both directions as seen from the point, and below the formula the terms of its sum as bars end to end.

    The dial is the natural logarithm of t over the worst slope: 0 where the angle is largest.

    Attributes
    ----------
    valley
        The contours below the arrows, with the minimum at the end of the way to it.
    arrows
        Both arrows and the angle between them.
    rows, given
        What both arrows are called; the gradient and κ, from which the slopes come.
    way, descent
        The slope of each arrow, and where that comes from.
    formula
        The tangent of the angle.
    legs
        For each arrow, as it lies at first, how far it goes along the valley and across it.
    terms
        The bars of the sum with their names.
    product
        What both terms always make.
    least
        A line that the sum never falls below, with its name.
    result
        The largest angle in closed form.
    """

    origin = np.array([theme.STAGE_LEFT + 0.95, 2.45, 0.0])
    reach, radius = 4.7, 2.1
    left, right = -0.35, theme.STAGE_RIGHT
    bars_level = -0.4

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        look = theme.look("gradient_descent")
        self.here = marker(look.marker, 0.24, look.colour, rim=True).move_to(self.origin)
        self.window = Plane((0.0, 1.0), (0.0, 1.0), width=6.15, height=5.5)
        self.window.move_to((theme.STAGE_LEFT, theme.STAGE_TOP - 0.05, 0), aligned_edge=LEFT + UP)
        self.levels = VMobject(stroke_color=theme.CONTOUR, stroke_width=1.5, stroke_opacity=0.6)
        self.levels.is_ground = True
        self.star = Goal()
        self.valley = VGroup(self.levels, self.star)
        self.way_arrow, self.descent_arrow = (
            Arrows(np.zeros(3), np.zeros(3), colour, width=0.1, head=0.34)
            for colour in (theme.GOAL, theme.GRADIENT)
        )
        flat, steep = facts.curvature_x, facts.curvature_y
        self.way_name, self.descent_name = (
            screen.set(f"${slope}$", theme.HEADING, colour)
            for slope, colour in (("t", theme.GOAL), ("kappa t", theme.GRADIENT))
        )
        self.way, self.descent = (
            VGroup(name, self._slope(key, source, colour, level))
            for name, key, source, colour, level in (
                (self.way_name, "way_slope", "abs(y) / abs(x) = t", theme.GOAL, 2.63),
                (
                    self.descent_name,
                    "down_slope",
                    f"({steep:g} thin abs(y)) / ({flat:g} thin abs(x)) = kappa t",
                    theme.GRADIENT,
                    1.78,
                ),
            )
        )
        self.rows = VGroup(*(group[1][0] for group in (self.way, self.descent)))
        across = self.left + max(row.width for row in self.rows) + 0.3
        for group in (self.way, self.descent):
            # What is to be shown later: the name at the arrow, and the formula.
            name, (_, formula) = group
            group.submobjects = [name, formula.move_to((across, formula.get_y(), 0), aligned_edge=LEFT)]
        gradient = EquationPanel(f"-nabla L = vec(-{flat:g} thin x, -{steep:g} thin y)", plate=False)
        gradient.set_color(theme.GRADIENT).move_to((self.left, 0.4, 0), aligned_edge=LEFT)
        kappa = screen.word("kappa", theme.BODY).move_to((self.left, -1.1, 0), aligned_edge=LEFT)
        self.given = VGroup(gradient, kappa)
        self.arc = VMobject(stroke_color=theme.INK, stroke_width=4)
        self.name = screen.set("$phi$ =", theme.HEADING)
        self.degrees = Number(0.0, ".1f", theme.HEADING, theme.INK)
        self.sign = screen.set("°", theme.HEADING)
        self.arrows = VGroup(
            self.way_arrow, self.descent_arrow, self.here, self.arc, self.name, self.degrees, self.sign
        )
        self.formula = EquationPanel(
            "tan phi = (kappa t - t) / (1 + kappa t dot t)"
            " = (kappa - 1) / ({{ 1 slash t : first }} + {{ kappa t : second }})",
            {"first": theme.GOAL, "second": theme.GRADIENT},
            plate=False,
        )
        self.formula.move_to((self.left, 0.85, 0), aligned_edge=LEFT)
        # From the farthest slope on either side the sum just fits.
        whole = np.sqrt(facts.condition) * (FARTHEST + 1 / FARTHEST)
        self.unit = (self.right - self.left - 1.1) / whole
        self.bars = [
            Bar((self.left, self.bars_level, 0), self.unit, colour, thickness=0.5)
            for colour in (theme.GOAL, theme.GRADIENT)
        ]
        self.names = [
            screen.word(key, theme.BODY, colour)
            for key, colour in (("first", theme.GOAL), ("second", theme.GRADIENT))
        ]
        self.total = Number(0.0, ".2f", theme.BODY, theme.INK)
        self.terms = VGroup(*self.bars, *self.names, self.total)
        self.least = self._least()
        self.product = screen.word("product", theme.BODY)
        self.product.move_to((self.left, self.bars_level - 0.65, 0), aligned_edge=LEFT)
        self.result = EquationPanel(
            f"phi <= arctan (kappa - 1) / (2 sqrt(kappa)) = {facts.largest:.1f}°",
            plate=False,
        )
        self.result.move_to((self.left, -2.4, 0), aligned_edge=LEFT)
        self.add(self.valley, self.arrows, self.rows, self.way, self.descent, self.terms)
        # As at the start, or as near as the bars have room for.
        far = float(np.log(FARTHEST))
        self.set_dial(float(np.clip(np.log(facts.slope / facts.worst_slope), -far, far)))
        self.legs = VGroup(
            self._legs(self.way_arrow, self.way_name, "", "", above=True),
            self._legs(
                self.descent_arrow, self.descent_name, f"{flat:g} thin", f"{steep:g} thin", above=False
            ),
        )

    def show(self, dial: float) -> None:
        """Show another slope."""
        slope = self.facts.worst_slope * float(np.exp(dial))
        tilts = [-float(np.arctan(one)) for one in (slope, self.facts.condition * slope)]
        for tilt, arrow in zip(tilts, (self.way_arrow, self.descent_arrow), strict=True):
            arrow.point(self.origin, self.origin + self.reach * _unit(tilt))
        minimum = self.origin + (self.reach + 0.12) * _unit(tilts[0])
        self.star.move_to(minimum)
        flat = np.sqrt(self.facts.condition)
        pieces = []
        for height in HEIGHTS:
            ring = np.column_stack([flat * np.cos(TURN), np.sin(TURN), np.zeros(len(TURN))])
            pieces += self.window.clip(minimum + height * ring)
        set_pieces(self.levels, pieces)
        for tilt, name in zip(tilts, (self.way_name, self.descent_name), strict=True):
            name.move_to(self.origin + (self.reach + 0.5) * _unit(tilt))
        self.arc.points = Arc(self.radius, tilts[0], tilts[1] - tilts[0], arc_center=self.origin).points
        place = self.origin + (self.radius + 0.8) * _unit(sum(tilts) / 2)
        self.name.move_to(place + 0.35 * LEFT)
        self.degrees.set_dial(miss(self.facts.condition, slope))
        self.degrees.place(place + np.array([0.05, -0.12, 0.0]))
        self.sign.next_to(self.degrees.digits, RIGHT, buff=0.04).align_to(self.degrees.digits, UP)
        self.total.set_dial(1 / slope + self.facts.condition * slope)
        first, second = self.bars
        first.set_dial(1 / slope)
        second.base = first.end.copy()
        second.set_dial(self.facts.condition * slope)
        for bar, name in zip(self.bars, self.names, strict=True):
            name.move_to((bar.base + bar.end) / 2 + 0.55 * UP)
        self.total.place(second.end + np.array([0.2, -0.1, 0.0]))

    def _slope(self, key: str, source: str, colour: str, level: float) -> VGroup:
        """Name a direction, and set its slope as a formula at the right."""
        name = self.screen.word(key, theme.BODY, colour).move_to((self.left, level, 0), aligned_edge=LEFT)
        formula = EquationPanel(source, plate=False, size=theme.BODY).set_color(colour)
        return VGroup(name, formula.move_to((self.left + 3.6, level, 0), aligned_edge=LEFT))

    def _legs(self, arrow: Arrows, name: Label, flat: str, steep: str, *, above: bool) -> VGroup:
        """Draw how far an arrow goes along and across; the legs of both lie on its outer side."""
        tip = arrow.points[np.argmax(np.linalg.norm(arrow.points - self.origin, axis=-1))]
        corner = np.array([tip[0], self.origin[1], 0.0]) if above else np.array([self.origin[0], tip[1], 0.0])
        ends = (self.origin, tip) if above else (tip, self.origin)
        legs = VGroup()
        taken: list[VMobject] = [name]
        stage = Rectangle(width=2 * theme.STAGE_RIGHT, height=theme.STAGE_TOP - theme.STAGE_BOTTOM)
        for end, coefficient, letter, colour, side in (
            (ends[0], flat, "x", theme.X_AXIS, UP if above else DOWN),
            (ends[1], steep, "y", theme.Y_AXIS, RIGHT if above else LEFT),
        ):
            text = self.screen.set(f"${coefficient} abs({letter})$", theme.BODY, colour)
            off = side * (0.16 + (text.height if side[1] else text.width) / 2)
            places = [corner + share * (end - corner) + off for share in (0.5, 0.9, 0.1, -0.5, 1.4, -1.0)]
            put_first_free(text, places, stage, taken)
            taken.append(text)
            legs.add(DashedLine(corner, end, color=colour, stroke_width=3.5, dash_length=0.1), text)
        return legs

    def _least(self) -> VGroup:
        x = self.left + self.unit * self.facts.least_sum
        line = DashedLine(
            (x, self.bars_level + 0.4, 0), (x, self.bars_level - 0.45, 0), color=theme.INK, stroke_width=3
        )
        name = self.screen.word("least", theme.BODY)
        name.move_to((self.left, self.bars_level - 1.15, 0), aligned_edge=LEFT)
        return VGroup(line, name)


def _unit(tilt: float) -> np.ndarray:
    return np.array([np.cos(tilt), np.sin(tilt), 0.0])
