"""Many samples as one object: a thousand discs cost no more than a curve."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.axes.plane import Plane

_CORNERS = np.stack([*(f(np.linspace(0.0, 2 * np.pi, 9)) for f in (np.cos, np.sin)), np.zeros(9)], axis=-1)
"""An octagon that is closed: at this size nobody tells it from a disc."""


class PointCloud(VMobject):
    """Points ``(n, 2)`` of a plane as small discs of one colour; :meth:`put` sets them anew.

    What lies outside the window is not drawn.

    Parameters
    ----------
    diameter
        Of a disc, in scene units.
    """

    def __init__(
        self,
        plane: Plane,
        points: np.ndarray,
        colour: str = theme.INK,
        *,
        diameter: float = 0.06,
        opacity: float = 0.8,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.plane, self.diameter = plane, diameter
        self.put(points)

    def put(self, points: np.ndarray) -> PointCloud:
        """Draw other points."""
        points = np.asarray(points, dtype=float).reshape(-1, 2)
        scene = self.plane.to_scene(points[self.plane.holds(points)])
        self.points = disc_outlines(scene, self.diameter)
        return self


def disc_outlines(centres: np.ndarray, diameter: float) -> np.ndarray:
    """Return the outlines of small discs around points of the stage ``(n, 3)``, as one object's Bézier points.

    >>> disc_outlines(np.zeros((2, 3)), 0.1).shape
    (64, 3)
    """
    corners = centres[:, None] + diameter / 2 * _CORNERS
    first, last = corners[:, :-1], corners[:, 1:]
    curves = np.stack([first, first + (last - first) / 3, first + (last - first) * 2 / 3, last], axis=2)
    return np.asarray(curves.reshape(-1, 3))
