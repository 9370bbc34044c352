"""RMSProp: AdaGrad that forgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np

from optimlib.errors import OptimError
from optimlib.optimizers._elementwise import maximum
from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    ROOT_MODES,
    SHARE,
    STILL,
    RootMode,
    Validated,
    over_root,
    rate_at,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate


class RMSPropState(NamedTuple):
    """What RMSProp remembers; all arrays have the shape of x.

    Attributes
    ----------
    t
        Updates made.
    mean_square
        Fading average of squared gradients.
    mean
        Fading average of gradients; stays zero unless centred.
    velocity
        The buffer of scaled gradients.
    """

    t: int
    mean_square: Array
    mean: Array
    velocity: Array


@dataclass(frozen=True)
class RMSProp(Validated):
    """s ← decay · s + (1 − decay) · g²;  x ← x − learning_rate · g/(√s + ε).

    The window reaches back 1/(1 − decay) steps. Since s starts at zero and is not corrected, the first step
    has the length learning_rate/√(1 − decay). Near a minimum s dies away and the path ends in a two-cycle of
    ± learning_rate/2.

    Parameters
    ----------
    learning_rate
        About the length of a step in each coordinate; at least 0, a number, an array or a schedule.
    decay
        Share that the average keeps (γ, ρ, α in other texts), in [0, 1).
    epsilon
        Keeps the denominator from zero.
    eps_mode
        "outside" √s + ε (PyTorch) or "inside" √(s + ε) (D2L and others).
    momentum
        Share of the velocity that is kept, in [0, 1): v ← momentum · v + g/(√s + ε).
    centered
        Whether to subtract the squared average of the gradients from s, which leaves their variance; it is at
        least 0. Under a gradient that stays it goes to 0, and the steps grow to learning_rate · g/ε.
    weight_decay
        Adds weight_decay · x to the gradient.
    allow_unit_decay
        Permits decay = 1, under which s stays at zero and the rate is learning_rate/√ε: to show why not.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, RMSProp(0.1, 0.9, epsilon=0.0), bowl.start, steps=1).step.round(4)
    array([[0.3162, 0.3162]])

    Notes
    -----
    T. Tieleman, G. Hinton, Lecture 6.5, Neural Networks for Machine Learning, Coursera 2012. Centred: A.
    Graves, Generating Sequences With Recurrent Neural Networks, 2013.
    """

    learning_rate: LearningRate = field(default=0.01, metadata=RATE)
    decay: Hyperparameter = field(default=0.99, metadata=SHARE)
    epsilon: Hyperparameter = field(default=1e-8, metadata=NON_NEGATIVE)
    eps_mode: RootMode = field(default="outside", metadata=ROOT_MODES)
    momentum: Hyperparameter = field(default=0.0, metadata=DECAY)
    centered: bool = False
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)
    allow_unit_decay: bool = False

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "RMSProp", "zh": "RMSProp"},
        paper="T. Tieleman, G. Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012",
        rule=r"s <- gamma s + (1 - gamma) g^2, quad theta <- theta - eta g / (sqrt(s) + epsilon)",
        torch="RMSprop",
        memory=1,
        differs="The same path; PyTorch has no ε inside the root, lets decay be 1 unasked, and takes the root of "
        f"a centred variance that rounding has carried below 0, which is nan; here it is 0 then. {STILL}",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.allow_unit_decay and np.any(np.equal(self.decay, 1.0)):
            raise OptimError("decay", self.decay, "a number in [0, 1), or allow_unit_decay=True")

    def init(self, x0: Array) -> RMSPropState:
        """Start all averages at zero."""
        zero = np.zeros_like(x0)
        return RMSPropState(0, zero, zero, zero)

    def update(self, state: RMSPropState, evaluation: Evaluation) -> tuple[RMSPropState, Array]:
        """Update the average of squares, divide by its root."""
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, evaluation.x)
        mean_square = self.decay * state.mean_square + (1.0 - self.decay) * (gradient * gradient)
        mean, square = state.mean, mean_square
        if self.centered:
            mean = self.decay * mean + (1.0 - self.decay) * gradient
            # No variance is negative, but the difference of two numbers that are nearly the same may be.
            square = maximum(mean_square - mean * mean, 0.0)
        velocity = self.momentum * state.velocity + over_root(gradient, square, self.epsilon, self.eps_mode)
        step = -rate_at(self.learning_rate, state.t) * velocity
        return RMSPropState(state.t + 1, mean_square, mean, velocity), step
