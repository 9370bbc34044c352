"""The voices that are networks: phonemes, times, processes, and how each failure is told."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lecture import voices
from lecture.errors import VoiceError
from lecture.voices._natural import network, onsets
from lecture.voices._natural import voice as natural
from lecture.voices._natural.spelling import Speller, Spelling
from lecture.voices._natural.voice import Natural
from lecture.voices._natural.workers import Workers
from lecture.voices.base import ManySpeakers
from lecture.voices.espeak import Espeak
from scenes.narration.language import languages
from scenes.narration.pace import word_spans
from scenes.narration.saying import say

pytest.importorskip("onnxruntime", reason="the extra 'voices' is not installed")

NATURAL = [name for name in voices.names() if isinstance(voices.load(name), Natural)]
SPEAKERS = [
    (name, code, speaker)
    for name in NATURAL
    for code in sorted(voices.load(name).languages)
    for speaker in voices.load(name).speakers(code)  # type: ignore[attr-defined]
]
REQUEST = {"text": "Why?", "language": "en", "readings": [], "speaker": "", "rate": 1.0}


# --- phonemes -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def english() -> object:
    from lecture.voices._natural.english import English

    return English()


@pytest.fixture(scope="module")
def mandarin(english: object) -> object:
    from lecture.voices._natural.mandarin import Mandarin

    return Mandarin(english)


def by_word(speller: object, text: str, code: str) -> dict[str, str]:
    """The phonemes of each word as it is said."""
    said = say(text, code)
    spelling = speller.spell(said.text, said.readings)
    sounds: dict[int, str] = {}
    for char, owner in zip(spelling.phonemes, spelling.owners, strict=True):
        if owner >= 0:
            sounds[owner] = sounds.get(owner, "") + char
    spans = word_spans(said.text)
    assert sorted(sounds) == list(range(len(spans)))
    return {said.text[start:end]: sounds[number] for number, (start, end) in enumerate(spans)}


def test_english_words_keep_their_own_phonemes_when_numbers_are_rewritten(english: object) -> None:
    sounds = by_word(english, "In 1/2 hour, 5 km at 50% — by 2024-01-05, it’s Adam's.", "en")
    assert sounds["1/2"] == "wˈʌnhˈæf"
    assert sounds["km"] == "kəlˈɑməTəɹz"
    assert sounds["50"] == "fˈɪfti"
    assert sounds["it’s"] == "ɪts"
    assert sounds["Adam's."] == "ˈædəmz"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("The usual answer is no.", "ɪz nˈO."),
        ("The usual answer is no. Now two.", "nˈO. nˈW"),
        ("It stands in table no. 4.", "nˈʌmbəɹ fˈɔɹ"),
    ],
)
def test_no_is_an_answer_unless_a_number_follows(english: Any, text: str, spelled: str) -> None:
    assert spelled in english.spell(text).phonemes


def test_a_reading_takes_the_place_of_what_would_be_guessed(english: object, mandarin: object) -> None:
    assert by_word(english, "Nesterov/nˈɛstəɹɔf/'s way", "en")["Nesterov's"] == "nˈɛstəɹɔfs"
    assert by_word(mandarin, "还得/hái děi/走", "zh")["得"] == "tei↓"
    assert by_word(mandarin, "用GPU/ʤˈipˌijˈu/算", "zh")["GPU"] == "ʤˈipˌijˈu"


@pytest.mark.parametrize(
    ("text", "word", "phonemes"),
    [
        ("学习率", "率", "ly↘"),
        ("动量", "动", "tʊ↘ŋ"),
        ("小批量", "小", "ɕjau↓"),
        ("步长", "长", "ꭧʰa↗ŋ"),
        ("降得最快", "得", "tɤ"),
        ("0.2040", "0.2040", "li↗ŋtjɛ↓nɚ↘li↗ŋsɨ↘li↗ŋ"),
        ("走12步", "12", "ʂɨ↗ɚ↘"),
        ("2014年", "2014", "ɚ↘li↗ŋi→sɨ↘"),
        ("3925步", "3925", "sa→nʨʰjɛ→nʨjou↓pai↓ɚ↘ʂɨ↗u↓"),
        ("沿 x 轴", "x", "ˈɛks"),
    ],
)
def test_mandarin_is_spelled_as_it_is_said(mandarin: object, text: str, word: str, phonemes: str) -> None:
    assert by_word(mandarin, text, "zh")[word] == phonemes


def test_every_syllable_is_spelled_as_the_network_was_taught() -> None:
    oracle = pytest.importorskip("misaki.zh", reason="misaki is not installed").ZHG2P
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_tone3

    from lecture.voices._natural.mandarin import _phonemes

    known = {one for told in PINYIN_DICT.values() for one in told.split(",")}
    for syllable in {to_tone3(one, neutral_tone_with_five=True) for one in known}:
        try:
            expected = oracle.py2ipa(syllable).replace("\u032f", "")
        except (ValueError, KeyError, AssertionError):
            continue
        assert _phonemes(syllable) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [("还得/hái/走", None), ("还得/hái děi zǒu/走", "3 syllables"), ("还/hqi/走", "no syllable")],
)
def test_a_wrong_reading_is_told(mandarin: object, text: str, told: str | None) -> None:
    said = say(text, "zh")
    if told is None:
        mandarin.spell(said.text, said.readings)
        return
    with pytest.raises(VoiceError, match=told):
        mandarin.spell(said.text, said.readings)


def test_what_is_too_long_is_cut_behind_punctuation_then_behind_words() -> None:
    speller = Speller()
    for number in range(12):
        speller.add("abcd, " if number == 5 else "abcd ", number)
    whole = speller.spelling()
    pieces = list(whole.pieces(40))
    assert "".join(piece.phonemes for piece in pieces) == whole.phonemes
    assert pieces[0].phonemes.endswith(",")
    assert all(len(piece.phonemes) <= 40 for piece in pieces)
    assert [p.phonemes for p in Spelling("x" * 9, (0,) * 9).pieces(4)] == ["xxxx", "xxxx", "x"]


# --- sound --------------------------------------------------------------------------------------------------------
TEXTS = {"en": "Back. Then it stops, and the loss, 0.95, falls.", "zh": "走。然后停下，损失，0.95，变小了。"}


@pytest.mark.parametrize(("name", "code", "speaker"), SPEAKERS)
def test_words_are_heard_when_it_is_said(name: str, code: str, speaker: str) -> None:
    take = voices.load(name, speaker=speaker).synthesize(TEXTS[code], code)
    sound = take.samples.astype(np.float32) / 32768
    loud = onsets.loudness(sound, take.rate) > onsets.QUIET
    # Behind 30 ms of silence an onset is plain to see.
    rises = np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
    rises = [at for at in rises if at < 30 or not loud[at - 30 : at].any()]
    late = [min((abs(word.t0 * 1000 - at) for at in rises), default=99) for word in take.words]
    assert sum(one <= 20 for one in late) >= 3
    assert take.words[0].t0 < 0.2
    assert take.words[-1].t1 > take.samples.size / take.rate - 0.3


@pytest.mark.parametrize("name", NATURAL)
def test_a_sentence_has_no_silence_around_it_and_no_click(name: str) -> None:
    code = sorted(voices.load(name).languages)[0]
    take = voices.load(name).synthesize("Back.", code)
    level = onsets.loudness(take.samples.astype(np.float32) / 32768, take.rate)
    loud = np.flatnonzero(level > -40)
    assert loud[0] < 120
    assert len(level) - loud[-1] < 250
    assert abs(int(take.samples[0])) < 40
    assert abs(int(take.samples[-1])) < 40


def test_a_rate_changes_the_length_and_the_key() -> None:
    usual, slow = voices.load("hibari"), voices.load("hibari", rate=0.8)
    text = "The gradient points across the valley."
    lengths = [one.synthesize(text, "en").samples.size for one in (usual, slow)]
    assert 1.1 < lengths[1] / lengths[0] < 1.4
    assert usual.fingerprint("en") != slow.fingerprint("en")
    assert usual.paced(0.8).fingerprint("en") == slow.fingerprint("en")


def test_the_key_names_what_the_sound_depends_on() -> None:
    told = voices.load("kokoro").fingerprint("zh")
    assert {"packages", "model", "schema", "processor", "speaker", "rate"} <= set(told)
    assert told["packages"]["onnxruntime"]


# --- what can be missing or go wrong --------------------------------------------------------------------------------
def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    natural._version.cache_clear()
    monkeypatch.setattr(natural, "version", missing)
    with pytest.raises(VoiceError, match="hibari-tts is not installed") as caught:
        voices.load("hibari").check("en")
    assert "pip install 'optim-lectures[voices]'" in caught.value.hint
    for code in languages():
        assert voices.best(code) == "espeak"
        assert voices.advice(code).count("\n") == 0
        assert "pip install 'optim-lectures[voices]'" in voices.advice(code)
    natural._version.cache_clear()


def test_with_its_packages_the_natural_voice_is_the_best() -> None:
    assert (voices.best("en"), voices.best("zh")) == ("hibari", "kokoro")
    assert voices.advice("en") == ""


def test_an_unknown_speaker_setting_or_language_is_told() -> None:
    with pytest.raises(VoiceError, match="no speaker 'am_micheal'") as caught:
        voices.load("kokoro", speaker="am_micheal").check("en")
    assert caught.value.hint == "did you mean 'am_michael'?"
    with pytest.raises(VoiceError, match="no 'speed'"):
        voices.load("hibari", speed=2)
    with pytest.raises(VoiceError, match="does not speak 'zh'"):
        voices.load("hibari").check("zh")


def test_a_damaged_or_missing_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "weights_of_a_test"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(VoiceError, match="cannot be read") as caught:
        network.checked([("weights_of_a_test", "part.bin")], "0" * 64, "install it anew")
    assert caught.value.hint == "install it anew"
    (package / "part.bin").write_bytes(b"truncated")
    with pytest.raises(VoiceError, match="damaged"):
        network.checked([("weights_of_a_test", "part.bin")], "0" * 64, "install it anew")


ENGINE = """
import os, time
import numpy as np
from lecture.voices._natural.engine import Spoken
from lecture.voices._natural.spelling import Spelling

class Broken:
    rate, unit, longest, alphabet = 24000, 600, 100, frozenset("a")
    def spell(self, text, language, readings):
        return Spelling("a", (0,))
    def speak(self, phonemes, speaker, rate):
        {speak}

def engine():
    {load}
    return Broken()
"""
FAILURES = {
    "an exception": ("raise ValueError('no such phoneme')", "pass", r"failed: ValueError: no such phoneme"),
    "a crash": ("os.abort()", "pass", r"died by signal SIGABRT"),
    "an exit": ("os._exit(3)", "pass", r"died with status 3"),
    "a hang": ("time.sleep(60)", "pass", r"did not answer within 1 s"),
    "wrong durations": ("return Spoken(np.zeros(600, np.float32), np.ones(1))", "pass", r"durations"),
    "no memory": ("os.kill(os.getpid(), 9)", "pass", r"died by signal SIGKILL"),
    "a load that fails": ("pass", "raise OSError('no model')", r"could not be loaded: OSError: no model"),
    "a load that dies": ("pass", "os._exit(4)", r"could not be loaded: it died with status 4"),
}


@pytest.mark.parametrize(("speak", "load", "told"), FAILURES.values(), ids=FAILURES)
def test_each_failure_of_an_engine_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: str, load: str, told: str
) -> None:
    (tmp_path / "broken_engine_of_a_test.py").write_text(ENGINE.format(speak=speak, load=load))
    monkeypatch.syspath_prepend(tmp_path)
    crew = Workers("broken", "broken_engine_of_a_test")
    try:
        for _ in range(2):
            # A second time, because a dead process must not stay in the crew.
            with pytest.raises(VoiceError, match=told) as caught:
                crew.speak(REQUEST, 1.0)
            assert "\n" not in caught.value.what
    finally:
        crew.close()


def test_what_an_engine_prints_does_not_mix_with_its_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak = "print('hello'); return Spoken(np.ones(1800, np.float32), np.ones(3))"
    (tmp_path / "talking_engine_of_a_test.py").write_text(ENGINE.format(speak=speak, load="print('loading')"))
    monkeypatch.syspath_prepend(tmp_path)
    crew = Workers("talking", "talking_engine_of_a_test")
    try:
        assert crew.speak(REQUEST, 20.0).words
    finally:
        crew.close()


def test_the_command_that_asks_does_not_load_networks() -> None:
    import subprocess

    code = (
        "import sys; from lecture import voices; v = voices.load('kokoro'); v.check('zh'); v.fingerprint('zh');"
        "print({'onnxruntime', 'rjieba', 'hibari', 'pypinyin'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_espeak_has_a_pace_too() -> None:
    text = "The gradient points across the valley."
    usual, slow = Espeak().synthesize(text, "en"), Espeak().paced(0.8).synthesize(text, "en")
    assert slow.samples.size > 1.1 * usual.samples.size
    assert not isinstance(Espeak(), ManySpeakers)


def test_words_stay_in_order_in_the_sound() -> None:
    take = voices.load("hibari").synthesize("It is at the end of it, as it is at its start.", "en")
    assert all(a.t0 < a.t1 <= b.t0 for a, b in pairwise(take.words))
