"""A small table of live numbers: a column for each method, a row for each quantity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.label import label, stand
from scenes.components.text.number import Number


class Scoreboard(VGroup):
    """Numbers of several methods side by side, each column under its marker and name, in its colour.

    Parameters
    ----------
    methods
        Name (Typst markup) and look of each column.
    quantities
        Name (Typst markup) and number format of each row.
    left
        Where the names of the rows begin, in scene units.
    edges
        Right edge of each column.
    top, row_height
        Centre of the row of names, and the distance from row to row below it.

    Attributes
    ----------
    heads
        Markers and names.
    rows
        Name and numbers of each row, so that a row can be shown in its time.
    """

    def __init__(
        self,
        methods: Sequence[tuple[str, theme.Look]],
        quantities: Sequence[tuple[str, str]],
        left: float,
        edges: Sequence[float],
        top: float,
        *,
        row_height: float = 0.6,
        language: str = "en",
    ) -> None:
        super().__init__()
        self.heads = VGroup()
        for (name, look), edge in zip(methods, edges, strict=True):
            text = label(name, theme.SMALL, look.colour, language=language)
            stand(text.move_to((edge - text.width / 2, top, 0)), top - 0.1)
            sign = marker(look.marker, 0.2, look.colour).move_to((text.get_x(), top + 0.35, 0))
            self.heads.add(text, sign)
        self.rows = VGroup()
        for rank, (name, form) in enumerate(quantities, start=1):
            baseline = top - 0.1 - rank * row_height
            text = label(name, theme.SMALL, theme.MUTED, language=language)
            text.move_to((left + text.width / 2, baseline + 0.1, 0))
            cells = (
                Number(0.0, form, theme.BODY, look.colour, anchor="right").place((edge, baseline, 0))
                for (_, look), edge in zip(methods, edges, strict=True)
            )
            self.rows.add(VGroup(text, *cells))
        self.add(self.heads, self.rows)

    def put(self, column: int, values: Sequence[float] | np.ndarray) -> None:
        """Set the numbers of a column, from the first row on."""
        for row, value in zip(self.rows, values, strict=True):
            row[1 + column].set_dial(float(value))
