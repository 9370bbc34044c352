"""How long the way is, and how far a hundred of Adam's steps go at a rate: one line, to scale."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText

from .facts import Facts

LEFT_END, RIGHT_END, LEVEL = -5.85, 6.35, 2.3


class StepLength:
    """The way from the farthest start to the minimum, and what the steps cover of it.

    Attributes
    ----------
    way, gone
        The way with its length; the part that is covered, with what it is.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        start, end = (LEFT_END, LEVEL, 0), (RIGHT_END, LEVEL, 0)
        line = Line(start, end, stroke_width=3, color=theme.GOAL)
        ends = VGroup(
            *(Line(UP, DOWN, stroke_width=3, color=theme.GOAL).scale(0.12).move_to(at) for at in (start,))
        )
        said = screen.word("whole_way", theme.SMALL, theme.GOAL)
        self.way = VGroup(line, ends, Goal(0.16).move_to(end))
        self.way.add(said.next_to(end, UP, buff=0.2).align_to(end, RIGHT))
        colour, unit = theme.look("adam").colour, (RIGHT_END - LEFT_END) / facts.way
        gone = Line(start, (LEFT_END + unit * facts.untuned_way, LEVEL, 0), stroke_width=14, color=colour)
        told = screen.word("gone", theme.SMALL, colour)
        self.gone = VGroup(gone, told.next_to(start, UP, buff=0.2).align_to(start, LEFT))
