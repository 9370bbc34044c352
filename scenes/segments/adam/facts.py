"""Adam beside momentum, its controls, its mean in noise, its longest step and its scale (reference: blocks 1, 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from optimlib.optimizers.adam import Adam
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.trajectory import Trajectory
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

from .controls import OneRoot, swing
from .noisy_valley import NoisyValley, noisy_valley
from .scaled import ScaleSweep, sweep_scales, well_below
from .step_law import LongestSteps, longest_steps, most_step

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("led", "sizes", "m", "v"),
    "join": ("over", "bare", "one", "shrink"),
    "walk": ("adam", "momentum", "loss", "why"),
    "cause": ("y", "x", "one", "crawl"),
    "purpose": ("bare", "less", "purpose"),
    "noise": ("speed", "shake", "best"),
    "bound": ("equal", "never", "lonely"),
    "most": ("weights", "growth", "most"),
    "scale": ("scale", "explode", "same", "small", "floor", "alone"),
    "moral": ("both", "while", "zero", "next"),
}

EPSILON = 1e-8
"""As PyTorch has it, outside the root."""
FAR = 100
"""Steps in noise, after which losses are compared."""
CALM = 0.1
"""Without its mean, Adam must swing by less than this share of its own swing, or the mean is not what swings."""


class Params(ValleyParams):
    """What may be changed."""

    learning_rate: float = parameter(0.3, "learning rate η of Adam", ge=0.2, le=0.4)
    beta1: float = parameter(
        0.9, "share β₁ that the mean of gradients keeps; momentum's too", ge=0.8, le=0.95
    )
    beta2: float = parameter(0.999, "share β₂ that the mean of squares keeps", ge=0.998, le=0.9999)
    rival_learning_rate: float = parameter(0.1, "learning rate η of momentum", ge=0.07, le=0.2)
    start: Annotated[Point, Reach(10)] = parameter((-7.0, 2.0), "where all runs begin")
    steps: int = parameter(30, "steps of all runs in the valley", ge=20, le=50)
    noise: float = parameter(
        0.3, "standard deviation σ of the noise in each coordinate of a gradient", ge=0.2, le=2
    )
    scale: float = parameter(1000.0, "by what the loss is multiplied", ge=50, le=1e5)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of Adam and of what differs from it in one thing; lengths in units of the plane.

    Attributes
    ----------
    own, rival
        Adam and momentum.
    bare, one
        Adam with β₁ = 0; Adam with one root for both coordinates.
    swing, rival_swing, bare_swing, one_swing
        How far each swings past the floor of the valley, y = 0.
    reached
        x of Adam and of ``one`` after ``steps`` steps.
    valley
        Adam with its mean and without, in noise.
    longest, most
        Sequences of gradients that make steps long; the longest step there can be, in units of η.
    sweep
        Runs at every scale of the loss.
    rival_limit
        By how much the loss may be multiplied before momentum, at its rate, diverges.
    small
        A scale at which all gradients are well below ε.
    same_gap, floor_gap
        How far Adam's points at ``scale`` are from those at 1, at most; how far those at ``small`` are from
        those of m alone, as a share of the way.
    """

    own: Trajectory
    rival: Trajectory
    bare: Trajectory
    one: Trajectory
    objective: ObjectiveChoice
    learning_rate: float
    rival_learning_rate: float
    beta1: float
    beta2: float
    steps: int
    scale: float
    swing: float
    rival_swing: float
    bare_swing: float
    one_swing: float
    reached: tuple[float, float]
    valley: NoisyValley
    longest: LongestSteps
    most: float
    sweep: ScaleSweep
    noise: float
    rival_limit: float
    small: float
    same_gap: float
    floor_gap: float
    epsilon: float = EPSILON
    far: int = FAR

    @property
    def ratio(self) -> np.ndarray:
        """m̂/√v̂ along y: each step in units of η, ``(steps,)``."""
        m, v = (part[1 : self.steps + 1, 1] for part in (self.own.state.m_hat, self.own.state.v_hat))
        return np.asarray(m / np.sqrt(v))

    @property
    def losses(self) -> tuple[float, float]:
        """Losses after ``steps`` steps, of Adam and of ``bare``."""
        return float(self.own.value[self.steps]), float(self.bare.value[self.steps])

    @property
    def rival_loss(self) -> float:
        """Momentum's loss after ``steps`` steps."""
        return float(self.rival.value[self.steps])

    @property
    def rival_lower(self) -> bool:
        """Whether momentum's loss is lower than Adam's after ``steps`` steps."""
        return self.rival_loss < self.losses[0]

    @property
    def rates(self) -> np.ndarray:
        """Adam's rate in each coordinate and step, as momentum counts rates, ``(steps, 2)``.

        Momentum's buffer is a sum of gradients. As one, m̂ is (1 − β₁)/(1 − β₁ᵗ) of it, so the rate is η times that
        over √v̂: momentum at these rates walks Adam's path.
        """
        return self._as_sums(self.own.state.v_hat[1 : self.steps + 1])

    @property
    def one_rates(self) -> np.ndarray:
        """The same of Adam with one root for both coordinates, ``(steps,)``."""
        corrected = 1 - self.beta2 ** np.arange(1, self.steps + 1)
        return self._as_sums(self.one.state.v[1 : self.steps + 1] / corrected[:, None])[:, 0]

    def _as_sums(self, squares: np.ndarray) -> np.ndarray:
        corrected = 1 - self.beta1 ** np.arange(1, len(squares) + 1)[:, None]
        return np.asarray(self.learning_rate * (1 - self.beta1) / corrected / np.sqrt(squares))

    @property
    def bare_lower(self) -> bool:
        """Whether Adam's loss is lower without its mean after ``steps`` steps, where there is no noise."""
        return self.losses[1] < self.losses[0]

    @property
    def two_gifts(self) -> bool:
        """Whether the mean is faster at small rates, in noise and without, and shakes less at ours."""
        return self.valley.faster and self.valley.shakes_less(self.learning_rate)

    @property
    def lonely(self) -> float:
        """The step after one gradient among zeros, in units of η."""
        return float(self.longest.lonely_steps[0])

    @property
    def growth(self) -> float:
        """By what share gradients grow at each step to come to the longest one."""
        return self.weight_factor - 1

    @property
    def weight_factor(self) -> float:
        """By what the ratio of a gradient's weights in m and in v grows for each step that it is newer, β₂/β₁."""
        return self.beta2 / self.beta1

    @property
    def epsilon_power(self) -> int:
        """The power of ten that ε is."""
        return round(float(np.log10(self.epsilon)))

    @property
    def same_gap_power(self) -> int:
        """The power of ten in ``same_gap``."""
        return int(np.floor(np.log10(self.same_gap)))

    @property
    def same_gap_digit(self) -> int:
        """The digit before it."""
        return round(self.same_gap / 10.0**self.same_gap_power)

    @property
    def floor_rate(self) -> float:
        """The rate at which m alone moves the point below ε, η/ε."""
        return self.learning_rate / EPSILON

    @property
    def magnified(self) -> float:
        """How many times the paths below ε are magnified, for their longer side to be shown as long as the way's."""
        tiny = self.sweep.adam[:, self.sweep.near(self.small)]
        whole = np.ptp(self.own.x[: self.steps + 1], axis=0).max()
        return float(f"{whole / np.ptp(tiny, axis=0).max() / 2:.1g}")

    @property
    def rival_first(self) -> float:
        """Momentum's y after one step at the greater scale."""
        return float(self.sweep.rival[1, self.sweep.near(self.scale), 1])


def facts(params: Params) -> Facts:
    """Run Adam, momentum and every control, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the objective is no valley along x, the start lies on an axis, or the runs do not bear out what is told:
        that Adam swings less than momentum, by its mean alone, and gets farther than what swings as little; that
        its mean is worth something in noise; that momentum diverges at the greater scale.
    """
    objective = params.objective.load()
    steep = float(curvatures(params.objective, "adam")[1])
    refuse_axis(params.start)
    start = np.array(params.start)
    method = Adam(params.learning_rate, params.beta1, params.beta2, EPSILON)
    rival_method = Momentum(params.rival_learning_rate, params.beta1)
    own, bare, one, rival = (
        run(objective, chosen, start, params.steps)
        for chosen in (
            method,
            Adam(params.learning_rate, 0.0, params.beta2, EPSILON),
            OneRoot(params.learning_rate, params.beta1, params.beta2, EPSILON),
            rival_method,
        )
    )
    swings = tuple(swing(walk.x) for walk in (own, rival, bare, one))
    _refuse_other_swings(swings, params)
    reached = tuple(float(walk.x[params.steps, 0]) for walk in (own, one))
    _refuse_no_crawl(reached, params)
    valley = noisy_valley(objective, method, start, FAR, params.noise)
    _refuse_idle_mean(valley)
    limit = 2 * (1 + params.beta1) / (steep * params.rival_learning_rate)
    _refuse_calm_rival(limit, params)
    sweep = sweep_scales(objective, method, rival_method, start, params.steps)
    small = well_below(float(np.abs(own.grad).max()), EPSILON)
    unscaled, scaled, tiny = (sweep.near(one) for one in (1.0, params.scale, small))
    far_apart = np.linalg.norm(sweep.adam[:, tiny] - sweep.mean[:, tiny], axis=-1).max()
    return Facts(
        own=own,
        rival=rival,
        bare=bare,
        one=one,
        objective=params.objective,
        learning_rate=params.learning_rate,
        rival_learning_rate=params.rival_learning_rate,
        beta1=params.beta1,
        beta2=params.beta2,
        steps=params.steps,
        scale=params.scale,
        swing=swings[0],
        rival_swing=swings[1],
        bare_swing=swings[2],
        one_swing=swings[3],
        reached=reached,  # type: ignore[arg-type]
        valley=valley,
        longest=longest_steps(params.beta1, params.beta2),
        most=most_step(params.beta1, params.beta2),
        sweep=sweep,
        noise=params.noise,
        rival_limit=limit,
        small=small,
        same_gap=float(np.linalg.norm(sweep.adam[:, scaled] - sweep.adam[:, unscaled], axis=-1).max()),
        floor_gap=float(far_apart / sweep.length("adam")[tiny]),
    )


def _refuse_other_swings(swings: tuple[float, ...], params: Params) -> None:
    own, rival, bare, one = swings
    if own >= 0.9 * rival or bare > CALM * own or one < 0.5 * own:
        raise ContentError(
            f"from {params.start}, Adam swings past the floor of the valley by {own:.2f}, momentum by {rival:.2f}, "
            f"Adam without its mean by {bare:.2f} and with one root for both coordinates by {one:.2f}",
            hint="adam tells of a swing that comes from the mean, and is smaller than momentum's: take a start that "
            "is steeper across the valley than along it, a smaller learning_rate or a larger rival_learning_rate",
        )


def _refuse_no_crawl(reached: tuple[float, ...], params: Params) -> None:
    own, one = (abs(x) for x in reached)
    if 2 * own >= one:
        raise ContentError(
            f"after {params.steps} steps from {params.start}, Adam is at x = {reached[0]:.2f}, with one root for "
            f"both coordinates at {reached[1]:.2f}",
            hint="adam tells that its own roots spare x a crawl: choose a larger learning_rate, or a start nearer to "
            "the minimum along x",
        )


def _refuse_idle_mean(valley: NoisyValley) -> None:
    if valley.least[0] < valley.least[1]:
        return
    raise ContentError(
        f"in noise of {valley.noise:g}, Adam's loss after {FAR} steps is {valley.least[0]:.3g} with its mean and "
        f"{valley.least[1]:.3g} without, each at its best rate",
        hint="adam tells that the mean helps in noise: choose another noise, beta1 or start",
    )


def _refuse_calm_rival(limit: float, params: Params) -> None:
    if params.scale < 2 * limit:
        raise ContentError(
            f"at a rate of {params.rival_learning_rate:g}, momentum bears {limit:.3g} times the loss, so at "
            f"{params.scale:g} times it does not diverge at once",
            hint="adam tells that momentum explodes there: choose a larger scale or a larger rival_learning_rate",
        )
