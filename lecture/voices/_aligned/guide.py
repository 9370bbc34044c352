"""A voice that knows its own times, and says what another one has said, so that its words can be timed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lecture import voices
from lecture.voices._aligned.alignment import Alignment, Anchor, align
from lecture.voices.base import BySentence, Samples, Take, Voice
from scenes.narration.language import language as facts_of
from scenes.narration.pace import word_spans
from scenes.narration.saying import sentence_spans
from scenes.narration.timing import Word


@dataclass(frozen=True)
class Guide:
    """The best voice that is here of one language."""

    language: str

    @property
    def voice(self) -> Voice:
        """Who it is."""
        return voices.load(voices.best(self.language))

    def fingerprint(self) -> Mapping[str, object]:
        """All that its times depend on."""
        return {"name": self.voice.name, **self.voice.fingerprint(self.language)}

    @property
    def modules(self) -> tuple[str, ...]:
        """Modules that it speaks with."""
        return type(self.voice).__module__, *getattr(self.voice, "started", ())

    def take(self, text: str) -> Take:
        """Speak a text, sentence by sentence if that is how it speaks."""
        voice = self.voice
        if not isinstance(voice, BySentence):
            return voice.synthesize(text, self.language)
        spans = [(a, b) for a, b in sentence_spans(text) if word_spans(text[a:b])]
        takes = [(a, voice.say_sentence(text[a:b], self.language, ())) for a, b in spans]
        return _joined(takes, facts_of(self.language).rest)

    def timed(
        self, samples: NDArray[np.float32], rate: int, text: str, anchors: Sequence[Anchor] = ()
    ) -> Alignment:
        """Time the words of a text in a recording of it."""
        return align(samples, rate, self.take(text), anchors)


def _joined(takes: Sequence[tuple[int, Take]], rest: float) -> Take:
    """One after the other with rests; each comes with the offset of its text."""
    if not takes:
        return Take(np.zeros(0, np.int16), 24000, (), "exact")
    rate = takes[0][1].rate
    pieces: list[Samples] = []
    words: list[Word] = []
    clock = 0
    for offset, take in takes:
        if pieces:
            pieces.append(np.zeros(round(rest * rate), np.int16))
            clock += pieces[-1].size
        begin = clock / rate
        words += [
            replace(
                word,
                start=word.start + offset,
                end=word.end + offset,
                t0=word.t0 + begin,
                t1=word.t1 + begin,
            )
            for word in take.words
        ]
        pieces.append(take.samples)
        clock += take.samples.size
    return Take(np.concatenate(pieces), rate, tuple(words), "exact")
