"""Nesterov's momentum beside momentum (source text 004; numbers: blocks 3 and 6 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("past", "ask"),
    "here": ("stop", "friction", "carry", "slope"),
    "ahead": ("look", "there", "correct"),
    "walk": ("go", "far"),
    "settle": ("band", "ahead", "ball"),
    "law": ("slope", "collect"),
    "friction": ("momentum", "flat", "steep"),
    "control": ("run", "across", "smaller"),
    "limit": ("sweep", "negative", "edge"),
    "between": ("run", "price"),
    "forms": ("tips", "join"),
    "told": ("story", "keep", "run"),
    "moral": ("friction", "rate", "next"),
}

NEAR = 0.01
"""A coordinate has settled when it stays within this share of its first distance."""
EARLY = 12
"""The step that is looked at closely is one of the first so many."""
RACE = 20
"""Steps of the runs at large rates."""


class Params(ValleyParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter(
        "bowl", "a quadratic without rotation, steeper along y than along x"
    )
    learning_rate: float = parameter(0.1, "step size η of both methods", ge=0.05, le=0.2)
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
        """Whether the slope pushes on where the ball stands, and back where the velocity leads."""
        return bool(self.push_here @ self.carried > 0 > self.push_ahead @ self.carried)


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
    kept_ball, kept_ahead
        What share of the error along x a step leaves in the long run: √α and √(α(1 − ηλ)).
    width_ball, width_ahead
        The first width of the swing along x, as a share of the first distance: it shrinks by what is kept.
    friction_flat, friction_steep
        What Nesterov keeps of the velocity along x and across, α(1 − ηλ).
    tamed
        Momentum with the share that Nesterov keeps along x.
    tamed_gap
        How far that run and Nesterov's are apart along x, at most.
    calm, over_calm
        Momentum with the share that Nesterov keeps across, whose path across is Nesterov's; how far x gets past.
    over_y_tamed, over_y_ahead
        How far beyond the minimum both get across.
    even_rate
        The rate beyond which, in the long run, Nesterov's error across shrinks more slowly than momentum's.
    limit_plain, limit_ball, limit_ahead
        The rates from which on plain descent, momentum and Nesterov no longer converge.
    negative_rate
        The rate 1/λ from which on what Nesterov keeps of the velocity across is negative.
    wild_rate, wild_ball, wild_ahead, wild_factor
        A rate between the limits of momentum and Nesterov, the runs there, and by what factor Nesterov's error
        across grows at each step in the long run.
    torch, form_gap, apart
        Nesterov's run as PyTorch writes it down, how far its points are from where ours looked, and how far
        these are from where ours stood, at most.
    told, over_told
        The run whose look-ahead has the whole step in it, −η∇L(θ) too, and how far beyond the minimum it gets.
    told_limit, told_rate, told_wild, told_ahead
        The rate from which on that does not converge, a rate between this and Nesterov's limit, and the runs there.
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
    kept_ahead: float
    width_ball: float
    width_ahead: float
    friction_flat: float
    friction_steep: float
    tamed: Trajectory
    tamed_gap: float
    calm: Trajectory
    over_calm: float
    over_y_tamed: float
    over_y_ahead: float
    even_rate: float
    limit_plain: float
    limit_ball: float
    limit_ahead: float
    negative_rate: float
    wild_rate: float
    wild_ball: Trajectory
    wild_ahead: Trajectory
    wild_factor: float
    torch: Trajectory
    form_gap: float
    apart: float
    told: np.ndarray
    over_told: float
    told_limit: float
    told_rate: float
    told_wild: np.ndarray
    told_ahead: Trajectory

    @property
    def near(self) -> float:
        """The share of the first distance within which a coordinate has settled."""
        return NEAR

    @property
    def bend(self) -> float:
        """How many times as sharply the ground curves across as along."""
        return self.steep / self.flat

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

    def walk(method: GradientDescent | Momentum | Nesterov, steps: int = horizon) -> Trajectory:
        return run(objective, method, start, steps)

    plain, method, looking = GradientDescent(rate), Momentum(rate, alpha), Nesterov(rate, alpha)
    limit_plain, limit_ball, limit_ahead = (
        float(one.stability_limit(steep))
        for one in (plain, method, looking)  # type: ignore[arg-type]
    )
    wild, told_limit = rounded_up(1.05 * limit_ahead), 1 / steep
    told_rate = rounded_up(1.15 * told_limit)
    ball, ahead = walk(method), walk(looking)
    keeps = alpha * (1 - rate * np.array([flat, steep]))
    tamed, calm = (walk(Momentum(rate, float(keep))) for keep in keeps)
    torch = walk(Nesterov(rate, alpha, form="torch"))
    told = whole_look_ahead(objective, rate, alpha, start, horizon)
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
        settled_ball=_settled(ball.x[:, 0]),
        settled_ahead=_settled(ahead.x[:, 0]),
        kept_ball=float(ball_factor(rate, alpha, flat)),
        kept_ahead=float(ahead_factor(rate, alpha, flat)),
        width_ball=swing(ball.x[:, 0]),
        width_ahead=swing(ahead.x[:, 0]),
        friction_flat=float(keeps[0]),
        friction_steep=float(keeps[1]),
        tamed=tamed,
        tamed_gap=float(np.abs(tamed.x[:, 0] - ahead.x[:, 0]).max()),
        calm=calm,
        over_calm=_beyond(calm.x)[0],
        over_y_tamed=_beyond(tamed.x)[1],
        over_y_ahead=_beyond(ahead.x)[1],
        even_rate=even_rate(alpha, steep),
        limit_plain=limit_plain,
        limit_ball=limit_ball,
        limit_ahead=limit_ahead,
        negative_rate=told_limit,
        wild_rate=wild,
        wild_ball=walk(Momentum(wild, alpha), RACE),
        wild_ahead=walk(Nesterov(wild, alpha), RACE),
        wild_factor=float(ahead_factor(wild, alpha, steep)),
        torch=torch,
        form_gap=float(np.abs(torch.x - asked).max()),
        apart=float(np.linalg.norm(asked - ahead.x, axis=-1).max()),
        told=told,
        over_told=_beyond(told)[0],
        told_limit=told_limit,
        told_rate=told_rate,
        told_wild=whole_look_ahead(objective, told_rate, alpha, start, RACE),
        told_ahead=walk(Nesterov(told_rate, alpha), RACE),
    )
    _refuse_untold(result)
    return result


def ball_factor(rate: np.ndarray | float, momentum: float, curvature: float) -> np.ndarray:
    """Return what share of an error a step of momentum leaves in the long run, on a quadratic of this curvature.

    It is the larger root of r² − (1 + α − ηλ) r + α in size.

    >>> round(float(ball_factor(0.1, 0.81, 1.0)), 12)
    0.9
    """
    return _larger_root(1 + momentum - np.asarray(rate) * curvature, momentum)


def ahead_factor(rate: np.ndarray | float, momentum: float, curvature: float) -> np.ndarray:
    """Return the same for Nesterov, whose look ahead makes momentum's α into α(1 − ηλ).

    >>> round(float(ahead_factor(0.1, 0.9, 1.0)), 12)
    0.9
    """
    shrinks = 1 - np.asarray(rate) * curvature
    return _larger_root((1 + momentum) * shrinks, momentum * shrinks)


def swing(coordinate: np.ndarray) -> float:
    """Return the width A of a swing A ρᵗ cos(ωt + φ), as a share of its first value; ρ and ω are read off it.

    >>> steps = np.arange(12)
    >>> round(swing(3 * 0.9**steps * np.cos(0.5 * steps + 0.4)) * np.cos(0.4), 9)
    1.0
    """
    x = coordinate / coordinate[0]
    (total, product), *_ = np.linalg.lstsq(np.stack([x[1:-1], -x[:-2]], axis=-1), x[2:], rcond=None)
    kept = np.sqrt(product)
    cosine = total / (2 * kept)
    return float(np.hypot(1.0, (x[1] / kept - cosine) / np.sqrt(1 - cosine**2)))


def even_rate(momentum: float, curvature: float) -> float:
    """Return the rate at which a step of Nesterov leaves as much of an error as one of momentum, √α.

    >>> rate = even_rate(0.9, 4.0)
    >>> bool(np.isclose(ahead_factor(rate, 0.9, 4.0), ball_factor(rate, 0.9, 4.0)))
    True
    """
    root = np.sqrt(momentum)
    return float((1 + root / (root + 1 + momentum)) / curvature)


def whole_look_ahead(
    objective: Objective, rate: float, momentum: float, start: np.ndarray, steps: int
) -> np.ndarray:
    """Walk as if one looked where momentum's whole step would lead, push and all; return ``(steps + 1, 2)``."""
    points = [np.asarray(start, dtype=float)]
    velocity = np.zeros_like(points[0])
    for _ in range(steps):
        asked = points[-1] + momentum * velocity - rate * objective.gradient(points[-1])
        velocity = momentum * velocity - rate * objective.gradient(asked)
        points.append(points[-1] + velocity)
    return np.array(points)


def settling_steps(kept: float) -> int:
    """Return how many steps to run until an error of which each step leaves this share has surely settled.

    >>> settling_steps(0.5)
    14
    """
    return int(np.ceil(2 * np.log(NEAR) / np.log(kept)))


def rounded_up(value: float) -> float:
    """Return the next number with one digit that is not zero.

    >>> rounded_up(0.356), rounded_up(1.2)
    (0.4, 2.0)
    """
    unit = 10.0 ** np.floor(np.log10(value))
    return float(round(np.ceil(value / unit - 1e-9) * unit, 9))


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


def _settled(coordinate: np.ndarray) -> int:
    """Return the first step from which on a coordinate stays within its share of the first distance."""
    outside = np.flatnonzero(np.abs(coordinate) > NEAR * abs(coordinate[0]))
    return int(outside[-1]) + 1


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
        fact.limit_ahead < fact.wild_rate < fact.limit_ball,
        fact.told_limit < fact.told_rate < fact.limit_ahead,
    )
    if not all(holds):
        raise ContentError(
            f"at learning_rate {fact.learning_rate:g} and momentum {fact.momentum:g}, Nesterov's run does not stay "
            f"nearer the minimum than momentum's in all that nesterov tells",
            hint="choose a learning_rate nearer 0.1 and a momentum nearer 0.9",
        )
