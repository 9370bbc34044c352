"""One of the four methods, at all learning rates that were tried."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import race

EARLY = 100
"""After so many updates the race is looked at first."""
FAILED = 0.5
"""A run whose last loss is more than this share of its first has learned next to nothing."""


@dataclass(frozen=True, eq=False)
class Racer:
    """One method at all rates that were tried.

    Attributes
    ----------
    rate
        Its learning rate in the race.
    batch_loss
        Loss on each batch before its update, ``(rates, seeds, iterations)``.
    loss
        Loss on the training images, at the start and after every 100 updates, ``(rates, seeds, records)``.
    read
        Share of the test images that are read right after the last update, ``(rates, seeds)``.
    """

    rates: tuple[float, ...]
    rate: float
    batch_loss: np.ndarray
    loss: np.ndarray
    read: np.ndarray

    def at(self, rate: float) -> int:
        """Return the place of a rate."""
        return self.rates.index(rate)

    @property
    def early(self) -> np.ndarray:
        """The losses of the race after the first 100 updates, ``(seeds,)``."""
        return np.asarray(self.loss[self.at(self.rate), :, EARLY // race.RECORD_EVERY])

    @property
    def late(self) -> np.ndarray:
        """The losses of the race after the last update, ``(seeds,)``."""
        return np.asarray(self.loss[self.at(self.rate), :, -1])

    @property
    def early_median(self) -> float:
        """Their median after 100 updates."""
        return float(np.median(self.early))

    @property
    def late_median(self) -> float:
        """Their median after the last one."""
        return float(np.median(self.late))

    @property
    def medians(self) -> np.ndarray:
        """For each rate, the median of the last losses, ``(rates,)``."""
        return np.asarray(np.median(self.loss[..., -1].astype(float), axis=1))

    @property
    def worst(self) -> np.ndarray:
        """For each rate, the highest of the last losses, ``(rates,)``; infinite where a run diverges."""
        return np.asarray(self.loss[..., -1].max(axis=1), dtype=float)

    @property
    def failures(self) -> int:
        """How many runs with the largest rate learn next to nothing, or diverge."""
        first, last = self.loss[-1, :, 0], self.loss[-1, :, -1]
        return int(np.sum(~(last <= FAILED * first)))

    @property
    def median_at(self) -> int:
        """The place of the rate whose median is the lowest."""
        return int(self.medians.argmin())

    @property
    def median_rate(self) -> float:
        """That rate."""
        return self.rates[self.median_at]

    @property
    def best_median(self) -> float:
        """The median of the last losses with it."""
        return float(self.medians[self.median_at])

    @property
    def best(self) -> np.ndarray:
        """The last losses of all starts with it, ``(seeds,)``."""
        return np.asarray(self.loss[self.median_at, :, -1], dtype=float)

    @property
    def worst_at(self) -> int:
        """The place of the rate at which the worst start ends lowest."""
        return int(self.worst.argmin())

    @property
    def worst_rate(self) -> float:
        """That rate."""
        return self.rates[self.worst_at]

    @property
    def best_worst(self) -> float:
        """The last loss of the worst start with it."""
        return float(self.worst[self.worst_at])
