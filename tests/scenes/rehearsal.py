"""Playing a segment without drawing it: every beat, every animation, no pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from manim import Scene

from lecture.quality import QUALITIES, Quality
from lecture.rendering.stage import configured
from lecture.rendering.survey import Surveyor
from scenes import catalog
from scenes.narration.timing import Timeline
from scenes.performance import Performance
from scenes.segment import Segment


class Rehearsal(Surveyor):
    """Goes through every play in one leap, and lets a test look after each; notes what is seen."""

    def __init__(self, timeline: Timeline, quality: Quality, look: Callable[[Segment], object]) -> None:
        super().__init__(timeline, quality, lambda frame: None)
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
    quality = replace(QUALITIES["draft"], fps=frame_rate)
    with configured(quality):
        performance = Performance.prepare(name, language, parameters)
        performance = replace(performance, timeline=_paced(performance.timeline, pace))
        rehearsal = Rehearsal(performance.timeline, quality, look)
        segment = catalog.segment_class(name)(performance, renderer=rehearsal)
        segment.render()
    return segment
