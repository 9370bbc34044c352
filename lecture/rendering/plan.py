"""What is to be made, and under which key: everything is computed here but the pictures. No manim."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from lecture import voices
from lecture.errors import VoiceError, WordsError, content_as
from lecture.quality import Quality
from lecture.rendering.encoding import encoder_options
from lecture.rendering.job import Job
from lecture.rendering.sources import fingerprint
from lecture.rendering.store import Store, digest
from lecture.sound.speech import Speech, speak, timeline
from lecture.spec import LectureSpec, SegmentSpec
from optimlib import places
from scenes import catalog, theme
from scenes.performance import Performance

SCHEMA = 1
"""Raised when something that goes into pictures is not covered by their key."""
PICTURES = ".mp4"


@dataclass(frozen=True)
class Planned:
    """One segment in one language, spoken and timed; its pictures will be found under ``key``.

    ``use`` is how this use of the segment is called in its lecture.
    """

    performance: Performance
    speeches: tuple[Speech, ...]
    job: Job
    key: str
    use: str

    @property
    def frames(self) -> int:
        """How many frames its film has."""
        return self.job.quality.frames(self.performance.timeline.duration)

    def told(self) -> str:
        """Its name for a reader."""
        return f"{self.use} ({self.performance.language})"


@dataclass(frozen=True)
class Cache:
    """The folders that results are kept in."""

    root: Path

    @property
    def speech(self) -> Path:
        """Folder of spoken cues."""
        return self.root / "speech"

    @property
    def pictures(self) -> Store:
        """Silent films of segments."""
        return Store(self.root / "pictures")

    @property
    def layouts(self) -> Store:
        """What was found wrong with the layout of segments."""
        return Store(self.root / "layouts")

    @property
    def lectures(self) -> Path:
        """Folder of receipts: what was delivered where."""
        return self.root / "lectures"


def plan(spec: LectureSpec, language: str, cache: Cache, failed: list[VoiceError]) -> list[Planned]:
    """Compute, fill in, speak and time every segment of a lecture in one language.

    Where the voice fails, its error is added to ``failed``, and the other segments are planned all the same.

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
            planned.append(_spoken(segment, silent, voice, spec.quality, cache))
        except VoiceError as error:
            failed.append(error)
    return planned


def plan_segment(
    segment: SegmentSpec, language: str, voice: voices.Voice, quality: Quality, cache: Cache
) -> Planned:
    """Compute, fill in, speak and time one segment."""
    return _spoken(segment, prepare(segment, language), voice, quality, cache)


def prepare(segment: SegmentSpec, language: str) -> Performance:
    """Compute one segment and fill in its words."""
    with content_as(WordsError, segment.address):
        return Performance.prepare(
            segment.name, language, segment.parameters, segment.words.get(language, ())
        )


def _spoken(
    segment: SegmentSpec, silent: Performance, voice: voices.Voice, quality: Quality, cache: Cache
) -> Planned:
    try:
        speeches = speak(silent.script, voice, cache.speech)
    except VoiceError as error:
        error.segment = error.segment or segment.address
        raise
    performance = replace(silent, timeline=timeline(silent.script, speeches))
    key = picture_key(performance, quality)
    job = Job(
        segment=segment.name,
        language=silent.language,
        quality=quality,
        out=str(cache.pictures.draft(key, PICTURES)),
        parameters=segment.parameters.model_dump_json(),
        timeline=performance.timeline.to_json(),
        script=performance.script.to_json(),
        beside=tuple(map(str, places.own_folders())),
    )
    return Planned(performance, speeches, job, key, segment.address)


def picture_key(performance: Performance, quality: Quality) -> str:
    """Hash everything that the pictures of a segment depend on."""
    return digest(
        {
            "schema": SCHEMA,
            "source": source_of(performance.segment),
            "parameters": json.loads(performance.params.model_dump_json()),
            "title": performance.script.title,
            "screen": dict(performance.script.screen),
            "timeline": performance.timeline.to_json(),
            "quality": asdict(quality),
            "encoder": encoder_options(quality),
            "fonts": fonts(),
            "versions": versions(),
        }
    )


def source_of(segment: str) -> str:
    """Hash all of our source that can take part in drawing a segment."""
    scene = f"{catalog.home(segment).package}.scene" if catalog.is_drawn(segment) else "scenes.words_only"
    return _source_of(scene)


@cache
def _source_of(scene: str) -> str:
    return fingerprint([scene, "lecture.rendering.draw"])


@cache
def fonts() -> list[str]:
    """Return the text fonts that are here, best first: the first one is drawn with."""
    import typst

    here = set(typst.Fonts().families())
    return [family for family in theme.TEXT_FONTS if family in here]


@cache
def versions() -> Mapping[str, str]:
    """Versions of what turns a scene into pixels and packets."""
    return {name: version(name) for name in ("manim", "typst", "av", "pycairo", "moderngl", "numpy")}
