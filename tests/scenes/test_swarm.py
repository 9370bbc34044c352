"""Many points on a surface."""

from __future__ import annotations

import numpy as np

from optimlib import objectives
from scenes.components.axes.plane import Plane
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.surface.swarm import SurfaceSwarm


def test_a_swarm_lies_where_its_points_are_seen_and_only_inside_the_window() -> None:
    plane = Plane((-2.0, 2.0), (-1.6, 1.6), width=4.0, height=3.2)
    surface = Surface(plane, objectives.load("bounded_saddle"), height=1.0)
    surface.look(Viewpoint(30, 40, 0.02, relief=1))
    swarm = SurfaceSwarm(surface, np.array([(0.5, 0.5), (9.0, 0.0)]), "#FFFFFF", diameter=0.1)
    assert len(swarm.points) == 32
    np.testing.assert_allclose(swarm.get_center(), surface.to_stage((0.5, 0.5), above=0.03), atol=1e-6)
    swarm.put(np.array([(9.0, 9.0)]))
    assert len(swarm.points) == 0
