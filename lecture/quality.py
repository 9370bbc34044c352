"""The picture sizes a lecture can be rendered in."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.narration.timing import frame_at


@dataclass(frozen=True)
class Quality:
    """A picture size, a frame rate and how hard the encoder tries.

    ``preset`` and ``crf`` are x264's: the same for all segments of a film, so that these can be joined by
    copying packets.
    """

    name: str
    width: int
    height: int
    fps: int
    preset: str = "veryfast"
    crf: int = 18

    def frames(self, seconds: float) -> int:
        """Return the number of whole frames nearest to ``seconds``."""
        return frame_at(seconds, self.fps)


QUALITIES = {
    quality.name: quality
    for quality in (
        Quality("draft", 640, 360, 15, "ultrafast", 24),
        Quality("720p30", 1280, 720, 30),
        Quality("1080p60", 1920, 1080, 60),
        Quality("4k60", 3840, 2160, 60),
    )
}
