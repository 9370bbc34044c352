"""Draw one job with manim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from manim import ManimColor, Scene
from PIL import Image

from lecture.quality import Quality
from lecture.rendering.job import Job
from lecture.rendering.recorder import Recorder
from lecture.rendering.stage import Sink, StageRenderer, Stills, configured
from scenes import catalog, theme
from scenes.narration.script import Script
from scenes.narration.timing import Timeline
from scenes.performance import Performance

Progress = Callable[[int], None]


def draw(job: Job, progress: Progress) -> list[Path]:
    """Draw a job and return the files written."""
    performance = perform(job)
    out = Path(job.out)
    if job.mode == "film":
        with Recorder(out, job.quality, progress) as recorder:
            play(performance, job.quality, recorder)
        return [out]
    last = job.quality.frames(performance.timeline.duration) - 1
    indices = [min(job.quality.frames(time), last) for time in job.times]
    stills = Stills(indices)
    play(performance, job.quality, stills)
    files = [Path(job.out.replace("{}", str(position))) for position in range(len(indices))]
    for file, index in zip(files, indices, strict=True):
        part = file.with_name(f".{file.name}.part")
        Image.fromarray(stills.frames[index][:, :, :3]).save(part, format="png")
        part.replace(file)
    return files


def perform(job: Job) -> Performance:
    """Compute all that the segment needs in order to be drawn."""
    story = catalog.story(job.segment)
    params = story.parameters.model_validate_json(job.parameters)
    if job.script is None:
        performance = Performance.prepare(job.segment, job.language, params)
    else:
        script = Script.from_json(job.script)
        performance = Performance.of(job.segment, params, story.facts(params), script)
    if job.timeline is None:
        return performance
    return replace(performance, timeline=Timeline.from_json(job.timeline))


def play(performance: Performance, quality: Quality, sink: Sink) -> None:
    """Play a segment into a sink."""
    with configured(quality):
        # The colour that every frame starts from is fixed when the camera is made.
        renderer = StageRenderer(sink, quality.fps)
        renderer.camera.background_color = ManimColor(theme.BACKGROUND)
        scene: Scene = catalog.segment_class(performance.segment)(performance, renderer=renderer)
        scene.render()
