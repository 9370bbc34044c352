from __future__ import annotations

import wave
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from lecture.errors import OutputError, VoiceError
from lecture.sound.speech import speak, speech_key, timeline
from lecture.voices import Take
from lecture.voices.silent import Silent
from scenes.narration.timing import LEAD, REST, STEPS, TAIL
from tests.lecture.spoken import script


@dataclass(frozen=True)
class Counting(Silent):
    """The silent voice, which remembers what it was asked to say."""

    asked: list[str] = field(default_factory=list)

    def synthesize(self, text: str, language: str) -> Take:
        self.asked.append(text)
        return super().synthesize(text, language)


def test_what_was_spoken_once_is_not_spoken_again(tmp_path: Path) -> None:
    voice = Counting()
    first = speak(script("en"), voice, tmp_path)
    assert len(voice.asked) == 2
    assert speak(script("en"), voice, tmp_path) == first
    assert len(voice.asked) == 2
    speak(script("en", "t", "The gradient points across the valley.", "New."), voice, tmp_path)
    assert voice.asked[2:] == ["New."]


def test_marks_pauses_and_shown_text_are_outside_the_key(tmp_path: Path) -> None:
    voice = Counting()
    told = script("en")
    speak(told, voice, tmp_path)
    moved = tuple(replace(cue, marks={"middle": 0}, pause=2.0, shown="x") for cue in told.cues)
    speak(replace(told, cues=moved), voice, tmp_path)
    assert len(voice.asked) == 2


def test_keys_tell_voices_languages_and_texts_apart() -> None:
    keys = {
        speech_key(Silent(), "en", "a"),
        speech_key(Silent(), "zh", "a"),
        speech_key(Silent(), "en", "b"),
        speech_key(Silent(), "en", "a"),
    }
    assert len(keys) == 3


@pytest.mark.parametrize("damage", ["cut wav", "no wav", "no json", "torn json", "other json"])
def test_a_damaged_entry_is_spoken_anew(tmp_path: Path, damage: str) -> None:
    voice = Counting()
    (whole,) = speak(script("en", "t", "Hello."), voice, tmp_path)
    sound, note = whole.wav, whole.wav.with_suffix(".json")
    content = sound.read_bytes()
    match damage:
        case "cut wav":
            sound.write_bytes(content[:-10])
        case "no wav":
            sound.unlink()
        case "no json":
            note.unlink()
        case "torn json":
            note.write_text(note.read_text()[:-5])
        case "other json":
            note.write_text("[]")
    assert speak(script("en", "t", "Hello."), voice, tmp_path) == (whole,)
    assert len(voice.asked) == 2
    assert sound.read_bytes() == content


def test_an_entry_is_two_files_and_the_sound_is_as_long_as_told(tmp_path: Path) -> None:
    (speech,) = speak(script("zh", "t", "梯度下降。"), Silent(), tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".wav"]
    with wave.open(str(speech.wav)) as sound:
        assert sound.getnframes() / sound.getframerate() == speech.duration
        assert sound.getnchannels() == 1


def test_the_timeline_has_the_cues_one_after_the_other(tmp_path: Path) -> None:
    told = script("en")
    told = replace(told, cues=(replace(told.cues[0], pause=0.9), told.cues[1]))
    speeches = speak(told, Silent(), tmp_path)
    line = timeline(told, speeches)
    first, second = line.cues
    assert line.timing == "estimated"
    assert first.start == LEAD
    assert first.end == pytest.approx(LEAD + speeches[0].duration)
    # Beats begin on whole steps.
    assert second.start == pytest.approx(first.end + 0.9, abs=0.5 / STEPS)
    assert line.duration == pytest.approx(second.end + max(TAIL, REST), abs=0.5 / STEPS)
    assert [round(time * STEPS, 6) % 1 for time in (second.start, line.duration)] == [0, 0]
    word = next(word for word in speeches[0].words if word.start >= told.cues[0].marks["middle"])
    assert first.mark("middle") == pytest.approx(LEAD + word.t0)


def test_a_language_the_voice_does_not_speak_is_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="does not speak 'eo'"):
        speak(replace(script("en"), language="eo"), Silent(), tmp_path)


def test_a_failure_names_its_cue(tmp_path: Path) -> None:
    class Hoarse(Silent):
        def synthesize(self, text: str, language: str) -> Take:
            raise VoiceError("no sound")

    with pytest.raises(VoiceError, match="no sound") as caught:
        speak(script("en"), Hoarse(), tmp_path)
    assert caught.value.where == "cue 'cue0'"


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        speak(script("en"), Silent(), tmp_path / "file" / "cache")
