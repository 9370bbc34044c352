"""Runs that take long: computed once, and kept by whoever plays the segment, or shipped beside the segment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Numbers: TypeAlias = Mapping[str, np.ndarray]
"""What a run gives: arrays by name."""
Report: TypeAlias = Callable[[float], None]
"""Is told which share of the work is done."""


@dataclass(frozen=True)
class LongRun:
    """Work that takes long, with all that its numbers depend on, so that they can be kept under it.

    Parameters
    ----------
    doing
        What is being done, for whoever has to wait.
    compute
        A function of a module, called as ``compute(*arguments, report)``. Its numbers depend on its arguments, on the
        files and on source that its module reaches by import; they should be rounded to what every machine agrees on.
    arguments
        Plain values.
    files
        What it reads.
    shipped
        A file of numbers (``.npz``) that comes with the segment, so that nobody has to wait; whoever keeps numbers
        takes it while it stands for the source that is here.

    Examples
    --------
    >>> def squares(count, report):
    ...     return {"squares": np.arange(count) ** 2}
    >>> LongRun("squaring", squares, (4,)).numbers()["squares"].tolist()
    [0, 1, 4, 9]
    """

    doing: str
    compute: Callable[..., Numbers]
    arguments: tuple[Any, ...] = ()
    files: tuple[Path, ...] = ()
    shipped: Path | None = None

    def numbers(self) -> Numbers:
        """Compute it, or take what is kept of it."""
        return _keeper(self)


Keeper: TypeAlias = Callable[[LongRun], Numbers]


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """Let somebody keep the numbers of long runs, for as long as the context lasts."""
    global _keeper  # noqa: PLW0603 (like places.beside: in the whole process, whatever thread asks)
    before, _keeper = _keeper, keeper
    try:
        yield
    finally:
        _keeper = before


def _remember(run: LongRun) -> Numbers:
    """Keep numbers in this process alone, as for plain manim."""
    stands = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in run.files)
    key = (run.compute.__module__, run.compute.__qualname__, run.arguments, stands)
    if key not in _known:
        _known[key] = run.compute(*run.arguments, lambda share: None)
    return _known[key]


_known: dict[Any, Numbers] = {}
_keeper: Keeper = _remember
