"""Derivatives of a function of arrays: read off it, or measured."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from optimlib.objectives._tracing import read_formula
from optimlib.tape import Tape, derivative
from optimlib.types import Array, View
from optimlib.typst import to_typst

Function: TypeAlias = Callable[[Array], Any]

_MOST_COORDINATES = 8  # of a formula that is taken apart; its second derivatives are as many squared
_LONGEST = 10**6  # a fraction with a larger denominator was a decimal, and is shown as one
_EPSILON = float(np.finfo(float).eps)


def central_differences(function: Function, x: Array, power: float = 1 / 3) -> Array:
    """Measure slopes between two points beside x in each coordinate, `(..., d) -> (..., d)`.

    >>> central_differences(lambda x: x[..., 0] ** 3, np.array([2.0])).round(8)
    array([12.])
    """
    slopes = []
    for i in range(x.shape[-1]):
        ahead, behind = x.copy(), x.copy()
        width = _EPSILON**power * np.maximum(1.0, np.abs(x[..., i]))
        ahead[..., i] += width
        behind[..., i] -= width
        rise = np.asarray(function(ahead), dtype=np.float64) - np.asarray(function(behind), dtype=np.float64)
        # Divided by the way between the points as they were rounded.
        between = ahead[..., i] - behind[..., i]
        slopes.append(rise / between.reshape(between.shape + (1,) * (rise.ndim - between.ndim)))
    return np.stack(slopes, axis=-1)


class Derivatives(NamedTuple):
    """What was read off a function: its formula in Typst, and its derivatives as functions of points."""

    formula: str
    gradient: Function
    hessian: Function


def read_off(value: Function, view: View) -> Derivatives | None:
    """Take derivatives by SymPy, if it is there, the function can be read, and its slopes are those measured."""
    dimension = len(view)
    try:
        import sympy
    except ModuleNotFoundError:
        return None
    if dimension > _MOST_COORDINATES:
        return None
    names = ("x", "y") if dimension <= 2 else tuple(f"x_{i + 1}" for i in range(dimension))
    letters = [sympy.Symbol(name, real=True) for name in names[:dimension]]
    formula = read_formula(value, letters)
    if formula is None:
        return None
    slopes = [derivative(formula, letter) for letter in letters]
    try:
        of_slopes = [Tape.of(slope, letters) for slope in slopes]
        of_bends = [[Tape.of(derivative(slope, letter), letters) for letter in letters] for slope in slopes]
    except NotImplementedError:
        return None
    short = formula.replace(lambda part: part.is_Rational and part.q > _LONGEST, lambda part: part.evalf(6))
    text = to_typst(ast.parse(str(short), mode="eval").body)

    def gradient(x: Array) -> Array:
        coordinates = [x[..., i] for i in range(dimension)]
        return np.stack([slope(*coordinates) for slope in of_slopes], axis=-1)

    def hessian(x: Array) -> Array:
        coordinates = [x[..., i] for i in range(dimension)]
        rows = [np.stack([bend(*coordinates) for bend in row], axis=-1) for row in of_bends]
        return np.stack(rows, axis=-2)

    return Derivatives(text, gradient, hessian) if _agree(value, gradient, view) else None


def _agree(value: Function, gradient: Function, view: View) -> bool:
    """See at a few points whether what was read off is what is measured: a function may look at more than x."""
    low, high = np.transpose(view)
    # Multiples of irrational shares lie nowhere special.
    shares = np.outer(np.arange(1, 9), np.sqrt(np.arange(2, 2 + len(view)) + 0.7)) % 1.0
    points = low + (high - low) * shares
    with np.errstate(all="ignore"):
        try:
            measured, read = central_differences(value, points), gradient(points)
        except Exception:
            # What the function cannot take is said where shapes are checked.
            return False
        if measured.shape != read.shape:
            return False
        both = np.isfinite(measured) & np.isfinite(read)
        scale = 1.0 + np.abs(read[both]).max(initial=0.0)
        return bool(both.any() and np.abs(measured[both] - read[both]).max() <= 1e-4 * scale)
