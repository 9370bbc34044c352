"""One style of numerals: what is counted in digits once is counted in digits everywhere in a words file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenes.errors import ContentError
from scenes.narration.language import Language
from scenes.narration.pace import HAN
from scenes.narration.passage import Passage


@dataclass(frozen=True)
class _Count:
    """A number with what it counts."""

    passage: Passage
    start: int
    end: int
    number: str


def findings(passages: Sequence[Passage]) -> Iterator[ContentError]:
    """Find numbers written as words of what is counted in digits elsewhere in the same file."""
    counts: dict[str, list[_Count]] = defaultdict(list)
    for passage in passages:
        for counted, found in _counts(passage):
            counts[counted].append(found)
    for of_one_kind in counts.values():
        digits = [count for count in of_one_kind if count.number[0].isdigit()]
        for count in of_one_kind if digits else ():
            if not count.number[0].isdigit():
                other = digits[0].passage.shown[digits[0].start : digits[0].end]
                what = f"'{count.passage.shown[count.start : count.end]}' beside '{other}' elsewhere in this file"
                hint = "write both in digits, from the facts if the number is one"
                yield count.passage.finding(count.start, count.end, what, hint)


def _counts(passage: Passage) -> Iterator[tuple[str, _Count]]:
    for match in _pattern(passage.language).finditer(passage.shown):
        counted = (match["ordinal"] or "") + match["counted"].lower().removesuffix("s")
        yield counted, _Count(passage, match.start(), match.end(), match["number"])


def _pattern(language: Language) -> re.Pattern[str]:
    """Match a number, as digits or as a word, with what it counts."""
    numbers = language.numbers
    words = "|".join(map(re.escape, language.style.numerals))
    if not numbers.measures:
        return re.compile(
            rf"(?P<ordinal>)(?<![\w.])(?P<number>\d+|{words})\s(?P<counted>[^\W\d_]+)", re.IGNORECASE
        )
    # 一个, 一步 are hardly numbers, but 第一步 is one.
    one = rf"(?<={numbers.ordinal})[一1]"
    number = rf"(?P<number>\d+(?![\d.%])|{one}|(?<!十)(?:{words})(?!分之))"
    measure = f"[{numbers.measures}]"
    return re.compile(
        rf"(?:(?P<ordinal>{numbers.ordinal})\s?)?{number}\s?"
        rf"(?P<counted>{measure}(?(ordinal)|[{HAN}]{{0,2}}(?<!的)))"
    )
