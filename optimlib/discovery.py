"""Find a class by the name of the file it stands in, so that adding one means adding one file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import traceback
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from optimlib import places
from optimlib.errors import OptimError
from optimlib.places import Shelf

# For this package alone.
__all__: list[str] = []


def found(kind: str, stock: Shelf) -> dict[str, tuple[Shelf, ...]]:
    """Return the shelves on which each name stands, nearest first.

    Names that start with an underscore are private.
    """
    standing: dict[str, tuple[Shelf, ...]] = {}
    for shelf in places.shelves(kind, stock):
        for module in pkgutil.iter_modules([str(shelf.folder)]):
            if not module.name.startswith("_"):
                standing[module.name] = (*standing.get(module.name, ()), shelf)
    return dict(sorted(standing.items()))


def names(kind: str, stock: Shelf) -> tuple[str, ...]:
    """List what there is of a kind, in alphabetical order."""
    return tuple(found(kind, stock))


def make(kind: str, stock: Shelf, name: str, options: Mapping[str, object]) -> Any:
    """Call the class in the nearest file `name`.py that is called like its file, whatever its capitals."""
    known = found(kind, stock)
    one = kind.removesuffix("s")
    if name not in known:
        raise OptimError.unknown(one, name, known)
    shelf = known[name][0]
    module = _imported(shelf, name)
    wanted = name.replace("_", "")
    classes = {key.lower(): value for key, value in vars(module).items() if inspect.isclass(value)}
    if wanted not in classes:
        raise OptimError(str(module.__file__), sorted(classes), f"a class {name.title().replace('_', '')}")
    accepted = inspect.signature(classes[wanted]).parameters
    for option in options:
        if option not in accepted:
            raise OptimError.unknown(f"parameter of {name}", option, accepted)
    return classes[wanted](**options)


def _imported(shelf: Shelf, name: str) -> ModuleType:
    """Import a module; what goes wrong in one that is not ours is told with its file and line."""
    try:
        return importlib.import_module(f"{shelf.package}.{name}")
    except Exception as error:
        if not shelf.origin:
            raise
        path = next(shelf.folder.glob(f"{name}.py"), shelf.folder / name)
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        line = error.lineno if isinstance(error, SyntaxError) else frames[-1].lineno if frames else None
        place = f"{path}:{line}" if line else str(path)
        raise OptimError(place, f"{type(error).__name__}: {error}", "a file that can be imported") from error
