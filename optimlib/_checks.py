"""What is asked of input in many places. Each check gives the value in its one form, or an `OptimError`."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from numbers import Real
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimlib.errors import OptimError
from optimlib.types import Array, Hyperparameter, View


@dataclass(frozen=True, slots=True)
class Range:
    """The finite numbers with `low <= value < high`; `low < value` where `above`, `value <= high` where `closed`."""

    low: float
    high: float = math.inf
    closed: bool = False
    above: bool = False

    def __str__(self) -> str:
        if self.low == -math.inf:
            return "a finite number"
        if self.high == math.inf:
            return f"a finite number {'above' if self.above else 'of at least'} {self.low:g}"
        return f"a number in [{self.low:g}, {self.high:g}{']' if self.closed else ')'}"

    def __contains__(self, value: Hyperparameter) -> bool:
        low = np.greater(value, self.low) if self.above else np.greater_equal(value, self.low)
        high = np.less_equal(value, self.high) if self.closed else np.less(value, self.high)
        return bool(np.all(low & high & np.isfinite(value)))


FINITE: Final = Range(-math.inf)
AT_LEAST_ZERO: Final = Range(0.0)
ABOVE_ZERO: Final = Range(0.0, above=True)
BELOW_ONE: Final = Range(0.0, 1.0)


def whole(what: str, value: Any, least: int = 1, most: int | None = None) -> int:
    """Take a whole number, Python's or NumPy's, but no flag.

    >>> whole("steps", np.int64(3))
    3
    """
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or value < least or (most is not None and value > most):
        span = f"of at least {least}" if most is None else f"from {least} to {most}"
        raise OptimError(what, value, f"a whole number {span}")
    return int(value)


def numbers(what: str, value: Any, expected: str = "numbers", *, flags: bool = True) -> Array:
    """Take numbers as a double-precision array; text, dates and complex numbers are none, nor flags if told.

    >>> numbers("x", [1, 2])
    array([1., 2.])
    """
    # What calls itself an array may raise anything.
    with suppress(Exception):
        given = np.asarray(value)
        if given.dtype.kind in ("biuf" if flags else "iuf") or _are_pythons(given):
            return given.astype(np.float64, copy=False)
    raise OptimError(what, value, expected)


def _are_pythons(given: NDArray[Any]) -> bool:
    """Say whether all are numbers that are objects to NumPy: fractions, decimals, those beyond 64 bits."""
    from decimal import Decimal

    return given.dtype.kind == "O" and all(isinstance(one, Real | Decimal) for one in given.flat)


def number(what: str, value: Any, allowed: Range = FINITE) -> float:
    """Take one number of a range.

    >>> number("decay", 1, Range(0.0, 1.0))
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: decay: got 1, expected a number in [0, 1)
    """
    taken = numbers(what, value, str(allowed), flags=False)
    if taken.ndim or taken not in allowed:
        raise OptimError(what, value, str(allowed))
    return float(taken)


def finite(what: str, value: ArrayLike, expected: str = "finite numbers") -> Array:
    """Take finite numbers as a double-precision array."""
    taken = numbers(what, value, expected)
    if not np.isfinite(taken).all():
        raise OptimError(what, value, expected)
    return taken


def generator(value: Any) -> np.random.Generator:
    """Take a source of chance."""
    if not isinstance(value, np.random.Generator):
        raise OptimError("rng", value, "a numpy.random.Generator")
    return value


def box(value: Any, dimension: int | None = None) -> View:
    """Take an interval for each coordinate, finite and rising; as many as there are coordinates, if told.

    >>> box([[0, 1], [0, 2]])
    ((0.0, 1.0), (0.0, 2.0))
    """
    count = "" if dimension is None else f"{dimension} "
    sides = finite("view", value, f"{count}rising intervals")
    fits = sides.ndim == 2 and len(sides) and sides.shape[1] == 2 and (sides[:, 0] < sides[:, 1]).all()
    if not fits or (dimension is not None and len(sides) != dimension):
        raise OptimError("view", value, f"{count}rising intervals")
    return tuple((low, high) for low, high in sides.tolist())
