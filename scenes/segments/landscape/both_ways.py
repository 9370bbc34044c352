"""How long single samples take to leave either well, as the learning rate falls."""

from __future__ import annotations

import numpy as np
from manim import UP, DoubleArrow, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import WAITS_FROM, Facts
from .wait_chart import WaitChart, arrow_to_top
from .well_plot import DEEP, SHALLOW, WellPlot

LOWEST = 0.25
"""The smallest rate of the chart as a share of the segment's."""


class BothWays:
    """Both barriers on ground that is there already; the chart stands where that of the batch sizes stood.

    Attributes
    ----------
    barrier
        The height of the hilltop above the deep minimum.
    frame
        Axes.
    laws
        For the shallow and the deep well; their dials are minus a learning rate.
    names, rings
        What the lines are; what was measured at the segment's rate and at half of it.
    times
        How many times as long the deep well holds, at both.
    """

    def __init__(self, facts: Facts, screen: ScreenText, well: WellPlot) -> None:
        self.barrier = arrow_to_top(well, facts.deep_x, facts.hilltop_x, DEEP)
        name = plated(screen.word("barrier_back", theme.BODY, DEEP))
        self.barrier.add(name.move_to(well.on(facts.deep_x)[0] + np.array([-0.1, 1.75, 0.0])))
        rate = facts.learning_rate
        most = int(np.ceil(np.log10(facts.waits_by_law(LOWEST * rate)[1])))
        # Abscissae of a curve must rise, so the chart is over minus the rate, which falls from left to right.
        self.plane = Plane(
            (-1.08 * rate, -LOWEST * rate),
            (10.0, 10.0**most),
            width=WaitChart.size[0],
            height=WaitChart.size[1],
            log_y=True,
        )
        self.plane.move_to(WaitChart.middle)
        axes = self.plane.axes(
            (),
            x_name=screen["both_axis"],
            y_name=screen["wait_axis"],
            language=screen.language,
        )
        for share in (1.0, 0.75, 0.5, LOWEST):
            at = self.plane.to_scene((-share * rate, 10.0))
            tick = screen.set(f"${share * rate:g}$", theme.SMALL, theme.MUTED)
            rule = Line(at, at - 0.08 * UP, stroke_width=1.2, color=theme.FAINT)
            axes.add(rule, tick.move_to(at - 0.27 * UP))
        axes[0].shift(-0.38 * UP)
        axes.add(power_ticks(self.plane, y_powers=range(1, most + 1)))
        self.frame = VGroup(self.plane, axes)
        rates = np.linspace(rate, LOWEST * rate, 80)
        waits = np.array([facts.waits_by_law(one) for one in rates])
        self.laws, self.names, self.rings = [], VGroup(), VGroup()
        for rank, (colour, key) in enumerate(((SHALLOW, "from_shallow"), (DEEP, "from_deep"))):
            look = theme.Look(colour, () if rank else (0.3, 0.09), "disc")
            points = np.column_stack([-rates, waits[:, rank]])
            self.laws.append(Curve(self.plane, points, look, width=4.5, head=0))
            for row, share in enumerate(WAITS_FROM):
                ring = marker("ring", 0.24, theme.INK)
                self.rings.add(
                    ring.move_to(self.plane.to_scene((-share * rate, facts.both_waits[row, rank])))
                )
            at = self.plane.to_scene((-0.4 * rate, facts.waits_by_law(0.4 * rate)[rank]))
            text = screen.word(key, theme.SMALL, colour)
            aside = np.array([-0.45 - text.width / 2, 0.1, 0.0]) if rank else np.array([-0.45, -0.8, 0.0])
            self.names.add(text.move_to(at + aside))
        note = screen.word("both_law", theme.SMALL, theme.MUTED)
        corner = self.plane.window.get_corner(np.array([1.0, -1.0, 0.0]))
        self.note = note.move_to(corner + np.array([-0.2 - note.width / 2, 0.3, 0.0]))
        self.times = []
        for share, key in zip(WAITS_FROM, ("both_times", "both_halved"), strict=True):
            ends = self.plane.to_scene([(-share * rate, wait) for wait in facts.waits_by_law(share * rate)])
            arrow = DoubleArrow(*ends, buff=0.1, color=theme.INK, stroke_width=4, tip_length=0.13)
            text = plated(screen.word(key, theme.HEADING), buff=0.03)
            text.move_to(ends.mean(axis=0) + np.array([0.5, 0.0, 0.0]))
            self.times.append(VGroup(arrow, text))
