"""All that a segment needs in order to be drawn: numbers, words and times, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes import catalog
from scenes.narration.pace import estimate_words
from scenes.narration.reading import load_words
from scenes.narration.script import Script
from scenes.narration.timing import SpokenCue, Timeline

if TYPE_CHECKING:
    from scenes.parameters import SegmentParams


@dataclass(frozen=True)
class Performance:
    """One segment, in one language, with its numbers computed and its times fixed."""

    segment: str
    language: str
    params: SegmentParams
    facts: Any
    script: Script
    timeline: Timeline

    @classmethod
    def prepare(
        cls, segment: str, language: str, params: SegmentParams | None = None, words: Path | None = None
    ) -> Performance:
        """Compute the facts and render the words; times are estimated from the text, no voice is asked.

        ``words`` is a words file that takes the place of the stock one.

        Raises
        ------
        ContentError
            If the segment or language is unknown, or its words are wrong.
        """
        story = catalog.story(segment)
        params = story.parameters() if params is None else params
        facts = story.facts(params)
        script = load_words(words or catalog.words_file(segment, language)).render(facts, story.beats)
        return cls(segment, language, params, facts, script, estimated_timeline(script))


def estimated_timeline(script: Script) -> Timeline:
    """Lay out a script as it would be spoken at the language's usual pace."""
    spoken = []
    for cue in script.cues:
        words = estimate_words(cue.spoken, script.language)
        duration = words[-1].t1 / cue.rate if words else 0.0
        marks = {mark: cue.time_of(mark, words) / cue.rate for mark in cue.marks}
        spoken.append(SpokenCue(cue.name, duration, marks, cue.pause))
    return Timeline.lay_out(script.language, spoken, "estimated")
