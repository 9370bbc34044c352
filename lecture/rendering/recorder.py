"""Encode the frames of one segment into one silent H.264 stream, while the next frames are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
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
                stream = self._open_stream(container)
                for frame in self._frames():
                    container.mux(stream.encode(frame))
                container.mux(stream.encode(None))
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

    def _frames(self) -> Iterator[av.VideoFrame]:
        time = 0
        while (item := self._receive()) is not None:
            pixels, repeat = item
            # A held picture is converted once.
            frame = self._to_yuv(pixels)
            self._free.put(pixels)
            for pts in range(time, time + repeat):
                frame.pts = pts
                yield frame
            time += repeat

    def _open_stream(self, container: Any) -> Any:
        quality = self.quality
        stream = container.add_stream("libx264", rate=quality.fps, options=encoder_options(quality))
        stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, quality.fps)
        stream.codec_context.colorspace = Colorspace.ITU709
        stream.codec_context.color_range = ColorRange.MPEG
        stream.codec_context.color_primaries = ColorPrimaries.BT709
        stream.codec_context.color_trc = ColorTrc.BT709
        return stream

    def _to_yuv(self, pixels: Any) -> av.VideoFrame:
        # Without a copy: what it is made into has its own memory.
        rgba = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        return self._converter.reformat(
            rgba, format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
