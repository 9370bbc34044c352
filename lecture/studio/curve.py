"""The ground of an objective of one coordinate: its curve over stripes of equal height, in the frame of a map."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from optimlib.types import Objective
from scenes import theme

POINTS = 601
"""Points of the curve."""
BELOW, ABOVE = 0.14, 0.06
"""Room below the lowest point and above the highest one, as shares of the height."""


def curve(objective: Objective, colours: Sequence[str]) -> dict[str, Any]:
    """Tell frame, minima, stripes and curve; of ``colours`` there is one more than of levels."""
    left, right = map(float, objective.view[0])
    x = np.linspace(left, right, POINTS)
    height = np.asarray(objective.value(x[:, None]), dtype=float)
    seen = height[np.isfinite(height)]
    low, high = float(seen.min()), float(seen.max())
    room = (high - low) or 1.0
    bottom, top = low - BELOW * room, high + ABOVE * room
    edges = [bottom, *np.clip(objective.levels, bottom, top).tolist(), top]
    points = np.column_stack([x, np.nan_to_num(height, nan=top, posinf=top, neginf=bottom)])
    minima = np.asarray(objective.minima, dtype=float).reshape(-1, 1)
    stripes = [
        {"colour": colour, "polygons": [[[[left, one], [right, one], [right, other], [left, other]]]]}
        for (one, other), colour in zip(pairwise(edges), colours, strict=True)
        if other > one
    ]
    rounded = np.round(points, 5).tolist()
    earth = {"colour": theme.BACKGROUND, "polygons": [[[[left, bottom], *rounded, [right, bottom]]]]}
    return {
        "view": [[left, right], [bottom, top]],
        "minima": np.column_stack([minima[:, 0], objective.value(minima)]).tolist(),
        "bands": [*stripes, earth],
        "lines": [],
        "curve": rounded,
        "lowest": low,
    }
