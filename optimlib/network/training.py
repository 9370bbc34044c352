"""Train a network with any of our optimizers, and race several on the same digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimlib._checks import finite, generator, whole
from optimlib._contracts import check_optimizer
from optimlib._words import counted
from optimlib.batches import mini_batches
from optimlib.errors import OptimError
from optimlib.images import LabelledImages
from optimlib.network.model import Network, multi_layer
from optimlib.run import descend
from optimlib.types import AnyOptimizer, Array, GradientFunction, IntArray


@dataclass(frozen=True, eq=False, repr=False)
class Training:
    """What happened while a network was trained.

    Attributes
    ----------
    parameters
        The flat vector at the end.
    memory
        What the layers remember at the end, for `network.scores`.
    batch_loss
        The loss on each batch, before its update; shape `(k,)`.
    recorded_at
        After how many updates the loss on all data was worked out.
    loss
        That loss.
    """

    parameters: Array
    memory: tuple[Array, ...]
    batch_loss: Array
    recorded_at: IntArray
    loss: Array

    def __repr__(self) -> str:
        updates, parameters = (
            counted(len(self.batch_loss), "update"),
            counted(len(self.parameters), "parameter"),
        )
        return (
            f"{type(self).__name__}({updates} of {parameters}, loss {self.loss[0]:.4g} → {self.loss[-1]:.4g})"
        )


def train(
    network: Network,
    optimizer: AnyOptimizer,
    x: Array,
    labels: IntArray,
    batches: Sequence[IntArray],
    rng: np.random.Generator,
    parameters: Array | None = None,
    record_every: int | None = None,
    record_on: int | None = None,
) -> Training:
    """Make one update for each batch.

    Parameters
    ----------
    network, optimizer
        What to train and how.
    x, labels
        All data.
    batches
        The indices of each batch, drawn before; see `optimlib.batches`.
    rng
        Draws the parameters to start with, where none are given, and what is dropped.
    parameters
        The parameters to start with.
    record_every
        After how many updates to work out the loss on all data; never unless told, but at start and end.
    record_on
        On how many samples to work it out, the first ones; on all unless told.
    """
    check_optimizer(optimizer)
    x, labels = np.asarray(x), np.asarray(labels)
    start = network.init(rng) if parameters is None else finite("parameters", parameters)
    if start.shape != (network.size,):
        raise OptimError("shape of parameters", start.shape, f"{(network.size,)}")
    batches = [np.asarray(batch) for batch in batches]
    if not batches or not all(batch.size and batch.dtype.kind in "iu" for batch in batches):
        raise OptimError("batches", batches, "at least one, of at least one index each")
    if min(map(np.min, batches)) < 0 or max(map(np.max, batches)) >= len(x):
        raise OptimError("batches", batches, f"indices from 0 to {len(x) - 1}")
    memory: tuple[Array, ...] = ()
    batch_loss: list[float] = []

    def gradient_on(batch: IntArray) -> GradientFunction:
        def gradient(point: Array) -> Array:
            nonlocal memory
            loss, slope, memory = network.evaluate(point, x[batch], labels[batch], rng, memory)
            batch_loss.append(loss)
            return slope

        return gradient

    seen = slice(None if record_on is None else whole("record_on", record_on))
    recorded_at, recorded = [0], [network.loss(start, x[seen], labels[seen])]
    every = len(batches) if record_every is None else whole("record_every", record_every)
    point = start
    with np.errstate(all="ignore"):
        for t, (after, _, _) in enumerate(descend(map(gradient_on, batches), optimizer, start), start=1):
            point = after
            if t % every == 0 or t == len(batches):
                recorded_at.append(t)
                recorded.append(network.loss(point, x[seen], labels[seen], memory))
    return Training(point, memory, np.array(batch_loss), np.array(recorded_at), np.array(recorded))


def digits_race(
    methods: Mapping[str, AnyOptimizer],
    images: LabelledImages,
    rng: np.random.Generator,
    iterations: int = 600,
    record_every: int = 50,
    hidden: Sequence[int] = (100, 100, 100, 100),
) -> dict[str, Training]:
    """Train one network by several methods, each from the same parameters on the same batches of 128.

    Source: K. Saito, Deep Learning from Scratch, chapter 6, whose race gives each method its own start.

    Parameters
    ----------
    methods
        The racers, by the names under which their results are wanted.
    images
        What to learn.
    rng
        Draws the parameters and the batches that all share.
    iterations
        Updates to make.
    record_every
        After how many updates to work out the loss on all images.
    hidden
        Units of the hidden layers.

    Examples
    --------
    >>> from optimlib import optimizers
    >>> from optimlib.images import digits
    >>> racers = {name: optimizers.load(name) for name in ("gradient_descent", "adam")}
    >>> race = digits_race(racers, digits(), np.random.default_rng(0), iterations=20, hidden=(30,))
    >>> race["gradient_descent"].loss[0] == race["adam"].loss[0]
    np.True_
    """
    if not isinstance(methods, Mapping):
        raise OptimError("methods", methods, 'optimizers by name, such as {"Adam": optimizers.load("adam")}')
    iterations, rng = whole("iterations", iterations), generator(rng)
    x, classes = images.flat, int(images.labels.max()) + 1
    network = multi_layer([x.shape[1], *hidden, classes])
    start = network.init(rng)
    epochs = -(-iterations * 128 // len(images)) + 1
    plan = mini_batches(128, "with_replacement").draw(len(images), epochs, rng)
    batches = [batch for epoch in plan for batch in epoch][:iterations]
    return {
        name: train(network, method, x, images.labels, batches, rng, start, record_every)
        for name, method in methods.items()
    }
