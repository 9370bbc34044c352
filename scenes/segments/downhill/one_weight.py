"""The cost of one weight with the slope where one stands, and beside it the slope by itself: the whole stage."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Line,
    ManimColor,
    VGroup,
    VMobject,
    interpolate_color,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_squared

from .facts import RUN, WELL, Facts

LEARNS = theme.look("gradient_descent")
TRIALS = 33
"""Weights that somebody would try who tries everything."""
FAINT = 0.5
"""How clearly a curve is seen that nobody knows yet."""
HEIGHT, BOTTOM = 4.75, -2.2
BELOW = 0.09
"""Room below a cost of zero, as a share of the highest cost: what lies there hides no tick."""
WIDEST, CLOSEST = 0.5, 1.08
"""Least and most magnification of the lens, as powers of ten."""


def ringed(at: np.ndarray) -> VGroup:
    """Put the goal's star at a point, with a ring that is still seen when somebody stands on the star."""
    ring = Circle(radius=0.26, color=theme.INK, stroke_width=2.5)
    return VGroup(Goal(), ring).move_to(at)


class Lens(Dialled):
    """A curve near a point, magnified ``10 ** dial`` times in both directions alike, so that its slope is kept.

    Attributes
    ----------
    tangent
        The straight line that the curve becomes.
    frame
        On the curve's own window: what is magnified, with lines to the lens.
    triangle
        Run and rise along the tangent, as they look when magnified most, both with their numbers.
    """

    def __init__(self, facts: Facts, source: Plane, box: Plane) -> None:
        super().__init__()
        self.source, self.box = source, box
        w = np.linspace(*source.x_range, 2001)
        self.here = source.to_scene((facts.w0, facts.start_cost))
        self.drawn = source.to_scene(np.stack([w, mean_squared(facts.data, w)], axis=-1))
        self.middle = box.window.get_center()
        self.curve = VMobject(stroke_color=theme.INK, stroke_width=5)
        self.tangent = VMobject(stroke_color=theme.GRADIENT, stroke_width=5)
        self.point = marker(LEARNS.marker, 0.26, LEARNS.colour, rim=True).move_to(self.middle)
        self.number = Number(1.0, "d", theme.HEADING, prefix="×")
        self.number.place(box.window.get_corner(UP + RIGHT) + np.array([-0.95, -0.6, 0.0]))
        self.frame = VMobject(stroke_color=theme.MUTED, stroke_width=2)
        corners = np.array(
            [(facts.w0 + side * RUN / 2, facts.start_cost + side * facts.rise / 2) for side in (-1, 1)]
        )
        high, low = self._magnified(source.to_scene(corners), 10**CLOSEST)
        along = 2 * box.window.width * (low - high) / np.linalg.norm(low - high)
        set_pieces(self.tangent, box.clip(np.array([self.middle - along, self.middle + along])))
        corner = np.array([high[0], low[1], 0.0])
        rise = Number(facts.rise, ".2f", theme.BODY, theme.GRADIENT)
        rise.move_to((high[0] - 0.2 - rise.width / 2, (high[1] + low[1]) / 2, 0))
        run = Number(facts.run, "g", theme.BODY)
        run.move_to(((high[0] + low[0]) / 2, low[1] - 0.27, 0))
        self.triangle = VGroup(
            Line(high, corner, color=theme.GRADIENT, stroke_width=4),
            Line(corner, low, color=theme.INK, stroke_width=4),
            rise,
            run,
        )
        self.add(self.frame, self.curve, self.point, self.number)
        self.set_dial(WIDEST)

    def _magnified(self, points: np.ndarray, factor: float) -> np.ndarray:
        """Map scene points ``(n, 3)`` of the curve's window into the lens."""
        return np.asarray(self.middle + factor * (points - self.here))

    def show(self, dial: float) -> None:
        """Magnify ``10 ** dial`` times."""
        factor = 10**dial
        set_pieces(self.curve, self.box.clip(self._magnified(self.drawn, factor)))
        window = self.box.window
        x, y = np.array([window.width, window.height]) / factor / 2
        ring = self.here + np.array([(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0), (-x, -y, 0)])
        beams = [
            np.array([ring[1], window.get_corner(DOWN + LEFT)]),
            np.array([ring[2], window.get_corner(UP + LEFT)]),
        ]
        set_pieces(self.frame, [ring, *beams])
        self.number.set_dial(factor)


class MissedWell(VGroup):
    """A curve with a narrow well, tried at a few places that all lie beside it, in a window.

    Attributes
    ----------
    roller
        A walk against the slope, from the far side into the wide valley: its dial counts steps.
    """

    def __init__(self, facts: Facts, box: Plane) -> None:
        super().__init__()
        ((low, high),) = WELL.view
        x = np.linspace(low, high, 401)
        y = WELL.value(x[:, None])
        bottom, top = float(y.min()), float(y.max())
        plane = Plane((low, high), (bottom - 0.12 * (top - bottom), 1.12 * top), width=1.0, height=1.0)
        plane.window.stretch_to_fit_width(box.window.width).stretch_to_fit_height(box.window.height)
        plane.move_to(box)
        self.curve = VMobject(stroke_color=theme.INK, stroke_width=5)
        set_pieces(self.curve, plane.clip(plane.to_scene(np.stack([x, y], axis=-1))))
        self.trials = VGroup()
        for at in facts.coarse:
            head = plane.to_scene((at, float(WELL.value(np.array([at])))))
            foot = np.array([head[0], plane.window.get_bottom()[1], 0.0])
            self.trials.add(_trial(foot, head))
        lowest = WELL.minima[0]
        self.goal = Goal().move_to(plane.to_scene((lowest[0], float(WELL.value(lowest)))))
        rolled = np.column_stack([facts.rolled.x[:, 0], facts.rolled.value])
        self.roller = TrajectoryPath(plane, rolled, LEARNS, width=5, markers=False, head=0.28)
        self.add(self.trials, self.curve, self.goal)


def _trial(foot: np.ndarray, head: np.ndarray) -> VGroup:
    """Mark a place that is tried, up to its cost."""
    stick = Line(foot, head, stroke_width=2, color=theme.MUTED, stroke_opacity=0.6)
    return VGroup(stick, marker("disc", 0.13, theme.MUTED).move_to(head))


class OneWeight:
    """The cost on the left; on the right a lens, later the slope.

    Attributes
    ----------
    ground
        The window of the cost with its axes.
    graph
        The cost with point and tangent.
    goal
        Its lowest point.
    trials
        Weights tried all along the axis, up to their cost.
    count
        How many trials there are with more weights.
    signs
        Two arrows against the slope, from the left and from the right of the lowest point, each with its name.
    readout
        The slope as a number.
    missed, missed_axes, missed_name, local_name
        What a coarse search has missed, in the place of the lens, the names of its axes, and its captions: of the
        search, of a walk.
    lens, quotient
        The curve near the start, magnified, and the slope as rise over run.
    slope_ground, slope_line, slope_point, stem
        The slope over the weight.
    """

    left, width = -5.95, 5.75
    slope_left = 1.0
    slope_width = 5.6

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        reach = 1.55 * max(1.0, abs(facts.w0 - facts.target))
        across = (facts.target - reach, facts.target + reach)
        top = 1.02 * self._cost(across[0])
        self.plane = self._window(self.left, self.width, across, (-BELOW * top, top))
        ticks = nice_ticks(across[1], 4, low=across[0])
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                ticks,
                nice_ticks(top, 3),
                x_name=screen["weight"],
                y_name=screen["cost"],
                language=screen.language,
            ),
        )
        self.graph = CostCurve(self.plane, self._cost, self._slope, facts.w0, LEARNS, reach=0.9)
        self.graph.curve.set_stroke(opacity=FAINT)
        self.goal = ringed(self.plane.to_scene((facts.target, 0.0)))
        self.trials = self._trials()
        self.count = plated(screen.word("count", theme.SMALL, align="center"))
        self.count.move_to(self.plane.to_scene((facts.target, 0.84 * top)))
        self.signs = VGroup(self._sign(facts.w0, "grows", top), self._sign(facts.other_w, "shrinks", top))
        middle = self.plane.to_scene((facts.target, 0.86 * top))
        name = stand(screen.word("slope", theme.HEADING, theme.GRADIENT), middle[1])
        self.number = Number(0.0, ".2f", theme.HEADING, theme.GRADIENT)
        total = name.width + 0.2 + 1.0
        name.set_x(middle[0] - total / 2 + name.width / 2)
        self.number.place((middle[0] - total / 2 + name.width + 0.2, middle[1], 0))
        self.readout = VGroup(name, self.number)
        box = self._window(self.slope_left, self.slope_width, (-1.0, 1.0), (-1.0, 1.0))
        caption = screen.word("zoom", theme.SMALL, theme.MUTED)
        caption.move_to((self.slope_left + caption.width / 2, BOTTOM + HEIGHT + 0.27, 0))
        self.lens_ground = VGroup(box, caption)
        self.lens = Lens(facts, self.plane, box)
        # On a plate: with a steeper slope the curve comes to pass below it.
        self.quotient = plated(screen.word("rise_run", theme.BODY, theme.GRADIENT))
        self.quotient.move_to(
            box.window.get_corner(UP + RIGHT) + np.array([-self.quotient.width / 2 - 0.2, -1.35, 0.0])
        )
        self.missed = MissedWell(facts, box)
        self.missed_name, self.local_name = (
            screen.word(key, theme.SMALL, theme.MUTED) for key in ("missed", "local")
        )
        for name in (self.missed_name, self.local_name):
            # The name of the cost stands on the left of them.
            name.move_to((self.slope_left + self.slope_width - name.width / 2, BOTTOM + HEIGHT + 0.27, 0))
        self.missed_axes = VGroup(*(screen.word(key, theme.SMALL, theme.MUTED) for key in ("cost", "weight")))
        for name, edge, y in zip(self.missed_axes, (LEFT, RIGHT), (HEIGHT + 0.27, -0.27), strict=True):
            name.move_to((box.get_edge_center(edge)[0], BOTTOM + y, 0), aligned_edge=edge)
        steepest = 1.08 * self._slope(across[1])
        self.slope_plane = self._window(self.slope_left, self.slope_width, across, (-steepest, steepest))
        zero = Line(*self.slope_plane.to_scene([(w, 0.0) for w in across]), stroke_width=2, color=theme.MUTED)
        self.slope_ground = VGroup(
            self.slope_plane,
            self.slope_plane.axes(
                ticks,
                nice_ticks(steepest, 4, low=-steepest),
                x_name=screen["weight"],
                y_name=screen["slope_axis"],
                language=screen.language,
            ),
            zero,
        )
        ends = np.array([(w, self._slope(w)) for w in across])
        self.slope_line = Curve(self.slope_plane, ends, theme.Look(theme.INK, (), "disc"), width=4, head=0)
        self.slope_line.set_dial(across[1])
        self.slope_point = CurvePoint(self.slope_plane, self._slope, facts.w0, LEARNS)
        self.stem = VMobject(stroke_color=theme.GRADIENT, stroke_width=8)
        self.stand(facts.w0)

    def _window(self, left: float, width: float, x: tuple[float, float], y: tuple[float, float]) -> Plane:
        return Plane(x, y, width=width, height=HEIGHT).move_to((left + width / 2, BOTTOM + HEIGHT / 2, 0))

    def _cost(self, w: float) -> float:
        return float(mean_squared(self.facts.data, w))

    def _slope(self, w: float) -> float:
        return float(gradient(self.facts.data, w))

    def _trials(self) -> VGroup:
        marks = VGroup()
        for w in np.linspace(*self.plane.x_range, TRIALS)[1:-1]:
            foot, head = self.plane.to_scene([(w, 0.0), (w, self._cost(w))])
            marks.add(_trial(foot, head))
        return marks

    def _sign(self, w: float, key: str, top: float) -> VGroup:
        """Draw an arrow against the slope at a weight, with what it does to the weight."""
        level = self._cost(w)
        ends = self.plane.to_scene([(w, level), (w - self.facts.learning_rate * self._slope(w), level)])
        name = self.screen.word(key, theme.BODY, LEARNS.colour)
        side = np.sign(ends[1][0] - ends[0][0])
        name.move_to(ends[0] + np.array([side * (name.width / 2 + 0.25), 0.38, 0.0]))
        return VGroup(Arrows(*ends, LEARNS.colour, width=0.09, head=0.26), name)

    def stand(self, w: float) -> None:
        """Stand at another weight: point, tangent, both views of the slope."""
        slope = self._slope(w)
        self.graph.stand(w)
        self.number.set_dial(slope)
        self.slope_point.set_dial(w)
        ends = self.slope_plane.to_scene([(w, 0.0), (w, slope)])
        self.stem.set_points_as_corners(ends)

    def steps(self) -> tuple[VGroup, VGroup]:
        """Return for each step its arrow with a drop to the curve, and the slopes where they begin."""
        arrows, stems = VGroup(), VGroup()
        for before, after in zip(self.facts.w[:-1], self.facts.w[1:], strict=True):
            level = self._cost(before)
            tail, tip, landing = self.plane.to_scene(
                [(before, level), (after, level), (after, self._cost(after))]
            )
            drop = VMobject(stroke_color=LEARNS.colour, stroke_width=2, stroke_opacity=0.6)
            drop.set_points_as_corners([tip, landing])
            arrows.add(VGroup(drop, Arrows(tail, tip, LEARNS.colour, width=0.07, head=0.22)))
            ends = self.slope_plane.to_scene([(before, 0.0), (before, self._slope(before))])
            stems.add(VMobject(stroke_color=theme.GRADIENT, stroke_width=8).set_points_as_corners(ends))
        return arrows, stems

    def from_bar(self, arrow: Arrows) -> Callable[[float], None]:
        """Return what draws the first step's arrow: at 0 the slope's bar, at 1 shrunk, at 2 in its own place."""
        fact = self.facts
        bar = self.slope_plane.to_scene([(fact.w0, 0.0), (fact.w0, fact.slope)])
        level = fact.start_cost
        step = self.plane.to_scene([(fact.w0, level), (fact.first_w, level)])
        ways = [ends[1] - ends[0] for ends in (bar, step)]
        lengths = [float(np.linalg.norm(way)) for way in ways]
        angles = [float(np.arctan2(way[1], way[0])) for way in ways]

        def draw(share: float) -> None:
            shrunk, moved = min(share, 1.0), max(share - 1.0, 0.0)
            tail = bar[0] + moved * (step[0] - bar[0])
            length = lengths[0] + shrunk * (lengths[1] - lengths[0])
            angle = angles[0] + moved * (angles[1] - angles[0])
            arrow.point(tail, tail + length * np.array([np.cos(angle), np.sin(angle), 0.0]))
            arrow.set_fill(interpolate_color(ManimColor(theme.GRADIENT), ManimColor(LEARNS.colour), moved))

        return draw
