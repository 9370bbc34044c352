"""AdaDelta on the ravine (source text 002; numbers: block 7 of the course's reference)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib import objectives
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.momentum import Momentum
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
    "ratio": ("updates", "cancel", "starts"),
    "walk": ("first", "slow"),
    "growth": ("constant", "added", "real"),
    "root": ("root", "way", "takes"),
    "hidden": ("runs", "ratio", "rate", "hiding"),
    "honest": ("places", "finer", "own"),
    "end": ("both", "one", "arrives"),
    "edge": ("below", "above"),
    "slowly": ("falls", "over"),
    "moral": ("rate", "sizes", "way", "next"),
}

HALF = 0.5
"""Runs are compared by when they are below this share of the first loss."""
ARRIVED = 0.01
"""The usual run is followed for twice as long as it takes to be below this share of it."""
FINER = 100
"""How many of the finer units make one of ours: metres and centimetres."""
USUAL = 1e-6
"""The ε that papers and programs take."""
EPSILONS = (1e-10, 1e-8, USUAL, 1e-4, 1e-2)
"""What is tried in its place."""
RATES = (1e-4, 1e-3, 1e-2, 1e-1)
"""Learning rates of RMSProp to compare with: each a tenth of the next, as the roots of these ε are."""
NEXT = 1e-12
"""An ε as much smaller than the smallest of these, for how the law is approached."""
SWEPT = 81
"""How many ε, and how many η, are swept over between the smallest and the largest of these."""
GROWING = 200
"""Steps for which updates are watched growing."""
BEARABLE = 2.0
"""Gradient descent with a rate of one multiplies y by 1 − λ: with no greater curvature λ does that not diverge."""
CURVATURES = (1.9, 2.1)
"""Curvatures of y on both sides of it."""
SWINGING = 20_000
"""Steps for which y is watched with these."""
MAGNIFIED = 10
"""How many times as large AdaDelta's first 30 steps are shown beside the map."""
REMEMBERED = 24
"""Gradients of which one sees what the two methods remember."""


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
    steepest
        The curvature of y.
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
        AdaDelta's run with the usual ε, twice as long as it takes to be below 1 % of the first loss.
    ratios
        √(u + ε)/√(s + ε) as each step of it uses them, ``(k, 2)``: what stands where a rate would.
    moved, adadelta_loss
        How far x gets in as many steps as RMSProp had, and the loss then.
    constant_steps
        The lengths of the steps under a gradient that never changes, ``(GROWING,)``.
    added
        What the squares of these lengths grow by at each step, (1 − ρ)ε.
    halves
        For each ε, the steps until the loss is below half the first.
    rate_halves
        The same for each rate of RMSProp.
    lengths, walks
        Roots of ε from the smallest to the largest, ``(SWEPT,)``, and where each run is after each of as many steps
        as the usual one takes to half the loss, ``(half + 1, SWEPT, 2)``.
    rate_lengths, rate_walks
        The same for η.
    law_ratio, last_ratio, next_ratio
        How many times as many steps a tenth of √ε takes: by the law of growth, in the two smallest, and from the
        smallest to one still smaller.
    rate_ratio
        How many times as many steps a tenth of η takes, in the two smallest.
    finer_half
        The steps to half the loss with the usual ε where x and y are written in the finer unit.
    above_half
        The same, were only the ε beside the updates left as it is.
    fitted_half
        The same with each ε in the unit of what it is added to.
    fitted_gap
        How far apart, at most, that run and ours are, in the old unit.
    swings
        AdaDelta's y from the same start, in valleys of these curvatures along it, ``(SWINGING + 1, 2)``.
    swing_rates
        What stands where a rate would, at each of these steps with the greater curvature, ``(SWINGING,)``.
    remembered
        The gradients along y of momentum's first steps, ``(REMEMBERED,)``.
    """

    objective: ObjectiveChoice
    decay: float
    epsilon: float
    steps: int
    rmsprop_rate: float
    steepest: float
    start_loss: float
    rmsprop: np.ndarray
    rmsprop_finer: np.ndarray
    rmsprop_loss: float
    finer_loss: float
    first_step: float
    run: Trajectory
    root_steps: np.ndarray
    ratios: np.ndarray
    moved: float
    adadelta_loss: float
    half: int
    arrived: int
    constant_steps: np.ndarray
    added: float
    halves: tuple[int, ...]
    rate_halves: tuple[int, ...]
    lengths: np.ndarray
    walks: np.ndarray
    rate_lengths: np.ndarray
    rate_walks: np.ndarray
    law_ratio: float
    last_ratio: float
    next_ratio: float
    rate_ratio: float
    finer_half: int
    above_half: int
    fitted_half: int
    fitted_gap: float
    swings: np.ndarray
    swing_rates: np.ndarray
    remembered: np.ndarray

    @property
    def finer(self) -> int:
        """How many of the finer units make one of ours."""
        return FINER

    @property
    def decay_rest(self) -> float:
        """What share a new square gets in an average."""
        return round(1 - self.decay, 9)

    @property
    def epsilon_root(self) -> float:
        """√ε, a length."""
        return float(np.sqrt(self.epsilon))

    @property
    def magnified(self) -> int:
        """How many times as large the first steps are shown."""
        return round(MAGNIFIED * 30 / self.steps)

    @property
    def share(self) -> float:
        """The share of the first loss by which arriving is told."""
        return ARRIVED

    @property
    def epsilons(self) -> tuple[float, ...]:
        """What is tried in the place of ε."""
        return EPSILONS

    @property
    def rates(self) -> tuple[float, ...]:
        """The learning rates of RMSProp that are tried."""
        return RATES

    @property
    def curvatures(self) -> tuple[float, float]:
        """The curvatures of y on both sides of the edge."""
        return CURVATURES

    @property
    def swing_steps(self) -> int:
        """How long y is watched with them."""
        return SWINGING

    @property
    def swing(self) -> float:
        """How far out y is in the end, with the greater curvature."""
        return float(abs(self.swings[-1, 1]))

    @property
    def even_rate(self) -> float:
        """The rate with which gradient descent would only change the sign of y, with the greater curvature."""
        return BEARABLE / CURVATURES[1]

    @property
    def swing_product(self) -> float:
        """That curvature times the last rate: above 2, y swings wider."""
        return float(CURVATURES[1] * self.swing_rates[-1])

    @property
    def bearable(self) -> float:
        """The greatest curvature with which gradient descent with a rate of one does not diverge, 2 / rate."""
        return BEARABLE

    @property
    def on_edge(self) -> bool:
        """Whether y has just this curvature."""
        return bool(np.isclose(self.steepest, BEARABLE))


def facts(params: Params) -> Facts:
    """Run AdaDelta and RMSProp, and read off what words and pictures need.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, steeper along y, the start lies on an axis, or so
        near the minimum that an ε is no longer small beside it.
    """
    steepest = float(curvatures(params.objective, "adadelta")[1])
    refuse_axis(params.start)
    objective, start, decay = params.objective.load(), np.array(params.start), params.decay
    finer, usual = in_finer_unit(objective), AdaDelta(decay=decay, epsilon=USUAL)
    plain = RMSProp(params.rmsprop_rate, decay, epsilon=0.0)
    rmsprop = run(objective, plain, start, params.steps).x
    rmsprop_finer = run(finer, plain, FINER * start, params.steps).x / FINER
    halves = tuple(
        steps_below(objective, AdaDelta(decay=decay, epsilon=one), start, HALF) for one in EPSILONS
    )
    _refuse_at_once(halves, params.start)
    rate_halves = tuple(
        steps_below(objective, RMSProp(one, decay, epsilon=0.0), start, HALF) for one in RATES
    )
    half, arrived = halves[EPSILONS.index(USUAL)], steps_below(objective, usual, start, ARRIVED)
    walked = run(objective, usual, start, max(2 * arrived, GROWING))
    root_steps = np.sqrt(_means_before(walked.step, decay) + USUAL)
    constant = own_epsilons(lambda _: np.ones(1), np.zeros(1), decay, (USUAL, USUAL), GROWING)
    # A few steps more than half takes: rounding may shift the step at which it is reached.
    ours = own_epsilons(objective.gradient, start, decay, (USUAL, USUAL), half + 9)
    theirs = own_epsilons(
        finer.gradient, FINER * start, decay, (USUAL * FINER**2, USUAL / FINER**2), half + 9
    )
    finer_half = steps_below(finer, usual, FINER * start, HALF)
    # Only the ε below fits: what is left of the delay is due to the one above.
    above = own_epsilons(finer.gradient, FINER * start, decay, (USUAL, USUAL / FINER**2), 2 * finer_half)
    pair = np.array(CURVATURES)
    swings = own_epsilons(lambda y: pair * y, np.array([start[1], start[1]]), decay, (USUAL, USUAL), SWINGING)
    lengths = np.sqrt(np.geomspace(EPSILONS[0], EPSILONS[-1], SWEPT))
    rate_lengths = np.geomspace(RATES[0], RATES[-1], SWEPT)
    walks, rate_walks = (
        run(objective, method, np.broadcast_to(start, (SWEPT, 2)), half).x
        for method in (
            AdaDelta(decay=decay, epsilon=lengths[:, None] ** 2),
            RMSProp(rate_lengths[:, None], decay, epsilon=0.0),
        )
    )
    return Facts(
        objective=params.objective,
        decay=decay,
        epsilon=USUAL,
        steps=params.steps,
        rmsprop_rate=params.rmsprop_rate,
        steepest=steepest,
        start_loss=float(objective.value(start)),
        rmsprop=rmsprop,
        rmsprop_finer=rmsprop_finer,
        rmsprop_loss=float(objective.value(rmsprop[-1])),
        finer_loss=float(objective.value(rmsprop_finer[-1])),
        first_step=float(np.sqrt(USUAL / (1 - decay))),
        run=walked,
        root_steps=root_steps,
        ratios=root_steps / np.sqrt(_means(walked.grad, decay)[: len(walked.step)] + USUAL),
        moved=float(abs(walked.x[params.steps, 0] - start[0])),
        adadelta_loss=float(walked.value[params.steps]),
        half=half,
        arrived=arrived,
        constant_steps=-np.diff(constant[:, 0]),
        added=(1 - decay) * USUAL,
        halves=halves,
        rate_halves=rate_halves,
        lengths=lengths,
        walks=walks,
        rate_lengths=rate_lengths,
        rate_walks=rate_walks,
        law_ratio=float((EPSILONS[1] / EPSILONS[0]) ** (1 / 3)),
        last_ratio=halves[0] / halves[1],
        next_ratio=steps_below(objective, AdaDelta(decay=decay, epsilon=NEXT), start, HALF) / halves[0],
        rate_ratio=rate_halves[0] / rate_halves[1],
        finer_half=finer_half,
        above_half=int(np.argmax(finer.value(above) < HALF * objective.value(start))),
        fitted_half=int(np.argmax(finer.value(theirs) < HALF * objective.value(start))),
        fitted_gap=float(np.abs(theirs / FINER - ours).max()),
        swings=swings,
        swing_rates=-np.diff(swings[:, 1]) / (CURVATURES[1] * swings[:-1, 1]),
        remembered=run(objective, Momentum(0.2 / steepest, 0.9), start, REMEMBERED).grad[:REMEMBERED, 1],
    )


def in_finer_unit(objective: Objective) -> Objective:
    """Return the same valley with both coordinates written in the finer unit: numbers FINER times as large."""
    return objectives.from_functions(
        lambda x: objective.value(x / FINER), lambda x: objective.gradient(x / FINER) / FINER
    )


def steps_below(objective: Objective, method: Optimizer, start: np.ndarray, share: float) -> int:
    """Count the steps of a method until its loss is below a share of the first."""
    steps = 1000
    while True:
        walked = run(objective, method, start, steps)
        below = np.flatnonzero(walked.value < share * walked.value[0])
        if len(below):
            return int(below[0])
        steps *= 4


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
