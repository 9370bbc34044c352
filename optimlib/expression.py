"""One's own objective from a line of text, with exact derivatives.

The text is read by Python's own parser and walked node by node: what is not arithmetic, a number, x, y, pi, e
or an elementary function is refused with its place. Nothing of it is ever run as Python. SymPy takes the
derivatives; it comes with the extra `expression`.
"""

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optimlib.errors import OptimError
from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.tape import Tape
from optimlib.types import Array, View, read_only
from optimlib.typst import to_typst

MAX_LENGTH = 400
MAX_DEPTH = 40
MAX_POWER = 64
_MAX_NUMBER = 1e100

_TRIGONOMETRY = ("sin", "cos", "tan", "asin", "acos", "atan")
_FUNCTIONS = (*_TRIGONOMETRY, "sinh", "cosh", "tanh", "exp", "log", "sqrt", "abs")
_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


@dataclass(frozen=True)
class Expression:
    """A function of x and y that somebody wrote down; made by `expression`.

    Attributes
    ----------
    text
        What was written.
    view, start
        The box to draw and where to start, as given.
    minima
        As given; nobody knows them otherwise.
    """

    text: str
    view: View
    start: tuple[float, ...]
    minima: Array = field(compare=False)
    formula: str = field(repr=False, compare=False)
    _value: Tape = field(repr=False, compare=False)
    _slopes: tuple[Tape, ...] = field(repr=False, compare=False)
    _curvatures: tuple[Tape, ...] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The text itself."""
        return self.text

    @property
    def display_name(self) -> Mapping[str, str]:
        """The text, in any language."""
        return {"en": self.text, "zh": self.text}

    @property
    def levels(self) -> tuple[float, ...]:
        """Values that part the view into twelve equal areas."""
        axes = np.meshgrid(*(np.linspace(*side, 61) for side in self.view))
        with np.errstate(all="ignore"):
            values = self.value(np.stack(axes, axis=-1))
        shares = np.quantile(values[np.isfinite(values)], np.arange(1, 12) / 12)
        return tuple(float(level) for level in np.unique(shares))

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        return self._value(*coordinates(x))

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its exact gradient."""
        point = coordinates(x)
        return vector(*(slope(*point) for slope in self._slopes))

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its exact second derivatives."""
        point = coordinates(x)
        return symmetric(*(curvature(*point) for curvature in self._curvatures))


def expression(
    text: str,
    view: View = ((-5.0, 5.0), (-5.0, 5.0)),
    start: tuple[float, ...] = (-4.0, 2.0),
    minima: ArrayLike = (),
) -> Expression:
    """Make an objective of x and y from a line of text.

    Parameters
    ----------
    text
        Arithmetic with + − * / **, numbers, x, y, pi, e and sin, cos, tan, asin, acos, atan, sinh, cosh,
        tanh, exp, log, sqrt, abs; at most 400 characters, 40 levels deep, powers up to 64.
    view, start
        What to draw and where to start.
    minima
        The minima, where they are known, shape `(k, 2)`.

    Raises
    ------
    OptimError
        With the column of the first fault.

    Examples
    --------
    >>> f = expression("x**2/20 + y**2 + sin(x*y)")
    >>> f.gradient([0.0, 2.0])
    array([2., 4.])
    >>> expression("x**2 + z")
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: expression: got 'z' at column 8, expected x, y, pi or e
    """
    sympy = _sympy()
    reader = _Reader(text, sympy)
    function = reader.read()
    x, y = reader.variables["x"], reader.variables["y"]
    slopes = [_derivative(sympy, function, variable) for variable in (x, y)]
    curvatures = [_derivative(sympy, slopes[i], variable) for i, variable in ((0, x), (0, y), (1, y))]
    try:
        return Expression(
            text=text,
            view=view,
            start=start,
            minima=read_only(np.reshape(np.asarray(minima, dtype=np.float64), (-1, 2))),
            formula=to_typst(reader.tree.body),
            _value=Tape.of(function, (x, y)),
            _slopes=tuple(Tape.of(slope, (x, y)) for slope in slopes),
            _curvatures=tuple(Tape.of(curvature, (x, y)) for curvature in curvatures),
        )
    except NotImplementedError as unknown:
        raise OptimError(
            "expression", text, f"one whose derivatives are elementary, without {unknown}"
        ) from None


def _sympy() -> ModuleType:
    try:
        import sympy
    except ImportError:
        raise OptimError(
            "SymPy", None, "it to be installed: pip install 'optim-lectures[expression]'"
        ) from None
    module: ModuleType = sympy
    return module


def _derivative(sympy: Any, function: Any, variable: Any) -> Any:
    # The second derivative of |x| is zero but at one point, where we give zero too.
    return sympy.diff(function, variable).replace(sympy.DiracDelta, lambda *_: sympy.Integer(0))


class _Reader:
    """Walks the syntax tree and makes SymPy's tree of it, node by node."""

    def __init__(self, text: str, sympy: Any) -> None:
        if not isinstance(text, str) or not text.strip() or "\n" in text:
            raise OptimError("expression", text, "one line of text")
        if len(text) > MAX_LENGTH:
            raise OptimError("expression", f"{len(text)} characters", f"at most {MAX_LENGTH}")
        self.text, self.sympy = text, sympy
        self.variables = {name: sympy.Symbol(name, real=True) for name in ("x", "y")}
        self.names = {**self.variables, "pi": sympy.pi, "e": sympy.E}
        try:
            self.tree = ast.parse(text.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError) as fault:
            lead = len(text) - len(text.lstrip())
            column = lead + (getattr(fault, "offset", None) or len(text.strip()) + 1)
            raise _refused(f"{text!r} with a fault at column {column}", "arithmetic in x and y") from None

    def read(self) -> Any:
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

    def _power(self, node: ast.expr, base: Any, exponent: Any) -> Any:
        # Refused before it is worked out: 9**9**9 has 369 million digits.
        if exponent.is_number and not abs(_real(exponent)) <= MAX_POWER:
            raise self._fault(node, f"powers up to {MAX_POWER}")
        if base.is_number and exponent.is_number and base != 0:
            size = abs(_real(exponent)) * abs(math.log10(abs(_real(base))))
            if size > math.log10(_MAX_NUMBER):
                raise self._fault(node, f"numbers up to {_MAX_NUMBER:g}")
        if base.is_number and not exponent.is_number and not _real(base) > 0:
            raise self._fault(node, "a base above 0 for a power that varies")
        return base**exponent

    def _checked(self, node: ast.expr, result: Any) -> Any:
        sympy = self.sympy
        if result.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I):
            raise self._fault(node, "a real number, which this is not")
        if result.is_number and not abs(_real(result)) <= _MAX_NUMBER:
            raise self._fault(node, f"real numbers up to {_MAX_NUMBER:g}")
        if any(
            power.exp.is_number and not abs(_real(power.exp)) <= MAX_POWER
            for power in result.atoms(sympy.Pow)
        ):
            raise self._fault(node, f"powers up to {MAX_POWER}")
        return result

    def _fault(self, node: ast.expr, expected: str) -> OptimError:
        line = self.text.strip().encode()
        column = len(line[: node.col_offset].decode()) + len(self.text) - len(self.text.lstrip()) + 1
        return _refused(f"{ast.get_source_segment(self.text.strip(), node)!r} at column {column}", expected)


def _real(number: Any) -> float:
    """Give the value of a SymPy number, nan where it is not real."""
    try:
        return float(number)
    except TypeError:
        return math.nan


class _Verbatim(str):
    """Text that an error shows without quotes."""

    def __repr__(self) -> str:
        return str(self)


def _refused(got: str, expected: str) -> OptimError:
    return OptimError("expression", _Verbatim(got), expected)
