"""Gradient descent on y = 2x: a line swings into place, row by row of a table, and one factor says how fast."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Brace,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    ReplacementTransform,
    VGroup,
    VMobject,
    Write,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.axes.fitted_line import FittedLine
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.dial import Course, steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_corner import CostCorner
from .distance_chart import DistanceChart
from .epoch_table import LEARNS, EpochTable
from .factor_chart import FactorChart
from .gradient_bars import GradientBars


class GDLinear(Segment):
    """One idea: every epoch multiplies the distance from the best weight by one factor, set by the rate."""

    hurry = 2.6
    """How much faster the last epochs of the run go by than the first ones (as a power of e)."""

    def setup(self) -> None:
        """Make what several beats share: the line, its cost, the table."""
        super().setup()
        fact = self.facts
        self.fitted = FittedLine(
            fact.data,
            fact.w0,
            fact.new_x,
            LEARNS,
            corner=(-6.2, -2.25),
            size=(5.9, 4.7),
            x=(0.0, 5.7),
            y=(0.0, 1.25 * fact.target * fact.new_x),
            form=".5g",
        )
        self.corner = CostCorner(fact, self.screen)
        self.table = EpochTable(fact, self.screen)
        self.samples = self.fitted.plot.samples
        # What runs along is one group for all runs: a new one would come to lie above what was shown meanwhile.
        self.running = VGroup(
            self.fitted.residuals,
            self.fitted.line,
            self.samples,
            self.fitted.prediction,
            self.corner.graph.point,
            self.corner.readouts,
        )

    def _stand(self, w: float) -> None:
        self.fitted.turn(w)
        self.corner.stand(w)

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Show the rule, then the line and where it stands on its cost."""
        fitted, corner = self.fitted, self.corner
        bars = self.bars = GradientBars(self.facts, self.screen)
        corner.graph.tangent.set_dial(self.facts.w0)
        self.play_until(
            cue.start + 1.0,
            FadeIn(corner.ground, corner.graph.curve, fitted.ground),
            FadeIn(self.samples, lag_ratio=0.3),
        )
        self.hold_until(cue.mark("line") - 0.6)
        self.add(fitted.line, self.samples)
        self.play_until(cue.mark("line") + 0.4, Create(fitted.line.line), FadeIn(fitted.prediction))
        self.hold_until(cue.mark("cost"))
        self.play_until(self.now + 0.7, FadeIn(corner.graph.point, scale=2), FadeIn(corner.readouts))
        self.hold_until(cue.mark("rule") - 0.3)
        self.play_until(cue.mark("rule") + 0.7, Write(bars.rule), FadeIn(bars.rate, shift=0.2 * UP))

    def gradient(self, cue: Cue) -> None:
        """Let every sample give its part of the gradient, and take the mean."""
        bars, fitted, corner = self.bars, self.fitted, self.corner
        self.hold_until(cue.mark("formula") - 0.6)
        self.play_until(
            cue.mark("formula") + 0.3,
            FadeOut(bars.rate),
            ReplacementTransform(bars.rule.copy(), bars.formula),
        )
        self.play_until(self.now + 0.1, FadeOut(bars.rule))
        self.add(fitted.residuals, fitted.line, self.samples)
        fitted.residuals.show_numbers(1.0)
        self.play_until(self.now + 0.7, FadeIn(fitted.residuals), FadeIn(bars.zero))
        self.add(fitted.residuals, fitted.line, self.samples)
        self.hold_until(cue.mark("samples") - 0.3)
        self.play_until(self.now + 1.5, FadeIn(bars.samples, shift=0.2 * LEFT, lag_ratio=0.6))
        self.hold_until(max(cue.mark("mean") - 0.2, self.now))
        self.add(corner.graph.tangent, corner.graph.point)
        self.play_until(
            self.now + 0.6, FadeIn(bars.mean, shift=0.2 * LEFT), Create(corner.graph.tangent.line)
        )
        self.add(corner.graph.tangent, corner.graph.point)

    def step(self, cue: Cue) -> None:
        """Take one step, write it down, and say what an epoch is."""
        bars, corner = self.bars, self.corner
        bars.rule.move_to((bars.middle, -0.95, 0))
        self.play_until(
            cue.start + 0.8, FadeOut(bars.samples, bars.mean, bars.zero, bars.formula), FadeIn(bars.rule)
        )
        self.hold_until(cue.mark("step") - 1.2)
        self.play_until(max(cue.mark("step"), self.now + 0.5), FadeIn(bars.arithmetic, shift=0.2 * UP))

        def show(share: float) -> None:
            self._stand(self.facts.w0 + share * (self.facts.first_w - self.facts.w0))

        self.add(self.running)
        moving = VGroup(self.running, corner.graph.tangent)
        self.play_until(self.now + 1.0, Course(moving, show, rate_func=smooth))
        self.hold_until(cue.mark("row") - 0.3)
        self.play_until(
            cue.mark("row") + 0.5,
            FadeOut(bars.rule, bars.arithmetic, corner.graph.tangent),
            FadeIn(self.table, shift=0.2 * UP),
        )
        strip = BatchStrip(((0, 1, 2),), LEARNS)
        strip.scale(1.3).move_to((3.4, -1.65, 0))
        brace = Brace(strip, DOWN, buff=0.12, sharpness=1.2).set_color(theme.MUTED)
        name = self.word("one_epoch", theme.SMALL).next_to(brace, DOWN, buff=0.12)
        self.play_until(self.now + 0.8, FadeIn(strip, shift=0.2 * RIGHT))
        self.hold_until(cue.mark("epoch") - 0.2)
        self.play_until(cue.mark("epoch") + 0.5, FadeIn(brace, name))
        self.strip = VGroup(strip, brace, name)

    def run(self, cue: Cue) -> None:
        """Run all epochs, row by row: slowly at first, so that single steps are seen."""
        total, path = self.facts.epochs, self.facts.run.epoch_w
        self.play_until(
            max(cue.mark("go"), self.now + 0.4),
            FadeOut(self.strip),
            Course(self.fitted.residuals, self.fitted.residuals.show_numbers, (1.0, 0.0)),
        )

        def show(share: float) -> None:
            row = (exp(self.hurry * share) - 1) / (exp(self.hurry) - 1) * (total - 1)
            row = steps(total - 1, pause=0.3)(row / (total - 1)) * (total - 1)
            self.table.set_dial(row)
            self._stand(float(np.interp(row + 1, np.arange(total + 1), path)))
            # Numbers are those of whole epochs, as they stand in the table.
            told = float(path[int(row + 1e-6) + 1])
            self.corner.read(told)
            self.fitted.prediction.number.set_dial(told * self.facts.new_x)

        self.play_until(
            cue.mark("end") - 0.3, Course(VGroup(self.running, self.table), show, rate_func=linear)
        )
        self.hold_until(cue.mark("end") - 0.1)
        self.play_until(self.now + 0.8, Indicate(self.corner.readouts[0], 1.3, theme.X_AXIS))
        self.hold_until(cue.mark("predict") - 0.2)
        prediction = self.fitted.prediction
        self.play_until(
            self.now + 1.0, Indicate(VGroup(prediction.name, prediction.number), 1.35, theme.GOAL)
        )

    def factor(self, cue: Cue) -> None:
        """Plot the distance on a logarithmic scale while the point rolls once more; say why the line is straight."""
        fact, corner = self.facts, self.corner
        chart = self.chart = DistanceChart(fact, self.screen)
        fitted = VGroup(
            self.fitted.ground, self.fitted.residuals, self.fitted.line, self.samples, self.fitted.prediction
        )
        rows = self.rows = VGroup(
            self.word("law", theme.HEADING),
            self.word("kept", theme.HEADING),
            self.word("our_factor", theme.HEADING, LEARNS.colour),
            self.word("half_factor", theme.HEADING, theme.INK),
        )
        for row, y in zip(rows, (-0.35, -1.2, -2.05, -2.65), strict=True):
            row.move_to((0.75 + row.width / 2, y, 0))
        self.remove(self.running)
        self.add(fitted, corner.graph.point, corner.readouts)
        self.hold_until(cue.mark("distance") - 1.2)
        self.play_until(
            cue.mark("distance") - 0.3,
            FadeOut(fitted, self.table),
            FadeIn(chart.ground),
            FadeIn(corner.distance),
            self._roll(fact.ours.w, fact.epochs, 0, corner.stand, corner.readouts, corner.graph.point),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.readouts))
        self.add(corner.distance, corner.graph.tangent, corner.graph.point, chart.ours)

        def stand(w: float) -> None:
            corner.stand(w)
            chart.read(chart.ours.dial)
            corner.read(float(fact.ours.w[int(chart.ours.dial + 1e-6)]))

        self.play_until(
            cue.mark("law") - 0.3,
            chart.ours.to(fact.epochs),
            self._roll(
                fact.ours.w,
                0,
                fact.epochs,
                stand,
                corner.distance,
                corner.graph.tangent,
                corner.readouts,
                chart.readouts,
                corner.graph.point,
            ),
        )
        self.play_until(cue.mark("law"), FadeOut(chart.readouts))
        self.play_until(self.now + 0.8, FadeIn(rows[0], shift=0.2 * UP))
        self.hold_until(cue.mark("keep") - 0.4)
        self.play_until(cue.mark("keep") + 0.4, FadeIn(rows[1], shift=0.2 * UP))
        self.hold_until(cue.end - 1.8)
        self.play_until(self.now + 0.6, FadeIn(rows[2], shift=0.2 * UP), FadeIn(chart.names[0]))

    def _roll(
        self, path: np.ndarray, first: float, last: float, stand: Callable[[float], object], *moving: VMobject
    ) -> Course:
        """Let a point follow a run from one epoch to another."""

        def show(epoch: float) -> None:
            stand(float(np.interp(epoch, np.arange(len(path)), path)))

        return Course(VGroup(*moving), show, (first, last), rate_func=linear)

    def control(self, cue: Cue) -> None:
        """Run again at half the rate, all else the same: another factor, another line."""
        fact, corner, chart = self.facts, self.corner, self.chart
        self.play_until(
            max(cue.mark("half"), self.now + 0.6),
            self._roll(
                fact.ours.w,
                fact.epochs,
                0,
                corner.stand,
                corner.distance,
                corner.graph.tangent,
                corner.readouts,
                corner.graph.point,
            ),
        )
        self.play_until(self.now + 0.5, FadeIn(corner.control), FadeOut(corner.readouts))
        self.hold_until(cue.mark("factor") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(self.rows[3], shift=0.2 * UP))
        self.add(chart.half)
        end = cue.mark("left") - 1.0
        self.play_until(
            max(end, self.now + 0.6),
            chart.half.to(chart.last),
            self._roll(fact.half.w, 0, chart.last, corner.control.set_dial, corner.control),
            self._roll(
                fact.ours.w,
                0,
                chart.last,
                corner.stand,
                corner.distance,
                corner.graph.tangent,
                corner.graph.point,
            ),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.names[1]))
        self.hold_until(max(cue.mark("left") - 0.4, self.now))
        self.play_until(self.now + 0.5, Create(chart.threshold))
        self.play_until(self.now + 0.8, FadeIn(chart.arrivals[1]), FadeIn(chart.arrivals[0]))

    def next(self, cue: Cue) -> None:
        """Put both factors over their rates: two points of a line that goes on below zero."""
        chart, old = FactorChart(self.facts, self.screen), self.chart
        self.play_until(
            max(cue.mark("line") - 0.3, self.now + 0.6),
            FadeOut(old.names[0], old.names[1], old.arrivals, old.threshold),
            ReplacementTransform(old.plane, chart.plane),
            FadeOut(*old.ground[1:]),
            FadeIn(*chart.ground[1:]),
            FadeOut(old.ours.line, old.half.line),
            ReplacementTransform(old.ours.head, chart.ours),
            ReplacementTransform(old.half.head, chart.half),
        )
        self.remove(old.ours, old.half)
        self.add(chart.line, chart.half, chart.ours)
        self.play_until(self.now + 0.9, Create(chart.line), FadeIn(chart.names))
        self.add(chart.line, chart.half, chart.ours)
        self.hold_until(cue.mark("larger"))
        chart.slide(self.facts.learning_rate)
        self.play_until(self.now + 0.4, FadeOut(chart.names), FadeIn(chart.number))
        self.play_until(
            max(cue.mark("larger") + 4.5, self.now + 0.6),
            Course(
                VGroup(chart.ours, chart.number),
                chart.slide,
                (self.facts.learning_rate, self.facts.zero_rate),
                rate_func=smooth,
            ),
        )
        self.hold_until(max(cue.mark("below") - 0.6, self.now))
        self.add(chart.below, chart.line, chart.beyond, chart.half, chart.ours)
        self.play_until(
            max(cue.mark("below") + 0.4, self.now + 0.5), FadeIn(chart.below), Create(chart.beyond)
        )
