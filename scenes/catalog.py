"""Segments, found by their folders: no list to keep in step.

A segment is a folder: ``facts.py`` (what is true; no manim), ``scene.py`` (what is drawn) and one words file a
language (what is said). It stands in ``segments`` of any place (see :mod:`optimlib.places`); of two of one name, the
nearer one counts. A folder without ``facts.py`` adds its languages to the segment of that name; where there is none,
it is a segment itself, made of words alone. Without ``scene.py``, the words are what is shown.
"""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from optimlib import places
from optimlib.places import Shelf
from scenes.blame import blamed_on
from scenes.errors import ContentError, no_language
from scenes.narration.language import languages
from scenes.narration.template import Told

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

    ``beats`` maps each beat, in order, to the marks its words must carry; ``compute`` makes facts of parameters.
    """

    name: str
    parameters: type[SegmentParams]
    beats: Mapping[str, tuple[str, ...]]
    compute: Callable[[Any], Any]

    def facts(self, params: SegmentParams) -> Any:
        """Compute the facts for these parameters, once for all languages: a frozen dataclass, pure, without manim.

        Raises
        ------
        ContentError
            What cannot be told with these numbers, or what is wrong with the code, with its file and line.
        """
        key = (self.compute, type(params), repr(params), places.own_folders())
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
        with blamed_on(home(self.name).folder):
            facts = _keeper(self, params)
        # What stands in files may change.
        if not reads_files(params):
            _known[key] = facts
            if len(_known) > KEPT:
                _known.popitem(last=False)
        return facts

    def told(self, params: SegmentParams, facts: Any) -> Told:
        """Return what the words of this segment may speak of: its facts, then its parameters."""
        return Told(facts, dict(params))


def reads_files(params: SegmentParams) -> bool:
    """Whether a parameter names a file or a folder."""
    return any(isinstance(value, Path) for value in dict(params).values())


def compute(story: Story, params: SegmentParams) -> Any:
    """Compute the facts of a segment, whatever is kept."""
    return story.compute(params)


FactsKeeper: TypeAlias = Callable[[Story, Any], Any]


@contextmanager
def facts_kept_by(keeper: FactsKeeper) -> Iterator[None]:
    """Let somebody keep facts from process to process, for as long as the context lasts."""
    global _keeper  # noqa: PLW0603 (like places.beside: in the whole process, whatever thread asks)
    before, _keeper = _keeper, keeper
    try:
        yield
    finally:
        _keeper = before


_keeper: FactsKeeper = compute
KEPT = 50
"""Facts that a process remembers, of those that were asked for last."""
_known: OrderedDict[object, Any] = OrderedDict()


def homes() -> dict[str, tuple[Home, ...]]:
    """Return where each segment stands, nearest first, by name in alphabetical order."""
    standing: dict[str, tuple[Home, ...]] = {}
    words_alone: dict[str, tuple[Home, ...]] = {}
    for home in _homes("*"):
        if (home.folder / "facts.py").is_file():
            standing[home.folder.name] = (*standing.get(home.folder.name, ()), home)
        elif any((home.folder / f"{code}.toml").is_file() for code in languages()):
            words_alone[home.folder.name] = (*words_alone.get(home.folder.name, ()), home)
    return dict(sorted({**words_alone, **standing}.items()))


def segments() -> tuple[str, ...]:
    """Names of all segments, in alphabetical order (a lecture file says which to show and in which order)."""
    return tuple(homes())


def home(name: str) -> Home:
    """Return where a segment stands; an unknown name is a :class:`ContentError`."""
    known = homes()
    if name not in known:
        raise ContentError.unknown("segment", name, known)
    return known[name][0]


NEEDED = {
    "Params": "a class Params(SegmentParams) says what may be changed",
    "BEATS": 'each beat and the marks it waits for: BEATS = {"question": ("turn",), "answer": ()}',
    "facts": "a function facts(params) returns all that is shown or spoken, a frozen dataclass",
}
"""What a segment's ``facts.py`` must have."""


def story(name: str) -> Story:
    """Load parameters, facts and beats of a segment.

    Raises
    ------
    ContentError
        If the name is unknown, or its ``facts.py`` cannot be imported or lacks something.
    """
    place = home(name)
    if not (place.folder / "facts.py").is_file():
        return _told_by_words(place)
    with blamed_on(place.folder):
        module = importlib.import_module(f"{place.package}.facts")
    path = Path(str(module.__file__))
    for needed, meaning in NEEDED.items():
        if not hasattr(module, needed):
            raise ContentError(f"no {needed} in this file", hint=meaning, path=path)
    if not _are_beats(module.BEATS):
        raise ContentError(f"BEATS is {module.BEATS!r}", hint=NEEDED["BEATS"], path=path)
    return Story(name, module.Params, module.BEATS, module.facts)


@dataclass(frozen=True)
class NoFacts:
    """What is true of a segment of words alone: nothing is computed."""


def _told_by_words(place: Home) -> Story:
    """Return the story of a segment of words alone: its beats are the cues of its first language."""
    from scenes.narration.reading import load_words
    from scenes.parameters import SegmentParams

    path = next(path for code in languages() if (path := place.folder / f"{code}.toml").is_file())
    beats: dict[str, tuple[str, ...]] = dict.fromkeys(load_words(path).cues, ())
    return Story(place.folder.name, SegmentParams, beats, lambda params: NoFacts())


def _are_beats(value: Any) -> bool:
    """Whether each beat has a tuple of marks: ``("turn")`` is none but a text."""
    return isinstance(value, Mapping) and all(
        str(beat).isidentifier()
        and isinstance(marks, tuple | list)
        and all(isinstance(mark, str) for mark in marks)
        for beat, marks in value.items()
    )


def words_file(segment: str, language: str) -> Path:
    """Path of the words of a segment in a language: the nearest one, or where it should be."""
    if language not in languages():
        raise ContentError(no_language(language, languages()))
    own = home(segment)
    for candidate in _homes(segment):
        path = candidate.folder / f"{language}.toml"
        if path.is_file():
            return path
        if candidate == own:
            break
    return own.folder / f"{language}.toml"


def segment_class(name: str) -> type[Any]:
    """Import the drawing of a segment (this is where manim is loaded): the class that is called like its folder.

    A segment without a drawing is shown by its words.

    Raises
    ------
    ContentError
        If the drawing cannot be imported, has no such class, or a beat has no method.
    """
    place = home(name)
    if not is_drawn(name):
        words_only: type[Any] = importlib.import_module("scenes.words_only").WordsOnly
        return words_only
    stage = importlib.import_module("scenes.segment").Segment
    path = place.folder / "scene.py"
    with blamed_on(place.folder):
        module = importlib.import_module(f"{place.package}.scene")
    kinds = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, stage))
    found = next((kind for kind in kinds if called_like(name, kind.__name__)), None)
    if found is None:
        raise no_class(name, path)
    for beat in story(name).beats:
        if not hasattr(found, beat):
            raise no_method(found.__name__, beat, path)
        if getattr(found, beat) is getattr(stage, beat, None):
            raise ContentError(f"a beat cannot be called '{beat}'", hint="every Segment has that", path=path)
    return found


def is_drawn(name: str) -> bool:
    """Whether a segment has a drawing of its own."""
    return (home(name).folder / "scene.py").is_file()


def called_like(name: str, kind: str) -> bool:
    """Whether a class is called like a segment, in capitals or not."""
    return kind.lower() == name.replace("_", "").lower()


def no_class(name: str, path: Path) -> ContentError:
    """Return the error that nothing in a file draws its segment."""
    hint = f"call it so: class {name.title().replace('_', '')}(Segment)"
    return ContentError("no Segment class in this file", hint=hint, path=path)


def no_method(kind: str, beat: str, path: Path, line: int | None = None) -> ContentError:
    """Return the error that a beat is not drawn."""
    hint = f"{kind} needs a method for every beat: def {beat}(self, cue)"
    return ContentError(f"no method for the beat '{beat}'", hint=hint, path=path, line=line)


def _homes(pattern: str) -> Iterator[Home]:
    for shelf in places.shelves("segments", STOCK):
        for folder in sorted(shelf.folder.glob(pattern)):
            if folder.is_dir() and not folder.name.startswith(("_", ".")):
                yield Home(folder, f"{shelf.package}.{folder.name}", shelf.origin)
