"""The runs: one network on handwritten digits, by four methods, at several learning rates, from several starts.

The shape of the network, the batches and the four rates of the race are those of K. Saito, Deep Learning from
Scratch, chapter 6; that race gives each method its own start, here all share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from optimlib.images import LabelledImages, digits, digits_file, mnist, mnist_files
from optimlib.network.model import Network, multi_layer
from optimlib.network.training import train
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.types import AnyOptimizer
from scenes.facts.kept import LongRun, Numbers, Report

HIDDEN = (100, 100, 100, 100)
BATCH = 128
ITERATIONS = 600
RECORD_EVERY = 100
SEEDS = 5
MOMENTUM = 0.9
EPSILON = 1e-7
RATES: Mapping[str, tuple[float, ...]] = {
    "gradient_descent": (0.01, 0.03, 0.1, 0.3, 1.0),
    "momentum": (0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
    "adagrad": (0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
    "adam": (0.0003, 0.001, 0.003, 0.01, 0.03),
}
"""The learning rates that are tried: of each method so many that its best ones are none of the ends."""
RACE: Mapping[str, float] = {"gradient_descent": 0.01, "momentum": 0.01, "adagrad": 0.01, "adam": 0.001}
"""Those of the race."""
TEST = 360
"""So many of the digits that are shipped are kept for the test."""
MEASURED = 10_000
"""The loss is measured on so many training images at most."""
DIVERGED = 1e6
"""A loss beyond this is not told any more: how a run flies apart depends on the processor's rounding."""
SHOWN = 60
"""So many images are shown."""


def method(name: str, rate: float) -> AnyOptimizer:
    """Make one of the four, with the constants of the source: its ε stands outside the root."""
    if name == "gradient_descent":
        return GradientDescent(rate)
    if name == "momentum":
        return Momentum(rate, momentum=MOMENTUM)
    if name == "adagrad":
        return AdaGrad(rate, epsilon=EPSILON)
    return Adam(rate, epsilon=EPSILON, eps_mode="hat")


def long_run(data: Path | None) -> LongRun:
    """Return the runs on the digits that are shipped, or on MNIST in a folder."""
    files = (digits_file(),) if data is None else mnist_files(data)
    return LongRun(
        f"digits_race: {sum(map(len, RATES.values())) * SEEDS} runs of a network",
        all_runs,
        (None if data is None else str(data), ITERATIONS, SEEDS),
        files,
        None if data is not None else Path(__file__).with_name("runs.npz"),
    )


def image_sets(data: str | None) -> tuple[LabelledImages, LabelledImages]:
    """Return images to train with and images to test with."""
    if data is not None:
        return mnist(data)
    images = digits()
    # What comes first when they are shuffled is trained with.
    test_images, train_images = images.split(len(images) - TEST, np.random.default_rng(0))
    return train_images, test_images


def all_runs(data: str | None, iterations: int, seeds: int, report: Report) -> Numbers:
    """Train the network at every rate from every start; all methods meet the same starts and the same batches.

    Returns
    -------
    Numbers
        For each method, ``batch_loss`` of shape ``(rates, seeds, iterations)``, ``loss`` on the training images every
        100 updates, from the start on, and the share of test images that are ``read`` right; of one image what each
        layer makes of it at the start; and images to show. In single precision; a loss beyond ``DIVERGED`` is
        infinite.
    """
    train_images, test_images = image_sets(data)
    x, labels = train_images.flat, train_images.labels
    measured = min(len(x), MEASURED)
    network = multi_layer([x.shape[1], *HIDDEN, int(labels.max()) + 1])
    found: dict[str, list[np.ndarray]] = {}
    work = sum(map(len, RATES.values())) * seeds
    done = 0
    for seed in range(seeds):
        start = network.init(np.random.default_rng(seed))
        chance = np.random.default_rng(1000 + seed)
        batches = [chance.choice(len(x), BATCH) for _ in range(iterations)]
        for name, rates in RATES.items():
            for rate in rates:
                report(done / work)
                one = train(
                    network,
                    method(name, rate),
                    x,
                    labels,
                    batches,
                    chance,
                    start,
                    record_every=RECORD_EVERY,
                    record_on=measured,
                )
                read = network.accuracy(one.parameters, test_images.flat, test_images.labels)
                for what, values in (("batch_loss", one.batch_loss), ("loss", one.loss), ("read", read)):
                    found.setdefault(f"{name}.{what}", []).append(_bounded(values))
                done += 1
    report(1.0)
    numbers = {
        name: np.stack(values).reshape(seeds, -1, *values[0].shape).swapaxes(0, 1)
        for name, values in found.items()
    }
    first = network.init(np.random.default_rng(0))
    numbers |= {f"units.{rank}": one for rank, one in enumerate(_units(network, first, test_images.flat[:1]))}
    shown = {"images": train_images.images[:SHOWN], "image": test_images.images[0]}
    return {
        **{name: np.asarray(values, dtype=np.float32) for name, values in {**numbers, **shown}.items()},
        "label": np.array(test_images.labels[0]),
        "counts": np.array([len(x), measured, len(test_images), network.size]),
    }


def _bounded(values: float | np.ndarray) -> np.ndarray:
    # A comparison with what is no number is false, so that it counts as beyond.
    values = np.asarray(values)
    return np.where(values <= DIVERGED, values, np.inf)


def _units(network: Network, parameters: np.ndarray, image: np.ndarray) -> list[np.ndarray]:
    """Return what each hidden layer makes of an image ``(1, pixels)``, and how likely it finds each digit."""
    layers = []
    for depth in range(2, len(network.layers), 2):
        part = Network(network.layers[:depth])
        layers.append(part.scores(parameters[: part.size], image)[0])
    scores = network.scores(parameters, image)[0]
    likely = np.exp(scores - scores.max())
    return [*layers, likely / likely.sum()]
