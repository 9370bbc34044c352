"""Where results are kept, and who is at work there."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lecture.files import CACHE, ENDING, is_locked, make_folder, part, sweep
from lecture.keys.memory import recalling
from lecture.rendering.kept_facts import KeptFacts
from lecture.rendering.runs import KeptRuns
from lecture.rendering.store import Store
from scenes.catalog import compute, facts_kept_by
from scenes.facts.kept import kept_by

BESIDE_FILMS = Path("media/cache")
RUNS = "LECTURE_RUNS"
"""The environment variable that names a folder for the numbers of long runs, which several caches then share."""


@dataclass(frozen=True)
class Cache:
    """The folders that results are kept in."""

    root: Path

    @classmethod
    def at(cls, chosen: Path | None = None) -> Cache:
        """Return the cache in a chosen folder, or else beside the films, or else the user's own.

        The user's own is taken where the working folder may not be written.
        """
        if chosen is not None:
            return cls(chosen.expanduser())
        return cls(BESIDE_FILMS if _may_write(BESIDE_FILMS) else of_user())

    @property
    def speech(self) -> Path:
        """Folder of spoken cues."""
        return self.root / "speech"

    @property
    def pictures(self) -> Store:
        """Silent films of segments."""
        return Store(self.root / "pictures")

    @property
    def layouts(self) -> Store:
        """What was found wrong with the layout of segments."""
        return Store(self.root / "layouts")

    @property
    def runs(self) -> Store:
        """Numbers of long runs, and facts that take their time."""
        elsewhere = os.environ.get(RUNS)
        return Store(Path(elsewhere).expanduser() if elsewhere else self.root / "runs")

    @property
    def lectures(self) -> Path:
        """Folder of receipts: what was delivered where."""
        return self.root / "lectures"

    def folders(self) -> dict[str, Path]:
        """Return all folders, by what is in them."""
        return {
            "speech": self.speech,
            "pictures": self.pictures.folder,
            "layouts": self.layouts.folder,
            "runs": self.root / "runs",
            "receipts": self.lectures,
        }

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let nobody remove what is taken from here or put here while the context lasts; clear up before.

        Raises
        ------
        OutputError
            If nothing can be kept here.
        """
        folders = (self.root, *self.folders().values())
        ours = [one for one in reversed((*reversed(self.root.parents), *folders)) if not one.exists()]
        for folder in folders:
            make_folder(folder, CACHE)
            sweep(folder)
        with ExitStack() as stack:
            stack.callback(self._leave, ours)
            with self._gate(fcntl.LOCK_SH):
                stack.enter_context(part(self.root))
            stack.enter_context(self.keeping_runs())
            yield

    @contextmanager
    def keeping_runs(self) -> Iterator[None]:
        """Keep long runs, and facts that take their time, here while the context lasts.

        Facts are kept only where there is a cache already: who asks for a list is not to find a folder in the way.
        """
        with ExitStack() as stack:
            if self.root.is_dir():
                stack.enter_context(recalling(self.root / "files.json"))
            there = RUNS in os.environ or self.root.is_dir()
            stack.enter_context(facts_kept_by(KeptFacts(self.runs) if there else compute))
            stack.enter_context(kept_by(KeptRuns(self.runs)))
            yield

    def _leave(self, ours: Sequence[Path]) -> None:
        """Take folders away again that were made for a use which has kept nothing: an early mistake, say."""
        with suppress(OSError), self._gate(fcntl.LOCK_EX):
            for folder in () if any(self._users()) else ours:
                folder.rmdir()

    @contextmanager
    def closed(self) -> Iterator[float | None]:
        """Let nobody begin to use the cache while the context lasts.

        Yields the time since which those who are at work have been using it (seconds since 1970), or ``None`` if
        nobody is.
        """
        with self._gate(fcntl.LOCK_EX):
            yield min((path.stat().st_mtime for path in self._users()), default=None)

    def _users(self) -> Iterator[Path]:
        for path in self.root.glob(f".*{ENDING}"):
            with suppress(FileNotFoundError):
                if is_locked(path):
                    yield path

    @contextmanager
    def _gate(self, kind: int) -> Iterator[None]:
        handle = os.open(self.root, os.O_RDONLY)
        try:
            with suppress(OSError):  # a disk without locks
                fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)


def of_user() -> Path:
    """Return the user's own folder for results, as the system has it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "optim-lectures"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".cache"
    return base / "optim-lectures"


def _may_write(folder: Path) -> bool:
    """Whether a folder may be written, or made if it is not there."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
