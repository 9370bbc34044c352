"""Zig-zag: plain gradient descent in a ravine, as source text 001 runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.fields import angle_to_minimum
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.facts.valley import curvatures, refuse_axis
from scenes.parameters import Point, Reach, SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("bend", "start", "goal"),
    "walk": ("rule", "go"),
    "length": ("straight", "unroll", "walked", "turn"),
    "why": ("downhill", "goal", "angle", "wall"),
    "factors": ("flat", "steep"),
    "rate": ("worst", "best"),
    "trade": ("calm", "fast", "limit"),
    "moral": ("one", "memory", "next"),
}

NEAR_BEST = 0.02
"""A rate whose slower factor is within this of the lowest one is nearly the best."""
BEYOND = 1.05
"""A rate so many times the limit shows divergence as a path that leaves the picture."""
FAR = 100.0
"""A run that diverges is followed until it is this many times as far from the minimum as its start."""


class Params(SegmentParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter(
        "ravine", "a quadratic without rotation, steeper along y than along x"
    )
    learning_rate: float = parameter(0.95, "step size η", ge=0.01, le=2)
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where the run begins")
    steps: int = parameter(30, "updates shown", ge=2, le=60)


@dataclass(frozen=True)
class Facts:
    """What is true of the run; lengths and positions in units of the plane, angles in degrees.

    Attributes
    ----------
    steps, asked_steps
        Updates made until a run that diverges is far away, and updates asked for.
    straight, detour
        The straight line from the start of the path to its end, and how many times as long the path is.
    turnings
        By how much each step turns from the one before; ``turning`` is their mean.
    other_wall
        Where the line of steepest descent from the start has climbed to the start's height again.
    worst_factor, best_rate, best_factor
        The larger of both factors' sizes at our rate; the rate at which it is lowest, and how low it is there.
    calm_rate, fast_rate, wild_rate
        Half the limit, at which y is gone in one step; our own rate if that sways and settles well, else the best
        one; and a rate beyond the limit.
    calm_loss, fast_loss
        The loss after as many steps at the first two.
    """

    trajectory: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    steps: int
    asked_steps: int
    curvature_x: float
    curvature_y: float
    condition: float
    flips: int
    path_length: float
    straight: float
    detour: float
    turning: float
    turnings: np.ndarray
    least_turning: float
    most_turning: float
    angle: float
    largest_angle: float
    other_wall: Point
    factor_x: float
    factor_y: float
    factor_y_size: float
    kept_x: float
    worst_factor: float
    best_rate: float
    best_factor: float
    limit: float
    calm_rate: float
    calm_loss: float
    fast_rate: float
    fast_loss: float
    fast_flips: int
    wild_rate: float
    end_y: float
    end_loss: float
    start_loss: float

    @property
    def diverges(self) -> bool:
        """Whether steps grow: the rate lies beyond the limit of the steep direction."""
        return self.learning_rate > self.limit

    @property
    def calm(self) -> bool:
        """Whether there is no zig-zag to be seen, because the rate is small."""
        return self.flips == 0

    @property
    def brisk(self) -> bool:
        """Whether the run sways but is soon there along the valley, so that nothing creeps."""
        return not self.diverges and self.flips > 0 and abs(self.factor_x) < 0.8

    @property
    def nothing_adds(self) -> bool:
        """Whether two steps added up do not point along the valley rather than across it."""
        x, y = np.abs(self.trajectory.x[2] - self.trajectory.x[0])
        return self.diverges or bool(y >= x)

    @property
    def sway_left(self) -> float:
        """Share of a step across the valley that it and the next one, back again, come to together."""
        return 1.0 + self.factor_y

    @property
    def too_soon(self) -> bool:
        """Whether after so few steps the rate that sways has not yet come lower than the calm one."""
        return self.fast_loss >= self.calm_loss

    @property
    def coefficient_x(self) -> str:
        """The curvature along the valley as a factor in a formula: nothing for 1."""
        return _coefficient(self.curvature_x)

    @property
    def coefficient_y(self) -> str:
        """The curvature across the valley as a factor in a formula: nothing for 1."""
        return _coefficient(self.curvature_y)

    @property
    def timid(self) -> bool:
        """Whether the rate is so far below the best one that "nearly the best" would be wrong."""
        return not self.diverges and self.worst_factor - self.best_factor > NEAR_BEST


def facts(params: Params) -> Facts:
    """Run gradient descent and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, or the start lies on an axis.
    """
    objective = params.objective.load()
    start = np.array(params.start)
    curvature = curvatures(params.objective, "zigzag_sgd")
    refuse_axis(params.start)
    method = GradientDescent(params.learning_rate)
    trajectory = run(objective, method, start, params.steps)
    away = np.flatnonzero(np.linalg.norm(trajectory.x, axis=-1) > FAR * np.linalg.norm(start))
    if len(away):
        trajectory = run(objective, method, start, max(int(away[0]), 2))
    gradient = trajectory.grad[0]
    across = 2.0 * gradient @ gradient / (gradient @ (curvature * gradient))
    other_wall = start - across * gradient
    factors = 1.0 - params.learning_rate * curvature
    straight = float(np.linalg.norm(trajectory.x[-1] - start))
    path_length = float(trajectory.path_length)
    low, high = curvature
    turnings = trajectory.turning_angles
    turnings = turnings[np.isfinite(turnings)] if np.isfinite(turnings).any() else np.zeros(1)
    worst, best = float(np.max(np.abs(factors))), float(2 / (low + high))
    ours = worst < 1 and worst - (high - low) / (high + low) < NEAR_BEST and factors[1] < 0
    fast_rate = params.learning_rate if ours else round(best, 3)
    calm, fast = (
        run(objective, GradientDescent(rate), start, params.steps) for rate in (1 / high, fast_rate)
    )
    return Facts(
        trajectory=trajectory,
        objective=params.objective,
        learning_rate=params.learning_rate,
        steps=len(trajectory.x) - 1,
        asked_steps=params.steps,
        curvature_x=float(low),
        curvature_y=float(high),
        condition=float(high / low),
        flips=int(trajectory.sign_changes[1]),
        path_length=path_length,
        straight=straight,
        detour=path_length / straight,
        turning=float(turnings.mean()),
        turnings=turnings,
        least_turning=float(turnings.min()),
        most_turning=float(turnings.max()),
        angle=float(angle_to_minimum(objective, start)),
        largest_angle=float(np.degrees(np.arcsin((high - low) / (high + low)))),
        other_wall=(float(other_wall[0]), float(other_wall[1])),
        factor_x=float(factors[0]),
        factor_y=float(factors[1]),
        factor_y_size=float(abs(factors[1])),
        kept_x=float(factors[0] * 100),
        worst_factor=worst,
        best_rate=best,
        best_factor=float((high - low) / (high + low)),
        limit=float(2 / high),
        calm_rate=float(1 / high),
        calm_loss=float(calm.value[-1]),
        fast_rate=fast_rate,
        fast_loss=float(fast.value[-1]),
        fast_flips=int(fast.sign_changes[1]),
        wild_rate=round(BEYOND * 2 / float(high), 6),
        end_y=float(trajectory.x[-1, 1]),
        end_loss=float(trajectory.value[-1]),
        start_loss=float(trajectory.value[0]),
    )


def path_at(facts: Facts, rate: float) -> np.ndarray:
    """Return the points of gradient descent at another rate, ``(steps + 1, 2)``: each coordinate has its factor.

    Examples
    --------
    >>> fact = facts(Params(steps=2))
    >>> path_at(fact, 0.5).round(9).tolist()
    [[-7.0, 2.0], [-6.65, 0.0], [-6.3175, 0.0]]
    """
    factors = 1.0 - rate * np.array([facts.curvature_x, facts.curvature_y])
    return np.asarray(facts.trajectory.x[0] * factors ** np.arange(facts.asked_steps + 1)[:, None])


def loss_at(facts: Facts, point: np.ndarray) -> float:
    """Return the loss at a point ``(2,)``."""
    return float(0.5 * (np.array([facts.curvature_x, facts.curvature_y]) @ point**2))


def _coefficient(value: float) -> str:
    return "" if value == 1 else f"{value:g}"
