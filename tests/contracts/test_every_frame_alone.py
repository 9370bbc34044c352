"""What is drawn over a kept background is what would be drawn from nothing: no frame remembers an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from manim import ManimColor
from manim.typing import PixelArray

from lecture.quality import Quality
from lecture.rendering.stage import StageRenderer, configured
from scenes import catalog, theme
from scenes.performance import Performance
from scenes.segment import Segment

SMALL = Quality("small", 320, 180, 10, "ultrafast", 30)


class Comparison:
    """A sink that wants the middle and the end of every play, and draws each of them anew."""

    scene: Segment
    renderer: StageRenderer

    def __init__(self) -> None:
        self.compared = 0
        self.differing: list[str] = []

    def wanted(self, first: int, count: int) -> Sequence[int]:
        return sorted({first + count // 2, first + count - 1})

    def take(self, index: int, pixels: PixelArray, repeat: int) -> None:
        renderer, kept, pixels = self.renderer, self.renderer.static_image, pixels.copy()
        renderer.static_image = None
        renderer.update_frame(self.scene)
        anew = renderer.get_frame()
        renderer.static_image = kept
        self.compared += 1
        # Blending over a kept picture rounds once more than drawing in one go.
        share = float(np.mean(np.abs(anew.astype(int) - pixels).max(axis=-1) > 8))
        if share > 0:
            cue = self.scene.timeline.cue_at(index / SMALL.fps).name
            self.differing.append(f"{cue} at {index / SMALL.fps:.1f} s: {share:.2%} of the pixels")

    def satisfied(self, index: int) -> bool:
        return False


@pytest.mark.dear
@pytest.mark.segments
@pytest.mark.parametrize("name", catalog.segments())
def test_every_frame_can_be_made_alone(name: str) -> None:
    comparison = Comparison()
    with configured(SMALL):
        renderer = StageRenderer(comparison, SMALL.fps)
        renderer.camera.background_color = ManimColor(theme.BACKGROUND)
        scene = catalog.segment_class(name)(Performance.prepare(name, "en"), renderer=renderer)
        comparison.renderer, comparison.scene = renderer, scene
        scene.render()
    assert comparison.compared >= 2 * len(scene.timeline.cues)
    assert comparison.differing == []
