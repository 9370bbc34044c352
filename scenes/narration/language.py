"""What the house knows about a language, read from its file: the one place where language facts live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scenes.errors import ContentError
from scenes.narration.characters import in_one_way
from scenes.narration.toml_file import read_toml

FOLDER = Path(__file__).parents[1] / "languages"
"""A file a language, called by its code."""


def languages() -> tuple[str, ...]:
    """Codes of all languages, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


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
    holds the settings of each voice, by the voice's name.
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


@cache
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
    if code not in languages():
        raise ContentError.unknown("language", code, languages())
    path = FOLDER / f"{code}.toml"
    try:
        data = in_one_way(read_toml(path).data)
        rules: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in data["subtitles"].items()
        }
        return Language(
            code=code,
            name=data["name"],
            tag=data["tag"],
            numbers=Numbers(**{**data["numbers"], "groups": tuple(map(tuple, data["numbers"]["groups"]))}),
            pace=Pace(**data["pace"]),
            type_features=tuple(data["type"]["features"]),
            subtitles=SubtitleRules(**rules),
            unspoken=data["speech"]["unspoken"],
            unspoken_patterns=tuple(data["speech"]["unspoken_patterns"]),
            voices=MappingProxyType(data["voices"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        hint = f"compare it with {FOLDER.name}/en.toml"
        raise ContentError(f"wrong or missing entry: {error}", hint=hint, path=path) from error
