"""Choosing a method: three questions, each answered by runs; the score, what to watch, and one more run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from optimlib import optimizers
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.run import run
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.turning import turned
from scenes.facts.valley import curvatures
from scenes.parameters import SegmentParams, parameter

from .methods import GROUPS, Method, all_methods, method_page
from .rare_words import KINDS, Rare, rare_words
from .shapes import UNTUNED, Shapes, shapes
from .tuning import LEVEL_STARTS, RATES, SHARE, RateRange, level_starts, rate_ranges
from .turned_runs import turned_runs
from .valleys import NEAR, PATIENCE, QUARTER, STARTS, STAYS, Scales, ring, scale_runs, steps_near, tune

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("methods", "plain", "remember", "divide", "both", "three"),
    "rare": ("words", "share", "cap"),
    "left": ("descent", "others", "unequal"),
    "scales": ("narrow", "plain", "root", "flat", "advice"),
    "turn": ("turn", "same", "each", "small"),
    "memory": ("best", "adagrad", "adam", "without", "advice"),
    "scale": ("rate", "multiply", "stay", "advice"),
    "score": ("table", "copes", "only", "start", "tuned"),
    "tune": ("length", "usual", "way", "twice"),
    "watch": ("large", "small", "floor", "fine"),
    "close": ("slope", "memory", "each", "both", "invite"),
}

VALLEY, START = ObjectiveChoice(name="ravine"), (-7.0, 2.0)
"""Where nearly all runs of the course take place."""
STEPS = 200
"""Steps of the noisy runs."""
CONDITION = 100.0
"""The condition number at which steps are told."""
RATE_STEPS, FACTOR = 100, 100.0
"""Steps for which every rate is tried, and what the loss is multiplied by then."""
WORDS, UPDATES, LABEL_NOISE, RUNS = 100, 30, 0.25, 40
"""How many words there are, mini-batches that are seen, noise of a sample, and runs that are averaged."""
TURN_STEPS, CLOSING_STEPS = 30, 30
"""Steps of the runs while the valley turns, and of those in the last picture."""
COPES = 2
"""A method copes with a valley when it needs at most one step for so many of descent's."""
CLOSING_RATES = np.geomspace(0.01, 10.0, 61)
"""Learning rates that are tried for those methods of the last picture that are not compared."""
SEED = 25
COMPARED = ("gradient_descent", "momentum", "adagrad", "adam")
"""The methods that answer the questions: without and with a memory, with one rate and with a rate for each weight."""


class Params(SegmentParams):
    """What may be changed."""

    learning_rate: float = parameter(
        0.5, "learning rate η of the noisy runs, before it falls", ge=0.3, le=0.8
    )
    noise: float = parameter(1.0, "standard deviation of the noise in each gradient", ge=0.6, le=1.5)
    batch: int = parameter(128, "samples in a mini-batch of words", ge=128, le=512)


@dataclass(frozen=True, eq=False)
class Again:
    """A method that runs once more, in the valley at the end, along the axes or turned.

    Attributes
    ----------
    steps
        After so many, at its best rate and memory, all starts of the ring are near and stay so.
    path
        Its run from the course's start, turned along with the valley, ``(k + 1, 2)``.
    """

    steps: float
    path: np.ndarray


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of choosing.

    Attributes
    ----------
    scales, rare, ranges
        The runs that answer the questions.
    walks, walk_losses
        By method, its run at the course's rates for every angle of the valley, ``(angles, k + 1, 2)``, and the
        losses it ends with, ``(angles,)``.
    walk_rates
        By method that divides, the learning rate of each weight at the last step, ``(angles, 2)``.
    shapes
        What loss curves look like.
    methods
        Every method there is.
    again
        By method, the runs of the last picture: turned, and along the axes.
    way
        How far the farthest start is from the minimum in one coordinate, where every rate is tried.
    """

    scales: Scales
    rare: Rare
    ranges: dict[str, RateRange]
    walks: dict[str, np.ndarray]
    walk_losses: dict[str, np.ndarray]
    walk_rates: dict[str, np.ndarray]
    shapes: Shapes
    methods: tuple[Method, ...]
    again: dict[str, tuple[Again, Again]]
    objective: ObjectiveChoice
    curvatures: np.ndarray
    learning_rate: float
    deviation: float
    batch: int
    way: float
    steps: int = STEPS
    condition: float = CONDITION
    rate_steps: int = RATE_STEPS
    factor: float = FACTOR
    words: int = WORDS
    updates: int = UPDATES
    label_noise: float = LABEL_NOISE
    runs: int = RUNS
    turn_steps: int = TURN_STEPS
    copes_share: int = COPES
    untuned_rate: float = UNTUNED
    near: float = NEAR
    share: float = SHARE
    starts: int = STARTS
    level_starts: int = LEVEL_STARTS
    stays: int = STAYS
    closing_steps: int = CLOSING_STEPS

    @property
    def count(self) -> int:
        """How many methods there are."""
        return len(self.methods)

    @property
    def constant_end(self) -> float:
        """The mean loss that a constant rate ends with."""
        return float(self.shapes.mean_floor[-1])

    @property
    def falling_end(self) -> float:
        """The mean loss that the same rate ends with when it falls to zero."""
        return float(self.shapes.mean_fine[-1])

    @property
    def valley_condition(self) -> float:
        """The condition number of the course's valley, where every rate is tried."""
        return float(self.curvatures.max() / self.curvatures.min())

    @property
    def correlation(self) -> float:
        """How strongly two inputs of equal size are correlated, either way, if their valley is as narrow.

        Its curvatures are as 1 + ρ and 1 − ρ, along the diagonals.
        """
        return (self.valley_condition - 1) / (self.valley_condition + 1)

    @property
    def descent_steps(self) -> float:
        """Steps of gradient descent at the told condition number, turned or not."""
        return self.scales.told["gradient_descent"].steps

    @property
    def momentum_steps(self) -> float:
        """Momentum's, turned or not."""
        return self.scales.told["momentum"].steps

    @property
    def adagrad_steps(self) -> float:
        """AdaGrad's, along the axes."""
        return self.scales.told["adagrad"].steps

    @property
    def adagrad_turned(self) -> float:
        """The same, where the valley lies across both axes."""
        return self.scales.told_turned["adagrad"].steps

    @property
    def adam_steps(self) -> float:
        """Adam's, along the axes."""
        return self.scales.told["adam"].steps

    @property
    def adam_turned(self) -> float:
        """The same, across the axes."""
        return self.scales.told_turned["adam"].steps

    @property
    def forgetful_turned(self) -> float:
        """Those of Adam without a memory of directions (β₁ = 0), across the axes."""
        return self.scales.told_turned["forgetful"].steps

    @property
    def momentum_memory(self) -> float:
        """The factor that is best for momentum at the told condition number."""
        return self.scales.told["momentum"].memory

    @property
    def commonest(self) -> float:
        """How many samples there are for each one with the commonest word."""
        return float(1 / self.rare.shares[0])

    @property
    def rarest(self) -> float:
        """How many samples there are for each one with the rarest word."""
        return float(1 / self.rare.shares[-1])

    @property
    def large_rate(self) -> float:
        """The rate at which the loss climbs."""
        return self.shapes.large_rate

    @property
    def limit_rate(self) -> float:
        """The limit that it is beyond: 2 over the largest curvature."""
        return float(2 / self.curvatures.max())

    @property
    def descent_left(self) -> float:
        """The share of the squared error that descent leaves of equal weights, on average over all runs."""
        return self.rare.mean("equal", "gradient_descent")

    @property
    def descent_unequal(self) -> float:
        """The same of unequal weights."""
        return self.rare.mean("unequal", "gradient_descent")

    @property
    def reach(self) -> float:
        """Descent's best rate times the curvature of the commonest word, for equal weights."""
        return self.rare.reach["equal"]

    @property
    def most_left(self) -> float:
        """The most that any other method leaves on average, of equal weights or of unequal ones."""
        return max(self.rare.mean(kind, name) for kind in KINDS for name in COMPARED[1:])

    @property
    def adam_begins(self) -> float:
        """The least of Adam's rates that will do."""
        return self.ranges["adam"].ends[0]

    @property
    def covering_rate(self) -> float:
        """The rate whose steps, all as long as it is, just go the way."""
        return self.way / self.rate_steps

    @property
    def untuned_way(self) -> float:
        """How far steps of the untuned rate's length go."""
        return self.rate_steps * self.untuned_rate

    @property
    def untuned_left(self) -> float:
        """The share of the loss that Adam leaves at the untuned rate."""
        return self.adam_left(self.untuned_rate)

    @property
    def covering_left(self) -> float:
        """The share of the loss that Adam leaves at the rate whose steps just go the way."""
        return self.adam_left(self.covering_rate)

    @property
    def doubled_rate(self) -> float:
        """Twice that rate."""
        return 2 * self.covering_rate

    @property
    def doubled_left(self) -> float:
        """The share of the loss that Adam leaves at it."""
        return self.adam_left(self.doubled_rate)

    @property
    def adam_beta2(self) -> float:
        """Adam's β₂ in all runs."""
        return float(Adam().beta2)

    def adam_left(self, rate: float) -> float:
        """Return the share of the loss that Adam leaves at a rate, between those tried along the logarithm."""
        return float(np.exp(np.interp(np.log(rate), np.log(RATES), np.log(self.ranges["adam"].left))))

    @property
    def scores(self) -> dict[str, dict[str, float]]:
        """By question and method: steps along the axes, steps when turned, and by what good rates are divided."""
        return {
            "scales": {name: self.scales.told[name].steps for name in COMPARED},
            "turn": {name: self.scales.told_turned[name].steps for name in COMPARED},
            "rates": {
                name: float(f"{self.ranges[name].ends[0] / self.ranges[name].ends_scaled[0]:.3g}")
                for name in COMPARED
            },
        }

    @property
    def few_steps(self) -> float:
        """Steps with which a method copes with a valley, at most."""
        return self.descent_steps / COPES

    def copes(self, question: str, name: str) -> bool:
        """Tell whether a method takes few steps, or where the loss is multiplied, keeps its rates."""
        most = 1.0 if question == "rates" else self.few_steps
        return self.scores[question][name] <= most

    @property
    def copes_with_all(self) -> set[str]:
        """The methods that cope with everything that is asked."""
        return {name for name in COMPARED if all(self.copes(one, name) for one in self.scores)}

    def reading(self, screen: Mapping[str, str], language: str) -> str:
        """Return the table of all methods as Markdown, for the transcript beside the film."""
        return method_page(self.methods, screen, language)

    def group(self, name: str) -> tuple[Method, ...]:
        """Return the methods of a group."""
        return tuple(one for one in self.methods if one.group == name)


def _again(bend: np.ndarray, start: np.ndarray, name: str, angle: float) -> Again:
    """Let a method run at the rate, and if it is compared, the memory that are best for the ring of starts."""
    flat, steep = sorted(float(one) for one in bend)
    valley, method = Quadratic(tuple(bend), angle=angle), optimizers.load(name)
    if name in COMPARED:
        tuned = tune(name, steep, flat, angle, ring(start))
        steps, rate = tuned.steps, tuned.rate
        remembers = {"momentum": "momentum", "adam": "beta1"}
        if name in remembers:
            method = replace(method, **{remembers[name]: tuned.memory})  # type: ignore[type-var]  # all are dataclasses
    else:
        # What pulls to zero, where the minimum lies, would help: the rate is chosen without it.
        still = {"weight_decay": 0.0} if hasattr(method, "weight_decay") else {}
        tried = optimizers.load(name, learning_rate=CLOSING_RATES[:, None, None], **still)
        steps, rate = steps_near(valley, tried, ring(start), PATIENCE)
    method = replace(method, learning_rate=rate)  # type: ignore[type-var]  # so is every method
    return Again(steps, run(valley, method, turned(start, np.degrees(angle)), CLOSING_STEPS).x)


def facts(params: Params) -> Facts:
    """Run all that answers a question, and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If with these numbers the advice would be another one.
    """
    bend, start = curvatures(VALLEY, "choosing"), np.array(START)
    rng = np.random.default_rng(SEED)
    drawn = params.noise * rng.standard_normal((STEPS, 2))
    level = level_starts(bend, start)
    walks, walk_losses, walk_rates = turned_runs(bend, start, TURN_STEPS)
    found = Facts(
        scales=scale_runs(float(bend.max()), start, CONDITION, COMPARED),
        rare=rare_words(WORDS, params.batch, UPDATES, LABEL_NOISE, RUNS, rng),
        ranges=rate_ranges(bend, level, RATE_STEPS, FACTOR),
        walks=walks,
        walk_losses=walk_losses,
        walk_rates=walk_rates,
        shapes=shapes(bend, start, params.learning_rate, drawn, params.noise),
        methods=all_methods(),
        again={
            name: (_again(bend, start, name, QUARTER), _again(bend, start, name, 0.0))
            for name in optimizers.names()
        },
        objective=VALLEY,
        curvatures=bend,
        learning_rate=params.learning_rate,
        deviation=params.noise,
        batch=params.batch,
        way=float(np.abs(level).max()),
    )
    _stands(found)
    return found


def _stands(found: Facts) -> None:
    """Refuse numbers under which a sentence would not be true."""
    rare = found.rare
    claims = {
        "a falling rate ends lower than a constant one": found.falling_end < found.constant_end / 2,
        "all but descent leave less than a third of what it leaves of rare words": 3 * found.most_left
        < min(found.descent_left, found.descent_unequal),
        "the commonest word is what limits descent's rate": all(
            1.0 < one < 2.0 for one in rare.reach.values()
        ),
        "turned, no weight has a rate as large as the flat one's was": all(
            2 * one[-1].max() < one[0].max() for one in found.walk_rates.values()
        ),
        "steps that cover the way twice leave little, and steps that cover it once do not": found.doubled_left
        < SHARE
        < found.covering_left,
        "twice the rate that covers the way is a good one": found.ranges["adam"].ends[0]
        < found.doubled_rate
        < found.ranges["adam"].ends[1],
        "Adam alone copes with all that is asked": found.copes_with_all == {"adam"},
    }
    for claim, holds in claims.items():
        if not holds:
            raise ContentError(
                f"with these numbers it is not true that {claim}",
                hint="choosing advises what its runs show: stay nearer to its own learning_rate, noise and batch",
            )


__all__ = ["BEATS", "COMPARED", "GROUPS", "Facts", "Params", "facts"]
