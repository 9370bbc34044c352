"""Descent on random batches: many runs at once, and where their scatter settles, worked out exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimlib.datasets import Data
from optimlib.regression import sample_gradients


@dataclass(frozen=True, eq=False)
class Fit:
    """The mean squared cost of a linear model with two weights: a bowl.

    Attributes
    ----------
    data
        Inputs ``(n, 2)`` and targets.
    best
        The weights with the lowest cost ``(2,)``.
    lowest
        That cost.
    hessian
        The second derivatives of the cost ``(2, 2)``.
    """

    data: Data
    best: np.ndarray
    lowest: float
    hessian: np.ndarray

    @classmethod
    def of(cls, data: Data) -> Fit:
        """Solve the least squares."""
        best, *_ = np.linalg.lstsq(data.x, data.y, rcond=None)
        lowest = float(np.mean((data.x @ best - data.y) ** 2))
        return cls(data, best, lowest, 2.0 * data.x.T @ data.x / len(data))

    def excess(self, weights: np.ndarray) -> np.ndarray:
        """Return how much the cost at weights ``(..., 2)`` lies above the lowest."""
        offset = weights - self.best
        return np.asarray(0.5 * np.sum(offset @ self.hessian * offset, axis=-1))

    def floor(self, rate: float, batch_size: int) -> float:
        """Return the mean excess that descent settles to, on batches drawn with replacement.

        The covariance Σ of the weights solves Σ = E[(1 − ηH_B) Σ (1 − ηH_B)] + η²C/B, with H_B a batch's second
        derivatives and C the covariance of the samples' gradients at the minimum: four linear equations. Unlike
        :func:`optimlib.gradient_noise.noise_floor`, it counts that curvatures differ between samples.
        """
        x, hessian = self.data.x, self.hessian
        noise = sample_gradients(self.data, self.best)
        noise = noise.T @ noise / len(noise)
        curvatures = 2.0 * x[:, :, None] * x[:, None, :]
        one_sample = np.einsum("nij,nkl->ikjl", curvatures, curvatures).reshape(4, 4) / len(x)
        both = np.kron(hessian, hessian)
        kept = (
            np.eye(4)
            - rate * (np.kron(hessian, np.eye(2)) + np.kron(np.eye(2), hessian))
            + rate**2 * (both + (one_sample - both) / batch_size)
        )
        covariance = np.linalg.solve(np.eye(4) - kept, rate**2 * noise.reshape(4) / batch_size)
        return float(0.5 * np.trace(hessian @ covariance.reshape(2, 2)))


def descend_on(
    data: Data, batches: np.ndarray, rate: Callable[[int], float], start: np.ndarray
) -> np.ndarray:
    """Run descent on batches ``(steps, runs, batch_size)`` of sample numbers; return ``(steps + 1, runs, 2)``."""
    steps, runs, size = batches.shape
    # An update is an affine map of the weights, so all that does not depend on them is worked out at once.
    x, y = data.x[batches], data.y[batches]
    rates = np.array([rate(step) for step in range(steps)])[:, None, None, None]
    maps = np.empty((steps, 2, 3, runs))
    maps[:, :, :2] = np.eye(2)[:, :, None] - rates * 2.0 / size * np.einsum("trbi,trbj->tijr", x, x)
    maps[:, :, 2:] = rates * 2.0 / size * np.einsum("trbi,trb->tir", x, y)[:, :, None]
    weights = np.ones((steps + 1, 3, runs))
    weights[0, :2] = start[:, None]
    for step, update in enumerate(maps):
        np.add.reduce(update * weights[step], axis=1, out=weights[step + 1, :2])
    return np.ascontiguousarray(weights[:, :2].swapaxes(1, 2))
