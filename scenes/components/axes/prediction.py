"""What a line says of an input that is no sample."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import label
from scenes.components.text.number import Number


class Prediction(Dialled):
    """A ring where the line ŷ = wx passes over an input, with a drop to the axis and its height as a number.

    ``dial`` is the slope w. The number stands at the right of the drop, below the line.

    Parameters
    ----------
    x
        The input.
    form
        Format of the predicted value.
    """

    def __init__(
        self,
        plane: Plane,
        x: float,
        w: float,
        *,
        form: str = "g",
        colour: str = theme.INK,
        size: float = 0.24,
    ) -> None:
        super().__init__()
        self.plane, self.x = plane, x
        self.drop = VMobject(stroke_color=theme.MUTED, stroke_width=2.5)
        self.ring = marker("ring", size, colour)
        self.tick = Number(x, "g", theme.SMALL, theme.MUTED)
        self.tick.move_to(plane.to_scene((x, plane.y_range[0])) + np.array([0.0, -0.27, 0.0]))
        self.name = label("$hat(y) =$", theme.BODY, colour)
        self.number = Number(0.0, form, theme.BODY, colour)
        self.add(self.drop, self.tick, self.ring, self.name, self.number)
        self.set_dial(w)

    def show(self, dial: float) -> None:
        """Draw what the line with the slope ``dial`` predicts."""
        foot, head = self.plane.to_scene([(self.x, max(self.plane.y_range[0], 0.0)), (self.x, dial * self.x)])
        set_pieces(self.drop, dashed(self.plane.clip(np.array([foot, head])), (0.1, 0.08)))
        self.ring.move_to(head)
        base = head + np.array([0.16, -0.42, 0.0])
        self.name.move_to(base + np.array([self.name.width / 2, 0.08, 0.0]))
        self.number.set_dial(dial * self.x)
        self.number.place(base + np.array([self.name.width + 0.12, 0.0, 0.0]))
