"""Voices of others: a speech service by its import path, a model of Piper's; how each failure is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lecture import voices
from lecture.errors import VoiceError
from lecture.sound.speech import speak
from lecture.voices.service import timed
from tests.lecture.own_voices import espeak, piper, service
from tests.lecture.spoken import script

TEXT = "The gradient points across the valley, at 0.95, and back."


@pytest.fixture(autouse=True)
def _at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(voices, "best", lambda code: "espeak")
    monkeypatch.syspath_prepend(tmp_path)


# --- a speech service -----------------------------------------------------------------------------------------------
def test_a_service_is_believed_when_it_tells_its_words(tmp_path: Path) -> None:
    take = service(tmp_path, told=True).synthesize(TEXT, "en")
    true = espeak(TEXT)
    assert take.samples.size / take.rate == pytest.approx(true.samples.size / true.rate, abs=0.05)
    assert [word.text for word in take.words] == [word.text for word in true.words]
    assert max(abs(a.t0 - b.t0) for a, b in zip(take.words, true.words, strict=True)) < 0.001


def test_boundaries_find_their_words_and_few_are_not_believed() -> None:
    told = [("two", 0.2, 0.4), ("three", 0.9, 0.0), ("four", 1.2, 1.5)]
    words = timed("Two, “three”: four.", told, 2.0)
    assert words is not None
    assert [(word.t0, word.t1) for word in words] == [(0.2, 0.4), (0.9, 1.2), (1.2, 1.5)]
    assert timed("One two three four five six.", told, 2.0) is None
    assert timed("…", told, 2.0) == ()


SERVICES = {
    "an exception": ("raise ValueError('no key')", "ValueError: no key"),
    "a question": ("input('key?')", "asks a question"),
    "an end": ("import sys; sys.exit(3)", "SystemExit"),
    "a crash": ("import os; os.abort()", "died by signal SIGABRT"),
    "no file": ("self.cache_dir = 'nowhere'", "nowhere"),
}


@pytest.mark.parametrize(("trouble", "told"), SERVICES.values(), ids=SERVICES)
def test_each_failure_of_a_service_is_one_error(tmp_path: Path, trouble: str, told: str) -> None:
    with pytest.raises(VoiceError, match=told) as caught:
        speak(script("en", "t", TEXT), service(tmp_path, trouble=trouble), tmp_path / "cache")
    assert caught.value.cue == "cue0"
    assert "\n" not in caught.value.what


@pytest.mark.parametrize(
    ("path", "what", "hint"),
    [
        ("", "its import path", "in the lecture file"),
        ("Speaker", "no import path", "package.module.Class"),
        (
            "no_such_package.services.Speaker",
            "no_such_package is not installed",
            "pip install no-such-package",
        ),
    ],
)
def test_a_service_that_is_not_there_is_told_beforehand(path: str, what: str, hint: str) -> None:
    with pytest.raises(VoiceError, match=what) as caught:
        voices.load("service", service=path).check("en")
    assert hint in caught.value.hint


def test_a_service_without_such_a_class_is_told(tmp_path: Path) -> None:
    service(tmp_path)
    wrong = voices.load("service", service="service_of_a_test.Speeker")
    with pytest.raises(VoiceError, match="has no 'Speeker'"):
        wrong.synthesize(TEXT, "en")


def test_options_and_source_of_a_service_are_in_the_key(tmp_path: Path) -> None:
    one, other = service(tmp_path), service(tmp_path, language="zh")
    assert one.fingerprint("en") != other.fingerprint("en")


# --- Piper ----------------------------------------------------------------------------------------------------------
def test_piper_has_a_pace_and_finds_its_words(tmp_path: Path) -> None:
    usual = piper(tmp_path)
    slow = usual.paced(0.8)  # type: ignore[attr-defined]
    take, slower = usual.synthesize(TEXT, "en"), slow.synthesize(TEXT, "en")
    assert slower.samples.size > 1.1 * take.samples.size
    late = [a.t0 - b.t0 for a, b in zip(take.words, espeak(TEXT).words, strict=True)]
    assert np.ptp(late) < 0.05
    assert usual.fingerprint("en") != slow.fingerprint("en")


PIPERS = {
    "an exception": ("raise ValueError('not a model')", "failed with status 1: ValueError: not a model"),
    "a crash": ("import os; os.abort()", "died by signal SIGABRT"),
    "nothing": ("sys.exit(0)", "wrote no sound"),
}


@pytest.mark.parametrize(("trouble", "told"), PIPERS.values(), ids=PIPERS)
def test_each_failure_of_piper_is_one_error(tmp_path: Path, trouble: str, told: str) -> None:
    with pytest.raises(VoiceError, match=told) as caught:
        speak(script("en", "t", TEXT), piper(tmp_path, trouble=trouble), tmp_path / "cache")
    assert caught.value.cue == "cue0"
    assert "try it alone" in caught.value.hint


def test_piper_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lecture.voices.piper._SECONDS", (0.5, 0.0))
    with pytest.raises(VoiceError, match="did not answer"):
        piper(tmp_path, trouble="import time; time.sleep(60)").synthesize(TEXT, "en")


def test_what_piper_lacks_is_told_beforehand(tmp_path: Path) -> None:
    good = piper(tmp_path)
    good.check("en")
    with pytest.raises(VoiceError, match="does not speak 'zh'"):
        good.check("zh")
    with pytest.raises(VoiceError, match="needs files from the network"):
        piper(tmp_path, phoneme_type="pinyin").check("en")
    describes = tmp_path / "model.onnx.json"
    describes.write_text("{")
    with pytest.raises(VoiceError, match="description is broken"):
        good.check("en")
    describes.unlink()
    with pytest.raises(VoiceError, match="not beside it"):
        good.check("en")
    (tmp_path / "model.onnx").unlink()
    with pytest.raises(VoiceError, match="there is no model"):
        good.check("en")
    (tmp_path / "piper").unlink()
    with pytest.raises(VoiceError, match="is not here") as caught:
        good.check("en")
    assert "pip install piper-tts" in caught.value.hint


def test_a_model_may_have_speakers(tmp_path: Path) -> None:
    piper(tmp_path, speaker_id_map={"ann": 0, "bob": 3}, num_speakers=2)
    settings = {"model": tmp_path / "model.onnx", "program": str(tmp_path / "piper")}
    bob = voices.load("piper", speaker="bob", **settings)
    assert list(bob.speakers("en")) == ["ann", "bob"]  # type: ignore[attr-defined]
    assert bob.fingerprint("en")["speaker"] == 3
    with pytest.raises(VoiceError, match="no speaker 'rob'"):
        voices.load("piper", speaker="rob", **settings).check("en")


def test_another_model_is_another_key(tmp_path: Path) -> None:
    voice = piper(tmp_path)
    before = voice.fingerprint("en")
    (tmp_path / "model.onnx").write_text("other")
    assert voice.fingerprint("en") != before
