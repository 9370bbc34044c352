"""A command that runs again whenever a file that takes part in it is saved."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from watchfiles import Change, PythonFilter, watch

import lecture
import optimlib
import scenes
from lecture.cli.warm import Warm
from lecture.spec import HERE, folders_of_words

OWN = ("segments", "optimizers", "objectives", "voices", "languages")
"""Folders beside a lecture file in which things of one's own are found."""
PATIENCE = 200
"""Milliseconds that one of two watches may keep the other waiting."""

Places = tuple[frozenset[Path], frozenset[Path]]
"""Folders watched with all below them, and folders of which only the files are."""


def watched(file: Path | None, say: Callable[[str], object]) -> None:
    """Run this process's command again and again, without ``--watch``; its errors are shown, not died of.

    Parameters
    ----------
    file
        The lecture file, if one was named.
    say
        Tells what is watched and what was saved.
    """
    command = [one for one in sys.argv[1:] if one != "--watch"]
    places = reached(file)
    saved = _saved(places)
    next(saved)
    # A process for each time: a changed module is not to be reloaded but loaded.
    with Warm() as warm:
        warm.run(command)
        say(f"watching {_told(places)} (Ctrl-C ends)")
        while True:
            names = next(names for names in saved if names)
            say(f"changed: {', '.join(sorted(names))}")
            # The lecture may reach other files now; what is saved while it is drawn is seen too.
            if reached(file) != places:
                places = reached(file)
                saved = _saved(places)
                next(saved)
                say(f"watching {_told(places)}")
            warm.run(command)


def reached(file: Path | None) -> Places:
    """Return the folders of all files that take part: ours, the lecture file, its words, what stands beside it."""
    deep = {Path(module.__file__).parent for module in (scenes, optimlib, lecture) if module.__file__}
    path = file or (HERE if HERE.exists() else None)
    if path is None:
        return frozenset(deep), frozenset()
    folder = path.absolute().parent
    deep |= {folder / name for name in OWN if (folder / name).is_dir()}
    deep |= {words.absolute() for words in folders_of_words(path)}
    # The folder, not the file: an editor may put a new file in its place.
    return frozenset(deep), frozenset({folder} if folder.is_dir() else ())


def _saved(places: Places) -> Iterator[set[str]]:
    """Yield the names of files that were saved, or nothing every now and then."""
    deep, flat = places
    one = watch(
        *deep,
        watch_filter=PythonFilter(extra_extensions=[".toml"]),
        rust_timeout=PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    other = watch(
        *flat,
        watch_filter=lambda change, path: path.endswith(".toml"),
        recursive=False,
        rust_timeout=PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for changes in chain.from_iterable(zip(one, other, strict=True)) if flat else one:
        yield _names(changes)


def _names(changes: set[tuple[Change, str]]) -> set[str]:
    return {Path(path).name for _, path in changes}


def _told(places: Places) -> str:
    return ", ".join(sorted(str(path) for folders in places for path in folders))
