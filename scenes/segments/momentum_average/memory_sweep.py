"""What a longer memory does by itself: at one effective rate, its path and what a step leaves in the long run."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
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

    chart_size, chart_top, law_level = (5.0, 4.0), 2.1, 2.8

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        super().__init__()
        self.facts, self.plane, self.screen = facts, plane, screen
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
                    ("rate_now", ".3f", theme.STAGE_LEFT, 2.1),
                    ("memory_now", ".3g", theme.STAGE_LEFT + 3.0, 3.6),
                    ("kept_now", ".1%", left + 3.5, 2.45),
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
        """Name both laws where they are apart, and say what is thick."""
        effective, (low, top) = self.facts.effective, self.range
        along = self.screen.word("along", theme.BODY, theme.X_AXIS)
        at = self.chart.to_scene((0.3, min(kept_along(effective, 0.3, self.facts.flat), top)))
        along.next_to(at, DOWN, buff=0.16)
        across = self.screen.word("across", theme.BODY, theme.Y_AXIS)
        # Where the law first comes through a level, whichever way, there is room at its right.
        level, shares = low + 0.35 * (top - low), np.linspace(0.0, 0.9, 451)
        above = np.array([kept_along(effective, one, self.facts.steep) for one in shares]) > level
        first = int(np.argmax(above != above[0]))
        across.next_to(self.chart.to_scene((shares[first], level)), RIGHT, buff=0.15)
        larger = self.screen.word("larger", theme.SMALL, theme.MUTED)
        larger.move_to((theme.STAGE_RIGHT, self.law_level, 0), aligned_edge=RIGHT)
        return VGroup(along, across, larger)

    def _none(self) -> VGroup:
        at = self.chart.to_scene((0.0, min(self.facts.none_kept, self.range[1])))
        name = self.screen.word("none_kept", theme.SMALL, theme.VELOCITY).next_to(at, RIGHT, buff=0.25)
        return VGroup(marker("square", 0.16, theme.VELOCITY).move_to(at), name)

    def _ours(self) -> VGroup:
        at = self.chart.to_scene((self.facts.momentum, self.facts.ours_kept))
        name = self.screen.word("ours_kept", theme.SMALL, theme.VELOCITY)
        return VGroup(
            marker("square", 0.16, theme.VELOCITY).move_to(at),
            name.next_to(at, LEFT, buff=0.15).shift(0.12 * UP),
        )

    def _plain(self) -> VGroup:
        ends = self.chart.to_scene([(0.0, self.facts.plain_kept), (1.0, self.facts.plain_kept)])
        line = DashedLine(*ends, stroke_color=theme.look("gradient_descent").colour, stroke_width=3)
        name = plated(self.screen.word("plain", theme.SMALL, theme.look("gradient_descent").colour))
        return VGroup(
            line, name.next_to(line, UP, buff=0.06).align_to(self.chart.window, LEFT).shift(0.25 * RIGHT)
        )

    def _best(self) -> VGroup:
        fact = self.facts
        top = self.chart.to_scene((fact.best, fact.best_kept))
        lines = VGroup(
            *(self.screen.word(key, theme.SMALL, theme.GOAL) for key in ("best", "best_at"))
        ).arrange(DOWN, buff=0.1, aligned_edge=LEFT)
        lines.next_to(top, DOWN, buff=0.3)
        dot = marker("disc", 0.2, theme.GOAL, rim=True).move_to(top)
        return VGroup(dot, plated(lines))

    def _flatter(self) -> VGroup:
        fact = self.facts
        curve = self._law(fact.flatter_curvature, theme.Look(theme.X_AXIS, (0.04, 0.08), "disc"), 3.0)
        at = self.chart.to_scene((fact.flatter_best, min(fact.flatter_kept, self.range[1])))
        name = plated(self.screen.word("flatter", theme.SMALL, theme.X_AXIS))
        name.move_to(self.chart.to_scene((0.5, 1.0)) + 0.25 * UP)
        return VGroup(curve, marker("disc", 0.18, theme.GOAL, rim=True).move_to(at), name)

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
