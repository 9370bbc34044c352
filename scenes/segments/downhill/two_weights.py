"""The cost of two weights as a map on the left, with cuts along each weight or the cost of a run on the right."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, Mobject, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import backing, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .one_weight import LEARNS, ringed

COLUMN_LEFT, COLUMN_WIDTH = 2.05, 4.5
FIRST = theme.Look(theme.X_AXIS, (), "disc")
SECOND = theme.Look(theme.Y_AXIS, (), "disc")


class TwoWeights:
    """The map and all that stands on it.

    Attributes
    ----------
    plane, axes, key, map, names
        Window with its ticks, what brightness means, levels, names of both weights.
    cost
        What the levels are of.
    goal, point, start_name
        The lowest point, and the start.
    needle
        An arrow of fixed length that turns around the start, with the slope along it.
    first, second
        For each weight: the cut on the map, its window, its curve, and the slope there as a number.
    parts, gradient
        Arrows against both slopes, and against both together with its name.
    path
        The run.
    """

    size, middle = (7.4, 4.9), (-2.4, 0.02)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        start = np.array(facts.start)
        corners = np.vstack([[start, facts.after(facts.rising_rate), -start], facts.again.x])
        self.plane = Plane.around(corners, width, height, margin=0.07)
        self.plane.move_to((*self.middle, 0))
        (left, right), (low, high) = self.plane.x_range, self.plane.y_range
        self.axes = self.plane.axes(
            nice_ticks(right, 5, low=left), nice_ticks(high, 4, low=low), language=screen.language
        )
        self.key = screen.word("key", theme.SMALL, theme.MUTED)
        self.key.move_to(self.plane.window.get_corner(UP + LEFT) + np.array([self.key.width / 2, 0.26, 0.0]))
        self.map = ContourMap(self.plane, facts.bowl)
        self.names = self.plane.symbols("w_1", "w_2", theme.BODY)
        for name in self.names:
            name.set_color(theme.INK)
        self.here, self.origin = self.plane.to_scene([facts.start, (0.0, 0.0)])
        self.goal = ringed(self.origin)
        self.point = marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True).move_to(self.here)
        self.cost = plated(screen.word("plane_cost", theme.BODY))
        # In the corner that no step and no cut comes near.
        away = -np.sign(start)
        reach = np.array([(width - self.cost.width) / 2 - 0.6, height / 2 - 0.5])
        self.cost.move_to(self.plane.window.get_center() + np.array([*(away * reach), 0.0]))
        self.first = self._cut(0, 0.62, FIRST, "first")
        self.second = self._cut(1, -2.2, SECOND, "second")
        slope = np.array([facts.gradient_x, facts.gradient_y])
        share = 0.62 * min(1.0 / facts.level_rate, 4.0) * facts.lowest_rate
        ends = self.plane.to_scene(start - share * np.diag(slope))
        self.parts = VGroup(
            *(
                Arrows(self.here, end, look.colour, width=0.09, head=0.26)
                for end, look in zip(ends, (FIRST, SECOND), strict=True)
            )
        )
        tip = self.plane.to_scene(start - share * slope)
        along = (tip - self.here) / np.linalg.norm(tip - self.here)
        self.arrow = Arrows(self.here, tip, theme.GRADIENT, width=0.1, head=0.3)
        name = plated(screen.word("minus", theme.BODY, theme.GRADIENT))
        across = np.array([along[1], -along[0], 0.0])
        put_first_free(
            name,
            [tip + side * 0.55 * across + ahead * along for ahead in (0.15, 0.4, -0.4) for side in (1, -1)],
            self.plane.window,
            [self.goal, *self.parts],
        )
        self.gradient = VGroup(self.arrow, name)
        self.value = plated(screen.word("gradient", theme.BODY, theme.GRADIENT))
        self.value.move_to(
            self.plane.window.get_center() - np.array([0.0, away[1] * (height / 2 - 0.4), 0.0])
        )
        self.start_name = plated(screen.word("start_name", theme.SMALL))
        # Off the corner between both cuts, on the side that no arrow points to.
        reach = np.array([self.start_name.width / 2 + 0.12, self.start_name.height / 2 + 0.12])
        sides = ((-away[0], -away[1]), (-away[0], away[1]), (away[0], -away[1]))
        put_first_free(
            self.start_name,
            [self.here + np.array([*(reach * side), 0.0]) for side in sides],
            self.plane.window,
            [self.value, *self.parts],
        )
        self.path = TrajectoryPath(self.plane, facts.trajectory.x, LEARNS)
        self.needle = self._needle(away)

    def _needle(self, away: np.ndarray) -> Needle:
        """Make the arrow of fixed length, with its number in the corner that no step comes near."""
        width, height = self.size
        name = self.screen.word("slope", theme.BODY)
        number = Number(-8.8, ".1f", theme.BODY)
        corner = self.plane.window.get_center() + np.array(
            [-away[0] * (width / 2 - 1.5), away[1] * (height / 2 - 0.45), 0.0]
        )
        row = VGroup(name, number).arrange(RIGHT, buff=0.2).move_to(corner)
        plate = backing(row, buff=0.12)
        return Needle(self.facts, self.here, VGroup(plate, name), number)

    def _cut(self, axis: int, bottom: float, look: theme.Look, key: str) -> VGroup:
        """Cut the landscape along one weight, through the start."""
        facts, screen = self.facts, self.screen
        start = np.array(facts.start)
        bounds = (self.plane.x_range, self.plane.y_range)[axis]
        reach = 1.12 * abs(start[axis])
        across = (-reach, reach)

        def at(w: float) -> np.ndarray:
            moved = start.copy()
            moved[axis] = w
            return moved

        def value(w: float) -> float:
            return float(facts.bowl.value(at(w)))

        def slope(w: float) -> float:
            return float(facts.bowl.gradient(at(w))[axis])

        height = 1.85
        top = 1.06 * value(reach)
        plane = Plane(across, (0.0, top), width=COLUMN_WIDTH, height=height)
        plane.move_to((COLUMN_LEFT + COLUMN_WIDTH / 2, bottom + height / 2, 0))
        axes = plane.axes(
            nice_ticks(reach, 4, low=-reach),
            nice_ticks(top, 2),
            y_name=screen[f"cut_{key}"],
            language=screen.language,
        )
        graph = CostCurve(plane, value, slope, float(start[axis]), look, reach=0.75)
        graph.tangent.set_dial(float(start[axis]))
        graph.tangent.line.set_stroke(look.colour)
        said = screen.word(f"{key}_slope", theme.BODY, look.colour)
        floor = value(0.0)
        # Below the curve, if there is room.
        said.move_to(plane.to_scene((0.0, 0.5 * floor if floor / top * height > 0.5 else 0.78 * top)))
        ends = np.stack([at(bounds[0]), at(bounds[1])])
        on_map = DashedLine(*self.plane.to_scene(ends), color=look.colour, stroke_width=3)
        return VGroup(on_map, VGroup(plane, axes), graph.curve, VGroup(graph.tangent, graph.point), said)


class Needle(Dialled):
    """An arrow of fixed length at the start that can be turned, with the slope along it: the dial is an angle.

    Attributes
    ----------
    first, goal, second, steepest
        The angles along both weights towards the minimum, straight at it, and against the gradient.
    """

    length = 1.9

    def __init__(self, facts: Facts, here: np.ndarray, name: VGroup, number: Number) -> None:
        super().__init__()
        self.facts, self.here = facts, here
        self.arrow = Arrows(here, here, theme.INK, width=0.09, head=0.28)
        self.number = number
        to_goal = -np.asarray(facts.start)
        ways = [(to_goal[0], 0.0), to_goal, (-facts.gradient_x, -facts.gradient_y), (0.0, to_goal[1])]
        angles = np.unwrap([np.arctan2(y, x) for x, y in ways])
        self.first, self.goal, self.steepest, self.second = (float(angle) for angle in angles)
        self.add(self.arrow, name, number)
        self.set_dial(self.first)

    def show(self, dial: float) -> None:
        """Turn the arrow to an angle."""
        way = np.array([np.cos(dial), np.sin(dial)])
        self.arrow.point(self.here, self.here + self.length * np.array([*way, 0.0]))
        self.number.set_dial(self.facts.slope_along(way))


class LossColumn:
    """The cost after each step of the run, to the right of the map.

    Attributes
    ----------
    plane, ground
        Window; with it axes.
    curve
        Its dial counts steps.
    step, loss
        Both as numbers, above the curve.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        top = 1.1 * facts.start_loss
        self.plane = Plane((0.0, float(facts.steps)), (0.0, top), width=COLUMN_WIDTH, height=4.4)
        self.plane.move_to((COLUMN_LEFT + COLUMN_WIDTH / 2, 0.2, 0))
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                nice_ticks(facts.steps),
                nice_ticks(top),
                x_name=screen["steps_axis"],
                y_name=screen["cost"],
                language=screen.language,
            ),
        )
        points = np.stack([np.arange(facts.steps + 1), facts.trajectory.value], axis=-1)
        self.curve = Curve(self.plane, points, LEARNS, width=4.5, head=0.22)
        right, up = self.plane.window.get_right()[0], self.plane.window.get_top()[1]
        self.step = Number(0, "d", theme.HEADING)
        self.loss = Number(facts.start_loss, ".2f", theme.HEADING, LEARNS.colour)
        rows = VGroup()
        for number, key, colour, y in (
            (self.step, "step", theme.INK, up - 0.7),
            (self.loss, "cost", LEARNS.colour, up - 1.3),
        ):
            name = screen.word(key, theme.BODY, colour).move_to((right - 2.0, y + 0.1, 0))
            number.place((right - 1.3, y, 0))
            rows.add(VGroup(name, number))
        self.readouts = rows

    def read(self, step: float) -> None:
        """Say step and cost, of whole steps alone."""
        whole = int(step + 1e-6)
        self.step.set_dial(whole)
        self.loss.set_dial(float(self.facts.trajectory.value[whole]))


class OneStep:
    """The cost after one step, over the rate of that step, and the step on the map; both follow the rate.

    Attributes
    ----------
    ground
        Window with axes.
    before
        The cost at the start, with its name.
    curve
        Its dial is the rate.
    level
        The rate that leads back to the start's height.
    arrow, landing
        The step on the map, and where it ends.
    again
        A second step at a rate whose first one lowers the cost: arrows on map and in the window, their ends.
    readouts
        Rate and cost as numbers.
    """

    def __init__(self, facts: Facts, view: TwoWeights, screen: ScreenText) -> None:
        self.facts, self.view, self.screen = facts, view, screen
        last = 1.06 * facts.rising_rate
        top = 1.5 * max(facts.start_loss, facts.risen)
        self.plane = Plane((0.0, last), (0.0, top), width=COLUMN_WIDTH, height=4.4)
        self.plane.move_to((COLUMN_LEFT + COLUMN_WIDTH / 2, 0.2, 0))
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                nice_ticks(last, 3),
                nice_ticks(top, 3),
                x_name=screen["rate_axis"],
                y_name=screen["loss_after"],
                language=screen.language,
            ),
        )
        ends = self.plane.to_scene([(0.0, facts.start_loss), (last, facts.start_loss)])
        name = screen.word("before", theme.SMALL)
        name.move_to((self.plane.to_scene((0.4 * last, 0.0))[0], ends[0][1] + 0.22, 0))
        self.before = VGroup(DashedLine(*ends, color=theme.MUTED, stroke_width=3), name)
        rates = np.linspace(0.0, facts.rising_rate, 121)
        points = np.stack([rates, [facts.loss_after(rate) for rate in rates]], axis=-1)
        self.curve = Curve(self.plane, points, LEARNS, width=5, head=0.26)
        point, foot = self.plane.to_scene([(facts.level_rate, facts.start_loss), (facts.level_rate, 0.0)])
        number = Number(facts.level_rate, ".3f", theme.BODY)
        number.move_to(foot + np.array([-number.width / 2 - 0.12, 0.26, 0.0]))
        self.level = VGroup(Line(point, foot, color=theme.INK, stroke_width=3), number)
        self.arrow = Arrows(view.here, view.here, LEARNS.colour, width=0.1, head=0.3)
        self.landing = marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True)
        left, up = self.plane.window.get_left()[0], self.plane.window.get_top()[1]
        self.rate = Number(0.0, ".3g", theme.HEADING)
        self.loss = Number(facts.start_loss, ".1f", theme.HEADING, LEARNS.colour)
        self.again = self._again()
        self.readouts = VGroup()
        for number, source, colour, x in (
            (self.rate, "$eta =$", theme.INK, left + 0.35),
            (self.loss, "$L =$", LEARNS.colour, left + 2.4),
        ):
            text: Mobject = screen.set(source, theme.HEADING, colour)
            text.move_to((x + text.width / 2, up - 0.42, 0))
            number.place((x + text.width + 0.15, up - 0.53, 0))
            self.readouts.add(VGroup(text, number))
        self.turn(0.0)

    def _again(self) -> VGroup:
        """Draw the second step at the rate whose first one lowers the cost: on the map, and in the window."""
        facts = self.facts
        first, second = self.view.plane.to_scene(facts.again.x[1:])
        low, high = self.plane.to_scene([(facts.again_rate, facts.once), (facts.again_rate, facts.twice)])
        name = self.screen.word("second_step", theme.SMALL, LEARNS.colour)
        name.move_to(high + np.array([-name.width / 2 - 0.25, 0.12, 0.0]))
        return VGroup(
            Arrows(first, second, LEARNS.colour, width=0.1, head=0.3),
            Arrows(low, high, LEARNS.colour, width=0.07, head=0.22),
            VGroup(
                marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True).move_to(second),
                marker(LEARNS.marker, 0.26, LEARNS.colour, rim=True).move_to(high),
                name,
            ),
        )

    def turn(self, rate: float) -> None:
        """Take the step at another rate."""
        self.curve.set_dial(rate)
        end = self.view.plane.to_scene(self.facts.after(rate))
        self.arrow.point(self.view.here, end)
        self.landing.move_to(end)
        self.rate.set_dial(round(rate, 3))
        self.loss.set_dial(self.facts.loss_after(rate))
