"""A line through the origin that learns, with all the lines it has been."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.axes.data_plot import SlopeLine
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled


class LearningLine(Dialled):
    """The model ŷ = wx after ``dial`` steps of its run, its slopes being ``w``; faintly all the lines it has been."""

    def __init__(self, plane: Plane, w: np.ndarray, look: theme.Look) -> None:
        super().__init__()
        self.plane, self.w = plane, w
        self.past = VMobject(stroke_color=look.colour, stroke_width=2, stroke_opacity=0.3)
        self.now = SlopeLine(plane, float(w[0]), look, width=5)
        self.add(self.past, self.now)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the line after ``dial`` steps, turning between two whole ones."""
        x = np.array(self.plane.x_range)
        been = self.w[: int(dial + 1e-6) + 1]
        pieces = [
            piece
            for slope in been
            for piece in self.plane.clip(self.plane.to_scene(np.stack([x, slope * x], axis=-1)))
        ]
        set_pieces(self.past, pieces)
        self.now.set_dial(float(np.interp(dial, np.arange(len(self.w)), self.w)))
