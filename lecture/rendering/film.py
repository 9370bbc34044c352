"""The last stage: spoken and drawn segments become a film with sound, subtitles and chapters.

Times are exact: a segment begins where the last frame of the one before it ends, so nothing adds up over the
film.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from lecture.errors import RenderError
from lecture.files import replacing
from lecture.rendering.video import Chapter, duration, write_film
from lecture.sound.audio import Clip, mix
from lecture.sound.loudness import RATE, master
from lecture.sound.speech import Speech
from lecture.subtitles.captions import Caption, captions
from lecture.subtitles.files import to_srt, to_vtt
from scenes.narration.language import language as facts_of
from scenes.narration.script import Script
from scenes.narration.timing import Timeline


@dataclass(frozen=True)
class Part:
    """One finished segment: its words, how they were spoken, when, and the pictures drawn to that timeline.

    The first frame of ``video`` is second 0 of ``timeline``.
    """

    script: Script
    speeches: tuple[Speech, ...]
    timeline: Timeline
    video: Path


@dataclass(frozen=True)
class Film:
    """What was delivered."""

    video: Path
    srt: Path
    vtt: Path


def deliver(folder: Path, name: str, parts: Sequence[Part], *, title: str, fps: Fraction | int) -> Film:
    """Make the film of one language, ``NAME.LANG.mp4``, with its subtitles beside it.

    Parameters
    ----------
    folder, name
        Where to, and what the files are called.
    parts
        The segments in order, all in one language and of one quality.
    title
        Title of the film, in its language.
    fps
        Frames a second of the segments.

    Raises
    ------
    RenderError
        If segments are missing, or encoded differently.
    OutputError
        If sound cannot be read or the film cannot be written.
    """
    if not parts:
        raise RenderError("a film needs at least one segment")
    code = parts[0].script.language
    starts, length = _starts(parts)
    told = film_captions(parts, starts, Fraction(fps))
    track = mix(_clips(parts, starts), round(length * RATE))
    master(track)
    film = Film(*(folder / f"{name}.{code}.{kind}" for kind in ("mp4", "srt", "vtt")))
    write_film(
        film.video,
        segments=[part.video for part in parts],
        track=track,
        captions=told,
        chapters=[Chapter(start, part.script.title) for start, part in zip(starts, parts, strict=True)],
        title=title,
        language=facts_of(code).tag,
    )
    write_sidecars(film, told)
    return film


def film_captions(parts: Sequence[Part], starts: Sequence[Fraction], fps: Fraction) -> tuple[Caption, ...]:
    """Return the subtitles of all parts, in seconds of the film."""
    found: list[Caption] = []
    for part, start in zip(parts, starts, strict=True):
        for cue, speech, beat in zip(part.script.cues, part.speeches, part.timeline.cues, strict=True):
            found += captions(
                cue,
                speech.words,
                part.script.language,
                start=float(start) + beat.start,
                until=float(start) + beat.until,
                fps=fps,
            )
    return tuple(found)


def write_sidecars(film: Film, told: Sequence[Caption]) -> None:
    """Write the subtitles as files of their own."""
    for path, text in ((film.srt, to_srt(told)), (film.vtt, to_vtt(told))):
        with replacing(path) as draft:
            draft.write_text(text, encoding="utf-8")


def _starts(parts: Sequence[Part]) -> tuple[list[Fraction], Fraction]:
    starts, clock = [], Fraction(0)
    for part in parts:
        length = duration(part.video)
        if part.timeline.cues and length < part.timeline.cues[-1].end:
            raise RenderError("its pictures end before its voice", "render it again", path=part.video)
        starts.append(clock)
        clock += length
    return starts, clock


def _clips(parts: Sequence[Part], starts: Sequence[Fraction]) -> Iterator[Clip]:
    for part, start in zip(parts, starts, strict=True):
        for speech, beat in zip(part.speeches, part.timeline.cues, strict=True):
            yield Clip(speech.wav, start + Fraction(beat.start))
