"""Momentum: a ball that keeps part of its velocity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    SHARE,
    Validated,
    rate_at,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class MomentumState(NamedTuple):
    """What momentum remembers.

    Attributes
    ----------
    t
        Updates made.
    velocity
        The buffer v, a fading sum of gradients, shape of x. The next step is −learning_rate · v.
    """

    t: int
    velocity: Array


@dataclass(frozen=True)
class Momentum(Validated):
    """v ← momentum · v + (1 − dampening) · ∇f(x);  x ← x − learning_rate · v.

    With dampening = momentum the buffer is an average instead of a sum ("inertia"), which is the same path
    as the plain form with the learning rate multiplied by 1 − momentum. For a constant rate it is also
    Polyak's x ← x − η∇f(x) + β(x − x₋₁). On a quadratic it converges for rates below 2(1 + β)/λ.

    Parameters
    ----------
    learning_rate
        Multiplies the buffer; at least 0, a number, an array or a schedule.
    momentum
        Share of the buffer that is kept (β, γ, α in other texts), in [0, 1).
    dampening
        Takes this share off each new gradient, in [0, 1].
    dampen_first
        Whether the first gradient is dampened too. PyTorch leaves it whole.
    weight_decay
        Adds weight_decay · x to the gradient.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> ravine = objectives.load("ravine")
    >>> run(ravine, Momentum(learning_rate=0.1), ravine.start, steps=2).x
    array([[-7.    ,  2.    ],
           [-6.93  ,  1.6   ],
           [-6.7977,  0.92  ]])

    Notes
    -----
    B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964. Texts that write
    v ← βv − ηg with the rate inside the buffer walk the same path until the rate changes.
    """

    learning_rate: LearningRate = field(default=0.01, metadata=RATE)
    momentum: Hyperparameter = field(default=0.9, metadata=DECAY)
    dampening: Hyperparameter = field(default=0.0, metadata=SHARE)
    dampen_first: bool = True
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "Momentum", "zh": "动量法"},
        paper="B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
        rule=r"v <- beta v + nabla L(theta), quad theta <- theta - eta v",
        torch="SGD",
        memory=1,
        differs="PyTorch does not dampen the first gradient; dampen_first=False does as PyTorch.",
    )

    def init(self, x0: Array) -> MomentumState:
        """Start at rest."""
        return MomentumState(t=0, velocity=np.zeros_like(x0))

    def update(self, state: MomentumState, evaluation: Evaluation) -> tuple[MomentumState, Array]:
        """Let the buffer fade, add the gradient, step against it."""
        t, velocity = state
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        if not (isinstance(self.dampening, float) and self.dampening == 0.0) and (t or self.dampen_first):
            gradient = (1.0 - self.dampening) * gradient
        velocity = self.momentum * velocity + gradient
        return MomentumState(t + 1, velocity), -rate_at(self.learning_rate, t) * velocity

    def stability_limit(self, curvature: float) -> Hyperparameter:
        """Give the rate at which a quadratic of this curvature stops converging: 2(1 + β)/(λ(1 − τ)).

        Weight decay counts as curvature. With τ = 1 nothing moves, and the limit is inf.
        """
        with np.errstate(divide="ignore"):
            slope = (curvature + self.weight_decay) * (1.0 - self.dampening)
            limit = np.divide(2.0 * (1.0 + self.momentum), slope)
        return limit if limit.ndim else float(limit)
