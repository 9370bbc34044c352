"""The linear model ŷ = x·w under the mean squared cost, fitted by batches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import finite, numbers
from optimlib._words import counted, shown
from optimlib.batches import BatchPlan, full_batch, mini_batches, per_sample
from optimlib.datasets import Data
from optimlib.errors import OptimError
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import descend
from optimlib.types import AnyOptimizer, Array, GradientFunction, IntArray, LearningRate, read_only

__all__ = [
    "BatchPlan",
    "RegressionRun",
    "fit",
    "full_batch",
    "mini_batches",
    "per_sample",
    "sample_gradients",
]


@dataclass(frozen=True, eq=False, repr=False)
class RegressionRun:
    """All that happened while fitting; weights are `(...,)` for one input a sample, `(..., d)` for several.

    Attributes
    ----------
    data
        What was fitted.
    batches
        The samples of each update.
    w
        The weights after t updates, `updates + 1` of them.
    gradient
        The batch gradient that made each update.
    cost
        The mean squared cost over all data, at each of `w`.
    last_sample_loss
        The squared error of the last sample of each batch, after its update. Some texts print this beside the
        cost, though it is a single sample after the step and not the mean before it.
    sample_gradients
        Gradients of single samples worked out so far, at each of `w`: what the run has cost.
    epoch_ends
        Indices into `w` of the start and of the end of each epoch.
    diverged_at
        The first update after which weight or cost was no longer finite, or None. The run ends before it, and
        with it every array.

    Examples
    --------
    >>> from optimlib.datasets import y_equals_2x
    >>> run = fit(y_equals_2x(), full_batch(), learning_rate=0.01, w0=1.0, epochs=100)
    >>> float(run.epoch_w[1])
    1.0933333333333333
    """

    data: Data
    batches: tuple[IntArray, ...]
    w: Array
    gradient: Array
    cost: Array
    last_sample_loss: Array
    sample_gradients: IntArray
    epoch_ends: IntArray
    diverged_at: int | None = None

    def __post_init__(self) -> None:
        for array in vars(self).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False

    def __repr__(self) -> str:
        w, cost = (
            f"{shown(np.atleast_1d(one[0]))} → {shown(np.atleast_1d(one[-1]))}" for one in (self.w, self.cost)
        )
        lost = "" if self.diverged_at is None else f", diverged at {self.diverged_at}"
        return f"{type(self).__name__}({counted(len(self.gradient), 'update')}, w {w}, cost {cost}{lost})"

    @property
    def epoch_w(self) -> Array:
        """The weights at the start and after each epoch."""
        return self.w[self.epoch_ends]

    @property
    def epoch_cost(self) -> Array:
        """The cost at the start and after each epoch."""
        return self.cost[self.epoch_ends]

    @property
    def epoch_last_sample_loss(self) -> Array:
        """The last sample's loss at the end of each epoch."""
        return self.last_sample_loss[self.epoch_ends[1:] - 1]

    def predict(self, x: ArrayLike) -> Array:
        """Say what the fitted model answers to `x`."""
        inputs, w = numbers("x", x), self.w[-1]
        if w.ndim and inputs.shape[-1:] != w.shape:
            raise OptimError("shape of x", inputs.shape, f"(..., {len(w)})")
        answer: Array = inputs @ w if w.ndim else inputs * w
        return answer


def fit(
    data: Data,
    plan: BatchPlan,
    learning_rate: LearningRate = 0.01,
    w0: ArrayLike = 1.0,
    epochs: int = 100,
    rng: np.random.Generator | None = None,
    optimizer: AnyOptimizer | None = None,
) -> RegressionRun:
    """Fit ŷ = x·w by descent on the mean of (x·w − y)² over each batch.

    Parameters
    ----------
    data
        Inputs and targets.
    plan
        Which samples each update sees.
    learning_rate
        A number, or a schedule over updates.
    w0
        The weights to start from: a number, or shape `(d,)`.
    epochs
        How often to go through the data.
    rng
        Where a plan that leaves something to chance takes it from.
    optimizer
        Walks instead of gradient descent at `learning_rate`; its own rate counts then.

    Returns
    -------
    RegressionRun
        Everything, update by update. Overflow is kept as inf and told by its `diverged_at`.
    """
    if not isinstance(plan, BatchPlan):
        raise OptimError("plan", plan, "a plan of batches, such as mini_batches(2)")
    x = data.x.reshape(len(data), -1)
    start = read_only(_weights("w0", finite("w0", w0), x))
    epoch_batches = plan.draw(len(data), epochs, rng)
    batches = tuple(batch for epoch in epoch_batches for batch in epoch)
    gradients: list[GradientFunction] = [partial(_gradient, x[batch], data.y[batch]) for batch in batches]
    with np.errstate(all="ignore"):
        steps = list(descend(gradients, optimizer or GradientDescent(learning_rate), start))
        w = np.stack([start, *(point for point, _, _ in steps)])
        last = np.array([batch[-1] for batch in batches])
        cost = np.mean(_residual(x, data.y, w) ** 2, axis=-1)
        loss = (np.sum(x[last] * w[1:], axis=-1) - data.y[last]) ** 2
    gradient = np.stack([gradient for _, gradient, _ in steps])
    if data.x.ndim == 1:
        w, gradient = w[:, 0], gradient[:, 0]
    in_range = np.isfinite(cost) & np.isfinite(w.reshape(len(w), -1)).all(axis=1)
    diverged_at = None if in_range.all() else int(np.argmin(in_range))
    end = len(w) if diverged_at is None else max(diverged_at, 1)
    epoch_ends = np.cumsum([0, *map(len, epoch_batches)])
    return RegressionRun(
        data=data,
        batches=batches[: end - 1],
        w=w[:end],
        gradient=gradient[: end - 1],
        cost=cost[:end],
        last_sample_loss=loss[: end - 1],
        sample_gradients=np.cumsum([0, *map(len, batches)])[:end],
        epoch_ends=epoch_ends[epoch_ends < end],
        diverged_at=diverged_at,
    )


def sample_gradients(data: Data, w: ArrayLike) -> Array:
    """Give the gradient of each sample's own squared error at the weights `w`: the arrows that scatter.

    >>> from optimlib.datasets import y_equals_2x
    >>> sample_gradients(y_equals_2x(), 1.0)
    array([ -2.,  -8., -18.])
    """
    x = data.x.reshape(len(data), -1)
    weights = _weights("w", numbers("w", w), x)
    return (2.0 * x * _residual(x, data.y, weights)[:, np.newaxis]).reshape(data.x.shape)


def _weights(name: str, w: Array, x: Array) -> Array:
    weights = np.atleast_1d(w)
    if weights.shape != x.shape[1:]:
        raise OptimError(f"shape of {name}", w.shape, f"{x.shape[1:]}")
    return weights


def _residual(x: Array, y: Array, w: Array) -> Array:
    """Give x·w − y, `(..., d) -> (..., n)`, rounded as the formula reads: product, then difference."""
    residual: Array = np.sum(x * w[..., np.newaxis, :], axis=-1) - y
    return residual


def _gradient(x: Array, y: Array, w: Array) -> Array:
    mean: Array = np.mean(2.0 * x * _residual(x, y, w)[:, np.newaxis], axis=0)
    return mean
