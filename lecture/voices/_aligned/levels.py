"""A recording as a film has it: without the silence around it, at one level with all others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lecture.voices._aligned.features import HOP, features

Sound = NDArray[np.float32]

_BEFORE, _AFTER = 0.08, 0.2
"""Seconds that are kept before the first sound and behind the last."""
_FADE = 0.02
_LEVEL = -23.0
"""Decibels of what is spoken, on average: between those of the other voices."""
_PEAK = 10 ** (-1 / 20)


def trimmed(samples: Sound, rate: int) -> tuple[Sound, float]:
    """Cut the silence around what is said; return the rest, and how many seconds were cut before it.

    Examples
    --------
    >>> tone = np.sin(np.arange(48000) * 0.03).astype(np.float32)
    >>> quiet = np.zeros(48000, np.float32)
    >>> sound, cut = trimmed(np.concatenate([quiet, tone, quiet]), 48000)
    >>> round(cut, 1), round(len(sound) / 48000, 1)
    (0.9, 1.3)
    """
    spoken = np.flatnonzero(features(samples, rate).spoken) if samples.any() else np.zeros(0)
    if not spoken.size:
        return samples, 0.0
    first = max(round((spoken[0] * HOP - _BEFORE) * rate), 0)
    last = min(round(((spoken[-1] + 1) * HOP + _AFTER) * rate), len(samples))
    sound = samples[first:last].copy()
    ramp = np.linspace(0, 1, min(round(_FADE * rate), len(sound)), dtype=np.float32)
    sound[: ramp.size] *= ramp
    sound[len(sound) - ramp.size :] *= ramp[::-1]
    return sound, first / rate


def levelled(samples: Sound, rate: int) -> Sound:
    """Bring what is spoken to the usual level, as far as its peaks allow; nothing is compressed."""
    spoken = features(samples, rate).spoken
    power = samples.astype(np.float64) ** 2
    hop = round(HOP * rate)
    frames = [power[n * hop : (n + 1) * hop].mean() for n in np.flatnonzero(spoken) if n * hop < len(power)]
    if not frames or not np.mean(frames):
        return samples
    gain = 10 ** (_LEVEL / 20) / np.sqrt(np.mean(frames))
    return np.asarray(samples * min(gain, _PEAK / np.abs(samples).max()), np.float32)
