"""How our source stood when this process began. Standard library only, and loaded before all else.

A process can read the files of its modules, but not what it once loaded from them. As long as a file has not been
touched since the process began, both are the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

OURS = ("optimlib", "scenes", "lecture")

Signature = tuple[int, int, int, int]
"""Times of writing and of any change in nanoseconds, size in bytes, and number on its disk."""


def signature(path: Path | str) -> Signature | None:
    """Tell a state of a file from any other, without reading it; ``None`` if it is not there."""
    try:
        told = os.stat(path)
    except OSError:
        return None
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino


def touched(files: Iterable[Path]) -> list[Path]:
    """Return those of these files that have changed since the process began, or since they were first asked for."""
    return [path for path in files if _stood.setdefault(str(path), signature(path)) != signature(path)]


def watch(place: Path) -> None:
    """Remember how the source in a place stands, before any of it is loaded: files of its shelves and below."""
    for pattern in ("*/*.py", "*/*/*.py"):
        for path in place.glob(pattern):
            _stood.setdefault(str(path), signature(path))
            forget_stale_code(str(path), _stood[str(path)])


@cache
def folder_of(package: str) -> Path | None:
    """Return the folder of a package of ours, without importing it."""
    spec = PathFinder.find_spec(package)
    locations = spec.submodule_search_locations if spec else None
    return Path(next(iter(locations))) if locations else None


def _source_files() -> Iterator[str]:
    for package in OURS:
        folder = folder_of(package)
        for root, folders, files in os.walk(folder) if folder else ():
            if "__pycache__" in folders:
                folders.remove("__pycache__")
            yield from (os.path.join(root, name) for name in files if name.endswith(".py"))


def forget_stale_code(source: str, stands: Signature | None) -> None:
    """Remove compiled code that is older than its source.

    Python compares whole seconds, and would take code compiled between two saves within one second for current.
    """
    folder, name = os.path.split(source)
    code = os.path.join(
        folder, "__pycache__", f"{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"
    )
    compiled = signature(code)
    if compiled and stands and compiled[0] < stands[0]:
        try:
            os.unlink(code)
        except OSError:
            return


_stood: dict[str, Signature | None] = {}
for _path in _source_files():
    _stood[_path] = signature(_path)
    forget_stale_code(_path, _stood[_path])
