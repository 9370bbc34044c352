"""Rate against memory: how soon half of the starts settle with momentum, or Nesterov's, on a landscape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from optimlib.sweep import sweep
from optimlib.types import IntArray

from .grounds import Ground
from .tuning import RATES, STARTS, Ranges, fewest, method

MEMORIES = 10.0 ** (np.arange(7) / 4)
"""How many steps momentum remembers, 1/(1 − α): from one, which is no memory, to about thirty."""


@dataclass(frozen=True, eq=False)
class MemorySweep(Ranges):
    """A method at every rate and memory: a row of rates for each memory."""

    @property
    def fewest(self) -> IntArray:
        """The fewest steps at each memory ``(memories,)``; −1 where half of the starts settle at no rate."""
        return np.array([row[fewest(row)] if fewest(row) >= 0 else -1 for row in self.half])

    @property
    def best(self) -> tuple[int, int]:
        """The memory and the rate with the fewest steps of all."""
        row, rate = divmod(fewest(self.half.ravel()), self.half.shape[-1])
        return row, rate

    @property
    def steps(self) -> int:
        """The fewest steps of all."""
        return int(self.half[self.best])

    def within(self, row: int, budget: int) -> IntArray:
        """Return the rates that need at most so many steps at one memory."""
        return np.flatnonzero((self.half[row] >= 0) & (self.half[row] <= budget))


@cache
def memory_sweep(ground: Ground, name: str, steps: int, tolerance: float) -> MemorySweep:
    """Sweep rates and memories of momentum, or of Nesterov's, on a landscape, all else as it is."""
    grid = {"momentum": 1.0 - 1.0 / MEMORIES, "learning_rate": RATES}
    trial, starts = method(name, float(RATES[0])), ground.spread(STARTS)
    target = ground.lowest + tolerance
    return MemorySweep(sweep(ground.objective, trial, grid, starts, steps, target, settled=True).half)
