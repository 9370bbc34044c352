"""The samples written down, and below them what the line predicts for each: what stands on the left as points."""

from __future__ import annotations

from manim import VGroup

from optimlib.datasets import Data
from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.dial import Dialled
from scenes.components.text.label import label
from scenes.components.text.number import Number


def sample_table(
    data: Data, middle: float, top: float, *, step: tuple[float, float], size: float, disc: float
) -> VGroup:
    """Set a column for each sample, from its disc down: inputs, then targets."""
    table = VGroup()
    for row, (name, values) in enumerate((("x", data.x), ("y", data.y)), start=1):
        cells = VGroup(label(f"${name}$", size, theme.MUTED), *(label(f"${one:g}$", size) for one in values))
        for column, cell in enumerate(cells):
            cell.move_to((_column(data, middle, step[0], column), top - row * step[1], 0))
        table.add(cells)
    for rank in range(len(data)):
        place = (_column(data, middle, step[0], rank + 1), top, 0)
        table.add(sample_disc(rank + 1, disc).move_to(place))
    return table


def _column(data: Data, middle: float, step: float, column: int) -> float:
    return middle + (column - len(data) / 2) * step


class Predictions(Dialled):
    """A row ŷ = wx for the samples, ``dial`` being the slope w."""

    def __init__(
        self, data: Data, middle: float, y: float, *, step: float, size: float, colour: str, w: float
    ) -> None:
        super().__init__()
        self.data = data
        name = label("$hat(y)$", size, colour).move_to((_column(data, middle, step, 0), y, 0))
        self.numbers = VGroup()
        for column in range(1, len(data) + 1):
            number = Number(0.0, ".2f", size, colour)
            self.numbers.add(number.move_to((_column(data, middle, step, column), y, 0)))
        self.add(name, self.numbers)
        self.set_dial(w)

    def show(self, dial: float) -> None:
        """Write down what the line predicts, its slope ``dial`` taken as it is written elsewhere."""
        for number, x in zip(self.numbers, self.data.x, strict=True):
            number.set_dial(round(dial, 2) * float(x))
