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
from lecture.rendering.film_files import Film
from lecture.rendering.video import Chapter, duration, write_film
from lecture.sound.audio import Clip, mix
from lecture.sound.loudness import RATE, master
from lecture.sound.speech import Speech
from lecture.subtitles.captions import Caption, captions
from lecture.subtitles.files import to_srt, to_vtt
from lecture.subtitles.transcript import ChapterText, to_markdown
from lecture.subtitles.word_times import TimedWord, timed_words, to_json
from scenes.narration.language import language as facts_of
from scenes.narration.script import Script
from scenes.narration.timing import Timeline


@dataclass(frozen=True)
class Part:
    """One finished segment: its name, its words, how they were spoken, when, and the pictures drawn to that timeline.

    ``videos`` follow each other, from second 0 of ``timeline`` on. ``chapter`` is what it is called in the film, if
    not by its title; ``reading`` is what there is to read about it, for the transcript, and ``part_title`` the part
    of the lecture that it stands in.
    """

    segment: str
    script: Script
    speeches: tuple[Speech, ...]
    timeline: Timeline
    videos: tuple[Path, ...]
    chapter: str = ""
    reading: str = ""
    part_title: str = ""


@dataclass(frozen=True)
class Told:
    """What is said in a film, in its seconds: subtitles, and words of which each knows its subtitle."""

    captions: tuple[Caption, ...]
    words: tuple[TimedWord, ...]


def deliver(folder: Path, name: str, parts: Sequence[Part], *, title: str, fps: Fraction | int) -> Film:
    """Make the film of one language, ``NAME.LANG.mp4``, with subtitles, transcript and word times beside it.

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
    told = film_words(parts, starts, Fraction(fps))
    track = mix(_clips(parts, starts), round(length * RATE))
    master(track)
    film = Film.at(folder, name, code)
    write_film(
        film.video,
        pictures=[video for part in parts for video in part.videos],
        track=track,
        captions=told.captions,
        chapters=[
            Chapter(start, part.chapter or part.script.title)
            for start, part in zip(starts, parts, strict=True)
        ],
        title=title,
        language=facts_of(code).tag,
    )
    chapters = [
        ChapterText(
            float(start),
            part.script.title,
            tuple(cue.shown for cue in part.script.cues),
            part.reading,
            part.part_title,
        )
        for start, part in zip(starts, parts, strict=True)
    ]
    for path, text in (
        (film.srt, to_srt(told.captions)),
        (film.vtt, to_vtt(told.captions)),
        (film.transcript, to_markdown(title, chapters)),
        (film.words, to_json(told.words, language=code, duration=float(length))),
    ):
        with replacing(path) as draft:
            draft.write_text(text, encoding="utf-8")
    return film


def film_words(parts: Sequence[Part], starts: Sequence[Fraction], fps: Fraction) -> Told:
    """Return the subtitles and the words of all parts, in seconds of the film."""
    found: list[Caption] = []
    words: list[TimedWord] = []
    for part, offset in zip(parts, starts, strict=True):
        for cue, speech, beat in zip(part.script.cues, part.speeches, part.timeline.cues, strict=True):
            start, until = float(offset) + beat.start, float(offset) + beat.until
            said = speech.words
            told = captions(cue, said, part.script.language, start=start, until=until, fps=fps)
            first = len(found) + 1
            words += timed_words(cue, said, told, start=start, first=first, segment=part.segment)
            found += told
    return Told(tuple(found), tuple(words))


def _starts(parts: Sequence[Part]) -> tuple[list[Fraction], Fraction]:
    starts, clock = [], Fraction(0)
    for part in parts:
        length = sum(map(duration, part.videos), Fraction(0))
        if part.timeline.cues and length < part.timeline.cues[-1].end:
            raise RenderError("its pictures end before its voice", "render it again", path=part.videos[-1])
        starts.append(clock)
        clock += length
    return starts, clock


def _clips(parts: Sequence[Part], starts: Sequence[Fraction]) -> Iterator[Clip]:
    for part, start in zip(parts, starts, strict=True):
        for speech, beat in zip(part.speeches, part.timeline.cues, strict=True):
            yield Clip(speech.wav, start + Fraction(beat.start))
