"""Arrows: one for a quantity, or a whole field of them as a single object."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import VMobject

from scenes import theme


def arrow_outlines(starts: np.ndarray, ends: np.ndarray, width: float, head: float) -> np.ndarray:
    """Return the outlines of arrows from ``starts`` to ``ends`` (both ``(n, 3)``) as closed polygons ``(n, 8, 3)``.

    ``width`` is that of the shaft and ``head`` the length of the head, in scene units; a short arrow has a
    smaller head, so its length stays true.
    """
    delta = ends - starts
    length = np.linalg.norm(delta, axis=-1, keepdims=True)
    along = delta / np.maximum(length, 1e-12)
    across = np.stack([-along[:, 1], along[:, 0], np.zeros(len(along))], axis=-1)
    tip = np.minimum(head, 0.6 * length)
    shaft = np.minimum(width, 0.5 * tip) / 2
    neck = ends - along * tip
    corners = [
        starts + across * shaft,
        neck + across * shaft,
        neck + across * tip * 0.45,
        ends,
        neck - across * tip * 0.45,
        neck - across * shaft,
        starts - across * shaft,
        starts + across * shaft,
    ]
    return np.stack(corners, axis=1)


class Arrows(VMobject):
    """One or many arrows, filled, as one object; :meth:`point` sets them anew.

    Parameters
    ----------
    starts, ends
        Scene coordinates, ``(3,)`` for one arrow or ``(n, 3)`` for a field.
    """

    def __init__(
        self,
        starts: Any,
        ends: Any,
        colour: str = theme.INK,
        *,
        width: float = 0.055,
        head: float = 0.2,
        opacity: float = 1.0,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.shaft_width, self.head_length = width, head
        self.point(starts, ends)

    def point(self, starts: Any, ends: Any) -> Arrows:
        """Let the arrows run from ``starts`` to ``ends``."""
        starts, ends = np.atleast_2d(np.asarray(starts, float)), np.atleast_2d(np.asarray(ends, float))
        outlines = arrow_outlines(starts, ends, self.shaft_width, self.head_length)
        first, last = outlines[:, :-1], outlines[:, 1:]
        curves = np.stack([first, first + (last - first) / 3, first + (last - first) * 2 / 3, last], axis=2)
        self.points = curves.reshape(-1, 3)
        return self
