"""The buffer and the flat mean of the last gradients: as arrows on the map, and along both axes over all steps."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText

from .facts import Facts

BUFFER = theme.Look(theme.VELOCITY, (), "square")
FLAT = theme.Look(theme.INK, (0.12, 0.08), "disc")


class TwoMeans(Dialled):
    """Both arrows at a step of the walk, and a rule at that step on both charts; the dial is the step.

    Attributes
    ----------
    path
        The walk up to there.
    frames, curves, results
        For x and y: axes; both curves; how far they lie from each other.
    names
        What the two arrows and curves are.
    criterion
        What is meant by that.
    """

    longest, chart_size = 2.1, (5.35, 1.5)

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float, top: float) -> None:
        super().__init__()
        self.facts, self.plane, self.screen = facts, plane, screen
        self.pairs = -facts.buffers, -facts.recent
        look = theme.look("momentum")
        self.path = TrajectoryPath(plane, facts.ball.x, theme.Look(look.colour, (), look.marker), head=0.24)
        most = max(float(np.linalg.norm(one, axis=-1).max()) for one in self.pairs)
        self.stretched = self.longest / most
        self.arrows = VGroup(
            *(Arrows(LEFT, LEFT, one.colour, width=0.12, head=0.3) for one in (FLAT, BUFFER))
        )
        self.charts = [
            self._chart(rank, left + 0.75, top - 0.98 - rank * (self.chart_size[1] + 0.85))
            for rank in range(2)
        ]
        self.rules = VGroup(*(DashedLine(UP, DOWN, color=theme.INK, stroke_width=2.5) for _ in self.charts))
        self.add(self.path, self.arrows, self.rules)
        axes = ("along", theme.X_AXIS), ("across", theme.Y_AXIS)
        self.frames = [self._frame(chart, *axis) for chart, axis in zip(self.charts, axes, strict=True)]
        self.curves = [self._curves(rank, chart) for rank, chart in enumerate(self.charts)]
        self.results = [
            screen.word(key, theme.BODY, colour)
            .next_to(chart.window, UP, buff=0.12)
            .align_to(chart.window, LEFT)
            for chart, (key, colour) in zip(self.charts, axes, strict=True)
        ]
        self.names = VGroup(
            screen.word("buffer", theme.SMALL, BUFFER.colour), screen.word("flat", theme.SMALL, FLAT.colour)
        ).arrange(RIGHT, buff=0.5)
        self.names.move_to((left, top - 0.12, 0), aligned_edge=LEFT)
        self.criterion = screen.word("criterion", theme.SMALL, theme.MUTED)
        self.set_dial(float(facts.turning))

    def _chart(self, rank: int, left: float, top: float) -> Plane:
        far = max(float(np.abs(one[:, rank]).max()) for one in self.pairs)
        low = min(*(float(one[:, rank].min()) for one in self.pairs), 0.0)
        high = max(*(float(one[:, rank].max()) for one in self.pairs), 0.0)
        plane = Plane(
            (0.0, float(self.facts.steps - 1)),
            (low - 0.1 * far, high + 0.1 * far),
            width=self.chart_size[0],
            height=self.chart_size[1],
        )
        return plane.move_to((left, top, 0), aligned_edge=LEFT + UP)

    def _frame(self, chart: Plane, key: str, colour: str) -> VGroup:
        low, high = chart.y_range
        ticks = nice_ticks(high, 2, low=low)
        last = chart is self.charts[-1]
        steps = nice_ticks(float(self.facts.steps - 1), 5)
        axes = chart.axes(
            steps,
            ticks,
            x_name=self.screen["steps_axis"] if last else "",
            language=self.screen.language,
        )
        zero = DashedLine(
            *chart.to_scene([(0.0, 0.0), (self.facts.steps - 1.0, 0.0)]), color=theme.FAINT, stroke_width=2
        )
        swing = self.screen.word(f"swing_{key}", theme.SMALL, colour)
        swing.next_to(chart.window, UP, buff=0.14).align_to((theme.STAGE_RIGHT, 0, 0), RIGHT)
        return VGroup(chart, zero, axes, swing)

    def _curves(self, rank: int, chart: Plane) -> VGroup:
        curves = VGroup()
        for one, look in zip(reversed(self.pairs), (FLAT, BUFFER), strict=True):
            points = np.column_stack([np.arange(len(one)), one[:, rank]])
            curve = Curve(chart, points, look, width=4, head=0)
            curve.set_dial(float(len(one)))
            curves.add(curve)
        return curves

    def show(self, dial: float) -> None:
        """Show both at a step."""
        self.path.set_dial(dial)
        foot = self.plane.to_scene(self.path.at(dial))
        steps = np.arange(self.facts.steps)
        for arrow, means in zip(self.arrows, reversed(self.pairs), strict=True):
            reach = [np.interp(dial, steps, means[:, axis]) for axis in range(2)]
            arrow.point(foot, foot + self.stretched * np.array([*reach, 0.0]))
        for rule, chart in zip(self.rules, self.charts, strict=True):
            low, high = chart.to_scene([(dial, chart.y_range[0]), (dial, chart.y_range[1])])
            rule.move_to((low + high) / 2).stretch_to_fit_height(float(high[1] - low[1]))
