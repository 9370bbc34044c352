"""All methods in a square: side by side, what divides; one below the other, what remembers directions."""

from __future__ import annotations

from manim import LEFT, RoundedRectangle, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import COMPARED, Facts
from .methods import GROUPS, Method

CELLS = {"plain": (0, 0), "each": (1, 0), "memory": (0, 1), "both": (1, 1)}
"""Column and row of each group."""
LEFTS, WIDTHS, TOPS, HEIGHT = (-5.35, 0.68), (5.92, 6.03), (1.42, -0.74), 2.06
BESIDE, LINES = (1, 2), 0.56
"""Methods side by side in a cell, by column, and how far their lines are apart."""
HEAD = 1.72
MAP_WIDTH, MAP_X, MAP_Y = 2.4, (-8.4, 2.4), (-4.25, 4.25)
INSET = 0.12


class MethodSquare:
    """A cell a group.

    Attributes
    ----------
    columns, rows
        What the methods of a column have in common: ``plain``, ``divide``; and of a row: ``forget``, ``remember``.
    frames, cells
        By group, its frame and its methods.
    grounds, paths
        By group, the course's valley, and how its method that is compared walks down there; dials are steps.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.columns = {
            key: screen.word(f"head_{key}", theme.SMALL, theme.GREEN).move_to((left + width / 2, HEAD, 0))
            for key, left, width in zip(("plain", "divide"), LEFTS, WIDTHS, strict=True)
        }
        self.rows = {
            key: screen.word(f"head_{key}", theme.SMALL, theme.GREEN).move_to(
                (theme.STAGE_LEFT, top - HEIGHT / 2, 0), aligned_edge=LEFT
            )
            for key, top in zip(("forget", "remember"), TOPS, strict=True)
        }
        self.frames, self.cells, self.grounds, self.paths = {}, {}, {}, {}
        for group, name in zip(GROUPS, COMPARED, strict=True):
            column, row = CELLS[group]
            frame = RoundedRectangle(corner_radius=0.12, width=WIDTHS[column], height=HEIGHT)
            frame.set_stroke(theme.FAINT, 2).set_fill(opacity=0)
            frame.move_to((LEFTS[column] + WIDTHS[column] / 2, TOPS[row] - HEIGHT / 2, 0))
            plane = Plane(MAP_X, MAP_Y, width=MAP_WIDTH)
            plane.move_to((LEFTS[column] + INSET + MAP_WIDTH / 2, frame.get_y(), 0))
            goal = Goal(0.12).move_to(plane.to_scene((0, 0)))
            self.grounds[group] = VGroup(ContourMap(plane, facts.objective.load()), goal)
            self.paths[group] = TrajectoryPath(
                plane, facts.walks[name][0], theme.look(name), width=2.6, markers=False, head=0.18
            )
            self.frames[group] = frame
            self.cells[group] = self._cell(facts.group(group), column, frame)

    def _cell(self, methods: tuple[Method, ...], column: int, frame: RoundedRectangle) -> VGroup:
        beside, left = BESIDE[column], MAP_WIDTH + 2.5 * INSET
        lines = -(-len(methods) // beside)
        cell = VGroup()
        for rank, method in enumerate(methods):
            line, place = divmod(rank, beside)
            x = frame.get_left()[0] + left + place * (frame.width - left) / beside
            y = frame.get_y() + LINES * ((lines - 1) / 2 - line)
            cell.add(self._entry(method).move_to((x, y, 0), aligned_edge=LEFT))
        return cell

    def _entry(self, method: Method) -> VGroup:
        look = theme.look(method.name)
        text = self.screen.set(method.shown[self.screen.language], theme.BODY, look.colour)
        return VGroup(marker(look.marker, 0.24, look.colour), text).arrange(buff=0.16)
