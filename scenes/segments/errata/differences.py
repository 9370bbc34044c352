"""Numerical derivatives: how wrong they are over their width h, and descent by one that is misprinted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.misprints import numerical_gradient
from optimlib.types import Objective

ROUNDING = 2.0**-53
"""The largest relative error with which a float takes a number: ε."""
LEAST_WIDTH, PER_DECADE = 1e-12, 12


@dataclass(frozen=True, eq=False)
class Differences:
    """The derivative of eˣ at 0, which is 1, from values at a width h to either side.

    All derivatives of eˣ at 0 are 1, so only h and ε are left in the laws.

    Attributes
    ----------
    widths
        The widths that are tried, ``(n,)``, from 1 down.
    results
        The central difference for each.
    central, printed
        How far from 1 the central difference is, right and as misprinted.
    """

    widths: np.ndarray
    results: np.ndarray
    central: np.ndarray
    printed: np.ndarray

    @classmethod
    def measured(cls) -> Differences:
        """Measure all errors in floats."""
        decades = -np.log10(LEAST_WIDTH)
        widths = 10.0 ** np.linspace(0.0, -decades, round(decades * PER_DECADE) + 1)
        central = (np.exp(widths) - np.exp(-widths)) / (2 * widths)
        misprinted = [float(numerical_gradient(_exp, [0.0], h)[0]) for h in widths]
        return cls(
            widths=widths,
            results=central,
            central=np.abs(central - 1),
            printed=np.abs(np.array(misprinted) - 1),
        )

    @property
    def epsilon(self) -> float:
        """The largest relative error of rounding, ε."""
        return ROUNDING

    @property
    def best_central(self) -> float:
        """The width at which the central law is lowest: h²/6 + ε/h at the cube root of 3ε."""
        return float((3 * ROUNDING) ** (1 / 3))

    @property
    def least_central(self) -> float:
        """What the central law is there."""
        return float(central_law(self.best_central))


def bent(h: float) -> float:
    """Return what the curve's bend leaves in a central difference of eˣ at 0, in first order: h²/6."""
    return h**2 / 6


def rounded(h: float) -> float:
    """Return what rounding both values by ε may add: 2ε/(2h)."""
    return ROUNDING / h


def central_law(h: float) -> float:
    """Return the error of a central difference: both together."""
    return bent(h) + rounded(h)


def standing(
    objective: Objective, start: np.ndarray, rate: float, width: float, steps: int, *, printed: bool
) -> np.ndarray:
    """Descend by a numerical gradient, as printed or mended; return ``(steps + 1, 2)``."""
    points = [np.asarray(start, dtype=float)]
    # The misprint multiplies by h where it should divide.
    mending = 1.0 if printed else width**-2
    for _ in range(steps):
        points.append(points[-1] - rate * mending * numerical_gradient(objective.value, points[-1], width))
    return np.array(points)


def _exp(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(x[..., 0]))
