"""AdaGrad: every coordinate its own rate, which never rises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from optimlib.optimizers._hyperparameters import (
    NON_NEGATIVE,
    RATE,
    ROOT_MODES,
    STILL,
    RootMode,
    Validated,
    rate_at,
    rate_divisor,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class AdaGradState(NamedTuple):
    """What AdaGrad remembers.

    Attributes
    ----------
    t
        Updates made.
    square_sum
        Sum of all squared gradients so far, on top of the initial accumulator; shape of x.
    rate
        The learning rate each coordinate had in the last step, learning_rate/√square_sum; zero before it, and
        while square_sum and ε are.
    """

    t: int
    square_sum: Array
    rate: Array


@dataclass(frozen=True)
class AdaGrad(Validated):
    """s ← s + g²;  x ← x − learning_rate · g/(√s + ε).

    A coordinate that had large gradients gets small rates. Under a constant gradient the rate falls as 1/√t;
    it need not fall to zero, for Σg² converges where the method does.

    Parameters
    ----------
    learning_rate
        The length of the first step in each coordinate; at least 0, a number, an array or a schedule.
    epsilon
        Keeps the denominator from zero.
    eps_mode
        "outside" √s + ε (the paper, PyTorch) or "inside" √(s + ε) (D2L and others).
    learning_rate_decay
        Divides the rate by 1 + t · learning_rate_decay, t being the updates already made.
    initial_accumulator
        What s starts at.
    weight_decay
        Adds weight_decay · x to the gradient.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> ravine = objectives.load("ravine")
    >>> run(ravine, AdaGrad(1.5, epsilon=0.0), ravine.start, steps=1).step
    array([[ 1.5, -1.5]])

    Notes
    -----
    J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization, JMLR 12, 2011, in its diagonal form.
    """

    learning_rate: LearningRate = field(default=0.01, metadata=RATE)
    epsilon: Hyperparameter = field(default=1e-10, metadata=NON_NEGATIVE)
    eps_mode: RootMode = field(default="outside", metadata=ROOT_MODES)
    learning_rate_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)
    initial_accumulator: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "AdaGrad", "zh": "AdaGrad"},
        paper="J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods, JMLR 12, 2011",
        rule=r"s <- s + g^2, quad theta <- theta - eta g / (sqrt(s) + epsilon)",
        torch="Adagrad",
        memory=1,
        differs=f"The same path; PyTorch has no ε inside the root. {STILL}",
    )

    def init(self, x0: Array) -> AdaGradState:
        """Start the sum."""
        return AdaGradState(0, np.zeros_like(x0) + self.initial_accumulator, np.zeros_like(x0))

    def update(self, state: AdaGradState, evaluation: Evaluation) -> tuple[AdaGradState, Array]:
        """Add the square, divide by the root of the sum."""
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        square_sum = state.square_sum + gradient * gradient
        common = rate_at(self.learning_rate, state.t) / (1.0 + state.t * self.learning_rate_decay)
        rate = common / rate_divisor(square_sum, self.epsilon, self.eps_mode)
        return AdaGradState(state.t + 1, square_sum, rate), -rate * gradient
