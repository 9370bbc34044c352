"""The way an optimizer went: a line up to any moment of its steps, a marker on every point."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker


class TrajectoryPath(Dialled):
    """A path in a plane's window, drawn up to ``dial`` steps; parts outside the window are cut off.

    Parameters
    ----------
    points
        The points of the run ``(k + 1, 2)``, the start first; non-finite ones end the path.
    look
        Colour, dash and marker of the method.
    head
        Size of the marker that leads, in scene units; 0 for none.
    """

    def __init__(
        self,
        plane: Plane,
        points: np.ndarray,
        look: theme.Look,
        *,
        width: float = 3.5,
        markers: bool = True,
        head: float = 0.2,
    ) -> None:
        super().__init__()
        finite = np.isfinite(points).all(axis=-1)
        count = len(points) if finite.all() else int(np.argmin(finite))
        self.plane, self.look = plane, look
        self.points_data = np.asarray(points, dtype=float)[:count]
        self.casing = VMobject(
            stroke_color=theme.CASING,
            stroke_width=width + 2 * theme.CASING_WIDTH,
            stroke_opacity=theme.CASING_OPACITY,
            joint_type=LineJointType.ROUND,
        )
        self.line = VMobject(stroke_color=look.colour, stroke_width=width, joint_type=LineJointType.ROUND)
        self.markers = VGroup()
        scene = plane.to_scene(self.points_data)
        inside = plane.holds(self.points_data)
        self._marker_steps = [step for step in range(count) if inside[step]] if markers else []
        for step in self._marker_steps:
            self.markers.add(marker(look.marker, 0.11, look.colour).move_to(scene[step]))
        self.head = marker(look.marker, head, look.colour, rim=True) if head else VGroup()
        self.add(self.casing, self.line, self.markers, self.head)
        self.set_dial(0.0)

    def at(self, step: float) -> np.ndarray:
        """Return the point reached after ``step`` steps, in data coordinates ``(2,)``."""
        last = len(self.points_data) - 1
        step = min(max(step, 0.0), float(last))
        below = min(int(step), max(last - 1, 0))
        start, end = self.points_data[below], self.points_data[min(below + 1, last)]
        return np.asarray(start + (step - below) * (end - start))

    def show(self, dial: float) -> None:
        """Draw the path up to ``dial`` steps."""
        whole = min(int(dial), len(self.points_data) - 1)
        reached = np.vstack([self.points_data[: whole + 1], self.at(dial)])
        pieces = self.plane.clip(self.plane.to_scene(reached))
        set_pieces(self.casing, pieces)
        set_pieces(self.line, dashed(pieces, self.look.dash))
        for step, mark in zip(self._marker_steps, self.markers, strict=True):
            mark.set_opacity(1.0 if step <= dial + 1e-9 else 0.0)
        head = self.at(dial)
        seen = bool(self.plane.holds(head))
        if len(self.head):
            self.head.move_to(self.plane.to_scene(head)).set_opacity(1.0 if seen else 0.0)


def dashed(pieces: list[np.ndarray], dash: tuple[float, float] | tuple[()]) -> list[np.ndarray]:
    """Cut polylines ``(n, 3)`` into dashes measured along them, so that dashes do not crawl as a line grows."""
    if not dash:
        return pieces
    on, off = dash
    cuts: list[np.ndarray] = []
    for piece in pieces:
        lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(piece, axis=0), axis=1))])
        total = lengths[-1]
        for start in np.arange(0.0, total, on + off):
            end = min(start + on, total)
            inner = (lengths > start) & (lengths < end)
            at = np.concatenate([[start], lengths[inner], [end]])
            cuts.append(np.stack([np.interp(at, lengths, piece[:, axis]) for axis in range(3)], axis=-1))
    return cuts
