"""A network learns to read digits: four methods at the rates of a textbook, then at others (numbers: block 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from pydantic import field_validator

from optimlib.images import mnist_files
from optimlib.smoothing import kaiser_smooth, moving_average
from scenes.errors import ContentError
from scenes.facts.kept import Numbers
from scenes.parameters import SegmentParams, parameter

from . import race
from .racer import EARLY, Racer

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("digits", "winner"),
    "network": ("pixels", "layers", "guess"),
    "race": ("same", "book"),
    "smooth": ("window", "flat", "kaiser", "slide"),
    "hides": ("spike", "lower", "before"),
    "hundred": ("band", "order", "last"),
    "end": ("order", "rates"),
    "effective": ("pushes", "sum", "rate"),
    "control": ("descent", "momentum", "adagrad"),
    "sweep": ("apart", "same", "fails", "on"),
    "best": ("all", "first", "last"),
    "moral": ("ranks", "unseen", "next"),
}

CONTROL = {"gradient_descent": 0.1, "adagrad": 0.001}
"""Other rates for two of the racers, nothing else changed."""
CLOSE = 0.3
"""Two losses that differ by less than this share are close, where the race is about factors of ten."""


class Params(SegmentParams):
    """What may be changed."""

    data: Path | None = parameter(
        None,
        "folder beside the lecture file with MNIST's four files, as published or unpacked "
        "(train-images-idx3-ubyte.gz and so on); leave it out to train on the digits that are shipped",
    )
    window: int = parameter(11, "losses that are averaged, an odd number", ge=3, le=21)
    kaiser_beta: float = parameter(2.0, "how fast the weights of the Kaiser window fall off", ge=0, le=20)

    @field_validator("data")
    @classmethod
    def _whole(cls, folder: Path | None) -> Path | None:
        if folder is not None:
            mnist_files(folder)
        return folder


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the runs.

    Attributes
    ----------
    descent, momentum, adagrad, adam
        The racers.
    images, measured, tested, weights
        Training images, those that the loss is measured on, test images; weights and biases of the network.
    shown, image, label
        Images to show; the one that goes through the network, and what it shows.
    units
        What each hidden layer makes of it at the start, and how likely each digit is found then.
    guess
        The loss when all digits are equally likely.
    start_loss
        The loss at the start, a mean over the runs.
    flat, kaiser
        The weights of both windows, ``(window,)``.
    noisy, noisy_flat, noisy_kaiser
        The losses of momentum's first run, raw and smoothed, ``(iterations,)``.
    """

    descent: Racer
    momentum: Racer
    adagrad: Racer
    adam: Racer
    images: int
    measured: int
    tested: int
    weights: int
    shown: np.ndarray
    image: np.ndarray
    label: int
    units: tuple[np.ndarray, ...]
    guess: float
    start_loss: float
    flat: np.ndarray
    kaiser: np.ndarray
    noisy: np.ndarray
    noisy_flat: np.ndarray
    noisy_kaiser: np.ndarray
    window: int
    layers: int = len(race.HIDDEN)
    hidden: int = race.HIDDEN[0]
    batch: int = race.BATCH
    iterations: int = race.ITERATIONS
    early: int = EARLY
    seeds: int = race.SEEDS
    share: float = race.MOMENTUM

    @property
    def racers(self) -> Mapping[str, Racer]:
        """The four by the names of their methods."""
        return {
            "gradient_descent": self.descent,
            "momentum": self.momentum,
            "adagrad": self.adagrad,
            "adam": self.adam,
        }

    @property
    def side(self) -> int:
        """Pixels along the side of an image."""
        return len(self.image)

    @property
    def pixels(self) -> int:
        """Pixels of an image."""
        return int(self.image.size)

    @property
    def classes(self) -> int:
        """How many digits there are."""
        return len(self.units[-1])

    @property
    def half(self) -> int:
        """How many losses before and behind are averaged."""
        return self.window // 2

    @property
    def top_kaiser(self) -> float:
        """The largest weight of the Kaiser window."""
        return float(self.kaiser.max())

    @property
    def top_flat(self) -> float:
        """The weight of each loss in the flat window."""
        return float(self.flat.max())

    @cached_property
    def spike_at(self) -> int:
        """The batch whose loss stands out most, of those whose window is whole."""
        inner = slice(EARLY, self.iterations - self.window)
        return EARLY + int((self.noisy - self.noisy_flat)[inner].argmax())

    @property
    def spike(self) -> float:
        """Its loss."""
        return float(self.noisy[self.spike_at])

    @property
    def spike_flat(self) -> float:
        """What the flat window makes of it."""
        return float(self.noisy_flat[self.spike_at])

    @property
    def spike_kaiser(self) -> float:
        """What the Kaiser window makes of it."""
        return float(self.noisy_kaiser[self.spike_at])

    @property
    def multiple(self) -> float:
        """How often a gradient is counted by momentum in the long run."""
        return 1 / (1 - self.share)

    @property
    def effective(self) -> float:
        """Momentum's effective rate in the race."""
        return round(self.momentum.rate * self.multiple, 12)

    @property
    def fast_rate(self) -> float:
        """The other rate of plain descent."""
        return CONTROL["gradient_descent"]

    @property
    def slow_rate(self) -> float:
        """The other rate of AdaGrad."""
        return CONTROL["adagrad"]

    @property
    def fast_loss(self) -> float:
        """Where plain descent ends with its other rate, a mean over the runs."""
        return float(self.descent.loss[self.descent.at(self.fast_rate), :, -1].mean())

    @property
    def slow_loss(self) -> float:
        """Where AdaGrad ends with its other rate."""
        return float(self.adagrad.loss[self.adagrad.at(self.slow_rate), :, -1].mean())

    @property
    def share_square(self) -> float:
        """How much a gradient pushes two steps later."""
        return self.share**2

    @property
    def fail_rate(self) -> float:
        """The largest rate of plain descent."""
        return self.descent.rates[-1]

    @property
    def shared_top(self) -> float:
        """The largest one below it."""
        return self.descent.rates[-2]

    @property
    def failures(self) -> int:
        """From how many starts plain descent learns next to nothing at the largest rate, or diverges."""
        return self.descent.failures

    @property
    def momentum_failures(self) -> int:
        """The same for momentum, at its largest rate."""
        return self.momentum.failures

    @property
    def momentum_top(self) -> float:
        """The effective rate of that."""
        return round(self.momentum.rates[-1] * self.multiple, 12)

    @property
    def far_rate(self) -> float:
        """Momentum's rate whose effective rate is the largest of plain descent."""
        return min(self.momentum.rates, key=lambda rate: abs(rate * self.multiple - self.descent.rates[-1]))

    @property
    def far_loss(self) -> float:
        """Where momentum ends with it, a mean over the runs."""
        return float(self.momentum.loss[self.momentum.at(self.far_rate), :, -1].mean())

    # -- claims that other images may turn false --------------------------------------------------------------

    @property
    def other_early(self) -> bool:
        """Whether some run is in another order after 100 updates than AdaGrad, Adam, momentum, plain descent."""
        return not _in_order(*(one.early for one in (self.adagrad, self.adam, self.momentum, self.descent)))

    @property
    def other_late(self) -> bool:
        """Whether some run ends in another order than Adam, AdaGrad, momentum, plain descent."""
        return not _in_order(*(one.late for one in (self.adam, self.adagrad, self.momentum, self.descent)))

    @property
    def other_control(self) -> bool:
        """Whether the other rates bring a racer to no other's place."""
        fast, slow = self.fast_loss / self.momentum.late_loss, self.slow_loss / self.descent.late_loss
        return max(abs(np.log(fast)), abs(np.log(slow))) > np.log(1 + CLOSE)

    @property
    def other_sweep(self) -> bool:
        """Whether both curves part below the rates at which plain descent fails, or it does not fail there."""
        shared = [rate for rate in self.descent.rates[:-1] if self._twin(rate) is not None]
        gaps = [
            np.log(self.descent.loss[self.descent.at(rate), :, -1].mean() / self._twin(rate))
            for rate in shared
        ]
        parted = max(map(abs, gaps)) > np.log(1 + CLOSE)
        return bool(parted or self.failures < self.seeds or self.far_loss > self.momentum.late_loss)

    @property
    def other_best(self) -> bool:
        """Whether, each at its best rate, the methods are in another order than momentum, Adam, AdaGrad, descent."""
        ends = [one.best_worst for one in (self.momentum, self.adam, self.adagrad, self.descent)]
        return ends != sorted(ends)

    @property
    def same_read(self) -> bool:
        """Whether, each at its best rate, a lower loss means more unseen images right."""
        racers = sorted(self.racers.values(), key=lambda one: one.best_worst)
        reads = [one.best_read for one in racers]
        return reads == sorted(reads, reverse=True)

    def _twin(self, rate: float) -> float | None:
        """Return where momentum ends at the same effective rate, if that was tried."""
        twins = [one for one in self.momentum.rates if np.isclose(one * self.multiple, rate)]
        return float(self.momentum.loss[self.momentum.at(twins[0]), :, -1].mean()) if twins else None


def _in_order(*losses: np.ndarray) -> bool:
    return all(bool(np.all(one < other)) for one, other in pairwise(losses))


def facts(params: Params) -> Facts:
    """Take the runs, smooth one of their curves, and read off what words and pictures need.

    Raises
    ------
    ContentError
        If the window has no middle, or the files of images have changed since the parameters were read.
    """
    if params.window % 2 == 0:
        raise ContentError(
            f"a window of {params.window} losses has no middle",
            hint=f"choose an odd number: window = {params.window + 1}",
        )
    found = race.long_run(params.data).numbers()
    racers = {name: _racer(name, found) for name in race.RACE}
    momentum = racers["momentum"]
    noisy = np.asarray(momentum.batch_loss[momentum.at(momentum.rate), 0], dtype=float)
    window = np.kaiser(params.window, params.kaiser_beta)
    images, measured, tested, weights = (int(count) for count in found["counts"])
    units = tuple(found[f"units.{rank}"] for rank in range(len(race.HIDDEN) + 1))
    return Facts(
        descent=racers["gradient_descent"],
        momentum=momentum,
        adagrad=racers["adagrad"],
        adam=racers["adam"],
        images=images,
        measured=measured,
        tested=tested,
        weights=weights,
        shown=found["images"],
        image=found["image"],
        label=int(found["label"]),
        units=units,
        guess=float(np.log(len(units[-1]))),
        start_loss=float(momentum.loss[0, :, 0].mean()),
        flat=np.full(params.window, 1 / params.window),
        kaiser=window / window.sum(),
        noisy=noisy,
        noisy_flat=moving_average(noisy, params.window),
        noisy_kaiser=kaiser_smooth(noisy, params.window, params.kaiser_beta),
        window=params.window,
    )


def _racer(name: str, found: Numbers) -> Racer:
    return Racer(
        race.RATES[name],
        race.RACE[name],
        *(found[f"{name}.{what}"] for what in ("batch_loss", "loss", "read")),
    )
