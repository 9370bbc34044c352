"""Film beats of a segment, each into a file of its own; the others are played without being drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from manim import Scene
from manim.typing import PixelArray

from lecture.quality import Quality
from lecture.rendering.recorder import Recorder
from lecture.rendering.spans import Span, spans
from lecture.rendering.stage import StageRenderer, configured
from lecture.rendering.standing import standing
from scenes import catalog
from scenes.performance import Performance
from scenes.segment import Segment

Progress = Callable[[int], None]


def film(
    performance: Performance, quality: Quality, films: Mapping[str, Path], progress: Progress
) -> tuple[dict[str, str], bool]:
    """Film beats into files, in place; whoever wants whole files or none gives them passing names.

    If anything goes wrong all of them are removed.

    Parameters
    ----------
    films
        A file for each beat that is wanted, in order.
    progress
        Told how many frames are drawn, of all that are wanted together.

    Returns
    -------
    dict[str, str], bool
        How the stage stood (:func:`~lecture.rendering.standing.standing`) as each of these beats began, and each that
        follows one of them; and whether the scene asked for the times of other beats.
    """
    beats = tuple(spans(performance.timeline, quality))
    try:
        with configured(quality), Reel(quality, beats, films, progress) as reel:
            camera = Filming(reel, quality.fps, beats)
            scene: Segment = catalog.segment_class(performance.segment)(performance, renderer=camera)
            scene.render()
    except BaseException:
        for path in films.values():
            path.unlink(missing_ok=True)
        raise
    return camera.stages, scene.asked_for_all_times


class Reel:
    """A sink that records some beats, one after the other; used as a context manager."""

    def __init__(
        self, quality: Quality, beats: Sequence[Span], films: Mapping[str, Path], progress: Progress
    ) -> None:
        self.quality = quality
        self.progress = progress
        self._films = films
        self._beats = [span for span in beats if span.beat in films]
        self._recorder: Recorder | None = None
        self._before = self._end = 0

    def __enter__(self) -> Reel:
        """Wait for the first frame."""
        return self

    def __exit__(self, *error: Any) -> None:
        """Remove the film under way if anything went wrong."""
        if self._recorder is not None:
            self._recorder.__exit__(*error)

    def wanted(self, first: int, count: int) -> Sequence[int]:
        """Want all frames of the beats that are wanted; no play goes over the end of its beat."""
        return range(first, first + count) if self._beat_at(first) else ()

    def satisfied(self, index: int) -> bool:
        """Whether the last beat that is wanted is over."""
        last = self._beats[-1]
        return index >= last.first + last.count

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        """Hand a frame to the recorder of its beat."""
        if self._recorder is None:
            span = self._beat_at(index)
            assert span is not None
            self._end = index + span.count
            self._recorder = Recorder(self._films[span.beat], self.quality, self._told).__enter__()
        self._recorder.take(index, pixels, repeat)
        if index + repeat == self._end:
            self._before += self._recorder.frames
            recorder, self._recorder = self._recorder, None
            recorder.__exit__(None, None, None)

    def _beat_at(self, index: int) -> Span | None:
        """Return the wanted beat that a frame belongs to."""
        return next((span for span in self._beats if 0 <= index - span.first < span.count), None)

    def _told(self, frames: int) -> None:
        self.progress(self._before + frames)


class Filming(StageRenderer):
    """A renderer that notes how the stage stands as the beats begin that are recorded, or follow one that is.

    Attributes
    ----------
    stages
        Digests of the stage by the name of the beat.
    """

    def __init__(self, reel: Reel, fps: int, beats: Sequence[Span]) -> None:
        super().__init__(reel, fps)
        self.stages: dict[str, str] = {}
        self._begins = {span.first: span.beat for span in beats}
        self._follows = False

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play one animation; what stands before the first one of a beat is what the beat has found."""
        beat = self._begins.get(self.frame)
        if beat is not None and beat not in self.stages:
            recorded = bool(self.sink.wanted(self.frame, 1))
            if recorded or self._follows:
                self.stages[beat] = standing(scene)
            self._follows = recorded
        super().play(scene, *args, **kwargs)
