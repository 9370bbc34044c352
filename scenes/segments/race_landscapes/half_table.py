"""Below a map: in how many steps half of the starts have settled, for each method, and who is first."""

from __future__ import annotations

from manim import RIGHT, Rectangle, VGroup

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .contest import Contest
from .three_maps import SIZE
from .tuning import METHODS

TOP, PITCH, ROWS = -1.3, 0.41, 3
TUNED = -2.52
"""Where the steps stand for which the memory, too, is tuned."""


class HalfTable:
    """Two columns of three methods.

    Attributes
    ----------
    rows
        A sign and its steps for each.
    winner
        A frame around the fewest.
    tuned
        The steps of momentum and of Nesterov at their best memory.
    """

    def __init__(self, contest: Contest, tuned: dict[str, int], screen: ScreenText, centre: float) -> None:
        self.rows, self.winner = VGroup(), VGroup()
        for rank, name in enumerate(METHODS):
            column, row = divmod(rank, ROWS)
            middle, y = centre + (column - 0.5) * SIZE[0] / 2, TOP - row * PITCH
            look, steps = theme.look(name), contest.tunings[name].steps
            sign = marker(look.marker, 0.22, look.colour).move_to((middle - 0.65, y, 0))
            first = name == contest.first
            if steps < 0:
                told = screen.word("never", theme.SMALL, theme.MUTED)
                told.move_to((middle + 0.7 - told.width / 2, y, 0))
            else:
                told = Number(steps, "d", theme.BODY, look.colour if first else theme.INK, anchor="right")
                told.place((middle + 0.7, y - 0.1, 0))
            self.rows.add(VGroup(sign, told))
            if first:
                frame = Rectangle(width=SIZE[0] / 2 - 0.15, height=PITCH - 0.05, stroke_width=3)
                self.winner.add(frame.set_stroke(look.colour).move_to((middle, y, 0)))
        key = screen.word("tuned_too", theme.SMALL, theme.YELLOW)
        parts = VGroup(key)
        least = min(tuned.values())
        for name, steps in tuned.items():
            look = theme.look(name)
            number = Number(steps, "d", theme.BODY, look.colour if steps == least else theme.INK)
            parts.add(VGroup(marker(look.marker, 0.22, look.colour), number).arrange(RIGHT, buff=0.12))
        self.tuned = parts.arrange(RIGHT, buff=0.22).move_to((centre, TUNED, 0))
