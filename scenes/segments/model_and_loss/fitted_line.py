"""Samples, the line that is to fit them, how far it is off, and what it predicts: the left half of the stage."""

from __future__ import annotations

from manim import VGroup

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.prediction import Prediction
from scenes.components.axes.residuals import Residuals

from .facts import Facts

MODEL = theme.Look(theme.INK, (), "disc")


class FittedLine:
    """All that follows the slope w in the window of the data.

    Attributes
    ----------
    plot
        Samples and axes.
    line
        The model.
    residuals
        Sticks, squares, numbers.
    prediction
        At the input that is no sample.
    """

    left, size = -6.2, (5.9, 4.7)
    middle_y = 0.1

    def __init__(self, facts: Facts) -> None:
        width, height = self.size
        steepest = facts.view[1] * float(facts.data.x.max())
        self.plot = DataPlot(
            facts.data,
            (0.0, 5.0),
            (0.0, max(1.02 * steepest, 1.25 * facts.end_prediction)),
            width=width,
            height=height,
        )
        # The axes' numbers stand outside of the window, so the window itself is what is placed.
        plane = self.plot.plane
        aside = (self.left + width / 2, self.middle_y, 0) - plane.window.get_center()
        self.plot.shift(aside)
        self.line = SlopeLine(plane, facts.w0, MODEL, width=5)
        self.residuals = Residuals(plane, facts.data, facts.w0)
        self.prediction = Prediction(plane, facts.new_x, facts.w0)
        self.ground = VGroup(plane, self.plot.axes)

    def turn(self, w: float) -> None:
        """Give the line another slope."""
        self.line.set_dial(w)
        self.residuals.set_dial(w)
        self.prediction.set_dial(w)
