"""Momentum as a ball in a bowl (source text 001; numbers: blocks 1, 3 and 6 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("zigzag", "mass"),
    "ball": ("go", "arrow"),
    "rule": ("rule", "friction", "force", "sum"),
    "memory": ("unroll", "fade", "x", "y"),
    "same": ("alone", "run"),
    "equal": ("grow", "rate", "run"),
    "price": ("rival", "past", "brake"),
    "edge": ("best",),
    "ages": ("adds",),
    "sums": ("alternate", "agree"),
    "tuned": ("best", "sway"),
    "root": ("plain", "ball", "narrow"),
    "moral": ("agrees", "alternates", "next"),
}

LATEST_MOMENT = 12
"""The rule is looked at while the ball still moves on a large scale, and a sum has no more terms than this."""
NARROW = 1000
"""The condition of a valley to compare ours with."""
DECIMALS = 4
"""Digits after the point of the constants that theory gives: runs and fractions use them as they are shown."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "step size η of the ball", ge=0.001, le=4)
    momentum: float = parameter(0.9, "share α of the velocity that friction leaves", ge=0.1, le=0.99)
    steps: int = parameter(30, "updates shown", ge=10, le=60)
    rival_learning_rate: float = parameter(
        0.95, "step size η of plain gradient descent in the segment before", ge=0.001, le=2
    )


@dataclass(frozen=True)
class Facts:
    """What is true of the ball and of plain gradient descent; lengths in units of the plane.

    Attributes
    ----------
    ball
        The run with momentum; all runs have the same start.
    rival
        Plain gradient descent at the rate of the segment before.
    same, equal
        Plain gradient descent at the ball's own rate, and at its effective rate η/(1 − α).
    best_ball, best_rival
        The runs with the constants of the best asymptotic rate for this valley, rounded as they are shown.
    braked
        The ball with more friction and all else alike: the share of the velocity at which it just does not swing
        along the valley, (1 − √(ηh))², rounded as it is shown.
    moment
        The step after which the rule is looked at: velocity and push are both large there, and across each other.
    velocity
        The ball's velocity after each step, ``(k + 1, 2)``; it starts at rest.
    pushes
        What the slope adds to the velocity in each step, −η∇f, ``(k, 2)``.
    recalled
        The step at which the velocity is taken apart: halfway until the ball passes the minimum, or earlier.
    weights, terms
        How much each push up to there counts, ``(recalled,)``, and each push so weighted, ``(recalled, 2)``; the
        newest first. The sum of the terms is the velocity.
    share_x, share_y
        What is left of the weighted pushes along and across the valley when they are added up, as a share of their
        sizes.
    mixed_from, usual_share_x, usual_share_y
        The first step whose pushes across have both signs, and the means of both shares from there on.
    angle
        Degrees between the velocity there and the direction of the valley.
    passes, turns
        Whether the ball runs past the minimum along the valley, and whether it climbs the other side and turns there.
    reach_x, reach_step
        The coordinate farthest beyond the minimum, and after which step it is reached.
    best_alternating, best_agreeing
        The rate that momentum's best constants come to in the long run, where each push is r = √α times the one
        before: η/(1 + r) if they change sign at every step, and η/(1 − r) if they agree. The older a push, the less
        it counts, αᵏ, but the larger it was, r⁻ᵏ.
    best_peak
        The largest loss of momentum with these constants.
    stretch
        How many times the first the second is: the square root of the condition, but for rounding.
    shrink
        That r.
    kept_plain, kept_ball
        What share of the error a step leaves in the long run, at the best constants.
    rival_kept, seen_kept, braked_kept
        The same for the rival of the segment before, for the ball, and for the ball with more friction.
    """

    ball: Trajectory
    rival: Trajectory
    same: Trajectory
    equal: Trajectory
    best_ball: Trajectory
    best_rival: Trajectory
    braked: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    rival_learning_rate: float
    momentum: float
    steps: int
    moment: int
    velocity: np.ndarray
    pushes: np.ndarray
    recalled: int
    weights: np.ndarray
    terms: np.ndarray
    share_x: float
    share_y: float
    mixed_from: int
    usual_share_x: float
    usual_share_y: float
    angle: float
    passes: bool
    turns: bool
    flips: int
    rival_flips: int
    same_flips: int
    equal_flips: int
    best_flips: int
    reach_x: float
    reach_step: int
    end_loss: float
    rival_end_loss: float
    same_loss: float
    equal_loss: float
    best_peak: float
    best_loss: float
    rival_best_loss: float
    terminal: float
    equal_rate: float
    rival_limit: float
    best_rate: float
    best_momentum: float
    rival_best_rate: float
    best_alternating: float
    best_agreeing: float
    stretch: float
    shrink: float
    braked_momentum: float
    braked_loss: float
    rival_kept: float
    seen_kept: float
    braked_kept: float
    flat: float
    steep: float
    condition: float
    narrow: int
    kept_plain: float
    kept_ball: float

    @property
    def rival_calm(self) -> bool:
        """Whether gradient descent shows no zig-zag worth the name."""
        return self.rival_flips < 3

    @property
    def never_turns(self) -> bool:
        """Whether the ball is not seen to climb the other side and come back."""
        return not self.turns

    @property
    def pushes_agree(self) -> bool:
        """Whether most of what is pushed across the valley does not cancel."""
        return self.share_y > 0.5

    @property
    def equal_diverges(self) -> bool:
        """Whether plain gradient descent cannot bear the ball's effective rate."""
        return self.equal_rate > self.rival_limit * (1 + 1e-9)

    @property
    def equal_settles(self) -> bool:
        """Whether the ball's effective rate is below the largest that plain gradient descent bears."""
        return self.equal_rate < self.rival_limit * (1 - 1e-9)

    @property
    def within_limit(self) -> bool:
        """Whether plain gradient descent would bear momentum's best rate as well."""
        return self.best_rate <= self.rival_limit

    @property
    def other_change(self) -> bool:
        """Whether momentum's best constants are not less memory and longer pushes, beyond the edge."""
        less = self.best_momentum < self.momentum and self.best_rate > self.learning_rate
        return self.within_limit or not less

    @property
    def friction_tells(self) -> bool:
        """Whether the ball passes the minimum, and more friction alone keeps it from that."""
        here, there = (run.x[:, 0] * np.sign(self.ball.x[0, 0]) for run in (self.ball, self.braked))
        return bool(self.braked_momentum < self.momentum and here.min() < 0 < there.min())

    @property
    def only_passes(self) -> bool:
        """Whether the ball passes the minimum, and more friction alone would not keep it from that."""
        return self.passes and not self.friction_tells

    @property
    def stops_short(self) -> bool:
        """Whether the ball has not passed the minimum by its last step."""
        return not self.passes

    @property
    def wins(self) -> bool:
        """Whether the ball passes the minimum and yet ends lower than its rival."""
        return self.passes and self.end_loss <= self.rival_end_loss

    @property
    def falls_at_best(self) -> bool:
        """Whether the loss of momentum at its best is nowhere above that of the start."""
        return self.best_peak <= self.best_ball.value[0]

    @property
    def narrow_plain(self) -> float:
        """Steps that plain gradient descent takes in the long run for a factor of ten, in a narrow valley."""
        return steps_to_a_tenth(plain_rate(self.narrow))

    @property
    def narrow_ball(self) -> float:
        """Steps that momentum takes in the long run for a factor of ten there."""
        return steps_to_a_tenth(ball_rate(self.narrow))


def facts(params: Params) -> Facts:
    """Run both methods, as told and at their best, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, the start lies on an axis, or the
        ball would not settle.
    """
    objective = params.objective.load()
    flat, steep = curvatures(params.objective, "rolling_ball")
    refuse_axis(params.start)
    start = np.array(params.start)

    def walk(method: GradientDescent | Momentum) -> Trajectory:
        return run(objective, method, start, params.steps)

    method = Momentum(params.learning_rate, params.momentum)
    plain = GradientDescent(params.rival_learning_rate)
    limit, rival_limit = method.stability_limit(float(steep)), plain.stability_limit(float(steep))
    _refuse_restless(params.learning_rate, float(limit))
    equal_rate = round(params.learning_rate / (1 - params.momentum), 9)
    # Polyak's best constants for curvatures between these two; for plain gradient descent it is one constant.
    wide, narrow = np.sqrt(steep), np.sqrt(flat)
    best = Momentum(_shown(4 / (wide + narrow) ** 2), _shown(((wide - narrow) / (wide + narrow)) ** 2))
    best_plain = GradientDescent(_shown(2 / (flat + steep)))
    shrink = float(np.sqrt(best.momentum))
    alternating, agreeing = (best.learning_rate / (1 + sign * shrink) for sign in (1, -1))
    braked_method = Momentum(
        params.learning_rate, _shown((1 - np.sqrt(min(params.learning_rate * flat, 1.0))) ** 2)
    )
    ball, rival, same, equal, best_ball, best_rival, braked = map(
        walk,
        (
            method,
            plain,
            GradientDescent(params.learning_rate),
            GradientDescent(equal_rate),
            best,
            best_plain,
            braked_method,
        ),
    )
    velocity = np.vstack([np.zeros(2), ball.step])
    pushes = -params.learning_rate * ball.grad
    beyond = -ball.x * np.sign(start)
    passed = np.flatnonzero(beyond[:, 0] >= 0)
    collected = int(passed[0]) if len(passed) else params.steps
    recalled = min(max(collected // 2, 2), LATEST_MOMENT)
    weights = params.momentum ** np.arange(params.steps)
    shares = [
        _share_left(weights[:step, None] * pushes[step - 1 :: -1]) for step in range(1, len(pushes) + 1)
    ]
    mixed = np.flatnonzero(pushes[:, 1] * pushes[0, 1] < 0)
    mixed_from = int(mixed[0]) + 1 if len(mixed) else 1
    usual = np.mean(shares[mixed_from - 1 :], axis=0)
    farthest = np.argmax(beyond, axis=0)
    seen_kept, braked_kept = (
        long_run_rate(params.learning_rate, share, (float(flat), float(steep)))
        for share in (params.momentum, braked_method.momentum)
    )
    return Facts(
        ball=ball,
        rival=rival,
        same=same,
        equal=equal,
        best_ball=best_ball,
        best_rival=best_rival,
        braked=braked,
        objective=params.objective,
        learning_rate=params.learning_rate,
        rival_learning_rate=params.rival_learning_rate,
        momentum=params.momentum,
        steps=params.steps,
        moment=_moment(params.momentum * velocity[:-1], pushes),
        velocity=velocity,
        pushes=pushes,
        recalled=recalled,
        weights=weights[:recalled],
        terms=weights[:recalled, None] * pushes[recalled - 1 :: -1],
        share_x=float(shares[recalled - 1][0]),
        share_y=float(shares[recalled - 1][1]),
        mixed_from=mixed_from,
        usual_share_x=float(usual[0]),
        usual_share_y=float(usual[1]),
        angle=float(np.degrees(np.arctan2(*np.abs(velocity[recalled])[::-1]))),
        passes=bool(len(passed)),
        turns=bool(beyond[farthest[1], 1] > 0 and farthest[1] < len(pushes)),
        flips=_flips(ball),
        rival_flips=_flips(rival),
        same_flips=_flips(same),
        equal_flips=_flips(equal),
        best_flips=_flips(best_ball),
        reach_x=float(ball.x[farthest[0], 0]),
        reach_step=int(farthest[0]),
        end_loss=float(ball.value[-1]),
        rival_end_loss=float(rival.value[-1]),
        same_loss=float(same.value[-1]),
        equal_loss=float(equal.value[-1]),
        best_peak=float(best_ball.value.max()),
        best_loss=float(best_ball.value[-1]),
        rival_best_loss=float(best_rival.value[-1]),
        terminal=round(1 / (1 - params.momentum), 9),
        equal_rate=equal_rate,
        rival_limit=float(rival_limit),
        best_rate=best.learning_rate,
        best_momentum=best.momentum,
        rival_best_rate=best_plain.learning_rate,
        best_alternating=alternating,
        best_agreeing=agreeing,
        stretch=agreeing / alternating,
        shrink=shrink,
        braked_momentum=braked_method.momentum,
        braked_loss=float(braked.value[-1]),
        rival_kept=long_run_rate(params.rival_learning_rate, 0.0, (float(flat), float(steep))),
        seen_kept=seen_kept,
        braked_kept=braked_kept,
        flat=float(flat),
        steep=float(steep),
        condition=float(steep / flat),
        narrow=NARROW,
        kept_plain=plain_rate(float(steep / flat)),
        kept_ball=ball_rate(float(steep / flat)),
    )


def plain_rate(condition: float) -> float:
    """Return what share of the error a step of gradient descent leaves in the long run, at the best constant rate.

    >>> plain_rate(20.0) == 19 / 21
    True
    """
    return (condition - 1) / (condition + 1)


def ball_rate(condition: float) -> float:
    """Return the same for momentum with the best constants: the condition's square root takes its place.

    >>> ball_rate(400.0) == plain_rate(20.0)
    True
    """
    return plain_rate(float(np.sqrt(condition)))


def long_run_rate(rate: float, momentum: float, curvatures: tuple[float, ...]) -> float:
    """Return what share of the error a step leaves in the long run: the largest root of z² − (1 + α − ηh)z + α.

    >>> round(long_run_rate(0.1, 0.9, (0.1, 2.0)) ** 2, 12)
    0.9
    >>> round(long_run_rate(0.95, 0.0, (0.1, 2.0)), 12)
    0.905
    """
    roots = [np.roots([1.0, -(1 + momentum - rate * one), momentum]) for one in curvatures]
    return float(np.max(np.abs(roots)))


def steps_to_a_tenth(kept: float) -> float:
    """Return after how many steps a tenth of the error is left, if each leaves this share.

    >>> round(steps_to_a_tenth(0.1), 12)
    1.0
    """
    return float(np.log(0.1) / np.log(kept))


def _refuse_restless(rate: float, limit: float) -> None:
    if rate >= limit * (1 - 1e-9):
        raise ContentError(
            f"at learning_rate {rate:g}, the ball never settles: the limit is {limit:g}",
            hint=f"rolling_ball compares runs that settle: choose learning_rate below {limit:g}",
        )


def _shown(value: float) -> float:
    return round(float(value), DECIMALS)


def _flips(run: Trajectory) -> int:
    return int(run.sign_changes[1])


def _share_left(terms: np.ndarray) -> np.ndarray:
    """Return the size of the sum of terms ``(n, 2)`` as a share of the sum of their sizes."""
    return np.asarray(np.abs(terms.sum(axis=0)) / np.maximum(np.abs(terms).sum(axis=0), 1e-300))


def _moment(kept: np.ndarray, pushes: np.ndarray) -> int:
    """Find the early step at which what friction keeps and what the slope adds span the roundest parallelogram."""
    early = slice(1, LATEST_MOMENT + 1)
    (kx, ky), (px, py) = kept[early].T, pushes[early].T
    area = np.abs(kx * py - ky * px)
    around = np.hypot(kx, ky) + np.hypot(px, py)
    return 1 + int(np.argmax(area / np.maximum(around, 1e-12) ** 2))
