"""Four methods in one valley, by several yardsticks (numbers: block 1 of the course's reference)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.objectives.ravine import Ravine
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer
from scenes.choices import OptimizerChoice
from scenes.errors import ContentError
from scenes.facts.turning import turned
from scenes.narration.language import languages
from scenes.parameters import SegmentParams, parameter

from .own_rates import Leap, OwnRates, at_the_means, leap
from .racer import Racer
from .tuning import MEMORIES, STARTS, WIDEST, WINDOW, level_starts, tune, tune_memory

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("run", "rates"),
    "length": ("one", "plain", "shortest", "guess"),
    "loss": ("answer", "second", "last"),
    "terms": ("ends", "own", "plain", "momentum", "adam"),
    "horizon": ("sweep", "swap", "place"),
    "fair": ("rates", "plain", "adagrad"),
    "leap": ("leap", "slope", "newton"),
    "turn": ("turn", "same", "leave", "loss"),
    "law": ("turns", "corners", "mix", "stay", "lower"),
    "angles": ("every", "flat", "cross"),
    "memory": ("recap", "tune", "adam", "best"),
    "moral": ("name", "next"),
}

STEPS = 30
"""As the source has it, and its start and its four learning rates."""
LONG = 100
HORIZONS = (10, 20, 30, 60, 100)
START = (-7.0, 2.0)
EPSILON = 1e-7
ADAM_RATE = 0.3
ALPHA, BETA1, BETA2 = 0.9, 0.9, 0.999
"""How much Momentum and Adam remember, as the source has it."""
LEAP, LEAP_STEPS = 300.0, 10
"""A learning rate of AdaGrad's that leads far out of the picture, and for how many steps that is looked at."""
TURN = 45.0
"""Degrees by which the valley is turned."""
LATER = 60
"""One more horizon for the last picture."""
CLOSE = 0.2
"""Methods whose values differ by no more than this share are tied."""
ANGLES = np.arange(0.0, TURN + 1, 3.0)
"""Degrees for which the race is held anew; beyond the last, the valleys are the same, mirrored."""


class Params(SegmentParams):
    """What may be changed."""

    guest: OptimizerChoice | None = parameter(
        None, "one more method that joins the race, with its own learning rate; none unless told"
    )


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the race.

    Attributes
    ----------
    plain, momentum, adagrad, adam
        The source's four.
    guest
        The one that joins, or None.
    guest_name
        What it is called, by language; a dash without a guest.
    swaps
        How often Momentum and Adam change places within ``long`` steps.
    cross
        Up to which angle AdaGrad at its best rate is ahead of plain descent at its own, in degrees.
    leap, rival
        AdaGrad along the axes, at a rate of ``LEAP``; and plain descent at its best rate.
    adagrad_rates, adam_rates
        Their two rates in the picture's race, for every angle.
    mean_loss, turned_mean_loss
        AdaGrad's loss in the picture's race if both coordinates step at the mean of its two rates, along the axes and
        turned.
    kept_mean_loss
        The same in the turned valley, at the means of the run along the axes.
    """

    plain: Racer
    momentum: Racer
    adagrad: Racer
    adam: Racer
    guest: Racer | None
    guest_name: Mapping[str, str]
    swaps: int
    cross: float
    leap: Leap
    rival: Trajectory
    adagrad_rates: OwnRates
    adam_rates: OwnRates
    mean_loss: float
    turned_mean_loss: float
    kept_mean_loss: float
    steps: int = STEPS
    long: int = LONG
    window: int = WINDOW
    starts: int = STARTS
    turn: float = TURN
    alpha: float = ALPHA
    beta1: float = BETA1
    beta2: float = BETA2
    memory_step: float = float(MEMORIES[1])
    widest: float = WIDEST
    later: int = LATER
    close: float = CLOSE

    @property
    def racers(self) -> tuple[Racer, ...]:
        """All that run, in the source's order, the guest last."""
        four = (self.plain, self.momentum, self.adagrad, self.adam)
        return four if self.guest is None else (*four, self.guest)

    @property
    def joined(self) -> bool:
        """Whether there is a guest."""
        return self.guest is not None

    @property
    def guest_length(self) -> float:
        """How far the guest walks; 0 without one."""
        return self.guest.length if self.guest else 0.0

    @property
    def guest_loss(self) -> float:
        """The guest's loss after the picture's last step; 0 without one."""
        return self.guest.loss if self.guest else 0.0

    @property
    def guest_fair(self) -> float:
        """What the guest comes to in the fair race, along the axes; 0 without one."""
        return self.guest.fair.least if self.guest else 0.0

    @property
    def start_loss(self) -> float:
        """The loss that all begin with."""
        return float(self.plain.long.value[0])

    @property
    def late_first(self) -> int:
        """The first of the steps over which the fair race takes the mean loss."""
        return self.steps - self.window + 1

    @property
    def straight(self) -> float:
        """The straight way from the start to the minimum."""
        return float(np.hypot(*START))

    @property
    def factors(self) -> tuple[float, float]:
        """What a step of plain descent multiplies x and y by, but for the sign: |1 − ηλ|."""
        flat, steep = (abs(1.0 - float(one) * (self.plain.rate or 0.0)) for one in Ravine().eigenvalues)
        return flat, steep

    @property
    def own_factors(self) -> tuple[float, float]:
        """What AdaGrad's last step in the picture multiplies x and y by, but for the sign."""
        curvature, rates = Ravine().eigenvalues, self.adagrad_rates.straight
        flat, steep = (abs(1.0 - float(one) * rate) for one, rate in zip(curvature, rates, strict=True))
        return flat, steep

    @property
    def limit(self) -> float:
        """The learning rate at which plain descent no longer comes down: 2 over the largest curvature, y's."""
        return 2.0 / float(max(Ravine().eigenvalues))

    @property
    def falls_past(self) -> float:
        """From which learning rate on AdaGrad's mean late loss only falls, as far as rates were tried."""
        rises = np.flatnonzero(np.diff(self.adagrad.fair.loss) > 0)
        return float(self.adagrad.fair.rates[rises[-1] + 1])

    @property
    def best_memory(self) -> float:
        """Momentum's best α in the long run, ((√κ − 1)/(√κ + 1))²."""
        flat, steep = Ravine().eigenvalues
        root = float(np.sqrt(steep / flat))
        return ((root - 1) / (root + 1)) ** 2

    @property
    def below(self) -> float:
        """The power of ten next above what Momentum comes to in the turned valley, its memory chosen too."""
        return _next_power(self.momentum.remembering.least)

    @property
    def adam_below(self) -> float:
        """A power of ten that Adam comes below there, by half at least: other starts move what it leaves."""
        return _next_power(2 * self.adam.remembering.least)

    @property
    def adam_range(self) -> tuple[float, float]:
        """The lowest and the highest that Adam at its best rate comes to, over all angles."""
        losses = [tuned.least for tuned in self.adam.angles]
        return min(losses), max(losses)

    @property
    def same_gap(self) -> float:
        """The largest gap of those whose path turns with the valley."""
        return max(self.plain.gap, self.momentum.gap)

    @property
    def last_after(self) -> dict[str, int]:
        """Count for each of the four after how many of the long race's steps it is last of them."""
        keys = [racer.key for racer in self.racers if racer is not self.guest]
        last = np.argmax([racer.long.value[1:] for racer in self.racers if racer is not self.guest], axis=0)
        return {key: int(np.count_nonzero(last == rank)) for rank, key in enumerate(keys)}


def facts(params: Params) -> Facts:
    """Hold all races and read off what the words and the pictures need.

    Raises
    ------
    ContentError
        If the guest ends higher than it began, so that there is nothing to compare.
    """
    methods = _four()
    racers = {key: _race(key, method) for key, method in methods.items()}
    guest = None
    if params.guest is not None:
        method = params.guest.load()
        guest = _race("guest", method)
        _refuse_lost(guest, str(params.guest))
    momentum, adam = racers["momentum"].long.value[1:], racers["adam"].long.value[1:]
    along, across = racers["adagrad"].long, racers["adagrad"].turned
    return Facts(
        plain=racers["gradient_descent"],
        momentum=racers["momentum"],
        adagrad=racers["adagrad"],
        adam=racers["adam"],
        guest=guest,
        guest_name=_named(params.guest),
        swaps=int(np.count_nonzero(np.diff(np.sign(momentum - adam)))),
        cross=_crossing(racers["adagrad"], racers["gradient_descent"]),
        leap=leap(valley(0.0), np.array(START), LEAP, EPSILON, LEAP_STEPS),
        rival=run(
            valley(0.0),
            GradientDescent(racers["gradient_descent"].fair.best or 0.0),
            np.array(START),
            LEAP_STEPS,
        ),
        adagrad_rates=OwnRates(
            ANGLES, np.stack([walk.state.rate[-1] for walk in _around(methods["adagrad"])])
        ),
        adam_rates=OwnRates(
            ANGLES,
            np.stack([ADAM_RATE / np.sqrt(walk.state.v_hat[-1]) for walk in _around(methods["adam"])]),
        ),
        mean_loss=_mean_loss(along, 0.0),
        turned_mean_loss=_mean_loss(across, TURN),
        kept_mean_loss=_mean_loss(along, TURN),
    )


def valley(degrees: float) -> Quadratic:
    """Return the ravine, turned about its minimum."""
    return Ravine(angle=float(np.radians(degrees)))


def _four() -> dict[str, AnyOptimizer]:
    """Make the source's methods: Adam with ε as it has it."""
    return {
        "gradient_descent": GradientDescent(0.95),
        "momentum": Momentum(0.1, ALPHA),
        "adagrad": AdaGrad(1.5, epsilon=EPSILON),
        "adam": Adam(ADAM_RATE, BETA1, BETA2, epsilon=EPSILON, eps_mode="hat"),
    }


def _race(key: str, method: AnyOptimizer) -> Racer:
    start = np.array(START)
    long = run(valley(0.0), method, start, LONG)
    other = run(valley(TURN), method, turned(start, TURN), LONG)
    shared = min(len(long.x), len(other.x), STEPS + 1)
    starts = level_starts(np.array(Ravine().eigenvalues), start)
    around = [turned(starts, angle) for angle in ANGLES]
    rate = getattr(method, "learning_rate", None)
    return Racer(
        key=key,
        steps=STEPS,
        rate=rate if isinstance(rate, float) else None,
        long=long,
        turned=other,
        gap=float(np.linalg.norm(other.x[:shared] - turned(long.x[:shared], TURN), axis=-1).max()),
        angles=tuple(
            tune(method, valley(angle), those, STEPS) for angle, those in zip(ANGLES, around, strict=True)
        ),
        remembering=tune_memory(method, valley(TURN), around[-1], STEPS),
    )


def _around(method: AnyOptimizer) -> list[Trajectory]:
    """Run the picture's race in the valley turned by each of ``ANGLES``, the start turned along."""
    return [run(valley(angle), method, turned(np.array(START), angle), STEPS) for angle in ANGLES]


def _mean_loss(of: Trajectory, degrees: float) -> float:
    """Return the picture's loss in the valley turned so far, with one rate: the mean of both that a run had."""
    start = turned(np.array(START), degrees)
    return float(at_the_means(of, valley(degrees), start, STEPS).value[-1])


def _next_power(value: float) -> float:
    return float(10.0 ** np.ceil(np.log10(value)))


def _crossing(one: Racer, other: Racer) -> float:
    """Return the angle at which two methods at their best are level, on the line between two that were tried."""
    gap = np.log([a.least / b.least for a, b in zip(one.angles, other.angles, strict=True)])
    place = int(np.argmax(gap > 0))
    share = -gap[place - 1] / (gap[place] - gap[place - 1])
    return float(ANGLES[place - 1] + share * (ANGLES[place] - ANGLES[place - 1]))


def _named(choice: OptimizerChoice | None) -> dict[str, str]:
    """Return the guest's name in every language: where it tells none, as in another."""
    if choice is None:
        return dict.fromkeys(languages(), "–")
    told = choice.display_name
    return {code: told.get(code, next(iter(told.values()))) for code in languages()}


def _refuse_lost(guest: Racer, told: str) -> None:
    for walk, where in ((guest.long, "this valley"), (guest.turned, f"the valley turned by {TURN:g}°")):
        if len(walk.value) <= LONG or not walk.value[STEPS] < walk.value[0]:
            raise ContentError(
                f"the guest {told} does not come down in {where} within {STEPS} steps",
                hint="give it a smaller learning_rate, or leave the guest out",
            )
