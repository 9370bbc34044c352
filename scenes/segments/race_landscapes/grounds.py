"""The three landscapes, what is shown of each, and where runs begin on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib import objectives
from optimlib.types import Array, Objective

MARGIN = 0.04
"""Share of a window, on each side, in which no run begins: its signs shall stand inside."""
PLASTIC = 1.32471795724474602596
"""The real root of x³ = x + 1."""


@dataclass(frozen=True)
class Ground:
    """A landscape.

    Attributes
    ----------
    name
        Of the objective.
    window
        What is shown of it, and where starts are spread, ((x from, to), (y from, to)); all are equally proportioned.
    """

    name: str
    window: tuple[tuple[float, float], tuple[float, float]]

    @property
    def objective(self) -> Objective:
        """The loss."""
        return objectives.load(self.name)

    @property
    def lowest(self) -> float:
        """The loss at its minima, which are equally deep."""
        return float(self.objective.value(self.objective.minima[0]))

    @property
    def start(self) -> Array:
        """The usual start: the objective's own."""
        return np.array(self.objective.start)

    @property
    def curvatures(self) -> Array:
        """The eigenvalues of the Hessian at the minimum, rising."""
        return np.asarray(np.linalg.eigvalsh(self.objective.hessian(self.objective.minima[0])))

    @property
    def condition(self) -> float:
        """The condition number at the minimum."""
        return float(self.curvatures[1] / self.curvatures[0])

    def spread(self, count: int) -> Array:
        """Return starts ``(count, 2)`` that fill the window evenly and without a grid's symmetry.

        They are the additive recurrence R₂ (M. Roberts, The unreasonable effectiveness of quasirandom
        sequences, 2018).

        >>> GROUNDS[1].spread(50).mean(axis=0).round(2)
        array([0.01, 0.89])
        """
        shares = (0.5 + np.arange(1, count + 1)[:, None] / PLASTIC ** np.array([1.0, 2.0])) % 1.0
        low, high = np.transpose(self.window)
        return np.asarray(low + (high - low) * (MARGIN + (1 - 2 * MARGIN) * shares))


GROUNDS = (
    Ground("beale", ((-1.0, 4.0), (-1.5, 2.5))),
    Ground("rosenbrock", ((-2.0, 2.0), (-0.7, 2.5))),
    Ground("bounded_saddle", ((-2.0, 2.0), (-1.6, 1.6))),
)
