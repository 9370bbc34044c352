"""A few words for many numbers, so that whatever a notebook shows by itself fits in one line."""

from __future__ import annotations

import numpy as np

from optimlib.types import Array

_MOST = 4  # coordinates that are shown; a network has thousands


def counted(number: int, thing: str) -> str:
    """Count things.

    >>> counted(1, "step"), counted(2, "step")
    ('1 step', '2 steps')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"


def shown(point: Array) -> str:
    """Show a point, or its first coordinates.

    >>> shown(np.arange(6.0))
    '(0, 1, 2, 3, …)'
    """
    coordinates = [f"{coordinate:.4g}" for coordinate in point[:_MOST].tolist()]
    return f"({', '.join(coordinates + ['…'] * (len(point) > _MOST))})"


def span(values: Array) -> str:
    """Show the least and the largest finite number, or the one there is.

    >>> span(np.array([2.0, np.nan, 0.5])), span(np.array(3.0)), span(np.array(np.inf))
    ('0.5 … 2', '3', 'none')
    """
    finite = values[np.isfinite(values)]
    ends = {f"{end:.4g}" for end in (finite.min(), finite.max())} if finite.size else {"none"}
    return " … ".join(sorted(ends, key=float) if len(ends) > 1 else ends)
