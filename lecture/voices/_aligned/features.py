"""What speech sounds like, a hundred times a second, whoever speaks: cepstra of a mel spectrum, and silences.

Cepstra tell the shape of a spectrum apart from its level (Davis and Mermelstein, 1980,
https://doi.org/10.1109/TASSP.1980.1163420). Their mean and spread over a whole recording, which belong to the
speaker and the room, are taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Frames = NDArray[np.intp]

RATE = 16_000
"""Samples a second that spectra are taken of."""
HOP = 0.01
"""Seconds from one frame to the next."""
_WINDOW = 0.025
_FFT = 512
_BANDS = 32
_LOWEST, _HIGHEST = 100.0, 7000.0  # Hz
_CEPSTRA = 13
_FADING = 0.75
"""How much less a cepstrum counts than those before it: the finer a detail, the more it is the speaker's own."""
_SLOPES = 0.7
"""How much it counts how a cepstrum changes, against what it is."""
_FLOOR = 1e-5
"""Power below the loudest band at which nothing is told apart."""
_QUIETEST, _ABOVE_NOISE = -45.0, 6.0
"""Decibels below the loudest moments, and above the noise of the room, from which on somebody speaks."""
_GAP = 3
"""Frames of silence that are none yet."""
_REST = 8
"""Frames that are left of a longer silence: how long it is tells nothing of the words."""


@dataclass(frozen=True)
class Features:
    """A recording as frames.

    Attributes
    ----------
    values
        What each kept frame sounds like, shape (frames, features).
    kept
        The number of each of these frames in the recording.
    spoken
        Whether somebody speaks, for every frame of the recording.
    """

    values: Array
    kept: Frames
    spoken: NDArray[np.bool_]


def features(samples: NDArray[np.float32], rate: int, noise: float = 0.0) -> Features:
    """Describe mono sound, full scale ±1; what is below ``noise`` (see :func:`noise_of`) is not told apart.

    Examples
    --------
    >>> tone = np.sin(np.arange(16000) * 0.3).astype(np.float32)
    >>> sound = np.concatenate([np.zeros(16000, np.float32), tone, np.zeros(16000, np.float32)])
    >>> told = features(sound, 16000)
    >>> int(told.spoken.sum()), len(told.values) < len(told.spoken)
    (102, True)
    """
    powers = _mel_powers(_resampled(samples, rate))
    spoken = speaking(powers.sum(axis=1))
    kept = _without_rests(spoken)
    logs = np.log(powers / _loud(powers) + max(_FLOOR, noise))
    return Features(_normalised(logs, spoken)[kept], kept, spoken)


def noise_of(samples: NDArray[np.float32], rate: int) -> float:
    """Power of the room, against that of the loudest moments: with the same in both, recordings are alike."""
    powers = _mel_powers(_resampled(samples, rate))
    return float(np.percentile(powers.mean(axis=1), 5) / _loud(powers))


def _loud(powers: Array) -> float:
    return float(np.percentile(powers.max(axis=1, initial=1e-12), 98)) or 1e-12


def speaking(power: Array) -> NDArray[np.bool_]:
    """Tell in which frames somebody speaks, from the power of each."""
    level = 10 * np.log10(power + 1e-12)
    if not level.size:
        return np.zeros(0, bool)
    noise, loud = np.percentile(level, (5, 98))
    threshold = max(loud + _QUIETEST, min(noise + _ABOVE_NOISE, loud - _ABOVE_NOISE))
    spoken = level > threshold
    for begin, end in runs(~spoken):
        if end - begin <= _GAP and begin > 0 and end < len(spoken):
            spoken[begin:end] = True
    return np.asarray(spoken, bool)


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Spans ``[begin, end)`` of what holds.

    Examples
    --------
    >>> runs(np.array([True, False, True, True]))
    [(0, 1), (2, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return [(int(begin), int(end)) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def _without_rests(spoken: NDArray[np.bool_]) -> Frames:
    kept = np.ones(len(spoken), bool)
    for begin, end in runs(~spoken):
        # Of a silence at the ends nothing is left but its border.
        first = begin + (_REST // 2 if begin else 0)
        last = end - (_REST // 2 if end < len(spoken) else 0)
        kept[first:last] = first >= last
    return np.flatnonzero(kept)


def _normalised(logs: Array, spoken: NDArray[np.bool_]) -> Array:
    from scipy.fft import dct

    cepstra = dct(logs, type=2, norm="ortho", axis=1)[:, :_CEPSTRA]
    weights = np.arange(1, _CEPSTRA + 1) ** -_FADING
    values = _standard(cepstra, spoken) * weights
    padded = np.pad(values, ((3, 3), (0, 0)), mode="edge")
    slopes = sum(
        k * (padded[3 + k : len(padded) - 3 + k] - padded[3 - k : len(padded) - 3 - k]) for k in (1, 2, 3)
    )
    return np.concatenate([values, _standard(np.asarray(slopes), spoken) * weights * _SLOPES], axis=1)


def _standard(values: Array, spoken: NDArray[np.bool_]) -> Array:
    """Bring what is spoken to mean 0 and spread 1."""
    heard = values[spoken] if spoken.any() else values
    return np.asarray((values - heard.mean(axis=0)) / (heard.std(axis=0) + 1e-6), np.float64)


def _mel_powers(samples: Array) -> Array:
    """Power in each band of the mel scale, shape (frames, bands)."""
    window, hop = round(_WINDOW * RATE), round(HOP * RATE)
    count = len(samples) // hop + 1
    padded = np.zeros(count * hop + window)
    # A frame is centred on its time; high frequencies are lifted.
    padded[window // 2 + 1 : window // 2 + len(samples)] = samples[1:] - 0.97 * samples[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:count]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(window), _FFT)) ** 2
    return np.asarray(spectrum @ _bands().T, np.float64)


def _bands() -> Array:
    edges = _hertz(np.linspace(_mel(_LOWEST), _mel(_HIGHEST), _BANDS + 2))
    bins = np.arange(_FFT // 2 + 1) * RATE / _FFT
    left, middle, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - left) / (middle - left), (right - bins) / (right - middle)
    return np.asarray(np.maximum(0, np.minimum(rising, falling)), np.float64)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mel: Array) -> Array:
    return np.asarray(700 * (10 ** (mel / 2595) - 1), np.float64)


def _resampled(samples: NDArray[np.float32], rate: int) -> Array:
    from scipy.signal import resample_poly

    common = gcd(RATE, rate)
    if not len(samples) or rate == RATE:
        return samples.astype(np.float64)
    return np.asarray(resample_poly(samples.astype(np.float64), RATE // common, rate // common), np.float64)
