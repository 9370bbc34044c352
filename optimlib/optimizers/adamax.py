"""AdaMax: Adam that divides by the largest gradient in sight instead of the root mean square."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from optimlib.optimizers._elementwise import maximum, power
from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    STILL,
    Validated,
    divide,
    rate_at,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class AdaMaxState(NamedTuple):
    """What AdaMax remembers; all arrays have the shape of x.

    Attributes
    ----------
    t
        Updates made.
    m
        Fading average of gradients.
    u
        The largest gradient in size, fading.
    """

    t: int
    m: Array
    u: Array


@dataclass(frozen=True)
class AdaMax(Validated):
    """m ← β₁m + (1 − β₁)g;  u ← max(β₂u, |g| + ε);  x ← x − learning_rate/(1 − β₁ᵗ) · m/u.

    Parameters
    ----------
    learning_rate
        The most a step can be in each coordinate; at least 0, a number, an array or a schedule.
    beta1, beta2
        Share that average and maximum keep, in [0, 1).
    epsilon
        Keeps the maximum from zero.
    weight_decay
        Adds weight_decay · x to the gradient.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, AdaMax(0.1, epsilon=0.0), bowl.start, steps=1).step
    array([[0.1, 0.1]])

    Notes
    -----
    D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, section 7.1, ICLR 2015. The paper has no
    ε; PyTorch adds it to |g|, and so do we.
    """

    learning_rate: LearningRate = field(default=0.002, metadata=RATE)
    beta1: Hyperparameter = field(default=0.9, metadata=DECAY)
    beta2: Hyperparameter = field(default=0.999, metadata=DECAY)
    epsilon: Hyperparameter = field(default=1e-8, metadata=NON_NEGATIVE)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "AdaMax", "zh": "AdaMax"},
        paper="D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, section 7.1, ICLR 2015",
        rule=r"u <- max(beta_2 u, |g|), quad theta <- theta - eta hat(m) / u",
        torch="Adamax",
        memory=2,
        differs=f"The same path. {STILL}",
    )

    def init(self, x0: Array) -> AdaMaxState:
        """Start average and maximum at zero."""
        zero = np.zeros_like(x0)
        return AdaMaxState(0, zero, zero)

    def update(self, state: AdaMaxState, evaluation: Evaluation) -> tuple[AdaMaxState, Array]:
        """Update average and maximum, correct the average, divide."""
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        t = state.t + 1
        m = self.beta1 * state.m + (1.0 - self.beta1) * gradient
        u = maximum(self.beta2 * state.u, abs(gradient) + self.epsilon)
        rate = rate_at(self.learning_rate, state.t) / (1.0 - power(self.beta1, t))
        return AdaMaxState(t, m, u), divide(-rate * m, u, self.epsilon)
