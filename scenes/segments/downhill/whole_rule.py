"""The rule as one picture: the formula with its parts named, above a step of one weight and one of two."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.facts.line_fit import gradient, mean_squared

from .facts import Facts
from .one_weight import LEARNS
from .two_weights import TwoWeights

SHRUNK = 0.63
"""What becomes of the map's size when it steps back behind the formula."""
ROW, LEFT_MIDDLE, RIGHT_MIDDLE = -0.85, -3.2, 3.45
SMALL = (5.6, 2.75)
"""Middles of the two pictures, and the size of those that are no map."""


class WholeRule:
    """What the segment ends with: the formula over the whole stage, and what it has been seen to do.

    Attributes
    ----------
    formula, gradient_note, rate_note, step_note, theta
        The rule, the names of its parts, and how else it is written.
    plane, here, goal
        Where the map's window, the start and the lowest point go.
    slope
        Against the slope, at first with it: see :meth:`turn`.
    step
        The step on the map, from the old weights to the new ones, both named.
    single
        The step of one weight, small.
    samples, line, line_name
        What comes next: the samples, and the line that is to fit them.
    """

    def __init__(self, facts: Facts, view: TwoWeights, screen: ScreenText) -> None:
        self.formula = EquationPanel(
            "w <- w {{ - : minus }} {{ eta : rate }} thin {{ nabla L(w) : gradient }}",
            {"gradient": theme.GRADIENT, "rate": LEARNS.colour},
            plate=False,
            size=78,
        ).move_to((-1.5, 1.95, 0))
        rate, gradient = self.formula.part("rate"), self.formula.part("gradient")
        self.gradient_note = self.formula.point_out(
            "gradient", screen["gradient_note"], UP, theme.GRADIENT, language=screen.language
        )
        level = self.gradient_note[1].get_y()
        self.gradient_note[1].move_to((gradient.get_left()[0] + self.gradient_note[1].width / 2, level, 0))
        # A line, for a brace as small as the letter would look like a hat on it.
        words = screen.word("rate_note", theme.SMALL, LEARNS.colour)
        words.move_to((rate.get_right()[0] - words.width / 2, level, 0))
        top = np.array([rate.get_x(), words.get_bottom()[1] - 0.08, 0.0])
        pointer = Line(top, rate.get_top() + 0.18 * UP, color=LEARNS.colour, stroke_width=3)
        self.rate_note = VGroup(pointer, words)
        subtracted = VGroup(self.formula.part("minus"), rate, gradient)
        left, right = subtracted.get_left()[0], subtracted.get_right()[0]
        low = subtracted.get_bottom()[1] - 0.14
        line = Line((left, low, 0), (right, low, 0), color=theme.INK, stroke_width=3)
        self.step_note = VGroup(line, screen.word("step_note", theme.SMALL).next_to(line, DOWN, buff=0.12))
        self.theta = screen.word("theta", theme.BODY)
        self.theta.move_to((theme.STAGE_RIGHT - self.theta.width / 2, 1.95, 0))
        self.plane = view.plane.copy().scale(SHRUNK).move_to((RIGHT_MIDDLE, ROW, 0))
        start, end = np.array(facts.start), facts.after(facts.plane_rate)
        self.here, there, self.goal = self.plane.to_scene([start, end, (0.0, 0.0)])
        self.ahead = there - self.here
        self.slope = Arrows(self.here, self.here, theme.GRADIENT, width=0.1, head=0.3)
        self.turn(1.0)
        arrow = Arrows(self.here, there, LEARNS.colour, width=0.1, head=0.3)
        landing = marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True).move_to(there)
        names, star = VGroup(), Goal().move_to(self.goal)
        for key, at in (("old_point", self.here), ("new_point", there)):
            name = plated(screen.word(key, theme.BODY))
            away = np.sign(at - self.goal + 1e-9)
            reach = name.width / 2 + 0.3
            places = [
                at + np.array([side * reach, lift, 0.0])
                for side in (-away[0], away[0])
                for lift in (0.0, 0.35 * away[1], -0.35 * away[1], -0.65 * away[1], 0.65 * away[1])
            ]
            names.add(put_first_free(name, places, self.plane.window, [*names, self.slope, star]))
        self.step = VGroup(arrow, landing, names)
        self.turn(0.0)
        plot = DataPlot(facts.data, (0, 4), (0, 8), width=SMALL[0], height=SMALL[1])
        plot.shift(np.array([RIGHT_MIDDLE, ROW, 0.0]) - plot.plane.get_center())
        self.samples, self.line = plot, SlopeLine(plot.plane, facts.w0, LEARNS, width=4)
        self.line_name = screen.word("model", theme.SMALL, LEARNS.colour)
        self.line_name.move_to(plot.plane.to_scene((2.6, 0.9)))
        self.single = self._single(facts, screen, LEFT_MIDDLE)

    def turn(self, share: float) -> None:
        """Turn the arrow from uphill, at 0, half round to downhill, at 1."""
        angle = np.pi * (1.0 + share)
        (x, y, _), c, s = self.ahead, np.cos(angle), np.sin(angle)
        self.slope.point(self.here, self.here + np.array([c * x - s * y, s * x + c * y, 0.0]))

    def _single(self, facts: Facts, screen: ScreenText, middle: float) -> VGroup:
        """Draw the first step of one weight once more, small."""
        reach = 1.55 * max(1.0, abs(facts.w0 - facts.target))
        across = (facts.target - reach, facts.target + reach)

        def cost(w: float) -> float:
            return float(mean_squared(facts.data, w))

        plane = Plane(across, (0.0, 1.02 * cost(across[0])), width=SMALL[0], height=SMALL[1])
        plane.move_to((middle, ROW, 0))
        axes = plane.axes(
            nice_ticks(across[1], 4, low=across[0]), x_name="$w$", y_name="$L$", language=screen.language
        )
        graph = CostCurve(plane, cost, lambda w: float(gradient(facts.data, w)), facts.w0, LEARNS, reach=0.6)
        level = cost(facts.w0)
        step = Arrows(
            *plane.to_scene([(facts.w0, level), (facts.first_w, level)]),
            LEARNS.colour,
            width=0.08,
            head=0.22,
        )
        return VGroup(plane, axes, graph.curve, graph.tangent, step, graph.point)
