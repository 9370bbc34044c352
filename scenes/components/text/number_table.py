"""A table of numbers whose rows come one by one and roll upwards when there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from manim import Line, VGroup

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import label, stand
from scenes.components.text.number import Number


class NumberTable(Dialled):
    """Rows of numbers ``(n, columns)``; row ``dial`` is the newest, earlier ones above it, dimmed.

    Between two whole values of the dial the next row is coming and, once the table is full, all rows are
    sliding upwards: the table rolls, it does not jump.

    Parameters
    ----------
    headings
        Typst markup over each column.
    values
        The numbers, ``(n, columns)``.
    forms
        A format specification for each column; ``""`` prints a number as Python does, with all its digits.
    widths
        Column widths in scene units; numbers stand at their right edges.
    rows
        How many rows are seen at once.
    top_right
        Scene coordinates of the upper right corner.
    anchors
        For each column whether its numbers stand ``"right"`` aligned or with their ``"point"`` below each other;
        right-aligned if not given.
    colours
        A colour for each column.
    size, heading_size
        Type sizes; headings are as large as the numbers if not told otherwise.
    """

    earlier = 0.62
    """Opacity of the rows above the newest one."""
    whole = 0.42
    """Room left of the point in a column aligned by it, in scene units."""

    def __init__(
        self,
        headings: Sequence[str],
        values: np.ndarray,
        forms: Sequence[str],
        widths: Sequence[float],
        *,
        rows: int,
        top_right: tuple[float, float],
        anchors: Sequence[Literal["right", "point"]] | None = None,
        colours: Sequence[str] | None = None,
        size: float = theme.SMALL,
        heading_size: float | None = None,
        language: str = "en",
        row_height: float = 0.4,
    ) -> None:
        super().__init__()
        self.values, self.row_height, self.rows = np.asarray(values, dtype=float), row_height, rows
        right, top = top_right
        anchors = anchors or ["right"] * len(forms)
        ends = np.cumsum(widths) - sum(widths)
        self.edges = np.array(
            [
                end if anchor == "right" else end - width + self.whole
                for end, width, anchor in zip(ends, widths, anchors, strict=True)
            ]
        )
        self.headings = VGroup()
        for heading, edge, anchor in zip(headings, right + self.edges, anchors, strict=True):
            text = label(heading, heading_size or size, theme.MUTED, language=language)
            middle = edge - text.width / 2 if anchor == "right" else edge - 0.13 + text.width / 2
            self.headings.add(stand(text.move_to((middle, top, 0)), top - 0.28))
        self.rule = Line(
            (right - sum(widths), top - 0.45, 0), (right, top - 0.45, 0), stroke_width=1.5, color=theme.FAINT
        )
        # One row more than is seen: the one that is coming while the first one is going.
        self.cells = [
            [
                Number(0.0, form, size, colour, anchor=anchor)
                for form, anchor, colour in zip(
                    forms, anchors, colours or [theme.INK] * len(forms), strict=True
                )
            ]
            for _ in range(rows + 1)
        ]
        self._ranks: list[int | None] = [None] * (rows + 1)
        self.add(self.headings, self.rule, *(cell for row in self.cells for cell in row))
        self.set_dial(-1.0)

    def rolled(self, dial: float) -> float:
        """Return how many rows have rolled out at the top, a part of one included."""
        return float(max(min(dial, len(self.values) - 1) - (self.rows - 1), 0.0))

    def cell(self, rank: int, column: int) -> Number:
        """Return the number of a row that is seen now."""
        return self.cells[rank % (self.rows + 1)][column]

    def place_of(self, rank: float, column: int) -> np.ndarray:
        """Return scene coordinates of a cell as it stands now: where its number is anchored."""
        down = (rank - self.rolled(self.dial) + 0.72) * self.row_height + 0.05
        return np.asarray(self.rule.get_end() + np.array([self.edges[column], -down, 0.0]))

    def opacity_of(self, rank: int, dial: float) -> float:
        """Return how clearly a row is seen: coming, newest, earlier, gone."""
        coming = np.clip(dial - rank + 1.0, 0.0, 1.0)
        # A row that goes is gone before it touches the rule below the headings.
        going = np.clip(1.0 - 2.5 * (self.rolled(dial) - rank), 0.0, 1.0)
        newest = np.clip(1.0 - (dial - rank), 0.0, 1.0)
        return float(coming * going * (self.earlier + (1.0 - self.earlier) * newest))

    def show(self, dial: float) -> None:
        """Show rows up to ``dial`` (−1: none yet)."""
        last = len(self.values) - 1
        self.dial = dial = float(np.clip(dial, -1.0, last))
        first = int(self.rolled(dial))
        for rank in range(first, first + self.rows + 1):
            slot = rank % (self.rows + 1)
            # Compiling digits is what costs, so a cell keeps them for as long as it shows the same row.
            changed, self._ranks[slot] = self._ranks[slot] != rank, rank
            opacity = self.opacity_of(rank, dial) if rank <= last else 0.0
            for column, cell in enumerate(self.cells[slot]):
                if changed:
                    # Beyond the last row, too, what is not seen depends on the dial alone.
                    cell.set_dial(float(self.values[min(rank, last), column]))
                cell.place(self.place_of(rank, column))
                cell.digits.set_fill(opacity=opacity)
