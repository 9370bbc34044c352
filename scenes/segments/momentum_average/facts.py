"""Momentum's buffer as a running mean of gradients, and how long a memory is best (source texts 000, 002, 004)."""

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

from .long_run import freest_rate, kept_at_best, kept_in_the_long_run, period, steps_to_a_tenth

BEATS: dict[str, tuple[str, ...]] = {
    "push": ("push", "fade"),
    "whole": ("rest", "total", "share"),
    "mean": ("bars", "buffer", "mean"),
    "window": ("claim", "along", "across"),
    "dampening": ("new", "same", "edge"),
    "memory": ("kept", "none", "ours"),
    "law": ("root", "creep", "best"),
    "flatter": ("plain", "flatter", "gain", "free"),
    "moral": ("mean", "past", "next"),
}

TURNING = 0.6
"""The share of the walk near which it is shown how the buffer goes on against the push."""
FLATTER = 10
"""How many times as flat along the other valley is, for which the best memory is told."""
WORTH = 1.1
"""How large λη/(1 − α) is across, at least: about so many times as fast the best memory is as plain descent."""
FARTHER = 2
"""How many times as many steps are walked where memories of several lengths are compared."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "step size η of momentum", ge=0.02, le=0.8)
    momentum: float = parameter(0.9, "share α of the buffer that is kept", ge=0.6, le=0.94)
    steps: int = parameter(30, "updates shown", ge=10, le=60)


@dataclass(frozen=True)
class Memory:
    """A memory, and what it does in the long run in a valley.

    Attributes
    ----------
    momentum, rate
        The share α of the buffer that is kept, and the learning rate η.
    kept
        What share of the distance a step leaves in the long run, along the axis where more is left.
    """

    momentum: float
    rate: float
    kept: float

    @property
    def window(self) -> float:
        """The memory 1/(1 − α), in steps."""
        return 1 / (1 - self.momentum)

    @property
    def tenth(self) -> float:
        """Steps for each further factor of ten."""
        return steps_to_a_tenth(self.kept)


@dataclass(frozen=True)
class Valley:
    """A valley with two curvatures, and what is best there in the long run.

    Attributes
    ----------
    flat, steep
        The curvatures along x and y.
    plain
        Plain descent at its own best rate.
    best
        The best memory at the effective rate that is kept.
    free
        The best memory and the best rate together.
    """

    flat: float
    steep: float
    plain: Memory
    best: Memory
    free: Memory

    @classmethod
    def of(cls, effective: float, flat: float, steep: float) -> Valley:
        """Work out all three by their closed forms."""
        rate = 2 / (flat + steep)
        plain = Memory(0.0, rate, kept_in_the_long_run(rate, 0.0, flat, steep))
        best, free = (
            Memory(kept**2, one * (1 - kept**2), kept)
            for one in (effective, freest_rate(flat, steep))
            for kept in (kept_at_best(one, flat),)
        )
        return cls(flat, steep, plain, best, free)

    @property
    def free_effective(self) -> float:
        """The effective rate where the rate is free."""
        return freest_rate(self.flat, self.steep)

    @property
    def gain(self) -> float:
        """How many times as many steps plain descent takes as the best memory."""
        return self.plain.tenth / self.best.tenth


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
        What all the weights there can be come to, 1/(1 − α); the pushes that one push leads in the end.
    window, share, left
        The whole number of steps nearest to ``total``, what share of all the weight there can be the last so many
        gradients hold, and the rest.
    recent
        The sum of the last ``window`` gradients, scaled to a weight of ``total``, after each one, ``(steps, 2)``.
    off_along, off_across
        How far that lies from the buffer along both axes: the root mean square of the difference, over that of the
        buffer, over all steps.
    period_along, period_across
        In how many steps the ball swings to and fro along both axes.
    new, effective, dampened
        The share 1 − α of a new gradient that is counted with dampening α; the rate η/(1 − α) with which the same
        path is walked; that run.
    limit, dampened_limit
        From which rate on momentum no longer settles across, without dampening and with it.
    ours, valley
        Our own memory in the long run; this valley and what is best in it.
    flatter, flat_valley
        How many times as flat along another valley is, and what is best there, at the same effective rate.
    load
        The curvature along times the effective rate, q.
    none_kept
        What share of the distance a step leaves in the long run with the newest gradient alone.
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
    weights: np.ndarray
    total: float
    window: int
    share: float
    recent: np.ndarray
    off_along: float
    off_across: float
    period_along: float
    period_across: float
    effective: float
    dampened: Trajectory
    limit: float
    ours: Memory
    valley: Valley
    flatter: int
    flat_valley: Valley
    none_kept: float
    turning: int
    never_against: bool

    @property
    def new(self) -> float:
        """The share of a new gradient that is counted, so that the weights tend to one."""
        return 1 - self.momentum

    @property
    def left(self) -> float:
        """What share of all the weight is older than the window."""
        return 1 - self.share

    @property
    def dampened_limit(self) -> float:
        """The limit of the rate with dampening."""
        return self.limit / self.new

    @property
    def load(self) -> float:
        """The curvature along times the effective rate."""
        return self.effective * self.valley.flat

    @property
    def flat_load(self) -> float:
        """The same in the flatter valley."""
        return self.effective * self.flat_valley.flat

    @property
    def none_grows(self) -> bool:
        """Whether without a memory this effective rate diverges."""
        return self.none_kept > 1 + 1e-9

    @property
    def none_settles(self) -> bool:
        """Whether without a memory this effective rate settles."""
        return self.none_kept < 1 - 1e-9

    @property
    def buffers(self) -> np.ndarray:
        """The buffer after each gradient met, ``(steps, 2)``."""
        return -np.diff(self.ball.x, axis=0) / self.learning_rate


def facts(params: Params) -> Facts:
    """Run momentum, plain and dampened, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, the start lies on an axis, the best
        memory is not the one with which x begins to swing, ours is not longer than that, or plain descent is as fast.
    """
    objective = params.objective.load()
    flat, steep = (float(one) for one in curvatures(params.objective, "momentum_average"))
    refuse_axis(params.start)
    rate, share = params.learning_rate, params.momentum
    total = round(1 / (1 - share), 9)
    effective = round(rate * total, 9)
    _refuse_other_laws(rate, share, flat, steep)
    start = np.array(params.start)
    ball = run(objective, Momentum(rate, share), start, params.steps)
    window = max(round(total), 1)
    gradients = np.vstack([np.zeros((window, 2)), ball.grad[: params.steps]])
    sums = np.cumsum(gradients, axis=0)
    recent = (sums[window:] - sums[:-window]) * total / window
    buffers = -np.diff(ball.x, axis=0) / rate
    off = np.sqrt(np.mean((recent - buffers) ** 2, axis=0) / np.mean(buffers**2, axis=0))
    turning = _against(ball, params.steps)
    return Facts(
        objective=params.objective,
        ball=ball,
        learning_rate=rate,
        momentum=share,
        steps=params.steps,
        far_steps=FARTHER * params.steps,
        weights=share ** np.arange(params.steps),
        total=total,
        window=window,
        share=1 - share**window,
        recent=recent,
        off_along=float(off[0]),
        off_across=float(off[1]),
        period_along=period(rate, share, flat),
        period_across=period(rate, share, steep),
        effective=effective,
        dampened=run(objective, Momentum(effective, share, dampening=share), start, params.steps),
        limit=float(Momentum(rate, share).stability_limit(steep)),
        ours=Memory(share, rate, kept_in_the_long_run(effective, share, flat, steep)),
        valley=Valley.of(effective, flat, steep),
        flatter=FLATTER,
        flat_valley=Valley.of(effective, flat / FLATTER, steep),
        none_kept=kept_in_the_long_run(effective, 0.0, flat, steep),
        turning=round(TURNING * params.steps) if turning is None else turning,
        never_against=turning is None,
    )


def _refuse_other_laws(rate: float, share: float, flat: float, steep: float) -> None:
    """Refuse what is not told: a best memory other than where x begins to swing, and one that is not too long."""
    highest = freest_rate(flat, steep) * (1 - share)
    if rate >= highest * (1 - 1e-9):
        raise ContentError(
            f"at learning_rate {rate:g} and momentum {share:g}, the best memory is not where x begins to swing",
            hint=f"momentum_average tells the law that holds there: choose learning_rate below {highest:.3g}",
        )
    slowest = WORTH / steep * (1 - share)
    if rate <= slowest:
        raise ContentError(
            f"at learning_rate {rate:g} and momentum {share:g}, plain descent at its best rate is no slower",
            hint=f"momentum_average shows what memory gains: choose learning_rate above {slowest:.3g}",
        )
    root = np.sqrt(share)
    lowest = (1 - root) / (1 + root) * (1 - share) / flat
    if rate <= lowest * (1 + 1e-9):
        raise ContentError(
            f"at learning_rate {rate:g}, a momentum of {share:g} is not too long a memory",
            hint=f"momentum_average shows what too long a memory does: choose learning_rate above {lowest:.3g}",
        )


def _against(run: Trajectory, steps: int) -> int | None:
    """Return the first of several steps in a row that lead uphill, where they begin; near the share ``TURNING``."""
    uphill = np.sum(run.grad[:steps] * np.diff(run.x, axis=0), axis=-1) > 0
    first = np.flatnonzero(uphill & ~np.r_[False, uphill[:-1]])
    return int(min(first, key=lambda one: abs(one - TURNING * steps))) if len(first) else None


def path_with(facts: Facts, momentum: float, flatter: float = 1.0) -> np.ndarray:
    """Return the points ``(far_steps + 1, 2)`` of momentum with another share α at the same effective rate.

    With ``flatter``, in a valley that is so many times as flat along.

    >>> fact = facts(Params(steps=10))
    >>> path_with(fact, 0.0)[:2].round(9).tolist()
    [[-7.0, 2.0], [-6.3, -2.0]]
    """
    rate = facts.effective * (1 - momentum)
    slopes = np.array([facts.valley.flat / flatter, facts.valley.steep])
    points, buffer = [facts.ball.x[0]], np.zeros(2)
    for _ in range(facts.far_steps):
        buffer = momentum * buffer + slopes * points[-1]
        points.append(points[-1] - rate * buffer)
    return np.array(points)
