"""Numbers of long runs, kept under all that they depend on, and told of while somebody waits for them.

Some come with their segment, under a key of their own: so nobody waits for them, and every machine tells the same
story, which training over and over amplified rounding would not grant.
"""

from __future__ import annotations

import fcntl
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from zipfile import BadZipFile

import numpy as np

from lecture.console import plain_console
from lecture.errors import OutputError
from lecture.files import CACHE, make_folder, part, unwritable
from lecture.keys.ingredients import of_run, of_shipped_run
from lecture.keys.values import digest
from lecture.rendering.store import Store
from scenes.facts.kept import Keeper, LongRun, Numbers

NUMBERS = ".npz"
STANDS_FOR = "stands for"
"""Under this name shipped numbers hold their key."""
TELL_EVERY = 5.0
"""Seconds between two lines that tell how far a run has come."""


@dataclass(frozen=True)
class KeptRuns:
    """Keeps numbers in a folder; where nothing can be written, they are computed all the same."""

    store: Store

    def __call__(self, run: LongRun) -> Numbers:
        """Take what is kept, or compute it: who comes while somebody else does waits for that."""
        if (come := shipped(run)) is not None:
            return come
        key = digest(of_run(run))
        if (known := self._taken(key)) is not None:
            return known
        try:
            make_folder(self.store.folder, CACHE)
        except OutputError:
            return run.compute(*run.arguments, _Telling(run.doing))
        with self._alone():
            if (known := self._taken(key)) is None:
                self._keep(key, run.compute(*run.arguments, _Telling(run.doing)))
                known = self._taken(key)
        if known is None:
            raise OutputError("what was written here is not what is read", path=self.store.path(key, NUMBERS))
        return known

    def _taken(self, key: str) -> Numbers | None:
        path = self.store.take(key, NUMBERS)
        if path is None:
            return None
        with np.load(path) as file:
            return {name: file[name] for name in file.files}

    def _keep(self, key: str, numbers: Numbers) -> None:
        arrays: dict[str, Any] = dict(numbers)
        try:
            with part(self.store.folder) as draft:
                with draft.open("wb") as file:
                    np.savez_compressed(file, **arrays)
                self.store.adopt(draft, key, NUMBERS)
        except OSError as error:
            raise unwritable(self.store.path(key, NUMBERS), error, CACHE) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        handle = os.open(self.store.folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # a disk without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def shipped(run: LongRun) -> Numbers | None:
    """Return the numbers that come with a segment, if they stand for the source that is here."""
    if run.shipped is None or not run.shipped.is_file():
        return None
    try:
        with run.shipped.open("rb") as raw, np.load(raw) as file:
            if str(file[STANDS_FOR]) != digest(of_shipped_run(run)):
                return None
            return {name: file[name] for name in file.files if name != STANDS_FOR}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error):  # cut off, or of another kind
        return None


@dataclass(frozen=True)
class Shipping:
    """Computes anew what is to be shipped and lapsed, and leaves all other runs to somebody else."""

    others: Keeper
    written: list[Path] = field(default_factory=list)

    def __call__(self, run: LongRun) -> Numbers:
        """Return a run's numbers, and write the file that is shipped with it."""
        if run.shipped is not None and shipped(run) is None:
            numbers = run.compute(*run.arguments, _Telling(run.doing))
            arrays: dict[str, Any] = {**numbers, STANDS_FOR: np.array(digest(of_shipped_run(run)))}
            with part(run.shipped.parent) as draft:
                with draft.open("wb") as file:
                    np.savez_compressed(file, **arrays)
                draft.replace(run.shipped)
            self.written.append(run.shipped)
        return self.others(run)


class _Telling:
    """Tells on standard error what takes so long, and how far it has come."""

    def __init__(self, doing: str) -> None:
        self.doing, self.begun = doing, monotonic()
        self.last = self.begun
        self._say("once, the result is kept")

    def __call__(self, share: float) -> None:
        now = monotonic()
        if share >= 1:
            self._say(f"done in {now - self.begun:.0f} s")
        elif now - self.last >= TELL_EVERY:
            self.last = now
            left = (now - self.begun) * (1 - share) / share if share else 0.0
            self._say(f"{share:.0%}" + (f", {left:.0f} s left" if share else ""))

    def _say(self, what: str) -> None:
        plain_console(sys.stderr).print(f"{self.doing}: {what}")
