"""Weight decay in the loss or beside it: where Adam's weights come to rest under noisy gradients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamw import AdamW
from optimlib.types import AnyOptimizer, Evaluation

CURVATURES = (0.01, 1.0, 100.0, 1e4)
PAIR = slice(1, 3)
"""The two curvatures that are shown as a map."""
START, RATE = 3.0, 0.01
STEPS, RUNS = 4000, 64
NOISE = 1.0
"""Standard deviation of what a single sample asks of a weight, around the 1 that is best on average."""
SEED = 1


@dataclass(frozen=True, eq=False)
class Walks:
    """Many runs of one method, each over all curvatures, with the same samples for each.

    Attributes
    ----------
    one, mean
        The first run, and the mean of all; both ``(steps + 1, curvatures)``.
    rests
        The mean of all runs over the second half of their steps, ``(curvatures,)``.
    """

    one: np.ndarray
    mean: np.ndarray

    @property
    def rests(self) -> np.ndarray:
        """Where the weights are, on average."""
        return np.asarray(self.mean[len(self.mean) // 2 :].mean(axis=0))


@dataclass(frozen=True, eq=False)
class Decay:
    """What becomes of weights whose loss is lowest at 1, and which decay pulls to 0.

    Attributes
    ----------
    penalised, own
        Adam with the penalty in the loss, and AdamW, which differ in that alone.
    calm
        AdamW with half the noise.
    """

    strength: float
    penalised: Walks
    own: Walks
    calm: Walks
    spread: tuple[float, ...] = CURVATURES
    curvatures: tuple[float, ...] = CURVATURES[PAIR]
    start: float = START
    rate: float = RATE
    steps: int = STEPS
    half: int = STEPS // 2
    runs: int = RUNS
    noise: float = NOISE

    @property
    def end(self) -> np.ndarray:
        """Where Adam with the penalty is on average, ``(2,)``."""
        return self.penalised.rests[PAIR]

    @property
    def own_end(self) -> np.ndarray:
        """Where AdamW is on average, ``(2,)``."""
        return self.own.rests[PAIR]

    @property
    def calm_end(self) -> float:
        """Where AdamW is with half the noise."""
        return float(self.calm.rests[PAIR][0])


def balance(curvature: np.ndarray, strength: float) -> np.ndarray:
    """Return where a weight rests with the penalty in the loss: s/(s + λ), at which its mean gradient is zero."""
    return np.asarray(curvature / (curvature + strength))


def own_balance(noise: float, strength: float) -> float:
    """Return where AdamW's weight rests: the mean gradient over the root of its mean square is λx; s cancels.

    Examples
    --------
    >>> round(own_balance(1.0, 1.0), 3), round(own_balance(0.5, 1.0), 3)
    (0.469, 0.613)
    """

    def missing(x: float) -> float:
        return float((1 - x) / np.hypot(1 - x, noise) - strength * x)

    return float(brentq(missing, 0.0, 1.0))


def decay_facts(strength: float) -> Decay:
    """Run Adam with the penalty in the loss and AdamW, all else equal; then AdamW with less noise."""
    adam, adamw = (method(RATE, weight_decay=strength) for method in (Adam, AdamW))
    return Decay(strength, walk(adam), walk(adamw), walk(adamw, noise=NOISE / 2))


def walk(method: AnyOptimizer, *, noise: float = NOISE, start: float = START) -> Walks:
    """Let a method see one sample a step: its loss is s/2 (x − z)², with z around 1."""
    samples = 1.0 + noise * np.random.default_rng(SEED).standard_normal((STEPS, RUNS, 1))
    x = np.full((RUNS, len(CURVATURES)), start)
    state, seen, mean = method.init(x), [x[0]], [x[0]]
    for sample in samples:
        gradient = np.array(CURVATURES) * (x - sample)
        state, step = method.update(state, Evaluation(x, gradient))
        x = x + step
        seen.append(x[0])
        mean.append(x.mean(axis=0))
    return Walks(np.array(seen), np.array(mean))
