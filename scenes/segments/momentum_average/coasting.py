"""One push on flat ground: steps that fade, laid end to end, and as bars."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Brace, DashedLine, Line, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .weight_bars import GAP, rectangle

SHOWN = 4
"""How many times 1/(1 − α) steps are shown."""


class Coasting(Dialled):
    """A ball that rolls on after one push; the dial counts steps.

    Attributes
    ----------
    frame
        The ground it rolls on, the axes of the bars, and what both are.
    pushed
        What the first step is.
    parts
        The first step, and all that follows.
    whole
        All of the way, and where it ends.
    share
        How far the first steps lead, in the middle of the way, and how far the others; the same on the bars.
    """

    level, reach, arrow = 1.72, 12.4, 0.3
    chart_top, chart_height = 0.02, 2.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.first = -self.reach / 2
        self.unit = self.reach / facts.total
        self.count = SHOWN * facts.window
        self.lengths = facts.momentum ** np.arange(self.count)
        self.ends = self.first + self.unit * np.append(0.0, np.cumsum(self.lengths))
        self.plane = Plane((0.0, float(self.count)), (0.0, 1.0), width=self.reach, height=self.chart_height)
        self.plane.window.set_stroke(opacity=0)
        self.plane.move_to((0.0, self.chart_top, 0.0), aligned_edge=UP)
        self.arrows = VGroup(
            *(Arrows(LEFT, LEFT, theme.VELOCITY, width=0.11, head=self.arrow) for _ in self.lengths)
        )
        self.bars = VMobject(stroke_width=0, fill_color=theme.VELOCITY, fill_opacity=1)
        look = theme.look("momentum")
        self.ball = marker(look.marker, 0.3, look.colour, rim=True)
        self.frame = self._frame()
        self.add(self.arrows, self.bars, self.ball)
        self.pushed = screen.word("one_push", theme.BODY, theme.VELOCITY)
        self.pushed.move_to((self.first + self.unit / 2, self.level + 0.55, 0))
        self.pushed.shift(max(0.0, theme.STAGE_LEFT - self.pushed.get_left()[0]) * RIGHT)
        self.parts, self.whole, self.share = self._parts(), self._whole(), self._share()
        self.set_dial(0.0)

    def _frame(self) -> VGroup:
        low = self.level - 0.28
        ground = Line((self.first, low, 0), (-self.first, low, 0), stroke_width=3, color=theme.MUTED)
        name = self.screen.word("flat_ground", theme.SMALL, theme.MUTED)
        name.move_to((theme.STAGE_RIGHT, 2.75, 0), aligned_edge=RIGHT)
        left, right = self.plane.window.get_corner(DOWN + LEFT), self.plane.window.get_corner(DOWN + RIGHT)
        foot = Line(left, right, stroke_width=2, color=theme.MUTED)
        axes = self.plane.axes(
            nice_ticks(float(self.count), 4),
            (0, 1),
            x_name=self.screen["step"],
            y_name=self.screen["lengths"],
            language=self.screen.language,
        )
        return VGroup(ground, name, foot, axes)

    def _brace(self, first: float, last: float, side: np.ndarray, key: str, colour: str) -> VGroup:
        level = self.level + (0.3 if side[1] > 0 else -0.38)
        brace = Brace(Line((first, level, 0), (last, level, 0)), side, buff=0.02, sharpness=1.2)
        name = self.screen.word(key, theme.BODY, colour).next_to(brace, side, buff=0.1)
        return VGroup(brace.set_color(colour), name)

    def _parts(self) -> VGroup:
        end = -self.first
        return VGroup(
            self._brace(self.first, self.ends[1], UP, "first", theme.INK),
            self._brace(self.ends[1], end, UP, "others", theme.INK),
        )

    def _whole(self) -> VGroup:
        end = -self.first
        edge = DashedLine(
            (end, self.level + 0.5, 0), (end, self.level - 0.5, 0), stroke_width=4, color=theme.GOAL
        )
        return VGroup(self._brace(self.first, end, DOWN, "whole", theme.GOAL), edge)

    def _share(self) -> VGroup:
        """Light up the first steps, on the way and as bars, with both shares of the way."""
        window = self.facts.window
        begins, ends = self.ends[:window], self.ends[1 : window + 1]
        level = np.array([0.0, self.level, 0.0])
        starts, tips = (np.outer(one, RIGHT) + level for one in (begins, ends))
        arrows = VGroup(
            *(
                Arrows(start, tip, theme.INK, width=0.11, head=self.arrow)
                for start, tip in zip(starts, tips, strict=True)
            )
        )
        bars = VMobject(stroke_width=0, fill_color=theme.INK, fill_opacity=1)
        set_pieces(bars, [self._outline(rank, self.lengths[rank]) for rank in range(window)])
        near, far = (
            self.screen.word(key, theme.BODY, colour)
            for key, colour in (("share", theme.INK), ("left", theme.VELOCITY))
        )
        place = self.plane.to_scene((window + 0.02 * self.count, 1.0))
        near.move_to(place + 0.15 * DOWN, aligned_edge=LEFT + UP)
        far.move_to(place + 0.7 * DOWN, aligned_edge=LEFT + UP)
        return VGroup(arrows, bars, near, far)

    def _outline(self, rank: int, height: float) -> np.ndarray:
        return self.plane.to_scene(rectangle(rank + GAP / 2, 0.0, rank + 1 - GAP / 2, height))

    def show(self, dial: float) -> None:
        """Show the ball after so many steps."""
        height = np.array([0.0, self.level, 0.0])
        outlines = []
        at = self.first
        for rank, (length, arrow) in enumerate(zip(self.lengths, self.arrows, strict=True)):
            part = float(np.clip(dial - rank, 0.0, 1.0))
            begin = np.array([self.ends[rank], 0.0, 0.0]) + height
            end = begin + part * self.unit * length * RIGHT
            arrow.point(begin, end).set_opacity(1.0 if part > 0 else 0.0)
            if part > 0:
                at = end[0]
                outlines.append(self._outline(rank, part * length))
        set_pieces(self.bars, outlines)
        self.ball.move_to((at, self.level - 0.12, 0))
