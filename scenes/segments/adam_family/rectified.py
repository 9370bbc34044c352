"""RAdam's factor: how far to trust a mean of squares that has seen few gradients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.adam import Adam
from optimlib.optimizers.radam import RAdam
from optimlib.types import AnyOptimizer, Evaluation

STEPS, RUNS = 1000, 2000
BETA2 = 0.999
SEED = 0
QUANTILES = (0.05, 0.95)
EARLY = 100
"""The step at which the factor is told once more."""


@dataclass(frozen=True, eq=False)
class Rectified:
    """What Adam and RAdam multiply m̂ by, in many runs of noise alone, of size 1.

    Attributes
    ----------
    low, high
        Between which values 1/√v̂ lies in nine of ten runs, at each step; both ``(STEPS,)``.
    factor
        RAdam's factor over Adam's, nan while it does not divide, ``(STEPS,)``.
    scatter
        Standard deviation of RAdam's multiplier, once it divides, ``(STEPS,)``, nan before.
    """

    low: np.ndarray
    high: np.ndarray
    factor: np.ndarray
    scatter: np.ndarray
    runs: int = RUNS
    share: float = QUANTILES[1] - QUANTILES[0]

    @property
    def undivided(self) -> int:
        """For how many steps RAdam does not divide."""
        return int(np.isnan(self.factor).sum())

    @property
    def first(self) -> int:
        """The first step that it divides."""
        return self.undivided + 1

    @property
    def first_low(self) -> float:
        """The low end of 1/√v̂ at that step."""
        return float(self.low[self.undivided])

    @property
    def first_high(self) -> float:
        """The high end of 1/√v̂ at that step."""
        return float(self.high[self.undivided])

    @property
    def first_factor(self) -> float:
        """The factor at that step."""
        return float(self.factor[self.undivided])

    @property
    def early(self) -> int:
        """A step at which the factor is told once more."""
        return EARLY

    @property
    def early_factor(self) -> float:
        """The factor at that step."""
        return float(self.factor[EARLY - 1])

    @property
    def least_scatter(self) -> float:
        """The least scatter of the multiplier from the first divided step on."""
        return float(np.nanmin(self.scatter))

    @property
    def most_scatter(self) -> float:
        """The greatest scatter of the multiplier from the first divided step on."""
        return float(np.nanmax(self.scatter))


def rectified() -> Rectified:
    """Let both methods, without momentum, see the same noise; a step over its gradient is the multiplier."""
    noise = np.random.default_rng(SEED).standard_normal((STEPS, RUNS))
    adam, radam = (multipliers(method, noise) for method in (Adam(1.0, 0.0, BETA2), RAdam(1.0, 0.0, BETA2)))
    low, high = np.quantile(adam, QUANTILES, axis=1)
    undivided = np.ptp(radam, axis=1) < 1e-6
    factor = np.where(undivided, np.nan, np.median(radam / adam, axis=1))
    scatter = np.where(undivided, np.nan, radam.std(axis=1))
    return Rectified(low, high, factor, scatter)


def multipliers(method: AnyOptimizer, noise: np.ndarray) -> np.ndarray:
    """Return step over gradient, downhill, for each step and run, both ``(steps, runs)``."""
    x = np.zeros(noise.shape[1])
    state, found = method.init(x), []
    for gradient in noise:
        state, step = method.update(state, Evaluation(x, gradient))
        found.append(-step / gradient)
    return np.array(found)
