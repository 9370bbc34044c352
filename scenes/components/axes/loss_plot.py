"""Curves over steps (or anything else) that grow with time."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker


class Curve(Dialled):
    """A curve through points ``(n, 2)`` of a plane, drawn up to the abscissa ``dial``, a marker at its end.

    The abscissae must rise. Parts outside the window are cut off.
    """

    def __init__(
        self,
        plane: Plane,
        points: np.ndarray,
        look: theme.Look,
        *,
        width: float = 3.0,
        head: float = 0.16,
    ) -> None:
        super().__init__()
        points = np.asarray(points, dtype=float)
        self.plane, self.look = plane, look
        self.points_data = points[np.isfinite(points).all(axis=-1)]
        self.line = VMobject(stroke_color=look.colour, stroke_width=width, joint_type=LineJointType.ROUND)
        self.add(self.line)
        self.head = marker(look.marker, head, look.colour) if head else None
        if self.head is not None:
            self.add(self.head)
        self.set_dial(float(self.points_data[0, 0]))

    def at(self, abscissa: float) -> np.ndarray:
        """Return the point of the curve at an abscissa, in data coordinates ``(2,)``."""
        x, y = self.points_data.T
        return np.array([np.clip(abscissa, x[0], x[-1]), np.interp(abscissa, x, y)])

    def show(self, dial: float) -> None:
        """Draw the curve up to the abscissa ``dial``."""
        before = self.points_data[self.points_data[:, 0] < dial]
        end = self.at(dial)
        reached = np.vstack([before, end]) if len(before) else np.vstack([end, end])
        set_pieces(self.line, dashed(self.plane.clip(self.plane.to_scene(reached)), self.look.dash))
        if self.head is not None:
            seen = bool(self.plane.holds(end))
            self.head.move_to(self.plane.to_scene(end)).set_opacity(1.0 if seen else 0.0)
