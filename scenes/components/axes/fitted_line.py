"""Samples, the line that is to fit them, how far it is off, and what it predicts."""

from __future__ import annotations

from manim import VGroup

from optimlib.datasets import Data
from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.prediction import Prediction
from scenes.components.axes.residuals import Residuals


class FittedLine:
    """All that follows the slope w of the model ŷ = wx in the window of its data.

    Parameters
    ----------
    w
        The slope at first.
    new_x
        An input that is no sample, whose value is predicted.
    corner, size
        Scene coordinates of the window's lower left corner, and its width and height; the axes stand outside.
    x, y
        Ranges shown.
    form
        Format of the predicted value.

    Attributes
    ----------
    plot, ground
        Samples and axes; the axes alone, with their window.
    line, residuals, prediction
        The model, its errors, its answer to ``new_x``.
    """

    def __init__(
        self,
        data: Data,
        w: float,
        new_x: float,
        look: theme.Look,
        *,
        corner: tuple[float, float],
        size: tuple[float, float],
        x: tuple[float, float],
        y: tuple[float, float],
        form: str = "g",
    ) -> None:
        width, height = size
        self.plot = DataPlot(data, x, y, width=width, height=height)
        plane = self.plot.plane
        middle = (corner[0] + width / 2, corner[1] + height / 2, 0)
        self.plot.shift(middle - plane.window.get_center())
        self.line = SlopeLine(plane, w, look, width=5)
        self.residuals = Residuals(plane, data, w)
        self.prediction = Prediction(plane, new_x, w, form=form)
        self.ground = VGroup(plane, self.plot.axes)

    def turn(self, w: float) -> None:
        """Give the line another slope."""
        self.line.set_dial(w)
        self.residuals.set_dial(w)
        self.prediction.set_dial(w)
