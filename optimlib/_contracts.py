"""What an objective and an optimizer must be able to do, checked once, with a sentence for what is missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

import numpy as np

from optimlib._checks import box, numbers
from optimlib.errors import OptimError
from optimlib.types import Array, Objective, View, read_only

_O = TypeVar("_O")

DEFAULT_SIDE: Final = (-5.0, 5.0)
"""Where to look along a coordinate of which nothing is known."""

_AXES: Final = {"value": 0, "gradient": 1, "hessian": 2}  # of coordinates, in what each method gives back


def check_objective(objective: Any, *needed: str) -> None:
    """Refuse what has not all of the methods that are needed.

    >>> check_objective("bowl", "value")
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: objective: got 'bowl', expected an objective, such as objectives.load("bowl")
    """
    if isinstance(objective, type):
        raise OptimError("objective", objective, f"an objective and not its class: {objective.__name__}()")
    missing = [name for name in needed if not callable(getattr(objective, name, None))]
    if not missing:
        return
    expected = 'an objective, such as objectives.load("bowl")'
    if callable(objective):
        expected = "an objective, which objectives.from_functions makes of a function"
    elif missing != list(needed):
        methods = " and ".join(f"{name}(x)" for name in needed)
        expected = f"one with {methods}; it has no {' and no '.join(missing)}"
    raise OptimError("objective", objective, expected)


def known_dimension(objective: Any) -> int | None:
    """Count the coordinates of an objective, by its minima, its start or its view; None if it has none of them."""
    minima = getattr(objective, "minima", None)
    if minima is not None and np.size(minima):
        if np.ndim(minima) != 2:
            raise OptimError("shape of minima", np.shape(minima), "(k, d), k points of d coordinates")
        return int(np.shape(minima)[-1])
    for told in ("start", "view"):
        with suppress(Exception):
            return len(getattr(objective, told))
    return None if minima is None or np.ndim(minima) != 2 else int(np.shape(minima)[-1])


def dimension_of(objective: Any) -> int:
    """Count the coordinates of an objective that must say how many it has."""
    dimension = known_dimension(objective)
    if dimension is None:
        raise OptimError("objective", objective, "one with a start, a view or minima, to know its dimension")
    return dimension


def view_of(objective: Any) -> View:
    """Give the view of an objective, five units to each side of zero where it has none."""
    dimension = dimension_of(objective)
    return box(getattr(objective, "view", None) or (DEFAULT_SIDE,) * dimension, dimension)


def minima_of(objective: Any) -> Array:
    """Give the minima of an objective, shape `(k, d)`; none where nothing is said of them."""
    minima = read_only(getattr(objective, "minima", ()))
    return minima if minima.size else read_only(np.empty((0, dimension_of(objective))))


def check_shapes(objective: Objective, x: Array, *methods: str) -> None:
    """See whether methods of an objective take many points at once: two axes of them, of unlike lengths.

    A function of x[0] and x[1] does as it should at one point alone, and would mix up the coordinates of several.
    """
    dimension = x.shape[-1]
    for point in x.reshape(-1, dimension)[:1]:
        # Few points, whatever the dimension; no axis is as long as another.
        leading = tuple(length for length in (4, 3, 5) if length != dimension)[:2]
        for method in methods:
            expected = (*leading, *(dimension,) * _AXES[method])
            many = np.array(np.broadcast_to(point, (*leading, dimension)))
            got = _answer(getattr(objective, method), point, many)
            given = numbers(f"{method} of the objective", got, f"numbers of shape {expected}")
            if given.shape != expected:
                way = f"for x of shape {many.shape}; write x[..., 0] for the first coordinate"
                raise OptimError(f"shape of {method}(x)", given.shape, f"{expected} {way}")


def _answer(function: Callable[[Array], Any], point: Array, many: Array) -> Any:
    try:
        return function(many)
    except (TypeError, ValueError, IndexError) as fault:
        # What does not work at one point either is a fault of its own, and comes through as it is.
        function(point.copy())
        what = f"{type(fault).__name__} ({fault})"
        takes_many = "many points at once: np.sin(x[..., 0]) for the sine of the first coordinate"
        name = getattr(function, "__name__", "function")
        raise OptimError(
            f"{name}(x) for x of shape {many.shape}", what, f"one that takes {takes_many}"
        ) from fault


def check_optimizer(value: Any) -> None:
    """Refuse what cannot walk.

    >>> check_optimizer("adam")
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: optimizer: got 'adam', expected an optimizer, such as optimizers.load("adam")
    """
    if isinstance(value, type):
        raise OptimError("optimizer", value, f"an optimizer and not its class: {value.__name__}()")
    missing = [name for name in ("init", "update") if not callable(getattr(value, name, None))]
    if len(missing) == 1:
        needed = "init(x0) and update(state, evaluation)"
        raise OptimError("optimizer", value, f"one with {needed}; it has no {missing[0]}")
    if missing:
        raise OptimError("optimizer", value, 'an optimizer, such as optimizers.load("adam")')


def check_state(optimizer: Any, state: object) -> None:
    """Refuse a state whose fields have no names: a record keeps each by its own."""
    if not (isinstance(state, tuple) and hasattr(state, "_fields")):
        name = type(optimizer).__name__
        raise OptimError(
            f"state of {name}", state, f"a NamedTuple, as in: class {name}State(NamedTuple): velocity: Array"
        )


def query_of(optimizer: Any) -> Callable[[Any, Array], Array]:
    """Give the optimizer's `query`; without one it wants the gradient where the path stands."""
    query: Callable[[Any, Array], Array] = getattr(optimizer, "query", _at_the_point)
    return query


def _at_the_point(state: Any, x: Array) -> Array:
    return x


def replaced(optimizer: _O, **hyperparameters: Any) -> _O:
    """Make the same optimizer with other hyperparameters."""
    if not dataclasses.is_dataclass(optimizer):
        name = type(optimizer).__name__
        raise OptimError(
            "optimizer",
            optimizer,
            f"a dataclass, whose hyperparameters can be changed: write @dataclass(frozen=True) above class {name}",
        )
    known = {field.name for field in dataclasses.fields(optimizer)}
    for name in hyperparameters:
        if name not in known:
            raise OptimError.unknown("hyperparameter", name, known)
    as_it_was: Any = optimizer
    changed: _O = dataclasses.replace(as_it_was, **hyperparameters)
    return changed
