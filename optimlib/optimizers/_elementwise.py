"""Functions of a rule that take one coordinate, a float, as well as an array of them, to the same last digit."""

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
def maximum(a: float, b: float) -> float: ...
@overload
def maximum(a: Array, b: Array) -> Array: ...
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
