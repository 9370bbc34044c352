"""Where a name goes: beside what it names, inside its window, clear of other names."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Mobject

from scenes import theme

CLEAR = 0.05
"""How far a name keeps away from what it must not cover: what only just does not touch reads as one."""


def box(thing: Mobject) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower left and the upper right corner of a thing, in the plane."""
    return thing.get_corner(DOWN + LEFT)[:2], thing.get_corner(UP + RIGHT)[:2]


def overlap(one: Mobject, other: Mobject, clear: float = 0.0) -> bool:
    """Tell whether the boxes around two things share any area, or come nearer than ``clear``."""
    (low, high), (other_low, other_high) = box(one), box(other)
    return bool(np.all(low < other_high + clear) and np.all(other_low < high + clear))


def within(thing: Mobject, window: Mobject) -> bool:
    """Tell whether the box around a thing lies inside the one around a window."""
    (low, high), (window_low, window_high) = box(thing), box(window)
    return bool(np.all(low >= window_low) and np.all(high <= window_high))


def into_stage(thing: Mobject) -> Mobject:
    """Move a thing to the right, if it begins in the left margin: an axis with long numbers."""
    return thing.shift(max(theme.STAGE_LEFT - thing.get_left()[0], 0.0) * RIGHT)


def put_first_free(
    thing: Mobject,
    places: Iterable[np.ndarray],
    window: Mobject,
    others: Iterable[Mobject] = (),
    lines: Iterable[np.ndarray] = (),
) -> Mobject:
    """Move a thing's centre to the first place inside a window where it covers no other thing and no line.

    Lines are given as close points ``(n, 3)``. If no place is free, the thing stays at the first one.
    """
    others, lines, places = list(others), list(lines), list(places)
    for place in places:
        thing.move_to(place)
        low, high = (corner + sign * CLEAR for corner, sign in zip(box(thing), (-1, 1), strict=True))
        crossed = any(np.any(np.all((line[:, :2] > low) & (line[:, :2] < high), axis=-1)) for line in lines)
        if (
            within(thing, window)
            and not crossed
            and not any(overlap(thing, other, CLEAR) for other in others)
        ):
            return thing
    return thing.move_to(places[0])


def close_points(line: np.ndarray, apart: float = 0.05) -> np.ndarray:
    """Add points to a polyline ``(n, 3)`` until neighbours are close, as :func:`put_first_free` needs them.

    Examples
    --------
    >>> close_points(np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]), apart=0.5)[:, 0].tolist()
    [0.0, 0.5, 1.0]
    """
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    at = np.union1d(along, np.arange(0.0, along[-1], apart))
    return np.stack([np.interp(at, along, line[:, axis]) for axis in range(3)], axis=-1)


def put_beside(
    thing: Mobject, point: np.ndarray, window: Mobject, others: Iterable[Mobject] = (), *, buff: float = 0.2
) -> Mobject:
    """Move a thing beside a point: to the right, left, top or bottom, the first that is inside and free.

    If none is, it stays below the point.
    """
    others = list(others)
    for side in (RIGHT, LEFT, UP, DOWN):
        thing.next_to(point, side, buff=buff)
        if within(thing, window) and not any(overlap(thing, other, CLEAR) for other in others):
            break
    return thing
