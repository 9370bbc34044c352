"""The words the package is written in: arrays, objectives, optimizers.

Arrays carry their coordinates on the last axis: a point has shape `(d,)`, a batch of points `(..., d)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
"""Double-precision numbers of any shape."""

IntArray: TypeAlias = NDArray[np.intp]
"""Indices and counts."""

Hyperparameter: TypeAlias = float | Array
"""A number, or an array that broadcasts against points: shape `(n, 1)` makes a sweep over n values."""

GradientFunction: TypeAlias = Callable[[Array], Array]
"""From a point to the gradient there, of the same shape."""

Schedule: TypeAlias = Callable[[int], Hyperparameter]
"""The learning rate of update number t (the first is 0)."""

LearningRate: TypeAlias = Hyperparameter | Schedule
"""A rate that stays, or one that changes with the updates."""

Interval: TypeAlias = tuple[float, float]
View: TypeAlias = tuple[Interval, ...]
"""One interval for each coordinate: `((x0, x1), (y0, y1))`, or `((x0, x1),)` in one dimension."""

State = TypeVar("State")


class Evaluation(NamedTuple):
    """What an optimizer is told before each update.

    Attributes
    ----------
    x
        Where the path stands, shape `(..., d)`.
    gradient
        The gradient at the point the optimizer asked for (`x` itself, but for look-ahead methods).
    """

    x: Array
    gradient: Array


class Objective(Protocol):
    """A function to be minimised, with all that is needed to draw and to check it.

    A run needs `value` and `gradient` alone.
    """

    @property
    def name(self) -> str:
        """The name `optimlib.objectives.load` finds it by."""

    @property
    def display_name(self) -> Mapping[str, str]:
        """The name to show, by language ('en', 'zh')."""

    @property
    def formula(self) -> str:
        """The right-hand side of f(x, y) = …, in Typst's mathematics."""

    @property
    def view(self) -> View:
        """The box worth looking at."""

    @property
    def start(self) -> tuple[float, ...]:
        """A start that shows what is special about this function."""

    @property
    def levels(self) -> tuple[float, ...]:
        """Values at which to draw contour lines, rising."""

    @property
    def minima(self) -> Array:
        """The global minima, shape `(k, d)`; k is 0 where there is none, or where none is known."""

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function, `(..., d) -> (...)`."""

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its first derivatives, `(..., d) -> (..., d)`."""

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives, `(..., d) -> (..., d, d)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an optimizer, as data: for tables, for scenes and for the tests that walk all of them.

    Attributes
    ----------
    display_name
        The name to show, by language.
    paper
        Who published it, where and when.
    rule
        The update, in Typst's mathematics.
    torch
        Its name in `torch.optim`, or None where PyTorch has none.
    memory
        Numbers of state kept for each parameter by the plain form of the method.
    differs
        Where this implementation departs from PyTorch's, and why.
    """

    display_name: Mapping[str, str]
    paper: str
    rule: str
    torch: str | None
    memory: int
    differs: str


class Optimizer(Protocol[State]):
    """A method of descent: a value (its hyperparameters) and three pure functions."""

    @property
    def facts(self) -> Facts:
        """What is known of the method."""

    def init(self, x0: Array) -> State:
        """Make the state before the first update."""

    def query(self, state: State, x: Array) -> Array:
        """Say at which point the gradient is wanted; where there is no such method, it is the point itself."""

    def update(self, state: State, evaluation: Evaluation) -> tuple[State, Array]:
        """Take the gradient, give the next state and the step to add to x."""


AnyOptimizer: TypeAlias = Optimizer[Any]


def read_only(values: ArrayLike) -> Array:
    """Make a double-precision array of our own that nobody can write to.

    >>> read_only([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array
