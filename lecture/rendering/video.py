"""One film from many videos: pictures copied packet by packet, with sound, subtitles and chapters.

PyAV alone does it; no program is called. Nothing is decoded or encoded again but the sound.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np

from lecture.errors import OutputError, RenderError
from lecture.files import replacing, unwritable
from lecture.rendering.probe import Chapter, probe
from lecture.sound.loudness import RATE, Track
from lecture.subtitles.captions import Caption

_SOUND_BIT_RATE = 192_000
_MILLISECOND = Fraction(1, 1000)
_FRAME = 1024
# In milliseconds, the container's own unit, no film of 30 frames a second would end exactly.
_CONTAINER = {"movflags": "+faststart", "movie_timescale": str(RATE)}
# Without a full header players draw the text in black and at size 0.
_STYLE = {
    "Name": "Default",
    "Fontname": "Arial",
    "Fontsize": "16",
    "PrimaryColour": "&Hffffff",
    "SecondaryColour": "&Hffffff",
    "OutlineColour": "&H0",
    "BackColour": "&H0",
    "Bold": "0",
    "Italic": "0",
    "Underline": "0",
    "StrikeOut": "0",
    "ScaleX": "100",
    "ScaleY": "100",
    "Spacing": "0",
    "Angle": "0",
    "BorderStyle": "1",
    "Outline": "1",
    "Shadow": "0",
    "Alignment": "2",
    "MarginL": "10",
    "MarginR": "10",
    "MarginV": "10",
    "Encoding": "1",
}
_SUBTITLE_HEADER = f"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: {", ".join(_STYLE)}
Style: {",".join(_STYLE.values())}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
""".encode()


__all__ = ["Chapter", "duration", "probe", "write_film"]


def duration(video: Path) -> Fraction:
    """Return the exact length of a video's pictures in seconds: the end of its last frame.

    Raises
    ------
    RenderError
        If it is no video.
    """
    return _Pictures(video).duration


def write_film(
    path: Path,
    *,
    pictures: Sequence[Path],
    track: Track,
    captions: Sequence[Caption],
    chapters: Sequence[Chapter],
    title: str,
    language: str,
) -> None:
    """Put videos one after the other and add sound, subtitles and chapters.

    Parameters
    ----------
    path
        The film, an mp4; it is there as a whole or not at all.
    pictures
        Videos made with the same encoder settings.
    track
        Sound of the whole film at 48 kHz.
    captions
        Subtitles in seconds of the film; without any there is no subtitle stream.
    chapters
        Their starts, in order; the first at 0.
    title, language
        The film's title, and the ISO 639-2 tag of sound and subtitles.

    Raises
    ------
    RenderError
        If one of them is no video, or not encoded like the first one.
    OutputError
        If the film cannot be written.
    """
    videos = [_Pictures(video) for video in pictures]
    if not videos:
        raise RenderError("a film needs at least one segment")
    for other in videos[1:]:
        other.must_equal(videos[0])
    length = sum((video.duration for video in videos), Fraction(0))
    with replacing(path) as draft:
        try:
            _mux(draft, videos, track, captions, _ends(chapters, length), title, language)
            if probe(draft).duration < length:
                raise OutputError("it came out too short", "is the disk full?", path=path)
        except av.FFmpegError as error:
            raise unwritable(path, OSError(error.errno, error.strerror)) from error


class _Pictures:
    """The packets of one video and how they are encoded."""

    def __init__(self, path: Path) -> None:
        self.path = path
        end = start = None
        try:
            with av.open(str(path)) as container:
                stream = container.streams.video[0]
                context = stream.codec_context
                self.coding = {
                    "codec": context.name,
                    "size": f"{context.width}×{context.height}",
                    "pixel format": context.pix_fmt,
                    "time base": stream.time_base,
                    "encoder settings": context.extradata,
                }
                for packet in container.demux(stream):
                    if packet.pts is None:
                        continue
                    start = packet.pts if start is None else min(start, packet.pts)
                    end = max(end or 0, packet.pts + (packet.duration or 0))
                base = stream.time_base
        except (av.FFmpegError, IndexError) as error:
            raise RenderError(f"this is no video: {_told(error)}", "render it again", path=path) from error
        if start is None or end is None or base is None:
            raise RenderError("this video has no frames", "render it again", path=path)
        self.start = start
        self.duration: Fraction = (end - start) * base

    def must_equal(self, first: _Pictures) -> None:
        for what, value in self.coding.items():
            if value != first.coding[what]:
                hint = "render all segments with the same quality"
                raise RenderError(f"its {what} is not that of {first.path.name}", hint, path=self.path)

    def packets(self, offset: Fraction, target: Any) -> Iterator[tuple[Fraction, Any]]:
        with av.open(str(self.path)) as container:
            stream = container.streams.video[0]
            for packet in container.demux(stream):
                if packet.pts is None or packet.dts is None:
                    continue
                shift = round(offset / packet.time_base) - self.start
                packet.pts += shift
                packet.dts += shift
                moment = packet.dts * packet.time_base
                packet.stream = target
                yield moment, packet


def _mux(
    draft: Path,
    pictures: Sequence[_Pictures],
    track: Track,
    captions: Sequence[Caption],
    chapters: list[dict[str, Any]],
    title: str,
    language: str,
) -> None:
    with (
        av.open(str(pictures[0].path)) as template,
        av.open(str(draft), "w", format="mp4", options=_CONTAINER) as film,
    ):
        source = template.streams.video[0]
        video = film.add_stream_from_template(source)
        video.time_base = source.time_base
        sound = film.add_stream("aac", rate=RATE, layout="mono")
        sound.bit_rate = _SOUND_BIT_RATE
        sound.metadata["language"] = language
        streams = [_joined(pictures, video), _sound_packets(track, sound)]
        if captions:
            text: Any = film.add_stream("mov_text")
            text.time_base = text.codec_context.time_base = _MILLISECOND
            text.codec_context.subtitle_header = _SUBTITLE_HEADER
            text.metadata["language"] = language
            streams.append(_subtitle_packets(captions, text))
        film.metadata["title"] = title
        film.set_chapters(cast(Any, chapters))
        for _, packet in heapq.merge(*streams, key=lambda timed: timed[0]):
            film.mux(packet)


def _told(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _joined(pictures: Sequence[_Pictures], target: Any) -> Iterator[tuple[Fraction, Any]]:
    offset = Fraction(0)
    for picture in pictures:
        yield from picture.packets(offset, target)
        offset += picture.duration


def _sound_packets(track: Track, stream: Any) -> Iterator[tuple[Fraction, Any]]:
    def timed(packets: Sequence[Any]) -> Iterator[tuple[Fraction, Any]]:
        for packet in packets:
            yield packet.dts * packet.time_base, packet

    for first in range(0, track.size, _FRAME):
        samples = np.ascontiguousarray(track[first : first + _FRAME].reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate = RATE
        frame.pts = first
        frame.time_base = Fraction(1, RATE)
        yield from timed(stream.encode(frame))
    yield from timed(stream.encode(None))


def _subtitle_packets(captions: Sequence[Caption], stream: Any) -> Iterator[tuple[Fraction, Any]]:
    for caption in captions:
        text = "\n".join(caption.lines).encode()
        packet = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.stream = stream
        packet.time_base = _MILLISECOND
        packet.pts = packet.dts = round(caption.start * 1000)
        packet.duration = round(caption.end * 1000) - packet.pts
        yield packet.pts * _MILLISECOND, packet


def _ends(chapters: Sequence[Chapter], length: Fraction) -> list[dict[str, Any]]:
    starts = [round(chapter.start * RATE) for chapter in chapters]
    ends = [*starts[1:], round(length * RATE)] if starts else []
    return [
        {
            "id": number,
            "start": start,
            "end": end,
            "time_base": Fraction(1, RATE),
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, start, end) in enumerate(zip(chapters, starts, ends, strict=True), 1)
    ]
