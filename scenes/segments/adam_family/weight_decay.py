"""Weight decay in the loss or beside it: where Adam's weights come to rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamw import AdamW
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer

CURVATURES = (1.0, 100.0)
START, OTHER, RATE = 3.0, 2.0, 0.01
STEPS, LONG = 4000, 8000
MORE = (0.01, 1e4)
"""Two further curvatures."""


@dataclass(frozen=True, eq=False)
class Decay:
    """What becomes of weights whose loss is lowest at 1, and which decay pulls to 0.

    Attributes
    ----------
    penalised, own
        Adam with the penalty in the loss, and AdamW: two weights that differ in their curvature alone.
    penalised_ways, own_ways
        Both methods over ``LONG`` steps: two weights of curvature 1 that differ in their start alone.
    spread, spread_penalised, spread_own
        Curvatures, and where a weight of each is after ``STEPS`` steps; all ``(n,)``.
    """

    strength: float
    penalised: Trajectory
    own: Trajectory
    penalised_ways: Trajectory
    own_ways: Trajectory
    spread: np.ndarray
    spread_penalised: np.ndarray
    spread_own: np.ndarray
    curvatures: tuple[float, float] = CURVATURES
    start: float = START
    other: float = OTHER
    rate: float = RATE
    steps: int = STEPS
    long: int = LONG

    @property
    def end(self) -> np.ndarray:
        """Where Adam with the penalty is, ``(2,)``."""
        return np.asarray(self.penalised.x[self.steps])

    @property
    def own_end(self) -> np.ndarray:
        """Where AdamW is, ``(2,)``."""
        return np.asarray(self.own.x[self.steps])

    @property
    def other_end(self) -> float:
        """Where AdamW is after as many steps from the other start."""
        return float(self.own_ways.x[self.steps, 1])

    @property
    def late(self) -> float:
        """Where AdamW is after ``LONG`` steps."""
        return float(self.own_ways.x[-1, 0])

    @property
    def other_late(self) -> float:
        """Where AdamW is then from the other start."""
        return float(self.own_ways.x[-1, 1])

    @property
    def share(self) -> float:
        """The share of every weight that AdamW takes off in a step."""
        return self.rate * self.strength


def balance(curvature: np.ndarray, strength: float) -> np.ndarray:
    """Return where a weight rests with the penalty in the loss: s/(s + λ), at which its gradient is zero."""
    return np.asarray(curvature / (curvature + strength))


def valley(curvatures: tuple[float, float]) -> Quadratic:
    """Return a loss of these curvatures along its axes, lowest where both weights are 1."""
    return Quadratic(curvatures, centre=(1.0, 1.0))


def decay_facts(strength: float) -> Decay:
    """Run Adam with the penalty in the loss and AdamW, all else equal."""
    methods = [method(RATE, weight_decay=strength) for method in (Adam, AdamW)]
    pairs = (CURVATURES, MORE)
    walks = [[run(valley(pair), method, (START, START), STEPS) for pair in pairs] for method in methods]
    spread = np.ravel(pairs)
    order = np.argsort(spread)
    ends = [np.concatenate([walk.x[-1] for walk in of_method])[order] for of_method in walks]
    return Decay(
        strength,
        walks[0][0],
        walks[1][0],
        *(_ways(method) for method in methods),
        spread[order],
        *ends,
    )


def _ways(method: AnyOptimizer) -> Trajectory:
    """Let two weights of the same loss start apart."""
    return run(valley((CURVATURES[0], CURVATURES[0])), method, (START, OTHER), LONG)
