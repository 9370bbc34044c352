"""The words of a lecture's author, found in a folder: ``FOLDER/SEGMENT/LANGUAGE.toml``; nothing is left unread."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from lecture.errors import LectureError, SpecError
from lecture.nearest import hint_for
from scenes import catalog
from scenes.errors import ContentError, no_language
from scenes.narration.language import languages as every_language
from scenes.narration.layer import WordsLayer

SHAPE = "a folder of words holds SEGMENT/LANGUAGE.toml, such as zigzag_sgd/en.toml"


@dataclass(frozen=True)
class OwnWords:
    """What was found in a folder of words: layers by segment and language, and what is to be said of it."""

    layers: Mapping[str, Mapping[str, list[WordsLayer]]] = field(default_factory=dict)
    mistakes: tuple[LectureError, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def below(cls, root: Path, wanted: Collection[str]) -> OwnWords:
        """Read a folder; ``wanted`` are the segments that the lecture shows.

        A file whose segment or language nobody knows is a mistake. Words for a segment that this lecture does not
        show are none, since several lectures may share a folder, but they are noted.
        """
        layers: dict[str, dict[str, list[WordsLayer]]] = {}
        mistakes: list[LectureError] = []
        notes: list[str] = []
        files = words_files(root)
        if not files:
            mistakes.append(SpecError("there are no words in this folder", SHAPE, path=root))
        for path in files:
            segment = path.parent.name
            if path.parent.parent != root:
                mistakes.append(SpecError("nothing takes this file", SHAPE, path=path))
            elif segment not in catalog.segments():
                hint = _where_it_goes(path) or hint_for(segment, catalog.segments())
                mistakes.append(SpecError(f"there is no segment '{segment}'", hint, path=path))
            else:
                if segment not in wanted:
                    notes.append(f"{path}: this lecture has no segment '{segment}'")
                _read(path, layers.setdefault(segment, {}), mistakes)
        return cls(layers, tuple(mistakes), tuple(notes))


def layers_of_folder(root: Path) -> tuple[dict[str, WordsLayer], list[LectureError]]:
    """Read ``ROOT/LANGUAGE.toml``: the words of one use of a segment; return layers and mistakes."""
    layers: dict[str, list[WordsLayer]] = {}
    mistakes: list[LectureError] = []
    for path in words_files(root):
        if path.parent == root:
            _read(path, layers, mistakes)
        else:
            hint = "the words of one use of a segment stand in LANGUAGE.toml, such as en.toml"
            mistakes.append(SpecError("nothing takes this file", hint, path=path))
    return {code: layer for code, (layer,) in layers.items()}, mistakes


def words_files(root: Path) -> list[Path]:
    """List all TOML files below a folder, however their ending is written; hidden ones are an editor's."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.suffix.lower() == ".toml"
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )


def _read(path: Path, layers: dict[str, list[WordsLayer]], mistakes: list[LectureError]) -> None:
    code = path.stem
    if code not in every_language() or path.suffix != ".toml":
        near = _language_in(code)
        hint = f"did you mean '{near}.toml'?" if near else ""
        mistakes.append(SpecError(no_language(code, every_language()), hint, path=path))
        return
    try:
        layers.setdefault(code, []).append(WordsLayer.read(path))
    except ContentError as error:
        mistakes.append(SpecError.from_content(error))


def _where_it_goes(path: Path) -> str:
    """Guess what a misplaced file was meant to be: language and segment may stand the wrong way round."""
    near = get_close_matches(path.stem, catalog.segments(), n=1, cutoff=0.5)
    code = _language_in(path.parent.name)
    return f"did you mean '{near[0]}/{code}.toml'?" if near and code else ""


def _language_in(name: str) -> str | None:
    """Return the language that a name such as ``EN`` or ``en-US`` means."""
    code = name.lower().replace("_", "-").split("-")[0]
    return code if code in every_language() else None
