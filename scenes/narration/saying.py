"""From written words to words that can be said: symbols spelled out, readings taken out, sentences told apart.

A reading stands between slashes behind what it is for: pinyin behind Han characters (``还/hái/``, one syllable
a character), phonemes with a stress mark behind a Latin word (``Nesterov/nˈɛstəɹɔf/``). What is always read so
stands in the language's file under ``[speech.readings]``, and what symbols are called under ``[speech.symbols]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scenes.narration.language import language
from scenes.narration.pace import HAN, READING, word_spans
from scenes.narration.timing import Word

_LEVEL = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "−+01234567890123456789")
_LATIN_WORD = re.compile(rf"[^\W\d_{HAN}]+$")
_HAN_RUN = re.compile(rf"[{HAN}]+$")
_END = re.compile(r"(?:[。！？]|(?:[.!?…]+(?=[\"'”’）)\]]*(?:\s|$))))[\"'”’）)\]]*")
_TITLE = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St))\.$")


@dataclass(frozen=True)
class Reading:
    """How ``text[start:end]`` sounds: pinyin with tones, or phonemes."""

    start: int
    end: int
    sound: str


@dataclass(frozen=True)
class Said:
    """What a voice is given: plain text, where each of its characters (and its end) comes from, and readings.

    ``origin`` has one more entry than ``text``; it never falls.
    """

    text: str
    origin: tuple[int, ...]
    readings: tuple[Reading, ...] = ()

    def sentences(self) -> Iterator[tuple[int, Said]]:
        """Each sentence that holds a word, with its offset; its readings count from its own start."""
        for start, end in sentence_spans(self.text):
            if word_spans(self.text[start:end]):
                inside = tuple(
                    Reading(one.start - start, one.end - start, one.sound)
                    for one in self.readings
                    if start <= one.start < end
                )
                yield start, Said(self.text[start:end], self.origin[start : end + 1], inside)

    def written(self, words: Iterable[Word], source: str) -> tuple[Word, ...]:
        """Bring the times of said words back to the words as they are written in ``source``.

        A written word lasts from the first to the last of what is said for it. One for which nothing is said
        takes an instant at the end of the one before.
        """
        spans = word_spans(source)
        times: dict[int, tuple[float, float]] = {}
        position = 0
        for word in words:
            at = self.origin[word.start]
            while position + 1 < len(spans) and spans[position][1] <= at:
                position += 1
            first, _ = times.get(position, (word.t0, word.t1))
            times[position] = (first, word.t1)
        written: list[Word] = []
        clock = 0.0
        for number, (start, end) in enumerate(spans):
            t0, t1 = times.get(number, (clock, clock))
            written.append(Word(source[start:end], start, end, t0, t1))
            clock = t1
        return tuple(written)


def say(source: str, code: str) -> Said:
    """Write a spoken text so that any voice can say it.

    Examples
    --------
    >>> say("η = 0.9", "en").text
    'eta equals 0.9'
    >>> say("还/hái/得走", "zh")
    Said(text='还得走', origin=(0, 6, 7, 8), readings=(Reading(start=0, end=1, sound='hái'),))
    """
    text, origin, readings = _without_readings(source)
    for pattern, words in _rules(code):
        text, origin, readings = _replaced(pattern, words, text, origin, readings)
    usual = language(code).readings
    taken = [*readings]
    for phrase in sorted(usual, key=len, reverse=True):
        for match in re.finditer(_whole(phrase), text, re.IGNORECASE):
            if all(match.end() <= one.start or one.end <= match.start() for one in taken):
                taken.append(Reading(match.start(), match.end(), usual[phrase]))
    return Said(text, tuple(origin), tuple(sorted(taken, key=lambda one: one.start)))


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences, without the blanks between them; what does not end is one too.

    Examples
    --------
    >>> [text[a:b] for text in ["Why? At 0.95, “no.” So, e.g. Dr. Wu."] for a, b in sentence_spans(text)]
    ['Why?', 'At 0.95, “no.”', 'So, e.g. Dr. Wu.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        following = text[match.end() :].lstrip()
        if following[:1].islower() and match.group()[0] in ".…":
            continue
        if _TITLE.search(text[start : match.end()]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(_stripped(text, a, b) for a, b in spans if text[a:b].strip())


def without_readings(source: str) -> str:
    """Return the text without readings, as it would be written.

    Examples
    --------
    >>> without_readings("还/hái/得走")
    '还得走'
    """
    return READING.sub("", source)


def _whole(phrase: str) -> str:
    """Match a phrase; a Latin one is not a part of another word."""
    told = re.escape(phrase)
    return rf"(?<![^\W\d_]){told}(?![^\W\d_])" if phrase.isascii() else told


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _without_readings(source: str) -> tuple[str, list[int], list[Reading]]:
    parts: list[str] = []
    origin: list[int] = []
    readings: list[Reading] = []
    done = 0
    for match in READING.finditer(source):
        parts.append(source[done : match.start()])
        origin += range(done, match.start())
        done = match.end()
        end = len(origin)
        if match["pinyin"]:
            before = _HAN_RUN.search("".join(parts))
            length = min(len(match["pinyin"].split(" ")), len(before[0]) if before else 0)
            readings.append(Reading(end - length, end, match["pinyin"]))
        else:
            word = _LATIN_WORD.search("".join(parts))
            readings.append(Reading(word.start() if word else end, end, match["phonemes"]))
    parts.append(source[done:])
    origin += range(done, len(source) + 1)
    return "".join(parts), origin, readings


@cache
def _rules(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns and their words: first the language's formulas, in their order, then single symbols."""
    facts = language(code)
    rules = [(re.compile(pattern), words) for pattern, words in facts.formulas]
    rules += [(re.compile(re.escape(symbol)), words) for symbol, words in facts.symbols.items()]
    return tuple(rules)


def _replaced(
    pattern: re.Pattern[str], words: str, text: str, origin: Sequence[int], readings: Sequence[Reading]
) -> tuple[str, list[int], list[Reading]]:
    """Put words for what a pattern matches, parted by a blank from Latin letters and digits beside them."""
    matches = [match for match in pattern.finditer(text) if match.group()]
    if not matches:
        return text, list(origin), list(readings)
    parts: list[str] = []
    new: list[int] = []
    moved = {len(text): 0}
    done = 0

    def keep(end: int) -> None:
        for at in range(done, end):
            moved[at] = len(new)
            new.append(origin[at])
        parts.append(text[done:end])

    def put(chars: str, at: int) -> None:
        parts.append(chars)
        new.extend([at] * len(chars))

    for match in matches:
        keep(match.start())
        said = match.expand(words).translate(_LEVEL)
        before = parts[-1][-1:] if parts[-1] else "".join(parts)[-1:]
        at = origin[match.start()]
        moved[match.start()] = len(new)
        if _touch(before, said[:1]):
            put(" ", at)
        put(said, at)
        if _touch(said[-1:], text[match.end() : match.end() + 1]):
            put(" ", at)
        for inside in range(match.start() + 1, match.end()):
            moved[inside] = len(new)
        done = match.end()
    keep(len(text))
    moved[len(text)] = len(new)
    new.append(origin[len(text)])
    kept = [Reading(moved[one.start], moved[one.end], one.sound) for one in readings]
    return "".join(parts), new, kept


def _touch(before: str, after: str) -> bool:
    """Whether two characters would run together into one word."""
    return bool(before and after) and all(
        one.isalnum() and not re.match(f"[{HAN}]", one) for one in (before, after)
    )
