"""Divide and conquer on a valley along the axes, and on the same valley turned."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from optimlib import objectives
from optimlib.search import SearchResult
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import CELLS, CENTRE, Facts

SIDE, MIDDLES = 4.2, (-4.58, 2.15)
KEPT = theme.ORANGE


class SearchedValley:
    """One map.

    Attributes
    ----------
    ground
        Head, map, minimum, the four cells along each axis.
    search
        The cell that each round keeps, and where it ends.
    verdict
        What became of it, beside the map.
    """

    def __init__(self, facts: Facts, screen: ScreenText, rank: int) -> None:
        head, verdict = (("along_axes", "hit"), ("turned_by", "missed"))[rank]
        plane = Plane((0.0, 1.0), (0.0, 1.0), width=SIDE).move_to((MIDDLES[rank], 0.3, 0))
        name = screen.word(head, theme.BODY).next_to(plane.window, UP, buff=0.13)
        lines = VGroup(
            *(
                Line(*plane.to_scene(ends), color=theme.INK, stroke_width=1.2, stroke_opacity=0.5)
                for share in np.arange(1, CELLS) / CELLS
                for ends in (((share, 0.0), (share, 1.0)), ((0.0, share), (1.0, share)))
            )
        )
        valley = facts.valleys[rank]
        seen = objectives.from_functions(
            valley.value, valley.gradient, hessian=valley.hessian, view=(plane.x_range, plane.y_range)
        )
        self.ground = VGroup(
            ContourMap(plane, seen), lines, plane, Goal().move_to(plane.to_scene(CENTRE)), name
        )
        found = facts.found[rank]
        end = marker("square", 0.22, KEPT, rim=True).move_to(plane.to_scene(found.x))
        self.search = VGroup(*_kept_cells(plane, found), end)
        self.away = Line(*plane.to_scene([found.x, CENTRE]), color=theme.WARNING, stroke_width=6)
        colour = (theme.GOAL, theme.WARNING)[rank]
        self.verdict = VGroup(
            screen.word(verdict, theme.HEADING, colour), screen.word(f"{verdict}_by", theme.BODY, colour)
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.verdict.next_to(plane.window, RIGHT, buff=0.2)
        self.keys = VGroup(
            screen.word("kept_cells", theme.SMALL, KEPT), screen.word("minimum", theme.SMALL, theme.GOAL)
        ).arrange(DOWN, buff=0.15, aligned_edge=LEFT)
        self.keys.next_to(plane.window, RIGHT, buff=0.2).align_to(plane.window, UP)


def _kept_cells(plane: Plane, found: SearchResult) -> list[Rectangle]:
    """Frame the cell that each round goes on in: the box of the next one."""
    cells = []
    for _, level in pairwise(found.levels):
        low, high = plane.to_scene(np.transpose(level.box))
        frame = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_color=KEPT, stroke_width=4)
        cells.append(frame.move_to((low + high) / 2))
    return cells
