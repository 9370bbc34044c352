"""The fair race: every method at its best rate, by a loss that no lucky step and no lucky start decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np

from optimlib.errors import OptimError
from optimlib.objectives.quadratic import Quadratic
from optimlib.run import descend, run
from optimlib.types import AnyOptimizer

WIDEST = 1000.0
RATES = np.geomspace(0.02, WIDEST, 165)
"""Learning rates that are tried, evenly apart on a logarithmic axis; the best one is looked for once more between its
neighbours."""
FINE = 81
MEMORIES = np.arange(20) * 0.05
"""What is tried for a method's memory: α of Momentum, β₁ of Adam."""
MEMORY = ("momentum", "beta1")
"""What optimizers call it."""
STARTS = 48
WINDOW = 10
"""The loss is averaged over so many last steps."""


@dataclass(frozen=True, eq=False)
class Tuned:
    """A method in one valley at every rate, and at its best one.

    Attributes
    ----------
    rates, loss
        What was tried, and the mean late loss at it; both ``(n,)``, none for a method that has no rate to choose.
    best, least
        The rate with the lowest one, and that loss; of a method without a choice its loss as it is.
    memory
        The α or β₁ that was chosen along with it, if one was.
    """

    rates: np.ndarray
    loss: np.ndarray
    best: float | None
    least: float
    memory: float | None = None

    @property
    def open(self) -> bool:
        """Whether the lowest loss is at the largest rate tried, so that no rate is the best."""
        return self.best is not None and self.best >= WIDEST

    def at(self, rate: float) -> float:
        """Return the loss at a rate between those that were tried."""
        return float(np.exp(np.interp(np.log(rate), np.log(self.rates), np.log(self.loss))))


def level_starts(curvature: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return starts ``(STARTS, 2)`` all around a valley of these curvatures, as high as the given one, the first.

    Examples
    --------
    >>> starts = level_starts(np.array([0.1, 2.0]), np.array([-7.0, 2.0]))
    >>> starts[0].round(9).tolist(), np.unique(Quadratic((0.1, 2.0)).value(starts).round(9)).tolist()
    ([-7.0, 2.0], [6.45])
    """
    scaled = np.sqrt(curvature) * start
    angle = np.arctan2(scaled[1], scaled[0]) + 2 * np.pi * np.arange(STARTS) / STARTS
    around = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return np.asarray(np.linalg.norm(scaled) * around / np.sqrt(curvature))


def tune(method: AnyOptimizer, valley: Quadratic, starts: np.ndarray, steps: int) -> Tuned:
    """Try all rates of a method in a valley, one rate for all starts ``(n, 2)``."""
    if not can_be_tuned(method, valley, starts):
        return _as_it_is(method, valley, starts, steps)
    return _finer(method, valley, starts, steps, RATES)


def tune_memory(method: AnyOptimizer, valley: Quadratic, starts: np.ndarray, steps: int) -> Tuned:
    """Try all rates together with every memory; of a method that has none, all rates."""
    name = next((one for one in MEMORY if one in _hyperparameters(method)), None)
    if name is None or not can_be_tuned(method, valley, starts):
        return tune(method, valley, starts, steps)
    least = [
        float(_late_loss(_with(method, RATES, **{name: memory}), valley, starts, steps).min())
        for memory in MEMORIES
    ]
    memory = float(MEMORIES[int(np.argmin(least))])
    found = _finer(_with(method, None, **{name: memory}), valley, starts, steps, RATES)
    return Tuned(found.rates, found.loss, found.best, found.least, memory)


def can_be_tuned(method: AnyOptimizer, valley: Quadratic, starts: np.ndarray) -> bool:
    """Tell whether a method has a learning rate, and walks from many starts at many rates as it does from each alone.

    A rule of one's own may have no rate, or mix up what it is given at once.
    """
    if not isinstance(_hyperparameters(method).get("learning_rate"), float):
        return False
    rates, some = RATES[::48], starts[:2]
    try:
        *_, many = _walk(_with(method, rates), valley, some, 3)
        alone = [
            [run(valley, _with(method, float(rate)), start, 3).x[-1] for start in some] for rate in rates
        ]
    except (OptimError, TypeError, ValueError):
        return False
    return bool(np.allclose(alone, many))


def _finer(
    method: AnyOptimizer, valley: Quadratic, starts: np.ndarray, steps: int, rates: np.ndarray
) -> Tuned:
    """Try rates, and more between the neighbours of the best one."""
    loss = _late_loss(_with(method, rates), valley, starts, steps)
    place = int(np.argmin(loss))
    closer = np.linspace(rates[max(place - 1, 0)], rates[min(place + 1, len(rates) - 1)], FINE)
    rates = np.concatenate([rates, closer])
    loss = np.concatenate([loss, _late_loss(_with(method, closer), valley, starts, steps)])
    order = np.argsort(rates, kind="stable")
    best = int(np.argmin(loss))
    return Tuned(rates[order], loss[order], float(rates[best]), float(loss[best]))


def _as_it_is(method: AnyOptimizer, valley: Quadratic, starts: np.ndarray, steps: int) -> Tuned:
    """Run a method from each start by itself."""
    walks = [run(valley, method, start, steps).value for start in starts]
    late = [walk[-WINDOW:].mean() if len(walk) > steps else np.inf for walk in walks]
    return Tuned(np.empty(0), np.empty(0), None, float(np.mean(late)))


def _late_loss(method: AnyOptimizer, valley: Quadratic, starts: np.ndarray, steps: int) -> np.ndarray:
    """Return the mean loss of the last steps over all starts, for each rate ``(n,)``; what diverges has infinity."""
    total = np.zeros(np.size(method.learning_rate))  # type: ignore[attr-defined]  # whoever has none does not come here
    with np.errstate(all="ignore"):
        for step, points in enumerate(_walk(method, valley, starts, steps), start=1):
            if step > steps - WINDOW:
                total += valley.value(points).mean(axis=-1) / WINDOW
    return np.where(np.isfinite(total), total, np.inf)


def _walk(method: AnyOptimizer, valley: Quadratic, starts: np.ndarray, steps: int) -> Iterator[np.ndarray]:
    """Give the points ``(n, s, 2)`` of all n rates and s starts after each step; no more of the runs is needed."""
    rates = np.size(method.learning_rate)  # type: ignore[attr-defined]
    start = np.array(np.broadcast_to(starts, (rates, *starts.shape)))
    return (points for points, _, _ in descend(repeat(valley.gradient, steps), method, start))


def _with(method: AnyOptimizer, rates: Any, **others: float) -> AnyOptimizer:
    """Make the method anew with rates ``(n,)`` that broadcast against starts, or with one."""
    shaped = rates[:, None, None] if isinstance(rates, np.ndarray) else rates
    chosen = others if shaped is None else {"learning_rate": shaped, **others}
    return replace(method, **chosen)  # type: ignore[type-var]  # can_be_tuned has seen that it is a dataclass


def _hyperparameters(method: AnyOptimizer) -> dict[str, Any]:
    return {one.name: getattr(method, one.name) for one in fields(method)} if is_dataclass(method) else {}
