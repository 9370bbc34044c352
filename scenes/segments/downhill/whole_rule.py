"""The rule as one picture: the formula with its parts named, to the right of a step on the map."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.facts.line_fit import gradient, mean_squared

from .facts import Facts
from .one_weight import LEARNS
from .two_weights import COLUMN_LEFT, COLUMN_WIDTH, TwoWeights


class WholeRule:
    """What the segment ends with.

    Attributes
    ----------
    formula, gradient_note, rate_note, theta
        The rule, the names of its parts, and how else it is written.
    step
        The step on the map, from the old weights to the new ones, both named.
    single
        The step of one weight, small.
    line
        The samples, with the line that comes next.
    """

    def __init__(self, facts: Facts, view: TwoWeights, screen: ScreenText) -> None:
        middle = COLUMN_LEFT + COLUMN_WIDTH / 2
        self.formula = EquationPanel(
            "w <- w - {{ eta : rate }} thin {{ nabla L(w) : gradient }}",
            {"gradient": theme.GRADIENT, "rate": LEARNS.colour},
            plate=False,
            size=54,
        ).move_to((middle, 1.75, 0))
        self.gradient_note = self.formula.point_out(
            "gradient", screen["gradient_note"], UP, theme.GRADIENT, language=screen.language
        )
        self.rate_note = self.formula.point_out(
            "rate", screen["rate_note"], DOWN, LEARNS.colour, language=screen.language
        )
        for note in (self.gradient_note, self.rate_note):
            over = note[1].get_right()[0] - theme.STAGE_RIGHT
            note[1].shift(np.array([-max(over, 0.0), 0.0, 0.0]))
        self.theta = screen.word("theta", theme.BODY, theme.MUTED).move_to((middle, 0.3, 0))
        start, end = np.array(facts.start), facts.after(facts.plane_rate)
        here, there = view.plane.to_scene([start, end])
        arrow = Arrows(here, there, theme.GRADIENT, width=0.1, head=0.3)
        landing = marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True).move_to(there)
        names = VGroup()
        for key, at in (("old_point", here), ("new_point", there)):
            name = plated(screen.word(key, theme.BODY))
            away = np.sign(at - view.origin + 1e-9)
            reach = name.width / 2 + 0.3
            places = [
                at + np.array([side * reach, lift, 0.0])
                for side in (-away[0], away[0])
                for lift in (0.0, 0.35 * away[1], -0.35 * away[1])
            ]
            names.add(put_first_free(name, places, view.plane.window, [*names, view.goal, arrow]))
        self.step = VGroup(arrow, landing, names)
        plot = DataPlot(facts.data, (0, 4), (0, 8), width=3.6, height=2.2, ticks=False)
        plot.move_to((middle, -1.5, 0))
        self.line = VGroup(plot, SlopeLine(plot.plane, facts.w0, LEARNS, width=4))
        self.single = self._single(facts, screen, middle)

    def _single(self, facts: Facts, screen: ScreenText, middle: float) -> VGroup:
        """Draw the first step of one weight once more, small."""
        reach = 1.55 * max(1.0, abs(facts.w0 - facts.target))
        across = (facts.target - reach, facts.target + reach)

        def cost(w: float) -> float:
            return float(mean_squared(facts.data, w))

        plane = Plane(across, (0.0, 1.02 * cost(across[0])), width=3.6, height=2.2)
        plane.move_to((middle, -1.5, 0))
        axes = plane.axes(x_name="$w$", y_name="$L$", language=screen.language)
        graph = CostCurve(plane, cost, lambda w: float(gradient(facts.data, w)), facts.w0, LEARNS, reach=0.6)
        level = cost(facts.w0)
        step = Arrows(
            *plane.to_scene([(facts.w0, level), (facts.first_w, level)]),
            theme.GRADIENT,
            width=0.08,
            head=0.22,
        )
        return VGroup(plane, axes, graph.curve, graph.tangent, step, graph.point)
