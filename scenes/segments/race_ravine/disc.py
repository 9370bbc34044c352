"""A round piece of the valley, which can be turned."""

from __future__ import annotations

import numpy as np
from manim import Circle

from scenes.components.axes.bands import bands
from scenes.components.axes.contours import contours
from scenes.components.dial import Dialled

from .facts import valley


class TurningDisc(Dialled):
    """The valley around a point, turned about that point by as many degrees as the dial says.

    Parameters
    ----------
    centre
        The point ``(2,)`` of the valley in the middle.
    reach
        How far one sees, in units of the valley.
    radius, middle
        Size and place on the stage.
    """

    def __init__(self, centre: np.ndarray, reach: float, radius: float, middle: np.ndarray) -> None:
        super().__init__()
        self.middle, self.unit = np.asarray(middle, dtype=float), radius / reach
        ground = valley(0.0)
        distance, angle = np.meshgrid(np.linspace(0, reach, 60), np.linspace(0, 2 * np.pi, 181))
        x, y = distance * np.cos(angle), distance * np.sin(angle)
        value = ground.value(np.stack([x, y], axis=-1) + centre)
        # The grid is round: no corner is ever seen.
        contour = contours(x, y, value)
        self.fill, self.lines = bands(contour, ground.levels, self.place, Circle(radius).move_to(self.middle))
        self.add(self.fill, self.lines)
        self._drawn = [part.points.copy() for part in self.get_family()]
        self.set_dial(0.0)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Return scene coordinates of points ``(..., 2)``, given from the centre and not turned."""
        points = np.asarray(points, dtype=float) * self.unit
        return self.middle + np.concatenate([points, np.zeros((*points.shape[:-1], 1))], axis=-1)

    def show(self, dial: float) -> None:
        """Turn the valley by ``dial`` degrees."""
        angle = np.radians(dial)
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        for part, points in zip(self.get_family(), self._drawn, strict=True):
            if len(points):
                part.points = (points - self.middle) @ turn.T + self.middle
