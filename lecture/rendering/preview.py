"""Single pictures of a segment, made without rendering it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import optimlib
import scenes
from lecture import voices
from lecture.errors import SpecError
from lecture.isolation import module_command
from lecture.nearest import hint_for
from lecture.rendering.plan import Planned, plan_segment
from lecture.rendering.pool import Pool
from lecture.rendering.produce import CACHE, raise_failures
from lecture.rendering.store import make_folder
from lecture.spec import quality_named, single


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    segment: str
    language: str
    settings: Sequence[str]
    at: float | None
    cues: Sequence[str]
    every_cue: bool
    quality: str
    voice: str
    out: Path


def preview_once(request: Request, say: Callable[[str], object]) -> None:
    """Draw what was asked for and say where it is."""
    quality = quality_named(request.quality)
    spec = single(request.segment, request.settings)
    voice = voices.load(request.voice)
    voice.check(request.language)
    this = plan_segment(spec, request.language, voice, quality, CACHE)
    cues = [cue.name for cue in this.performance.timeline.cues] if request.every_cue else request.cues
    for path, told in take_pictures(this, moments(this, request.at, cues), request.out):
        say(f"{path}  ({told})")


def watched(request: Request, say: Callable[[str], object]) -> None:
    """Draw again whenever one of our source or words files is saved; errors are shown, not died of."""
    from watchfiles import PythonFilter, watch

    folders = [Path(module.__file__).parent for module in (scenes, optimlib) if module.__file__]
    command, env = module_command("lecture")
    command += [one for one in sys.argv[1:] if one != "--watch"]
    filter_ = PythonFilter(extra_extensions=[".toml"])
    # A fresh process each time: a changed module is not to be reloaded but loaded.
    subprocess.run(command, env=env, check=False)
    say(f"watching {', '.join(map(str, folders))} (Ctrl-C ends)")
    for changes in watch(*folders, watch_filter=filter_, raise_interrupt=True):
        say(f"changed: {', '.join(sorted({Path(path).name for _, path in changes}))}")
        subprocess.run(command, env=env, check=False)


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
    stem = f"{this.performance.segment}.{this.performance.language}"
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
