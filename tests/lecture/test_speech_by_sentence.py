"""Voices that are given a sentence at a time: what is kept, how a cue is put together, what is refused."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lecture.errors import VoiceError
from lecture.sound.speech import speak
from lecture.voices import Take
from lecture.voices._plausible import make_sure
from lecture.voices.silent import Silent
from scenes.narration.language import language
from scenes.narration.pace import word_spans
from scenes.narration.saying import Reading
from tests.lecture.spoken import script


@dataclass(frozen=True)
class Humming(Silent):
    """Hums every sentence for as long as it would take to say it, and remembers what it was asked."""

    asked: list[tuple[str, tuple[Reading, ...]]] = field(default_factory=list)

    def say_sentence(self, text: str, language: str, readings: Sequence[Reading]) -> Take:
        self.asked.append((text, tuple(readings)))
        take = self.synthesize(text, language)
        return replace(take, samples=np.full(take.samples.size, 1000, np.int16), timing="exact")


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2")


def test_a_changed_word_speaks_its_sentence_alone(tmp_path: Path) -> None:
    voice = Humming()
    speak(script("en", "t", "One stays. Two changes.", "Three stays."), voice, tmp_path)
    assert sorted(text for text, _ in voice.asked) == ["One stays.", "Three stays.", "Two changes."]
    speak(script("en", "t", "One stays. Two differs.", "Three stays."), voice, tmp_path)
    assert [text for text, _ in voice.asked[3:]] == ["Two differs."]
    speak(script("en", "t", "Three stays. One stays. One stays."), voice, tmp_path)
    assert len(voice.asked) == 4


def test_a_cue_is_its_sentences_with_rests_between_them(tmp_path: Path) -> None:
    text = "Why? It is 0.95. Then it stops."
    [whole] = speak(script("en", "t", text), Humming(), tmp_path)
    parts = [
        speak(script("en", "t", one), Humming(), tmp_path)[0] for one in text.replace("? ", "?\n").split("\n")
    ]
    rest = language("en").rest
    assert 0.3 <= rest <= 0.8
    heard = samples(whole.wav) != 0
    quiet = np.flatnonzero(heard[1:] != heard[:-1]) + 1
    assert [round((b - a) / whole.rate, 2) for a, b in zip(quiet[::2], quiet[1::2], strict=True)] == [
        rest,
        rest,
    ]
    assert whole.duration == len(heard) / whole.rate
    assert whole.duration > sum(part.duration for part in parts)
    assert [word.text for word in whole.words] == [text[a:b] for a, b in word_spans(text)]
    assert all(text[word.start : word.end] == word.text for word in whole.words)
    assert all(a.t1 <= b.t0 for a, b in pairwise(whole.words))
    assert whole.words[1].t0 == pytest.approx(parts[0].duration + rest, abs=1e-3)


def test_times_are_those_of_the_words_as_written(tmp_path: Path) -> None:
    text = "β is 3%. So L(θ) → 0."
    voice = Humming()
    [speech] = speak(script("en", "t", text), voice, tmp_path)
    assert [said for said, _ in sorted(voice.asked)] == ["So L of theta goes to 0.", "beta is 3 percent."]
    assert [word.text for word in speech.words] == ["β", "is", "3%.", "So", "L(θ)", "0."]
    assert all(a.t0 < a.t1 <= b.t0 for a, b in pairwise(speech.words))


def test_readings_reach_the_voice_and_its_key(tmp_path: Path) -> None:
    voice = Humming()
    speak(script("zh", "t", "先走。还/hái/得走。"), voice, tmp_path)
    assert ("还得走。", (Reading(0, 1, "hái"),)) in voice.asked
    speak(script("zh", "t", "还得/hái děi/走。"), voice, tmp_path)
    speak(script("zh", "t", "还得/huán dé/走。"), voice, tmp_path)
    assert voice.asked[-2:] == [
        ("还得走。", (Reading(0, 2, "hái děi"),)),
        ("还得走。", (Reading(0, 2, "huán dé"),)),
    ]


def test_a_voice_that_takes_a_cue_at_once_gets_plain_words(tmp_path: Path) -> None:
    asked: list[str] = []

    class Whole(Silent):
        def synthesize(self, text: str, language: str) -> Take:
            asked.append(text)
            return super().synthesize(text, language)

    [speech] = speak(script("zh", "t", "还得/hái děi/走。η 不变。"), Whole(), tmp_path)
    assert asked == ["还得走。伊塔 不变。"]
    assert [word.text for word in speech.words] == ["还", "得", "走", "η", "不", "变"]


def test_a_cue_may_be_slower_or_faster(tmp_path: Path) -> None:
    told = script("en", "t", "One stays. Two stays.", "One stays. Two stays.")
    slow = replace(told, cues=(told.cues[0], replace(told.cues[1], rate=0.8)))
    usual, slower = speak(slow, Humming(), tmp_path)
    assert slower.duration == pytest.approx(usual.duration / 0.8, rel=0.01)
    assert slower.wav != usual.wav


def test_a_damaged_cue_or_sentence_is_made_again(tmp_path: Path) -> None:
    told, voice = script("en", "t", "One stays. Two stays."), Humming()
    [whole] = speak(told, voice, tmp_path)
    content = {path: path.read_bytes() for path in tmp_path.iterdir()}
    whole.wav.write_bytes(b"RIFF")
    assert speak(told, voice, tmp_path) == (whole,)
    assert len(voice.asked) == 2
    for path in tmp_path.glob("*.wav"):
        path.write_bytes(b"")
    assert speak(told, voice, tmp_path) == (whole,)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == content


def test_what_says_nothing_is_silence(tmp_path: Path) -> None:
    [speech] = speak(script("en", "t", "…"), Humming(), tmp_path)
    assert (speech.duration, speech.words) == (0.0, ())


@pytest.mark.parametrize(
    ("seconds", "level", "told"),
    [
        (2.0, 0, "silent instead of saying 'The gradient"),
        (0.05, 9000, "far too short"),
        (30, 9000, "far too long"),
    ],
)
def test_sound_that_cannot_be_the_text_is_refused(
    tmp_path: Path, seconds: float, level: int, told: str
) -> None:
    class Odd(Silent):
        def synthesize(self, text: str, language: str) -> Take:
            take = super().synthesize(text, language)
            return Take(np.full(round(seconds * 8000), level, np.int16), 8000, take.words, "exact")

    with pytest.raises(VoiceError, match=told) as caught:
        speak(script("en"), Odd(), tmp_path)
    assert caught.value.cue == "cue0"
    assert "lecture voices" in caught.value.hint
    assert not list(tmp_path.iterdir())


def test_what_is_as_long_as_usual_is_accepted() -> None:
    text = "The gradient points across the valley."
    take = Take(np.full(16000, 3000, np.int16), 8000, (), "exact")
    make_sure(take, text, "en")
    make_sure(Take(np.zeros(0, np.int16), 8000, (), "exact"), "…", "en")
