"""Steps to a tenth of the distance over the learning rate: few in the middle, without bound at either end."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, DashedLine, Line, Polygon, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.marker import marker
from scenes.components.placement import into_stage
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .factor_chart import CLOSER, LEARNS, MARKERS
from .facts import Facts
from .race_chart import RaceChart


class StepsChart:
    """It takes the place of the race; its axis of the rate is that of the factor's line beside it.

    Attributes
    ----------
    plane, axes
        Window; ticks and names.
    curve
        The least number of steps that leaves at most a tenth, at every rate that ever does.
    arrivals, never
        The runs that come to a tenth, each at its steps; the two that do not, above the window: infinitely many.
    counts
        The steps of the first.
    wall, beyond
        The limit of the rate with its name; the rates on either side of it, and what holds beyond.
    """

    def __init__(self, facts: Facts, screen: ScreenText, *, widest: float) -> None:
        width, height = RaceChart.size
        top = 1.4 * facts.closer.arrived
        self.plane = Plane((0.0, widest), (0.0, top), width=width, height=height)
        self.plane.move_to((RaceChart.left + width / 2, RaceChart.bottom + height / 2, 0))
        self.axes = self.plane.axes(
            nice_ticks(widest, 5),
            nice_ticks(top, 4),
            x_name=screen["rate_axis"],
            y_name=screen["steps_over"],
            language=screen.language,
        )
        into_stage(VGroup(self.plane, self.axes))
        self.curve = polyline(
            [self.plane.to_scene(_stairs(facts, int(top)))], stroke_color=theme.INK, stroke_width=4
        )
        self.arrivals, self.counts = VGroup(), VGroup()
        runs = (facts.creeping, facts.direct, facts.hopping, facts.closer)
        kinds: tuple[theme.Marker, ...] = (*MARKERS[:3], CLOSER)
        sides = ((0.34, 0.16), (0.0, 0.36), (-0.36, 0.12), (-0.36, 0.12))
        for run, kind, side in zip(runs, kinds, sides, strict=True):
            at = self.plane.to_scene((run.rate, run.arrived))
            self.arrivals.add(marker(kind, 0.24, LEARNS.colour, rim=True).move_to(at))
            count = Number(run.arrived, "d", theme.BODY, theme.INK).move_to(at + np.array([*side, 0.0]))
            self.counts.add(count)
        limit = float(facts.limit)
        # No height is theirs: they stand out of the window, side by side.
        self.never = VGroup(
            marker(MARKERS[3], 0.24, LEARNS.colour, rim=True),
            marker(MARKERS[4], 0.24, LEARNS.colour, rim=True),
            screen.set("$= infinity$", theme.BODY),
        ).arrange(RIGHT, buff=0.1)
        self.never.move_to(self.plane.to_scene((limit, top)) + np.array([0.0, 0.25, 0.0]))
        self.never.align_to(self.plane.window, RIGHT)
        head, foot = self.plane.to_scene([(limit, top), (limit, 0.0)])
        name = screen.word("edge", theme.BODY).move_to(foot + np.array([0.0, -0.6, 0.0]))
        below = foot + np.array([0.0, -0.42, 0.0])
        self.wall = VGroup(
            DashedLine(head, foot, color=theme.INK, stroke_width=3),
            Line(foot, below, color=theme.INK, stroke_width=4),
            name,
        )
        # The colours are those of the factor's line: there it leaves its band.
        within, out = (
            Polygon(
                *self.plane.to_scene([(low, 0.0), (high, 0.0), (high, top), (low, top)]),
                stroke_width=0,
                fill_color=colour,
                fill_opacity=opacity,
            ).set_z_index(-1)
            for low, high, colour, opacity in (
                (0.0, limit, theme.GOAL, 0.16),
                (limit, widest, theme.WARNING, 0.22),
            )
        )
        never = screen.word("never", theme.SMALL)
        never.move_to(self.plane.to_scene(((limit + widest) / 2, 0.53 * top)))
        self.beyond = VGroup(within, out, never)

    @property
    def parts(self) -> tuple[VGroup, ...]:
        """All that is on the stage in the end."""
        return (
            self.plane,
            self.axes,
            self.beyond,
            VGroup(self.curve),
            self.wall,
            self.arrivals,
            self.counts,
            self.never,
        )


def _stairs(facts: Facts, most: int) -> np.ndarray:
    """Return the corners ``(n, 2)`` of the steps over the rate, from ``most`` down to one and up again."""
    low, high = np.array([facts.rates_within(count) for count in range(most, 0, -1)]).T
    counts = np.arange(most, 0.0, -1.0)
    # From one edge to the next the count stays; at the edge it changes.
    down = np.stack([np.repeat(low, 2)[1:], np.repeat(counts, 2)[:-1]], axis=-1)
    up = np.stack([np.repeat(high[::-1], 2)[:-1], np.repeat(counts[::-1], 2)[1:]], axis=-1)
    return np.concatenate([down, up])
