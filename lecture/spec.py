"""What a lecture file asks for, validated: every later stage may trust it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lecture import voices
from lecture.errors import SpecError, content_as
from lecture.nearest import hint_for
from lecture.quality import QUALITIES, Quality
from lecture.voices.base import ManySpeakers
from scenes import catalog
from scenes.narration.language import languages as every_language
from scenes.narration.pace import FASTEST, SLOWEST
from scenes.narration.toml_lines import Key, TomlLines
from scenes.parameters import SegmentParams

STOCK = Path(catalog.__file__).with_name("course.toml")
"""The lecture that is rendered when none is named."""


@dataclass(frozen=True)
class SegmentSpec:
    """One segment as this lecture wants it; ``words`` are files, by language, in place of the stock ones."""

    name: str
    parameters: SegmentParams
    words: Mapping[str, Path] = field(default_factory=dict)

    def setting(self, values: Mapping[str, Any]) -> SegmentSpec:
        """Change some parameters; the result is validated as a whole."""
        if not values:
            return self
        everything = {**json.loads(self.parameters.model_dump_json()), **values}
        return replace(self, parameters=parameters_from(self.name, everything))


@dataclass(frozen=True)
class VoiceSpec:
    """Who speaks, in which of the voice's speakers, and how many times as fast as usual."""

    name: str
    speaker: str = ""
    rate: float = 1.0

    def voice(self) -> voices.Voice:
        """Make it ready."""
        settings: dict[str, Any] = {"speaker": self.speaker} if self.speaker else {}
        return voices.load(self.name, **settings, **({"rate": self.rate} if self.rate != 1 else {}))


@dataclass(frozen=True)
class LectureSpec:
    """A lecture: its name (of the files), titles, languages, voice, quality and segments in order.

    ``voice`` is the name of the voice of every language that is not in ``voice_by_language``; empty means the best
    one that is installed.
    """

    name: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    voice: str
    quality: Quality
    segments: tuple[SegmentSpec, ...]
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

    def only(self, names: Sequence[str]) -> LectureSpec:
        """Keep the named segments, in the lecture's order; no names keep all.

        A part is a film of its own, with a name of its own: it must not take the whole one's place.
        """
        here = tuple(segment.name for segment in self.segments)
        for name in names:
            if name not in here:
                raise SpecError(f"no segment '{name}' in this lecture", hint_for(name, here))
        kept = tuple(segment for segment in self.segments if segment.name in names)
        if not names or kept == self.segments:
            return self
        return replace(self, segments=kept, name="-".join([self.name, *(segment.name for segment in kept)]))

    def speaking(self, languages: Sequence[str]) -> LectureSpec:
        """Take these languages in place of the lecture's own; none keep those."""
        for language in languages:
            if language not in every_language():
                raise SpecError(f"unknown language '{language}'", hint_for(language, every_language()))
        return replace(self, languages=tuple(dict.fromkeys(languages))) if languages else self

    def at(self, quality: str | None) -> LectureSpec:
        """Take this quality in place of the lecture's own."""
        return self if quality is None else replace(self, quality=quality_named(quality))

    def spoken_by(self, voice: str | None) -> LectureSpec:
        """Take this voice in place of the lecture's own."""
        return self if voice is None else replace(self, voice=voice, voice_by_language={})

    def setting(self, changes: Iterable[str]) -> LectureSpec:
        """Change parameters: each is ``segment.parameter=value``, the value as TOML or as plain text."""
        wanted: dict[str, dict[str, Any]] = {}
        here = tuple(segment.name for segment in self.segments)
        for change in changes:
            match = re.fullmatch(r"\s*(\w+)\.(\w+)\s*=\s*(.+?)\s*", change)
            if not match:
                raise SpecError(f"--set {change}", "write it so: --set zigzag_sgd.learning_rate=0.9")
            if match[1] not in here:
                raise SpecError(f"--set {change}: no segment '{match[1]}'", hint_for(match[1], here))
            wanted.setdefault(match[1], {})[match[2]] = _value(match[3])
        return replace(self, segments=tuple(one.setting(wanted.get(one.name, {})) for one in self.segments))


def single(segment: str, settings: Iterable[str] = ()) -> SegmentSpec:
    """One segment with its stock parameters, changed by ``settings`` (see :meth:`LectureSpec.setting`)."""
    spec = SegmentSpec(segment, parameters_from(segment, {}))
    alone = LectureSpec(segment, {}, ("en",), "silent", QUALITIES["draft"], (spec,))
    return alone.setting(settings).segments[0]


def quality_named(name: str) -> Quality:
    """Return the quality of that name."""
    if name not in QUALITIES:
        raise SpecError(f"unknown quality '{name}'", hint_for(name, QUALITIES))
    return QUALITIES[name]


def parameters_from(
    segment: str,
    values: Mapping[str, Any],
    path: Path | None = None,
    lines: TomlLines | None = None,
    key: Key = (),
) -> SegmentParams:
    """Validate the parameters of a segment; a mistake is told with its line in the lecture file."""
    with content_as(SpecError):
        model = catalog.story(segment).parameters
    try:
        # JSON mode: an array may stand for a point, but a text never for a number.
        return model.model_validate_json(json.dumps(dict(values), default=str))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        if first["type"] == "extra_forbidden":
            what, hint = f"unknown parameter '{name}'", hint_for(name, model.model_fields)
        else:
            meaning = model.model_fields[name].description or "" if name in model.model_fields else ""
            what, hint = (
                f"{name} = {first['input']!r}: {_plain(first['msg'])}",
                meaning and f"{name}: {meaning}",
            )
        line = lines.line((*key, name)) if lines else None
        raise SpecError(what, hint, path=path, line=line, segment=segment) from error


class _Segment(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    parameters: dict[str, Any] = {}


class _Voice(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    speaker: str = ""
    rate: Annotated[float, Field(ge=SLOWEST, le=FASTEST)] = 1.0


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    title: dict[str, str]
    segment: Annotated[list[_Segment], Field(min_length=1)]
    name: Annotated[str, Field(pattern=r"^[\w-]+$")] = ""
    languages: Annotated[list[str], Field(min_length=1)] = ["en"]
    voice: str = ""
    quality: str = "720p30"
    words: str = ""


def load_spec(path: Path = STOCK) -> LectureSpec:
    """Read a lecture file.

    Raises
    ------
    SpecError
        At the first mistake, with its line: not TOML, an unknown key, name or value.
    """
    return _Reader(path).spec()


_M = TypeVar("_M", bound=BaseModel)


class _Reader:
    """Reads one lecture file and knows where everything in it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            source = path.read_text(encoding="utf-8")
            self.data = tomllib.loads(source)
        except OSError as error:
            raise SpecError(f"cannot read this lecture file: {error.strerror}", path=path) from error
        except UnicodeDecodeError as error:
            raise SpecError("not UTF-8 text", "save the file as UTF-8", path=path) from error
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            line = int(place[1]) if place else source.count("\n") + 1
            raise SpecError(f"not valid TOML: {error}", path=path, line=line) from error
        self.lines = TomlLines.scan(source)

    def spec(self) -> LectureSpec:
        file = self.shape()
        self.check("language", ("languages",), file.languages, every_language())
        self.check("language", ("title",), file.title, every_language())
        self.check(
            "voice", ("voice",), [file.voice] if "voice" in file.model_fields_set else [], voices.names()
        )
        self.check("quality", ("quality",), [file.quality], QUALITIES)
        return LectureSpec(
            name=file.name or self.path.stem,
            title=file.title,
            languages=tuple(dict.fromkeys(file.languages)),
            voice=file.voice,
            voice_by_language=self.voices(),
            quality=QUALITIES[file.quality],
            segments=tuple(self.segment(*entry, file.words) for entry in enumerate(file.segment)),
        )

    def shape(self) -> _File:
        # One voice for all is a text, a voice a language a table.
        tables = isinstance(self.data.get("voice"), dict)
        return self.valid(
            _File, {key: value for key, value in self.data.items() if key != "voice" or not tables}
        )

    def valid(self, model: type[_M], data: object, prefix: Key = ()) -> _M:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            # A misspelt key is also a missing one: the misspelling says more.
            first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
            key: Key = (*prefix, *first["loc"])
            name = str(key[-1])
            if first["type"] == "extra_forbidden":
                inside = _Segment if key[0] == "segment" and len(key) > 1 else model
                self.refuse(key, f"unknown key '{name}'", hint_for(name, inside.model_fields))
            if first["type"] == "missing":
                self.refuse(
                    key, f"'{name}' is missing", "compare it with the stock lecture: scenes/course.toml"
                )
            self.refuse(key, f"{name} = {first['input']!r}: {_plain(first['msg'])}")

    def voices(self) -> dict[str, VoiceSpec]:
        tables = self.data.get("voice")
        if not isinstance(tables, dict):
            return {}
        for language in tables:
            self.check("language", ("voice", language), [language], every_language())
        return {language: self.voice(language, table) for language, table in tables.items()}

    def voice(self, language: str, data: object) -> VoiceSpec:
        key: Key = ("voice", language)
        table = self.valid(_Voice, data, key)
        self.check("voice", (*key, "name"), [table.name], voices.names())
        voice = voices.load(table.name)
        if language not in voice.languages:
            known = ", ".join(sorted(voice.languages))
            self.refuse(
                (*key, "name"), f"voice '{table.name}' does not speak '{language}'", f"it speaks: {known}"
            )
        if table.speaker:
            speakers = voice.speakers(language) if isinstance(voice, ManySpeakers) else {}
            if not speakers:
                self.refuse((*key, "speaker"), f"voice '{table.name}' has one speaker", "leave this line out")
            self.check("speaker", (*key, "speaker"), [table.speaker], speakers)
        return VoiceSpec(table.name, table.speaker, table.rate)

    def segment(self, position: int, entry: _Segment, words: str) -> SegmentSpec:
        key: Key = ("segment", position)
        self.check("segment", (*key, "name"), [entry.name], catalog.segments())
        parameters = parameters_from(
            entry.name, entry.parameters, self.path, self.lines, (*key, "parameters")
        )
        return SegmentSpec(entry.name, parameters, self.words(entry.name, words))

    def words(self, segment: str, folder: str) -> dict[str, Path]:
        root = self.path.parent / folder
        if folder and not root.is_dir():
            self.refuse(("words",), f"no folder '{folder}' beside this file")
        return {path.stem: path for path in (root / segment).glob("*.toml")} if folder else {}

    def check(self, kind: str, key: Key, names: Iterable[str], known: Iterable[str]) -> None:
        options = tuple(known)
        for name in names:
            if name not in options:
                self.refuse(key, f"unknown {kind} '{name}'", hint_for(name, options))

    def refuse(self, key: Key, what: str, hint: str = "") -> NoReturn:
        raise SpecError(what, hint, path=self.path, line=self.lines.line(key))


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _plain(message: str) -> str:
    message = message.removeprefix("Value error, ").removeprefix("Input should be ")
    return f"it should be {message}" if message[:1].islower() and "got" not in message else message
