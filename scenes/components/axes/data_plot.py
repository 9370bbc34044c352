"""Samples in the plane, and lines through the origin that swing into place."""

from __future__ import annotations

import numpy as np
from manim import Circle, VGroup, VMobject

from optimlib.datasets import Data
from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.text.number import Number


def sample_disc(number: int, diameter: float = 0.42, colour: str = theme.INK) -> VGroup:
    """Draw a sample as a disc with its number, so that it is known again wherever it goes."""
    disc = Circle(radius=diameter / 2, stroke_width=0, fill_color=colour, fill_opacity=1)
    digit = Number(number, "d", theme.SMALL * min(diameter / 0.36, 1.0), theme.BACKGROUND)
    return VGroup(disc, digit.move_to(disc))


class DataPlot(VGroup):
    """Samples of one input in a window, numbered from 1, with named axes.

    Attributes
    ----------
    plane
        The window: ``x`` by ``y``.
    samples
        A numbered disc for each sample.
    """

    def __init__(
        self,
        data: Data,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        width: float,
        height: float,
        ticks: bool = True,
    ) -> None:
        super().__init__()
        self.plane = Plane(x, y, width=width, height=height)
        self.axes = self.plane.axes(
            data.x if ticks else (), data.y if ticks else (), x_name="$x$", y_name="$y$"
        )
        self.samples = VGroup(
            *(
                sample_disc(rank + 1).move_to(self.plane.to_scene(point))
                for rank, point in enumerate(zip(data.x, data.y, strict=True))
            )
        )
        self.add(self.plane, self.axes, self.samples)


class SlopeLine(Dialled):
    """The model ŷ = wx as a line in a plane's window, ``dial`` being its slope w."""

    def __init__(self, plane: Plane, w: float, look: theme.Look, *, width: float = 4.0) -> None:
        super().__init__()
        self.plane, self.look = plane, look
        self.line = VMobject(stroke_color=look.colour, stroke_width=width)
        self.add(self.line)
        self.set_dial(w)

    def show(self, dial: float) -> None:
        """Draw the line with the slope ``dial``, as far as the window shows it."""
        x = np.array(self.plane.x_range)
        pieces = self.plane.clip(self.plane.to_scene(np.stack([x, dial * x], axis=-1)))
        set_pieces(self.line, dashed(pieces, self.look.dash))

    @property
    def end(self) -> np.ndarray:
        """Scene coordinates of the right end of what is seen."""
        return np.asarray(self.line.points[np.argmax(self.line.points[:, 0])])
