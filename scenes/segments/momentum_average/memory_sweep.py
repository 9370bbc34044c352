"""What a longer memory does by itself: at one effective rate, its path and what a step leaves in the long run."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, VGroup, VMobject

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts, path_with
from .long_run import kept_along


class MemorySweep(Dialled):
    """A map and a chart; the dial is the share α, and the effective rate stays.

    Attributes
    ----------
    frame
        The map, the chart with both laws, and what is kept.
    none, ours
        What no memory leaves, and what our share does, each at its place.
    plain
        What plain descent leaves at its own best rate, as a level.
    best
        The share that is best in the long run, with its name.
    flatter
        The law along a valley that is many times as flat, and where it is best.
    """

    chart_size, chart_top, law_level = (5.0, 2.6), 2.1, 2.8
    first_row, row = -1.5, 0.41

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        super().__init__()
        self.facts, self.plane, self.screen = facts, plane, screen
        self.left = left
        self.slopes = (facts.flat, facts.steep)
        low = max(np.floor(10 * facts.best_kept - 0.7) / 10, 0.0)
        self.range = float(low), min(1.25, max(1.03, 1.05 * facts.none_kept))
        self.chart = Plane((0.0, 1.0), self.range, width=self.chart_size[0], height=self.chart_size[1])
        self.chart.move_to((left + 0.75, self.chart_top, 0), aligned_edge=LEFT + UP)
        self.frame = VGroup(ContourMap(plane, facts.objective.load()), plane.symbols("x", "y"), self._chart())
        look = theme.look("momentum")
        self.path = ChangingPath(plane, look, points=facts.far_steps + 1, width=2.6)
        self.here = marker(look.marker, 0.24, look.colour, rim=True)
        self.readings = VGroup(
            *(
                Readout(screen[key], form, x, -2.7, width, language=screen.language, colour=look.colour)
                for key, form, x, width in (
                    ("rate_now", ".3f", theme.STAGE_LEFT, 1.6),
                    ("memory_now", ".3g", theme.STAGE_LEFT + 1.9, 2.2),
                    ("kept_now", ".1%", theme.STAGE_LEFT + 4.3, 2.6),
                )
            )
        )
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        self.add(self.path, goal, self.here, self.readings)
        self.none, self.ours, self.plain = self._none(), self._ours(), self._plain()
        self.best, self.flatter = self._best(), self._flatter()
        self.set_dial(0.0)

    def _law(self, slope: float, look: theme.Look, width: float = 4.0) -> Curve:
        shares = np.linspace(0.0, 0.999, 1000)
        kept = [kept_along(self.facts.effective, one, slope) for one in shares]
        curve = Curve(self.chart, np.stack([shares, kept], axis=-1), look, width=width, head=0)
        curve.set_dial(1.0)
        return curve

    def _chart(self) -> VGroup:
        screen, (low, top) = self.screen, self.range
        axes = self.chart.axes(
            (0, 0.25, 0.5, 0.75, 1),
            nice_ticks(top, 4, low=low),
            x_name=screen["alpha"],
            language=screen.language,
        )
        name = screen.word("kept", theme.SMALL, theme.MUTED, width=6.0)
        name.next_to(self.chart.window, UP, buff=0.16).align_to(self.chart.window, LEFT).shift(0.75 * LEFT)
        along = self._law(self.facts.flat, theme.Look(theme.X_AXIS, (), "disc"))
        across = self._law(self.facts.steep, theme.Look(theme.Y_AXIS, (0.14, 0.1), "disc"))
        shares = along.points_data[:, 0]
        worse = np.maximum(along.points_data[:, 1], across.points_data[:, 1])
        larger = Curve(
            self.chart,
            np.stack([shares, worse], axis=-1),
            theme.Look(theme.INK, (), "disc"),
            width=11,
            head=0,
        )
        larger.line.set_stroke(opacity=0.35)
        larger.set_dial(1.0)
        return VGroup(self.chart, axes, name, larger, along, across, self._names())

    def _names(self) -> VGroup:
        """Key both laws, and say what is thick, on the row of the axis name."""
        level = self.chart.window.get_bottom()[1] - 0.68
        left, right = self.chart.window.get_left()[0], theme.STAGE_RIGHT
        lines = (
            Line(LEFT, RIGHT, color=theme.X_AXIS, stroke_width=4),
            DashedLine(LEFT, RIGHT, dash_length=0.4, color=theme.Y_AXIS, stroke_width=4),
        )
        along, across = (
            VGroup(line.scale_to_fit_width(0.5), self.screen.word(key, theme.BODY, colour)).arrange(
                RIGHT, buff=0.12
            )
            for line, key, colour in zip(
                lines, ("along", "across"), (theme.X_AXIS, theme.Y_AXIS), strict=True
            )
        )
        laws = VGroup(along, across).arrange(RIGHT, buff=0.35).move_to((left, level, 0), aligned_edge=LEFT)
        larger = self.screen.word("larger", theme.SMALL, theme.MUTED)
        return VGroup(laws, larger.move_to((right, level, 0), aligned_edge=RIGHT))

    def _row(self, rank: int, sign: VMobject, key: str, *, colour: str, column: float = 0.0) -> VGroup:
        """Return a row of the list below the chart: a mark as it is in the chart, and what it means."""
        place = np.array([self.left + column, self.first_row - rank * self.row, 0.0])
        name = self.screen.word(key, theme.SMALL, colour)
        name.move_to(place + 0.75 * RIGHT, aligned_edge=LEFT)
        return VGroup(sign.move_to(place + 0.3 * RIGHT), name)

    def _mark(self, shape: theme.Marker, colour: str, share: float, kept: float) -> VMobject:
        at = self.chart.to_scene((share, min(kept, self.range[1])))
        return marker(shape, 0.17, colour, rim=True).move_to(at)

    def _none(self) -> VGroup:
        mark = self._mark("ring", theme.VELOCITY, 0.0, self.facts.none_kept)
        sign = marker("ring", 0.17, theme.VELOCITY, rim=True)
        return VGroup(mark, self._row(0, sign, "none_kept", colour=theme.VELOCITY))

    def _ours(self) -> VGroup:
        mark = self._mark("square", theme.VELOCITY, self.facts.momentum, self.facts.ours_kept)
        sign = marker("square", 0.17, theme.VELOCITY, rim=True)
        return VGroup(mark, self._row(0, sign, "ours_kept", colour=theme.VELOCITY, column=3.0))

    def _plain(self) -> VGroup:
        colour = theme.look("gradient_descent").colour
        ends = self.chart.to_scene([(0.0, self.facts.plain_kept), (1.0, self.facts.plain_kept)])
        line = DashedLine(*ends, stroke_color=colour, stroke_width=3)
        sign = DashedLine(LEFT * 0.25, RIGHT * 0.25, stroke_color=colour, stroke_width=3)
        return VGroup(line, self._row(1, sign, "plain", colour=colour))

    def _best(self) -> VGroup:
        mark = self._mark("disc", theme.GOAL, self.facts.best, self.facts.best_kept)
        return VGroup(
            mark, self._row(2, marker("disc", 0.17, theme.GOAL, rim=True), "best", colour=theme.GOAL)
        )

    def _flatter(self) -> VGroup:
        fact = self.facts
        dots = (0.04, 0.08)
        curve = self._law(fact.flatter_curvature, theme.Look(theme.X_AXIS, dots, "disc"), 3.0)
        mark = self._mark("diamond", theme.X_AXIS, fact.flatter_best, fact.flatter_kept)
        sign = marker("diamond", 0.17, theme.X_AXIS, rim=True)
        return VGroup(curve, mark, self._row(3, sign, "flatter", colour=theme.X_AXIS))

    def show(self, dial: float) -> None:
        """Show another share."""
        fact = self.facts
        self.path.put(path_with(fact, dial))
        kept = max(kept_along(fact.effective, dial, slope) for slope in self.slopes)
        self.here.move_to(self.chart.to_scene((dial, min(kept, self.range[1]))))
        rate, memory, left = self.readings
        left.set_dial(kept)
        memory.set_dial(1 / (1 - dial))
        rate.set_dial(fact.effective * (1 - dial))
