"""Runs that gradient noise drives out of a well: how long they take, and what the height of the barrier says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from optimlib.gradient_noise import batch_noise
from optimlib.objectives.double_well import DoubleWell
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from optimlib.types import LearningRate

SLOPE = 2.0
"""Typical slope (root mean square) by which a single sample's loss differs from the mean."""
SAMPLES = 256
BEYOND, BACK = -0.6, 0.5
"""Who comes so far to the left has left the shallow well; who comes so far to the right, the deep one."""

WELL = DoubleWell()
CROWD, STRETCH = 2000, 500
"""Runs that wait at the same time, and steps for which their noise is drawn at once."""
ENOUGH, LEAST, MOST = 400, 2_000_000, 12_000_000
"""Escapes that make a mean wait, to some 5 %, and the fewest and the most steps that are spent on it."""
FOR_THE_TOLD = 24_000_000
"""Steps that are spent on the wait that is told as a number: escapes that make it to 1 %."""


@dataclass(frozen=True, eq=False)
class Escapes:
    """Runs of one batch size from the bottom of a well.

    Attributes
    ----------
    x
        Their points ``(steps + 1, runs)``.
    after
        The step in which each first comes beyond, ``(runs,)``; −1 for those that never do.
    """

    batch_size: int
    x: np.ndarray
    after: np.ndarray

    @classmethod
    def of(cls, batch_size: int, x: np.ndarray) -> Self:
        """Find out when each run leaves the shallow well."""
        return cls._seen(batch_size, x, x < BEYOND)

    @classmethod
    def from_deep(cls, batch_size: int, x: np.ndarray) -> Self:
        """Find out when each run leaves the deep well."""
        return cls._seen(batch_size, x, x > BACK)

    @classmethod
    def _seen(cls, batch_size: int, x: np.ndarray, out: np.ndarray) -> Self:
        return cls(batch_size, x, np.where(out.any(axis=0), out.argmax(axis=0), -1))

    @property
    def left(self) -> int:
        """How many of the runs leave."""
        return int(np.sum(self.after >= 0))

    @property
    def share(self) -> float:
        """The same as a share of all."""
        return float(np.mean(self.after >= 0))

    @property
    def median(self) -> int:
        """The step after which half of all runs have left; −1 if they have not."""
        first = np.sort(np.where(self.after < 0, len(self.x), self.after))[(len(self.after) - 1) // 2]
        return int(first) if first < len(self.x) else -1

    @property
    def wait(self) -> float:
        """Steps that are lived through for each escape: what is expected of waiting without memory."""
        lived = np.where(self.after < 0, len(self.x) - 1, self.after).sum()
        return float(lived / max(self.left, 1))

    @property
    def counts(self) -> np.ndarray:
        """How many have left up to each step ``(steps + 1,)``."""
        steps = np.arange(len(self.x))
        return np.asarray(np.sum((self.after >= 0) & (self.after <= steps[:, None]), axis=1))


def sample_slopes(rng: np.random.Generator) -> np.ndarray:
    """Draw by how much the slope of each sample's loss is off ``(SAMPLES,)``: mean 0, root mean square ``SLOPE``."""
    drawn = rng.normal(size=SAMPLES)
    return SLOPE * (drawn - drawn.mean()) / drawn.std()


def swarm(rate: LearningRate, noise: np.ndarray, start: float) -> np.ndarray:
    """Let runs descend with noise ``(steps, runs)`` in their gradients; return their points ``(steps + 1, runs)``."""
    starts = np.full((noise.shape[1], 1), start)
    walked = run(DoubleWell(), GradientDescent(rate), starts, len(noise), noise=noise[..., None])
    return np.asarray(walked.x[..., 0])


def measured_wait(
    rate: float,
    batch_size: int,
    start: float,
    slopes: np.ndarray,
    rng: np.random.Generator,
    least: int = LEAST,
) -> tuple[float, int]:
    """Measure the mean steps for an escape from the shallow well; return them and how many escapes were seen.

    Who gets out starts again, until ``ENOUGH`` have: where one in a thousand steps leads out, a cut-off would leave
    a handful of escapes, and a mean that is off by a fifth or more. ``MOST`` steps of all runs are the limit; and
    ``least`` are taken at least.
    """
    if batch_size % 2 == 0:
        # Batches of all pairs are batches of twice the size, and half as long to draw.
        slopes, batch_size = np.add.outer(slopes, slopes).ravel() / 2, batch_size // 2
    x, spent, left = np.full(CROWD, start), 0, 0
    while spent < least or (left < ENOUGH and spent < MOST):
        spent += STRETCH * CROWD
        for kick in batch_noise(slopes, batch_size, (STRETCH, CROWD), rng):
            x = x - rate * (WELL.gradient(x[:, None])[:, 0] + kick)
            out = x < BEYOND
            left += int(out.sum())
            x[out] = start
    return spent / max(left, 1), left


def temperature(rate: float, batch_size: float) -> float:
    """Return η·v/(2B), v being the variance of a single sample's gradient: how hot the noise keeps a run.

    In a bowl it keeps the mean loss half of that above the minimum.

    >>> temperature(0.1, 1)
    0.2
    """
    return rate * SLOPE**2 / (2 * batch_size)


def law_of_waiting(barrier: float, curvatures: tuple[float, float], rate: float, batch_size: float) -> float:
    """Return how many steps an escape takes, for small rates and a barrier above the noise (Kramers, 1940).

    Parameters
    ----------
    barrier
        How much higher the hilltop is than the bottom.
    curvatures
        Second derivatives at both.
    """
    pace = 2 * np.pi / np.sqrt(abs(curvatures[0] * curvatures[1])) / rate
    return float(pace * np.exp(barrier / temperature(rate, batch_size)))


def law_of_sharing(hilltop: float, rate: float, batch_size: float) -> float:
    """Return what share of the runs is left of the hilltop in the long run, for small rates (Boltzmann's law)."""
    x = np.linspace(-3.0, 3.0, 6001)
    weight = np.exp(-DoubleWell().value(x[:, None]) / temperature(rate, batch_size))
    return float(weight[x < hilltop].sum() / weight.sum())
