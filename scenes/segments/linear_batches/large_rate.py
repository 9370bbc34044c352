"""All ways at a large rate: what becomes of their errors, and why, update by update."""

from __future__ import annotations

from math import log

import numpy as np
from manim import LEFT, RIGHT, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.marker import marker

from .batch_ways import BatchWays
from .facts import Racer


class LargeRate:
    """The errors on a logarithmic axis; below, a row for each way: its batches and their factors.

    Attributes
    ----------
    frame
        The window, a line at the error of the start.
    rate
        The learning rate.
    rows, strips
        Each way's entry in the legend; its batches.
    curves, exits
        Each way's error; where it leaves the window, a mark and an arrow (empty if it stays).
    epochs
        What an epoch multiplies each way's error by.
    third
        The factor of the last update of both smaller ways.
    before
        For each of them the factors before that, and what they leave of the error.
    heads
        Names of these columns, by key.
    """

    row_heights = (-0.95, -1.65, -2.35)
    strip_left, columns = -3.55, {"before": 1.15, "leave": 2.75, "third": 4.2, "epoch": 5.8}

    def __init__(self, ways: BatchWays) -> None:
        self.ways, self.facts, self.racers = ways, ways.facts, ways.racers
        self.rows = self._rows()
        self.plane, self.frame = self._frame()
        self.rate = ways.screen.word("race_at", theme.BODY)
        self.rate.move_to((self.plane.get_right()[0] - self.rate.width / 2, 2.8, 0))
        self.strips = [self._strip(racer, y) for racer, y in zip(self.racers, self.row_heights, strict=True)]
        self.curves = [self._curve(racer) for racer in self.racers]
        self.exits = [self._exit(racer) for racer in self.racers]
        self.epochs = [
            self._text("epoch", rank, f"${one.edge_factor:.3f}$") for rank, one in enumerate(self.racers)
        ]
        smaller = list(enumerate(self.racers))[1:]
        self.third = VGroup(*(self._factors("third", rank, one.edge_factors[-1:]) for rank, one in smaller))
        self.before = [
            VGroup(
                self._factors("before", rank, one.edge_factors[:-1]),
                self._text("leave", rank, f"{one.before_last:.0%}".replace("%", "\\%")),
            )
            for rank, one in smaller
        ]
        self.heads = {
            key: ways.screen.word(f"col_{key}", theme.SMALL, theme.MUTED).move_to((x, -0.42, 0))
            for key, x in self.columns.items()
        }

    def _frame(self) -> tuple[Plane, VGroup]:
        screen = self.ways.screen
        plane = Plane((0, self.facts.epochs), (2e-3, 5e4), width=11.2, height=2.15, log_y=True)
        plane.move_to((0.1, 1.4, 0))
        axes = plane.axes(
            nice_ticks(self.facts.epochs, 5),
            (0.01, 1, 100, 10000),
            y_name=screen["left"],
            language=screen.language,
        )
        even = Line(*plane.to_scene([(x, 1) for x in plane.x_range]), color=theme.FAINT, stroke_width=2)
        name = screen.word("epochs_axis", theme.SMALL, theme.MUTED)
        name.move_to((plane.get_right()[0] + 0.3 + name.width / 2, plane.get_bottom()[1] - 0.27, 0))
        if name.get_right()[0] > theme.STAGE_RIGHT:
            name.align_to((theme.STAGE_RIGHT, 0, 0), RIGHT)
        return plane, VGroup(plane, axes, even, name)

    def _rows(self) -> list[VGroup]:
        rows = []
        for racer, y in zip(self.racers, self.row_heights, strict=True):
            entry = legend_entry(self.ways.looks[racer.look], self.ways.name(racer))
            rows.append(entry.move_to((0, y, 0)).align_to((theme.STAGE_LEFT, 0, 0), LEFT))
        return rows

    def _strip(self, racer: Racer, y: float) -> BatchStrip:
        strip = BatchStrip(racer.batches, self.ways.looks[racer.look])
        strip.next_to((self.strip_left, y, 0), RIGHT, buff=0)
        return strip

    def _curve(self, racer: Racer) -> Curve:
        points = np.stack([np.arange(self.facts.epochs + 1), racer.edge_left], axis=-1)
        return Curve(self.plane, points, self.ways.looks[racer.look], width=4)

    def _exit(self, racer: Racer) -> VGroup:
        """Mark where a curve leaves the window; nothing for one that stays."""
        low, high = self.plane.y_range
        if low <= racer.edge_end <= high:
            return VGroup()
        edge, sign = (high, 1) if racer.edge_end > high else (low, -1)
        look = self.ways.looks[racer.look]
        at = self.plane.to_scene((log(edge) / log(abs(racer.edge_factor)), edge))
        tail, tip = at + np.array([0.3, -0.5 * sign, 0]), at + np.array([0.3, 0, 0])
        return VGroup(
            marker(look.marker, 0.2, look.colour).move_to(at), Arrows(tail, tip, look.colour, width=0.06)
        )

    def _text(self, column: str, rank: int, source: str) -> VGroup:
        colour = self.ways.looks[self.racers[rank].look].colour
        text = self.ways.screen.set(source, theme.HEADING, colour)
        return VGroup(text.move_to((self.columns[column], self.row_heights[rank], 0)))

    def _factors(self, column: str, rank: int, factors: tuple[float, ...]) -> VGroup:
        product = " ".join(f"({one:.2f})" for one in factors)
        return self._text(column, rank, f"${product}$")
