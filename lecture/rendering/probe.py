"""What is in a film: its streams, length, languages and chapters, as its container tells them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from lecture.errors import OutputError


@dataclass(frozen=True)
class Chapter:
    """A part of a film: its first second and its title."""

    start: Fraction
    title: str


@dataclass(frozen=True)
class StreamFacts:
    """One stream: ``video``, ``audio`` or ``subtitle``, its codec, ISO 639-2 language and length in seconds.

    ``width``, ``height`` (pixels) and ``frame_rate`` (a second) are those of pictures, else 0.
    """

    kind: str
    codec: str
    language: str
    duration: Fraction
    width: int = 0
    height: int = 0
    frame_rate: Fraction = Fraction(0)


@dataclass(frozen=True)
class FilmFacts:
    """A film as a whole."""

    duration: Fraction
    title: str
    streams: tuple[StreamFacts, ...]
    chapters: tuple[Chapter, ...]

    def of(self, kind: str) -> tuple[StreamFacts, ...]:
        """Return the streams of one kind."""
        return tuple(stream for stream in self.streams if stream.kind == kind)


def probe(path: Path) -> FilmFacts:
    """Read a film's facts without decoding it.

    Raises
    ------
    OutputError
        If it cannot be read.
    """
    try:
        with av.open(str(path)) as film:
            streams = tuple(_facts(stream) for stream in film.streams if stream.type in _KINDS)
            chapters = tuple(
                Chapter(
                    chapter["start"] * (chapter["time_base"] or Fraction(1)), chapter["metadata"]["title"]
                )
                for chapter in film.chapters()
            )
            title = film.metadata.get("title", "")
    except (av.FFmpegError, OSError) as error:
        raise OutputError(
            f"this film cannot be read: {getattr(error, 'strerror', None) or error}",
            "render it again",
            path=path,
        ) from error
    longest = max((stream.duration for stream in streams), default=Fraction(0))
    return FilmFacts(longest, title, streams, chapters)


_KINDS = ("video", "audio", "subtitle")


def _facts(stream: av.stream.Stream) -> StreamFacts:
    unit = stream.time_base or Fraction(1)
    common = (
        stream.type,
        stream.codec_context.name if stream.codec_context else "",
        stream.metadata.get("language", ""),
        (stream.duration or 0) * unit,
    )
    if isinstance(stream, av.VideoStream):
        return StreamFacts(*common, stream.width, stream.height, stream.average_rate or Fraction(0))
    return StreamFacts(*common)
