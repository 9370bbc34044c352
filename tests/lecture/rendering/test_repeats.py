"""A picture that stands still needs no encoder: the decoder sees it for as long as it stands."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path

import av
import numpy as np
import pytest

from lecture.quality import QUALITIES, Quality
from lecture.rendering.recorder import Recorder
from lecture.rendering.repeats import Repeats

PICTURES = 130
"""More than the encoder puts between two key frames, at ten a second."""
SIZES = [
    Quality("draft", 64, 36, 10, QUALITIES["draft"].preset, QUALITIES["draft"].crf),
    Quality("film", 64, 36, 10),
    Quality("wide", 208, 116, 10),
]


def pictures() -> list[np.ndarray]:
    random = np.random.default_rng(3)
    ground = random.integers(0, 255, (116, 208, 4), np.uint8)
    moved = [np.roll(ground, shift, axis=1) for shift in range(PICTURES)]
    # Two cuts, and grey from there on: nothing but blocks as before.
    return [*moved[:60], *(255 - one for one in moved[60:100]), *[np.full_like(ground, 128)] * 30]


def recorded(path: Path, quality: Quality, lengths: list[int]) -> list[np.ndarray]:
    with Recorder(path, quality, lambda frames: None) as recorder:
        at = 0
        for picture, length in zip(pictures(), lengths, strict=True):
            small = np.ascontiguousarray(picture[: quality.height, : quality.width])
            recorder.take(at, small, length)
            at += length
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.mark.parametrize("quality", SIZES, ids=lambda quality: quality.name)
def test_each_picture_stands_as_long_as_it_is_to_and_is_the_one_that_was_encoded(
    quality: Quality, tmp_path: Path
) -> None:
    lengths = [1 + 40 * (index % 7 == 3) + 3 * (index % 5 == 0) for index in range(PICTURES)]
    single = recorded(tmp_path / "single.mp4", quality, [1] * PICTURES)
    found = recorded(tmp_path / "held.mp4", quality, lengths)
    expected = chain.from_iterable(repeat(one, length) for one, length in zip(single, lengths, strict=True))
    assert len(found) == sum(lengths)
    for number, (one, other) in enumerate(zip(found, expected, strict=True)):
        assert np.array_equal(one, other), f"frame {number}"


def test_a_picture_that_stands_takes_next_to_nothing(tmp_path: Path) -> None:
    recorded(tmp_path / "single.mp4", SIZES[1], [1] * PICTURES)
    recorded(tmp_path / "held.mp4", SIZES[1], [1] * 64 + [1001] + [1] * 65)
    single, held = ((tmp_path / f"{name}.mp4").stat().st_size for name in ("single", "held"))
    assert held - single < 1000 * 60


def test_every_frame_has_its_time_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "held.mp4"
    recorded(path, SIZES[0], [3] * PICTURES)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.size]
        assert stream.average_rate == 10
        assert stream.duration == 3 * PICTURES * packets[0].duration
    times = [packet.pts for packet in packets]
    assert times == [packet.dts for packet in packets]
    assert np.unique(np.diff(times)).tolist() == [packets[0].duration]


def test_another_kind_of_stream_is_refused() -> None:
    with pytest.raises(ValueError, match="no settings"):
        Repeats(b"\x00\x00\x00\x01\x41\x9a", b"\x00\x00\x00\x01\x68\xef\x3c\xb0")
    with pytest.raises(ValueError, match="scaling lists"):
        Repeats(b"", bytes.fromhex("0000000167640001ad"))
