"""What is written alike and spoken in several ways has a reading, unless every voice gets the phrase right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenes.errors import ContentError
from scenes.narration.passage import Passage
from scenes.narration.script import is_wide


def findings(passages: Sequence[Passage]) -> Iterator[ContentError]:
    """Find homographs in spoken text without a reading, outside the phrases that are safe."""
    for passage in passages:
        if passage.cue is None:
            continue
        for homograph, phrases in passage.language.homographs.items():
            safe = [span for phrase in phrases for span in passage.places(phrase)]
            for start, end in passage.places(homograph):
                if any(first <= start and end <= last for first, last in safe):
                    continue
                if not reading_given(passage, start, end):
                    around = (
                        passage.shown[max(start - 4, 0) : end + 4] if is_wide(homograph[0]) else homograph
                    )
                    what = f"a voice may misread '{homograph}' in “{around}”"
                    hint = "give its reading, [[shown|spoken]], or say it in other words"
                    yield passage.finding(start, end, what, hint)


def reading_given(passage: Passage, start: int, end: int) -> bool:
    """Whether the words themselves say how the shown characters ``[start, end)`` are to be read."""
    at = 0
    for piece in passage.pieces:
        last = at + len(piece.shown)
        if at < end and start < last:
            return piece.shown != piece.spoken
        at = last
    return False
