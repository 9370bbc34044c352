"""Choosing a method: four questions, each answered by a run; the score, what to watch, and the last race."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import curvatures
from scenes.parameters import SegmentParams, parameter

from .last_race import STARTS as RACE_STARTS
from .last_race import Racer, race
from .methods import GROUPS, Method, all_methods, method_page
from .questions import NEAR, QUARTER, STARTS, Noise, Rare, Scales, noise_runs, rare_words, scale_runs
from .tuning import RATES, SHARE, UNTUNED, RateRange, Shapes, rate_ranges, shapes

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("methods", "plain", "each", "both", "four"),
    "noise": ("exact", "noisy", "stays", "falling", "advice"),
    "scales": ("narrow", "plain", "root", "flat"),
    "turn": ("turned", "adam", "memory", "advice"),
    "rare": ("often", "cap", "left", "equal", "advice"),
    "rates": ("plain", "momentum", "adam", "adagrad", "scale", "advice"),
    "length": ("usual", "way"),
    "score": ("table", "none", "start", "tuned"),
    "watch": ("large", "small", "floor", "fine"),
    "race": ("go", "first", "turned", "second"),
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
WORDS, UPDATES, LABEL_NOISE, RUNS = 100, 30, 0.5, 20
"""How many words there are, mini-batches that are seen, noise of a sample, and runs that are averaged."""
RACE_STEPS = 30
"""Steps of the last race."""
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
class Facts:
    """What is true of choosing.

    Attributes
    ----------
    noise, scales, rare, ranges
        The runs that answer the four questions.
    shapes
        What loss curves look like.
    methods, racers
        Every method there is, and those of the course in its valley, the best one first.
    way
        How far the start is from the minimum in the coordinate that takes longest.
    """

    noise: Noise
    scales: Scales
    rare: Rare
    ranges: dict[str, RateRange]
    shapes: Shapes
    methods: tuple[Method, ...]
    racers: tuple[Racer, ...]
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
    untuned_rate: float = UNTUNED
    near: float = NEAR
    share: float = SHARE
    starts: int = STARTS
    race_steps: int = RACE_STEPS
    race_starts: int = RACE_STARTS

    @property
    def count(self) -> int:
        """How many methods there are."""
        return len(self.methods)

    @property
    def raced(self) -> int:
        """How many of them run in the last race."""
        return len(self.racers)

    @property
    def variance(self) -> float:
        """That of the noise in each coordinate."""
        return self.deviation**2

    @property
    def constant_end(self) -> float:
        """The mean loss that a constant rate ends with."""
        return float(self.noise.constant[-1])

    @property
    def falling_end(self) -> float:
        """The mean loss that a falling rate ends with."""
        return float(self.noise.falling[-1])

    @property
    def adam_constant_end(self) -> float:
        """The same mean for Adam with a constant rate."""
        return float(self.noise.adam_constant[-1])

    @property
    def adam_falling_end(self) -> float:
        """The same mean for Adam with a falling rate."""
        return float(self.noise.adam_falling[-1])

    @property
    def exact_end(self) -> float:
        """The loss that exact gradients end with."""
        return float(self.noise.exact[-1])

    @property
    def descent_steps(self) -> int:
        """Steps of gradient descent at the told condition number."""
        return self.scales.told["gradient_descent"]

    @property
    def adagrad_steps(self) -> int:
        """Steps of AdaGrad at the told condition number, along the axes."""
        return self.scales.told["adagrad"]

    @property
    def adagrad_turned(self) -> int:
        """The same, where the valley lies across both axes."""
        return self.scales.told_turned["adagrad"]

    @property
    def adam_steps(self) -> int:
        """Adam's, along the axes."""
        return self.scales.told["adam"]

    @property
    def adam_turned(self) -> int:
        """The same, across the axes."""
        return self.scales.told_turned["adam"]

    @property
    def forgetful_turned(self) -> int:
        """Those of Adam without a memory of directions (β₁ = 0), across the axes."""
        return self.scales.told_turned["forgetful"]

    @property
    def momentum_turned(self) -> int:
        """Momentum's, across the axes as along them."""
        return self.scales.told_turned["momentum"]

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
    def fine_rate(self) -> float:
        """The rate that falls, at its start: the best one for the mean loss at the end."""
        return self.shapes.fine_rate

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
        """For every comparison, what each method comes to: steps, steps when turned, errors left, ranges of rates."""
        return {
            "along": {name: float(self.scales.told[name]) for name in COMPARED},
            "turned": {name: float(self.scales.told_turned[name]) for name in COMPARED},
            "rare": {name: self.rare.mean[name] for name in COMPARED},
            "range": {name: self.ranges[name].width for name in COMPARED},
        }

    def place(self, comparison: str, last: bool = False) -> str:
        """Return which method is first in a comparison, or last: wide ranges are good, all else is good if small."""
        found = self.scores[comparison]
        largest = last != (comparison == "range")
        return (max if largest else min)(found, key=found.__getitem__)

    @property
    def never_last(self) -> set[str]:
        """The methods that are last in no comparison."""
        return set(COMPARED) - {self.place(one, last=True) for one in self.scores}

    @property
    def turned_racers(self) -> tuple[Racer, ...]:
        """The methods of the last race in the order of the turned valley."""
        return tuple(sorted(self.racers, key=lambda one: one.turned.score))

    def reading(self, screen: Mapping[str, str], language: str) -> str:
        """Return the table of all methods as Markdown, for the transcript beside the film."""
        return method_page(self.methods, screen, language)

    def group(self, name: str) -> tuple[Method, ...]:
        """Return the methods of a group."""
        return tuple(one for one in self.methods if one.group == name)


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
    found = Facts(
        noise=noise_runs(bend, start, params.learning_rate, params.noise, STEPS, drawn),
        scales=scale_runs(float(bend.max()), start, CONDITION),
        rare=rare_words(WORDS, params.batch, UPDATES, LABEL_NOISE, RUNS, rng),
        ranges=rate_ranges(bend, start, RATE_STEPS, FACTOR),
        shapes=shapes(bend, start, params.learning_rate, drawn, params.noise**2),
        methods=all_methods(),
        racers=race(bend, start, RACE_STEPS, QUARTER),
        objective=VALLEY,
        curvatures=bend,
        learning_rate=params.learning_rate,
        deviation=params.noise,
        batch=params.batch,
        way=float(np.abs(start).max()),
    )
    _stands(found)
    return found


def _stands(found: Facts) -> None:
    """Refuse numbers under which a sentence would not be true."""
    group: Callable[[str], str] = {one.name: one.group for one in found.methods}.__getitem__
    claims = {
        "a falling rate ends lower than a constant one": found.falling_end < found.constant_end / 2,
        "so it does for Adam": found.adam_falling_end < found.adam_constant_end / 2,
        "AdaGrad leaves less of rare words": found.adagrad_left < found.descent_left / 2,
        "without rare words both leave about the same": found.adagrad_equal > found.descent_equal / 2,
        "the commonest word is what limits descent's rate": 1.0 < found.rare.reach < 2.0,
        "momentum and Adam alone are last in nothing": found.never_last == {"momentum", "adam"},
        "AdaGrad is first in some, and last when turned": found.place("turned", last=True) == "adagrad"
        and sum(found.place(one) == "adagrad" for one in found.scores) >= len(found.scores) / 2,
        "Adam is first in nothing": "adam" not in {found.place(one) for one in found.scores},
        "along the axes a rate for each is first": group(found.racers[0].name) == "each",
        "turned, Nesterov is first": found.turned_racers[0].name == "nesterov",
        "Adam leads neither race": "adam" not in {found.racers[0].name, found.turned_racers[0].name},
    }
    for claim, holds in claims.items():
        if not holds:
            raise ContentError(
                f"with these numbers it is not true that {claim}",
                hint="choosing advises what its runs show: stay nearer to its own learning_rate, noise and batch",
            )


__all__ = ["BEATS", "COMPARED", "GROUPS", "Facts", "Params", "facts"]
