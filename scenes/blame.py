"""Whose mistake an exception is: the last line in the author's own files, not in what they called."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimlib import places
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
        path, line = place_in(folder, error, *places.own_folders()) or (folder, None)
        raise ContentError(said(error), path=path, line=line) from error


def place_in(folder: Path, error: BaseException, *more: Path) -> tuple[Path, int | None] | None:
    """Return file and line of the last call in a folder, or of what in it is no Python; ``None`` if neither is.

    With ``more`` folders, of the last call in any of them: an optimizer of one's own that a segment calls.
    """

    def inside(file: str) -> bool:
        path = Path(file)
        # An environment that lies in the author's folder holds other people's code.
        return any(
            path.is_relative_to(one) and "site-packages" not in path.relative_to(one).parts
            for one in (folder, *more)
        )

    if isinstance(error, SyntaxError) and error.filename and inside(error.filename):
        return Path(error.filename), error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if inside(frame.filename):
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
