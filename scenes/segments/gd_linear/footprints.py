"""Where a run has been on its cost curve: a dot for each step and a tick on the axis of w below it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject

from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker

from .epoch_table import LEARNS


class Footprints(Dialled):
    """Dots and ticks of the weights ``path`` up to step ``dial``, as far as they stand apart."""

    apart, tick, size = 0.03, 0.12, 0.1

    def __init__(self, plane: Plane, cost: Callable[[float], float], path: np.ndarray) -> None:
        super().__init__()
        feet = plane.to_scene(np.stack([path, np.zeros_like(path)], axis=-1))
        seen = int(np.argmax(np.abs(np.diff(feet[:, 0])) < self.apart)) or len(path)
        self.feet = feet[:seen]
        self.ticks = VMobject(stroke_color=LEARNS.colour, stroke_width=2.5)
        self.dots = VGroup(
            *(
                marker("disc", self.size, LEARNS.colour).move_to(plane.to_scene((w, cost(float(w)))))
                for w in path[:seen]
            )
        )
        self.add(self.ticks, self.dots)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Leave the marks of all steps up to ``dial``."""
        up = np.array([0.0, self.tick, 0.0])
        count = int(dial + 1e-6) + 1
        set_pieces(self.ticks, [np.array([foot, foot + up]) for foot in self.feet[:count]])
        for rank, dot in enumerate(self.dots):
            dot.set_opacity(1.0 if rank < count else 0.0)
