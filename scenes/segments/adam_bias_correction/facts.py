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
    "balls": ("corrected", "uncorrected", "loss"),
    "parts": ("mean", "square", "beta", "zero"),
    "fill": ("constant", "first", "run"),
    "correction": ("weight", "power", "divide", "right"),
    "noise": ("noise", "low", "divide", "name"),
    "surprise": ("share", "root", "length", "long"),
    "ratio": ("curve", "top", "gain", "settled"),
    "scale": ("scale", "same", "number", "left"),
    "rates": ("run", "corrected", "uncorrected", "moral"),
    "close": ("whole", "forgets"),
}

TOLERANCE = 0.01
"""A step counts as right when its length is wrong by at most this share."""
SCALE = 1000.0
"""How many times as large the gradient is made."""
RATES = np.geomspace(0.01, 10.0, 61)
"""The learning rates with which both balls are sent out."""
RUNS, NOISY_STEPS, SEED = 10_000, 30, 0
"""How many runs with noisy gradients, of how many steps, and from which seed."""
FORGETTING = 1000
"""Steps without any gradient, at the end."""


class Params(SegmentParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter("ravine", "what the two balls walk on; of two coordinates")
    beta1: float = parameter(0.9, "share the mean of gradients keeps at every step, β₁", ge=0, le=0.99)
    beta2: float = parameter(0.999, "share the mean of squares keeps at every step, β₂", ge=0.5, le=0.9999)
    learning_rate: float = parameter(2.0, "step size η of the two balls", ge=0.5, le=3)
    epsilon: float = parameter(1e-8, "what keeps the divisor from zero, ε", ge=1e-12, le=1e-5)
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where both balls begin")
    steps: int = parameter(10, "steps of the means", ge=2, le=30)
    walk_steps: int = parameter(30, "steps of the balls with every rate", ge=10, le=60)


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


@dataclass(frozen=True, eq=False)
class Noise:
    """Both means in many runs with random gradients, as shares of what they should be on average.

    The gradients of all runs and steps are drawn from one normal distribution of mean 1 and spread 1, so the true
    means are E[g] = 1 and E[g²] = 2.

    Attributes
    ----------
    m, v
        Shares, of shape ``(runs, steps)``, without correction.
    m_weight, v_weight
        1 − βᵗ after 1, 2, 3 … steps: what both are on average, and what they are divided by.
    at
        The step whose averages are told.
    """

    m: np.ndarray
    v: np.ndarray
    m_weight: np.ndarray
    v_weight: np.ndarray
    at: int

    @classmethod
    def of(cls, beta1: float, beta2: float, at: int) -> Noise:
        """Run both means of Adam on random gradients."""
        gradients = 1.0 + np.random.default_rng(SEED).standard_normal((NOISY_STEPS, RUNS))
        adam = Adam(0.0, beta1, beta2)
        given = iter(gradients)
        states = [state for _, _, state in descend([lambda x, g=g: g for g in given], adam, np.zeros(RUNS))]
        t = np.arange(1, NOISY_STEPS + 1)
        return cls(
            m=np.stack([state.m for state in states], axis=-1),
            v=np.stack([state.v for state in states], axis=-1) / 2.0,
            m_weight=1.0 - beta1**t,
            v_weight=1.0 - beta2**t,
            at=at,
        )

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.m)

    @property
    def averages(self) -> tuple[float, float]:
        """What m and v are on the average of all runs, at the step that is told."""
        return float(self.m[:, self.at - 1].mean()), float(self.v[:, self.at - 1].mean())

    @property
    def corrected_averages(self) -> tuple[float, float]:
        """The same with correction."""
        m, v = self.averages
        return m / float(self.m_weight[self.at - 1]), v / float(self.v_weight[self.at - 1])


@dataclass(frozen=True, eq=False)
class Sweep:
    """The mean loss of a walk for every learning rate, with correction and without."""

    rates: np.ndarray
    corrected: np.ndarray
    uncorrected: np.ndarray

    @property
    def best(self) -> tuple[float, float]:
        """The rates with the least mean loss, with and without correction."""
        return float(self.rates[self.corrected.argmin()]), float(self.rates[self.uncorrected.argmin()])

    @property
    def least(self) -> tuple[float, float]:
        """The mean losses there."""
        return float(self.corrected.min()), float(self.uncorrected.min())

    @property
    def shift(self) -> float:
        """How many times as large the best rate is with correction."""
        corrected, uncorrected = self.best
        return corrected / uncorrected

    @property
    def gain(self) -> float:
        """How many times as large the least mean loss is without correction."""
        corrected, uncorrected = self.least
        return uncorrected / corrected

    @property
    def lower(self) -> float:
        """By what share of it the correction lowers the least mean loss."""
        return 1 - 1 / self.gain


@dataclass(frozen=True)
class Facts:
    """What is true of the means (shares of their true values, in percent) and of all runs.

    Attributes
    ----------
    home
        The minimum nearest to the start.
    gradient
        Sizes of the gradient at the start, by coordinate.
    noise
        Both means under random gradients.
    first
        One step with and without correction.
    first_length, first_long
        How far the first step goes in each coordinate, with and without correction.
    scaled_length, scaled_long
        The same when the gradient is ``scale`` times as large.
    sweep
        Walks of ``walk_steps`` steps with every rate.
    forgetting
        Steps without gradient, after which the rest of v is shown.
    """

    objective: ObjectiveChoice
    beta1: float
    beta2: float
    learning_rate: float
    steps: int
    walk_steps: int
    tolerance: float
    scale: float
    forgetting: int
    home: Point
    gradient: Point
    start: Point
    start_loss: float
    m_share: np.ndarray
    v_share: np.ndarray
    m_first: float
    v_first: float
    root_first: float
    m_last: float
    v_last: float
    noise: Noise
    factor: StepFactor
    first: Pair
    first_length: float
    first_long: float
    scaled_length: float
    scaled_long: float
    sweep: Sweep

    @property
    def v_ahead(self) -> bool:
        """Whether the mean of squares is at first no emptier than the mean of gradients."""
        return self.v_first >= self.m_first

    @property
    def v_kept(self) -> float:
        """The share that a full mean of squares still holds when no gradients have come for a while."""
        return float(self.factor.beta2**self.forgetting)

    @property
    def tame(self) -> bool:
        """Whether the uncorrected first step does not climb out on the other side, or the corrected one climbs."""
        corrected, uncorrected = self.first.losses
        steep = int(np.argmax(self.gradient))
        before, after = self.first.uncorrected.x[:, steep] - self.home[steep]
        climbs = corrected < self.start_loss < uncorrected
        return not (climbs and before * after < 0)

    @property
    def unshifted(self) -> bool:
        """Whether the correction raises the least mean loss, or lowers it more than it moves the best rate."""
        corrected, uncorrected = self.sweep.least
        alike = min(corrected, uncorrected) > 0 and 1.0 < self.sweep.gain < 2.0
        return not (alike and self.sweep.shift >= 2.0)


def facts(params: Params) -> Facts:
    """Run Adam with and without correction, and follow the shares of both means.

    Raises
    ------
    ContentError
        If the objective has not two coordinates or no minimum, or epsilon rules the first step.
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
    adam = {"beta1": params.beta1, "beta2": params.beta2, "epsilon": params.epsilon}

    def both(rate: float, steps: int) -> Pair:
        return Pair(
            *(
                run(objective, Adam(rate, **adam, bias_correction=corrected), params.start, steps)
                for corrected in (True, False)
            )
        )

    first = both(params.learning_rate, 1)
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
    scaled, scaled_long = (
        float(np.abs(after - start).max())
        for corrected in (True, False)
        for after, _, _ in descend(
            [lambda x: SCALE * objective.gradient(x)],
            Adam(params.learning_rate, **adam, bias_correction=corrected),
            start,
        )
    )
    walks = np.array([[_mean_loss(one) for one in both(rate, params.walk_steps).runs] for rate in RATES])
    t = np.arange(params.steps + 1)
    m_share, v_share = 1.0 - params.beta1**t, 1.0 - params.beta2**t
    home = objective.minima[np.argmin(np.linalg.norm(objective.minima - start, axis=-1))]
    return Facts(
        objective=params.objective,
        beta1=params.beta1,
        beta2=params.beta2,
        learning_rate=params.learning_rate,
        steps=params.steps,
        walk_steps=params.walk_steps,
        tolerance=TOLERANCE,
        scale=SCALE,
        forgetting=FORGETTING,
        home=(float(home[0]), float(home[1])),
        gradient=(float(size_x), float(size_y)),
        start=params.start,
        start_loss=float(objective.value(start)),
        m_share=m_share,
        v_share=v_share,
        m_first=two_digits(100.0 * m_share[1]),
        v_first=two_digits(100.0 * v_share[1]),
        root_first=two_digits(100.0 * np.sqrt(v_share[1])),
        m_last=two_digits(100.0 * m_share[-1]),
        v_last=two_digits(100.0 * v_share[-1]),
        noise=Noise.of(params.beta1, params.beta2, min(params.steps, NOISY_STEPS)),
        factor=factor,
        first=first,
        first_length=float(np.abs(first.corrected.step[0]).max()),
        first_long=float(np.abs(first.uncorrected.step[0]).max()),
        scaled_length=scaled,
        scaled_long=scaled_long,
        sweep=Sweep(RATES, *walks.T),
    )


def two_digits(value: float) -> float:
    """Round a positive number as one says it: 65.13 is 65, and 0.0999 is 0.1.

    Examples
    --------
    >>> two_digits(65.13), two_digits(0.0999), two_digits(100.0)
    (65.0, 0.1, 100.0)
    """
    return float(f"{value:.1e}")


def _mean_loss(trajectory: Trajectory) -> float:
    """Return the mean of the losses after every step; infinite for a run that left all bounds."""
    mean = float(np.mean(trajectory.value[1:]))
    return mean if np.isfinite(mean) else np.inf
