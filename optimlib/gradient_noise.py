"""How much the gradient of a small batch scatters, and how far it keeps the weights from the minimum."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import ABOVE_ZERO, AT_LEAST_ZERO, finite, generator, number, whole
from optimlib.datasets import Data
from optimlib.errors import OptimError
from optimlib.regression import sample_gradients
from optimlib.types import Array

Draw: TypeAlias = Literal["with_replacement", "without_replacement"]


def batch_gradient_variance(
    data: Data, w: ArrayLike, batch_size: int, draw: Draw = "with_replacement"
) -> Array:
    """Work out the exact variance of the mean gradient of a random batch.

    It is v/B with replacement and v/B · (n − B)/(n − 1) without, v being the variance of a single sample's
    gradient: a batch of all samples has none left.

    Parameters
    ----------
    data, w
        The samples, and the weights at which their gradients are taken.
    batch_size
        B, from 1 to the number of samples.
    draw
        How the batch is drawn.

    Returns
    -------
    Array
        A number for one input a sample, shape `(d,)` for several.

    Examples
    --------
    >>> from optimlib.datasets import y_equals_2x
    >>> batch_gradient_variance(y_equals_2x(), 1.0, 2, "without_replacement").round(4)
    np.float64(10.8889)
    """
    n = len(data)
    batch_size = whole("batch_size", batch_size, most=n)
    if draw not in ("with_replacement", "without_replacement"):
        raise OptimError.unknown("draw", draw, ("with_replacement", "without_replacement"))
    variance: Array = np.var(sample_gradients(data, w), axis=0) / batch_size
    if draw == "without_replacement":
        return variance * (n - batch_size) / max(n - 1, 1)
    return variance


def batch_noise(
    offsets: ArrayLike, batch_size: int, shape: tuple[int, ...], rng: np.random.Generator
) -> Array:
    """Draw what a batch adds to the gradient when every sample has its own constant offset.

    Parameters
    ----------
    offsets
        How far the gradient of each sample is off, shape `(n,)`; they should have mean zero.
    batch_size
        Samples in a batch, drawn with replacement; at least 1.
    shape
        Of the result, such as `(steps, runs, d)`: the noise that `run` takes.
    rng
        Where the chance comes from.

    Examples
    --------
    >>> batch_noise([-1.0, 1.0], 4, (2, 3), np.random.default_rng(0)).shape
    (2, 3)
    """
    values, rng = finite("offsets", offsets), generator(rng)
    if values.ndim != 1 or not len(values):
        raise OptimError("shape of offsets", values.shape, "(n,)")
    batch_size = whole("batch_size", batch_size)
    total = np.zeros(shape)
    # Sample by sample, so that memory does not grow with the batch.
    for _ in range(batch_size):
        total += rng.choice(values, size=shape)
    mean: Array = total / batch_size
    return mean


def noise_floor(learning_rate: float, curvature: float, variance: float, batch_size: int = 1) -> float:
    """Work out the variance that the weight of a one-dimensional fit settles to: η·v/(B·(2 − ηλ)·λ).

    It halves when the batch doubles, and goes to zero with the learning rate. Batches are drawn with
    replacement, and v is taken at the minimum. That curvatures differ between samples is left out: at large
    rates the true floor is a little higher.

    >>> round(noise_floor(0.1, 2.2521, 0.972), 5)
    0.02432
    """
    learning_rate, curvature = (
        number("learning_rate", learning_rate),
        number("curvature", curvature, ABOVE_ZERO),
    )
    variance, batch_size = number("variance", variance, AT_LEAST_ZERO), whole("batch_size", batch_size)
    if not 0.0 < learning_rate * curvature < 2.0:
        raise OptimError("learning_rate", learning_rate, f"a number between 0 and 2/{curvature:g}")
    return learning_rate * variance / (batch_size * (2.0 - learning_rate * curvature) * curvature)
