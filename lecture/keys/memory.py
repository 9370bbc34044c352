"""What was found out about a file, kept from run to run for as long as nobody has touched the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import time_ns
from typing import Any

from lecture.errors import OutputError
from lecture.files import CACHE, replacing
from lecture.keys.loaded import signature

SETTLED = 2_000_000_000
"""Nanoseconds after its last change from which on a file's times tell its states apart, whatever the disk's clock."""

_known: dict[str, list[Any]] = {}
_written: set[str] = set()
_kept: list[Path] = []
"""The file that it is kept in, while there is one."""


def remembered(kind: Callable[[Path], Any], path: Path) -> Any:
    """Return what ``kind`` finds out about a file (plain JSON), asking it once for each state of the file.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    name = f"{kind.__qualname__} {path}"
    stands = signature(path)
    if (known := _known.get(name)) and stands and known[0] == list(stands):
        return known[1]
    found = kind(path)
    if stands == signature(path) and stands and time_ns() - max(stands[:2]) > SETTLED:
        _known[name] = [list(stands), found]
    return found


@contextmanager
def recalling(file: Path) -> Iterator[None]:
    """Know what was found out in earlier runs, and hand on what is found out in this one."""
    recall(file)
    _kept.append(file)
    try:
        yield
        keep()
    finally:
        _kept.pop()


def recall(file: Path) -> None:
    """Know what is kept in a file, if it is whole and was found out by the same code."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        told = json.loads(file.read_text(encoding="utf-8"))
        if told["found by"] == _finders():
            _known.update({name: [list(stands), found] for name, (stands, found) in told["known"].items()})
    _written.update(_known)


def keep() -> str:
    """Hand on what was found out up to now; return the file that it is kept in, empty if there is none."""
    if not _kept:
        return ""
    if set(_known) != _written:
        # Without it the next run reads the files again: that is all.
        with suppress(OutputError), replacing(_kept[-1], CACHE) as draft:
            draft.write_text(json.dumps({"found by": _finders(), "known": _known}), encoding="utf-8")
            _written.update(_known)
    return str(_kept[-1].absolute())


@cache
def _finders() -> str:
    return sha256(
        b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    ).hexdigest()
