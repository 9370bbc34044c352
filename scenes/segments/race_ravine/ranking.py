"""The column beside the map: a row for each racer, in the order of a yardstick; bars for lengths, then for losses."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.number import Number

from .cast import Cast

COLUMN, EDGE = 2.3, 6.68
"""Where bars begin, and the right edge."""
ROOM = 3.15
"""How long the longest bar is."""
TOP, BOTTOM, TITLE = 2.35, -2.8, 2.72
THICK = 0.34


class Row:
    """One racer's row.

    Attributes
    ----------
    move
        From its place in the order of lengths to its place in the order of losses.
    head
        Its marker and name, at first in the order of lengths.
    length, length_number
        In that order, the bar of its path's length and the number at its end.
    asked, aside
        In the same place, what stands for a loss that is to be guessed; and in the other place the length once more.
    loss, loss_number, terms
        In the order of losses, the bar of its loss, the number at its end, and both terms of it in the bar's place.
    """

    def __init__(
        self, key: str, cast: Cast, units: tuple[float, float], heights: tuple[float, float]
    ) -> None:
        racer, look = cast.racers[key], cast.look(key)
        self.racer = racer
        by_length, by_loss = heights
        self.move = (by_loss - by_length) * UP
        self.head = cast.signed(key).move_to((COLUMN, by_length + 0.26, 0.0), aligned_edge=LEFT)
        self.length, self.length_number = self._bar(racer.length, units[0], ".1f", by_length, look.colour)
        self.asked = cast.screen.set("?", theme.HEADING, look.colour)
        self.asked.move_to((EDGE - 0.3, by_length + 0.24, 0.0))
        self.aside = Number(racer.length, ".1f", theme.SMALL, theme.MUTED, anchor="right")
        self.aside.place((EDGE, by_loss + 0.18, 0.0))
        form = "#.2g"
        self.loss, self.loss_number = self._bar(racer.loss, units[1], form, by_loss, look.colour)
        (along, across), unit = racer.terms, units[1]
        begin = self.loss.base
        self.terms = VGroup(
            Bar(begin, unit, theme.X_AXIS, thickness=THICK, value=along),
            Bar(begin + along * unit * RIGHT, unit, theme.Y_AXIS, thickness=THICK, value=across),
        )

    def _bar(self, value: float, unit: float, form: str, y: float, colour: str) -> tuple[Bar, Number]:
        begin = np.array([COLUMN, y - 0.2, 0.0])
        number = Number(value, form, theme.BODY, colour)
        number.place((COLUMN + value * unit + 0.14, y - 0.29, 0.0))
        return Bar(begin, unit, colour, thickness=THICK), number

    def grow_length(self) -> list[Animation]:
        """Let its length appear."""
        return [self.length.to(self.racer.length), FadeIn(self.length_number)]

    def grow_loss(self) -> list[Animation]:
        """Let its loss appear."""
        return [self.loss.to(self.racer.loss), FadeIn(self.loss_number)]

    def change(self) -> list[Animation]:
        """Go to its place by the loss, its length set aside."""
        return [
            self.head.animate.shift(self.move),
            FadeOut(self.length),
            FadeOut(self.length_number),
            FadeOut(self.asked),
            FadeIn(self.aside),
        ]


class Ranking:
    """All rows, the lowest on top.

    Attributes
    ----------
    rows
        By racer, in the order of their lengths.
    length_title, loss_title, aside_title, terms_title
        What the bars are, what the numbers at the right are, and which colour is which term.
    """

    def __init__(self, cast: Cast) -> None:
        screen, racers = cast.screen, cast.racers
        lengths = {key: racer.length for key, racer in racers.items()}
        self.losses = {key: racer.loss for key, racer in racers.items()}
        units = ROOM / max(lengths.values()), ROOM / max(self.losses.values())
        by_length, self.by_loss = cast.by(lengths), cast.by(self.losses)
        pitch = (TOP - BOTTOM) / len(racers)
        self.rows = {
            key: Row(
                key,
                cast,
                units,
                (TOP - (rank + 0.5) * pitch, TOP - (self.by_loss.index(key) + 0.5) * pitch),
            )
            for rank, key in enumerate(by_length)
        }
        self.length_title, self.loss_title = (
            screen.word(key, theme.SMALL, theme.MUTED).move_to((COLUMN, TITLE, 0.0), aligned_edge=LEFT)
            for key in ("path_length", "loss_after")
        )
        self.aside_title, self.asked_title = (
            screen.word(key, theme.SMALL, theme.MUTED).move_to((EDGE, TITLE, 0.0), aligned_edge=RIGHT)
            for key in ("path_short", "loss_short")
        )
        self.terms_title = VGroup(
            *(
                screen.set(source, theme.SMALL, colour)
                for source, colour in (
                    ("$L$ =", theme.INK),
                    ("$x^2 \\/ 20$", theme.X_AXIS),
                    ("$+$", theme.INK),
                    ("$y^2$", theme.Y_AXIS),
                )
            )
        ).arrange(RIGHT, buff=0.12)
        self.terms_title.move_to((COLUMN, TITLE, 0.0), aligned_edge=LEFT)
