"""NAdam, AMSGrad and AdaMax, each beside Adam with everything else equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimlib import objectives
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamax import AdaMax
from optimlib.optimizers.nadam import NAdam
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer, Evaluation
from scenes.facts.rate_sweep import sweep_rates

START = (-7.0, 2.0)
AHEAD_STEPS = 60
AHEAD_RATES = np.linspace(0.1, 1.0, 37)[:, None]
"""The learning rates at which NAdam's overshoot is compared with Adam's."""
AT_ONCE = 1e6
"""A momentum decay with which NAdam's momentum is β₁ from the first step, as Adam's is."""
WEIGHTS = 12
"""Of how many gradients, the newest first, the weights in the numerator are shown."""
PAST, AFTER = 3000, 6000
"""Steps before the outlier and after it."""
TOLERANCE = 0.1
"""A method has recovered when its step is right within this share."""
BETA1, BETA2 = 0.9, 0.999


@dataclass(frozen=True, eq=False)
class Ahead:
    """Adam and NAdam in the valley at one rate.

    Attributes
    ----------
    adam, nadam
        Both runs.
    lowest, ahead_lowest
        The lowest y of each.
    always_less
        Whether NAdam overshoots less at every rate that is tried.
    weights, ahead_weights
        How much each gradient counts in the numerator, the newest first; both ``(WEIGHTS,)``.
    """

    adam: Trajectory
    nadam: Trajectory
    rate: float
    beta1: float
    beta2: float
    lowest: float
    ahead_lowest: float
    always_less: bool
    weights: np.ndarray
    ahead_weights: np.ndarray
    first: float = float(AHEAD_RATES[0, 0])
    last: float = float(AHEAD_RATES[-1, 0])

    @property
    def newest(self) -> float:
        """How much the newest gradient counts in Adam's numerator."""
        return float(self.weights[0])

    @property
    def ahead_newest(self) -> float:
        """How much the newest gradient counts in NAdam's numerator."""
        return float(self.ahead_weights[0])

    @property
    def older(self) -> float:
        """How much every older gradient counts in NAdam's numerator, over Adam's."""
        return float(self.ahead_weights[1] / self.weights[1])


@dataclass(frozen=True, eq=False)
class Outlier:
    """Lengths of steps, in units of the rate, under gradients of 1 with one outlier.

    Attributes
    ----------
    adam, amsgrad, adamax
        The step at the outlier, and each after it; all ``(k,)``.
    taken, root_taken
        The share of a gradient that m takes at once, and the share of its size that the root of v takes.
    recovers, adamax_recovers
        Steps until Adam and AdaMax stay within the tolerance.
    """

    size: float
    adam: np.ndarray
    amsgrad: np.ndarray
    adamax: np.ndarray
    taken: float
    root_taken: float
    recovers: int
    adamax_recovers: int
    past: int = PAST
    tolerance: float = TOLERANCE

    @property
    def numerator(self) -> float:
        """Adam's numerator at the outlier: a mean of it and of ones."""
        return 1.0 + self.taken * (self.size - 1.0)

    @property
    def root(self) -> float:
        """Adam's divisor at the outlier."""
        return self.numerator / float(self.adam[0])

    @property
    def leap(self) -> float:
        """Adam's longest step."""
        return float(self.adam.max())

    @property
    def low(self) -> float:
        """Adam's shortest step."""
        return float(self.adam.min())

    @property
    def stays(self) -> float:
        """AMSGrad's last step."""
        return float(self.amsgrad[-1])

    @property
    def adamax_longest(self) -> float:
        """AdaMax's longest step."""
        return float(self.adamax.max())

    @property
    def adamax_low(self) -> float:
        """AdaMax's shortest step."""
        return float(self.adamax.min())


def ahead(rate: float) -> Ahead:
    """Run Adam and NAdam, whose momentum is made to be Adam's, so that the look ahead alone differs."""
    valley = objectives.load("ravine")
    runs = [run(valley, method, START, AHEAD_STEPS) for method in _looking(rate)]
    sweeps = [sweep_rates(valley, method, np.array(START), AHEAD_STEPS) for method in _looking(AHEAD_RATES)]
    lows, ahead_lows = (sweep.points[..., 1].min(axis=0) for sweep in sweeps)
    lowest, ahead_lowest = (float(walk.x[:, 1].min()) for walk in runs)
    less = bool(np.all(ahead_lows > lows))
    weights = (1 - BETA1) * BETA1 ** np.arange(WEIGHTS)
    ahead_weights = np.append((1 + BETA1) * weights[0], BETA1 * weights[1:])
    return Ahead(*runs, rate, BETA1, BETA2, lowest, ahead_lowest, less, weights, ahead_weights)


def _looking(rate: float | np.ndarray) -> tuple[AnyOptimizer, AnyOptimizer]:
    return Adam(rate, BETA1, BETA2), NAdam(rate, BETA1, BETA2, momentum_decay=AT_ONCE)


def outlier(size: float) -> Outlier:
    """Follow all three through gradients of 1 with one outlier."""
    gradients = [1.0] * PAST + [size] + [1.0] * (AFTER - 1)
    methods = (
        Adam(1.0, BETA1, BETA2),
        Adam(1.0, BETA1, BETA2, amsgrad=True),
        AdaMax(1.0, BETA1, BETA2),
    )
    adam, amsgrad, adamax = (np.array(list(_lengths(method, gradients))[PAST:]) for method in methods)
    recovers = [int(np.flatnonzero(np.abs(steps - 1.0) > TOLERANCE)[-1]) + 1 for steps in (adam, adamax)]
    return Outlier(size, adam, amsgrad, adamax, 1 - BETA1, float(np.sqrt(1 - BETA2)), *recovers)


def _lengths(method: AnyOptimizer, gradients: Iterable[float]) -> Iterator[float]:
    """Give a method gradients that no point has a say in, as plain floats; return how far it goes down."""
    start, update = method.init(np.zeros(())), method.update
    state: Any = type(start)(*(part.item() if isinstance(part, np.ndarray) else part for part in start))
    for gradient in gradients:
        state, step = update(state, Evaluation(0.0, gradient))  # type: ignore[arg-type]  # a rule that takes floats
        yield -float(step)
