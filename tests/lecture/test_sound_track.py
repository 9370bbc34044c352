from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

from lecture.errors import OutputError
from lecture.sound.audio import Clip, mix
from lecture.sound.loudness import RATE, TARGET_LUFS, Track, integrated_loudness, master


def write(path: Path, sound: np.ndarray, rate: int, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
    return path


def tone(seconds: float, hertz: float, decibel: float = 0.0, rate: int = RATE) -> Track:
    phase = 2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate
    return (10 ** (decibel / 20) * np.sin(phase)).astype(np.float32)


def bursts(seconds: float, quiet: float = 0.05) -> Track:
    """Something like speech: noise in syllables, with clicks far above it."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * RATE))
    syllables = np.clip(np.sin(2 * np.pi * 3 * np.arange(noise.size) / RATE), 0, 1)
    track = (quiet * noise * syllables).astype(np.float32)
    for start in range(0, track.size - 48, RATE // 2):
        track[start : start + 48] = 0.9 * np.hanning(48)
    return track


def oracle_peak(track: Track) -> float:
    return 20 * float(np.log10(np.abs(resample_poly(track.astype(float), 8, 1)).max()))


@pytest.mark.parametrize("rate", [8000, 22050, 44100, RATE])
def test_clips_begin_on_their_sample(tmp_path: Path, rate: int) -> None:
    wav = write(tmp_path / "a.wav", 0.5 * tone(0.5, 440, rate=rate), rate)
    starts = [Fraction(1, 3), Fraction(47, 30)]
    track = mix([Clip(wav, start) for start in starts], 3 * RATE)
    assert track.shape == (3 * RATE,)
    expected = np.zeros(3 * RATE)
    for start in starts:
        first = round(start * RATE)
        expected[first : first + RATE // 2] = 0.5 * tone(0.5, 440)
    # The resampler's own edges ring; a shift by one sample would differ by 0.03 everywhere.
    inner = np.concatenate([np.arange(round(s * RATE) + 600, round(s * RATE) + 23000) for s in starts])
    assert np.abs(track - expected)[inner].max() < 0.005
    assert np.abs(track[: round(starts[0] * RATE) - 600]).max() < 1e-6


def test_overlapping_clips_add_up_and_the_end_cuts(tmp_path: Path) -> None:
    wav = write(tmp_path / "a.wav", np.full(RATE, 0.25), RATE)
    track = mix([Clip(wav, Fraction(0)), Clip(wav, Fraction(1, 2)), Clip(wav, Fraction(9))], RATE)
    assert track[: RATE // 2] == pytest.approx(0.25, abs=1e-4)
    assert track[RATE // 2 :] == pytest.approx(0.5, abs=1e-4)


def test_a_sound_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    stereo = write(tmp_path / "stereo.wav", np.zeros(10), RATE, channels=2)
    (tmp_path / "text.wav").write_text("hello")
    for path in (stereo, tmp_path / "text.wav", tmp_path / "none.wav"):
        with pytest.raises(OutputError) as caught:
            mix([Clip(path, Fraction(0))], RATE)
        assert caught.value.path == path


def test_loudness_is_that_of_the_recommendation() -> None:
    # BS.1770-4: a 997 Hz sine at 0 dB full scale in one channel reads -3.01 LUFS.
    assert integrated_loudness(tone(5, 997)) == pytest.approx(-3.01, abs=0.05)


def test_loudness_ignores_silence() -> None:
    sound = np.concatenate([tone(5, 997, -20), np.zeros(30 * RATE, np.float32)])
    # Blocks that are half silence still count, so a little is lost; without the gate it would read -31.
    assert integrated_loudness(sound) == pytest.approx(-23.01, abs=0.25)


@pytest.mark.parametrize(
    ("name", "track"),
    [
        ("speech", bursts(30)),
        ("faint", bursts(12) * np.float32(0.02)),
        ("loud", bursts(12, 0.6)),
        ("tone", tone(3, 440)),
    ],
)
def test_mastered_sound_is_loud_enough_and_never_too_loud(name: str, track: Track) -> None:
    before = track.copy()
    master(track)
    assert integrated_loudness(track) == pytest.approx(TARGET_LUFS, abs=0.2)
    assert oracle_peak(track) <= -1.5
    # Nothing is shifted: sound before and after fit best without a delay.
    lags = np.arange(-20, 21)
    fit = [np.dot(np.roll(before, lag)[RATE:-RATE], track[RATE:-RATE]) for lag in lags]
    assert lags[int(np.argmax(fit))] == 0


@pytest.mark.parametrize("seconds", [0.0, 0.1, 2.0])
def test_silence_stays_silence(seconds: float) -> None:
    track = np.zeros(round(seconds * RATE), np.float32)
    master(track)
    assert not track.any()
    assert integrated_loudness(track) == -np.inf
