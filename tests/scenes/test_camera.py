"""Our camera draws what manim's does, pixel for pixel, however often."""

from __future__ import annotations

import numpy as np
import pytest
from manim import BLUE, RED, Annulus, Camera, Circle, Dot, Line, Square, VGroup, VMobject

from lecture.quality import QUALITIES
from lecture.rendering.stage import configured
from scenes import camera
from scenes.camera import StageCamera


def shapes() -> VGroup:
    outlined = Square(fill_opacity=0.6, fill_color=BLUE).set_background_stroke(color=RED, width=12)
    return VGroup(
        Circle(stroke_width=3),
        outlined.shift([1.5, 0.5, 0]),
        Annulus(fill_opacity=1).shift([-2, 0, 0]),
        Line([-3, -2, 0], [3, 2, 0]).set_stroke([RED, BLUE], width=8),
        Dot(fill_opacity=0, stroke_opacity=0),
        Circle(stroke_width=0, fill_opacity=0),
        VMobject(),
    )


def drawn(with_camera: Camera, group: VGroup) -> np.ndarray:
    with_camera.reset()
    with_camera.capture_mobjects([group])
    return np.array(with_camera.pixel_array)


@pytest.mark.parametrize("room", [camera.KEPT_BYTES, 3000], ids=["room for all", "room for a few"])
def test_moved_turned_faded_and_drawn_again_it_is_the_same(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "KEPT_BYTES", room)
    with configured(QUALITIES["draft"]):
        ours, theirs, group = StageCamera(), Camera(), shapes()
        for change in (
            lambda: group,
            lambda: group,
            lambda: group[0].shift([0.3, 0, 0]),
            lambda: group.rotate(0.4),
            lambda: group[1].set_fill(opacity=0),
            lambda: group[3].set_stroke(width=0),
            lambda: group[4].set_opacity(1),
            lambda: group,
        ):
            change()
            assert np.array_equal(drawn(ours, group), drawn(theirs, group))
        assert 0 < ours._bytes <= room
        assert ours._bytes == sum(len(key) for key in ours._outlines)
