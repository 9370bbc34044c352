"""AdaGrad in a ravine: a rate for each coordinate (numbers: blocks 1 and 7 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.rate_sweep import RateSweep, sweep_rates
from scenes.facts.turning import turned
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import parameter

from .one_tank import OneTank

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("one", "each"),
    "wish": ("along", "across", "jump"),
    "rule": ("square", "divide", "first"),
    "run": ("go", "end", "plain"),
    "control": ("join", "run", "compare"),
    "trade": ("all", "shared", "long", "own"),
    "cancel": ("gradient", "root", "gone"),
    "wished": ("curvature", "way", "longer", "ratio"),
    "round": ("bowl", "same", "plain"),
    "turned": ("turn", "fills", "loss", "plain"),
    "told": ("noise", "law", "sum", "stays"),
    "moral": ("first", "never", "next"),
}

EPSILON = 1e-7
"""As the source has it, outside the root."""
TRIED = 2800
"""Learning rates that are tried for each method."""
SMALLEST, LARGEST = 0.01, 7.0
"""AdaGrad's, as multiples of the start's distance: up to beyond the one at which one tank comes lowest."""
MEMORY = {"learning_rate": 0.1, "momentum": 0.9}
"""Of momentum and Nesterov, as in the segments before."""
LONG = 10_000
"""Steps over which rates are followed, to see where they go."""
NOISE = 1.0
"""Variance of the noise in each coordinate of a noisy gradient."""
SEED, RUNS = 7, 21
"""All noise is drawn from one seed, for so many runs: their median is told, with the least and the most."""
TURN = 45.0
"""Degrees by which the valley is turned."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(1.5, "learning rate η of AdaGrad", ge=0.1, le=4)
    steps: int = parameter(30, "updates shown", ge=10, le=60)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of AdaGrad and its controls; lengths in units of the plane.

    Attributes
    ----------
    own, shared, plain
        AdaGrad; the same with one sum for both coordinates; gradient descent at its best rate, with the lowest loss
        after as many steps.
    momentum, nesterov
        The methods of the segments before, on this ground.
    sums
        What each coordinate's tank holds after each step, ``(k + 1, 2)``.
    rates
        The rate of each coordinate in each step, ``(k, 2)``.
    wish
        One over the curvature of each coordinate ``(2,)``: the rate at which it is done in one step.
    ways
        What the last rates are besides, ``(2,)``: η over the root of the sum of squared coordinates.
    sweeps
        All three methods over all rates: plain, shared, own.
    reach
        The place of the smallest rate at which one tank comes as low as AdaGrad; -1 if none does.
    round
        AdaGrad in a bowl as flat in every direction as the valley is along.
    round_gap
        The largest distance between AdaGrad's points there and in the valley, after equally many steps.
    turned, turned_plain
        AdaGrad, at its best rate there, and plain descent in the valley turned by 45°, their start turned with it; in
        coordinates of the stage.
    still
        The rate of x over many steps in the run itself, ``(LONG,)``.
    noisy
        The same with noise in its gradients: the least, the median and the most of all runs, ``(3, LONG)``.
    """

    own: Trajectory
    shared: Trajectory
    plain: Trajectory
    momentum: Trajectory
    nesterov: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    epsilon: float
    steps: int
    curvature_x: float
    curvature_y: float
    sums: np.ndarray
    rates: np.ndarray
    wish: np.ndarray
    ways: np.ndarray
    path_length: float
    own_loss: float
    shared_loss: float
    start_loss: float
    sweeps: tuple[RateSweep, RateSweep, RateSweep]
    reach: int
    largest: float
    round: Trajectory
    round_gap: float
    turned: Trajectory
    turned_plain: Trajectory
    turned_rate: float
    still: np.ndarray
    noisy: np.ndarray
    long: int = LONG
    turn: float = TURN
    noise: float = NOISE
    runs: int = RUNS

    @property
    def wish_x(self) -> float:
        """One over the curvature along the valley."""
        return float(self.wish[0])

    @property
    def wish_y(self) -> float:
        """One over the curvature across."""
        return float(self.wish[1])

    @property
    def gradient(self) -> np.ndarray:
        """The first gradient ``(2,)``."""
        return self.own.grad[0]

    @property
    def first_rates(self) -> np.ndarray:
        """The rate of each coordinate in the first step ``(2,)``."""
        return self.rates[0]

    @property
    def first_slopes(self) -> np.ndarray:
        """How steep the ground is along each there ``(2,)``; rate times slope is the learning rate."""
        return np.abs(self.gradient)

    @property
    def plain_rate(self) -> float:
        """The rate at which plain descent ends lowest."""
        plain = self.sweeps[0]
        return float(plain.rates[plain.loss.argmin()])

    @property
    def plain_lowest(self) -> float:
        """The lowest loss of plain descent at any rate."""
        return self.sweeps[0].lowest

    @property
    def shared_lowest(self) -> float:
        """The same with one tank."""
        return self.sweeps[1].lowest

    @property
    def never_reaches(self) -> bool:
        """Whether one tank comes as low as AdaGrad at no rate that is tried."""
        return self.reach < 0

    @property
    def reach_rate(self) -> float:
        """The smallest rate at which one tank comes as low as AdaGrad; else that at which it comes lowest."""
        return float(self.sweeps[1].rates[self.shared_rest])

    @property
    def reach_length(self) -> float:
        """How long its path is then."""
        return float(self.sweeps[1].length[self.shared_rest])

    @property
    def thrown(self) -> float:
        """How far across it is thrown then, beyond the valley's floor."""
        across = self.sweeps[1].points[:, self.shared_rest, 1]
        return float(across[np.abs(across).argmax()])

    @property
    def shared_rest(self) -> int:
        """The place of that rate among those that are tried."""
        return int(self.sweeps[1].loss.argmin()) if self.never_reaches else self.reach

    @property
    def turned_loss(self) -> float:
        """The lowest loss of AdaGrad in the turned valley, at any rate."""
        return float(self.turned.value[-1])

    @property
    def square_factor(self) -> float:
        """What a step leaves of the squared gradient of x in the end, as a share."""
        return (1 - self.still_end * self.curvature_x) ** 2

    @property
    def still_end(self) -> float:
        """Where the rate of x stays without noise."""
        return float(self.still[-1])

    @property
    def total(self) -> float:
        """The sum of all squared gradients of x without noise."""
        return float((self.learning_rate / self.still_end - self.epsilon) ** 2)

    @property
    def noisy_end(self) -> float:
        """How low the rate of x has come with noise, in the median."""
        return float(self.noisy[1, -1])

    @property
    def wished_ratio(self) -> float:
        """How many times as large the wished rate of x is as that of y."""
        return float(self.wish[0] / self.wish[1])

    @property
    def rate_ratio(self) -> float:
        """How many times as large the rate of x is in the end."""
        return float(self.rates[-1, 0] / self.rates[-1, 1])

    @property
    def first_share(self) -> float:
        """Which share of what y's tank holds at the end the first step has brought."""
        return float(self.sums[1, 1] / self.sums[-1, 1])

    @property
    def condition(self) -> float:
        """How many times as steep the valley is across as along."""
        return self.curvature_y / self.curvature_x

    def across(self, share: float) -> float:
        """Return the curvature across when the valley is a share of the way to a bowl, by equal factors."""
        return float(self.curvature_y * (self.curvature_x / self.curvature_y) ** share)

    def plain_across(self, curvature: float) -> np.ndarray:
        """Return plain descent's points ``(steps + 1, 2)`` with another curvature across, in closed form."""
        factors = 1 - self.plain_rate * np.array([self.curvature_x, curvature])
        return np.asarray(self.plain.x[0] * factors ** np.arange(self.steps + 1)[:, None])

    @property
    def gap_power(self) -> int:
        """The power of ten that AdaGrad's points in both valleys are closer than."""
        return int(np.floor(np.log10(max(self.round_gap, 1e-16)))) + 1


def facts(params: Params) -> Facts:
    """Run AdaGrad and what it is held against, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is no valley along x, the start lies on an axis, or AdaGrad is not ahead of its controls, so
        that there is nothing to explain.
    """
    objective = params.objective.load()
    curvature = curvatures(params.objective, "adagrad")
    refuse_axis(params.start)
    start, rate, steps = np.array(params.start), params.learning_rate, params.steps
    low, steep = (float(value) for value in curvature)
    method = AdaGrad(rate, epsilon=EPSILON)
    own, shared = (run(objective, one, start, steps) for one in (method, OneTank(rate, epsilon=EPSILON)))
    momentum, nesterov = (run(objective, one(**MEMORY), start, steps) for one in (Momentum, Nesterov))
    distance = float(np.abs(start).max())
    tried = np.union1d(distance * np.geomspace(SMALLEST, LARGEST, TRIED), [rate])
    calm = 2 / steep * np.arange(1, TRIED + 1) / (TRIED + 1)
    sweeps = (
        sweep_rates(objective, GradientDescent(calm[:, None]), start, steps),
        sweep_rates(objective, OneTank(tried[:, None], epsilon=EPSILON), start, steps),
        sweep_rates(objective, AdaGrad(tried[:, None], epsilon=EPSILON), start, steps),
    )
    _refuse_behind(own, shared, sweeps)
    descent = GradientDescent(float(calm[sweeps[0].loss.argmin()]))
    plain = run(objective, descent, start, steps)
    reached = sweeps[1].loss <= own.value[-1]
    around = run(Quadratic((low, low)), method, start, steps)
    turned_ground, turned_start = turned_valley(curvature), turned(start, TURN)
    turned_sweep = sweep_rates(turned_ground, AdaGrad(tried[:, None], epsilon=EPSILON), turned_start, steps)
    turned_rate = float(tried[turned_sweep.loss.argmin()])
    turned_own, turned_plain = (
        run(turned_ground, one, turned_start, steps)
        for one in (AdaGrad(turned_rate, epsilon=EPSILON), descent)
    )
    noise = np.sqrt(NOISE) * np.random.default_rng(SEED).normal(size=(LONG, RUNS, 2))
    still = run(objective, method, start, LONG)
    noisy = run(objective, method, np.broadcast_to(start, (RUNS, 2)), LONG, noise=noise).state.rate[1:, :, 0]
    return Facts(
        own=own,
        shared=shared,
        plain=plain,
        momentum=momentum,
        nesterov=nesterov,
        objective=params.objective,
        learning_rate=rate,
        epsilon=EPSILON,
        steps=steps,
        curvature_x=low,
        curvature_y=steep,
        sums=own.state.square_sum,
        rates=own.state.rate[1:],
        wish=1 / curvature,
        ways=own.state.rate[-1] * curvature,
        path_length=float(own.path_length),
        own_loss=float(own.value[-1]),
        shared_loss=float(shared.value[-1]),
        start_loss=float(own.value[0]),
        sweeps=sweeps,
        reach=int(np.argmax(reached)) if reached.any() else -1,
        largest=LARGEST * distance,
        round=around,
        round_gap=float(np.linalg.norm(around.x - own.x, axis=-1).max()),
        turned=turned_own,
        turned_plain=turned_plain,
        turned_rate=turned_rate,
        still=still.state.rate[1:, 0],
        noisy=np.quantile(noisy, (0.0, 0.5, 1.0), axis=1),
    )


def turned_valley(curvature: np.ndarray) -> Quadratic:
    """Return the valley of these curvatures ``(2,)``, turned."""
    low, high = (float(value) for value in curvature)
    return Quadratic((low, high), angle=float(np.radians(TURN)))


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
