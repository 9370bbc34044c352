"""Which moment of one recording is which moment of another: dynamic time warping.

Sakoe and Chiba, 1978 (https://doi.org/10.1109/TASSP.1978.1163055): of all ways through both that never go back, the
one along which they differ least. A step that goes on in both counts twice, so that no way is better for being short.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Path = NDArray[np.intp]

_LINGER = 0.15
"""What a step that stands still in one of the two costs more, in mean differences."""


def warp(one: Array, other: Array) -> tuple[Path, float]:
    """Align two sequences of features, shapes (n, k) and (m, k).

    Returns the way, pairs of indices from (0, 0) to (n - 1, m - 1), shape (steps, 2), and the mean difference along
    it.

    Examples
    --------
    >>> low, high = [0.0], [9.0]
    >>> way, difference = warp(np.array([low, high]), np.array([low, low, high]))
    >>> way.tolist(), difference
    ([[0, 0], [0, 1], [1, 2]], 0.0)
    """
    differences = _differences(one, other)
    came_from = _best_steps(differences)
    i, j = len(one) - 1, len(other) - 1
    way = [(i, j)]
    while i or j:
        step = came_from[i, j]
        i, j = i - (step != 1), j - (step != 2)
        way.append((i, j))
    path = np.array(way[::-1], np.intp)
    return path, float(differences[path[:, 0], path[:, 1]].mean())


def _differences(one: Array, other: Array) -> Array:
    """Distance of every moment of one from every moment of the other, shape (n, m)."""
    squares = (one**2).sum(1)[:, None] + (other**2).sum(1)[None] - 2 * one @ other.T
    return np.asarray(np.sqrt(np.maximum(squares, 0)), np.float64)


def _best_steps(differences: Array) -> NDArray[np.int8]:
    """How each pair is best reached: 0 from both before, 1 from the one before in ``other``, 2 in ``one``."""
    n, m = differences.shape
    linger = _LINGER * float(differences.mean())
    came_from = np.zeros((n, m), np.int8)
    # Along a diagonal all pairs are independent of each other; rows are numbered from 1, with walls around.
    last = np.full(n + 1, np.inf)
    before_last = np.full(n + 1, np.inf)
    for diagonal in range(n + m - 1):
        first, end = max(0, diagonal - m + 1), min(n, diagonal + 1)
        rows = np.arange(first, end)
        here = differences[rows, diagonal - rows]
        ways = np.stack(
            [
                before_last[first:end] + 2 * here,
                last[first + 1 : end + 1] + here + linger,
                last[first:end] + here + linger,
            ]
        )
        if diagonal == 0:
            ways[0, 0] = 2 * here[0]
        came_from[rows, diagonal - rows] = ways.argmin(axis=0)
        before_last, last = last, np.full(n + 1, np.inf)
        last[first + 1 : end + 1] = ways.min(axis=0)
    return came_from
