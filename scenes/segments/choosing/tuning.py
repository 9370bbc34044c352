"""What tuning is about: the range of rates that will do, and the loss curves that tell a wrong one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.types import AnyOptimizer, Array
from scenes.facts.noisy_valley import mean_losses

from .questions import constant, linear_fall, noisy_loss

RATES = np.geomspace(1e-4, 1e3, 281)
"""Learning rates that are tried, forty in each power of ten."""
SHARE = 0.01
"""A rate will do when it leaves at most this share of the first loss."""
TOO_LARGE = 1.02
"""A rate beyond the limit 2 / curvature, by this factor."""
UNTUNED = 1e-3
"""The learning rate to begin with: PyTorch's own for SGD and Adam."""


@dataclass(frozen=True, eq=False)
class RateRange:
    """A method at every rate: what is left of the loss, on the same ground and on one that is steeper all over.

    Attributes
    ----------
    left, left_scaled
        The loss after all steps as a share of the first, ``(n,)``, and the same with the loss multiplied.
    """

    left: Array
    left_scaled: Array

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the largest rate of the widest range in which all do."""
        return _widest(self.left)

    @property
    def ends_scaled(self) -> tuple[float, float]:
        """The same with the loss multiplied."""
        return _widest(self.left_scaled)

    @property
    def width(self) -> float:
        """How many times the least of these rates the largest one is, to two digits."""
        low, high = self.ends
        return float(f"{high / low:.2g}")


def _widest(left: Array) -> tuple[float, float]:
    good = np.concatenate([[False], left <= SHARE, [False]]).astype(int)
    begins, ends = np.flatnonzero(np.diff(good) == 1), np.flatnonzero(np.diff(good) == -1)
    if not len(begins):
        return float("nan"), float("nan")
    longest = int(np.argmax(ends - begins))
    return float(RATES[begins[longest]]), float(RATES[ends[longest] - 1])


def rate_ranges(curvatures: Array, start: Array, steps: int, factor: float) -> dict[str, RateRange]:
    """Try every rate with four methods, and again with the whole loss multiplied by a factor."""
    tried = RATES[:, None]
    methods = {
        "gradient_descent": GradientDescent(tried),
        "momentum": Momentum(tried),
        "adagrad": AdaGrad(tried),
        "adam": Adam(tried),
    }
    starts = np.broadcast_to(start, (len(RATES), 2))

    def left(method: AnyOptimizer, scale: float) -> Array:
        value = run(Quadratic(tuple(scale * curvatures)), method, starts, steps).value
        return np.nan_to_num(value[-1] / value[0], nan=np.inf)

    return {name: RateRange(left(one, 1.0), left(one, factor)) for name, one in methods.items()}


@dataclass(frozen=True, eq=False)
class Shapes:
    """Four loss curves of one descent with the same noise, ``(k + 1,)`` each, and their rates.

    The last two have the mean of all runs as well.
    """

    large: Array
    small: Array
    floor: Array
    fine: Array
    mean_floor: Array
    mean_fine: Array
    large_rate: float
    fine_rate: float


def shapes(curvatures: Array, start: Array, rate: float, drawn: Array, variance: float) -> Shapes:
    """Run descent with too large a rate, too small a one, a constant one, and the best one that falls."""
    steps, limit = len(drawn), 2 / float(curvatures.max())
    rates = RATES[RATES <= 1.0]
    falling = mean_losses(curvatures, start, linear_fall(rates, steps), 0.0, variance)
    best, large = int(falling[-1].argmin()), TOO_LARGE * limit
    fine = float(rates[best])

    def walk(all_rates: Array) -> Array:
        return noisy_loss(curvatures, start, all_rates[:, 0], drawn)

    return Shapes(
        large=walk(constant(large, steps)),
        small=walk(constant(UNTUNED, steps)),
        floor=walk(constant(rate, steps)),
        fine=walk(linear_fall(fine, steps)),
        mean_floor=mean_losses(curvatures, start, constant(rate, steps), 0.0, variance)[:, 0],
        mean_fine=falling[:, best],
        large_rate=large,
        fine_rate=fine,
    )
