"""Many samples as one object."""

from __future__ import annotations

import numpy as np

from scenes.components.axes.plane import Plane
from scenes.components.axes.point_cloud import PointCloud


def test_each_point_is_a_closed_disc_in_its_place() -> None:
    plane = Plane((0, 4), (0, 2), width=8, height=4)
    cloud = PointCloud(plane, np.array([[1.0, 1.0], [3.0, 0.5]]), diameter=0.2)
    outlines = cloud.points.reshape(2, -1, 3)
    np.testing.assert_allclose(outlines[:, ::4].mean(axis=1), plane.to_scene([(1, 1), (3, 0.5)]), atol=1e-9)
    np.testing.assert_allclose(outlines[:, 0], outlines[:, -1], atol=1e-12)
    np.testing.assert_allclose(
        np.linalg.norm(outlines[:, ::4] - plane.to_scene([(1, 1), (3, 0.5)])[:, None], axis=-1), 0.1
    )


def test_what_is_outside_is_not_drawn_and_all_may_be_gone() -> None:
    cloud = PointCloud(Plane((0, 1), (0, 1), width=2, height=2), np.array([[0.5, 0.5], [2.0, 0.5]]))
    one = len(cloud.points)
    assert len(cloud.put(np.array([[0.1, 0.1], [0.9, 0.9]])).points) == 2 * one
    assert len(cloud.put(np.zeros((0, 2))).points) == 0
