"""Many points on a 3-D surface, as they are seen from where one looks."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.axes.point_cloud import disc_outlines
from scenes.components.surface.height_field import Surface


class SurfaceSwarm(VMobject):
    """Points ``(n, 2)`` of data as small discs of one colour on a surface; :meth:`put` sets them anew.

    They lie before the surface, so nothing of it should hide them. What lies outside the window is not drawn.

    Parameters
    ----------
    diameter
        Of a disc, in scene units.
    """

    def __init__(
        self,
        surface: Surface,
        points: np.ndarray,
        colour: str,
        *,
        diameter: float = 0.12,
        opacity: float = 0.9,
    ) -> None:
        super().__init__(fill_color=colour, fill_opacity=opacity)
        self.set_stroke(theme.CASING, width=1.2, opacity=0.8)
        self.surface, self.diameter = surface, diameter
        self.put(points)

    def put(self, points: np.ndarray) -> SurfaceSwarm:
        """Draw other points, as the surface is seen now."""
        points = np.asarray(points, dtype=float).reshape(-1, 2)
        inside = points[self.surface.plane.holds(points)]
        self.points = disc_outlines(self.surface.to_stage(inside, above=0.03), self.diameter)
        return self
