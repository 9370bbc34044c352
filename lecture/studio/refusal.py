"""What is wrong with a question: in a sentence, with its place in the question, and in an expression its columns."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import Any

from pydantic import ValidationError

from optimlib.errors import OptimError

_NAMED = re.compile(r"expression: got (?P<source>'.*'|\".*\") at column (?P<column>\d+), ")
_FAULT = re.compile(r"expression: got .* with a fault at column (?P<column>\d+), ")
_UNKNOWN_SLOPE = "whose derivatives are elementary"


def refusal(error: ValidationError) -> dict[str, Any]:
    """Tell the first mistake: ``what``, ``where``, and ``columns`` of an expression, from 0, where it has a place.

    There ``key`` is what the page says of it in its own language, with ``values``.

    Examples
    --------
    >>> from scenes.choices import ObjectiveChoice
    >>> try:
    ...     ObjectiveChoice.model_validate("x**2 + foo")
    ... except ValidationError as error:
    ...     refusal(error)["columns"]
    [7, 10]
    """
    first = error.errors()[0]
    what = first["msg"].removeprefix("Value error, ")
    cause = first.get("ctx", {}).get("error")
    where = [str(part) for part in first["loc"]]
    told: dict[str, Any] = {"what": what, "where": where}
    if not isinstance(cause, OptimError) or cause.what != "expression":
        if isinstance(cause, OptimError):
            return told | _refused(what, cause.what, cause.got)
        return told | _refused(what, ".".join(where), first["input"])
    place = _place(cause)
    if place is None:
        return told
    begin, end = place
    named = _NAMED.match(str(cause))
    part = ast.literal_eval(named["source"]) if named else str(cause.got)[begin:end]
    key = "expression_part"
    if _UNKNOWN_SLOPE in what:
        key = "expression_slope"
        told["what"] = f"expression: '{part}' at column {begin + 1} has no derivatives that are elementary"
    elif _FAULT.match(str(cause)):
        key = "expression_fault"
    values = {"part": part, "column": begin + 1, "expected": str(cause).partition(", expected ")[2]}
    return {**told, "columns": [begin, end], "key": key, "values": values}


def mistake(error: Exception) -> dict[str, Any]:
    """Tell a mistake that has no place in the question.

    Examples
    --------
    >>> mistake(OptimError("steps", 0, "a whole number of at least 1"))["values"]["name"]
    'steps'
    """
    what = " ".join(str(error).split())
    named = _refused(what, error.what, error.got) if isinstance(error, OptimError) else {}
    return {"what": what, "where": [], **named}


def _refused(what: str, name: str, got: object) -> dict[str, Any]:
    """Name what the page says of it where its language is not the library's."""
    shown = textwrap.shorten(str(got), 40, placeholder=" …")
    return {"key": "refused", "values": {"what": what, "name": name, "got": shown}}


def _place(error: OptimError) -> tuple[int, int] | None:
    """Return where in its text an expression is wrong: from and to, from 0."""
    told = str(error)
    if found := _NAMED.match(told):
        begin = int(found["column"]) - 1
        return begin, begin + len(ast.literal_eval(found["source"]))
    if found := _FAULT.match(told):
        begin = int(found["column"]) - 1
        return begin, begin + 1
    return _without_slope(str(error.got)) if _UNKNOWN_SLOPE in told else None


def _without_slope(text: str) -> tuple[int, int] | None:
    """Return the smallest part of an expression that cannot be differentiated."""
    from optimlib.expression import expression

    lead = len(text) - len(text.lstrip())
    line = text.strip()
    parts = [node for node in ast.walk(ast.parse(line, mode="eval")) if isinstance(node, ast.expr)]
    sources = {node: ast.get_source_segment(line, node) or "" for node in parts}
    for node in sorted(parts, key=lambda node: len(sources[node])):
        try:
            expression(sources[node])
        except OptimError as error:
            if _UNKNOWN_SLOPE in str(error):
                begin = lead + len(line.encode()[: node.col_offset].decode())
                return begin, begin + len(sources[node])
    return None
