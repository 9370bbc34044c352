"""What one outlier does to the steps of Adam, AMSGrad and AdaMax."""

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
LOWEST = 60
"""A step at which m has let the outlier go, and v has not."""


class OutlierChart(Chart):
    """At the left the gradients, at the right the steps that follow, both axes logarithmic.

    Attributes
    ----------
    gradients, shock, size
        The window of the gradients with those of 1, and the outlier with its size.
    before, absorbed
        Adam's fraction before the outlier, and how much of it the two means take.
    curves, names
        By method: the steps; what is to be seen of them. Of Adam and AdaMax also where they have recovered, ``back``.
    """

    def __init__(self, outlier: Outlier, screen: ScreenText) -> None:
        super().__init__(
            screen,
            (-1.85, -2.05),
            (8.45, 3.3),
            (1, AFTER),
            (0.003, 10.0),
            ("after_axis", "step_axis"),
            log="xy",
        )
        self.ground.add(self.level(1.0), self.name("steps_before", (1.0, 1.0), [(1.05, -0.28)], theme.GOAL))
        self.gradients = self._gradients(outlier)
        self.before, self.absorbed = (screen.word(key, theme.HEADING) for key in ("before", "taken"))
        at = np.unique(np.geomspace(1, AFTER, 400).round().astype(int))
        self.curves, lines = {}, {}
        for key, steps, width in (
            ("adam", outlier.adam, 6),
            ("amsgrad", outlier.amsgrad, 3.5),
            ("adamax", outlier.adamax, 4.5),
        ):
            lines[key] = np.stack([at.astype(float), steps[at - 1]], axis=-1)
            look = ADAM if key == "adam" else theme.look(key)
            self.curves[key] = Curve(self.plane, lines[key], look, width=width, head=0.22)
        self.names = {}
        deepest = int(np.argmin(outlier.adamax)) + 1
        for name, point, asides, method in (
            ("adam_leap", (1.0, outlier.leap), [(1.15, 0.3), (1.3, 0.35)], "adam"),
            ("adam_back", (outlier.recovers, 1.0), [(-1.02, 0.36)], "adam"),
            ("both_sink", (float(LOWEST), outlier.low), [(-1.1, -0.25)], "adam"),
            ("amsgrad_stays", (250.0, outlier.stays), [(0.0, -0.34)], "amsgrad"),
            ("adamax_low", (deepest, outlier.adamax_low), [(-1.0, -0.3), (-0.6, -0.3)], "adamax"),
            ("adamax_back", (float(AFTER), 0.006), [(-1.02, 0.0)], "adamax"),
        ):
            colour = ADAM.colour if method == "adam" else theme.look(method).colour
            size = theme.SMALL if name.endswith("back") else theme.BODY
            self.names[name] = self.name(name, point, asides, colour, size=size, lines=lines.values())
        for name, step, colour in (
            ("adam_back", outlier.recovers, ADAM.colour),
            ("adamax_back", outlier.adamax_recovers, theme.look("adamax").colour),
        ):
            ends = self.plane.to_scene([(step, 1 / 1.6), (step, 1.6)])
            self.names[name].add(DashedLine(*ends, color=colour, stroke_width=3, dash_length=0.08))

    def _gradients(self, outlier: Outlier) -> VGroup:
        """Draw the gradients around the outlier, bars from zero."""
        screen = self.screen
        small = Chart(
            screen,
            (-5.75, -2.05),
            (2.6, 3.3),
            (-BEFORE - 0.7, BEFORE + 0.7),
            (0.0, 1.2 * outlier.size),
            ("past", "gradients_head"),
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
        self.size.move_to(plane.to_scene((0, outlier.size)) + 0.25 * UP)
        return VGroup(small.ground, bars, ones)
