"""Single pictures of a segment, made without rendering it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from lecture.console import plain_console
from lecture.errors import SpecError
from lecture.files import make_folder, part, settle, sweep, unwritable
from lecture.nearest import hint_for
from lecture.rendering.cache import Cache
from lecture.rendering.job import Job
from lecture.rendering.plan import Planned, plan_segment
from lecture.rendering.pool import Crew, Pool
from lecture.rendering.produce import raise_failures
from lecture.rendering.speaking import Speaking
from lecture.spec import LectureSpec


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    language: str
    at: float | None
    cues: Sequence[str]
    every_cue: bool
    out: Path
    cache: Cache


def preview_once(
    spec: LectureSpec, request: Request, say: Callable[[str], object], crew: Crew | None = None
) -> None:
    """Let a crew (else a process of its own) draw what was asked for of a lecture of one segment; say where it is."""
    [segment] = spec.segments
    spec = spec.speaking([request.language])
    for advice in spec.advice():
        say(advice)
    voice = spec.voice_of(request.language)
    with request.cache.in_use():
        with Speaking(plain_console(sys.stderr)) as speaking:
            this = plan_segment(segment, request.language, voice, spec.quality, request.cache, speaking)
        cues = [cue.name for cue in this.performance.timeline.cues] if request.every_cue else request.cues
        for path, told in take_pictures(this, moments(this, request.at, cues), request.out, crew or Pool(1)):
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


def take_pictures(
    this: Planned, wanted: dict[str, float], folder: Path, crew: Crew
) -> list[tuple[Path, str]]:
    """Draw the moments; return the files and what each one shows."""
    make_folder(folder)
    sweep(folder)
    stem = f"{this.use.replace('#', '-')}.{this.performance.language}"
    pictures = []
    with ExitStack() as drafts, crew:
        outs = [drafts.enter_context(part(folder)) for _ in wanted]
        job = Job.of(this.performance, this.quality, "stills").to(*outs)
        raise_failures(crew.run([replace(job, times=tuple(wanted.values()))], lambda position, frame: None))
        for file, (name, time) in zip(outs, wanted.items(), strict=True):
            cue = this.performance.timeline.cue_at(time).name
            path = folder / f"{stem}.{name}.png"
            try:
                settle(file)
                file.replace(path)
            except OSError as error:
                raise unwritable(path, error) from error
            pictures.append((path, f"{time:.2f} s, cue '{cue}'"))
    return pictures
