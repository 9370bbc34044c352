"""The lecturer's own voice: recordings, words timed in them, marks set by hand, gaps, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from lecture import voices
from lecture.cli import main
from lecture.errors import LectureError, VoiceError
from lecture.sound.speech import cue_words, speak, timeline
from lecture.voices import Take
from lecture.voices._aligned.alignment import Anchor, align
from lecture.voices._aligned.decoding import RATE, decoded
from lecture.voices._aligned.taps import read_taps
from lecture.voices._aligned.warping import warp
from lecture.voices.base import CueWords
from lecture.voices.recorded import Recorded
from scenes.narration.script import Script
from scenes.narration.timing import LEAD
from scenes.performance import Performance
from tests.lecture.own_voices import CODECS, espeak, write_sound
from tests.lecture.spoken import script

TEXT = "The gradient points across the valley, and not along it. Every step jumps to the other wall."


@pytest.fixture(autouse=True)
def _quick_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "best", lambda code: "espeak")


@pytest.fixture
def told() -> Script:
    return script("en", "t", TEXT, "Then it stops, at 0.95, for good.")


def recorded(folder: Path, told: Script, *left_out: str, **settings: object) -> Recorded:
    """Record every cue of a script but some, a fifth slower than the guide speaks."""
    for cue in told.cues:
        if cue.name not in left_out:
            write_sound(folder / f"seg/{cue.name}.wav", espeak(cue.spoken, rate=0.8), before=0.4)
    return Recorded(folder, **settings)  # type: ignore[arg-type]


def floats(take: Take) -> np.ndarray:
    return take.samples.astype(np.float32) / np.float32(32768)


# --- times ----------------------------------------------------------------------------------------------------------
def test_the_best_way_through_two_sequences_is_found() -> None:
    def worst(one: np.ndarray, other: np.ndarray) -> float:
        """Try every way, by the rule as it is written."""
        differences = np.abs(one[:, None, 0] - other[None, :, 0])
        linger = 0.15 * differences.mean()
        best = np.full(differences.shape, np.inf)
        for i in range(len(one)):
            for j in range(len(other)):
                here = differences[i, j]
                ways = [2 * here] if i == j == 0 else []
                ways += [best[i - 1, j - 1] + 2 * here] if i and j else []
                ways += [best[i - 1, j] + here + linger] if i else []
                ways += [best[i, j - 1] + here + linger] if j else []
                best[i, j] = min(ways)
        return float(best[-1, -1])

    rng = np.random.default_rng(1)
    for n, m in ((1, 1), (1, 5), (6, 1), (7, 9), (12, 5)):
        one, other = rng.normal(size=(n, 1)), rng.normal(size=(m, 1))
        way, _ = warp(one, other)
        differences = np.abs(one[:, None, 0] - other[None, :, 0])
        linger = 0.15 * differences.mean()
        cost = 2 * differences[0, 0]
        for (i, j), (i2, j2) in pairwise(way):
            assert (i2 - i, j2 - j) in {(1, 1), (1, 0), (0, 1)}
            cost += differences[i2, j2] * (2 if i2 > i and j2 > j else 1)
            cost += 0 if i2 > i and j2 > j else linger
        assert cost == pytest.approx(worst(one, other))
        assert (way[0].tolist(), way[-1].tolist()) == ([0, 0], [n - 1, m - 1])


@pytest.mark.parametrize("rate", [0.75, 1.3])
def test_words_of_a_slower_or_faster_recording_are_found(rate: float) -> None:
    guide, take = espeak(TEXT), espeak(TEXT, rate=rate)
    found = align(floats(take), take.rate, guide)
    late = np.array([ours.t0 - true.t0 for ours, true in zip(found.words, take.words, strict=True)])
    assert np.median(np.abs(late)) < 0.02
    assert np.percentile(np.abs(late), 95) < 0.1


def test_a_pause_in_the_middle_moves_what_follows_and_nothing_else() -> None:
    guide = espeak(TEXT)
    cut = round(guide.words[4].t1 * guide.rate)
    pause = np.zeros(round(1.5 * guide.rate), np.int16)
    take = replace(guide, samples=np.concatenate([guide.samples[:cut], pause, guide.samples[cut:]]))
    found = align(floats(take), take.rate, guide).words
    moved = [ours.t0 - word.t0 for ours, word in zip(found, guide.words, strict=True)]
    assert max(np.abs(moved[:5])) < 0.06
    assert max(np.abs(np.array(moved[5:]) - 1.5)) < 0.06


def test_a_noisy_room_does_no_harm() -> None:
    take = espeak(TEXT, rate=0.9)
    noise = np.random.default_rng(2).normal(0, 0.001, take.samples.size).astype(np.float32)
    found = align(0.3 * floats(take) + noise, take.rate, espeak(TEXT))
    late = [ours.t0 - true.t0 for ours, true in zip(found.words, take.words, strict=True)]
    assert np.median(np.abs(late)) < 0.03
    assert np.percentile(np.abs(late), 90) < 0.1


def test_what_is_known_holds_and_the_rest_keeps_its_order() -> None:
    guide = espeak(TEXT)
    known = guide.words[8].t0 + 0.3
    found = align(floats(guide), guide.rate, guide, [Anchor(8, known)]).words
    assert found[8].t0 == pytest.approx(known, abs=1e-3)
    assert all(a.t0 < a.t1 <= b.t0 for a, b in pairwise(found))


def test_other_words_differ_more() -> None:
    guide = espeak(TEXT)
    same = align(floats(espeak(TEXT, rate=0.85)), guide.rate, guide).difference
    other = espeak("Nobody has said that momentum remembers all of the slopes it has seen before.")
    assert align(floats(other), guide.rate, guide).difference > 1.1 * same


# --- files ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", CODECS)
@pytest.mark.parametrize("channels", [1, 2])
def test_any_kind_of_file_is_read(tmp_path: Path, kind: str, channels: int) -> None:
    take = espeak("Back. One.")
    sound = decoded(write_sound(tmp_path / f"a{kind}", take, channels=channels))
    assert sound.dtype == np.float32
    assert len(sound) / RATE == pytest.approx(take.samples.size / take.rate, abs=0.1)
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(np.sqrt(np.mean(floats(take) ** 2)), rel=0.1)


@pytest.mark.parametrize("kind", [".wav", ".flac", ".m4a"])
def test_a_file_that_breaks_off_is_told(tmp_path: Path, kind: str) -> None:
    path = write_sound(tmp_path / f"a{kind}", espeak(TEXT))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(VoiceError) as caught:
        decoded(path)
    assert caught.value.path == path
    assert caught.value.hint


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all" * 100])
def test_what_is_no_sound_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(VoiceError, match="sound") as caught:
        decoded(tmp_path / "a.wav")
    assert "record it again" in caught.value.hint


# --- lectures -------------------------------------------------------------------------------------------------------
def test_recordings_make_the_timeline(tmp_path: Path, told: Script) -> None:
    voice = recorded(tmp_path / "sound", told)
    speeches = speak(told, voice, tmp_path / "cache", "seg")
    line = timeline(told, speeches)
    assert line.timing == "aligned"
    for cue, speech, beat in zip(told.cues, speeches, line.cues, strict=True):
        true = espeak(cue.spoken, rate=0.8)
        # The silence around it is cut, and its level is that of all others.
        assert speech.duration == pytest.approx(true.words[-1].t1 - true.words[0].t0, abs=0.45)
        late = [ours.t0 - one.t0 for ours, one in zip(speech.words, true.words, strict=True)]
        assert np.ptp(late) < 0.15
        assert LEAD <= beat.start < beat.mark("middle") < beat.end
    faster = speak(told, voices.load("espeak"), tmp_path / "cache")
    assert line.duration > timeline(told, faster).duration + 1


def test_loud_and_quiet_recordings_come_out_alike(tmp_path: Path) -> None:
    take = espeak(TEXT)
    levels = []
    for number, gain in enumerate((0.1, 1.0)):
        told = replace(script("en", "t", TEXT))
        write_sound(tmp_path / f"{number}/seg/cue0.wav", take, gain=gain)
        [speech] = speak(told, Recorded(tmp_path / str(number)), tmp_path / "cache", "seg")
        levels.append(20 * np.log10(np.sqrt(np.mean(decoded(speech.wav) ** 2))))
    assert levels[0] == pytest.approx(levels[1], abs=0.5)


def test_what_is_kept_is_that_of_the_files(tmp_path: Path, told: Script) -> None:
    voice = recorded(tmp_path / "sound", told)
    cache = tmp_path / "cache"
    first = speak(told, voice, cache, "seg")
    assert speak(told, voice, cache, "seg") == first
    write_sound(tmp_path / "sound/seg/cue0.wav", espeak(TEXT, rate=0.9))
    again = speak(told, voice, cache, "seg")
    assert again[0].duration < first[0].duration
    assert again[1] == first[1]
    [middle] = [word for word in again[0].words if word.start >= told.cues[0].marks["middle"]][:1]
    (tmp_path / "sound/seg/cue0.txt").write_text(f"{middle.t0 + 0.25}\tmiddle\n")
    tapped = speak(told, voice, cache, "seg")
    assert tapped[0].wav != again[0].wav
    cut = 0.0  # espeak begins at once
    assert timeline(told, tapped).cues[0].mark("middle") == pytest.approx(
        LEAD + middle.t0 + 0.25 - cut, abs=0.03
    )


def test_gaps_are_filled_or_told_at_once(tmp_path: Path, told: Script) -> None:
    three = replace(told, cues=(*told.cues, replace(told.cues[0], name="third")))
    voice = recorded(tmp_path / "sound", three, "cue0", "third")
    with pytest.raises(VoiceError, match=r"not recorded: cue0, third \(2 of 3 cues\)") as caught:
        speak(three, voice, tmp_path / "cache", "seg")
    assert caught.value.path == tmp_path / "sound/seg"
    assert "cue0.wav" in caught.value.hint
    filled = speak(three, replace(voice, gaps="espeak"), tmp_path / "cache", "seg")
    assert [speech.timing for speech in filled] == ["exact", "aligned", "exact"]


def test_every_file_that_is_wrong_is_told(tmp_path: Path, told: Script) -> None:
    voice = recorded(tmp_path / "sound", told)
    (tmp_path / "sound/seg/cue0.wav").write_bytes(b"RIFF")
    write_sound(tmp_path / "sound/seg/cue1.wav", Take(np.zeros(30000, np.int16), 24000, (), "exact"))
    with pytest.raises(LectureError) as caught:
        speak(told, voice, tmp_path / "cache", "seg")
    broken, silent = caught.value.parts
    assert (broken.cue, silent.cue) == ("cue0", "cue1")
    assert "cannot be read" in broken.what
    assert "silent" in silent.what
    assert silent.path == tmp_path / "sound/seg/cue1.wav"
    assert "record it again" in silent.hint


def test_two_recordings_of_a_cue_are_a_mistake(tmp_path: Path, told: Script) -> None:
    voice = recorded(tmp_path / "sound", told)
    write_sound(tmp_path / "sound/seg/cue1.flac", espeak("Again."))
    with pytest.raises(VoiceError, match=r"recorded twice: cue1\.flac and cue1\.wav"):
        speak(told, voice, tmp_path / "cache", "seg")
    assert [path.name for path in voice.unused("seg", {"cue0": CueWords("", {})})] == [
        "cue1.flac",
        "cue1.wav",
    ]


@pytest.mark.parametrize(
    ("settings", "setting", "what"),
    [
        ({}, "folder", "a folder of sound files"),
        ({"folder": Path(), "gaps": "espek"}, "gaps", "unknown voice 'espek'"),
        ({"folder": Path(), "gaps": "recorded"}, "gaps", "unknown voice 'recorded'"),
        ({"folder": Path(), "gaps": "kokoro/am_michael"}, "", ""),
    ],
)
def test_wrong_settings_are_told(settings: dict[str, object], setting: str, what: str) -> None:
    faults = voices.load("recorded", **settings).faults("en")  # type: ignore[attr-defined]
    assert list(faults) == ([setting] if setting else [])
    assert what in "".join(told for told, _ in faults.values())


def test_words_that_have_changed_are_not_spoken_with_the_old_recording(tmp_path: Path, told: Script) -> None:
    voice = recorded(tmp_path / "sound", told)
    cues = {cue.name: cue_words(cue, "en") for cue in told.cues}
    note = tmp_path / "sound/seg/said.json"
    note.write_text(voice.noted("seg", cues))
    speak(told, voice, tmp_path / "cache", "seg")
    changed = replace(told.cues[1], spoken="Then it stops, at 1.05, for good.")
    other = replace(told, cues=(told.cues[0], changed))
    with pytest.raises(
        VoiceError, match=r"changed since it was recorded: 'Then it stops, at 0\.95"
    ) as caught:
        speak(other, voice, tmp_path / "cache", "seg")
    assert caught.value.cue == "cue1"
    filled = speak(other, replace(voice, gaps="espeak"), tmp_path / "cache", "seg")
    assert [speech.timing for speech in filled] == ["aligned", "exact"]
    # Noting it again does not forget what was said; a new recording says the new words.
    now = {cue.name: cue_words(cue, "en") for cue in other.cues}
    note.write_text(voice.noted("seg", now))
    assert list(voice.outdated("seg", now)) == ["cue1"]
    write_sound(tmp_path / "sound/seg/cue1.wav", espeak(other.cues[1].spoken))
    note.write_text(voice.noted("seg", now))
    speak(other, voice, tmp_path / "cache", "seg")


# --- a whole lecture ------------------------------------------------------------------------------------------------
LECTURE = """\
title = "A"
[[segment]]
name = "zigzag_sgd"
[voice.en]
name = "recorded"
folder = "my sound"
"""


@pytest.fixture
def lecture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lecture.toml").write_text(LECTURE)
    return tmp_path


def run(*arguments: str, status: int = 0) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == status, done.output
    return done.output


def test_what_to_read_is_written_with_its_numbers(lecture: Path) -> None:
    assert "my sound/zigzag_sgd" in run("narrate", "--script", "--set", "zigzag_sgd.learning_rate=0.5")
    assert (lecture / "my sound/zigzag_sgd").is_dir()
    page, text = sorted((lecture / "media/narration").iterdir())
    for content in (page.read_text(), text.read_text()):
        assert "zigzag_sgd/walk.wav" in content
        assert "learning rate of 0.5" in content
        assert "go at “" in content
    assert page.read_text().startswith("<!DOCTYPE html>")


def test_what_is_recorded_is_listed_and_noted(lecture: Path) -> None:
    assert "no folder" in run("check", "--no-layout", status=2)
    script = Performance.prepare("zigzag_sgd", "en").script
    [first, second, *others] = script.cues
    folder = lecture / "my sound/zigzag_sgd"
    write_sound(folder / f"{first.name}.flac", espeak(first.spoken))
    write_sound(folder / "wlak.wav", espeak("Hello."))
    told = run("narrate")
    assert f"1 of {2 + len(others)} are ready" in told
    assert told.count("not recorded") == 1 + len(others)
    assert "no cue takes this file" in told
    assert first.name in (folder / "said.json").read_text()
    assert "its words have changed" not in told
    problems = run("check", "--no-layout", status=2)
    assert f"not recorded: {second.name}, " in problems
    run("narrate", "--lang", "zh", status=2)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('gabs = "espeak"', "did you mean 'gaps'"),
        ('gaps = "espek"', "did you mean 'espeak'"),
        ("gaps = 3", "gaps = 3"),
        ("rate = 0.9", "voice 'recorded' has one rate"),
        ('speaker = "me"', "voice 'recorded' has one speaker"),
    ],
)
def test_a_wrong_line_of_the_table_is_told(lecture: Path, line: str, told: str) -> None:
    (lecture / "lecture.toml").write_text(LECTURE + line + "\n")
    output = run("narrate", status=2)
    assert "lecture.toml:7: " in output
    assert told in output


def test_a_recorded_voice_without_its_table_is_told(lecture: Path) -> None:
    source = 'title = "A"\nvoice = "recorded"\n[[segment]]\nname = "zigzag_sgd"\n'
    (lecture / "lecture.toml").write_text(source)
    assert "lecture.toml:2: a recorded voice has a folder" in run("check", status=2)


# --- marks ----------------------------------------------------------------------------------------------------------
MARKS = {"turn": 3, "stop": 20}


def test_marks_are_read_as_written_or_as_audacity_exports_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert read_taps(path, MARKS, 9.0) == {}
    path.write_text("\ufeff1.5 turn # by ear\n\n2,250000\t2,250000\tstop\n", encoding="utf-8")
    assert read_taps(path, MARKS, 9.0) == {"turn": 1.5, "stop": 2.25}


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("1.5 trun", 1, "no mark 'trun'"),
        ("\nturn 1.5", 2, "is no mark"),
        ("1.5", 1, "is no mark"),
        ("nan turn", 1, "is no mark"),
        ("9.5 turn", 1, "not in the recording"),
        ("2 turn\n1 stop", 2, "does not fit 'turn'"),
        ("2 turn\n3 turn", 2, "does not fit 'turn'"),
    ],
)
def test_a_wrong_mark_is_told_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    with pytest.raises(VoiceError, match=told) as caught:
        read_taps(path, MARKS, 9.0)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert caught.value.hint
