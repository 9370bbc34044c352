"""A table of numbers whose rows come one by one and roll upwards when there are too many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Line, VGroup

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.number import Number
from scenes.components.text import label


class NumberTable(Dialled):
    """Rows of numbers ``(n, columns)``; row ``dial`` is the newest one shown, earlier ones above it, fading.

    Parameters
    ----------
    headings
        Typst markup over each column.
    forms
        A format specification for each column.
    widths
        Column widths in scene units.
    rows
        How many rows are seen at once.
    top_right
        Scene coordinates of the upper right corner.
    """

    def __init__(
        self,
        headings: Sequence[str],
        values: np.ndarray,
        forms: Sequence[str],
        widths: Sequence[float],
        *,
        rows: int,
        top_right: tuple[float, float],
        colours: Sequence[str] | None = None,
        size: float = theme.SMALL,
        language: str = "en",
        row_height: float = 0.4,
    ) -> None:
        super().__init__()
        self.values, self.row_height, self.rows = np.asarray(values, dtype=float), row_height, rows
        colours = colours or [theme.INK] * len(forms)
        right, top = top_right
        self.edges = right - (sum(widths) - np.cumsum(widths))
        self.top = top
        self.headings = VGroup()
        for heading, edge in zip(headings, self.edges, strict=True):
            text = label(heading, size, theme.MUTED, language=language)
            self.headings.add(text.move_to((edge - text.width / 2, top - 0.2, 0)))
        rule = Line(
            (right - sum(widths), top - 0.45, 0), (right, top - 0.45, 0), stroke_width=1.5, color=theme.FAINT
        )
        self.cells = [
            [
                Number(0.0, form, size, colour, anchor="right")
                for form, colour in zip(forms, colours, strict=True)
            ]
            for _ in range(rows)
        ]
        self.add(self.headings, rule, *(cell for row in self.cells for cell in row))
        self.offset = np.zeros(3)
        self.set_dial(-1.0)

    def show(self, dial: float) -> None:
        """Show rows up to ``dial`` (−1: none yet)."""
        newest = min(int(np.floor(dial + 1e-9)), len(self.values) - 1)
        first = max(newest - self.rows + 1, 0)
        for place, row in enumerate(self.cells):
            rank = first + place
            shown = rank <= newest
            for cell, edge, value in zip(row, self.edges, self.values[min(rank, newest)], strict=True):
                cell.set_dial(float(value))
                cell.place((edge, self.top - 0.5 - (place + 0.72) * self.row_height, 0))
                cell.set_opacity(0.0 if not shown else 1.0 if rank == newest else 0.62)
