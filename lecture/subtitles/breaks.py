"""Where a text may be broken: how strong each break is, and what it costs a reader.

A reader takes a subtitle in at a glance, so it should end where a thought ends. What belongs together comes
from the language's file: terms and everyday words, patterns such as 第…的, words that lean on the next or the
previous one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

import rjieba

from scenes.narration.language import Language
from scenes.narration.pace import HAN
from scenes.narration.script import is_wide

_CLOSING = "[\"'”’）)]*$"
_QUESTION = re.compile(rf"[?？]{_CLOSING}")
_SENTENCE = re.compile(rf"[.!?。！？…]{_CLOSING}")
_CLAUSE = re.compile(rf"[;:；：—]{_CLOSING}")
_COMMA = re.compile(rf"[,，]{_CLOSING}")
_LIST = re.compile(rf"[、]{_CLOSING}")
HAN_WORD = re.compile(f"[{HAN}]+")
_NUMBER = re.compile(rf"\d[^\s{HAN}]*(?<![.,;:，。；：、])$")

TORN = 40.0
"""From here on a break tears something apart."""
_LEANS = 12.0
_WELCOME = 3.5


class Strength(IntEnum):
    """How much of an end a text has before a break; what follows a question is its answer."""

    NONE = 0
    LIST = 1
    COMMA = 2
    CLAUSE = 3
    SENTENCE = 4
    QUESTION = 5


_COST = {
    Strength.NONE: 9.0,
    Strength.LIST: 5.0,
    Strength.COMMA: 1.5,
    Strength.CLAUSE: 0.5,
    Strength.SENTENCE: 0.0,
    Strength.QUESTION: 0.0,
}


class Breaks:
    """The breaks of one shown text, by the offset of the word that would come after them."""

    def __init__(self, shown: str, language: Language) -> None:
        self.shown = shown
        self.rules = language.subtitles
        self._torn = self._inside_of_whole_things(language) | set(self._inside_of_words())

    def strength(self, at: int) -> Strength:
        """Tell how strong a break before this offset is; the ends of the text are sentences' ends."""
        before = self.shown[:at].rstrip()
        if not before:
            return Strength.SENTENCE
        for pattern, strength in (
            (_QUESTION, Strength.QUESTION),
            (_SENTENCE, Strength.SENTENCE),
            (_CLAUSE, Strength.CLAUSE),
            (_COMMA, Strength.COMMA),
            (_LIST, Strength.LIST),
        ):
            if pattern.search(before):
                return strength
        return Strength.SENTENCE if at >= len(self.shown) else Strength.NONE

    def cost(self, at: int) -> float:
        """Tell what a break before this offset costs: nothing at the end of a sentence."""
        strength = self.strength(at)
        cost = _COST[strength]
        if strength != Strength.NONE:
            return cost
        before, after = self.shown[:at].rstrip(), self.shown[at:]
        welcome = any(_begins(after, word) for word in self.rules.break_before)
        if at in self._torn or (_NUMBER.search(before) and not welcome):
            cost += TORN
        if any(_ends(before, word) for word in self.rules.keep_with_next) or any(
            _begins(after, word) for word in self.rules.keep_with_previous
        ):
            cost += _LEANS
        return cost - _WELCOME * welcome

    def _inside_of_whole_things(self, language: Language) -> set[int]:
        """Offsets within terms, everyday words and patterns, none of which may be torn."""
        whole = [re.escape(word) for word in (*language.terms, *self.rules.words) if len(word) > 1]
        return {
            match.start(1) + inner
            for pattern in (*whole, *self.rules.unbroken)
            # A look-ahead finds those that overlap as well.
            for match in re.finditer(f"(?=({pattern}))", self.shown, re.IGNORECASE)
            for inner in range(1, len(match[1]))
        }

    def _inside_of_words(self) -> Iterator[int]:
        """Offsets within the words of a text that no blanks part."""
        at = 0
        for word in rjieba.cut(self.shown) if self.rules.dictionary else ():
            if HAN_WORD.fullmatch(word):
                yield from range(at + 1, at + len(word))
            at += len(word)


def _begins(text: str, word: str) -> bool:
    if not text.lower().startswith(word):
        return False
    return is_wide(word[-1]) or not text[len(word) : len(word) + 1].isalpha()


def _ends(text: str, word: str) -> bool:
    if not text.lower().endswith(word):
        return False
    return is_wide(word[0]) or not text[: -len(word)][-1:].isalpha()
