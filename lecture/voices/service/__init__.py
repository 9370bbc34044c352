"""Speaks with any speech service of manim-voiceover, named by its import path.

The service runs in a process of its own with a folder of its own: it may import manim, ask questions, hang, or end
the program. What it does not tell, when each word is said, is found by holding it against a voice that does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from importlib.machinery import PathFinder
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import numpy as np

from lecture.errors import VoiceError
from lecture.voices._aligned.guide import Guide
from lecture.voices._natural.workers import workers
from lecture.voices._plausible import make_sure
from lecture.voices.base import About, Take
from scenes.narration.language import languages
from scenes.narration.pace import word_spans
from scenes.narration.timing import Word

_SCHEMA = 1
_WORKER = "lecture.voices.service.worker"
_TABLE = (
    'in the lecture file: [voice.en] name = "service", service = "manim_voiceover.services.gtts.GTTSService"'
)
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+$")
_SECONDS = 120.0
"""Seconds allowed for a text: services may be far away."""
_ENOUGH = 0.7
"""Share of the words whose times a service has to tell, to be believed."""


@dataclass(frozen=True)
class Service:
    """A class by its import path, and what it is made with."""

    service: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    name: str = "service"

    @property
    def about(self) -> About:
        """Licence and needs."""
        return About(licence="the service's own", needs=_TABLE)

    @property
    def languages(self) -> frozenset[str]:
        """Whatever the service is told to speak."""
        return frozenset(languages())

    @property
    def started(self) -> tuple[str, ...]:
        """Modules that processes of its own run."""
        return (_WORKER, *(module for code in languages() for module in Guide(code).modules))

    def faults(self, language: str) -> dict[str, tuple[str, str]]:
        """Tell what is wrong with each setting, and what to do."""
        if not self.service:
            return {"service": ("a speech service needs its import path", _TABLE)}
        if not _PATH.match(self.service):
            return {"service": (f"'{self.service}' is no import path", "package.module.Class")}
        package = self.service.partition(".")[0]
        if PathFinder.find_spec(package) is None:
            hint = f"pip install {package.replace('_', '-')}"
            return {"service": (f"the package {package} is not installed", hint)}
        return {}

    def check(self, language: str) -> None:
        """Make sure that its package is here; the rest is seen when it first speaks."""
        for what, hint in self.faults(language).values():
            raise VoiceError(what, hint)
        Guide(language).voice.check(language)

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return class, options, the version of its package, and whom it is held against."""
        return {
            "engine": self.name,
            "schema": _SCHEMA,
            "service": self.service,
            "options": dict(self.options),
            "package": _version(self.service.partition(".")[0]),
            "guide": dict(Guide(language).fingerprint()),
        }

    def synthesize(self, text: str, language: str) -> Take:
        """Speak a text; words have the service's own times if it tells them."""
        told = json.dumps({"service": self.service, "options": dict(self.options)})
        crew = workers(self.service.rpartition(".")[2] or self.name, told, _WORKER)
        answer = crew.speak({"text": text}, _SECONDS)
        samples = np.frombuffer(answer.pcm, "<i2").astype(np.int16)
        hint = f"try {self.service} by itself"
        make_sure(Take(samples, answer.rate, (), "aligned"), text, language, hint)
        boundaries = [(str(word), start, end) for word, start, end in answer.words]
        length = samples.size / answer.rate
        words = timed(text, boundaries, length)
        if words is None:
            sound = samples.astype(np.float32) / np.float32(32768)
            words = Guide(language).timed(sound, answer.rate, text).words
        return Take(samples, answer.rate, words, "aligned")


def timed(
    text: str, boundaries: Sequence[tuple[str, float, float]], length: float
) -> tuple[Word, ...] | None:
    """Give the words of a text the times that a service tells; ``None`` if it tells too few of them.

    Parameters
    ----------
    boundaries
        Words as the service has them, each with its start and end in seconds; an end of 0 is not known.
    length
        Seconds of the sound.

    Examples
    --------
    >>> [word.t0 for word in timed("So, it stops.", [("so", 0.1, 0), ("it", 0.5, 0), ("stops", 0.7, 0)], 1.2)]
    [0.1, 0.5, 0.7]
    """
    spans = word_spans(text)
    ours = [_plain(text[start:end]) for start, end in spans]
    found: dict[int, tuple[float, float]] = {}
    for block in SequenceMatcher(
        None, ours, [_plain(one[0]) for one in boundaries], False
    ).get_matching_blocks():
        for step in range(block.size):
            found[block.a + step] = boundaries[block.b + step][1:]
    if len(found) < _ENOUGH * len(spans) or not spans:
        return None if spans else ()
    known = sorted(found)
    starts = np.interp(range(len(spans)), known, [found[number][0] for number in known])
    starts = np.minimum(np.maximum.accumulate(starts), length)
    words = []
    for number, (start, end) in enumerate(spans):
        limit = float(starts[number + 1]) if number + 1 < len(spans) else length
        told = found.get(number, (0.0, 0.0))[1]
        until = min(told, limit) if told > starts[number] else limit
        words.append(Word(text[start:end], start, end, round(float(starts[number]), 4), round(until, 4)))
    return tuple(words)


def _plain(word: str) -> str:
    return re.sub(r"[\W_]", "", word).lower()


@cache
def _version(package: str) -> str:
    """Return the version of what a package came with; of a module alone, the hash of its file."""
    names = packages_distributions().get(package, [])
    if names:
        return f"{names[0]} {version(names[0])}"
    spec = PathFinder.find_spec(package)
    if spec is None or not spec.origin:
        return ""
    import hashlib

    return hashlib.sha256(Path(spec.origin).read_bytes()).hexdigest()


def voice(service: str = "", options: Mapping[str, Any] | None = None) -> Service:
    """Return the voice of a service; nothing is imported yet."""
    return Service(service, options or {})
