"""The museum of misprints: rules as popular texts print them, kept to be shown and never to be used.

`optimizers.load` does not find them. Each says what is wrong and what it should be.

>>> from optimlib import optimizers
>>> any("minus" in name for name in optimizers.names())
False
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimlib.optimizers._hyperparameters import DECAY, NON_NEGATIVE, RATE, Validated, rate_at
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate

# By the name of this module alone: nobody should come upon one unawares.
__all__: list[str] = []


class AdamWithMinusState(NamedTuple):
    """What the misprinted Adam remembers.

    Attributes
    ----------
    t
        Updates made.
    m
        Fading average of gradients, with the wrong sign.
    v
        Fading average of squared gradients.
    """

    t: int
    m: Array
    v: Array


@dataclass(frozen=True)
class AdamWithMinus(Validated):
    """m ← β₁m − (1 − β₁)g, and then x ← x − η m/(√v + ε): two minus signs, and it climbs.

    Right: m ← β₁m + (1 − β₁)g, corrected for its start at zero.

    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, AdamWithMinus(0.1), bowl.start, steps=50).value[[0, 1, 10, 50]].round(2)
    array([  19.52,   24.07,  175.18, 3177.55])
    """

    learning_rate: LearningRate = field(default=0.001, metadata=RATE)
    beta1: Hyperparameter = field(default=0.9, metadata=DECAY)
    beta2: Hyperparameter = field(default=0.999, metadata=DECAY)
    epsilon: Hyperparameter = field(default=1e-8, metadata=NON_NEGATIVE)

    facts: ClassVar[Facts] = Facts(
        display_name={"en": "Adam with a minus", "zh": "带负号的 Adam"},
        paper="a popular catalogue of optimizers; right in D. P. Kingma, J. Ba, ICLR 2015",
        rule=r"m <- beta_1 m - (1 - beta_1) g, quad theta <- theta - eta m / (sqrt(v) + epsilon)",
        torch=None,
        memory=2,
        differs="PyTorch is right.",
    )

    def init(self, x0: Array) -> AdamWithMinusState:
        """Start both averages at zero."""
        zero = np.zeros_like(x0)
        return AdamWithMinusState(0, zero, zero)

    def update(self, state: AdamWithMinusState, evaluation: Evaluation) -> tuple[AdamWithMinusState, Array]:
        """Do as printed."""
        gradient = evaluation.gradient
        m = self.beta1 * state.m - (1.0 - self.beta1) * gradient
        v = self.beta2 * state.v + (1.0 - self.beta2) * (gradient * gradient)
        step = -rate_at(self.learning_rate, state.t) * m / (np.sqrt(v) + self.epsilon)
        return AdamWithMinusState(state.t + 1, m, v), step


class AdaDeltaAsRatioState(NamedTuple):
    """What the misprinted AdaDelta remembers.

    Attributes
    ----------
    t
        Updates made.
    square_sum
        AdaGrad's sum of squared gradients.
    mean_square
        RMSProp's fading average of squared gradients.
    """

    t: int
    square_sum: Array
    mean_square: Array


@dataclass(frozen=True)
class AdaDeltaAsRatio(Validated):
    """x ← x − Δ_AdaGrad/Δ_RMSProp: the gradient cancels, and with it the direction.

    Every step is negative, wherever the minimum lies, and at the minimum it is 0/0. Right: the ratio
    RMS[Δx]/RMS[g] multiplies the gradient.

    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, AdaDeltaAsRatio(), [-4.0, -2.4], steps=1).step.round(6)
    array([[-0.316228, -0.316228]])
    """

    decay: Hyperparameter = field(default=0.9, metadata=DECAY)

    facts: ClassVar[Facts] = Facts(
        display_name={"en": "AdaDelta as a ratio of steps", "zh": "写成步长之比的 AdaDelta"},
        paper="a popular catalogue of optimizers; right in M. D. Zeiler, 2012",
        rule='theta <- theta - Delta_"AdaGrad" / Delta_"RMSProp"',
        torch=None,
        memory=2,
        differs="PyTorch is right.",
    )

    def init(self, x0: Array) -> AdaDeltaAsRatioState:
        """Start both averages at zero."""
        zero = np.zeros_like(x0)
        return AdaDeltaAsRatioState(0, zero, zero)

    def update(
        self, state: AdaDeltaAsRatioState, evaluation: Evaluation
    ) -> tuple[AdaDeltaAsRatioState, Array]:
        """Do as printed."""
        square = evaluation.gradient * evaluation.gradient
        square_sum = state.square_sum + square
        mean_square = self.decay * state.mean_square + (1.0 - self.decay) * square
        adagrad, rmsprop = (
            evaluation.gradient / np.sqrt(square_sum),
            evaluation.gradient / np.sqrt(mean_square),
        )
        return AdaDeltaAsRatioState(state.t + 1, square_sum, mean_square), -adagrad / rmsprop


def numerical_gradient(function: Callable[[Array], ArrayLike], x: ArrayLike, h: float = 1e-4) -> Array:
    """Work out (f(x + h) − f(x − h))/2*h as Python reads it: divided by 2, then multiplied by h.

    Right: /(2*h). With h = 1e-4 the result is 1e-8 of the gradient.

    >>> numerical_gradient(lambda x: x[..., 0] ** 2, [3.0]).round(10)
    array([6.e-08])
    """
    points = np.asarray(x, dtype=np.float64)
    shifts = h * np.eye(points.shape[-1])
    slopes = [
        (np.asarray(function(points + shift)) - np.asarray(function(points - shift))) / 2 * h
        for shift in shifts
    ]
    return np.stack(slopes, axis=-1)
