"""Averages: what a fading average remembers, and how noisy loss curves are smoothed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import BELOW_ONE, Range, number, numbers, whole
from optimlib.errors import OptimError
from optimlib.types import Array


def exponential_weights(decay: float, steps: int) -> Array:
    """Give the weights of the last `steps` values in an endless fading average, the newest first.

    The weights are (1 − decay) · decayᵏ. The last 1/(1 − decay) of them hold 65 % at decay 0.9, and 1 − 1/e
    of the whole as decay goes to 1.

    >>> exponential_weights(0.5, 3)
    array([0.5  , 0.25 , 0.125])
    """
    decay = number("decay", decay, BELOW_ONE)
    weights: Array = (1.0 - decay) * decay ** np.arange(whole("steps", steps), dtype=np.float64)
    return weights


def exponential_average(values: ArrayLike, decay: float, *, bias_correction: bool = True) -> Array:
    """Average values along the first axis by m ← decay · m + (1 − decay) · value, from m = 0.

    With bias correction m is divided by 1 − decayᵗ, so that constant values average to themselves.

    >>> exponential_average([2.0, 2.0, 2.0], 0.9)
    array([2., 2., 2.])
    """
    decay = number("decay", decay, BELOW_ONE)
    series = _series(values)
    average, total = np.empty_like(series), np.zeros_like(series[0])
    for t, value in enumerate(series):
        total = decay * total + (1.0 - decay) * value
        average[t] = total / (1.0 - decay ** (t + 1)) if bias_correction else total
    return average


def moving_average(values: ArrayLike, window: int) -> Array:
    """Average each value with its neighbours, `window` of them together; shorter at both ends.

    >>> moving_average([0.0, 3.0, 0.0, 3.0], 3)
    array([1.5, 1. , 2. , 1.5])
    """
    return _weighted(values, np.ones(_odd(window)))


def kaiser_smooth(values: ArrayLike, window: int = 11, beta: float = 2.0) -> Array:
    """Average each value with its neighbours under a Kaiser window; the weights at both ends are rescaled.

    "Deep Learning from Scratch" draws its loss curves so, with these defaults, but for mirroring the ends.

    >>> kaiser_smooth(np.ones(5)).round(12)
    array([1., 1., 1., 1., 1.])
    """
    # From 700 on the Bessel function behind it is too large for a float.
    beta = number("beta", beta, Range(0.0, 700.0))
    return _weighted(values, np.kaiser(_odd(window), beta))


def _weighted(values: ArrayLike, weights: Array) -> Array:
    series = _series(values)
    if series.ndim != 1:
        raise OptimError("shape of values", series.shape, "(n,)")
    half = len(weights) // 2
    inner = slice(half, half + len(series))
    total = np.convolve(series, weights)[inner]
    smooth: Array = total / np.convolve(np.ones_like(series), weights)[inner]
    return smooth


def _series(values: ArrayLike) -> Array:
    series = numbers("values", values)
    if series.ndim == 0 or not len(series):
        raise OptimError("values", values, "at least one value")
    return series


def _odd(window: int) -> int:
    window = whole("window", window)
    if window % 2 == 0:
        raise OptimError("window", window, "an odd number, so that it has a middle")
    return window
