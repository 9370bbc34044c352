"""Take points of the plane apart and put derivatives together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from optimlib.types import Array


def coordinates(x: ArrayLike) -> tuple[Array, Array]:
    """Give both coordinates of points `(..., 2)`, each `(...)`."""
    points = np.asarray(x, dtype=np.float64)
    return points[..., 0], points[..., 1]


def vector(along_x: ArrayLike, along_y: ArrayLike) -> Array:
    """Put two components together, `(...) -> (..., 2)`."""
    first, second = np.asarray(along_x), np.asarray(along_y)
    result = np.empty((*np.broadcast_shapes(first.shape, second.shape), 2))
    result[..., 0], result[..., 1] = first, second
    return result


def symmetric(xx: ArrayLike, xy: ArrayLike, yy: ArrayLike) -> Array:
    """Put second derivatives together, `(...) -> (..., 2, 2)`."""
    result = np.empty((*np.broadcast_shapes(np.shape(xx), np.shape(xy), np.shape(yy)), 2, 2))
    result[..., 0, 0], result[..., 1, 1] = xx, yy
    result[..., 0, 1] = result[..., 1, 0] = xy
    return result


def sum_of_coordinates(terms: Array) -> Array:
    """Add along the last axis, one coordinate after the other.

    For the few coordinates there are this is ten times faster than `np.sum`, and its rounding is the same for
    one point and for many.
    """
    total = terms[..., 0]
    for index in range(1, terms.shape[-1]):
        total = total + terms[..., index]
    return total
