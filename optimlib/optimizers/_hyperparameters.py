"""Hyperparameters that know their range, and the pieces of a rule that several methods share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final, Literal, TypeAlias

import numpy as np

from optimlib._checks import AT_LEAST_ZERO, BELOW_ONE, Range, numbers
from optimlib.errors import OptimError
from optimlib.optimizers._elementwise import endless, quotient, sqrt
from optimlib.types import Array, Hyperparameter, LearningRate, read_only

RootMode: TypeAlias = Literal["outside", "inside"]

RATE: Final = {"range": AT_LEAST_ZERO, "schedule": True}
"""A learning rate, which may change with the updates."""

NON_NEGATIVE: Final = {"range": AT_LEAST_ZERO}
"""A small constant."""

DECAY: Final = {"range": BELOW_ONE}
"""The share of an average that is kept from one step to the next; at 1 it would keep nothing new."""

SHARE: Final = {"range": Range(0.0, 1.0, closed=True)}

ROOT_MODES: Final = {"choices": ("outside", "inside")}

STILL: Final = "With ε = 0 a coordinate without any slope stays where it is; there it is 0/0, nan."
"""Said of every method that divides by gradients; "there" is PyTorch."""

_ROUNDING = 1e-12


@dataclass(frozen=True)
class Validated:
    """Turn every hyperparameter that declares a range into a float or a read-only array, and check it.

    Choices are checked too, and that what is True or False by default is one of them.

    Attributes
    ----------
    coordinatewise
        Whether no coordinate's update depends on another, and `query` and `update` take one coordinate as a
        Python float too. `run` then takes up to half the time along a path in the plane. Every class that
        changes a rule says it anew.
    """

    coordinatewise: ClassVar[bool] = False

    def __post_init__(self) -> None:
        for item in fields(self):
            value, allowed = getattr(self, item.name), item.metadata.get("range")
            is_schedule = callable(value) and "schedule" in item.metadata
            if allowed is not None and not is_schedule:
                object.__setattr__(self, item.name, _checked(item.name, value, allowed))
            choices = item.metadata.get("choices")
            if choices is not None and not (isinstance(value, str) and value in choices):
                raise OptimError.unknown(item.name, value, choices)
            if isinstance(item.default, bool):
                if not isinstance(value, bool | np.bool_):
                    raise OptimError(item.name, value, "True or False")
                object.__setattr__(self, item.name, bool(value))

    def query(self, state: Any, x: Array) -> Array:
        """Want the gradient where the path stands."""
        return x


def _checked(name: str, value: Any, allowed: Range) -> Hyperparameter:
    array = numbers(name, value, str(allowed), flags=False)
    if array not in allowed:
        raise OptimError(name, value, str(allowed))
    return float(array) if array.ndim == 0 else read_only(array)


def rate_at(learning_rate: LearningRate, t: int) -> Hyperparameter:
    """Give the learning rate of update number `t`, the first being 0."""
    if not callable(learning_rate):
        return learning_rate
    rate: Any = learning_rate(t)
    if isinstance(rate, float) and rate >= 0.0:
        return float(rate)
    rates = numbers(f"learning_rate({t})", rate, "numbers of at least 0", flags=False)
    # A schedule that ends at zero may miss it by a rounding.
    if not np.all(rates >= -_ROUNDING):
        raise OptimError(f"learning_rate({t})", rate, "numbers of at least 0")
    rates = np.maximum(rates, 0.0)
    return float(rates) if rates.ndim == 0 else rates


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


def over_root(above: Array, square: Array, epsilon: Hyperparameter, eps_mode: str = "outside") -> Array:
    """Divide by √s + ε or √(s + ε); 0/0 is 0."""
    return divide(above, root(square, epsilon, eps_mode), epsilon)


def divide(above: Array, below: Array, epsilon: Hyperparameter) -> Array:
    """Divide by what is at least ε; 0/0 is 0."""
    return above / below if _is_positive(epsilon) else quotient(above, below)


def rate_divisor(square: Array, epsilon: Hyperparameter, eps_mode: str = "outside") -> Array:
    """Take the same root to divide a rate by; ∞ where it is 0, so that a rate for no slope at all is 0."""
    below = root(square, epsilon, eps_mode)
    return below if _is_positive(epsilon) else endless(below)


def _is_positive(epsilon: Hyperparameter) -> bool:
    # Then no denominator is zero, and to look at each would cost more than to divide.
    return isinstance(epsilon, float) and epsilon > 0.0
