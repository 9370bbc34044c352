"""Full batch, mini-batch, single samples on y = 2x (source text 003; numbers: block 4 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log, prod

import numpy as np

from optimlib.batches import BatchPlan, full_batch, mini_batches, per_sample
from optimlib.datasets import Data, y_equals_2x
from optimlib.regression import RegressionRun, fit
from scenes.errors import ContentError
from scenes.facts.line_fit import best_slope, mean_squared, residuals
from scenes.facts.printed_table import printed_rows
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("rule", "all", "some", "one"),
    "table": ("run", "columns"),
    "unfair": ("mean", "last", "truth", "ratio"),
    "epochs": ("go", "factors", "thousandth"),
    "work": ("stairs", "updates", "kept"),
    "parallel": ("once", "wait", "middle"),
    "edge": ("full", "single", "third"),
    "limits": ("limits", "mini"),
    "moral": ("test", "same", "beyond", "noise"),
}

SMALL_ERROR = 1e-3
"""The share of the error at which a run counts as arrived."""
STAIRS = 4
"""Epochs' worth of sample gradients shown step by step."""
NEAREST_START = 0.25
"""How far from its goal the slope must start, so that lines and bars can be told apart."""
ALIKE = 0.02
"""Shares of the error closer than this look the same in the picture."""
BATCH_SIZE = 2
"""The one size between a single sample and all of them."""
TABLE_ROWS = 4
"""Rows of the printed tables that are shown."""
COPIES, WORKERS, SIZES = 16, 8, (1, 2, 4, 8, 16, 48)
"""For the last run: how often the samples come, who works on them at the same time, and the batch sizes tried."""
SEED = 1


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
        Share of the error left after as many updates as there are samples.
    arrived
        Epochs until less than ``SMALL_ERROR`` is left.
    limit
        The learning rate from which on the error no longer shrinks.
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
    limit: float
    edge_left: np.ndarray
    edge_factors: tuple[float, ...]

    @property
    def updates(self) -> int:
        """Updates in an epoch."""
        return len(self.batches)

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
    times: tuple[int, ...]

    @property
    def racers(self) -> tuple[Racer, ...]:
        """The ways, that of the largest batches first."""
        return self.full, self.mini, self.single

    @property
    def many(self) -> int:
        """Samples of the last run: the same again and again."""
        return COPIES * self.samples

    @property
    def many_workers(self) -> int:
        """Who works on them at the same time."""
        return WORKERS

    @property
    def same_time(self) -> int:
        """Slots of time until a thousandth is left, at most, as long as the workers are enough for a batch."""
        return max(time for size, time in zip(SIZES, self.times, strict=True) if size <= WORKERS)

    @property
    def large_size(self) -> int:
        """The first batch size that is more than the workers can take at once."""
        return next(size for size in SIZES if size > WORKERS)

    @property
    def large_time(self) -> int:
        """Slots of time that it takes."""
        return self.times[SIZES.index(self.large_size)]

    @property
    def full_time(self) -> int:
        """Slots of time with all samples in every update."""
        return self.times[-1]

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
        """Whether the curves lie visibly apart even when updates are counted."""
        return abs(self.full.kept - self.single.kept) >= ALIKE

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
    (full_factor,) = _factors(data, full_batch(), params.learning_rate)
    race_epochs = max(STAIRS * samples, ceil(1.1 * log(SMALL_ERROR) / log(full_factor)))

    def racer(look: str, plan: BatchPlan) -> Racer:
        run = fit(data, plan, params.learning_rate, params.w0, race_epochs)
        edge = fit(data, plan, params.explode_rate, params.w0, params.epochs)
        left, edge_left = (np.abs((one.epoch_w - target) / (params.w0 - target)) for one in (run, edge))
        return Racer(
            look=look,
            batches=tuple(tuple(map(int, batch)) for batch in plan.draw(samples, 1)[0]),
            run=run,
            left=left,
            factor=prod(_factors(data, plan, params.learning_rate)),
            kept=float(abs((run.w[samples] - target) / (params.w0 - target))),
            arrived=int(np.argmax(left < SMALL_ERROR)),
            limit=_limit(data, plan),
            edge_left=edge_left,
            edge_factors=_factors(data, plan, params.explode_rate),
        )

    full = racer("full_batch", full_batch())
    single = racer("per_sample", per_sample())
    tables = [
        fit(data, plan, params.learning_rate, params.w0, params.epochs)
        for plan in (full_batch(), per_sample())
    ]
    first_w = float(tables[1].epoch_w[1])
    squares = data.x**2
    last, mean = (Fraction(float(value)).limit_denominator(10**6) for value in (squares[-1], squares.mean()))
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
        times=tuple(_slots(data, size, params) for size in SIZES),
    )


def _slots(data: Data, size: int, params: Params) -> int:
    """Run shuffled batches of many samples; return the slots of time until a thousandth of the error is left.

    A slot is the time for one gradient, of which the workers do one each; nothing else takes any time.
    """
    many = Data.of(np.tile(data.x, COPIES), np.tile(data.y, COPIES))
    slowest = log(SMALL_ERROR) / log(_factors(data, full_batch(), params.learning_rate)[0])
    epochs = ceil(1.5 * slowest * size / len(many)) + 1
    plan = mini_batches(size, "shuffled")
    run = fit(many, plan, params.learning_rate, params.w0, epochs, np.random.default_rng(SEED))
    left = np.abs((run.w - best_slope(data)) / (params.w0 - best_slope(data)))
    return int(np.argmax(left < SMALL_ERROR)) * ceil(size / WORKERS)


def _curvatures(data: Data, plan: BatchPlan) -> list[float]:
    """Return the second derivative of each batch's mean squared error, for the batches of one epoch."""
    return [float(2.0 * np.mean(data.x[batch] ** 2)) for batch in plan.draw(len(data), 1)[0]]


def _factors(data: Data, plan: BatchPlan, rate: float) -> tuple[float, ...]:
    """Return what each update of an epoch multiplies the error by: 1 − ηh, with its batch's curvature h."""
    return tuple(1.0 - rate * curvature for curvature in _curvatures(data, plan))


def _limit(data: Data, plan: BatchPlan) -> float:
    """Return the smallest rate at which an epoch's factor, a polynomial in the rate, has the size 1."""
    factor = np.poly1d([1.0])
    for curvature in _curvatures(data, plan):
        factor = factor * np.poly1d([-curvature, 1.0])
    roots = np.concatenate([(factor - 1.0).roots, (factor + 1.0).roots])
    real = roots[np.abs(roots.imag) < 1e-9].real
    return float(real[real > 1e-9].min())
