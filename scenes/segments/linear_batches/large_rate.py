"""Both ways at a large rate: what becomes of their errors, and the rates as far as which each converges."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.equation import EquationPanel, plated
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
    runs
        For each way its entry in the legend, its curve, and the error left at the end.
    why
        What each epoch multiplies the error by.
    limits
        Bars as far as each way converges, on a number line of rates, and the rate that is used.
    """

    left = theme.STAGE_LEFT + 1.2
    """Left edge of the plots, whose tick numbers are long."""
    width, column_left = RacePlot.size[0], RacePlot.column_left

    def __init__(self, ways: BatchWays) -> None:
        self.ways, self.facts = ways, ways.facts
        self.racers = (ways.facts.full, ways.facts.single)
        self.middle = self.left + self.width / 2
        self.plane, self.frame = self._frame()
        self.runs = [self._run(racer, y) for racer, y in zip(self.racers, (1.7, 0.5), strict=True)]
        self.why = self._why()
        self.limits = self._limits()

    def _frame(self) -> tuple[Plane, VGroup]:
        ways = self.ways
        plane = Plane((0, self.facts.epochs), (2e-3, 5e4), width=self.width, height=2.6, log_y=True)
        plane.move_to((self.middle, 1.2, 0))
        axes = plane.axes(
            nice_ticks(self.facts.epochs, 5),
            (0.01, 1, 100, 10000),
            x_name=ways.screen["epochs_axis"],
            y_name=ways.screen["left"],
            language=ways.screen.language,
        )
        even = Line(*plane.to_scene([(x, 1) for x in plane.x_range]), color=theme.FAINT, stroke_width=2)
        rate = VGroup(ways.screen.word("rate"), ways.screen.word("edge_after", theme.SMALL, theme.MUTED))
        rate.arrange(RIGHT, buff=0.35, aligned_edge=DOWN)
        rate.move_to((self.column_left + rate.width / 2, 2.3, 0))
        return plane, VGroup(plane, axes, even, rate)

    def _run(self, racer: Racer, y: float) -> tuple[VGroup, Curve, Number]:
        look = self.ways.looks[racer.look]
        entry = legend_entry(look, self.ways.name(racer))
        entry.move_to((self.column_left + entry.width / 2, y, 0))
        points = np.stack([np.arange(self.facts.epochs + 1), racer.edge_left], axis=-1)
        number = Number(racer.edge_end, ".4g", theme.TITLE, look.colour)
        number.place((entry[1].get_left()[0], y - 0.62, 0))
        return entry, Curve(self.plane, points, look, width=4), number

    def _why(self) -> VGroup:
        third = self.ways.looks["per_sample"].colour
        product = EquationPanel(self.ways.screen["product"], {"third": third}, plate=False)
        meaning = self.ways.screen.word("each_epoch", theme.SMALL, theme.MUTED)
        return VGroup(product, meaning).arrange(DOWN, buff=0.3).move_to((self.middle, -1.7, 0))

    def _limits(self) -> VGroup:
        ways, used = self.ways, self.facts.explode_rate
        low = 0.85 * min(used, *(racer.limit for racer in self.racers))
        high = 1.05 * max(used, *(racer.limit for racer in self.racers))
        plane = Plane((low, high), (0, 1), width=self.width, height=0.95).move_to((self.middle, -1.55, 0))
        axes = plane.axes(
            nice_ticks(high, 6, low=low), x_name=ways.screen["rate_axis"], language=ways.screen.language
        )
        name = ways.screen.word("limits", theme.SMALL, theme.MUTED)
        name.move_to((self.column_left + name.width / 2, plane.get_top()[1] + 0.28, 0))
        drawing = VGroup(plane, axes, name)
        for racer, y in zip(self.racers, (0.73, 0.27), strict=True):
            left, right = plane.to_scene([(low, y), (racer.limit, y)])
            colour = ways.looks[racer.look].colour
            drawing.add(Line(left, right, color=colour, stroke_width=28))
            number = Number(racer.limit, ".4f", theme.BODY, colour)
            drawing.add(number.place((self.column_left, left[1] - 0.1, 0)))
        foot, top = plane.to_scene([(used, 0), (used, 1)])
        here = Line(foot, top, color=theme.INK, stroke_width=4)
        rate = ways.screen.word("rate", theme.SMALL)
        rate.next_to((foot[0], foot[1] + 0.27 * plane.height, 0), RIGHT, buff=0.15)
        if rate.get_right()[0] > plane.get_right()[0] - 0.1:
            rate.next_to((foot[0], rate.get_y(), 0), LEFT, buff=0.15)
        return drawing.add(here, plated(rate, 0.06))
