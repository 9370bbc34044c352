"""The words of a segment with all numbers filled in: what a voice says and what a viewer reads."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from scenes.narration.characters import strangers
from scenes.narration.language import Language, language
from scenes.narration.saying import say
from scenes.narration.timing import REST, Word


@dataclass(frozen=True)
class Piece:
    """A stretch of a cue: its shown text and its spoken text. Where they are equal they run in step."""

    shown: str
    spoken: str


@dataclass(frozen=True)
class ScriptCue:
    """One cue: what is shown, what is spoken, how they correspond, and where the marks are.

    ``pieces`` join to ``shown`` and ``spoken``; ``marks`` are offsets (code points) into ``spoken``;
    ``pause`` is the silence after the cue in seconds, ``rate`` how many times as fast as usual it is spoken.
    """

    name: str
    shown: str
    spoken: str
    pieces: tuple[Piece, ...]
    marks: Mapping[str, int]
    pause: float = REST
    rate: float = 1.0

    def time_of(self, mark: str, words: Sequence[Word]) -> float:
        """Time of the first word at or after a mark; the end of the last word if the mark stands behind all.

        Examples
        --------
        >>> from scenes.narration.pace import estimate_words
        >>> cue = ScriptCue("turn", "It turns back.", "It turns back.", (), {"turn": 3})
        >>> words = estimate_words(cue.spoken, "en")
        >>> cue.time_of("turn", words) == words[1].t0
        True
        """
        offset = self.marks[mark]
        for word in words:
            if word.start >= offset:
                return word.t0
        return words[-1].t1 if words else 0.0


@dataclass(frozen=True)
class Place:
    """A line of a words file."""

    path: str
    line: int


@dataclass(frozen=True)
class Script:
    """Title, on-screen texts and cues of one segment in one language, in the order of its beats.

    ``places`` says where ``title``, ``screen`` and each ``screen.KEY`` stand; a script is the same wherever it was
    read.
    """

    language: str
    title: str
    screen: Mapping[str, str]
    cues: tuple[ScriptCue, ...]
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def to_json(self) -> str:
        """Write the script as JSON text; :meth:`from_json` reads it back without loss."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Script:
        """Read what :meth:`to_json` wrote."""
        data = json.loads(text)
        cues = tuple(
            ScriptCue(**{**cue, "pieces": tuple(Piece(**piece) for piece in cue["pieces"])})
            for cue in data["cues"]
        )
        places = {name: Place(**place) for name, place in data["places"].items()}
        return cls(data["language"], data["title"], data["screen"], cues, places)


@dataclass(frozen=True)
class Unspeakable:
    """A symbol that a voice would leave out: ``text[start:]`` begins with it."""

    cue: str
    symbol: str
    start: int
    hint: str = "write what is to be said, or [[shown|spoken]]"


def unspeakable(script: Script) -> list[Unspeakable]:
    """Find the symbols that the voices of this language would leave out or spell.

    Examples
    --------
    >>> cue = ScriptCue("a", "issue #5", "issue #5", (), {})
    >>> [found.symbol for found in unspeakable(Script("en", "", {}, (cue,)))]
    ['#']
    """
    facts = language(script.language)
    return [
        Unspeakable(cue.name, symbol, start)
        for cue in script.cues
        for start, symbol in unspoken_symbols(cue.spoken, facts)
    ]


def unspoken_symbols(text: str, facts: Language) -> list[tuple[int, str]]:
    """Offsets and symbols of a spoken text that voices leave out, in order, even with its formulas spelled out."""
    said = say(text, facts.code)
    found = {
        said.origin[match.start()]: match.group()
        for pattern in facts.unspoken_patterns
        for match in re.finditer(pattern, said.text)
    }
    for at, char in zip(said.origin, said.text, strict=False):
        # Letters of mathematical alphabets are read as their code numbers.
        disguised = char.isalnum() and unicodedata.name(char, "").startswith(
            ("MATHEMATICAL", "DOUBLE-STRUCK")
        )
        if char in facts.unspoken or disguised:
            found[at] = char
    found |= dict(strangers(text))
    return sorted(found.items())


def formula_source(text: str) -> list[str]:
    """Return what in a shown text is the source of a formula or markup: viewers would read it as it is."""
    return re.findall(r"\$[^$]*\$|\\\w+|[_^]\w+|[_^][({]|</?\w+[^>]*>", text)


class CueBuilder:
    """Joins the pieces of a cue, so that blanks around marks and empty pieces never double."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._marks: dict[str, int] = {}
        self._spoken = 0
        self._blank = True

    def add(self, shown: str, spoken: str) -> None:
        """Append a piece."""
        if self._blank and shown == spoken:
            shown = spoken = shown.lstrip(" ")
        if not shown and not spoken:
            return
        last = self._pieces[-1] if self._pieces else None
        if last and last.shown == last.spoken and shown == spoken:
            self._pieces[-1] = Piece(last.shown + shown, last.spoken + spoken)
        else:
            self._pieces.append(Piece(shown, spoken))
        self._spoken += len(spoken)
        self._blank = shown.endswith(" ") if shown else self._blank

    def mark(self, name: str) -> None:
        """Put a mark here; the caller sees to it that no name comes twice."""
        self._marks[name] = self._spoken

    def build(self, name: str, pause: float, rate: float = 1.0) -> ScriptCue:
        """Return the cue, without a blank at its end."""
        pieces = list(self._pieces)
        if pieces and pieces[-1].shown == pieces[-1].spoken:
            rest = pieces.pop().shown.rstrip(" ")
            pieces += [Piece(rest, rest)] if rest else []
        spoken = "".join(piece.spoken for piece in pieces)
        marks = {mark: min(offset, len(spoken)) for mark, offset in self._marks.items()}
        shown = "".join(piece.shown for piece in pieces)
        return ScriptCue(name, shown, spoken, tuple(pieces), marks, pause, rate)


def joined(text: str) -> str:
    """Make one line of several: a line's end is a blank, but nothing beside a full-width character."""

    def join(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if is_wide(before) or is_wide(after) else " "

    return re.sub(r"[ \t]*\n\s*|[ \t]{2,}", join, text.strip()).replace("\t", " ")


def is_wide(char: str) -> bool:
    """Whether a character is as wide as a Han character."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF"
