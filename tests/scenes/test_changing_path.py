"""A run that is laid anew for every setting."""

from __future__ import annotations

import numpy as np

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.plane import Plane


def test_markers_stand_on_points_inside_the_window_and_nothing_is_seen_outside() -> None:
    plane = Plane((-1.0, 1.0), (-1.0, 1.0), width=4.0, height=2.0)
    path = ChangingPath(plane, theme.look("momentum"), points=3)
    points = np.array([[-0.5, 0.0], [0.5, 0.5], [3.0, 0.0]])
    path.put(points)
    for mark, point in zip(path.markers[:2], points, strict=False):
        np.testing.assert_allclose(mark.get_center(), plane.to_scene(point), atol=1e-9)
    assert [mark.get_fill_opacity() > 0 for mark in (*path.markers, path.head)] == [True, True, False, False]
    assert path.line.get_right()[0] <= plane.window.get_right()[0] + 1e-9
    path.put(points * 0.5)
    np.testing.assert_allclose(path.markers[1].get_center(), plane.to_scene((0.25, 0.25)), atol=1e-9)


def test_a_path_needs_as_many_points_as_it_has_markers() -> None:
    path = ChangingPath(Plane((-1, 1), (-1, 1), width=2, height=2), theme.look("momentum"), points=3)
    with np.testing.assert_raises(ValueError):
        path.put(np.zeros((2, 2)))
