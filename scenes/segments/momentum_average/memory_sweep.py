"""What a longer memory does by itself: at one effective rate, its path and what a step leaves in the long run."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts, kept_along, path_with


class MemorySweep(Dialled):
    """A map and a chart; the dial is the share α, and the effective rate stays.

    Attributes
    ----------
    frame
        The map, the chart with both laws, and what is kept.
    best
        The share that is best in the long run, with its name.
    """

    chart_size = (4.9, 3.6)

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        super().__init__()
        self.facts, self.plane, self.screen = facts, plane, screen
        self.slopes = (facts.flat, facts.steep)
        self.top = min(1.25, max(1.1, 1.05 * facts.none_kept))
        self.chart = Plane((0.0, 1.0), (0.0, self.top), width=self.chart_size[0], height=self.chart_size[1])
        self.chart.move_to((left + 0.55, 1.95, 0), aligned_edge=LEFT + UP)
        self.frame = VGroup(ContourMap(plane, facts.objective.load()), self._chart())
        look = theme.look("momentum")
        self.path = ChangingPath(plane, look, points=facts.far_steps + 1, width=2.6)
        self.here = marker(look.marker, 0.24, look.colour, rim=True)
        self.readings = VGroup(
            *(
                Readout(screen[key], form, x, -2.75, width, language=screen.language, colour=look.colour)
                for key, form, x, width in (
                    ("alpha", ".2f", theme.STAGE_LEFT, 0.9),
                    ("rate_now", ".2f", theme.STAGE_LEFT + 1.3, 1.75),
                    ("loss", ".2g", theme.STAGE_LEFT + 3.45, 3.4),
                    ("kept_now", ".1%", left + 3.1, theme.STAGE_RIGHT - left - 3.1),
                )
            )
        )
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        self.add(goal, self.path, self.here, self.readings)
        self.best = self._best()
        self.set_dial(0.0)

    def _chart(self) -> VGroup:
        screen, shares = self.screen, np.linspace(0.0, 0.995, 400)
        axes = self.chart.axes(
            (0, 0.25, 0.5, 0.75, 1), (0, 0.25, 0.5, 0.75, 1), x_name=screen["alpha"], language=screen.language
        )
        name = screen.word("kept", theme.SMALL, theme.MUTED, width=5.4)
        name.next_to(self.chart.window, UP, buff=0.16).align_to(self.chart.window, LEFT)
        parts = VGroup(self.chart, axes, name)
        laws = []
        for key, slope, colour in zip(
            ("along", "across"), self.slopes, (theme.X_AXIS, theme.Y_AXIS), strict=True
        ):
            kept = [kept_along(self.facts.effective, one, slope) for one in shares]
            look = theme.Look(colour, () if key == "along" else (0.14, 0.1), "disc")
            curve = Curve(self.chart, np.stack([shares, kept], axis=-1), look, width=4, head=0)
            curve.set_dial(1.0)
            laws.append(kept)
            parts.add(curve)
        larger = Curve(
            self.chart,
            np.stack([shares, np.max(laws, axis=0)], axis=-1),
            theme.Look(theme.INK, (), "disc"),
            width=9,
            head=0,
        )
        larger.line.set_stroke(opacity=0.45)
        larger.set_dial(1.0)
        parts.add_to_back(larger)
        parts.add(self._names())
        return parts

    def _names(self) -> VGroup:
        names = VGroup(
            *(
                self.screen.word(key, theme.SMALL, colour)
                for key, colour in (
                    ("along", theme.X_AXIS),
                    ("across", theme.Y_AXIS),
                    ("larger", theme.INK),
                )
            )
        )
        for name, level in zip(names, (0.24, 0.15, 0.06), strict=True):
            name.move_to(self.chart.to_scene((0.05, level * self.top)), aligned_edge=LEFT)
        return names

    def _best(self) -> VGroup:
        foot, top = self.chart.to_scene([(self.facts.best, 0.0), (self.facts.best, self.facts.best_kept)])
        line = DashedLine(top, foot, stroke_color=theme.INK, stroke_width=2.5)
        name = self.screen.word("best", theme.SMALL).next_to(foot + 0.6 * (top - foot), LEFT, buff=0.12)
        return VGroup(line, name)

    def show(self, dial: float) -> None:
        """Show another share."""
        fact = self.facts
        points = path_with(fact, dial)
        self.path.put(points)
        kept = max(kept_along(fact.effective, dial, slope) for slope in self.slopes)
        self.here.move_to(self.chart.to_scene((dial, min(kept, self.top))))
        share, rate, loss, left = self.readings
        left.set_dial(kept)
        share.set_dial(dial)
        rate.set_dial(fact.effective * (1 - dial))
        loss.set_dial(min(float(0.5 * np.square(points[-1]) @ np.array(self.slopes)), 1e12))
