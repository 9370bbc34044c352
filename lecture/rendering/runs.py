"""Numbers of long runs, kept under all that they depend on, and told of while somebody waits for them."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np

from lecture.console import plain_console
from lecture.errors import OutputError
from lecture.files import CACHE, make_folder, part, unwritable
from lecture.keys.ingredients import of_run
from lecture.keys.values import digest
from lecture.rendering.store import Store
from scenes.facts.kept import LongRun, Numbers

NUMBERS = ".npz"
TELL_EVERY = 5.0
"""Seconds between two lines that tell how far a run has come."""


@dataclass(frozen=True)
class KeptRuns:
    """Keeps numbers in a folder; where nothing can be written, they are computed all the same."""

    store: Store

    def __call__(self, run: LongRun) -> Numbers:
        """Take what is kept, or compute it: who comes while somebody else does waits for that."""
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
