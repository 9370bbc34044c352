"""Write a Python formula as one of Typst's."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_NAMES: Mapping[str, str] = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "Abs": "abs"}


def to_typst(node: ast.expr) -> str:
    """Give the formula in Typst's mathematics.

    >>> to_typst(ast.parse("x**2/20 + sin(x*y)", mode="eval").body)
    '(x^(2)) / (20) + sin(x y)'
    """
    match node:
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return f"{_grouped(left, ast.BinOp, ast.UnaryOp)}^({to_typst(right)})"
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            # Typst sets a fraction here and drops both pairs of parentheses.
            return f"({to_typst(left)}) / ({to_typst(right)})"
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            between = " dot " if isinstance(right, ast.Constant) else " "
            return f"{_sum_grouped(left)}{between}{_sum_grouped(right)}"
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return f"{to_typst(left)} + {_grouped(right, ast.UnaryOp)}"
        case ast.BinOp(left=left, right=right):
            return f"{to_typst(left)} - {_sum_grouped(right)}"
        case ast.UnaryOp(op=operator, operand=operand):
            return f"{'-' if isinstance(operator, ast.USub) else ''}{_sum_grouped(operand)}"
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return f"{_NAMES.get(name, name)}({to_typst(argument)})"
    return ast.unparse(node)


def _grouped(node: ast.expr, *kinds: type[ast.expr]) -> str:
    return f"({to_typst(node)})" if isinstance(node, kinds) else to_typst(node)


def _sum_grouped(node: ast.expr) -> str:
    is_sum = isinstance(node, ast.UnaryOp) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    )
    return f"({to_typst(node)})" if is_sum else to_typst(node)
