"""Which of our own source files a module can reach by import, found by reading, not by importing."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

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


@cache
def _imports(name: str, path: Path) -> tuple[str, ...]:
    is_package = path.name == "__init__.py"
    package = name if is_package else name.rpartition(".")[0]
    # Importing a.b.c runs a and a.b first.
    wanted = {name.rsplit(".", level)[0] for level in range(1, name.count(".") + 1)}
    tree = ast.parse(path.read_bytes())
    named = set(_named(tree, package))
    for handed_out in _namespaces(tree):
        wanted |= _below(handed_out)
    wanted |= {module for module in named if module.split(".")[0] in OURS}
    if is_package and named & FINDERS:
        wanted |= {f"{name}.{file.stem}" for file in path.parent.glob("[!_]*.py")}
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
def _file(name: str) -> Path | None:
    root, *rest = name.split(".")
    if root not in OURS:
        return None
    spec = PathFinder.find_spec(root)
    if spec is None or not spec.submodule_search_locations:
        return None
    place = Path(spec.submodule_search_locations[0], *rest)
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return path
    return None
