"""What a voice is: text goes in, sound and the times of its words come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from scenes.narration.saying import Reading
from scenes.narration.timing import Timing, Word

Samples = NDArray[np.int16]
"""Mono sound, shape (samples,)."""


@dataclass(frozen=True)
class Take:
    """One text as it was spoken: mono samples at ``rate`` a second, and each word with its times."""

    samples: Samples
    rate: int
    words: tuple[Word, ...]
    timing: Timing


class Voice(Protocol):
    """Anything that speaks. A voice must give the same sound for the same text and fingerprint."""

    @property
    def name(self) -> str:
        """The name it is found by."""

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages it speaks."""

    def check(self, language: str) -> None:
        """Make sure it can speak this language here, before anything is rendered.

        Raises
        ------
        VoiceError
            If it cannot; the hint says what to install.
        """

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """All that its sound depends on besides the text: engine, version, settings. Plain JSON values."""

    def synthesize(self, text: str, language: str) -> Take:
        """Speak a text. Word offsets refer to ``text`` as given, in code points.

        Raises
        ------
        VoiceError
            If the engine fails.
        """


@runtime_checkable
class BySentence(Voice, Protocol):
    """A voice that is given one sentence at a time, without silence around it, and that minds readings."""

    def say_sentence(self, text: str, language: str, readings: Sequence[Reading]) -> Take:
        """Speak one sentence; ``readings`` say how parts of it sound.

        Raises
        ------
        VoiceError
            If the engine fails.
        """


@runtime_checkable
class Paced(Voice, Protocol):
    """A voice that can be told to speak faster or slower."""

    def paced(self, factor: float) -> Self:
        """Return the same voice, so many times as fast."""


@runtime_checkable
class ManySpeakers(Voice, Protocol):
    """A voice with several speakers."""

    def speakers(self, language: str) -> Mapping[str, float]:
        """Names of its speakers of a language, the usual one first, each with its pace there."""


@dataclass(frozen=True)
class CueWords:
    """What is said in a cue, and the offsets of marks in it."""

    text: str
    marks: Mapping[str, int]


@runtime_checkable
class ByCue(Voice, Protocol):
    """A voice that knows cues by their names, and may have another one speak some of them."""

    def cast(self, segment: str, cues: Mapping[str, CueWords], language: str) -> Mapping[str, Voice]:
        """Return who speaks each cue of a segment, by the cue's name.

        Raises
        ------
        VoiceError
            With every cue that nobody speaks.
        """


@runtime_checkable
class Configured(Voice, Protocol):
    """A voice with settings that may be wrong, and that must be told before anything else is done."""

    def faults(self, language: str) -> Mapping[str, tuple[str, str]]:
        """Tell, by setting, what is wrong with it and what to do."""


@dataclass(frozen=True)
class About:
    """What to know about a voice before it is chosen.

    ``speed`` is how many seconds of speech one core makes in a second; 0 means that it is not known.
    """

    licence: str
    needs: str
    speed: float = 0.0


@runtime_checkable
class Described(Voice, Protocol):
    """A voice that tells about itself."""

    @property
    def about(self) -> About:
        """Licence, needs and speed."""
