"""Segments, found by their folders: no list to keep in step.

A segment is a folder: ``facts.py`` (what is true; no manim), ``scene.py`` (what is drawn) and one words file a
language (what is said).
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.errors import ContentError, no_language
from scenes.narration.language import languages
from scenes.narration.template import Told

if TYPE_CHECKING:
    from scenes.parameters import SegmentParams

SEGMENTS = Path(__file__).parent / "segments"


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

    def told(self, params: SegmentParams, facts: Any) -> Told:
        """Return what the words of this segment may speak of: its facts, then its parameters."""
        return Told(facts, dict(params))


def segments() -> tuple[str, ...]:
    """Names of all segments, in alphabetical order (a lecture file says which to show and in which order)."""
    return tuple(sorted(path.parent.name for path in SEGMENTS.glob("*/facts.py")))


def folder(name: str) -> Path:
    """Return the folder of a segment; an unknown name is a :class:`ContentError`."""
    if name not in segments():
        raise ContentError.unknown("segment", name, segments())
    return SEGMENTS / name


def story(name: str) -> Story:
    """Load parameters, facts and beats of a segment; an unknown name is a :class:`ContentError`."""
    module = importlib.import_module(f"scenes.segments.{folder(name).name}.facts")
    return Story(name, module.Params, module.BEATS, module)


def words_file(segment: str, language: str) -> Path:
    """Path of the words of a segment in a language."""
    if language not in languages():
        raise ContentError(no_language(language, languages()))
    return folder(segment) / f"{language}.toml"


def segment_class(name: str) -> type[Any]:
    """Import the drawing of a segment (this is where manim is loaded): the class that is called like its folder."""
    module = importlib.import_module(f"scenes.segments.{folder(name).name}.scene")
    wanted = name.replace("_", "")
    for key, value in vars(module).items():
        if key.lower() == wanted and isinstance(value, type):
            return value
    hint = f"call it {name.title().replace('_', '')}"
    raise ContentError("no Segment class in this file", hint=hint, path=Path(str(module.__file__)))
