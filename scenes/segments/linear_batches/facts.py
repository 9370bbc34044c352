"""Full batch, mini-batch, single samples on y = 2x (source text 003; numbers: block 4 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, log

import numpy as np

from optimlib.batches import BatchPlan, full_batch, mini_batches, per_sample
from optimlib.datasets import Data, y_equals_2x
from optimlib.regression import fit
from scenes.errors import ContentError
from scenes.facts.line_fit import best_slope, mean_squared
from scenes.facts.printed_table import printed_rows
from scenes.parameters import SegmentParams, parameter

from .racer import SMALL_ERROR, STAIRS, Racer
from .update_factors import curvatures, simple_fraction

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("rule", "all", "some", "one", "first"),
    "table": ("run", "columns", "before", "after"),
    "epochs": ("go", "thousandth"),
    "work": ("stairs", "updates", "tie", "pairs"),
    "law": ("factor", "full", "single", "same", "product"),
    "parallel": ("once", "wait", "middle"),
    "rates": ("sweep", "own", "large", "depends"),
    "limits": ("single", "steepest", "full", "mini", "groups"),
    "answer": ("gradients", "updates", "rate", "limits"),
    "noise": ("line", "off", "why"),
}

NEAREST_START = 0.25
"""How far from its goal the slope must start, so that lines and bars can be told apart."""
BATCH_SIZE = 2
"""The one size between a single sample and all of them."""
TABLE_ROWS, PRINTED_ROWS = 4, 100
"""Rows of the printed tables: those shown, and all there are."""
TIED = 0.05
"""Errors that differ by no larger share count as a tie."""
NOISE = (0.6, -0.7, 0.75)
"""By how much the targets are moved off the line in the last picture."""


class Params(SegmentParams):
    """What may be changed.

    The race stays below 1/18, where not even the steepest sample overshoots: there single samples win by epochs
    whatever the rate. What happens at larger rates is a part of the story, and does not depend on this one.
    """

    learning_rate: float = parameter(0.01, "step size η of the race", ge=0.001, le=0.05)
    w0: float = parameter(1.0, "slope at the start", ge=-2, le=6)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the three runs."""

    data: Data
    target: float
    samples: int
    learning_rate: float
    batch_size: int
    w0: float
    full: Racer
    mini: Racer
    single: Racer
    full_rows: np.ndarray
    single_rows: np.ndarray
    alike: np.ndarray
    groupings: tuple[Racer, ...]
    noisy_slopes: tuple[float, ...]

    @property
    def racers(self) -> tuple[Racer, ...]:
        """The ways, that of the largest batches first."""
        return self.full, self.mini, self.single

    @property
    def later(self) -> int:
        """Updates after which the ways are compared."""
        return STAIRS * self.samples

    @property
    def others(self) -> int:
        """Workers that have nothing to do when samples come singly."""
        return self.samples - 1

    @property
    def large_rate(self) -> Fraction:
        """The rate that is set against the race's: there the full batch arrives in one step."""
        return self.full.zero_rate

    @property
    def full_at_single_rate(self) -> float:
        """Share of the error that an epoch of the full batch leaves where one of single samples leaves nothing."""
        return abs(self.full.factor_at(float(self.single.zero_rate)))

    @property
    def earliest_pair(self) -> tuple[int, ...]:
        """The pair, counted from 1, with which the mini-batch has its smallest limit."""
        return tuple(one + 1 for one in min(self.groupings, key=lambda grouping: grouping.limit).batches[0])

    @property
    def curvature(self) -> Fraction:
        """Second derivative of the mean squared error of all samples."""
        return simple_fraction(self.full.curvatures[0])

    @property
    def curvature_top(self) -> int:
        """Numerator of that."""
        return self.curvature.numerator

    @property
    def curvature_bottom(self) -> int:
        """Denominator of that."""
        return self.curvature.denominator

    @property
    def total(self) -> int:
        """The sum of the samples' curvatures, and that of as many full batches."""
        return -int(self.single.terms[1])

    @property
    def full_limit(self) -> Fraction:
        """The full batch's limit as a fraction, two over its curvature."""
        return 2 / self.curvature

    @property
    def differs_by_updates(self) -> bool:
        """Whether full batch and single samples are apart even when updates are counted."""
        return self.single.kept < (1 - TIED) * self.full.kept


def facts(params: Params) -> Facts:
    """Run all three ways and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the slope starts too near to where it should end.
    """
    data = y_equals_2x()
    samples = len(data)
    target = best_slope(data)
    if abs(params.w0 - target) < NEAREST_START:
        raise ContentError(
            f"the slope starts at w0 = {params.w0:g}, too near to the {target:g} that it should reach",
            hint=f"keep w0 at least {NEAREST_START:g} away from it",
        )
    bend = curvatures(data, full_batch())[0]
    slowest = 1.0 - params.learning_rate * bend
    race_epochs = max(STAIRS * samples, ceil(1.1 * log(SMALL_ERROR) / log(slowest)))
    cyclic = tuple(range(samples))

    def racer(look: str, plan: BatchPlan, order: tuple[int, ...] = cyclic) -> Racer:
        return Racer.of(
            look,
            data,
            plan,
            order,
            rate=params.learning_rate,
            w0=params.w0,
            epochs=race_epochs,
            large_rate=1.0 / bend,
        )

    pairs = combinations(cyclic, BATCH_SIZE)
    groupings = tuple(
        racer("mini_batch", mini_batches(BATCH_SIZE), (*pair, *(one for one in cyclic if one not in pair)))
        for pair in pairs
    )
    full_table, single_table = (
        fit(data, plan, params.learning_rate, params.w0, PRINTED_ROWS)
        for plan in (full_batch(), per_sample())
    )
    return Facts(
        data=data,
        target=target,
        samples=samples,
        learning_rate=params.learning_rate,
        batch_size=BATCH_SIZE,
        w0=params.w0,
        full=racer("full_batch", full_batch()),
        mini=groupings[0],
        single=racer("per_sample", per_sample()),
        full_rows=printed_rows(full_table, full_table.epoch_cost[:-1], decimals=3),
        single_rows=printed_rows(single_table, single_table.epoch_last_sample_loss, decimals=6),
        alike=np.stack(
            [mean_squared(data, table.epoch_w[1 : TABLE_ROWS + 1]) for table in (full_table, single_table)],
            axis=-1,
        ),
        groupings=groupings,
        noisy_slopes=tuple(float(slope) for slope in (data.y + np.array(NOISE)) / data.x),
    )
