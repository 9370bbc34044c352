"""The valley with noise in every gradient: what Adam's mean is worth there, at one rate and at every one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.adam import Adam
from optimlib.run import run
from optimlib.types import Evaluation, Hyperparameter, LearningRate, Objective

RUNS, SHOWN = 2000, 300
"""Runs that losses are averaged over: with so many, chance moves an average by 2.5 %; and runs that are kept."""
RATES = np.geomspace(0.05, 0.8, 25)
"""Rates that are tried."""
SEED = 5
LATER = 300
"""Steps after which the best losses are compared once more."""
SMALL = 0.15
"""Rates up to here are called small: without noise, neither variant has arrived."""


@dataclass(frozen=True, eq=False)
class NoisyValley:
    """Many runs of Adam with its mean and without, in the same noise; pairs are in this order.

    Attributes
    ----------
    noise
        Its standard deviation σ, in each coordinate of a gradient.
    clouds
        Points of the first runs at the given rate, ``(2, steps + 1, shown, 2)``.
    losses
        The average losses of all runs at that rate, over the steps, ``(2, steps + 1)``.
    rates, after
        Rates that were tried; the average loss after the last step for each, ``(2, n)``.
    quiet
        The loss after the last step without noise for each rate, ``(2, n)``.
    saved_later
        ``saved`` after ``LATER`` steps.
    runs
        How many runs each average is of.
    shown
        How many of them are kept.
    """

    noise: float
    clouds: np.ndarray
    losses: np.ndarray
    rates: np.ndarray
    after: np.ndarray
    quiet: np.ndarray
    saved_later: float
    runs: int = RUNS
    shown: int = SHOWN
    later: int = LATER

    @property
    def ends(self) -> np.ndarray:
        """The average losses after the last step at the given rate, ``(2,)``."""
        return np.asarray(self.losses[:, -1])

    @property
    def best(self) -> np.ndarray:
        """The rate with the least loss, of those tried, ``(2,)``."""
        return np.asarray(self.rates[self.after.argmin(axis=1)])

    @property
    def least(self) -> np.ndarray:
        """The loss that it leaves, ``(2,)``."""
        return np.asarray(self.after.min(axis=1))

    @property
    def saved(self) -> float:
        """By what share the mean makes the least loss smaller."""
        return saved(self.after)

    @property
    def faster(self) -> bool:
        """Whether the loss is lower with the mean at every small rate, in noise and without."""
        small = self.rates <= SMALL
        return bool(
            np.all(self.after[0, small] < self.after[1, small])
            and np.all(self.quiet[0, small] < self.quiet[1, small])
        )

    def shakes_less(self, rate: float) -> bool:
        """Tell whether, at the rate nearest to one, the loss is lower with the mean in noise, and not without."""
        at = int(np.argmin(np.abs(np.log(self.rates / rate))))
        return bool(self.after[0, at] < self.after[1, at] and self.quiet[0, at] > self.quiet[1, at])


def noisy_valley(
    objective: Objective, method: Adam, start: np.ndarray, steps: int, noise: float
) -> NoisyValley:
    """Let Adam with its mean and without walk in the same draws of noise."""
    drawn = noise * np.random.default_rng(SEED).standard_normal((steps, RUNS, 2))
    starts = np.broadcast_to(start, (RUNS, 2))
    clouds, losses = [], []
    for beta1 in (method.beta1, 0.0):
        walks = run(objective, _variant(method, beta1, method.learning_rate), starts, steps, drawn)
        clouds.append(walks.x[:, :SHOWN])
        losses.append(walks.value.mean(axis=1))
    longer = noise * np.random.default_rng(SEED + 1).standard_normal((LATER, RUNS, 2))
    after, later = (_after(objective, method, starts, noises) for noises in (drawn, longer))
    quiet = _after(objective, method, starts[:1], np.zeros((steps, 1, 2)))
    return NoisyValley(noise, np.array(clouds), np.array(losses), RATES, after, quiet, saved(later))


def saved(after: np.ndarray) -> float:
    """Return by what share the least loss of the first row is below that of the second.

    >>> saved(np.array([[0.3, 0.2], [0.4, 0.6]]))
    0.5
    """
    first, second = after.min(axis=1)
    return float(1 - first / second)


def _after(objective: Objective, method: Adam, starts: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return the average loss after the last step with the mean and without, for every rate, ``(2, n)``."""
    losses = []
    for beta1 in (method.beta1, 0.0):
        variant = _variant(method, beta1, RATES[:, None, None])
        # Whole runs would be 1 GB, so only the last points are kept.
        x = np.repeat(starts[None], len(RATES), axis=0)
        state = variant.init(x)
        for noise in drawn:
            state, step = variant.update(state, Evaluation(x, objective.gradient(x) + noise))
            x = x + step
        losses.append(objective.value(x).mean(axis=1))
    return np.array(losses)


def _variant(method: Adam, beta1: Hyperparameter, rate: LearningRate) -> Adam:
    return Adam(rate, beta1, method.beta2, method.epsilon)
