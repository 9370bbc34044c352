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
    Line,
    ReplacementTransform,
    TransformMatchingShapes,
    VGroup,
    VMobject,
    Write,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.fitted_line import FittedLine
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.dial import Course, early, steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_corner import CostCorner, OneStep
from .distance_chart import DistanceChart
from .epoch_table import LEARNS, EpochTable
from .factor_chart import FactorChart
from .facts import PAUSES
from .gradient_bars import GradientBars
from .run_board import RunBoard


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
            size=(5.9, 4.9),
            x=(0.0, 5.7),
            y=(0.0, 1.1 * fact.target * fact.new_x),
            form=".5g",
        )
        # Where the line is to arrive over the new input.
        self.fitted.ground.add(self.fitted.plot.plane.axes((), (fact.target * fact.new_x,)))
        self.corner = CostCorner(fact, self.screen)
        self.bars = GradientBars(fact, self.screen)
        self.table = EpochTable(fact, self.screen)
        self.samples = self.fitted.plot.samples
        # What runs along is one group for all runs: a new one would come to lie above what was shown meanwhile.
        self.running = VGroup(
            self.fitted.residuals,
            self.fitted.line,
            self.samples,
            self.fitted.prediction,
            self.corner.footprints,
            self.corner.graph.point,
            self.corner.readouts,
        )

    def _stand(self, w: float) -> None:
        self.fitted.turn(w)
        self.corner.stand(w)

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Show the rule, then the line and where it stands on its cost."""
        fitted, corner, bars = self.fitted, self.corner, self.bars
        corner.graph.tangent.set_dial(self.facts.w0)
        self.play_until(
            cue.start + 1.0,
            FadeIn(corner.ground, corner.graph.curve, fitted.ground),
            FadeIn(self.samples, lag_ratio=0.3),
        )
        self.play_until(self.now + 1.2, Write(bars.rule))
        self.hold_until(cue.mark("line") - 0.6)
        self.add(fitted.line, self.samples)
        self.play_until(cue.mark("line") + 0.4, Create(fitted.line.line), FadeIn(fitted.prediction))
        self.hold_until(cue.mark("cost") - 0.4)
        self.play_until(self.now + 0.7, FadeIn(corner.graph.point, scale=2), FadeIn(corner.readouts))
        self.hold_until(cue.mark("rule") - 0.3)
        self.play_until(cue.mark("rule") + 0.7, Indicate(bars.rule, 1.15, theme.INK))
        self.play_until(self.now + 1.4, FadeIn(bars.again, lag_ratio=0.3))

    def gradient(self, cue: Cue) -> None:
        """Let every sample give its part of the gradient: its residual, stretched by 2x; and take the mean."""
        bars, fitted, corner = self.bars, self.fitted, self.corner
        residuals = fitted.residuals
        self.add(corner.graph.tangent, corner.graph.point)
        self.play_until(self.now + 1.0, Create(corner.graph.tangent.line))
        self.add(corner.graph.tangent, corner.graph.point)
        self.hold_until(cue.mark("formula") - 0.6)
        self.play_until(
            cue.mark("formula") + 0.3, TransformMatchingShapes(bars.rule, bars.formula), FadeOut(bars.again)
        )
        self.add(residuals, fitted.line, self.samples)
        residuals.show_numbers(1.0)
        self.play_until(self.now + 0.7, FadeIn(residuals))
        self.add(residuals, fitted.line, self.samples)
        self.hold_until(cue.mark("samples") - 2.2)
        bars.grow(0.0)
        # A stick turns over as a line and lies down as thick as the bar it becomes.
        flying = VGroup(
            *(
                Line(*stick.get_start_and_end(), color=theme.Y_AXIS, stroke_width=6)
                for stick in residuals.sticks
            )
        )
        lying = VGroup(
            *(
                Line(bar.end, bar.base, color=theme.Y_AXIS, stroke_width=100 * bar.thickness)
                for bar in bars.bars
            )
        )
        self.play_until(
            max(cue.mark("samples") - 1.0, self.now + 0.5),
            ReplacementTransform(flying, lying),
            FadeIn(bars.zero, bars.discs),
        )
        self.remove(lying)
        self.add(bars.bars, bars.zero)
        self.hold_until(cue.mark("samples") - 0.5)
        self.play_until(
            self.now + 2.0,
            Course(bars.bars, bars.grow, rate_func=smooth),
            FadeIn(bars.products, shift=0.2 * RIGHT, lag_ratio=0.5),
        )
        self.hold_until(max(cue.mark("mean") - 0.2, self.now))
        self.play_until(self.now + 0.6, FadeIn(bars.mean, bars.mean_value, shift=0.2 * LEFT))

    def step(self, cue: Cue) -> None:
        """Take one step, write it down, and say what an epoch is."""
        bars, corner = self.bars, self.corner
        self.play_until(
            max(cue.mark("rate"), self.now + 0.8) - 0.2,
            FadeOut(
                bars.bars, bars.discs, bars.products, bars.mean, bars.mean_value, bars.zero, bars.formula
            ),
            FadeIn(bars.rule_again, bars.rate),
        )
        self.hold_until(cue.mark("step") - 0.5)
        self.play_until(max(cue.mark("step") + 0.5, self.now + 0.5), FadeIn(bars.arithmetic, shift=0.2 * UP))

        def show(share: float) -> None:
            self.fitted.residuals.show_numbers(1.0 - share)
            w = self.facts.w0 + share * (self.facts.first_w - self.facts.w0)
            self.fitted.turn(w)
            corner.graph.point.set_dial(w)
            corner.footprints.set_dial(share)
            corner.read(w)

        self.add(self.running)
        self.play_until(self.now + 1.0, FadeIn(corner.step_sum), Course(self.running, show, rate_func=smooth))
        self.hold_until(cue.mark("row") - 0.3)
        kept = bars.rate.copy().move_to((theme.STAGE_RIGHT - 0.35 - bars.rate.width / 2, theme.TITLE_Y, 0))
        self.play_until(
            cue.mark("row") + 0.5,
            FadeOut(bars.rule_again, bars.arithmetic),
            ReplacementTransform(bars.rate, kept),
            FadeIn(self.table, shift=0.2 * UP),
        )
        self.rate = kept
        strip = BatchStrip(((0, 1, 2),), LEARNS)
        strip.scale(1.1).move_to((3.4, -1.9, 0))
        brace = Brace(strip, DOWN, buff=0.1, sharpness=1.2).set_color(theme.MUTED)
        name = self.word("one_epoch", theme.SMALL).next_to(brace, DOWN, buff=0.1)
        self.hold_until(cue.mark("epoch") - 3.2)
        self.play_until(self.now + 0.8, FadeIn(strip, shift=0.2 * RIGHT))
        self.hold_until(cue.mark("epoch") - 0.2)
        self.play_until(cue.mark("epoch") + 0.5, FadeIn(brace, name))
        self.strip = VGroup(strip, brace, name)

    def run(self, cue: Cue) -> None:
        """Run all epochs, row by row: slowly at first, with a rest where step and slope are looked at."""
        fact, corner = self.facts, self.corner
        total, path = fact.epochs, fact.run.epoch_w
        self.play_until(
            max(cue.mark("go"), self.now + 0.4),
            FadeOut(self.strip),
        )

        def show(done: float) -> None:
            """Show the run after ``done`` steps: the last one may be under way."""
            self.table.set_dial(done - 1)
            w = float(np.interp(done, np.arange(total + 1), path))
            self.fitted.turn(w)
            corner.graph.point.set_dial(w)
            corner.footprints.set_dial(done)
            # A step is as long as the slope says where it begins.
            begins = float(path[max(int(np.ceil(done - 1e-6)) - 1, 0)])
            corner.touch(begins)
            corner.step_sum.set_dial(corner.slope(begins))
            # Numbers are those of whole epochs, as they stand in the table.
            told = float(path[int(done + 1e-6)])
            corner.read(told)
            self.fitted.prediction.number.set_dial(told * fact.new_x)
            if done > second:
                # The last costs need a power of ten: it is written where the run ends.
                corner.readouts[1].set_opacity(0.0)

        first, second = PAUSES
        moving = VGroup(self.running, corner.graph.tangent, corner.step_sum, self.table)
        self.add(corner.graph.tangent, corner.graph.point)
        for start, stop, end in (
            (1, first, cue.mark("steep") - 0.4),
            (first, second, cue.mark("flat") - 0.4),
            (second, total, cue.mark("end") - 0.4),
        ):
            stepwise = self._stepwise(start, stop)
            self.play_until(
                max(end, self.now + 0.5), Course(moving, lambda x, go=stepwise: show(go(x)), rate_func=linear)
            )
            if stop < total:
                self.hold_until(end + 1.4)
            if stop == second:
                self.play_until(self.now + 0.3, FadeOut(corner.step_sum, corner.readouts[1]))
                moving.remove(corner.step_sum)
        corner.readouts[1].set_opacity(0.0)
        self.add(corner.end_cost)
        self.play_until(self.now + 0.8, Indicate(corner.readouts[0], 1.15, LEARNS.colour))
        self.hold_until(cue.mark("predict") - 0.2)
        prediction = self.fitted.prediction
        self.play_until(
            self.now + 1.0, Indicate(VGroup(prediction.name, prediction.number), 1.08, theme.GOAL)
        )

    def _stepwise(self, start: int, stop: int) -> Callable[[float], float]:
        """Return the steps done at a share of the time from one of them to another, each eased."""
        count = stop - start
        hurry = self.hurry if count > 2 * PAUSES[1] else 0.6

        def done(share: float) -> float:
            hurried = (exp(hurry * share) - 1) / (exp(hurry) - 1)
            return start + steps(count, pause=0.3)(hurried) * count

        return done

    def curvature(self, cue: Cue) -> None:
        """Put y = 2x into the formula: the same three bars for any w, and their mean."""
        fact, corner, bars, fitted = self.facts, self.corner, self.bars, self.fitted
        path = fact.run.epoch_w
        bars.formula.move_to((bars.middle, bars.formula_y, 0))
        bars.stand(fact.w0)
        self.remove(corner.end_cost)
        self.play_until(
            max(cue.mark("formula") - 0.4, self.now + 1.2),
            FadeOut(self.table, self.rate, rate_func=early(0.5)),
            self._roll(path, fact.epochs, 0, self._back, self.running, corner.graph.tangent),
            FadeIn(
                bars.formula, bars.zero, bars.discs, bars.bars, bars.products, rate_func=early(1.0, after=0.5)
            ),
        )
        corner.readouts[1].set_opacity(1.0)
        fitted.residuals.show_numbers(1.0)
        self.hold_until(cue.mark("formula") + 0.4)
        self.play_until(self.now + 0.9, TransformMatchingShapes(bars.formula, bars.distance_formula))
        self.hold_until(cue.mark("bars") - 0.5)
        self.play_until(
            self.now + 1.2,
            FadeOut(bars.products, rate_func=early(0.4)),
            FadeIn(bars.shares, lag_ratio=0.3, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(max(cue.mark("mean") - 0.5, self.now))
        self.play_until(self.now + 0.6, FadeIn(bars.mean, bars.mean_share, shift=0.2 * LEFT))
        self.hold_until(max(cue.mark("always"), self.now))
        self.play_until(
            cue.mark("name") - 0.6,
            self._roll(
                path, 0, PAUSES[0], self._all_stand, self.running, corner.graph.tangent, bars.bars, bars.mean
            ),
        )
        bars.curvature.next_to(bars.law, RIGHT, buff=0.5)
        VGroup(bars.law, bars.curvature).move_to((bars.middle, bars.formula_y, 0))
        self.play_until(
            max(cue.mark("name") + 0.3, self.now + 0.6),
            FadeOut(bars.distance_formula),
            FadeIn(bars.law, bars.curvature, shift=0.1 * UP),
        )

    def _back(self, w: float) -> None:
        self._stand(w)
        self.corner.footprints.set_dial(
            float(
                np.sum(np.abs(self.facts.run.epoch_w - self.facts.target) > abs(w - self.facts.target) + 1e-9)
            )
        )

    def _all_stand(self, w: float) -> None:
        self._back(w)
        self.bars.stand(w)

    def factor(self, cue: Cue) -> None:
        """Take the best weight from both sides of the rule: one factor; then see the straight line it must give."""
        fact, corner, bars = self.facts, self.corner, self.bars
        chart = self.chart = DistanceChart(fact, self.screen)
        board = self.board = RunBoard(fact, self.screen)
        fitted = VGroup(
            self.fitted.ground, self.fitted.residuals, self.fitted.line, self.samples, self.fitted.prediction
        )
        rows = [
            self.word(key, size)
            for key, size in (("rule", theme.HEADING), ("shifted", theme.BODY + 2), ("kept", theme.HEADING))
        ]
        for row, y in zip(rows, (-0.55, -1.3, -2.05), strict=True):
            row.move_to((bars.left + row.width / 2, y, 0))
        number = self.word("keeps", theme.HEADING, LEARNS.colour)
        number.move_to((bars.left + number.width / 2, -2.75, 0))
        self.play_until(
            cue.mark("both") - 0.3,
            FadeOut(
                bars.zero,
                bars.discs,
                bars.bars,
                bars.shares,
                bars.mean,
                bars.mean_share,
                bars.law,
                bars.curvature,
                rate_func=early(0.5),
            ),
            FadeIn(rows[0], rate_func=early(1.0, after=0.5)),
            self._roll(fact.ours.w, PAUSES[0], 0, self._back, self.running, corner.graph.tangent),
        )
        self.play_until(self.now + 0.8, FadeIn(rows[1], shift=0.2 * UP), FadeIn(corner.distance, corner.gap))
        self.hold_until(cue.mark("keep") - 0.5)
        self.play_until(self.now + 0.8, FadeIn(rows[2], shift=0.2 * UP))
        few = 3
        self.fitted.residuals.show_numbers(0.0)

        def walk(share: float) -> None:
            epoch = few * steps(few, pause=0.5)(share)
            self._back(float(np.interp(epoch, np.arange(few + 1), fact.ours.w[: few + 1])))
            # Weight, cost and prediction are told together, of whole epochs.
            told = float(fact.ours.w[int(epoch + 1e-6)])
            corner.read(told)
            self.fitted.prediction.number.set_dial(told * fact.new_x)

        power = self.power = self.word("power", theme.HEADING)
        power.move_to((bars.left + power.width / 2, rows[0].get_y(), 0))
        self.play_until(
            cue.mark("power") - 0.3,
            FadeIn(number, shift=0.2 * UP),
            Course(
                VGroup(self.running, corner.graph.tangent, corner.distance, corner.gap),
                walk,
                rate_func=linear,
            ),
        )
        self.play_until(
            self.now + 0.8,
            FadeOut(rows[0], rows[1], rate_func=early(0.4)),
            FadeIn(power, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("log") - 0.5)
        self.remove(self.running)
        self.add(fitted, corner.footprints, corner.graph.point, corner.readouts)
        self.play_until(
            cue.mark("log") + 0.2,
            FadeOut(
                fitted,
                rows[2],
                number,
                corner.footprints,
                corner.readouts,
                corner.gap,
                rate_func=early(0.5),
            ),
            power.animate.scale(0.8).move_to((bars.left + 0.4 * power.width, -0.45, 0)),
            FadeIn(chart.ground, board.head, board.ours, rate_func=early(1.0, after=0.5)),
        )
        self.add(corner.distance, corner.graph.tangent, corner.graph.point, chart.ours)
        running = self.alone = VGroup(
            corner.distance, corner.graph.tangent, corner.graph.point, chart.ours, board.head, board.ours
        )
        self.play_until(
            max(cue.end, self.now + 1.0),
            Course(running, lambda epoch: self._race(epoch, 0.0), (0.0, fact.epochs), rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.names[0]))

    def _race(self, ours: float, half: float) -> None:
        """Show both runs after so many epochs; numbers are those of whole epochs."""
        fact, corner, chart = self.facts, self.corner, self.chart
        first, second = (
            float(np.interp(epoch, np.arange(len(run.w)), run.w))
            for epoch, run in ((ours, fact.ours), (half, fact.half))
        )
        corner.stand(first)
        corner.read(float(fact.ours.w[int(ours + 1e-6)]))
        corner.control.set_dial(second)
        chart.ours.set_dial(ours)
        if half > 0.0:
            chart.half.set_dial(half)
        self.board.set_dial(ours)

    def _roll(
        self, path: np.ndarray, first: float, last: float, stand: Callable[[float], object], *moving: VMobject
    ) -> Course:
        """Let a point follow a run from one epoch to another."""

        def show(epoch: float) -> None:
            stand(float(np.interp(epoch, np.arange(len(path)), path)))

        return Course(VGroup(*moving), show, (first, last), rate_func=smooth)

    def control(self, cue: Cue) -> None:
        """Run again at half the rate, all else the same: another factor, another line."""
        fact, corner, chart, board = self.facts, self.corner, self.chart, self.board
        moving = VGroup(
            corner.distance,
            corner.graph.tangent,
            corner.graph.point,
            corner.control,
            chart.ours,
            chart.half,
            board,
        )
        # What was seen stays, dim, for the control to be drawn against.
        seen = chart.ours.line.copy().set_stroke(opacity=0.35)
        self.add(seen, chart.ours)
        self.play_until(
            max(cue.mark("half") - 0.3, self.now + 0.6),
            Course(self.alone, lambda epoch: self._race(epoch, 0.0), (fact.epochs, 0.0), rate_func=smooth),
        )
        self.play_until(self.now + 0.5, FadeIn(corner.control), FadeIn(board.half[0]))
        self.hold_until(cue.mark("factor") - 0.6)
        self.play_until(
            self.now + 0.6, FadeIn(board.half[1:], shift=0.2 * UP), FadeIn(chart.names[1], chart.threshold)
        )
        self.add(chart.half, moving)
        arrivals = (fact.ours.arrived, fact.half.arrived)
        start, end = self.now, cue.mark("left") - 0.2
        for first, last, arrival in ((0, arrivals[0], 0), (arrivals[0], arrivals[1], 1)):
            share = arrivals[0] / arrivals[1] if arrival == 0 else 1.0
            self.play_until(
                max(start + share * (end - start), self.now + 0.6),
                Course(moving, lambda epoch: self._race(epoch, epoch), (first, last), rate_func=linear),
            )
            self.play_until(self.now + 0.5, FadeIn(chart.arrivals[arrival]))
        self.play_until(
            self.now + 0.5,
            Course(
                moving, lambda epoch: self._race(epoch, epoch), (arrivals[1], chart.last), rate_func=linear
            ),
        )
        self.remove(seen)

    def next(self, cue: Cue) -> None:
        """Put both factors over their rates: points of a line that goes on below zero; each rate is one live step."""
        fact, corner = self.facts, self.corner
        chart, old = FactorChart(fact, self.screen), self.chart
        inset = DataPlot(fact.data, (0, 3.4), (0, 7.4), width=4.9, height=2.2, ticks=False)
        inset.shift(np.array([3.75, -1.55, 0.0]) - inset.plane.window.get_center())
        model = SlopeLine(inset.plane, fact.w0, LEARNS, width=5)
        one = OneStep(corner, fact.w0)
        told = self.word("one_step", theme.SMALL, LEARNS.colour)
        top = corner.plane.window.get_top()
        told.move_to(top + np.array([0.0, -0.3, 0.0]))
        reached = corner.readouts[0].copy()
        reached.shift(top + np.array([0.0, -0.85, 0.0]) - reached.get_center())

        def slide(rate: float) -> None:
            """Take one step at this rate, everywhere."""
            chart.slide(rate)
            w = fact.target + float(chart.tried.value(rate)) * (fact.w0 - fact.target)
            corner.graph.point.set_dial(w)
            corner.distance.set_dial(w)
            one.set_dial(w)
            model.set_dial(w)
            reached[1].set_dial(w)

        self.remove(old.ours, old.half)
        self.add(old.ours.line, old.half.line, old.ours.head, old.half.head)
        self.play_until(
            min(cue.start + 1.4, cue.mark("line") - 0.2),
            FadeOut(*old.names, old.arrivals, old.threshold, old.ground[1], old.ours.line, old.half.line),
            FadeOut(corner.control, corner.graph.tangent, self.board, self.power),
            FadeIn(inset.plane, inset.axes, inset.samples),
            ReplacementTransform(old.plane, chart.plane),
            FadeIn(*chart.ground[1:]),
            ReplacementTransform(old.ours.head, chart.ours),
            ReplacementTransform(old.half.head, chart.half),
            self._roll(fact.ours.w, fact.epochs, 0, corner.stand, corner.distance, corner.graph.point),
            FadeIn(model),
        )
        self.add(chart.line, chart.half, chart.ours, model, inset.samples)
        self.play_until(self.now + 0.9, Create(chart.line), FadeIn(chart.names))
        self.add(chart.line, chart.half, chart.ours)
        self.hold_until(cue.mark("zero") - 4.6)
        slide(fact.learning_rate)
        self.add(one, corner.distance, corner.graph.point)
        moving = VGroup(
            chart.tried, chart.told, one, corner.distance, corner.graph.point, model, inset.samples, reached
        )
        self.play_until(self.now + 0.5, FadeIn(chart.tried, chart.told, told, reached, one))
        self.add(moving)
        self.play_until(
            max(cue.mark("zero") - 0.1, self.now + 0.6),
            Course(moving, slide, (fact.learning_rate, fact.zero_rate), rate_func=smooth),
        )
        self.play_until(self.now + 0.5, FadeOut(chart.told), FadeIn(chart.zero_name))
        self.hold_until(max(cue.mark("below") - 1.0, self.now))
        self.add(chart.below, chart.line, chart.beyond, chart.half, chart.ours, chart.tried)
        self.play_until(
            max(cue.mark("below") + 0.2, self.now + 0.5), FadeIn(chart.below), Create(chart.beyond)
        )
