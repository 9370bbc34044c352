"""Nesterov's momentum: look where the ball is going before asking for the slope."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple, TypeAlias

import numpy as np

from optimlib.optimizers._hyperparameters import (
    DECAY,
    NON_NEGATIVE,
    RATE,
    Validated,
    rate_at,
    with_weight_decay,
)
from optimlib.types import Array, Evaluation, Facts, Hyperparameter, LearningRate

Form: TypeAlias = Literal["lookahead", "torch"]


class NesterovState(NamedTuple):
    """What Nesterov's momentum remembers.

    Attributes
    ----------
    t
        Updates made.
    velocity
        The buffer v, a fading sum of gradients, shape of x.
    """

    t: int
    velocity: Array


@dataclass(frozen=True)
class Nesterov(Validated):
    """v ← momentum · v + ∇f(x − learning_rate · momentum · v);  x ← x − learning_rate · v.

    The gradient is taken where momentum alone would carry the ball, so it brakes before the slope turns. On a
    quadratic it converges for rates below 2(1 + μ)/(λ(1 + 2μ)), which is less than plain descent allows.

    Parameters
    ----------
    learning_rate
        Multiplies the buffer; at least 0, a number, an array or a schedule.
    momentum
        Share of the buffer that is kept (μ), in [0, 1).
    weight_decay
        Adds weight_decay · x to the gradient.
    form
        "lookahead" as above, after Sutskever. "torch" follows the look-ahead point itself, whose update needs
        no second point: v ← μv + ∇f(x), x ← x − learning_rate · (∇f(x) + μv). Under a constant rate the two
        are one path: x_torch = x − learning_rate · μ · v, which is what `query` gives.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> ours = run(bowl, Nesterov(0.1), bowl.start, steps=9)
    >>> theirs = run(bowl, Nesterov(0.1, form="torch"), bowl.start, steps=9)
    >>> np.allclose(theirs.x, ours.x - 0.1 * 0.9 * ours.state.velocity)
    True

    Notes
    -----
    Y. Nesterov, A method for solving the convex programming problem with convergence rate O(1/k²), 1983; in
    this form I. Sutskever et al., On the importance of initialization and momentum in deep learning, 2013.
    The look-ahead is the definition, and no approximation that drops the gradient for being small.
    """

    learning_rate: LearningRate = field(default=0.01, metadata=RATE)
    momentum: Hyperparameter = field(default=0.9, metadata=DECAY)
    weight_decay: Hyperparameter = field(default=0.0, metadata=NON_NEGATIVE)
    form: Form = field(default="lookahead", metadata={"choices": ("lookahead", "torch")})

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "Nesterov momentum", "zh": "Nesterov 动量"},
        paper="Y. Nesterov, A method for solving the convex programming problem, 1983",
        rule=r"v <- mu v + nabla L(theta - eta mu v), quad theta <- theta - eta v",
        torch="SGD",
        memory=1,
        differs='PyTorch (nesterov=True) walks the look-ahead points; form="torch" does as PyTorch.',
    )

    def init(self, x0: Array) -> NesterovState:
        """Start at rest."""
        return NesterovState(t=0, velocity=np.zeros_like(x0))

    def query(self, state: NesterovState, x: Array) -> Array:
        """Want the gradient where momentum alone would lead."""
        if self.form == "torch":
            return x
        return x + -rate_at(self.learning_rate, state.t) * self.momentum * state.velocity

    def update(self, state: NesterovState, evaluation: Evaluation) -> tuple[NesterovState, Array]:
        """Let the buffer fade, add the gradient, step against it."""
        # Decay pulls where the gradient was taken; in the look-ahead form that is not where x stands.
        asked = self.query(state, evaluation.x)
        gradient = with_weight_decay(evaluation.gradient, self.weight_decay, asked)
        velocity = self.momentum * state.velocity + gradient
        ahead = velocity if self.form == "lookahead" else gradient + self.momentum * velocity
        return NesterovState(state.t + 1, velocity), -rate_at(self.learning_rate, state.t) * ahead

    def stability_limit(self, curvature: float) -> Hyperparameter:
        """Give the rate at which a quadratic of this curvature stops converging: 2(1 + μ)/(λ(1 + 2μ)).

        Weight decay counts as curvature.
        """
        return 2.0 * (1.0 + self.momentum) / ((curvature + self.weight_decay) * (1.0 + 2.0 * self.momentum))
