"""What learning rates leave of the error: in a step, and after all steps of a run; both over one axis."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedLine, Line, Polygon, VGroup, VMobject

from scenes import theme
from scenes.components.axes.fitting_ticks import fitting
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.dial import Dialled, geometric
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label, ScreenText, label
from scenes.components.text.number import Number
from scenes.components.text.readout import Readout

from .facts import Facts, best_rate_for, loss_at, path_at, steps_to_tenth

LONG = 1000
"""For so many steps the best rate is looked for at the end."""


class RateChart:
    """What every constant learning rate leaves of the error in a step, along and across a valley.

    Attributes
    ----------
    plane, losses
        The window of rates and factors, and below it, over the same rates, that of losses.
    ground
        Planes, axes and the line at one.
    factors
        Both factors by themselves, whole, each with its name in the key.
    worst, worst_name
        The larger of them, whose dial is the learning rate up to which it is drawn, and its name in the key.
    loss
        The loss after the steps of a run, whose dial is the learning rate up to which it is drawn.
    widest
        The largest rate shown.
    best, kappa
        From the lowest point down to its rate, a mark there, and its name in the key; and how low it is.
    now
        The best rate for so few steps, as a mark on both axes, with its name in the key.
    danger
        The rates at which the steps across the valley grow, with their name.
    """

    key_left, key_top, key_row = 0.15, 2.8, 0.42
    left, width = -6.1, 5.7

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.widest = 1.3 * max(facts.limit, facts.learning_rate)
        self.top = max(1.2, 1.1 * facts.worst_factor)
        self.plane = Plane((0, self.widest), (0, self.top), width=self.width, height=2.13)
        self.plane.move_to((self.left + self.width / 2, 1.41, 0))
        rates = np.linspace(0, self.widest, 400)
        values = np.array([loss_at(facts, path_at(facts, rate)[-1]) for rate in rates])
        low = 10.0 ** np.floor(np.log10(max(facts.now_loss, 1e-12)))
        high = 10.0 ** (np.ceil(np.log10(facts.start_loss)) + 1)
        self.losses = Plane((0, self.widest), (low, high), width=self.width, height=1.65, log_y=True)
        self.losses.move_to((self.left + self.width / 2, -1.4, 0))
        points = np.stack([rates, np.clip(values, low / 10, high * 10)], axis=-1)
        self.loss = Curve(self.losses, points, theme.Look(theme.INK, (), "disc"), width=4, head=0)
        ends = self.plane.to_scene([(0, 1), (self.widest, 1)])
        self.ground = VGroup(self.plane, self._axes(), Line(*ends, stroke_width=2, color=theme.MUTED))
        stays = screen.word("stays", theme.SMALL, theme.MUTED)
        self.ground.add(stays.move_to(ends[0] + np.array([0.15 + stays.width / 2, 0.22, 0.0])))
        self.under = VGroup(self.losses, self._loss_axes(low, high))
        self.factors, self.worst = self._curves()
        self.worst_name = self.key(
            2, self.sample(theme.INK, 11).set_stroke(opacity=0.45), screen.word("worst", theme.SMALL)
        )
        self.best = self._best()
        self.now = self._now()
        self.danger = self._danger()

    def _axes(self) -> VGroup:
        right, bottom = self.plane.window.get_corner(DOWN + RIGHT)[:2]
        # The name of the axis stands where a tick at its end would.
        ticks = fitting(self.plane, nice_ticks(self.widest, 5), right - 0.3)
        axes = self.plane.axes(
            ticks, nice_ticks(self.top), y_name=self.screen["kept"], language=self.screen.language
        )
        return axes.add(label("$eta$", theme.SMALL, theme.MUTED).move_to((right - 0.15, bottom - 0.27, 0)))

    def _loss_axes(self, low: float, high: float) -> VGroup:
        axes = self.losses.axes(
            nice_ticks(self.widest, 5),
            x_name=self.screen["rate_axis"],
            y_name=self.screen["loss_after"],
            language=self.screen.language,
        )
        edge = self.losses.window.get_left()[0]
        first, last = round(np.log10(low)), round(np.log10(high))
        for power in range(first, last + 1, max(1, (last - first) // 2)):
            text = label(f"$10^({power})$" if power else "$1$", theme.SMALL, theme.MUTED)
            y = self.losses.to_scene((0, 10.0**power))[1]
            axes.add(text.move_to((edge - 0.14 - text.width / 2, y, 0)))
        return axes

    def _curves(self) -> tuple[VGroup, Curve]:
        rates = np.linspace(0, self.widest, 400)
        along, across = self._kept(rates)
        thin = VGroup()
        for row, (values, colour, word) in enumerate(
            ((along, theme.X_AXIS, "along"), (across, theme.Y_AXIS, "across"))
        ):
            look = theme.Look(colour, (), "disc")
            curve = Curve(self.plane, np.stack([rates, values], axis=-1), look, head=0)
            curve.set_dial(self.widest)
            name = self.key(row, self.sample(colour, 3), self.screen.word(word, theme.SMALL, colour))
            thin.add(VGroup(curve, name))
        # The larger one is a broad band behind both, so that one sees which of them it follows.
        larger = np.stack([rates, np.maximum(along, across)], axis=-1)
        worst = Curve(self.plane, larger, theme.Look(theme.INK, (), "disc"), width=11, head=0)
        worst.line.set_stroke(opacity=0.45)
        return thin, worst

    def _kept(self, rates: np.ndarray) -> np.ndarray:
        """Return the shares of the error that rates ``(n,)`` leave along and across the valley, ``(2, n)``."""
        curvatures = np.array([[self.facts.curvature_x], [self.facts.curvature_y]])
        return np.abs(1 - rates * curvatures)

    def _best(self) -> VGroup:
        """Mark the best rate on the axis of rates, so that no other mark on the curve can hide it."""
        facts = self.facts
        lowest, foot = self.plane.to_scene([(facts.best_rate, facts.best_factor), (facts.best_rate, 0)])
        drop = DashedLine(lowest, foot, color=theme.GOAL, stroke_width=3)
        sign = marker("triangle", 0.26, theme.GOAL).move_to(foot + np.array([0.0, 0.12, 0.0]))
        name = self.key(3, sign.copy(), self.screen.word("best", theme.SMALL, theme.GOAL))
        return VGroup(drop, sign, name)

    def _danger(self) -> VGroup:
        limit, widest, top = self.facts.limit, self.widest, self.top
        corners = self.plane.to_scene([(limit, 0), (widest, 0), (widest, top), (limit, top)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.2)
        name = self.screen.word("grows", theme.SMALL, theme.WARNING).set_x(area.get_x())
        return VGroup(area, name.set_y(self._free_height(name.get_left()[0], name.get_right()[0])))

    def _free_height(self, left: float, right: float) -> float:
        """Return the middle of the highest gap that no line crosses between two places of the stage."""
        rates = np.interp(
            [left, right], self.plane.to_scene([(0, 0), (self.widest, 0)])[:, 0], [0, self.widest]
        )
        curves = self._kept(np.linspace(*rates, 20)).clip(0, self.top)
        lines = sorted([(0, 0), (1, 1), (self.top, self.top), *((c.min(), c.max()) for c in curves)])
        gaps = [(low, high) for (_, low), (high, _) in pairwise(lines)]
        return float(self.plane.to_scene((0, np.mean(max(gaps, key=lambda gap: gap[1] - gap[0]))))[1])

    def _now(self) -> VGroup:
        """Mark the best rate for so few steps on the curve of losses."""
        facts = self.facts
        lowest, foot = self.losses.to_scene(
            [(facts.now_rate, facts.now_loss), (facts.now_rate, self.losses.y_range[0])]
        )
        drop = DashedLine(lowest, foot, color=theme.SKY, stroke_width=3)
        sign = marker("square", 0.2, theme.SKY).move_to(lowest)
        name = self.key(4, sign.copy(), self.screen.word("now_best", theme.SMALL, theme.SKY))
        return VGroup(drop, sign, name)

    def sample(self, colour: str, width: float) -> VMobject:
        """Return a short piece of a line, as it is drawn."""
        ends = np.array([(0.0, 0.0, 0.0), (0.55, 0.0, 0.0)])
        return polyline([ends], stroke_color=colour, stroke_width=width)

    def key(self, row: int, sample: VMobject, name: Label) -> VGroup:
        """Put a sample of a line, as it is drawn, or a mark before its name, in a row of the key."""
        y = self.key_top - row * self.key_row
        sample.move_to((self.key_left + 0.275, y, 0))
        name.move_to((self.key_left + 0.75, y, 0), aligned_edge=LEFT)
        return VGroup(sample, name)


def crossing(chart: RateChart) -> tuple[EquationPanel, EquationPanel]:
    """Return why the larger factor is lowest where both are equal: that rate, and the factor there."""
    facts = chart.facts
    low, high = (f"{curvature:g}" for curvature in (facts.curvature_x, facts.curvature_y))
    along, across = f"1 - {facts.coefficient_x} thin eta", f"{facts.coefficient_y} thin eta - 1"
    rate = EquationPanel(
        f"{{{{ {along} : x }}}} = {{{{ {across} : y }}}} quad arrow.r.double quad"
        f" {{{{ eta = 2 / ({low} + {high}) = {facts.best_rate:.3f} : best }}}}",
        {"x": theme.X_AXIS, "y": theme.Y_AXIS, "best": theme.GOAL},
        plate=False,
        size=theme.BODY,
    )
    factor = EquationPanel(
        f"{{{{ {across} : y }}}} = ({high} - {low}) / ({high} + {low}) ="
        f" {{{{ (kappa - 1) / (kappa + 1) = {facts.best_factor:.3f} : best }}}}",
        {"y": theme.Y_AXIS, "best": theme.GOAL},
        plate=False,
        size=theme.BODY,
    )
    rate.move_to((chart.left, -0.95, 0), aligned_edge=LEFT)
    return rate, factor.move_to((chart.left, -2.1, 0), aligned_edge=LEFT)


class LongRun(Dialled):
    """The best rate for more and more steps; ``dial`` goes from 0, those of the run, to 1, very many."""

    def __init__(self, chart: RateChart, left: float, width: float, y: float) -> None:
        super().__init__()
        self.chart, screen = chart, chart.screen
        self.sign = marker("square", 0.2, theme.SKY)
        self.rows = VGroup(
            *(
                Readout(
                    screen[key], form, left, y - 0.5 * rank, width, colour=theme.SKY, language=screen.language
                )
                for rank, (key, form) in enumerate((("long_steps", "d"), ("best_now", ".3f")))
            )
        )
        self.add(self.sign, self.rows)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Look for the best rate for as many steps as ``dial`` says."""
        facts = self.chart.facts
        steps = round(
            facts.asked_steps + geometric(facts.asked_steps, LONG)(dial) * (LONG - facts.asked_steps)
        )
        rate = best_rate_for(facts, steps)
        self.sign.move_to(self.chart.plane.to_scene((rate, 0.0)) + np.array([0.0, 0.12, 0.0]))
        for row, value in zip(self.rows, (steps, rate), strict=True):
            row.set_dial(value)


class Narrower(Dialled):
    """How low the larger factor can be in a narrower valley; ``dial`` is the condition number.

    Attributes
    ----------
    frame
        The window of condition numbers and steps, with its axes; what is drawn in it is shown with it.
    """

    def __init__(self, chart: RateChart, left: float, width: float, y: float) -> None:
        super().__init__()
        self.chart, screen = chart, chart.screen
        self.line = Line(stroke_color=theme.X_AXIS, stroke_width=3)
        self.ring = marker("ring", 0.24, theme.GOAL)
        self.row, self.tenth = (
            Readout(screen[key], ".0f", left, at, width, language=screen.language)
            for key, at in (("condition_axis", y), ("tenth_short", y - 1.0))
        )
        law = EquationPanel("(kappa - 1) \\/ (kappa + 1) =", plate=False, size=theme.BODY).set_color(
            theme.GOAL
        )
        self.law = law.move_to((left, y - 0.5, 0), aligned_edge=LEFT)
        self.value = Number(0.0, ".3f", theme.BODY, theme.GOAL, anchor="right").place(
            (left + width, y - 0.59, 0)
        )
        # What that costs, in the place that the chart of losses takes later.
        first, last = 1.2, 1.5 * chart.facts.narrow
        self.plane = Plane(
            (first, last), (1.0, 1.5 * last), width=chart.width, height=1.65, log_x=True, log_y=True
        )
        self.plane.move_to(chart.losses.window)
        tens = tuple(10**power for power in range(int(np.log10(last)) + 1))
        axes = self.plane.axes(
            tens[1:],
            tens,
            x_name=screen["condition_axis"],
            y_name=screen["tenth"],
            x_form="d",
            y_form="d",
            language=screen.language,
        )
        many = np.geomspace(first, last, 200)
        costs = np.array([[condition, steps_to_tenth(condition)] for condition in many])
        self.curve = Curve(self.plane, costs, theme.Look(theme.GOAL, (), "ring"), width=4, head=0.2)
        # In the place of the name that the flat direction has in our valley.
        key = chart.key(
            0, chart.sample(theme.X_AXIS, 3), screen.word("along_narrow", theme.SMALL, theme.X_AXIS)
        )
        self.frame = VGroup(self.plane, axes, self.curve, key)
        self.add(self.line, self.ring, self.row, self.law, self.value, self.tenth, self.frame)
        self.set_dial(chart.facts.condition)

    def show(self, dial: float) -> None:
        """Let the valley be as narrow as ``dial`` says, as steep across as ours."""
        high, widest = self.chart.facts.curvature_y, self.chart.widest
        low = high / dial
        ends = np.array([(0.0, 1.0), (widest, abs(1.0 - low * widest))])
        self.line.set_points_as_corners(self.chart.plane.to_scene(ends))
        factor = (dial - 1.0) / (dial + 1.0)
        self.ring.move_to(self.chart.plane.to_scene((2.0 / (low + high), factor)))
        self.row.set_dial(dial)
        self.tenth.set_dial(steps_to_tenth(dial))
        self.value.set_dial(factor)
        self.curve.set_dial(dial)
