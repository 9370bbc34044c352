"""Blanks and punctuation as a typesetter would put them, on the screen and in subtitles alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scenes.errors import ContentError
from scenes.narration.pace import HAN
from scenes.narration.passage import Passage

_LATIN = r"[A-Za-z0-9α-ωΑ-Ω]"
_SIGNED = r"(?:[−+±]?[A-Za-z0-9α-ωΑ-Ω]|\$)"
_BORDER = re.compile(rf"[{HAN}](?={_SIGNED})|(?:{_LATIN}|[%°$⁰¹²³⁴-⁹])(?=[{HAN}])")
_HALF = re.compile(rf"(?<=[{HAN}])[,;:!?](?!\S*\$)|(?<=[{HAN}])\.(?=\s|$)")
_WIDE = re.compile(r"[，。；：！？（）]\s|\s[，。；：！？（）]")
_LOOSE = re.compile(r"\S {2,}\S|\w (?=[,;:!?.](?:\s|$))|[a-z][,;:!?](?=[A-Za-z])")


def findings(passages: Sequence[Passage]) -> Iterator[ContentError]:
    """Find missing and needless blanks, and punctuation of the other width."""
    for passage in passages:
        rules = [(_LOOSE, "a blank is missing or too much", "one blank after punctuation and none before it")]
        if passage.language.style.spaced:
            rules += [
                (_BORDER, "no blank between Han and Latin", "put one, as everywhere in this language"),
                (_HALF, "half-width punctuation after Han", "write it in full width: ，。；：！？"),
                (_WIDE, "a blank beside full-width punctuation", "take it away"),
            ]
        for pattern, what, hint in rules:
            for match in pattern.finditer(passage.shown):
                start, end = max(match.start() - 3, 0), min(match.end() + 4, len(passage.shown))
                around = passage.shown[start:end].strip()
                yield passage.finding(match.start(), match.end() + 1, f"{what}: “{around}”", hint)
