"""Every public name of a package in one place, found when it is asked for: no list, and no slower import.

A module offers the classes, functions and documented types that it defines itself. One that says `__all__` offers
that instead, and nothing that stands below it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any


def find(package: str, name: str) -> Any:
    """Give the module of this name, or what a module of the package calls so.

    >>> find("optimlib", "noise_floor").__module__
    'optimlib.gradient_noise'
    """
    here = importlib.import_module(package)
    if not name.startswith("_"):
        # Most are called like their file, which is then the only one to be loaded.
        for place in _files(package, here.__path__):
            if place == f"{package}.{name}":
                return importlib.import_module(place)
            if place.rpartition(".")[2].replace("_", "") == name.lower():
                module = importlib.import_module(place)
                if name in _names(module):
                    return getattr(module, name)
        if name in (known := offered(package)):
            return known[name]
    raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=here)


@cache
def offered(package: str) -> Mapping[str, Any]:
    """Give every public name and what it stands for; a name of two different things is left to their modules."""
    here = importlib.import_module(package)
    found: dict[str, Any] = {}
    several = set()
    silent: tuple[str, ...] = ()
    for place in _files(package, here.__path__):
        module = importlib.import_module(place)
        if place.rpartition(".")[0] == package:
            found[place.rpartition(".")[2]] = module
        if place.startswith(silent):
            continue
        if hasattr(module, "__all__"):
            silent = (*silent, f"{place}.")
        for name in _names(module):
            value = getattr(module, name)
            if found.setdefault(name, value) is not value:
                several.add(name)
    return {name: value for name, value in found.items() if name not in several}


def _files(package: str, folders: Iterable[str]) -> Iterator[str]:
    """Name all public modules below a package, each before those below it, without loading any."""
    folders = list(folders)
    for _, name, is_package in pkgutil.iter_modules(folders):
        if name[0] != "_":
            yield f"{package}.{name}"
            if is_package:
                yield from _files(f"{package}.{name}", [f"{folder}/{name}" for folder in folders])


def _names(module: ModuleType) -> Iterator[str]:
    if hasattr(module, "__all__"):
        yield from module.__all__
        return
    types = inspect.get_annotations(module)
    for name, value in vars(module).items():
        can_be_own = inspect.isclass(value) or inspect.isfunction(value)
        is_own = can_be_own and value.__module__ == module.__name__
        if name[0] != "_" and (is_own or name in types):
            yield name
