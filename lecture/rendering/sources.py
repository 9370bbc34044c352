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
    named, handed_out = _named_in(path, package)
    wanted |= {module for module in named if _folder(module.split(".")[0])}
    for whole in handed_out:
        wanted |= _below(whole)
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


def _namespaces(tree: ast.Module) -> Iterator[str]:
    """Name our packages that this module asks for names which the package itself finds at run time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            # `import optimlib` may be followed by any name of it.
            yield from (alias.name for alias in node.names if _found_at_run_time(alias.name, ""))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (node.module for alias in node.names if _found_at_run_time(node.module, alias.name))


@cache
def _found_at_run_time(package: str, name: str) -> bool:
    """Say whether a name of a package of ours is neither a module nor bound, but handed out by its `__getattr__`."""
    path = _file(package)
    if path is None or path.name != "__init__.py" or (name and _file(f"{package}.{name}")):
        return False
    bound: set[str] = set()
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.ImportFrom):
            bound |= {alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef):
            bound.add(node.name)
    return "__getattr__" in bound and name not in bound


def _below(package: str) -> set[str]:
    place = _file(package)
    assert place is not None
    files = (file.relative_to(place.parent).with_suffix("") for file in place.parent.rglob("*.py"))
    return {".".join((package, *file.parts)).removesuffix(".__init__") for file in files}


@cache
def _named_in(path: Path, package: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the modules that a file names, and the packages of which it asks for names found at run time."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        # Whoever runs it tells what is wrong, with file and line.
        return frozenset(), frozenset()
    return frozenset(_named(tree, package)), frozenset(_namespaces(tree))


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
