"""Arrows of one length all over a map: to the minimum, or against the gradient, or between the two."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane

COLUMNS, ROWS = 13, 7
"""Arrows across and down the map; both odd, so that some stand on the axes."""
LENGTH, WIDTH, HEAD = 0.5, 0.06, 0.2


class DirectionField(VGroup):
    """A field of directions on a valley's map; :meth:`point` sets it.

    Parameters
    ----------
    plane
        A map whose middle is the minimum.
    """

    def __init__(self, plane: Plane, condition: float, colour: str = theme.GRADIENT) -> None:
        super().__init__()
        self.plane = plane
        x, y = (
            (np.arange(count) + 0.5) / count * (high - low) + low
            for count, (low, high) in ((COLUMNS, plane.x_range), (ROWS, plane.y_range))
        )
        nodes = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        self.nodes = nodes[np.linalg.norm(nodes, axis=1) > 1e-6 * x[-1]]
        self.feet = plane.to_scene(self.nodes)
        self.casing = Arrows(self.feet, self.feet, theme.CASING, width=WIDTH, head=HEAD)
        self.casing.set_stroke(theme.CASING, width=3, opacity=theme.CASING_OPACITY)
        self.arrows = Arrows(self.feet, self.feet, colour, width=WIDTH, head=HEAD)
        self.add(self.casing, self.arrows)
        self.point(condition)

    def point(self, condition: float, *, turned: float = 1.0, grown: float = 1.0) -> DirectionField:
        """Point along −∇L of a valley with this condition number.

        ``turned`` is the share of the turn from the way to the minimum to −∇L, ``grown`` that of the length.
        """
        way, downhill = -self.nodes, -self.nodes * (1.0, condition)
        begin, end = (np.arctan2(vectors[:, 1], vectors[:, 0]) for vectors in (way, downhill))
        turn = (end - begin + np.pi) % (2 * np.pi) - np.pi
        at = begin + turned * turn
        along = grown * LENGTH / 2 * np.column_stack([np.cos(at), np.sin(at), np.zeros(len(at))])
        for arrows in (self.casing, self.arrows):
            arrows.point(self.feet - along, self.feet + along)
        return self


def axes_of(plane: Plane) -> VGroup:
    """Draw both axes through the minimum, from edge to edge."""
    lines = (
        [(one, 0.0) for one in plane.x_range],
        [(0.0, one) for one in plane.y_range],
    )
    style = {"color": theme.INK, "stroke_width": 5, "stroke_opacity": 0.9}
    return VGroup(*(Line(*plane.to_scene(ends), **style) for ends in lines))
