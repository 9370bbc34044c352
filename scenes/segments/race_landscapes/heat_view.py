"""Rate against memory on the saddle: momentum's heat map, its ranges, and where they begin by the law."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.heat_map import NOTHING, HeatKey, HeatMap, heat_plane
from scenes.components.axes.plane import polyline
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import FLANK, TOLD_MEMORY, Facts
from .memory_sweep import MEMORIES
from .tuning import PER_DECADE, RATES, stretches

LEFT_EDGE, TOP = -6.1, 2.25
SIZE = (5.6, 3.85)
TOLD = (0, TOLD_MEMORY)
"""Rows whose ranges are told: without memory, and with the usual one."""
COMPARED = 6
"""Rows along the diagonal whose steps are written; the last one lies at the edge."""
FEWEST_AT = 0.36
"""How far right of the map the fewest steps of a row stand, in scene units."""


class HeatView:
    """The map and its key.

    Attributes
    ----------
    plane, frame
        Its window; axes, what it is, and the key of colours.
    heat
        The cells; the dial counts painted columns.
    key
        What a frame is.
    ranges
        Frames around the ranges that are told, by row.
    widths
        How wide those are that are told, in factors of ten.
    fewest, fewest_head
        The fewest steps in those rows, right of the map, and what they are.
    same
        The range without memory where it may take as many steps as with it.
    diagonal
        A line along which rate times memory is the same, with the steps there.
    tenth
        From where the range begins without memory to where it does with it, in the same steps.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.sweep = facts.memory
        self.plane = heat_plane(RATES, MEMORIES, width=SIZE[0], height=SIZE[1], log_x=True, log_y=True)
        self.plane.move_to((LEFT_EDGE, TOP, 0), aligned_edge=LEFT + UP)
        limits = (float(self.sweep.fewest.min()), float(facts.steps))
        values = np.where(self.sweep.half < 0, np.nan, self.sweep.half.astype(float))
        self.heat = HeatMap(self.plane, RATES, MEMORIES, values, limits)
        self.frame = self._frame(limits)
        self.key = self._key()
        self.ranges = {row: self._frames(row) for row in TOLD}
        self.widths = {row: self._width(row) for row in TOLD}
        self.fewest = {row: self._fewest(row) for row in TOLD}
        self.fewest_head = self._fewest_head()
        self.same = self._same()
        self.diagonal = self._diagonal()
        self.tenth = self._tenth()

    def _frame(self, limits: tuple[float, float]) -> VGroup:
        screen = self.screen
        axes = self.plane.axes(
            x_name=screen["rate_axis"], y_name=screen["memory_axis"], language=screen.language
        )
        axes[0].shift((0, -0.36, 0))
        axes.add(power_ticks(self.plane, range(-4, 2), range(2)))
        self.title = screen.word("map_title", theme.BODY, theme.look("momentum").colour)
        self.title.move_to((LEFT_EDGE + self.title.width / 2, 2.92, 0))
        bar = HeatKey(limits, [limits[0], 10.0, 100.0, limits[1]], left=-2.3, top=-2.56, width=3.0)
        name = screen.word("half_axis", theme.SMALL, theme.MUTED)
        name.move_to((-2.5 - name.width / 2, -2.66, 0))
        patch = Rectangle(width=0.36, height=0.2, stroke_width=1.2, stroke_color=theme.FAINT)
        patch.set_fill(NOTHING, opacity=1).move_to((1.4, -2.66, 0))
        never = screen.word("never_within", theme.SMALL, theme.MUTED).next_to(patch, RIGHT, buff=0.12)
        return VGroup(self.plane, axes, self.title, name, bar, patch, never)

    def _key(self) -> VGroup:
        frame = Rectangle(width=0.36, height=0.2, stroke_width=3, stroke_color=theme.YELLOW)
        told = self.screen.word("range_key", theme.SMALL, theme.INK)
        row = VGroup(frame, told).arrange(RIGHT, buff=0.14)
        return row.move_to((self.title.get_right()[0] + 0.45 + row.width / 2, 2.92, 0))

    def _frames(self, row: int) -> VGroup:
        return VGroup(
            *(
                self.heat.box(row, int(one[0]), int(one[-1]), colour=theme.YELLOW, width=4.0)
                for one in stretches(self.sweep.ranges[row])
            )
        )

    def _width(self, row: int) -> VGroup:
        number = Number(float(self.sweep.widths[row]), ".1f", theme.BODY, theme.YELLOW)
        box = self.ranges[row]
        beside = box.get_left() + np.array([-0.2 - number.width / 2, 0.0, 0.0])
        return plated(number.move_to(beside if row == 0 else box.get_center()))

    def _fewest(self, row: int) -> VGroup:
        steps = Number(float(self.sweep.fewest[row]), "d", theme.BODY, theme.YELLOW)
        y = self.plane.to_scene((float(RATES[0]), MEMORIES[row]))[1]
        return VGroup(steps.move_to((self.plane.window.get_right()[0] + FEWEST_AT, y, 0)))

    def _fewest_head(self) -> VGroup:
        word = self.screen.word("fewest_head", theme.SMALL, theme.YELLOW)
        right = self.plane.window.get_right()[0] + FEWEST_AT + 0.3
        return VGroup(word.move_to((right - word.width / 2, TOP + 0.26, 0)))

    def _same(self) -> VGroup:
        ranks = self.sweep.within(0, self.facts.budget)
        frame = self.heat.box(0, int(ranks[0]), int(ranks[-1]), colour=theme.INK, width=3.0)
        number = Number(self.facts.same_budget, ".1f", theme.BODY, theme.INK)
        number.move_to(frame.get_left() + np.array([0.18 + number.width / 2, 0.0, 0.0]))
        return VGroup(frame, plated(number))

    def _diagonal(self) -> VGroup:
        places = self.plane.to_scene([(FLANK / memory, memory) for memory in MEMORIES])
        line = polyline(dashed([places], (0.14, 0.08)), stroke_color=theme.INK, stroke_width=3)
        steps = VGroup(
            *(
                plated(Number(float(count), "d", theme.SMALL, theme.INK).move_to(place), buff=0.05)
                for count, place in zip(self.facts.flank[:COMPARED], places, strict=False)
            )
        )
        return VGroup(line, steps)

    def _tenth(self) -> VGroup:
        half = 10.0 ** (-0.5 / PER_DECADE)
        ends = np.array(
            [(rate * half, MEMORIES[row]) for rate, row in zip(self.facts.same_ends, TOLD, strict=True)]
        )
        begin, end = self.plane.to_scene(ends)
        line = Line(begin, end, stroke_width=5, color=theme.YELLOW)
        return VGroup(
            line, *(marker("diamond", 0.24, theme.YELLOW, rim=True).move_to(at) for at in (begin, end))
        )
