"""RMSProp: a mean of squares that forgets (numbers: blocks 2 and 7 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib import objectives
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.rmsprop import RMSProp
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.rate_sweep import RateSweep, sweep_rates
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

from .memory import Memory, recovery_adagrad, recovery_rmsprop

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("full", "drop", "stuck"),
    "leak": ("keep", "new", "mean"),
    "window": ("weights", "reach", "share"),
    "recover": ("measure", "rmsprop", "adagrad"),
    "law": ("weigh", "leak", "flat"),
    "race": ("go", "equal", "best"),
    "cycle": ("lowest", "climb", "calm"),
    "half": ("flip", "step", "half", "agree"),
    "lead": ("said", "first", "later"),
    "unit": ("infinite", "empty", "factor", "explode"),
    "moral": ("forgets", "unit", "next"),
}

EPSILON = 1e-8
"""As PyTorch has it, outside the root."""
TOLERANCE = 0.1
"""A method has recovered when its rate is within this of the one it would have without its past."""
TRIED = 400
"""Learning rates that are tried for each method, evenly apart."""
SHARE = 0.01
"""A method has arrived when its loss is at most this share of the first one."""
LONG = 1000
"""Steps after which the path is asked where it ends."""
SETTLED = 0.01
"""How near to half a learning rate the coordinates are by then, as a share of it."""
SLOW = 0.99
"""The longer memory that is said to be faster."""
EARLY = 100
"""Steps by which most of its lead is there."""
UNIT_RATE, UNIT_EPSILON = 0.01, 1e-6
"""The source's constants, ε inside the root, where γ = 1 is tried."""
UNIT_STEPS = 8


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
    memory
        What a tank that leaks and one that does not make of a gradient that drops.
    window
        Steps that the mean reaches back, 1/(1 − γ).
    window_share
        Which share of the weights they hold.
    rmsprop_recovers, adagrad_recovers
        Steps after the drop until the rate is nearly the one without the past.
    per_step
        Steps of that for each step of AdaGrad's past.
    sweeps
        AdaGrad and RMSProp over all rates.
    lowest_step, lowest_loss, end_loss
        After which step RMSProp's loss is lowest, how low, and what it is at the end.
    cycle_loss
        The loss at half a learning rate from the minimum in both coordinates.
    half_run
        The same run at half the learning rate.
    slow_early, fast_early, slow_late, fast_late
        How far the longer and the given memory have come under a gradient that stays, in units of η.
    unit, unit_control, unit_adagrad
        γ = 1 on the steeper bowl, and what differs from it in γ alone, and AdaGrad with the same constants.
    unit_factors
        What a step at γ = 1 multiplies each coordinate by, ``(2,)``.
    """

    rmsprop: Trajectory
    adagrad: Trajectory
    memory: Memory
    objective: ObjectiveChoice
    learning_rate: float
    decay: float
    steep: float
    past: int
    window: float
    window_steps: int
    window_share: float
    rmsprop_recovers: int
    adagrad_recovers: int
    per_step: float
    longer_rmsprop: int
    longer_adagrad: int
    longer: int
    sweeps: tuple[RateSweep, RateSweep]
    widest: float
    rmsprop_arrived: int
    adagrad_arrived: int
    lowest_step: int
    lowest_loss: float
    end_loss: float
    adagrad_end_loss: float
    cycle_loss: float
    half_rate: float
    end: np.ndarray
    half_run: Trajectory
    first_length: float
    slow_first_length: float
    slow_early: float
    fast_early: float
    slow_late: float
    fast_late: float
    unit: Trajectory
    unit_control: Trajectory
    unit_adagrad: Trajectory
    unit_factors: np.ndarray
    tolerance: float = TOLERANCE
    share: float = SHARE
    long: int = LONG
    slow: float = SLOW
    early: int = EARLY
    unit_rate: float = UNIT_RATE
    unit_epsilon: float = UNIT_EPSILON

    @property
    def stuck(self) -> float:
        """The length of AdaGrad's step after the drop, as a share of η."""
        return float(self.memory.adagrad_steps[self.past])

    @property
    def half_rate_half(self) -> float:
        """Where the run at half the learning rate ends: its size of y."""
        return round(float(abs(self.half_run.x[-1, 1])), 4)

    @property
    def held_sum(self) -> float:
        """What AdaGrad's tank holds when the ground changes."""
        return self.past * self.steep**2

    @property
    def adagrad_fewest(self) -> int:
        """The fewest steps of AdaGrad to a small share of the first loss, at any rate."""
        return self.sweeps[0].fewest_steps(SHARE)

    @property
    def rmsprop_fewest(self) -> int:
        """The same for RMSProp."""
        return self.sweeps[1].fewest_steps(SHARE)

    @property
    def flat_factor(self) -> float:
        """What a step at γ = 1 multiplies x by."""
        return float(self.unit_factors[0])

    @property
    def steep_factor(self) -> float:
        """What a step at γ = 1 multiplies y by."""
        return float(self.unit_factors[1])

    @property
    def unit_divided(self) -> float:
        """The rate at γ = 1, η/√ε."""
        return UNIT_RATE / float(np.sqrt(UNIT_EPSILON))


def facts(params: Params) -> Facts:
    """Run both methods, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is no valley along x, the start lies on an axis, RMSProp does not end in its two-cycle, or
        either method never comes near the minimum.
    """
    objective = params.objective.load()
    curvatures(params.objective, "rmsprop")
    refuse_axis(params.start)
    start, rate, decay = np.array(params.start), params.learning_rate, params.decay
    method, rival = RMSProp(rate, decay, epsilon=EPSILON), AdaGrad(rate, epsilon=EPSILON)
    rmsprop, adagrad = (run(objective, one, start, LONG) for one in (method, rival))
    half_run = run(objective, RMSProp(rate / 2, decay, epsilon=EPSILON), start, LONG)
    arrived = tuple(_arrived(one) for one in (rmsprop, adagrad))
    end, half_rate = rmsprop.x[-1], rate / 2
    if np.abs(np.abs(end) / half_rate - 1).max() > SETTLED:
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
    widest = float(np.abs(start).max())
    tried = (widest * np.arange(1, TRIED + 1) / TRIED)[:, None]
    sweeps = (
        sweep_rates(objective, AdaGrad(tried, epsilon=EPSILON), start, EARLY),
        sweep_rates(objective, RMSProp(tried, decay, epsilon=EPSILON), start, EARLY),
    )
    drop = Memory(params.steep, params.past, decay)
    longer = 10 * params.past
    lowest = int(np.argmin(rmsprop.value))
    window = round(1 / (1 - decay), 9)
    bowl = objectives.load("bowl")
    unit_start = np.array(bowl.start)
    inside = {"epsilon": UNIT_EPSILON, "eps_mode": "inside"}
    unit = run(bowl, RMSProp(UNIT_RATE, 1.0, allow_unit_decay=True, **inside), unit_start, UNIT_STEPS)
    unit_control = run(bowl, RMSProp(UNIT_RATE, decay, **inside), unit_start, UNIT_STEPS)
    unit_adagrad = run(bowl, AdaGrad(UNIT_RATE, **inside), unit_start, UNIT_STEPS)
    return Facts(
        rmsprop=rmsprop,
        adagrad=adagrad,
        memory=drop,
        objective=params.objective,
        learning_rate=rate,
        decay=decay,
        steep=params.steep,
        past=params.past,
        window=window,
        window_steps=round(window),
        window_share=1 - decay ** round(window),
        rmsprop_recovers=recovery_rmsprop(params.steep, params.past, decay, TOLERANCE),
        adagrad_recovers=recovery_adagrad(params.steep, params.past, TOLERANCE),
        per_step=(params.steep**2 * (1 - TOLERANCE) ** 2 - 1) / (1 - (1 - TOLERANCE) ** 2),
        longer_rmsprop=recovery_rmsprop(params.steep, longer, decay, TOLERANCE),
        longer_adagrad=recovery_adagrad(params.steep, longer, TOLERANCE),
        longer=longer,
        sweeps=sweeps,
        widest=widest,
        rmsprop_arrived=arrived[0],
        adagrad_arrived=arrived[1],
        lowest_step=lowest,
        lowest_loss=float(rmsprop.value[lowest]),
        end_loss=float(rmsprop.value[-1]),
        adagrad_end_loss=float(adagrad.value[-1]),
        cycle_loss=float(objective.value(np.array([half_rate, half_rate]))),
        half_rate=half_rate,
        end=end,
        half_run=half_run,
        first_length=1 / float(np.sqrt(1 - decay)),
        slow_first_length=1 / float(np.sqrt(1 - SLOW)),
        slow_early=float(walked(SLOW, EARLY)[-1]),
        fast_early=float(walked(decay, EARLY)[-1]),
        slow_late=float(walked(SLOW, LONG)[-1]),
        fast_late=float(walked(decay, LONG)[-1]),
        unit=unit,
        unit_control=unit_control,
        unit_adagrad=unit_adagrad,
        unit_factors=1 - UNIT_RATE / np.sqrt(UNIT_EPSILON) * np.diag(bowl.hessian(unit_start)),
    )


def step_lengths(decay: float, steps: int) -> np.ndarray:
    """Return how long RMSProp's steps are under a gradient that stays, as shares of η, ``(steps,)``.

    >>> step_lengths(0.99, 1).round(9).tolist()
    [10.0]
    """
    return np.asarray(1 / np.sqrt(1 - decay ** np.arange(1, steps + 1)))


def walked(decay: float, steps: int) -> np.ndarray:
    """Return how far RMSProp has come under a gradient that stays, in units of η, ``(steps,)``."""
    return np.cumsum(step_lengths(decay, steps))


def _arrived(run: Trajectory) -> int:
    near = run.value <= SHARE * run.value[0]
    return int(np.argmax(near)) if near.any() else -1
