"""Bands between levels and the lines along them, painted wherever a grid of values lies: on a plane, in a disc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import ManimColor, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import polyline, set_pieces, thinned
from scenes.ground import ground_colours

LINE_WIDTH, LINE_OPACITY = 1.4, 0.55


def band_colours(levels: int) -> np.ndarray:
    """Return the colours of the bands that so many levels part, the valley floor first: ``(levels + 1, 3)``."""
    return ground_colours(np.linspace(0.0, 1.0, levels + 1))


def bands(
    contour: Any,
    levels: Sequence[float],
    to_scene: Callable[[np.ndarray], np.ndarray],
    floor: VMobject,
    *,
    line_opacity: float = LINE_OPACITY,
) -> tuple[VGroup, VGroup]:
    """Return the painted bands, the valley floor first, and the lines, in a map's colours.

    Parameters
    ----------
    contour
        What finds lines and bands (:func:`~scenes.components.axes.contours.contours`).
    levels
        All levels of the objective; those above the grid's values have no band, but count for the colours.
    to_scene
        Takes points ``(n, 2)`` of the grid to the stage ``(n, 3)``.
    floor
        What covers the whole ground; it gets the first colour.
    """
    lowest, *colours = (ManimColor.from_rgb(colour) for colour in band_colours(len(levels)))
    fill, lines = VGroup(floor.set_stroke(width=0).set_fill(lowest, opacity=1)), VGroup()
    for level, colour in zip(levels, colours, strict=True):
        # Each band covers all that lies higher, so neighbours cannot leave a seam of background between them.
        rings = []
        for outline, offsets in zip(*contour.filled(level, np.inf), strict=True):
            scene = to_scene(outline)
            rings += [thinned(scene[start:end]) for start, end in pairwise(offsets)]
        if not rings:
            break
        band = VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        set_pieces(band, rings)
        fill.add(band)
        pieces = [thinned(to_scene(piece)) for piece in contour.lines(level)]
        style = {"stroke_color": theme.CONTOUR, "stroke_width": LINE_WIDTH, "stroke_opacity": line_opacity}
        lines.add(polyline(pieces, **style))
    # Text may stand on it anywhere: its edges are no lines that cross one.
    fill.is_ground = True
    return fill, lines
