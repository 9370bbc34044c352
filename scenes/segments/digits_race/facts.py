"""A network learns to read digits: four methods at the rates of a textbook, then at others (numbers: block 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from .racer import EARLY, FAILED, Racer

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("weights", "winner"),
    "network": ("layers", "loss", "guess"),
    "race": ("same", "book"),
    "smooth": ("window", "spike", "before", "all"),
    "hundred": ("band", "order", "last"),
    "end": ("order", "rates"),
    "effective": ("pushes", "sum", "rate"),
    "control": ("descent", "momentum", "adagrad"),
    "sweep": ("apart", "same", "fails", "on"),
    "best": ("all", "median", "spread", "worst"),
    "moral": ("rates", "yard", "either"),
    "unseen": ("unseen", "misses", "next"),
}

CLOSE = 0.3
"""Two losses that differ by less than this share are close, where the race is about factors of ten."""
SAME = 0.1
"""Two curves coincide where they differ by less than this share."""


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
        The loss at the start, the median of the runs.
    kaiser
        The weights of the window, ``(window,)``.
    noisy, smooth, smooth_without
        The losses of momentum's first run, raw and smoothed, and smoothed without the one that stands out,
        ``(iterations,)``.
    spike_at
        The update whose loss stands out most, of those whose window is whole.
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
    kaiser: np.ndarray
    noisy: np.ndarray
    smooth: np.ndarray
    smooth_without: np.ndarray
    spike_at: int
    window: int
    layers: int = len(race.HIDDEN)
    hidden: int = race.HIDDEN[0]
    batch: int = race.BATCH
    iterations: int = race.ITERATIONS
    early: int = EARLY
    seeds: int = race.SEEDS
    share: float = race.MOMENTUM
    failed: float = FAILED

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
    def between(self) -> int:
        """How often a hidden layer follows a hidden layer."""
        return self.layers - 1

    @property
    def biases(self) -> int:
        """Parameters of the network that are added, one for each unit."""
        return self.layers * self.hidden + self.classes

    @property
    def half(self) -> int:
        """How many losses before and behind are averaged."""
        return self.window // 2

    @property
    def spike(self) -> float:
        """The loss that stands out."""
        return float(self.noisy[self.spike_at])

    @property
    def spike_smooth(self) -> float:
        """What the window makes of it."""
        return float(self.smooth[self.spike_at])

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
        """The other rate of plain descent: momentum's effective one."""
        return self.effective

    @property
    def slow_rate(self) -> float:
        """The other rate of AdaGrad: Adam's."""
        return self.adam.rate

    @property
    def fast_loss(self) -> float:
        """Where plain descent ends with its other rate, the median of the runs."""
        return float(self.descent.medians[self.descent.at(self.fast_rate)])

    @property
    def slow_loss(self) -> float:
        """Where AdaGrad ends with its other rate."""
        return float(self.adagrad.medians[self.adagrad.at(self.slow_rate)])

    @property
    def share_square(self) -> float:
        """How much a gradient pushes two steps later."""
        return self.share**2

    @property
    def fail_rate(self) -> float:
        """The largest rate of plain descent."""
        return self.descent.rates[-1]

    @property
    def fail_line(self) -> float:
        """What a run that fails stays above."""
        return self.failed * self.start_loss

    @property
    def shared_top(self) -> float:
        """The effective rate up to which plain descent and momentum end alike; 0 if nowhere."""
        top = 0.0
        for rate, median in zip(self.descent.rates, self.descent.medians, strict=True):
            twin = self._twin(rate)
            if twin is None or abs(np.log(median / twin)) > np.log(1 + SAME):
                break
            top = rate
        return top

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
        """Where momentum ends with it, the median of the runs."""
        return float(self.momentum.medians[self.momentum.at(self.far_rate)])

    @property
    def gap(self) -> float:
        """How far the medians of momentum and Adam are apart, each at its best rate, as a factor."""
        return self.momentum.best_median / self.adam.best_median

    @property
    def adam_spread(self) -> float:
        """How far Adam's own starts are apart at that rate, as a factor."""
        return float(self.adam.best.max() / self.adam.best.min())

    @property
    def adam_high(self) -> float:
        """Where its worst start ends at that rate."""
        return float(self.adam.best.max())

    @property
    def times(self) -> float:
        """How many times Adam's loss plain descent has, each at its best rate, by the median."""
        return self.descent.best_median / self.adam.best_median

    @property
    def missed(self) -> Mapping[str, np.ndarray]:
        """Unseen images that each start reads wrong, ``(seeds,)``, at the rate with the lowest median loss."""
        return {
            name: np.rint((1 - one.read[one.median_at].astype(float)) * self.tested).astype(int)
            for name, one in self.racers.items()
        }

    @property
    def missed_descent(self) -> float:
        """How many of them plain descent reads wrong, by the median."""
        return float(np.median(self.missed["gradient_descent"]))

    @property
    def missed_adam(self) -> float:
        """How many of them Adam reads wrong, by the median."""
        return float(np.median(self.missed["adam"]))

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
        fast, slow = self.fast_loss / self.momentum.late_median, self.slow_loss / self.descent.late_median
        return bool(max(abs(np.log(fast)), abs(np.log(slow))) > np.log(1 + CLOSE))

    @property
    def other_sweep(self) -> bool:
        """Whether the curves part early, plain descent does not fail, or momentum is best elsewhere."""
        return bool(
            self.shared_top < self.effective
            or self.failures < self.seeds
            or self.far_rate != self.momentum.median_rate
        )

    @property
    def other_best(self) -> bool:
        """Whether the race of the best rates is another: Adam by the median, momentum by the worst start.

        The latter because of one start of Adam's; momentum before AdaGrad and plain descent last by both.
        """
        rest = np.sort(self.adam.best)[:-1]
        medians = [one.best_median for one in (self.adam, self.momentum, self.adagrad, self.descent)]
        worsts = [one.best_worst for one in (self.momentum, self.adam, self.adagrad, self.descent)]
        return bool(
            medians != sorted(medians)
            or worsts != sorted(worsts)
            or rest.max() >= self.momentum.best_worst
            or self.adam_spread <= self.gap
            or self.adagrad.late_median >= self.momentum.late_median
        )

    @property
    def other_unseen(self) -> bool:
        """Whether plain descent does not read fewer unseen images wrong than Adam, or no start like one of Adam's."""
        descent, adam = self.missed["gradient_descent"], self.missed["adam"]
        return bool(self.missed_descent >= self.missed_adam or descent.max() < adam.min())

    def _twin(self, rate: float) -> float | None:
        """Return where momentum ends at the same effective rate, if that was tried."""
        twins = [one for one in self.momentum.rates if np.isclose(one * self.multiple, rate)]
        return float(self.momentum.medians[self.momentum.at(twins[0])]) if twins else None


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
    smooth = kaiser_smooth(noisy, params.window, params.kaiser_beta)
    spike_at = _spike_at(noisy, params.window)
    without = noisy.copy()
    without[spike_at] = noisy[[spike_at - 1, spike_at + 1]].mean()
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
        start_loss=float(np.median(momentum.loss[0, :, 0])),
        kaiser=window / window.sum(),
        noisy=noisy,
        smooth=smooth,
        smooth_without=kaiser_smooth(without, params.window, params.kaiser_beta),
        spike_at=spike_at,
        window=params.window,
    )


def _spike_at(noisy: np.ndarray, window: int) -> int:
    inner = slice(EARLY, len(noisy) - window)
    return EARLY + int((noisy - moving_average(noisy, window))[inner].argmax())


def _racer(name: str, found: Numbers) -> Racer:
    return Racer(
        race.RATES[name],
        race.RACE[name],
        *(found[f"{name}.{what}"] for what in ("batch_loss", "loss", "read")),
    )
