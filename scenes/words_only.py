"""A segment that has no drawing: its title, and for each beat a statement that stays and makes room for the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, Rectangle, VGroup

from scenes import theme
from scenes.narration.timing import Cue
from scenes.segment import Segment

WIDTH = 11.0
"""Of a statement, in scene units; longer ones are broken into lines."""
ROOM = 5.2
"""Height of what stands on the stage at once."""
BETWEEN = 0.55
"""Height of the gap between two statements."""
BAR = 0.06
"""Width of the bar that stands beside the statement spoken of."""


class WordsOnly(Segment):
    """Shows for each beat the on-screen text that is called like it (see :mod:`scenes.narration.statements`)."""

    def setup(self) -> None:
        """Set all statements and deal them out on pages."""
        super().setup()
        self.statements = {
            cue.name: self.word(cue.name, theme.HEADING, width=WIDTH) for cue in self.performance.script.cues
        }
        heights = [statement.height + BETWEEN for statement in self.statements.values()]
        pages = pages_of(heights, ROOM + BETWEEN)
        self.page = dict(zip(self.statements, pages, strict=True))
        for number in set(pages):
            page = VGroup(*(one for name, one in self.statements.items() if self.page[name] == number))
            page.arrange(DOWN, buff=BETWEEN, aligned_edge=LEFT).move_to((0.0, 0.0, 0.0))
            page.align_to((theme.STAGE_LEFT + 0.8, 0.0, 0.0), direction=np.array([-1.0, 0.0, 0.0]))
        self.shown: list[str] = []
        self.bar = VGroup()

    def beat(self, cue: Cue) -> None:
        """Let the statement of this beat come; those before it fade back, or make room."""
        statement = self.statements[cue.name]
        bar = Rectangle(
            width=BAR, height=statement.height + 0.2, color=theme.SKY, fill_opacity=1.0, stroke_width=0
        ).next_to(statement, LEFT, buff=0.3)
        stays = [name for name in self.shown if self.page[name] == self.page[cue.name]]
        goes = [FadeOut(self.statements[name]) for name in self.shown if name not in stays]
        if goes:
            self.play_until(cue.start + 0.4, *goes, FadeOut(self.bar))
            self.bar = VGroup()
        dims = [self.statements[name].animate.set_color(theme.MUTED) for name in stays]
        self.play_until(
            self.now + 0.6,
            FadeOut(self.bar),
            *dims,
            FadeIn(statement, shift=0.15 * UP),
            FadeIn(bar, shift=0.15 * UP),
        )
        self.bar, self.shown = bar, [*stays, cue.name]


def pages_of(heights: Sequence[float], room: float) -> list[int]:
    """Deal things of these heights out on as few pages as they need, about equally full; return each thing's page.

    Examples
    --------
    >>> pages_of([1.0, 1.0, 1.0, 1.0, 1.0], room=4.0), pages_of([2.0, 5.0], room=4.0)
    ([0, 0, 0, 1, 1], [0, 1])
    """
    fullest = _filled(heights, room)
    rooms = np.linspace(max(heights, default=0.0), room, 50)
    return next((pages for one in rooms if (pages := _filled(heights, one))[-1:] == fullest[-1:]), fullest)


def _filled(heights: Sequence[float], room: float) -> list[int]:
    def add(so_far: tuple[int, float], height: float) -> tuple[int, float]:
        page, used = so_far
        return (page, used + height) if used + height <= room or not used else (page + 1, height)

    return [page for page, _ in accumulate(heights, add, initial=(0, 0.0))][1:]
