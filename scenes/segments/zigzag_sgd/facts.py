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
    "length": ("straight", "unroll", "turn"),
    "why": ("downhill", "goal", "angle", "wall"),
    "factors": ("flat", "steep"),
    "rate": ("worst", "best", "limit"),
    "moral": ("one", "steep", "flat", "memory"),
}

FAR = 100.0
"""A run that diverges is followed until it is this many times as far from the minimum as its start."""


class Params(SegmentParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter(
        "ravine", "a quadratic without rotation, steeper along y than along x"
    )
    learning_rate: float = parameter(0.95, "step size η", ge=0.001, le=2)
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where the run begins")
    steps: int = parameter(30, "updates shown", ge=2, le=60)


@dataclass(frozen=True)
class Facts:
    """What is true of the run; lengths and positions in units of the plane, angles in degrees.

    ``other_wall`` is where the line of steepest descent from the start has climbed to the start's height again.
    """

    trajectory: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    steps: int
    curvature_x: float
    curvature_y: float
    condition: float
    flips: int
    path_length: float
    straight: float
    detour: float
    turning: float
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
        return not self.diverges and self.worst_factor - self.best_factor > 0.02


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
    straight = float(np.linalg.norm(start))
    path_length = float(trajectory.path_length)
    low, high = curvature
    return Facts(
        trajectory=trajectory,
        objective=params.objective,
        learning_rate=params.learning_rate,
        steps=len(trajectory.x) - 1,
        curvature_x=float(low),
        curvature_y=float(high),
        condition=float(high / low),
        flips=int(trajectory.sign_changes[1]),
        path_length=path_length,
        straight=straight,
        detour=path_length / straight,
        turning=float(np.nanmean(trajectory.turning_angles)),
        angle=float(angle_to_minimum(objective, start)),
        largest_angle=float(np.degrees(np.arcsin((high - low) / (high + low)))),
        other_wall=(float(other_wall[0]), float(other_wall[1])),
        factor_x=float(factors[0]),
        factor_y=float(factors[1]),
        factor_y_size=float(abs(factors[1])),
        kept_x=float(factors[0] * 100),
        worst_factor=float(np.max(np.abs(factors))),
        best_rate=float(2 / (low + high)),
        best_factor=float((high - low) / (high + low)),
        limit=float(2 / high),
        end_y=float(trajectory.x[-1, 1]),
        end_loss=float(trajectory.value[-1]),
        start_loss=float(trajectory.value[0]),
    )


def _coefficient(value: float) -> str:
    return "" if value == 1 else f"{value:g}"
