"""What is to be made, and under which key: everything is computed here but the pictures. No manim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lecture import voices
from lecture.errors import WordsError, content_as
from lecture.keys.ingredients import Ingredients, of_pictures
from lecture.keys.values import digest
from lecture.quality import Quality
from lecture.rendering.cache import Cache
from lecture.rendering.job import Job
from lecture.sound.speech import Speech, speak, timeline
from lecture.spec import LectureSpec, SegmentSpec
from scenes.performance import Performance

PICTURES = ".mp4"


@dataclass(frozen=True)
class Planned:
    """One segment in one language, spoken and timed; ``use`` is how this use of it is called in its lecture."""

    performance: Performance
    speeches: tuple[Speech, ...]
    quality: Quality
    use: str

    @cached_property
    def ingredients(self) -> Ingredients:
        """What its pictures are made of, by name."""
        return of_pictures(self.performance, self.quality)

    @cached_property
    def key(self) -> str:
        """What its pictures are kept under."""
        return digest(self.ingredients)

    @property
    def frames(self) -> int:
        """How many frames its film has."""
        return self.quality.frames(self.performance.timeline.duration)

    def job(self, *outs: Path) -> Job:
        """Ask for its film."""
        return Job.of(self.performance, self.quality).to(*outs)

    def named(self) -> dict[str, str]:
        """Its name for a program, in parts."""
        return {
            "segment": self.performance.segment,
            "use": self.use,
            "language": self.performance.language,
        }

    def told(self) -> str:
        """Its name for a reader."""
        return f"{self.use} ({self.performance.language})"


def plan(spec: LectureSpec, language: str, cache: Cache) -> list[Planned]:
    """Compute, fill in, speak and time every segment of a lecture in one language.

    Words and source are read here and nowhere later.

    Raises
    ------
    LectureError
        If anything in parameters, words or voice is wrong; nothing has been drawn yet.
    """
    voice = voices.load(spec.voice)
    voice.check(language)
    return [plan_segment(segment, language, voice, spec.quality, cache) for segment in spec.segments]


def plan_segment(
    segment: SegmentSpec, language: str, voice: voices.Voice, quality: Quality, cache: Cache
) -> Planned:
    """Compute, fill in, speak and time one segment."""
    words = segment.words.get(language, ())
    with content_as(WordsError, segment.address):
        silent = Performance.prepare(segment.name, language, segment.parameters, words)
    speeches = speak(silent.script, voice, cache.speech)
    performance = replace(silent, timeline=timeline(silent.script, speeches))
    return Planned(performance, speeches, quality, segment.address)
