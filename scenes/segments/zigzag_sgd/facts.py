"""Zig-zag: plain gradient descent in a ravine, as source text 001 runs it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.fields import angle_to_minimum
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("miss", "rule"),
    "walk": ("go",),
    "length": ("straight", "turn", "unroll", "walked", "across"),
    "why": ("half", "floor", "long"),
    "factors": ("flat", "steep"),
    "rate": ("worst", "best", "kappa", "narrow"),
    "trade": ("calm", "now", "sways"),
    "limit": ("later", "limit"),
    "moral": ("one", "memory", "add", "next"),
}

BEYOND = 1.05
"""A rate so many times the limit shows divergence as a path that leaves the picture."""
NARROW = 10.0
"""A valley so many times as narrow shows where the lowest factor goes."""
FAR = 100.0
"""A run that diverges is followed until it is this many times as far from the minimum as its start."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(0.95, "step size η", ge=0.01, le=1.2)
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
    overstep
        How many times as long the first step is as the one that ends on the valley floor.
    worst_factor, best_rate, best_factor
        The larger of both factors' sizes at our rate; the rate at which it is lowest, and how low it is there.
    calm_rate, now_rate, wild_rate
        Half the limit, at which y is gone in one step; the best one for so few steps; and one beyond the limit.
    flat_rate
        The rate at which x would be gone in one step.
    calm_loss, now_loss
        The loss after as many steps at the first two.
    narrow
        The condition number of a narrower valley.
    ways
        How far all steps together go along the valley and across it, to and fro.
    tenth, narrow_tenth
        At the best rate, steps to a tenth of the error in the long run: in our valley, and in the narrower one.
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
    overstep: float
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
    now_rate: float
    now_loss: float
    flat_rate: float
    wild_rate: float
    narrow: float
    ways: tuple[float, float]
    tenth: float
    narrow_tenth: float
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
    def coefficient_x(self) -> str:
        """The curvature along the valley as a factor in a formula: nothing for 1."""
        return _coefficient(self.curvature_x)

    @property
    def coefficient_y(self) -> str:
        """The curvature across the valley as a factor in a formula: nothing for 1."""
        return _coefficient(self.curvature_y)

    @property
    def short(self) -> bool:
        """Whether the first step does not pass the valley floor."""
        return self.overstep <= 1.0

    @property
    def sums(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """By coordinate, x first: the first step, the second, and what both come to."""
        (x, y) = (tuple(float(part) for part in parts) for parts in np.diff(self.trajectory.x[:3], axis=0).T)
        return (x[0], x[1], x[0] + x[1]), (y[0], y[1], y[0] + y[1])


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
    factors = 1.0 - params.learning_rate * curvature
    straight = float(np.linalg.norm(trajectory.x[-1] - start))
    path_length = float(trajectory.path_length)
    low, high = curvature
    ways = np.abs(np.diff(trajectory.x, axis=0)).sum(axis=0)
    turnings = trajectory.turning_angles
    turnings = turnings[np.isfinite(turnings)] if np.isfinite(turnings).any() else np.zeros(1)
    worst, best = float(np.max(np.abs(factors))), float(2 / (low + high))
    now_rate = _best_rate(start, curvature, params.steps)
    calm, now = (run(objective, GradientDescent(rate), start, params.steps) for rate in (1 / high, now_rate))
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
        overstep=params.learning_rate * float(high),
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
        now_rate=now_rate,
        now_loss=float(now.value[-1]),
        flat_rate=float(1 / low),
        wild_rate=round(BEYOND * 2 / float(high), 6),
        narrow=NARROW * float(high / low),
        ways=(float(ways[0]), float(ways[1])),
        tenth=steps_to_tenth(float(high / low)),
        narrow_tenth=steps_to_tenth(NARROW * float(high / low)),
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


def best_rate_for(facts: Facts, steps: int) -> float:
    """Return the learning rate with the least loss after so many steps."""
    curvature = np.array([facts.curvature_x, facts.curvature_y])
    return _best_rate(facts.trajectory.x[0], curvature, steps)


def steps_to_tenth(condition: float) -> float:
    """Return after how many steps at the best rate a tenth of the error is left, for a condition number above 1.

    Examples
    --------
    >>> round(steps_to_tenth(11.0 / 9.0), 9)
    1.0
    """
    return float(np.log(10.0) / np.log((condition + 1.0) / (condition - 1.0)))


def loss_at(facts: Facts, point: np.ndarray) -> float:
    """Return the loss at a point ``(2,)``."""
    return float(0.5 * (np.array([facts.curvature_x, facts.curvature_y]) @ point**2))


def _best_rate(start: np.ndarray, curvature: np.ndarray, steps: int) -> float:
    """Look for the rate with the least loss between the one that takes y away at once and the limit."""
    high = curvature[1]
    rates = np.linspace(1 / high, 2 / high, 20_001)
    # In logarithms: after many steps the loss itself is too small for a number.
    with np.errstate(divide="ignore"):
        parts = np.log(0.5 * curvature * start**2) + 2 * steps * np.log(
            np.abs(1 - rates[:, None] * curvature)
        )
    return float(rates[np.argmin(np.logaddexp(*parts.T))])


def _coefficient(value: float) -> str:
    return "" if value == 1 else f"{value:g}"
