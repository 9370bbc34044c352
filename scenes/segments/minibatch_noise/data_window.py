"""The samples: three that fit exactly, a thousand that do not, and the batch that is being looked at."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from optimlib.datasets import y_equals_2x
from scenes import theme
from scenes.components.axes.data_plot import SlopeLine, sample_disc
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.point_cloud import PointCloud
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

EXACT = theme.Look(theme.INK, (), "disc")


class DataWindow:
    """The left half of the stage.

    Attributes
    ----------
    ground
        Window and axes.
    three, line
        The samples of the segments before, and the line through all of them.
    cloud, best, best_name
        All noisy samples, the line that fits best, and what it leaves.
    bad, bad_name
        The line at the weights where descent starts, and which these are.
    links
        Three samples with their distance from that line, numbered as their arrows on the map are.
    batch, batch_name
        The samples of one batch: see :meth:`light`.
    """

    corner, size = (-5.95, -2.2), (5.6, 4.65)
    x, y = (-3.9, 3.9), (-8.4, 9.9)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = self.size
        self.plane = Plane(self.x, self.y, width=width, height=height)
        self.plane.move_to((self.corner[0] + width / 2, self.corner[1] + height / 2, 0))
        axes = self.plane.axes((-3, 0, 3), (-6, 0, 6), x_name="$x$", y_name="$y$")
        self.ground = VGroup(self.plane, axes)
        old = y_equals_2x()
        self.three = VGroup(
            *(
                sample_disc(rank + 1, 0.36).move_to(self.plane.to_scene(point))
                for rank, point in enumerate(zip(old.x, old.y, strict=True))
            )
        )
        self.line = SlopeLine(self.plane, float(old.y[0] / old.x[0]), EXACT)
        self.points = np.column_stack([facts.fit.data.x[:, 0], facts.fit.data.y])
        # Each noisy sample comes out of one of the three old ones.
        self.sources = np.column_stack([old.x, old.y])[np.arange(len(self.points)) % len(old)]
        self.cloud = PointCloud(self.plane, self.points, theme.MUTED, opacity=0.7)
        w, b = facts.fit.best
        ends = self.plane.to_scene([(x, w * x + b) for x in self.x])
        self.best = polyline(self.plane.clip(ends), stroke_color=theme.GOAL, stroke_width=5)
        low, high = self.plane.window.get_corner(DOWN + LEFT), self.plane.window.get_corner(UP + RIGHT)
        name = screen.word("best", theme.SMALL, theme.GOAL)
        self.best_name = plated(name.move_to((high[0] - name.width / 2 - 0.2, low[1] + 0.35, 0)))
        w, b = facts.start
        ends = self.plane.to_scene([(x, w * x + b) for x in self.x])
        self.bad = polyline(self.plane.clip(ends), stroke_color=theme.INK, stroke_width=4)
        name = screen.word("here", theme.SMALL)
        self.bad_name = plated(name.move_to((high[0] - name.width / 2 - 0.2, low[1] + 0.35, 0)))
        self.links = VGroup()
        for rank, arrow in enumerate(facts.linked):
            x, y = self.points[facts.drawn[arrow, 0]]
            here, there = self.plane.to_scene([(x, y), (x, w * x + b)])
            self.links.add(
                VGroup(
                    polyline([np.array([here, there])], stroke_color=theme.GRADIENT, stroke_width=4),
                    sample_disc(rank + 1, 0.36).move_to(here),
                )
            )
        model = screen.word("model", theme.HEADING)
        self.model = plated(model.move_to((low[0] + model.width / 2 + 0.25, high[1] - 0.45, 0)))
        self.batch = PointCloud(self.plane, self.points[:1], theme.GRADIENT, diameter=0.15, opacity=1.0)
        name = screen.word("one_batch", theme.SMALL, theme.GRADIENT)
        self.batch_name = plated(name.move_to((high[0] - name.width / 2 - 0.2, low[1] + 0.35, 0)))
        self.light(1)

    def burst(self, share: float) -> None:
        """Spread the samples from the three old ones to where they are."""
        self.cloud.put(self.sources + share * (self.points - self.sources))

    def light(self, batch_size: int) -> None:
        """Light up the first batch that was drawn."""
        self.batch.put(self.points[self.facts.drawn[0, :batch_size]])
