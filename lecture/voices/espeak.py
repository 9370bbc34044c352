"""The built-in voice: espeak-ng, which comes as a package with its data, and tells when it says each word.

The engine runs as a program of its own (see ``_espeak_worker``). Measured: the first sounding phoneme of a
word is its onset within 5 ms, the first empty phoneme after it is the end of its sound.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from lecture.errors import VoiceError, content_as
from lecture.voices.base import About, Take
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages
from scenes.narration.pace import HAN, word_spans
from scenes.narration.timing import Word
from scenes.narration.toml_table import TomlTable

_PACKAGE = "espeakng-loader"
_INSTALL = f"install it: pip install {_PACKAGE}"
_WORKER = Path(__file__).with_name("_espeak_worker.py")
_SECONDS_ALLOWED = 60
_SCHEMA = 1
"""Goes up when the same settings would give other sound or other times."""
_RANGES = {
    "rate": (80, 450),
    "volume": (0, 200),
    "pitch": (0, 99),
    "pitch_range": (0, 99),
    "word_gap": (0, 200),
}
"""What the engine takes: words a minute, percent, and units of its own."""
_USUAL_RATE = 175
"""Words a minute, where the language does not say."""
_BORDER = re.compile(rf"(?<=[{HAN}])(?=[0-9A-Za-z+-])|(?<=[0-9A-Za-z])(?=[{HAN}])")


@dataclass(frozen=True)
class Espeak:
    """espeak-ng with the settings that each language's folder names under ``[voices.espeak]``."""

    name: str = "espeak"
    rate: float = 1.0
    """How many times as fast as those settings say."""

    @property
    def about(self) -> About:
        """Licence, needs and speed."""
        return About(licence="GPL-3.0 (a program of its own)", needs=_INSTALL, speed=240)

    @property
    def languages(self) -> frozenset[str]:
        """Every language whose folder has settings for it."""
        return frozenset(code for code in languages() if self.name in facts_of(code).voices)

    def check(self, language: str) -> None:
        """Speak one syllable, so that a missing package, library or voice is known before rendering."""
        self.synthesize("a", language)

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return the package's version (it carries engine and data) and the settings."""
        try:
            package = version(_PACKAGE)
        except PackageNotFoundError:
            raise VoiceError(f"the package {_PACKAGE} is not installed", _INSTALL) from None
        return {
            "engine": "espeak-ng",
            "package": package,
            "schema": _SCHEMA,
            "settings": self._settings(language),
        }

    def synthesize(self, text: str, language: str) -> Take:
        """Speak a text in a fresh process."""
        spoken, origin = spaced(text)
        settings = self._settings(language)
        voice = settings.pop("voice")
        answer, pcm = _run({"text": spoken, "voice": voice, "parameters": settings, **_engine()})
        samples = np.frombuffer(pcm, np.int16)
        rate = int(answer["rate"])
        events = [(at, sample / rate) for at, sample in answer["words"]]
        phonemes = [(sample / rate, name) for sample, name in answer["phonemes"]]
        words = time_words(spoken, events, phonemes, samples.size / rate)
        return Take(samples, rate, tuple(_moved(word, text, origin) for word in words), "exact")

    def _settings(self, language: str) -> dict[str, Any]:
        facts = facts_of(language)
        if self.name not in facts.voices:
            hint = f"add [voices.{self.name}] to scenes/languages/{language}.toml"
            raise VoiceError(f"{self.name} has no settings for '{language}'", hint)
        with content_as(VoiceError):
            settings = dict(read_settings(facts.path, self.name))
        return {**settings, "rate": round(int(settings.get("rate", _USUAL_RATE)) * self.rate)}

    def paced(self, factor: float) -> Espeak:
        """Return the same voice, so many times as fast."""
        return replace(self, rate=self.rate * factor)


@cache
def read_settings(path: Path, name: str) -> Mapping[str, str | int]:
    """Read the settings of this voice from the file of a language.

    Raises
    ------
    ContentError
        If a setting is unknown or out of its range; it names file and line.
    """
    table = TomlTable.read(path).inside("voices", name)
    settings: dict[str, str | int] = {"voice": table.text("voice")}
    settings |= {key: table.whole(key, *limits) for key, limits in _RANGES.items() if key in table.data}
    table.done()
    return settings


def spaced(text: str) -> tuple[str, list[int]]:
    """Put a blank where Han text touches letters or digits; without it Mandarin loses the decimal point.

    Returns the text and, for each of its offsets (its end included), the offset in the text as it was.

    Examples
    --------
    >>> spaced("率0.9")
    ('率 0.9', [0, 1, 1, 2, 3, 4])
    """
    cuts = {match.start() for match in _BORDER.finditer(text)}
    parts: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        if at in cuts:
            parts.append(" ")
            origin.append(at)
        parts.append(char)
        origin.append(at)
    return "".join(parts), [*origin, len(text)]


def time_words(
    text: str,
    events: Sequence[tuple[int, float]],
    phonemes: Sequence[tuple[float, str]],
    duration: float,
) -> list[Word]:
    """Give each word of a text its time.

    Parameters
    ----------
    text
        What the engine was given.
    events
        Offset into ``text`` and seconds of each word event; some words share one ("at the").
    phonemes
        Seconds and name of each phoneme event; an empty name is silence.
    duration
        Seconds of sound in all.
    """
    spans = word_spans(text)
    starts = [start for start, _ in spans]
    heard: dict[int, float] = {}
    for at, seconds in events:
        position = bisect_right(starts, at) - 1
        # An event on a quote or bracket belongs to the word that follows.
        if position < 0 or at >= spans[position][1]:
            position += 1
        if position < len(spans):
            heard.setdefault(position, seconds)
    sounding = [seconds for seconds, name in phonemes if name and not name.startswith("(")]
    silent = [seconds for seconds, name in phonemes if not name]
    anchors = sorted(heard)
    words: list[Word] = []
    for first, last in pairwise([0, *anchors[1:], len(spans)] if spans else []):
        event = heard.get(first, heard[anchors[0]] if anchors else 0.0)
        limit = heard.get(last, duration)
        onset = _first(sounding, event, limit, event)
        final = _last(sounding, limit, onset)
        # The pause before a word ends at the very sample where the word begins.
        end = _first(silent, final + 1e-6, limit, limit)
        words += _shared(text, spans[first:last], onset, max(end, onset))
    return words


def _shared(text: str, spans: Sequence[tuple[int, int]], start: float, end: float) -> list[Word]:
    """Words that share one event divide its time by their letters."""
    first, total = spans[0][0], spans[-1][1] - spans[0][0]

    def at(offset: int) -> float:
        return round(start + (end - start) * (offset - first) / total, 4)

    edges = [at(span[0]) for span in spans] + [round(end, 4)]
    return [Word(text[a:b], a, b, edges[k], min(at(b), edges[k + 1])) for k, (a, b) in enumerate(spans)]


def _first(times: Sequence[float], after: float, before: float, otherwise: float) -> float:
    position = bisect_left(times, after)
    return times[position] if position < len(times) and times[position] < before else otherwise


def _last(times: Sequence[float], before: float, otherwise: float) -> float:
    position = bisect_left(times, before) - 1
    return max(times[position], otherwise) if position >= 0 else otherwise


def _moved(word: Word, text: str, origin: Sequence[int]) -> Word:
    start, end = origin[word.start], origin[word.end]
    return Word(text[start:end], start, end, word.t0, word.t1)


def _engine() -> dict[str, str]:
    """Paths of the library and of the folder that its data lie in."""
    try:
        import espeakng_loader
    except ImportError:
        raise VoiceError(f"the package {_PACKAGE} is not installed", _INSTALL) from None
    library, data = Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    if not library.exists() or not data.exists():
        raise VoiceError(f"the package {_PACKAGE} is incomplete: {library} is missing", _INSTALL)
    return {"library": str(library), "data": str(data.parent)}


def _run(request: Mapping[str, object]) -> tuple[dict[str, Any], bytes]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_WORKER)],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=_SECONDS_ALLOWED,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceError(f"espeak-ng did not answer: {error}") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise VoiceError(f"espeak-ng failed: {told[-1] if told else f'status {done.returncode}'}")
    header, _, pcm = done.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(header)
    return answer, pcm


def voice(rate: float = 1.0) -> Espeak:
    """Return the built-in voice."""
    return Espeak(rate=rate)
