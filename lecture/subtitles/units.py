"""The smallest parts of a subtitle, words or Han characters, with the seconds at which they are spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenes.narration.pace import word_spans
from scenes.narration.script import ScriptCue
from scenes.narration.timing import Word

_OPENING = "([{（“‘《「『〈【"


@dataclass(frozen=True)
class Unit:
    """The smallest part of a subtitle: shown characters ``[start, end)`` and the seconds of their speech."""

    start: int
    end: int
    t0: float
    t1: float


def shown_units(cue: ScriptCue, words: Sequence[Word]) -> tuple[Unit, ...]:
    """Cut the shown text of a cue into units, and time them by the spoken words behind them."""
    starts = break_places(cue.shown)
    if not starts or not words:
        return ()
    starts[0] = 0
    units = []
    clock = 0.0
    for start, end in zip(starts, [*starts[1:], len(cue.shown)], strict=True):
        spoken_start = _spoken_offset(cue, start)
        spoken_end = _spoken_offset(cue, start + len(cue.shown[start:end].rstrip()))
        t0 = next((word.t0 for word in words if word.end > spoken_start), words[-1].t1)
        t1 = max((word.t1 for word in words if word.start < spoken_end), default=t0)
        t0 = max(t0, clock)
        clock = max(t1, t0)
        units.append(Unit(start, end, t0, clock))
    return tuple(units)


def break_places(text: str) -> list[int]:
    """Offsets at which words begin; an opening bracket goes with what it opens and never ends a line."""
    places = []
    for start, _ in word_spans(text):
        place = start
        while place and text[place - 1] in _OPENING:
            place -= 1
        places.append(place)
    return places


def _spoken_offset(cue: ScriptCue, shown: int) -> float:
    """Offset into the spoken text that a shown offset stands for; within a differing piece, in proportion."""
    said = 0
    for piece in cue.pieces:
        if shown <= len(piece.shown):
            share = shown / len(piece.shown) if piece.shown else 0
            return said + share * len(piece.spoken)
        shown -= len(piece.shown)
        said += len(piece.spoken)
    return float(said + shown)
