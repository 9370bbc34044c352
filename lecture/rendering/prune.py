"""Make the cache smaller: what has been of no use for longest goes first, and nothing that is in use now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lecture.files import CACHE, sweep, unwritable
from lecture.rendering.cache import Cache

_KEPT = re.compile(r"([0-9a-f]{32,64})\.")
"""How the names of what is kept begin: nothing else is touched, whatever the folder is."""


@dataclass(frozen=True)
class Kept:
    """One result: its kind, its files, their size in bytes, and when it was last of use (seconds since 1970)."""

    kind: str
    files: tuple[Path, ...]
    size: int
    used: float


def kept(cache: Cache) -> list[Kept]:
    """List all results, those that have been of no use for longest first."""
    found = [entry for kind, folder in cache.folders().items() for entry in _in_folder(kind, folder)]
    return sorted(found, key=lambda entry: entry.used)


def prune(cache: Cache, *, before: float | None = None, room: int | None = None) -> list[Kept]:
    """Remove what was last of use before a time, then as much as it takes to fit into so many bytes.

    What is in use by anybody stays, so more may be left than there is room for.

    Returns
    -------
    list[Kept]
        What was removed.

    Raises
    ------
    OutputError
        If something cannot be removed.
    """
    removed: list[Kept] = []
    if not cache.root.is_dir():
        return removed
    with cache.closed() as since:
        entries = kept(cache)
        total = sum(entry.size for entry in entries)
        for entry in entries:
            old = before is not None and entry.used < before
            too_much = room is not None and total > room
            in_use = since is not None and entry.used >= since
            if (old or too_much) and not in_use:
                _remove(entry)
                removed.append(entry)
                total -= entry.size
        for folder in (cache.root, *cache.folders().values()):
            sweep(folder)
    return removed


def _in_folder(kind: str, folder: Path) -> Iterator[Kept]:
    found: dict[str, list[Path]] = {}
    for path in folder.glob("*") if folder.is_dir() else ():
        if match := _KEPT.match(path.name):
            found.setdefault(match[1] if kind != "receipts" else path.name, []).append(path)
    for files in found.values():
        stats = []
        for path in files:
            # Somebody else may be clearing up at this moment.
            with suppress(FileNotFoundError):
                stats.append(path.stat())
        if stats:
            used = max(told.st_mtime for told in stats)
            yield Kept(kind, tuple(files), sum(told.st_size for told in stats), used)


def _remove(entry: Kept) -> None:
    # The note goes first: without it, what is left is taken for nothing.
    for path in sorted(entry.files, key=lambda path: path.suffix != ".json"):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(path, error, CACHE) from error
