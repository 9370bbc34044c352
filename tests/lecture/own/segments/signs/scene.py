"""The picture of a segment that stands outside the package."""

from __future__ import annotations

from manim import FadeIn

from scenes.narration.timing import Cue
from scenes.segment import Segment

from .shown import loss_number


class Signs(Segment):
    """A step by sign alone."""

    def question(self, cue: Cue) -> None:
        self.play_until(cue.mark("walk"), FadeIn(self.word("start")))

    def answer(self, cue: Cue) -> None:
        self.play_until(cue.at(0.5), FadeIn(loss_number(self.facts)))
