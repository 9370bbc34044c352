"""Playing a segment without drawing it: every beat, every animation, no pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene import Scene

from scenes import catalog
from scenes.performance import Performance
from scenes.segment import Segment
from scenes.timing import Timeline

SMALL = {
    "pixel_width": 128,
    "pixel_height": 72,
    "disable_caching": True,
    "dry_run": True,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


class Rehearsal(CairoRenderer):
    """Goes through every play in one leap, and lets a test look after each."""

    def __init__(self, look: Callable[[Segment], object]) -> None:
        super().__init__(skip_animations=True)
        self.look = look

    def play(self, scene: Scene, *animations: Any, **options: Any) -> None:
        """Go to the end of a play."""
        super().play(scene, *animations, **options)
        assert isinstance(scene, Segment)
        self.look(scene)


def _paced(timeline: Timeline, pace: float) -> Timeline:
    cues = tuple(
        replace(
            cue,
            start=cue.start * pace,
            end=cue.end * pace,
            until=cue.until * pace,
            marks={mark: time * pace for mark, time in cue.marks.items()},
        )
        for cue in timeline.cues
    )
    return replace(timeline, cues=cues, duration=timeline.duration * pace)


def rehearse(
    name: str,
    language: str = "en",
    params: Mapping[str, Any] | None = None,
    *,
    frame_rate: int = 30,
    pace: float = 1.0,
    look: Callable[[Segment], object] = lambda segment: None,
) -> Segment:
    """Play a segment to its end, its cues taking ``pace`` times their usual time, and return it."""
    parameters = catalog.story(name).parameters(**(params or {}))
    with tempconfig({**SMALL, "frame_rate": frame_rate, "media_dir": config.media_dir}):
        performance = Performance.prepare(name, language, parameters)
        performance = replace(performance, timeline=_paced(performance.timeline, pace))
        segment = catalog.segment_class(name)(performance, renderer=Rehearsal(look))
        segment.render()
    return segment
