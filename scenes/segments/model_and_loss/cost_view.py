"""The weight as a place on an axis, and above it the cost: the right half of the stage."""

from __future__ import annotations

import numpy as np
from manim import UP, Line, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import PARAMETER, POINTS, CostCurve
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label, ScreenText, label
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_absolute, mean_squared

from .facts import Facts

TRIALS = 25
"""Weights that a search would try on the axis."""
BESIDE = theme.Look(theme.Y_AXIS, (), "square")
ABSOLUTE = theme.Look(theme.Y_AXIS, (0.16, 0.1), "disc")


class CostView:
    """The axis of w with a point on it; later the window above it, with the cost over w.

    Attributes
    ----------
    axis
        The line, its ticks, its name.
    place
        The point on the axis, and the weight it stands for.
    ground
        The window, and the axis of the cost.
    cost, absolute
        The mean of the squares and of the absolute values; their dials say up to which w they are drawn.
    point, tangent
        On the cost.
    absolute_point
        On the mean of the absolute values.
    formula, name
        What the cost is, and what it is called.
    value, slope
        The cost and its slope as live numbers with their names.
    goal
        At the lowest point.
    trials
        Weights all along the axis.
    """

    left, size, middle_y = 0.75, (5.7, 4.7), 0.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        self.low, self.high = facts.view
        top = 1.08 * float(mean_squared(facts.data, self.low))
        self.plane = Plane(facts.view, (0.0, top), width=width, height=height)
        self.plane.move_to((self.left + width / 2, self.middle_y, 0))
        self.axis = VGroup(
            Line(*self.plane.to_scene([(w, 0.0) for w in facts.view]), stroke_width=2.5, color=theme.MUTED),
            self.plane.axes(
                nice_ticks(self.high, 4, low=self.low), x_name=screen["weight"], language=screen.language
            ),
        )
        self.ground = VGroup(
            self.plane,
            self.plane.axes((), nice_ticks(top), y_name=screen["cost_axis"], language=screen.language),
        )
        self.seat = CurvePoint(self.plane, lambda w: 0.0, facts.w0, PARAMETER)
        self.seat_name = label("$w =$", theme.BODY, PARAMETER.colour)
        self.seat_number = Number(facts.w0, ".2f", theme.BODY, PARAMETER.colour)
        self.place = VGroup(self.seat, self.seat_name, self.seat_number)
        self.graph = CostCurve(self.plane, self._cost, self._gradient, facts.w0)
        self.cost, self.point, self.tangent = self.graph.curve, self.graph.point, self.graph.tangent
        self.cost.set_dial(self.low)
        self.absolute = self._absolute_curve()
        self.absolute_point = CurvePoint(self.plane, self._absolute, facts.w0, BESIDE, size=0.2)
        middle, top_y = self.left + width / 2, self.plane.window.get_top()[1]
        self.formula = EquationPanel(
            r"L(w) = 1/n sum_i (w x_i - y_i)^2", plate=False, size=theme.HEADING
        ).move_to((middle, top_y - 0.55, 0))
        self.name = screen.word("mse", theme.SMALL).move_to((middle, top_y - 1.27, 0))
        self.value = self._readout("$L =$", facts.cost, theme.INK, middle)
        self.slope = self._readout(screen["slope"], facts.slope, theme.GRADIENT, middle)
        self.goal = Goal(0.21).move_to(self.plane.to_scene((facts.target, facts.lowest)))
        self.absolute_name, self.absolute_slopes = self._absolute_names()
        self.trials = self._trials()
        self.set_slope(facts.w0)

    def _cost(self, w: float) -> float:
        return float(mean_squared(self.facts.data, w))

    def _absolute(self, w: float) -> float:
        return float(mean_absolute(self.facts.data, w))

    def _gradient(self, w: float) -> float:
        return float(gradient(self.facts.data, w))

    def _absolute_curve(self) -> Curve:
        # The best slope is one of the points, so that the kink there is sharp.
        w = np.union1d(np.linspace(self.low, self.high, POINTS), [self.facts.target])
        points = np.stack([w, mean_absolute(self.facts.data, w)], axis=-1)
        return Curve(self.plane, points, ABSOLUTE, width=4, head=0)

    def _readout(self, name: str, value: float, colour: str, middle: float) -> VGroup:
        words = self.screen.set(name, theme.BODY, colour)
        number = Number(value, ".2f", theme.HEADING, colour)
        base = self.plane.window.get_top()[1] - 1.95
        total = words.width + 0.18 + number.width
        words.move_to((middle - total / 2 + words.width / 2, base + 0.1, 0))
        number.place((middle - total / 2 + words.width + 0.18, base, 0))
        return VGroup(words, number)

    def _absolute_names(self) -> tuple[Label, VGroup]:
        """Name the mean absolute error below its right arm, and its slopes above both arms."""
        fact, right = self.facts, self.plane.window.get_right()[0]
        foot = self.plane.window.get_bottom()[1]
        name = self.screen.word("mean_absolute", theme.SMALL, ABSOLUTE.colour)
        name.move_to((right - 0.15 - name.width / 2, foot + 0.27, 0))
        slopes = VGroup()
        for sign in (-1, 1):
            w = fact.target + sign * 0.7 * (self.high - fact.target)
            between = (mean_squared(fact.data, w) + mean_absolute(fact.data, w)) / 2
            number = Number(sign * fact.absolute_slope, "+g", theme.BODY, theme.GRADIENT)
            slopes.add(number.move_to(self.plane.to_scene((w + sign * 0.03, between))))
        return name, slopes

    def _trials(self) -> VGroup:
        """Mark weights one beside the other, all along the axis, as somebody would try who tries everything."""
        marks = VGroup()
        for w in np.linspace(self.low, self.high, TRIALS)[1:-1]:
            foot = self.plane.to_scene((w, 0.0))
            marks.add(
                VGroup(
                    Line(foot, foot + 0.55 * UP, stroke_width=2.5, color=PARAMETER.colour),
                    marker("disc", 0.13, PARAMETER.colour).move_to(foot + 0.55 * UP),
                )
            )
        return marks

    def set_slope(self, w: float) -> None:
        """Let everything stand at another weight."""
        self.seat.set_dial(w)
        seat = self.plane.to_scene((w, 0.0))
        total = self.seat_name.width + 0.14 + 0.55
        self.seat_name.move_to(seat + np.array([-total / 2 + self.seat_name.width / 2, 0.38, 0.0]))
        self.seat_number.set_dial(w)
        self.seat_number.place(seat + np.array([-total / 2 + self.seat_name.width + 0.14, 0.3, 0.0]))
        self.graph.stand(w)
        self.absolute_point.set_dial(w)
        self.value[1].set_dial(self._cost(w))
        self.slope[1].set_dial(self._gradient(w))
