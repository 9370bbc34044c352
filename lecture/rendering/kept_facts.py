"""Facts that take their time, kept under all that they depend on, from process to process."""

from __future__ import annotations

import pickle
import sys
import sysconfig
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import local
from time import monotonic
from typing import Any

from lecture.errors import LectureError
from lecture.files import CACHE, make_folder, part
from lecture.keys.ingredients import found_by_facts, of_facts, refuse_changed
from lecture.keys.memory import remembered
from lecture.keys.values import digest, file_digest
from lecture.rendering.store import Store
from scenes import catalog
from scenes.catalog import Story
from scenes.parameters import SegmentParams

FACTS = ".facts"
WORTH = 0.3
"""Seconds from which on facts are kept: others are computed as soon as they are found."""


INSTALLED = tuple(Path(sysconfig.get_path(kind)) for kind in ("stdlib", "platstdlib", "purelib", "platlib"))
"""Where Python and packages stand: their versions are among the ingredients."""


@dataclass(frozen=True)
class KeptFacts:
    """Keeps facts in a folder; where nothing can be written, or nothing can be told of them, they are computed."""

    store: Store

    def __call__(self, story: Story, params: SegmentParams) -> Any:
        """Take what is kept, or compute it."""
        if catalog.reads_files(params):
            return story.compute(params)
        try:
            ingredients = of_facts(story, params)
        except LectureError:
            # Source that has changed since this process began: nothing is kept under what it is now.
            return story.compute(params)
        key = digest(ingredients)
        with suppress(_NothingKept):
            return self._taken(key)
        begun = monotonic()
        with opening() as opened:
            facts = story.compute(params)
        if monotonic() - begun > WORTH:
            # What is not kept is computed again: no more than that is lost.
            with suppress(
                LectureError, OSError, pickle.PicklingError, AttributeError, TypeError, RecursionError
            ):
                refuse_changed(ingredients, of_facts(story, params), "computed", story.name)
                self._keep(key, story, (_digests(opened), facts))
        return facts

    def _taken(self, key: str) -> Any:
        path = self.store.take(key, FACTS)
        if path is None:
            raise _NothingKept
        try:
            files, facts = pickle.loads(zlib.decompress(path.read_bytes()))
        except Exception as error:  # whatever a class that was kept makes of it
            raise _NothingKept from error
        if files != _digests(files):
            raise _NothingKept
        return facts

    def _keep(self, key: str, story: Story, told: tuple[Mapping[str, str], Any]) -> None:
        data = zlib.compress(pickle.dumps(told, pickle.HIGHEST_PROTOCOL), 1)
        make_folder(self.store.folder, CACHE)
        with part(self.store.folder) as draft:
            draft.write_bytes(data)
            self.store.adopt(draft, key, FACTS, found_by_facts(story))


class _NothingKept(Exception):  # noqa: N818 (it is no mistake)
    """There is nothing that could be taken."""


def _digests(files: Mapping[str, str] | set[str]) -> dict[str, str]:
    """Hash files; one that is gone has nothing."""
    found = {}
    for name in sorted(files):
        try:
            found[name] = str(remembered(file_digest, Path(name)))
        except OSError:
            found[name] = ""
    return found


class _Listening(local):
    opened: set[str] | None = None


_listening = _Listening()
_hooked: list[bool] = []


@contextmanager
def opening() -> Iterator[set[str]]:
    """Note which files this thread opens while the context lasts, but for source and what is installed."""
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked.append(True)
    before = _listening.opened
    opened: set[str] = set()
    _listening.opened = opened
    try:
        yield opened
    finally:
        _listening.opened = before


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    opened = _listening.opened
    if opened is None or event != "open":
        return
    name, mode, _ = arguments
    if not isinstance(name, str) or set(mode or "") & set("wax+"):
        return
    path = Path(name).absolute()
    if path.suffix not in (".py", ".pyc") and not any(path.is_relative_to(one) for one in INSTALLED):
        opened.add(str(path))
