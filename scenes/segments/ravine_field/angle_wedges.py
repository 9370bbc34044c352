"""The angle between steepest descent and the way to the minimum, as coloured wedges all over a valley's map."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import ManimColor, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.ground import ground_colours

from .facts import wedge

LIMITS = (0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0)
"""Degrees between which the colour is the same."""
GROUND = ManimColor(ground_colours(np.array([0.5]))[0])
"""Where the angle is zero: the colour of a map half the way up."""
STRENGTHS = (0.0, 0.2, 0.4, 0.58, 0.78, 1.0)
"""How much of the warning colour each band has over the ground."""


def band_colour(band: int) -> ManimColor:
    """Return the colour of the band from ``LIMITS[band]`` to the next limit."""
    return GROUND.interpolate(ManimColor(theme.WARNING), STRENGTHS[band])


class AngleWedges(Dialled):
    """Bands of one angle; the dial is the common logarithm of the valley's condition number."""

    def __init__(self, plane: Plane, condition: float) -> None:
        super().__init__()
        self.plane = plane
        floor = plane.window.copy().set_stroke(width=0).set_fill(band_colour(0), opacity=1)
        self.bands = VGroup(
            *(
                VMobject(stroke_width=0, fill_color=band_colour(band), fill_opacity=1)
                for band in range(1, len(STRENGTHS))
            )
        )
        self.fill = VGroup(floor, self.bands)
        # Text may stand on it anywhere: its edges are no lines that cross one.
        self.fill.is_ground = True
        self.add(self.fill)
        self.set_dial(float(np.log10(condition)))

    def show(self, dial: float) -> None:
        """Show the wedges of a valley with this condition number."""
        for degrees, band in zip(LIMITS[1:], self.bands, strict=False):
            set_pieces(band, wedges(self.plane, 10.0**dial, degrees))


def wedges(plane: Plane, condition: float, degrees: float) -> list[np.ndarray]:
    """Return the outlines, in scene coordinates, of where the angle is larger than so many degrees."""
    between = wedge(condition, degrees)
    if between is None:
        return []
    width, height = plane.x_range[1], plane.y_range[1]
    quarter = [(0.0, 0.0), *_edge(between, width, height), (0.0, 0.0)]
    signs = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
    return [plane.to_scene(np.array(quarter) * sign) for sign in signs]


def ray(plane: Plane, slope: float) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return both lines of this slope, up and down, through the middle of a map: their ends in scene coordinates."""
    [end] = _edge((slope, slope), plane.x_range[1], plane.y_range[1])[:1]
    ends = [np.array(end) * sign for sign in ((1, 1), (-1, -1), (1, -1), (-1, 1))]
    first, second, third, fourth = plane.to_scene(ends)
    return [(first, second), (third, fourth)]


def _edge(slopes: tuple[float, float], width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners of a map's quarter edge between two slopes, the lower one first."""
    low, high = ((min(width, height / slope), min(height, slope * width)) for slope in slopes)
    corner = [(width, height)] if low[0] == width and high[1] == height else []
    return [low, *corner, high]


def stripes(plane: Plane) -> VGroup:
    """Return the bands of a chart whose ordinate is the angle, each in its colour: the key of the wedges."""
    left, right = plane.x_range
    painted = VGroup()
    for band, (low, high) in enumerate(pairwise(LIMITS)):
        stripe = VMobject(stroke_width=0, fill_color=band_colour(band), fill_opacity=1)
        set_pieces(
            stripe,
            [plane.to_scene([(left, low), (right, low), (right, high), (left, high), (left, low)])],
        )
        painted.add(stripe)
    painted.is_ground = True
    return painted
