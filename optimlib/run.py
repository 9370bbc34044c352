"""Runs: an optimizer walks an objective, and all of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimlib import _plane_path
from optimlib._checks import numbers, whole
from optimlib._contracts import (
    check_objective,
    check_optimizer,
    check_shapes,
    check_state,
    known_dimension,
    query_of,
)
from optimlib.errors import OptimError
from optimlib.optimizers._hyperparameters import rate_at
from optimlib.trajectory import Trajectory, stack_states
from optimlib.types import Array, Evaluation, GradientFunction, Objective, Optimizer

__all__ = ["run"]

_S = TypeVar("_S")

_MOST_NUMBERS = 10**10  # coordinates of all points of all runs: 80 GB
_STRETCH = 1 << 16  # numbers that stay in the processor's cache while values are worked out


def run(
    objective: Objective,
    optimizer: Optimizer[_S],
    x0: ArrayLike,
    steps: int,
    noise: ArrayLike | None = None,
) -> Trajectory[_S]:
    """Let an optimizer walk an objective, and keep all of it.

    Parameters
    ----------
    objective
        What to minimise.
    optimizer
        How. Hyperparameters that are arrays must broadcast against `x0`: rates of shape `(n, 1)` make n runs.
    x0
        The start, shape `(d,)`, or starts, shape `(..., d)`; finite.
    steps
        Updates to make, at least 1.
    noise
        What is added to each gradient, drawn before: shape `(steps, ..., d)`; nothing unless told.

    Returns
    -------
    Trajectory
        With the steps before divergence alone, where a single run overflows.

    Examples
    --------
    >>> from optimlib import objectives, optimizers
    >>> bowl = objectives.load("bowl")
    >>> run(bowl, optimizers.load("gradient_descent", learning_rate=0.25), [4.0, 1.0], steps=2).x
    array([[4.  , 1.  ],
           [3.  , 0.  ],
           [2.25, 0.  ]])
    """
    check_objective(objective, "value", "gradient")
    check_optimizer(optimizer)
    arrays = array_hyperparameters(optimizer)
    start = checked_start(x0, known_dimension(objective), arrays)
    steps = whole("steps", steps)
    if steps * start.size > _MOST_NUMBERS:
        raise OptimError("steps", steps, f"at most {_MOST_NUMBERS // start.size}, since all points are kept")
    # A run that overflows is recorded as diverged; NumPy's warnings would say the same less clearly.
    with np.errstate(all="ignore"):
        check_shapes_along(objective, start)
        check_state(optimizer, optimizer.init(start))
        sources = partial(_gradients, objective, steps, start.shape, noise)
        in_plane = start.shape == (2,) and not arrays and _plane_path.is_coordinatewise(optimizer)
        walk = _in_plane if in_plane else _in_arrays
        points, gradients, state = walk(sources, optimizer, start, steps)
        values, method = values_along(objective, points), type(optimizer).__name__
        return Trajectory.recorded(points, values, gradients, state, method)


def _in_plane(
    sources: Callable[[], Iterable[GradientFunction]], optimizer: Optimizer[_S], start: Array, steps: int
) -> tuple[Array, Array, _S]:
    """Walk in floats; what a rule cannot say in them it says in arrays, from the start again, since it is pure."""
    try:
        return _plane_path.follow(sources(), optimizer, start)
    except _plane_path.NeedsArraysError:
        return _in_arrays(sources, optimizer, start, steps)


def _in_arrays(
    sources: Callable[[], Iterable[GradientFunction]], optimizer: Optimizer[_S], start: Array, steps: int
) -> tuple[Array, Array, _S]:
    """Walk to the end; give all points, the start first, the gradients used and the stacked state."""
    room = np.zeros if start.ndim == 1 else partial(_by_coordinate, values=0.0)
    points, gradients = room((steps + 1, *start.shape)), room((steps, *start.shape))
    points[0] = start
    states = [optimizer.init(start)]
    for t, (x, gradient, state) in enumerate(descend(sources(), optimizer, start)):
        points[t + 1], gradients[t] = x, gradient
        states.append(state)
    return points, gradients, stack_states(states, start.shape)


def descend(
    gradients: Iterable[GradientFunction],
    optimizer: Optimizer[_S],
    x0: Array,
    keep_in: tuple[float, float] | None = None,
) -> Iterator[tuple[Array, Array, _S]]:
    """Make one update for each gradient function; give the new point, the gradient used and the new state.

    With `keep_in` every coordinate is put back into that interval after each step.
    """
    x, state = x0, optimizer.init(x0)
    query, update = query_of(optimizer), optimizer.update
    for gradient_at in gradients:
        gradient = np.asarray(gradient_at(query(state, x)), dtype=np.float64)
        after = update(state, Evaluation(x, gradient))
        if not (isinstance(after, tuple) and len(after) == 2):
            raise OptimError("update of the optimizer", after, "a pair: its next state and the step")
        state, step = after
        moved = x + step
        if moved.shape != x.shape:
            raise OptimError("shape of the step", np.shape(step), f"{x.shape}")
        x = moved
        if keep_in is not None:
            x = np.clip(x, *keep_in)
        yield x, gradient, state


def gradients_of(objective: Objective, steps: int, shape: tuple[int, ...]) -> Iterator[GradientFunction]:
    """Give the gradient function of each step: the same every time, but that the first is looked at."""

    def first(x: Array) -> Array:
        gradient = numbers("gradient of the objective", objective.gradient(x), f"numbers of shape {shape}")
        if gradient.shape != shape:
            raise OptimError("shape of the gradient", gradient.shape, f"{shape}")
        return gradient

    return chain((first,), repeat(objective.gradient, steps - 1))


def _gradients(
    objective: Objective, steps: int, shape: tuple[int, ...], noise: ArrayLike | None
) -> Iterable[GradientFunction]:
    exact = gradients_of(objective, steps, shape)
    if noise is None:
        return exact
    disturbance = numbers("noise", noise)
    if disturbance.shape != (steps, *shape):
        raise OptimError("shape of noise", disturbance.shape, f"{(steps, *shape)}")
    return map(_disturbed, exact, disturbance)


def _disturbed(gradient: GradientFunction, noise: Array) -> GradientFunction:
    return lambda x: gradient(x) + noise


def check_shapes_along(objective: Objective, start: Array) -> None:
    """See whether an objective takes what a run asks: all points at once, and of several runs all gradients."""
    check_shapes(objective, start, *(("value", "gradient") if start.ndim > 1 else ("value",)))


def checked_start(x0: ArrayLike, dimension: int | None, arrays: Mapping[str, Array]) -> Array:
    """Make the start double precision, of the shape of all runs together; refuse what cannot be one."""
    start = np.array(numbers("x0", x0, flags=False))
    if start.ndim == 0 or start.shape[-1] != (dimension or start.shape[-1]) or not start.shape[-1]:
        raise OptimError("shape of x0", start.shape, f"(..., {'d' if dimension is None else dimension})")
    dimension = start.shape[-1]
    if not np.all(np.isfinite(start)):
        raise OptimError("x0", x0, "finite coordinates")
    for key, value in arrays.items():
        try:
            shape = np.broadcast_shapes(start.shape, value.shape)
        except ValueError:
            shape = ()
        if shape[-1:] != (dimension,):
            raise OptimError(f"shape of {key}", value.shape, f"one that broadcasts against {start.shape}")
        start = np.array(np.broadcast_to(start, shape))
    # Many runs of few coordinates: NumPy is ten times faster along the runs than along the coordinates.
    return start if start.ndim == 1 else _by_coordinate(start.shape, start)


def array_hyperparameters(optimizer: object) -> dict[str, NDArray[Any]]:
    """Find the hyperparameters that are arrays; a schedule's rates may be too, and its first have their shape."""
    given = {key: value for key, value in getattr(optimizer, "__dict__", {}).items() if key[0] != "_"}
    if callable(given.get("learning_rate")):
        given["learning_rate"] = rate_at(given["learning_rate"], 0)
    return {key: value for key, value in given.items() if isinstance(value, np.ndarray)}


def _by_coordinate(shape: tuple[int, ...], values: ArrayLike) -> Array:
    """Make an array of this shape that keeps all values of one coordinate together in memory."""
    array = np.moveaxis(np.empty((shape[-1], *shape[:-1])), 0, -1)
    array[...] = values
    return array


def values_along(objective: Objective, points: Array) -> Array:
    """Evaluate the objective at all points `(k, ..., d)`, a stretch of time at once."""
    at_once = max(1, _STRETCH // max(1, points[0].size))
    if len(points) <= at_once:
        return np.asarray(objective.value(points))
    values = np.empty(points.shape[:-1])
    for start in range(0, len(points), at_once):
        values[start : start + at_once] = objective.value(points[start : start + at_once])
    return values
