"""All that a segment needs in order to be drawn: numbers, words and times, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenes import catalog
from scenes.blame import blamed_on
from scenes.narration.layer import WordsLayer
from scenes.narration.pace import estimate_words
from scenes.narration.reading import load_words
from scenes.narration.script import Script, ScriptCue
from scenes.narration.statements import with_statements
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
        cls,
        segment: str,
        language: str,
        params: SegmentParams | None = None,
        words: Sequence[WordsLayer] = (),
    ) -> Performance:
        """Compute the facts and render the words; times are estimated from the text, no voice is asked.

        ``words`` are laid over the segment's own.

        Raises
        ------
        ContentError
            If the segment or language is unknown, or its words are wrong.
        """
        story = catalog.story(segment)
        params = story.parameters() if params is None else params
        facts = story.facts(params)
        written = load_words(catalog.words_file(segment, language), words)
        # A fact may be computed when the words ask for it.
        with blamed_on(catalog.home(segment).folder):
            script = written.render(story.told(params, facts), story.beats)
        if not catalog.is_drawn(segment):
            script = with_statements(script)
        return cls.of(segment, params, facts, script)

    @classmethod
    def of(cls, segment: str, params: SegmentParams, facts: Any, script: Script) -> Performance:
        """Put together what is there already; times are estimated."""
        return cls(segment, script.language, params, facts, script, estimated_timeline(script))

    @property
    def reading(self) -> str:
        """What there is to read about the segment beside its film, as Markdown: facts may have a ``reading``."""
        written = getattr(self.facts, "reading", None)
        return str(written(self.script.screen, self.language)) if written else ""


def estimated_timeline(script: Script) -> Timeline:
    """Lay out a script as it would be spoken at the language's usual pace."""
    spoken = [estimated_cue(cue, script.language) for cue in script.cues]
    return Timeline.lay_out(script.language, spoken, "estimated")


def estimated_cue(cue: ScriptCue, language: str) -> SpokenCue:
    """Time a cue as it would be spoken at the language's usual pace."""
    words = estimate_words(cue.spoken, language)
    duration = words[-1].t1 / cue.rate if words else 0.0
    marks = {mark: cue.time_of(mark, words) / cue.rate for mark in cue.marks}
    return SpokenCue(cue.name, duration, marks, cue.pause)
