"""Functions of a rule that take one coordinate, a float, as well as an array of them, to the same last digit."""

from __future__ import annotations

import math
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from optimlib.types import Array, Hyperparameter


@overload
def sqrt(square: float) -> float: ...
@overload
def sqrt(square: Array) -> Array: ...
def sqrt(square: Hyperparameter) -> Hyperparameter:
    """Take the root. Of a negative float it is an error, where an array has nan.

    >>> sqrt(2.25), sqrt(np.array([2.25]))
    (1.5, array([1.5]))
    """
    # NumPy takes ten times as long for a lone float.
    if isinstance(square, float):
        return math.sqrt(square)
    return np.sqrt(square)


@overload
def quotient(above: float, below: float) -> float: ...
@overload
def quotient(above: Array, below: Array) -> Array: ...
def quotient(above: Any, below: Any) -> Hyperparameter:
    """Divide; 0/0 is 0, so that what stands still steps nothing. Any other float over 0.0 is an error.

    >>> quotient(0.0, 0.0), quotient(np.array([0.0, 1.0]), np.array([0.0, 4.0]))
    (0.0, array([0.  , 0.25]))
    """
    if isinstance(below, float) and isinstance(above, float):
        return 0.0 if below == 0.0 == above else above / below
    if np.all(below):
        ratio: Array = above / below
        return ratio
    still = np.equal(above, 0.0) & np.equal(below, 0.0)
    return np.where(still, 0.0, above / np.where(still, 1.0, below))


@overload
def endless(below: float) -> float: ...
@overload
def endless(below: Array) -> Array: ...
def endless(below: Any) -> Hyperparameter:
    """Put ∞ in place of 0, for a denominator that is zero only where nothing has been added up: c/∞ is 0.

    >>> endless(0.0), endless(np.array([0.0, 2.0]))
    (inf, array([inf,  2.]))
    """
    return where(below == 0.0, math.inf, below)


@overload
def maximum(a: float, b: float) -> float: ...
@overload
def maximum(a: Array, b: Array | float) -> Array: ...
def maximum(a: Any, b: Any) -> Hyperparameter:
    """Take the larger; nan where either is nan.

    >>> maximum(1.0, 2.0), maximum(1.0, math.nan), maximum(math.nan, 1.0)
    (2.0, nan, nan)
    """
    if isinstance(a, float):
        return a if a > b or math.isnan(a) else float(b)
    larger: Array = np.maximum(a, b)
    return larger


def where(condition: bool | NDArray[np.bool_], yes: Hyperparameter, no: Hyperparameter) -> Hyperparameter:
    """Choose one of two numbers, or one for each element.

    >>> where(True, 1.0, 2.0), where(np.array([True, False]), 1.0, 2.0)
    (1.0, array([1., 2.]))
    """
    if isinstance(condition, bool):
        return yes if condition else no
    return np.where(condition, yes, no)


@overload
def power(base: float, exponent: float) -> float: ...
@overload
def power(base: Hyperparameter, exponent: Hyperparameter) -> Hyperparameter: ...
def power(base: Hyperparameter, exponent: Hyperparameter) -> Hyperparameter:
    """Raise numbers from 0 to 1 to a power, an array as each of its numbers alone.

    >>> power(0.5, 2), power(np.array([0.5]), 2)
    (0.25, array([0.25]))
    """
    if isinstance(base, float) and not isinstance(exponent, np.ndarray):
        raised: float = base**exponent
        return raised
    # NumPy's own power differs from Python's in the last digit.
    bases, exponents = np.broadcast_arrays(base, exponent)
    powers = [b**e for b, e in zip(bases.ravel().tolist(), exponents.ravel().tolist(), strict=True)]
    return np.array(powers).reshape(bases.shape)
