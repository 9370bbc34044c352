"""The colours of height: from a bright valley floor to dark heights, evenly for the eye, in any colour vision.

Stops are blended in OKLab (Björn Ottosson, 2020), where equal distances look equal.
"""

from __future__ import annotations

import numpy as np

STOPS = ("#3E9C9A", "#2F7A99", "#2B5A93", "#2C417F", "#272C61", "#1C1D42", "#12142B")
"""From the valley floor to the heights; every step is darker than the one before."""

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def ground_colours(shares: np.ndarray) -> np.ndarray:
    """Return the colours at these shares of the way up, ``(n,)`` from 0 to 1, as sRGB ``(n, 3)`` from 0 to 1.

    Examples
    --------
    >>> (255 * ground_colours(np.array([0.0, 1.0]))).round().astype(int).tolist()
    [[62, 156, 154], [18, 20, 43]]
    """
    stops = np.array([[int(stop[at : at + 2], 16) / 255 for at in (1, 3, 5)] for stop in STOPS])
    lab = np.cbrt(_linear(stops) @ _TO_CONES.T) @ _TO_LAB.T
    places = np.linspace(0, 1, len(STOPS))
    mixed = np.stack([np.interp(shares, places, lab[:, channel]) for channel in range(3)], axis=-1)
    linear = (mixed @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    return _encoded(np.clip(linear, 0, 1))


def _linear(encoded: np.ndarray) -> np.ndarray:
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _encoded(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
