"""RAdam: Adam that waits until its variance can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimlib.optimizers._elementwise import power, sqrt, where
from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    STILL,
    Validated,
    rate_at,
    rate_divisor,
    split_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate

_TRUSTED = 5.0  # effective samples; PyTorch's limit, the paper has 4


class RAdamState(NamedTuple):
    """What RAdam remembers; all arrays have the shape of x.

    Attributes
    ----------
    t
        Updates made.
    m
        Fading average of gradients.
    v
        Fading average of squared gradients.
    """

    t: int
    m: Array
    v: Array


@dataclass(frozen=True)
class RAdam(Validated):
    """x ← x − learning_rate · r · m̂/(√v + ε) · √(1 − β₂ᵗ), or x − learning_rate · m̂ while r is not defined.

    ρ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ) with ρ∞ = 2/(1 − β₂) − 1 counts how many samples v is worth. Up to 5 the method
    is momentum; from then on r = √((ρ − 4)(ρ − 2)ρ∞/((ρ∞ − 4)(ρ∞ − 2)ρ)) rises to 1.

    Parameters
    ----------
    learning_rate
        The rate; at least 0, a number, an array or a schedule. At first it multiplies plain gradients.
    beta1, beta2
        Share that the averages keep, in [0, 1). With β₂ below 2/3 the method stays momentum.
    epsilon
        Keeps the denominator from zero.
    weight_decay
        Adds weight_decay · x to the gradient.
    decoupled_weight_decay
        Whether weight decay acts on x itself, as in AdamW, instead of on the gradient.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, RAdam(0.1), bowl.start, steps=1).step
    array([[0.4 , 0.96]])

    Notes
    -----
    L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020.
    """

    learning_rate: LearningRate = field(default=0.001, metadata=RATE)
    beta1: Hyperparameter = field(default=0.9, metadata=DECAY)
    beta2: Hyperparameter = field(default=0.999, metadata=DECAY)
    epsilon: Hyperparameter = field(default=1e-8, metadata=NON_NEGATIVE)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)
    decoupled_weight_decay: bool = False

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "RAdam", "zh": "RAdam"},
        paper="L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020",
        rule=r"theta <- theta - eta r_t hat(m) / (sqrt(hat(v)) + epsilon)",
        torch="RAdam",
        memory=2,
        differs=f"The same path, with PyTorch's limit of 5 effective samples where the paper has 4. {STILL}",
    )

    def init(self, x0: Array) -> RAdamState:
        """Start both averages at zero."""
        zero = np.zeros_like(x0)
        return RAdamState(0, zero, zero)

    def update(self, state: RAdamState, evaluation: Evaluation) -> tuple[RAdamState, Array]:
        """Update both averages; divide once there is something to divide by."""
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
        trusted, rectification = _rectification(self.beta2, t)
        scale = where(
            trusted,
            rectification
            * sqrt(1.0 - power(self.beta2, t))
            / where(trusted, rate_divisor(v, self.epsilon), 1.0),
            1.0,
        )
        return RAdamState(t, m, v), -rate * (m / (1.0 - power(self.beta1, t))) * scale - decay


def _rectification(beta2: Hyperparameter, t: int) -> tuple[bool | NDArray[np.bool_], Hyperparameter]:
    """Say whether v is worth enough samples, and by how much to trust it."""
    most = 2.0 / (1.0 - beta2) - 1.0
    worth = most - 2.0 * t * power(beta2, t) / (1.0 - power(beta2, t))
    trusted = worth > _TRUSTED
    # Where it is not, any number will do that divides without complaint.
    rho, rho_inf = where(trusted, worth, 6.0), where(trusted, most, 6.0)
    ratio = (rho - 4.0) * (rho - 2.0) * rho_inf / ((rho_inf - 4.0) * (rho_inf - 2.0) * rho)
    return trusted, sqrt(ratio)
