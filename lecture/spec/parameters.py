"""The parameters of a segment: validated, and every mistake in them told."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lecture.errors import SpecError, content_as, together
from lecture.nearest import hint_for
from scenes import catalog
from scenes.narration.toml_lines import Key, TomlLines
from scenes.parameters import SegmentParams

LONGEST_TOLD = 80
"""Characters of a wrong value that are told again."""


def parameters_from(
    segment: str,
    values: Mapping[str, Any],
    path: Path | None = None,
    lines: TomlLines | None = None,
    key: Key = (),
) -> SegmentParams:
    """Validate the parameters of a segment.

    Raises
    ------
    SpecError
        With every mistake, each with its line in the lecture file.
    """
    with content_as(SpecError):
        model = catalog.story(segment).parameters
    try:
        # JSON mode: an array may stand for a point, but a text never for a number.
        given = json.dumps(_placed(values, model, path), default=str)
    except ValueError as error:
        hint = "write a smaller one, with the digits that count"
        raise SpecError("a number has too many digits", hint, path=path, segment=segment) from error
    try:
        return model.model_validate_json(given)
    except ValidationError as error:
        mistakes = []
        for one in error.errors():
            name, what, hint = _told(one, model)
            line = lines.line((*key, name)) if lines else None
            mistakes.append(SpecError(what, hint, path=path, line=line, segment=segment))
        raise together(mistakes) from error


def _placed(values: Mapping[str, Any], model: type[SegmentParams], file: Path | None) -> dict[str, Any]:
    """Read a path in a lecture file as one beside that file, elsewhere as one in the working folder."""
    beside = file.parent if file else Path()
    return {
        name: str((beside / value).absolute()) if isinstance(value, str) and _is_path(name, model) else value
        for name, value in values.items()
    }


def _is_path(name: str, model: type[SegmentParams]) -> bool:
    kind = model.model_fields[name].annotation if name in model.model_fields else None
    return kind is Path or Path in get_args(kind)


def value_of(text: str) -> Any:
    """Read the value of ``--set``: TOML, a point in round brackets as it is printed, or plain text.

    Examples
    --------
    >>> value_of("0.9"), value_of("(-6, 1)"), value_of("bowl")
    (0.9, [-6, 1], 'bowl')
    """
    toml = f"[{text[1:-1]}]" if text.startswith("(") and text.endswith(")") else text
    try:
        return tomllib.loads(f"value = {toml}")["value"]
    except (ValueError, RecursionError):
        return text


def short(value: Any) -> str:
    """Write what was given, on one line and not too long.

    Examples
    --------
    >>> short(True), short([1, 2])
    ('true', '[1, 2]')
    """
    try:
        told = str(value).lower() if isinstance(value, bool) else repr(value)
    except ValueError:
        return "a number of very many digits"
    return cut(told)


def cut(told: str) -> str:
    """Cut a text that is too long to be told again."""
    return told if len(told) <= LONGEST_TOLD else f"{told[:LONGEST_TOLD]}…"


def plain(message: str) -> str:
    """Tell a message of pydantic in our words."""
    if message == "Input should be a valid array":
        return "it should be numbers in brackets, such as [-7.0, 2.0]"
    message = message.removeprefix("Value error, ").removeprefix("Input should be ")
    return f"it should be {message}" if message[:1].islower() and "got" not in message else message


def _told(error: ErrorDetails, model: type[SegmentParams]) -> tuple[str, str, str]:
    """Return the parameter that is wrong, what is wrong with it, and a hint."""
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        return name, f"unknown parameter '{name}'", hint_for(name, model.model_fields)
    meaning = model.model_fields[name].description or "" if name in model.model_fields else ""
    what = f"{name} = {short(error['input'])}: {plain(error['msg'])}"
    return name, what, meaning and f"{name}: {meaning}"
