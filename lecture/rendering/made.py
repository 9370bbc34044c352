"""What was made of each use of a segment the last time, so that a plan can tell what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lecture.errors import OutputError
from lecture.keys.ingredients import Ingredients
from lecture.keys.values import digest
from lecture.rendering.plan import Planned
from lecture.rendering.store import write_note
from scenes.narration.script import Script
from scenes.performance import Performance

_ENDING = ".made.json"


@dataclass(frozen=True)
class Effort:
    """How many seconds the drawing of so many frames took, beside others."""

    seconds: float = 0.0
    frames: int = 0

    def __add__(self, other: Effort) -> Effort:
        return Effort(self.seconds + other.seconds, self.frames + other.frames)


@dataclass(frozen=True)
class Made:
    """Pictures that were made: of what, of which words and numbers, and how long it took.

    Attributes
    ----------
    words
        What each cue says, shows and how it is paced, by its name; the title and texts on the screen are among the
        ingredients.
    parameters
        As a lecture file would have them.
    shots
        The keys of its shots, by beat.
    frames, seconds
        How long the drawing of so many of its frames took beside others; 0 and ``None`` where that was not measured
        here.
    """

    key: str
    quality: str
    ingredients: Ingredients
    words: Mapping[str, Any]
    parameters: Mapping[str, Any]
    shots: Mapping[str, str]
    frames: int = 0
    seconds: float | None = None

    @property
    def pace(self) -> float | None:
        """Seconds that a frame took; ``None`` if that was not measured here."""
        return None if self.seconds is None else self.seconds / self.frames

    @classmethod
    def of(cls, planned: Planned, effort: Effort | None = None) -> Made:
        """Tell of what has been planned, and drawn with so much effort."""
        performance = planned.performance
        return cls(
            planned.key,
            planned.quality.name,
            planned.ingredients,
            words_of(performance.script),
            parameters_of(performance),
            {shot.beat: shot.key for shot in planned.shots},
            effort.frames if effort else 0,
            effort.seconds if effort else None,
        )


def words_of(script: Script) -> dict[str, Any]:
    """Tell what is said in each cue, and how."""
    return {cue.name: [cue.shown, cue.spoken, cue.pause, cue.rate, dict(cue.marks)] for cue in script.cues}


def parameters_of(performance: Performance) -> dict[str, Any]:
    """Tell the parameters of a segment by name."""
    told: dict[str, Any] = json.loads(performance.params.model_dump_json())
    return told


@dataclass(frozen=True)
class MadeBefore:
    """A folder with a note for each use of a segment, language and quality; only the last of each is kept."""

    folder: Path

    def of(self, use: str, language: str, quality: str) -> Made | None:
        """Return what was made last; ``None`` if nothing is known."""
        return _read(self._path(use, language, quality))

    def remember(self, planned: Planned, effort: Effort | None = None) -> None:
        """Note what has been made; how long it took stays known while the pictures stay the same."""
        path = self._path(planned.use, planned.performance.language, planned.quality.name)
        before = _read(path)
        if before is not None and before.key == planned.key and effort is None:
            return
        try:
            write_note(path, asdict(Made.of(planned, effort)))
        except OutputError:
            # What has been made is whole without it.
            return

    def pace(self, quality: str) -> float | None:
        """Return the seconds that a frame of a quality took, over all that was measured; ``None`` if nothing was."""
        measured = [made for made in self._all() if made.quality == quality and made.seconds is not None]
        frames = sum(made.frames for made in measured)
        return sum(made.seconds or 0.0 for made in measured) / frames if frames else None

    def _all(self) -> Iterator[Made]:
        for path in sorted(self.folder.glob(f"*{_ENDING}")):
            if (made := _read(path)) is not None:
                yield made

    def _path(self, use: str, language: str, quality: str) -> Path:
        return self.folder / f"{digest([use, language, quality])[:32]}{_ENDING}"


def _read(path: Path) -> Made | None:
    try:
        return Made(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
