"""Words of which some are rare: what four methods leave of their errors, and the same with words equally frequent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.types import AnyOptimizer, Array, Evaluation

RARE_RATES = 24
"""Learning rates that are tried."""
MEMORIES = (0.0, 0.3, 0.5, 0.7, 0.9)
"""Factors that are tried where a method remembers directions; the first is no memory."""


@dataclass(frozen=True, eq=False)
class Rare:
    """Words of which some are rare: how much of each word's error is left, each method at its best rate and memory.

    Attributes
    ----------
    shares
        How often each word occurs, ``(words,)``: like one over its rank.
    left
        By method, the mean squared error of each word's weight as a share of the first, ``(words,)``.
    equal
        The same, where all words are equally frequent.
    reach
        Descent's best rate times the curvature of the commonest word: at 2 that word's weight would run away.
    """

    shares: Array
    left: dict[str, Array]
    equal: dict[str, Array]
    reach: float

    @property
    def mean(self) -> dict[str, float]:
        """What is left on average over all words, by method."""
        return {name: float(one.mean()) for name, one in self.left.items()}

    @property
    def mean_equal(self) -> dict[str, float]:
        """The same, where all words are equally frequent."""
        return {name: float(one.mean()) for name, one in self.equal.items()}


def rare_words(
    words: int, batch: int, updates: int, deviation: float, runs: int, rng: np.random.Generator
) -> Rare:
    """Learn a number for each word from mini-batches, by every method that is compared.

    A sample is one word with its number and some noise. So a word's curvature is the share of samples that have it.
    """
    shares = 1 / np.arange(1, words + 1)
    shares /= shares.sum()
    left, rates = _learned(shares, batch, updates, deviation, runs, rng)
    equal, _ = _learned(np.full(words, 1 / words), batch, updates, deviation, runs, rng)
    return Rare(shares, left, equal, rates["gradient_descent"] * float(shares[0]))


def _learned(
    shares: Array, batch: int, updates: int, deviation: float, runs: int, rng: np.random.Generator
) -> tuple[dict[str, Array], dict[str, float]]:
    words = len(shares)
    counts = rng.multinomial(batch, shares, size=(updates, 1, runs)).astype(float)
    labels = deviation * np.sqrt(counts) * rng.standard_normal((updates, 1, runs, words))
    # The rate is an axis of its own. Descent bears at most 2 over the share of the commonest word.
    limited = np.geomspace(0.01, 1.2, RARE_RATES)[:, None, None] * 2 / shares.max()
    own = np.geomspace(0.03, 1.0, RARE_RATES)[:, None, None]
    tries: dict[str, list[AnyOptimizer]] = {
        "gradient_descent": [GradientDescent(limited)],
        "momentum": [Momentum(limited, kept) for kept in MEMORIES],
        "adagrad": [AdaGrad(own)],
        "adam": [Adam(own, beta1=kept) for kept in MEMORIES],
    }
    left, rates = {}, {}
    for name, methods in tries.items():
        least = np.inf
        for method in methods:
            error = np.ones((RARE_RATES, runs, words))
            state = method.init(error)
            with np.errstate(over="ignore", invalid="ignore"):
                for count, label in zip(counts, labels, strict=True):
                    gradient = (count * error + label) / batch
                    state, step = method.update(state, Evaluation(error, gradient))
                    error = error + step
                each = np.nan_to_num((error**2).mean(axis=1), nan=np.inf)
            mean = each.mean(axis=-1)
            best = int(mean.argmin())
            if mean[best] < least:
                least, left[name] = float(mean[best]), each[best]
                rates[name] = float(np.ravel(method.learning_rate)[best])  # type: ignore[attr-defined]  # all have one
    return left, rates
