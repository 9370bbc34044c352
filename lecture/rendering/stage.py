"""Draw a manim scene frame by frame into a sink: no movie files of its own, no hashing, no progress bars.

manim's own writer makes one file a play and joins them; here a whole segment goes into one stream, and a
play of which no frame is wanted is jumped over. Films and stills are drawn by the same code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import manim._config as library
from manim import CairoRenderer, Scene, config
from manim._config.utils import ManimConfig
from manim.typing import PixelArray
from manim.utils.exceptions import EndSceneEarlyException

from lecture.keys.pinned import manim_settings
from lecture.quality import Quality
from scenes.camera import StageCamera


class Sink(Protocol):
    """Where frames go."""

    def wanted(self, first: int, count: int) -> Sequence[int]:
        """Return the indices in ``[first, first + count)`` that are to be drawn, in order."""
        ...

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        """Receive frame ``index`` as RGBA, which stays the same for ``repeat`` frames.

        ``pixels`` are drawn over when this returns: whoever keeps them takes a copy.
        """
        ...

    def satisfied(self, index: int) -> bool:
        """Whether no frame from ``index`` on is wanted any more."""
        ...


class StageRenderer(CairoRenderer):
    """A Cairo renderer that counts whole frames and hands the wanted ones to a sink.

    Attributes
    ----------
    frame
        Frames played so far.
    """

    camera: StageCamera

    def __init__(self, sink: Sink, fps: int) -> None:
        super().__init__(camera_class=StageCamera)
        self.sink = sink
        self.fps = fps
        self.frame = 0

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play one animation: draw its wanted frames, jump over the others."""
        if self.sink.satisfied(self.frame):
            raise EndSceneEarlyException
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        count = max(1, round(scene.duration * self.fps))
        wanted = self.sink.wanted(self.frame, count)
        # Nothing is drawn for a play that nobody wants to see.
        if wanted:
            self.prepare(scene)
        if scene.is_current_animation_frozen_frame():
            self._hold(scene, wanted, count)
        else:
            self._move(scene, wanted)
        self.static_image = None
        self.frame += count
        self.time = self.frame / self.fps
        self.num_plays += 1

    def prepare(self, scene: Scene) -> None:
        """Draw what does not move during a play."""
        self.save_static_frame_data(scene, scene.static_mobjects)

    def show(self, scene: Scene, index: int, repeat: int = 1) -> None:
        """Draw the scene as it stands, as frame ``index``."""
        self.camera.draw_over(self.static_image, scene.moving_mobjects)
        self.sink.take(index, self.camera.pixel_array, repeat)

    def scene_finished(self, scene: Scene) -> None:
        """Do nothing: the sink has all it wanted."""

    def _hold(self, scene: Scene, wanted: Sequence[int], count: int) -> None:
        if len(wanted) == count:
            self.show(scene, wanted[0], count)
        else:
            for index in wanted:
                self.show(scene, index)

    def _move(self, scene: Scene, wanted: Sequence[int]) -> None:
        for index in wanted:
            # A frame shows the state at its end, so that a picture begins with its word.
            scene.update_to_time((index + 1 - self.frame) / self.fps)
            self.show(scene, index)
        scene.update_to_time(scene.duration)
        for animation in scene.animations or ():
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


class Stills:
    """A sink that wants single frames and hands them on, earliest first."""

    def __init__(self, indices: Sequence[int]) -> None:
        self.indices = sorted(set(indices))
        self.frames: dict[int, PixelArray] = {}

    def wanted(self, first: int, count: int) -> Sequence[int]:
        """Return those of the single frames that lie in the range."""
        return [index for index in self.indices if first <= index < first + count]

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        """Keep a frame."""
        self.frames[index] = pixels.copy()

    def satisfied(self, index: int) -> bool:
        """Whether the last wanted frame has been drawn."""
        return index > self.indices[-1]


@contextmanager
def configured(quality: Quality) -> Iterator[None]:
    """Set manim's global configuration as it comes but for our settings, and set it back.

    What stands in any ``manim.cfg`` has no say. manim writes no file of its own.
    """
    before = config.copy()
    with TemporaryDirectory(prefix="lecture-") as folder:
        try:
            config.update(_as_it_comes())
            config.update({**manim_settings(quality), "media_dir": folder})
            yield
        finally:
            config.update(before)


@cache
def _as_it_comes() -> ManimConfig:
    parser = ConfigParser()
    parser.read(Path(library.__file__).with_name("default.cfg"), encoding="utf-8")
    return ManimConfig().digest_parser(parser)
