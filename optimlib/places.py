"""Where things are found by name: beside one's own work, in installed packages, and in this one, in that order.

A place is a folder that may hold ``optimizers``, ``objectives`` and whatever else is found by the name of its file or
folder. Nothing is imported until it is asked for by name, so a broken file spoils nothing but itself. A package makes
itself a place by an entry point of the group :data:`GROUP` that names it::

    [project.entry-points.optim_lectures]
    my_course = "my_course"
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

# For those alone who look for things by name.
__all__: list[str] = []

GROUP = "optim_lectures"
"""The group of entry points by which installed packages say that they are places."""

_OWN = "own_"
"""How the names begin under which modules of one's own folders are imported."""

_beside: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """A folder of things of one kind, and the name of the package that it is; without ``origin`` it is ours."""

    folder: Path
    package: str
    origin: str = ""


@contextmanager
def beside(folder: Path | str | None) -> Iterator[None]:
    """Look in this folder first, for as long as the context lasts; ``None`` changes nothing.

    >>> with beside("/nowhere"):
    ...     [str(folder) for folder in own_folders()]
    ['/nowhere']
    """
    global _beside  # noqa: PLW0603 (like sys.path: what is found by name depends on it in the whole process)
    before = _beside
    if folder is not None:
        _beside = (Path(folder).resolve(), *(one for one in before if one != Path(folder).resolve()))
    try:
        yield
    finally:
        _beside = before


def own_folders() -> tuple[Path, ...]:
    """Return the folders that are looked in first, the nearest one first."""
    return _beside


def shelves(kind: str, stock: Shelf) -> tuple[Shelf, ...]:
    """List the folders that hold things of a kind (``"optimizers"``), nearest first, ``stock`` last."""
    places = [*((_package_of(folder), folder, str(folder)) for folder in _beside), *_installed()]
    found = (Shelf(folder / kind, f"{package}.{kind}", origin) for package, folder, origin in places)
    return (*(shelf for shelf in found if shelf.folder.is_dir()), stock)


def folder_of(package: str) -> Path | None:
    """Return the folder of a place by the package it is imported as; ``None`` if there is no such place.

    >>> with beside("/nowhere"):
    ...     folder_of(_package_of(Path("/nowhere"))) == Path("/nowhere")
    True
    """
    named = {_package_of(folder): folder for folder in _beside}
    named |= {name: folder for name, folder, _ in _installed()}
    return named.get(package)


def _package_of(folder: Path) -> str:
    """Let modules of a folder be imported under a name that is its own, whatever else is called like it."""
    name = _OWN + sha256(str(folder).encode()).hexdigest()[:12]
    if name not in sys.modules:
        package = ModuleType(name, f"What stands in {folder}.")
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return name


@cache
def _installed() -> tuple[tuple[str, Path, str], ...]:
    """Package, folder and distribution of every installed place, in alphabetical order."""
    from importlib.metadata import entry_points

    found = []
    for entry in sorted(entry_points(group=GROUP)):
        # Found, not imported: a package of somebody else's runs when one of its things is asked for.
        spec = PathFinder.find_spec(entry.value)
        if spec is not None and spec.submodule_search_locations:
            told = entry.dist.name if entry.dist else entry.name
            found += [(entry.value, Path(next(iter(spec.submodule_search_locations))), told)]
    return tuple(found)
