"""A path in the plane in plain numbers: the same rule, one coordinate after the other.

An operation on an array of two numbers takes NumPy as long as ten on Python's floats. Where no coordinate's
update depends on another (`coordinatewise = True`), the rule may be given x and y one by one, and both ways
agree to the last digit.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from optimlib._contracts import query_of
from optimlib.types import Array, Evaluation, GradientFunction, Hyperparameter, Optimizer, Schedule

_S = TypeVar("_S")


class NeedsArraysError(Exception):
    """A float has no answer where an array has inf or nan (0/0, √−1), or the rule needs all coordinates."""


def is_coordinatewise(optimizer: object) -> bool:
    """Say whether the class of an optimizer declares `coordinatewise = True`, and changes no rule below that."""
    for base in type(optimizer).__mro__:
        own = vars(base)
        if "coordinatewise" in own:
            return own["coordinatewise"] is True
        # A class that changes more than the values of a rule may have coupled what was apart.
        changed = {name for name in own if not name.startswith("__")} - {"facts"}
        if changed - set(own.get("__dataclass_fields__", ())):
            return False
    return False


def follow(
    gradients: Iterable[GradientFunction], optimizer: Optimizer[_S], x0: Array
) -> tuple[Array, Array, _S]:
    """Make one update for each gradient function, from a start of shape `(2,)`.

    Returns
    -------
    tuple
        All points, the start first, shape `(k + 1, 2)`; the gradients used, shape `(k, 2)`; the state with
        time as the first axis of every field.

    Raises
    ------
    NeedsArraysError
        Where this way leads no further. What a gradient raises is left as it is.
    """
    method = _asked_once(optimizer)
    query: Any = query_of(method)
    update: Any = method.update
    # Looked up once; a named tuple made by its base class leaves out a call.
    array, as_array, new = np.array, np.asarray, tuple.__new__
    start = optimizer.init(x0)
    x, y = x0.tolist()
    of_x, of_y = _apart(start)
    _try(query, update, of_x, x)
    points, slopes, states = [x, y], [], [of_x, of_y]
    for gradient_at in gradients:
        try:
            asked = array((query(of_x, x), query(of_y, y)))
        except Exception as fault:
            raise NeedsArraysError from fault
        gradient = gradient_at(asked)
        try:
            along_x, along_y = slope = as_array(gradient, float).tolist()
            of_x, step_x = update(of_x, new(Evaluation, (x, along_x)))
            of_y, step_y = update(of_y, new(Evaluation, (y, along_y)))
            x += step_x
            y += step_y
        except Exception as fault:
            raise NeedsArraysError from fault
        points += (x, y)
        slopes += slope
        states += (of_x, of_y)
    return _pairs(points), _pairs(slopes), _together(states, start)


def _try(query: Any, update: Any, state: Any, x: Any) -> None:
    """See whether a rule answers to floats with floats, before any gradient is asked for."""
    at_x: Any = (x, 1.0)
    try:
        asked, (_, step) = query(state, x), update(state, Evaluation(*at_x))
    except Exception as fault:
        raise NeedsArraysError from fault
    if not (isinstance(asked, float) and isinstance(step, float)):
        raise NeedsArraysError


class _OnceAStep:
    """A schedule that is asked once for each t, though x and y both want to know."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._last: tuple[int, Hyperparameter] | None = None

    def __call__(self, t: int) -> Hyperparameter:
        if self._last is None or self._last[0] != t:
            self._last = t, self._schedule(t)
        return self._last[1]


def _asked_once(optimizer: Optimizer[_S]) -> Optimizer[_S]:
    schedule = getattr(optimizer, "learning_rate", None)
    if not callable(schedule) or not dataclasses.is_dataclass(optimizer):
        return optimizer
    remembering: Any = dataclasses.replace(optimizer, learning_rate=_OnceAStep(schedule))
    return remembering


def _apart(state: Any) -> tuple[Any, Any]:
    """Make the states of x and y out of the state of both; what they share, such as the time, both get."""
    fields = (field.tolist() if isinstance(field, np.ndarray) else (field, field) for field in state)
    of_x, of_y = zip(*fields, strict=True)
    return type(state)(*of_x), type(state)(*of_y)


def _together(states: Sequence[Any], like: _S) -> _S:
    """Make one state of those of x and y at all times."""
    both: Any = like
    columns = zip(both, zip(*states, strict=True), strict=True)
    fields = (
        _pairs(column) if isinstance(field, np.ndarray) else _shared(column) for field, column in columns
    )
    stacked: _S = type(both)(*fields)
    return stacked


def _pairs(numbers: Sequence[float]) -> Array:
    return np.array(numbers).reshape(-1, 2)


def _shared(values: Sequence[Any]) -> Array:
    if values[::2] != values[1::2]:
        raise NeedsArraysError
    return np.array(values[::2])
