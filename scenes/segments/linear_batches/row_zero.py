"""What stands in row zero of both printed tables: a mean before the step, one sample's loss after it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.charts.bars import Bar
from scenes.components.text.label import Label
from scenes.components.text.number import Number
from scenes.components.text.number_table import NumberTable

from .batch_ways import BatchWays
from .printed_tables import framed


class RowZero:
    """Each sample's squared error as a bar, below both tables as they stand, on one scale.

    Attributes
    ----------
    frames
        Around the number that each table has in its last column.
    errors
        The bars below each table, faintly, with when they were measured.
    printed_loss
        The bar that the second table prints.
    means
        For each table a line at the mean of its bars, and the line's name.
    ratio
        How much more the second table prints than the mean.
    put_right
        The mean after the last row's step, for both ways.
    """

    tallest = 1.95
    foot, step, thickness = -1.95, 0.95, 0.56
    aside = -0.75
    """How far beside the middle of their table the bars stand."""

    def __init__(self, ways: BatchWays, tables: list[NumberTable]) -> None:
        self.ways = ways
        fact = ways.facts
        sides = (fact.start_losses, fact.first_losses)
        self.unit = self.tallest / max(float(losses.max()) for losses in sides)
        colours = [ways.looks[racer.look].colour for racer in (fact.full, fact.single)]
        middles = [float(table.rule.get_center()[0]) for table in tables]
        self.frames = [framed(table, table.cell(0, -1).digits) for table in tables]
        bars = [self._bars(*side) for side in zip(sides, middles, colours, strict=True)]
        self.errors = [
            self._errors(*side) for side in zip(("before", "after"), sides, middles, bars, strict=True)
        ]
        self.printed_loss = bars[1][-1]
        self.means = [
            self._mean("mean", sides[0], middles[0], colours[0]),
            self._mean("true_mean", sides[1], middles[1], theme.INK),
        ]
        self.ratio = VGroup(
            ways.screen.word("ratio"), ways.screen.word("every_row", theme.SMALL, theme.MUTED)
        )
        self.ratio.arrange(DOWN, buff=0.2).move_to((0, -0.9, 0))
        self.put_right = self._put_right(colours)

    def _put_right(self, colours: list[str]) -> VGroup:
        fact = self.ways.facts
        heading = self.ways.screen.word("put_right", theme.SMALL, theme.MUTED)
        costs = VGroup(
            *(
                Number(cost, ".2f", theme.TITLE, colour)
                for cost, colour in zip(fact.table_costs, colours, strict=True)
            )
        )
        costs.arrange(RIGHT, buff=0.9)
        return VGroup(heading, costs).arrange(DOWN, buff=0.3).move_to((-0.2, 1.55, 0))

    def _places(self, count: int, middle: float) -> list[float]:
        return [middle + self.aside + (rank - (count - 1) / 2) * self.step for rank in range(count)]

    def _bars(self, losses: np.ndarray, middle: float, colour: str) -> VGroup:
        bars = VGroup()
        for x, loss in zip(self._places(len(losses), middle), losses, strict=True):
            bar = Bar(
                (x, self.foot, 0),
                self.unit,
                colour,
                vertical=True,
                thickness=self.thickness,
                value=float(loss),
            )
            bars.add(bar.set_opacity(0.45))
        return bars

    def _errors(self, when: str, losses: np.ndarray, middle: float, bars: VGroup) -> VGroup:
        """Set below each bar its sample and its number, and above them all when they were measured."""
        group = VGroup(self.ways.screen.word(when, theme.SMALL, theme.MUTED).move_to((middle, 0.42, 0)))
        for rank, (x, loss) in enumerate(zip(self._places(len(losses), middle), losses, strict=True)):
            group.add(sample_disc(rank + 1, 0.36).move_to((x, self.foot - 0.3, 0)))
            group.add(Number(float(loss), ".3f", theme.SMALL).move_to((x, self.foot - 0.72, 0)))
        return group.add(*bars)

    def _mean(self, key: str, losses: np.ndarray, middle: float, colour: str) -> tuple[DashedLine, Label]:
        """Draw a line at the mean of the bars, with its name."""
        height = self.foot + self.unit * float(losses.mean())
        half = len(losses) / 2 * self.step
        ends = [(middle + self.aside + side * half, height, 0) for side in (-1, 1)]
        line = DashedLine(*ends, color=colour, stroke_width=3.5, dash_length=0.12)
        return line, self.ways.screen.word(key, theme.SMALL, colour).next_to(line, RIGHT, buff=0.15)
