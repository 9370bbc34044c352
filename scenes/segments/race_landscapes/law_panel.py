"""How wide momentum's range is for each memory: what was measured, and the law in three lines."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .memory_sweep import MEMORIES


class LawPanel:
    """It stands right of momentum's heat map.

    Attributes
    ----------
    rule
        What momentum does, and what its memory is.
    lines
        The steps to the left, the fewest steps, what follows for the left end, and what holds for the same steps.
    chart, dots
        The axes, and the widths that were measured.
    slope
        A line as steep as the law says.
    same
        The width without memory where it may take as many steps as with it.
    """

    left, top, pitch = 0.6, -0.02, 0.56
    size = (5.3, 1.85)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.rule = VGroup(
            *(self._line(screen.word(key, theme.BODY), rank) for rank, key in enumerate(("rule", "memory")))
        )
        self.lines = [
            self._line(screen.word(key, theme.BODY, colour), rank)
            for rank, (key, colour) in enumerate(
                (("law_left", theme.INK), ("law_fewest", theme.INK), ("law_edge", theme.YELLOW))
            )
        ]
        dashes = polyline(
            dashed([np.array([(0.0, 0, 0), (0.58, 0, 0)])], (0.14, 0.08)),
            stroke_color=theme.INK,
            stroke_width=3,
        )
        same = VGroup(dashes, screen.word("same_product", theme.SMALL)).arrange(RIGHT, buff=0.15)
        same.move_to((theme.STAGE_RIGHT - same.width / 2, 2.9, 0))
        self.lines[0] = VGroup(self.lines[0], same)
        frame = Rectangle(width=0.4, height=0.2, stroke_width=3, stroke_color=theme.INK)
        budget = VGroup(frame, screen.word("budget_key", theme.BODY)).arrange(RIGHT, buff=0.15)
        self.lines.append(self._line(budget, 3))
        self._chart(facts)

    def _line(self, text: VGroup, rank: int) -> VGroup:
        return text.move_to((self.left + text.width / 2, 2.35 - self.pitch * rank, 0))

    def _chart(self, facts: Facts) -> None:
        screen = self.screen
        self.plane = Plane(
            (float(MEMORIES[0]) / 1.2, float(MEMORIES[-1]) * 1.25), (0.0, 4.0),
            width=self.size[0], height=self.size[1], log_x=True,
        )  # fmt: skip
        self.plane.move_to((self.left + 0.45, self.top, 0), aligned_edge=LEFT + UP)
        axes = self.plane.axes(
            (), (0, 1, 2, 3, 4), x_name=screen["memory_symbol"], y_name=screen["width_axis"],
            language=screen.language,
        )  # fmt: skip
        ticks = power_ticks(self.plane, range(2))
        axes[-2].move_to(self.plane.window.get_corner(DOWN + RIGHT) + np.array([-0.12, -0.27, 0.0]))
        widths, middle = facts.memory.widths, float(np.log10(MEMORIES).mean())
        ends = np.log10(MEMORIES[[0, -1]])
        line = np.stack([10**ends, widths.mean() + 2.0 * (ends - middle)], axis=-1)
        slope = polyline([self.plane.to_scene(line)], stroke_color=theme.YELLOW, stroke_width=3)
        look = theme.look("momentum")
        self.dots = [
            marker(look.marker, 0.2, look.colour, rim=True).move_to(place)
            for place in self.plane.to_scene(np.stack([MEMORIES, widths], axis=-1))
        ]
        hollow = Rectangle(width=0.2, height=0.2, stroke_width=3, stroke_color=theme.INK)
        self.same = hollow.move_to(self.plane.to_scene((float(MEMORIES[0]), facts.same_budget)))
        told = screen.word("slope_two", theme.SMALL, theme.YELLOW, width=3.2)
        corner = self.plane.window.get_corner(UP + LEFT)
        told.move_to(corner + np.array([0.15 + told.width / 2, -0.15 - told.height / 2, 0.0]))
        self.chart, self.slope = VGroup(self.plane, axes, ticks), VGroup(slope, told)
