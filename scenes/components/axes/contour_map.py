"""A loss surface seen from above: nested levels, the same for the same objective wherever it is shown."""

from __future__ import annotations

from itertools import pairwise

import contourpy
import numpy as np
from manim import ManimColor, VGroup, VMobject

from optimlib.types import Objective
from scenes import theme
from scenes.components.axes.plane import Plane, polyline, set_pieces, thinned
from scenes.ground import ground_colours

RESOLUTION = 241
"""Grid points along each axis: on a whole screen a level's corners lie below a pixel from the true curve."""
LINE_WIDTH, LINE_OPACITY = 1.4, 0.55


def band_colours(levels: int) -> np.ndarray:
    """Return the colours of the bands that so many levels part, the valley floor first: ``(levels + 1, 3)``."""
    return ground_colours(np.linspace(0.0, 1.0, levels + 1))


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
        value = objective.value(np.stack(np.meshgrid(x, y), axis=-1))
        generator = contourpy.contour_generator(x, y, value, fill_type=contourpy.FillType.OuterOffset)
        levels = [level for level in objective.levels if level < value.max()]
        floor, *colours = (ManimColor.from_rgb(colour) for colour in band_colours(len(objective.levels)))

        ground = plane.window.copy().set_stroke(width=0).set_fill(floor, opacity=1)
        self.fill = VGroup(ground)
        for level, colour in zip(levels, colours, strict=False):
            band = VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
            # Each band covers all that lies higher, so neighbours cannot leave a seam of background between them.
            rings = []
            for outline, offsets in zip(*generator.filled(level, np.inf), strict=True):
                scene = plane.to_scene(outline)
                rings += [thinned(scene[start:end]) for start, end in pairwise(offsets)]
            set_pieces(band, rings)
            self.fill.add(band)
        self.lines = VGroup()
        for level in levels:
            pieces = [thinned(plane.to_scene(line)) for line in generator.lines(level)]
            self.lines.add(
                polyline(
                    pieces, stroke_color=theme.CONTOUR, stroke_width=LINE_WIDTH, stroke_opacity=line_opacity
                )
            )
        # Text may stand on it anywhere: its edges are no lines that cross one.
        self.fill.is_ground = True
        self.add(self.fill, self.lines)
