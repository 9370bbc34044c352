"""When each word is heard: a network's durations say where to look, the sound says when.

A network counts in units of 25 ms, and its edges lag behind the sound by what depends on the phoneme: a vowel is
heard 50 ms before its edge, an s 95 ms. Measured behind the pauses of the course's sentences, where an onset is
plain to see (``benchmarks/voices.py`` prints how far off the times are now). So each edge is moved ahead by that
much, and from there to where the sound changes: to the end of the silence before it (a pause, or the closure of
a t or k), else to the greatest change of the spectrum nearby.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
"""Mono sound from -1 to 1, shape (samples,)."""

STEP = 0.001
"""Seconds between two values of a curve that describes a sound."""
QUIET = -40.0
"""Decibels below a sentence's loudest moment that count as silence within it."""
_LEADS = {
    "szʃʒɕʂ": 0.095, "fvθɥ": 0.073, "h": 0.07, "wlɹɻmnŋ": 0.065, "j": 0.045, "x": 0.05,
    "ʧ": 0.075, "ʤ": 0.058, "ꭧ": 0.045, "ʨʦ": 0.041, "ð": 0.035, "b": 0.028, "ptkdɡ": 0.05,
}  # fmt: skip
"""Seconds between what is heard and the edge of a phoneme."""
_VOWEL_LEAD, _LEAD_WITHOUT_BREATH = 0.05, 0.025
_CLOSURE = 0.012  # seconds of silence that make an onset
_SPREAD = 0.02  # how much the lead of a phoneme varies, in seconds
_REACH = 0.05  # seconds around where an onset is expected that it is looked for in
_LATE = 0.015  # seconds behind that: a silence that begins later is inside the word
_SHORTEST = 0.02  # seconds of a word, at least
_EDGE = -55.0  # decibels at which a sentence begins and ends
_BEFORE, _AFTER = 0.008, 0.03  # seconds kept around a sentence
_FADE_IN, _FADE_OUT = 0.004, 0.02  # seconds


@dataclass(frozen=True)
class Edges:
    """When a word begins and ends, in seconds; ``rested`` tells whether a pause is expected before it."""

    start: float
    end: float
    rested: bool = False


def lead(phonemes: str, *, breathed: bool = True) -> float:
    """How many seconds before its edge a word is heard that begins with these phonemes.

    ``breathed`` tells whether a p, t or k without ``ʰ`` has a breath behind it, as in English; in Mandarin it has
    none.

    Examples
    --------
    >>> lead("ˈsɪks"), lead("tɤ", breathed=False)
    (0.095, 0.025)
    """
    first = phonemes.lstrip("ˈˌ")[:1]
    if first and first in "ptk" and not breathed:
        return _LEAD_WITHOUT_BREATH
    return next((seconds for phonemes, seconds in _LEADS.items() if first and first in phonemes), _VOWEL_LEAD)


def heard(samples: Sound, rate: int, edges: Sequence[Edges]) -> list[Edges]:
    """Move the edges of words, which are in order, from where they are expected to where they are heard.

    Examples
    --------
    >>> rate, tone = 24000, np.sin(np.arange(4800) * 0.1).astype(np.float32)
    >>> sound = np.concatenate([np.zeros(2400, np.float32), tone, np.zeros(2400, np.float32)])
    >>> [word] = heard(sound, rate, [Edges(0.12, 0.32)])
    >>> round(word.start, 2), round(word.end, 2)
    (0.1, 0.3)
    """
    level = loudness(samples, rate)
    change = spectral_change(samples, rate)
    starts: list[float] = []
    for edge in edges:
        onset = _behind_pause(edge.start, level) if edge.rested else None
        onset = _onset(edge.start, level, change) if onset is None else onset
        starts.append(max(onset, starts[-1] + _SHORTEST) if starts else onset)
    words = []
    for number, (edge, start) in enumerate(zip(edges, starts, strict=True)):
        limit = starts[number + 1] if number + 1 < len(starts) else len(level) * STEP
        words.append(Edges(start, max(_end(start, edge.end, limit, level), start + _SHORTEST / 2)))
    return words


def trimmed(samples: Sound, rate: int) -> tuple[Sound, float]:
    """Cut the silence around a sentence, and fade its ends in a few milliseconds, so that nothing clicks.

    Returns the sound and how many seconds were cut from its start; what is all silence is left as it is.
    """
    loud = np.flatnonzero(loudness(samples, rate) > _EDGE)
    if not loud.size or not np.any(samples):
        return samples, 0.0
    first = max(round((loud[0] * STEP - _BEFORE) * rate), 0)
    last = min(round((loud[-1] * STEP + _AFTER) * rate), len(samples))
    first, last = _crossing(samples, first), _crossing(samples, last)
    sound = samples[first:last].copy()
    for length, part in ((round(_FADE_IN * rate), sound), (round(_FADE_OUT * rate), sound[::-1])):
        ramp = np.sin(np.linspace(0, np.pi / 2, min(length, len(part)), dtype=np.float32)) ** 2
        part[: ramp.size] *= ramp
    return sound, first / rate


def loudness(samples: Sound, rate: int) -> NDArray[np.float64]:
    """Level every ``STEP`` seconds in decibels below the loudest, over 5 ms."""
    width = max(rate // 200, 1)
    power = np.cumsum(
        np.concatenate([np.zeros(width // 2 + 1), samples.astype(np.float64) ** 2, np.zeros(width)])
    )
    at = np.arange(int(len(samples) / rate / STEP)) * round(rate * STEP)
    mean = (power[at + width] - power[at]) / width
    decibels = 10 * np.log10(np.maximum(mean, 0) / max(mean.max(initial=0), 1e-12) + 1e-10)
    return np.asarray(decibels, np.float64)


def spectral_change(samples: Sound, rate: int) -> NDArray[np.float64]:
    """How much the spectrum changes every ``STEP`` seconds: mean size of the change of its logarithm over 16 ms."""
    window, hop, apart = round(0.016 * rate), round(STEP * rate), 16
    reach = window // 2 + apart // 2 * hop
    padded = np.concatenate([np.zeros(reach, np.float32), samples, np.zeros(reach + hop, np.float32)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    size = np.abs(np.fft.rfft(frames * np.hanning(window).astype(np.float32), axis=1))
    logs = np.log(size + 1e-3 * size.max(initial=1e-9))
    change = np.abs(logs[apart:] - logs[:-apart]).mean(axis=1)
    return np.asarray(change[: int(len(samples) / rate / STEP)], np.float64)


def _behind_pause(expected: float, level: NDArray[np.float64]) -> float | None:
    """Where the longest silence nearby ends: a voice may hum before a b, and be silent again."""
    first = max(round((expected - 2 * _REACH) / STEP), 0)
    last = min(round((expected + _REACH) / STEP), len(level))
    quiet = level < QUIET
    ends = [at for at in range(max(first, 1), last) if quiet[at - 1] and not quiet[at]]
    lengths = {at: at - 1 - max(np.flatnonzero(~quiet[:at]), default=-1) for at in ends}
    longest = max(ends, key=lambda at: lengths[at], default=None)
    return None if longest is None or lengths[longest] * STEP < _CLOSURE else longest * STEP


def _onset(expected: float, level: NDArray[np.float64], change: NDArray[np.float64]) -> float:
    first, last = (
        max(round((expected - _REACH) / STEP), 0),
        min(round((expected + _REACH) / STEP), len(level)),
    )
    if last <= first:
        return max(expected, 0.0)
    # A silence may begin long before the window.
    lasting = round(_CLOSURE / STEP)
    earlier = max(first - lasting, 0)
    quiet = level[earlier:last] < QUIET
    ends = [end for end in np.flatnonzero(quiet[:-1] & ~quiet[1:]) + 1 if end >= lasting]
    begun = (expected + _LATE) / STEP - earlier
    ends = [end for end in ends if quiet[end - lasting : end].all() and end - lasting <= begun]
    if ends:
        nearest = min(ends, key=lambda end: abs((earlier + end) * STEP - expected))
        return float((earlier + nearest) * STEP)
    away = (np.arange(first, last) * STEP - expected) / _SPREAD
    return float((first + np.argmax(change[first:last] * np.exp(-(away**2) / 2))) * STEP)


def _end(start: float, edge: float, limit: float, level: NDArray[np.float64]) -> float:
    """Where a word falls silent, if it does before the next one begins; else there."""
    first, last = round(max(start + _SHORTEST, edge - _REACH) / STEP), round(limit / STEP)
    quiet = np.flatnonzero(level[first:last] < QUIET)
    lasting = round(2 * _CLOSURE / STEP)
    for at in quiet:
        if (level[first + at : min(first + at + lasting, last)] < QUIET).all():
            return float((first + at) * STEP)
    return limit


def _crossing(samples: Sound, at: int) -> int:
    """Return the nearest change of sign within 2 ms, at which a cut is not heard."""
    around = range(max(at - 48, 1), min(at + 48, len(samples)))
    crossings = [k for k in around if (samples[k - 1] < 0) != (samples[k] < 0)]
    return min(crossings, key=lambda k: abs(k - at), default=at)
