"""NAdam: Adam with Nesterov's look-ahead in its numerator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from optimlib.optimizers._elementwise import power
from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    STILL,
    Validated,
    over_root,
    rate_at,
    split_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class NAdamState(NamedTuple):
    """What NAdam remembers; all arrays have the shape of x.

    Attributes
    ----------
    t
        Updates made.
    m
        Fading average of gradients.
    v
        Fading average of squared gradients.
    mu_product
        Product of all momenta μ₁…μₜ so far, which takes the place of β₁ᵗ.
    """

    t: int
    m: Array
    v: Array
    mu_product: Array


@dataclass(frozen=True)
class NAdam(Validated):
    """x ← x − learning_rate · (μₜ₊₁m/(1 − μ₁…μₜ₊₁) + (1 − μₜ)g/(1 − μ₁…μₜ))/(√v̂ + ε).

    The momentum warms up: μₜ = β₁(1 − ½ · 0.96^(t · momentum_decay)).

    Parameters
    ----------
    learning_rate
        About the length of a step in each coordinate; at least 0, a number, an array or a schedule.
    beta1, beta2
        Share that the averages keep, in [0, 1).
    epsilon
        Keeps the denominator from zero.
    momentum_decay
        How quickly the momentum rises from half of β₁ to all of it.
    weight_decay
        Adds weight_decay · x to the gradient.
    decoupled_weight_decay
        Whether weight decay acts on x itself, as in AdamW, instead of on the gradient.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, NAdam(0.1, epsilon=0.0), bowl.start, steps=1).step.round(6)
    array([[0.105645, 0.105645]])

    Notes
    -----
    T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016. β₁ is 0.9 as in PyTorch.
    """

    learning_rate: LearningRate = field(default=0.002, metadata=RATE)
    beta1: Hyperparameter = field(default=0.9, metadata=DECAY)
    beta2: Hyperparameter = field(default=0.999, metadata=DECAY)
    epsilon: Hyperparameter = field(default=1e-8, metadata=NON_NEGATIVE)
    momentum_decay: Hyperparameter = field(default=0.004, metadata=NON_NEGATIVE)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)
    decoupled_weight_decay: bool = False

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "NAdam", "zh": "NAdam"},
        paper="T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016",
        rule=r"theta <- theta - eta (mu_(t+1) hat(m) + (1 - mu_t) hat(g)) / (sqrt(hat(v)) + epsilon)",
        torch="NAdam",
        memory=2,
        differs=f"The same path. {STILL}",
    )

    def init(self, x0: Array) -> NAdamState:
        """Start both averages at zero and the product at one."""
        zero = np.zeros_like(x0)
        return NAdamState(0, zero, zero, np.ones_like(x0))

    def update(self, state: NAdamState, evaluation: Evaluation) -> tuple[NAdamState, Array]:
        """Update both averages, look one momentum ahead, divide."""
        rate = rate_at(self.learning_rate, state.t)
        gradient, decay = split_decay(
            evaluation.gradient,
            self.weight_decay,
            evaluation.x,
            rate,
            decoupled=self.decoupled_weight_decay,
        )
        t = state.t + 1
        m = self.beta1 * state.m + (1.0 - self.beta1) * gradient
        v = self.beta2 * state.v + (1.0 - self.beta2) * (gradient * gradient)
        mu, mu_next = self._momentum(t), self._momentum(t + 1)
        product = state.mu_product * mu
        ahead = mu_next * m / (1.0 - product * mu_next) + (1.0 - mu) * gradient / (1.0 - product)
        step = over_root(-rate * ahead, v / (1.0 - power(self.beta2, t)), self.epsilon) - decay
        return NAdamState(t, m, v, product), step

    def _momentum(self, t: int) -> Hyperparameter:
        return self.beta1 * (1.0 - 0.5 * power(0.96, t * self.momentum_decay))
