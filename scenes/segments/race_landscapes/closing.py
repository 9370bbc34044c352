"""The closing picture: below each map its winner, and how wide its range is beside Adam's."""

from __future__ import annotations

from manim import VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .contest import Contest
from .names import named
from .three_maps import SIZE


class Closing:
    """Below one of the maps.

    Attributes
    ----------
    wins
        Who settles first, and in how many steps.
    forgives
        Two bars: the width of the winner's range, and of Adam's.
    """

    unit = 0.95

    def __init__(self, contest: Contest, screen: ScreenText, centre: float) -> None:
        left = centre - SIZE[0] / 2
        look = theme.look(contest.first)
        name = named(screen, contest.first, theme.BODY)
        name.move_to((left + name.width / 2, -1.38, 0))
        steps = Number(contest.steps, "d", theme.HEADING, look.colour)
        unit = screen.word("steps_unit", theme.SMALL, theme.MUTED)
        unit.move_to((left + SIZE[0] - unit.width / 2, -1.39, 0))
        steps.move_to((unit.get_left()[0] - 0.15 - steps.width / 2, -1.36, 0))
        self.wins = VGroup(name, steps, unit)
        self.forgives = VGroup()
        for rank, method in enumerate((contest.first, "adam")):
            y, width = -1.9 - 0.36 * rank, contest.tunings[method].width
            bar = Bar((left + 1.2, y, 0), self.unit, theme.look(method).colour, thickness=0.22, value=width)
            number = Number(width, ".1f", theme.BODY, theme.look(method).colour)
            number.place((bar.end[0] + 0.12, y - 0.1, 0))
            word = screen.word("range_word" if rank == 0 else "adam", theme.SMALL, theme.MUTED)
            word.move_to((left + word.width / 2, y, 0))
            self.forgives.add(VGroup(bar, number, word))
