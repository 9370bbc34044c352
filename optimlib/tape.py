"""A formula as a list of NumPy operations, so that no text has to be run as code."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimlib.types import Array

__all__ = ["Tape"]

_CALLS: Mapping[str, Callable[..., Array]] = {
    "Add": np.add,
    "Mul": np.multiply,
    "Abs": np.abs,
    "sign": np.sign,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "cot": lambda x: 1.0 / np.tan(x),
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
}


@dataclass(frozen=True)
class Tape:
    """Operations in an order in which they can be done; the last one is the result.

    Attributes
    ----------
    operations
        Function and the slots of its arguments, each result taking the next slot; the first slots hold the
        variables, then come `constants`.
    constants
        Numbers that occur.
    """

    operations: tuple[tuple[Callable[..., Array], tuple[int, ...]], ...]
    constants: tuple[float, ...]
    result: int

    @classmethod
    def of(cls, formula: Any, variables: Sequence[Any]) -> Tape:
        """Write down a SymPy expression, every part that occurs twice once.

        Raises
        ------
        NotImplementedError
            With the name of what NumPy's real functions do not have.
        """
        slots: dict[Any, int] = {variable: index for index, variable in enumerate(variables)}
        constants = _numbers(formula)
        for constant in constants:
            slots[constant] = len(slots)
        operations: list[tuple[Callable[..., Array], tuple[int, ...]]] = []
        free = len(slots)

        def put(function: Callable[..., Array], *arguments: int) -> int:
            nonlocal free
            operations.append((function, arguments))
            free += 1
            return free - 1

        def visit(node: Any) -> int:
            if node not in slots:
                slots[node] = write(node)
            return slots[node]

        def write(node: Any) -> int:
            kind = type(node).__name__
            if kind == "Pow":
                return put(*_power(node), *(visit(part) for part in _power_arguments(node)))
            if kind not in _CALLS:
                raise NotImplementedError(kind)
            arguments = [visit(part) for part in node.args]
            total = arguments[0]
            if len(arguments) == 1:
                return put(_CALLS[kind], total)
            for argument in arguments[1:]:
                total = put(_CALLS[kind], total, argument)
            return total

        result = visit(formula)
        return cls(tuple(operations), tuple(real(constant) for constant in constants), result)

    def __call__(self, *variables: Array) -> Array:
        """Do all operations; arrays of one shape in, an array of that shape out."""
        values: list[Any] = [*variables, *self.constants]
        for function, arguments in self.operations:
            values.append(function(*(values[index] for index in arguments)))
        # A constant formula has no array in it yet.
        return np.asarray(values[self.result] + np.zeros_like(variables[0]))


def _numbers(formula: Any) -> list[Any]:
    found: dict[Any, None] = {}

    def visit(node: Any) -> None:
        if node.is_number:
            found[node] = None
            return
        for part in _power_arguments(node) if type(node).__name__ == "Pow" else node.args:
            visit(part)

    visit(formula)
    return list(found)


def _power(node: Any) -> tuple[Callable[..., Array]]:
    """Choose the exact and quick function for the powers that occur most."""
    special: Mapping[Any, Callable[..., Array]] = {-1: np.reciprocal, 2: np.square}
    if node.exp.is_Integer and int(node.exp) in special:
        return (special[int(node.exp)],)
    return (np.sqrt if node.exp == 0.5 else np.power,)


def _power_arguments(node: Any) -> tuple[Any, ...]:
    return (node.base,) if _power(node)[0] is not np.power else (node.base, node.exp)


def derivative(function: Any, variable: Any) -> Any:
    """Take a derivative by SymPy; the second one of |x| is zero but at one point, where we give zero too."""
    import sympy

    return sympy.diff(function, variable).replace(sympy.DiracDelta, lambda *_: sympy.Integer(0))


def real(number: Any) -> float:
    """Give the value of a SymPy number, nan where it is not real."""
    try:
        return float(number)
    except TypeError:
        return math.nan
