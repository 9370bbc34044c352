"""RMSProp: a mean of squares that forgets (numbers: blocks 2 and 7 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.rmsprop import RMSProp
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

from .memory import Memory, recovery

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("full", "drop", "stuck"),
    "leak": ("keep", "new", "mean"),
    "recover": ("old", "rmsprop", "adagrad"),
    "race": ("go", "factor", "fair"),
    "climb": ("lowest", "climb", "calm"),
    "drain": ("drain", "factor", "line", "grow"),
    "settle": ("refill", "settle", "flip", "half"),
    "longer": ("slow", "price"),
    "unit": ("one", "empty", "explode"),
    "moral": ("forgets", "restless", "unit", "next"),
}

EPSILON = 1e-8
"""As PyTorch has it, outside the root."""
TOLERANCE = 0.1
"""RMSProp has recovered when its step is within this of η, under a gradient that stays."""
SHARE = 0.01
"""A method has arrived when its loss is at most this share of the first one."""
LONG = 1000
"""Steps after which the path is asked where it ends."""
SETTLED = 0.01
"""How near to half a learning rate the coordinates are by then, as a share of it."""
SLOW = 0.99
"""The longer memory that is said to be faster."""
MIN_ABOVE = 3
"""For so many steps, the tank must hold enough: it is to be seen how it drains."""
UNIT_STEPS = 3
"""Steps with γ = 1, after which there is no doubt."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(0.5, "learning rate η of both methods", ge=0.1, le=1)
    decay: float = parameter(0.9, "share γ of the mean that a step keeps", ge=0.5, le=0.95)
    start: Annotated[Point, Reach(10)] = parameter((-7.0, 2.0), "where all runs begin")
    steep: float = parameter(10.0, "size of the gradient before the ground changes, 1 after", ge=3, le=30)
    past: int = parameter(50, "steps before the ground changes", ge=10, le=200)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of RMSProp and of AdaGrad beside it.

    Attributes
    ----------
    rmsprop, adagrad
        Both runs over ``LONG`` steps, at the same rate from the same start.
    closed
        The same as ``rmsprop`` but for the leak, s ← s + (1 − γ) g²: AdaGrad at η/√(1 − γ).
    memory
        What a tank that leaks and one that does not make of a gradient that drops.
    rmsprop_recovers, longer_recovers, slow_recovers
        Steps after the drop until RMSProp's step is nearly η: as told; after a longer past; with the longer memory.
    rmsprop_arrived, closed_arrived, adagrad_arrived
        Steps until the loss has first come down to a share of the first one.
    lowest_step, lowest_loss, end_loss
        After which step RMSProp's loss is lowest, how low, and what it is at the end.
    half_run
        The same run at half the learning rate.
    curvature
        That of y, λ.
    line
        The root of s at which a step turns y over, ηλ/2.
    roots, closed_roots
        The root of y's s in each step, with the leak and without, ``(LONG,)``.
    below
        The first step in which the root is below the line.
    unit
        The same as ``rmsprop`` but for γ = 1, over a few steps.
    """

    rmsprop: Trajectory
    adagrad: Trajectory
    closed: Trajectory
    memory: Memory
    objective: ObjectiveChoice
    learning_rate: float
    decay: float
    steep: float
    past: int
    longer: int
    rmsprop_recovers: int
    longer_recovers: int
    slow_recovers: int
    rmsprop_arrived: int
    closed_arrived: int
    adagrad_arrived: int
    lowest_step: int
    lowest_loss: float
    end_loss: float
    half_rate: float
    half_run: Trajectory
    curvature: float
    line: float
    roots: np.ndarray
    closed_roots: np.ndarray
    below: int
    first_length: float
    slow_first_length: float
    unit: Trajectory
    tolerance: float = TOLERANCE
    share: float = SHARE
    long: int = LONG
    slow: float = SLOW

    @property
    def rest(self) -> float:
        """What the new square counts, 1 − γ."""
        return round(1 - self.decay, 9)

    @property
    def closed_rate(self) -> float:
        """The learning rate of AdaGrad that is RMSProp without its leak."""
        return self.learning_rate / float(np.sqrt(1 - self.decay))

    @property
    def stuck(self) -> float:
        """The length of AdaGrad's step after the drop, as a share of η."""
        return float(self.memory.adagrad_steps[self.past])

    @property
    def held_sum(self) -> float:
        """What AdaGrad's tank holds when the ground changes."""
        return self.past * self.steep**2

    @property
    def kicked(self) -> int:
        """The step after which y has grown to its largest, before its tank is full again."""
        return self.below + int(np.argmax(np.abs(self.rmsprop.x[self.below : 4 * self.lowest_step, 1])))

    @property
    def shown(self) -> int:
        """Steps of the gradient that drops: RMSProp has recovered well before they end."""
        return self.past + int(np.ceil(1.25 * self.rmsprop_recovers))

    @property
    def sum_rim(self) -> float:
        """What AdaGrad's tank can hold."""
        return max(1.1 * self.held_sum, self.held_sum + self.shown)

    @property
    def mean_rim(self) -> float:
        """What RMSProp's tank can hold."""
        return 1.1 * self.steep**2

    @property
    def share_loss(self) -> float:
        """The loss at which a method has arrived."""
        return SHARE * float(self.rmsprop.value[0])

    @property
    def by_the_leak(self) -> bool:
        """Whether most of RMSProp's lead over AdaGrad remains over the run that has the factor 1 − γ but no leak."""
        return 2 * (self.adagrad_arrived - self.closed_arrived) <= self.adagrad_arrived - self.rmsprop_arrived

    @property
    def factors(self) -> np.ndarray:
        """What each step of RMSProp multiplies y by, ``(LONG,)``."""
        return 1 - self.learning_rate * self.curvature / (self.roots + EPSILON)

    @property
    def half_rate_half(self) -> float:
        """Where the run at half the learning rate ends: its size of y."""
        return round(float(abs(self.half_run.x[-1, 1])), 4)

    @property
    def unit_factor(self) -> float:
        """What a step at γ = 1 multiplies y by."""
        return 1 - self.learning_rate * self.curvature / EPSILON


def facts(params: Params) -> Facts:
    """Run both methods, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is no valley along x, the start lies on an axis, RMSProp does not end in its two-cycle or
        begins where its steps already turn y over, or some run never comes near the minimum.
    """
    objective = params.objective.load()
    curvature = float(curvatures(params.objective, "rmsprop")[1])
    refuse_axis(params.start)
    start, rate, decay = np.array(params.start), params.learning_rate, params.decay
    closed_rate = rate / float(np.sqrt(1 - decay))
    rmsprop, adagrad, closed, half_run = (
        run(objective, method, start, LONG)
        for method in (
            RMSProp(rate, decay, epsilon=EPSILON),
            AdaGrad(rate, epsilon=EPSILON),
            AdaGrad(closed_rate, epsilon=EPSILON),
            RMSProp(rate / 2, decay, epsilon=EPSILON),
        )
    )
    arrived = tuple(_arrived(one) for one in (rmsprop, closed, adagrad))
    half_rate = rate / 2
    if np.abs(np.abs(rmsprop.x[-1]) / half_rate - 1).max() > SETTLED:
        raise ContentError(
            f"from {params.start}, at learning_rate {rate:g}, RMSProp is not in its two-cycle after {LONG} steps",
            hint="rmsprop shows how it ends: choose a larger learning_rate or a start nearer to the minimum",
        )
    if min(arrived) < 0:
        advice = "a smaller learning_rate" if arrived[0] < 0 else "a larger learning_rate"
        raise ContentError(
            f"at learning_rate {rate:g}, some run never comes down to {SHARE:.0%} of the loss at {params.start}",
            hint=f"rmsprop counts the steps to there: choose {advice}",
        )
    squares = rmsprop.grad[:-1, 1] ** 2
    roots, line = np.sqrt(_means(squares, decay)), rate * curvature / 2
    below = roots < line
    if min(arrived) == 0 or below[:MIN_ABOVE].any():
        raise ContentError(
            f"from {params.start}, at learning_rate {rate:g}, RMSProp's steps turn y over from the beginning",
            hint="rmsprop shows how s drains until they do: choose a smaller learning_rate or a start farther away",
        )
    lowest = int(np.argmin(rmsprop.value))
    longer = 10 * params.past
    unit = run(objective, RMSProp(rate, 1.0, epsilon=EPSILON, allow_unit_decay=True), start, UNIT_STEPS)
    return Facts(
        rmsprop=rmsprop,
        adagrad=adagrad,
        closed=closed,
        memory=Memory(params.steep, params.past, decay),
        objective=params.objective,
        learning_rate=rate,
        decay=decay,
        steep=params.steep,
        past=params.past,
        longer=longer,
        rmsprop_recovers=recovery(params.steep, params.past, decay, TOLERANCE),
        longer_recovers=recovery(params.steep, longer, decay, TOLERANCE),
        slow_recovers=recovery(params.steep, params.past, SLOW, TOLERANCE),
        rmsprop_arrived=arrived[0],
        closed_arrived=arrived[1],
        adagrad_arrived=arrived[2],
        lowest_step=lowest,
        lowest_loss=float(rmsprop.value[lowest]),
        end_loss=float(rmsprop.value[-1]),
        half_rate=half_rate,
        half_run=half_run,
        curvature=curvature,
        line=line,
        roots=roots,
        closed_roots=np.sqrt((1 - decay) * np.cumsum(closed.grad[:-1, 1] ** 2)),
        below=1 + int(np.argmax(below)),
        first_length=1 / float(np.sqrt(1 - decay)),
        slow_first_length=1 / float(np.sqrt(1 - SLOW)),
        unit=unit,
    )


def step_lengths(decay: float, steps: int) -> np.ndarray:
    """Return how long RMSProp's steps are under a gradient that stays, as shares of η, ``(steps,)``.

    >>> step_lengths(0.99, 1).round(9).tolist()
    [10.0]
    """
    return np.asarray(1 / np.sqrt(1 - decay ** np.arange(1, steps + 1)))


def _means(squares: np.ndarray, decay: float) -> np.ndarray:
    mean, means = 0.0, []
    for square in squares:
        mean = decay * mean + (1 - decay) * float(square)
        means.append(mean)
    return np.array(means)


def _arrived(run: Trajectory) -> int:
    near = run.value <= SHARE * run.value[0]
    return int(np.argmax(near)) if near.any() else -1
