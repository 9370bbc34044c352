"""Values and gradients on a grid, for contour lines, arrows and heat maps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import box, numbers, whole
from optimlib._contracts import (
    check_objective,
    check_shapes,
    dimension_of,
    known_dimension,
    minima_of,
    view_of,
)
from optimlib.errors import OptimError
from optimlib.types import Array, Objective, View, read_only

__all__ = ["Grid", "angle_to_minimum", "gradient_grid", "value_grid"]


class Grid(NamedTuple):
    """A field on the nodes of a grid; all arrays are read-only.

    Attributes
    ----------
    axes
        The coordinates along each axis: `(x, y)`.
    points
        The nodes, shape `(ny, nx, 2)`: rows are y, columns x, as pictures are. In one dimension `(nx, 1)`.
    field
        What was asked for at the nodes, shape `(ny, nx)` or `(ny, nx, 2)`.
    """

    axes: tuple[Array, ...]
    points: Array
    field: Array


def value_grid(
    objective: Objective, view: View | None = None, resolution: int | tuple[int, ...] = 101
) -> Grid:
    """Evaluate an objective on a grid.

    Parameters
    ----------
    objective
        What to evaluate.
    view
        One interval for each coordinate; the objective's own view unless told.
    resolution
        Nodes along each axis, at least 2, ends included: one number for all, or one for each.

    Examples
    --------
    >>> from optimlib import objectives
    >>> value_grid(objectives.load("bowl"), ((-1, 1), (-2, 2)), resolution=3).field
    array([[8.5, 8. , 8.5],
           [0.5, 0. , 0.5],
           [8.5, 8. , 8.5]])
    """
    axes, points = _nodes(objective, view, resolution, "value")
    with np.errstate(all="ignore"):
        return Grid(axes, points, read_only(objective.value(points)))


def gradient_grid(
    objective: Objective, view: View | None = None, resolution: int | tuple[int, ...] = 21
) -> Grid:
    """Evaluate the gradient of an objective on a grid; parameters as for `value_grid`.

    >>> from optimlib import objectives
    >>> gradient_grid(objectives.load("bowl"), ((-1, 1), (-2, 2)), resolution=3).field[0, 0]
    array([-1., -8.])
    """
    axes, points = _nodes(objective, view, resolution, "gradient")
    with np.errstate(all="ignore"):
        return Grid(axes, points, read_only(objective.gradient(points)))


def angle_to_minimum(objective: Objective, x: ArrayLike) -> Array:
    """Measure the angle between the way downhill, −∇f, and the way to the nearest minimum.

    Parameters
    ----------
    objective
        One that has a minimum.
    x
        Points, shape `(..., d)`.

    Returns
    -------
    Array
        Degrees, shape `(...)`; nan at the minimum itself and where the gradient vanishes.

    Examples
    --------
    >>> from optimlib import objectives
    >>> angle_to_minimum(objectives.load("ravine"), [-7.0, 2.0]).round(3)
    np.float64(64.128)
    """
    check_objective(objective, "gradient")
    points, dimension, minima = numbers("x", x), dimension_of(objective), minima_of(objective)
    if not len(minima):
        raise OptimError("objective", objective, "one that has a minimum")
    if points.shape[-1:] != (dimension,):
        raise OptimError("shape of x", points.shape, f"(..., {dimension})")
    ways = minima - points[..., np.newaxis, :]
    nearest = np.argmin(np.sum(ways**2, axis=-1), axis=-1)[..., np.newaxis, np.newaxis]
    way = np.take_along_axis(ways, nearest, axis=-2)[..., 0, :]
    with np.errstate(all="ignore"):
        return angle(-objective.gradient(points), way)


def angle(u: Array, v: Array) -> Array:
    """Measure the angle between vectors `(..., d)`, in degrees; nan where one of them is zero."""
    with np.errstate(all="ignore"):
        u = u / length(u)[..., np.newaxis]
        v = v / length(v)[..., np.newaxis]
    # The half-angle form keeps its digits near 0° and 180°, where the arc cosine loses half of them.
    half = np.arctan2(length(u - v), length(u + v))
    degrees: Array = np.degrees(2.0 * half)
    return degrees


def length(vectors: Array) -> Array:
    """Measure vectors `(..., d)`; neither very long nor very short ones overflow.

    >>> length(np.array([[3e200, 4e200], [3e-200, 4e-200]]))
    array([5.e+200, 5.e-200])
    """
    lengths: Array = np.hypot.reduce(vectors, axis=-1)
    return np.abs(lengths)


def _nodes(
    objective: Objective, view: View | None, resolution: int | tuple[int, ...], method: str
) -> tuple[tuple[Array, ...], Array]:
    check_objective(objective, method)
    sides = view_of(objective) if view is None else box(view, known_dimension(objective))
    dimension = len(sides)
    given = (resolution,) * dimension if np.ndim(resolution) == 0 else tuple(resolution)  # type: ignore[arg-type]
    if len(given) != dimension:
        raise OptimError("resolution", resolution, f"one number, or one for each of {dimension} axes")
    counts = [whole("resolution", n, least=2) for n in given]
    axes = tuple(read_only(np.linspace(*side, n)) for side, n in zip(sides, counts, strict=True))
    points = read_only(np.stack(np.meshgrid(*axes), axis=-1))
    with np.errstate(all="ignore"):
        check_shapes(objective, points, method)
    return axes, points
