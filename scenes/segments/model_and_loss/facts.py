"""A model and its cost: ŷ = wx on three samples (source text 003; numbers: block 4 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.datasets import Data, y_equals_2x
from optimlib.regression import fit, full_batch
from scenes.facts.line_fit import best_slope, gradient, mean_absolute, mean_squared, residuals
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "hook": ("arrive", "hop", "explode"),
    "model": ("data", "line", "weight", "predict"),
    "residual": ("stick", "turn", "zero", "sign"),
    "errors": ("absolute", "squared", "count"),
    "cost": ("mean", "name", "sweep", "lowest"),
    "same": ("same", "pull"),
    "why": ("steady", "kink", "half", "fades"),
    "close": ("goal", "predict", "draw", "all"),
}

LITTLE = 0.25
"""A rate larger by no more than this share is "only" so much larger."""

PULLED, LIFT = 1, 3.0
"""Which sample is lifted off the line for a moment (from 0), and by how much y."""


TRIES = 23
"""How many values of a weight are tried along its axis."""


class Params(SegmentParams):
    """What may be changed.

    The three rates of the opening stay where each does what is said of it: below 3/28 the line never crosses its
    goal, below 3/14 it hops and comes nearer, above that every hop is larger than the last one.
    """

    w0: float = parameter(1.0, "slope at the start", ge=0.93, le=1.5)
    arriving_rate: float = parameter(0.05, "learning rate η that arrives", ge=0.03, le=0.1)
    hopping_rate: float = parameter(0.2, "learning rate η that hops", ge=0.17, le=0.21)
    exploding_rate: float = parameter(0.22, "learning rate η that explodes", ge=0.22, le=0.3)
    steps: int = parameter(40, "steps of the opening", ge=40, le=60)
    new_x: float = parameter(4.0, "an input that is no sample, to be predicted", ge=3.5, le=4.2)


@dataclass(frozen=True, eq=False)
class Opening:
    """One line of the opening: its learning rate, and its slopes after each step ``(steps + 1,)``."""

    rate: float
    w: np.ndarray


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the line and of its errors.

    Attributes
    ----------
    openings
        The three lines of the opening: one arrives, one hops, one explodes.
    more
        By which share the exploding rate is larger than the hopping one.
    start_residuals, start_squares
        ŷ − y of each sample at the start, and its square.
    ratio, square_ratio
        The last residual in terms of the first one, and their squares.
    lowest
        The cost at the best slope.
    slope, half_slope
        Of the cost at the start, and halfway to the best slope.
    absolute_slope
        Of the mean absolute error, on either side of the best slope: its size.
    pulled, pulled_best, pulled_absolute_best
        The samples with one of them lifted; where their mean squared and mean absolute errors are lowest.
    view
        The slopes that are shown, from the flattest to the steepest.
    """

    data: Data
    w0: float
    target: float
    openings: tuple[Opening, ...]
    more: float
    new_x: float
    prediction: float
    end_prediction: float
    start_residuals: np.ndarray
    start_squares: np.ndarray
    ratio: float
    square_ratio: float
    cost: float
    lowest: float
    slope: float
    half_slope: float
    absolute_slope: float
    pulled: Data
    pulled_best: float
    pulled_absolute_best: float
    view: tuple[float, float]

    @property
    def samples(self) -> int:
        """How many there are."""
        return len(self.data)

    @property
    def falling_slope(self) -> float:
        """Of the mean absolute error below the best slope."""
        return -self.absolute_slope

    @property
    def pulled_sample(self) -> int:
        """The number of the sample that is lifted, from 1."""
        return PULLED + 1

    @property
    def pulled_from(self) -> float:
        """The y of that sample before it is lifted."""
        return float(self.data.y[PULLED])

    @property
    def pulled_to(self) -> float:
        """The y that it is lifted to."""
        return float(self.pulled.y[PULLED])

    @property
    def tries(self) -> int:
        """How many values of one weight are tried."""
        return TRIES

    @property
    def tries_two(self) -> int:
        """How many pairs of values two weights have."""
        return TRIES**2

    @property
    def many_weights(self) -> int:
        """How many weights a model may have."""
        return 10**6

    @property
    def much_more(self) -> bool:
        """Whether the exploding rate is so much larger than the hopping one that nobody wonders."""
        return self.more > LITTLE


def lifted(data: Data, lift: float) -> Data:
    """Return the samples with one of them lifted."""
    y = data.y.copy()
    y[PULLED] += lift
    return Data.of(data.x, y)


def best_absolute_slope(data: Data) -> float:
    """Return the slope with the lowest mean absolute error: it is piecewise linear, so one that meets a sample."""
    slopes = data.y / data.x
    return float(slopes[np.argmin(mean_absolute(data, slopes))])


def facts(params: Params) -> Facts:
    """Run the opening's three lines and measure the errors of the first one."""
    data = y_equals_2x()
    target, pulled = best_slope(data), lifted(data, LIFT)
    start = residuals(data, params.w0)
    rates = (params.arriving_rate, params.hopping_rate, params.exploding_rate)
    reach = max(1.6, 1.1 * abs(params.w0 - target))
    return Facts(
        data=data,
        w0=params.w0,
        target=target,
        openings=tuple(
            Opening(rate, fit(data, full_batch(), rate, params.w0, params.steps).w) for rate in rates
        ),
        more=params.exploding_rate / params.hopping_rate - 1.0,
        new_x=params.new_x,
        prediction=params.w0 * params.new_x,
        end_prediction=target * params.new_x,
        start_residuals=start,
        start_squares=start**2,
        ratio=float(start[-1] / start[0]),
        square_ratio=float((start[-1] / start[0]) ** 2),
        cost=float(mean_squared(data, params.w0)),
        lowest=float(mean_squared(data, target)),
        slope=float(gradient(data, params.w0)),
        half_slope=float(gradient(data, (params.w0 + target) / 2)),
        absolute_slope=float(np.mean(np.abs(data.x))),
        pulled=pulled,
        pulled_best=best_slope(pulled),
        pulled_absolute_best=best_absolute_slope(pulled),
        view=(target - reach, target + reach),
    )
