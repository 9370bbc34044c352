"""A cue's text becomes sound with word times, once: speech is kept under the hash of all it depends on.

The key is that of :func:`~lecture.keys.ingredients.of_speech`. A voice that is given one sentence at a time is asked
for those alone that are not kept, by as many threads as there are cores, and a cue is put together from its
sentences with rests between them. An entry is two files, the sound first
(``KEY.wav``), then ``KEY.json``, which holds the hash of the sound, so that a torn entry is found and made
again. There is no index and no lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import wave
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np

from lecture.errors import LectureError, OutputError, VoiceError, together
from lecture.files import CACHE, replacing
from lecture.keys.ingredients import Ingredients, of_speech, refuse_changed
from lecture.keys.values import digest
from lecture.voices import Take, Voice
from lecture.voices._plausible import make_sure
from lecture.voices.base import ByCue, BySentence, CueWords, Paced, Samples
from scenes.narration.characters import pronounced
from scenes.narration.language import language
from scenes.narration.saying import Said, say
from scenes.narration.script import Script, ScriptCue
from scenes.narration.timing import SpokenCue, Timeline, Timing, Word

_SCHEMA = 1
_NO_RATE = 24000
"""Samples a second of what says nothing."""
Heard = Callable[[int, int, bool], object]
"""Is told how many parts of a script are there, of how many, and whether it is about a new one, begun or done."""
_WORST_FIRST: tuple[Timing, ...] = ("estimated", "aligned")


@dataclass(frozen=True)
class Speech:
    """One spoken text: its mono 16-bit sound file, its length in seconds, its words with their times."""

    wav: Path
    rate: int
    duration: float
    words: tuple[Word, ...]
    timing: Timing


def _nobody(done: int, parts: int, new: bool) -> None:
    """Tell nobody."""


def speech_key(voice: Voice, language: str, spoken: str) -> str:
    """Return the name under which a spoken text is kept: a SHA-256 in hexadecimal digits."""
    return digest(of_speech(voice, language, spoken))


def speak(
    script: Script, voice: Voice, cache: Path, segment: str = "", heard: Heard = _nobody
) -> tuple[Speech, ...]:
    """Speak every cue of a script, in order; what is in the cache is not spoken again.

    Parameters
    ----------
    script
        Words with their numbers filled in.
    voice
        Who speaks.
    cache
        Folder that speech is kept in; made if need be.
    segment
        What the lecture calls this use of the segment, for voices that go by that.
    heard
        Told how far it has come.

    Raises
    ------
    VoiceError
        If the voice does not know the language, or fails; it names the cue, or tells of each that failed.
    OutputError
        If the cache cannot be written.
    """
    if script.language not in voice.languages:
        known = ", ".join(sorted(voice.languages))
        raise VoiceError(f"voice '{voice.name}' does not speak '{script.language}'", f"it speaks: {known}")

    facts = language(script.language)
    plan = _Plan(voice, script, segment)
    planned = [plan.cue(cue) for cue in script.cues]
    parts = {part.key: (cue.name, part) for cue in planned for part in cue.parts}
    failed: dict[str, VoiceError] = {}
    done: list[str] = []
    counting = Lock()

    def one(named: tuple[str, _Part]) -> Speech | None:
        name, part = named
        # What an engine cannot do once it seldom can the next time, and it may take a minute to find out.
        if any(error.path is None for error in failed.values()):
            return None
        try:
            speech = _kept(cache, part.key)
            if new := speech is None:
                with counting:
                    heard(len(done), len(parts), new)
                speech = _spoken(part, script.language, cache)
        except VoiceError as error:
            error.cue = error.cue or name
            failed[part.key] = error
            return None
        with counting:
            done.append(name)
            heard(len(done), len(parts), new)
        return speech

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        made = dict(zip(parts, pool.map(one, parts.values()), strict=True))
    if failed:
        raise _told([failed[key] for key in parts if key in failed])
    spoken = {key: speech for key, speech in made.items() if speech is not None}
    return tuple(_joined(cue, [spoken[part.key] for part in cue.parts], facts.rest, cache) for cue in planned)


def unspoken(script: Script, voice: Voice, cache: Path, segment: str = "") -> tuple[str, ...]:
    """Name the cues of a script that are not kept, or not as a whole: they would have to be spoken."""
    plan = _Plan(voice, script, segment)
    planned = [plan.cue(cue) for cue in script.cues]
    return tuple(cue.name for cue in planned if any(_kept(cache, part.key) is None for part in cue.parts))


def cue_words(cue: ScriptCue, code: str) -> CueWords:
    """Return what a voice is given to say in a cue, and where its marks are in that."""
    said = say(pronounced(cue.spoken), code)
    return CueWords(said.text, {name: bisect_left(said.origin, offset) for name, offset in cue.marks.items()})


def timeline(script: Script, speeches: Sequence[Speech]) -> Timeline:
    """Lay the cues of a script out in time as they were spoken."""
    spoken = map(spoken_cue, script.cues, speeches)
    return Timeline.lay_out(script.language, spoken, _worst({speech.timing for speech in speeches}))


def spoken_cue(cue: ScriptCue, speech: Speech) -> SpokenCue:
    """Time a cue as it was spoken."""
    marks = {mark: cue.time_of(mark, speech.words) for mark in cue.marks}
    return SpokenCue(cue.name, speech.duration, marks, cue.pause)


def write_sound(path: Path, take: Take) -> None:
    """Write a take as a wav file."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(take.rate)
        sound.writeframes(take.samples.astype("<i2").tobytes())


def _told(errors: Sequence[VoiceError]) -> LectureError:
    """Tell every file that is wrong, since each has to be mended; of what an engine could not do, the first."""
    of_files = [error for error in errors if error.path]
    return together(of_files or errors[:1])


@dataclass(frozen=True)
class _Part:
    """What is spoken at once, from ``start`` in what is said in a cue, and what its sound depends on."""

    voice: Voice
    said: Said
    start: int
    ingredients: Ingredients
    key: str


@dataclass(frozen=True)
class _Planned:
    """A cue, what is said for it, and in which parts."""

    name: str
    source: str
    said: Said
    rate: float
    parts: tuple[_Part, ...]


class _Plan:
    """Cuts cues into parts; what all parts of one pace depend on is found out once."""

    def __init__(self, voice: Voice, script: Script, segment: str) -> None:
        self.code = script.language
        # Character by character, so that marks and subtitles find their words.
        self._sources = {cue.name: pronounced(cue.spoken) for cue in script.cues}
        self._said = {name: say(source, self.code) for name, source in self._sources.items()}
        self._cast: Mapping[str, Voice] = dict.fromkeys(self._said, voice)
        if isinstance(voice, ByCue):
            cues = {cue.name: cue_words(cue, self.code) for cue in script.cues}
            self._cast = voice.cast(segment, cues, self.code)
        self._common: dict[tuple[int, float], tuple[Voice, Ingredients]] = {}

    def cue(self, cue: ScriptCue) -> _Planned:
        said = self._said[cue.name]
        try:
            voice, common = self._at(self._cast[cue.name], cue.rate)
        except VoiceError as error:
            error.cue = error.cue or cue.name
            raise
        whole = list(said.sentences()) if isinstance(voice, BySentence) else [(0, said)]
        parts = tuple(self._part(voice, common, part, at) for at, part in whole)
        return _Planned(cue.name, self._sources[cue.name], said, cue.rate, parts)

    def _at(self, voice: Voice, rate: float) -> tuple[Voice, Ingredients]:
        key = id(voice), rate
        if key not in self._common:
            paced = voice.paced(rate) if isinstance(voice, Paced) and rate != 1 else voice
            self._common[key] = paced, of_speech(paced, self.code, "")
        return self._common[key]

    def _part(self, voice: Voice, common: Ingredients, said: Said, start: int) -> _Part:
        heard = said.readings if isinstance(voice, BySentence) else ()
        readings = [f"{one.start}-{one.end}/{one.sound}/" for one in heard]
        ingredients = {**common, "spoken": "\n".join([said.text, *readings])}
        return _Part(voice, said, start, ingredients, digest(ingredients))


def _spoken(part: _Part, code: str, cache: Path) -> Speech:
    """Have one part spoken, and keep it."""
    text = part.said.text
    if isinstance(part.voice, BySentence):
        take = part.voice.say_sentence(text, code, part.said.readings)
    else:
        take = part.voice.synthesize(text, code)
    make_sure(take, text, code)
    now = of_speech(part.voice, code, part.ingredients["spoken"])
    refuse_changed(part.ingredients, now, "spoken")
    return _keep(cache, part.key, take)


def _joined(cue: _Planned, parts: Sequence[Speech], rest: float, cache: Path) -> Speech:
    """Put a cue together from its parts."""
    if len(parts) == 1 and cue.parts[0].said.text == cue.source:
        return parts[0]
    rest = round(rest / cue.rate, 3)
    key = digest(
        {"schema": _SCHEMA, "text": cue.source, "rest": rest, "parts": [part.key for part in cue.parts]}
    )
    kept = _kept(cache, key)
    if kept is not None:
        return kept
    rate = parts[0].rate if parts else _NO_RATE
    pieces: list[Samples] = []
    words: list[Word] = []
    clock = 0
    for part, speech in zip(cue.parts, parts, strict=True):
        if pieces:
            pieces.append(np.zeros(round(rest * rate), np.int16))
            clock += pieces[-1].size
        begin = clock / rate
        words += [
            replace(
                word,
                start=word.start + part.start,
                end=word.end + part.start,
                t0=round(word.t0 + begin, 4),
                t1=round(word.t1 + begin, 4),
            )
            for word in speech.words
        ]
        pieces.append(_samples(speech.wav))
        clock += pieces[-1].size
    samples = np.concatenate(pieces) if pieces else np.zeros(0, np.int16)
    timing = _worst({speech.timing for speech in parts})
    return _keep(cache, key, Take(samples, rate, cue.said.written(words, cue.source), timing))


def _samples(path: Path) -> Samples:
    with wave.open(str(path), "rb") as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2")


def _worst(timings: Set[Timing]) -> Timing:
    return next((kind for kind in _WORST_FIRST if kind in timings), "exact")


def _kept(cache: Path, key: str) -> Speech | None:
    """Read an entry; ``None`` if it is not there, or not whole."""
    sound = cache / f"{key}.wav"
    try:
        data = json.loads((cache / f"{key}.json").read_text(encoding="utf-8"))
        if hashlib.sha256(sound.read_bytes()).hexdigest() != data["sha256"]:
            return None
        words = tuple(Word(**word) for word in data["words"])
        with suppress(OSError):
            # When it was last of use: `lecture clean` looks at it.
            os.utime(cache / f"{key}.json")
        return Speech(sound, data["rate"], data["duration"], words, data["timing"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(cache: Path, key: str, take: Take) -> Speech:
    """Write an entry, and read it back."""
    with replacing(cache / f"{key}.wav", CACHE) as draft:
        write_sound(draft, take)
        content = hashlib.sha256(draft.read_bytes()).hexdigest()
    told = {
        "rate": take.rate,
        "duration": take.samples.size / take.rate,
        "timing": take.timing,
        "words": [asdict(word) for word in take.words],
        "sha256": content,
    }
    with replacing(cache / f"{key}.json", CACHE) as draft:
        draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    kept = _kept(cache, key)
    if kept is None:
        raise OutputError("speech that was just written cannot be read back", path=cache / f"{key}.wav")
    return kept
