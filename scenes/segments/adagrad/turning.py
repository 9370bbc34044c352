"""The valley turns under its axes, and with it whatever does not mind."""

from __future__ import annotations

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.facts.turning import turned

from .changing_valley import ChangingValley
from .facts import Facts


class TurningValley(Dialled):
    """The valley and plain descent's path, turned about the minimum by ``dial`` degrees; cut off at the window.

    Parameters
    ----------
    walk
        The run in the valley that is not turned, ``(k + 1, 2)``.
    """

    def __init__(self, facts: Facts, plane: Plane, walk: np.ndarray, look: theme.Look) -> None:
        super().__init__()
        self.walk_points = walk
        curvature, levels = (facts.curvature_x, facts.curvature_y), facts.objective.load().levels

        def turned(degrees: float) -> Quadratic:
            return Quadratic(curvature, angle=float(np.radians(degrees)))

        self.valley = ChangingValley(plane, turned, levels, 0.0)
        self.path = ChangingPath(plane, look, width=3.5, head=0.22)
        self.add(self.valley, self.path)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Turn all by so many degrees."""
        self.valley.set_dial(dial)
        self.path.put(turned(self.walk_points, dial))
