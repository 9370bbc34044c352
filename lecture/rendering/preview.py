"""Single pictures of a segment, made without rendering it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lecture.errors import SpecError
from lecture.nearest import hint_for
from lecture.rendering.plan import Planned, plan_segment
from lecture.rendering.pool import Pool
from lecture.rendering.produce import CACHE, raise_failures
from lecture.rendering.store import make_folder
from lecture.spec import LectureSpec


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    language: str
    at: float | None
    cues: Sequence[str]
    every_cue: bool
    out: Path


def preview_once(spec: LectureSpec, request: Request, say: Callable[[str], object]) -> None:
    """Draw what was asked for of a lecture of one segment, and say where it is."""
    [segment] = spec.segments
    spec = spec.speaking([request.language])
    for advice in spec.advice():
        say(advice)
    voice = spec.voice_of(request.language)
    this = plan_segment(segment, request.language, voice, spec.quality, CACHE)
    cues = [cue.name for cue in this.performance.timeline.cues] if request.every_cue else request.cues
    for path, told in take_pictures(this, moments(this, request.at, cues), request.out):
        say(f"{path}  ({told})")


def moments(this: Planned, at: float | None, cues: Sequence[str]) -> dict[str, float]:
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


def take_pictures(this: Planned, wanted: dict[str, float], folder: Path) -> list[tuple[Path, str]]:
    """Draw the moments; return the files and what each one shows."""
    make_folder(folder)
    stem = f"{this.use.replace('#', '-')}.{this.performance.language}"
    job = replace(
        this.job, mode="stills", times=tuple(wanted.values()), out=str(folder / f".{stem}.{{}}.png")
    )
    with Pool(1) as pool:
        [result] = pool.run([job], lambda position, frame: None)
    raise_failures([result])
    pictures = []
    for file, (name, time) in zip(result.files, wanted.items(), strict=True):
        cue = this.performance.timeline.cue_at(time).name
        pictures.append((file.replace(folder / f"{stem}.{name}.png"), f"{time:.2f} s, cue '{cue}'"))
    return pictures
