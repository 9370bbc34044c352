"""Misprinted formulas, run as printed and mended, and three tests (block 13 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimlib import objectives
from optimlib.misprints import AdaDeltaAsRatio, AdamWithMinus
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.adam import Adam
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes.parameters import SegmentParams, parameter

from .differences import Differences, standing

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("adam", "guess"),
    "climb": ("run", "end", "sign", "plus"),
    "tiny": ("large", "shrink", "sign", "test"),
    "ratio": ("lines", "cancels", "same", "lower", "up", "test"),
    "code": ("line", "guess"),
    "stand": ("moved", "mirrored", "passed", "times", "brackets"),
    "known": ("known", "small", "all"),
    "falls": ("falls", "rises"),
    "arms": ("bend", "round"),
    "best": ("cube", "digits", "tolerance"),
    "hidden": ("left", "number", "constant"),
    "first": ("long", "one", "later"),
    "passes": ("all", "source"),
    "close": ("fails", "passes", "next"),
}

OBJECTIVE = "bowl"
"""Where all runs go: x²/2 + 2y²."""
SOON = 10
"""Steps that the climbing run is followed on the map."""
LARGE_RATE = 6.0
"""A learning rate at which the mended first step raises the loss too."""
TINY_RATE = 0.01
"""A learning rate at which the sign of the change can be trusted."""
RATIO_START = (4.0, 2.4)
"""From here, the first step of the misprinted AdaDelta happens to lower the loss."""
RATIO_STEPS = 100
"""Steps that the misprinted AdaDelta is followed."""
DECAY, EPSILON = 0.9, 1e-6
"""What AdaDelta's means keep, and what stands in its roots."""
ARRIVED = 0.01
"""AdaDelta is followed until its loss is below this share of the first."""
PRINTED_BETA2, MEANT_BETA2, BETA1 = 0.99, 0.999, 0.9
LAST_STEP = 4000
"""Up to here the length of a step is followed."""


class Params(SegmentParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "learning rate η of all runs", ge=0.08, le=0.12)
    steps: int = parameter(50, "updates of Adam, as printed and mended", ge=45, le=60)
    descent_steps: int = parameter(30, "updates of descent by a numerical gradient", ge=20, le=40)
    width: float = parameter(1e-4, "width h of the numerical gradient", ge=1e-5, le=1e-3)


@dataclass(frozen=True)
class Scientific:
    """A number as digits times a power of ten, so that the power can be set as one, large enough to be read.

    Examples
    --------
    >>> Scientific.of(2.96e-7), Scientific.of(9.96e-7, 1)
    (Scientific(digits=3.0, power=-7), Scientific(digits=1.0, power=-6))
    """

    digits: float
    power: int

    @classmethod
    def of(cls, value: float, places: int = 0) -> Scientific:
        """Round a number to so many places after its first digit."""
        digits, power = f"{value:.{places}e}".split("e")
        return cls(float(digits), int(power))


@dataclass(frozen=True, eq=False)
class Facts:
    """What the misprints do, and what finds them out.

    Attributes
    ----------
    printed, mended
        Adam as printed: a minus in m, β₂ = 0.99, no bias correction; and the same with a plus.
    direction
        The mended first step for a learning rate of 1, d; the printed one is −d.
    first_gradient
        The gradient g at the start.
    slope, bend
        g·d, and dᵀHd: the loss changes by ±ηg·d + ½η²dᵀHd in the first step.
    ratio, ratio_mirrored
        The misprinted AdaDelta from a start and from its mirror point.
    adadelta, adadelta_mirrored
        AdaDelta itself from both, until it has arrived.
    stood
        Descent by the numerical gradient as printed, ``(steps + 1, 2)``.
    descended, descent_loss
        The same by the mended one, and the loss it ends at.
    differences
        Errors of numerical derivatives over their width.
    factors
        For each β₂, printed and meant, how many η long the steps are without bias correction under a gradient that
        never changes, ``(LAST_STEP,)``.
    corrected
        The same for the printed β₂ with bias correction, as Adam itself steps.
    corrected_change
        How its first step in the bowl changes the loss, at the tiny rate.
    """

    learning_rate: float
    steps: int
    descent_steps: int
    width: float
    printed: Trajectory
    mended: Trajectory
    direction: np.ndarray
    first_gradient: np.ndarray
    slope: float
    bend: float
    ratio: Trajectory
    ratio_mirrored: Trajectory
    adadelta: Trajectory
    adadelta_mirrored: Trajectory
    stood: np.ndarray
    descended: np.ndarray
    descent_loss: float
    differences: Differences
    factors: tuple[np.ndarray, np.ndarray]
    corrected: np.ndarray
    corrected_change: float

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
    def mirror_first(self) -> float:
        """The loss after the same step from the mirror point."""
        return float(self.ratio_mirrored.value[1])

    @property
    def ratio_step(self) -> float:
        """How that step changes each coordinate: −√(1 − ρ), from wherever it is taken."""
        return float(self.ratio.step[0, 0])

    @property
    def decay(self) -> float:
        """What AdaDelta's means keep, ρ."""
        return DECAY

    @property
    def epsilon(self) -> float:
        """What stands in AdaDelta's roots."""
        return EPSILON

    @property
    def floor_as(self) -> Scientific:
        """The same as a power of ten."""
        return Scientific.of(EPSILON)

    @property
    def arrived(self) -> int:
        """Steps that AdaDelta itself takes."""
        return len(self.adadelta.step)

    @property
    def share(self) -> float:
        """The share of the first loss that this takes it to."""
        return ARRIVED

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
    def both_off(self) -> float:
        """The error of the slope at a width of 1, where brackets make no difference."""
        return float(self.differences.central[0])

    @property
    def moved_as(self) -> Scientific:
        """How far it has moved, to one digit."""
        return Scientific.of(self.moved)

    @property
    def fell_as(self) -> Scientific:
        """How much lower the loss is, to one digit."""
        return Scientific.of(self.fell)

    @property
    def shrunk_as(self) -> Scientific:
        """The factor h², to one digit."""
        return Scientific.of(self.shrunk)

    @property
    def best_as(self) -> Scientific:
        """The best width, to two digits."""
        return Scientific.of(self.differences.best_central, 1)

    @property
    def least_as(self) -> Scientific:
        """The error there, to two digits."""
        return Scientific.of(self.differences.least_central, 1)

    @property
    def epsilon_as(self) -> Scientific:
        """The largest relative error of rounding, to two digits."""
        return Scientific.of(self.differences.epsilon, 1)

    @property
    def digits(self) -> int:
        """To how many digits a slope of 1 is right at the best width."""
        return int(-np.log10(self.differences.least_central))

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
    def corrected_length(self) -> float:
        """How many η long the longest step is with bias correction."""
        return float(self.corrected.max())

    @property
    def peak_step(self) -> int:
        """The printed β₂'s longest step."""
        return int(np.argmax(self.factors[0])) + 1

    @property
    def peak(self) -> float:
        """How many η long that is."""
        return float(self.factors[0].max())

    @property
    def meant_peak_step(self) -> int:
        """The longest step of the paper's β₂, if it is not corrected."""
        return int(np.argmax(self.factors[1])) + 1

    @property
    def meant_peak(self) -> float:
        """How many η long that is."""
        return float(self.factors[1].max())


def facts(params: Params) -> Facts:
    """Run every formula as printed and mended, and measure what the tests see."""
    objective = objectives.load(OBJECTIVE)
    start, rate = np.array(objective.start), params.learning_rate
    plain = Adam(1.0, beta2=PRINTED_BETA2, bias_correction=False, epsilon=0.0)
    direction = run(objective, plain, start, 1).step[0]
    near, far = np.array(RATIO_START), -np.array(RATIO_START)
    adadelta = _until_arrived(objective, AdaDelta(decay=DECAY, epsilon=EPSILON), near)
    stood, descended = (
        standing(objective, start, rate, params.width, params.descent_steps, printed=one)
        for one in (True, False)
    )
    t = np.arange(1, LAST_STEP + 1)
    slanted = objectives.from_functions(lambda x: x[..., 0], np.ones_like, 1)
    mended = Adam(TINY_RATE, beta2=PRINTED_BETA2, epsilon=0.0)
    fallen = run(objective, mended, start, 1).value
    return Facts(
        learning_rate=rate,
        steps=params.steps,
        descent_steps=params.descent_steps,
        width=params.width,
        printed=run(objective, AdamWithMinus(rate, beta2=PRINTED_BETA2), start, params.steps),
        mended=run(objective, replace(plain, learning_rate=rate, epsilon=1e-8), start, params.steps),
        direction=direction,
        first_gradient=objective.gradient(start),
        slope=float(objective.gradient(start) @ direction),
        bend=float(direction @ objective.hessian(start) @ direction),
        ratio=run(objective, AdaDeltaAsRatio(DECAY), near, RATIO_STEPS),
        ratio_mirrored=run(objective, AdaDeltaAsRatio(DECAY), far, RATIO_STEPS),
        adadelta=adadelta,
        adadelta_mirrored=run(objective, AdaDelta(decay=DECAY, epsilon=EPSILON), far, len(adadelta.step)),
        stood=stood,
        descended=descended,
        descent_loss=float(objective.value(descended[-1])),
        differences=Differences.measured(),
        factors=(
            (1 - BETA1**t) / np.sqrt(1 - PRINTED_BETA2**t),
            (1 - BETA1**t) / np.sqrt(1 - MEANT_BETA2**t),
        ),
        corrected=np.abs(run(slanted, mended, (0.0,), LAST_STEP).step[:, 0]) / TINY_RATE,
        corrected_change=float(fallen[1] - fallen[0]),
    )


def _until_arrived(objective: Objective, method: AdaDelta, start: np.ndarray) -> Trajectory:
    """Run until the loss is below 1 % of the first."""
    steps = 1000
    while True:
        walked = run(objective, method, start, steps)
        below = np.flatnonzero(walked.value < ARRIVED * walked.value[0])
        if len(below):
            return run(objective, method, start, int(below[0]))
        steps *= 2
