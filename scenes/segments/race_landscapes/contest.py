"""Who settles first on a landscape: from the usual start, and from many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimlib.types import Array, IntArray
from scenes.facts.rate_sweep import sweep_rates

from .grounds import Ground
from .tuning import DOUBLE, METHODS, RATES, STARTS, Tuning, method, path, width

NOBODY, TIE = -1, -2
NEVER, LATE = np.array(-1), np.iinfo(np.intp).max


@dataclass(frozen=True, eq=False)
class Contest:
    """All methods on one landscape.

    Attributes
    ----------
    ground
        The landscape.
    tunings
        Each method's rates on it.
    budget
        The most steps.
    """

    ground: Ground
    tunings: dict[str, Tuning]
    budget: int

    @cached_property
    def paths(self) -> dict[str, Array]:
        """Each from the usual start at the rate at which it settles first there, to the end of the budget.

        A method that never settles walks at the rate at which it ends lowest.
        """
        return {name: path(self.ground, name, self._shown_rate(name), self.budget) for name in METHODS}

    def _shown_rate(self, name: str) -> float:
        tuning = self.tunings[name]
        if tuning.best_alone >= 0:
            return tuning.rate_alone
        tried = sweep_rates(
            self.ground.objective, method(name, RATES[:, None]), self.ground.start, self.budget
        )
        return float(RATES[int(np.nanargmin(tried.loss))])

    @property
    def first_alone(self) -> str:
        """Who settles first from the usual start, each at its best rate there."""
        return _first({name: tuning.steps_alone for name, tuning in self.tunings.items()})

    @property
    def steps_alone(self) -> int:
        """The steps it takes."""
        return self.tunings[self.first_alone].steps_alone

    @property
    def first(self) -> str:
        """Whose runs from half of the starts have settled first, each at its best rate for that."""
        return _first({name: tuning.steps for name, tuning in self.tunings.items()})

    @property
    def steps(self) -> int:
        """The steps that takes."""
        return self.tunings[self.first].steps

    @cached_property
    def owners_alone(self) -> IntArray:
        """For each of the starts the rank of the method that settles first, at the rates of the usual start.

        ``TIE`` if several do at once, ``NOBODY`` if none does ``(starts,)``.
        """
        return self._owners({name: tuning.best_alone for name, tuning in self.tunings.items()})

    @cached_property
    def owners(self) -> IntArray:
        """The same at the rates that are best for half of the starts."""
        return self._owners({name: tuning.best for name, tuning in self.tunings.items()})

    def _owners(self, rates: dict[str, int]) -> IntArray:
        """Return who settles first when each method has the rate of this rank; −1 is a method that is not there."""
        runs = [self.tunings[name].spread[rate] if rate >= 0 else NEVER for name, rate in rates.items()]
        steps = np.array([np.broadcast_to(np.where(run < 0, LATE, run), STARTS) for run in runs])
        least, owner = steps.min(axis=0), steps.argmin(axis=0)
        tied = (steps == least).sum(axis=0) > 1
        return np.where(least == LATE, NOBODY, np.where(tied, TIE, owner))

    @property
    def winner_width(self) -> float:
        """How wide its range of rates is, in factors of ten, if it may take as many steps as Adam's range does."""
        half = self.tunings[self.first].half
        return width(np.flatnonzero((half >= 0) & (half <= DOUBLE * self.tunings["adam"].steps)))

    @property
    def adam_width(self) -> float:
        """How wide Adam's is."""
        return self.tunings["adam"].width

    @property
    def won(self) -> int:
        """From how many starts the first method is the first."""
        return int(np.sum(self.owners == METHODS.index(self.first)))

    @property
    def won_alone(self) -> int:
        """From how many starts the one that was first from the usual start is the first, at those rates."""
        return int(np.sum(self.owners_alone == METHODS.index(self.first_alone)))

    @property
    def settled_alone(self) -> int:
        """From how many of the starts it settles at all."""
        tuning = self.tunings[self.first_alone]
        return int(np.sum(tuning.spread[tuning.best_alone] >= 0))

    def counts(self, owners: IntArray) -> list[int]:
        """Return from how many starts each method is the first ``[methods]``."""
        return [int(np.sum(owners == rank)) for rank in range(len(METHODS))]


def _first(steps: dict[str, int]) -> str:
    settled = {name: count for name, count in steps.items() if count >= 0}
    return min(settled, key=lambda name: settled[name])
