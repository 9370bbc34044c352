"""One way to deal the samples out to updates, and how it fares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimlib.batches import BatchPlan
from optimlib.datasets import Data
from optimlib.regression import RegressionRun, fit
from scenes.facts.line_fit import best_slope

from .update_factors import curvatures, epoch_factor, epochs_until, expansion, largest_rate, simple_fraction

SMALL_ERROR = 1e-3
"""The share of the error at which a run counts as arrived."""
STAIRS = 4
"""Epochs' worth of sample gradients shown step by step."""


@dataclass(frozen=True, eq=False)
class Racer:
    """One way to deal out the samples, and how it fares; errors are shares of the error at the start.

    Attributes
    ----------
    look
        Key of its look in the theme.
    batches
        The samples of each update of one epoch.
    curvatures
        Second derivative of each batch's mean squared error.
    run
        The run at the race's rate.
    left, left_by_update
        Share of the error left after each epoch, and after each update of ``run``, from 1.
    factor
        What an epoch multiplies the error by.
    limit
        The learning rate from which on the error no longer shrinks.
    terms
        What as many updates as there are samples multiply the error by, as a polynomial in the rate: coefficients,
        the constant first.
    large_rate
        The rate that is set against the race's.
    """

    look: str
    batches: tuple[tuple[int, ...], ...]
    curvatures: tuple[float, ...]
    run: RegressionRun
    left: np.ndarray
    left_by_update: np.ndarray
    factor: float
    limit: float
    terms: tuple[Fraction, ...]
    large_rate: float

    @classmethod
    def of(
        cls,
        look: str,
        data: Data,
        plan: BatchPlan,
        order: Sequence[int],
        *,
        rate: float,
        w0: float,
        epochs: int,
        large_rate: float,
    ) -> Racer:
        """Run the samples in an order, dealt out by a plan."""
        dealt = Data.of(data.x[list(order)], data.y[list(order)])
        run, target = fit(dealt, plan, rate, w0, epochs), best_slope(data)
        drawn = plan.draw(len(data), 1)[0]
        bends = tuple(curvatures(dealt, plan))
        return cls(
            look=look,
            batches=tuple(tuple(order[place] for place in batch) for batch in drawn),
            curvatures=bends,
            run=run,
            left=np.abs((run.epoch_w - target) / (w0 - target)),
            left_by_update=np.abs((run.w - target) / (w0 - target)),
            factor=float(epoch_factor(bends, rate)),
            limit=largest_rate(bends),
            terms=expansion((bends * len(data))[: len(data)]),
            large_rate=large_rate,
        )

    @property
    def updates(self) -> int:
        """Updates in an epoch."""
        return len(self.batches)

    @property
    def gradients(self) -> int:
        """Sample gradients in an epoch."""
        return sum(map(len, self.batches))

    @property
    def at_once(self) -> int:
        """Gradients that can be worked out at the same time."""
        return max(map(len, self.batches))

    @property
    def left_over(self) -> int:
        """The sample of the last batch, counted from 1."""
        return self.batches[-1][-1] + 1

    @property
    def kept(self) -> float:
        """Share of the error left after ``STAIRS`` times as many updates as there are samples."""
        return float(self.left_by_update[STAIRS * self.gradients])

    @property
    def kept_once(self) -> float:
        """Share of the error left after as many updates as there are samples."""
        return float(self.left_by_update[self.gradients])

    @property
    def wildest(self) -> float:
        """What the steepest batch multiplies the error by, at the limit of all together."""
        return min(self.factors_at(self.limit))

    @property
    def arrived(self) -> int:
        """Epochs until less than ``SMALL_ERROR`` is left."""
        return int(np.argmax(self.left < SMALL_ERROR))

    @property
    def arrived_gradients(self) -> int:
        """Sample gradients until then, by whole epochs."""
        return self.arrived * self.gradients

    @property
    def arrived_updates(self) -> int:
        """Updates until then, by whole epochs."""
        return self.arrived * self.updates

    @property
    def large_gradients(self) -> int:
        """Sample gradients until then at ``large_rate``, by whole epochs."""
        return epochs_until(self.factor_at(self.large_rate), SMALL_ERROR) * self.gradients

    def factors_at(self, rate: float) -> list[float]:
        """Return what each update of an epoch multiplies the error by at any rate."""
        return [1.0 - rate * bend for bend in self.curvatures]

    def factor_at(self, rate: float) -> float:
        """Return what an epoch multiplies the error by at any rate."""
        return float(epoch_factor(self.curvatures, rate))

    @property
    def large_left(self) -> float:
        """Share of the error that an epoch leaves at ``large_rate``."""
        return abs(self.factor_at(self.large_rate))

    @property
    def zero_rate(self) -> Fraction:
        """The smallest rate at which an epoch leaves nothing of the error."""
        return 1 / simple_fraction(max(self.curvatures))
