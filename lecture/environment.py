"""What this process finds in its environment, for a while."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(variables: Mapping[str, str]) -> Iterator[None]:
    """Have these environment variables and no others while the context lasts."""
    before = dict(os.environ)
    _become(dict(variables))
    try:
        yield
    finally:
        _become(before)


@contextmanager
def nobody_at_home() -> Iterator[None]:
    """Let manim find no settings of the user's when it is loaded: many of its defaults are fixed by then.

    It looks in the working folder and below the home folder, and knows no way to be told not to.
    """
    with replaced({**os.environ, "HOME": str(Path(__file__).parent)}):
        yield


def _become(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
