"""What voices there are, and how they sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from lecture import voices
from lecture.console import plain_console, print_rows
from lecture.errors import VoiceError
from lecture.files import replacing
from lecture.sound.speech import write_sound
from lecture.voices.base import About, Configured, Described, ManySpeakers
from scenes.narration.language import language as facts_of


def show_voices(console: Console | None = None) -> None:
    """Print every voice with its languages, speakers, licence and speed, and what it still needs here."""
    rows = []
    for name in voices.names():
        voice = voices.load(name)
        about = voice.about if isinstance(voice, Described) else About("", "")
        speed = f"{about.speed:g}×" if about.speed else ""
        for number, language in enumerate(sorted(voice.languages)):
            usual = " (usual)" if voices.best(language) == name else ""
            told = (name, about.licence, speed) if number == 0 else ("", "", "")
            who = ", ".join(speakers(voice, language))
            rows.append((told[0], language + usual, who, told[1], told[2], state(voice, language)))
    header = ("voice", "language", "speakers", "licence", "speed", "here")
    print_rows(console or plain_console(), rows, header=header)


def speakers(voice: voices.Voice, language: str) -> tuple[str, ...]:
    """Names of a voice's speakers of a language, the usual one first; none if it has but one without a name."""
    return tuple(voice.speakers(language)) if isinstance(voice, ManySpeakers) else ()


def state(voice: voices.Voice, language: str) -> str:
    """Say whether a voice can speak here, and what to do if it cannot."""
    try:
        voice.check(language)
    except VoiceError as error:
        # What must be said in the lecture file is missing nowhere.
        own = (
            isinstance(voice, Described) and error.hint == voice.about.needs and isinstance(voice, Configured)
        )
        return error.hint if own else f"no: {error.hint or error.what}"
    return "yes"


def sample(folder: Path, say: Callable[[str], object]) -> None:
    """Write one sentence by each speaker of each voice that can speak here."""
    for name, language, speaker in everybody():
        settings = {"speaker": speaker} if speaker else {}
        voice = voices.load(name, **settings)
        path = folder / f"{'.'.join(part for part in (name, speaker, language) if part)}.wav"
        try:
            voice.check(language)
            take = voice.synthesize(facts_of(language).sample, language)
        except VoiceError as error:
            say(f"{path.stem}: {error}")
        else:
            with replacing(path) as draft:
                write_sound(draft, take)
            say(str(path))


def everybody() -> Iterator[tuple[str, str, str]]:
    """Each voice that is heard, in each of its languages, by each of its speakers: name, language, speaker."""
    for name in voices.names():
        voice = voices.load(name)
        if not isinstance(voice, Described):
            continue
        for language in sorted(voice.languages):
            for speaker in speakers(voice, language) or ("",):
                yield name, language, speaker
