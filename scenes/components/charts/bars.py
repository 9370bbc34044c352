"""Bars: amounts side by side, or signed amounts stacked so that one sees them add up or cancel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.dial import Dialled


class Bar(Dialled):
    """One bar from a point along a direction, ``dial`` units of data long; negative values grow backwards."""

    def __init__(
        self,
        origin: np.ndarray | tuple[float, float, float],
        unit: float,
        colour: str,
        *,
        thickness: float = 0.34,
        vertical: bool = False,
        opacity: float = 1.0,
        value: float = 0.0,
    ) -> None:
        super().__init__()
        self.unit, self.thickness, self.vertical = unit, thickness, vertical
        self.base = np.asarray(origin, dtype=float)
        self.body = VMobject(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.add(self.body)
        self.set_dial(value)

    def show(self, dial: float) -> None:
        """Draw the bar ``dial`` long."""
        along = np.array([0.0, 1.0, 0.0]) if self.vertical else np.array([1.0, 0.0, 0.0])
        across = np.array([1.0, 0.0, 0.0]) if self.vertical else np.array([0.0, 1.0, 0.0])
        length, half = dial * self.unit, self.thickness / 2
        if abs(length) < 1e-4:
            length = 1e-4
        corners = [
            self.base - across * half,
            self.base + along * length - across * half,
            self.base + along * length + across * half,
            self.base + across * half,
        ]
        self.body.set_points_as_corners([*corners, corners[0]])

    @property
    def end(self) -> np.ndarray:
        """Scene coordinates of the middle of the bar's far end."""
        along = np.array([0.0, 1.0, 0.0]) if self.vertical else np.array([1.0, 0.0, 0.0])
        return np.asarray(self.base + along * self.dial * self.unit)


class BarStack(Dialled):
    """Signed amounts laid one after the other: equal signs pile up, opposite signs fold back.

    The first ``dial`` amounts are shown (a fraction shows part of the next one). Each amount is a thin bar on its
    own level, beginning where the last one ended, so that a running sum can be read off; a marker line stands at
    the sum reached.
    """

    def __init__(
        self,
        amounts: Sequence[float] | np.ndarray,
        origin: np.ndarray | tuple[float, float, float],
        unit: float,
        height: float,
        colour: str,
        *,
        back_colour: str | None = None,
    ) -> None:
        super().__init__()
        self.amounts = np.asarray(amounts, dtype=float)
        self.base, self.unit = np.asarray(origin, dtype=float), unit
        self.level = height / max(len(self.amounts), 1)
        self.colours = (colour, back_colour or colour)
        self.bars = VGroup(*(Rectangle(width=1, height=1, stroke_width=0) for _ in self.amounts))
        self.sum_line = VMobject(stroke_color=theme.INK, stroke_width=3)
        self.add(self.bars, self.sum_line)
        self.set_dial(0.0)

    def reached(self, dial: float) -> float:
        """Return the sum of the first ``dial`` amounts."""
        return float(np.interp(dial, np.arange(len(self.amounts) + 1), np.r_[0.0, np.cumsum(self.amounts)]))

    def show(self, dial: float) -> None:
        """Show the first ``dial`` amounts."""
        for rank, (amount, bar) in enumerate(zip(self.amounts, self.bars, strict=True)):
            share = min(max(dial - rank, 0.0), 1.0)
            start = self.base[0] + self.unit * self.reached(rank)
            end = start + self.unit * amount * share
            y = self.base[1] - (rank + 0.5) * self.level
            half = self.level * 0.4
            corners = [(start, y - half, 0), (end, y - half, 0), (end, y + half, 0), (start, y + half, 0)]
            bar.set_points_as_corners([*corners, corners[0]])
            bar.set_fill(self.colours[int(amount < 0)], opacity=1.0 if share > 0 else 0.0)
        x = self.base[0] + self.unit * self.reached(dial)
        top, bottom = self.base[1] + 0.06, self.base[1] - len(self.amounts) * self.level - 0.06
        self.sum_line.set_points_as_corners([(x, bottom, 0), (x, top, 0)])
