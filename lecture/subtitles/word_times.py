r"""The time of every word of a film, for players that light up what is being said.

The file is one JSON object::

    {
      "language": "en",
      "duration": 474.2,
      "words": [
        {"word": "Three", "start": 0.612, "end": 0.84, "caption": 1, "cue": "question", "segment": "linear_batches"}
      ]
    }

``word`` is shown, not spoken ("90.7%", not "90.7 percent"), with the punctuation that goes with it and without
blanks; in Mandarin a Han character is a word. ``start`` and ``end`` are seconds of the film, in order, to the
millisecond. ``caption`` is the number (from 1) of the subtitle it stands in, as in the SubRip file: the words of
a caption, put together, are its text but for blanks and line ends. ``cue`` and ``segment`` are the names in the
words file and in the lecture file.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from lecture.subtitles.captions import Caption
from lecture.subtitles.units import shown_units
from scenes.narration.script import ScriptCue
from scenes.narration.timing import Word

_DIGITS = 3


@dataclass(frozen=True)
class TimedWord:
    """One shown word of a film and when it is said, in seconds of the film."""

    word: str
    start: float
    end: float
    caption: int
    cue: str
    segment: str


def timed_words(
    cue: ScriptCue, words: Sequence[Word], told: Sequence[Caption], *, start: float, first: int, segment: str
) -> Iterator[TimedWord]:
    """Time the shown words of one cue.

    Parameters
    ----------
    cue, words
        The cue and its spoken words with their times.
    told
        Its subtitles.
    start
        Second of the film at which its voice begins.
    first
        The number of its first subtitle.
    segment
        Name of its segment.

    Examples
    --------
    >>> cue = ScriptCue("a", "It stops.", "It stops.", (), {})
    >>> said = (Word("It", 0, 2, 0.0, 0.1), Word("stops.", 3, 9, 0.1, 0.5))
    >>> [*timed_words(cue, said, (Caption(2, 4, ("It stops.",)),), start=2, first=7, segment="s")][1]
    TimedWord(word='stops.', start=2.1, end=2.5, caption=7, cue='a', segment='s')
    """
    ends = _characters(told)
    seen = 0
    for unit in shown_units(cue, words):
        word = cue.shown[unit.start : unit.end].strip()
        yield TimedWord(
            word,
            round(start + unit.t0, _DIGITS),
            round(start + unit.t1, _DIGITS),
            first + min(bisect_right(ends, seen), len(ends) - 1),
            cue.name,
            segment,
        )
        seen += len("".join(word.split()))


def to_json(words: Sequence[TimedWord], *, language: str, duration: float) -> str:
    """Write the words of a film as JSON, a line a word."""
    rows = ",\n".join(f"    {json.dumps(asdict(word), ensure_ascii=False)}" for word in words)
    head = f'  "language": {json.dumps(language)},\n  "duration": {round(duration, _DIGITS)},\n'
    return f'{{\n{head}  "words": [\n{rows}\n  ]\n}}\n'


def _characters(told: Sequence[Caption]) -> list[int]:
    """Count the characters up to the end of each caption, blanks left out."""
    counts = []
    total = 0
    for caption in told:
        total += len("".join("".join(caption.lines).split()))
        counts.append(total)
    return counts
