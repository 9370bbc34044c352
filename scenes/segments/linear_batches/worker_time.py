"""How long many samples take with a few workers, for several batch sizes: averages over random orders."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log

import numpy as np

from optimlib.batches import full_batch
from optimlib.datasets import Data

from .update_factors import update_factors

COPIES, WORKERS, SIZES, ORDERS = 16, 8, (1, 2, 4, 8, 16, 48), 200
"""How often the samples come, who works on them at the same time, the batch sizes tried, and in how many orders."""
SEED = 1


@dataclass(frozen=True)
class Slots:
    """How long a batch size takes until a share of the error is left, over many orders.

    Attributes
    ----------
    size
        The batch size.
    columns
        Slots that one update takes: how often the workers' row is filled.
    mean, spread
        Mean and standard deviation of the slots.
    """

    size: int
    columns: int
    mean: float
    spread: float


def time_to(data: Data, size: int, rate: float, share: float) -> Slots:
    """Deal many samples in many shuffled orders; return the slots of time until that share of the error is left.

    A slot is the time for one gradient, of which the workers do one each; nothing else takes any time. An update
    multiplies the error by 1 − ηh, with its batch's curvature h, so a run is a running product.
    """
    samples = np.tile(2.0 * data.x**2, COPIES)
    slowest = log(share) / log(update_factors(data, full_batch(), rate)[0])
    epochs = ceil(1.3 * slowest * size / len(samples)) + 1
    # With all samples in every update there is no order to choose.
    orders = 1 if size == len(samples) else ORDERS
    dealt = np.tile(samples, (orders, epochs, 1))
    np.random.default_rng(SEED).permuted(dealt, axis=-1, out=dealt)
    factors = 1.0 - rate * dealt.reshape(orders, -1, size).mean(axis=-1)
    left = np.abs(np.cumprod(factors, axis=-1))
    columns = ceil(size / WORKERS)
    slots = columns * (1 + np.argmax(left < share, axis=-1))
    return Slots(size, columns, float(slots.mean()), float(slots.std()))
