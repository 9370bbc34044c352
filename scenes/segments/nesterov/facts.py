"""Nesterov's momentum beside momentum (source text 004; numbers: blocks 3 and 6 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from scipy.optimize import brentq

from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

from .narrow import NEAR, Narrow, narrow_bowl, settled

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("past", "ask"),
    "here": ("stop", "friction", "carry", "slope"),
    "ahead": ("look", "there", "correct"),
    "walk": ("go", "far"),
    "forms": ("tips", "join"),
    "law": ("slope", "collect"),
    "friction": ("momentum", "flat", "steep"),
    "control": ("run", "across", "smaller"),
    "narrow": ("narrow", "creep", "best", "swing"),
    "limit": ("sweep", "negative", "edge"),
    "gain": ("best", "never", "free"),
    "moral": ("friction", "rate", "next"),
}

EARLY = 12
"""The step that is looked at closely is one of the first so many."""


class Params(ValleyParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter(
        "bowl", "a quadratic without rotation, steeper along y than along x"
    )
    learning_rate: float = parameter(0.1, "step size η of both methods", ge=0.05, le=0.14)
    momentum: float = parameter(0.9, "share α of the velocity that friction leaves, in both", ge=0.8, le=0.95)
    start: Annotated[Point, Reach(20)] = parameter((-4.0, -2.4), "where all runs begin")
    steps: int = parameter(30, "updates shown on the maps", ge=20, le=60)


@dataclass(frozen=True, eq=False)
class Step:
    """One step from one state, as momentum takes it and as Nesterov does; vectors ``(2,)`` in units of the plane.

    Attributes
    ----------
    number
        How many steps momentum has made when it is looked at.
    here, velocity
        Where the ball is, and the step it made last.
    carried
        What friction leaves of the velocity: it leads to the point where Nesterov asks for the slope.
    push_here, push_ahead
        What the slope adds, −η∇L, asked for where the ball stands, and where the velocity leads.
    """

    number: int
    here: np.ndarray
    velocity: np.ndarray
    carried: np.ndarray
    push_here: np.ndarray
    push_ahead: np.ndarray

    @property
    def looked_at(self) -> np.ndarray:
        """Where the velocity alone would lead."""
        return np.asarray(self.here + self.carried)

    @property
    def brakes(self) -> bool:
        """Whether the slope ahead pushes back across, and along pushes on, but less than where the ball stands."""
        (along, across), (before, _) = (
            self.push_ahead * np.sign(self.carried),
            self.push_here * np.sign(self.carried),
        )
        return bool(across < 0 < along < before)


@dataclass(frozen=True)
class Best:
    """The rate η and the share α at which a method leaves least of an error in the long run, and what it leaves."""

    rate: float
    share: float
    left: float


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of both methods; lengths in units of the plane, λ being the curvature of a direction.

    Attributes
    ----------
    ball, ahead
        The runs of momentum and of Nesterov with the same constants, until both coordinates of both have settled.
    moment
        The step that is looked at closely.
    over_ball, over_ahead
        How far beyond the minimum each gets along x.
    settled_ball, settled_ahead
        From which step on x stays within 1 % of its first distance.
    kept_ball
        What share of an error a step of momentum leaves in the long run, wherever it swings: √α.
    friction_flat, friction_steep
        What Nesterov keeps of the velocity along x and across, α(1 − ηλ).
    tamed
        Momentum with the share that Nesterov keeps along x.
    tamed_gap
        How far that run and Nesterov's are apart along x, at most.
    calm, over_calm
        Momentum with the share that Nesterov keeps across, whose path across is Nesterov's; how far x gets past.
    narrow
        The same comparison in a bowl that is flatter along x, each method at its own best share.
    over_y_tamed, over_y_ahead
        How far beyond the minimum both get across.
    limit_ball, limit_ahead
        The rates from which on momentum and Nesterov no longer converge.
    negative_rate
        The rate 1/λ from which on what Nesterov keeps of the velocity across is negative.
    best_rate, best_left
        The rate at which Nesterov's slower direction is fastest in the long run, and what share of the error a
        step then leaves in it.
    free_ball, free_ahead
        What each leaves a step, and at which α, when rate and α are both chosen for this bowl.
    torch, form_gap, apart
        Nesterov's run as PyTorch writes it down, how far its points are from where ours looked, and how far
        these are from where ours stood, at most.
    """

    objective: ObjectiveChoice
    learning_rate: float
    momentum: float
    steps: int
    flat: float
    steep: float
    ball: Trajectory
    ahead: Trajectory
    moment: Step
    over_ball: float
    over_ahead: float
    settled_ball: int
    settled_ahead: int
    kept_ball: float
    friction_flat: float
    friction_steep: float
    tamed: Trajectory
    tamed_gap: float
    calm: Trajectory
    over_calm: float
    narrow: Narrow
    over_y_tamed: float
    over_y_ahead: float
    limit_ball: float
    limit_ahead: float
    negative_rate: float
    best_rate: float
    best_left: float
    free_ball: Best
    free_ahead: Best
    torch: Trajectory
    form_gap: float
    apart: float

    @property
    def near(self) -> float:
        """The share of the first distance within which a coordinate has settled."""
        return NEAR

    @property
    def bend(self) -> float:
        """How many times as sharply the ground curves across as along."""
        return self.steep / self.flat

    def kept_at(self, curvature: float) -> float:
        """Return what Nesterov keeps of the velocity in a direction of this curvature, α(1 − ηλ)."""
        return self.momentum * (1 - self.learning_rate * curvature)

    def looked_at(self, trajectory: Trajectory) -> np.ndarray:
        """Return where Nesterov asked for the slope before each step of a run, and would next, ``(k + 1, 2)``."""
        velocity = np.vstack([np.zeros(2), trajectory.step])
        return np.asarray(trajectory.x + self.momentum * velocity)


def facts(params: Params) -> Facts:
    """Run both methods, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, the start lies on an axis, or both
        methods do not swing past the minimum, Nesterov less far.
    """
    flat, steep = map(float, curvatures(params.objective, "nesterov"))
    refuse_axis(params.start)
    objective = params.objective.load()
    rate, alpha, start = params.learning_rate, params.momentum, np.array(params.start)
    _refuse_without_swing(rate, alpha, flat, steep)
    horizon = settling_steps(np.sqrt(alpha))

    def walk(method: Momentum | Nesterov, steps: int = horizon) -> Trajectory:
        return run(objective, method, start, steps)

    method, looking = Momentum(rate, alpha), Nesterov(rate, alpha)
    best = best_rate(alpha, flat, steep)
    ball, ahead = walk(method), walk(looking)
    keeps = alpha * (1 - rate * np.array([flat, steep]))
    tamed, calm = (walk(Momentum(rate, float(keep))) for keep in keeps)
    torch = walk(Nesterov(rate, alpha, form="torch"))
    asked = ahead.x + alpha * np.vstack([np.zeros(2), ahead.step])
    result = Facts(
        objective=params.objective,
        learning_rate=rate,
        momentum=alpha,
        steps=params.steps,
        flat=flat,
        steep=steep,
        ball=ball,
        ahead=ahead,
        moment=_moment(objective, ball, rate, alpha),
        over_ball=_beyond(ball.x)[0],
        over_ahead=_beyond(ahead.x)[0],
        settled_ball=int(settled(ball.x)[0]),
        settled_ahead=int(settled(ahead.x)[0]),
        kept_ball=float(ball_factor(rate, alpha, flat)),
        friction_flat=float(keeps[0]),
        friction_steep=float(keeps[1]),
        tamed=tamed,
        tamed_gap=float(np.abs(tamed.x[:, 0] - ahead.x[:, 0]).max()),
        calm=calm,
        over_calm=_beyond(calm.x)[0],
        narrow=narrow_bowl(rate, (flat, steep), float(keeps[1]), start),
        over_y_tamed=_beyond(tamed.x)[1],
        over_y_ahead=_beyond(ahead.x)[1],
        limit_ball=float(method.stability_limit(steep)),
        limit_ahead=float(looking.stability_limit(steep)),
        negative_rate=1 / steep,
        best_rate=best,
        best_left=float(ahead_factor(best, alpha, flat)),
        free_ball=free_ball(flat, steep),
        free_ahead=free_ahead(flat, steep),
        torch=torch,
        form_gap=float(np.abs(torch.x - asked).max()),
        apart=float(np.linalg.norm(asked - ahead.x, axis=-1).max()),
    )
    _refuse_untold(result)
    return result


def ball_factor(rate: np.ndarray | float, momentum: np.ndarray | float, curvature: float) -> np.ndarray:
    """Return what share of an error a step of momentum leaves in the long run, on a quadratic of this curvature.

    It is the larger root of r² − (1 + α − ηλ) r + α in size.

    >>> round(float(ball_factor(0.1, 0.81, 1.0)), 12)
    0.9
    """
    return _larger_root(1 + momentum - np.asarray(rate) * curvature, momentum)


def ahead_factor(rate: np.ndarray | float, momentum: np.ndarray | float, curvature: float) -> np.ndarray:
    """Return the same for Nesterov, whose look ahead makes momentum's α into α(1 − ηλ).

    >>> round(float(ahead_factor(0.1, 0.9, 1.0)), 12)
    0.9
    """
    shrinks = 1 - np.asarray(rate) * curvature
    return _larger_root((1 + momentum) * shrinks, momentum * shrinks)


def best_rate(momentum: float, flat: float, steep: float) -> float:
    """Return the rate at which the larger of what a step of Nesterov leaves along and across is smallest.

    There the direction that swings along, √(α(1 − ηλ)), leaves as much as the steep one, which already flips.

    >>> rate = best_rate(0.9, 1.0, 4.0)
    >>> bool(np.isclose(ahead_factor(rate, 0.9, 1.0), ahead_factor(rate, 0.9, 4.0)))
    True
    """

    def behind(rate: float) -> float:
        return float(ahead_factor(rate, momentum, steep) - ahead_factor(rate, momentum, flat))

    return float(brentq(behind, 1 / steep, (2 + 2 * momentum) / (steep * (1 + 2 * momentum))))


def free_ball(flat: float, steep: float) -> Best:
    """Return momentum's best constants on a quadratic of these curvatures: both directions swing, and leave √α.

    >>> round(free_ball(1.0, 4.0).left, 4)
    0.3333
    """
    left = float((np.sqrt(steep) - np.sqrt(flat)) / (np.sqrt(steep) + np.sqrt(flat)))
    return Best(float(4 / (np.sqrt(steep) + np.sqrt(flat)) ** 2), left**2, left)


def free_ahead(flat: float, steep: float) -> Best:
    """Return Nesterov's: along has a double root, and across leaves as much (Lessard, Recht, Packard 2016).

    >>> round(free_ahead(1.0, 4.0).left, 4)
    0.4453
    """
    root = float(np.sqrt(3 * steep / flat + 1))
    return Best(4 / (3 * steep + flat), (root - 2) / (root + 2), 1 - 2 / root)


def settling_steps(kept: float) -> int:
    """Return how many steps to run until an error of which each step leaves this share has surely settled.

    >>> settling_steps(0.5)
    14
    """
    return int(np.ceil(2 * np.log(NEAR) / np.log(kept)))


def _larger_root(minus_sum: np.ndarray, product: np.ndarray | float) -> np.ndarray:
    """Return the larger size of the roots of r² − b r + c."""
    root = np.sqrt(np.asarray(minus_sum, dtype=complex) ** 2 - 4 * np.asarray(product))
    return np.asarray(np.maximum(np.abs(minus_sum + root), np.abs(minus_sum - root)) / 2)


def _moment(objective: Objective, ball: Trajectory, rate: float, alpha: float) -> Step:
    """Find the early step at which the look ahead changes the push most, among those where it brakes."""
    steps = []
    for number in range(1, EARLY + 1):
        here, velocity = ball.x[number], ball.step[number - 1]
        pushes = [-rate * objective.gradient(point) for point in (here, here + alpha * velocity)]
        steps.append(Step(number, here, velocity, alpha * velocity, *pushes))
    return max(steps, key=lambda step: (step.brakes, float(np.linalg.norm(step.push_ahead - step.push_here))))


def _beyond(points: np.ndarray) -> tuple[float, float]:
    """Return how far both coordinates get on the other side of the minimum from where they began."""
    x, y = np.maximum(0.0, (-points * np.sign(points[0])).max(axis=0))
    return float(x), float(y)


def _refuse_without_swing(rate: float, momentum: float, flat: float, steep: float) -> None:
    """Refuse constants at which a direction does not swing, or at which the look ahead turns velocity round."""
    least = ((1 - momentum) / (1 + momentum)) ** 2 / flat
    most = 1 / steep
    if not least < rate < most:
        raise ContentError(
            f"at learning_rate {rate:g} and momentum {momentum:g}, not both directions swing under both methods",
            hint=f"nesterov compares how they swing: choose learning_rate between {least:.3g} and {most:.3g}",
        )


def _refuse_untold(fact: Facts) -> None:
    holds = (
        fact.moment.brakes,
        0 < fact.over_ahead < fact.over_ball,
        fact.settled_ahead < fact.settled_ball,
        fact.over_y_ahead < fact.over_y_tamed,
        fact.over_calm < fact.over_ahead,
        fact.narrow.ahead.both < fact.narrow.ball.both < fact.narrow.calm.both,
        fact.narrow.ahead.across < fact.narrow.ball.across,
        fact.limit_ahead < fact.limit_ball,
        fact.best_left < fact.kept_ball,
    )
    if not all(holds):
        raise ContentError(
            f"at learning_rate {fact.learning_rate:g} and momentum {fact.momentum:g}, Nesterov's run does not stay "
            f"nearer the minimum than momentum's in all that nesterov tells",
            hint="choose a learning_rate nearer 0.1 and a momentum nearer 0.9",
        )
