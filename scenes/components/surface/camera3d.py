"""Looking at the stage's ground from any side: world coordinates to stage coordinates, and to the graphics card's."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Viewpoint:
    """From where, and how strongly, one looks at a ground that lies flat on the stage.

    World coordinates are stage units: ``x`` and ``y`` as the ground lies on the stage, from its centre, and ``z``
    towards the viewer. Seen from above (:data:`FROM_ABOVE`) the world is the stage itself.

    Attributes
    ----------
    azimuth
        Degrees the eye has gone round the ground, counterclockwise; at 0 it stands below (towards −y).
    elevation
        Degrees above the ground; 90 looks straight down.
    perspective
        One over the eye's distance, per stage unit; 0 keeps parallels parallel.
    zoom
        Stage units shown for one unit at the target.
    target_x, target_y, target_z
        The point of the world that is looked at.
    shift_x, shift_y
        Where on the stage the target is seen, from the ground's centre.
    relief
        How high heights are drawn: 1 as they are, 0 flat.
    """

    azimuth: float = 0.0
    elevation: float = 90.0
    perspective: float = 0.0
    zoom: float = 1.0
    target_x: float = 0.0
    target_y: float = 0.0
    target_z: float = 0.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    relief: float = 0.0

    def towards(self, other: Viewpoint, share: float, *, back: float = 0.0) -> Viewpoint:
        """Return the viewpoint a share of the way to another one, the zoom changing by equal factors.

        ``back`` makes all smaller by that share halfway: one steps back while turning, so that nothing is cut off.
        """
        pairs = zip(astuple(self), astuple(other), strict=True)
        between = Viewpoint(*(here + share * (there - here) for here, there in pairs))
        zoom = self.zoom ** (1.0 - share) * other.zoom**share
        return replace(between, zoom=zoom * (1.0 - 4.0 * back * share * (1.0 - share)))

    @property
    def directions(self) -> np.ndarray:
        """Unit vectors of the world to the right, upwards and towards the eye, as rows ``(3, 3)``."""
        turn, tilt = np.radians([self.azimuth, self.elevation])
        (c, s), (ce, se) = (np.cos(turn), np.sin(turn)), (np.cos(tilt), np.sin(tilt))
        return np.array([[c, s, 0.0], [-s * se, c * se, ce], [s * ce, -c * ce, se]])

    @property
    def matrix(self) -> np.ndarray:
        """The projection as a matrix ``(4, 4)`` on ``(x, y, z, 1)``: stage x, stage y and nearness, over the last."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.directions
        matrix[:3, 3] = -self.directions @ (self.target_x, self.target_y, self.target_z)
        matrix[3] = np.array([0.0, 0.0, 0.0, 1.0]) - self.perspective * matrix[2]
        matrix[:2] = self.zoom * matrix[:2] + np.outer((self.shift_x, self.shift_y), matrix[3])
        return matrix

    def project(self, points: Any) -> np.ndarray:
        """Map world coordinates ``(..., 3)``, heights already as drawn, to the stage ``(..., 2)``.

        Examples
        --------
        >>> Viewpoint().project([1.0, 2.0, 3.0]).tolist()
        [1.0, 2.0]
        >>> Viewpoint(elevation=0.0, relief=1.0).project([1.0, 2.0, 3.0]).round(9).tolist()
        [1.0, 3.0]
        """
        points = np.asarray(points, dtype=float)
        seen = points @ self.matrix[:, :3].T + self.matrix[:, 3]
        return np.asarray(seen[..., :2] / seen[..., 3:])


FROM_ABOVE = Viewpoint()
"""The view in which the ground is the map it lies under."""
