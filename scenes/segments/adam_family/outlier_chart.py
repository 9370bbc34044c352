"""What one outlier does to the steps of Adam and of AdaMax."""

from __future__ import annotations

import numpy as np
from manim import UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText

from .charts import Chart
from .family_rule import ADAM
from .siblings import AFTER, Outlier

BEFORE = 4


class OutlierChart(Chart):
    """At the left the gradients, at the right the steps that follow, over a logarithmic axis.

    Attributes
    ----------
    gradients, shock
        The window of the gradients with those of 1, and the outlier.
    curves, firsts, ends
        By method: the steps; the first of them; where it has recovered.
    """

    def __init__(self, outlier: Outlier, screen: ScreenText) -> None:
        top = 1.25 * outlier.leap
        super().__init__(
            screen,
            (-1.85, -2.05),
            (8.45, 3.3),
            (1, AFTER),
            (0.0, top),
            ("after_axis", "step_axis"),
            ticks=((), (0, 1, 2, 3)),
        )
        right = self.level(1.0)
        self.ground.add(right)
        self.gradients = self._gradients(outlier)
        self.curves, self.firsts, self.ends = {}, {}, {}
        for key, steps, recovers in (
            ("adam", outlier.adam, outlier.adam_recovers),
            ("adamax", outlier.adamax, outlier.adamax_recovers),
        ):
            look = ADAM if key == "adam" else theme.look(key)
            at = np.unique(np.geomspace(1, AFTER, 400).round().astype(int))
            points = np.stack([at.astype(float), steps[at - 1]], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=4.5, head=0.2)
            rise = 0.18 if key == "adam" else 0.3
            self.firsts[key] = self.name(
                f"{key}_first", (1.0, float(steps[0])), [(1.15, rise)], look.colour, size=theme.BODY
            )
            rise = 0.4 if key == "adam" else 0.95
            text = self.name(f"{key}_recovers", (recovers, 1.0), [(-1.0, rise)], look.colour)
            foot, top = self.plane.to_scene([(recovers, 0.0), (recovers, 1.0)])
            line = DashedLine(foot, top + (rise + 0.15) * UP, color=look.colour, stroke_width=2.5)
            self.ends[key] = VGroup(line, text)
        self.note = screen.word("limit", theme.SMALL, theme.look("adamax").colour)

    def _gradients(self, outlier: Outlier) -> VGroup:
        """Draw the gradients around the outlier, bars from zero."""
        screen = self.screen
        small = Chart(
            screen,
            (-5.75, -2.05),
            (2.6, 3.3),
            (-BEFORE - 0.7, BEFORE + 0.7),
            (0.0, 1.2 * outlier.size),
            ("steps_axis", "gradient_axis"),
            log="",
        )
        plane = small.plane
        unit = plane.window.height / (1.2 * outlier.size)
        bars = VGroup(
            *(
                Bar(plane.to_scene((k, 0.0)), unit, theme.GRADIENT, thickness=0.17, vertical=True, value=1.0)
                for k in range(-BEFORE, BEFORE + 1)
                if k
            )
        )
        ones = screen.set("$1$", theme.BODY, theme.GRADIENT).move_to(
            plane.to_scene((-2.5, 0.0)) + np.array([0, 0.35, 0])
        )
        self.shock = Bar(plane.to_scene((0, 0.0)), unit, theme.GRADIENT, thickness=0.17, vertical=True)
        self.size = screen.set(f"${outlier.size:g}$", theme.BODY, theme.GRADIENT)
        self.size.move_to(plane.to_scene((0, outlier.size)) + np.array([0, 0.25, 0]))
        return VGroup(small.ground, bars, ones)
