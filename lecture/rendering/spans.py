"""Which frames of a segment belong to which beat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lecture.quality import Quality
from scenes.narration.timing import Timeline


@dataclass(frozen=True)
class Span:
    """``count`` frames of a beat, from frame ``first`` of its segment on."""

    beat: str
    first: int
    count: int


def spans(timeline: Timeline, quality: Quality) -> Iterator[Span]:
    """Yield the beats that have frames, in order; the first has those before it, the last those to the very end.

    Examples
    --------
    >>> from lecture.quality import QUALITIES
    >>> from scenes.narration.timing import SpokenCue
    >>> line = Timeline.lay_out("en", [SpokenCue("a", 2.0, {}), SpokenCue("b", 1.0, {})])
    >>> [(span.beat, span.first, span.count) for span in spans(line, QUALITIES["draft"])]
    [('a', 0, 46), ('b', 46, 33)]
    """
    begins = [0, *(quality.frames(cue.start) for cue in timeline.cues[1:]), quality.frames(timeline.duration)]
    for cue, (first, end) in zip(timeline.cues, pairwise(begins), strict=True):
        if end > first:
            yield Span(cue.name, first, end - first)
