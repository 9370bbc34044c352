"""The steps to half of the first loss in both units: with the same ε, and with each ε in a unit of its own."""

from __future__ import annotations

from manim import LEFT, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts


class UnitBars:
    """Three bars from zero, each with its name above it and its number at its end.

    Attributes
    ----------
    head
        What they measure.
    bars
        In metres, in centimetres with the same ε, and with the ε that fit.
    """

    left, length, rows = theme.STAGE_LEFT + 0.3, 10.5, (-0.6, -1.55, -2.5)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        look = theme.look("adadelta")
        self.head = screen.word("half_steps", theme.SMALL, theme.MUTED)
        self.head.move_to((self.left, 0.35, 0), aligned_edge=LEFT)
        unit = self.length / max(facts.half, facts.finer_half)
        self.bars = []
        for key, steps, colour, y in (
            ("in_metres", facts.half, look.colour, self.rows[0]),
            ("in_finer", facts.finer_half, theme.WARNING, self.rows[1]),
            ("in_own", facts.fitted_half, look.colour, self.rows[2]),
        ):
            bar = Bar((self.left, y, 0), unit, colour, thickness=0.36, value=steps)
            number = Number(steps, "d", theme.HEADING, colour)
            number.move_to((self.left + unit * steps + 0.2 + number.width / 2, y, 0))
            name = screen.word(key, theme.SMALL, colour)
            self.bars.append(VGroup(bar, number, name.move_to((self.left, y + 0.42, 0), aligned_edge=LEFT)))
