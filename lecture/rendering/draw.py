"""Draw one job with manim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from manim import Scene
from PIL import Image

from lecture.files import OUT, unwritable
from lecture.quality import Quality
from lecture.rendering.filming import film
from lecture.rendering.job import Done, Job
from lecture.rendering.stage import Sink, StageRenderer, Stills, configured
from scenes import catalog
from scenes.performance import Performance

Progress = Callable[[int], None]


def draw(job: Job, progress: Progress) -> Done:
    """Draw a job."""
    performance = job.performance()
    files = tuple(Path(out) for out in job.outs)
    if job.mode == "film":
        films = dict(zip(job.beats, files, strict=True))
        stages, all_times = film(performance, job.quality, films, progress)
        return Done(files, stages, all_times)
    last = job.quality.frames(performance.timeline.duration) - 1
    indices = [min(job.quality.frames(time), last) for time in job.times]
    stills = Stills(indices)
    play(performance, job.quality, stills)
    for file, index in zip(files, indices, strict=True):
        try:
            Image.fromarray(stills.frames[index][:, :, :3]).save(file, format="png")
        except OSError as error:
            raise unwritable(file.parent, error, OUT) from error
    return Done(files)


def play(performance: Performance, quality: Quality, sink: Sink) -> None:
    """Play a segment into a sink."""
    with configured(quality):
        renderer = StageRenderer(sink, quality.fps)
        scene: Scene = catalog.segment_class(performance.segment)(performance, renderer=renderer)
        scene.render()
