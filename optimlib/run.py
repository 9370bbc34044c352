"""The only descent loop of the package."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib.errors import OptimError
from optimlib.trajectory import Trajectory, stack_states
from optimlib.types import Array, Evaluation, Objective, Optimizer

_S = TypeVar("_S")

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
    start = checked_start(x0, objective.minima.shape[-1], getattr(optimizer, "__dict__", {}))
    if isinstance(steps, bool) or not isinstance(steps, int | np.integer) or steps < 1:
        raise OptimError("steps", steps, "a whole number of at least 1")
    # A run that overflows is recorded as diverged; NumPy's warnings would say the same less clearly.
    with np.errstate(all="ignore"):
        sources = _gradients(objective, int(steps), start.shape, noise)
        points, gradients, states = _recorded(descend(sources, optimizer, start), int(steps), start)
        state = stack_states([optimizer.init(start), *states], start.shape)
        return Trajectory.recorded(points, values_along(objective, points), gradients, state)


def _recorded(
    walk: Iterator[tuple[Array, Array, _S]], steps: int, start: Array
) -> tuple[Array, Array, Sequence[_S]]:
    """Walk to the end; give all points, the start first, the gradients used and the states."""
    if start.ndim == 1:
        # Many short arrays are joined sooner than put away one by one.
        places, slopes, states = zip(*walk, strict=True)
        return (
            np.concatenate((start, *places)).reshape(-1, start.size),
            np.concatenate(slopes).reshape(-1, start.size),
            states,
        )
    points = _by_coordinate((steps + 1, *start.shape), 0.0)
    gradients = _by_coordinate((steps, *start.shape), 0.0)
    points[0] = start
    kept = []
    for t, (x, gradient, state) in enumerate(walk):
        points[t + 1], gradients[t] = x, gradient
        kept.append(state)
    return points, gradients, kept


def descend(
    gradients: Iterable[Callable[[Array], Array]],
    optimizer: Optimizer[_S],
    x0: Array,
    keep_in: tuple[float, float] | None = None,
) -> Iterator[tuple[Array, Array, _S]]:
    """Make one update for each gradient function; give the new point, the gradient used and the new state.

    With `keep_in` every coordinate is put back into that interval after each step.
    """
    x, state = x0, optimizer.init(x0)
    query, update = optimizer.query, optimizer.update
    for gradient_at in gradients:
        gradient = gradient_at(query(state, x))
        state, step = update(state, Evaluation(x, gradient))
        x = x + step
        if keep_in is not None:
            x = np.clip(x, *keep_in)
        yield x, gradient, state


def _gradients(
    objective: Objective, steps: int, shape: tuple[int, ...], noise: ArrayLike | None
) -> Iterable[Callable[[Array], Array]]:
    """Give the gradient function of each step: the same every time, or the same plus something."""
    if noise is None:
        return repeat(objective.gradient, steps)
    disturbance = np.asarray(noise, dtype=np.float64)
    if disturbance.shape != (steps, *shape):
        raise OptimError("shape of noise", disturbance.shape, f"{(steps, *shape)}")
    return (_disturbed(objective.gradient, each) for each in disturbance)


def _disturbed(gradient: Callable[[Array], Array], noise: Array) -> Callable[[Array], Array]:
    return lambda x: gradient(x) + noise


def checked_start(x0: ArrayLike, dimension: int, hyperparameters: Mapping[str, Any]) -> Array:
    """Make the start double precision, of the shape of all runs together; refuse what cannot be one."""
    try:
        start = np.array(x0, dtype=np.float64)
    except (TypeError, ValueError):
        raise OptimError("x0", x0, "numbers") from None
    if start.ndim == 0 or start.shape[-1] != dimension:
        raise OptimError("shape of x0", start.shape, f"(..., {dimension})")
    if not np.all(np.isfinite(start)):
        raise OptimError("x0", x0, "finite coordinates")
    # A schedule may give many rates too; its first ones have the shape of all.
    given = {
        key: value(0) if callable(value) else value
        for key, value in hyperparameters.items()
        if not key.startswith("_")
    }
    for key, value in given.items():
        if not isinstance(value, np.ndarray):
            continue
        try:
            shape = np.broadcast_shapes(start.shape, value.shape)
        except ValueError:
            shape = ()
        if shape[-1:] != (dimension,):
            raise OptimError(f"shape of {key}", value.shape, f"one that broadcasts against {start.shape}")
        start = np.array(np.broadcast_to(start, shape))
    # Many runs of few coordinates: NumPy is ten times faster along the runs than along the coordinates.
    return start if start.ndim == 1 else _by_coordinate(start.shape, start)


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
