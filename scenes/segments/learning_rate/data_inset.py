"""The samples that a run learns from, small: they slide when inputs and targets are multiplied."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine

from .facts import Facts

BEST = theme.Look(theme.GOAL, (0.14, 0.09), "disc")


class DataInset(VGroup):
    """Samples and the best line through them, at the right edge of the stage; see :meth:`stand`.

    Attributes
    ----------
    plot, line
        The samples in their window; the line.
    """

    left, bottom, size = 4.75, -2.2, (1.9, 3.75)

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts
        width, height = self.size
        self.plot = DataPlot(facts.data, (0, 3.6), (0, 8.4), width=width, height=height, ticks=False)
        self.plot.shift(
            np.array([self.left + width / 2, self.bottom + height / 2, 0.0])
            - self.plot.plane.window.get_center()
        )
        self.line = SlopeLine(self.plot.plane, facts.target, BEST)
        self.add(self.plot.plane, self.plot.axes, self.line, self.plot.samples)

    def stand(self, both: float, targets: float) -> None:
        """Multiply inputs and targets by ``both``, and targets once more by ``targets``."""
        data = self.facts.data
        for disc, x, y in zip(self.plot.samples, data.x, data.y, strict=True):
            disc.move_to(self.plot.plane.to_scene((both * x, both * targets * y)))
        self.line.set_dial(targets * self.facts.target)
