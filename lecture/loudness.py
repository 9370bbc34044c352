"""How loud a track is, and how to make it as loud as it should be.

Loudness after ITU-R BS.1770-4: K-weighted, in blocks of 0.4 s, gated. The limiter looks ahead: its gain
is known before it acts, changes within tens of milliseconds, and never lets a true peak through. Everything
works in stretches, so that an hour of sound needs little more memory than the track itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second of every track."""
TARGET_LUFS = -16.0
CEILING_DB = -2.0
"""True peak of the track; AAC at 192 kbit/s adds at most a few tenths of a decibel."""

Track = NDArray[np.float32]
"""Mono sound at :data:`RATE`, full scale ±1, shape (samples,)."""

# The two filters of K-weighting at 48 kHz: rows of b0, b1, b2, a0, a1, a2, as the recommendation prints them.
_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
_HOP = RATE // 10
_STRETCH = 20 * RATE
_TICK = RATE // 1000
_HOLD = 12
_SMOOTH = 10
_OVERSAMPLING = 4
_ROUNDS = 8
_CLOSE_ENOUGH = 0.02


def integrated_loudness(track: Track) -> float:
    """Return the gated loudness in LUFS; minus infinity for silence and for less than 0.4 s of sound."""
    return _gated(_hop_energies(track[part] for part in _stretches(track.size)))


def true_peak(track: Track) -> float:
    """Return the highest peak between samples in dB relative to full scale; minus infinity for silence."""
    peak = float(_tick_peaks(track).max(initial=0.0))
    return 20 * np.log10(peak) if peak > 0 else -np.inf


def master(track: Track) -> None:
    """Bring a track to -16 LUFS with no true peak above -2 dB, in place; silence stays silence."""
    loudness = integrated_loudness(track)
    if loudness == -np.inf:
        return
    peaks = _tick_peaks(track)
    gain, last_gain, last_error = TARGET_LUFS - loudness, 0.0, TARGET_LUFS - loudness
    for _ in range(_ROUNDS):
        curve = _limited(peaks, gain)
        error = TARGET_LUFS - _gated(_hop_energies(_applied(track, curve)))
        if abs(error) < _CLOSE_ENOUGH:
            break
        # The limiter takes back part of every decibel: the last step tells how much.
        kept = (last_error - error) / (gain - last_gain) if gain != last_gain else 1.0
        last_gain, last_error = gain, error
        gain += error / min(max(kept, 0.2), 1.0)
    for part, louder in zip(_stretches(track.size), _applied(track, curve), strict=True):
        track[part] = louder


def _stretches(size: int) -> Iterator[slice]:
    for start in range(0, size, _STRETCH):
        yield slice(start, min(start + _STRETCH, size))


def _hop_energies(stretches: Iterator[Track]) -> NDArray[np.float64]:
    """Mean square of the K-weighted sound in each tenth of a second."""
    from scipy.signal import sosfilt

    state = np.zeros((len(_K_WEIGHTING), 2))
    energies = []
    for stretch in stretches:
        weighted, state = sosfilt(_K_WEIGHTING, stretch.astype(np.float64), zi=state)
        whole = weighted[: weighted.size // _HOP * _HOP].reshape(-1, _HOP)
        energies.append(np.einsum("ij,ij->i", whole, whole) / _HOP)
    return np.concatenate(energies) if energies else np.zeros(0)


def _gated(hops: NDArray[np.float64]) -> float:
    """Loudness of blocks of four hops, without those below -70 LUFS and 10 dB below the rest."""
    blocks = np.convolve(hops, np.full(4, 0.25), "valid") if hops.size >= 4 else np.zeros(0)
    heard = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    if not heard.size:
        return -np.inf
    heard = heard[heard > heard.mean() / 10]
    return float(-0.691 + 10 * np.log10(heard.mean()))


def _tick_peaks(track: Track) -> NDArray[np.float64]:
    """Highest true peak in each millisecond, shape (ceil(samples / 48),)."""
    from scipy.signal import resample_poly

    peaks = np.zeros(-(-track.size // _TICK))
    margin = _TICK
    for part in _stretches(track.size):
        # A margin on both sides keeps the filter's own edge out of the stretch.
        start = max(part.start - margin, 0)
        fine = np.abs(resample_poly(track[start : part.stop + margin], _OVERSAMPLING, 1))
        fine = fine[(part.start - start) * _OVERSAMPLING :][: (part.stop - part.start) * _OVERSAMPLING]
        fine = np.pad(fine, (0, -fine.size % (_TICK * _OVERSAMPLING)))
        ticks = fine.reshape(-1, _TICK * _OVERSAMPLING).max(axis=1)
        peaks[part.start // _TICK :][: ticks.size] = ticks
    return peaks


def _limited(peaks: NDArray[np.float64], gain_db: float) -> NDArray[np.float64]:
    """Gain at each millisecond that lifts by ``gain_db`` and stays below the ceiling.

    The lowest gain needed nearby is held and then smoothed over less than the time it is held, so that the
    smoothed gain is nowhere above the needed one.
    """
    from scipy.ndimage import convolve1d, minimum_filter1d

    gain = 10 ** (gain_db / 20)
    needed = np.minimum(gain, 10 ** (CEILING_DB / 20) / np.maximum(peaks, 1e-9))
    held = minimum_filter1d(needed, 2 * _HOLD + 1, mode="nearest")
    window = np.hanning(2 * _SMOOTH + 3)[1:-1]
    return np.asarray(convolve1d(held, window / window.sum(), mode="nearest"), np.float64)


def _applied(track: Track, curve: NDArray[np.float64]) -> Iterator[Track]:
    centres = (np.arange(curve.size) + 0.5) * _TICK
    for part in _stretches(track.size):
        gain = np.interp(np.arange(part.start, part.stop), centres, curve)
        yield (track[part] * gain).astype(np.float32)
