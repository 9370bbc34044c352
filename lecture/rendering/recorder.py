"""Encode the frames of one segment into one silent H.264 stream, while the next frames are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from manim.typing import PixelArray

from lecture.files import CACHE, unwritable
from lecture.keys.pinned import encoder_options
from lecture.quality import Quality
from lecture.rendering.repeats import Repeats

FRAMES_AHEAD = 6
"""Frames that drawing may run ahead of encoding: a 4k frame takes 33 MB. Their memory is used again and again."""


class Recorder:
    """A sink that wants every frame and encodes it; used as a context manager.

    It writes in place: whoever wants a whole file or none gives it a passing name (see :mod:`lecture.files`), whose
    lock then stays. If anything goes wrong the file is removed.

    Attributes
    ----------
    frames
        Frames received so far; ``progress`` is told each time.
    """

    def __init__(self, path: Path, quality: Quality, progress: Callable[[int], None]) -> None:
        self.path = path
        self.progress = progress
        self.quality = quality
        self.frames = 0
        self._queue: Queue[tuple[PixelArray, int] | None] = Queue()
        self._free: Queue[PixelArray] = Queue()
        for _ in range(FRAMES_AHEAD):
            self._free.put(np.empty((quality.height, quality.width, 4), np.uint8))
        self._times = [0]
        self._converter = VideoReformatter()
        self._ended = False
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._encode, name="encoder", daemon=True)

    def __enter__(self) -> Recorder:
        """Start encoding."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file, or remove it if anything went wrong."""
        if kind is not None and self._failure is None:
            self._failure = error
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None:
            self.path.unlink(missing_ok=True)
            # What the encoder met comes first: drawing may have failed for want of it.
            if self._failure is not error:
                raise self._failure

    def wanted(self, first: int, count: int) -> Sequence[int]:
        """Want every frame."""
        return range(first, first + count)

    def satisfied(self, index: int) -> bool:
        """Never be satisfied before the end."""
        return False

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        """Hand a frame to the encoder; waits while it is too far behind."""
        if self._failure is not None:
            raise self._failure
        self.frames += repeat
        kept = self._free.get()
        np.copyto(kept, pixels)
        self._queue.put((kept, repeat))
        self.progress(self.frames)

    def _encode(self) -> None:
        try:
            with av.open(str(self.path), "w", format="mp4") as container:
                stream = _open_stream(container, self.quality)
                repeats = Repeats(*_still(self.quality))
                for packet in chain.from_iterable(map(stream.encode, self._frames())):
                    for one in self._repeated(packet, repeats):
                        container.mux(one)
        except BaseException as error:
            if isinstance(error, OSError):
                error = unwritable(self.path.parent, error, CACHE)
            self._failure = self._failure or error
            # The drawing side must not wait for ever for a free one.
            while not self._ended:
                if (item := self._receive()) is not None:
                    self._free.put(item[0])

    def _receive(self) -> tuple[PixelArray, int] | None:
        item = self._queue.get()
        self._ended = item is None
        return item

    def _frames(self) -> Iterator[av.VideoFrame | None]:
        """Yield a frame for each picture, and at last that no more come."""
        while (item := self._receive()) is not None:
            pixels, repeat = item
            frame = self._to_yuv(pixels)
            self._free.put(pixels)
            # To the encoder they follow each other at once: it would spend twice as much on what stands longer.
            frame.pts = len(self._times) - 1
            self._times.append(self._times[-1] + repeat)
            yield frame
        yield None

    def _repeated(self, packet: Any, repeats: Repeats) -> Iterator[Any]:
        """Yield the packets of a picture for as long as it stands."""
        start, end = self._times[packet.pts : packet.pts + 2]
        shown = repeats.packets(bytes(packet), key=packet.is_keyframe, frames=end - start)
        for index, data in enumerate(shown):
            one = av.Packet(data)
            one.stream, one.time_base = packet.stream, packet.time_base
            one.pts = one.dts = start + index
            one.duration = 1
            one.is_keyframe = packet.is_keyframe and index == 0
            yield one

    def _to_yuv(self, pixels: Any) -> av.VideoFrame:
        # Without a copy: what it is made into has its own memory.
        rgba = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        return self._converter.reformat(
            rgba, format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )


def _open_stream(container: Any, quality: Quality) -> Any:
    stream = container.add_stream("libx264", rate=quality.fps, options=encoder_options(quality))
    stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, "yuv420p"
    stream.time_base = stream.codec_context.time_base = Fraction(1, quality.fps)
    stream.codec_context.colorspace = Colorspace.ITU709
    stream.codec_context.color_range = ColorRange.MPEG
    stream.codec_context.color_primaries = ColorPrimaries.BT709
    stream.codec_context.color_trc = ColorTrc.BT709
    return stream


@cache
def _still(quality: Quality) -> tuple[bytes, bytes]:
    """Return what the encoder makes of a picture that is the one before it, and what it says of its stream."""
    frame = av.VideoFrame(quality.width, quality.height, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    with av.open(BytesIO(), "w", format="mp4") as container:
        stream = _open_stream(container, quality)
        packets = []
        for time in range(2):
            frame.pts = time
            packets += stream.encode(frame)
        packets += stream.encode(None)
        return bytes(packets[1]), bytes(stream.codec_context.extradata)
