"""How far a lecturer has come with recording: which cues are there, how long, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lecture.errors import OutputError, SpecError, VoiceError, WordsError, content_as
from lecture.files import make_folder, replacing
from lecture.sound.speech import cue_words
from lecture.spec import LectureSpec, SegmentSpec
from lecture.voices._aligned.notes import NAME
from lecture.voices.base import CueWords
from lecture.voices.recorded import Recorded, Recording
from scenes.narration.pace import estimate_words
from scenes.performance import Performance

UNLIKE = 1.5
"""Mean difference from which on a recording is hardly of these words (``benchmarks/alignment.py``)."""

Row = tuple[str, str, str, str]
"""Cue, its file, how long it is and would usually be, and what there is to say."""


def make_folders(spec: LectureSpec, language: str) -> list[Path]:
    """Make the folders that a lecture's recordings go into, if it has a recorded voice; return them.

    Raises
    ------
    OutputError
        If one cannot be made.
    """
    chosen = spec.voice_by_language.get(language)
    voice = chosen.voice() if chosen else None
    if not isinstance(voice, Recorded):
        return []
    folders = [voice.of(segment.address) for segment in spec.segments]
    for folder in folders:
        make_folder(folder)
    return folders


def state(spec: LectureSpec, language: str, *, listen: bool) -> Iterator[Row]:
    """Tell of every cue of a lecture whether it is recorded, and note which words each recording says.

    Parameters
    ----------
    listen
        Hold every recording against its words: takes as long as the voice that knows them speaks.

    Raises
    ------
    SpecError
        If nobody's recordings are wanted in this language.
    """
    chosen = spec.voice_by_language.get(language)
    voice = chosen.voice() if chosen else None
    if not isinstance(voice, Recorded):
        hint = (
            f'write into the lecture file: [voice.{language}] name = "recorded", folder = "sound/{language}"'
        )
        raise SpecError(f"the lecture has no recorded voice in '{language}'", hint, path=spec.path)
    for segment in spec.segments:
        cues = _cues(segment, language)
        old = voice.outdated(segment.address, cues)
        for cue, words in cues.items():
            files = voice.files(segment.address, cue)
            name = f"{voice.of(segment.address).name}/{cue}"
            usual = estimate_words(words.text, language)
            seconds = f"usually {usual[-1].t1 if usual else 0:.1f} s"
            if not files:
                yield name, "-", seconds, "not recorded"
                continue
            length, told = _told(Recording(files[0], dict(words.marks), language), words, listen)
            if len(files) > 1:
                told = f"recorded twice, {files[1].name} too: delete one"
            elif cue in old:
                told = f"its words have changed, record it again; it says: {old[cue]}"
            yield name, files[0].name, f"{length}{seconds}", told
        for path in voice.unused(segment.address, cues):
            yield f"{path.parent.name}/{path.stem}", path.name, "", "no cue takes this file"
        _note(voice, segment, cues)


def _cues(segment: SegmentSpec, language: str) -> dict[str, CueWords]:
    with content_as(WordsError, segment.address):
        script = Performance.prepare(
            segment.name, language, segment.parameters, segment.words.get(language, ())
        ).script
    return {cue.name: cue_words(cue, language) for cue in script.cues}


def _told(recording: Recording, words: CueWords, listen: bool) -> tuple[str, str]:
    """Return how long a recording is, and what there is to say of it."""
    try:
        seconds = recording.seconds(words.text)
        told = "ok"
        if listen and recording.heard(words.text, recording.language)[1].difference > UNLIKE:
            told = "does not sound like its words: listen to it"
    except VoiceError as error:
        return "", error.what
    return f"{seconds:.1f} s, ", told


def _note(voice: Recorded, segment: SegmentSpec, cues: dict[str, CueWords]) -> None:
    folder = voice.of(segment.address)
    if not folder.is_dir():
        return
    text = voice.noted(segment.address, cues)
    path = folder / NAME
    if path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text:
        return
    try:
        with replacing(path) as draft:
            draft.write_text(text, encoding="utf-8")
    except OutputError as error:
        error.hint = "make it writable: it is noted there which words each recording says"
        raise
