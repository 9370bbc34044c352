"""Adam: momentum above the line, root mean square below, both corrected for starting at zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple, TypeAlias

import numpy as np

from optimlib.optimizers._elementwise import maximum, power, sqrt
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

EpsMode: TypeAlias = Literal["outside", "inside", "hat"]


class AdamState(NamedTuple):
    """What Adam remembers; all arrays have the shape of x.

    Attributes
    ----------
    t
        Updates made.
    m
        Fading average of gradients.
    v
        Fading average of squared gradients.
    m_hat
        m/(1 − β₁ᵗ), or m itself without bias correction.
    v_hat
        v/(1 − β₂ᵗ), or v itself without bias correction.
    v_max
        Largest v so far; stays zero but for AMSGrad.
    """

    t: int
    m: Array
    v: Array
    m_hat: Array
    v_hat: Array
    v_max: Array


@dataclass(frozen=True)
class Adam(Validated):
    """m ← β₁m + (1 − β₁)g;  v ← β₂v + (1 − β₂)g²;  x ← x − learning_rate · m̂/(√v̂ + ε).

    m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) undo that both averages start at zero. The first step has the
    length learning_rate in every coordinate, whatever the size of the gradient.

    Parameters
    ----------
    learning_rate
        About the length of a step in each coordinate; at least 0, a number, an array or a schedule.
    beta1, beta2
        Share that the averages keep, in [0, 1).
    epsilon
        Keeps the denominator from zero.
    bias_correction
        Whether to use m̂ and v̂. Without it the first step is (1 − β₁)/√(1 − β₂) = 3.16 times too long.
    eps_mode
        "outside" √v̂ + ε (Algorithm 1 of the paper, PyTorch); "inside" √(v̂ + ε); "hat" √v + ε with the
        corrections drawn into the learning rate, as the paper remarks and "Deep Learning from Scratch" does.
    amsgrad
        Whether to divide by the largest v so far instead of the present one.
    weight_decay
        Adds weight_decay · x to the gradient; see `AdamW` for the other way.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> ravine = objectives.load("ravine")
    >>> run(ravine, Adam(learning_rate=0.3, epsilon=0.0), ravine.start, steps=1).step
    array([[ 0.3, -0.3]])

    Notes
    -----
    D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015. AMSGrad: S. J. Reddi et al.,
    On the Convergence of Adam and Beyond, ICLR 2018; as PyTorch, the maximum is taken before the correction.
    """

    learning_rate: LearningRate = field(default=0.001, metadata=RATE)
    beta1: Hyperparameter = field(default=0.9, metadata=DECAY)
    beta2: Hyperparameter = field(default=0.999, metadata=DECAY)
    epsilon: Hyperparameter = field(default=1e-8, metadata=NON_NEGATIVE)
    bias_correction: bool = True
    eps_mode: EpsMode = field(default="outside", metadata={"choices": ("outside", "inside", "hat")})
    amsgrad: bool = False
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "Adam", "zh": "Adam"},
        paper="D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015",
        rule=r"theta <- theta - eta hat(m) / (sqrt(hat(v)) + epsilon)",
        torch="Adam",
        memory=2,
        differs=f"The same path; PyTorch always corrects the bias, and keeps ε outside the root. {STILL}",
    )

    def init(self, x0: Array) -> AdamState:
        """Start both averages at zero."""
        zero = np.zeros_like(x0)
        return AdamState(0, zero, zero, zero, zero, zero)

    def update(self, state: AdamState, evaluation: Evaluation) -> tuple[AdamState, Array]:
        """Update both averages, correct them, divide."""
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        return self._follow(state, gradient)

    def _follow(self, state: AdamState, gradient: Array) -> tuple[AdamState, Array]:
        t, m, v, _, _, v_max = state
        rate = rate_at(self.learning_rate, t)
        t += 1
        m = self.beta1 * m + (1.0 - self.beta1) * gradient
        v = self.beta2 * v + (1.0 - self.beta2) * (gradient * gradient)
        m_hat, v_hat, epsilon = m, v, self.epsilon
        if self.amsgrad:
            v_hat = v_max = maximum(v_max, v)
        if self.bias_correction:
            share_m, share_v = 1.0 - power(self.beta1, t), 1.0 - power(self.beta2, t)
            m_hat, v_hat = m / share_m, v_hat / share_v
            if self.eps_mode == "hat":
                epsilon = epsilon / sqrt(share_v)
        step = over_root(-rate * m_hat, v_hat, epsilon, self.eps_mode)
        return AdamState(t, m, v, m_hat, v_hat, v_max), step
