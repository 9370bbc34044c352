"""How long a step of Adam is, in units of η: by the share of signal, and at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.adam import Adam, AdamState
from optimlib.types import Evaluation

SHARES = np.linspace(0.0, 1.0, 11)
"""Shares of noise in the mean square that are tried."""
RUNS, RUN_STEPS, COUNTED = 100, 1500, 500
"""Runs for each share, how long each is, and how many of its last steps count."""
SHOWN = 60
"""Gradients of one run that are shown."""
SEED = 18
LATE = 10**7
"""A step by which the start is forgotten: both corrections are 1."""


def steps_under(
    gradients: Iterable[np.ndarray], beta1: float, beta2: float, *, after: int = 0
) -> list[np.ndarray]:
    """Return Adam's steps against these gradients, in units of η, when both means hold nothing at step ``after``.

    >>> [float(step) for step in steps_under(np.array([-3.0]), 0.9, 0.999)]
    [-1.0]
    """
    method = Adam(learning_rate=1.0, beta1=beta1, beta2=beta2, epsilon=0.0)
    state: AdamState | None = None
    steps = []
    for gradient in gradients:
        if state is None:
            state = method.init(np.zeros_like(gradient))._replace(t=after)
        state, step = method.update(state, Evaluation(np.zeros_like(gradient), gradient))
        # Steps go against gradients; here only their length counts.
        steps.append(-np.asarray(step))
    return steps


@dataclass(frozen=True, eq=False)
class SignalLaw:
    """Gradients of mean square 1, part signal and part noise, and the steps they lead to.

    Attributes
    ----------
    beta1, beta2
        Shares that both means keep.
    noise
        What is drawn, of mean 0 and mean square 1, ``(SHOWN,)``: one run as it is shown.
    mean_noise, square_noise, mean_square
        The means that m and v hold of the noise, and v of its square, at each of these steps.
    average, rms, rms_bare
        Of simulated steps, in units of η, for each of ``SHARES``: their average, and their root mean square with the
        given β₁ and with none.
    """

    beta1: float
    beta2: float
    noise: np.ndarray
    mean_noise: np.ndarray
    square_noise: np.ndarray
    mean_square: np.ndarray
    average: np.ndarray
    rms: np.ndarray
    rms_bare: np.ndarray
    runs: int = RUNS

    @property
    def alone(self) -> float:
        """The root mean square of steps in noise alone, in units of η: √((1 − β₁)/(1 + β₁))."""
        return float(np.sqrt((1 - self.beta1) / (1 + self.beta1)))

    def gradients(self, share: float) -> np.ndarray:
        """Return the gradients of the run that is shown when noise has this share, ``(SHOWN,)``."""
        return np.asarray(np.sqrt(1 - share) + np.sqrt(share) * self.noise)

    def mean(self, share: float) -> np.ndarray:
        """Return m along it, ``(SHOWN,)``."""
        return np.asarray(np.sqrt(1 - share) + np.sqrt(share) * self.mean_noise)

    def root(self, share: float) -> np.ndarray:
        """Return the root of v along it, ``(SHOWN,)``."""
        crossed = 2 * np.sqrt(share * (1 - share)) * self.square_noise
        return np.asarray(np.sqrt(1 - share + crossed + share * self.mean_square))


def average_step(share: np.ndarray) -> np.ndarray:
    """Return the average step, in units of η, when noise has this share of the mean square: √(1 − share)."""
    return np.asarray(np.sqrt(1 - np.asarray(share)))


def rms_step(share: np.ndarray, beta1: float) -> np.ndarray:
    """Return the root mean square of such steps: of the noise, m keeps (1 − β₁)/(1 + β₁).

    >>> rms_step(np.array([0.0, 1.0]), 0.0).tolist()
    [1.0, 1.0]
    """
    share = np.asarray(share)
    return np.asarray(np.sqrt(1 - share + share * (1 - beta1) / (1 + beta1)))


def signal_law(beta1: float, beta2: float) -> SignalLaw:
    """Draw noise, mix it with signal in each share, and let Adam walk."""
    chance = np.random.default_rng(SEED)
    drawn = chance.standard_normal((RUN_STEPS, 1, RUNS))
    mixed = np.sqrt(1 - SHARES)[:, None] + np.sqrt(SHARES)[:, None] * drawn
    late, late_bare = (np.stack(steps_under(mixed, kept, beta2)[-COUNTED:]) for kept in (beta1, 0.0))
    one = drawn[:, 0, 0]
    return SignalLaw(
        beta1,
        beta2,
        one[-SHOWN:],
        _fading(one, beta1),
        _fading(one, beta2),
        _fading(one**2, beta2),
        late.mean(axis=(0, 2)),
        np.sqrt((late**2).mean(axis=(0, 2))),
        np.sqrt((late_bare**2).mean(axis=(0, 2))),
    )


def _fading(values: np.ndarray, kept: float) -> np.ndarray:
    """Return a corrected fading mean of values at the last ``SHOWN`` of them."""
    mean, means = 0.0, []
    for count, value in enumerate(values, start=1):
        mean = kept * mean + (1 - kept) * float(value)
        means.append(mean / (1 - kept**count))
    return np.array(means[-SHOWN:])


def most_step(beta1: float, beta2: float) -> float:
    """Return what no step exceeds, in units of η, long after the start, for β₁² < β₂.

    With weights w of gradients in m and u of squares in v, Cauchy and Schwarz have |m| ≤ √(Σ w²/u) √v.

    >>> round(most_step(0.9, 0.999), 4), round(most_step(0.9, 0.9), 9)
    (7.2703, 1.0)
    """
    return float((1 - beta1) / np.sqrt((1 - beta2) * (1 - beta1**2 / beta2)))


@dataclass(frozen=True, eq=False)
class LongestSteps:
    """Two sequences of gradients, long after the start, and the steps they lead to, in units of η, ``(n,)`` each.

    Attributes
    ----------
    growing, growing_steps
        Gradients that grow by β₂/β₁ at each step: those to which the bound is an equality.
    equal_steps
        What the same gradients lead to when β₂ is as small as β₁.
    lonely_steps
        What follows one gradient of 1 among zeros.
    """

    growing: np.ndarray
    growing_steps: np.ndarray
    equal_steps: np.ndarray
    lonely_steps: np.ndarray


def longest_steps(beta1: float, beta2: float) -> LongestSteps:
    """Let Adam meet both sequences, until the growing one is within a thousandth of the bound."""
    count = int(np.ceil(np.log(1e-3) / np.log(beta1**2 / beta2))) + 1
    growing = (beta2 / beta1) ** np.arange(count)
    lonely = np.eye(1, count)[0]
    met = (
        np.array(steps_under(gradients, beta1, kept, after=LATE))
        for gradients, kept in ((growing, beta2), (growing, beta1), (lonely, beta2))
    )
    return LongestSteps(growing, *met)
