"""Frames: as many as asked for, the same in a film and in a still, whole on disk or not there."""

from collections.abc import Sequence
from errno import ENOSPC
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from manim import RIGHT, Circle, FadeIn, LaggedStart, Scene, Square, VGroup
from manim.typing import PixelArray

from lecture.errors import OutputError
from lecture.quality import Quality
from lecture.rendering.recorder import Recorder
from lecture.rendering.stage import Sink, StageRenderer, Stills, configured

TINY = Quality("tiny", 64, 36, 10, "ultrafast", 20)


class Moves(Scene):
    """Two moves and two holds: 10 + 7 + 5 + 3 frames."""

    def construct(self) -> None:
        circle = Circle(fill_opacity=0.7)
        self.play(FadeIn(circle), run_time=1.0)
        self.wait(0.7)
        squares = VGroup(*(Square(1, fill_opacity=0.5).shift(RIGHT * at) for at in (-3, 0, 3)))
        self.play(LaggedStart(*map(FadeIn, squares)), circle.animate.shift(RIGHT), run_time=0.5)
        self.wait(0.3)


FRAMES = 25


class Everything:
    """A sink that keeps all frames."""

    def __init__(self) -> None:
        self.frames: list[PixelArray] = []

    def wanted(self, first: int, count: int) -> Sequence[int]:
        return range(first, first + count)

    def satisfied(self, index: int) -> bool:
        return False

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        assert index == len(self.frames)
        self.frames += [pixels.copy()] * repeat


def play(scene: type[Scene], sink: Sink) -> StageRenderer:
    with configured(TINY):
        renderer = StageRenderer(sink, TINY.fps)
        scene(renderer=renderer).render()
        return renderer


@pytest.fixture(scope="module")
def frames() -> list[PixelArray]:
    everything = Everything()
    play(Moves, everything)
    return everything.frames


def test_a_scene_has_exactly_its_frames(frames: list[PixelArray]) -> None:
    assert len(frames) == FRAMES
    moving = [not np.array_equal(one, two) for one, two in pairwise(frames)]
    assert all(moving[:9])
    assert not any(moving[10:16])
    assert any(moving[17:21])
    assert not any(moving[22:])


@pytest.mark.parametrize("wanted", [[0], [4], [9, 10], [16, 17], [20], [24], [3, 12, 19, 23]])
def test_a_still_is_the_frame_of_the_film(frames: list[PixelArray], wanted: list[int]) -> None:
    stills = Stills(wanted)
    renderer = play(Moves, stills)
    assert sorted(stills.frames) == wanted
    for index in wanted:
        np.testing.assert_array_equal(stills.frames[index], frames[index])
    # What comes after the last wanted frame is not played.
    assert renderer.frame <= next(end for end in (10, 17, 22, 25) if end > wanted[-1])


def test_the_film_has_the_frames_that_were_drawn(tmp_path: Path, frames: list[PixelArray]) -> None:
    told: list[int] = []
    path = tmp_path / "film.mp4"
    with Recorder(path, TINY, told.append) as recorder:
        play(Moves, recorder)
    assert told[-1] == recorder.frames == FRAMES
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        decoded = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert (stream.codec_context.colorspace, stream.codec_context.color_range) == (1, 1)
        assert stream.average_rate == TINY.fps
    assert len(decoded) == FRAMES
    for got, drawn in zip(decoded, frames, strict=True):
        assert np.abs(got.astype(int) - drawn[:, :, :3]).mean() < 6
    assert list(tmp_path.iterdir()) == [path]


def test_packets_are_in_the_order_they_are_shown_and_begin_with_a_key_frame(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with Recorder(path, TINY, lambda frames: None) as recorder:
        play(Moves, recorder)
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(container.streams.video[0]) if packet.size]
    assert packets[0].is_keyframe
    assert packets[0].pts == 0
    assert [packet.pts for packet in packets] == [packet.dts for packet in packets]


class Breaks(Moves):
    """Goes wrong in the middle."""

    def construct(self) -> None:
        super().construct()
        raise ArithmeticError("in the middle")


def test_what_goes_wrong_while_drawing_leaves_nothing_behind(tmp_path: Path) -> None:
    with (
        pytest.raises(ArithmeticError, match="in the middle"),
        Recorder(tmp_path / "a.mp4", TINY, print) as recorder,
    ):
        play(Breaks, recorder)
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_while_encoding_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    odd = Quality("odd", 63, 35, 10, "ultrafast", 20)

    def record() -> None:
        with Recorder(tmp_path / "a.mp4", odd, lambda frames: None) as recorder:
            for index in range(40):
                recorder.take(index, np.zeros((35, 63, 4), np.uint8), 1)

    with pytest.raises(av.FFmpegError):
        record()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(av, "open", full)

    def record() -> None:
        with Recorder(tmp_path / "a.mp4", TINY, lambda frames: None) as recorder:
            play(Moves, recorder)

    with pytest.raises(OutputError, match="No space left on device"):
        record()
    assert list(tmp_path.iterdir()) == []


def test_manim_is_set_back_and_writes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from manim import config

    monkeypatch.chdir(tmp_path)
    before = config.pixel_width, config.frame_rate, config.media_dir
    play(Moves, Stills([3]))
    assert (config.pixel_width, config.frame_rate, config.media_dir) == before
    assert list(tmp_path.iterdir()) == []
