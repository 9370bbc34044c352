"""AdaDelta: steps in the units of x, with no learning rate but ε."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from optimlib.optimizers._elementwise import sqrt
from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    STILL,
    Validated,
    over_root,
    rate_at,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class AdaDeltaState(NamedTuple):
    """What AdaDelta remembers; all arrays have the shape of x.

    Attributes
    ----------
    t
        Updates made.
    mean_square
        Fading average of squared gradients.
    mean_square_step
        Fading average of squared steps, before the learning rate.
    """

    t: int
    mean_square: Array
    mean_square_step: Array


@dataclass(frozen=True)
class AdaDelta(Validated):
    """s ← ρs + (1 − ρ)g²;  Δ = g·√(u + ε)/√(s + ε);  u ← ρu + (1 − ρ)Δ²;  x ← x − learning_rate · Δ.

    The ratio of roots has the units of x over those of g, so the step has the units of x. The first step is
    √(ε/(1 − ρ)) whatever the gradient: ε is the learning rate in hiding.

    Parameters
    ----------
    learning_rate
        Multiplies the step; 1 in the paper.
    decay
        Share that both averages keep, ρ, in [0, 1).
    epsilon
        Stands in both roots; it decides how fast the method starts.
    weight_decay
        Adds weight_decay · x to the gradient.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, AdaDelta(), bowl.start, steps=1).step.round(6)
    array([[0.003162, 0.003162]])

    Notes
    -----
    M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012. The learning_rate is PyTorch's addition.
    """

    learning_rate: LearningRate = field(default=1.0, metadata=RATE)
    decay: Hyperparameter = field(default=0.9, metadata=DECAY)
    epsilon: Hyperparameter = field(default=1e-6, metadata=NON_NEGATIVE)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "AdaDelta", "zh": "AdaDelta"},
        paper="M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012",
        rule=r"theta <- theta - sqrt(u + epsilon) / sqrt(s + epsilon) g",
        torch="Adadelta",
        memory=2,
        differs=f"The same path. {STILL}",
    )

    def init(self, x0: Array) -> AdaDeltaState:
        """Start both averages at zero."""
        zero = np.zeros_like(x0)
        return AdaDeltaState(0, zero, zero)

    def update(self, state: AdaDeltaState, evaluation: Evaluation) -> tuple[AdaDeltaState, Array]:
        """Scale the gradient by the ratio of both roots."""
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        decay, epsilon = self.decay, self.epsilon
        mean_square = decay * state.mean_square + (1.0 - decay) * (gradient * gradient)
        delta = over_root(sqrt(state.mean_square_step + epsilon), mean_square, epsilon, "inside") * gradient
        mean_square_step = decay * state.mean_square_step + (1.0 - decay) * (delta * delta)
        step = -rate_at(self.learning_rate, state.t) * delta
        return AdaDeltaState(state.t + 1, mean_square, mean_square_step), step
