"""Our camera draws what manim's does, pixel for pixel, however often."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import (
    BLUE,
    RED,
    Annulus,
    Camera,
    Circle,
    Dot,
    Group,
    ImageMobject,
    Line,
    Mobject,
    Square,
    VGroup,
    VMobject,
)

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


def drawn(with_camera: Camera, group: Mobject) -> np.ndarray:
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


def test_what_stands_at_the_back_is_drawn_once_and_every_picture_is_that_of_drawing_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handed: list[VMobject] = []
    path = StageCamera._path

    def hand(self: StageCamera, context: Any, vmobject: VMobject, key: bytes) -> None:
        handed.append(vmobject)
        path(self, context, vmobject, key)

    with configured(QUALITIES["draft"]):
        monkeypatch.setattr(StageCamera, "_path", hand)
        ours, theirs = StageCamera(), Camera()
        back = [Square(fill_opacity=0.4, fill_color=RED).shift([0.2 * k, 0, 0]) for k in range(20)]
        front = Dot(fill_opacity=1).shift([-1, 0.1, 0])
        grounds = [None, np.full_like(ours.pixel_array, 90)]
        changes = [
            *[lambda: front.shift([0.3, 0, 0])] * 3,
            lambda: back[15].set_fill(BLUE),
            *[lambda: front.shift([0, 0.3, 0])] * 2,
            lambda: back.pop(3),
            lambda: back[2].set_stroke(width=9),
            lambda: back.insert(0, front.copy().scale(4)),
            lambda: back[0].set_color([RED, BLUE]).set_sheen_direction([1, 0, 0]),
            lambda: back[0].set_sheen_direction([0, 1, 0]),
            grounds.reverse,
            *[lambda: front.shift([0, -0.3, 0])] * 3,
        ]
        counted = []
        for change in changes:
            change()
            del handed[:]
            ours.draw_over(grounds[0], [*back, front])
            counted.append(len(handed))
            theirs.set_frame_to_background(theirs.background if grounds[0] is None else grounds[0])
            theirs.capture_mobjects([*back, front])
            assert np.array_equal(ours.pixel_array, theirs.pixel_array)
    # The first is drawn whole, the second makes a ground of what stood still, the third draws what moves.
    assert counted[:3] == [21, 21, 1]
    assert counted[-1] == 1


def test_a_picture_in_the_way_is_drawn_each_time_with_all_before_it() -> None:
    with configured(QUALITIES["draft"]):
        ours = StageCamera()
        picture = ImageMobject(np.full((40, 40, 4), 200, dtype=np.uint8))
        shapes = [Square(fill_opacity=0.4).shift([0.2 * k, 0, 0]) for k in range(20)]
        for shade in (200, 100, 0):
            picture.pixel_array[..., :3] = shade
            ours.draw_over(None, [*shapes, picture, *shapes[:3]])
            assert np.array_equal(
                ours.pixel_array, drawn(StageCamera(), Group(*shapes, picture, *shapes[:3]))
            )


def test_what_is_drawn_comes_in_the_order_of_manim_also_what_occurs_twice_or_lies_above() -> None:
    with configured(QUALITIES["draft"]):
        twice, raised = Square(), Circle().set_z_index(2)
        low = VGroup(Dot(), VGroup(twice, raised), VMobject(), Line()).set_z_index(-1, family=False)
        shown = [VGroup(twice, Dot()), low, Square().set_z_index(1), raised, low[0]]
        assert camera._in_order(shown) == Camera().get_mobjects_to_display(shown)
