"""Look at a segment as it is played, and judge its layout; runs where manim may be imported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from manim import Scene

from lecture.files import CACHE, unwritable
from lecture.keys.ingredients import LAYOUT_QUALITY
from lecture.layout.outlines import Array
from lecture.layout.rules import Fault, faults
from lecture.layout.seen import Moment
from lecture.quality import Quality
from lecture.rendering.job import Done, Job
from lecture.rendering.stage import StageRenderer, configured
from lecture.rendering.things import Leaf, leaves, shape, text
from scenes import catalog
from scenes.narration.timing import Timeline
from scenes.performance import Performance
from scenes.segment import Segment


def survey(job: Job, progress: Callable[[int], None]) -> Done:
    """Write the faults in the layout of a job's segment as JSON, in a file."""
    found = look_over(job.performance(), progress)
    out = Path(job.outs[0])
    told = json.dumps([asdict(fault) for fault in found], ensure_ascii=False)
    try:
        out.write_text(told, encoding="utf-8")
    except OSError as error:
        raise unwritable(out.parent, error, CACHE) from error
    return Done((out,))


def look_over(
    performance: Performance,
    progress: Callable[[int], None] = lambda frame: None,
    quality: Quality = LAYOUT_QUALITY,
) -> list[Fault]:
    """Play a segment without making a film; return the faults of its layout, and words that no picture waits for.

    Colours of the ground are looked up in pictures of that quality: small ones will do.
    """
    marks = {cue.name: AskedFor(cue.marks) for cue in performance.timeline.cues}
    cues = tuple(replace(cue, marks=marks[cue.name]) for cue in performance.timeline.cues)
    performance = replace(performance, timeline=replace(performance.timeline, cues=cues))
    with configured(quality):
        surveyor = Surveyor(performance.timeline, quality, progress)
        scene: Scene = catalog.segment_class(performance.segment)(performance, renderer=surveyor)
        scene.render()
    return [*faults(surveyor.moments), *_unheard(performance, marks)]


def _unheard(performance: Performance, marks: Mapping[str, AskedFor]) -> Iterator[Fault]:
    """Find marks that no picture waits for.

    With other numbers than usual there may be nothing to show at a mark.
    """
    usual = performance.params == type(performance.params)()
    if usual and catalog.is_drawn(performance.segment):
        for beat, of_beat in marks.items():
            for name, time in of_beat.missed():
                yield Fault(beat, time, f"no picture waits for the mark '{name}'")


class AskedFor(dict[str, float]):
    """Marks of a cue that remember which of them were asked for."""

    def __init__(self, marks: Mapping[str, float]) -> None:
        super().__init__(marks)
        self._asked: set[str] = set()

    def __getitem__(self, name: str) -> float:
        """Return the time of a mark."""
        self._asked.add(name)
        return super().__getitem__(name)

    def missed(self) -> Iterator[tuple[str, float]]:
        """Yield the marks that nobody asked for, with their times."""
        return ((name, time) for name, time in self.items() if name not in self._asked)


class Surveyor(StageRenderer):
    """A renderer that notes what is seen in place of drawing it.

    It looks at the last frame of every play and the middle of every cue; what has not changed since is not noted
    again.

    Attributes
    ----------
    moments
        What was seen, in order of time.
    """

    def __init__(self, timeline: Timeline, quality: Quality, progress: Callable[[int], None]) -> None:
        super().__init__(self, quality.fps)
        self.moments: list[Moment] = []
        self.progress = progress
        self._middles = [quality.frames((cue.start + cue.until) / 2) for cue in timeline.cues]
        self._last = -1
        self._seen = 0

    # -- as a sink of its own ---------------------------------------------------------------------------------

    def wanted(self, first: int, count: int) -> Sequence[int]:
        """Want the middles of cues and the last frame of a play."""
        self._last = first + count - 1
        return [index for index in self._middles if first <= index < self._last] + [self._last]

    def take(self, index: int, pixels: Any, repeat: int) -> None:
        """Never be given anything."""

    def satisfied(self, index: int) -> bool:
        """Look to the very end."""
        return False

    # -- in place of drawing ----------------------------------------------------------------------------------

    def prepare(self, scene: Scene) -> None:
        """Draw nothing."""

    def show(self, scene: Scene, index: int, repeat: int = 1) -> None:
        """Note what is seen, if it is not what was seen last."""
        assert isinstance(scene, Segment)
        self.progress(index)
        drawn = list(leaves(scene.mobjects))
        seen = hash(tuple(leaf.state() for leaf in drawn))
        if seen != self._seen:
            self._seen = seen
            self.moments.append(self._note(scene, drawn, index))

    def _note(self, scene: Segment, drawn: list[Leaf], index: int) -> Moment:
        settled = index == self._last
        ground = self._ground(drawn) if settled else None
        glyphs: dict[int, list[Leaf]] = {}
        for leaf in drawn:
            if leaf.text is not None:
                glyphs.setdefault(id(leaf.text), []).append(leaf)
        texts = tuple(text(of_one, ground) for of_one in glyphs.values())
        return Moment(
            cue=scene.timeline.cue_at(index / self.fps).name,
            time=(index + 1) / self.fps,
            texts=texts,
            shapes=tuple(shape(leaf, texts) for leaf in drawn if leaf.text is None),
            settled=settled,
            allowed=frozenset((id(one), id(other)) for one, other, _ in scene.allowed_overlaps),
        )

    def _ground(self, drawn: list[Leaf]) -> Array:
        """Draw all but the texts; return the colours as ``(height, width, 3)``, 0 to 1."""
        self.camera.reset()
        parts = [leaf.part for leaf in drawn if leaf.text is None]
        self.camera.capture_mobjects(parts, include_submobjects=False)
        return self.camera.pixel_array[:, :, :3] / 255.0
