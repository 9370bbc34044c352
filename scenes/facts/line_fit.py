"""What is true of a line ŷ = wx through samples: where it fits best, and the shape of its cost over w."""

from __future__ import annotations

import numpy as np

from optimlib.datasets import Data


def best_slope(data: Data) -> float:
    """Return the slope with the lowest mean squared error.

    >>> from optimlib.datasets import y_equals_2x
    >>> best_slope(y_equals_2x())
    2.0
    """
    return float(data.x @ data.y / (data.x @ data.x))


def residuals(data: Data, w: float | np.ndarray) -> np.ndarray:
    """Return wx − y for slopes ``(...,)`` at every sample: ``(..., n)``."""
    return np.asarray(w)[..., None] * data.x - data.y


def mean_squared(data: Data, w: float | np.ndarray) -> np.ndarray:
    """Return the mean squared error, the cost, at slopes ``(...,)``."""
    return np.asarray(np.mean(residuals(data, w) ** 2, axis=-1))


def mean_absolute(data: Data, w: float | np.ndarray) -> np.ndarray:
    """Return the mean absolute error at slopes ``(...,)``."""
    return np.asarray(np.mean(np.abs(residuals(data, w)), axis=-1))


def curvature(data: Data) -> float:
    """Return the second derivative of the mean squared error, the same at every slope.

    >>> from optimlib.datasets import y_equals_2x
    >>> round(3 * curvature(y_equals_2x()), 12)
    28.0
    """
    return float(2.0 * np.mean(data.x**2))


def gradient(data: Data, w: float | np.ndarray) -> np.ndarray:
    """Return the derivative of the mean squared error at slopes ``(...,)``."""
    return np.asarray(np.mean(2.0 * data.x * residuals(data, w), axis=-1))
