"""Steps against the slope: the cost of y = 2x, and a bowl of two weights (source text 000; blocks 1, 3, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from optimlib.datasets import Data, y_equals_2x
from optimlib.objectives.bowl import Bowl
from optimlib.objectives.narrow_well import NarrowWell
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.regression import fit, full_batch
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.errors import ContentError
from scenes.facts.line_fit import best_slope, curvature, gradient, mean_squared
from scenes.facts.valley import refuse_axis
from scenes.parameters import Point, Reach, SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "bridge": ("all", "stand", "local"),
    "near": ("near", "slope"),
    "sign": ("left", "right", "zero", "grows", "shrinks"),
    "step": ("rate", "step"),
    "shorter": ("promised", "way", "given", "shorter"),
    "plane": ("map", "first", "second", "gradient"),
    "steepest": ("swing", "goal", "against", "steepest", "contour"),
    "walk": ("each", "rate", "go", "end"),
    "rise": ("turn", "small", "level", "rise", "far"),
    "again": ("once", "twice", "factor"),
    "close": ("gradient", "minus", "rate", "theta", "line"),
}

TRIED, WEIGHTS = 100, 10
"""Values tried of each weight, and weights, where the trials of the segment before are counted."""
LEVEL_STEP = 4.0
"""Cost from one contour of the map to the next: equal steps, so that dense contours mean a steep slope."""
CLEARLY = 1.02
"""A rate is beyond the one that leads back to the start's height if it is larger by this factor at least."""
WELL = NarrowWell(slope=0.1, bowl=(1.3,), width=0.25, well=(-2.0,))
"""What the segment before has missed."""
COARSE = 8
"""Places at which it is tried, the middles of equal cells."""
ROLL = 60
"""Small steps against the slope of the well's curve, from the far side of its wide valley."""
RUN = 0.06
"""By how much the weight changes in the triangle from which the slope is read."""
APART = 0.36
"""Least ratio of both slopes at the start of two weights: about twenty degrees from the second axis."""
SINGLE_STEPS = 4
"""Steps that are taken one by one on the cost of a single weight."""


class EvenBowl(Bowl):
    """The bowl with contours at equal steps of the cost."""

    levels: ClassVar[tuple[float, ...]] = tuple(LEVEL_STEP * rank for rank in range(1, 17))


class Params(SegmentParams):
    """What may be changed."""

    w0: float = parameter(1.0, "weight at the start", ge=0.9, le=1.2)
    learning_rate: float = parameter(0.05, "step size η for one weight", ge=0.03, le=0.07)
    start: Annotated[Point, Reach(4.0)] = parameter((-4.0, -2.4), "two weights at the start")
    plane_rate: float = parameter(0.2, "step size η for two weights", ge=0.15, le=0.21)
    rising_rate: float = parameter(0.6, "step size η that is too large", ge=0.58, le=0.62)
    steps: int = parameter(10, "steps on the map", ge=6, le=16)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the slope and of steps against it.

    Attributes
    ----------
    slope, other_slope
        Of the cost of one weight: at the start, and as far beyond the best weight.
    w
        Weights of the run on it.
    bowl, trajectory
        The cost of two weights, and the run on it.
    gradient_x, gradient_y
        Its slopes at the start.
    lowest_rate, level_rate
        The rates whose first step ends lowest, and as high as it began.
    risen
        The cost after a first step at the rate that is too large.
    rolled
        A walk against the slope of the curve with a narrow well.
    again_rate, again
        A rate whose first step lowers the cost and whose second one raises it, and these two steps.
    """

    data: Data
    target: float
    w0: float
    learning_rate: float
    curvature: float
    start_cost: float
    slope: float
    other_slope: float
    w: np.ndarray
    bowl: Bowl
    trajectory: Trajectory
    start: Point
    plane_rate: float
    rising_rate: float
    steps: int
    gradient_x: float
    gradient_y: float
    start_loss: float
    end_loss: float
    lowest_rate: float
    lowest_loss: float
    level_rate: float
    risen: float
    rolled: Trajectory
    again_rate: float
    again: Trajectory

    @property
    def other_w(self) -> float:
        """The weight as far beyond the best one as the start is before it."""
        return 2 * self.target - self.w0

    @property
    def first_w(self) -> float:
        """The weight after the first step."""
        return float(self.w[1])

    @property
    def first_step(self) -> float:
        """How far the first step leads."""
        return float(self.w[1] - self.w[0])

    @property
    def product(self) -> float:
        """The learning rate times the slope at the start."""
        return self.learning_rate * self.slope

    @property
    def second_step(self) -> float:
        """How far the second step leads."""
        return float(self.w[2] - self.w[1])

    @property
    def run(self) -> float:
        """The width of the triangle from which the slope is read."""
        return RUN

    @property
    def rise(self) -> float:
        """Its height, along the tangent."""
        return RUN * self.slope

    @property
    def promised(self) -> float:
        """By how much the tangent falls over the first step."""
        return -self.slope * self.first_step

    @property
    def given(self) -> float:
        """By how much the cost falls in the first step."""
        return self.start_cost - float(mean_squared(self.data, self.first_w))

    @property
    def missing(self) -> float:
        """By how much the curve falls less than the tangent."""
        return self.promised - self.given

    @property
    def tried(self) -> int:
        """Values that are tried of each weight."""
        return TRIED

    @property
    def many(self) -> int:
        """Weights for which the trials are counted."""
        return WEIGHTS

    @property
    def power(self) -> int:
        """The trials of all their combinations, as a power of ten."""
        return round(WEIGHTS * np.log10(TRIED))

    @property
    def level_step(self) -> float:
        """Cost from one contour to the next."""
        return LEVEL_STEP

    @property
    def first_point(self) -> tuple[float, float]:
        """The two weights after the first step of the run."""
        x, y = self.trajectory.x[1]
        return float(x), float(y)

    @property
    def again_factor(self) -> float:
        """What a step at the rate whose second step rises multiplies the second weight by."""
        return float(self.again.x[1, 1] / self.again.x[0, 1])

    @property
    def growth(self) -> float:
        """How many times as far out the second weight is after each of these steps."""
        return abs(self.again_factor)

    @property
    def bend(self) -> float:
        """The curvature along the second weight: a step multiplies this weight by 1 less the rate times it."""
        return float(self.bowl.hessian(np.asarray(self.start))[1, 1])

    @property
    def again_seconds(self) -> tuple[float, float, float]:
        """The second weight at the start and after each of these two steps."""
        start, once, twice = self.again.x[:, 1]
        return float(start), float(once), float(twice)

    @property
    def once(self) -> float:
        """The cost after one step at the rate whose second step rises."""
        return float(self.again.value[1])

    @property
    def twice(self) -> float:
        """The cost after two."""
        return float(self.again.value[2])

    @property
    def goal_slope(self) -> float:
        """The slope from the start of two weights straight towards the lowest point."""
        return self.slope_along(-np.asarray(self.start))

    @property
    def steepest(self) -> float:
        """The slope there against the gradient."""
        return self.slope_along(-np.array([self.gradient_x, self.gradient_y]))

    def slope_along(self, way: np.ndarray) -> float:
        """Return how much the cost rises per unit of length at the start, along a direction ``(2,)``."""
        return float(np.array([self.gradient_x, self.gradient_y]) @ way / np.linalg.norm(way))

    @property
    def push(self) -> float:
        """The size of the slope at the start."""
        return abs(self.slope)

    @property
    def coarse(self) -> np.ndarray:
        """Where a coarse search tries the narrow well, ``(COARSE,)``."""
        ((low, high),) = WELL.view
        return low + (high - low) * (np.arange(COARSE) + 0.5) / COARSE

    def after(self, rate: float) -> np.ndarray:
        """Return the two weights ``(2,)`` after a first step at any rate."""
        return np.asarray(self.start) - rate * np.array([self.gradient_x, self.gradient_y])

    def loss_after(self, rate: float) -> float:
        """Return the cost there."""
        return float(self.bowl.value(self.after(rate)))

    def promised_after(self, rate: float) -> float:
        """Return what the cost there would be if the slope stayed on the way: it falls by η times |∇L|²."""
        return self.start_loss - rate * self.promise

    @property
    def promise(self) -> float:
        """By how much the cost falls at first for each unit of the rate: |∇L|²."""
        return self.steepest**2


def facts(params: Params) -> Facts:
    """Walk against the slope of one weight and of two.

    Raises
    ------
    ContentError
        If the start of two weights lies where the gradient points at the minimum or nearly along the second weight,
        or the large rate does not lead higher.
    """
    refuse_axis(params.start)
    data = y_equals_2x()
    target = best_slope(data)
    bowl = EvenBowl()
    start = np.array(params.start)
    slope = bowl.gradient(start)
    if abs(slope[0]) < APART * abs(slope[1]):
        raise ContentError(
            f"from start {params.start}, the gradient points almost along the second weight",
            hint="take a start whose second weight is at most two thirds of the first one",
        )
    bend = float(slope @ bowl.hessian(start) @ slope)
    lowest = float(slope @ slope) / bend
    if params.rising_rate < CLEARLY * 2 * lowest:
        raise ContentError(
            f"from start {params.start}, a step at rising_rate = {params.rising_rate:g} does not end higher",
            hint=f"take a rising_rate above {CLEARLY * 2 * lowest:.3f}, or a start with a larger second weight",
        )
    # The last hundredth clearly below the rate that leads back to the start's height.
    again_rate = float(np.floor(100 * (2 * lowest - 0.005)) / 100)
    again = run(bowl, GradientDescent(again_rate), params.start, 2)
    if not again.value[1] < min(again.value[0], again.value[2]):
        raise ContentError(
            f"from start {params.start}, no rate lowers the cost in a first step and raises it in a second",
            hint="take a start whose second weight is about half to all of the first one",
        )
    trajectory = run(bowl, GradientDescent(params.plane_rate), params.start, params.steps)
    single = fit(data, full_batch(), params.learning_rate, params.w0, SINGLE_STEPS)
    return Facts(
        data=data,
        target=target,
        w0=params.w0,
        learning_rate=params.learning_rate,
        curvature=curvature(data),
        start_cost=float(mean_squared(data, params.w0)),
        slope=float(gradient(data, params.w0)),
        other_slope=float(gradient(data, 2 * target - params.w0)),
        w=single.epoch_w,
        bowl=bowl,
        trajectory=trajectory,
        start=params.start,
        plane_rate=params.plane_rate,
        rising_rate=params.rising_rate,
        steps=params.steps,
        gradient_x=float(slope[0]),
        gradient_y=float(slope[1]),
        start_loss=float(bowl.value(start)),
        end_loss=float(trajectory.value[-1]),
        lowest_rate=lowest,
        lowest_loss=float(bowl.value(start - lowest * slope)),
        level_rate=2 * lowest,
        risen=float(bowl.value(start - params.rising_rate * slope)),
        rolled=run(WELL, GradientDescent(1.0), WELL.start, ROLL),
        again_rate=again_rate,
        again=again,
    )
