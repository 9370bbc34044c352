"""A natural voice as the rest of the house sees it."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from lecture.errors import VoiceError
from lecture.nearest import hint_for
from lecture.voices._natural.workers import workers
from lecture.voices.base import About, Take
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages
from scenes.narration.pace import word_spans
from scenes.narration.saying import Reading
from scenes.narration.timing import Word

INSTALL = "pip install 'optim-lectures[voices]'"
_SECONDS = 30.0, 1.0
"""Seconds allowed for a sentence, and for each of its characters."""
_FAMILIES = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8")
"""What networks are computed differently with."""


@dataclass(frozen=True)
class Engine:
    """What is known of an engine without loading it.

    ``module`` holds its function ``engine()``; ``packages`` must be installed; the sound depends on their
    versions, on those of ``computes_with``, on the hash of the ``model`` and on ``schema``, which goes up when
    our own source would give other sound or other times.
    """

    module: str
    packages: tuple[str, ...]
    model: str
    schema: int
    about: About
    computes_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Natural:
    """A voice that is a network: it is given a sentence at a time.

    ``speaker`` is one that the language's file names under ``[voices.NAME.speakers]``, the first of them if
    empty; ``rate`` is relative to the pace that is written there.
    """

    name: str
    engine: Engine
    speaker: str = ""
    rate: float = 1.0

    @property
    def started(self) -> tuple[str, ...]:
        """Modules that processes of its own run: what they do reaches the sound."""
        return self.engine.module, "lecture.voices._natural.worker"

    @property
    def about(self) -> About:
        """Licence, needs and speed."""
        return self.engine.about

    @property
    def languages(self) -> frozenset[str]:
        """Every language whose file names speakers of it."""
        return frozenset(code for code in languages() if self.name in facts_of(code).voices)

    def speakers(self, language: str) -> Mapping[str, float]:
        """Speakers of a language, each with its pace there: 1 is the network's own."""
        paces: Mapping[str, float] = facts_of(language).voices.get(self.name, {}).get("speakers", {})
        return paces

    def check(self, language: str) -> None:
        """Make sure that the packages are here; what is in them is checked when they are first used."""
        self._speaker(language)
        for package in self.engine.packages:
            _version(package)

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return engine, versions, model, speaker, pace and the kind of processor."""
        speaker, pace = self._speaker(language)
        return {
            "engine": self.name,
            "packages": {
                name: _version(name) for name in (*self.engine.packages, *self.engine.computes_with)
            },
            "model": self.engine.model,
            "schema": self.engine.schema,
            "processor": processor(),
            "speaker": speaker,
            "rate": pace,
        }

    def synthesize(self, text: str, language: str) -> Take:
        """Speak a text as if it were one sentence."""
        return self.say_sentence(text, language, ())

    def say_sentence(self, text: str, language: str, readings: Sequence[Reading]) -> Take:
        """Speak one sentence; ``readings`` say how parts of it sound."""
        spans = word_spans(text)
        crew = workers(self.name, self.engine.module)
        speaker, pace = self._speaker(language)
        if not spans:
            return Take(np.zeros(0, np.int16), 24000, (), "exact")
        request = {
            "text": text,
            "language": language,
            "readings": [(one.start, one.end, one.sound) for one in readings],
            "speaker": speaker,
            "rate": pace,
        }
        answer = crew.speak(request, _SECONDS[0] + _SECONDS[1] * len(text))
        samples = np.frombuffer(answer.pcm, "<i2").astype(np.int16)
        times = {number: (start, end) for number, start, end in answer.words}
        return Take(samples, answer.rate, _timed(text, spans, times), "exact")

    def paced(self, factor: float) -> Natural:
        """Return the same voice, so many times as fast."""
        return replace(self, rate=self.rate * factor)

    def _speaker(self, language: str) -> tuple[str, float]:
        paces = self.speakers(language)
        if not paces:
            hint = f"it speaks: {', '.join(sorted(self.languages))}"
            raise VoiceError(f"voice '{self.name}' does not speak '{language}'", hint)
        speaker = self.speaker or next(iter(paces))
        if speaker not in paces:
            raise VoiceError(
                f"voice '{self.name}' has no speaker '{speaker}' of '{language}'", hint_for(speaker, paces)
            )
        return speaker, round(paces[speaker] * self.rate, 4)


@cache
def processor() -> str:
    """Name the kind of processor, as far as networks sound different on it.

    Examples
    --------
    >>> processor().split()[0] == platform.machine()
    True
    """
    try:
        flags = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    except OSError:
        flags = set()
    return " ".join([platform.machine(), *(family for family in _FAMILIES if family in flags)])


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        raise VoiceError(f"the package {package} is not installed", f"install it: {INSTALL}") from None


def _timed(
    text: str, spans: Sequence[tuple[int, int]], times: Mapping[int, tuple[float, float]]
) -> tuple[Word, ...]:
    """Words with their times; one that has no sound takes an instant at the end of the one before."""
    words = []
    clock = 0.0
    for number, (start, end) in enumerate(spans):
        t0, t1 = times.get(number, (clock, clock))
        words.append(Word(text[start:end], start, end, round(t0, 4), round(t1, 4)))
        clock = t1
    return tuple(words)
