"""The race of the ways, by epochs, by gradients and by updates, with a number for each beside the plot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.staircase import Staircase
from scenes.components.charts.bars import Bar
from scenes.components.dial import Course
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import Label
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .racer import SMALL_ERROR, STAIRS, Racer


class RacePlot:
    """A window on the left and a column beside it: a heading, a legend, a number for each way.

    Attributes
    ----------
    plane
        The window.
    legend
        The ways in the column.
    rate
        The race's rate, at the window's upper right corner.
    """

    size = (7.6, 4.4)
    column_left, sign = 2.75, 0.7

    def __init__(
        self,
        ways: BatchWays,
        racers: Sequence[Racer],
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        log_y: bool = False,
    ) -> None:
        self.ways, self.racers = ways, racers
        width, height = self.size
        self.plane = Plane(x, y, width=width, height=height, log_y=log_y)
        self.plane.move_to((theme.STAGE_LEFT + 1.0 + width / 2, 0.2, 0))
        self.rate = ways.screen.word("race_rate", theme.BODY)
        self.rate.next_to(self.plane, UP, buff=0.15).align_to(self.plane, RIGHT)
        self.legend = VGroup()
        for rank, racer in enumerate(racers):
            entry = legend_entry(ways.looks[racer.look], ways.name(racer), length=self.sign)
            self.legend.add(entry.move_to((self.column_left + entry.width / 2, 1.5 - 1.4 * rank, 0)))

    def ranking(
        self, heading: str, values: Sequence[float], form: str, suffix: str = ""
    ) -> tuple[Label, VGroup]:
        """Return a heading for the column, and below each entry of the legend its number."""
        head = self.ways.screen.word(heading, theme.SMALL, theme.MUTED)
        head.move_to((self.column_left + head.width / 2, 2.3, 0))
        numbers = VGroup()
        for rank, (racer, entry, value) in enumerate(zip(self.racers, self.legend, values, strict=True)):
            number = Number(value, form, theme.TITLE, self.ways.looks[racer.look].colour, suffix=suffix)
            numbers.add(number.place((entry[1].get_left()[0], 1.5 - 1.4 * rank - 0.65, 0)))
        return head, numbers


class EpochRace(RacePlot):
    """The error left after each epoch, on a logarithmic axis: straight lines.

    Attributes
    ----------
    last
        The last epoch.
    curves
        One for each way; their dials count epochs.
    factors
        What an epoch leaves of the error: heading and numbers.
    threshold
        A line at the small error.
    arrivals
        Where each way comes below that: heading, marks in the plot, numbers.
    """

    def __init__(self, ways: BatchWays) -> None:
        self.last = len(ways.facts.full.left) - 1
        super().__init__(ways, ways.racers, (0, self.last), (SMALL_ERROR / 5, 1.6), log_y=True)
        self.axes = self.plane.axes(
            nice_ticks(self.last),
            [0.1**power for power in range(4)],
            x_name=ways.screen["epochs_axis"],
            y_name=ways.screen["left"],
            language=ways.screen.language,
        )
        self.curves = [
            Curve(
                self.plane,
                np.stack([np.arange(self.last + 1), racer.left], axis=-1),
                ways.looks[racer.look],
                width=4,
            )
            for racer in self.racers
        ]
        self.factors = self.ranking("per_epoch", [100 * racer.factor for racer in self.racers], ".1f", "%")
        self.threshold = Line(
            *self.plane.to_scene([(x, SMALL_ERROR) for x in self.plane.x_range]),
            color=theme.MUTED,
            stroke_width=2,
        )
        heading, numbers = self.ranking("arrived", [racer.arrived for racer in self.racers], "d")
        self.arrivals = (heading, self._drops(), numbers)

    def _drops(self) -> VGroup:
        drops = VGroup()
        lines = [close_points(self.plane.to_scene(curve.points_data)) for curve in self.curves]
        for racer in self.racers:
            look, x = self.ways.looks[racer.look], racer.arrived
            top, foot = self.plane.to_scene([(x, SMALL_ERROR), (x, self.plane.y_range[0])])
            # With long steps no place may be free: then its plate keeps a curve behind it.
            number = plated(Number(x, "d", theme.SMALL, look.colour), 0.03)
            # Right of its mark, above the threshold, a number is clear of its curve; the steepest has no room there.
            places = [
                number.next_to(top, UP + RIGHT, buff=0.1).get_center(),
                number.next_to(foot + 0.2 * UP, RIGHT, buff=0.1).get_center(),
                number.next_to(foot + 0.2 * UP, LEFT, buff=0.1).get_center(),
            ]
            if racer is self.ways.facts.single:
                places.reverse()
            put_first_free(number, places, self.plane.window, drops, lines)
            drops.add(
                number,
                Line(top, foot, color=look.colour, stroke_width=3),
                marker(look.marker, 0.2, look.colour, rim=True).move_to(top),
            )
        return drops


class FirstSteps(RacePlot):
    """The error left after each of the first gradients, as stairs; beside them bars of what is left in the end.

    Attributes
    ----------
    counted
        What the axis counts: gradients, later updates.
    stairs
        One for each way.
    updates
        Updates so far: heading and numbers.
    heading, kept
        What is left of the error after all these updates: a heading, for each way its bars with numbers.
    others
        The bars of the mini-batch for the other pairs.
    """

    size = (6.1, 4.4)
    column_left, sign = 4.2, 0.5
    bar_places, bar_width = (0.95, 1.6, 2.25, 2.9, 3.55), 0.44

    def __init__(self, ways: BatchWays) -> None:
        fact = ways.facts
        self.total = STAIRS * fact.samples
        super().__init__(ways, ways.racers, (0, self.total), (0, 1.06))
        plane = self.plane
        self.axes = plane.axes(
            range(0, self.total + 1, fact.samples),
            (0, 0.5, 1),
            y_name=ways.screen["left"],
            language=ways.screen.language,
            grid=True,
        )
        self.counted = [
            ways.screen.word(key, theme.SMALL, theme.MUTED).move_to(plane.window.get_bottom() + 0.68 * DOWN)
            for key in ("gradients_axis", "updates_axis")
        ]
        self.gradients = [racer.run.sample_gradients[: self.total + 1].astype(float) for racer in self.racers]
        self.stairs = [
            Staircase(plane, gradients, racer.left_by_update[: self.total + 1], ways.looks[racer.look])
            for gradients, racer in zip(self.gradients, self.racers, strict=True)
        ]
        self.updates = self.ranking("updates", [0] * len(self.racers), "d")
        first, last = self.bar_places[0], self.bar_places[-1]
        self.heading = ways.screen.word("after_updates", theme.SMALL, theme.MUTED)
        middle = (first + last) / 2
        self.heading.move_to((middle, self.plane.get_bottom()[1] - 0.68, 0))
        base = Line((first - 0.4, 0, 0), (last + 0.4, 0, 0), color=theme.MUTED, stroke_width=2)
        self.base = base.set_y(plane.get_bottom()[1])
        full, _, single = self.racers
        bars = [
            self._bar(racer, x)
            for racer, x in zip((full, *fact.groupings, single), self.bar_places, strict=True)
        ]
        self.kept, self.others = VGroup(bars[0], bars[-1]), VGroup(*bars[1:-1])

    def _bar(self, racer: Racer, x: float) -> VGroup:
        """Return a bar as high as the error's share on the plot's own axis, with its number and, below, its pair."""
        look, foot = self.ways.looks[racer.look], self.plane.get_bottom()[1]
        unit = self.plane.window.height / (self.plane.y_range[1] - self.plane.y_range[0])
        bar = Bar((x, foot, 0), unit, look.colour, vertical=True, thickness=self.bar_width, value=racer.kept)
        number = Number(100 * racer.kept, ".0f", theme.SMALL, look.colour, suffix="%")
        group = VGroup(bar, number.next_to(bar, UP, buff=0.12))
        if racer in self.ways.facts.groupings:
            pair = ", ".join(str(one + 1) for one in racer.batches[0])
            name = self.ways.screen.set(f"${{{pair}}}$", theme.SMALL, look.colour)
            group.add(name.move_to((x, foot - 0.27, 0)))
        return group

    def climb(self) -> Course:
        """Take the steps, gradient by gradient, and count the updates."""
        numbers = self.updates[1]

        def draw(share: float) -> None:
            for one, number in zip(self.stairs, numbers, strict=True):
                one.set_dial(share * self.total)
                number.set_dial(np.searchsorted(one.abscissae, share * self.total + 1e-9, side="right") - 1)

        return Course(VGroup(*reversed(self.stairs), numbers), draw, rate_func=linear)

    def squeeze(self) -> Course:
        """Move the same steps to where they stand when updates are counted."""
        updates = np.arange(self.total + 1.0)

        def draw(share: float) -> None:
            for one, gradients in zip(self.stairs, self.gradients, strict=True):
                one.stand_at((1 - share) * gradients + share * updates)

        return Course(VGroup(*reversed(self.stairs)), draw, rate_func=smooth)
