"""Bands wherever a grid lies are those of a map."""

from __future__ import annotations

import numpy as np
from manim import Circle

from optimlib.objectives.ravine import Ravine
from scenes.components.axes.bands import bands
from scenes.components.axes.contour_map import RESOLUTION, ContourMap
from scenes.components.axes.contours import contours
from scenes.components.axes.plane import Plane


def test_on_a_planes_grid_they_are_the_maps_to_the_last_point() -> None:
    plane, ground = Plane((-8.0, 2.0), (-3.0, 3.0), width=6.0), Ravine()
    x, y = np.meshgrid(*(np.linspace(*one, RESOLUTION) for one in (plane.x_range, plane.y_range)))
    contour = contours(x, y, ground.value(np.stack([x, y], axis=-1)))
    fill, lines = bands(contour, ground.levels, plane.to_scene, plane.window.copy())
    told = ContourMap(plane, ground)
    for mine, its in ((fill, told.fill), (lines, told.lines)):
        assert len(mine) == len(its) > 3
        for one, other in zip(mine, its, strict=True):
            assert np.array_equal(one.points, other.points)
            assert one.get_fill_color() == other.get_fill_color()
            assert one.get_stroke_color() == other.get_stroke_color()
            assert one.get_stroke_width() == other.get_stroke_width()


def test_levels_above_all_values_are_not_painted_but_count_for_the_colours() -> None:
    x, y = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))
    contour = contours(x, y, x**2 + y**2)
    few, _ = bands(contour, (0.2, 0.5), lambda points: np.pad(points, ((0, 0), (0, 1))), Circle())
    more, _ = bands(contour, (0.2, 0.5, 9.0), lambda points: np.pad(points, ((0, 0), (0, 1))), Circle())
    assert len(few) == len(more) == 3
    assert few[-1].get_fill_color() != more[-1].get_fill_color()
