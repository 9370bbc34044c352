"""Two wells: who is caught, and what gets out (block 11 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib import objectives
from optimlib.gradient_noise import batch_noise
from optimlib.landscape import CriticalPoint, critical_points
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from optimlib.schedules import Linear
from scenes.errors import ContentError
from scenes.parameters import SegmentParams, parameter

from .escapes import (
    BEYOND,
    FOR_THE_TOLD,
    LEAST,
    SLOPE,
    Escapes,
    law_of_sharing,
    law_of_waiting,
    measured_wait,
    sample_slopes,
    swarm,
    temperature,
)
from .friction import Roll
from .two_weights import TwoWeights

BEATS: dict[str, tuple[str, ...]] = {
    "bridge": ("bowl", "two", "deep", "shallow"),
    "kinds": ("flat", "up", "down"),
    "caught": ("starts", "go", "left", "right"),
    "ball": ("start", "top", "more", "most", "back"),
    "noise": ("single", "out", "large", "none"),
    "wait": ("barrier", "heat", "chance", "law"),
    "checked": ("condition", "measured", "ratio"),
    "both": ("back", "times", "halved"),
    "cool": ("constant", "fall", "keep", "fast"),
    "two": ("surface", "flat", "both", "mixed", "next"),
}

STARTS, FARTHEST = 73, 1.8
"""Starts of the swarm, evenly spread, and how far out the last are."""
DESCENT_STEPS = 120
ROLL_STEPS = 120
MOMENTA = (0.8, 0.94)
"""The first gets over the hilltop, the second comes back."""
RUNS, STEPS, LONG, FAST = 400, 1000, 2000, 100
"""Noisy runs, their steps, the steps after which it is asked where they are, and those of a fall that is too fast."""
BOWL_RUNS, BOWL_STEPS = 80, 160
SIZES, SMALL = (1, 2, 3, 4, 6, 8), 4
"""Batch sizes whose waiting times are measured, and the one whose time is told."""
WAITS_FROM = (1.0, 0.5)
"""Shares of the learning rate at which waits in both wells are measured on single samples, and for how many steps."""
WAITS_STEPS = (1000, 3000)
SEED = 11


class Params(SegmentParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "step size η of all runs", ge=0.08, le=0.12)
    large_batch: int = parameter(
        16, "batch size whose noise does not get over the barrier", unit="samples", ge=16, le=20
    )


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the double well x⁴/4 − x²/2 + x/10 and of two weights with one each.

    Attributes
    ----------
    deep, hilltop, shallow
        The points without slope, from left to right.
    starts, descent
        Where plain descent begins ``(STARTS,)``, and all its points ``(steps + 1, STARTS)``.
    rolls
        Runs with momentum, for ``MOMENTA``.
    single, large
        Runs on single samples and on large batches, from the bottom of the shallow well.
    waits, law
        Steps for an escape, for ``SIZES``: measured, and by the law of waiting.
    escapes
        How many escapes were seen for each measured wait.
    law_large
        What the law says of the large batches.
    both_waits
        Steps for an escape on single samples at ``WAITS_FROM`` of the rate: from the shallow and the deep well
        ``(2, 2)``.
    long_run
        Share of the runs on single samples that should be in the deep well in the long run, by Boltzmann's law.
    bowl
        Runs on single samples in a bowl as sharp as the deep well ``(steps + 1, runs)``: nothing but noise.
    kept, cooled, frozen
        The runs on single samples for longer ``(long_steps + 1, runs)``, and with the same samples in the same order
        a rate that falls linearly to 0 during all of them, or during the first ``fast_steps`` alone.
    points
        All points without slope of two weights.
    """

    learning_rate: float
    large_batch: int
    deep: CriticalPoint
    hilltop: CriticalPoint
    shallow: CriticalPoint
    starts: np.ndarray
    descent: np.ndarray
    rolls: tuple[Roll, ...]
    single: Escapes
    large: Escapes
    waits: np.ndarray
    law: np.ndarray
    escapes: np.ndarray
    law_large: float
    both_waits: np.ndarray
    long_run: float
    bowl: np.ndarray
    kept: np.ndarray
    cooled: np.ndarray
    frozen: np.ndarray
    points: list[CriticalPoint]

    @property
    def well_points(self) -> int:
        """Points without slope of one weight."""
        return len((self.deep, self.hilltop, self.shallow))

    @property
    def count(self) -> int:
        """Starts of plain descent."""
        return STARTS

    @property
    def caught(self) -> int:
        """How many of them end in the shallow well."""
        return int(np.sum(self.descent[-1] > self.hilltop_x))

    @property
    def free(self) -> int:
        """How many end in the deep one."""
        return STARTS - self.caught

    @property
    def hilltop_x(self) -> float:
        """Where the hilltop is."""
        return float(self.hilltop.x[0])

    @property
    def deep_x(self) -> float:
        """Where the deep minimum is."""
        return float(self.deep.x[0])

    @property
    def deep_value(self) -> float:
        """The loss there."""
        return self.deep.value

    @property
    def shallow_value(self) -> float:
        """The loss at the shallow minimum."""
        return self.shallow.value

    @property
    def shallow_x(self) -> float:
        """Where the shallow one is."""
        return float(self.shallow.x[0])

    @property
    def curvatures(self) -> tuple[float, float, float]:
        """Second derivatives at the three points, from left to right."""
        left, middle, right = (
            float(point.eigenvalues[0]) for point in (self.deep, self.hilltop, self.shallow)
        )
        return left, middle, right

    @property
    def barrier(self) -> float:
        """How much higher the hilltop is than the shallow minimum."""
        return self.hilltop.value - self.shallow.value

    @property
    def barrier_back(self) -> float:
        """How much higher it is than the deep one."""
        return self.hilltop.value - self.deep.value

    @property
    def farthest(self) -> float:
        """Where the balls with momentum begin."""
        return FARTHEST

    @property
    def momenta(self) -> tuple[float, ...]:
        """Momenta of the balls."""
        return MOMENTA

    @property
    def reach(self) -> float:
        """How far to the left the second ball gets."""
        return float(self.rolls[1].x.min())

    @property
    def runs(self) -> int:
        """Runs of each batch size."""
        return RUNS

    @property
    def least_escapes(self) -> int:
        """The fewest escapes behind a measured waiting time, to the hundred where there are so many."""
        fewest = int(self.escapes.min())
        return fewest - fewest % 100 if fewest >= 100 else fewest

    @property
    def steps(self) -> int:
        """Steps of each."""
        return STEPS

    @property
    def long_steps(self) -> int:
        """Steps after which it is asked where they are."""
        return LONG

    @property
    def variance(self) -> float:
        """The variance of a single sample's gradient, the same everywhere."""
        return float(SLOPE**2)

    @property
    def slope(self) -> float:
        """Typical slope by which a sample differs from the mean."""
        return SLOPE

    @property
    def beyond(self) -> float:
        """Who comes so far has left."""
        return BEYOND

    @property
    def small_batch(self) -> int:
        """The batch size whose waiting time is told."""
        return SMALL

    @property
    def wait_small(self) -> float:
        """Steps for an escape on small batches."""
        return float(self.waits[SIZES.index(SMALL)])

    @property
    def wait_told(self) -> float:
        """The same to two digits: so many escapes leave it uncertain by some per cent."""
        return float(f"{self.wait_small:.2g}")

    @property
    def wait_error(self) -> float:
        """The standard error of that wait: those without memory scatter by their mean."""
        return self.wait_small / float(np.sqrt(self.escapes[SIZES.index(SMALL)]))

    @property
    def law_small(self) -> float:
        """What the law says of it."""
        return float(self.law[SIZES.index(SMALL)])

    @property
    def at_end(self) -> float:
        """Share of the single-sample runs that are in the deep well after the last step."""
        return float(np.mean(self.kept[-1] < self.hilltop_x))

    @property
    def at_end_cooled(self) -> float:
        """The same when the rate has fallen to 0."""
        return float(np.mean(self.cooled[-1] < self.hilltop_x))

    @property
    def at_end_frozen(self) -> float:
        """The same when it has fallen to 0 within few steps."""
        return float(np.mean(self.frozen[-1] < self.hilltop_x))

    @property
    def fast_steps(self) -> int:
        """Steps of a fall that is too fast."""
        return FAST

    @property
    def some_stay(self) -> bool:
        """Whether some runs on single samples never get beyond."""
        return self.single.left < RUNS

    @property
    def heights(self) -> float:
        """How many times the temperature of small batches the barrier is."""
        return self.barrier / temperature(self.learning_rate, SMALL)

    @property
    def half_rate(self) -> float:
        """Half the learning rate."""
        return self.learning_rate / 2

    @property
    def times_longer(self) -> float:
        """By the law of waiting, how many times as long single samples take to leave the deep well as the shallow."""
        return self.waits_by_law(self.learning_rate)[1] / self.waits_by_law(self.learning_rate)[0]

    @property
    def times_longer_halved(self) -> float:
        """The same at half the rate."""
        return self.waits_by_law(self.half_rate)[1] / self.waits_by_law(self.half_rate)[0]

    def waits_by_law(self, rate: float) -> tuple[float, float]:
        """Return the steps that single samples take, by the law, to leave the shallow well and the deep one."""
        deep, top, shallow = self.curvatures
        return (
            law_of_waiting(self.barrier, (shallow, top), rate, 1),
            law_of_waiting(self.barrier_back, (deep, top), rate, 1),
        )

    @property
    def saddles(self) -> int:
        """Saddles of two weights."""
        return sum(point.kind == "saddle" for point in self.points)

    @property
    def minima(self) -> int:
        """Their minima."""
        return sum(point.kind == "minimum" for point in self.points)

    @property
    def maxima(self) -> int:
        """Their maxima."""
        return sum(point.kind == "maximum" for point in self.points)

    @property
    def flat_points(self) -> int:
        """All their points without slope."""
        return len(self.points)


def facts(params: Params) -> Facts:
    """Let swarms and balls run in the double well, with and without noise, and name its flat points.

    Raises
    ------
    ContentError
        If some run on large batches does get out.
    """
    well, rate = objectives.load("double_well"), params.learning_rate
    deep, shallow, hilltop = critical_points(well)
    bottom, top = float(shallow.x[0]), float(hilltop.x[0])
    starts = np.linspace(-FARTHEST, FARTHEST, STARTS)
    rng = np.random.default_rng(SEED)
    slopes = sample_slopes(rng)

    singles = batch_noise(slopes, 1, (LONG, RUNS), rng)
    kept = swarm(rate, singles, bottom)
    single = Escapes.of(1, kept[: STEPS + 1])
    shaken = batch_noise(slopes, params.large_batch, (STEPS, RUNS), rng)
    large = Escapes.of(params.large_batch, swarm(rate, shaken, bottom))
    if large.share > 0:
        raise ContentError(
            f"{large.left} of {RUNS} runs on batches of {params.large_batch} get out of the shallow well",
            hint="landscape tells that none does: choose a larger large_batch or a smaller learning_rate",
        )
    curvatures = (float(shallow.eigenvalues[0]), float(hilltop.eigenvalues[0]))
    barrier = hilltop.value - shallow.value
    waits, escapes = zip(
        *(
            measured_wait(rate, size, bottom, slopes, rng, FOR_THE_TOLD if size == SMALL else LEAST)
            for size in SIZES
        ),
        strict=True,
    )
    both_waits = []
    for share, steps in zip(WAITS_FROM, WAITS_STEPS, strict=True):
        shaken = batch_noise(slopes, 1, (steps, RUNS), rng)
        back = swarm(share * rate, shaken, float(deep.x[0]))
        both_waits.append(
            (Escapes.of(1, swarm(share * rate, shaken, bottom)).wait, Escapes.from_deep(1, back).wait)
        )
    return Facts(
        learning_rate=rate,
        large_batch=params.large_batch,
        deep=deep,
        hilltop=hilltop,
        shallow=shallow,
        starts=starts,
        descent=run(well, GradientDescent(rate), starts[:, None], DESCENT_STEPS).x[..., 0],
        rolls=tuple(
            Roll.of(rate, momentum, FARTHEST, ROLL_STEPS, (top, hilltop.value)) for momentum in MOMENTA
        ),
        single=single,
        large=large,
        waits=np.array(waits),
        escapes=np.array(escapes),
        law=np.array([law_of_waiting(barrier, curvatures, rate, size) for size in SIZES]),
        law_large=law_of_waiting(barrier, curvatures, rate, params.large_batch),
        both_waits=np.array(both_waits),
        long_run=law_of_sharing(top, rate, 1),
        bowl=run(
            Quadratic(tuple(deep.eigenvalues), centre=(float(deep.x[0]),)),
            GradientDescent(rate),
            np.tile(deep.x, (BOWL_RUNS, 1)),
            BOWL_STEPS,
            noise=batch_noise(slopes, 1, (BOWL_STEPS, BOWL_RUNS, 1), rng),
        ).x[..., 0],
        kept=kept,
        cooled=swarm(Linear(rate, 0.0, LONG), singles, bottom),
        frozen=swarm(Linear(rate, 0.0, FAST), singles, bottom),
        points=critical_points(TwoWeights()),
    )
