"""A valley seen from above that is made flatter along x."""

from __future__ import annotations

import numpy as np

from optimlib.types import Objective
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled


class FlatteningMap(Dialled):
    """The map of a quadratic valley; the dial says how many times as flat along x it is than it was.

    Such a valley is the first one, stretched along x by the root of that.
    """

    def __init__(self, plane: Plane, objective: Objective) -> None:
        super().__init__()
        self.plane, self.objective = plane, objective
        self.map = ContourMap(plane, objective)
        self.add(self.map)
        self.dial = 1.0

    def show(self, dial: float) -> None:
        """Show the valley so many times as flat."""
        window, shrunk = self.plane.window, 1 / np.sqrt(dial)
        low, high = self.plane.x_range
        narrow = Plane(
            (low * shrunk, high * shrunk), self.plane.y_range, width=window.width, height=window.height
        ).move_to(window)
        now = ContourMap(narrow, self.objective)
        for drawn, wanted in ((self.map.fill, now.fill), (self.map.lines, now.lines)):
            for rank, one in enumerate(drawn):
                # The highest levels leave the map.
                one.points = wanted[rank].points if rank < len(wanted) else np.zeros((0, 3))
