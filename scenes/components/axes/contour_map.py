"""A loss surface seen from above: nested levels, the same for the same objective wherever it is shown."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from optimlib.types import Objective
from scenes.components.axes.bands import LINE_OPACITY, bands
from scenes.components.axes.contours import contours
from scenes.components.axes.plane import Plane

RESOLUTION = 241
"""Grid points along each axis: on a whole screen a level's corners lie below a pixel from the true curve."""


class ContourMap(VGroup):
    """Levels of an objective in a plane's window, filled from valley to heights, with thin lines.

    Attributes
    ----------
    fill, lines
        The painted bands and the level lines, to be shown apart if wanted.
    """

    def __init__(self, plane: Plane, objective: Objective, *, line_opacity: float = LINE_OPACITY) -> None:
        super().__init__()
        x, y = (np.linspace(*bounds, RESOLUTION) for bounds in (plane.x_range, plane.y_range))
        x, y = np.meshgrid(x, y)
        contour = contours(x, y, objective.value(np.stack([x, y], axis=-1)))
        floor = plane.window.copy()
        self.fill, self.lines = bands(
            contour, objective.levels, plane.to_scene, floor, line_opacity=line_opacity
        )
        self.add(self.fill, self.lines)
