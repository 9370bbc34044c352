"""Bands wherever a grid lies are those of a map."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, Circle

from optimlib.objectives.ravine import Ravine
from scenes.components.axes.bands import band_colours, bands
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.contours import contours
from scenes.components.axes.plane import Plane


def test_a_map_has_its_lines_on_their_levels_and_its_bands_in_the_colours_of_all() -> None:
    plane, ground = Plane((-8.0, 2.0), (-3.0, 3.0), width=6.0), Ravine()
    told = ContourMap(plane, ground)
    corners = np.stack(np.meshgrid(plane.x_range, plane.y_range), axis=-1)
    levels = [level for level in ground.levels if level < ground.value(corners).max()]
    assert len(told.lines) == len(levels) == len(told.fill) - 1 > 3
    low = plane.window.get_corner(DOWN + LEFT)[:2]
    for level, line in zip(levels, told.lines, strict=True):
        data = np.array([-8.0, -3.0]) + (line.points[::4, :2] - low) * 10 / 6
        np.testing.assert_allclose(ground.value(data), level, rtol=0.02, atol=1e-3)
    for band, colour in zip(told.fill, band_colours(len(ground.levels)), strict=False):
        np.testing.assert_allclose(band.get_fill_color().to_rgb(), colour, atol=1 / 255)


def test_levels_above_all_values_are_not_painted_but_count_for_the_colours() -> None:
    x, y = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))
    contour = contours(x, y, x**2 + y**2)
    few, _ = bands(contour, (0.2, 0.5), lambda points: np.pad(points, ((0, 0), (0, 1))), Circle())
    more, _ = bands(contour, (0.2, 0.5, 9.0), lambda points: np.pad(points, ((0, 0), (0, 1))), Circle())
    assert len(few) == len(more) == 3
    assert few[-1].get_fill_color() != more[-1].get_fill_color()
