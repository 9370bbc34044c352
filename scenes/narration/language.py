"""What the house knows about a language, read from its file: the one place where language facts live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from optimlib import places
from optimlib.places import Shelf
from scenes.errors import ContentError, no_language
from scenes.narration.timing import REST
from scenes.narration.toml_table import TomlTable

STOCK = Shelf(Path(__file__).parents[1] / "languages", "scenes.languages")
"""A file a language, called by its code; others may stand in other places."""


def languages() -> tuple[str, ...]:
    """Codes of all languages, in alphabetical order."""
    return tuple(sorted(_files()))


def _files() -> dict[str, Path]:
    """Return the file of each language, from the nearest place."""
    shelves = reversed(places.shelves("languages", STOCK))
    return {path.stem: path for shelf in shelves for path in sorted(shelf.folder.glob("*.toml"))}


@dataclass(frozen=True)
class Numbers:
    """How numbers are spoken; ``{}`` stands for what the phrase is wrapped around.

    ``groups`` are words for powers of ten that cut a long number, the largest first (``("万", 4)``); ``zero``
    is said where a cut leaves a gap. ``pair`` is what a 2 is called before one of the ``measures`` (2个 is 两个),
    unless the character before it is the ``ordinal``.
    """

    minus: str
    plus: str
    percent: str
    power: str
    power_of_ten: str
    infinity: str
    groups: tuple[tuple[str, int], ...]
    zero: str
    pair: str
    measures: str
    ordinal: str


@dataclass(frozen=True)
class Pace:
    """Seconds a word takes, with its letters, its digits and the rest after a comma or a full stop."""

    word: float
    letter: float
    digit: float
    comma: float
    stop: float


@dataclass(frozen=True)
class SubtitleRules:
    """Limits of a subtitle: characters a line, lines, characters a second; where a line may break.

    A half-width character counts ``half_width``. A break is welcome before one of ``break_before``, and avoided
    after one of ``keep_with_next`` and before one of ``keep_with_previous``. ``words`` (everyday ones; the
    glossary's terms need not be among them) are never torn apart, nor is what matches one of ``unbroken``
    (regular expressions). Where no blank parts words, a ``dictionary`` does (``"jieba"``, for Mandarin).
    """

    line: int
    lines: int
    half_width: float
    cps: float
    peak_cps: float
    break_before: tuple[str, ...]
    keep_with_next: tuple[str, ...]
    keep_with_previous: tuple[str, ...]
    words: tuple[str, ...]
    unbroken: tuple[str, ...]
    dictionary: str


@dataclass(frozen=True)
class Style:
    """What the words of a lecturer keep to; ``lecture check`` tells where they do not.

    A sentence has at most ``sentence`` words, a clause at most ``clause`` characters (0: no limit).
    ``numerals`` are numbers written as words, from two on. ``spaced``: a blank stands between Han and Latin.
    """

    sentence: int
    clause: int
    numerals: tuple[str, ...]
    spaced: bool


@dataclass(frozen=True)
class Language:
    """One language: its code (the file's name), its own name, its ISO 639-2 tag and its habits.

    ``type_features`` are OpenType features its on-screen text is set with.
    ``terms`` are the glossary's, each with the names to avoid for it; ``homographs`` are written alike and
    spoken in several ways, each with the phrases that a voice gets right.
    ``unspoken`` and ``unspoken_patterns`` (regular expressions) are what a voice would leave out. ``voices``
    holds the settings of each voice, by the voice's name, and ``preferred`` the names, the best first.
    ``path`` is the file it was read from.

    ``formulas`` are regular expressions with the words that are said for what they match, ``symbols`` words for
    single characters, ``readings`` how phrases sound (see :mod:`scenes.narration.saying`). ``rest`` is the silence
    between two sentences in seconds, ``sample`` a sentence to hear a voice by.
    """

    code: str
    name: str
    tag: str
    numbers: Numbers
    pace: Pace
    type_features: tuple[str, ...]
    subtitles: SubtitleRules
    style: Style
    terms: Mapping[str, tuple[str, ...]]
    homographs: Mapping[str, tuple[str, ...]]
    unspoken: str
    unspoken_patterns: tuple[str, ...]
    voices: Mapping[str, Mapping[str, Any]]
    path: Path
    preferred: tuple[str, ...]
    formulas: tuple[tuple[str, str], ...]
    symbols: Mapping[str, str]
    readings: Mapping[str, str]
    rest: float
    sample: str


def language(code: str) -> Language:
    """Load the facts of a language.

    Raises
    ------
    ContentError
        If there is no file of that name, or it is not as it should be.

    Examples
    --------
    >>> language("zh").tag
    'zho'
    """
    files = _files()
    if code not in files:
        raise ContentError(no_language(code, sorted(files)))
    return read_language(files[code])


@cache
def read_language(path: Path) -> Language:
    """Read the facts of a language from its file, ``CODE.toml``.

    Raises
    ------
    ContentError
        If an entry is missing, unknown, of the wrong type or out of its range; it names file and line.
    """
    file = TomlTable.read(path)
    with file.table("type") as kind:
        features = kind.texts("features")
    with file.table("speech") as speech:
        unspoken, patterns = speech.text("unspoken"), speech.patterns("unspoken_patterns")
        said = _said(speech)
    found = Language(
        code=path.stem,
        name=file.text("name"),
        tag=file.text("tag"),
        numbers=_numbers(file),
        pace=_pace(file),
        type_features=features,
        subtitles=_subtitles(file),
        style=_style(file),
        terms=file.lists("terms"),
        homographs=file.lists("homographs"),
        unspoken=unspoken,
        unspoken_patterns=patterns,
        voices=file.tables("voices"),
        path=path,
        **said,
    )
    file.done()
    return found


def _said(speech: TomlTable) -> dict[str, Any]:
    """Read how symbols are said and sentences parted; a language that does not tell has the usual."""
    formulas = speech.replacements("formulas") if "formulas" in speech.data else ()
    preferred = speech.texts("preferred") if "preferred" in speech.data else ("espeak",)
    if not preferred:
        speech.refuse("preferred", "'preferred' is empty", 'name a voice; "silent" speaks every language')
    return {
        "formulas": formulas,
        **{
            name: speech.strings(name) if name in speech.data else MappingProxyType({})
            for name in ("symbols", "readings")
        },
        "preferred": preferred,
        "rest": speech.number("rest", 0.3, 0.8) if "rest" in speech.data else REST,
        "sample": speech.text("sample") if "sample" in speech.data else "1, 2, 3.",
    }


def _numbers(file: TomlTable) -> Numbers:
    with file.table("numbers") as table:
        phrases = ("minus", "plus", "percent", "power", "power_of_ten", "infinity")
        return Numbers(
            **{name: table.text(name) for name in phrases},
            groups=table.pairs("groups"),
            **{name: table.text(name) for name in ("zero", "pair", "measures", "ordinal")},
        )


def _pace(file: TomlTable) -> Pace:
    with file.table("pace") as table:
        return Pace(
            **{name: table.number(name, 0, 3) for name in ("word", "letter", "digit", "comma", "stop")}
        )


def _subtitles(file: TomlTable) -> SubtitleRules:
    with file.table("subtitles") as table:
        cps = table.number("cps", 3, 40)
        return SubtitleRules(
            line=table.whole("line", 8, 80),
            lines=table.whole("lines", 1, 2),
            half_width=table.number("half_width", 0.25, 1),
            cps=cps,
            peak_cps=table.number("peak_cps", cps, 40),
            break_before=table.texts("break_before"),
            keep_with_next=table.texts("keep_with_next"),
            keep_with_previous=table.texts("keep_with_previous"),
            words=table.texts("words"),
            unbroken=table.patterns("unbroken"),
            dictionary=_dictionary(table),
        )


def _dictionary(table: TomlTable) -> str:
    name = table.text("dictionary") if "dictionary" in table.data else ""
    if name not in ("", "jieba"):
        table.refuse("dictionary", f"there is no dictionary '{name}'", '"jieba" parts Mandarin into words')
    return name


def _style(file: TomlTable) -> Style:
    with file.table("style") as table:
        return Style(
            sentence=table.whole("sentence", 0, 100),
            clause=table.whole("clause", 0, 100),
            numerals=table.texts("numerals"),
            spaced=table.truth("spaced"),
        )
