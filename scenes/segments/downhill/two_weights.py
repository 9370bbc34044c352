"""The cost of two weights as a map on the left, with cuts along each weight or the cost of a run on the right."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, DashedLine, Line, Mobject, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .one_weight import LEARNS, ringed
from .slope_wave import COLUMN_LEFT, COLUMN_WIDTH, Needle, SlopeWave

FIRST = theme.Look(theme.X_AXIS, (), "disc")
SECOND = theme.Look(theme.Y_AXIS, (), "disc")
TILTED = Viewpoint(25, 34, 0.03, 0.92, target_z=0.6, shift_x=2.3, shift_y=-0.2, relief=1)
"""From where the landscape is seen before one looks from above."""


class TwoWeights:
    """The map and all that stands on it.

    Attributes
    ----------
    plane, axes, key, map, levels, names
        Window with its ticks, what brightness means, contours, the cost of some, names of both weights.
    surface
        The same landscape as a body, before one looks from above.
    cost
        What the levels are of.
    goal, point, start_name
        The lowest point, and the start.
    contour, square
        Where the cost is that of the start; the right angle between it and the gradient.
    needle, wave
        An arrow of fixed length that turns around the start, and the slope along it over its direction.
    first, second
        For each weight: the cut on the map, its window, its curve, and the slope there as a number.
    parts, frame, uphill, value
        Arrows along both slopes, what joins them, their sum with its name, and as numbers.
    downhill
        The sum turned round: its dial goes from 0, uphill, to 1; with its name, shown apart.
    moves, rule
        Arrows of the first step along each weight, and how it is computed.
    path
        The run.
    """

    size, middle = (7.4, 4.9), (-2.4, 0.02)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        start = np.array(facts.start)
        slope = np.array([facts.gradient_x, facts.gradient_y])
        share = facts.plane_rate
        corners = np.vstack(
            [[start, facts.after(facts.rising_rate), -start, start + share * slope], facts.again.x]
        )
        self.plane = Plane.around(corners, width, height, margin=0.07)
        self.plane.move_to((*self.middle, 0))
        (left, right), (low, high) = self.plane.x_range, self.plane.y_range
        self.axes = self.plane.axes(
            nice_ticks(right, 5, low=left), nice_ticks(high, 4, low=low), language=screen.language
        )
        self.key = screen.word("key", theme.SMALL, theme.MUTED)
        self.key.move_to(self.plane.window.get_corner(UP + LEFT) + np.array([self.key.width / 2, 0.26, 0.0]))
        self.map = ContourMap(self.plane, facts.bowl, line_opacity=0.85)
        self.surface = Surface(self.plane, facts.bowl, height=2.6, view=TILTED)
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
        self.levels = self._levels(away)
        self.first = self._cut(0, 0.78, FIRST, "first")
        self.second = self._cut(1, -2.2, SECOND, "second")
        here = self.here
        tip, *ends = self.plane.to_scene([start + share * slope, *(start + share * np.diag(slope))])
        self.parts, self.moves = (
            VGroup(
                *(
                    Arrows(here, here + sign * (end - here), look.colour, width=0.09, head=0.26)
                    for end, look in zip(ends, (FIRST, SECOND), strict=True)
                )
            )
            for sign in (1, -1)
        )
        self.frame = VGroup(*(DashedLine(end, tip, color=theme.INK, stroke_width=2.5) for end in ends))
        self.arrow = Arrows(here, tip, theme.GRADIENT, width=0.14, head=0.34)
        along = (tip - here) / np.linalg.norm(tip - here)
        across = np.array([along[1], -along[0], 0.0])
        name = plated(screen.word("uphill", theme.BODY, theme.GRADIENT))
        beside = [tip + side * 0.5 * across - back * along for back in (0.25, 0.5) for side in (1, -1)]
        put_first_free(name, beside, self.plane.window, self.parts)
        self.uphill = VGroup(self.arrow, name)
        minus = plated(screen.word("minus", theme.BODY, theme.GRADIENT))
        back = 2 * here - tip
        beside = [back + side * 0.6 * across - ahead * along for ahead in (0.1, 0.4) for side in (1, -1)]
        # On the side that does not look towards the lowest point.
        beside.sort(key=lambda place: -float(np.linalg.norm(place - self.origin)))
        self.minus = put_first_free(minus, beside, self.plane.window, [self.goal])
        self.value = plated(screen.word("gradient", theme.SMALL, theme.GRADIENT))
        self.value.move_to(
            self.plane.window.get_center() + np.array([0.7 * away[0], -away[1] * (height / 2 - 0.3), 0.0])
        )
        self.start_name = plated(screen.word("start_name", theme.SMALL))
        # Off the corner between both cuts, where no arrow goes.
        reach = np.array([self.start_name.width / 2 + 0.2, self.start_name.height / 2 + 0.3])
        sides = ((away[0], -away[1]), (-away[0], away[1]), (away[0], away[1]))
        put_first_free(
            self.start_name,
            [here + np.array([*(reach * side), 0.0]) for side in sides],
            self.plane.window,
            [self.value, *self.parts, name],
        )
        self.contour, self.square = self._contour(-along)
        self.needle = Needle(facts, here)
        self.wave = SlopeWave(facts, screen, self.needle)
        self.rule = VGroup(
            *(
                screen.word(key, theme.BODY, look.colour)
                for key, look in (("first_step", FIRST), ("second_step", SECOND))
            )
        )
        for row, text in enumerate(self.rule):
            # They stand within the window of the costs.
            text.scale(min(1.0, (COLUMN_WIDTH - 0.35) / text.width))
            text.move_to((COLUMN_LEFT + COLUMN_WIDTH / 2, 0.75 - 1.1 * row, 0))
        self.path = TrajectoryPath(self.plane, facts.trajectory.x, LEARNS)

    def turn(self, share: float) -> None:
        """Turn the gradient's arrow from uphill, at 0, half round to downhill, at 1."""
        (x, y), here = (
            self.plane.to_scene(
                np.array(self.facts.start)
                + self.facts.plane_rate * np.array([self.facts.gradient_x, self.facts.gradient_y])
            )[:2]
            - self.here[:2],
            self.here,
        )
        c, s = np.cos(np.pi * share), np.sin(np.pi * share)
        self.arrow.point(here, here + np.array([c * x + s * y, c * y - s * x, 0.0]))

    def _levels(self, away: np.ndarray) -> VGroup:
        """Write the cost of every other contour on it, above the lowest point as seen from the start."""
        bend = float(self.facts.bowl.hessian(np.zeros(2))[1, 1])
        end = self.plane.y_range[1] if away[1] > 0 else self.plane.y_range[0]
        top = self.facts.bowl.value(np.array([0.0, end]))
        clear = 0.15 * self.facts.start_loss
        shown = [
            level
            for level in self.facts.bowl.levels[::2]
            if level < 0.8 * float(top) and abs(level - self.facts.start_loss) > clear
        ][:3]
        names = VGroup()
        for level in shown:
            at = self.plane.to_scene((0.0, away[1] * np.sqrt(2 * level / bend)))
            names.add(plated(Number(level, "g", theme.SMALL).move_to(at), buff=0.05))
        return names

    def _contour(self, ahead: np.ndarray) -> tuple[VGroup, VMobject]:
        """Draw the contour through the start, and a right angle between it and the way ahead ``(3,)``."""
        facts = self.facts
        bend = np.diag(facts.bowl.hessian(np.zeros(2)))
        turns = np.linspace(0, 2 * np.pi, 361)
        ring = np.sqrt(2 * facts.start_loss / bend) * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
        contour = VMobject(stroke_color=theme.INK, stroke_width=4)
        set_pieces(contour, self.plane.clip(self.plane.to_scene(ring)))
        side = np.array([ahead[1], -ahead[0], 0.0])
        # On the side of the lowest point, which is free.
        side *= np.sign((self.origin - self.here) @ side)
        square = VMobject(stroke_color=theme.INK, stroke_width=3)
        set_pieces(square, [self.here + 0.34 * np.array([side, side + ahead, ahead])])
        name = plated(self.screen.word("contour", theme.SMALL))
        far = np.array([-0.8, 0.6]) * np.sqrt(2 * facts.start_loss / bend) * np.sign(facts.start)
        return VGroup(contour, name.move_to(self.plane.to_scene(far))), square

    def _cut(self, axis: int, bottom: float, look: theme.Look, key: str) -> VGroup:
        """Cut the landscape along one weight, through the start."""
        facts, screen = self.facts, self.screen
        start = np.array(facts.start)
        bounds = (self.plane.x_range, self.plane.y_range)[axis]
        name = ("w_1", "w_2")[axis]
        # Both on one scale, so that the steeper one looks steeper.
        reach = 1.12 * float(np.abs(start).max())
        across = (-reach, reach)

        def at(w: float) -> np.ndarray:
            moved = start.copy()
            moved[axis] = w
            return moved

        def value(w: float) -> float:
            return float(facts.bowl.value(at(w)))

        def slope(w: float) -> float:
            return float(facts.bowl.gradient(at(w))[axis])

        height = 1.6
        top = 1.25 * facts.start_loss
        plane = Plane(across, (0.0, top), width=COLUMN_WIDTH, height=height)
        plane.move_to((COLUMN_LEFT + COLUMN_WIDTH / 2, bottom + height / 2, 0))
        axes = plane.axes(
            nice_ticks(reach, 4, low=-reach),
            nice_ticks(top, 2),
            x_name=f"${name}$",
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
    earlier, lowest
        The rate of the walk, and the one whose step ends lowest.
    promise
        The line that the curve leaves from, with its name: what small steps come to.
    level
        The rate that leads back to the start's height.
    factor
        What each of two steps multiplies the second weight by.
    arrow, landing
        The step on the map, and where it ends.
    again
        A second step at a rate whose first one lowers the cost: arrows on map and in the window, their ends.
    readouts
        Rate and cost as numbers.
    costs
        The costs after each of two steps, which take the place of the cost.
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
        # Far enough to see the curve leave it.
        far = 0.62 * facts.start_loss / facts.steepest**2
        line = DashedLine(
            *self.plane.to_scene([(rate, facts.promised_after(rate)) for rate in (0.0, far)]),
            color=theme.GRADIENT,
            stroke_width=4,
        )
        name = screen.word("promise", theme.SMALL, theme.GRADIENT)
        name.move_to((self.plane.to_scene((0.0, 0.0))[0] + 0.2 + name.width / 2, ends[0][1] + 0.85, 0))
        self.promise = VGroup(line, name)
        rates = np.linspace(0.0, facts.rising_rate, 121)
        points = np.stack([rates, [facts.loss_after(rate) for rate in rates]], axis=-1)
        self.curve = Curve(self.plane, points, LEARNS, width=5, head=0.26)
        point, foot = self.plane.to_scene([(facts.level_rate, facts.start_loss), (facts.level_rate, 0.0)])
        number = Number(facts.level_rate, ".3f", theme.BODY)
        number.move_to(foot + np.array([-number.width / 2 - 0.12, 0.26, 0.0]))
        marks = []
        for rate, key in ((facts.plane_rate, "earlier"), (facts.lowest_rate, "lowest")):
            at = self.plane.to_scene((rate, facts.loss_after(rate)))
            note = screen.word(key, theme.SMALL)
            note.move_to((at[0], self.plane.window.get_bottom()[1] + 0.24, 0))
            marks.append(VGroup(marker("disc", 0.16, theme.INK).move_to(at), note))
        earlier, lowest = marks
        # The later one beside the earlier one, which is under its own mark.
        lowest[1].set_x(max(lowest[1].get_x(), earlier[1].get_right()[0] + 0.2 + lowest[1].width / 2))
        earlier[1].set_x(earlier[1].get_x() - 0.12)
        self.earlier, self.lowest = earlier, lowest
        self.level = VGroup(Line(point, foot, color=theme.INK, stroke_width=3), number)
        self.arrow = Arrows(view.here, view.here, LEARNS.colour, width=0.1, head=0.3)
        self.landing = marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True)
        left, up = self.plane.window.get_left()[0], self.plane.window.get_top()[1]
        self.rate = Number(0.0, ".3g", theme.HEADING)
        self.loss = Number(facts.start_loss, ".1f", theme.HEADING, LEARNS.colour)
        self.again = self._again()
        self.factor = plated(screen.word("factor", theme.SMALL, SECOND.colour))
        # Along the edge of the start, away from the formula.
        edge = np.sign(facts.start[1]) * (view.size[1] / 2 - 0.35)
        self.factor.move_to(view.plane.window.get_center() + np.array([0.0, edge, 0.0]))
        self.readouts = VGroup()
        for number, source, colour, x in (
            (self.rate, "$eta =$", theme.INK, left + 0.35),
            (self.loss, "$L =$", LEARNS.colour, left + 2.4),
        ):
            text: Mobject = screen.set(source, theme.HEADING, colour)
            text.move_to((x + text.width / 2, up - 0.42, 0))
            number.place((x + text.width + 0.15, up - 0.53, 0))
            self.readouts.add(VGroup(text, number))
        self.costs = VGroup(
            *(screen.word(key, theme.BODY, LEARNS.colour) for key in ("once_cost", "twice_cost"))
        )
        for rank, said in enumerate(self.costs):
            said.move_to((left + 2.3 + said.width / 2, up - 0.42 - 0.5 * rank, 0))
        self.turn(0.0)

    def _again(self) -> VGroup:
        """Draw the second step at the rate whose first one lowers the cost: on the map, and in the window."""
        facts = self.facts
        first, second = self.view.plane.to_scene(facts.again.x[1:])
        low, high = self.plane.to_scene([(facts.again_rate, facts.once), (facts.again_rate, facts.twice)])
        return VGroup(
            Arrows(first, second, LEARNS.colour, width=0.1, head=0.3),
            Arrows(low, high, LEARNS.colour, width=0.07, head=0.22),
            VGroup(
                marker(LEARNS.marker, 0.24, LEARNS.colour, rim=True).move_to(second),
                marker(LEARNS.marker, 0.26, LEARNS.colour, rim=True).move_to(high),
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
