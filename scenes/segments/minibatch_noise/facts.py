"""Gradient noise on a noisy line: how it shrinks with the batch, and what it does (block 5 of the reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.datasets import Data, noisy_line, y_equals_2x
from optimlib.gradient_noise import batch_gradient_variance
from optimlib.regression import sample_gradients
from optimlib.schedules import Constant, InverseTime
from scenes.parameters import SegmentParams, parameter

from .noisy_descent import Fit, descend_on

BEATS: dict[str, tuple[str, ...]] = {
    "bridge": ("three", "many", "best", "way"),
    "scatter": ("bowl", "full", "single", "away"),
    "means": ("batch", "grow", "gather", "right"),
    "variance": ("measure", "law", "root", "without"),
    "floor": ("only", "single", "mini", "full"),
    "price": ("updates", "own"),
    "stop": ("stop", "passes"),
    "pull": ("star", "alive", "exact", "vanish"),
    "law": ("adds", "removes", "balance", "floors", "top"),
    "decay": ("fall", "sinks", "end"),
    "next": ("sum", "later", "last", "one", "several"),
}

SAMPLES, SLOPE, INTERCEPT, START = 1024, 2.0, 1.0, (-0.5, -1.0)
ARROW_SCALE = 0.15
"""How long a gradient is drawn on the map."""
DRAWS, ARROWS, LARGEST_ARROWS = 1000, 40, 256
"""Batches of each size that are measured, those that are drawn, and the largest batch size of these."""
SIZES = (1, 4, 16, 64, 256, 1024)
RUNS, OVERTAKEN, MOST_EPOCHS = 32, 0.5, 100
"""Runs that are averaged. They go on until the full batch's excess is below this share of what a falling rate should
have left, counted in as many gradients as there are samples."""
LOW = 1.0
"""The excess cost at which it is asked who comes below it first."""
FLOOR_SIZES, FLOOR_UPDATES, SETTLED = (1, 2, 4, 8, 16), 1500, 200
"""Batch sizes whose floors are compared, updates of these runs, and those before anything is measured."""
FLOOR_RATES = (1.0, 0.5, 0.25)
"""Shares of the learning rate at which floors are measured."""
SEED = 5


class Params(SegmentParams):
    """What may be changed.

    The rate stays where even single samples settle, and where twenty updates on all samples get somewhere.
    """

    learning_rate: float = parameter(0.1, "step size η", ge=0.06, le=0.11)
    batch_size: int = parameter(16, "samples in a mini-batch", unit="samples", ge=8, le=24)
    noise: float = parameter(1.0, "standard deviation of what is added to the line", ge=0.7, le=1.2)
    decay_scale: float = parameter(
        100.0, "updates until the falling rate is half the first", unit="updates", ge=50, le=200
    )


@dataclass(frozen=True, eq=False)
class Descent:
    """Runs of one batch size and one course of the learning rate.

    Attributes
    ----------
    gradients
        Sample gradients worked out, at the start and after each update.
    excess
        Mean over the runs of how much the cost lies above the lowest, at each of them.
    path
        The weights of the first run ``(updates + 1, 2)``.
    low_after
        Sample gradients until the mean excess is below ``LOW``.
    floor
        Mean excess over the second half of the updates.
    """

    batch_size: int
    gradients: np.ndarray
    excess: np.ndarray
    path: np.ndarray
    low_after: int
    floor: float

    @property
    def low_updates(self) -> int:
        """Updates until the mean excess is below ``LOW``."""
        return self.low_after // self.batch_size

    @property
    def end(self) -> float:
        """The mean excess after the last update."""
        return float(self.excess[-1])


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of batches and of descent on them.

    Attributes
    ----------
    descents
        Against the gradients of single samples at the start, as long as they are drawn ``(n, 2)``.
    full_descent
        Their mean: that of the full batch.
    drawn
        Numbers of the samples drawn with replacement, for each arrow ``(ARROWS, LARGEST_ARROWS)``.
    arrows
        The means of the first B of them for each arrow, B from 1 on ``(ARROWS, LARGEST_ARROWS, 2)``.
    away
        Share of the samples whose way down makes more than a right angle with the full batch's.
    pulls
        Against the gradients of the same single samples at the minimum, as long as they are drawn ``(ARROWS, 2)``.
    pull
        Typical length (root mean square) of all samples' gradients at the minimum.
    exact, exact_pull
        The fit of the old samples, which lie on one line, and the same of it.
    measured, measured_without
        Variance of a batch's mean gradient over that of a single sample's, for ``SIZES``, measured over ``DRAWS``
        batches, with and without replacement.
    theory_without
        What it should be without replacement.
    own_rate, own
        The constant rate that suits the full batch best, and its run: the control of the shared rate.
    linked
        Numbers of three arrows whose samples are shown: one far to each side of the full batch's, and the one that
        points away most.
    floors, floor_theory
        Mean excess that descent settles to, for each of ``FLOOR_RATES`` and ``FLOOR_SIZES``: measured, worked out.
    """

    samples: int
    draws: int
    learning_rate: float
    batch_size: int
    decay_scale: float
    epochs: int
    fit: Fit
    start: tuple[float, float]
    descents: np.ndarray
    full_descent: np.ndarray
    drawn: np.ndarray
    arrows: np.ndarray
    away: float
    pulls: np.ndarray
    pull: float
    exact: Fit
    exact_pull: float
    measured: np.ndarray
    measured_without: np.ndarray
    theory_without: np.ndarray
    single: Descent
    mini: Descent
    full: Descent
    falling: Descent
    floors: np.ndarray
    floor_theory: np.ndarray
    own_rate: float
    own: Descent
    linked: tuple[int, int, int]

    @property
    def old(self) -> int:
        """How many samples the segments before have."""
        return len(y_equals_2x())

    @property
    def arrow_scale(self) -> float:
        """How long a gradient is drawn on the map."""
        return ARROW_SCALE

    @property
    def arrows_shown(self) -> int:
        """Single samples whose steps are drawn."""
        return ARROWS

    @property
    def largest(self) -> int:
        """The batch size up to which the arrows gather."""
        return LARGEST_ARROWS

    @property
    def runs(self) -> int:
        """Runs that are averaged."""
        return RUNS

    @property
    def low(self) -> float:
        """The excess cost at which it is asked who comes below it first."""
        return LOW

    @property
    def updates(self) -> int:
        """Updates on single samples."""
        return self.epochs * SAMPLES

    @property
    def example_theory(self) -> float:
        """What batches of the example's size should leave of the variance, drawn with replacement."""
        return 1 / self.size

    @property
    def lowest(self) -> float:
        """The lowest cost."""
        return self.fit.lowest

    @property
    def start_excess(self) -> float:
        """The excess cost at the start."""
        return float(self.single.excess[0])

    @property
    def curvatures(self) -> tuple[float, float]:
        """The second derivatives of the cost along its axes, the smaller first."""
        small, large = np.linalg.eigvalsh(self.fit.hessian)
        return float(small), float(large)

    @property
    def curvature(self) -> float:
        """Their mean."""
        return sum(self.curvatures) / 2

    @property
    def size(self) -> int:
        """The batch size that is taken as an example of the variance."""
        return SIZES[2]

    @property
    def size_variance(self) -> float:
        """What its batches were measured to leave of the variance."""
        return float(self.measured[2])

    @property
    def work_sizes(self) -> tuple[int, int]:
        """A batch size, and four times as much: half the scatter."""
        return SIZES[1], SIZES[2]

    @property
    def balance_size(self) -> int:
        """The batch size at which noise and bowl are balanced."""
        return FLOOR_SIZES[2]

    @property
    def top_floor(self) -> float:
        """The highest floor measured: single samples at the largest rate."""
        return float(self.floors[0, 0])

    @property
    def top_law(self) -> float:
        """What the law of small rates says of it."""
        return self.small_rate_floor(self.learning_rate, FLOOR_SIZES[0])

    @property
    def floors_near(self) -> float:
        """Within which share of that law all floors lie that were measured at less than the largest rate."""
        off = [
            abs(floor / self.small_rate_floor(share * self.learning_rate, size) - 1)
            for share, of_rate in zip(FLOOR_RATES[1:], self.floors[1:], strict=True)
            for size, floor in zip(FLOOR_SIZES, of_rate, strict=True)
        ]
        return float(np.ceil(100 * max(off)) / 100)

    def small_rate_floor(self, rate: float, batch_size: int) -> float:
        """Return the floor ησ²/(4B), to which that of small rates tends.

        A step adds η² tr(HC)/(2B) to the mean excess E, C being the samples' covariance at the minimum, and removes
        2ηλE along each axis; both sums over the axes are equal at η tr(C)/(4B), and tr(C) is σ².
        """
        return rate * self.pull**2 / (4 * batch_size)

    def falling_floor(self, updates: np.ndarray) -> np.ndarray:
        """Return that floor for single samples at the rate that a falling one has come to, after many updates."""
        return self.small_rate_floor(self.learning_rate, 1) / (1 + np.asarray(updates) / self.decay_scale)


def facts(params: Params) -> Facts:
    """Draw the data, measure the gradients' scatter, and run descent on batches of several sizes."""
    rng = np.random.default_rng(SEED)
    fit = Fit.of(_data(params.noise, rng))
    start = np.array(START)
    rate = params.learning_rate
    descents = -ARROW_SCALE * sample_gradients(fit.data, start)
    full_descent = descents.mean(axis=0)
    drawn = rng.integers(SAMPLES, size=(DRAWS, SAMPLES))
    dealt = rng.permuted(np.tile(np.arange(SAMPLES), (DRAWS, 1)), axis=1)
    single_variance = _variance(descents, full_descent)
    sizes = np.array(SIZES)
    counts = np.arange(1, LARGEST_ARROWS + 1)[:, None]
    without = [batch_gradient_variance(fit.data, start, size, "without_replacement").sum() for size in SIZES]
    falling_rate = InverseTime(rate, params.decay_scale)
    every = np.tile(np.arange(SAMPLES), (MOST_EPOCHS, 1, 1))
    epochs = _epochs(fit, descend_on(fit.data, every, Constant(rate), start)[:, 0], falling_rate)
    batches = {
        size: rng.integers(SAMPLES, size=(epochs * SAMPLES // size, RUNS, size))
        for size in (1, params.batch_size)
    }
    old = y_equals_2x()
    exact = Fit.of(Data.of(np.column_stack([old.x, np.ones(len(old))]), old.y))
    at_best = sample_gradients(fit.data, fit.best)
    single, mini, full, falling = (
        _descent(fit, batch, schedule)
        for batch, schedule in (
            (batches[1], Constant(rate)),
            (batches[params.batch_size], Constant(rate)),
            (every[:epochs], Constant(rate)),
            (batches[1], falling_rate),
        )
    )

    def floor(size: int, at: float) -> float:
        batch = rng.integers(SAMPLES, size=(FLOOR_UPDATES, RUNS, size))
        return float(fit.excess(descend_on(fit.data, batch, Constant(at), fit.best)[SETTLED:]).mean())

    arrows = np.cumsum(descents[drawn[:ARROWS, :LARGEST_ARROWS]], axis=1) / counts
    # On a bowl, no constant rate promises more than 2/(λ₁ + λ₂).
    own_rate = 2 / float(np.trace(fit.hessian))
    return Facts(
        samples=SAMPLES,
        draws=DRAWS,
        learning_rate=rate,
        batch_size=params.batch_size,
        decay_scale=params.decay_scale,
        epochs=epochs,
        fit=fit,
        start=START,
        descents=descents,
        full_descent=full_descent,
        drawn=drawn[:ARROWS, :LARGEST_ARROWS],
        arrows=arrows,
        away=float(np.mean(descents @ full_descent < 0)),
        pulls=-ARROW_SCALE * at_best[drawn[:ARROWS, 0]],
        pull=_length(at_best),
        exact=exact,
        exact_pull=_length(sample_gradients(exact.data, exact.best)),
        measured=_measured(descents, drawn, sizes) / single_variance,
        measured_without=_measured(descents, dealt, sizes) / single_variance,
        theory_without=ARROW_SCALE**2 * np.array(without) / single_variance,
        single=single,
        mini=mini,
        full=full,
        falling=falling,
        floors=np.array([[floor(size, share * rate) for size in FLOOR_SIZES] for share in FLOOR_RATES]),
        floor_theory=np.array(
            [[fit.floor(share * rate, size) for size in FLOOR_SIZES] for share in FLOOR_RATES]
        ),
        own_rate=own_rate,
        own=_descent(fit, every[:epochs], Constant(own_rate)),
        linked=_linked(arrows[:, 0], full_descent),
    )


def _data(noise: float, rng: np.random.Generator) -> Data:
    """Draw the samples; a column of ones carries the intercept."""
    line = noisy_line(SAMPLES, SLOPE, noise, rng)
    return Data.of(np.column_stack([line.x, np.ones(SAMPLES)]), line.y + INTERCEPT)


def _epochs(fit: Fit, full: np.ndarray, falling_rate: InverseTime) -> int:
    """Return after how many updates the full batch ``(updates + 1, 2)`` has clearly overtaken a falling rate.

    A rate that falls slowly leaves about the floor of the rate it has reached.
    """
    excess = fit.excess(full)
    return next(
        epoch
        for epoch in range(1, len(excess))
        if excess[epoch] < OVERTAKEN * fit.floor(falling_rate(epoch * SAMPLES), 1)
    )


def _length(vectors: np.ndarray) -> float:
    """Return the typical length (root mean square) of vectors ``(k, 2)``."""
    return float(np.sqrt(np.mean(np.sum(vectors**2, axis=-1))))


def _linked(arrows: np.ndarray, full: np.ndarray) -> tuple[int, int, int]:
    """Choose arrows ``(k, 2)``: the two that lie farthest to either side of ``full``, and the one most against it."""
    aside = arrows @ np.array([-full[1], full[0]])
    cosines = arrows @ full / np.linalg.norm(arrows, axis=1)
    return int(np.argmax(aside)), int(np.argmin(aside)), int(np.argmin(cosines))


def _variance(means: np.ndarray, middle: np.ndarray) -> float:
    """Return the mean squared distance of vectors ``(k, 2)`` from their middle."""
    return float(np.mean(np.sum((means - middle) ** 2, axis=-1)))


def _measured(descents: np.ndarray, drawn: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Measure the variance of the mean over the first B samples of each draw, for each size B."""
    totals = np.cumsum(descents[drawn], axis=1)[:, sizes - 1]
    return np.array(
        [_variance(totals[:, rank] / size, descents.mean(axis=0)) for rank, size in enumerate(sizes)]
    )


def _descent(fit: Fit, batches: np.ndarray, schedule: Constant | InverseTime) -> Descent:
    weights = descend_on(fit.data, batches, schedule, np.array(START))
    excess = fit.excess(weights).mean(axis=1)
    size = batches.shape[-1]
    return Descent(
        batch_size=size,
        gradients=size * np.arange(len(excess)),
        excess=excess,
        path=weights[:, 0],
        low_after=size * int(np.argmax(excess < LOW)),
        floor=float(excess[len(excess) // 2 :].mean()),
    )
