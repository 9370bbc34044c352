"""How long the way is, and how far a hundred of Adam's steps go at a rate: one line, to scale."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText

from .facts import Facts

LEFT_END, RIGHT_END, LEVEL = -5.85, 6.35, 2.25


class Gone(Bar):
    """How far the steps go in all; ``dial`` is the learning rate, to which each of Adam's steps is about equal."""

    def __init__(self, facts: Facts) -> None:
        unit = (RIGHT_END - LEFT_END) / facts.way * facts.rate_steps
        colour = theme.look("adam").colour
        super().__init__((LEFT_END, LEVEL, 0), unit, colour, thickness=0.22, value=facts.untuned_rate)


class StepLength:
    """The way from the farthest start to the minimum, and what the steps cover of it.

    Attributes
    ----------
    way, gone
        The way with its length; the part that is covered.
    untuned, covering
        What is covered at the untuned rate, and at the rate that covers all.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        start, end = (LEFT_END, LEVEL, 0), (RIGHT_END, LEVEL, 0)
        line = Line(start, end, stroke_width=3, color=theme.GOAL)
        foot = Line(UP, DOWN, stroke_width=3, color=theme.GOAL).scale(0.16).move_to(start)
        said = screen.word("whole_way", theme.BODY, theme.GOAL)
        self.way = VGroup(line, foot, Goal(0.2).move_to(end))
        self.way.add(said.next_to(end, UP, buff=0.26).align_to(end, RIGHT))
        self.gone = Gone(facts)
        self.untuned, self.covering = (
            VGroup(screen.word(key, theme.BODY, theme.look("adam").colour)) for key in ("gone", "gone_all")
        )
        for told in (self.untuned, self.covering):
            told.next_to(start, UP, buff=0.26).align_to(start, LEFT)
