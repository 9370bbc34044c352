"""The frozen record of a run, and what can be read off it."""

from __future__ import annotations

import importlib
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib import optimizers
from optimlib._checks import number, numbers
from optimlib._words import counted, shown, span
from optimlib.errors import OptimError
from optimlib.fields import angle, length
from optimlib.types import Array, IntArray

__all__ = ["Trajectory"]

if TYPE_CHECKING:
    from pathlib import Path

    # The readers and writers of files are loaded by those who save.
    from optimlib.storage import Stored, Table

_S = TypeVar("_S")

# What is read off a run that left for the far end of the numbers may overflow, and says so by inf or nan.
_SILENT = np.errstate(all="ignore")


@dataclass(frozen=True, eq=False, repr=False)
class Trajectory(Generic[_S]):
    """All that happened in a run of k updates; index t means "after t updates".

    Every array is read-only. Several runs at once have their leading axes between time and coordinates.

    Attributes
    ----------
    x
        The points, shape `(k + 1, ..., d)`.
    value
        The objective there, shape `(k + 1, ...)`.
    grad
        The gradients used, shape `(k, ..., d)`: at `x[t]`, or where a look-ahead method asked for it.
    state
        The optimizer's state with every field stacked: `state.m` has shape `(k + 1, ..., d)`.
    diverged_at
        The first t at which point, value or gradient was no longer finite, or None. A single run ends before
        it. Of several runs an array, −1 where a run stayed finite; from there on their numbers are nan.
    method
        The name of the optimizer's class, such as "Adam".

    Examples
    --------
    >>> from optimlib import objectives, optimizers, run
    >>> ravine = objectives.load("ravine")
    >>> t = run(ravine, optimizers.load("gradient_descent", learning_rate=0.95), ravine.start, steps=30)
    >>> t
    Trajectory(GradientDescent, 30 steps, (-7, 2) → (-0.3504, 0.08478), value 6.45 → 0.01333)
    >>> t.sign_changes
    array([ 0, 30])
    >>> round(float(t.detour(ravine.minima[0])), 2)
    5.08
    """

    x: Array
    value: Array
    grad: Array
    state: _S
    diverged_at: int | IntArray | None = None
    method: str = ""

    def __post_init__(self) -> None:
        for array in (self.x, self.value, self.grad, self.diverged_at, *_fields(self.state)):
            if isinstance(array, np.ndarray):
                array.flags.writeable = False

    def __reduce__(self) -> tuple[Any, ...]:
        # Made anew, so that the arrays of a copy are read-only too.
        return type(self), (self.x, self.value, self.grad, self.state, self.diverged_at, self.method)

    def __repr__(self) -> str:
        method = self.method or type(self.state).__name__.removesuffix("State")
        steps = len(self.grad)
        if self.value.ndim == 1:
            count = counted(steps, "step")
            ends = f"{shown(self.x[0])} → {shown(self.x[-1])}, "
            lost = "" if self.diverged_at is None else f", diverged at {self.diverged_at}"
        else:
            count = f"{counted(self.value[0].size, 'run')} of {counted(steps, 'step')}"
            ends, diverged = "", np.count_nonzero(np.asarray(self.diverged_at) >= 0)
            lost = f", {diverged} diverged" if diverged else ""
        values = f"value {span(self.value[0])} → {span(self.value[-1])}"
        return f"{type(self).__name__}({method}, {count}, {ends}{values}{lost})"

    @classmethod
    def recorded(cls, x: Array, value: Array, grad: Array, state: _S, method: str = "") -> Trajectory[_S]:
        """Make a trajectory of arrays that may end in overflow: keep the finite part, note where it ends."""
        # A sum is finite only if all its terms are, and takes no memory.
        if np.isfinite(value.sum() + x.sum() + grad.sum()):
            return cls(
                x, value, grad, state, None if value.ndim == 1 else np.full(value.shape[1:], -1), method
            )
        finite = np.isfinite(value) & np.all(np.isfinite(x), axis=-1)
        finite[:-1] &= np.all(np.isfinite(grad), axis=-1)
        first = np.where(finite.all(axis=0), -1, np.argmin(finite, axis=0))
        if value.ndim == 1:
            if first < 0:
                return cls(x, value, grad, state, None, method)
            end = max(int(first), 1)
            kept = _map(state, lambda array: array[:end])
            return cls(x[:end], value[:end], grad[: end - 1], kept, int(first), method)
        time = np.arange(len(value)).reshape(-1, *(1,) * first.ndim)
        lost = (first >= 0) & (time >= first)
        for array in (x, value, grad, *_fields(state)):
            if array.dtype == np.float64:
                array[lost[: len(array)]] = np.nan
        return cls(x, value, grad, state, first, method)

    def save(self, path: str | Path) -> None:
        """Write everything to a file, without loss; its ending says how: .npz, .csv or .json.

        >>> import tempfile
        >>> from optimlib import objectives, optimizers, run
        >>> bowl = objectives.load("bowl")
        >>> path = run(bowl, optimizers.load("adam"), bowl.start, steps=3)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path.save(f"{folder}/path.csv")
        ...     np.array_equal(Trajectory.load(f"{folder}/path.csv").state.m_hat, path.state.m_hat)
        True
        """
        from optimlib import storage

        table = {"x": self.x, "value": self.value, "grad": self.grad}
        state: Any = self.state
        table |= {f"state.{name}": np.asarray(field) for name, field in state._asdict().items()}
        if self.diverged_at is not None:
            table["diverged_at"] = np.asarray(self.diverged_at)
        _check_shapes(table)
        storage.write(storage.Stored(type(self.state).__name__, self.method, table), path)

    @staticmethod
    def load(path: str | Path) -> Trajectory[Any]:
        """Read what `save` wrote."""
        from optimlib import storage

        return storage.read(path, _of_file)

    @property
    @_SILENT
    def step(self) -> Array:
        """The steps taken, `x[t + 1] − x[t]`, shape `(k, ..., d)`."""
        steps: Array = np.diff(self.x, axis=0)
        return steps

    @property
    @_SILENT
    def step_length(self) -> Array:
        """The Euclidean length of each step, shape `(k, ...)`."""
        return length(self.step)

    @property
    @_SILENT
    def path_length(self) -> Array:
        """The way walked."""
        total: Array = np.nansum(self.step_length, axis=0)
        return total

    @_SILENT
    def detour(self, target: ArrayLike) -> Array:
        """Divide the way walked by the straight line from the start to `target`; 1 is as short as can be."""
        end = numbers("target", target)
        if end.shape[-1:] != self.x.shape[-1:]:
            raise OptimError("shape of target", end.shape, f"(..., {self.x.shape[-1]})")
        ratio: Array = self.path_length / length(self.x[0] - end)
        return ratio

    @property
    @_SILENT
    def turning_angles(self) -> Array:
        """The angle from each step to the next, in degrees, shape `(k − 1, ...)`; nan beside a rest."""
        return angle(self.step[:-1], self.step[1:])

    @property
    @_SILENT
    def sign_changes(self) -> IntArray:
        """How often each coordinate of x reached zero or went through it, shape `(..., d)`."""
        sign = np.sign(self.x)
        crossed = sign[1:] * sign[:-1] < 0
        landed = (sign[1:] == 0) & (sign[:-1] != 0)
        count: IntArray = np.sum(crossed | landed, axis=0, dtype=np.intp)
        return count

    def steps_to(self, value: float) -> int | IntArray | None:
        """Say after how many updates the objective was first at or below `value`.

        None where it never was (−1 in the array of several runs).
        """
        below = self.value <= number("value", value)
        first = np.where(below.any(axis=0), np.argmax(below, axis=0), -1)
        if self.value.ndim > 1:
            return first
        return None if first < 0 else int(first)


def stack_states(states: Sequence[_S], shape: tuple[int, ...]) -> _S:
    """Turn a list of states into one state, every field with time as its first axis."""
    kind: Any = type(states[0])
    columns = []
    for column in zip(*states, strict=True):
        if isinstance(column[0], np.ndarray):
            # For a single run this is five times faster than np.stack.
            flat = len(shape) == 1
            columns.append(np.concatenate(column).reshape(-1, *shape) if flat else np.stack(column))
        else:
            columns.append(np.array(column))
    stacked: _S = kind(*columns)
    return stacked


def _fields(state: Any) -> tuple[Any, ...]:
    return tuple(state)


def _map(state: _S, change: Any) -> _S:
    kind: Any = type(state)
    changed: _S = kind(*(change(array) for array in _fields(state)))
    return changed


def _of_file(stored: Stored) -> Trajectory[Any]:
    table = stored.arrays
    _check_shapes(table)
    fields = {name.removeprefix("state."): array for name, array in table.items() if "." in name}
    end = table.get("diverged_at")
    return Trajectory(
        table["x"],
        table["value"],
        table["grad"],
        _state_class(stored.state, list(fields))(**fields),
        end if end is None or end.ndim else int(end),
        stored.method,
    )


def _state_class(name: str, fields: list[str]) -> Callable[..., Any]:
    """Find the state class among our optimizers; where it is not ours, make one with the same fields."""
    for module_name in optimizers.names():
        found = getattr(importlib.import_module(f"optimlib.optimizers.{module_name}"), name, None)
        if found is not None and list(found._fields) == fields:
            known: Callable[..., Any] = found
            return known
    return namedtuple(name, fields)


def _check_shapes(table: Table) -> None:
    x = table["x"]
    times = {name: array.shape[:1] for name, array in table.items() if name.startswith("state.")}
    if (
        x.ndim < 2
        or table["value"].shape != x.shape[:-1]
        or table["grad"].shape != (len(x) - 1, *x.shape[1:])
        or any(time != x.shape[:1] for time in times.values())
    ):
        shapes = ", ".join(f"{name} {array.shape}" for name, array in table.items())
        raise OptimError("shapes of a trajectory", shapes, "x (k + 1, ..., d), the others to match")
