"""A cost of one weight with a narrow well, on the whole stage, and what both searches ask of it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, DashedLine, Line, Rectangle, VGroup

from optimlib.datasets import y_equals_2x
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.cost_curve import COST, CostCurve
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number
from scenes.facts.line_fit import mean_squared

from .facts import WELL, Facts
from .probes import TRIED, Probes
from .turned_valleys import CELLS

DIVIDED = theme.Look(theme.SKY, (0.16, 0.1), "diamond")
"""Divide and conquer: its boxes, its bars, its end."""
SLOPE_AT = 3.2
"""Where the slope is shown: on the far side of the bowl, from where the way down does not lead to the well."""


def height(w: float) -> float:
    """Return the cost of a weight."""
    return float(WELL.value([w]))


def slope(w: float) -> float:
    """Return the slope of the cost at a weight."""
    return float(WELL.gradient([w])[0])


class WellView:
    """The window with the curve, and what is drawn on it.

    Attributes
    ----------
    ground
        Window and axes.
    unknown
        Stands where nobody has looked.
    curve
        The cost, faint: the searches do not see it.
    grid, grid_name
        All points of the grid, and where the best one is.
    rounds
        Divide and conquer, its dial counting rounds.
    end
        Where that ends, with its name.
    goal
        The true minimum, with its name.
    line_cost, bowl
        The cost that the course began with; this one without its well.
    width, gap, spacing
        The bowl's floor and how wide the well is there, how far apart the middles are, and the points of the grid.
    graph
        The curve with the point where one stands and the tangent there.
    arrived
        Where a walk down ends.
    parameters, heights, slopes
        What heights and slopes cost with all parameters.
    """

    left, bottom, size = -5.85, -2.15, (12.2, 4.65)
    prices_left = -0.9

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, high = self.size
        self.facts, self.screen = facts, screen
        self.plane = Plane(WELL.view[0], (-1.25, 3.1), width=width, height=high)
        self.plane.move_to((self.left + width / 2, self.bottom + high / 2, 0))
        axes = self.plane.axes(
            range(-4, 5),
            range(-1, 4),
            x_name=screen["weight"],
            y_name=screen["cost_axis"],
            x_form="d",
            y_form="d",
            language=screen.language,
            size=theme.BODY,
        )
        self.ground = VGroup(self.plane, axes)
        self.unknown = screen.word("unknown", 130, theme.MUTED).move_to(self.plane.get_center() + 0.5 * UP)
        self.graph = CostCurve(
            self.plane, height, slope, SLOPE_AT, theme.look("gradient_descent"), size=0.3, reach=2.3
        )
        self.curve = self.graph.curve
        self.line_cost, self.bowl = self._line_cost(), self._bowl()
        (tried,) = facts.grid.levels
        self.grid = Probes(self.plane, tried.points[:, 0], tried.values)
        name = plated(screen.word("found", theme.BODY, theme.GOAL))
        best = self.plane.to_scene((facts.grid_x, facts.grid.value))
        self.grid_name = name.move_to(best + np.array([1.25, -0.12, 0.0]))
        self.rounds = Rounds(self.plane, facts, screen)
        self.end = self._end()
        self.goal = self._goal()
        self.width, self.gap, self.spacing = self._width(), self._gap(), self._spacing()
        self.parameters, self.heights, self.slopes = self._prices()
        name = plated(screen.word("arrived", theme.BODY, theme.look("gradient_descent").colour))
        self.arrived = name.move_to(self.plane.to_scene((facts.floor_x, 0.0)) + 0.5 * DOWN)

    def _line_cost(self) -> VGroup:
        """Draw the cost of the course's straight line, with its name."""
        w = np.linspace(*self.plane.x_range, 801)
        points = np.stack([w, mean_squared(y_equals_2x(), w)], axis=-1)
        curve = Curve(self.plane, points, COST, width=5, head=0)
        curve.set_dial(self.plane.x_range[1])
        name = self.screen.word("line_cost", theme.BODY)
        return VGroup(curve, name.move_to(self.plane.to_scene((0.5, 1.5))))

    def _bowl(self) -> Curve:
        """Draw the cost as it would be without its well."""
        w = self.curve.points_data[:, 0]
        points = np.stack([w, WELL.slope * (w - WELL.bowl[0]) ** 2], axis=-1)
        bowl = Curve(self.plane, points, COST, width=5, head=0)
        bowl.set_dial(self.plane.x_range[1])
        return bowl

    def _end(self) -> VGroup:
        point = self.plane.to_scene((self.facts.divided_x, self.facts.divided.value))
        mark = marker(DIVIDED.marker, 0.28, DIVIDED.colour, rim=True).move_to(point)
        name = self.screen.word("end", theme.BODY, DIVIDED.colour).move_to(point + 0.5 * DOWN)
        return VGroup(plated(name), mark)

    def _goal(self) -> VGroup:
        point = self.plane.to_scene((self.facts.well_x, self.facts.well_value))
        name = self.screen.word("lowest", theme.BODY, theme.GOAL)
        name.move_to(point + np.array([0.45 + name.width / 2, -0.16, 0.0]))
        return VGroup(Goal(0.2).move_to(point), plated(name))

    def _width(self) -> VGroup:
        """Measure the well at the height of the bowl's floor, and draw that height."""
        half = self.facts.well_width / 2
        left, right = self.plane.to_scene([(self.facts.well_x + sign * half, 0.0) for sign in (-1, 1)])
        middle = (left + right) / 2
        ruler = VGroup(
            Line(left, right, color=theme.GOAL, stroke_width=6),
            *(
                Line(end + 0.13 * DOWN, end + 0.13 * UP, color=theme.GOAL, stroke_width=4)
                for end in (left, right)
            ),
        )
        ends = self.plane.to_scene([(side, 0.0) for side in self.plane.x_range])
        level = DashedLine(*ends, color=theme.MUTED, stroke_width=2.5)
        floor = plated(self.screen.word("floor", theme.BODY, theme.MUTED), 0.04)
        floor.move_to(self.plane.to_scene((self.plane.x_range[1], 0.0)) + np.array([-0.15, -0.32, 0.0]))
        floor.shift(LEFT * floor.width / 2)
        name = plated(self.screen.word("well_width", theme.BODY, theme.GOAL), 0.04)
        name.move_to(middle + np.array([-0.55 - name.width / 2, -0.34, 0.0]))
        return VGroup(VGroup(level, floor), VGroup(ruler, name))

    def _gap(self) -> VGroup:
        """Show both middles beside the well, and how far apart they are."""
        first = self.facts.divided.levels[0]
        after = int(np.searchsorted(first.points[:, 0], self.facts.well_x))
        pair = first.points[after - 1 : after + 1, 0]
        tops = self.plane.to_scene(np.stack([pair, np.full(2, 2.5)], axis=-1))
        feet = self.plane.to_scene(np.stack([pair, first.values[after - 1 : after + 1]], axis=-1))
        stems = VGroup(
            *(
                DashedLine(top, foot, color=DIVIDED.colour, stroke_width=3)
                for top, foot in zip(tops, feet, strict=True)
            ),
            *(marker("disc", 0.22, DIVIDED.colour, rim=True).move_to(foot) for foot in feet),
        )
        middle = (tops[0] + tops[1]) / 2
        arrows = VGroup(*(Arrows(middle, top, DIVIDED.colour) for top in tops))
        name = self.screen.word("apart", theme.BODY, DIVIDED.colour).move_to(middle + 0.3 * UP)
        return VGroup(stems, arrows, name)

    def _spacing(self) -> VGroup:
        """Name the distance of the grid's points in the empty corner."""
        name = self.screen.word("grid_apart", theme.BODY, TRIED.colour)
        return VGroup(plated(name.move_to(self.plane.to_scene((2.2, 1.9)))))

    def _prices(self) -> tuple[VGroup, VGroup, VGroup]:
        """Say in the empty corner what heights and slopes cost; below, a slope at each of so many weights."""
        head, heights, slopes = (
            self.screen.word(key, theme.HEADING, colour).move_to((self.prices_left, y, 0), aligned_edge=LEFT)
            for key, colour, y in (
                ("parameters", theme.MUTED, 2.15),
                ("heights", DIVIDED.colour, 1.6),
                ("slopes", theme.GRADIENT, 1.05),
            )
        )
        steeps, bars, y = self.facts.slopes, VGroup(), 0.2
        first, last = (
            self.screen.word(key, theme.SMALL, theme.GRADIENT) for key in ("first_slope", "last_slope")
        )
        left = self.prices_left + first.width + 0.15
        for rank, steep in enumerate(steeps):
            foot = (left + 0.2 + 0.36 * rank, y, 0.0)
            bars.add(Bar(foot, 0.4, theme.GRADIENT, thickness=0.24, vertical=True, value=float(steep)))
        ends = [(left, y, 0), (left + 0.36 * len(steeps), y, 0)]
        first.move_to((self.prices_left + first.width / 2, y, 0))
        last.move_to((ends[1][0] + 0.15 + last.width / 2, y, 0))
        return (
            VGroup(plated(head)),
            VGroup(plated(heights)),
            VGroup(slopes, Line(*ends, color=theme.MUTED, stroke_width=2), bars, first, last),
        )

    def slope_arrow(self) -> Arrows:
        """Point down the slope from where one stands."""
        way = -np.sign(slope(SLOPE_AT))
        foot = self.plane.to_scene((SLOPE_AT, height(SLOPE_AT)))
        ahead = self.plane.to_scene((SLOPE_AT + way, height(SLOPE_AT) + way * slope(SLOPE_AT)))
        along = (ahead - foot) / np.linalg.norm(ahead - foot)
        colour = theme.look("gradient_descent").colour
        return Arrows(foot + 0.18 * along, foot + 1.25 * along, colour, width=0.11, head=0.36)


class Rounds(Dialled):
    """Divide and conquer in one dimension, the first ``dial`` rounds of it.

    On the curve stand the cells of the newest rounds with their middles; above, each round is a row as wide as all
    others, with the cell that was kept lit.
    """

    rows_left, rows_right, rows_top, row = 1.6, 6.1, 1.98, 0.2

    def __init__(self, plane: Plane, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.rounds: list[tuple[VGroup, VGroup]] = []
        levels = facts.divided.levels
        low, high = plane.y_range
        step = min(self.row, 1.75 / len(levels))
        width = (self.rows_right - self.rows_left) / CELLS
        for rank, level in enumerate(levels):
            (left, right), best = level.box[0], level.best
            edges = np.linspace(left, right, CELLS + 1)
            near = VGroup()
            if rank < 3:
                strip = plane.to_scene([(edges[best], low), (edges[best + 1], high)])
                lit = Rectangle(
                    width=strip[1][0] - strip[0][0], height=strip[1][1] - strip[0][1], stroke_width=0
                )
                lit.set_fill(DIVIDED.colour, opacity=0.16).move_to((strip[0] + strip[1]) / 2)
                near.add(lit)
                for edge in edges:
                    near.add(
                        Line(
                            *plane.to_scene([(edge, low), (edge, high)]),
                            color=DIVIDED.colour,
                            stroke_width=1.2,
                        )
                    )
                for point, value in zip(level.points[:, 0], level.values, strict=True):
                    near.add(
                        marker("disc", 0.2 - 0.05 * rank, DIVIDED.colour, rim=rank == 0).move_to(
                            plane.to_scene((point, value))
                        )
                    )
            row = VGroup()
            y = self.rows_top - rank * step
            for cell in range(CELLS):
                box = Rectangle(width=width - 0.04, height=0.8 * step, stroke_width=0)
                box.set_fill(DIVIDED.colour if cell == best else theme.FAINT, opacity=1)
                row.add(box.move_to((self.rows_left + (cell + 0.5) * width, y, 0)))
            if rank in (0, len(levels) - 1):
                text = screen.word("last_round" if rank else "first_round", theme.SMALL, DIVIDED.colour)
                side = -0.22 - step / 2 if rank else 0.22 + step / 2
                row.add(text.move_to(((self.rows_left + self.rows_right) / 2, y + side, 0)))
            self.rounds.append((near, row))
            self.add(near, row)
        self.values = VGroup()
        first = levels[0]
        for point, value in zip(first.points[:, 0], first.values, strict=True):
            number = Number(float(value), ".2f", theme.BODY, theme.INK)
            self.values.add(plated(number.move_to(plane.to_scene((point, value)) + 0.42 * UP), 0.05))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the first ``dial`` rounds."""
        for rank, (near, row) in enumerate(self.rounds):
            share = float(np.clip(dial - rank, 0.0, 1.0))
            fade = 1.0 if dial < rank + 2 else 0.35
            for part in near:
                if isinstance(part, Rectangle):
                    part.set_fill(opacity=0.16 * share * fade)
                elif isinstance(part, Line):
                    part.set_stroke(opacity=0.8 * share * fade)
                else:
                    part.set_opacity(share * fade)
            row.set_opacity(share)
