"""What is to be made, and under which key: everything is computed here but the pictures. No manim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lecture import voices
from lecture.errors import VoiceError, WordsError, content_as
from lecture.keys.ingredients import Ingredients, of_pictures
from lecture.keys.values import digest
from lecture.quality import Quality
from lecture.rendering.cache import Cache
from lecture.rendering.job import Job
from lecture.rendering.shots import Shot, shots
from lecture.rendering.speaking import Speaking
from lecture.sound.speech import Speech, speak, timeline
from lecture.spec import LectureSpec, SegmentSpec
from scenes.performance import Performance


@dataclass(frozen=True)
class Planned:
    """One segment in one language, spoken and timed.

    ``use`` is how this use of it is called in its lecture, ``part_title`` the part of the lecture that it stands in.
    """

    performance: Performance
    speeches: tuple[Speech, ...]
    quality: Quality
    use: str
    part_title: str = ""

    @cached_property
    def ingredients(self) -> Ingredients:
        """What its pictures are made of, by name."""
        return of_pictures(self.performance, self.quality)

    @cached_property
    def key(self) -> str:
        """What stands for all its pictures."""
        return digest(self.ingredients)

    @cached_property
    def shots(self) -> tuple[Shot, ...]:
        """What its film is put together from, in order."""
        return shots(self.performance, self.quality)

    @property
    def frames(self) -> int:
        """How many frames its film has."""
        return self.quality.frames(self.performance.timeline.duration)

    def job(self, wanted: Sequence[Shot], outs: Sequence[Path]) -> Job:
        """Ask for some of its shots, in order."""
        beats = tuple(shot.beat for shot in wanted)
        return replace(Job.of(self.performance, self.quality), beats=beats).to(*outs)

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


def plan(
    spec: LectureSpec,
    language: str,
    cache: Cache,
    failed: list[VoiceError],
    speaking: Speaking | None = None,
) -> list[Planned]:
    """Compute, fill in, speak and time every segment of a lecture in one language.

    Words and source are read here and nowhere later. Where the voice fails, its error is added to ``failed``, and
    the other segments are planned all the same.

    Raises
    ------
    LectureError
        If anything in parameters or words is wrong, or the voice is not here; nothing has been drawn yet.
    """
    # Words first: a mistake in the last segment is not to be found after minutes of speech.
    prepared = [prepare(segment, language) for segment in spec.segments]
    voice = spec.voice_of(language)
    planned = []
    for segment, silent in zip(spec.segments, prepared, strict=True):
        try:
            planned.append(_spoken(segment, silent, voice, spec.quality, cache, speaking))
        except VoiceError as error:
            failed += [one for one in error.parts if isinstance(one, VoiceError)]
    return planned


def plan_segment(
    segment: SegmentSpec,
    language: str,
    voice: voices.Voice,
    quality: Quality,
    cache: Cache,
    speaking: Speaking | None = None,
) -> Planned:
    """Compute, fill in, speak and time one segment."""
    return _spoken(segment, prepare(segment, language), voice, quality, cache, speaking)


def prepare(segment: SegmentSpec, language: str) -> Performance:
    """Compute one segment and fill in its words."""
    with content_as(WordsError, segment.address):
        return Performance.prepare(
            segment.name, language, segment.parameters, segment.words.get(language, ())
        )


def _spoken(
    segment: SegmentSpec,
    silent: Performance,
    voice: voices.Voice,
    quality: Quality,
    cache: Cache,
    speaking: Speaking | None,
) -> Planned:
    named = {"segment": segment.name, "use": segment.address, "language": silent.language}
    told = {"heard": speaking.of(named)} if speaking else {}
    try:
        speeches = speak(silent.script, voice, cache.speech, segment.address, **told)
    except VoiceError as error:
        for one in (error, *error.parts):
            one.segment = one.segment or segment.address
        raise
    performance = replace(silent, timeline=timeline(silent.script, speeches))
    part_title = segment.part.get(performance.language, "")
    return Planned(performance, speeches, quality, segment.address, part_title)
