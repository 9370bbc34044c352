"""The cost of one weight with the slope where one stands, and beside it the slope by itself: the whole stage."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_squared

from .facts import WELL, Facts

LEARNS = theme.look("gradient_descent")
TRIALS = 33
"""Weights that somebody would try who tries everything."""
FAINT = 0.22
"""How clearly a curve is seen that nobody knows yet."""
HEIGHT, BOTTOM = 4.75, -2.2


class Lens(Dialled):
    """A curve near a point, magnified ``10 ** dial`` times in both directions, filling a window; its slope kept.

    Attributes
    ----------
    plane
        The window, in shares of its width.
    tangent
        The straight line that the curve becomes.
    """

    def __init__(self, facts: Facts, plane: Plane, reach: float) -> None:
        super().__init__()
        self.facts, self.plane, self.reach = facts, plane, reach
        self.curve = VMobject(stroke_color=theme.INK, stroke_width=5)
        self.tangent = VMobject(stroke_color=theme.GRADIENT, stroke_width=5)
        self.point = marker(LEARNS.marker, 0.26, LEARNS.colour, rim=True)
        self.number = Number(1.0, "d", theme.HEADING, prefix="×")
        u = np.array([-1.0, 1.0])
        set_pieces(self.tangent, plane.clip(plane.to_scene(np.stack([u, self._height(u, 1e-6)], axis=-1))))
        self.add(self.curve, self.point, self.number)
        self.point.move_to(plane.to_scene((0.0, 0.0)))
        self.number.place(plane.to_scene((0.5, 0.78)))
        self.set_dial(0.0)

    def _height(self, u: np.ndarray, width: float) -> np.ndarray:
        """Return the heights ``(n,)`` over places ``(n,)``, in the unit that keeps the slope at the point."""
        w = self.facts.w0 + width * u
        rise = mean_squared(self.facts.data, w) - self.facts.start_cost
        return np.asarray(0.8 * rise / (width * self.facts.push))

    def show(self, dial: float) -> None:
        """Magnify ``10 ** dial`` times."""
        u = np.linspace(-1.0, 1.0, 161)
        heights = self._height(u, self.reach / 10**dial)
        set_pieces(self.curve, self.plane.clip(self.plane.to_scene(np.stack([u, heights], axis=-1))))
        self.number.set_dial(10**dial)


class MissedWell(VGroup):
    """A curve with a narrow well, tried at a few places that all lie beside it, in a window."""

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
    arrow
        On the axis: the step against the slope.
    readout
        The slope as a number.
    missed, missed_name
        What a coarse search has missed, in the place of the lens, and its caption.
    lens
        The curve near the start, magnified.
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
        self.plane = self._window(self.left, self.width, across, (0.0, top))
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
        self.goal = Goal().move_to(self.plane.to_scene((facts.target, 0.0)))
        self.trials = self._trials()
        self.arrow = Arrows((0, 0, 0), (1, 0, 0), LEARNS.colour, width=0.1, head=0.28)
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
        self.lens = Lens(facts, box, reach)
        self.missed = MissedWell(facts, box)
        self.missed_name = screen.word("missed", theme.SMALL, theme.MUTED)
        self.missed_name.move_to((self.slope_left + self.missed_name.width / 2, BOTTOM + HEIGHT + 0.27, 0))
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

    def stand(self, w: float) -> None:
        """Stand at another weight: point, tangent, arrow, both views of the slope."""
        slope = self._slope(w)
        self.graph.stand(w)
        foot, tip, here = self.plane.to_scene(
            [(w, 0.0), (w - self.facts.learning_rate * slope, 0.0), (w, self._cost(w))]
        )
        lift = here - foot
        self.arrow.point(foot + lift, tip + lift)
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
