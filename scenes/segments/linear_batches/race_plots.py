"""The race of the ways, by epochs, by gradients and by updates, with a number for each beside the plot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.staircase import Staircase
from scenes.components.dial import Course
from scenes.components.marker import marker
from scenes.components.text.label import Label
from scenes.components.text.number import Number

from .batch_ways import BatchWays
from .facts import SMALL_ERROR, STAIRS, Racer


class RacePlot:
    """A window on the left and a column beside it: a heading, a legend, a number for each way.

    Attributes
    ----------
    plane
        The window.
    legend
        The ways in the column.
    """

    size = (7.6, 4.4)
    column_left = 2.75

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
        self.legend = VGroup()
        for rank, racer in enumerate(racers):
            entry = legend_entry(ways.looks[racer.look], ways.name(racer))
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
        for racer in self.racers:
            look, x = self.ways.looks[racer.look], racer.arrived
            top, foot = self.plane.to_scene([(x, SMALL_ERROR), (x, self.plane.y_range[0])])
            number = Number(x, "d", theme.SMALL, look.colour)
            # Right of its mark, above the threshold, a number is clear of its curve; the steepest has no room there.
            if racer is self.ways.facts.single:
                number.next_to(foot + 0.2 * UP, LEFT, buff=0.1)
            else:
                number.next_to(top, UP + RIGHT, buff=0.1)
            drops.add(
                number,
                Line(top, foot, color=look.colour, stroke_width=3),
                marker(look.marker, 0.2, look.colour, rim=True).move_to(top),
            )
        return drops


class FirstSteps(RacePlot):
    """The slope after each of the first gradients, as stairs.

    Attributes
    ----------
    goal
        A line at the slope to be found.
    counted
        What the axis counts: gradients, later updates.
    stairs
        One for each way.
    updates
        Updates so far: heading and numbers.
    kept
        What is left of the error after all these updates: heading and numbers.
    left_over
        What is left with each sample that the mini-batch may leave over.
    """

    heads = (0.16, 0.2, 0.36)
    """Where full batch and single samples end together, one marker stands before the larger other."""

    def __init__(self, ways: BatchWays) -> None:
        fact = ways.facts
        self.total = STAIRS * fact.samples
        low, high = sorted((fact.w0, fact.target))
        room = 0.1 * (high - low)
        super().__init__(ways, ways.racers, (0, self.total), (low - room, high + room))
        plane = self.plane
        self.axes = plane.axes(
            range(0, self.total + 1, fact.samples),
            (fact.w0, fact.target),
            y_name=ways.screen["slope"],
            language=ways.screen.language,
            grid=True,
        )
        self.goal = DashedLine(
            *plane.to_scene([(0, fact.target), (self.total, fact.target)]), color=theme.GOAL, stroke_width=3
        )
        self.counted = [
            ways.screen.word(key, theme.SMALL, theme.MUTED).move_to(plane.window.get_bottom() + 0.68 * DOWN)
            for key in ("gradients_axis", "updates_axis")
        ]
        self.gradients = [racer.run.sample_gradients[: self.total + 1].astype(float) for racer in self.racers]
        self.stairs = [
            Staircase(plane, gradients, racer.run.w[: self.total + 1], ways.looks[racer.look], head=head)
            for gradients, racer, head in zip(self.gradients, self.racers, self.heads, strict=True)
        ]
        self.updates = self.ranking("updates", [0] * len(self.racers), "d")
        self.kept = self.ranking("after_updates", [100 * racer.kept for racer in self.racers], ".0f", "%")
        self.left_over = ways.screen.word("left_over", theme.SMALL, ways.looks[fact.mini.look].colour)
        self.left_over.move_to((self.column_left + self.left_over.width / 2, -2.6, 0))

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
