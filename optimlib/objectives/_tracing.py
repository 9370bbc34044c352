"""Read a function of arrays as a formula, by calling it with letters in place of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Integral, Rational, Real
from typing import Any

import numpy as np

from optimlib.types import Array

_MOST_OPERATIONS = 1000  # beyond it derivatives take longer to work out than they save


def read_formula(function: Callable[[Array], Any], letters: list[Any]) -> Any | None:
    """Give the function as a SymPy expression in these letters; None where it asks more than arithmetic.

    A branch on the sign of a number, a maximum, a function that SymPy does not know: all of them need numbers.
    """
    import sympy

    traced: Any = np.empty(len(letters), dtype=object)
    traced[:] = [Traced(letter) for letter in letters]
    try:
        answer = np.asarray(function(traced), dtype=object)
        if answer.shape != ():
            return None
        formula = expression_of(answer.item())
    except Exception:
        # Whatever somebody's function raises at letters, it may be right for numbers.
        return None
    is_real = not formula.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I)
    return formula if is_real and sympy.count_ops(formula) <= _MOST_OPERATIONS else None


class Traced:
    """A number that is not known yet; NumPy calls its methods, and no comparison has an answer.

    >>> import sympy
    >>> x = np.array([Traced(sympy.Symbol("x")), Traced(sympy.Symbol("y"))], dtype=object)
    >>> (0.05 * x[..., 0] ** 2 + np.sin(x[..., 1])).formula
    x**2/20 + sin(y)
    """

    __slots__ = ("formula",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, formula: Any) -> None:
        self.formula = formula

    def __bool__(self) -> bool:
        raise TypeError("nobody knows yet")

    def __eq__(self, other: object) -> bool:
        raise TypeError("nobody knows yet")

    def __neg__(self) -> Traced:
        return Traced(-self.formula)

    def __pos__(self) -> Traced:
        return self

    def __abs__(self) -> Traced:
        return Traced(abs(self.formula))

    def __add__(self, other: Any) -> Traced:
        return Traced(self.formula + expression_of(other))

    def __mul__(self, other: Any) -> Traced:
        return Traced(self.formula * expression_of(other))

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other: Any) -> Traced:
        return Traced(self.formula - expression_of(other))

    def __rsub__(self, other: Any) -> Traced:
        return Traced(expression_of(other) - self.formula)

    def __truediv__(self, other: Any) -> Traced:
        return Traced(self.formula / expression_of(other))

    def __rtruediv__(self, other: Any) -> Traced:
        return Traced(expression_of(other) / self.formula)

    def __pow__(self, other: Any) -> Traced:
        return Traced(self.formula ** expression_of(other))

    def __rpow__(self, other: Any) -> Traced:
        return Traced(expression_of(other) ** self.formula)

    def __getattr__(self, name: str) -> Callable[[], Traced]:
        # np.arctan of an object asks it for its method `arctan`.
        import sympy

        ours = name.replace("arc", "a", 1)
        if ours not in _FUNCTIONS:
            raise AttributeError(name)
        return lambda: Traced(getattr(sympy, ours)(self.formula))


_FUNCTIONS = {"sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "sqrt"}


def expression_of(value: Any) -> Any:
    """Take a number or what became of a letter; a float as the decimal that Python shows."""
    import sympy

    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, Traced):
        return value.formula
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real) or not math.isfinite(value):
        raise TypeError(f"{value!r} is no number of a formula")
    if isinstance(value, Integral | Rational):
        return sympy.Rational(int(value.numerator), int(value.denominator))
    return sympy.Rational(repr(float(value)))
