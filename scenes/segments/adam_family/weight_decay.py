"""Weight decay in the loss or beside it: where Adam's weights come to rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamw import AdamW
from optimlib.run import run
from optimlib.trajectory import Trajectory

CURVATURES = (1.0, 100.0)
START, RATE = (3.0, 3.0), 0.01
STEPS, LONG = 4000, 12_000
SPREAD = np.geomspace(0.01, 1e4, 13)
"""Curvatures of a loss with a weight for each."""
NOISE, SEED = 0.1, 0
"""How far, as a standard deviation, a sample's minimum lies from that of all."""


@dataclass(frozen=True, eq=False)
class Decay:
    """What becomes of weights whose loss is lowest at 1, and which decay pulls to 0.

    Attributes
    ----------
    penalised, own
        Adam with the penalty in the loss, and AdamW, over ``LONG`` steps.
    noisy
        AdamW with gradients of single samples.
    end, own_end
        Where both are after ``STEPS`` steps, ``(2,)``.
    late
        Where AdamW is after ``LONG`` steps.
    late_noisy
        The mean of AdamW with noise over the last quarter.
    cost, own_cost
        Loss plus penalty there.
    spread, spread_penalised, spread_own, spread_root
        Curvatures, where each weight is after ``STEPS`` steps, and AdamW's √v there; all ``(n,)``.
    """

    strength: float
    penalised: Trajectory
    own: Trajectory
    noisy: Trajectory
    spread: np.ndarray
    spread_penalised: np.ndarray
    spread_own: np.ndarray
    spread_root: np.ndarray
    curvatures: tuple[float, float] = CURVATURES
    start: tuple[float, float] = START
    rate: float = RATE
    steps: int = STEPS
    long: int = LONG
    noise: float = NOISE

    @property
    def end(self) -> np.ndarray:
        """Where Adam with the penalty is."""
        return np.asarray(self.penalised.x[self.steps])

    @property
    def own_end(self) -> np.ndarray:
        """Where AdamW is."""
        return np.asarray(self.own.x[self.steps])

    @property
    def late(self) -> float:
        """Where AdamW is at the end; both coordinates are the same."""
        return float(self.own.x[-1, 0])

    @property
    def late_noisy(self) -> float:
        """Around which value AdamW stays with noise."""
        return float(self.noisy.x[3 * self.long // 4 :, 0].mean())

    @property
    def cost(self) -> float:
        """Loss plus penalty, for Adam with the penalty."""
        return self.penalised_loss(self.end)

    @property
    def own_cost(self) -> float:
        """Loss plus penalty, for AdamW."""
        return self.penalised_loss(self.own_end)

    def penalised_loss(self, point: np.ndarray) -> float:
        """Return the loss plus λ/2 times the squared length of the weights."""
        loss = valley(self.curvatures).value(point)
        return float(loss + self.strength / 2 * point @ point)

    def balance(self, curvature: np.ndarray | float, root: np.ndarray | float = 1.0) -> np.ndarray:
        """Return where pull and decay balance: s/(s + λ√v), and with the penalty in the loss 1 in place of √v."""
        return np.asarray(curvature / (curvature + self.strength * root))


def valley(curvatures: tuple[float, ...]) -> Quadratic:
    """Return a loss of these curvatures along its axes, lowest where all weights are 1."""
    return Quadratic(curvatures, centre=(1.0,) * len(curvatures))


def decay_facts(strength: float) -> Decay:
    """Run Adam with the penalty in the loss and AdamW, all else equal."""
    penalised, own = (method(RATE, weight_decay=strength) for method in (Adam, AdamW))
    pair, many = valley(CURVATURES), valley(tuple(SPREAD))
    # A sample pulls to its own minimum, with the curvature of all.
    aside = np.random.default_rng(SEED).normal(0.0, NOISE, (LONG, 1))
    ends = [run(many, method, np.full(len(SPREAD), START[0]), STEPS) for method in (penalised, own)]
    return Decay(
        strength=strength,
        penalised=run(pair, penalised, START, LONG),
        own=run(pair, own, START, LONG),
        noisy=run(pair, own, START, LONG, noise=aside * np.array(CURVATURES)),
        spread=SPREAD,
        spread_penalised=ends[0].x[-1],
        spread_own=ends[1].x[-1],
        spread_root=np.sqrt(ends[1].state.v_hat[-1]),
    )
