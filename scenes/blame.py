"""Whose mistake an exception is: the last line in the author's own files, not in what they called."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimlib.errors import OptimError
from scenes.errors import ContentError


@contextmanager
def blamed_on(folder: Path) -> Iterator[None]:
    """Tell whatever goes wrong while a segment's own code runs, with its file and line.

    Examples
    --------
    >>> try:
    ...     with blamed_on(Path("/nowhere")):
    ...         1 / 0
    ... except ContentError as error:
    ...     print(error)
    /nowhere: ZeroDivisionError: division by zero
    """
    try:
        yield
    except ContentError:
        raise
    except Exception as error:
        path, line = place_in(folder, error) or (folder, None)
        raise ContentError(said(error), path=path, line=line) from error


def place_in(folder: Path, error: BaseException) -> tuple[Path, int | None] | None:
    """Return file and line of the last call in a folder, or of what in it is no Python; ``None`` if neither is."""
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(folder):
        return Path(error.filename), error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(folder):
            return Path(frame.filename), frame.lineno
    return None


def said(error: BaseException) -> str:
    """Tell an exception in one line.

    Examples
    --------
    >>> said(KeyError("no mark 'turn'")), said(SyntaxError("invalid syntax", ("a.py", 3, 1, "x y")))
    ("KeyError: no mark 'turn'", 'SyntaxError: invalid syntax')
    """
    if isinstance(error, OptimError):
        return str(error)
    told = error.msg if isinstance(error, SyntaxError) else str(error.args[0] if error.args else "")
    name = type(error).__name__
    return f"{name}: {told.splitlines()[0]}" if told else name
