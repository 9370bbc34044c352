"""Which well a ball ends in, for every momentum and many learning rates: stripes."""

from __future__ import annotations

import numpy as np
from manim import Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText

from .facts import Facts
from .momentum_sweep import MOMENTA, RATES
from .well_plot import DEEP, SHALLOW


class Stripes(Dialled):
    """Cells of rows, drawn from the left up to ``dial`` columns; neighbours that are alike are one piece.

    Parameters
    ----------
    deep
        For each row and column, whether the run ends in the deep well ``(rows, columns)``.
    corner, cell
        Lower left corner of the rows and the size of a cell, in scene units.
    """

    def __init__(self, deep: np.ndarray, corner: tuple[float, float], cell: tuple[float, float]) -> None:
        super().__init__()
        self.deep, self.corner, self.cell = deep, corner, cell
        for colour in (SHALLOW, DEEP):
            self.add(VMobject(stroke_width=0, fill_color=colour, fill_opacity=0.85))
        self.set_dial(float(deep.shape[1]))

    def show(self, dial: float) -> None:
        """Draw the first columns."""
        (left, bottom), (width, height) = self.corner, self.cell
        columns = round(dial)
        for value, part in enumerate(self):
            pieces = []
            for row, cells in enumerate(self.deep[:, :columns]):
                same = np.concatenate([[False], cells == bool(value), [False]]).astype(int)
                y = bottom + row * height
                for start, end in zip(
                    *(np.flatnonzero(np.diff(same) == sign) for sign in (1, -1)), strict=True
                ):
                    x0, x1 = left + start * width, left + end * width
                    pieces.append(
                        np.array(
                            [(x0, y, 0), (x1, y, 0), (x1, y + height, 0), (x0, y + height, 0), (x0, y, 0)]
                        )
                    )
            set_pieces(part, pieces)


class SweepMap:
    """It fills the stage.

    Attributes
    ----------
    row, row_name
        All momenta at the rate of the segment, as a thick strip above; its dial counts momenta.
    changes
        A sign at each change of the outcome, and how many there are.
    frame, map
        All rates, below.
    here
        The rate of the segment in the map.
    key
        What the colours mean.
    """

    width, left = 9.4, theme.STAGE_LEFT + 0.9
    strip = (1.35, 0.75)
    bottom, height = -2.0, 2.55

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        count = len(MOMENTA)
        cell = self.width / count
        y, thick = self.strip
        self.row = Stripes(facts.sweep.deep[None], (self.left, y), (cell, thick))
        self.row.set_dial(0.0)
        rate = screen.set(f"$eta = {facts.learning_rate:g}$", theme.BODY)
        self.row_name = VGroup(
            Rectangle(width=self.width, height=thick, stroke_width=1.5, stroke_color=theme.FAINT).move_to(
                (self.left + self.width / 2, y + thick / 2, 0)
            ),
            rate.move_to((self.left + rate.width / 2, y + thick + 0.3, 0)),
        )
        self.changes = VGroup()
        for rank in facts.sweep.changes:
            x = self.left + rank * cell
            tick = Rectangle(width=0.035, height=thick + 0.24, stroke_width=0).set_fill(theme.INK, opacity=1)
            self.changes.add(tick.move_to((x, y + thick / 2, 0)))
        told = screen.word("turns", theme.BODY)
        self.changes.add(told.move_to((self.left + self.width - told.width / 2, y + thick + 0.38, 0)))
        step = float(RATES[1] - RATES[0])
        self.plane = Plane(
            (0.0, 1.0),
            (float(RATES[0] - step / 2), float(RATES[-1] + step / 2)),
            width=self.width,
            height=self.height,
        )
        self.plane.move_to((self.left + self.width / 2, self.bottom + self.height / 2, 0))
        axes = self.plane.axes(
            (0, 0.2, 0.4, 0.6, 0.8, 1),
            (0.05, 0.1, 0.15),
            x_name=screen["momentum_axis"],
            y_name=screen["rate_axis"],
            language=screen.language,
        )
        self.frame = VGroup(self.plane, axes)
        self.map = Stripes(facts.fates, (self.left, self.bottom), (cell, self.height / len(RATES)))
        at = self.plane.to_scene([(0.0, facts.learning_rate), (1.0, facts.learning_rate)])
        box = Rectangle(width=self.width + 0.1, height=self.height / len(RATES) + 0.07, stroke_width=3)
        self.here = box.set_stroke(theme.INK).move_to(at.mean(axis=0))
        self.key = VGroup()
        x = self.left + self.width + 0.4
        for rank, (key, colour) in enumerate((("ends_deep", DEEP), ("ends_shallow", SHALLOW))):
            patch = Rectangle(width=0.36, height=0.26, stroke_width=0).set_fill(colour, opacity=0.85)
            text = screen.word(key, theme.SMALL, colour, width=2.3)
            row = VGroup(patch, text).arrange(np.array([1.0, 0.0, 0.0]), buff=0.18)
            self.key.add(row.move_to((x, 1.95 - 0.85 * rank, 0), aligned_edge=np.array([-1.0, 0.0, 0.0])))
