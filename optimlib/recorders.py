"""Record the path of somebody else's optimizer as a Trajectory, to compare it with ours or to draw it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import finite, whole
from optimlib._contracts import check_objective, known_dimension
from optimlib.errors import OptimError
from optimlib.run import check_shapes_along, checked_start, values_along
from optimlib.trajectory import Trajectory
from optimlib.types import Array, Objective


class RecordedState(NamedTuple):
    """What is known of an optimizer that is not ours.

    Attributes
    ----------
    t
        Updates made.
    """

    t: Any


def from_torch(optimizer: Any, objective: Objective, steps: int) -> Trajectory[RecordedState]:
    """Record what an optimizer of PyTorch does on an objective, with the objective's exact gradient.

    Parameters
    ----------
    optimizer
        An instance of a class of `torch.optim` that holds one tensor in double precision, of shape `(d,)` or
        `(n, d)`. The path starts where the tensor is and moves it. One that asks several times a step, such
        as LBFGS, is recorded with the gradient at the start of each step.
    objective
        What to minimise.
    steps
        Updates to record, at least 1.

    Examples
    --------
    With PyTorch, which this package does not bring::

        start = torch.tensor([-7.0, 2.0], dtype=torch.float64, requires_grad=True)
        path = from_torch(torch.optim.Adam([start], lr=0.3), objectives.load("ravine"), steps=30)
    """
    try:
        import torch
    except ModuleNotFoundError:
        raise OptimError("torch", "no such module", "it to be installed: pip install torch") from None
    if not isinstance(optimizer, torch.optim.Optimizer):
        raise OptimError(
            "optimizer", optimizer, "an optimizer of PyTorch, such as torch.optim.Adam([tensor])"
        )
    tensors = [tensor for group in optimizer.param_groups for tensor in group["params"]]
    if len(tensors) != 1 or tensors[0].dtype != torch.float64:
        raise OptimError(
            "parameters", [tuple(tensor.shape) for tensor in tensors], "one tensor, double precision"
        )
    tensor = tensors[0]

    def ask() -> Any:
        point = np.array(tensor.detach().numpy())
        tensor.grad = torch.from_numpy(np.array(objective.gradient(point), dtype=np.float64))
        return torch.tensor(np.sum(objective.value(point)))

    def follow(gradient: Array) -> Array:
        optimizer.step(ask)
        return np.array(tensor.detach().numpy())

    start = finite("tensor", np.array(tensor.detach().numpy()))
    return _record(follow, objective, start, steps, f"torch.optim.{type(optimizer).__name__}")


def from_optax(
    transformation: Any, objective: Objective, x0: ArrayLike, steps: int
) -> Trajectory[RecordedState]:
    """Record what a gradient transformation of Optax does on an objective.

    Parameters
    ----------
    transformation
        Anything with Optax's `init(params)` and `update(gradient, state, params)`. Without JAX's double
        precision switched on its steps have single precision.
    objective
        What to minimise, with its exact gradient.
    x0, steps
        As for `run`.

    Examples
    --------
    With Optax, which this package does not bring::

        path = from_optax(optax.adam(0.3), objectives.load("ravine"), (-7.0, 2.0), steps=30)
    """
    check_objective(objective, "value", "gradient")
    x = checked_start(x0, known_dimension(objective), {})
    state = transformation.init(x)

    def follow(gradient: Array) -> Array:
        nonlocal x, state
        step, state = transformation.update(gradient, state, x)
        x = x + np.asarray(step, dtype=np.float64)
        return x

    return _record(follow, objective, x, steps, "optax")


def _record(
    follow: Callable[[Array], Array], objective: Objective, start: Array, steps: int, method: str
) -> Trajectory[RecordedState]:
    check_objective(objective, "value", "gradient")
    steps, dimension = whole("steps", steps), known_dimension(objective)
    if start.ndim == 0 or start.shape[-1] != (dimension or start.shape[-1]):
        raise OptimError("shape of the parameters", start.shape, f"(..., {dimension or 'd'})")
    points, gradients = [start], []
    with np.errstate(all="ignore"):
        check_shapes_along(objective, start)
        for _ in range(steps):
            gradients.append(np.array(objective.gradient(points[-1])))
            points.append(follow(gradients[-1]))
        x = np.stack(points)
        state = RecordedState(np.arange(steps + 1))
        return Trajectory.recorded(x, values_along(objective, x), np.stack(gradients), state, method)
