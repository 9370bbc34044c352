"""Segments and languages, found by their files: no list to keep in step.

A segment is ``facts/NAME.py`` (what is true; no manim), ``segments/NAME.py`` (what is drawn) and one words
file a language (what is said). A language is a folder of ``words``.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.errors import ContentError

if TYPE_CHECKING:
    from scenes.parameters import SegmentParams
    from scenes.segment import Segment

HERE = Path(__file__).parent
WORDS = HERE / "words"


@dataclass(frozen=True)
class Story:
    """What a segment stands on: parameters, facts and beats; everything but the drawing.

    ``beats`` maps each beat, in order, to the marks its words must carry.
    """

    name: str
    parameters: type[SegmentParams]
    beats: Mapping[str, tuple[str, ...]]
    module: Any

    def facts(self, params: SegmentParams) -> Any:
        """Compute the facts for these parameters: a frozen dataclass, pure, without manim."""
        return self.module.facts(params)


def segments() -> tuple[str, ...]:
    """Names of all segments, in alphabetical order (a lecture file says which to show and in which order)."""
    return tuple(sorted(path.stem for path in (HERE / "facts").glob("[!_]*.py")))


def languages() -> tuple[str, ...]:
    """Names of all languages: the folders of ``words``."""
    return tuple(sorted(path.name for path in WORDS.iterdir() if (path / "language.toml").exists()))


def known(kind: str, name: str, names: tuple[str, ...]) -> str:
    """Return ``name`` if it is one of ``names``; else a :class:`ContentError` with the nearest one."""
    if name in names:
        return name
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names)}"
    raise ContentError(f"unknown {kind} '{name}'", hint=hint)


def story(name: str) -> Story:
    """Load parameters, facts and beats of a segment; an unknown name is a :class:`ContentError`."""
    known("segment", name, segments())
    module = importlib.import_module(f"scenes.facts.{name}")
    return Story(name, module.Params, module.BEATS, module)


def words_file(segment: str, language: str) -> Path:
    """Path of the words of a segment in a language."""
    return WORDS / known("language", language, languages()) / f"{known('segment', segment, segments())}.toml"


def segment_class(name: str) -> type[Segment]:
    """Import the drawing of a segment (this is where manim is loaded)."""
    from scenes.segment import Segment

    module = importlib.import_module(f"scenes.segments.{known('segment', name, segments())}")
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Segment) and value.__module__ == module.__name__:
            return value
    raise ContentError("no Segment class in this file", path=Path(str(module.__file__)))
