"""Words of which some are rare: what four methods leave of their errors, with equal weights and unequal ones."""

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
KINDS = ("equal", "unequal")
"""What the true weights are: all of one size, or drawn from a normal distribution."""


@dataclass(frozen=True, eq=False)
class Rare:
    """Words of which some are rare: how much of the error is left, each method at its best rate and memory.

    Attributes
    ----------
    shares
        How often each word occurs, ``(words,)``: like one over its rank.
    seen
        How often each word comes in the first mini-batch of the first run, ``(words,)``.
    left
        By kind of weights and method, the squared error as a share of the first, in every run, ``(runs,)``.
    reach
        By kind, descent's best rate times the curvature of the commonest word: at 2 its weight would run away.
    """

    shares: Array
    seen: Array
    left: dict[str, dict[str, Array]]
    reach: dict[str, float]

    def mean(self, kind: str, name: str) -> float:
        """Return what a method leaves on average over all runs."""
        return float(self.left[kind][name].mean())


def rare_words(
    words: int, batch: int, updates: int, deviation: float, runs: int, rng: np.random.Generator
) -> Rare:
    """Learn a number for each word from mini-batches, by every method that is compared.

    A sample is one word with its number and some noise. So a word's curvature is the share of samples that have it.
    Every run draws samples, noise and weights anew; the same ones for all methods.
    """
    shares = 1 / np.arange(1, words + 1)
    shares /= shares.sum()
    counts = rng.multinomial(batch, shares, size=(updates, 1, runs)).astype(float)
    labels = deviation * np.sqrt(counts) * rng.standard_normal((updates, 1, runs, words))
    drawn = rng.standard_normal((runs, words))
    left, reach = {}, {}
    for kind, weights in zip(KINDS, (np.ones((runs, words)), drawn), strict=True):
        left[kind], rates = _learned(shares, weights, counts, labels, batch)
        reach[kind] = rates["gradient_descent"] * float(shares[0])
    return Rare(shares, counts[0, 0, 0], left, reach)


def _learned(
    shares: Array, weights: Array, counts: Array, labels: Array, batch: int
) -> tuple[dict[str, Array], dict[str, float]]:
    # The rate is an axis of its own. Descent bears at most 2 over the share of the commonest word.
    limited = np.geomspace(0.01, 1.2, RARE_RATES)[:, None, None] * 2 / shares.max()
    own = np.geomspace(0.02, 3.0, RARE_RATES)[:, None, None]
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
            error = np.repeat(weights[None], RARE_RATES, axis=0)
            state = method.init(error)
            with np.errstate(over="ignore", invalid="ignore"):
                for count, label in zip(counts, labels, strict=True):
                    state, step = method.update(state, Evaluation(error, (count * error + label) / batch))
                    error = error + step
                each = np.nan_to_num((error**2).sum(axis=-1) / (weights**2).sum(axis=-1), nan=np.inf)
            mean = each.mean(axis=1)
            best = int(mean.argmin())
            if mean[best] < least:
                least, left[name] = float(mean[best]), each[best]
                rates[name] = float(np.ravel(method.learning_rate)[best])  # type: ignore[attr-defined]  # all have one
    return left, rates
