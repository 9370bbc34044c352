"""The shots of a segment: the frames of one beat each, drawn, kept and replaced one by one. No manim.

A shot is kept under the key of all that goes into it but the stage that it finds: what earlier beats have left there.
How the stage stood as a beat began is noted beside its shot, and as the next one began, too. Shots are put together
only where each begins as the one before it has ended (:func:`wanting`); so a beat whose words have changed is drawn
anew, and those after it only if they then find another stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lecture.keys.ingredients import of_shot, of_times
from lecture.keys.values import digest
from lecture.quality import Quality
from lecture.rendering.job import Done
from lecture.rendering.spans import spans
from lecture.rendering.store import Store
from scenes.performance import Performance

PICTURES = ".mp4"


@dataclass(frozen=True)
class Shot:
    """The pictures of one beat: ``count`` frames from frame ``first`` of the segment on, kept under ``key``.

    ``times`` is the digest of all times of its segment, for a scene that asks for those of other beats.
    """

    beat: str
    first: int
    count: int
    key: str
    times: str


def shots(performance: Performance, quality: Quality) -> tuple[Shot, ...]:
    """Return the shots of a segment, in order; beats without a frame have none."""
    of_beat = of_shot(performance, quality)
    times = digest(of_times(performance))
    return tuple(
        Shot(span.beat, span.first, span.count, digest(of_beat(span.beat)), times)
        for span in spans(performance.timeline, quality)
    )


def wanting(planned: Sequence[Shot], store: Store) -> list[Shot]:
    """Return the shots that have to be drawn: those that are not kept, and all from one on that begins otherwise.

    A shot begins otherwise if the stage that it found is not the one that the shot before it left.
    """
    notes = [_note(shot, store) for shot in planned]
    missing = [shot for shot, note in zip(planned, notes, strict=True) if note is None]
    if missing:
        return missing
    stages = [note for note in notes if note is not None]
    for position, (before, note) in enumerate(pairwise(stages), 1):
        if before["left"] != note["found"]:
            return list(planned[position:])
    return []


def noted(shot: Shot, planned: Sequence[Shot], done: Done) -> dict[str, str]:
    """Tell what is to be noted of a shot that has been drawn, beside what it was drawn of."""
    following = planned[planned.index(shot) + 1 :]
    return {
        "found": done.stages[shot.beat],
        "left": done.stages[following[0].beat] if following else "",
        "times": shot.times if done.all_times else "",
    }


def _note(shot: Shot, store: Store) -> dict[str, str] | None:
    """Return what is noted of a shot that is kept, whole and of these times."""
    if store.take(shot.key, PICTURES) is None:
        return None
    told = store.note(shot.key, PICTURES)
    if told.get("times", "") not in ("", shot.times):
        return None
    return {"found": str(told.get("found")), "left": str(told.get("left"))}
