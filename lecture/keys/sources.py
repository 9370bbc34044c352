"""Which of our own source files a module can reach by import, found by reading, not by importing.

Comments, docstrings and the way lines are broken do not count: see :mod:`lecture.keys.syntax`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from lecture.keys.loaded import OURS, folder_of
from lecture.keys.syntax import syntax
from optimlib import places

FINDERS = {"pkgutil", "importlib", "optimlib.discovery"}
"""A package that imports one of these finds its modules by name at run time: those that are named count."""


KEYS = "lecture.keys."
"""What decides under which name a result is kept has no part in the result; what it pins is an ingredient itself."""


@dataclass(frozen=True)
class Reach:
    """What a module can reach: our modules with their files, and the foreign packages that these import."""

    files: Mapping[str, Path]
    foreign: frozenset[str]

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each module's syntax, by the name that it has on every machine.

        Where one of them reads source or docstrings itself, the whole text of all counts.
        """
        read = {_everywhere(name): syntax(path) for name, path in sorted(self.files.items())}
        whole = any(module.reads_text for module in read.values())
        return {name: module.text if whole else module.digest for name, module in read.items()}

    def text_digests(self) -> dict[str, str]:
        """Return the SHA-256 of each module's whole text."""
        return {_everywhere(name): syntax(path).text for name, path in sorted(self.files.items())}


def reach(modules: Iterable[str], named: Iterable[str] = ()) -> Reach:
    """Follow the imports of these modules, wherever they stand in a file.

    Parameters
    ----------
    modules
        Names to begin with; those that are not ours are left out.
    named
        Names by which modules are asked for at run time (``"ravine"``), as parameters and facts hold them.
    """
    # What is imported below a voice or a film is the same for every cue and language.
    return _reach(tuple(modules), frozenset(named), places.own_folders())


@cache
def _reach(modules: tuple[str, ...], named: frozenset[str], beside: tuple[Path, ...]) -> Reach:
    files: dict[str, Path] = {}
    foreign: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if name in files or path is None or f"{name}.".startswith(KEYS):
            continue
        files[name] = path
        imported = _absolute(name, path)
        foreign |= {module.partition(".")[0] for module in imported}
        waiting += imported
        # Importing a.b.c runs a and a.b first.
        waiting += [name.rsplit(".", level)[0] for level in range(1, name.count(".") + 1)]
        waiting += _found_by_name(name, path, imported, named)
        files |= {f"{name}:{helper.name}": helper for helper in _programs(path)}
    ours = {name.partition(".")[0] for name in files}
    return Reach(files, frozenset(foreign - ours - sys.stdlib_module_names))


def named_at_run_time(reached: Reach) -> dict[str, str]:
    """Return the digests of the modules that this process has found by name, beyond what is reached anyway.

    Where all that a package has was loaded, what it has counts too: somebody went through the list.
    """
    found: dict[str, Path] = {}
    for name, path in reached.files.items():
        if path.name != "__init__.py" or not set(_absolute(name, path)) & FINDERS:
            continue
        standing = dict(_standing(name, path))
        mine = {module: file for module, file in standing.items() if module in sys.modules}
        found |= {module: file for module, file in mine.items() if module not in reached.files}
        if len(mine) == len(standing):
            found[f"{name}.*"] = path.parent
    return {name: digest_of(name, path) for name, path in sorted(found.items())}


def digest_of(name: str, path: Path) -> str:
    """Hash one module's syntax, or the names that a folder holds."""
    if not name.endswith(".*"):
        return syntax(path).digest
    listed = sorted(module for module, _ in _standing(name.removesuffix(".*"), path / "__init__.py"))
    return sha256("\n".join(listed).encode()).hexdigest()


def unchanged(digests: Mapping[str, str]) -> bool:
    """Whether modules told by :func:`named_at_run_time` stand as they did."""
    for name, digest in digests.items():
        path = _file(name.removesuffix(".*"))
        if path is None or digest_of(name, path.parent if name.endswith(".*") else path) != digest:
            return False
    return True


def _absolute(name: str, path: Path) -> list[str]:
    """Return the full names of what a module imports."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = []
    for level, module, names in syntax(path).imports:
        root = package.rsplit(".", level - 1)[0] if level > 1 else package
        base = f"{root}.{module}".rstrip(".") if level else module
        found.append(base)
        # `from package import module` names a module.
        file = _file(base)
        if file is None or file.name == "__init__.py":
            found += [f"{base}.{one}" for one in names]
        if file is not None and _hands_out(base, file, names):
            found += _below(base, file.parent)
    return found


def _hands_out(package: str, file: Path, names: Iterable[str]) -> bool:
    """Whether a package finds what it is asked for at run time: it is neither a module nor bound in it.

    Who imports the package itself may ask for anything.
    """
    bound = syntax(file).hands_out
    if bound is None or file.name != "__init__.py":
        return False
    return not names or any(name not in bound and not _file(f"{package}.{name}") for name in names)


def _below(package: str, folder: Path) -> list[str]:
    files = (file.relative_to(folder).with_suffix("") for file in folder.rglob("*.py"))
    return [".".join((package, *file.parts)).removesuffix(".__init__") for file in files]


def _found_by_name(name: str, path: Path, imported: Iterable[str], named: frozenset[str]) -> list[str]:
    if path.name != "__init__.py" or not set(imported) & FINDERS:
        return []
    return [module for module, _ in _standing(name, path) if module.rpartition(".")[2] in named]


def _standing(package: str, path: Path) -> Iterator[tuple[str, Path]]:
    """Return the modules that a package finds by name, in every place."""
    for shelf in places.shelves(path.parent.name, places.Shelf(path.parent, package)):
        for file in shelf.folder.glob("[!_]*.py"):
            yield f"{shelf.package}.{file.stem}", file


def _programs(path: Path) -> Iterator[Path]:
    """Return the files beside a module that it runs as programs of their own: it holds their names."""
    for name in syntax(path).programs:
        program = path.with_name(name) if "/" not in name else path
        if program != path and program.is_file():
            yield program


def _everywhere(name: str) -> str:
    """Name a module of one's own folder by the folder's rank, not by its path."""
    root, dot, rest = name.partition(".")
    for rank, folder in enumerate(places.own_folders()):
        if places.folder_of(root) == folder:
            return f"own {rank}{dot}{rest}"
    return name


def _folder(root: str) -> Path | None:
    """Return the folder of a package that is ours or stands in a place that is looked in."""
    return folder_of(root) if root in OURS else places.folder_of(root)


def _file(name: str) -> Path | None:
    root, *rest = name.split(".")
    top = _folder(root)
    return None if top is None else _below_folder(top, *rest)


@cache
def _below_folder(top: Path, *names: str) -> Path | None:
    """Return the file of a module; where modules come and go while a process runs, what it found first stays."""
    place = top.joinpath(*names)
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return path
    return None
