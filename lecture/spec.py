"""What a lecture file asks for, validated: every later stage may trust it."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lecture import voices
from lecture.errors import SpecError, content_as
from lecture.file_names import wrong_with
from lecture.nearest import hint_for
from lecture.quality import QUALITIES, Quality
from scenes import catalog
from scenes.narration.characters import composed, control_in, in_one_way
from scenes.narration.language import languages as every_language
from scenes.narration.toml_file import read_toml
from scenes.narration.toml_lines import Key, TomlLines
from scenes.parameters import SegmentParams

STOCK = Path(catalog.__file__).with_name("course.toml")
"""The lecture that is rendered when none is named."""
LIKE_STOCK = "compare it with the stock lecture: scenes/course.toml"
ENDING = f".{max(every_language(), key=len)}.mp4"
"""The longest of what is put behind a lecture's name."""
LONGEST_TOLD = 80
"""Characters of a wrong value that are told again."""


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
class LectureSpec:
    """A lecture: its name (of the files), titles, languages, voice, quality and segments in order."""

    name: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    voice: str
    quality: Quality
    segments: tuple[SegmentSpec, ...]

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
        name = "-".join([self.name, *(segment.name for segment in kept)])
        if fault := wrong_with(name, ENDING):
            raise SpecError(
                f"a part called '{name}' cannot be a file: {fault}", "give the lecture a shorter name"
            )
        return replace(self, segments=kept, name=name)

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
        return self if voice is None else replace(self, voice=voice)

    def setting(self, changes: Iterable[str]) -> LectureSpec:
        """Change parameters: each is ``segment.parameter=value``, the value as TOML or as plain text."""
        wanted: dict[str, dict[str, Any]] = {}
        here = tuple(segment.name for segment in self.segments)
        for change in changes:
            match = re.fullmatch(r"\s*(\w+)\.(\w+)\s*=\s*(.+?)\s*", change)
            if not match or not _is_text(change):
                raise SpecError(f"--set {_cut(change)}", "write it so: --set zigzag_sgd.learning_rate=0.9")
            if match[1] not in here:
                raise SpecError(f"--set {_cut(change)}: no segment '{match[1]}'", hint_for(match[1], here))
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
        given = json.dumps(dict(values), default=str)
    except ValueError as error:
        hint = "write a smaller one, with the digits that count"
        raise SpecError("a number has too many digits", hint, path=path, segment=segment) from error
    try:
        return model.model_validate_json(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        if first["type"] == "extra_forbidden":
            what, hint = f"unknown parameter '{name}'", hint_for(name, model.model_fields)
        else:
            meaning = model.model_fields[name].description or "" if name in model.model_fields else ""
            what, hint = (
                f"{name} = {_short(first['input'])}: {_plain(first['msg'])}",
                meaning and f"{name}: {meaning}",
            )
        line = lines.line((*key, name)) if lines else None
        raise SpecError(what, hint, path=path, line=line, segment=segment) from error


class _Segment(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    parameters: dict[str, Any] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    title: dict[str, str]
    segment: Annotated[list[_Segment], Field(min_length=1)]
    name: str = ""
    languages: Annotated[list[str], Field(min_length=1)] = ["en"]
    voice: str = "espeak"
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


class _Reader:
    """Reads one lecture file and knows where everything in it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with content_as(SpecError):
                file = read_toml(path, hint=LIKE_STOCK)
        except FileNotFoundError:
            raise SpecError("cannot be read: there is no such file", path=path) from None
        # The folder of the words is called what it is called on the disk.
        self.data = {key: it if key == "words" else in_one_way(it) for key, it in file.data.items()}
        self.lines = file.lines

    def spec(self) -> LectureSpec:
        file = self.shape()
        self.check("language", ("languages",), file.languages, every_language())
        self.check("language", ("title",), file.title, every_language())
        self.check("voice", ("voice",), [file.voice], voices.names())
        self.check("quality", ("quality",), [file.quality], QUALITIES)
        return LectureSpec(
            name=self.name(file.name),
            title={code: self.title(code, text) for code, text in file.title.items()},
            languages=tuple(dict.fromkeys(file.languages)),
            voice=file.voice,
            quality=QUALITIES[file.quality],
            segments=tuple(self.segment(*entry, file.words) for entry in enumerate(file.segment)),
        )

    def shape(self) -> _File:
        try:
            return _File.model_validate(self.data)
        except ValidationError as error:
            # A misspelt key is also a missing one: the misspelling says more.
            first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
            key: Key = tuple(first["loc"])
            name = str(key[-1])
            if first["type"] == "extra_forbidden":
                model = _Segment if key[0] == "segment" and len(key) > 1 else _File
                self.refuse(key, f"unknown key '{name}'", hint_for(name, model.model_fields))
            if first["type"] == "missing":
                self.refuse(key, f"'{name}' is missing", LIKE_STOCK)
            self.refuse(key, f"{name} = {_short(first['input'])}: {_plain(first['msg'])}")

    def name(self, given: str) -> str:
        name = composed(given or self.path.stem)
        if fault := wrong_with(name, ENDING):
            hint = "choose another name" if given else 'give it another: name = "..." in its first lines'
            self.refuse(("name",), f"no film can be called '{name}': {fault}", hint)
        return name

    def title(self, code: str, text: str) -> str:
        if control := control_in(text) or ("\n" in text and "a line's end"):
            self.refuse(("title", code), f"this title holds {control}", "a title is one line of text")
        return text

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
    except (ValueError, RecursionError):
        return text


def _is_text(given: str) -> bool:
    """Whether what the shell gave is text, and not some bytes."""
    return not any(unicodedata.category(char) == "Cs" for char in given)


def _short(value: Any) -> str:
    """Write what was given, on one line and not too long."""
    try:
        told = str(value).lower() if isinstance(value, bool) else repr(value)
    except ValueError:
        return "a number of very many digits"
    return _cut(told)


def _cut(told: str) -> str:
    return told if len(told) <= LONGEST_TOLD else f"{told[:LONGEST_TOLD]}…"


def _plain(message: str) -> str:
    if message == "Input should be a valid array":
        return "it should be numbers in brackets, such as [-7.0, 2.0]"
    message = message.removeprefix("Value error, ").removeprefix("Input should be ")
    return f"it should be {message}" if message[:1].islower() and "got" not in message else message
