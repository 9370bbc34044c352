"""What happens, for programs: one JSON object a line (documented in ``docs/json.md``)."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any, Protocol, TextIO

SCHEMA = 1
"""Goes up when a field is taken away or changes its meaning; new fields and events may come any time."""


class Tell(Protocol):
    """Takes an event, by its name and its fields."""

    def __call__(self, event: str, /, **fields: Any) -> None:
        """Tell that something has happened."""


def nobody(event: str, /, **fields: Any) -> None:
    """Tell nobody."""


class JsonLines:
    """Writes every event as a line of its own, at once.

    Examples
    --------
    >>> import sys
    >>> JsonLines(sys.stdout)("film", seconds=2.5, files=("a.mp4",))
    {"event": "film", "seconds": 2.5, "files": ["a.mp4"]}
    """

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def __call__(self, event: str, /, **fields: Any) -> None:
        """Write an event."""
        line = json.dumps({"event": event, **plain(fields)}, allow_nan=False)
        self.out.write(line + "\n")
        self.out.flush()


def plain(value: Any) -> Any:
    """Turn a value into what JSON has; a number that is not finite becomes null, what has no form its name.

    Examples
    --------
    >>> plain({"a": (1.5, float("nan"), True)})
    {'a': [1.5, None, True]}
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if hasattr(value, "tolist"):
        # An array or a number of NumPy's, which this file does not load.
        return plain(value.tolist())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return str(value)
