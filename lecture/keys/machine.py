"""What of this machine reaches a picture: fonts, libraries, the driver of surfaces. Found once a process."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from lecture.keys import pinned
from lecture.keys.memory import remembered
from lecture.keys.values import file_digest
from scenes import theme
from scenes.components.text.typesetting import fonts as every_font

DISTRIBUTIONS = {"cairo": "pycairo", "PIL": "pillow"}
"""Packages that are not installed under the name that they are imported by, where looking them up takes long."""


@cache
def fonts() -> dict[str, Any]:
    """Tell the family that text is set in, with the hash of its files, and what else might stand in for it.

    A character that the family lacks is taken from any other font that is here: those are told by name and size.
    What travels inside Typst is told by Typst's version.
    """
    here = every_font().fonts()
    families = {font.family for font in here}
    chosen = next((family for family in theme.TEXT_FONTS if family in families), "")
    files = {Path(font.path) for font in here if font.path and font.family == chosen}
    others = {
        (
            font.family,
            font.style,
            font.weight,
            font.stretch,
            Path(font.path).name,
            Path(font.path).stat().st_size,
        )
        for font in here
        if font.path and Path(font.path) not in files
    }
    return {
        "family": chosen,
        "files": sorted(remembered(file_digest, file) for file in files),
        "others": [list(map(str, other)) for other in sorted(others)],
    }


@cache
def driver() -> dict[str, str]:
    """Tell what draws surfaces; empty where there is nothing that could."""
    # The module has no manim in it: it is the one place that knows how a context is opened.
    from scenes.components.surface.surface_gl import open_context
    from scenes.errors import ContentError

    try:
        context = open_context()
    except ContentError:
        return {}
    try:
        told = {name: str(context.info[name]) for name in ("GL_RENDERER", "GL_VERSION")}
    finally:
        context.release()
    return told | pinned.drivers()


@cache
def versions(packages: frozenset[str]) -> dict[str, str]:
    """Return the versions of these packages and of all that they need, of Python, and of the library cairo."""
    found: dict[str, str] = {}
    waiting = [name for package in packages for name in _distributions(package)]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found and (installed := _installed(name)):
            found[name], needed = installed
            waiting += needed
    if "pycairo" in found:
        import cairo

        found["cairo"] = cairo.cairo_version_string()
    return {"python": f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}", **found}


@cache
def _installed(distribution: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the version of what is installed under a name, and the names of all that it needs."""
    try:
        found = metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        return None
    return found.version, tuple(filter(None, map(_required, found.requires or ())))


def _required(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    return name[0] if name and "extra ==" not in requirement else ""


def _distributions(package: str) -> Iterable[str]:
    name = DISTRIBUTIONS.get(package, package)
    return (name,) if _installed(name) else metadata.packages_distributions().get(package, ())
