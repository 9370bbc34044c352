"""Choosing a method: four questions, each answered by a run; what to tune first, what to watch, and all methods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import curvatures
from scenes.parameters import SegmentParams, parameter

from .last_race import Racer, race
from .methods import GROUPS, Method, all_methods, method_page
from .questions import NEAR, Noise, Rare, Scales, noise_runs, rare_words, scale_runs
from .tuning import MOMENTA, SHARE, UNTUNED, Order, RateRange, Shapes, rate_ranges, shapes, tuning_order

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("methods", "four"),
    "noise": ("exact", "noisy", "stays", "falling", "advice"),
    "scales": ("narrow", "plain", "root", "flat", "turned", "advice"),
    "rare": ("often", "best", "equal", "advice"),
    "rates": ("plain", "momentum", "adam", "scale", "advice"),
    "picture": ("known", "tuned"),
    "order": ("alone", "rate", "schedule", "momentum"),
    "watch": ("large", "small", "floor", "fine"),
    "table": ("plain", "each", "both"),
    "race": ("go", "sentence", "invite"),
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
RACE_STEPS, RACE_SHARE = 30, 0.01
"""Steps of the last race, and what share of the first loss counts as arrived."""
SEED = 25
IDLE = 0.05
"""What brings less than this share more brings nothing worth telling."""


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
    order, shapes
        What to tune first, and what loss curves look like.
    methods, racers
        Every method there is, and those of the course in its valley.
    descent_steps, momentum_steps, adagrad_steps, adam_steps
        Steps to a small share of the first distance at the told condition number, along the axes.
    adagrad_turned, adam_turned
        The same where the valley lies across both axes.
    """

    noise: Noise
    scales: Scales
    rare: Rare
    ranges: dict[str, RateRange]
    order: Order
    shapes: Shapes
    methods: tuple[Method, ...]
    racers: tuple[Racer, ...]
    objective: ObjectiveChoice
    curvatures: np.ndarray
    learning_rate: float
    deviation: float
    batch: int
    descent_steps: int
    momentum_steps: int
    adagrad_steps: int
    adam_steps: int
    adagrad_turned: int
    adam_turned: int
    steps: int = STEPS
    condition: float = CONDITION
    rate_steps: int = RATE_STEPS
    factor: float = FACTOR
    words: int = WORDS
    updates: int = UPDATES
    untuned_rate: float = UNTUNED
    near: float = NEAR
    share: float = SHARE
    race_steps: int = RACE_STEPS

    @property
    def count(self) -> int:
        """How many methods there are."""
        return len(self.methods)

    @property
    def plain_most(self) -> int:
        """The most numbers kept for each weight by methods with one rate for all."""
        return self._most("plain")

    @property
    def each_most(self) -> int:
        """The same for methods with a rate for each weight."""
        return self._most("each")

    @property
    def both_most(self) -> int:
        """The same for methods that remember directions as well."""
        return self._most("both")

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
    def exact_end(self) -> float:
        """The loss that exact gradients end with."""
        return float(self.noise.exact[-1])

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
    def rate_alone(self) -> float:
        """The mean loss with the rate alone tuned."""
        return self.order.alone["rate"]

    @property
    def momentum_alone(self) -> float:
        """The mean loss with momentum alone tuned."""
        return self.order.alone["momentum"]

    @property
    def schedule_alone(self) -> float:
        """The mean loss with a falling rate alone."""
        return self.order.alone["schedule"]

    @property
    def with_schedule(self) -> float:
        """The mean loss with the rate tuned, and falling."""
        return self.order.second["schedule"]

    @property
    def with_momentum(self) -> float:
        """The mean loss with rate and momentum tuned."""
        return self.order.second["momentum"]

    def reading(self, screen: Mapping[str, str], language: str) -> str:
        """Return the table of all methods as Markdown, for the transcript beside the film."""
        return method_page(self.methods, screen, language)

    def _most(self, group: str) -> int:
        return max(one.memory for one in self.group(group))

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
    scales = scale_runs(float(bend.max()), start)
    told = int(np.argmin(np.abs(scales.conditions - CONDITION)))

    def counted(steps: np.ndarray) -> int:
        return int(steps[told])

    found = Facts(
        noise=noise_runs(bend, start, params.learning_rate, params.noise, STEPS, drawn),
        scales=scales,
        rare=rare_words(WORDS, params.batch, UPDATES, LABEL_NOISE, RUNS, rng),
        ranges=rate_ranges(bend, start, RATE_STEPS, FACTOR),
        order=tuning_order(bend, start, STEPS, params.noise**2),
        shapes=shapes(bend, start, params.learning_rate, drawn, params.noise**2),
        methods=all_methods(),
        racers=race(VALLEY.load(), start, RACE_STEPS, RACE_SHARE),
        objective=VALLEY,
        curvatures=bend,
        learning_rate=params.learning_rate,
        deviation=params.noise,
        batch=params.batch,
        descent_steps=counted(scales.steps["gradient_descent"]),
        momentum_steps=counted(scales.steps["momentum"]),
        adagrad_steps=counted(scales.steps["adagrad"]),
        adam_steps=counted(scales.steps["adam"]),
        adagrad_turned=counted(scales.turned["adagrad"]),
        adam_turned=counted(scales.turned["adam"]),
    )
    _stands(found)
    return found


def _stands(found: Facts) -> None:
    """Refuse numbers under which a sentence would not be true."""
    order = found.order
    claims = {
        "a falling rate ends lower than a constant one": found.falling_end < found.constant_end / 2,
        "the rate is what to tune first": order.alone["rate"] < min(order.untuned, found.momentum_alone / 2),
        "a schedule brings more than momentum": found.with_schedule < found.with_momentum,
        "momentum brings nothing more in the end": order.all > (1 - IDLE) * found.with_schedule,
        "AdaGrad leaves less of rare words": found.adagrad_left < found.descent_left / 2,
        "without rare words both leave about the same": found.adagrad_equal > found.descent_equal / 2,
    }
    for claim, holds in claims.items():
        if not holds:
            raise ContentError(
                f"with these numbers it is not true that {claim}",
                hint="choosing advises what its runs show: stay nearer to its own learning_rate, noise and batch",
            )


__all__ = ["BEATS", "GROUPS", "MOMENTA", "Facts", "Params", "facts"]
