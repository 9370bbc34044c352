"""Which of our own source files a module can reach by import, found by reading, not by importing."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

from optimlib import places

OURS = ("optimlib", "scenes", "lecture")
FINDERS = {"pkgutil", "importlib", "optimlib.discovery"}
"""A package that imports one of these finds its modules by name at run time: all of them count."""


def fingerprint(modules: Iterable[str]) -> str:
    """Return the SHA-256 over names and contents of all that these modules can reach."""
    total = hashlib.sha256()
    for name, path in sorted(reachable(modules).items()):
        total.update(f"{name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def reachable(modules: Iterable[str]) -> dict[str, Path]:
    """Return our modules reachable from these, themselves included, with their files."""
    found: dict[str, Path] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if name in found or path is None:
            continue
        found[name] = path
        waiting += _imports(name, path)
    return found


def _imports(name: str, path: Path) -> tuple[str, ...]:
    is_package = path.name == "__init__.py"
    package = name if is_package else name.rpartition(".")[0]
    # Importing a.b.c runs a and a.b first.
    wanted = {name.rsplit(".", level)[0] for level in range(1, name.count(".") + 1)}
    named = _named_in(path, package)
    wanted |= {module for module in named if _folder(module.split(".")[0])}
    if is_package and named & FINDERS:
        shelves = places.shelves(path.parent.name, places.Shelf(path.parent, name))
        wanted |= {f"{one.package}.{file.stem}" for one in shelves for file in one.folder.glob("[!_]*.py")}
    return tuple(wanted)


def _named(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                root = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
                base = f"{root}.{base}".rstrip(".")
            yield base
            # `from package import module` names a module; for anything else no file is found.
            yield from (f"{base}.{alias.name}" for alias in node.names)


@cache
def _named_in(path: Path, package: str) -> frozenset[str]:
    return frozenset(_named(ast.parse(path.read_bytes()), package))


def _folder(root: str) -> Path | None:
    """Return the folder of a package that is ours or stands in a place that is looked in."""
    if root not in OURS:
        return places.folder_of(root)
    spec = PathFinder.find_spec(root)
    locations = spec.submodule_search_locations if spec else None
    return Path(next(iter(locations))) if locations else None


def _file(name: str) -> Path | None:
    root, *rest = name.split(".")
    top = _folder(root)
    if top is None:
        return None
    place = top.joinpath(*rest)
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return path
    return None
