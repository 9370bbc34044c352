"""The printed table, a row at a time, with the steps counted beside it and a band behind the row that is lit."""

from __future__ import annotations

import numpy as np
from manim import RoundedRectangle

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number_table import NumberTable

from .facts import Facts

LEARNS = theme.look("full_batch")


class EpochTable(Dialled):
    """Steps taken; then as printed: epoch, weight after the step, cost before it. Row ``dial`` is lit."""

    widths, size, row_height, rows = (0.75, 0.95, 3.1, 1.6), 27, 0.5, 4
    right, top = 6.6, -0.3

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.table = NumberTable(
            [screen["steps"], screen["epoch"], screen["after"], screen["before"]],
            np.column_stack([facts.rows[:, 0] + 1, facts.rows]),
            ["d", "d", "", ""],
            self.widths,
            rows=self.rows,
            top_right=(self.right, self.top),
            anchors=("right", "right", "point", "point"),
            colours=(theme.INK, theme.MUTED, theme.INK, theme.INK),
            size=self.size,
            heading_size=theme.SMALL,
            language=screen.language,
            row_height=self.row_height,
        )
        self.band = RoundedRectangle(
            width=sum(self.widths) + 0.2, height=self.row_height - 0.06, corner_radius=0.1, stroke_width=0
        )
        self.band.set_fill(theme.MUTED, opacity=0.22)
        self.add(self.band, self.table)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Light row ``dial``."""
        self.table.set_dial(dial)
        lit = self.table.place_of(max(dial, 0.0), 0)
        self.band.move_to((self.right - sum(self.widths) / 2, lit[1] + 0.1, 0))
