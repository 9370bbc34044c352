"""A gradient that drops, what each method's tank makes of it, and how long its steps are."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

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

GRADIENT = theme.Look(theme.GRADIENT, (), "disc")
ADAGRAD, RMSPROP = theme.look("adagrad"), theme.look("rmsprop")
TANK_X, FLOOR, WIDTH, HEIGHT = 4.95, -1.75, 1.9, 3.0
RULE_Y = 2.45
COLUMN = 4.7


class Dropping:
    """Two charts above each other, and a tank beside them.

    Attributes
    ----------
    shown
        Steps that the charts show.
    ground
        Both charts with their axes.
    gradient, adagrad, rmsprop
        Lines whose dial counts steps: the size of the gradient, and the length of a step of each method.
    notes
        What the gradient is before and after it drops.
    """

    left, width = -6.1, 8.4

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.shown = shown = 2 * facts.past + 20
        memory = facts.memory
        gradients = memory.gradients(shown)
        lengths = gradients / np.sqrt(memory.sums(shown)), gradients / np.sqrt(memory.means(shown))
        upper = Plane((0, shown), (0, 1.2 * facts.steep), width=self.width, height=1.75)
        lower = Plane((0, shown), (0.005, 6.0), width=self.width, height=2.0, log_y=True)
        middle = self.left + self.width / 2
        upper.move_to((middle, 1.6, 0))
        lower.move_to((middle, -1.1, 0))
        self.lower = lower
        ticks = nice_ticks(shown, 5)
        self.ground = VGroup(
            upper,
            upper.axes((), (0, facts.steep), y_name=screen["gradient_axis"], language=screen.language),
            lower,
            lower.axes(
                ticks,
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
        self.before = before.move_to(upper.to_scene((facts.past / 2, 0.75 * facts.steep)))
        self.after = after.move_to(upper.to_scene(((facts.past + shown) / 2, 1.0)) + 0.35 * UP)
        stuck = plated(screen.word("stuck", theme.BODY, ADAGRAD.colour), 0.05)
        foot = lower.to_scene((facts.past + 1, facts.stuck))
        self.stuck = stuck.move_to(foot + np.array([0.3 + stuck.width / 2, 0.3, 0.0]))
        self.names = {
            "adagrad": screen.word("adagrad", theme.SMALL, ADAGRAD.colour),
            "rmsprop": screen.word("rmsprop", theme.SMALL, RMSPROP.colour),
        }
        drawn = [close_points(_corners(line)) for line in (self.adagrad, self.rmsprop)]
        for key, values, up in (("rmsprop", lengths[1], 1.0), ("adagrad", lengths[0], -1.0)):
            at = 0.4 * facts.past
            point = lower.to_scene((at, float(values[int(at)])))
            aside = self.names[key].width / 2
            places = [
                point + np.array([x * aside, y * up, 0.0])
                for x, y in ((0, 0.3), (0.5, 0.3), (1.2, 0.3), (2.0, 0.35), (2.6, 0.5), (4.0, 0.5))
            ]
            put_first_free(self.names[key], places, lower.window, [], drawn)


def _corners(line: Staircase) -> np.ndarray:
    """Return the corners of a whole staircase in scene coordinates."""
    return line.plane.to_scene(line.corners(float(line.abscissae[-1])))


class DroppingTank(Dialled):
    """What a method's tank holds while the gradient drops; the dial counts steps.

    Parameters
    ----------
    held
        What it holds after each step, the empty tank first.
    full
        What it holds when it is full to the rim.
    """

    def __init__(self, held: np.ndarray, full: float, look: theme.Look) -> None:
        super().__init__()
        self.held, self.full = held, full
        self.tank = Tank(
            (TANK_X, FLOOR, 0), WIDTH, HEIGHT, look.colour, form=".0f", full=full, suffix="", rim=False
        )
        self.add(self.tank)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Fill it as it is after so many steps; the number is that of the last whole one."""
        self.tank.set_dial(float(np.interp(dial, np.arange(len(self.held)), self.held)) / self.full)
        self.tank.number.set_dial(float(self.held[int(dial + 1e-6)]))


def adagrad_tank(facts: Facts, shown: int) -> DroppingTank:
    """Return the tank that nothing leaves."""
    held = np.append(0.0, facts.memory.sums(shown))
    return DroppingTank(held, 1.1 * float(held[-1]), ADAGRAD)


def rmsprop_tank(facts: Facts, shown: int) -> DroppingTank:
    """Return the tank that leaks."""
    held = np.append(0.0, facts.memory.means(shown))
    return DroppingTank(held, 1.1 * facts.steep**2, RMSPROP)


class LeakyRule:
    """The rule of the mean, over the tank, with what flows in and out.

    Attributes
    ----------
    old
        The rule of the sum.
    rule
        The rule of the mean.
    kept, new
        A brace with a word at each of its parts; and an arrow at the tank.
    """

    def __init__(self, screen: ScreenText) -> None:
        self.old = EquationPanel("s <- s + g^2", plate=False).move_to((COLUMN, RULE_Y, 0))
        self.rule = EquationPanel(
            "s <- {{ gamma : kept }} s + {{ (1 - gamma) : new }} thin g^2",
            {"kept": RMSPROP.colour, "new": RMSPROP.colour},
            plate=False,
        ).move_to((COLUMN, RULE_Y, 0))
        self.constants = screen.word("constants", theme.SMALL, theme.MUTED).move_to(
            (COLUMN, RULE_Y + 0.48, 0)
        )
        side = TANK_X + WIDTH / 2
        leak = Arrows(
            (side, FLOOR + 0.15, 0), (side + 0.62, FLOOR - 0.25, 0), theme.WARNING, width=0.09, head=0.26
        )
        out = label("$(1 - gamma) thin s$", theme.SMALL, theme.WARNING).next_to(leak, DOWN, buff=0.1)
        self.leak = VGroup(leak, out.shift(0.25 * LEFT))
        top = FLOOR + HEIGHT
        flow = Arrows((TANK_X, top + 0.62, 0), (TANK_X, top + 0.02, 0), theme.GRADIENT, width=0.09, head=0.26)
        share = label("$(1 - gamma) thin g^2$", theme.SMALL, theme.GRADIENT).next_to(flow, RIGHT, buff=0.15)
        self.flow = VGroup(flow, share)
        self.name = screen.word("mean", theme.SMALL, RMSPROP.colour).move_to((COLUMN, FLOOR - 0.95, 0))
        self.held_name = screen.word("holds", theme.SMALL, ADAGRAD.colour).move_to((COLUMN, FLOOR - 0.4, 0))
