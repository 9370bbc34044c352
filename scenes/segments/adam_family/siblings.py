"""NAdam, AdaMax and RAdam, each beside Adam with everything else equal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib import objectives
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamax import AdaMax
from optimlib.optimizers.nadam import NAdam
from optimlib.optimizers.radam import RAdam
from optimlib.run import run
from optimlib.schedules import Linear
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer, Objective
from scenes.facts.rate_sweep import RateSweep, sweep_rates

START = (-7.0, 2.0)
AHEAD_STEPS = 60
AHEAD_RATES = np.linspace(0.1, 1.0, 37)[:, None]
"""The learning rates at which NAdam's overshoot is compared with Adam's."""
AT_ONCE = 1e6
"""A momentum decay with which NAdam's momentum is β₁ from the first step, as Adam's is."""
BEST_STEPS = 30
BEST_RATES = np.geomspace(0.02, 3.0, 121)[:, None]
"""The learning rates among which Adam's best and AMSGrad's are looked for."""
PAST, AFTER = 3000, 6000
"""Steps before the outlier and after it."""
TOLERANCE = 0.1
"""A method has recovered when its step is right within this share."""
BETA1, BETA2 = 0.9, 0.999
WARM_STEPS = round(2 / (1 - BETA2))
"""How long a linear warm-up takes that needs no other number than β₂."""
RUNS, NOISY_RATE, EARLY, SEED = 200, 0.1, 100, 0
"""How many noisy runs from the minimum, at which rate, when they are compared first, and from which seed."""
NOISE = 1.0
"""Standard deviation of the gradients there, in each coordinate."""
TRUSTED, PAPER = 5, 4
"""More than so many samples v must be worth before RAdam divides: PyTorch's limit, and the paper's."""


@dataclass(frozen=True, eq=False)
class Ahead:
    """Adam and NAdam in the valley at one rate.

    Attributes
    ----------
    adam, nadam
        Both runs.
    always_less
        Whether NAdam overshoots less at every rate that is tried.
    """

    adam: Trajectory
    nadam: Trajectory
    rate: float
    beta1: float
    beta2: float
    lowest: float
    ahead_lowest: float
    always_less: bool
    first: float = float(AHEAD_RATES[0, 0])
    last: float = float(AHEAD_RATES[-1, 0])


@dataclass(frozen=True, eq=False)
class Best:
    """Adam and AMSGrad in the valley at many rates."""

    adam: RateSweep
    amsgrad: RateSweep
    steps: int = BEST_STEPS

    @property
    def apart(self) -> float:
        """By which share their lowest losses differ."""
        return abs(self.amsgrad.lowest / self.adam.lowest - 1.0)


@dataclass(frozen=True, eq=False)
class Outlier:
    """Lengths of steps, in units of the rate, under gradients of 1 with one outlier.

    Attributes
    ----------
    adam, adamax
        The step at the outlier, and each after it; both ``(k + 1,)``.
    leap, low
        Adam's longest and shortest step.
    bound
        What no step of AdaMax can exceed, whatever the gradients are.
    adam_recovers, adamax_recovers
        Steps until each stays within the tolerance.
    """

    size: float
    adam: np.ndarray
    adamax: np.ndarray
    leap: float
    low: float
    adamax_longest: float
    adamax_low: float
    adam_recovers: int
    adamax_recovers: int
    tolerance: float = TOLERANCE

    @property
    def adamax_first(self) -> float:
        """AdaMax's step at the outlier."""
        return float(self.adamax[0])


@dataclass(frozen=True, eq=False)
class Warmth:
    """RAdam's start beside Adam's and a plain warm-up's.

    Attributes
    ----------
    share
        RAdam's step in units of the rate, under a gradient of 1, ``(k,)``; the first one at index 0.
    worth
        How many samples v is worth after each step, ``(k,)``.
    divides_at, paper_divides_at
        The first step that is divided, by PyTorch's limit and by the paper's.
    adam, radam, warm
        Mean losses of noisy runs from the minimum, ``(k + 1,)`` each.
    """

    share: np.ndarray
    worth: np.ndarray
    divides_at: int
    paper_divides_at: int
    adam: np.ndarray
    radam: np.ndarray
    warm: np.ndarray
    warm_steps: int = WARM_STEPS
    early: int = EARLY
    trusted: int = TRUSTED
    paper: int = PAPER
    runs: int = RUNS
    rate: float = NOISY_RATE
    noise: float = NOISE

    @property
    def adam_early(self) -> float:
        """Adam's mean loss when they are compared."""
        return float(self.adam[self.early])

    @property
    def radam_early(self) -> float:
        """RAdam's mean loss then."""
        return float(self.radam[self.early])

    @property
    def warm_early(self) -> float:
        """The mean loss of Adam with a warm-up then."""
        return float(self.warm[self.early])

    @property
    def momentum_steps(self) -> int:
        """How many steps are not divided."""
        return self.divides_at - 1


def ahead(rate: float) -> Ahead:
    """Run Adam and NAdam, whose momentum is made to be Adam's, so that the look ahead alone differs."""
    valley = objectives.load("ravine")
    runs = [run(valley, method, START, AHEAD_STEPS) for method in _looking(rate)]
    sweeps = [sweep_rates(valley, method, np.array(START), AHEAD_STEPS) for method in _looking(AHEAD_RATES)]
    lows, ahead_lows = (sweep.points[..., 1].min(axis=0) for sweep in sweeps)
    lowest, ahead_lowest = (float(walk.x[:, 1].min()) for walk in runs)
    less = bool(np.all(ahead_lows > lows))
    return Ahead(*runs, rate, BETA1, BETA2, lowest, ahead_lowest, less)


def _looking(rate: float | np.ndarray) -> tuple[AnyOptimizer, AnyOptimizer]:
    return Adam(rate, BETA1, BETA2), NAdam(rate, BETA1, BETA2, momentum_decay=AT_ONCE)


def best() -> Best:
    """Try Adam and AMSGrad at every rate."""
    valley, start = objectives.load("ravine"), np.array(START)
    return Best(
        *(sweep_rates(valley, Adam(BEST_RATES, amsgrad=kept), start, BEST_STEPS) for kept in (False, True))
    )


def outlier(size: float) -> Outlier:
    """Follow both through gradients of 1 with one outlier."""
    shock = np.zeros((PAST + AFTER, 2))
    shock[PAST] = size - 1.0
    adam, adamax = (
        -run(_slope(), method, (0.0, 0.0), len(shock), noise=shock).step[PAST:, 0]
        for method in (Adam(1.0, BETA1, BETA2), AdaMax(1.0, BETA1, BETA2))
    )
    recovers = [int(np.flatnonzero(np.abs(steps - 1.0) > TOLERANCE)[-1]) + 1 for steps in (adam, adamax)]
    return Outlier(
        size,
        adam,
        adamax,
        float(adam.max()),
        float(adam.min()),
        float(adamax.max()),
        float(adamax.min()),
        *recovers,
    )


def _slope() -> Objective:
    """Return a plane that falls by 1 along each coordinate, so that all gradients are 1."""
    return objectives.from_functions(lambda x: x.sum(axis=-1), np.ones_like)


def warmth() -> Warmth:
    """Follow RAdam's step under a gradient of 1; and let three start in the minimum, where all is noise."""
    count = 2 * WARM_STEPS
    share = -run(_slope(), RAdam(1.0, BETA1, BETA2), (0.0, 0.0), count).step[:, 0]
    t = np.arange(1, count + 1)
    worth = 2 / (1 - BETA2) - 1 - 2 * t * BETA2**t / (1 - BETA2**t)
    noise = NOISE * np.random.default_rng(SEED).standard_normal((WARM_STEPS, RUNS, 2))
    rising = Linear(0.0, NOISY_RATE, WARM_STEPS)
    methods = (
        Adam(NOISY_RATE, BETA1, BETA2),
        RAdam(NOISY_RATE, BETA1, BETA2),
        Adam(rising, BETA1, BETA2),
    )
    valley = objectives.load("ravine")
    losses = (
        run(valley, method, np.zeros((RUNS, 2)), WARM_STEPS, noise=noise).value.mean(axis=1)
        for method in methods
    )
    divides, paper = (int(np.argmax(worth > limit)) + 1 for limit in (TRUSTED, PAPER))
    return Warmth(share, worth, divides, paper, *losses)
