"""Which ticks of a horizontal axis have room for their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.components.axes.plane import Plane

HALF_CHARACTER = 0.07
"""About half as wide as a digit of a tick, in scene units."""


def fitting(plane: Plane, ticks: Sequence[float], right: float) -> list[float]:
    """Return the ticks whose numbers, centred below them, end left of ``right`` (in scene units)."""
    level = plane.y_range[0]
    return [
        tick for tick in ticks if plane.to_scene((tick, level))[0] + HALF_CHARACTER * len(f"{tick:g}") < right
    ]
