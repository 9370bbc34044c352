"""The two tables as they are printed, full batch and single samples, and the lines whose slopes they list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, SurroundingRectangle, VectorizedPoint, VGroup

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine, sample_disc
from scenes.components.dial import Course, steps
from scenes.components.text.number_table import NumberTable

from .batch_ways import BatchWays
from .facts import TABLE_ROWS
from .racer import Racer


class PrintedTables:
    """The first rows of two tables side by side, and between them the samples with both lines.

    Attributes
    ----------
    tables, captions
        The table of each way, and above it the way's name.
    plot
        The samples, and the line that each way has found.
    columns
        A frame for each table around the column that is called cost or loss.
    meanings
        For each table the samples that this column is of, and when it was measured.
    errors
        For each table the errors whose squares the last number of this column is the mean of, as sticks in the plot.
    """

    foot = -2.2

    widths = (0.95, 1.9, 1.7)

    def __init__(self, ways: BatchWays) -> None:
        self.ways, self.facts = ways, ways.facts
        fact = self.facts
        edges = (theme.STAGE_LEFT + sum(self.widths), theme.STAGE_RIGHT - 0.3)
        self.tables = [
            self._table(fact.full, fact.full_rows[:TABLE_ROWS], "cost", edges[0]),
            self._table(fact.single, fact.single_rows[:TABLE_ROWS], "loss", edges[1]),
        ]
        self.captions = VGroup()
        for racer, table in zip((fact.full, fact.single), self.tables, strict=True):
            self.captions.add(ways.name(racer).align_to(table.rule, LEFT).align_to((0, 2.7, 0), UP))
        self.plot, self.lines = self._plot()
        self.slopes = [np.concatenate([[fact.w0], rows[:, 1]]) for rows in (fact.full_rows, fact.single_rows)]
        # One group for all runs: a new one would come to lie above what was shown meanwhile.
        self.running = VGroup(*self.tables, self.plot)
        self.columns = [self._column(table) for table in self.tables]
        every = range(fact.samples)
        self.meanings = [self._meaning("before", every, 0), self._meaning("after", every[-1:], 1)]
        # The full batch's cost is that of the line before the last step: it is drawn thin.
        line = SlopeLine(
            self.plot.plane, self.slopes[0][TABLE_ROWS - 1], ways.looks[fact.full.look], width=1.5
        )
        self.errors = [
            VGroup(line, self._sticks(fact.full, self.slopes[0][TABLE_ROWS - 1], every, -0.07)),
            VGroup(self._sticks(fact.single, self.slopes[1][TABLE_ROWS], every[-1:], 0.07)),
        ]

    def _table(self, racer: Racer, rows: np.ndarray, column: str, right: float) -> NumberTable:
        words = self.ways.screen
        return NumberTable(
            [words["epoch"], "$w$", words[column]],
            rows,
            ["d", ".4f", ".3f"],
            self.widths,
            rows=TABLE_ROWS,
            top_right=(right, 2.1),
            anchors=("right", "point", "point"),
            colours=(theme.MUTED, theme.INK, self.ways.looks[racer.look].colour),
            size=theme.HEADING,
            heading_size=theme.BODY,
            row_height=0.8,
            language=self.ways.screen.language,
        )

    def _plot(self) -> tuple[DataPlot, list[SlopeLine]]:
        fact = self.facts
        x_end = 1.17 * float(fact.data.x.max())
        y_end = 1.1 * float(fact.data.y.max())
        plot = DataPlot(
            fact.data,
            (0, x_end),
            (min(0, x_end * fact.w0), max(y_end, x_end * fact.w0)),
            width=2.9,
            height=4.3,
            ticks=False,
        )
        plot.move_to((-0.1, -0.05, 0))
        lines = [
            SlopeLine(plot.plane, fact.w0, self.ways.looks[racer.look]) for racer in (fact.full, fact.single)
        ]
        plot.add_to_back(*lines)
        return plot, lines

    def _column(self, table: NumberTable) -> SurroundingRectangle:
        last = VectorizedPoint(table.place_of(table.rows - 1, -1))
        return framed(table, VGroup(table.headings[-1], *(row[-1].digits for row in table.cells[:-1]), last))

    def _sticks(self, racer: Racer, w: float, samples: Sequence[int], aside: float) -> VGroup:
        """Draw how far some samples are from a line, from the rims of their discs."""
        sticks = VGroup()
        for one in samples:
            x, y = self.facts.data.x[one], self.facts.data.y[one]
            disc, foot = self.plot.plane.to_scene([(x, y), (x, w * x)])
            rim = disc + np.array([0.0, 0.21 * np.sign(foot[1] - disc[1]), 0.0])
            if abs(foot[1] - disc[1]) > 0.21:
                colour = self.ways.looks[racer.look].colour
                sticks.add(Line(rim, foot, color=colour, stroke_width=6).shift(aside * RIGHT))
        return sticks

    def _meaning(self, key: str, samples: Sequence[int], table: int) -> VGroup:
        """Set the discs of samples, and words, below the outer end of a table."""
        rule, colour = self.tables[table].rule, self.tables[table].cells[0][-1].colour
        discs = VGroup(*(sample_disc(one + 1, 0.4, colour) for one in samples)).arrange(RIGHT, buff=0.08)
        words = self.ways.screen.word(key, theme.BODY, colour)
        group = VGroup(discs, words).arrange(DOWN, buff=0.16).move_to((0, self.foot, 0))
        return group.align_to(rule, LEFT if table == 0 else RIGHT)

    def run(self, first: float, last: float) -> Course:
        """Let the tables and the lines go from one row to another, row by row; row -1 is the start."""

        def show(row: float) -> None:
            for table, line, path in zip(self.tables, self.lines, self.slopes, strict=True):
                table.set_dial(row)
                line.set_dial(float(np.interp(row + 1, np.arange(len(path)), path)))

        return Course(self.running, show, (first, last), rate_func=steps(round(last - first)))


def framed(table: NumberTable, numbers: VGroup) -> SurroundingRectangle:
    """Frame numbers of a table in the colour of its last column."""
    colour = table.cells[0][-1].colour
    return SurroundingRectangle(numbers, buff=0.13, corner_radius=0.1, color=colour, stroke_width=3)
