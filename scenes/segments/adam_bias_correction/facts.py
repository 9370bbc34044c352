"""Adam's bias correction: two means that start at zero (numbers: blocks 1 and 8 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.optimizers.adam import Adam
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.parameters import Point, Reach, SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("mean", "square", "zero"),
    "fill": ("constant", "first", "run"),
    "correction": ("weight", "divide", "right"),
    "surprise": ("step", "share", "root", "length", "long"),
    "ratio": ("curve", "top", "settled"),
    "balls": ("go", "corrected", "uncorrected", "loss"),
    "hide": ("other", "first"),
    "moral": ("fold", "means", "meaning"),
}

TOLERANCE = 0.01
"""A step counts as right when its length is wrong by at most this share."""


class Params(SegmentParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter("ravine", "what the two balls walk on; of two coordinates")
    beta1: float = parameter(0.9, "share the mean of gradients keeps at every step, β₁", ge=0, le=0.99)
    beta2: float = parameter(0.999, "share the mean of squares keeps at every step, β₂", ge=0.5, le=0.9999)
    other_beta2: float = parameter(0.99, "the β₂ of other texts, to compare", ge=0.5, le=0.9999)
    learning_rate: float = parameter(0.1, "step size η of the balls", ge=0.001, le=1)
    epsilon: float = parameter(1e-8, "what keeps the divisor from zero, ε", ge=1e-12, le=1e-5)
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where both balls begin")
    steps: int = parameter(10, "steps of the means and of the balls", ge=2, le=60)


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
    def first_exact(self) -> bool:
        """Whether the first step has the right length, to the last digits: 1 − β₁ = √(1 − β₂)."""
        return bool(np.isclose(self.first, 1.0, rtol=1e-9))

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

    @property
    def deviation(self) -> float:
        """How far the worst step is from the right length, as the size of a logarithm."""
        return float(np.abs(np.log(self._course()[1])).max())

    def _course(self) -> tuple[np.ndarray, np.ndarray]:
        """Return all steps until both means are as good as full, and their factors."""
        slowest = max(self.beta1, self.beta2)
        t = np.arange(1.0, np.log(TOLERANCE / 4.0) / np.log(slowest) + 2.0)
        return t, self.at(t)


@dataclass(frozen=True)
class Facts:
    """What is true of the means (shares of their true values, in percent) and of both runs."""

    objective: ObjectiveChoice
    beta1: float
    beta2: float
    learning_rate: float
    steps: int
    tolerance: float
    m_share: np.ndarray
    v_share: np.ndarray
    m_first: float
    v_first: float
    root_first: float
    m_last: float
    v_last: float
    factor: StepFactor
    other: StepFactor
    corrected: Trajectory
    uncorrected: Trajectory
    corrected_end: Point
    uncorrected_end: Point
    corrected_loss: float
    uncorrected_loss: float
    way_ratio: float
    fold_distance: float

    @property
    def fold_exponent(self) -> int:
        """The power of ten that both ways to write the correction differ by less than, along the path."""
        return int(np.floor(np.log10(max(self.fold_distance, 1e-16)))) + 1

    @property
    def numerator_slower(self) -> bool:
        """Whether it is m, not v, that fills up later (or neither)."""
        return self.beta1 >= self.beta2

    @property
    def creeps(self) -> bool:
        """Whether the uncorrected ball covers clearly less ground."""
        return self.way_ratio < 0.9

    @property
    def alike(self) -> bool:
        """Whether both balls cover about the same ground."""
        return 0.9 <= self.way_ratio <= 1.1

    @property
    def higher(self) -> bool:
        """Whether the uncorrected ball went further and yet ends higher."""
        return self.way_ratio > 1.1 and self.uncorrected_loss >= self.corrected_loss

    @property
    def other_milder(self) -> bool:
        """Whether the other β₂ makes less of a difference, but no exact first step."""
        return self.other.deviation < self.factor.deviation and not self.other.first_exact

    @property
    def other_stronger(self) -> bool:
        """Whether the other β₂ makes as much or more of a difference."""
        return self.other.deviation >= self.factor.deviation


def facts(params: Params) -> Facts:
    """Run Adam with and without correction, and follow the shares of both means.

    Raises
    ------
    ContentError
        If the objective has not two coordinates or no minimum, both β₂ are equal, or epsilon rules the first step.
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
    if params.beta2 == params.other_beta2:
        raise ContentError(
            f"beta2 and other_beta2 are both {params.beta2:g}: there is nothing to compare",
            hint="choose another other_beta2, for example 0.999",
        )
    adam = {
        "learning_rate": params.learning_rate,
        "beta1": params.beta1,
        "beta2": params.beta2,
        "epsilon": params.epsilon,
    }
    corrected, uncorrected, folded = (
        run(objective, Adam(**adam, **form), params.start, params.steps)
        for form in ({}, {"bias_correction": False}, {"eps_mode": "hat"})
    )
    factor = StepFactor(params.beta1, params.beta2)
    first = np.abs([corrected.step[0], uncorrected.step[0] / factor.first]) / params.learning_rate
    if np.any(np.abs(first - 1.0) > TOLERANCE):
        raise ContentError(
            f"at start {params.start} the gradient is too small against epsilon = {params.epsilon:g}",
            hint="choose a start away from the axes and the minimum, or a smaller epsilon",
        )
    t = np.arange(params.steps + 1)
    m_share, v_share = 1.0 - params.beta1**t, 1.0 - params.beta2**t
    return Facts(
        objective=params.objective,
        beta1=params.beta1,
        beta2=params.beta2,
        learning_rate=params.learning_rate,
        steps=params.steps,
        tolerance=TOLERANCE,
        m_share=m_share,
        v_share=v_share,
        m_first=two_digits(100.0 * m_share[1]),
        v_first=two_digits(100.0 * v_share[1]),
        root_first=two_digits(100.0 * np.sqrt(v_share[1])),
        m_last=two_digits(100.0 * m_share[-1]),
        v_last=two_digits(100.0 * v_share[-1]),
        factor=factor,
        other=StepFactor(params.beta1, params.other_beta2),
        corrected=corrected,
        uncorrected=uncorrected,
        corrected_end=_point(corrected),
        uncorrected_end=_point(uncorrected),
        corrected_loss=float(corrected.value[-1]),
        uncorrected_loss=float(uncorrected.value[-1]),
        way_ratio=float(uncorrected.path_length / corrected.path_length),
        fold_distance=float(np.abs(corrected.x - folded.x).max()),
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
