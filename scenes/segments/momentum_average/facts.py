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

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("rule", "buffer"),
    "walk": ("go", "bars", "fade"),
    "mean": ("total", "mean"),
    "reach": ("window", "share", "limit"),
    "same": ("short", "rate", "same"),
    "dampening": ("claim", "wild", "damped", "control"),
    "gain": ("constant", "short", "ours", "late"),
    "memory": ("none", "best", "long"),
    "moral": ("mean", "past", "next"),
}

SHORT, LONG = 0.5, 0.95
"""A shorter and a longer memory than those that may be asked for."""
NEARLY = 0.95
"""The share of what a buffer grows to under a constant gradient that counts as having arrived."""
DAMPENING = 0.5
"""The dampening that is said to prevent divergence."""
BEYOND = 1.05
"""A rate so many times the limit diverges for everybody to see."""
FARTHER = 2
"""How many times as many steps are walked where memories of several lengths are compared."""
CANDIDATES = np.arange(0.0, 0.9905, 0.002)
"""The shares among which the best one for long runs is looked for at first."""
CLOSELY = np.linspace(-1.0, 1.0, 101)
"""Where it is looked for then, in steps of the first search."""


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
        What all the weights there can be come to, 1/(1 − α): a mean of gradients is so many times as long.
    window, share, share_limit
        The whole number of steps nearest to that, what share of all the weight the last so many gradients hold,
        and the share that goes to for α towards 1: 1 − 1/e.
    slow, inertia, inertia_rate
        Inertia, b ← αb + (1 − α)∇L, at the same rate and at η/(1 − α).
    gap
        The largest distance between momentum and inertia at that rate, over all steps.
    wild, damped, calm
        Momentum at a rate beyond its limit; with dampening; without, at the rate that dampening comes to.
    short_total, ratio
        The same as ``total`` for a shorter memory, and how many times that one ours is.
    soon, late
        Steps until the buffer has come to 95 % of what it grows to under a constant gradient, for both.
    effective
        The effective rate η/(1 − α), kept while the memory is changed.
    best, best_window, best_kept
        The share α that is best at this effective rate in the long run, 1/(1 − α) for it, and what share of the
        error a step then leaves.
    none_kept, long_kept, ours_kept
        The same without a memory, with a longer one, and with ours.
    far_steps, none, longer
        Where memories are compared, the steps walked, and the runs without a memory and with the longer one, at
        this effective rate.
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
    window: int
    share: float
    share_limit: float
    slow: Trajectory
    inertia: Trajectory
    inertia_rate: float
    gap: float
    ball_loss: float
    slow_loss: float
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
    none: Trajectory
    none_kept: float
    none_loss: float
    long: float
    longer: Trajectory
    long_kept: float
    long_window: float
    long_loss: float
    ours_kept: float

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
    def stays_short(self) -> bool:
        """Whether even with the longer memory the point is not seen to pass the minimum along the valley."""
        start = self.longer.x[0, 0]
        return not bool(np.any(self.longer.x[:, 0] * start < 0))


def facts(params: Params) -> Facts:
    """Run momentum, inertia and dampened momentum, and read off what the words and the pictures need.

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
    best, best_kept = _best_share(effective, flat, steep)
    if best > LONG - 0.05:
        raise ContentError(
            f"at learning_rate {rate:g} and momentum {share:g}, no memory is too long: the best is {best:g}",
            hint="momentum_average shows what too long a memory does: choose a larger learning_rate",
        )
    start = np.array(params.start)

    def walk(method: Momentum, times: int = 1) -> Trajectory:
        return run(objective, method, start, times * params.steps)

    wild_rate = _rounded_up(BEYOND * limit)
    calm_rate = wild_rate * (1 - DAMPENING)
    ball, slow, inertia = (
        walk(method)
        for method in (
            Momentum(rate, share),
            Momentum(rate, share, dampening=share),
            Momentum(effective, share, dampening=share),
        )
    )
    wild, damped, calm = (
        walk(method)
        for method in (
            Momentum(wild_rate, share),
            Momentum(wild_rate, share, dampening=DAMPENING),
            Momentum(calm_rate, share),
        )
    )
    none, longer = (walk(Momentum(effective * (1 - one), one), FARTHER) for one in (0.0, LONG))
    window = max(round(total), 1)
    short_total = 1 / (1 - SHORT)
    return Facts(
        objective=params.objective,
        ball=ball,
        learning_rate=rate,
        momentum=share,
        steps=params.steps,
        far_steps=FARTHER * params.steps,
        flat=flat,
        steep=steep,
        weights=share ** np.arange(params.steps),
        total=total,
        window=window,
        share=1 - share**window,
        share_limit=float(1 - np.exp(-1)),
        slow=slow,
        inertia=inertia,
        inertia_rate=effective,
        gap=float(np.max(np.linalg.norm(ball.x - inertia.x, axis=-1))),
        ball_loss=float(ball.value[-1]),
        slow_loss=float(slow.value[-1]),
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
        none=none,
        none_kept=kept_in_the_long_run(effective, 0.0, flat, steep),
        none_loss=float(none.value[-1]),
        long=LONG,
        longer=longer,
        long_kept=kept_in_the_long_run(effective, LONG, flat, steep),
        long_window=1 / (1 - LONG),
        long_loss=float(longer.value[-1]),
        ours_kept=kept_in_the_long_run(effective, share, flat, steep),
    )


def steps_to(share: float, momentum: float) -> int:
    """Return after how many steps of a constant gradient the buffer has this share of what it grows to.

    >>> steps_to(0.95, 0.5), steps_to(0.95, 0.9)
    (5, 29)
    """
    return int(np.ceil(np.log(1 - share) / np.log(momentum) - 1e-9))


def kept_along(effective: float, momentum: float, curvature: float) -> float:
    """Return what share of the error a step leaves in the long run along one axis, at an effective rate η/(1 − α).

    It is the larger size of both roots of r² − (1 + α − ηh)r + α: √α where they are complex.

    >>> kept_along(1.0, 0.0, 0.1), round(kept_along(1.0, 0.81, 0.1), 12)
    (0.9, 0.9)
    """
    half = (1 + momentum - effective * (1 - momentum) * curvature) / 2
    inner = half * half - momentum
    return float(np.sqrt(momentum) if inner < 0 else abs(half) + np.sqrt(inner))


def _best_share(effective: float, flat: float, steep: float) -> tuple[float, float]:
    """Return the share that leaves least in the long run, and how much: looked for coarsely, then closely.

    Where an axis begins to swing, what is left has a corner; it is tried exactly, since it falls steeply to there.
    """
    candidates, found = CANDIDATES, [_critical_share(effective, one) for one in (flat, steep)]
    for _ in range(2):
        kept = np.array([kept_in_the_long_run(effective, one, flat, steep) for one in candidates])
        least = candidates[np.argmin(kept)]
        found.append(float(least))
        candidates = np.clip(least + (candidates[1] - candidates[0]) * CLOSELY, 0.0, CANDIDATES[-1])
    best = min(found, key=lambda one: kept_in_the_long_run(effective, one, flat, steep))
    return best, kept_in_the_long_run(effective, best, flat, steep)


def _critical_share(effective: float, curvature: float) -> float:
    """Return the share from which on an axis swings, at a rate of ``effective`` times one minus the share."""
    return ((1 - effective * curvature) / (1 + effective * curvature)) ** 2


def kept_in_the_long_run(effective: float, momentum: float, flat: float, steep: float) -> float:
    """Return the larger of what is left along both axes.

    >>> kept_in_the_long_run(1.0, 0.0, 0.1, 2.0)
    1.0
    """
    return max(kept_along(effective, momentum, flat), kept_along(effective, momentum, steep))


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
