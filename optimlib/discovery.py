"""Find a class by the name of the file it stands in, so that adding one means adding one file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Mapping
from typing import Any

from optimlib.errors import OptimError

# For this package alone.
__all__: list[str] = []


def names(search_path: Iterable[str]) -> tuple[str, ...]:
    """List the modules of a package, but for those that start with an underscore."""
    found = (module.name for module in pkgutil.iter_modules(list(search_path)))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def make(
    kind: str, package: str, search_path: Iterable[str], name: str, options: Mapping[str, object]
) -> Any:
    """Call the class in `package`/`name`.py that is called like its file, whatever its capitals."""
    known = names(search_path)
    if name not in known:
        raise OptimError.unknown(kind, name, known)
    module = importlib.import_module(f"{package}.{name}")
    wanted = name.replace("_", "")
    found = next(
        value for key, value in vars(module).items() if key.lower() == wanted and inspect.isclass(value)
    )
    accepted = inspect.signature(found).parameters
    for option in options:
        if option not in accepted:
            raise OptimError.unknown(f"parameter of {name}", option, accepted)
    return found(**options)
