"""All ways at a large rate: what becomes of their errors, and the rates as far as which each converges."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Line, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .facts import Racer
from .race_plots import RacePlot


class LargeRate:
    """The errors on a logarithmic axis, and below them why one grows and from which rate on.

    Attributes
    ----------
    frame
        The window, a line at the error of the start, and the rate.
    factor_name
        Heading of what an epoch multiplies the error by.
    runs
        For each way its entry in the legend, its curve, and what an epoch multiplies its error by.
    why
        That factor of the single samples, update by update.
    limits
        Bars from zero as far as each way converges, and the rate that is used.
    limit_numbers
        The end of each bar as a number, with its heading.
    """

    left = theme.STAGE_LEFT + 1.2
    """Left edge of the plots, whose tick numbers are long."""
    width, column_left = RacePlot.size[0], RacePlot.column_left
    shares = (0.8, 0.5, 0.2)
    """Where the bars stand in their window."""
    rows = (1.4, 0.4, -0.6)
    """Where the ways stand in the column."""

    def __init__(self, ways: BatchWays) -> None:
        self.ways, self.facts, self.racers = ways, ways.facts, ways.racers
        self.middle = self.left + self.width / 2
        self.plane, self.frame = self._frame()
        self.runs = [self._run(racer, y) for racer, y in zip(self.racers, self.rows, strict=True)]
        self.factor_name = self._heading("edge_factor")
        self.why = self._why()
        self.limits, self.limit_numbers = self._limits()

    def _frame(self) -> tuple[Plane, VGroup]:
        ways = self.ways
        plane = Plane((0, self.facts.epochs), (2e-3, 5e4), width=self.width, height=2.5, log_y=True)
        plane.move_to((self.middle, 1.25, 0))
        axes = plane.axes(
            nice_ticks(self.facts.epochs, 5),
            (0.01, 1, 100, 10000),
            x_name=ways.screen["epochs_axis"],
            y_name=ways.screen["left"],
            language=ways.screen.language,
        )
        even = Line(*plane.to_scene([(x, 1) for x in plane.x_range]), color=theme.FAINT, stroke_width=2)
        rate = ways.screen.word("rate")
        rate.move_to((self.column_left + rate.width / 2, 2.75, 0))
        return plane, VGroup(plane, axes, even, rate)

    def _run(self, racer: Racer, y: float) -> tuple[VGroup, Curve, Number]:
        look = self.ways.looks[racer.look]
        entry = legend_entry(look, self.ways.name(racer))
        entry.move_to((self.column_left + entry.width / 2, y, 0))
        points = np.stack([np.arange(self.facts.epochs + 1), racer.edge_left], axis=-1)
        return (
            entry,
            Curve(self.plane, points, look, width=4),
            self._number(racer, racer.edge_factor, ".3f", y),
        )

    def _heading(self, key: str) -> Label:
        text = self.ways.screen.word(key, theme.SMALL, theme.MUTED)
        return text.move_to((self.column_left + text.width / 2, 2.15, 0))

    def _number(self, racer: Racer, value: float, form: str, y: float) -> Number:
        """Put a number of a way below its name."""
        left = self.column_left + 0.9
        return Number(value, form, theme.HEADING, self.ways.looks[racer.look].colour).place(
            (left, y - 0.55, 0)
        )

    def _why(self) -> VGroup:
        third = self.ways.looks["per_sample"].colour
        product = EquationPanel(self.ways.screen["product"], {"third": third}, plate=False)
        meaning = self.ways.screen.word("each_epoch", theme.SMALL, theme.MUTED)
        return VGroup(product, meaning).arrange(DOWN, buff=0.25).move_to((self.middle, -1.9, 0))

    def _limits(self) -> tuple[VGroup, VGroup]:
        ways, used = self.ways, self.facts.explode_rate
        high = 1.08 * max(used, *(racer.limit for racer in self.racers))
        plane = Plane((0.0, high), (0, 1), width=self.width, height=1.3).move_to((self.middle, -1.65, 0))
        axes = plane.axes(nice_ticks(high, 6), language=ways.screen.language)
        rate_axis = ways.screen.word("rate_axis", theme.SMALL, theme.MUTED)
        rate_axis.move_to((self.column_left + rate_axis.width / 2, plane.get_bottom()[1] - 0.27, 0))
        drawing, numbers = VGroup(plane, axes, rate_axis), VGroup(self._heading("limits"))
        for racer, share, y in zip(self.racers, self.shares, self.rows, strict=True):
            left, right = plane.to_scene([(0.0, share), (racer.limit, share)])
            drawing.add(Line(left, right, color=ways.looks[racer.look].colour, stroke_width=24))
            numbers.add(self._number(racer, racer.limit, ".4f", y))
        foot, top = plane.to_scene([(used, 0), (used, 1)])
        rate = ways.screen.word("rate", theme.SMALL)
        rate.move_to((top[0], top[1] + 0.22, 0))
        return drawing.add(Line(foot, top, color=theme.INK, stroke_width=4), rate), numbers
