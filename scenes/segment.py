"""A segment: beats played against a timeline, on a clock of whole frames."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, Scene, Wait, config, smooth
from manim.animation.animation import prepare_animation

from optimlib import places
from scenes import catalog, theme
from scenes.camera import StageCamera
from scenes.components.dial import early
from scenes.components.text.label import Label, ScreenText
from scenes.narration.timing import Cue, Timeline, frame_at
from scenes.performance import Performance
from scenes.plain_manim import adopt_scene_files

# A scene file imports this one before those beside it.
adopt_scene_files()

LANGUAGE_VARIABLE = "LECTURE_LANGUAGE"
"""Environment variable that chooses the language when a segment is rendered by plain ``manim render``."""


class Segment(Scene):
    """A part of a lecture about one idea.

    Each beat of the ``facts.py`` beside it is a method here, called with its
    :class:`~scenes.narration.timing.Cue` when its time has come. A beat shows something *until* absolute times
    (:meth:`play_until`, :meth:`hold_until`); what it leaves unused of its time is held as a still picture. A segment
    needs no voice: without a performance it prepares its own, in English or the language of ``LECTURE_LANGUAGE``,
    with estimated times.

    Time is counted in whole frames, so a film has exactly ``round(duration * frame_rate)`` of them and the frame
    shown at a mark is the same at every frame rate, however the pictures are made.

    Attributes
    ----------
    frame
        Frames played so far, not counting the play under way.
    frames_to_play
        Frames of the play under way.
    facts, params, screen
        What is true, what was asked for, on-screen texts by key.
    asked_for_all_times
        Whether :attr:`timeline` was asked for: then the pictures of a beat depend on the times of others.
    allowed_overlaps
        What may overlap, with the reason: see :meth:`allow_overlap`.
    """

    title_band: ClassVar[bool] = True
    """Whether the title stands at the top from the first frame."""

    def __init__(self, performance: Performance | None = None, **scene_options: Any) -> None:
        super().__init__(**scene_options)
        # Whoever renders a segment, it is filmed by its own camera: manim's cannot place images.
        self.renderer.camera = StageCamera()
        self.performance = performance or self._own_performance()
        self.facts = self.performance.facts
        self.params = self.performance.params
        script = self.performance.script
        self.screen = ScreenText(script.screen, script.language, script.places)
        self.asked_for_all_times = False
        self.frame = 0
        self.frames_to_play = 0
        self.allowed_overlaps: list[tuple[Mobject, Mobject, str]] = []
        self._last_frame_of_beat = self._frame_at(self.performance.timeline.duration)

    def _own_performance(self) -> Performance:
        """Prepare the segment that stands in this file's folder, wherever that is."""
        folder = Path(inspect.getfile(type(self))).resolve().parent
        language = os.environ.get(LANGUAGE_VARIABLE, "en")
        own = None if folder.parent == catalog.STOCK.folder.resolve() else folder.parents[1]
        with places.beside(own):
            return Performance.prepare(folder.name, language)

    # -- the course of a segment ------------------------------------------------------------------------------

    def setup(self) -> None:
        """Lay the ground and the title."""
        self.camera.background_color = theme.BACKGROUND
        if self.title_band:
            self.title = self.text(self.performance.script.title, theme.TITLE).move_to((0, theme.TITLE_Y, 0))
            self.title.align_to((theme.STAGE_LEFT, 0, 0), direction=np.array([-1.0, 0.0, 0.0]))
            self.add(self.title)

    def construct(self) -> None:
        """Play every beat in its time."""
        timeline = self.performance.timeline
        for cue in timeline.cues:
            self.hold_until(cue.start)
            self._last_frame_of_beat = self._frame_at(cue.until)
            self.beat(cue)
            self.hold_until(cue.until)
        self.hold_until(timeline.duration)

    def beat(self, cue: Cue) -> None:
        """Play one beat: the method that is called like it."""
        getattr(self, cue.name)(cue)

    @property
    def timeline(self) -> Timeline:
        """When all things are said. A beat that needs no more than its own cue is not drawn anew for others' sake."""
        self.asked_for_all_times = True
        return self.performance.timeline

    # -- time -------------------------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Seconds since the start of the segment."""
        return self.frame / float(config.frame_rate)

    def play_until(self, time: float, *animations: Any, **options: Any) -> None:
        """Play animations from now to an absolute time; without any time left, jump to their end."""
        self._play(self._frame_at(time) - self.frame, animations, options)

    def play(self, *animations: Any, run_time: float | None = None, **options: Any) -> None:
        """Play animations for ``run_time`` seconds (their own longest one if not given), in whole frames."""
        prepared = [prepare_animation(animation) for animation in animations]
        seconds = max((one.run_time for one in prepared), default=0.0) if run_time is None else run_time
        self._play(max(1, round(seconds * config.frame_rate)), prepared, options)

    def hold_until(self, time: float) -> None:
        """Keep the picture as it is until an absolute time."""
        frames = self._frame_at(time) - self.frame
        if frames > 0:
            self._play(frames, (Wait(frozen_frame=True),), {})

    def _frame_at(self, time: float) -> int:
        return frame_at(time, config.frame_rate)

    def _play(self, frames: int, animations: Iterable[Any], options: dict[str, Any]) -> None:
        prepared = [prepare_animation(animation) for animation in animations]
        # Hurried speech compresses the pictures of its own beat; it never delays those of the next one.
        frames = min(frames, self._last_frame_of_beat - self.frame)
        if frames <= 0:
            self._jump(prepared)
            return
        self.frames_to_play = frames
        still = len(prepared) == 1 and isinstance(prepared[0], Wait)
        # manim cuts a still to whole frames by rounding down: a quarter frame keeps float noise out of that.
        run_time = (frames + 0.25 * still) / config.frame_rate
        super().play(*prepared, run_time=run_time, **options)
        self.frame += frames

    def _jump(self, animations: Iterable[Animation]) -> None:
        for animation in animations:
            animation._setup_scene(self)
            animation.begin()
            animation.finish()
            animation.clean_up_from_scene(self)

    def get_time_progression(
        self,
        run_time: float,
        description: str,
        n_iterations: int | None = None,
        override_skip_animations: bool = False,
    ) -> Any:
        """Yield the times of exactly the frames that :meth:`play_until` asked for.

        Each frame shows the state at its end: the first one has begun to move, the last one has arrived. (manim
        shows the state at the beginning, so that a picture would start a frame after its word.)
        """
        times = super().get_time_progression(run_time, description, n_iterations, override_skip_animations)
        if not self.renderer.skip_animations or override_skip_animations:
            times.iterable = np.arange(1, self.frames_to_play + 1) / config.frame_rate
            times.total = self.frames_to_play
        return times

    # -- text -------------------------------------------------------------------------------------------------

    def text(self, source: str, size: float = theme.BODY, colour: str = theme.INK, **options: Any) -> Label:
        """Set on-screen text (Typst markup) in the segment's language."""
        return self.screen.set(source, size, colour, **options)

    def word(self, key: str, size: float = theme.BODY, colour: str = theme.INK, **options: Any) -> Label:
        """Set the on-screen text that the words file has under ``key``."""
        return self.screen.word(key, size, colour, **options)

    # -- layout -----------------------------------------------------------------------------------------------

    def allow_overlap(self, one: Mobject, other: Mobject, reason: str) -> None:
        """Declare that two things, or parts of them, overlap on purpose, and why: the check of layout lets them."""
        self.allowed_overlaps.append((one, other, reason))

    # -- small moves all segments make ------------------------------------------------------------------------

    def clear_away(self, *mobjects: Mobject, seconds: float = 0.5) -> None:
        """Fade things out."""
        self.play_until(self.now + seconds, *(FadeOut(one) for one in mobjects))

    def exchange(self, until: float, *shown: Any, apart: bool = False) -> None:
        """Let new things take the place of all but the title, each fading into the other: no stage is empty.

        What is to be shown and is there already stays. With ``apart``, what goes is gone before the new is bright, so
        that texts of both are never read through each other.
        """
        here = list(self.mobjects)
        gone = [one for one in here if one is not self.title and one not in shown]
        self._exchange(until, gone, [one for one in shown if one not in here], apart=apart)

    def exchange_parts(self, until: float, gone: Iterable[Mobject], shown: Iterable[Mobject]) -> None:
        """Let some things take the place of others, and the rest stay; what goes is gone before the new is bright."""
        self._exchange(max(until, self.now + 0.4), gone, shown, apart=True)

    def _exchange(
        self, until: float, gone: Iterable[Mobject], shown: Iterable[Mobject], *, apart: bool
    ) -> None:
        leave, come = (early(0.6), early(1.0, after=0.4)) if apart else (smooth, smooth)
        self.play_until(
            until,
            *(FadeOut(one, rate_func=leave) for one in gone),
            *(FadeIn(one, rate_func=come) for one in shown),
        )

    def clear_stage(self, seconds: float = 0.5) -> None:
        """Fade out all but the title."""
        self.clear_away(*(one for one in self.mobjects if one is not self.title), seconds=seconds)
