"""Reads a lecture file, and tells every mistake in it with its line."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from lecture import voices
from lecture.errors import LectureError, SpecError, content_as, together
from lecture.nearest import hint_for
from lecture.quality import QUALITIES
from lecture.spec.naming import unfit
from lecture.spec.own_words import OwnWords, layers_of_folder
from lecture.spec.parameters import cut, parameters_from, plain, short
from lecture.spec.request import LectureSpec, SegmentSpec, VoiceSpec
from lecture.voices.base import Configured, ManySpeakers
from scenes import catalog
from scenes.errors import ContentError, no_language
from scenes.narration.characters import composed, control_in
from scenes.narration.language import languages as every_language
from scenes.narration.layer import WordsLayer
from scenes.narration.pace import FASTEST, SLOWEST
from scenes.narration.toml_file import read_toml
from scenes.narration.toml_lines import Key
from scenes.parameters import SegmentParams

STOCK = Path(catalog.__file__).with_name("course.toml")
"""The lecture that is rendered when none is named and none is here."""

LIKE_START = "compare it with one that `lecture new DIR` writes"

Texts = str | dict[str, str]
"""A text by language; a text alone where there is one language."""


class _Segment(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    id: Annotated[str, Field(pattern=r"^[\w-]+$")] = ""
    title: Texts = ""
    part: Texts = ""
    words: str | dict[str, dict[str, Any]] = ""
    parameters: dict[str, Any] = {}


class _Voice(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str


class _NamedVoice(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    name: str


KINDS = {"rate": Annotated[float, Field(ge=SLOWEST, le=FASTEST)]}
"""What a setting of any voice has to be; of others, their voice tells."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    title: Texts
    segment: Annotated[list[_Segment], Field(min_length=1)]
    name: str = ""
    languages: Annotated[list[str], Field(min_length=1)] = ["en"]
    voice: str = ""
    quality: str = "720p30"
    words: str = ""


MEANT = {
    "title": 'a text, or one a language: title = { en = "Ravines", zh = "峡谷" }',
    "part": 'a text, or one a language: part = { en = "I. Ravines", zh = "第一部分：峡谷" }',
    "words": "a folder, or a table a language: [segment.words.en.cue.NAME]",
}
"""What a value should be that may be one of two kinds."""


def place_of(path: Path) -> Path | None:
    """Return the folder beside a lecture file in which its own things stand; ``None`` for a file of ours.

    What stands beside ours is ours: as one's own it would have other keys.
    """
    folder = path.parent.resolve()
    return None if folder == STOCK.parent.resolve() else folder


def load_spec(path: Path = STOCK) -> LectureSpec:
    """Read a lecture file.

    Raises
    ------
    SpecError
        With every mistake, each with its line: not TOML, an unknown key, name or value, words that nothing takes.
    """
    return _Reader(path).spec()


def folders_of_words(path: Path) -> set[Path]:
    """Return the folders of words that a lecture file names, as far as it can be read; it need not be right."""
    try:
        data = read_toml(path).data
    except (FileNotFoundError, ContentError):
        return set()
    tables = [data, *(one for one in _listed(data.get("segment")) if isinstance(one, dict))]
    named = {
        path.parent / one["words"] for one in tables if isinstance(one.get("words"), str) and one["words"]
    }
    return {folder for folder in named if os.path.isdir(folder)}


_M = TypeVar("_M", bound=BaseModel)


class _Reader:
    """Reads one lecture file and knows where everything in it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mistakes: list[LectureError] = []
        try:
            with content_as(SpecError):
                file = read_toml(path, hint=LIKE_START)
        except FileNotFoundError:
            raise SpecError("cannot be read: there is no such file", path=path) from None
        self.data = _with_folders_of(file.data, file.composed().data)
        self.lines = file.composed().lines

    def spec(self) -> LectureSpec:
        """Look at everything, then either tell all mistakes or return the lecture."""
        file = self.shape()
        # What has the wrong shape has been told; the rest is looked at all the same.
        chosen = [code for code in _listed(self.data.get("languages", ["en"])) if isinstance(code, str)]
        for code in chosen:
            self.known_language(("languages",), code)
        name = self.name()
        title = self.texts(("title",), self.data.get("title"), chosen)
        if self.known("voice", ("voice",), self.data.get("voice"), voices.names()):
            self.needs_no_more(self.data["voice"], chosen)
        own_voices = self.voices(self.data.get("voice"))
        self.known("quality", ("quality",), self.data.get("quality"), QUALITIES)
        entries = [one if isinstance(one, dict) else {} for one in _listed(self.data.get("segment", []))]
        own = self.folder(self.data.get("words"), entries)
        segments = self.segments(entries, own, chosen)
        if self.mistakes or file is None:
            self.mistakes.sort(key=lambda one: (one.path != self.path, one.line or 0))
            raise together(self.mistakes)
        return LectureSpec(
            name=name,
            title=title,
            languages=tuple(dict.fromkeys(file.languages)),
            voice=file.voice,
            quality=QUALITIES[file.quality],
            segments=segments,
            path=self.path,
            notes=own.notes,
            voice_by_language=own_voices,
        )

    # -- shape ------------------------------------------------------------------------------------------------

    def shape(self) -> _File | None:
        """Check keys and kinds of values."""
        # One voice for all is a text; a table a language is looked at by itself.
        tables = isinstance(self.data.get("voice"), dict)
        return self.valid(
            _File, {key: value for key, value in self.data.items() if key != "voice" or not tables}
        )

    def valid(self, kind: type[_M], data: object, within: Key = ()) -> _M | None:
        """Check keys and kinds of values of one table of the file."""
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            found = error.errors()
        misspelt = {one["loc"][:-1] for one in found if one["type"] == "extra_forbidden"}
        told: set[Key] = set()
        for one in found:
            key = (*within, *_entry(one["loc"]))
            # A misspelt key is also a missing one, and a value of either kind is wrong twice.
            if key in told or (one["type"] == "missing" and one["loc"][:-1] in misspelt):
                continue
            told.add(key)
            name = str(key[-1])
            if one["type"] == "extra_forbidden":
                model = _Segment if key[0] == "segment" and len(key) > 1 else kind
                self.mistake(key, f"unknown key '{name}'", hint_for(name, model.model_fields))
            elif one["type"] == "missing":
                self.mistake(key, f"'{name}' is missing", LIKE_START)
            elif name in MEANT:
                self.mistake(key, f"{name} = {short(one['input'])}: it should be {MEANT[name]}")
            else:
                self.mistake(key, f"{name} = {short(one['input'])}: {plain(one['msg'])}")
        return None

    def texts(self, key: Key, value: Any, languages: Sequence[str]) -> dict[str, str]:
        """Return a text by language."""
        if isinstance(value, dict):
            for code in value:
                self.known_language((*key, code), code)
            found = {code: text for code, text in value.items() if isinstance(text, str)}
            for code, text in found.items():
                self.one_line((*key, code), text)
            return found
        if not isinstance(value, str) or not value:
            return {}
        if len(languages) > 1:
            hint = f"write {key[-1]} = {{ {', '.join(f'{code} = …' for code in languages)} }}"
            self.mistake(key, f"{key[-1]} = {short(value)} is one text for {len(languages)} languages", hint)
        self.one_line(key, value)
        return dict.fromkeys(languages, value)

    def one_line(self, key: Key, title: str) -> None:
        """Note what a title must not hold."""
        if control := control_in(title) or ("\n" in title and "a line's end"):
            self.mistake(key, f"this title holds {control}", "a title is one line of text")

    def name(self) -> str:
        """Return the name of the film's files: the lecture's own, or that of its file."""
        given = self.data.get("name", "")
        name = composed(given if given and isinstance(given, str) else self.path.stem)
        if fault := unfit(name):
            hint = "choose another name" if given else 'give it another: name = "..." in its first lines'
            self.mistake(("name",), f"no film can be called '{name}': {fault}", hint)
        return name

    # -- voices -----------------------------------------------------------------------------------------------

    def voices(self, tables: Any) -> dict[str, VoiceSpec]:
        """Read the voices that languages have of their own; a wrong one is left out."""
        found = {}
        for code, table in tables.items() if isinstance(tables, dict) else ():
            key = ("voice", code)
            told = self.valid(_NamedVoice, table, key) if self.known_language(key, code) else None
            if told and self.known("voice", (*key, "name"), told.name, voices.names()):
                settings = self.settings(key, told.name, table)
                if settings is not None:
                    found[code] = VoiceSpec(told.name, settings)
                    self.speaks(key, code, found[code])
        return found

    def needs_no_more(self, name: str, languages: Sequence[str]) -> None:
        """Note a voice that has to be told more than its name."""
        with content_as(SpecError):
            voice = voices.load(name)
        if isinstance(voice, Configured) and languages:
            for what, hint in list(voice.faults(languages[0]).values())[:1]:
                self.mistake(("voice",), what, hint)

    def settings(self, key: Key, name: str, table: dict[str, Any]) -> dict[str, Any] | None:
        """Read the settings of a voice; files and folders are those beside the lecture file."""
        with content_as(SpecError):
            kinds = voices.settings_of(name)
        shape: dict[str, Any] = {
            setting: (KINDS.get(setting, str if kind == (Path | None) else kind), None)
            for setting, kind in kinds.items()
        }
        # Every voice is asked for these two; who has no choice says so better than a list of names.
        for setting in ("speaker", "rate"):
            if setting in table and setting not in kinds:
                self.mistake((*key, setting), f"voice '{name}' has one {setting}", "leave this line out")
                table = {one: value for one, value in table.items() if one != setting}
        if self.valid(create_model("_Settings", __base__=_Voice, **shape), table, key) is None:
            return None
        settings = {setting: value for setting, value in table.items() if setting != "name"}
        for setting, value in settings.items():
            if kinds[setting] == (Path | None):
                settings[setting] = self.path.parent / value
        return settings

    def speaks(self, key: Key, code: str, table: VoiceSpec) -> None:
        """Note a voice that does not speak a language, or has wrong settings."""
        voice = table.voice()
        faults = voice.faults(code) if isinstance(voice, Configured) else {}
        for setting, (what, hint) in faults.items():
            self.mistake((*key, setting if setting in table.settings else "name"), what, hint)
        if code not in voice.languages:
            known = ", ".join(sorted(voice.languages))
            self.mistake(
                (*key, "name"), f"voice '{table.name}' does not speak '{code}'", f"it speaks: {known}"
            )
        elif speaker := table.settings.get("speaker"):
            speakers = voice.speakers(code) if isinstance(voice, ManySpeakers) else {}
            if speakers:
                self.known("speaker", (*key, "speaker"), speaker, speakers)
            elif not faults:
                hint = "leave this line out"
                self.mistake((*key, "speaker"), f"voice '{table.name}' has one speaker", hint)

    # -- segments ---------------------------------------------------------------------------------------------

    def segments(
        self, entries: Sequence[Mapping[str, Any]], own: OwnWords, languages: Sequence[str]
    ) -> tuple[SegmentSpec, ...]:
        """Read every use of a segment; a wrong one is left out."""
        times = Counter(str(entry.get("name")) for entry in entries)
        turns: Counter[str] = Counter()
        taken: set[Any] = set()
        part: Mapping[str, str] = {}
        found = []
        for position, entry in enumerate(entries):
            name, key = entry.get("name"), ("segment", position)
            # A part goes on until the next one begins.
            part = self.texts((*key, "part"), entry.get("part"), languages) or part
            if not isinstance(name, str):
                continue
            turns[name] += 1
            own_id = entry.get("id")
            if own_id in taken or own_id in times:
                hint = "every use of a segment needs its own"
                self.mistake((*key, "id"), f"id = '{own_id}' is taken", hint)
            taken |= {own_id} if own_id else set()
            use = str(own_id or (f"{name}#{turns[name]}" if times[name] > 1 else name))
            if not self.known("segment", (*key, "name"), name, catalog.segments()):
                continue
            parameters = self.parameters(name, entry.get("parameters", {}), (*key, "parameters"))
            words = {code: list(layers) for code, layers in own.layers.get(name, {}).items()}
            for code, layer in self.words_of_use(key, entry, languages):
                words.setdefault(code, []).append(layer)
            if parameters is not None:
                found.append(SegmentSpec(name, parameters, words, use, turns[name], part))
        return tuple(found)

    def parameters(self, segment: str, values: Any, key: Key) -> SegmentParams | None:
        """Validate parameters and note every mistake in them."""
        if not isinstance(values, dict):
            return None
        try:
            return parameters_from(segment, values, self.path, self.lines, key)
        except LectureError as error:
            self.mistakes += error.parts
            return None

    # -- words ------------------------------------------------------------------------------------------------

    def folder(self, words: Any, entries: Sequence[Mapping[str, Any]]) -> OwnWords:
        """Read the words that this lecture has for all its segments."""
        if not isinstance(words, str) or not words:
            return OwnWords()
        root = self.root(("words",), words)
        if root is None:
            return OwnWords()
        own = OwnWords.below(root, {str(entry.get("name")) for entry in entries})
        self.mistakes += own.mistakes
        return own

    def root(self, key: Key, words: str) -> Path | None:
        """Return a folder of words, if it is there."""
        root = self.path.parent / words
        # A name that no folder can have is none either.
        if not os.path.isdir(root):
            self.mistake(key, f"no folder '{cut(words)}' beside this file")
            return None
        return root

    def words_of_use(
        self, key: Key, entry: Mapping[str, Any], languages: Sequence[str]
    ) -> Iterable[tuple[str, WordsLayer]]:
        """Yield the words that one use of a segment has of its own, by language, the topmost last."""
        words = entry.get("words")
        if isinstance(words, str) and words:
            root = self.root((*key, "words"), words)
            layers, mistakes = layers_of_folder(root) if root else ({}, [])
            self.mistakes += mistakes
            yield from layers.items()
        elif isinstance(words, dict):
            for code, table in words.items():
                within = (*key, "words", code)
                if self.known_language(within, code) and isinstance(table, dict):
                    yield code, WordsLayer(self.path, table, self.lines, within)
        for code, title in self.texts((*key, "title"), entry.get("title"), languages).items():
            yield code, WordsLayer(self.path, {"title": title}, self.lines, key)

    # -- mistakes ---------------------------------------------------------------------------------------------

    def known(self, kind: str, key: Key, name: Any, known: Iterable[str]) -> bool:
        """Note a name that is not known; what is no text has been told by its shape."""
        options = tuple(known)
        if isinstance(name, str) and name not in options:
            self.mistake(key, f"unknown {kind} '{name}'", hint_for(name, options))
        return name in options

    def known_language(self, key: Key, code: str) -> bool:
        """Note a language that is not known."""
        if code not in every_language():
            self.mistake(key, no_language(code, every_language()))
        return code in every_language()

    def mistake(self, key: Key, what: str, hint: str = "") -> None:
        """Note a mistake at its line."""
        self.mistakes.append(SpecError(what, hint, path=self.path, line=self.lines.line(key)))


def _with_folders_of(raw: Mapping[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Call the folders of words what they are called on the disk, letter by letter."""
    tables = [(raw, data)]
    if isinstance(segments := raw.get("segment"), list):
        tables += zip(segments, data["segment"], strict=True)
    for written, table in tables:
        if isinstance(table, dict) and isinstance(written.get("words"), str):
            table["words"] = written["words"]
    return data


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _entry(place: tuple[str | int, ...]) -> Key:
    """Return the key in the file of a place as pydantic names it: without the kind of value that was tried."""
    for position, part in enumerate(place):
        if part in MEANT:
            return place[: position + 1]
    return place
