"""A path in the plane in plain numbers: the same rule, one coordinate after the other.

An operation on an array of two numbers takes NumPy as long as ten on Python's floats. Where no coordinate's
update depends on another (`coordinatewise = True`), the rule may be given x and y one by one, and both ways
agree to the last digit.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from optimlib.types import Array, Evaluation, Optimizer

_S = TypeVar("_S")


def follow(
    gradients: Iterable[Callable[[Array], Array]], optimizer: Optimizer[_S], x0: Array
) -> tuple[Array, Array, _S]:
    """Make one update for each gradient function, from a start of shape `(2,)`.

    Returns
    -------
    tuple
        All points, the start first, shape `(k + 1, 2)`; the gradients used, shape `(k, 2)`; the state with
        time as the first axis of every field.

    Raises
    ------
    Exception
        Of any kind, where a float has no answer and an array has inf or nan (a division by zero, the root of
        a negative number), or where a rule turns out to need arrays.
    """
    query: Any = optimizer.query
    update: Any = optimizer.update
    # Looked up once; a named tuple made by its base class leaves out a call.
    array, as_array, new = np.array, np.asarray, tuple.__new__
    start = optimizer.init(x0)
    x, y = x0.tolist()
    of_x, of_y = _apart(start)
    points, slopes, states = [x, y], [], [of_x, of_y]
    for gradient_at in gradients:
        gradient = gradient_at(array((query(of_x, x), query(of_y, y))))
        along_x, along_y = slope = as_array(gradient, float).tolist()
        of_x, step_x = update(of_x, new(Evaluation, (x, along_x)))
        of_y, step_y = update(of_y, new(Evaluation, (y, along_y)))
        x += step_x
        y += step_y
        points += (x, y)
        slopes += slope
        states += (of_x, of_y)
    return _pairs(points), _pairs(slopes), _together(states, start)


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
        raise ValueError("x and y do not agree on what they share")
    return np.array(values[::2])
