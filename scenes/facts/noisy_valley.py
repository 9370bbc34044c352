"""Momentum in a valley whose gradients are noisy: the mean loss of endlessly many runs, without drawing one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def mean_losses(
    curvatures: np.ndarray,
    start: np.ndarray,
    rates: np.ndarray,
    momentum: ArrayLike = 0.0,
    variance: float = 1.0,
) -> np.ndarray:
    """Return the expected loss of momentum after each step, in a valley along the axes: ``(k + 1, n)``.

    Each coordinate has its curvature λ, and each of its gradients an independent noise of this variance. Then
    v ← βv + λx + noise and x ← x − ηv are linear, so the mean of (x, v) and its covariance follow from the step
    before, and the loss is Σ λ/2 · E[x²]: no run is drawn, and no seed is lucky.

    Parameters
    ----------
    curvatures, start
        The curvatures λ and the start, both ``(d,)``.
    rates
        The learning rate of each step, ``(k, n)``: n runs side by side.
    momentum
        β, one for all or one a run, ``(n,)``; 0 is gradient descent.
    variance
        That of the noise in each coordinate; 0 is the exact gradient.

    Examples
    --------
    >>> halves = mean_losses(np.array([1.0]), np.array([2.0]), np.full((3, 1), 0.5), variance=0.0)
    >>> halves[:, 0].tolist()
    [2.0, 0.5, 0.125, 0.03125]
    """
    steps, runs = rates.shape
    shape = (len(curvatures), runs)
    bend, keep = np.broadcast_to(curvatures[:, None], shape), np.broadcast_to(momentum, shape)
    x, v = np.broadcast_to(start[:, None], shape), np.zeros(shape)
    xx, xv, vv = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    losses = np.empty((steps + 1, runs))
    losses[0] = (bend * x**2).sum(axis=0) / 2
    # What diverges goes to infinity, and is lowest nowhere.
    with np.errstate(over="ignore", invalid="ignore"):
        for step, rate in enumerate(rates, start=1):
            v = keep * v + bend * x
            vv, xv = (
                keep**2 * vv + 2 * keep * bend * xv + bend**2 * xx + variance,
                keep * xv + bend * xx,
            )
            x = x - rate * v
            xx, xv = xx - 2 * rate * xv + rate**2 * vv, xv - rate * vv
            losses[step] = (bend * (x**2 + xx)).sum(axis=0) / 2
    return np.where(np.isfinite(losses), losses, np.inf)


def floor(curvatures: np.ndarray, rate: float, variance: float) -> float:
    """Return the mean loss at which gradient descent with a constant rate stays: Σ η σ²/(2 (2 − ηλ)).

    In each step noise adds η²σ² to E[x²], and the valley takes away the share 1 − (1 − ηλ)².

    Examples
    --------
    >>> floor(np.array([0.1, 2.0]), 0.5, 1.0).__round__(4)
    0.3782
    """
    return float((rate * variance / (2 * (2 - rate * curvatures))).sum())
