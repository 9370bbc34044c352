"""The rate that AdaGrad ends with, taken apart: one over the curvature, times what the way gives."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import Label, ScreenText, label

from .facts import Facts
from .maps import ValleyMap
from .rules import NEW
from .tanks import LEFT_EDGE, MIDDLE

FORMULA_Y = 2.3


class RateLaw:
    """The formula of the rate, dimmed, with what its two factors are called.

    Attributes
    ----------
    formula
        The formula; its parts ``wish`` and ``way`` can be lit.
    wished, way
        What they are called, below them.
    """

    def __init__(self, screen: ScreenText) -> None:
        source = (
            "eta / sqrt(s) = {{ 1 / lambda : wish }} dot.op {{ eta / sqrt(x_1^2 + dots.c + x_t^2) : way }}"
        )
        self.formula = EquationPanel(source, plate=False).move_to((MIDDLE, FORMULA_Y, 0))
        self.formula.formula.set_color(theme.MUTED)
        self.wished = self._name("wish", "wished", theme.GRADIENT, screen)
        self.way = self._name("way", "way", theme.INK, screen)

    def ratios(self, screen: ScreenText) -> VGroup:
        """Say how many times as large the rate of x was wished, and came out."""
        parts = [
            screen.word(key, theme.BODY, colour)
            for key, colour in (("wished_ratio", theme.GRADIENT), ("rate_ratio", NEW))
        ]
        return VGroup(*parts).arrange(buff=0.45).move_to((MIDDLE, FORMULA_Y - 1.25, 0))

    def _name(self, part: str, key: str, colour: str, screen: ScreenText) -> Label:
        name = screen.word(key, theme.SMALL, colour).next_to(self.formula.part("way"), DOWN, buff=0.16)
        return name.set_x(float(self.formula.part(part).get_x()))


class RateChart:
    """Both rates on a logarithmic scale, where a factor is a shift.

    Parameters
    ----------
    curvature
        Of each coordinate, ``(2,)``.
    ways
        What the way makes of one over it, ``(2,)``.

    Attributes
    ----------
    ground
        The scale with its name, and a line for each coordinate.
    wishes, shifts, rates
        By coordinate: one over the curvature; the factor, as an arrow; where it leads.
    """

    left, width = LEFT_EDGE + 0.55, 4.0
    rows = (0.15, -1.35)
    low, high = 0.1, 20.0

    def __init__(self, curvature: np.ndarray, ways: np.ndarray, screen: ScreenText) -> None:
        bottom, top = -2.15, 0.75
        self.plane = Plane((self.low, self.high), (0, 1), width=self.width, height=top - bottom, log_x=True)
        self.plane.move_to((self.left + self.width / 2, (bottom + top) / 2, 0))
        axis = Line((self.left, bottom, 0), (self.left + self.width, bottom, 0))
        self.ground = VGroup(axis.set_stroke(theme.MUTED, 2))
        for tick in (0.1, 1, 10):
            at = self._at(tick, bottom)
            self.ground.add(Line(at, at + 0.1 * UP, color=theme.MUTED, stroke_width=2))
            self.ground.add(label(f"{tick:g}", theme.SMALL, theme.MUTED).next_to(at, DOWN, buff=0.12))
        name = screen.word("factor_axis", theme.SMALL, theme.MUTED)
        self.ground.add(name.move_to((self.left + self.width / 2, bottom - 0.65, 0)))
        self.wishes, self.shifts, self.rates = VGroup(), VGroup(), VGroup()
        for y, key, colour, one, way in zip(
            self.rows, "xy", (theme.X_AXIS, theme.Y_AXIS), 1 / curvature, ways, strict=True
        ):
            self.ground.add(
                Line(self._at(self.low, y), self._at(self.high, y), color=theme.FAINT, stroke_width=2),
                label(f"${key}$", theme.BODY, colour).move_to((self.left - 0.35, y, 0)),
            )
            self._row(y, colour, float(one), float(way))

    def _at(self, value: float, y: float) -> np.ndarray:
        return np.array([float(self.plane.to_scene((value, 0.0))[0]), y, 0.0])

    def _row(self, y: float, colour: str, one: float, way: float) -> None:
        wished, here = self._at(one, y), self._at(one * way, y)
        ring = marker("ring", 0.24, theme.GRADIENT).move_to(wished)
        number = label(f"{one:.3g}", theme.BODY, theme.GRADIENT).next_to(wished, UP, buff=0.22)
        self.wishes.add(VGroup(ring, number))
        toward = np.sign(here[0] - wished[0]) * np.array([1.0, 0.0, 0.0])
        below = 0.26 * DOWN
        arrow = Arrows(wished + below, here + below, theme.INK, width=0.05, head=0.18)
        factor = label(f"× {way:.3g}", theme.SMALL, theme.INK)
        factor.next_to((wished + here) / 2 + below, DOWN, buff=0.14)
        self.shifts.add(VGroup(arrow, factor))
        dot = marker("triangle", 0.26, NEW, rim=True).move_to(here)
        rate = label(f"{one * way:.3g}", theme.BODY, colour).next_to(here, UP, buff=0.22)
        if abs(rate.get_x() - number.get_x()) < (rate.width + number.width) / 2 + 0.15:
            rate.set_x(number.get_x() + toward[0] * ((rate.width + number.width) / 2 + 0.2))
        beyond = float(rate.get_right()[0]) - theme.STAGE_RIGHT
        if beyond > 0:
            VGroup(number, rate).shift((-beyond, 0.0, 0.0))
        self.rates.add(VGroup(dot, rate))


def ways_on_map(facts: Facts, view: ValleyMap) -> VGroup:
    """Draw on the map how far each coordinate has to go: a bracket along x and one along y."""
    start, goal = facts.own.x[0], np.zeros(2)
    corner = view.plane.to_scene((goal[0], start[1]))
    here, there = view.plane.to_scene([start, goal])
    brackets = VGroup()
    for first, last, colour, length, side in (
        (here, corner, theme.X_AXIS, abs(start[0]), np.array([0.0, np.sign(start[1]), 0.0])),
        (corner, there, theme.Y_AXIS, abs(start[1]), np.array([-np.sign(start[0]), 0.0, 0.0])),
    ):
        line = DashedLine(first, last, color=colour, stroke_width=4, dash_length=0.12)
        text = plated(label(f"{length:g}", theme.BODY, colour), 0.06)
        brackets.add(VGroup(line, text.next_to((first + last) / 2, side, buff=0.12)))
    return brackets
