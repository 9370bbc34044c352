"""Plane geometry of boxes and outlines, on whole arrays at once.

A box is left, bottom, right, top; a piece of an outline is the two ends ``x0, y0, x1, y1`` of a straight line.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def meeting(box: Array, others: Array, slack: float = 0.0) -> Mask:
    """Tell which boxes ``(n, 4)`` share more than a strip ``slack`` wide with a box ``(4,)``.

    Examples
    --------
    >>> meeting(np.array([0, 0, 1, 1.0]), np.array([[0.9, 0, 2, 1], [1.1, 0, 2, 1]])).tolist()
    [True, False]
    """
    low, high = np.maximum(others[:, :2], box[:2]), np.minimum(others[:, 2:], box[2:])
    return np.asarray(np.all(high - low > slack, axis=1))


def crossed(boxes: Array, lines: Array, width: float = 0.0) -> Mask:
    """Tell which boxes ``(n, 4)`` a line ``width`` wide along pieces ``(m, 4)`` passes through.

    Examples
    --------
    >>> crossed(np.array([[0, 0, 1, 1.0], [2, 2, 3, 3]]), np.array([[-1.0, 0.5, 2, 0.5]])).tolist()
    [True, False]
    """
    half = width / 2
    found = np.zeros(len(boxes), dtype=bool)
    if not len(lines):
        return found
    start, delta = lines[:, :2], lines[:, 2:] - lines[:, :2]
    for rank, box in enumerate(boxes):
        low, high = box[:2] - half - start, box[2:] + half - start
        # Liang and Barsky's rule: the shares of each piece that lie between the sides, along both axes.
        with np.errstate(divide="ignore", invalid="ignore"):
            enter, leave = np.minimum(low / delta, high / delta), np.maximum(low / delta, high / delta)
        flat = delta == 0.0
        inside = (low < 0.0) & (high > 0.0)
        enter = np.where(flat, np.where(inside, -np.inf, np.inf), enter)
        leave = np.where(flat, np.where(inside, np.inf, -np.inf), leave)
        first, last = np.maximum(enter.max(axis=1), 0.0), np.minimum(leave.min(axis=1), 1.0)
        found[rank] = bool(np.any(first < last))
    return found


def covered(boxes: Array, lines: Array) -> Mask:
    """Tell which boxes ``(n, 4)`` lie wholly inside a closed outline ``(m, 4)``.

    Examples
    --------
    >>> square = np.array([[0, 0, 4, 0], [4, 0, 4, 4], [4, 4, 0, 4], [0, 4, 0, 0.0]])
    >>> covered(np.array([[1, 1, 2, 2.0], [3, 3, 5, 5]]), square).tolist()
    [True, False]
    """
    if not len(lines):
        return np.zeros(len(boxes), dtype=bool)
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    return np.asarray(_inside(corners, lines).all(axis=1) & ~crossed(boxes, lines))


def _inside(points: Array, lines: Array) -> Mask:
    """Tell which points ``(..., 2)`` have an odd number of pieces on their right."""
    x, y = points[..., 0, None], points[..., 1, None]
    x0, y0, x1, y1 = lines.T
    straddles = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
    return np.asarray((straddles & (at > x)).sum(axis=-1) % 2 == 1)


def pieces(curves: Any, parts: int = 4) -> Array:
    """Cut cubic Bézier curves ``(n, 4, 2)`` into straight pieces ``(n * parts, 4)``."""
    curves = np.asarray(curves, dtype=float)
    t = np.linspace(0.0, 1.0, parts + 1)
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=-1)
    points = np.einsum("tk,nkd->ntd", weights, curves)
    return np.concatenate([points[:, :-1], points[:, 1:]], axis=-1).reshape(-1, 4)


def contrast(one: Any, other: Any) -> Array:
    """Return the ratio of luminance of colours ``(..., 3)``, each 0 to 1, as WCAG 2 defines it.

    Examples
    --------
    >>> float(contrast([1, 1, 1], [0, 0, 0]))
    21.0
    """
    light, dark = (_luminance(np.asarray(colour, dtype=float)) for colour in (one, other))
    return np.asarray((np.maximum(light, dark) + 0.05) / (np.minimum(light, dark) + 0.05))


def _luminance(colour: Array) -> Array:
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))
