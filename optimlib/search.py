"""Search without slopes: try everything, or divide and conquer, which is cheap and can miss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import box, numbers, whole
from optimlib._words import counted, shown
from optimlib.errors import OptimError
from optimlib.types import Array, View


@dataclass(frozen=True, repr=False)
class Level:
    """One round of a search.

    Attributes
    ----------
    box
        Where it looked.
    points
        The points it tried, shape `(n, d)`.
    values
        The function there, shape `(n,)`.
    best
        The index of the lowest.
    """

    box: View
    points: Array
    values: Array
    best: int

    def __repr__(self) -> str:
        best = f"best {self.values[self.best]:.4g} at {shown(self.points[self.best])}"
        return f"{type(self).__name__}({counted(len(self.points), 'point')}, {best})"


@dataclass(frozen=True, repr=False)
class SearchResult:
    """Where a search ended and what it cost.

    Attributes
    ----------
    x, value
        The lowest point that was tried, and the function there.
    evaluations
        How often the function was asked.
    levels
        All rounds, for drawing.
    """

    x: Array
    value: float
    evaluations: int
    levels: tuple[Level, ...]

    def __repr__(self) -> str:
        cost = f"{counted(self.evaluations, 'evaluation')}, {counted(len(self.levels), 'level')}"
        return f"{type(self).__name__}(x {shown(self.x)}, value {self.value:.4g}, {cost})"


def exhaustive(function: Callable[[Array], ArrayLike], view: View, points: int) -> SearchResult:
    """Try every node of a grid, both ends included.

    Parameters
    ----------
    function
        What to minimise, `(n, d) -> (n,)`; `objective.value` is one. Where it is nan there is no minimum.
    view
        The box, one interval for each coordinate.
    points
        Nodes along each axis, at least 2. The cost is points^d.

    Examples
    --------
    >>> from optimlib import objectives
    >>> bowl = objectives.load("bowl")
    >>> found = exhaustive(bowl.value, bowl.view, 11)
    >>> found.x, found.evaluations
    (array([0., 0.]), 121)
    """
    view, points = box(view), whole("points", points, least=2)
    level = _look(function, view, [np.linspace(low, high, points) for low, high in view])
    return _result([level])


def divide_and_conquer(
    function: Callable[[Array], ArrayLike], view: View, cells: int = 4, levels: int = 10
) -> SearchResult:
    """Try the middles of a few cells along each axis, go on in the best cell, and so on.

    Cheap, and blind to what lies between the middles: it misses narrow wells, and even minima of convex
    functions whose valleys run aslant, where the best middle is not in the cell of the minimum.

    Parameters
    ----------
    function, view
        As for `exhaustive`.
    cells
        Cells along each axis, at least 2.
    levels
        Rounds, at least 1. The cost is levels · cells^d.

    Examples
    --------
    >>> found = divide_and_conquer(lambda x: np.abs(x[:, 0] - 0.3), ((0.0, 1.0),))
    >>> found.x.round(4), found.evaluations
    (array([0.3]), 40)
    """
    view = box(view)
    cells, levels = whole("cells", cells, least=2), whole("levels", levels)
    rounds: list[Level] = []
    for _ in range(levels):
        edges = [np.linspace(low, high, cells + 1) for low, high in view]
        level = _look(function, view, [(edge[:-1] + edge[1:]) / 2 for edge in edges])
        rounds.append(level)
        middle = level.points[level.best]
        half = [(high - low) / cells / 2 for low, high in view]
        view = tuple((float(m - h), float(m + h)) for m, h in zip(middle, half, strict=True))
    return _result(rounds)


def exhaustive_cost(dimension: int, points: int = 100) -> int:
    """Count the evaluations of an exhaustive search: points^dimension.

    >>> exhaustive_cost(10)
    100000000000000000000
    """
    cost: int = whole("points", points) ** whole("dimension", dimension)
    return cost


def divide_and_conquer_cost(dimension: int, cells: int = 4, levels: int = 8) -> int:
    """Count the evaluations of a divided search: levels · cells^dimension.

    >>> divide_and_conquer_cost(10)
    8388608
    """
    cost: int = whole("levels", levels) * whole("cells", cells) ** whole("dimension", dimension)
    return cost


def _look(function: Callable[[Array], ArrayLike], view: View, axes: list[Array]) -> Level:
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))
    with np.errstate(all="ignore"):
        values = numbers("values of the function", function(points))
    if values.shape != points.shape[:1]:
        raise OptimError("shape of the function's values", values.shape, f"{points.shape[:1]}")
    return Level(view, points, values, int(np.argmin(_defined(values))))


def _result(levels: list[Level]) -> SearchResult:
    best = min(levels, key=lambda level: float(_defined(level.values[level.best])))
    evaluations = sum(len(level.points) for level in levels)
    return SearchResult(best.points[best.best], float(best.values[best.best]), evaluations, tuple(levels))


def _defined(values: Array) -> Array:
    """Put where a function is not defined above everything: it is no minimum there."""
    return np.where(np.isnan(values), np.inf, values)
