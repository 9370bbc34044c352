"""How a beat finds the stage does not tell whether those before it were drawn, frame by frame, or jumped over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from manim import Circle, ImageMobject, Scene, VGroup
from manim.typing import PixelArray

from lecture.quality import Quality
from lecture.rendering.spans import spans
from lecture.rendering.stage import StageRenderer, configured
from lecture.rendering.standing import standing
from scenes import catalog
from scenes.performance import Performance

SMALL = Quality("small", 64, 36, 30)
"""As many frames a second as films have: step by step, numbers end otherwise than in fewer steps."""


class Stages(StageRenderer):
    """A renderer that goes through all frames, or jumps over them, draws none, and notes how beats find the stage."""

    def __init__(self, performance: Performance, *, jumping: bool) -> None:
        super().__init__(self, SMALL.fps)
        self.jumping = jumping
        self.begins = {span.first: span.beat for span in spans(performance.timeline, SMALL)}
        self.found: dict[str, str] = {}

    def wanted(self, first: int, count: int) -> Sequence[int]:
        return () if self.jumping else range(first, first + count)

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        raise AssertionError("nothing is drawn")

    def satisfied(self, index: int) -> bool:
        return False

    def prepare(self, scene: Scene) -> None:
        pass

    def show(self, scene: Scene, index: int, repeat: int = 1) -> None:
        pass

    def play(self, scene: Scene, *animations: object, **options: object) -> None:
        if self.frame in self.begins:
            self.found.setdefault(self.begins[self.frame], standing(scene))
        super().play(scene, *animations, **options)


def found(performance: Performance, *, jumping: bool) -> dict[str, str]:
    with configured(SMALL):
        stages = Stages(performance, jumping=jumping)
        catalog.segment_class(performance.segment)(performance, renderer=stages).render()
    return stages.found


@pytest.mark.dear
@pytest.mark.segments
@pytest.mark.parametrize("name", catalog.segments())
def test_the_stage_does_not_tell_whether_earlier_beats_were_drawn(name: str) -> None:
    performance = Performance.prepare(name, "en")
    one, other = (found(performance, jumping=jumping) for jumping in (False, True))
    assert [beat for beat in one if one[beat] != other[beat]] == []
    assert len(set(one.values())) == len(one) > 3


def test_what_could_be_seen_makes_another_stage() -> None:
    with configured(SMALL):
        ring, picture = Circle(), ImageMobject(np.full((4, 4, 4), 9, dtype=np.uint8))
        group = VGroup(ring)
        scene = Scene(renderer=StageRenderer(None, SMALL.fps))  # type: ignore[arg-type]  # no frame is taken
        scene.add(group, picture)
        stages = [standing(scene)]
        ring.shift([1e-13, 0, 0])
        assert standing(scene) == stages[0]
        for change in (
            lambda: ring.shift([0.001, 0, 0]),
            lambda: ring.set_stroke(opacity=0.99),
            lambda: ring.set_stroke(width=4.01),
            lambda: ring.set_fill(opacity=0.01),
            lambda: picture.set_opacity(0.9),
            lambda: picture.pixel_array.__setitem__((0, 0, 0), 10),
            lambda: scene.bring_to_front(group),
            lambda: group.add(Circle()),
        ):
            change()
            stages.append(standing(scene))
    assert len(set(stages)) == len(stages)
