"""A lecture as it is wanted: read from a file, then changed by what the command line asks for."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lecture import voices
from lecture.errors import SpecError
from lecture.nearest import hint_for
from lecture.quality import QUALITIES, Quality
from lecture.spec.naming import spoken_of, unfit
from lecture.spec.parameters import cut, parameters_from, value_of
from scenes.errors import no_language
from scenes.narration.language import languages as every_language
from scenes.narration.layer import WordsLayer
from scenes.parameters import SegmentParams

HERE = Path("lecture.toml")
"""The lecture file that is meant where none is named, if it is there."""


@dataclass(frozen=True)
class SegmentSpec:
    """One use of a segment, as this lecture wants it.

    Attributes
    ----------
    name
        The segment.
    parameters
        Its numbers.
    words
        By language, words that are laid over the segment's own, the topmost last.
    use
        What this use is called where it has to be told from others; empty where the segment's name will do.
    turn
        The how manieth use of its segment this is, from 1.
    part
        The part of the lecture that it stands in, by language; empty where there are none.
    """

    name: str
    parameters: SegmentParams
    words: Mapping[str, Sequence[WordsLayer]] = field(default_factory=dict)
    use: str = ""
    turn: int = 1
    part: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """How this use is called on the command line."""
        return self.use or self.name

    def answers_to(self, address: str) -> bool:
        """Whether this use is meant: by its id, by its segment's name, or by ``NAME#TURN``."""
        return address in (self.use, self.name, f"{self.name}#{self.turn}")

    def setting(self, values: Mapping[str, Any]) -> SegmentSpec:
        """Change some parameters; the result is validated as a whole."""
        if not values:
            return self
        everything = {**json.loads(self.parameters.model_dump_json()), **values}
        return replace(self, parameters=parameters_from(self.name, everything))


@dataclass(frozen=True)
class VoiceSpec:
    """Who speaks, and the voice's settings: its speaker, its pace, and what else it takes."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    def voice(self) -> voices.Voice:
        """Make it ready."""
        return voices.load(self.name, **self.settings)


@dataclass(frozen=True)
class LectureSpec:
    """A lecture: its name (of the files), titles, languages, voice, quality and segments in order.

    Attributes
    ----------
    voice
        Name of the voice of every language that is not in ``voice_by_language``; empty means the best one here.
    path
        Its file.
    notes
        What its reader should know, though it is no mistake.
    """

    name: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    voice: str
    quality: Quality
    segments: tuple[SegmentSpec, ...]
    path: Path | None = None
    notes: tuple[str, ...] = ()
    voice_by_language: Mapping[str, VoiceSpec] = field(default_factory=dict)

    def voice_of(self, language: str) -> voices.Voice:
        """Return who speaks a language, checked.

        Raises
        ------
        VoiceError
            If it cannot speak here.
        """
        voice = self.voice_by_language.get(language, VoiceSpec(self.voice or voices.best(language))).voice()
        voice.check(language)
        return voice

    def advice(self) -> list[str]:
        """Tell, a line each, what would sound better than the voices that were taken because they are here."""
        chosen = [
            language
            for language in self.languages
            if not self.voice and language not in self.voice_by_language
        ]
        return list(dict.fromkeys(told for language in chosen if (told := voices.advice(language))))

    def shows(self, address: str) -> bool:
        """Whether any use answers to this address."""
        return any(segment.answers_to(address) for segment in self.segments)

    def uses(self, address: str) -> tuple[SegmentSpec, ...]:
        """Return the uses that an address means: all of a segment, or one.

        Raises
        ------
        SpecError
            If there is none; with the nearest address.
        """
        found = tuple(segment for segment in self.segments if segment.answers_to(address))
        if not found:
            known = dict.fromkeys(name for one in self.segments for name in (one.address, one.name))
            raise SpecError(f"no segment '{address}' in this lecture", hint_for(address, known))
        return found

    def only(self, addresses: Sequence[str]) -> LectureSpec:
        """Keep the named segments, in the lecture's order; no names keep all.

        A part is a film of its own, with a name of its own: it must not take the whole one's place.
        """
        wanted = [use for address in addresses for use in self.uses(address)]
        kept = tuple(segment for segment in self.segments if segment in wanted)
        if not addresses or kept == self.segments:
            return self
        told = (segment.address.replace("#", "-") for segment in kept)
        return replace(self, segments=kept)._called("-".join([self.name, *told]))

    def speaking(self, languages: Sequence[str]) -> LectureSpec:
        """Take these languages in place of the lecture's own; none keep those."""
        for language in languages:
            if language not in every_language():
                raise SpecError(no_language(language, every_language()))
        return replace(self, languages=tuple(dict.fromkeys(languages))) if languages else self

    def at(self, quality: str | None) -> LectureSpec:
        """Take this quality in place of the lecture's own; the film gets a name of its own."""
        if quality is None or quality_named(quality) == self.quality:
            return self
        return replace(self, quality=quality_named(quality))._called(f"{self.name}.{quality}")

    def spoken_by(self, voice: str | None) -> LectureSpec:
        """Take this voice in place of the lecture's own; the film gets a name of its own."""
        if voice is None or (voice == self.voice and not self.voice_by_language):
            return self
        voices.load(voice)
        return replace(self, voice=voice, voice_by_language={})._called(f"{self.name}.{voice}")

    def setting(self, changes: Iterable[str]) -> LectureSpec:
        """Change parameters: each is ``segment.parameter=value``, the value as TOML or as plain text.

        In place of the segment, one use of it may stand: its id, or ``segment#2``. The film gets a name of its own.
        """
        changes = tuple(changes)
        wanted: dict[str, dict[str, Any]] = {}
        for change in changes:
            match = re.fullmatch(r"\s*([\w-]+(?:#\d+)?)\.(\w+)\s*=\s*(.+?)\s*", change)
            if not match or not _is_text(change):
                raise SpecError(f"--set {cut(change)}", "write it so: --set zigzag_sgd.learning_rate=0.9")
            try:
                uses = self.uses(match[1])
            except SpecError as error:
                raise SpecError(f"--set {cut(change)}: {error.what}", error.hint) from error
            for use in uses:
                wanted.setdefault(use.address, {})[match[2]] = value_of(match[3])
        changed = tuple(segment.setting(wanted.get(segment.address, {})) for segment in self.segments)
        if changed == self.segments:
            return self
        return replace(self, segments=changed)._called(f"{self.name}.{spoken_of(changes, len(changed) > 1)}")

    def _called(self, name: str) -> LectureSpec:
        """Take another name for the film, if files can have it."""
        if fault := unfit(name):
            what = f"a film called '{name}' cannot be a file: {fault}"
            raise SpecError(what, "give the lecture a shorter name")
        return replace(self, name=name)


def single(segment: str, settings: Iterable[str] = ()) -> SegmentSpec:
    """One segment with its stock parameters, changed by ``settings`` (see :meth:`LectureSpec.setting`)."""
    return alone(segment).setting(settings).segments[0]


def alone(segment: str) -> LectureSpec:
    """Return a lecture of one segment with its stock parameters, as the stock course would have it."""
    spec = SegmentSpec(segment, parameters_from(segment, {}))
    return LectureSpec(segment, {}, ("en",), "", QUALITIES["720p30"], (spec,))


def quality_named(name: str) -> Quality:
    """Return the quality of that name."""
    if name not in QUALITIES:
        raise SpecError(f"unknown quality '{name}'", hint_for(name, QUALITIES))
    return QUALITIES[name]


def _is_text(given: str) -> bool:
    """Whether what the shell gave is text, and not some bytes."""
    return not any(unicodedata.category(char) == "Cs" for char in given)
