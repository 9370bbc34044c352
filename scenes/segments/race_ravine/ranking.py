"""The column beside the map: a row for each racer, in the order of a yardstick; bars for lengths, then for losses."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, Square, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.number import Number

from .cast import Cast, written

COLUMN, EDGE = 2.3, 6.68
"""Where bars begin, and the right edge."""
ROOM = 3.15
"""How long the longest bar is."""
TOP, BOTTOM, TITLE = 2.35, -2.8, 2.72
THICK = 0.34
PALE = 0.42
"""How opaque the second term of a loss is; the first is whole."""


class Row:
    """One racer's row.

    Attributes
    ----------
    head
        Its marker and name, at first in the order of lengths.
    length, length_number, asked
        In that order, the bar of its path's length, the number at its end, and a question mark for its loss.
    pending, aside
        Once losses are to come: a question mark where the bar will begin, and the length once more at the right.
    loss, loss_number, terms
        In the order of losses, the bar of its loss, the number at its end, and both terms of it in the bar's place.
    """

    def __init__(
        self, key: str, cast: Cast, units: tuple[float, float], heights: tuple[float, float]
    ) -> None:
        racer, look = cast.racers[key], cast.look(key)
        self.racer = racer
        self.height, by_loss = heights
        self.head = cast.signed(key).move_to((COLUMN, self.height + 0.26, 0.0), aligned_edge=LEFT)
        self.length = self._bar(units[0], self.height, look.colour)
        self.length_number = Number(racer.length, ".1f", theme.BODY, look.colour)
        self.length_number.place((COLUMN + racer.length * units[0] + 0.14, self.height - 0.29, 0.0))
        self.asked = cast.screen.set("?", theme.HEADING, look.colour)
        self.asked.move_to((EDGE - 0.3, self.height + 0.24, 0.0))
        self.pending = cast.screen.set("?", theme.BODY, look.colour)
        self.pending.move_to((COLUMN + 0.1, self.height - 0.2, 0.0))
        self.aside = Number(racer.length, ".1f", theme.SMALL, theme.MUTED, anchor="right")
        self.aside.place((EDGE, self.height + 0.18, 0.0))
        self.loss = self._bar(units[1], by_loss, look.colour)
        self.loss_number = written(racer.loss, theme.BODY, look.colour)
        after = COLUMN + racer.loss * units[1] + 0.14
        self.loss_number.move_to((after, by_loss - 0.2, 0.0), aligned_edge=LEFT)
        along, across = racer.terms
        begin, unit = self.loss.base, units[1]
        self.terms = VGroup(
            Bar(begin, unit, look.colour, thickness=THICK, value=along),
            Bar(begin + along * unit * RIGHT, unit, look.colour, thickness=THICK, value=across, opacity=PALE),
        )

    @staticmethod
    def _bar(unit: float, y: float, colour: str) -> Bar:
        return Bar(np.array([COLUMN, y - 0.2, 0.0]), unit, colour, thickness=THICK)

    def grow_length(self) -> list[Animation]:
        """Let its length appear."""
        return [self.length.to(self.racer.length), FadeIn(self.length_number)]

    def ask(self) -> list[Animation]:
        """Set its length aside, and ask for its loss."""
        return [
            *(FadeOut(one) for one in (self.length, self.length_number, self.asked)),
            *(FadeIn(one) for one in (self.aside, self.pending)),
        ]

    def grow_loss(self) -> list[Animation]:
        """Let its loss appear in place of the question mark."""
        return [self.loss.to(self.racer.loss), FadeIn(self.loss_number), FadeOut(self.pending)]

    def go(self, height: float) -> list[Animation]:
        """Move to another place."""
        move, self.height = height - self.height, height
        if abs(move) < 1e-9:
            return []
        return [part.animate.shift(move * UP) for part in (self.head, self.aside, self.pending)]


class Ranking:
    """All rows, the lowest on top.

    Attributes
    ----------
    rows
        By racer, in the order of their lengths.
    by_loss
        The racers, the lowest loss first.
    length_title, loss_title, aside_title, terms_title
        What the bars are, what the numbers at the right are, and which shade is which term.
    """

    def __init__(self, cast: Cast) -> None:
        screen, racers = cast.screen, cast.racers
        lengths = {key: racer.length for key, racer in racers.items()}
        losses = {key: racer.loss for key, racer in racers.items()}
        units = ROOM / max(lengths.values()), ROOM / max(losses.values())
        self.by_length, self.by_loss = cast.by(lengths), cast.by(losses)
        pitch = (TOP - BOTTOM) / len(racers)
        self.heights = [TOP - (rank + 0.5) * pitch for rank in range(len(racers))]
        self.rows = {
            key: Row(key, cast, units, (self.heights[rank], self.heights[self.by_loss.index(key)]))
            for rank, key in enumerate(self.by_length)
        }
        self.length_title, self.loss_title = (
            screen.word(key, theme.SMALL, theme.MUTED).move_to((COLUMN, TITLE, 0.0), aligned_edge=LEFT)
            for key in ("path_length", "loss_after")
        )
        self.aside_title, self.asked_title = (
            screen.word(key, theme.SMALL, theme.MUTED).move_to((EDGE, TITLE, 0.0), aligned_edge=RIGHT)
            for key in ("path_short", "loss_short")
        )
        shades = (Square(0.24, stroke_width=0).set_fill(theme.INK, opacity=shade) for shade in (1.0, PALE))
        sources = ("$x^2 \\/ 20$", "$+$"), ("$y^2$", "")
        self.terms_title = VGroup(screen.set("$L$ =", theme.SMALL))
        for shade, parts in zip(shades, sources, strict=True):
            self.terms_title.add(shade, *(screen.set(part, theme.SMALL) for part in parts if part))
        self.terms_title.arrange(RIGHT, buff=0.12).move_to((COLUMN, TITLE, 0.0), aligned_edge=LEFT)

    def tell(self, count: int) -> list[Animation]:
        """Bring the lowest ``count`` losses to their places; the others stay in the order of their lengths below."""
        told = self.by_loss[:count]
        order = [*told, *(key for key in self.by_length if key not in told)]
        moves = [self.rows[key].go(self.heights[rank]) for rank, key in enumerate(order)]
        return [move for row in moves for move in row]
