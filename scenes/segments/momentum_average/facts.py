"""Momentum's buffer as a running mean of gradients (source texts 000, 002, 004; numbers: blocks 2, 3 and 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import parameter

from .long_run import best_share, kept_in_the_long_run

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("rule", "buffer"),
    "walk": ("go", "bars", "fade"),
    "chain": ("chain", "sum", "left"),
    "mean": ("early", "now", "total", "mean"),
    "reach": ("window", "share", "limit"),
    "dampening": ("factor", "claim", "wild", "damped", "control"),
    "gain": ("constant", "short", "ours", "late"),
    "memory": ("kept", "none", "ours"),
    "best": ("plain", "best", "flatter"),
    "moral": ("mean", "past", "next"),
}

SHORT, LONGEST = 0.5, 0.9
"""A memory shorter than those that may be asked for, and the longest best one: beyond it, none is too long."""
CHAINED = 0.4
"""The share of the walk after which its gradients are laid tip to tail."""
TURNING = 0.6
"""The share of the walk near which it is shown how the buffer goes on against the push."""
EARLY = 5
"""After how many steps it is said first what the weights come to."""
FLATTER = 10
"""How many times as flat along the other valley is, for which the best memory is told."""
NEARLY = 0.95
"""The share of what a buffer grows to under a constant gradient that counts as having arrived."""
DAMPENING = 0.5
"""The dampening that is said to prevent divergence."""
BEYOND = 1.05
"""A rate so many times the limit diverges for everybody to see."""
FARTHER = 2
"""How many times as many steps are walked where memories of several lengths are compared."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "step size η of momentum", ge=0.02, le=2)
    momentum: float = parameter(0.9, "share α of the buffer that is kept", ge=0.6, le=0.94)
    steps: int = parameter(30, "updates shown", ge=10, le=60)


@dataclass(frozen=True)
class Facts:
    """What is true of the buffer and of the runs; lengths in units of the plane.

    Attributes
    ----------
    ball
        The run with momentum, whose buffer is b ← αb + ∇L and whose step is −ηb.
    weights
        αᵏ for each age k, ``(steps,)``.
    total
        What all the weights there can be come to, 1/(1 − α).
    early, early_total, now_total
        A few steps, and what the weights come to after them, and after all that are walked.
    chained, along_left, across_left
        After how many steps the weighted gradients are laid tip to tail, and what is left of the sum of their
        lengths along the valley and across it.
    window, share, share_limit
        The whole number of steps nearest to ``total``, what share of all the weight there can be the last so many
        gradients hold, and the share that goes to for α towards 1: 1 − 1/e.
    wild, damped, calm
        Momentum at a rate beyond its limit; with dampening; without, at the rate that dampening comes to.
    short_total, ratio
        The same as ``total`` for a shorter memory, and how many times that one ours is.
    soon, late
        Steps until the buffer has come to 95 % of what it grows to under a constant gradient, for both.
    effective
        The effective rate η/(1 − α), kept while the memory is changed.
    best, best_window, best_kept
        The share α, of four decimals, that is best at this effective rate in the long run, 1/(1 − α) for it, and
        what share of the distance a step then leaves.
    none_kept, ours_kept
        The same without a memory, and with ours.
    plain_rate, plain_kept
        Plain descent's own best rate in the long run, and what a step leaves at it.
    flatter, flatter_curvature, flatter_best, flatter_window, flatter_kept
        How many times as flat along another valley is, and what is best there, at the same effective rate.
    far_steps
        Where memories are compared, the steps walked.
    turning
        A step that leads uphill, against the push where it begins; where there is none, a late one.
    """

    objective: ObjectiveChoice
    ball: Trajectory
    learning_rate: float
    momentum: float
    steps: int
    far_steps: int
    flat: float
    steep: float
    weights: np.ndarray
    total: float
    early: int
    early_total: float
    now_total: float
    chained: int
    along_left: float
    across_left: float
    window: int
    share: float
    share_limit: float
    limit: float
    wild: Trajectory
    damped: Trajectory
    calm: Trajectory
    wild_rate: float
    calm_rate: float
    dampening: float
    wild_loss: float
    damped_loss: float
    calm_loss: float
    short: float
    short_total: float
    ratio: float
    soon: int
    late: int
    effective: float
    best: float
    best_window: float
    best_kept: float
    none_kept: float
    ours_kept: float
    plain_rate: float
    plain_kept: float
    flatter: int
    flatter_curvature: float
    flatter_best: float
    flatter_window: float
    flatter_kept: float
    turning: int
    never_against: bool

    @property
    def nearly(self) -> float:
        """The share of its last value that a growing buffer is asked for."""
        return NEARLY

    @property
    def none_grows(self) -> bool:
        """Whether without a memory this effective rate diverges."""
        return self.none_kept > 1 + 1e-9

    @property
    def none_settles(self) -> bool:
        """Whether without a memory this effective rate settles."""
        return self.none_kept < 1 - 1e-9

    @property
    def ours_creeps(self) -> bool:
        """Whether with our memory a step leaves more than √α, since along one axis nothing swings."""
        return self.ours_kept > np.sqrt(self.momentum) + 1e-9

    @property
    def buffers(self) -> np.ndarray:
        """The buffer after each gradient met, ``(steps, 2)``."""
        return -np.diff(self.ball.x, axis=0) / self.learning_rate


def facts(params: Params) -> Facts:
    """Run momentum and dampened momentum, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, the start lies on an axis, momentum
        would not settle, or no memory would be too long at this effective rate.
    """
    objective = params.objective.load()
    flat, steep = (float(one) for one in curvatures(params.objective, "momentum_average"))
    refuse_axis(params.start)
    rate, share = params.learning_rate, params.momentum
    limit = float(Momentum(rate, share).stability_limit(steep))
    if rate >= limit * (1 - 1e-9):
        raise ContentError(
            f"at learning_rate {rate:g}, momentum never settles: the limit is {limit:g}",
            hint=f"momentum_average compares runs that settle: choose learning_rate below {limit:g}",
        )
    total = round(1 / (1 - share), 9)
    effective = round(rate * total, 9)
    best, best_kept = best_share(effective, flat, steep)
    if best > LONGEST:
        raise ContentError(
            f"at learning_rate {rate:g} and momentum {share:g}, no memory is too long: the best is {best:g}",
            hint="momentum_average shows what too long a memory does: choose a larger learning_rate",
        )
    start = np.array(params.start)

    def walk(method: Momentum) -> Trajectory:
        return run(objective, method, start, params.steps)

    wild_rate = _rounded_up(BEYOND * limit)
    calm_rate = wild_rate * (1 - DAMPENING)
    ball = walk(Momentum(rate, share))
    wild, damped, calm = (
        walk(method)
        for method in (
            Momentum(wild_rate, share),
            Momentum(wild_rate, share, dampening=DAMPENING),
            Momentum(calm_rate, share),
        )
    )
    window = max(round(total), 1)
    weights = share ** np.arange(params.steps)
    short_total = 1 / (1 - SHORT)
    chained = round(CHAINED * params.steps) + 1
    parts = weights[:chained, None] * ball.grad[:chained][::-1]
    along_left, across_left = np.abs(parts.sum(axis=0)) / np.abs(parts).sum(axis=0)
    plain_rate = 2 / (flat + steep)
    flatter_best, flatter_kept = best_share(effective, flat / FLATTER, steep)
    turning = _against(ball, params.steps)
    return Facts(
        objective=params.objective,
        ball=ball,
        learning_rate=rate,
        momentum=share,
        steps=params.steps,
        far_steps=FARTHER * params.steps,
        flat=flat,
        steep=steep,
        weights=weights,
        total=total,
        early=EARLY,
        early_total=float(weights[:EARLY].sum()),
        now_total=float(weights.sum()),
        chained=chained,
        along_left=float(along_left),
        across_left=float(across_left),
        window=window,
        share=1 - share**window,
        share_limit=float(1 - np.exp(-1)),
        limit=limit,
        wild=wild,
        damped=damped,
        calm=calm,
        wild_rate=wild_rate,
        calm_rate=calm_rate,
        dampening=DAMPENING,
        wild_loss=float(wild.value[-1]),
        damped_loss=float(damped.value[-1]),
        calm_loss=float(calm.value[-1]),
        short=SHORT,
        short_total=short_total,
        ratio=total / short_total,
        soon=steps_to(NEARLY, SHORT),
        late=steps_to(NEARLY, share),
        effective=effective,
        best=best,
        best_window=1 / (1 - best),
        best_kept=best_kept,
        none_kept=kept_in_the_long_run(effective, 0.0, flat, steep),
        ours_kept=kept_in_the_long_run(effective, share, flat, steep),
        plain_rate=plain_rate,
        plain_kept=kept_in_the_long_run(plain_rate, 0.0, flat, steep),
        flatter=FLATTER,
        flatter_curvature=flat / FLATTER,
        flatter_best=flatter_best,
        flatter_window=1 / (1 - flatter_best),
        flatter_kept=flatter_kept,
        turning=round(TURNING * params.steps) if turning is None else turning,
        never_against=turning is None,
    )


def _against(run: Trajectory, steps: int) -> int | None:
    """Return the first of several steps in a row that lead uphill, where they begin; near the share ``TURNING``."""
    uphill = np.sum(run.grad[:steps] * np.diff(run.x, axis=0), axis=-1) > 0
    first = np.flatnonzero(uphill & ~np.r_[False, uphill[:-1]])
    return int(min(first, key=lambda one: abs(one - TURNING * steps))) if len(first) else None


def steps_to(share: float, momentum: float) -> int:
    """Return after how many steps of a constant gradient the buffer has this share of what it grows to.

    >>> steps_to(0.95, 0.5), steps_to(0.95, 0.9)
    (5, 29)
    """
    return int(np.ceil(np.log(1 - share) / np.log(momentum) - 1e-9))


def path_with(facts: Facts, momentum: float) -> np.ndarray:
    """Return the points ``(far_steps + 1, 2)`` of momentum with another share α at the same effective rate.

    >>> fact = facts(Params(steps=10))
    >>> path_with(fact, 0.0)[:2].round(9).tolist()
    [[-7.0, 2.0], [-6.3, -2.0]]
    """
    rate, slopes = facts.effective * (1 - momentum), np.array([facts.flat, facts.steep])
    points, buffer = [facts.ball.x[0]], np.zeros(2)
    for _ in range(facts.far_steps):
        buffer = momentum * buffer + slopes * points[-1]
        points.append(points[-1] - rate * buffer)
    return np.array(points)


def _rounded_up(value: float) -> float:
    """Return the next number of two digits.

    >>> _rounded_up(1.995), _rounded_up(0.3311)
    (2.0, 0.34)
    """
    unit = 10.0 ** (np.floor(np.log10(value)) - 1)
    return float(f"{np.ceil(value / unit - 1e-9) * unit:.2g}")
