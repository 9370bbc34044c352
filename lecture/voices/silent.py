"""Says nothing, in the time it would take to say it: for tests, and for drafts of a lecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np

from lecture.voices.base import Take
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages
from scenes.narration.pace import estimate_words

RATE = 8000


@dataclass(frozen=True)
class Silent:
    """A voice without sound, at the usual pace of each language."""

    name: str = "silent"
    rate: float = 1.0
    """How many times as fast as usual."""

    @property
    def languages(self) -> frozenset[str]:
        """Every language there is."""
        return frozenset(languages())

    def check(self, language: str) -> None:
        """Nothing can be missing."""

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return the pace, which is all there is to it."""
        return {"engine": "silent", "pace": asdict(facts_of(language).pace), "rate": self.rate}

    def synthesize(self, text: str, language: str) -> Take:
        """Return silence of the estimated length."""
        words = tuple(
            replace(word, t0=word.t0 / self.rate, t1=word.t1 / self.rate)
            for word in estimate_words(text, language)
        )
        seconds = words[-1].t1 if words else 0.0
        return Take(np.zeros(round(seconds * RATE), np.int16), RATE, words, "estimated")

    def paced(self, factor: float) -> Silent:
        """Return the same voice, so many times as fast."""
        return replace(self, rate=self.rate * factor)


def voice(rate: float = 1.0) -> Silent:
    """Return the silent voice."""
    return Silent(rate=rate)
