"""Segments, found by their folders: no list to keep in step.

A segment is a folder: ``facts.py`` (what is true; no manim), ``scene.py`` (what is drawn) and one words file a
language (what is said). It stands in ``segments`` of any place (see :mod:`optimlib.places`); of two of one name, the
nearer one counts. A folder without ``facts.py`` adds its languages to the segment of that name.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimlib import places
from optimlib.places import Shelf
from scenes.errors import ContentError
from scenes.narration.language import languages

if TYPE_CHECKING:
    from scenes.parameters import SegmentParams

STOCK = Shelf(Path(__file__).parent / "segments", "scenes.segments")


@dataclass(frozen=True)
class Home:
    """Where a segment stands: its folder, the package that it is, and whose it is (empty: ours)."""

    folder: Path
    package: str
    origin: str


@dataclass(frozen=True)
class Story:
    """What a segment stands on: parameters, facts and beats; everything but the drawing.

    ``beats`` maps each beat, in order, to the marks its words must carry.
    """

    name: str
    parameters: type[SegmentParams]
    beats: Mapping[str, tuple[str, ...]]
    module: Any

    def facts(self, params: SegmentParams) -> Any:
        """Compute the facts for these parameters: a frozen dataclass, pure, without manim."""
        return self.module.facts(params)


def homes() -> dict[str, tuple[Home, ...]]:
    """Return where each segment stands, nearest first, by name in alphabetical order."""
    standing: dict[str, tuple[Home, ...]] = {}
    for home in _homes("*"):
        if (home.folder / "facts.py").is_file():
            standing[home.folder.name] = (*standing.get(home.folder.name, ()), home)
    return dict(sorted(standing.items()))


def segments() -> tuple[str, ...]:
    """Names of all segments, in alphabetical order (a lecture file says which to show and in which order)."""
    return tuple(homes())


def home(name: str) -> Home:
    """Return where a segment stands; an unknown name is a :class:`ContentError`."""
    known = homes()
    if name not in known:
        raise ContentError.unknown("segment", name, known)
    return known[name][0]


def story(name: str) -> Story:
    """Load parameters, facts and beats of a segment; an unknown name is a :class:`ContentError`."""
    module = importlib.import_module(f"{home(name).package}.facts")
    return Story(name, module.Params, module.BEATS, module)


def words_file(segment: str, language: str) -> Path:
    """Path of the words of a segment in a language: the nearest one, or where it should be."""
    if language not in languages():
        raise ContentError.unknown("language", language, languages())
    own = home(segment)
    for candidate in _homes(segment):
        path = candidate.folder / f"{language}.toml"
        if path.is_file():
            return path
        if candidate == own:
            break
    return own.folder / f"{language}.toml"


def segment_class(name: str) -> type[Any]:
    """Import the drawing of a segment (this is where manim is loaded): the class that is called like its folder."""
    module = importlib.import_module(f"{home(name).package}.scene")
    wanted = name.replace("_", "")
    for key, value in vars(module).items():
        if key.lower() == wanted and isinstance(value, type):
            return value
    hint = f"call it {name.title().replace('_', '')}"
    raise ContentError("no Segment class in this file", hint=hint, path=Path(str(module.__file__)))


def _homes(pattern: str) -> Iterator[Home]:
    for shelf in places.shelves("segments", STOCK):
        for folder in sorted(shelf.folder.glob(pattern)):
            if folder.is_dir() and not folder.name.startswith(("_", ".")):
                yield Home(folder, f"{shelf.package}.{folder.name}", shelf.origin)
