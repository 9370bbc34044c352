"""The straight way and the way walked, as two bars that grow, and by how much a step turns from the one before."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Arc, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts


class Detour:
    """Two bars in a column beside a map.

    Attributes
    ----------
    straight, walked
        Each bar with its number on top; see :meth:`stretch`.
    names
        What each bar is called.
    factor
        How many times as long the way walked is; empty if it is no longer.
    turn
        The average turn, at the first corner of the way that the map shows.
    """

    foot, tallest = -2.05, 3.9

    def __init__(
        self,
        facts: Facts,
        valley: Plane,
        screen: ScreenText,
        colour: str,
        left: float,
        width: float,
    ) -> None:
        self.facts, self.valley, self.screen = facts, valley, screen
        unit = self.tallest / max(facts.path_length, facts.straight)
        columns = (left + width * 0.22, left + width * 0.75)
        self.straight, self.walked = (
            VGroup(
                Bar((x, self.foot, 0), unit, paint, vertical=True, thickness=0.62),
                Number(0.0, ".1f", theme.BODY, theme.INK),
            )
            for x, paint in zip(columns, (theme.GOAL, colour), strict=True)
        )
        self.names = VGroup(
            screen.word("straight", theme.SMALL, theme.GOAL).move_to((columns[0], self.foot - 0.3, 0)),
            screen.word("walked", theme.SMALL, colour).move_to((columns[1], self.foot - 0.3, 0)),
        )
        self.factor = VGroup()
        if facts.detour > 1:
            self.factor = Number(facts.detour, ".2f", theme.HEADING, colour, prefix="×")
            self.factor.move_to((columns[0], self.foot + unit * facts.straight + 0.95, 0))
        self.turn = self._turn()

    def stretch(self, bar: VGroup, length: float) -> None:
        """Let a bar have a length, its number on top."""
        bar[0].set_dial(length)
        bar[1].set_dial(length)
        bar[1].move_to(bar[0].end + 0.24 * UP)

    def _turn(self) -> VGroup:
        number = self.screen.word("turning", theme.SMALL)
        points = self.facts.trajectory.x
        seen = np.flatnonzero(self.valley.holds(points[1:-1]))
        if not len(seen):
            goal, low = self.valley.to_scene((0.0, 0.0)), self.valley.get_bottom()
            return plated(number.move_to((goal[0], low[1] + 0.5, 0)))
        first, corner, last = self.valley.to_scene(points[seen[0] : seen[0] + 3])
        incoming, outgoing = corner - first, last - corner
        begin = float(np.arctan2(incoming[1], incoming[0]))
        end = float(np.arctan2(outgoing[1], outgoing[0]))
        sweep = (end - begin + np.pi) % (2 * np.pi) - np.pi
        ahead = corner + 0.75 * incoming / np.linalg.norm(incoming)
        return VGroup(
            DashedLine(corner, ahead, color=theme.INK, stroke_width=2.5),
            Arc(0.42, begin, sweep, arc_center=corner, color=theme.INK, stroke_width=3),
            plated(number.next_to(corner + np.array([0.5, -0.15, 0]), RIGHT, buff=0.1)),
        )
