"""What can be seen of a segment's drawing by reading it: whether every beat is drawn. No manim."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from scenes import catalog
from scenes.blame import blamed_on
from scenes.errors import ContentError


def undrawn(name: str) -> Iterator[ContentError]:
    """Find beats without a method, a class that is missing, and what is no Python.

    A class that is made from another of its author's is left to the check that plays it.
    """
    if not catalog.is_drawn(name):
        return
    folder = catalog.home(name).folder
    path = folder / "scene.py"
    try:
        with blamed_on(folder):
            tree = ast.parse(path.read_bytes(), str(path))
        beats = catalog.story(name).beats
    except ContentError as error:
        yield error
        return
    classes = [one for one in tree.body if isinstance(one, ast.ClassDef)]
    found = next((one for one in classes if catalog.called_like(name, one.name)), None)
    if found is None:
        imported = any(isinstance(one, ast.ImportFrom) for one in tree.body if _brings(one, name))
        if not imported:
            yield catalog.no_class(name, path)
        return
    if [ast.unparse(base) for base in found.bases] == ["Segment"]:
        methods = {one.name for one in found.body if isinstance(one, ast.FunctionDef)}
        for beat in beats:
            if beat not in methods:
                yield catalog.no_method(found.name, beat, path, found.lineno)


def unshown(name: str, screen: Iterable[str]) -> Iterator[str]:
    """Yield on-screen texts that nothing shows, in a segment that is shown by its words alone."""
    if not catalog.is_drawn(name):
        beats = catalog.story(name).beats
        yield from (key for key in screen if key not in beats)


def _brings(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, ast.ImportFrom) and any(
        catalog.called_like(name, one.asname or one.name) for one in statement.names
    )
