"""Hashes of values: of plain JSON values, and of whatever facts and parameters are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import file_digest as _file_digest
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np


def digest(value: Any) -> str:
    """Return the SHA-256 of plain JSON values.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode(errors="surrogateescape")).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return _file_digest(file, "sha256").hexdigest()


def plain(value: Any) -> Any:
    """Tell any value that can be copied to another process in plain JSON values, to the last bit.

    Equal values are told equally, in whatever process. The order of mappings counts, that of sets does not.

    Raises
    ------
    TypeError
        If a part of it has no value of its own, such as an open file.

    Examples
    --------
    >>> plain((1, 0.5, "a")) == plain((1, 0.5, "a"))
    True
    >>> plain(np.array([1.0])) == plain([1.0])
    False
    """
    if value is None or isinstance(value, bool | str) or type(value) is int:
        return value
    if isinstance(value, float) and type(value) is float:
        return ["float", value.hex()]
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        data = sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
        return ["array", str(value.dtype), list(value.shape), data]
    kind = type(value).__qualname__
    if isinstance(value, type) or kind in ("function", "builtin_function_or_method"):
        # What a function does is source, and counted there.
        return ["named", value.__qualname__]
    if isinstance(value, np.ufunc):
        return ["named", value.__name__]
    if isinstance(value, bytes | bytearray):
        return [kind, value.hex()]
    if isinstance(value, Mapping):
        return [kind, [[plain(key), plain(one)] for key, one in value.items()]]
    if isinstance(value, set | frozenset):
        return [kind, sorted(map(plain, value), key=json.dumps)]
    if isinstance(value, list | tuple):
        return [kind, [plain(one) for one in value]]
    reduced = value.__reduce_ex__(4)
    arguments, state = reduced[1], reduced[2] if len(reduced) > 2 else None
    return [kind, plain(arguments), plain(state)]


def texts(told: Any) -> Iterator[str]:
    """Find every text in what :func:`plain` has told."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for one in told:
            yield from texts(one)
