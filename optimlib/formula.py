"""Read a formula of x and y from a line of text, refusing everything else with its place.

Python's own parser makes the tree, and nothing of it is ever run as Python: what is not arithmetic, a number, x, y,
pi, e or an elementary function is refused, and so is what would take too long to work out.
"""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from optimlib._elsewhere import arithmetic
from optimlib.errors import OptimError
from optimlib.tape import real

MAX_LENGTH = 400
MAX_DEPTH = 40
MAX_POWER = 64
_MAX_NUMBER = 1e100
_MIN_DIVISOR = 1e-100  # below it lies what is zero but for rounding, such as sin(1)**2 + cos(1)**2 - 1

_TRIGONOMETRY = ("sin", "cos", "tan", "asin", "acos", "atan")
_FUNCTIONS = (*_TRIGONOMETRY, "sinh", "cosh", "tanh", "exp", "log", "sqrt", "abs")
_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


class FormulaReader:
    """Walks Python's syntax tree of a formula and makes SymPy's tree of it, node by node.

    >>> FormulaReader("2*x + x").read()
    3*x
    """

    def __init__(self, text: str) -> None:
        sympy = _sympy()
        if not isinstance(text, str) or not text.strip() or "\n" in text:
            raise OptimError("expression", text, "one line of text")
        if len(text) > MAX_LENGTH:
            raise OptimError("expression", f"{len(text)} characters", f"at most {MAX_LENGTH}")
        self.text, self.sympy = text, sympy
        self.variables = {name: sympy.Symbol(name, real=True) for name in ("x", "y")}
        self.names = {**self.variables, "pi": sympy.pi, "e": sympy.E}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(text.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError) as fault:
            lead = len(text) - len(text.lstrip())
            column = lead + (getattr(fault, "offset", None) or len(text.strip()) + 1)
            fault_at = f"{text!r} with a fault at column {column}"
            raise _refused(fault_at, f"arithmetic in x and y{_hint(text)}") from None

    def read(self) -> Any:
        """Give the function as a tree of SymPy."""
        return self._node(self.tree.body, 0)

    def _node(self, node: ast.expr, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise self._fault(node, f"at most {MAX_DEPTH} levels of nesting")
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                result = self._number(node, value)
            case ast.Name(id=name):
                if name not in self.names:
                    raise self._fault(node, "x, y, pi or e")
                result = self.names[name]
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                inner = self._node(operand, depth + 1)
                result = -inner if isinstance(sign, ast.USub) else inner
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                result = self._power(node, self._node(left, depth + 1), self._node(right, depth + 1))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                operands = self._node(left, depth + 1), self._node(right, depth + 1)
                if isinstance(operator, ast.Div):
                    self._check_divisor(right, operands[1])
                result = _OPERATORS[type(operator)](*operands)
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
                function = self.sympy.Abs if name == "abs" else getattr(self.sympy, name)
                result = function(self._node(argument, depth + 1))
            case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
                raise self._fault(node, f"one argument for {name}")
            case ast.Call():
                raise self._fault(node, f"one of {', '.join(_FUNCTIONS)}")
            case _:
                raise self._fault(node, "only + − * / **, numbers, x, y, pi, e and elementary functions")
        return self._checked(node, result)

    def _number(self, node: ast.expr, value: float) -> Any:
        if not abs(value) <= _MAX_NUMBER:
            raise self._fault(node, f"numbers up to {_MAX_NUMBER:g}")
        return self.sympy.Rational(repr(value))

    def _check_divisor(self, node: ast.expr, divisor: Any) -> None:
        if divisor.is_number and divisor != 0 and abs(real(divisor)) < _MIN_DIVISOR:
            raise self._fault(node, f"a divisor of at least {_MIN_DIVISOR:g} in size")

    def _power(self, node: ast.expr, base: Any, exponent: Any) -> Any:
        # Refused before it is worked out: 9**9**9 has 369 million digits.
        if exponent.is_number and not abs(real(exponent)) <= MAX_POWER:
            raise self._fault(node, f"powers up to {MAX_POWER}")
        if exponent.is_number and real(exponent) < 0:
            self._check_divisor(node, base)
        if base.is_number and exponent.is_number and base != 0:
            size = abs(real(exponent)) * abs(math.log10(abs(real(base))))
            if size > math.log10(_MAX_NUMBER):
                raise self._fault(node, f"numbers up to {_MAX_NUMBER:g}")
        if base.is_number and not exponent.is_number and not real(base) > 0:
            raise self._fault(node, "a base above 0 for a power that varies")
        return base**exponent

    def _checked(self, node: ast.expr, result: Any) -> Any:
        sympy = self.sympy
        if result.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I):
            raise self._fault(node, "a real number, which this is not")
        if result.is_number and not abs(real(result)) <= _MAX_NUMBER:
            raise self._fault(node, f"real numbers up to {_MAX_NUMBER:g}")
        if any(
            power.exp.is_number and not abs(real(power.exp)) <= MAX_POWER for power in result.atoms(sympy.Pow)
        ):
            raise self._fault(node, f"powers up to {MAX_POWER}")
        return result

    def _fault(self, node: ast.expr, expected: str) -> OptimError:
        line = self.text.strip().encode()
        column = len(line[: node.col_offset].decode()) + len(self.text) - len(self.text.lstrip()) + 1
        return _refused(
            f"{ast.get_source_segment(self.text.strip(), node)!r} at column {column}",
            expected + _hint(self.text),
        )


class _Verbatim(str):
    """Text that an error shows without quotes."""

    def __repr__(self) -> str:
        return str(self)


def _refused(got: str, expected: str) -> OptimError:
    return OptimError("expression", _Verbatim(got), expected)


def _hint(text: str) -> str:
    """Give the same formula in our notation, if it is one then."""
    better = arithmetic(text).strip()
    if better == text.strip():
        return ""
    try:
        FormulaReader(better).read()
    except OptimError:
        return ""
    return f" (write {better})"


def _sympy() -> ModuleType:
    try:
        import sympy
    except ModuleNotFoundError:
        raise OptimError(
            "SymPy", "no such module", "it to be installed: pip install 'optim-lectures[expression]'"
        ) from None
    module: ModuleType = sympy
    return module
