"""A narrow bowl: momentum with one share of the velocity, then both methods at their best, x above y."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .coordinate_charts import CALM, CoordinateCharts
from .facts import Facts
from .narrow import Settled


class NarrowCharts(CoordinateCharts):
    """Two charts over steps, beside them how long each run takes.

    Attributes
    ----------
    frame
        Planes and axes, and what the bars count.
    bowl
        The curvatures of the narrow bowl.
    curves
        For each run its curves of x and y: the smaller share, momentum at its best, Nesterov at its best.
    bars
        For each run how many steps it takes until both coordinates have settled.
    rests
        From which step on y has settled, of both methods at their best.
    """

    column = CoordinateCharts.left + 7.4 + 0.4

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        narrow = facts.narrow
        momentum, nesterov = theme.look("momentum"), theme.look("nesterov")
        self.runs: list[tuple[Settled, theme.Look, str]] = [
            (narrow.calm, CALM, "calm"),
            (narrow.ball, theme.Look(momentum.colour, (), momentum.marker), "narrow_ball"),
            (narrow.ahead, theme.Look(nesterov.colour, (), nesterov.marker), "narrow_ahead"),
        ]
        super().__init__(
            screen,
            [run.points for run, *_ in self.runs],
            shown=int(np.ceil(1.15 * narrow.ball.both / 10) * 10),
            size=(7.4, 1.9),
            middles=(1.4, -1.1),
        )
        head = screen.word("both_near", theme.SMALL, theme.MUTED, width=theme.STAGE_RIGHT - self.column)
        head.move_to((self.column, 2.2, 0), aligned_edge=np.array([-1.0, 1.0, 0.0]))
        self.frame = VGroup(*self.planes, *(self.axes(axis) for axis in (0, 1)), head)
        self.bowl = screen.word("narrow_bowl", theme.SMALL, theme.GOAL)
        self.bowl.next_to(self.planes[0].window, UP, buff=0.12).align_to(self.planes[0].window, RIGHT)
        self.curves = [self.curves(run.points, look, width=3.0, head=0.16) for run, look, _ in self.runs]
        self.bars = [self._bar(rank) for rank in range(len(self.runs))]
        self.rests = self._rests()

    def _bar(self, rank: int) -> VGroup:
        run, look, key = self.runs[rank]
        y = 0.95 - 1.25 * rank
        name = VGroup(marker(look.marker, 0.2, look.colour), self.screen.word(key, theme.SMALL, look.colour))
        name.arrange(RIGHT, buff=0.15).move_to((self.column, y, 0), aligned_edge=LEFT)
        longest = max(one.both for one, *_ in self.runs)
        bar = Bar((self.column, y - 0.45, 0), 2.9 / longest, look.colour, value=float(run.both))
        number = self.screen.set(f"{run.both}", theme.BODY, look.colour)
        # What is to be measured stands from the start.
        self.frame.add(name)
        return VGroup(bar, number.next_to(bar, RIGHT, buff=0.15))

    def _rests(self) -> VGroup:
        plane, parts = self.planes[1], VGroup()
        low, high = plane.y_range
        for run, look, _ in self.runs[1:]:
            foot, top = plane.to_scene([(run.across, low), (run.across, high - 0.1 * (high - low))])
            text = self.screen.set(f"{run.across}", theme.BODY, look.colour)
            text.next_to(top, RIGHT, buff=0.12).shift(0.05 * DOWN)
            parts.add(VGroup(DashedLine(foot, top, color=look.colour, stroke_width=3), text))
        return parts
