"""Rate against memory on the saddle: two heat maps, their ranges, and where momentum's ranges begin by the law."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Rectangle, VGroup

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
from .memory_sweep import MEMORIES, MemorySweep
from .tuning import RATES, stretches

LEFT_EDGES = (-6.2, 1.05)
SIZE = (5.6, 3.85)
TOP = 2.25
TOLD = (0, TOLD_MEMORY)
"""Rows whose ranges are told: without memory, and with the usual one."""
COMPARED = 6
"""Rows along the diagonal whose steps are written; the last ones lie at the edge."""


class HeatPanel:
    """One method's heat map.

    Attributes
    ----------
    plane, frame
        Its window; axes, and what it is.
    heat
        The cells; the dial counts painted columns.
    ranges
        Frames around the range of each memory, from none on.
    widths
        How wide each range is, in factors of ten.
    """

    def __init__(
        self, sweep: MemorySweep, screen: ScreenText, left: float, limits: tuple[float, float], name: str
    ) -> None:
        self.sweep = sweep
        self.plane = heat_plane(RATES, MEMORIES, width=SIZE[0], height=SIZE[1], log_x=True, log_y=True)
        self.plane.move_to((left, TOP, 0), aligned_edge=LEFT + UP)
        values = np.where(sweep.half < 0, np.nan, sweep.half.astype(float))
        self.heat = HeatMap(self.plane, RATES, MEMORIES, values, limits)
        axes = self.plane.axes(
            x_name=screen["rate_axis"], y_name=screen[f"{name}_memory"], language=screen.language
        )
        axes[0].shift((0, -0.36, 0))
        axes.add(power_ticks(self.plane, range(-4, 2), range(2)))
        title = screen.word(name, theme.BODY, theme.look(name).colour)
        title.move_to((left + SIZE[0] - title.width / 2, TOP + 0.28, 0))
        self.frame = VGroup(self.plane, axes, title)
        self.ranges = [self._frames(row) for row in range(len(MEMORIES))]
        self.widths = [self._width(row) for row in range(len(MEMORIES))]

    def _frames(self, row: int) -> VGroup:
        told = row in TOLD
        style = {"colour": theme.YELLOW, "width": 4.0} if told else {"colour": theme.INK, "width": 2.0}
        return VGroup(
            *(
                self.heat.box(row, int(one[0]), int(one[-1]), **style)
                for one in stretches(self.sweep.ranges[row])
            )
        )

    def _width(self, row: int) -> VGroup:
        number = Number(float(self.sweep.widths[row]), ".1f", theme.BODY, theme.YELLOW)
        box = self.ranges[row]
        number.move_to(box.get_right() + np.array([0.2 + number.width / 2, 0.0, 0.0]))
        if number.get_right()[0] > self.plane.window.get_right()[0] - 0.1:
            number.move_to(box.get_left() + np.array([-0.2 - number.width / 2, 0.0, 0.0]))
        return plated(number)


class HeatView:
    """Both panels and their key.

    Attributes
    ----------
    panels
        Of momentum and of Adam.
    key
        The colours; what a frame is.
    fewest
        The fewest steps of momentum in each row, inside its range.
    diagonal
        A line along which rate times memory is the same, with momentum's steps there.
    law
        Where momentum's ranges begin by the law.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        limits = (float(facts.memory.fewest.min()), float(facts.steps))
        self.panels = [
            HeatPanel(sweep, screen, left, limits, name)
            for sweep, left, name in zip(
                (facts.memory, facts.adam_memory), LEFT_EDGES, ("momentum", "adam"), strict=True
            )
        ]
        self.key = self._key(screen, limits)
        self.fewest = [self._fewest(row) for row in range(len(MEMORIES))]
        self.diagonal = self._diagonal()
        self.law = self._law()

    def _key(self, screen: ScreenText, limits: tuple[float, float]) -> tuple[VGroup, VGroup]:
        bar = HeatKey(limits, [limits[0], 10.0, 100.0, limits[1]], left=-1.3, top=-2.56, width=3.6)
        name = screen.word("half_axis", theme.SMALL, theme.MUTED)
        name.move_to((-1.5 - name.width / 2, -2.66, 0))
        patch = Rectangle(width=0.36, height=0.2, stroke_width=1.2, stroke_color=theme.FAINT)
        patch.set_fill(NOTHING, opacity=1).move_to((2.9, -2.66, 0))
        never = screen.word("never_within", theme.SMALL, theme.MUTED)
        never.next_to(patch, RIGHT, buff=0.12)
        frame = Rectangle(width=0.36, height=0.2, stroke_width=3, stroke_color=theme.YELLOW)
        told = screen.word("range_key", theme.SMALL, theme.INK)
        row = VGroup(frame, told).arrange(RIGHT, buff=0.14)
        row.move_to((LEFT_EDGES[0] + row.width / 2, 2.93, 0))
        return VGroup(name, bar, patch, never), row

    def _fewest(self, row: int) -> VGroup:
        panel = self.panels[0]
        steps = Number(float(panel.sweep.fewest[row]), "d", theme.BODY, theme.INK)
        box = panel.ranges[row]
        beside = box.get_left() + np.array([-0.3, 0.0, 0.0])
        return plated(steps.move_to(box.get_center() if row else beside), buff=0.05)

    def _diagonal(self) -> VGroup:
        plane = self.panels[0].plane
        places = plane.to_scene([(FLANK / memory, memory) for memory in MEMORIES])
        line = polyline(dashed([places], (0.14, 0.08)), stroke_color=theme.INK, stroke_width=3)
        steps = VGroup(
            *(
                plated(Number(float(count), "d", theme.SMALL, theme.INK).move_to(place), buff=0.05)
                for count, place in zip(self.facts.flank[:COMPARED], places, strict=False)
            )
        )
        return VGroup(line, steps)

    def _law(self) -> VGroup:
        places = self.panels[0].plane.to_scene(np.stack([self.facts.left_ends, MEMORIES], axis=-1))
        line = polyline([places], stroke_color=theme.YELLOW, stroke_width=3)
        return VGroup(line, *(marker("diamond", 0.2, theme.YELLOW, rim=True).move_to(one) for one in places))
