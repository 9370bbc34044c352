"""A heat map: a value for every pair of two parameters, as coloured cells in a plane's window, and its key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import ManimColor, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.text.number import Number
from scenes.ground import ground_colours

SHADES = 28
"""Colours that are told apart at most: each is one object."""
DARKEST = 0.86
"""How far up the colours of the ground go: what is beyond must stay apart from nothing."""
BLEED = 0.012
"""How far a piece reaches under the next ones, in scene units: no seam shows between them."""
NOTHING = "#05070D"
"""Where there is no value: darker than the darkest shade."""


def cell_edges(values: Sequence[float] | np.ndarray, *, log: bool = False) -> np.ndarray:
    """Return the edges of cells around rising values ``(n,)``: half way to each neighbour, ``(n + 1,)``.

    Examples
    --------
    >>> cell_edges([1.0, 2.0, 4.0]).tolist()
    [0.5, 1.5, 3.0, 5.0]
    >>> cell_edges([1.0, 100.0], log=True).round(3).tolist()
    [0.1, 10.0, 1000.0]
    """
    at = np.log10(values) if log else np.asarray(values, dtype=float)
    middle = (at[1:] + at[:-1]) / 2
    edges = np.concatenate([[2 * at[0] - middle[0]], middle, [2 * at[-1] - middle[-1]]])
    return np.asarray(10.0**edges if log else edges)


def heat_plane(
    x: np.ndarray, y: np.ndarray, *, width: float, height: float, log_x: bool = False, log_y: bool = False
) -> Plane:
    """Return a plane that is filled by the cells of these values."""
    (left, right), (low, high) = (
        (float(edges[0]), float(edges[-1])) for edges in (cell_edges(x, log=log_x), cell_edges(y, log=log_y))
    )
    return Plane((left, right), (low, high), width=width, height=height, log_x=log_x, log_y=log_y)


class HeatMap(Dialled):
    """Cells for ``x`` by ``y``, painted from the left up to ``dial`` columns; small values are bright.

    Parameters
    ----------
    plane
        Where it lies; its logarithmic axes say which neighbours are how far apart.
    x, y
        The values of both parameters ``(n,)`` and ``(m,)``, rising.
    values
        What is shown, all positive ``(m, n)``; where one is not finite there is nothing.
    limits
        The values with the brightest and with the darkest colour; colours follow the logarithm between them.

    Examples
    --------
    >>> x, y = np.array([1.0, 10.0]), np.array([0.0, 1.0, 2.0])
    >>> plane = heat_plane(x, y, width=4, height=3, log_x=True)
    >>> heat = HeatMap(plane, x, y, np.ones((3, 2)), (1.0, 10.0))
    >>> heat.box(0, 1, 1).get_center().round(3).tolist()
    [1.0, -1.0, 0.0]
    """

    def __init__(
        self, plane: Plane, x: np.ndarray, y: np.ndarray, values: np.ndarray, limits: tuple[float, float]
    ) -> None:
        super().__init__()
        self.plane, self.values, self.limits = plane, np.asarray(values, dtype=float), limits
        self.x_edges, self.y_edges = cell_edges(x, log=plane.log_x), cell_edges(y, log=plane.log_y)
        self.nothing = VMobject(stroke_width=0, fill_color=NOTHING, fill_opacity=1)
        self.shades = VGroup(
            *(
                VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
                for colour in _colours(np.linspace(0.0, 1.0, SHADES))
            )
        )
        self.ranks = np.round(share_of(self.values, limits) * (SHADES - 1))
        # Text may stand on it anywhere: edges of cells are no lines that cross one.
        self.is_ground = True
        for part in (self.nothing, *self.shades):
            part.is_ground = True
        self.add(self.nothing, self.shades)
        self.set_dial(float(len(x)))

    def show(self, dial: float) -> None:
        """Paint the first columns; the last one may be part of its width."""
        edges = self.plane.to_scene(
            np.stack([self.x_edges, np.full(len(self.x_edges), self.y_edges[0])], -1)
        )[:, 0]
        levels = self.plane.to_scene(
            np.stack([np.full(len(self.y_edges), self.x_edges[0]), self.y_edges], -1)
        )[:, 1]
        end = float(np.interp(dial, np.arange(len(edges)), edges))
        pieces: dict[int, list[np.ndarray]] = {rank: [] for rank in range(-1, SHADES)}
        for row, ranks in enumerate(self.ranks):
            known = np.where(np.isfinite(ranks), ranks, -1).astype(int)
            # Neighbours of one colour are one piece.
            starts = np.concatenate([[0], np.flatnonzero(np.diff(known)) + 1, [len(known)]])
            for first, last in pairwise(starts):
                if edges[first] < end:
                    ends = (edges[first], min(edges[last] + BLEED, end))
                    top = min(levels[row + 1] + BLEED, levels[-1])
                    pieces[int(known[first])].append(_quad(ends, (levels[row], top)))
        for rank, part in enumerate((self.nothing, *self.shades), start=-1):
            set_pieces(part, pieces[rank])

    def box(
        self, row: int, first: int, last: int, *, colour: str = theme.INK, width: float = 3.0
    ) -> Rectangle:
        """Return a frame around neighbouring cells of a row, from one column to another, both in it."""
        low, high = self.plane.to_scene(
            [(self.x_edges[first], self.y_edges[row]), (self.x_edges[last + 1], self.y_edges[row + 1])]
        )
        frame = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_width=width)
        return frame.set_stroke(colour).move_to((low + high) / 2)


class HeatKey(VGroup):
    """The colours of a heat map from left to right, with a few of the values they stand for below.

    Parameters
    ----------
    limits
        Those of the map.
    ticks
        Values to be written.
    left, top, width
        Where it lies, in scene units.
    """

    def __init__(
        self,
        limits: tuple[float, float],
        ticks: Sequence[float],
        *,
        left: float,
        top: float,
        width: float,
        height: float = 0.2,
        form: str = "g",
    ) -> None:
        super().__init__()
        step = width / SHADES
        for rank, colour in enumerate(_colours(np.linspace(0.0, 1.0, SHADES))):
            cell = VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
            # A little to the right under the next one: no seam.
            ends = (left + rank * step, min(left + (rank + 1.5) * step, left + width))
            set_pieces(cell, [_quad(ends, (top - height, top))])
            cell.is_ground = True
            self.add(cell)
        for tick in ticks:
            number = Number(tick, form, theme.SMALL, theme.MUTED)
            x = left + width * float(share_of(np.array(tick), limits))
            self.add(number.move_to((x, top - height - 0.19, 0)))


def share_of(values: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """Place values between two limits on a logarithmic scale: 0 at the first, 1 at the second, none beyond.

    >>> share_of(np.array([1.0, 10.0, 1e6]), (1.0, 100.0)).tolist()
    [0.0, 0.5, 1.0]
    """
    low, high = np.log10(limits)
    return np.asarray(np.clip((np.log10(values) - low) / (high - low), 0.0, 1.0))


def _colours(shares: np.ndarray) -> list[ManimColor]:
    return [ManimColor.from_rgb(colour) for colour in ground_colours(DARKEST * shares)]


def _quad(x: tuple[float, float], y: tuple[float, float]) -> np.ndarray:
    (left, right), (low, high) = x, y
    return np.array([(left, low, 0), (right, low, 0), (right, high, 0), (left, high, 0), (left, low, 0)])
