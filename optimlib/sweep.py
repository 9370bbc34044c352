"""How many steps it takes, over a grid of hyperparameters and any number of starts, in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import number, numbers, whole
from optimlib._contracts import check_objective, check_optimizer, known_dimension, replaced
from optimlib._words import counted
from optimlib.errors import OptimError
from optimlib.run import array_hyperparameters, check_shapes_along, checked_start, descend, gradients_of
from optimlib.types import AnyOptimizer, Array, IntArray, Objective, read_only


@dataclass(frozen=True, eq=False, repr=False)
class SweepResult:
    """Steps to a target, on a grid.

    Attributes
    ----------
    axes
        The values of each hyperparameter, in the order of the axes of `steps_to`.
    starts
        The starts, shape `(s, d)`.
    steps_to
        Updates until the objective was first at or below the target (of runs that had to settle: for good),
        −1 where it never was; one axis for each hyperparameter, then one for the starts.
    """

    axes: Mapping[str, Array]
    starts: Array
    steps_to: IntArray

    def __repr__(self) -> str:
        grid = ", ".join(f"{counted(len(values), 'value')} of {name}" for name, values in self.axes.items())
        starts = counted(len(self.starts), "start")
        return f"{type(self).__name__}({grid}, {starts}, {np.mean(self.steps_to >= 0):.0%} reach the target)"

    @property
    def reached(self) -> Array:
        """The share of starts from which the target was reached, one axis for each hyperparameter."""
        share: Array = np.mean(self.steps_to >= 0, axis=-1)
        return share

    @property
    def half(self) -> IntArray:
        """The steps after which half of the starts, or one more, have reached the target; −1 if so many never do."""
        steps = np.where(self.steps_to < 0, np.iinfo(np.intp).max, self.steps_to)
        middle: IntArray = np.sort(steps, axis=-1)[..., (steps.shape[-1] - 1) // 2]
        return np.where(middle == np.iinfo(np.intp).max, -1, middle)

    def best(self) -> dict[str, float]:
        """Give the hyperparameters that reach the target from most starts, and then in the fewest steps.

        >>> from optimlib import objectives, optimizers
        >>> result = sweep(
        ...     objectives.load("bowl"),
        ...     optimizers.load("gradient_descent"),
        ...     {"learning_rate": [0.1, 0.4, 0.6]},
        ...     starts=[-4.0, -2.4],
        ...     steps=100,
        ...     target=0.01,
        ... )
        >>> result.best()
        {'learning_rate': 0.4}
        """
        steps = np.where(self.steps_to < 0, np.iinfo(np.intp).max // self.steps_to.size, self.steps_to)
        place = np.unravel_index(int(np.argmin(steps.sum(axis=-1))), steps.shape[:-1])
        return {
            name: float(values[index]) for (name, values), index in zip(self.axes.items(), place, strict=True)
        }


def sweep(
    objective: Objective,
    optimizer: AnyOptimizer,
    grid: Mapping[str, ArrayLike],
    starts: ArrayLike,
    steps: int,
    target: float,
    settled: bool = False,
) -> SweepResult:
    """Count the steps to a target for every combination of hyperparameters and starts.

    Nothing of the paths is kept, so a large grid takes no more memory than its last points.

    Parameters
    ----------
    objective, optimizer
        What to minimise and how; hyperparameters that are not swept stay as they are.
    grid
        For one or more hyperparameters the values to try.
    starts
        One start `(d,)` or several `(s, d)`.
    steps
        The most updates to make, at least 1.
    target
        The value of the objective to reach.
    settled
        Whether to count until it is reached for good, that is up to the last step, and not just passed by.

    Examples
    --------
    >>> from optimlib import objectives, optimizers
    >>> ravine = objectives.load("ravine")
    >>> grid = {"learning_rate": [0.01, 0.1, 1.0], "momentum": [0.0, 0.9]}
    >>> sweep(ravine, optimizers.load("momentum"), grid, ravine.start, steps=200, target=0.1).steps_to[..., 0]
    array([[ -1, 154],
           [160,  23],
           [ -1,  14]])

    With much momentum, a run passes by before it settles:

    >>> grid = {"learning_rate": [0.1], "momentum": [0.0, 0.9]}
    >>> momentum = optimizers.load("momentum")
    >>> sweep(ravine, momentum, grid, ravine.start, steps=200, target=0.1, settled=True).steps_to[..., 0]
    array([[160,  41]])
    """
    check_objective(objective, "value", "gradient")
    check_optimizer(optimizer)
    dimension, steps, target = known_dimension(objective), whole("steps", steps), number("target", target)
    if not isinstance(grid, Mapping) or not grid:
        raise OptimError("grid", grid, "at least one hyperparameter and the values to try")
    axes = {name: read_only(np.atleast_1d(numbers(name, values))) for name, values in grid.items()}
    for name, values in axes.items():
        if values.ndim != 1 or not len(values):
            raise OptimError(f"shape of {name}", values.shape, "(n,)")
    # One axis of the points for each hyperparameter, then one for the starts and one for the coordinates.
    shaped = {
        name: values.reshape([-1 if other == name else 1 for other in axes] + [1, 1])
        for name, values in axes.items()
    }
    method = replaced(optimizer, **shaped)
    given = np.atleast_2d(numbers("starts", starts))
    if given.ndim != 2:
        raise OptimError("shape of starts", given.shape, f"{(given.shape[-1],)} or (s, {given.shape[-1]})")
    points = checked_start(given, dimension, array_hyperparameters(method))
    with np.errstate(all="ignore"):
        check_shapes_along(objective, points)
        first = np.where(objective.value(points) <= target, 0, -1)
        waiting = first < 0
        gradients = gradients_of(objective, steps, points.shape)
        for t, (x, _, _) in enumerate(descend(gradients, method, points), start=1):
            low = objective.value(x) <= target
            arrived = waiting & low
            first[arrived] = t
            waiting ^= arrived
            if settled:
                # Who is not low, or nowhere any more, has all before him again.
                first[~low], waiting = -1, ~low
            elif not waiting.any():
                break
    first.flags.writeable = False
    return SweepResult(axes, read_only(given), first)
