"""The valley while it changes: its curvature across, or its direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from manim import ManimColor, VGroup, VMobject

from optimlib.objectives.quadratic import Quadratic
from scenes import theme
from scenes.components.axes.bands import LINE_OPACITY, LINE_WIDTH, band_colours
from scenes.components.axes.contours import contours
from scenes.components.axes.plane import Plane, set_pieces, thinned
from scenes.components.dial import Dialled

RESOLUTION = 161
"""Grid points along each axis: ellipses are smooth, and a sweep computes them for every frame."""


class ChangingValley(Dialled):
    """A valley's bands and lines in a plane's window; ``ground`` says which valley belongs to a ``dial``.

    Attributes
    ----------
    fill, lines
        The painted bands, the valley floor first, and the level lines.
    """

    def __init__(
        self, plane: Plane, ground: Callable[[float], Quadratic], levels: Sequence[float], start: float
    ) -> None:
        super().__init__()
        self.plane, self.ground, self.levels = plane, ground, levels
        axes = (np.linspace(*bounds, RESOLUTION) for bounds in (plane.x_range, plane.y_range))
        self.grid = np.stack(np.meshgrid(*axes), axis=-1)
        lowest, *colours = (ManimColor.from_rgb(colour) for colour in band_colours(len(levels)))
        floor = plane.window.copy().set_stroke(width=0).set_fill(lowest, opacity=1)
        self.bands = VGroup(*(VMobject(stroke_width=0, fill_color=one, fill_opacity=1) for one in colours))
        self.fill = VGroup(floor, self.bands)
        # Text may stand on it anywhere: its edges are no lines that cross one.
        self.fill.is_ground = True
        style = {"stroke_color": theme.CONTOUR, "stroke_width": LINE_WIDTH, "stroke_opacity": LINE_OPACITY}
        self.lines = VGroup(*(VMobject(**style) for _ in levels))
        self.add(self.fill, self.lines)
        self.set_dial(start)

    def show(self, dial: float) -> None:
        """Paint the valley as it is at this setting."""
        contour = contours(*np.moveaxis(self.grid, -1, 0), self.ground(dial).value(self.grid))
        for level, band, line in zip(self.levels, self.bands, self.lines, strict=True):
            rings = []
            for outline, offsets in zip(*contour.filled(level, np.inf), strict=True):
                scene = self.plane.to_scene(outline)
                rings += [thinned(scene[start:end]) for start, end in pairwise(offsets)]
            set_pieces(band, rings)
            set_pieces(line, [thinned(self.plane.to_scene(piece)) for piece in contour.lines(level)])
