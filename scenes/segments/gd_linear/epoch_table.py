"""The printed table, a row at a time and large, with a band behind the row that is lit."""

from __future__ import annotations

from manim import RoundedRectangle

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number_table import NumberTable

from .facts import Facts

LEARNS = theme.look("full_batch")


class EpochTable(Dialled):
    """Epoch, weight after the step, cost before it, with all their digits; row ``dial`` is lit."""

    widths, size, row_height, rows = (0.95, 3.75, 1.75), 32, 0.58, 4
    right, top = 6.55, 0.2

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.table = NumberTable(
            [screen["epoch"], screen["after"], screen["before"]],
            facts.rows,
            ["d", "", ""],
            self.widths,
            rows=self.rows,
            top_right=(self.right, self.top),
            anchors=("right", "point", "point"),
            colours=(theme.MUTED, theme.INK, LEARNS.colour),
            size=self.size,
            heading_size=theme.SMALL,
            language=screen.language,
            row_height=self.row_height,
        )
        self.band = RoundedRectangle(
            width=sum(self.widths) + 0.2, height=self.row_height - 0.06, corner_radius=0.1, stroke_width=0
        )
        self.band.set_fill(LEARNS.colour, opacity=0.22)
        self.add(self.band, self.table)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Light row ``dial``."""
        self.table.set_dial(dial)
        lit = self.table.place_of(max(dial, 0.0), 0)
        self.band.move_to((self.right - sum(self.widths) / 2, lit[1] + 0.12, 0))
