"""All methods in three columns, with a square for every number that a method keeps for a weight."""

from __future__ import annotations

from manim import LEFT, Square, VGroup

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .methods import GROUPS, Method

LEFTS, TOP, FOOT, ROW = (-6.5, -1.75, 2.45), 0.9, -2.0, 1.2


class MethodColumns:
    """A column a group.

    Attributes
    ----------
    heads, columns
        By group, what its methods have in common, and the methods.
    key
        What the squares are.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.heads, self.columns = {}, {}
        for group, left in zip(GROUPS, LEFTS, strict=True):
            head = screen.word(f"head_{group}", theme.BODY, theme.GREEN)
            self.heads[group] = head.move_to((left, 1.55, 0), aligned_edge=LEFT)
            methods = facts.group(group)
            apart = min((TOP - FOOT) / max(len(methods) - 1, 1), ROW)
            self.columns[group] = VGroup(
                *(
                    self._entry(one).move_to((left, TOP - apart * row, 0), aligned_edge=LEFT)
                    for row, one in enumerate(methods)
                )
            )
        self.key = VGroup(Square(0.24).set_stroke(width=0).set_fill(theme.MUTED, 0.9))
        self.key.add(screen.word("kept", theme.SMALL, theme.MUTED))
        self.key.arrange(buff=0.2).move_to((LEFTS[0], -2.7, 0), aligned_edge=LEFT)

    def _entry(self, method: Method) -> VGroup:
        look = theme.look(method.name)
        text = self.screen.set(method.shown[self.screen.language], theme.HEADING, look.colour)
        kept = (Square(0.24).set_stroke(width=0).set_fill(look.colour, 0.9) for _ in range(method.memory))
        sign = marker(look.marker, 0.28, look.colour)
        squares = VGroup(*kept).arrange(buff=0.09)
        return VGroup(sign, text, *([squares] if method.memory else [])).arrange(buff=0.22)
