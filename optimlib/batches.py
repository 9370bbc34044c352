"""Which samples each update sees: drawn before the run starts, from a generator that is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from optimlib._checks import generator, whole
from optimlib.errors import OptimError
from optimlib.types import IntArray

Order: TypeAlias = Literal["cyclic", "shuffled", "with_replacement"]
_ORDERS = ("cyclic", "shuffled", "with_replacement")


@dataclass(frozen=True)
class BatchPlan:
    """How samples are dealt out to updates.

    Parameters
    ----------
    batch_size
        Samples an update sees; None for all of them. The last batch of an epoch takes what is left.
    order
        "cyclic" in the order of the data, every epoch the same; "shuffled" dealt anew in each epoch, every
        sample once; "with_replacement" each sample drawn on its own, so that some come twice and some never.

    Examples
    --------
    >>> mini_batches(2).draw(samples=3, epochs=1)
    [[array([0, 1]), array([2])]]
    """

    batch_size: int | None = None
    order: Order = "cyclic"

    def __post_init__(self) -> None:
        if self.batch_size is not None:
            object.__setattr__(self, "batch_size", whole("batch_size, unless None", self.batch_size))
        if self.order not in _ORDERS:
            raise OptimError.unknown("order", self.order, _ORDERS)

    def draw(self, samples: int, epochs: int, rng: np.random.Generator | None = None) -> list[list[IntArray]]:
        """Deal the batches: for each epoch a list of index arrays.

        Parameters
        ----------
        samples
            How many there are, at least one batch.
        epochs
            How often to go through them, at least 1.
        rng
            Where the chance comes from; needed unless the order is cyclic.
        """
        samples, epochs = whole("samples", samples), whole("epochs", epochs)
        size = samples if self.batch_size is None else self.batch_size
        if size > samples:
            raise OptimError("batch_size", size, f"at most the number of samples, {samples}")
        if self.order == "cyclic":
            return [_cut(np.arange(samples), size)] * epochs
        rng = generator(rng)
        if self.order == "shuffled":
            return [_cut(rng.permutation(samples), size) for _ in range(epochs)]
        updates = -(-samples // size)
        return [list(rng.integers(samples, size=(updates, size))) for _ in range(epochs)]


def full_batch() -> BatchPlan:
    """Plan one update an epoch, on all samples: what source texts call gradient descent."""
    return BatchPlan()


def mini_batches(batch_size: int, order: Order = "cyclic") -> BatchPlan:
    """Plan updates on a few samples each."""
    return BatchPlan(batch_size, order)


def per_sample(order: Order = "cyclic") -> BatchPlan:
    """Plan an update for every single sample: stochastic gradient descent in the narrow sense."""
    return BatchPlan(1, order)


def _cut(indices: IntArray, size: int) -> list[IntArray]:
    return [indices[start : start + size] for start in range(0, len(indices), size)]
