"""Symmetric matrices of two rows: how the entry beside the diagonal drives both eigenvalues apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from optimlib.random_matrices import random_symmetric


@dataclass(frozen=True, eq=False)
class Pairs:
    """Matrices of the Gaussian orthogonal ensemble, whose entry beside the diagonal can be weakened.

    Attributes
    ----------
    diagonal
        Both entries on the diagonal, independent of each other ``(n, 2)``.
    beside
        The entry beside it ``(n,)``.
    """

    diagonal: np.ndarray
    beside: np.ndarray

    @classmethod
    def drawn(cls, count: int, rng: np.random.Generator) -> Self:
        """Draw so many."""
        matrices = random_symmetric(2, count, rng)
        return cls(np.diagonal(matrices, axis1=1, axis2=2).copy(), matrices[:, 0, 1])

    def eigenvalues(self, coupling: float) -> np.ndarray:
        """Return both eigenvalues ``(n, 2)`` when the entry beside the diagonal is multiplied by ``coupling``.

        At 0 they are the diagonal itself; each stays on its side of the other as they are driven apart.

        >>> Pairs(np.array([[1.0, 1.0]]), np.array([2.0])).eigenvalues(0.5).tolist()
        [[2.0, 0.0]]
        """
        first, second = self.diagonal.T
        middle, half = (first + second) / 2, (first - second) / 2
        apart = np.where(half < 0, -1.0, 1.0) * np.hypot(half, coupling * self.beside)
        return np.column_stack([middle + apart, middle - apart])

    def both_positive(self, coupling: float) -> float:
        """Return in what share of the matrices both are positive."""
        return float(np.mean(np.all(self.eigenvalues(coupling) > 0, axis=1)))
