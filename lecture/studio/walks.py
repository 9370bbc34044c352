"""The runs that the page asks for: of several methods, a slider changes one, so the others are remembered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer, Objective

KEPT = 64
"""Runs that are remembered."""


def walk(
    objective: Objective,
    optimizer: AnyOptimizer,
    start: tuple[float, ...],
    steps: int,
    noise: float = 0.0,
    seed: int = 0,
) -> Trajectory[Any]:
    """Run a method, or remember its run; every method of a question meets the same noise.

    Parameters
    ----------
    objective, optimizer, start, steps
        As for :func:`optimlib.run.run`.
    noise
        Standard deviation of what is added to each coordinate of each gradient.
    seed
        Of the noise.
    """
    if _is_value(objective) and _is_value(optimizer):
        return _remembered(_Walk(objective, optimizer, start, steps, noise, seed if noise else 0))
    return _Walk(objective, optimizer, start, steps, noise, seed).run()


@dataclass(frozen=True)
class _Walk:
    objective: Objective
    optimizer: AnyOptimizer
    start: tuple[float, ...]
    steps: int
    noise: float
    seed: int

    def run(self) -> Trajectory[Any]:
        noise = None
        if self.noise:
            noise = np.random.default_rng(self.seed).normal(0.0, self.noise, (self.steps, len(self.start)))
        return run(self.objective, self.optimizer, self.start, self.steps, noise)


@lru_cache(KEPT)
def _remembered(asked: _Walk) -> Trajectory[Any]:
    return asked.run()


def _is_value(thing: object) -> bool:
    """Whether a thing is what its fields are, and stays so; of any other nobody knows what it will do next time."""
    declared = getattr(type(thing), "__dataclass_params__", None)
    if declared is None or not declared.frozen:
        return False
    try:
        hash(thing)
    except TypeError:  # of a field
        return False
    return True
