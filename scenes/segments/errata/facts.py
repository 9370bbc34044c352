"""Misprinted formulas, run as printed and mended, and three tests (block 13 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib import objectives
from optimlib.misprints import AdaDeltaAsRatio, AdamWithMinus
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.adam import Adam
from optimlib.run import run
from optimlib.search import SearchResult, divide_and_conquer
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes.parameters import SegmentParams, parameter

from .differences import Differences, standing

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("adam", "guess"),
    "climb": ("run", "end", "sign", "plus"),
    "tiny": ("large", "shrink", "sign", "test"),
    "ratio": ("lower", "mirror", "same", "test"),
    "grid": ("hit", "turn"),
    "code": ("line", "guess"),
    "stand": ("moved", "passed", "times", "brackets"),
    "known": ("known", "all", "falls", "rises"),
    "arms": ("bend", "round"),
    "best": ("cube", "forward", "worse"),
    "hidden": ("number", "constant", "long", "one", "later"),
    "close": ("down", "turned", "known", "next"),
}

OBJECTIVE = "bowl"
"""Where all runs go: x²/2 + 2y²."""
SOON = 10
"""Steps that the climbing run is followed on the map."""
LARGE_RATE = 2.0
"""A learning rate at which the mended first step raises the loss too."""
TINY_RATE = 0.01
"""A learning rate at which the sign of the change can be trusted."""
RATIO_START = (4.0, 2.4)
"""From here, the first step of the misprinted AdaDelta happens to lower the loss."""
RATIO_STEPS = 100
DECAY = 0.9
"""What AdaDelta's means keep."""
ARRIVED = 0.01
"""AdaDelta is followed until its loss is below this share of the first."""
CENTRE, CONDITION, ROUNDS, CELLS = (0.61, 0.49), 20.0, 8, 4
"""The valley of the search, in the unit square, and how it is searched: as where the search was told."""
PRINTED_BETA2, MEANT_BETA2, BETA1 = 0.99, 0.999, 0.9
LAST_STEP = 4000
"""Up to here the length of a step is followed."""


class Params(SegmentParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "learning rate η of all runs", ge=0.08, le=0.12)
    steps: int = parameter(50, "updates of Adam, as printed and mended", ge=45, le=60)
    descent_steps: int = parameter(30, "updates of descent by a numerical gradient", ge=20, le=40)
    width: float = parameter(1e-4, "width h of the numerical gradient", ge=1e-5, le=1e-3)
    angle: float = parameter(30.0, "turn of the valley that is searched", unit="degrees", ge=20, le=40)


@dataclass(frozen=True, eq=False)
class Facts:
    """What the misprints do, and what finds them out.

    Attributes
    ----------
    printed, mended
        Adam without bias correction with a minus in m, and the same with a plus.
    direction
        The mended first step for a learning rate of 1, d; the printed one is −d.
    slope, bend
        g·d, and dᵀHd: the loss changes by ±ηg·d + ½η²dᵀHd in the first step.
    ratio, ratio_mirrored
        The misprinted AdaDelta from a start and from its mirror point.
    adadelta, adadelta_mirrored
        AdaDelta itself from both, until it has arrived.
    valleys, found, misses
        A valley along the axes and the same one turned; what divide and conquer finds, and how far from the minimum.
    stood
        Descent by the numerical gradient as printed, and by the mended one, ``(steps + 1, 2)``.
    differences
        Errors of numerical derivatives over their width.
    factors
        For each β₂, printed and meant, how many η long the steps are without bias correction under a gradient that
        never changes, ``(LAST_STEP,)``.
    corrected_losses
        The loss after all steps with bias correction, for each β₂.
    """

    learning_rate: float
    steps: int
    descent_steps: int
    width: float
    angle: float
    printed: Trajectory
    mended: Trajectory
    direction: np.ndarray
    slope: float
    bend: float
    ratio: Trajectory
    ratio_mirrored: Trajectory
    adadelta: Trajectory
    adadelta_mirrored: Trajectory
    valleys: tuple[Quadratic, Quadratic]
    found: tuple[SearchResult, SearchResult]
    misses: tuple[float, float]
    stood: np.ndarray
    descended: np.ndarray
    descent_loss: float
    differences: Differences
    factors: tuple[np.ndarray, np.ndarray]
    corrected_losses: tuple[float, float]

    @property
    def objective(self) -> Objective:
        """Where all runs go."""
        return objectives.load(OBJECTIVE)

    @property
    def start_loss(self) -> float:
        """The loss where Adam begins."""
        return float(self.printed.value[0])

    @property
    def first_loss(self) -> float:
        """The loss after one step as printed."""
        return float(self.printed.value[1])

    @property
    def soon(self) -> int:
        """Steps that the climbing run is followed on the map."""
        return SOON

    @property
    def soon_loss(self) -> float:
        """The loss after them."""
        return float(self.printed.value[SOON])

    @property
    def printed_loss(self) -> float:
        """The loss after all steps as printed."""
        return float(self.printed.value[-1])

    @property
    def mended_loss(self) -> float:
        """The loss after all steps mended."""
        return float(self.mended.value[-1])

    @property
    def large_rate(self) -> float:
        """A learning rate at which the mended step raises the loss too."""
        return LARGE_RATE

    @property
    def tiny_rate(self) -> float:
        """A learning rate at which the sign of the change can be trusted."""
        return TINY_RATE

    def change(self, rate: float, sign: float) -> float:
        """Return how the first step changes the loss: ``sign`` 1 mended, −1 printed."""
        return float(sign * rate * self.slope + 0.5 * rate**2 * self.bend)

    @property
    def ratio_first(self) -> float:
        """The loss after the first step of the misprinted AdaDelta."""
        return float(self.ratio.value[1])

    @property
    def ratio_loss(self) -> float:
        """The loss after all its steps."""
        return float(self.ratio.value[-1])

    @property
    def ratio_steps(self) -> int:
        """How many those are."""
        return RATIO_STEPS

    @property
    def arrived(self) -> int:
        """Steps that AdaDelta itself takes."""
        return len(self.adadelta.step)

    @property
    def share(self) -> float:
        """The share of the first loss that this takes it to."""
        return ARRIVED

    @property
    def condition(self) -> float:
        """How many times as curved across as along the searched valley is."""
        return CONDITION

    @property
    def fell(self) -> float:
        """How much lower the loss is in the end."""
        first, last = self.objective.value(self.stood[[0, -1]])
        return float(first - last)

    @property
    def moved(self) -> float:
        """How far descent by the gradient as printed gets."""
        return float(np.hypot(*(self.stood[-1] - self.stood[0])))

    @property
    def shrunk(self) -> float:
        """How many times as long as the gradient the printed one is, h²."""
        return self.width**2

    @property
    def beta1(self) -> float:
        """Adam's β₁ in all runs."""
        return BETA1

    @property
    def printed_beta2(self) -> float:
        """The β₂ that is printed."""
        return PRINTED_BETA2

    @property
    def meant_beta2(self) -> float:
        """The β₂ of the paper."""
        return MEANT_BETA2

    @property
    def first_factors(self) -> tuple[float, float]:
        """How many η long the first step is, printed and meant, without bias correction."""
        return float(self.factors[0][0]), float(self.factors[1][0])

    @property
    def peak_step(self) -> int:
        """The printed β₂'s longest step."""
        return int(np.argmax(self.factors[0])) + 1

    @property
    def peak(self) -> float:
        """How many η long that is."""
        return float(self.factors[0].max())


def facts(params: Params) -> Facts:
    """Run every formula as printed and mended, and measure what the tests see."""
    objective = objectives.load(OBJECTIVE)
    start, rate = np.array(objective.start), params.learning_rate
    direction = run(objective, Adam(1.0, bias_correction=False, epsilon=0.0), start, 1).step[0]
    turned = np.radians(params.angle)
    valleys = (_valley(0.0), _valley(turned))
    found = tuple(divide_and_conquer(one.value, ((0.0, 1.0), (0.0, 1.0)), CELLS, ROUNDS) for one in valleys)
    near, far = np.array(RATIO_START), -np.array(RATIO_START)
    adadelta = _until_arrived(objective, AdaDelta(decay=DECAY), near)
    stood, descended = (
        standing(objective, start, rate, params.width, params.descent_steps, printed=one)
        for one in (True, False)
    )
    t = np.arange(1, LAST_STEP + 1)
    return Facts(
        learning_rate=rate,
        steps=params.steps,
        descent_steps=params.descent_steps,
        width=params.width,
        angle=params.angle,
        printed=run(objective, AdamWithMinus(rate), start, params.steps),
        mended=run(objective, Adam(rate, bias_correction=False), start, params.steps),
        direction=direction,
        slope=float(objective.gradient(start) @ direction),
        bend=float(direction @ objective.hessian(start) @ direction),
        ratio=run(objective, AdaDeltaAsRatio(DECAY), near, RATIO_STEPS),
        ratio_mirrored=run(objective, AdaDeltaAsRatio(DECAY), far, RATIO_STEPS),
        adadelta=adadelta,
        adadelta_mirrored=run(objective, AdaDelta(decay=DECAY), far, len(adadelta.step)),
        valleys=valleys,
        found=(found[0], found[1]),
        misses=(_away(found[0]), _away(found[1])),
        stood=stood,
        descended=descended,
        descent_loss=float(objective.value(descended[-1])),
        differences=Differences.measured(),
        factors=(
            (1 - BETA1**t) / np.sqrt(1 - PRINTED_BETA2**t),
            (1 - BETA1**t) / np.sqrt(1 - MEANT_BETA2**t),
        ),
        corrected_losses=(
            _corrected(objective, start, rate, params.steps, PRINTED_BETA2),
            _corrected(objective, start, rate, params.steps, MEANT_BETA2),
        ),
    )


def _corrected(objective: Objective, start: np.ndarray, rate: float, steps: int, beta2: float) -> float:
    return float(run(objective, Adam(rate, beta2=beta2), start, steps).value[-1])


def _valley(angle: float) -> Quadratic:
    return Quadratic((1.0, CONDITION), float(angle), CENTRE)


def _away(found: SearchResult) -> float:
    return float(np.hypot(*(found.x - np.array(CENTRE))))


def _until_arrived(objective: Objective, method: AdaDelta, start: np.ndarray) -> Trajectory:
    """Run until the loss is below 1 % of the first."""
    steps = 1000
    while True:
        walked = run(objective, method, start, steps)
        below = np.flatnonzero(walked.value < ARRIVED * walked.value[0])
        if len(below):
            return run(objective, method, start, int(below[0]))
        steps *= 2
