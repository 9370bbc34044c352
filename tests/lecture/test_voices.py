from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lecture import voices
from lecture.errors import VoiceError
from lecture.voices.espeak import spaced, time_words
from tests.lecture.own_voices import ready
from tests.lecture.spoken import SAID

EACH = [(name, language) for name in voices.names() for language in sorted(voices.load(name).languages)]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_every_voice_keeps_the_contract(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SAID[language][1]
    monkeypatch.syspath_prepend(tmp_path)
    # Words of voices that do not know their times are held against this one.
    monkeypatch.setattr(voices, "best", lambda code: "espeak")
    voice = ready(name, language, text, tmp_path)
    assert voice.name == name
    voice.check(language)
    take = voice.synthesize(text, language)
    assert take.samples.dtype == np.int16
    assert take.samples.ndim == 1
    length = take.samples.size / take.rate
    assert all(text[word.start : word.end] == word.text for word in take.words)
    assert all(0 <= word.t0 < word.t1 <= length + 1 / take.rate for word in take.words)
    assert all(a.t1 <= b.t0 and a.end <= b.start for a, b in pairwise(take.words))
    again = voice.synthesize(text, language)
    assert np.array_equal(again.samples, take.samples)
    assert again.words == take.words
    assert json.loads(json.dumps(voice.fingerprint(language))) == voice.fingerprint(language)


def heard(samples: np.ndarray, rate: int) -> np.ndarray:
    envelope = np.convolve(np.abs(samples.astype(float)), np.ones(rate // 200) * 200 / rate, "same")
    return envelope > 0.02 * envelope.max()


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Back. One. Gradient. Loss."), ("zh", "转。学。一。八。")]
)
def test_the_built_in_voice_is_heard_when_it_says_so(language: str, text: str) -> None:
    take = voices.load("espeak").synthesize(text, language)
    sound = heard(take.samples, take.rate)
    assert len(take.words) == 4
    for word in take.words:
        first, last = int(word.t0 * take.rate), int(word.t1 * take.rate)
        onset = first + np.argmax(sound[first:])
        assert (onset - first) / take.rate < 0.015
        assert sound[first:last].mean() > 0.8
    for one, other in pairwise(take.words):
        rest = sound[int(one.t1 * take.rate) + 400 : int(other.t0 * take.rate) - 400]
        assert not rest.any()


def test_speech_has_the_pace_of_a_lecture() -> None:
    text = "The gradient points across the ravine, not along it. Every step jumps to the other wall. " * 2
    take = voices.load("espeak").synthesize(text, "en")
    assert 135 <= len(take.words) / take.words[-1].t1 * 60 <= 165
    text = "梯度并不指向最低点，它几乎横穿山谷。于是每一步都跳到对面的山坡。"
    take = voices.load("espeak").synthesize(text, "zh")
    assert 4 <= len(take.words) / take.words[-1].t1 <= 5


def test_mandarin_says_the_decimal_point() -> None:
    voice = voices.load("espeak")
    touching, apart = voice.synthesize("率为0.95。", "zh"), voice.synthesize("率为 0.95。", "zh")
    assert np.array_equal(touching.samples, apart.samples)
    assert touching.words[-1].text == "0.95"


def test_blanks_at_borders_lead_back_to_the_text() -> None:
    text = "用Adam走30步，η=0.9。"
    wide, origin = spaced(text)
    assert wide == "用 Adam 走 30 步，η=0.9。"
    assert all(text[origin[at]] == char for at, char in enumerate(wide) if char != " ")
    assert origin[-1] == len(text)


def test_words_without_an_event_share_the_time_of_the_one_before() -> None:
    # "at the": one event at 0, sound from 0.1 to 0.4, then silence; "end" from 0.6.
    events = [(0, 0.0), (7, 0.55)]
    phonemes = [(0.0, ""), (0.1, "a"), (0.3, "t"), (0.4, ""), (0.55, ""), (0.6, "e"), (0.9, "")]
    words = time_words("at the end.", events, phonemes, 1.0)
    assert [word.text for word in words] == ["at", "the", "end."]
    assert words[0].t0 == 0.1
    assert words[0].t1 < words[1].t0 < words[1].t1 == 0.4
    assert (words[2].t0, words[2].t1) == (0.6, 0.9)


def test_what_holds_no_word_is_silence() -> None:
    assert voices.load("espeak").synthesize("…", "en").words == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("espek", "did you mean 'espeak'?"), ("xylophone", f"known: {', '.join(voices.names())}")],
)
def test_an_unknown_voice_is_told_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(VoiceError) as caught:
        voices.load(name)
    assert caught.value.hint == hint


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(VoiceError, match="not installed") as caught:
        voices.load("espeak").check("en")
    assert "pip install" in caught.value.hint


def test_a_failing_engine_is_an_error_of_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lecture.voices.espeak._engine", lambda: {"library": "/nowhere.so", "data": "/"})
    with pytest.raises(VoiceError, match=r"^espeak-ng failed: [^\n]*nowhere"):
        voices.load("espeak").check("en")


def test_the_package_of_voices_is_light() -> None:
    code = (
        "import sys, lecture.voices, lecture.sound.speech; print({'scipy', 'av', 'manim'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
