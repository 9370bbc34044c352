"""Many quadratic valleys on the unit square, searched at once: how often divide and conquer misses the minimum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CELLS = 4
"""Cells along each axis."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Valleys ½(u² + κv²), turned by ``angles`` ``(n,)`` about their minima ``centres`` ``(n, 2)``.

    Examples
    --------
    >>> valleys = Ensemble.drawn(1000)
    >>> float(valleys.miss(1.0, levels=8).max()) < 1e-5
    True
    """

    angles: np.ndarray
    centres: np.ndarray

    @classmethod
    def drawn(cls, count: int, seed: int = 7) -> Ensemble:
        """Draw angles evenly from half a turn, and minima evenly from the unit square."""
        random = np.random.default_rng(seed)
        return cls(random.uniform(0.0, np.pi, count), random.uniform(0.0, 1.0, (count, 2)))

    def first(self, count: int) -> Ensemble:
        """Return the first so many of them."""
        return Ensemble(self.angles[:count], self.centres[:count])

    def miss(self, condition: float, levels: int) -> np.ndarray:
        """Search each valley of condition number κ, and return how far from its minimum that ends ``(n,)``.

        The search is :func:`optimlib.search.divide_and_conquer` with four cells an axis on the unit square, for all
        valleys at once.
        """
        middles = _lattice(np.arange(CELLS) + 0.5)
        everyone = np.arange(len(self.angles))
        low, size = np.zeros_like(self.centres), 1.0
        lowest, end = np.full(len(self.angles), np.inf), self.centres
        for _ in range(levels):
            size /= CELLS
            points = low[:, None] + middles * size
            value = self._values(points, condition)
            best = np.argmin(value, axis=-1)
            chosen = points[everyone, best]
            lower = value[everyone, best] < lowest
            end = np.where(lower[:, None], chosen, end)
            lowest = np.minimum(lowest, value[everyone, best])
            low = chosen - size / 2
        return self._away(end)

    def grid_miss(self, condition: float, points_per_axis: int) -> np.ndarray:
        """Try the same grid on each valley, and return how far its lowest point is from the minimum ``(n,)``.

        Its points are the middles of equal cells of the unit square, as those of divide and conquer are: what
        :func:`optimlib.search.exhaustive` tries between the outermost ones, for all valleys at once.
        """
        points = _lattice((np.arange(points_per_axis) + 0.5) / points_per_axis)
        return self._away(points[np.argmin(self._values(points[None], condition), axis=-1)])

    def _values(self, points: np.ndarray, condition: float) -> np.ndarray:
        """Return twice the cost of each valley at its points ``(n or 1, m, 2)``, as ``(n, m)``."""
        along = np.stack([np.cos(self.angles), np.sin(self.angles)], axis=-1)
        across = np.stack([-along[:, 1], along[:, 0]], axis=-1)
        offset = points - self.centres[:, None]
        u, v = (np.einsum("nmi,ni->nm", offset, axis) for axis in (along, across))
        return np.asarray(u**2 + condition * v**2)

    def _away(self, ends: np.ndarray) -> np.ndarray:
        return np.asarray(np.hypot(*(ends - self.centres).T))


def _lattice(along_axis: np.ndarray) -> np.ndarray:
    """Return all points with these coordinates on both axes, ``(n², 2)``."""
    return np.stack(np.meshgrid(along_axis, along_axis, indexing="ij"), axis=-1).reshape(-1, 2)
