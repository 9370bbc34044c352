"""Points of the plane, turned about its origin."""

from __future__ import annotations

import numpy as np


def turned(points: np.ndarray, degrees: float) -> np.ndarray:
    """Return where points ``(..., 2)`` are when the plane is turned, from x towards y.

    Examples
    --------
    >>> turned(np.array([[1.0, 0.0], [1.0, 1.0]]), 45).round(3).tolist()
    [[0.707, 0.707], [0.0, 1.414]]
    """
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.asarray(np.asarray(points) @ np.array([[cos, sin], [-sin, cos]]))
