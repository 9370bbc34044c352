"""Full batch, mini-batch, single samples on y = 2x (source text 003; numbers: block 4 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, log, prod

import numpy as np

from optimlib.batches import BatchPlan, full_batch, mini_batches, per_sample
from optimlib.datasets import Data, y_equals_2x
from optimlib.regression import RegressionRun, fit
from scenes.errors import ContentError
from scenes.facts.line_fit import best_slope, mean_squared, residuals
from scenes.facts.printed_table import printed_rows
from scenes.parameters import SegmentParams, parameter

from .update_factors import curvatures, largest_rate, update_factors
from .worker_time import COPIES, ORDERS, SIZES, WORKERS, Slots, time_to

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("rule", "all", "some", "one"),
    "table": ("run", "columns"),
    "unfair": ("mean", "last", "ratio", "right"),
    "epochs": ("go", "thousandth"),
    "work": ("stairs", "updates", "tie", "leads"),
    "parallel": ("once", "wait", "middle"),
    "edge": ("full", "single", "third", "singly", "pair"),
    "limits": ("single", "full", "mini", "groups"),
    "answer": ("gradients", "updates", "limits"),
    "moral": ("test", "same", "one", "beyond", "why"),
}

SMALL_ERROR = 1e-3
"""The share of the error at which a run counts as arrived."""
STAIRS = 4
"""Epochs' worth of sample gradients shown step by step."""
NEAREST_START = 0.25
"""How far from its goal the slope must start, so that lines and bars can be told apart."""
BATCH_SIZE = 2
"""The one size between a single sample and all of them."""
TABLE_ROWS = 4
"""Rows of the printed tables that are shown."""
TIED = 0.05
"""Times or errors that differ by no larger share count as a tie."""


class Params(SegmentParams):
    """What may be changed.

    The main race stays below 1/18, where not even the steepest sample overshoots: there single samples win
    by epochs whatever the rate. What happens at large rates is ``explode_rate``'s part.
    """

    learning_rate: float = parameter(0.01, "step size η of the race", ge=0.001, le=0.05)
    epochs: int = parameter(100, "rows of the tables, and passes at the large rate", ge=20, le=300)
    explode_rate: float = parameter(0.21, "the large step size", ge=0.12, le=0.3)
    w0: float = parameter(1.0, "slope at the start", ge=-2, le=6)


@dataclass(frozen=True, eq=False)
class Racer:
    """One way to deal out the samples, and how it fares; errors are shares of the error at the start.

    Attributes
    ----------
    look
        Key of its look in the theme.
    batches
        The samples of each update of one epoch.
    run
        The run at the race's rate, until the slowest racer has arrived.
    left
        Share of the error left after each epoch of ``run``, from 1.
    factor
        What an epoch multiplies the error by.
    kept
        Share of the error left after ``STAIRS`` times as many updates as there are samples.
    arrived
        Epochs until less than ``SMALL_ERROR`` is left.
    arrived_updates
        Updates until then.
    limit
        The learning rate from which on the error no longer shrinks.
    curvatures
        Second derivative of each batch's mean squared error.
    edge_left
        Share of the error left after each epoch at ``explode_rate``.
    edge_factors
        What each update of an epoch multiplies the error by at ``explode_rate``.
    """

    look: str
    batches: tuple[tuple[int, ...], ...]
    run: RegressionRun
    left: np.ndarray
    factor: float
    kept: float
    arrived: int
    arrived_updates: int
    limit: float
    curvatures: tuple[float, ...]
    edge_left: np.ndarray
    edge_factors: tuple[float, ...]

    @property
    def updates(self) -> int:
        """Updates in an epoch."""
        return len(self.batches)

    @property
    def arrived_gradients(self) -> int:
        """Sample gradients until less than ``SMALL_ERROR`` is left, by whole epochs."""
        return self.arrived * sum(map(len, self.batches))

    def factor_at(self, rate: float) -> float:
        """Return what an epoch multiplies the error by at any rate."""
        return prod(1.0 - rate * curvature for curvature in self.curvatures)

    @property
    def before_last(self) -> float:
        """Share of the error that an epoch's updates but the last leave at ``explode_rate``."""
        return abs(prod(self.edge_factors[:-1]))

    @property
    def at_once(self) -> int:
        """Gradients that can be worked out at the same time."""
        return max(map(len, self.batches))

    @property
    def edge_factor(self) -> float:
        """What an epoch multiplies the error by at ``explode_rate``."""
        return prod(self.edge_factors)

    @property
    def edge_end(self) -> float:
        """Share of the error left after the last epoch at ``explode_rate``."""
        return float(self.edge_left[-1])


@dataclass(frozen=True)
class Grouping:
    """A way to deal the samples out to a mini-batch and a rest: the same samples, the same sizes.

    Attributes
    ----------
    batches
        The samples of each update of one epoch.
    limit
        The learning rate from which on the error no longer shrinks.
    edge_factor
        What an epoch multiplies the error by at ``explode_rate``.
    kept
        Share of the error left after ``STAIRS`` times as many updates as there are samples, at the race's rate.
    arrived_gradients, arrived_updates
        Sample gradients, by whole epochs, and updates until less than ``SMALL_ERROR`` is left.
    """

    batches: tuple[tuple[int, ...], ...]
    limit: float
    edge_factor: float
    kept: float
    arrived_gradients: int
    arrived_updates: int

    @property
    def left_over(self) -> int:
        """The sample left over, counted from 1."""
        return self.batches[1][0] + 1


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the three runs."""

    data: Data
    target: float
    samples: int
    learning_rate: float
    explode_rate: float
    epochs: int
    batch_size: int
    w0: float
    full: Racer
    mini: Racer
    single: Racer
    full_rows: np.ndarray
    single_rows: np.ndarray
    first_w: float
    start_losses: np.ndarray
    first_losses: np.ndarray
    ratio: Fraction
    overshoot: float
    groupings: tuple[Grouping, ...]
    times: tuple[Slots, ...]
    table_costs: tuple[float, float]

    @property
    def racers(self) -> tuple[Racer, ...]:
        """The ways, that of the largest batches first."""
        return self.full, self.mini, self.single

    @property
    def many(self) -> int:
        """Samples of the last run: the same again and again."""
        return COPIES * self.samples

    @property
    def copies(self) -> int:
        """How often each sample comes in the last run."""
        return COPIES

    @property
    def many_workers(self) -> int:
        """Who works on them at the same time."""
        return WORKERS

    @property
    def orders(self) -> int:
        """Random orders over which the last run is averaged."""
        return ORDERS

    @property
    def few(self) -> tuple[Slots, ...]:
        """Times of the batches that the workers take at once."""
        return tuple(time for time in self.times if time.columns == 1)

    @property
    def large(self) -> Slots:
        """Time of the first batch size that is more than the workers can take at once."""
        return next(time for time in self.times if time.columns > 1)

    @property
    def whole(self) -> Slots:
        """Time with all samples in every update."""
        return self.times[-1]

    @property
    def few_differ(self) -> bool:
        """Whether the times of the batches that the workers take at once are apart."""
        means = [time.mean for time in self.few]
        return max(means) > (1 + TIED) * min(means)

    @property
    def few_least(self) -> float:
        """The shortest of these times."""
        return min(time.mean for time in self.few)

    @property
    def few_most(self) -> float:
        """The longest of these times."""
        return max(time.mean for time in self.few)

    @property
    def later(self) -> int:
        """Updates after which the ways are compared."""
        return STAIRS * self.samples

    @property
    def full_table_cost(self) -> float:
        """Mean cost at the full batch's weight in the last row shown."""
        return self.table_costs[0]

    @property
    def single_table_cost(self) -> float:
        """Mean cost at the single samples' weight in the last row shown."""
        return self.table_costs[1]

    @property
    def last_row(self) -> int:
        """Number of the last row shown."""
        return TABLE_ROWS - 1

    @property
    def curvature(self) -> Fraction:
        """Second derivative of the mean squared error of all samples."""
        return _fraction(curvatures(self.data, full_batch())[0])

    @property
    def full_limit(self) -> Fraction:
        """The full batch's limit as a fraction, two over that."""
        return 2 / self.curvature

    @property
    def printed_cost(self) -> float:
        """First row of the full batch's last column: the mean before the step."""
        return float(mean_squared(self.data, self.w0))

    @property
    def printed_loss(self) -> float:
        """First row of the single samples' last column: the last sample after the step."""
        return float(self.first_losses[-1])

    @property
    def first_cost(self) -> float:
        """The mean cost where that row's weight stands."""
        return float(mean_squared(self.data, self.first_w))

    @property
    def ratio_top(self) -> int:
        """Last sample's loss to mean cost: numerator, whatever w is."""
        return self.ratio.numerator

    @property
    def ratio_bottom(self) -> int:
        """Last sample's loss to mean cost: denominator."""
        return self.ratio.denominator

    @property
    def differs_by_updates(self) -> bool:
        """Whether full batch and single samples are apart even when updates are counted."""
        return self.single.kept < (1 - TIED) * self.full.kept

    @property
    def all_settle(self) -> bool:
        """Whether even single samples converge at the large rate."""
        return self.explode_rate < self.single.limit

    @property
    def only_mini(self) -> bool:
        """Whether the mini-batch alone converges at the large rate."""
        return self.full.limit <= self.explode_rate < self.mini.limit

    @property
    def all_explode(self) -> bool:
        """Whether nothing converges at the large rate."""
        return self.explode_rate >= self.mini.limit


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
    (full_factor,) = update_factors(data, full_batch(), params.learning_rate)
    race_epochs = max(STAIRS * samples, ceil(1.1 * log(SMALL_ERROR) / log(full_factor)))

    def racer(look: str, plan: BatchPlan) -> Racer:
        run = fit(data, plan, params.learning_rate, params.w0, race_epochs)
        edge = fit(data, plan, params.explode_rate, params.w0, params.epochs)
        left, edge_left = (np.abs((one.epoch_w - target) / (params.w0 - target)) for one in (run, edge))
        away = np.abs((run.w - target) / (params.w0 - target))
        return Racer(
            look=look,
            batches=tuple(tuple(map(int, batch)) for batch in plan.draw(samples, 1)[0]),
            run=run,
            left=left,
            factor=prod(update_factors(data, plan, params.learning_rate)),
            kept=float(away[STAIRS * samples]),
            arrived=int(np.argmax(left < SMALL_ERROR)),
            arrived_updates=int(np.argmax(away < SMALL_ERROR)),
            limit=largest_rate(data, plan),
            curvatures=tuple(curvatures(data, plan)),
            edge_left=edge_left,
            edge_factors=update_factors(data, plan, params.explode_rate),
        )

    full = racer("full_batch", full_batch())
    single = racer("per_sample", per_sample())
    tables = [
        fit(data, plan, params.learning_rate, params.w0, params.epochs)
        for plan in (full_batch(), per_sample())
    ]
    first_w = float(tables[1].epoch_w[1])
    squares = data.x**2
    last, mean = _fraction(squares[-1]), _fraction(squares.mean())
    return Facts(
        data=data,
        target=target,
        samples=samples,
        learning_rate=params.learning_rate,
        explode_rate=params.explode_rate,
        epochs=params.epochs,
        batch_size=BATCH_SIZE,
        w0=params.w0,
        full=full,
        mini=racer("mini_batch", mini_batches(BATCH_SIZE)),
        single=single,
        full_rows=printed_rows(tables[0], tables[0].epoch_cost[:-1], decimals=3),
        single_rows=printed_rows(tables[1], tables[1].epoch_last_sample_loss, decimals=6),
        first_w=first_w,
        start_losses=residuals(data, params.w0) ** 2,
        first_losses=residuals(data, first_w) ** 2,
        ratio=last / mean,
        overshoot=abs(single.edge_factors[-1]),
        groupings=tuple(
            _grouping(data, pair, params, race_epochs) for pair in combinations(range(samples), BATCH_SIZE)
        ),
        times=tuple(time_to(data, size, params.learning_rate, SMALL_ERROR) for size in SIZES),
        table_costs=(
            float(mean_squared(data, float(tables[0].epoch_w[TABLE_ROWS]))),
            float(mean_squared(data, float(tables[1].epoch_w[TABLE_ROWS]))),
        ),
    )


def _fraction(value: float) -> Fraction:
    return Fraction(float(value)).limit_denominator(10**6)


def _grouping(data: Data, pair: tuple[int, ...], params: Params, epochs: int) -> Grouping:
    """Deal the samples of a mini-batch first and the others after them; say how that fares."""
    order = [*pair, *(sample for sample in range(len(data)) if sample not in pair)]
    dealt, plan = Data.of(data.x[order], data.y[order]), mini_batches(len(pair))
    run = fit(dealt, plan, params.learning_rate, params.w0, epochs)
    target = best_slope(data)
    left, away = (np.abs((w - target) / (params.w0 - target)) for w in (run.epoch_w, run.w))
    return Grouping(
        batches=(pair, tuple(order[len(pair) :])),
        limit=largest_rate(dealt, plan),
        edge_factor=prod(update_factors(dealt, plan, params.explode_rate)),
        kept=float(away[STAIRS * len(data)]),
        arrived_gradients=int(np.argmax(left < SMALL_ERROR)) * len(data),
        arrived_updates=int(np.argmax(away < SMALL_ERROR)),
    )
