"""Momentum as a ball in a bowl (source text 001; numbers: blocks 1, 3 and 6 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.facts.valley import curvatures, refuse_axis
from scenes.parameters import Point, Reach, SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("zigzag", "mass"),
    "ball": ("go", "arrow"),
    "rule": ("rule", "friction", "force", "sum"),
    "above": ("lift", "race"),
    "forces": ("x", "y", "sum"),
    "overshoot": ("swing", "past", "loss"),
    "tuned": ("limit", "best", "sway"),
    "moral": ("agrees", "alternates"),
}


LATEST_MOMENT = 12
"""The rule is looked at while the ball still moves on a large scale."""


class Params(SegmentParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter(
        "ravine", "a quadratic without rotation, steeper along y than along x"
    )
    learning_rate: float = parameter(0.1, "step size η of the ball", ge=0.001, le=4)
    momentum: float = parameter(0.9, "share α of the velocity that friction leaves", ge=0.1, le=0.99)
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where both runs begin")
    steps: int = parameter(30, "updates shown", ge=10, le=60)
    rival_learning_rate: float = parameter(0.95, "step size η of plain gradient descent", ge=0.001, le=2)


@dataclass(frozen=True)
class Facts:
    """What is true of the ball and of its rival, plain gradient descent; lengths in units of the plane.

    Attributes
    ----------
    ball, rival
        The two runs from the same start.
    best_ball, best_rival
        The same with the rates (and the momentum) that theory calls best for this valley.
    moment
        The step after which the rule is looked at: velocity and push are both large there, and across each other.
    velocity
        The ball's velocity after each step, ``(k + 1, 2)``; it starts at rest.
    pushes
        What the slope adds to the velocity in each step, −η∇f, ``(k, 2)``.
    collected
        How many pushes there are until the ball has passed the minimum (all, if it never does).
    pushed_x, left_x, pushed_y, left_y
        Sum of the sizes of those pushes, and size of their sum.
    passes, turns
        Whether the ball runs past the minimum along the valley, and whether it climbs the other side and turns there.
    reach_x, swing_y
        The coordinates farthest beyond the minimum.
    """

    ball: Trajectory
    rival: Trajectory
    best_ball: Trajectory
    best_rival: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    rival_learning_rate: float
    momentum: float
    steps: int
    moment: int
    velocity: np.ndarray
    pushes: np.ndarray
    collected: int
    pushed_x: float
    left_x: float
    pushed_y: float
    left_y: float
    passes: bool
    turns: bool
    flips: int
    rival_flips: int
    path_length: float
    rival_length: float
    reach_x: float
    swing_y: float
    end_loss: float
    rival_end_loss: float
    limit: float
    rival_limit: float
    best_rate: float
    best_momentum: float
    best_loss: float
    best_flips: int
    rival_best_rate: float
    rival_best_loss: float

    @property
    def diverges(self) -> bool:
        """Whether the ball's swings grow without end."""
        return self.learning_rate >= self.limit

    @property
    def rival_diverges(self) -> bool:
        """Whether the steps of gradient descent never shrink."""
        return self.rival_learning_rate >= self.rival_limit

    @property
    def rival_calm(self) -> bool:
        """Whether gradient descent shows no zig-zag worth the name."""
        return self.rival_flips < 3

    @property
    def one_sided(self) -> bool:
        """Whether the ball never gets to the other side of the valley."""
        return self.flips == 0

    @property
    def never_turns(self) -> bool:
        """Whether the ball is not seen to climb the other side and come back."""
        return not self.turns

    @property
    def wilder(self) -> bool:
        """Whether the ball changes sides as often as its rival, or goes farther."""
        return self.flips >= self.rival_flips or self.path_length >= self.rival_length

    @property
    def pushes_agree(self) -> bool:
        """Whether most of what is pushed across the valley does not cancel."""
        return self.left_y > 0.5 * self.pushed_y

    @property
    def overshoots(self) -> bool:
        """Whether the ball runs past the minimum, and not only because it runs away."""
        return self.passes and not self.diverges

    @property
    def stops_short(self) -> bool:
        """Whether the ball has not passed the minimum by its last step."""
        return not self.passes

    @property
    def wins(self) -> bool:
        """Whether the ball ends lower than its rival."""
        return self.end_loss <= self.rival_end_loss

    @property
    def calm_at_best(self) -> bool:
        """Whether even the best momentum sways less than what was seen of the ball, so there is no irony in it."""
        return self.best_flips <= self.flips


def facts(params: Params) -> Facts:
    """Run both methods, as told and at their best, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, or the start lies on an axis.
    """
    objective = params.objective.load()
    flat, steep = curvatures(params.objective, "rolling_ball")
    refuse_axis(params.start)
    start = np.array(params.start)

    def walk(method: GradientDescent | Momentum) -> Trajectory:
        return run(objective, method, start, params.steps)

    method, plain = (
        Momentum(params.learning_rate, params.momentum),
        GradientDescent(params.rival_learning_rate),
    )
    # Polyak's best constants for curvatures between these two; for plain gradient descent it is one constant.
    wide, narrow = np.sqrt(steep), np.sqrt(flat)
    best = Momentum(float(4 / (wide + narrow) ** 2), float(((wide - narrow) / (wide + narrow)) ** 2))
    best_plain = GradientDescent(float(2 / (flat + steep)))
    ball, rival, best_ball, best_rival = (walk(one) for one in (method, plain, best, best_plain))

    velocity = np.vstack([np.zeros(2), ball.step])
    pushes = -params.learning_rate * ball.grad
    beyond = -ball.x * np.sign(start)
    passed = np.flatnonzero(beyond[:, 0] >= 0)
    collected = int(passed[0]) if len(passed) else len(pushes)
    sizes, sums = np.abs(pushes[:collected]).sum(axis=0), np.abs(pushes[:collected].sum(axis=0))
    farthest = np.argmax(beyond, axis=0)
    return Facts(
        ball=ball,
        rival=rival,
        best_ball=best_ball,
        best_rival=best_rival,
        objective=params.objective,
        learning_rate=params.learning_rate,
        rival_learning_rate=params.rival_learning_rate,
        momentum=params.momentum,
        steps=params.steps,
        moment=_moment(params.momentum * velocity[:-1], pushes),
        velocity=velocity,
        pushes=pushes,
        collected=collected,
        pushed_x=float(sizes[0]),
        left_x=float(sums[0]),
        pushed_y=float(sizes[1]),
        left_y=float(sums[1]),
        passes=bool(len(passed)),
        turns=bool(beyond[farthest[1], 1] > 0 and farthest[1] < len(pushes)),
        flips=int(ball.sign_changes[1]),
        rival_flips=int(rival.sign_changes[1]),
        path_length=float(ball.path_length),
        rival_length=float(rival.path_length),
        reach_x=float(ball.x[farthest[0], 0]),
        swing_y=float(ball.x[farthest[1], 1]),
        end_loss=float(ball.value[-1]),
        rival_end_loss=float(rival.value[-1]),
        limit=method.stability_limit(float(steep)),
        rival_limit=plain.stability_limit(float(steep)),
        best_rate=best.learning_rate,
        best_momentum=best.momentum,
        best_loss=float(best_ball.value[-1]),
        best_flips=int(best_ball.sign_changes[1]),
        rival_best_rate=best_plain.learning_rate,
        rival_best_loss=float(best_rival.value[-1]),
    )


def _moment(kept: np.ndarray, pushes: np.ndarray) -> int:
    """Find the early step at which what friction keeps and what the slope adds span the roundest parallelogram."""
    early = slice(1, LATEST_MOMENT + 1)
    (kx, ky), (px, py) = kept[early].T, pushes[early].T
    area = np.abs(kx * py - ky * px)
    around = np.hypot(kx, ky) + np.hypot(px, py)
    return 1 + int(np.argmax(area / np.maximum(around, 1e-12) ** 2))
