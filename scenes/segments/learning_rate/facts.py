"""Five learning rates on the cost of y = 2x, and the limit 2/λ (source text 003; numbers: blocks 3 and 4)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimlib.datasets import Data, y_equals_2x
from optimlib.optimizers.gradient_descent import GradientDescent
from scenes.facts.line_descent import LineDescent, descend_line
from scenes.facts.line_fit import best_slope, curvature, gradient
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "bridge": ("zero", "below"),
    "hop": ("step", "land", "side", "kept", "back"),
    "sweep": ("slow", "one", "start"),
    "beyond": ("hop", "ever", "more", "explode"),
    "race": ("go", "tenth", "first", "second"),
    "swing": ("line", "closer"),
    "law": ("band", "curve", "leave"),
    "bend": ("squares", "gradient", "factor", "limit"),
    "control": ("start", "targets", "halve", "calm"),
    "push": ("raise", "bounce"),
    "next": ("creep", "once", "bounce", "limit", "all", "one"),
}

TENTH = 0.1
"""The share of the first distance at which runs are compared."""
SCALE = 0.5
"""What inputs and targets are multiplied by in one control run: the best weight stays, the curvature does not."""
START_SHARE, TARGET_SHARE = 0.5, 0.85
"""What the first distance, or all targets, are multiplied by in the others: the curvature stays."""
LONG = 100
"""Steps of every run: one close to the limit comes to a tenth."""


class Params(SegmentParams):
    """What may be changed.

    Each rate stays where it does what is said of it: the first one never crosses the goal, the second one hops and
    comes nearer, under the third one it does so more slowly, under the last one every hop is longer.
    """

    creeping_rate: float = parameter(0.01, "learning rate η that creeps", ge=0.008, le=0.03)
    hopping_rate: float = parameter(0.2, "learning rate η that hops", ge=0.19, le=0.202)
    closer_rate: float = parameter(0.21, "learning rate η that hops for longer", ge=0.2095, le=0.2105)
    exploding_rate: float = parameter(0.22, "learning rate η that explodes", ge=0.22, le=0.23)
    w0: float = parameter(1.0, "slope at the start", ge=0.5, le=1.5)
    steps: int = parameter(40, "steps of the race", ge=40, le=60)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the five runs, and of a control run.

    Attributes
    ----------
    creeping, direct, hopping, bouncing, exploding
        The runs, by what becomes of them; all start at ``w0``.
    closer
        A hopping run nearer to the limit.
    best_rate, limit
        1/λ, at which a step leaves nothing, and 2/λ, at which it leaves all.
    gradient
        Of the cost, at the start.
    control
        The exploding rate where inputs and targets are ``SCALE`` times as large.
    pushed
        The run on these that bounces, at their 2/λ.
    flat_curvature, flat_limit
        λ and 2/λ there.
    other_start, other_targets
        The exploding rate from ``START_SHARE`` of the distance, and with ``TARGET_SHARE`` times the targets.
    other_target, other_limit
        The best weight and 2/λ with these targets.
    """

    data: Data
    target: float
    w0: float
    steps: int
    creeping: LineDescent
    direct: LineDescent
    hopping: LineDescent
    bouncing: LineDescent
    exploding: LineDescent
    closer: LineDescent
    control: LineDescent
    other_start: LineDescent
    other_targets: LineDescent
    curvature: Fraction
    flat_curvature: float
    flat_limit: float
    other_target: float
    other_limit: float
    gradient: float
    pushed: LineDescent

    @property
    def racers(self) -> tuple[LineDescent, ...]:
        """Five of the runs, one for each fate, the smallest rate first."""
        return (self.creeping, self.direct, self.hopping, self.bouncing, self.exploding)

    @property
    def samples(self) -> int:
        """How many there are."""
        return len(self.data)

    @property
    def best_rate(self) -> Fraction:
        """1/λ."""
        return 1 / self.curvature

    @property
    def limit(self) -> Fraction:
        """2/λ."""
        return 2 / self.curvature

    @property
    def best_top(self) -> int:
        """Numerator of 1/λ."""
        return self.best_rate.numerator

    @property
    def best_bottom(self) -> int:
        """Denominator of 1/λ."""
        return self.best_rate.denominator

    @property
    def limit_top(self) -> int:
        """Numerator of 2/λ."""
        return self.limit.numerator

    @property
    def limit_bottom(self) -> int:
        """Denominator of 2/λ."""
        return self.limit.denominator

    @property
    def curvature_top(self) -> int:
        """Numerator of λ."""
        return self.curvature.numerator

    @property
    def curvature_bottom(self) -> int:
        """Denominator of λ."""
        return self.curvature.denominator

    @property
    def distance(self) -> float:
        """From the start to the best weight."""
        return abs(self.w0 - self.target)

    @property
    def start_gap(self) -> float:
        """From the best weight to the start; negative on its left."""
        return self.w0 - self.target

    @property
    def far_starts(self) -> tuple[float, float]:
        """Two other starts, further from the best weight, one on either side."""
        return (self.target + 1.7 * self.start_gap, self.target - 1.7 * self.start_gap)

    @property
    def other_side(self) -> float:
        """The weight as far beyond the best one as the start is before it."""
        return 2 * self.target - self.w0

    @property
    def swung_w(self) -> float:
        """The weight of the exploding run after ``steps`` steps."""
        return float(self.exploding.w[self.steps])

    @property
    def last(self) -> int:
        """Steps until the last of the six has come to a tenth, if it ever does."""
        return max(self.steps, self.closer.arrived)

    @property
    def squares(self) -> tuple[float, ...]:
        """The squared inputs: twice their mean is λ."""
        return tuple(float(square) for square in self.data.x**2)

    @property
    def first_step(self) -> float:
        """The first step of the hopping run."""
        return float(self.hopping.w[1] - self.hopping.w[0])

    @property
    def first_w(self) -> float:
        """The weight after it."""
        return float(self.hopping.w[1])

    @property
    def first_beyond(self) -> float:
        """How far that is beyond the best weight."""
        return self.first_w - self.target

    @property
    def hopping_later(self) -> bool:
        """Whether the hopping run takes at least as many steps to a tenth as the creeping one."""
        return self.hopping.arrived >= self.creeping.arrived

    def rates_within(self, count: int) -> tuple[float, float]:
        """Return the least and the largest rate at which so many steps leave at most a tenth of the distance."""
        factor = TENTH ** (1 / count)
        return (1 - factor) / float(self.curvature), (1 + factor) / float(self.curvature)

    def path(
        self, rate: float, bend: float, steps: int, *, start: float | None = None, target: float | None = None
    ) -> np.ndarray:
        """Return the weights ``(steps + 1,)`` of a run at any rate on a cost of any curvature, in closed form.

        It begins at ``w0`` and has its best weight where the others have it, unless told otherwise.
        """
        first, best = self.w0 if start is None else start, self.target if target is None else target
        return np.asarray(best + (first - best) * (1.0 - rate * bend) ** np.arange(steps + 1))


def facts(params: Params) -> Facts:
    """Run gradient descent at each rate, and at the last one with another start, other targets, a flatter cost."""
    data = y_equals_2x()
    target = best_slope(data)
    bend = Fraction(curvature(data)).limit_denominator(10**6)
    scaled = Data.of(SCALE * data.x, SCALE * data.y)
    retargeted = Data.of(data.x, TARGET_SHARE * data.y)

    def race(rate: float, on: Data = data, w0: float = params.w0) -> LineDescent:
        return descend_line(on, rate, w0, LONG, TENTH)

    return Facts(
        data=data,
        target=target,
        w0=params.w0,
        steps=params.steps,
        creeping=race(params.creeping_rate),
        direct=race(float(1 / bend)),
        hopping=race(params.hopping_rate),
        bouncing=race(GradientDescent().stability_limit(float(bend))),
        exploding=race(params.exploding_rate),
        closer=race(params.closer_rate),
        control=race(params.exploding_rate, scaled),
        other_start=race(params.exploding_rate, w0=target + START_SHARE * (params.w0 - target)),
        other_targets=race(params.exploding_rate, retargeted),
        curvature=bend,
        flat_curvature=curvature(scaled),
        flat_limit=GradientDescent().stability_limit(curvature(scaled)),
        other_target=best_slope(retargeted),
        other_limit=GradientDescent().stability_limit(curvature(retargeted)),
        gradient=float(gradient(data, params.w0)),
        pushed=race(GradientDescent().stability_limit(curvature(scaled)), scaled),
    )
