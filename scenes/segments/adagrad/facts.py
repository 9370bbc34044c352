"""AdaGrad in a ravine: a rate for each coordinate (numbers: blocks 1 and 7 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.rate_sweep import RateSweep, sweep_rates
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import parameter

from .one_tank import OneTank

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("one", "each"),
    "wish": ("along", "across", "jump"),
    "rule": ("square", "divide", "first"),
    "run": ("go", "straight", "plain"),
    "control": ("join", "run", "compare"),
    "trade": ("all", "plain", "shared", "own"),
    "cancel": ("gradient", "root", "round"),
    "turned": ("turn", "loss"),
    "told": ("same", "falls"),
    "truth": ("shrink", "stays", "noise"),
    "moral": ("first", "never", "next"),
}

EPSILON = 1e-7
"""As the source has it, outside the root."""
TRIED = 2800
"""Learning rates that are tried for each method, evenly apart."""
LONG = 10_000
"""Steps over which rates are followed, to see where they go."""
HELD = 100
"""After so many equal gradients, the rate is told."""
NOISE = 1.0
"""Variance of the noise in each coordinate of a noisy gradient."""
SEED = 7
TURN = 45.0
"""Degrees by which the valley is turned."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(1.5, "learning rate η of AdaGrad", ge=0.1, le=4)
    steps: int = parameter(30, "updates shown", ge=10, le=60)
    rival_learning_rate: float = parameter(
        0.95, "learning rate η of plain gradient descent in the segments before", ge=0.01, le=2
    )


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of AdaGrad and its controls; lengths in units of the plane.

    Attributes
    ----------
    own, shared, plain
        AdaGrad; the same with one sum for both coordinates; gradient descent at the rate of the segments before.
    sums
        What each coordinate's tank holds after each step, ``(k + 1, 2)``.
    rates
        The rate of each coordinate in each step, ``(k, 2)``.
    wish_x, wish_y
        One over the curvature: the rate at which a coordinate is done in one step.
    excess
        By what share the path is longer than the straight line between its ends.
    sweeps
        All three methods over all rates: plain, shared, own.
    widest
        The largest rate that is tried.
    round, round_plain
        AdaGrad and plain descent in a bowl as steep in every direction as the valley is across.
    round_gap
        The largest distance between AdaGrad's points there and in the valley, after equally many steps.
    turned
        AdaGrad in the valley turned by 45°, its start turned with it; in coordinates of the stage.
    still, noisy, held
        The rate of x over many steps: in the run itself, with noise in its gradients, and if its first gradient
        stayed; each ``(LONG,)``.
    """

    own: Trajectory
    shared: Trajectory
    plain: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    rival_learning_rate: float
    epsilon: float
    steps: int
    curvature_x: float
    curvature_y: float
    sums: np.ndarray
    rates: np.ndarray
    wish_x: float
    wish_y: float
    path_length: float
    straight: float
    excess: float
    plain_length: float
    own_loss: float
    shared_loss: float
    plain_loss: float
    start_loss: float
    sweeps: tuple[RateSweep, RateSweep, RateSweep]
    widest: float
    round: Trajectory
    round_plain: Trajectory
    round_gap: float
    turned: Trajectory
    turned_loss: float
    still: np.ndarray
    noisy: np.ndarray
    held: np.ndarray
    tried: int = TRIED
    long: int = LONG
    held_steps: int = HELD
    turn: float = TURN

    @property
    def first_x(self) -> float:
        """The rate of x in the first step."""
        return float(self.rates[0, 0])

    @property
    def first_y(self) -> float:
        """The rate of y in the first step."""
        return float(self.rates[0, 1])

    @property
    def end_x(self) -> float:
        """The rate of x in the last step."""
        return float(self.rates[-1, 0])

    @property
    def end_y(self) -> float:
        """The rate of y in the last step."""
        return float(self.rates[-1, 1])

    @property
    def gradient(self) -> np.ndarray:
        """The first gradient ``(2,)``."""
        return self.own.grad[0]

    @property
    def held_share(self) -> float:
        """What is left of the first rate after so many equal gradients."""
        return float(self.held[self.held_steps - 1] / self.held[0])

    @property
    def still_end(self) -> float:
        """Where the rate of x stays without noise."""
        return float(self.still[-1])

    @property
    def noisy_end(self) -> float:
        """How low the rate of x has come with noise."""
        return float(self.noisy[-1])

    @property
    def first_share(self) -> float:
        """Which share of what y's tank holds at the end the first step has brought."""
        return float(self.sums[1, 1] / self.sums[-1, 1])

    @property
    def plain_lowest(self) -> float:
        """The lowest loss of plain descent at any rate."""
        return self.sweeps[0].lowest

    @property
    def shared_lowest(self) -> float:
        """The same with one tank."""
        return self.sweeps[1].lowest

    @property
    def sweep_low(self) -> float:
        """The smallest rate that is tried."""
        return float(self.sweeps[0].rates[0])

    @property
    def condition(self) -> float:
        """How many times as steep the valley is across as along."""
        return self.curvature_y / self.curvature_x

    @property
    def gap_power(self) -> int:
        """The power of ten that AdaGrad's points in both valleys are closer than."""
        return int(np.floor(np.log10(max(self.round_gap, 1e-16)))) + 1


def facts(params: Params) -> Facts:
    """Run AdaGrad and what it is held against, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is no valley along x, the start lies on an axis, plain descent diverges, or AdaGrad is not
        ahead of its controls, so that there is nothing to explain.
    """
    objective = params.objective.load()
    curvature = curvatures(params.objective, "adagrad")
    refuse_axis(params.start)
    start, rate = np.array(params.start), params.learning_rate
    _refuse_rival(params.rival_learning_rate, 2 / float(curvature[1]))
    method = AdaGrad(rate, epsilon=EPSILON)
    one_tank, descent = OneTank(rate, epsilon=EPSILON), GradientDescent(params.rival_learning_rate)
    own, shared, plain = (run(objective, one, start, params.steps) for one in (method, one_tank, descent))
    widest = float(np.abs(start).max())
    tried = widest * np.arange(1, TRIED + 1) / TRIED
    calm = tried[tried * curvature[1] < 2]
    sweeps = (
        sweep_rates(objective, GradientDescent(calm[:, None]), start, params.steps),
        sweep_rates(objective, OneTank(tried[:, None], epsilon=EPSILON), start, params.steps),
        sweep_rates(objective, AdaGrad(tried[:, None], epsilon=EPSILON), start, params.steps),
    )
    _refuse_behind(own, shared, sweeps)
    steep = float(curvature[1])
    bowl = Quadratic((steep, steep))
    around, around_plain = (run(bowl, one, start, params.steps) for one in (method, descent))
    turned = run(turned_valley(curvature), method, turned_point(start), params.steps)
    noise = np.sqrt(NOISE) * np.random.default_rng(SEED).normal(size=(LONG, 2))
    still, noisy = (run(objective, method, start, LONG, noise=one) for one in (None, noise))
    straight = float(np.linalg.norm(own.x[-1] - start))
    return Facts(
        own=own,
        shared=shared,
        plain=plain,
        objective=params.objective,
        learning_rate=rate,
        rival_learning_rate=params.rival_learning_rate,
        epsilon=EPSILON,
        steps=params.steps,
        curvature_x=float(curvature[0]),
        curvature_y=steep,
        sums=own.state.square_sum,
        rates=own.state.rate[1:],
        wish_x=float(1 / curvature[0]),
        wish_y=1 / steep,
        path_length=float(own.path_length),
        straight=straight,
        excess=float(own.path_length) / straight - 1,
        plain_length=float(plain.path_length),
        own_loss=float(own.value[-1]),
        shared_loss=float(shared.value[-1]),
        plain_loss=float(plain.value[-1]),
        start_loss=float(own.value[0]),
        sweeps=sweeps,
        widest=widest,
        round=around,
        round_plain=around_plain,
        round_gap=float(np.linalg.norm(around.x - own.x, axis=-1).max()),
        turned=turned,
        turned_loss=float(turned.value[-1]),
        still=still.state.rate[1:, 0],
        noisy=noisy.state.rate[1:, 0],
        held=rate / (abs(own.grad[0, 0]) * np.sqrt(np.arange(1, LONG + 1)) + EPSILON),
    )


def turned_valley(curvature: np.ndarray) -> Quadratic:
    """Return the valley of these curvatures ``(2,)``, turned."""
    low, high = (float(value) for value in curvature)
    return Quadratic((low, high), angle=float(np.radians(TURN)))


def turned_point(point: np.ndarray) -> np.ndarray:
    """Return where points ``(..., 2)`` are when the valley has been turned under them.

    >>> turned_point(np.array([1.0, 1.0])).round(3).tolist()
    [0.0, 1.414]
    """
    angle = np.radians(TURN)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(point) @ turn.T


def _refuse_rival(rate: float, limit: float) -> None:
    if rate >= limit:
        raise ContentError(
            f"at rival_learning_rate {rate:g}, plain gradient descent never settles: the limit is {limit:g}",
            hint=f"adagrad compares runs that settle: choose rival_learning_rate below {limit:g}",
        )


def _refuse_behind(own: Trajectory, shared: Trajectory, sweeps: tuple[RateSweep, ...]) -> None:
    """Refuse what would turn the story round: who is steep and who is ahead."""
    hint = "take a start along the valley and a learning_rate of about a fifth of its distance, or more steps"
    sums = own.state.square_sum
    if sums[1, 0] >= sums[1, 1]:
        raise ContentError("at this start, the gradient is larger along the valley than across it", hint=hint)
    if own.value[-1] >= min(shared.value[-1], sweeps[0].lowest):
        raise ContentError(
            "with these parameters, AdaGrad does not end below the runs it is compared with", hint=hint
        )
