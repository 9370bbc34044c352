"""What the house knows about a language, read from its file: the one place where language facts live."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from optimlib import places
from optimlib.places import Shelf
from scenes.errors import ContentError
from scenes.narration.timing import REST

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

    A half-width character counts ``half_width``. ``terms`` are never torn apart.
    """

    line: int
    lines: int
    half_width: float
    cps: float
    peak_cps: float
    break_before: tuple[str, ...]
    keep_with_next: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """One language: its code (the file's name), its own name, its ISO 639-2 tag and its habits.

    ``type_features`` are OpenType features its on-screen text is set with.
    ``unspoken`` and ``unspoken_patterns`` (regular expressions) are what a voice would leave out. ``voices``
    holds the settings of each voice, by the voice's name, and ``preferred`` the names, the best first.

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
    unspoken: str
    unspoken_patterns: tuple[str, ...]
    voices: Mapping[str, Mapping[str, Any]]
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
        raise ContentError.unknown("language", code, sorted(files))
    return _read(files[code])


@cache
def _read(path: Path) -> Language:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        rules: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in data["subtitles"].items()
        }
        return Language(
            code=path.stem,
            name=data["name"],
            tag=data["tag"],
            numbers=Numbers(**{**data["numbers"], "groups": tuple(map(tuple, data["numbers"]["groups"]))}),
            pace=Pace(**data["pace"]),
            type_features=tuple(data["type"]["features"]),
            subtitles=SubtitleRules(**rules),
            unspoken=data["speech"]["unspoken"],
            unspoken_patterns=tuple(data["speech"]["unspoken_patterns"]),
            voices=MappingProxyType(data["voices"]),
            preferred=tuple(data["speech"].get("preferred", data["voices"])),
            formulas=tuple((pattern, words) for pattern, words in data["speech"].get("formulas", ())),
            symbols=MappingProxyType(data["speech"].get("symbols", {})),
            readings=MappingProxyType(data["speech"].get("readings", {})),
            sample=data["speech"].get("sample", data["name"]),
            rest=float(data["speech"].get("rest", REST)),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"not valid TOML: {error}", path=path) from error
    except (KeyError, TypeError) as error:
        hint = f"compare it with {STOCK.folder.name}/en.toml"
        raise ContentError(f"wrong or missing entry: {error}", hint=hint, path=path) from error
