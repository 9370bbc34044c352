"""A gradient that drops, what each method's tank makes of it, and how long its steps are."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.staircase import Staircase
from scenes.components.charts.tank import Tank
from scenes.components.dial import Dialled
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText, label

from .facts import Facts
from .looks import ADAGRAD, GRADIENT, RMSPROP

FLOOR, WIDTH, HEIGHT = -1.75, 0.95, 2.4
SUM_X, MEAN_X = 3.3, 5.55
RULE_X, RULE_Y = 4.5, 1.95
SPAN_RISE = 0.24
"""How far above the foot of the chart the recovery is measured."""
LOWEST = 0.1
"""The least of what s has too much that is drawn."""


class Dropping:
    """Two charts above each other: a gradient that drops, and how long the steps of both methods are.

    Attributes
    ----------
    shown
        Steps that the charts show.
    upper, ground
        The chart of the gradient; the other one, with the axis of steps.
    gradient, adagrad, rmsprop
        Lines whose dial counts steps: the size of the gradient, and the length of a step of each method.
    before, after
        What the gradient is before and after it drops.
    excess_ground, excess
        The chart that takes the place of the gradient's, and its line: what RMSProp's s has too much.
    any_past
        How much longer it takes after a longer past.
    wait
        From the drop until RMSProp's step is nearly η, in both charts, with the number of steps.
    stuck, never
        How long AdaGrad's steps are, and that they stay so.
    """

    left, width = -6.1, 7.4

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.shown = shown = facts.shown
        memory = facts.memory
        gradients = memory.gradients(shown)
        lengths = gradients / np.sqrt(memory.sums(shown)), gradients / np.sqrt(memory.means(shown))
        upper = Plane((0, shown), (0, 1.2 * facts.steep), width=self.width, height=1.75)
        lower = Plane((0, shown), (0.0005, 15.0), width=self.width, height=2.0, log_y=True)
        high = Plane((0, shown), (LOWEST, 3 * facts.steep**2), width=self.width, height=1.75, log_y=True)
        middle = self.left + self.width / 2
        upper.move_to((middle, 1.6, 0))
        high.move_to(upper)
        lower.move_to((middle, -1.1, 0))
        self.upper = VGroup(
            upper, upper.axes((), (0, facts.steep), y_name=screen["gradient_axis"], language=screen.language)
        )
        self.ground = VGroup(
            lower,
            lower.axes(
                nice_ticks(shown, 5),
                x_name=screen["steps_axis"],
                y_name=screen["step_now"],
                language=screen.language,
            ),
            power_ticks(lower, (), (-2, -1, 0)),
        )
        times = np.arange(shown + 1)
        self.gradient = Staircase(upper, times, np.append(gradients, gradients[-1]), GRADIENT)
        self.adagrad, self.rmsprop = (
            Staircase(lower, times, np.append(values, values[-1]), look, width=3.5)
            for values, look in zip(lengths, (ADAGRAD, RMSPROP), strict=True)
        )
        before, after = (screen.word(key, theme.SMALL, theme.GRADIENT) for key in ("before", "after"))
        wide = before.width + 0.3 > upper.unit * facts.past
        middle_x = facts.past + (before.width / 2 + 0.15) / upper.unit if wide else facts.past / 2
        self.before = before.move_to(upper.to_scene((middle_x, 0.75 * facts.steep)))
        self.after = after.move_to(upper.to_scene(((facts.past + shown) / 2, 1.0)) + 0.35 * UP)
        self.names = self._names(lower, lengths)
        foot = lower.to_scene((facts.past + 1, facts.stuck))
        self.stuck = plated(screen.word("stuck", theme.BODY, ADAGRAD.colour), 0.05)
        aside = 0.3 + self.stuck.width / 2
        drawn = [close_points(_corners(line)) for line in (self.adagrad, self.rmsprop)]
        # Along the foot, an arrow will tell how long the recovery takes.
        span = lower.window.get_corner(DOWN + LEFT), lower.window.get_corner(DOWN + RIGHT)
        drawn.append(close_points(np.array(span) + np.array([0.0, SPAN_RISE, 0.0])))
        places = [
            foot + np.array([far * aside, y, 0.0])
            for fars in ((1, 2), (3, 4, 5))
            for y in (0.3, -0.28, 0.45, 0.6, 0.9)
            for far in fars
        ]
        put_first_free(self.stuck, places, lower.window, self.names.values(), drawn)
        self.never = plated(screen.word("never", theme.SMALL, ADAGRAD.colour), 0.05)
        self._excess(high, lower)
        aside, right = self.never.width / 2, lower.window.get_right()[0]
        beside = self.stuck.get_right() + np.array([0.2 + aside, 0.0, 0.0])
        places = [beside, *(np.array([right - aside - 0.1, foot[1] + y, 0.0]) for y in (0.28, -0.28))]
        put_first_free(
            self.never, places, lower.window, [*self.names.values(), self.stuck, self.wait[-2]], drawn
        )

    def _names(self, lower: Plane, lengths: tuple[np.ndarray, np.ndarray]) -> dict[str, VGroup]:
        drawn = [close_points(_corners(line)) for line in (self.adagrad, self.rmsprop)]
        names = {}
        looks = {"rmsprop": RMSPROP, "adagrad": ADAGRAD}
        for key, values, up in (("rmsprop", lengths[1], 1.0), ("adagrad", lengths[0], -1.0)):
            name = self.screen.word(key, theme.SMALL, looks[key].colour)
            at = 0.4 * self.facts.past
            point = lower.to_scene((at, float(values[int(at)])))
            aside = name.width / 2
            late = lower.to_scene((0.9 * self.shown, float(values[int(0.9 * self.shown)])))
            places = [
                point + np.array([x * aside, y * up, 0.0])
                for x, y in ((0, 0.3), (0.5, 0.3), (1.2, 0.3), (2.0, 0.35), (2.6, 0.5))
            ]
            places += [late + np.array([-aside, side * 0.32, 0.0]) for side in (up, -up)]
            names[key] = put_first_free(name, places, lower.window, [], drawn)
        return names

    def _excess(self, high: Plane, lower: Plane) -> None:
        facts, screen = self.facts, self.screen
        powers = range(-1, int(np.log10(high.y_range[1])) + 1)
        axes = high.axes(y_name=screen["excess_axis"], language=screen.language)
        self.excess_ground = VGroup(high, axes, power_ticks(high, (), powers))
        values = np.maximum(facts.memory.means(self.shown) - 1, LOWEST / 10)
        times = np.arange(self.shown + 1)
        self.excess = Staircase(high, times, np.append(values, values[-1]), RMSPROP, width=3.5)
        at = facts.past + facts.rmsprop_recovers
        spans = [(one.window.get_top()[1], one.window.get_bottom()[1]) for one in (high, lower)]
        bottom = spans[-1][1]
        ends = [high.to_scene((step, LOWEST))[0] for step in (facts.past, at)]
        y = bottom + SPAN_RISE
        span = Arrows((ends[0], y, 0), (ends[1], y, 0), RMSPROP.colour, width=0.07, head=0.2)
        text = plated(screen.word("recovered", theme.BODY, RMSPROP.colour), 0.06)
        near = plated(screen.word("within", theme.SMALL, RMSPROP.colour), 0.05)
        here = lower.to_scene((at, 1.0))
        aside = near.width / 2 + 0.15
        places = [
            here + np.array([x * aside, y, 0.0])
            for x, y in ((-1, 0.32), (-1, -0.28), (-1, -0.36), (-1, -0.62), (-0.4, 0.32), (-0.4, -0.4))
        ]
        put_first_free(near, places, lower.window, [*self.names.values(), self.stuck])
        self.wait = VGroup(
            *(
                DashedLine((x, up, 0), (x, down, 0), color=theme.MUTED, stroke_width=2, dash_length=0.09)
                for x in ends
                for up, down in spans
            ),
            span,
            text.move_to((sum(ends) / 2, y, 0)),
            near,
        )
        self.any_past = plated(screen.word("any_past", theme.SMALL, theme.MUTED), 0.05)
        right, roof = high.window.get_corner(UP + RIGHT)[:2]
        half = self.any_past.width / 2 + 0.12
        put_first_free(
            self.any_past,
            [
                np.array([x, roof - down, 0.0])
                for down in (0.28, 0.4, 0.6, 0.8)
                for x in (right - half, ends[1] - half, ends[0] - half, ends[1] + half)
            ],
            high.window,
            lines=[
                close_points(_corners(self.excess)),
                *(close_points(np.array([(x, roof, 0.0), (x, spans[0][1], 0.0)])) for x in ends),
            ],
        )


def _corners(line: Staircase) -> np.ndarray:
    """Return the corners of a whole staircase in scene coordinates."""
    return line.plane.to_scene(line.corners(float(line.abscissae[-1])))


class DroppingTank(Dialled):
    """What a method's tank holds while the gradient drops; the dial counts steps.

    Parameters
    ----------
    x
        Where it stands.
    held
        What it holds after each step, the empty tank first.
    full
        What it holds when it is full to the rim.
    """

    def __init__(self, x: float, held: np.ndarray, full: float, look: theme.Look) -> None:
        super().__init__()
        self.held, self.full = held, full
        self.tank = Tank(
            (x, FLOOR, 0), WIDTH, HEIGHT, look.colour, form=".0f", full=full, suffix="", rim=False
        )
        self.add(self.tank)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Fill it as it is after so many steps; the number is that of the last whole one."""
        self.tank.set_dial(float(np.interp(dial, np.arange(len(self.held)), self.held)) / self.full)
        self.tank.number.set_dial(float(self.held[int(dial + 1e-6)]))


def adagrad_tank(facts: Facts) -> DroppingTank:
    """Return the tank that nothing leaves."""
    return DroppingTank(SUM_X, np.append(0.0, facts.memory.sums(facts.shown)), facts.sum_rim, ADAGRAD)


def rmsprop_tank(facts: Facts) -> DroppingTank:
    """Return the tank that leaks."""
    return DroppingTank(MEAN_X, np.append(0.0, facts.memory.means(facts.shown)), facts.mean_rim, RMSPROP)


class Rules:
    """The rules over both tanks, what the tanks are called, and what flows into and out of the one that leaks.

    Attributes
    ----------
    step
        The step, which both take.
    total, mean
        The rules of the tanks.
    names
        By method: what its tank is, and how much it can hold.
    leak, flow
        Arrows at the tank that leaks.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.step = EquationPanel("theta <- theta - eta thin g / (sqrt(s) + epsilon)", plate=False)
        self.step.move_to((RULE_X, 2.7, 0))
        self.total = EquationPanel("s <- s + g^2", plate=False, size=theme.BODY).set_color(ADAGRAD.colour)
        self.total.move_to((SUM_X - 0.25, RULE_Y, 0))
        self.mean = EquationPanel(
            "s <- {{ gamma : kept }} s + {{ (1 - gamma) : new }} thin g^2", plate=False, size=theme.BODY
        ).set_color(RMSPROP.colour)
        self.mean.move_to((theme.STAGE_RIGHT - self.mean.width / 2, RULE_Y, 0))
        self.constants = screen.word("constants", theme.SMALL, RMSPROP.colour)
        self.constants.move_to((self.mean.get_left()[0] + self.constants.width / 2, RULE_Y - 0.5, 0))
        side, top = MEAN_X + WIDTH / 2, FLOOR + HEIGHT
        leak = Arrows(
            (side, FLOOR + 0.15, 0), (side + 0.42, FLOOR - 0.15, 0), theme.WARNING, width=0.08, head=0.22
        )
        out = label(f"${facts.rest:g} thin s$", theme.SMALL, theme.WARNING)
        self.leak = VGroup(leak, out.move_to((theme.STAGE_RIGHT - out.width / 2, FLOOR + 0.35, 0)))
        flow = Arrows((MEAN_X, top + 0.55, 0), (MEAN_X, top + 0.02, 0), theme.GRADIENT, width=0.08, head=0.22)
        share = label(f"${facts.rest:g} thin g^2$", theme.SMALL, theme.GRADIENT)
        self.flow = VGroup(flow, share.next_to(flow, RIGHT, buff=0.1))
        self.names = {}
        for key, x, look in (("sum", SUM_X, ADAGRAD), ("mean", MEAN_X, RMSPROP)):
            name = screen.word(f"holds_{key}", theme.SMALL, look.colour)
            rim = screen.word(f"{key}_rim", theme.SMALL, theme.MUTED)
            column = VGroup(name, rim).arrange(DOWN, buff=0.14)
            self.names[key] = column.move_to((x - 0.1, FLOOR - 0.62, 0))
