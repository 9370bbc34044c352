"""Adam's bias correction: two means that start at zero (numbers: blocks 1 and 8 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.optimizers.adam import Adam
from optimlib.run import descend, run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.parameters import Point, Reach, SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "parts": ("mean", "square", "divide", "alike"),
    "zero": ("beta", "zero"),
    "fill": ("constant", "first", "run"),
    "correction": ("weight", "divide", "right"),
    "surprise": ("step", "share", "root", "length", "long"),
    "ratio": ("curve", "top", "settled", "other"),
    "balls": ("corrected", "uncorrected", "loss"),
    "small": ("rate", "ahead"),
    "scale": ("scale", "same", "epsilon", "moral"),
    "close": ("fold", "next"),
}

TOLERANCE = 0.01
"""A step counts as right when its length is wrong by at most this share."""
SCALE = 1000.0
"""How many times as large the gradient is made."""


class Params(SegmentParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter("ravine", "what the two balls walk on; of two coordinates")
    beta1: float = parameter(0.9, "share the mean of gradients keeps at every step, β₁", ge=0, le=0.99)
    beta2: float = parameter(0.999, "share the mean of squares keeps at every step, β₂", ge=0.5, le=0.9999)
    other_beta2: float = parameter(0.99, "another β₂, to compare", ge=0.5, le=0.9999)
    learning_rate: float = parameter(2.0, "step size η of the two balls", ge=0.5, le=3)
    small_rate: float = parameter(0.1, "a small step size η, to compare", ge=0.01, le=0.3)
    epsilon: float = parameter(1e-8, "what keeps the divisor from zero, ε", ge=1e-12, le=1e-5)
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where both balls begin")
    steps: int = parameter(10, "steps of the means and of the balls with the small rate", ge=2, le=30)


@dataclass(frozen=True)
class StepFactor:
    """How many times the right length a step has without correction, for gradients that stay the same.

    It is (1 − β₁ᵗ)/√(1 − β₂ᵗ): the shares that m and √v have of what they should be, one over the other.
    """

    beta1: float
    beta2: float

    def at(self, t: np.ndarray | float) -> np.ndarray:
        """Return the factor of step ``t``, the first being 1."""
        return np.asarray((1.0 - self.beta1**t) / np.sqrt(1.0 - self.beta2**t))

    @property
    def first(self) -> float:
        """The factor of the first step."""
        return float(self.at(1.0))

    @property
    def settled_at(self) -> int:
        """The step from which the factor stays within the tolerance."""
        t, factor = self._course()
        return int(t[np.abs(factor - 1.0) > TOLERANCE].max(initial=0)) + 1

    @property
    def peak_at(self) -> int:
        """The step with the largest factor."""
        t, factor = self._course()
        return int(t[np.argmax(factor)])

    @property
    def peak(self) -> float:
        """The largest factor."""
        return float(self.at(float(self.peak_at)))

    @property
    def first_right(self) -> bool:
        """Whether the first step has about the right length."""
        return abs(self.first - 1.0) <= TOLERANCE

    @property
    def first_short(self) -> bool:
        """Whether the first step is too short."""
        return self.first < 1.0 - TOLERANCE

    @property
    def never_long(self) -> bool:
        """Whether no step is too long."""
        return self.peak <= 1.0 + TOLERANCE

    @property
    def falling(self) -> bool:
        """Whether the first step is the longest one."""
        return self.peak_at == 1 and not self.never_long

    @property
    def late(self) -> bool:
        """Whether steps become too long later, though the first one is not."""
        return self.first <= 1.0 + TOLERANCE and not self.never_long

    def _course(self) -> tuple[np.ndarray, np.ndarray]:
        """Return all steps until both means are as good as full, and their factors."""
        slowest = max(self.beta1, self.beta2)
        t = np.arange(1.0, np.log(TOLERANCE / 4.0) / np.log(slowest) + 2.0)
        return t, self.at(t)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two runs of Adam that differ in the correction alone."""

    corrected: Trajectory
    uncorrected: Trajectory

    @property
    def runs(self) -> tuple[Trajectory, Trajectory]:
        """Return both, the corrected one first."""
        return self.corrected, self.uncorrected

    @property
    def losses(self) -> tuple[float, float]:
        """The losses both end with."""
        return float(self.corrected.value[-1]), float(self.uncorrected.value[-1])

    @property
    def ends(self) -> tuple[Point, Point]:
        """Where both end."""
        return _point(self.corrected), _point(self.uncorrected)


@dataclass(frozen=True)
class Facts:
    """What is true of the means (shares of their true values, in percent) and of all runs.

    Attributes
    ----------
    home
        The minimum nearest to the start.
    gradient
        Sizes of the gradient at the start, by coordinate.
    first
        One step with and without correction.
    small
        All steps with the small learning rate.
    first_length, first_long
        How far the first step goes in each coordinate, with and without correction.
    scaled_length
        How far it goes with correction when the gradient is ``scale`` times as large.
    fold_distance
        The largest distance between the paths of both ways to write the correction.
    """

    objective: ObjectiveChoice
    beta1: float
    beta2: float
    learning_rate: float
    small_rate: float
    epsilon: float
    steps: int
    tolerance: float
    scale: float
    home: Point
    gradient: Point
    start_loss: float
    m_share: np.ndarray
    v_share: np.ndarray
    m_first: float
    v_first: float
    root_first: float
    m_last: float
    v_last: float
    factor: StepFactor
    other: StepFactor
    first: Pair
    small: Pair
    first_length: float
    first_long: float
    scaled_length: float
    fold_distance: float

    @property
    def fold_exponent(self) -> int:
        """The power of ten that both ways to write the correction differ by less than, along the path."""
        return int(np.floor(np.log10(max(self.fold_distance, 1e-16)))) + 1

    @property
    def descent_rate(self) -> float:
        """The rate with which gradient descent's first step, in the steeper coordinate, is as long as Adam's."""
        return self.learning_rate / max(self.gradient)

    @property
    def epsilon_power(self) -> float:
        """The power of ten that ε is, in two digits."""
        return float(f"{np.log10(self.epsilon):.2g}")

    @property
    def v_ahead(self) -> bool:
        """Whether the mean of squares is at first no emptier than the mean of gradients."""
        return self.v_first >= self.m_first

    @property
    def tame(self) -> bool:
        """Whether the uncorrected first step does not climb out on the other side, or the corrected one climbs."""
        corrected, uncorrected = self.first.losses
        steep = int(np.argmax(self.gradient))
        before, after = self.first.uncorrected.x[:, steep] - self.home[steep]
        climbs = corrected < self.start_loss < uncorrected
        return not (climbs and before * after < 0)

    @property
    def behind(self) -> bool:
        """Whether the uncorrected ball is not ahead with the small learning rate."""
        corrected, uncorrected = self.small.losses
        return uncorrected >= corrected

    @property
    def ahead_though_shorter(self) -> bool:
        """Whether the uncorrected ball is ahead with the small learning rate, but not by longer steps."""
        corrected, uncorrected = (float(np.abs(one.step).sum()) for one in self.small.runs)
        return not self.behind and uncorrected <= corrected


def facts(params: Params) -> Facts:
    """Run Adam with and without correction, and follow the shares of both means.

    Raises
    ------
    ContentError
        If the objective has not two coordinates or no minimum, both β₂ are alike, or epsilon rules the first step.
    """
    objective = params.objective.load()
    if objective.minima.shape[-1] != 2:
        raise ContentError(
            f"objective '{params.objective}' has not two coordinates",
            hint="the balls roll on a map: take 'ravine' or 'bowl'",
        )
    if not len(objective.minima):
        raise ContentError(
            f"objective '{params.objective}' has no minimum",
            hint="the balls roll to one: take 'ravine' or 'bowl'",
        )
    if f"{params.beta2:g}" == f"{params.other_beta2:g}":
        raise ContentError(
            f"beta2 and other_beta2 are both {params.beta2:g}: there is nothing to compare",
            hint="choose another other_beta2, for example 0.999",
        )
    adam = {"beta1": params.beta1, "beta2": params.beta2, "epsilon": params.epsilon}

    def pair(rate: float, steps: int) -> Pair:
        return Pair(
            *(
                run(objective, Adam(rate, **adam, bias_correction=corrected), params.start, steps)
                for corrected in (True, False)
            )
        )

    first, small = pair(params.learning_rate, 1), pair(params.small_rate, params.steps)
    folded = run(objective, Adam(params.small_rate, **adam, eps_mode="hat"), params.start, params.steps)
    factor = StepFactor(params.beta1, params.beta2)
    lengths = np.abs([first.corrected.step[0], first.uncorrected.step[0] / factor.first])
    start = np.array(params.start)
    size_x, size_y = np.abs(objective.gradient(start))
    if np.any(np.abs(lengths / params.learning_rate - 1.0) > TOLERANCE):
        raise ContentError(
            f"at start {params.start} the gradient is too small against epsilon = {params.epsilon:g}:"
            f" {size_x:.3g} in x and {size_y:.3g} in y",
            hint=f"choose a start where '{params.objective}' is flat in neither coordinate, or a smaller epsilon",
        )
    ((scaled, _, _),) = descend(
        [lambda x: SCALE * objective.gradient(x)], Adam(params.learning_rate, **adam), start
    )
    t = np.arange(params.steps + 1)
    m_share, v_share = 1.0 - params.beta1**t, 1.0 - params.beta2**t
    home = objective.minima[np.argmin(np.linalg.norm(objective.minima - start, axis=-1))]
    return Facts(
        objective=params.objective,
        beta1=params.beta1,
        beta2=params.beta2,
        learning_rate=params.learning_rate,
        small_rate=params.small_rate,
        epsilon=params.epsilon,
        steps=params.steps,
        tolerance=TOLERANCE,
        scale=SCALE,
        home=(float(home[0]), float(home[1])),
        gradient=(float(size_x), float(size_y)),
        start_loss=float(objective.value(start)),
        m_share=m_share,
        v_share=v_share,
        m_first=two_digits(100.0 * m_share[1]),
        v_first=two_digits(100.0 * v_share[1]),
        root_first=two_digits(100.0 * np.sqrt(v_share[1])),
        m_last=two_digits(100.0 * m_share[-1]),
        v_last=two_digits(100.0 * v_share[-1]),
        factor=factor,
        other=StepFactor(params.beta1, params.other_beta2),
        first=first,
        small=small,
        first_length=float(np.abs(first.corrected.step[0]).max()),
        first_long=float(np.abs(first.uncorrected.step[0]).max()),
        scaled_length=float(np.abs(scaled - start).max()),
        fold_distance=float(np.abs(small.corrected.x - folded.x).max()),
    )


def two_digits(value: float) -> float:
    """Round a positive number as one says it: 65.13 is 65, and 0.0999 is 0.1.

    Examples
    --------
    >>> two_digits(65.13), two_digits(0.0999), two_digits(100.0)
    (65.0, 0.1, 100.0)
    """
    return float(f"{value:.1e}")


def _point(trajectory: Trajectory) -> Point:
    x, y = trajectory.x[-1]
    return float(x), float(y)
