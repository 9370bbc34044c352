"""A value that stays, jumps, stays: what a run holds while gradients are being worked out."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker


class Staircase(Dialled):
    """Values ``(k + 1,)`` that are held from one abscissa to the next, drawn up to the abscissa ``dial``.

    The abscissae ``(k + 1,)``, rising, may be changed (:meth:`stand_at`): the same steps, counted otherwise.
    Parts outside the window are cut off.
    """

    def __init__(
        self,
        plane: Plane,
        abscissae: np.ndarray,
        values: np.ndarray,
        look: theme.Look,
        *,
        width: float = 4.0,
        head: float = 0.2,
    ) -> None:
        super().__init__()
        self.plane, self.look = plane, look
        self.abscissae, self.values = np.asarray(abscissae, dtype=float), np.asarray(values, dtype=float)
        self.line = VMobject(stroke_color=look.colour, stroke_width=width)
        self.head = marker(look.marker, head, look.colour)
        self.add(self.line, self.head)
        self.set_dial(float(self.abscissae[0]))

    def corners(self, dial: float) -> np.ndarray:
        """Return the corners of the stairs up to an abscissa, in data coordinates ``(n, 2)``."""
        steps = int(np.searchsorted(self.abscissae, dial + 1e-9, side="right"))
        x, y = self.abscissae[:steps], self.values[:steps]
        flat = np.stack([np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]], axis=-1)
        return np.vstack([flat, [max(dial, x[-1]), y[-1]]])

    def stand_at(self, abscissae: np.ndarray) -> Staircase:
        """Move the steps to other abscissae."""
        self.abscissae = np.asarray(abscissae, dtype=float)
        self.show(self.dial)
        return self

    def show(self, dial: float) -> None:
        """Draw the stairs up to the abscissa ``dial``."""
        corners = self.corners(dial)
        set_pieces(self.line, dashed(self.plane.clip(self.plane.to_scene(corners)), self.look.dash))
        seen = bool(self.plane.holds(corners[-1]))
        self.head.move_to(self.plane.to_scene(corners[-1])).set_opacity(1.0 if seen else 0.0)
