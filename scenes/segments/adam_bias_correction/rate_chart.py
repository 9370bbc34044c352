"""The mean loss of a walk over its learning rate, with correction and without."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.marker import marker
from scenes.components.placement import into_stage, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .two_balls import KEYS, LOOKS


class RateChart:
    """Both curves, and at the right the best rate of each with the mean loss there.

    Attributes
    ----------
    ground
        Axes, and the line of the loss at the start.
    curves, bests
        By whether they are corrected: the curve; its lowest point, a drop to the axis, and the numbers.
    shift
        From one best rate to the other.
    """

    size, centre, column = (8.9, 4.6), (-1.9, 0.3, 0.0), 3.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen, sweep = screen, facts.sweep
        width, height = self.size
        low = min(0.0, *sweep.least)
        top = facts.start_loss + 0.15 * (facts.start_loss - low)
        rates = sweep.rates
        self.plane = Plane(
            (float(rates[0]), float(rates[-1])), (low, top), width=width, height=height, log_x=True
        )
        self.plane.move_to(self.centre)
        axes = self.plane.axes(
            (0.01, 0.1, 1, 10),
            nice_ticks(top, low=low),
            x_name=screen["rates_axis"],
            y_name=screen["mean_loss"],
            language=screen.language,
        )
        into_stage(VGroup(self.plane, axes))
        ends = self.plane.to_scene([(rates[0], facts.start_loss), (rates[-1], facts.start_loss)])
        start = DashedLine(*ends, color=theme.MUTED, stroke_width=2, dash_length=0.1)
        name = screen.word("loss_start", theme.SMALL, theme.MUTED)
        name.move_to(ends[0] + np.array([0.2 + name.width / 2, 0.25, 0.0]))
        self.ground = VGroup(self.plane, axes, start, name)
        self.curves, self.bests = {}, {}
        for rank, (key, losses) in enumerate(zip(KEYS, (sweep.corrected, sweep.uncorrected), strict=True)):
            look = LOOKS[key]
            # What is far outside the window only bends the line where it leaves it.
            points = np.stack([rates, np.minimum(losses, 3.0 * top)], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=5, head=0)
            self.bests[key] = self._best(key, sweep.best[rank], sweep.least[rank], 1.9 - 2.3 * rank)

        height = 0.6 * facts.start_loss
        ends = self.plane.to_scene([(rate, height) for rate in reversed(sweep.best)])
        feet = self.plane.to_scene(list(zip(reversed(sweep.best), reversed(sweep.least), strict=True)))
        rises = VGroup(
            *(
                DashedLine(foot, end, color=theme.INK, stroke_width=2, dash_length=0.08)
                for foot, end in zip(feet, ends, strict=True)
            )
        )
        times = Number(sweep.shift, ".2g", theme.HEADING, theme.INK, prefix="×")
        middle = ends.mean(axis=0)
        places = [
            middle + aside * RIGHT + rise * UP
            for aside in (0.0, 1.2, -1.2)
            for rise in (0.35, -0.35, 0.9, -0.9)
        ]
        lines = [self.plane.to_scene(curve.points_data) for curve in self.curves.values()]
        put_first_free(times, places, self.plane.window, (name,), lines)
        self.shift = VGroup(rises, Arrows(*ends, theme.INK), plated(times, 0.05))

    def _best(self, key: str, rate: float, loss: float, y: float) -> VGroup:
        look, at = LOOKS[key], self.plane.to_scene((rate, loss))
        foot = self.plane.to_scene((rate, self.plane.y_range[0]))
        head = self.screen.word(key, theme.BODY, look.colour).move_to((self.column, y, 0), aligned_edge=LEFT)
        rows = VGroup()
        for down, name, value, form in ((0.6, "best_rate", rate, ".2g"), (1.15, "least_loss", loss, ".2f")):
            text = self.screen.word(name, theme.SMALL, theme.MUTED)
            text.move_to((self.column, y - down, 0), aligned_edge=LEFT)
            number = Number(value, form, theme.HEADING, look.colour, anchor="right")
            rows.add(text, number.place((theme.STAGE_RIGHT, y - down - 0.1, 0)))
        drop = DashedLine(at, foot, color=look.colour, stroke_width=3, dash_length=0.08)
        return VGroup(
            drop, marker(look.marker, 0.26, look.colour, rim=look.marker != "ring").move_to(at), head, rows
        )
