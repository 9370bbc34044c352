"""Choosing a method: three questions, each answered by runs; the score, what to watch, and one more run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from optimlib import optimizers
from optimlib.objectives.quadratic import Quadratic
from optimlib.run import run
from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import curvatures
from scenes.parameters import SegmentParams, parameter

from .methods import GROUPS, Method, all_methods, method_page
from .rare_words import Rare, rare_words
from .shapes import UNTUNED, Shapes, shapes
from .tuning import LEVEL_STARTS, RATES, SHARE, RateRange, level_starts, rate_ranges
from .valleys import NEAR, QUARTER, STARTS, STAYS, Scales, Tuned, ring, scale_runs, tune

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("methods", "plain", "each", "both", "three"),
    "scales": ("narrow", "plain", "root", "flat"),
    "turn": ("turned", "same", "adagrad", "adam"),
    "memory": ("without", "along", "across", "advice"),
    "rare": ("often", "cap", "left", "equal", "advice"),
    "rates": ("will", "bare", "kept"),
    "scale": ("scale", "stay", "advice"),
    "length": ("usual", "way"),
    "score": ("table", "first", "only", "start", "known"),
    "watch": ("large", "small", "floor", "fine"),
    "close": ("slope", "memory", "each", "watch", "invite"),
}

VALLEY, START = ObjectiveChoice(name="ravine"), (-7.0, 2.0)
"""Where nearly all runs of the course take place."""
STEPS = 200
"""Steps of the noisy runs."""
CONDITION = 100.0
"""The condition number at which steps are told."""
RATE_STEPS, FACTOR = 100, 100.0
"""Steps for which every rate is tried, and what the loss is multiplied by then."""
WORDS, UPDATES, LABEL_NOISE, RUNS = 100, 30, 0.25, 20
"""How many words there are, mini-batches that are seen, noise of a sample, and runs that are averaged."""
CLOSING_STEPS = 30
"""Steps of the runs in the last picture."""
SEED = 25
COMPARED = ("gradient_descent", "momentum", "adagrad", "adam")
"""The methods that answer the questions: without and with a memory, with one rate and with a rate for each weight."""


class Params(SegmentParams):
    """What may be changed."""

    learning_rate: float = parameter(
        0.5, "learning rate η of the noisy runs, before it falls", ge=0.3, le=0.8
    )
    noise: float = parameter(1.0, "standard deviation of the noise in each gradient", ge=0.6, le=1.5)
    batch: int = parameter(128, "samples in a mini-batch of words", ge=64, le=512)


@dataclass(frozen=True, eq=False)
class Again:
    """A method that runs once more, in the valley at the end, along the axes or turned.

    Attributes
    ----------
    tuned
        Its rate and memory, and the steps they take.
    path
        Its run from the course's start, turned along with the valley, ``(k + 1, 2)``.
    """

    tuned: Tuned
    path: np.ndarray


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of choosing.

    Attributes
    ----------
    scales, rare, ranges
        The runs that answer the questions.
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
    def forgetful_steps(self) -> float:
        """Those of Adam without a memory of directions (β₁ = 0), along the axes."""
        return self.scales.told["forgetful"].steps

    @property
    def forgetful_turned(self) -> float:
        """The same, across the axes."""
        return self.scales.told_turned["forgetful"].steps

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
        """The share of the squared error that descent leaves, on average over all words."""
        return self.rare.mean["gradient_descent"]

    @property
    def adagrad_left(self) -> float:
        """The same for AdaGrad."""
        return self.rare.mean["adagrad"]

    @property
    def descent_equal(self) -> float:
        """What descent leaves where all words are equally frequent."""
        return self.rare.mean_equal["gradient_descent"]

    @property
    def adagrad_equal(self) -> float:
        """The same for AdaGrad."""
        return self.rare.mean_equal["adagrad"]

    @property
    def descent_width(self) -> float:
        """How many times the least rate that will do the largest one is, for descent."""
        return self.ranges["gradient_descent"].width

    @property
    def momentum_width(self) -> float:
        """The same for momentum."""
        return self.ranges["momentum"].width

    @property
    def adam_width(self) -> float:
        """The same for Adam."""
        return self.ranges["adam"].width

    @property
    def adagrad_width(self) -> float:
        """The same for AdaGrad: so much at least, since its range goes on beyond all rates that are tried."""
        return self.ranges["adagrad"].width

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
        return float(np.interp(self.untuned_rate, RATES, self.ranges["adam"].left))

    @property
    def scores(self) -> dict[str, dict[str, float]]:
        """By comparison and method: steps, steps when turned, errors left, ranges of rates, and how these move."""
        return {
            "along": {name: self.scales.told[name].steps for name in COMPARED},
            "turned": {name: self.scales.told_turned[name].steps for name in COMPARED},
            "rare": {name: self.rare.mean[name] for name in COMPARED},
            "range": {name: self.ranges[name].width for name in COMPARED},
            "moved": {
                name: float(f"{self.ranges[name].ends[0] / self.ranges[name].ends_scaled[0]:.3g}")
                for name in COMPARED
            },
        }

    def place(self, comparison: str, name: str) -> int:
        """Return how many methods are better in a comparison: wide ranges are good, all else is good if small."""
        sign = -1 if comparison == "range" else 1
        found = {key: sign * value for key, value in self.scores[comparison].items()}
        return sum(value < found[name] for value in found.values())

    @property
    def always_ahead(self) -> set[str]:
        """The methods that are among the first two in every comparison."""
        return {name for name in COMPARED if all(self.place(one, name) < 2 for one in self.scores)}

    def reading(self, screen: Mapping[str, str], language: str) -> str:
        """Return the table of all methods as Markdown, for the transcript beside the film."""
        return method_page(self.methods, screen, language)

    def group(self, name: str) -> tuple[Method, ...]:
        """Return the methods of a group."""
        return tuple(one for one in self.methods if one.group == name)


def _again(bend: np.ndarray, start: np.ndarray, name: str, angle: float) -> Again:
    """Let a method run at the rate and memory that are best for the ring of starts."""
    flat, steep = sorted(float(one) for one in bend)
    tuned = tune(name, steep, flat, angle, ring(start))
    cos, sin = np.cos(angle), np.sin(angle)
    method = optimizers.load(name, learning_rate=tuned.rate)
    remembers = {"momentum": "momentum", "adam": "beta1"}
    if name in remembers:
        method = replace(method, **{remembers[name]: tuned.memory})  # type: ignore[type-var]  # all are dataclasses
    at = np.array([cos * start[0] - sin * start[1], sin * start[0] + cos * start[1]])
    return Again(tuned, run(Quadratic(tuple(bend), angle=angle), method, at, CLOSING_STEPS).x)


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
    found = Facts(
        scales=scale_runs(float(bend.max()), start, CONDITION, COMPARED),
        rare=rare_words(WORDS, params.batch, UPDATES, LABEL_NOISE, RUNS, rng),
        ranges=rate_ranges(bend, level, RATE_STEPS, FACTOR),
        shapes=shapes(bend, start, params.learning_rate, drawn, params.noise),
        methods=all_methods(),
        again={
            name: (_again(bend, start, name, QUARTER), _again(bend, start, name, 0.0)) for name in COMPARED
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
    claims = {
        "a falling rate ends lower than a constant one": found.falling_end < found.constant_end / 2,
        "so it does for Adam": found.shapes.adam_fine < found.shapes.adam_floor / 2,
        "AdaGrad leaves less of rare words": found.adagrad_left < found.descent_left / 2,
        "without rare words both leave about the same": found.adagrad_equal > found.descent_equal / 2,
        "the commonest word is what limits descent's rate": 1.0 < found.rare.reach < 2.0,
        "Adam alone is among the first two in everything": found.always_ahead == {"adam"},
    }
    for claim, holds in claims.items():
        if not holds:
            raise ContentError(
                f"with these numbers it is not true that {claim}",
                hint="choosing advises what its runs show: stay nearer to its own learning_rate, noise and batch",
            )


__all__ = ["BEATS", "COMPARED", "GROUPS", "Facts", "Params", "facts"]
