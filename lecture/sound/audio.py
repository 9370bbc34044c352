"""The sound track of a lecture: every spoken cue at its own sample, from the timelines alone."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from pathlib import Path

import numpy as np

from lecture.errors import OutputError
from lecture.sound.loudness import RATE, Track


@dataclass(frozen=True)
class Clip:
    """A sound file and the second of the film at which it begins."""

    wav: Path
    start: Fraction


def mix(clips: Iterable[Clip], samples: int) -> Track:
    """Place clips on a track of a given number of samples.

    Parameters
    ----------
    clips
        Mono 16-bit sound files with their starts; where two overlap, they add up.
    samples
        Length of the track at 48 kHz. What would sound after its end is cut.

    Raises
    ------
    OutputError
        If a sound file cannot be read.
    """
    track = np.zeros(samples, np.float32)
    for clip in clips:
        sound = _resampled(*read_wav(clip.wav))
        first = round(clip.start * RATE)
        room = track[first : first + sound.size]
        room += sound[: room.size]
    return track


def read_wav(path: Path) -> tuple[Track, int]:
    """Return the samples (full scale ±1) and the rate of a mono 16-bit sound file."""
    try:
        with wave.open(str(path), "rb") as sound:
            if sound.getnchannels() != 1 or sound.getsampwidth() != 2:
                raise OutputError("the sound is not mono with 16 bit", "convert it", path=path)
            pcm = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
            return pcm.astype(np.float32) / np.float32(32768), sound.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise OutputError(f"the sound cannot be read: {error}", "render again", path=path) from error


def _resampled(sound: Track, rate: int) -> Track:
    from scipy.signal import resample_poly

    if rate == RATE or not sound.size:
        return sound
    common = gcd(RATE, rate)
    return np.asarray(resample_poly(sound, RATE // common, rate // common), np.float32)
