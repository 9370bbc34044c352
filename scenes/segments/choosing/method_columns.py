"""All methods in a square: side by side, what divides; one below the other, what remembers directions."""

from __future__ import annotations

from manim import LEFT, RoundedRectangle, Square, VGroup

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .methods import GROUPS, Method

CELLS = {"plain": (0, 0), "each": (1, 0), "memory": (0, 1), "both": (1, 1)}
"""Column and row of each group."""
LEFTS, WIDTHS, TOPS, HEIGHTS = (-4.8, -0.75), (3.9, 7.45), (1.4, -0.48), (1.78, 1.78)
ENTRIES, LINES = 3, 0.62
"""Methods side by side in a cell, and how far their lines are apart."""
HEAD = 1.7


class MethodSquare:
    """A cell a group.

    Attributes
    ----------
    columns, rows
        What the methods of a column have in common: ``plain``, ``divide``; and of a row: ``forget``, ``remember``.
    frames, cells
        By group, its frame and its methods.
    key
        What the squares are.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.columns = {
            key: screen.word(f"head_{key}", theme.SMALL, theme.GREEN).move_to((left + width / 2, HEAD, 0))
            for key, left, width in zip(("plain", "divide"), LEFTS, WIDTHS, strict=True)
        }
        self.rows = {
            key: screen.word(f"head_{key}", theme.SMALL, theme.GREEN).move_to(
                (-6.65, top - height / 2, 0), aligned_edge=LEFT
            )
            for key, top, height in zip(("forget", "remember"), TOPS, HEIGHTS, strict=True)
        }
        self.frames, self.cells = {}, {}
        for group in GROUPS:
            column, row = CELLS[group]
            frame = RoundedRectangle(corner_radius=0.12, width=WIDTHS[column], height=HEIGHTS[row])
            frame.set_stroke(theme.FAINT, 2).set_fill(opacity=0)
            corner = LEFTS[column], TOPS[row]
            self.frames[group] = frame.move_to(
                (corner[0] + WIDTHS[column] / 2, corner[1] - HEIGHTS[row] / 2, 0)
            )
            self.cells[group] = self._cell(facts.group(group), column, self.frames[group])
        self.key = VGroup(Square(0.24).set_stroke(width=0).set_fill(theme.MUTED, 0.9))
        self.key.add(screen.word("kept", theme.SMALL, theme.MUTED))
        self.key.arrange(buff=0.2).move_to((LEFTS[0], -2.7, 0), aligned_edge=LEFT)

    def _cell(self, methods: tuple[Method, ...], column: int, frame: RoundedRectangle) -> VGroup:
        beside = ENTRIES if column else 1
        lines = -(-len(methods) // beside)
        cell = VGroup()
        for rank, method in enumerate(methods):
            line, place = divmod(rank, beside)
            x = frame.get_left()[0] + 0.18 + place * (frame.width - 0.1) / beside
            y = frame.get_y() + LINES * ((lines - 1) / 2 - line)
            cell.add(self._entry(method).move_to((x, y, 0), aligned_edge=LEFT))
        return cell

    def _entry(self, method: Method) -> VGroup:
        look = theme.look(method.name)
        text = self.screen.set(method.shown[self.screen.language], theme.BODY, look.colour)
        kept = (Square(0.2).set_stroke(width=0).set_fill(look.colour, 0.9) for _ in range(method.memory))
        sign = marker(look.marker, 0.24, look.colour)
        squares = VGroup(*kept).arrange(buff=0.07)
        return VGroup(sign, text, *([squares] if method.memory else [])).arrange(buff=0.16)
