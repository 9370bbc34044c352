"""One's own objective from functions, with derivatives read off them or measured."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import box, finite, number, whole
from optimlib._contracts import DEFAULT_SIDE, check_shapes
from optimlib.errors import OptimError
from optimlib.objectives._derivatives import Function, central_differences, read_off
from optimlib.objectives._levels import levels_of_equal_area
from optimlib.types import Array, View, read_only

Source: TypeAlias = Literal["given", "tape", "central differences"]


@dataclass(frozen=True)
class FromFunctions:
    """A function that somebody wrote; made by `objectives.from_functions`.

    Attributes
    ----------
    name
        What it is called.
    dimension
        The number of coordinates.
    gradient_by, hessian_by
        Where the derivatives come from: "given", "tape" (read off the function, exact) or "central differences".
    view, start, minima
        As given; nobody knows the minima otherwise.
    formula
        In Typst's mathematics, where the function could be read; else its name.
    """

    name: str
    dimension: int
    gradient_by: Source
    hessian_by: Source
    view: View = field(repr=False)
    start: tuple[float, ...] = field(repr=False)
    formula: str = field(repr=False)
    minima: Array = field(repr=False, compare=False)
    _levels: tuple[float, ...] | None = field(repr=False)
    _value: Function = field(repr=False)
    _gradient: Function = field(repr=False)
    _hessian: Function = field(repr=False, compare=False)

    @property
    def display_name(self) -> Mapping[str, str]:
        """The name, in any language."""
        return {"en": self.name, "zh": self.name}

    @cached_property
    def levels(self) -> tuple[float, ...]:
        """As given, or values that part the view into twelve equal areas."""
        return levels_of_equal_area(self.value, self.view) if self._levels is None else self._levels

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        return np.asarray(self._value(np.asarray(x, dtype=np.float64)), dtype=np.float64)

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        return np.asarray(self._gradient(np.asarray(x, dtype=np.float64)), dtype=np.float64)

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        return np.asarray(self._hessian(np.asarray(x, dtype=np.float64)), dtype=np.float64)


def from_functions(
    value: Function,
    gradient: Function | None,
    dimension: int,
    *,
    hessian: Function | None,
    name: str | None,
    view: View | None,
    start: ArrayLike | None,
    levels: ArrayLike | None,
    minima: ArrayLike,
) -> FromFunctions:
    """Do what `objectives.from_functions` says."""
    dimension = whole("dimension", dimension)
    for what, function in (("value", value), ("gradient", gradient), ("hessian", hessian)):
        if function is not None or what == "value":
            _check_function(what, function, dimension)
    sides = box((DEFAULT_SIDE,) * dimension if view is None else view, dimension)
    at = finite("start", _aside(sides) if start is None else start, f"{dimension} finite coordinates")
    if at.shape != (dimension,):
        raise OptimError("start", start, f"{dimension} finite coordinates")
    known = finite("minima", minima, f"finite points, shape (k, {dimension})")
    known = np.atleast_2d(known) if known.size else np.empty((0, dimension))
    if known.ndim != 2 or known.shape[1] != dimension:
        raise OptimError("shape of minima", np.shape(minima), f"(k, {dimension})")
    rising = (
        None if levels is None else tuple(number("levels", level) for level in np.ravel(np.asarray(levels)))
    )
    called = getattr(value, "__name__", "f") if name is None else name
    called = "f" if called == "<lambda>" else called
    read = None if gradient is not None and hessian is not None else read_off(value, sides)
    slope, gradient_by = _chosen(gradient, read and read.gradient, partial(central_differences, value))
    # Differences of differences lose half of the digits: the wider, the fewer.
    power = 1 / 3 if gradient is not None else 1 / 5
    measured = partial(_bend, slope, power)
    bend, hessian_by = _chosen(hessian, read and read.hessian, measured)
    made = FromFunctions(
        name=called,
        dimension=dimension,
        gradient_by=gradient_by,
        hessian_by=hessian_by,
        view=sides,
        start=tuple(at.tolist()),
        formula=read.formula if read else called,
        minima=read_only(known),
        _levels=rising,
        _value=value,
        _gradient=slope,
        _hessian=bend,
    )
    with np.errstate(all="ignore"):
        check_shapes(made, at, "value", "gradient", "hessian")
    return made


def _check_function(what: str, function: Any, dimension: int) -> None:
    last = "" if dimension == 1 else f" to x[..., {dimension - 1}]"
    expected = f"a function of one argument, whose coordinates are x[..., 0]{last}"
    if not callable(function):
        raise OptimError(what, function, expected)
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        raise OptimError(what, function, expected) from None
    except ValueError:
        # Some functions written in C tell nobody what they take.
        return


def _aside(view: View) -> Array:
    """Start off every axis of the view: near its edge in the first coordinate, less so in the next."""
    return np.array([low + (0.1, 0.7)[i % 2] * (high - low) for i, (low, high) in enumerate(view)])


def _chosen(given: Function | None, read: Function | None, measured: Function) -> tuple[Function, Source]:
    if given is not None:
        return given, "given"
    return (measured, "central differences") if read is None else (read, "tape")


def _bend(slope: Function, power: float, x: Array) -> Array:
    matrices = central_differences(slope, x, power)
    return 0.5 * (matrices + np.swapaxes(matrices, -1, -2))
