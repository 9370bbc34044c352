"""Hyperparameters that know their range, and the pieces of a rule that several methods share."""

from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from optimlib.errors import OptimError
from optimlib.optimizers._elementwise import sqrt
from optimlib.types import Array, Hyperparameter, LearningRate, read_only

RootMode: TypeAlias = Literal["outside", "inside"]


@dataclass(frozen=True, slots=True)
class Range:
    """The values a hyperparameter may take: `low <= value < high`, or `<= high` where `closed`."""

    low: float
    high: float
    closed: bool = False

    def __str__(self) -> str:
        if self.high == np.inf:
            return f"a finite number of at least {self.low:g}"
        return f"a number in [{self.low:g}, {self.high:g}{']' if self.closed else ')'}"

    def __contains__(self, value: Hyperparameter) -> bool:
        below = np.less_equal(value, self.high) if self.closed else np.less(value, self.high)
        return bool(np.all(np.greater_equal(value, self.low) & below))


NON_NEGATIVE: Final = {"range": Range(0.0, np.inf)}
"""A rate or a small constant."""

DECAY: Final = {"range": Range(0.0, 1.0)}
"""The share of an average that is kept from one step to the next; at 1 it would keep nothing new."""

SHARE: Final = {"range": Range(0.0, 1.0, closed=True)}

ROOT_MODES: Final = {"choices": ("outside", "inside")}


@dataclass(frozen=True)
class Validated:
    """Turn every hyperparameter that declares a range into a float or a read-only array, and check it."""

    def __post_init__(self) -> None:
        for item in fields(self):
            allowed = item.metadata.get("range")
            value = getattr(self, item.name)
            if allowed is not None and not callable(value):
                object.__setattr__(self, item.name, _checked(item.name, value, allowed))
            choices = item.metadata.get("choices")
            if choices is not None and value not in choices:
                raise OptimError.unknown(item.name, str(value), choices)

    def query(self, state: Any, x: Array) -> Array:
        """Want the gradient where the path stands."""
        return x


def _checked(name: str, value: Any, allowed: Range) -> Hyperparameter:
    try:
        array = read_only(value)
    except (TypeError, ValueError):
        raise OptimError(name, value, str(allowed)) from None
    if array not in allowed:
        raise OptimError(name, value, str(allowed))
    return float(array) if array.ndim == 0 else array


def rate_at(learning_rate: LearningRate, t: int) -> Hyperparameter:
    """Give the learning rate of update number `t`, the first being 0."""
    return learning_rate(t) if callable(learning_rate) else learning_rate


def with_weight_decay(gradient: Array, weight_decay: Hyperparameter, x: Array) -> Array:
    """Add the gradient of ½ λ‖x‖², as PyTorch's `weight_decay` does ("coupled" decay)."""
    # The plain case is the common one, and two array operations are a fifth of a step.
    if isinstance(weight_decay, float) and weight_decay == 0.0:
        return gradient
    return gradient + weight_decay * x


def decoupled_decay(rate: Hyperparameter, weight_decay: Hyperparameter, x: Array) -> Array:
    """Give what decay takes off x in one step when it does not go through the gradient."""
    return rate * weight_decay * x


def split_decay(
    gradient: Array, weight_decay: Hyperparameter, x: Array, rate: Hyperparameter, *, decoupled: bool
) -> tuple[Array, Array | float]:
    """Give the gradient to descend, and what decay takes off x beside it: one of the two feels the decay."""
    if decoupled:
        return gradient, decoupled_decay(rate, weight_decay, x)
    return with_weight_decay(gradient, weight_decay, x), 0.0


def root(square: Array, epsilon: Hyperparameter, eps_mode: str) -> Array:
    """Take √s + ε ("outside") or √(s + ε) ("inside")."""
    if eps_mode == "inside":
        return sqrt(square + epsilon)
    return sqrt(square) + epsilon
