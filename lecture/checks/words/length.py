"""Sentences and clauses are short enough to be followed by ear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scenes.errors import ContentError
from scenes.narration.pace import word_spans
from scenes.narration.passage import Passage
from scenes.narration.script import is_wide

_SENTENCE = re.compile(r"(?:[^.!?。！？…]|\.(?=\S))+")
_CLAUSE = re.compile(r"(?:[^.,;:!?。，；：！？…—]|[.,:](?=\w))+")


def findings(passages: Sequence[Passage]) -> Iterator[ContentError]:
    """Find sentences with too many words, and clauses with too many characters."""
    for passage in passages:
        if passage.cue is None:
            continue
        style = passage.language.style
        for match in _SENTENCE.finditer(passage.shown) if style.sentence else ():
            words = len(word_spans(match.group()))
            if words > style.sentence:
                what = f"a sentence of {words} words: “{_beginning(match.group())}”"
                yield passage.finding(*_span(match), what, f"at most {style.sentence}: make two of it")
        for match in _CLAUSE.finditer(passage.shown) if style.clause else ():
            half = passage.language.subtitles.half_width
            size = sum(1 if is_wide(char) else half for char in match.group().strip())
            if size > style.clause:
                what = f"a clause of {size:.0f} characters: “{_beginning(match.group())}”"
                yield passage.finding(
                    *_span(match), what, f"at most {style.clause}: put a comma, or make two of it"
                )


def _beginning(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:40].rstrip() + "…"


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Span of the first few characters, which are easier to find in the source than all of them."""
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return start, min(start + 6, match.end())
