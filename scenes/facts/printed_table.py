"""A run as source text 003 prints it: epoch, weight after it, and a rounded column."""

from __future__ import annotations

import numpy as np

from optimlib.regression import RegressionRun


def printed_rows(run: RegressionRun, column: np.ndarray, decimals: int) -> np.ndarray:
    """Return rows ``(epochs, 3)``: epoch, weight after it, and the column rounded as the source rounds it."""
    return np.column_stack([np.arange(len(column)), run.epoch_w[1:], np.round(column, decimals)])
