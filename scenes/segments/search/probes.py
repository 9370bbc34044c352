"""Values that a search asks for: a stem at each place that is tried, as high as the function there."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker

TRIED = theme.Look(theme.X_AXIS, (), "disc")


class Probes(Dialled):
    """Places ``(n,)`` with their values, the first ``dial`` of them tried; the others are hollow marks on the axis.

    A ring in the colour of goals lies round the lowest value so far.
    """

    def __init__(self, plane: Plane, x: np.ndarray, values: np.ndarray, *, size: float = 0.17) -> None:
        super().__init__()
        self.plane, self.x, self.values = plane, np.asarray(x, dtype=float), np.asarray(values, dtype=float)
        self.stems = VMobject(stroke_color=TRIED.colour, stroke_width=2.5, stroke_opacity=0.55)
        self.dots = VGroup(*(marker(TRIED.marker, size, TRIED.colour) for _ in self.x))
        self.dots.set_stroke(TRIED.colour, width=2)
        self.ring = marker("ring", 1.9 * size, theme.GOAL)
        self.ring[0].set_fill(opacity=0)
        self.ring[0].set_stroke(width=4)
        self.add(self.stems, self.dots, self.ring)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the first ``dial`` places tried; the newest stem is growing."""
        low = self.plane.y_range[0]
        feet = self.plane.to_scene(np.stack([self.x, np.full_like(self.x, low)], axis=-1))
        heads = self.plane.to_scene(np.stack([self.x, self.values], axis=-1))
        share = np.clip(dial - np.arange(len(self.x)), 0.0, 1.0)[:, None]
        ends = feet + share * (heads - feet)
        set_pieces(self.stems, [np.stack(pair) for pair in zip(feet, ends, strict=True)])
        for dot, end, one in zip(self.dots, ends, share[:, 0], strict=True):
            dot.move_to(end).set_fill(TRIED.colour if one > 0 else theme.BACKGROUND)
        tried = int(dial + 1e-6)
        self.ring[0].set_stroke(opacity=1.0 if tried else 0.0)
        if tried:
            self.ring.move_to(heads[np.argmin(self.values[:tried])])
