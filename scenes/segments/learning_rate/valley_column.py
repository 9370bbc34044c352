"""The cost over w with the hops of a run, and below it the same hops step by step: the right half of the stage."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .factor_chart import LEARNS
from .facts import Facts

STEPS = 12
"""Steps that the column has room for."""
REACH = 2.05
"""Half the width of its windows, in first distances."""


class ValleyColumn(Dialled):
    """A run at a rate on a cost of some curvature, ``dial`` steps of it; see :meth:`stand`.

    Attributes
    ----------
    cost, stairs
        The windows: cost over w, and steps downwards over the same w.
    ground
        Both, with axes and the goal.
    curve
        The cost.
    chords, visited, point
        The hops from wall to wall, where each has landed, and where the run is now.
    stems, trace, dots
        The distance after each step, to the left or to the right of the goal.
    signed
        What the stems show, and its sign on either side.
    """

    left = 1.1
    cost_span, stairs_span = (0.55, 2.6), (-2.2, -0.1)

    def __init__(self, facts: Facts, screen: ScreenText, *, width: float = 5.5) -> None:
        super().__init__()
        self.facts, self.width_of_windows = facts, width
        self.start, self.target = facts.w0, facts.target
        self.rate, self.curvature = facts.hopping.rate, float(facts.curvature)
        reach = REACH * facts.distance
        across = (facts.target - reach, facts.target + reach)
        top = 0.5 * self.curvature * (0.94 * reach) ** 2
        self.cost = self._window(across, (0.0, top), self.cost_span)
        self.stairs = self._window(across, (STEPS + 0.6, -0.6), self.stairs_span)
        ticks = nice_ticks(across[1], 4, low=across[0])
        goal = Goal(0.18).move_to(self.cost.to_scene((facts.target, 0.0)))
        self.middle = DashedLine(
            *self.stairs.to_scene([(facts.target, at) for at in self.stairs.y_range]),
            color=theme.GOAL,
            stroke_width=3,
        )
        self.signed = screen.word("signed", theme.SMALL)
        self.signed.move_to((self.left + width / 2, self.stairs_span[1] + 0.24, 0))
        self.ground = VGroup(
            self.cost,
            self.cost.axes((), nice_ticks(top, 2), y_name=screen["cost"], language=screen.language),
            self.stairs,
            self.stairs.axes(
                ticks,
                range(0, STEPS + 1, 4),
                x_name=screen["weight"],
                y_name=screen["step"],
                language=screen.language,
            ),
        )
        self.goal = goal
        self.curve = VMobject(stroke_color=theme.INK, stroke_width=5)
        self.chords, self.trace = (
            VMobject(stroke_color=LEARNS.colour, stroke_width=width, stroke_opacity=opacity)
            for width, opacity in ((3.0, 0.9), (2.0, 0.5))
        )
        self.stems = VGroup(*(Line(stroke_color=LEARNS.colour, stroke_width=4) for _ in range(STEPS + 1)))
        self.visited, self.dots = (
            VGroup(*(marker(LEARNS.marker, size, LEARNS.colour) for _ in range(STEPS + 1)))
            for size in (0.13, 0.15)
        )
        self.point = marker(LEARNS.marker, 0.26, LEARNS.colour, rim=True)
        self.add(
            self.middle,
            self.curve,
            goal,
            self.chords,
            self.visited,
            self.trace,
            self.stems,
            self.dots,
            self.point,
        )
        self.set_dial(0.0)

    def _window(self, x: tuple[float, float], y: tuple[float, float], span: tuple[float, float]) -> Plane:
        bottom, top = span
        plane = Plane(x, y, width=self.width_of_windows, height=top - bottom)
        return plane.move_to((self.left + self.width_of_windows / 2, (bottom + top) / 2, 0))

    def value(self, w: float | np.ndarray) -> np.ndarray:
        """Return the cost on the valley as it stands now."""
        return np.asarray(0.5 * self.curvature * (np.asarray(w) - self.target) ** 2)

    def slope(self, w: float) -> float:
        """Return its derivative."""
        return self.curvature * (w - self.target)

    def stand(
        self, rate: float, curvature: float, *, start: float | None = None, target: float | None = None
    ) -> None:
        """Show the same number of steps at another rate, on a cost of another curvature.

        They begin at ``w0`` and go to the best weight of the facts, unless told otherwise.
        """
        self.rate, self.curvature = rate, curvature
        self.start = self.facts.w0 if start is None else start
        self.target = self.facts.target if target is None else target
        self.show(self.dial)

    def show(self, dial: float) -> None:
        """Draw the first ``dial`` steps; the last one is on its way."""
        w = self.facts.path(self.rate, self.curvature, STEPS, start=self.start, target=self.target)
        self.goal.move_to(self.cost.to_scene((self.target, 0.0)))
        self.middle.set_x(self.stairs.to_scene((self.target, 0.0))[0])
        x = np.linspace(*self.cost.x_range, 121)
        curve = self.cost.to_scene(np.stack([x, self.value(x)], axis=-1))
        set_pieces(self.curve, self.cost.clip(curve))
        on_curve = np.stack([w, self.value(w)], axis=-1)
        down = np.stack([w, np.arange(STEPS + 1.0)], axis=-1)
        for plane, points, line in ((self.cost, on_curve, self.chords), (self.stairs, down, self.trace)):
            set_pieces(line, plane.clip(plane.to_scene(_first(points, dial))))
        for step, (seen, dot, stem) in enumerate(zip(self.visited, self.dots, self.stems, strict=True)):
            there = 1.0 if step <= dial + 1e-6 else 0.0
            seen.move_to(self.cost.to_scene(on_curve[step]))
            seen.set_opacity(there * float(self.cost.holds(on_curve[step])))
            dot.move_to(self.stairs.to_scene(down[step]))
            dot.set_opacity(there * float(self.stairs.holds(down[step])))
            pieces = self.stairs.clip(self.stairs.to_scene([(self.target, step), (w[step], step)]))
            set_pieces(stem, pieces)  # type: ignore[arg-type]
            stem.set_stroke(opacity=there)
        here = _first(on_curve, dial)[-1]
        self.point.move_to(self.cost.to_scene(here)).set_opacity(1.0 if self.cost.holds(here) else 0.0)

    def distances(self) -> VGroup:
        """Return the distances at the start and after a step, each beside its stem's end."""
        w = self.facts.path(self.rate, self.curvature, 1)
        numbers = VGroup()
        for step, at in enumerate(w):
            number = Number(float(at - self.facts.target), "+.2f", theme.SMALL)
            side = np.sign(at - self.facts.target)
            end = self.stairs.to_scene((at, step))
            numbers.add(number.move_to(end + np.array([side * (number.width / 2 + 0.2), 0.0, 0.0])))
        return numbers


def _first(points: np.ndarray, dial: float) -> np.ndarray:
    """Return points ``(n, 2)`` up to a step, a part of one included."""
    whole = min(int(dial + 1e-9), len(points) - 1)
    after = min(whole + 1, len(points) - 1)
    part = points[whole] + (dial - whole) * (points[after] - points[whole])
    return np.vstack([points[: whole + 1], part])
