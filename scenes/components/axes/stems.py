"""A sequence of numbers as stems from zero: one sees at once what keeps its sign and what flips."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.marker import marker


class Stems(Dialled):
    """Values ``(n,)`` over their index, the first ``dial + 1`` of them shown; clipped to the plane's window."""

    def __init__(self, plane: Plane, values: np.ndarray, colour: str, *, size: float = 0.15) -> None:
        super().__init__()
        self.plane = plane
        values = np.asarray(values, dtype=float)
        low, high = plane.y_range
        self.values, self.seen = np.clip(values, low, high), (values >= low) & (values <= high)
        (x0, x1) = plane.x_range
        self.zero = DashedLine(
            plane.to_scene((x0, 0)),
            plane.to_scene((x1, 0)),
            stroke_width=1.5,
            color=theme.MUTED,
            dash_length=0.06,
        )
        self.lines = VGroup(*(Line(stroke_color=colour, stroke_width=3.5) for _ in values))
        self.dots = VGroup(*(marker("disc", size, colour) for _ in values))
        self.add(self.zero, self.lines, self.dots)
        self.set_dial(-1.0)

    def show(self, dial: float) -> None:
        """Show the stems up to index ``dial``; the newest one is growing."""
        for index, (value, seen, line, dot) in enumerate(
            zip(self.values, self.seen, self.lines, self.dots, strict=True)
        ):
            share = float(np.clip(dial - index + 1, 0.0, 1.0))
            foot, head = self.plane.to_scene([(index, 0.0), (index, value * share)])
            line.set_points_as_corners([foot, head])
            line.set_stroke(opacity=1.0 if share > 0 else 0.0)
            dot.move_to(head).set_opacity(1.0 if share > 0 and seen else 0.0)
