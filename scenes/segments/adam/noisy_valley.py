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
LOUDER = 3
"""How many times as strong the noise is in which the best losses are compared once more."""


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
    saved_louder
        ``saved`` in ``LOUDER`` times the noise.
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
    saved_louder: float
    runs: int = RUNS
    shown: int = SHOWN

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
    def louder(self) -> float:
        """The stronger noise."""
        return LOUDER * self.noise

    @property
    def at_every_rate(self) -> bool:
        """Whether the loss is lower with the mean at every rate that was tried."""
        return bool(np.all(self.after[0] < self.after[1]))


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
    after, louder = (_after(objective, method, starts, times * drawn) for times in (1, LOUDER))
    return NoisyValley(noise, np.array(clouds), np.array(losses), RATES, after, saved(louder))


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
