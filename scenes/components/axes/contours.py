"""Lines and bands of equal value over a grid, for what is no map of an objective: a zone, a disc."""

from __future__ import annotations

from typing import Any

import contourpy

from optimlib.types import Array


def contours(x: Array, y: Array, values: Array) -> Any:
    """Return what finds lines and bands in values over a grid, all of one shape.

    >>> import numpy as np
    >>> x, y = np.meshgrid(np.linspace(-1, 1, 21), np.linspace(-1, 1, 21))
    >>> [line] = contours(x, y, x**2 + y**2).lines(0.25)
    >>> bool(np.allclose(np.hypot(*line.T), 0.5, atol=0.01))
    True
    """
    return contourpy.contour_generator(x, y, values, fill_type=contourpy.FillType.OuterOffset)
