"""The weight as a place on an axis, and above it the cost: the right half of the stage."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, Line, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import PARAMETER, POINTS, CostCurve
from scenes.components.axes.curve_point import CurvePoint, Tangent
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.goal import Goal
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import Label, ScreenText, label
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_absolute, mean_squared

from .facts import Facts
from .trials import Trials

CURVE = theme.INK
"""The cost."""
BESIDE = theme.Look(theme.Y_AXIS, (), "square")
ABSOLUTE = theme.Look(theme.Y_AXIS, (0.16, 0.1), "square")


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
    squared_name, absolute_name
        What each curve is the mean of.
    falling, rising
        The slope of the absolute values on either side, along their curve.
    absolute_tangent
        On the mean of the absolute values.
    first_slope, half_slope
        The tangents at the start and halfway, to stay there, and their slopes.
    gap
        The distance from the best weight, as a live number with its name.
    counts
        How much there is to try, with more and more weights.
    trials
        Weights all along the axis, each with its cost.
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
            r"L(w) = 1/n sum_i r_i^2 = 1/n sum_i (w x_i - y_i)^2", plate=False, size=theme.BODY
        ).move_to((middle, top_y - 0.55, 0))
        self.name = screen.word("mse", theme.SMALL).move_to((middle, top_y - 1.27, 0))
        self.value = self._readout("$L =$", facts.cost, theme.INK, middle)
        self.slope = self._readout(screen["slope"], facts.slope, theme.GRADIENT, middle)
        self.gap = self._readout(screen["distance"], abs(facts.w0 - facts.target), theme.GOAL, middle, 0.65)
        self.goal = Goal(0.17).move_to(self.plane.to_scene((facts.target, facts.lowest)))
        self.squared_name, self.absolute_name = self._names()
        self.absolute_tangent = Tangent(
            self.plane,
            self._absolute,
            self._absolute_gradient,
            facts.w0,
            reach=0.75,
            colour=theme.Y_AXIS,
            width=7,
        )
        self.falling, self.rising = (
            self._along(screen.word(key, theme.BODY, theme.Y_AXIS), side)
            for key, side in (("falling", -1), ("rising", 1))
        )
        self.first_slope = self._kept_slope("first_slope", facts.w0)
        self.half_slope = self._kept_slope("half_slope", (facts.w0 + facts.target) / 2)
        self.counts = self._counts()
        self.trials = Trials(self.plane, self._cost)
        self.set_slope(facts.w0)

    def _cost(self, w: float) -> float:
        return float(mean_squared(self.facts.data, w))

    def _absolute(self, w: float) -> float:
        return float(mean_absolute(self.facts.data, w))

    def _absolute_gradient(self, w: float) -> float:
        return float(np.copysign(self.facts.absolute_slope, w - self.facts.target))

    def _gradient(self, w: float) -> float:
        return float(gradient(self.facts.data, w))

    def _absolute_curve(self) -> Curve:
        # The best slope is one of the points, so that the kink there is sharp.
        w = np.union1d(np.linspace(self.low, self.high, POINTS), [self.facts.target])
        points = np.stack([w, mean_absolute(self.facts.data, w)], axis=-1)
        return Curve(self.plane, points, ABSOLUTE, width=4, head=0)

    def _readout(self, name: str, value: float, colour: str, middle: float, lift: float = 0.0) -> VGroup:
        words = self.screen.set(name, theme.BODY, colour)
        number = Number(value, ".2f", theme.HEADING, colour)
        base = self.plane.window.get_top()[1] - 1.95 + lift
        total = words.width + 0.18 + number.width
        words.move_to((middle - total / 2 + words.width / 2, base + 0.1, 0))
        number.place((middle - total / 2 + words.width + 0.18, base, 0))
        return VGroup(words, number)

    def _counts(self) -> VGroup:
        """Count, between the arms, what there is to try: a row for each number of weights."""
        rows = VGroup(*(self.screen.word(f"tries_{key}", theme.BODY) for key in ("one", "two", "many")))
        rows.arrange(DOWN, buff=0.22, aligned_edge=LEFT)
        top = self.plane.window.get_top()
        return rows.move_to(top + (rows.height / 2 + 0.35) * DOWN)

    def _kept_slope(self, key: str, w: float) -> VGroup:
        tangent = Tangent(self.plane, self._cost, self._gradient, w, reach=1.1)
        tangent.line.set_stroke(opacity=0.5)
        name = self.screen.word(key, theme.SMALL, theme.GRADIENT)
        at, arm = self.plane.to_scene([(w, self._cost(w)), (2 * self.facts.target - w, self._cost(w))])
        name.move_to(at + np.array([0.3 + name.width / 2, 0.3, 0.0]))
        # The curve's other arm may be nearer than the name is long.
        return VGroup(tangent, name if arm[0] > name.get_right()[0] else plated(name, 0.05))

    def _names(self) -> tuple[Label, Label]:
        """Name the cost inside its right arm, and the mean absolute error below its own."""
        fact = self.facts
        squared = self.screen.word("mean_squared", theme.SMALL, CURVE)
        w = fact.target + 0.62 * (self.high - fact.target)
        arm = self.plane.to_scene((w, float(mean_squared(fact.data, w))))
        squared.move_to(arm + np.array([-0.2 - squared.width / 2, 0.0, 0.0]))
        absolute = self.screen.word("mean_absolute", theme.SMALL, ABSOLUTE.colour)
        right, foot = self.plane.window.get_right()[0], self.plane.window.get_bottom()[1]
        absolute.move_to((right - 0.15 - absolute.width / 2, foot + 0.27, 0))
        return squared, absolute

    def _along(self, text: Label, side: int) -> Label:
        """Lay a text along the mean of the absolute values, on its outer side."""
        fact = self.facts
        w = fact.target + side * 0.79 * (self.high - fact.target)
        here, ahead = self.plane.to_scene([(one, self._absolute(one)) for one in (w, w + 0.1)])
        along = (ahead - here) / np.linalg.norm(ahead - here)
        across = np.array([-along[1], along[0], 0.0])
        text.rotate(float(np.arctan2(along[1], along[0])))
        return text.move_to(here + 0.3 * across)

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
        self.absolute_tangent.set_dial(w)
        self.gap[1].set_dial(abs(w - self.facts.target))
