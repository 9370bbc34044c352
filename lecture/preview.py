"""Single pictures of a segment, made without rendering it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lecture import voices
from lecture.build.plan import Cache, Part, part
from lecture.build.pool import Pool
from lecture.build.store import make_folder
from lecture.errors import LectureError, SpecError
from lecture.nearest import hint_for
from lecture.quality import Quality
from lecture.spec import SegmentSpec


def prepared(segment: SegmentSpec, language: str, voice: str, quality: Quality, cache: Cache) -> Part:
    """Speak and time a segment, as a film would."""
    engine = voices.load(voice)
    engine.check(language)
    return part(segment, language, engine, quality, cache)


def moments(this: Part, at: float | None, cues: Sequence[str]) -> dict[str, float]:
    """Name the moments wanted: seconds, the ends of cues, or the middle of the segment."""
    timeline = this.performance.timeline
    if at is not None:
        if not 0 <= at <= timeline.duration:
            raise SpecError(f"--at {at:g}", f"{this.told()} lasts from 0 to {timeline.duration:.2f} s")
        return {f"{at:.2f}s": at}
    known = [cue.name for cue in timeline.cues]
    for name in cues:
        if name not in known:
            raise SpecError(f"{this.told()} has no cue '{name}'", hint_for(name, known))
    if cues:
        # By the end of its words a beat has shown all that it speaks of.
        return {name: timeline.cue(name).end for name in cues}
    middle = timeline.duration / 2
    return {f"{middle:.2f}s": middle}


def take_pictures(this: Part, wanted: dict[str, float], folder: Path) -> list[tuple[Path, str]]:
    """Draw the moments; return the files and what each one shows."""
    make_folder(folder)
    stem = f"{this.performance.segment}.{this.performance.language}"
    job = replace(
        this.job, mode="stills", times=tuple(wanted.values()), out=str(folder / f".{stem}.{{}}.png")
    )
    with Pool(1) as pool:
        [result] = pool.run([job], lambda position, frame: None)
    if result.error:
        raise with_debug(result.error, result.debug)
    pictures = []
    for file, (name, time) in zip(result.files, wanted.items(), strict=True):
        cue = this.performance.timeline.cue_at(time).name
        pictures.append((file.replace(folder / f"{stem}.{name}.png"), f"{time:.2f} s, cue '{cue}'"))
    return pictures


def with_debug(error: LectureError, debug: str) -> LectureError:
    """Attach a worker's own traceback, for those who ask for it."""
    error.add_note(debug)
    return error
