"""Full-batch gradient descent on a line ŷ = wx: one factor multiplies the distance from the best slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.datasets import Data
from optimlib.regression import fit, full_batch
from scenes.facts.line_fit import best_slope, curvature


@dataclass(frozen=True, eq=False)
class LineDescent:
    """A run at one learning rate.

    Attributes
    ----------
    factor
        What a step multiplies the distance from the best slope by.
    w
        The slopes at the start and after each step.
    left
        Share of the first distance, for each of ``w``.
    arrived
        Steps until at most a given share is left; -1 if it is never.
    """

    rate: float
    factor: float
    w: np.ndarray
    left: np.ndarray
    arrived: int

    @property
    def kept(self) -> float:
        """The size of the factor."""
        return abs(self.factor)

    @property
    def end_w(self) -> float:
        """The slope after the last step."""
        return float(self.w[-1])


def descend_line(data: Data, rate: float, w0: float, steps: int, share: float) -> LineDescent:
    """Run gradient descent from a slope, and see when at most a share of the distance is left.

    >>> from optimlib.datasets import y_equals_2x
    >>> descend_line(y_equals_2x(), 0.2, 1.0, 40, share=0.1).arrived
    17
    """
    w, best = fit(data, full_batch(), rate, w0, steps).epoch_w, best_slope(data)
    left = np.abs((w - best) / (w0 - best))
    near = left <= share
    arrived = int(np.argmax(near)) if near.any() else -1
    return LineDescent(rate, 1.0 - rate * curvature(data), w, left, arrived)
