"""Gradient descent: straight down, by a fixed share of the slope."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from optimlib.optimizers._hyperparameters import (
    NON_NEGATIVE,
    RATE,
    Validated,
    rate_at,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class GradientDescentState(NamedTuple):
    """What gradient descent remembers.

    Attributes
    ----------
    t
        Updates made.
    """

    t: int


@dataclass(frozen=True)
class GradientDescent(Validated):
    """x ← x − learning_rate · ∇f(x).

    On a quadratic it converges for rates below 2/λ, λ being the largest curvature, and the error along each
    axis is multiplied by 1 − learning_rate · λ in every step.

    Parameters
    ----------
    learning_rate
        Share of the gradient that makes the step; at least 0, a number, an array or a schedule.
    weight_decay
        Adds weight_decay · x to the gradient.

    Examples
    --------
    >>> import numpy as np
    >>> method = GradientDescent(learning_rate=0.5)
    >>> state, step = method.update(method.init(np.zeros(2)), Evaluation(np.zeros(2), np.array([2.0, -4.0])))
    >>> step
    array([-1.,  2.])

    Notes
    -----
    A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847. PyTorch calls
    it SGD, also where the gradient is exact and nothing is stochastic.
    """

    learning_rate: LearningRate = field(default=0.01, metadata=RATE)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "Gradient descent", "zh": "梯度下降"},
        paper="A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
        rule=r"theta <- theta - eta nabla L(theta)",
        torch="SGD",
        memory=0,
        differs="The same path.",
    )

    def init(self, x0: Array) -> GradientDescentState:
        """Start counting."""
        return GradientDescentState(t=0)

    def update(
        self, state: GradientDescentState, evaluation: Evaluation
    ) -> tuple[GradientDescentState, Array]:
        """Step against the gradient."""
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        (t,) = state
        return GradientDescentState(t + 1), -rate_at(self.learning_rate, t) * gradient

    def stability_limit(self, curvature: float) -> Hyperparameter:
        """Give the rate at which a quadratic of this curvature stops converging: 2/λ, λ with weight decay."""
        return 2.0 / (curvature + self.weight_decay)
