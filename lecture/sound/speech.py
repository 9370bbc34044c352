"""A cue's text becomes sound with word times, once: speech is kept under the hash of all it depends on.

The key is that of :func:`~lecture.keys.ingredients.of_speech`. An entry is two files, the sound first
(``KEY.wav``), then ``KEY.json``, which holds the hash of the sound, so that a torn entry is found and made
again. There is no index and no lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import wave
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from lecture.errors import OutputError, VoiceError
from lecture.files import CACHE, replacing
from lecture.keys.ingredients import Ingredients, of_speech, refuse_changed
from lecture.keys.values import digest
from lecture.voices import Take, Voice
from scenes.narration.characters import pronounced
from scenes.narration.script import Script
from scenes.narration.timing import SpokenCue, Timeline, Timing, Word

_AT_ONCE = 4
_WORST_FIRST: tuple[Timing, ...] = ("estimated", "aligned")


@dataclass(frozen=True)
class Speech:
    """One spoken text: its mono 16-bit sound file, its length in seconds, its words with their times."""

    wav: Path
    rate: int
    duration: float
    words: tuple[Word, ...]
    timing: Timing


def speech_key(voice: Voice, language: str, spoken: str) -> str:
    """Return the name under which a spoken text is kept: a SHA-256 in hexadecimal digits."""
    return digest(of_speech(voice, language, spoken))


def speak(script: Script, voice: Voice, cache: Path) -> tuple[Speech, ...]:
    """Speak every cue of a script, in order; what is in the cache is not spoken again.

    Parameters
    ----------
    script
        Words with their numbers filled in.
    voice
        Who speaks.
    cache
        Folder that speech is kept in; made if need be.

    Raises
    ------
    VoiceError
        If the voice does not know the language, or fails; it names the cue.
    OutputError
        If the cache cannot be written.
    """
    if script.language not in voice.languages:
        known = ", ".join(sorted(voice.languages))
        raise VoiceError(f"voice '{voice.name}' does not speak '{script.language}'", f"it speaks: {known}")

    # All but the text is the same for every cue.
    told = of_speech(voice, script.language, "")

    def one(name: str, spoken: str) -> Speech:
        try:
            # Character by character, so that marks and subtitles find their words.
            return _speech({**told, "spoken": pronounced(spoken)}, voice, cache)
        except VoiceError as error:
            error.cue = error.cue or name
            raise

    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        return tuple(pool.map(lambda cue: one(cue.name, cue.spoken), script.cues))


def timeline(script: Script, speeches: Sequence[Speech]) -> Timeline:
    """Lay the cues of a script out in time as they were spoken."""
    spoken = [
        SpokenCue(
            cue.name,
            speech.duration,
            {mark: cue.time_of(mark, speech.words) for mark in cue.marks},
            cue.pause,
        )
        for cue, speech in zip(script.cues, speeches, strict=True)
    ]
    timings = {speech.timing for speech in speeches}
    worst: Timing = next((kind for kind in _WORST_FIRST if kind in timings), "exact")
    return Timeline.lay_out(script.language, spoken, worst)


def _speech(wanted: Ingredients, voice: Voice, cache: Path) -> Speech:
    key = digest(wanted)
    kept = _kept(cache, key)
    if kept is None:
        take = voice.synthesize(wanted["spoken"], wanted["language"])
        refuse_changed(wanted, of_speech(voice, wanted["language"], wanted["spoken"]), "spoken")
        _keep(cache, key, take)
        kept = _kept(cache, key)
    if kept is None:
        raise OutputError("speech that was just written cannot be read back", path=cache / f"{key}.wav")
    return kept


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


def _keep(cache: Path, key: str, take: Take) -> None:
    with replacing(cache / f"{key}.wav", CACHE) as draft:
        with wave.open(str(draft), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(take.rate)
            sound.writeframes(take.samples.astype("<i2").tobytes())
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
