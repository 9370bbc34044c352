"""Learning rates that change with the updates; usable wherever a learning rate is.

A schedule is a value that is called with the number of updates already made: `rate = schedule(t)`.

>>> from optimlib import objectives, optimizers, run
>>> bowl = objectives.load("bowl")
>>> falling = Exponential(0.1, factor=0.99)
>>> run(bowl, optimizers.load("momentum", learning_rate=falling), bowl.start, steps=3).step.shape
(3, 2)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from optimlib._checks import ABOVE_ZERO, AT_LEAST_ZERO, number, whole


@dataclass(frozen=True)
class _Checked:
    """All numbers of a schedule are finite and at least zero, all counts at least one."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            # Annotations are texts where a module says so, as this one does.
            is_count = item.type in (int, "int")
            taken = whole(item.name, value) if is_count else number(item.name, value, AT_LEAST_ZERO)
            object.__setattr__(self, item.name, taken)


@dataclass(frozen=True)
class Constant(_Checked):
    """rate, for ever.

    >>> Constant(0.1)(1000)
    0.1
    """

    rate: float

    def __call__(self, t: int) -> float:
        """Give the rate of update t."""
        return self.rate


@dataclass(frozen=True)
class Step(_Checked):
    """rate · factor^⌊t/every⌋: a staircase.

    >>> [Step(1.0, every=2, factor=0.5)(t) for t in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    rate: float
    every: int
    factor: float = 0.1

    def __call__(self, t: int) -> float:
        """Give the rate of update t."""
        return _grown(self.rate, self.factor, t // self.every)


@dataclass(frozen=True)
class Exponential(_Checked):
    """rate · factor^t.

    >>> Exponential(1.0, factor=0.5)(3)
    0.125
    """

    rate: float
    factor: float

    def __call__(self, t: int) -> float:
        """Give the rate of update t."""
        return _grown(self.rate, self.factor, t)


@dataclass(frozen=True)
class InverseTime(_Checked):
    """rate/(1 + t/scale): the decay under which stochastic gradient descent converges (Robbins, Monro 1951).

    >>> InverseTime(1.0, scale=10)(30)
    0.25
    """

    rate: float
    scale: float

    def __post_init__(self) -> None:
        super().__post_init__()
        number("scale", self.scale, ABOVE_ZERO)

    def __call__(self, t: int) -> float:
        """Give the rate of update t."""
        return self.rate / (1.0 + t / self.scale)


@dataclass(frozen=True)
class Linear(_Checked):
    """A straight line from rate to final in `steps` updates, then final.

    >>> [Linear(1.0, final=0.0, steps=4)(t) for t in (0, 1, 4, 9)]
    [1.0, 0.75, 0.0, 0.0]
    """

    rate: float
    final: float
    steps: int

    def __call__(self, t: int) -> float:
        """Give the rate of update t."""
        return self.rate + (self.final - self.rate) * min(t / self.steps, 1.0)


@dataclass(frozen=True)
class Cosine(_Checked):
    """Half a cosine from rate to final in `steps` updates, then final (Loshchilov, Hutter 2017).

    >>> [round(Cosine(1.0, final=0.0, steps=4)(t), 6) for t in (0, 2, 4, 9)]
    [1.0, 0.5, 0.0, 0.0]
    """

    rate: float
    final: float
    steps: int

    def __call__(self, t: int) -> float:
        """Give the rate of update t."""
        share = 0.5 * (1.0 + math.cos(math.pi * min(t / self.steps, 1.0)))
        return self.final + (self.rate - self.final) * share


def _grown(rate: float, factor: float, times: int) -> float:
    """Give rate · factor^times. What is too large for a float is inf, so that a run diverges and goes on."""
    try:
        return rate * factor**times
    except OverflowError:
        return math.inf if rate else 0.0
