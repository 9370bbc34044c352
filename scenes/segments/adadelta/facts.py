"""AdaDelta on the ravine (source texts 002 and 004; numbers: blocks 7 and 13 of the course's reference)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib import objectives
from optimlib.misprints import AdaDeltaAsRatio
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.rmsprop import RMSProp
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Objective, Optimizer
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("size", "bare", "rate"),
    "units": ("finer", "run", "loss"),
    "ratio": ("updates", "cancel", "none"),
    "walk": ("go", "first", "slow"),
    "growth": ("constant", "added", "root"),
    "hidden": ("runs", "line", "rate"),
    "honest": ("places", "finer", "own"),
    "printed": ("formula", "sign"),
    "away": ("run", "loss"),
    "moral": ("unit", "sizes", "next"),
}

HALF = 0.5
"""Runs are compared by when they are below this share of the first loss."""
ARRIVED = 0.01
"""The usual run is followed until it is below this share of it."""
FINER = 100
"""How many of the finer units make one of ours: metres and centimetres."""
USUAL = 1e-6
"""The ε that papers and programs take."""
EPSILONS = (1e-10, 1e-8, USUAL, 1e-4, 1e-2)
"""What is tried in its place."""
GROWING = 200
"""Steps under a gradient that never changes."""
PRINTED_STEPS = 100
"""Steps of the formula printed around; more where it has not shown yet where it goes."""


class Params(ValleyParams):
    """What may be changed."""

    decay: float = parameter(0.9, "share ρ that all averages keep", ge=0.8, le=0.95)
    rmsprop_rate: float = parameter(0.1, "learning rate η of RMSProp, in the old unit", ge=0.05, le=0.2)
    start: Annotated[Point, Reach(10)] = parameter((-7.0, 2.0), "where all runs begin")
    steps: int = parameter(30, "updates that RMSProp gets, and AdaDelta at first", ge=20, le=60)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of AdaDelta; lengths in units of the plane.

    Attributes
    ----------
    start_loss
        The loss where all runs begin.
    rmsprop, rmsprop_finer
        The points of RMSProp with one learning rate, and with the same number where x and y are written in the
        finer unit; both in the old unit, ``(steps + 1, 2)``.
    rmsprop_loss, finer_loss
        Their losses after the last step.
    first_step
        The length of AdaDelta's first step in each coordinate, √(ε/(1 − ρ)), whatever the gradient.
    run
        AdaDelta's run with the usual ε until its loss is below 1 % of the first.
    root_steps, root_gradients
        √(u + ε) and √(s + ε) as each step of it uses them, ``(k, 2)``; their ratio stands where a rate would.
    moved, adadelta_loss
        How far x gets in as many steps as RMSProp had, and the loss then.
    arrived
        Steps until the loss is below 1 % of the first.
    constant_steps
        The lengths of the steps under a gradient that never changes, ``(GROWING,)``.
    added
        What the squares of these lengths grow by at each step, (1 − ρ)ε.
    halves
        For each ε, the steps until the loss is below half the first.
    law_ratio, last_ratio
        How many times as many steps an ε takes that is a hundredth, by the law of growth, and in the two smallest.
    rate_ratio
        How many times as many steps to half the loss RMSProp takes with a hundredth of its rate.
    finer_half
        The steps to half the loss with the usual ε where x and y are written in the finer unit.
    fitted_half
        The same with each ε in the unit of what it is added to.
    fitted_gap
        How far apart, at most, that run and ours are, in the old unit.
    printed
        The run of the formula printed around, in which the gradient's sign cancels, ``(k + 1, 2)``.
    printed_first
        The size of its first step in each coordinate, √(1 − γ).
    printed_loss
        The loss where it ends.
    """

    objective: ObjectiveChoice
    decay: float
    epsilon: float
    steps: int
    rmsprop_rate: float
    start_loss: float
    rmsprop: np.ndarray
    rmsprop_finer: np.ndarray
    rmsprop_loss: float
    finer_loss: float
    first_step: float
    run: Trajectory
    root_steps: np.ndarray
    root_gradients: np.ndarray
    moved: float
    adadelta_loss: float
    half: int
    arrived: int
    constant_steps: np.ndarray
    added: float
    halves: tuple[int, ...]
    law_ratio: float
    last_ratio: float
    rate_ratio: float
    finer_half: int
    fitted_half: int
    fitted_gap: float
    printed: np.ndarray
    printed_first: float
    printed_loss: float

    @property
    def finer(self) -> int:
        """How many of the finer units make one of ours."""
        return FINER

    @property
    def decay_rest(self) -> float:
        """What share a new square gets in an average."""
        return round(1 - self.decay, 9)

    @property
    def share(self) -> float:
        """The share of the first loss down to which the usual run is followed."""
        return ARRIVED

    @property
    def printed_steps(self) -> int:
        """Steps of the formula printed around."""
        return len(self.printed) - 1

    @property
    def epsilons(self) -> tuple[float, ...]:
        """What is tried in the place of ε."""
        return EPSILONS


def facts(params: Params) -> Facts:
    """Run AdaDelta, RMSProp and the formula printed around, and read off what words and pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, the start lies on an axis, or so
        near the minimum that an ε is no longer small beside it.
    """
    curvatures(params.objective, "adadelta")
    refuse_axis(params.start)
    objective, start, decay = params.objective.load(), np.array(params.start), params.decay
    finer, usual = in_finer_unit(objective), AdaDelta(decay=decay, epsilon=USUAL)
    plain = RMSProp(params.rmsprop_rate, decay, epsilon=0.0)
    rmsprop = run(objective, plain, start, params.steps).x
    rmsprop_finer = run(finer, plain, FINER * start, params.steps).x / FINER
    walked = run_below(objective, usual, start, ARRIVED)
    halves = tuple(
        len(run_below(objective, AdaDelta(decay=decay, epsilon=one), start, HALF).step) for one in EPSILONS
    )
    _refuse_at_once(halves, params.start)
    half = halves[EPSILONS.index(USUAL)]
    constant = own_epsilons(lambda _: np.ones(1), np.zeros(1), decay, (USUAL, USUAL), GROWING)
    # A few steps more than half takes: rounding may shift the step at which it is reached.
    ours = own_epsilons(objective.gradient, start, decay, (USUAL, USUAL), half + 9)
    theirs = own_epsilons(
        finer.gradient, FINER * start, decay, (USUAL * FINER**2, USUAL / FINER**2), half + 9
    )
    printed = as_printed(objective, decay, start)
    return Facts(
        objective=params.objective,
        decay=decay,
        epsilon=USUAL,
        steps=params.steps,
        rmsprop_rate=params.rmsprop_rate,
        start_loss=float(objective.value(start)),
        rmsprop=rmsprop,
        rmsprop_finer=rmsprop_finer,
        rmsprop_loss=float(objective.value(rmsprop[-1])),
        finer_loss=float(objective.value(rmsprop_finer[-1])),
        first_step=float(np.sqrt(USUAL / (1 - decay))),
        run=walked,
        root_steps=np.sqrt(_means_before(walked.step, decay) + USUAL),
        root_gradients=np.sqrt(_means(walked.grad, decay)[: len(walked.step)] + USUAL),
        moved=float(abs(walked.x[params.steps, 0] - start[0])),
        adadelta_loss=float(walked.value[params.steps]),
        half=half,
        arrived=len(walked.step),
        constant_steps=-np.diff(constant[:, 0]),
        added=(1 - decay) * USUAL,
        halves=halves,
        law_ratio=float((EPSILONS[1] / EPSILONS[0]) ** (1 / 3)),
        last_ratio=halves[0] / halves[1],
        rate_ratio=_half_of_rmsprop(objective, start, plain.learning_rate / 100, decay)
        / _half_of_rmsprop(objective, start, plain.learning_rate, decay),
        finer_half=len(run_below(finer, usual, FINER * start, HALF).step),
        fitted_half=int(np.argmax(finer.value(theirs) < HALF * objective.value(start))),
        fitted_gap=float(np.abs(theirs / FINER - ours).max()),
        printed=printed,
        printed_first=float(np.sqrt(1 - decay)),
        printed_loss=float(objective.value(printed[-1])),
    )


def in_finer_unit(objective: Objective) -> Objective:
    """Return the same valley with both coordinates written in the finer unit: numbers FINER times as large."""
    return objectives.from_functions(
        lambda x: objective.value(x / FINER), lambda x: objective.gradient(x / FINER) / FINER
    )


def run_below(objective: Objective, method: Optimizer, start: np.ndarray, share: float) -> Trajectory:
    """Run a method until its loss is below a share of the first."""
    steps = 1000
    while True:
        walked = run(objective, method, start, steps)
        below = np.flatnonzero(walked.value < share * walked.value[0])
        if len(below):
            return run(objective, method, start, int(below[0]))
        steps *= 4


def _half_of_rmsprop(objective: Objective, start: np.ndarray, rate: float, decay: float) -> int:
    return len(run_below(objective, RMSProp(rate, decay, epsilon=0.0), start, HALF).step)


def own_epsilons(
    gradient: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    decay: float,
    epsilons: tuple[float, float],
    steps: int,
) -> np.ndarray:
    """Walk by AdaDelta's rule with an ε for the updates and one for the gradients; return ``(steps + 1, d)``.

    >>> path = own_epsilons(lambda x: x, np.ones(1), 0.9, (1e-6, 1e-6), 1)
    >>> round(float(path[0, 0] - path[1, 0]), 6)
    0.003162
    """
    points = [np.asarray(start, dtype=float)]
    mean_square, mean_update = np.zeros_like(points[0]), np.zeros_like(points[0])
    for _ in range(steps):
        slope = gradient(points[-1])
        mean_square = decay * mean_square + (1 - decay) * slope**2
        update = np.sqrt(mean_update + epsilons[0]) / np.sqrt(mean_square + epsilons[1]) * slope
        mean_update = decay * mean_update + (1 - decay) * update**2
        points.append(points[-1] - update)
    return np.array(points)


def as_printed(objective: Objective, decay: float, start: np.ndarray) -> np.ndarray:
    """Walk by the misprinted ratio of two methods' updates; return ``(k + 1, 2)``.

    It is followed until the loss is twice the first, and for 100 steps at least.
    """
    steps = PRINTED_STEPS
    while True:
        walked = run(objective, AdaDeltaAsRatio(decay), start, steps)
        high = np.flatnonzero(walked.value >= 2 * walked.value[0])
        if len(high):
            return np.asarray(walked.x[: max(int(high[0]), PRINTED_STEPS) + 1])
        steps *= 2


def _means(values: np.ndarray, decay: float) -> np.ndarray:
    """Return the fading means of squares after each of the values ``(k, 2)``."""
    means, mean = [], np.zeros(2)
    for value in values:
        mean = decay * mean + (1 - decay) * value**2
        means.append(mean)
    return np.array(means)


def _means_before(values: np.ndarray, decay: float) -> np.ndarray:
    """Return the fading means of squares before each of the values ``(k, 2)``."""
    return np.vstack([np.zeros(2), _means(values, decay)[:-1]])


def _refuse_at_once(halves: tuple[int, ...], start: Point) -> None:
    """Refuse a start so near that the largest ε takes half the loss away in a step."""
    if halves[-1] < 2:
        raise ContentError(
            f"from start {start}, the largest epsilon, {EPSILONS[-1]:g}, halves the loss in one step",
            hint="adadelta compares how many steps each epsilon takes: choose a start farther out",
        )
