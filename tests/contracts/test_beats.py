"""A beat is the same whenever it comes and whoever draws it: whether those before it were drawn, or took longer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256

import pytest
from manim import Scene
from manim.typing import PixelArray

from lecture.quality import Quality
from lecture.rendering.spans import spans
from lecture.rendering.stage import StageRenderer, configured
from lecture.rendering.standing import standing
from scenes import catalog
from scenes.narration.timing import Timeline
from scenes.performance import Performance, estimated_cue

SMALL = Quality("small", 320, 180, 15, "ultrafast", 30)
LONGER = 1.37
"""Seconds that an early beat takes longer, and no whole number of frames."""


class Beats(StageRenderer):
    """Draws two frames of each wanted beat, its middle and its last, and notes the stage that each beat finds."""

    def __init__(self, performance: Performance, wanted: Collection[str]) -> None:
        super().__init__(self, SMALL.fps)
        found = list(spans(performance.timeline, SMALL))
        self.begins = {span.first: span.beat for span in found}
        self.frames = {
            span.first + near: (span.beat, near)
            for span in found
            if span.beat in wanted
            for near in (span.count // 2, span.count - 1)
        }
        self.stages: dict[str, str] = {}
        self.pictures: dict[tuple[str, int], str] = {}

    def wanted(self, first: int, count: int) -> Sequence[int]:
        return [index for index in sorted(self.frames) if first <= index < first + count]

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        self.pictures[self.frames[index]] = sha256(pixels.tobytes()).hexdigest()

    def satisfied(self, index: int) -> bool:
        return False

    def play(self, scene: Scene, *animations: object, **options: object) -> None:
        if self.frame in self.begins:
            self.stages.setdefault(self.begins[self.frame], standing(scene))
        super().play(scene, *animations, **options)


def played(performance: Performance, wanted: Collection[str]) -> Beats:
    with configured(SMALL):
        beats = Beats(performance, wanted)
        catalog.segment_class(performance.segment)(performance, renderer=beats).render()
    return beats


@pytest.mark.dear
@pytest.mark.segments
@pytest.mark.parametrize("name", catalog.segments())
def test_a_beat_is_the_same_after_longer_ones_that_nobody_drew(name: str) -> None:
    usual = Performance.prepare(name, "en")
    names = [cue.name for cue in usual.timeline.cues]
    early, later = len(names) // 3, names[len(names) // 3 + 1 :]
    cues = [estimated_cue(cue, "en") for cue in usual.script.cues]
    cues[early] = replace(cues[early], duration=cues[early].duration + LONGER)
    other = replace(usual, timeline=Timeline.lay_out("en", cues, "estimated"))
    one, two = played(usual, later), played(other, later)
    assert [beat for beat in names if one.stages[beat] != two.stages[beat]] == []
    assert one.pictures == two.pictures
    assert len(one.pictures) >= 2 * len(later) - 1
    assert later
