"""What an engine of a natural voice must do, in the process that it lives in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lecture.voices._natural.onsets import Sound
from lecture.voices._natural.spelling import Spelling
from scenes.narration.saying import Reading


@dataclass(frozen=True)
class Spoken:
    """Sound of some phonemes, and how many units each lasts: one more before the first and behind the last."""

    samples: Sound
    durations: NDArray[np.float64]


class SpeakingEngine(Protocol):
    """A network that speaks; ``rate`` is in samples a second, ``unit`` the samples of a unit of duration."""

    rate: int
    unit: int
    longest: int
    """Phonemes that it can speak at once."""
    alphabet: frozenset[str]

    def spell(self, text: str, language: str, readings: Sequence[Reading]) -> Spelling:
        """Write a sentence in phonemes."""

    def speak(self, phonemes: str, speaker: str, rate: float) -> Spoken:
        """Speak phonemes; ``rate`` 1 is the network's own pace, 2 twice as fast."""
