"""When each word of a recording is said, found by holding it against a voice that knows its own times.

The two are warped onto each other (see :mod:`~lecture.voices._aligned.warping`); from where a word falls then, it is
moved to where the sound says that it begins. ``benchmarks/alignment.py`` prints how far off the times are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lecture.voices._aligned.features import HOP, Features, features, noise_of, runs
from lecture.voices._aligned.warping import warp
from lecture.voices.base import Take
from scenes.narration.timing import Word

Sound = NDArray[np.float32]

_SHORTEST = 0.02
"""Seconds of a word, at least."""
_REACH = 0.08
"""Seconds around the end of a silence within which a word begins there."""
_SILENCE = 20
"""Frames that a silence has at least, for a word to begin at its end: shorter ones may be the closure of a t or k."""


@dataclass(frozen=True)
class Anchor:
    """What is known beforehand: ``seconds`` into the recording, the word of this number begins.

    The number of words stands for the end of the last one.
    """

    word: int
    seconds: float


@dataclass(frozen=True)
class Alignment:
    """Words with their times in the recording, and how much it differs from what it was held against."""

    words: tuple[Word, ...]
    difference: float


def align(samples: Sound, rate: int, guide: Take, anchors: Sequence[Anchor] = ()) -> Alignment:
    """Time the words of a guide in another recording of the same text.

    Parameters
    ----------
    samples, rate
        The recording: mono, full scale ±1.
    guide
        The same text with words that are timed.
    anchors
        Times that are known, in order.
    """
    length = len(samples) / rate
    if not guide.words:
        return Alignment((), 0.0)
    guiding = guide.samples.astype(np.float32) / np.float32(32768)
    noise = max(noise_of(samples, rate), noise_of(guiding, guide.rate))
    ours, theirs = features(samples, rate, noise), features(guiding, guide.rate, noise)
    at, difference = _corresponding(theirs, ours, _fixed(guide, anchors))
    starts = [at(word.t0) for word in guide.words]
    ends = [at(word.t1) for word in guide.words]
    starts = _at_silences(starts, ours)
    known = {anchor.word: anchor.seconds for anchor in anchors}
    starts = [known.get(number, start) for number, start in enumerate(starts)]
    ends[-1] = known.get(len(starts), ends[-1])
    return Alignment(_in_order(guide.words, starts, ends, length), difference)


def _fixed(guide: Take, anchors: Sequence[Anchor]) -> list[tuple[float, float]]:
    """Seconds of the guide and of the recording that belong together."""
    ends = [*(word.t0 for word in guide.words), guide.words[-1].t1]
    return [(ends[anchor.word], anchor.seconds) for anchor in anchors]


class _Correspondence:
    """Which second of the recording is which of the guide: straight lines between pairs that are known."""

    def __init__(self, theirs: Sequence[float], ours: Sequence[float]) -> None:
        self.theirs = np.asarray(theirs)
        self.ours = np.asarray(ours)

    def __call__(self, seconds: float) -> float:
        return float(np.interp(seconds, self.theirs, self.ours))


def _corresponding(
    theirs: Features, ours: Features, fixed: Sequence[tuple[float, float]]
) -> tuple[_Correspondence, float]:
    """Warp what lies between the fixed times piece by piece."""
    cuts = [(0, 0)]
    for their_seconds, our_seconds in fixed:
        cut = _position(theirs, their_seconds), _position(ours, our_seconds)
        # What would leave nothing between two cuts is kept in the words' times alone.
        if cut[0] > cuts[-1][0] + 1 and cut[1] > cuts[-1][1] + 1:
            cuts.append(cut)
    whole = len(theirs.kept), len(ours.kept)
    while len(cuts) > 1 and (cuts[-1][0] > whole[0] - 2 or cuts[-1][1] > whole[1] - 2):
        cuts.pop()
    steps, costs = [], []
    for (i, j), (i2, j2) in pairwise([*cuts, whole]):
        path, cost = warp(theirs.values[i:i2], ours.values[j:j2])
        steps.append(path + np.array([i, j]))
        costs.append(cost * len(path))
    path = np.concatenate(steps)
    seconds = theirs.kept[path[:, 0]] * HOP, ours.kept[path[:, 1]] * HOP
    # Where one stands still, the middle of it corresponds.
    moments, where = np.unique(seconds[0], return_inverse=True)
    mean = np.bincount(where, seconds[1]) / np.bincount(where)
    return _Correspondence(moments.tolist(), mean.tolist()), sum(costs) / len(path)


def _position(told: Features, seconds: float) -> int:
    return int(np.searchsorted(told.kept, seconds / HOP))


def _at_silences(starts: Sequence[float], ours: Features) -> list[float]:
    """Let words that begin near the end of a silence begin there: of several, the nearest one."""
    found = list(starts)
    for begin, end in runs(~ours.spoken):
        if end - begin < _SILENCE or end == len(ours.spoken):
            continue
        onset = end * HOP
        near = [number for number, start in enumerate(starts) if abs(start - onset) < _REACH]
        inside = [number for number, start in enumerate(starts) if begin * HOP <= start < onset]
        if near or inside:
            number = min(near or inside[-1:], key=lambda one: abs(starts[one] - onset))
            found[number] = onset
    return found


def _in_order(
    words: Sequence[Word], starts: Sequence[float], ends: Sequence[float], length: float
) -> tuple[Word, ...]:
    """Words one after the other, each with some time, all within the recording."""
    shortest = min(_SHORTEST, length / (len(words) + 1))
    told: list[float] = []
    for number, start in enumerate(starts):
        last = length - (len(words) - number) * shortest
        told.append(min(max(start, told[-1] + shortest if told else 0.0), last))
    timed = []
    for number, word in enumerate(words):
        limit = told[number + 1] if number + 1 < len(told) else length
        end = min(max(ends[number], told[number] + shortest), limit)
        timed.append(Word(word.text, word.start, word.end, round(told[number], 4), round(end, 4)))
    return tuple(timed)
