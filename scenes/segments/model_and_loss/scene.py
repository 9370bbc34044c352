"""A model and its cost: a line, its residuals, the mean of their squares."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    RIGHT,
    UP,
    Animation,
    Create,
    DashedLine,
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
from scenes.components.axes.cost_curve import PARAMETER
from scenes.components.axes.data_plot import SlopeLine
from scenes.components.axes.fitted_line import FittedLine
from scenes.components.dial import Course, early
from scenes.components.marker import marker
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_view import ABSOLUTE, CURVE, CostView
from .error_bars import ErrorBars
from .facts import LIFT
from .model_formula import ModelFormula
from .pulled import Pulled
from .sample_table import Predictions, sample_table
from .three_rates import ThreeRates

MODEL = theme.look("gradient_descent")
ABOVE = theme.SKY
"""Residuals of a line that is too high."""


class ModelAndLoss(Segment):
    """One idea: how wrong a model is becomes one number, and that number a curve over the weight."""

    squares = 0.3

    def setup(self) -> None:
        """Make what several beats share: the line with its errors, and the weight with its cost."""
        super().setup()
        fact = self.facts
        steepest = fact.view[1] * float(fact.data.x.max())
        self.fitted = FittedLine(
            fact.data,
            fact.w0,
            fact.new_x,
            MODEL,
            corner=(-6.2, -2.25),
            size=(5.9, 4.7),
            x=(0.0, 5.0),
            y=(0.0, max(1.02 * steepest, 1.25 * fact.end_prediction)),
        )
        for number in self.fitted.residuals.numbers:
            number.form = ".1f"
        # What the line says of the new input at last, where no sample gives the axis a number.
        self.fitted.plot.axes.add(self.fitted.plot.plane.axes((), (fact.end_prediction,)))
        self.view = CostView(self.facts, self.screen)
        self.opening = ThreeRates(self.facts, self.screen)
        middle = self.view.plane.get_center()[0]
        self.tables = [
            sample_table(fact.data, middle, 1.5, step=(1.6, 0.9), size=theme.TITLE, disc=0.42),
            sample_table(fact.data, middle, 0.35, step=(1.2, 0.5), size=theme.BODY, disc=0.36),
        ]
        self.predictions = Predictions(
            fact.data, middle, -1.15, step=1.2, size=theme.BODY, colour=MODEL.colour, w=fact.w0
        )
        self.add(self.opening.still, *self.opening.lines, *self.opening.samples)

    def _turn(
        self,
        first: float,
        last: float,
        *others: VMobject,
        bars: ErrorBars | None = None,
        residuals: bool = True,
        squares: Callable[[float], float] | None = None,
        rate_func: Callable[[float], float] = smooth,
    ) -> Course:
        """Let all that is on the stage follow the slope from one value to another, residuals if they are there."""

        def show(w: float) -> None:
            self.fitted.turn(w)
            self.view.set_slope(w)
            self.predictions.set_dial(w)
            if squares is not None:
                self.fitted.residuals.show_squares(squares(w))
            over = w > self.facts.target
            self.fitted.residuals.sticks.set_stroke(ABOVE if over else theme.Y_AXIS)
            self.fitted.residuals.squares.set_fill(ABOVE if over else theme.Y_AXIS)
            if bars is not None:
                bars.set_slope(w)

        below = [self.fitted.residuals] if residuals else []
        moving = VGroup(*below, self.fitted.line, self.fitted.plot.samples, *others)
        return Course(moving, show, (first, last), rate_func=rate_func)

    # -- beats ------------------------------------------------------------------------------------------------

    def hook(self, cue: Cue) -> None:
        """Let three lines learn at once: one arrives, one hops, one explodes."""
        opening, total = self.opening, self.opening.count
        # All steps are as long as each other, and slow enough that the second line still hops when that is said.
        begin, end = cue.start, cue.end

        def run(until: float, *others: Animation) -> None:
            first, last = (total * min((time - begin) / (end - begin), 1.0) for time in (self.now, until))
            self.play_until(until, opening.run(first, last), *others)

        for verdict, mark in zip(opening.verdicts, ("arrive", "hop", "explode"), strict=True):
            run(cue.mark(mark))
            shown = [verdict, opening.more] if mark == "explode" else [verdict]
            run(self.now + 0.4, FadeIn(*shown, shift=0.2 * UP))
        run(max(end, self.now + 0.1))

    def model(self, cue: Cue) -> None:
        """Turn the first window into the stage of the segment; name the model's parts; predict."""
        opening, fitted, view = self.opening, self.fitted, self.view
        formula = self.formula = ModelFormula(self.screen, view.plane.get_center()[0])
        first, *rest = opening.plots
        leaving = [
            opening.heads,
            opening.readouts,
            opening.verdicts,
            opening.step,
            opening.rule,
            opening.more,
        ]
        self.remove(opening.still)
        self.add(*leaving, *rest, *opening.lines, first)
        # What is drawn in the old scale is gone before the window grows.
        self.play_until(
            self.now + 0.5,
            *map(FadeOut, [*leaving, *rest, *opening.lines, first.axes]),
            FadeIn(self.tables[0]),
        )
        self.play_until(
            max(cue.mark("data"), self.now + 0.9),
            ReplacementTransform(first.plane, fitted.plot.plane),
            ReplacementTransform(first.samples, fitted.plot.samples),
            FadeIn(fitted.plot.axes),
        )
        samples = fitted.plot.samples
        self.play_until(self.now + 0.8, Indicate(samples, 1.25, theme.INK))
        self.hold_until(cue.mark("line"))
        self.add(fitted.line, samples)
        self.play_until(
            self.now + 1.1,
            Create(fitted.line.line),
            ReplacementTransform(*self.tables, rate_func=early(0.6)),
            Write(formula.model, rate_func=early(1.0, after=0.5)),
        )
        self.add(fitted.line, samples)
        self.play_until(
            self.now + 0.7,
            FadeIn(formula.model_notes[0], formula.model_notes[2], view.axis, view.place, self.predictions),
        )
        # What may change about the line is seen before it has a name.
        w0, end = self.facts.w0, cue.mark("weight")
        low, high = (w0 + share * (self.facts.target - w0) for share in (-0.4, 0.6))
        begin = self.now
        for share, first, last in ((0.3, w0, high), (0.75, high, low), (1.0, low, w0)):
            turn = self._turn(first, last, view.place, self.predictions, residuals=False)
            self.play_until(max(begin + share * (end - begin), self.now), turn)
        self.play_until(
            self.now + 0.7, FadeIn(formula.model_notes[1]), Indicate(view.place, 1.2, PARAMETER.colour)
        )
        self.hold_until(cue.mark("predict") - 0.3)
        self.guide = self._guide(self.facts.w0)
        self.play_until(cue.mark("predict") + 0.5, FadeIn(fitted.prediction, self.guide))

    def _guide(self, w: float) -> DashedLine:
        """Lead from a prediction to the axis of y."""
        plane, x = self.fitted.plot.plane, self.facts.new_x
        ends = plane.to_scene([(plane.x_range[0], w * x), (x, w * x)])
        return DashedLine(*ends, color=theme.MUTED, stroke_width=2, dash_length=0.1)

    def _first_prediction(self) -> VGroup:
        """Draw once more, thin, the line of the start and what it predicted."""
        plane, w0, x = self.fitted.plot.plane, self.facts.w0, self.facts.new_x
        line = SlopeLine(plane, w0, theme.Look(theme.MUTED, (0.1, 0.1), "ring"), width=2)
        ring = marker("ring", 0.2, theme.MUTED).move_to(plane.to_scene((x, w0 * x)))
        name = self.text(f"$hat(y) = {self.facts.prediction:g}$", theme.BODY, theme.MUTED)
        name.move_to(ring.get_center() + np.array([0.16 + name.width / 2, -0.42, 0.0]))
        return VGroup(line, ring, name)

    def residual(self, cue: Cue) -> None:
        """Draw a stick from each sample to the line; turn the line, and the sticks follow."""
        fitted, formula, view = self.fitted, self.formula, self.view
        w0, target = self.facts.w0, self.facts.target
        self.play_until(
            cue.mark("stick") - 0.7,
            FadeOut(formula.model_notes, fitted.prediction, self.guide, self.tables[1], self.predictions),
        )
        fitted.residuals.show_numbers(1.0)
        self.add(fitted.residuals, fitted.plot.samples)
        self.play_until(cue.mark("stick") + 0.4, FadeIn(fitted.residuals), Write(formula.residual))
        self.play_until(self.now + 0.8, FadeIn(formula.residual_notes))
        self.add(fitted.residuals, fitted.line, fitted.plot.samples)
        self.hold_until(cue.mark("turn"))
        mirrored = 2 * target - w0
        self.play_until(max(cue.mark("zero") - 0.2, self.now + 0.5), self._turn(w0, target, view.place))
        self.hold_until(cue.mark("zero"))
        self.play_until(self.now + 0.5, Indicate(fitted.plot.samples, 1.2, theme.GOAL))
        self.hold_until(cue.mark("sign") - 1.2)
        self.play_until(max(cue.mark("sign") + 0.2, self.now + 0.5), self._turn(target, mirrored, view.place))

    def errors(self, cue: Cue) -> None:
        """Count the residuals by absolute value and by square: bars on one scale."""
        fitted, view = self.fitted, self.view
        unit = view.plane.window.height / (view.plane.y_range[1] - view.plane.y_range[0])
        bars = self.bars = ErrorBars(self.facts, self.screen, unit)
        formula = VGroup(self.formula.model, self.formula.residual, self.formula.residual_notes)
        w0, target = self.facts.w0, self.facts.target
        self.play_until(self.now + 1.4, self._turn(2 * target - w0, w0, view.place))
        self.hold_until(cue.mark("absolute") - 0.9)
        self.play_until(cue.mark("absolute") + 0.1, FadeOut(formula), FadeIn(bars.absolute, shift=0.2 * UP))

        def squares(share: float) -> None:
            # The bars say from here on how large each residual is.
            fitted.residuals.numbers_opacity = 1.0 - share
            fitted.residuals.show_squares(share * self.squares)

        self.hold_until(cue.mark("squared") - 0.6)
        self.play_until(
            cue.mark("squared") + 0.2,
            Course(fitted.residuals, squares, rate_func=linear),
            FadeIn(bars.squared, bars.square_numbers, shift=0.2 * UP),
        )
        self.add(fitted.residuals, fitted.line, fitted.plot.samples)
        near = w0 + 0.5 * (target - w0)
        everything = (bars.absolute, bars.squared, bars.square_numbers, view.place)
        # All shrink and come back before they are compared: what is said is what stands there.
        half = max((cue.mark("count") - 1.2 - self.now) / 2, 0.6)
        for first, last in ((w0, near), (near, w0)):
            self.play_until(self.now + half, self._turn(first, last, *everything, bars=bars))
        self.play_until(self.now + 0.4, FadeIn(bars.times[0], scale=1.4))
        self.hold_until(cue.mark("count"))
        self.play_until(self.now + 0.4, FadeIn(bars.times[1], scale=1.4))
        self.hold_until(cue.end - 1.6)
        self.play_until(self.now + 1.0, Indicate(bars.times[1], 1.12, theme.INK))

    def cost(self, cue: Cue) -> None:
        """Take the mean of the squares, put it over its weight, and let the weight draw a curve."""
        bars, view = self.bars, self.view
        self.play_until(cue.mark("mean"), FadeOut(bars.absolute, bars.times, bars.square_numbers))
        self.play_until(self.now + 0.7, Create(bars.mean[0]), FadeIn(bars.mean[1]))
        self.hold_until(cue.mark("name") - 1.6)
        # The bars stand down on the axis of w, in the scale of the cost: the level of their mean is the cost.
        axis = view.plane.to_scene((0.0, 0.0))[1]
        stretch = (view.plane.window.height / view.plane.y_range[1]) / bars.unit
        standing = VGroup(*(bar for bar, _ in bars.bars[1]), bars.mean[0])
        discs = VGroup(*(one for one in bars.squared if one not in standing.submobjects))
        self.remove(bars.squared)
        self.add(standing, discs)
        self.play_until(
            self.now + 1.2,
            standing.animate.stretch(stretch, 1, about_point=[0.0, bars.foot, 0.0]).shift(
                [0.0, axis - bars.foot, 0.0]
            ),
            FadeOut(discs, bars.mean[1], view.place[1:], rate_func=early(0.5)),
            FadeIn(view.ground, view.formula, view.name, rate_func=early(1.0, after=0.5)),
        )
        self.play_until(
            max(cue.mark("name") + 0.6, self.now + 0.6),
            FadeOut(standing[:-1], view.seat),
            ReplacementTransform(standing[-1], view.point),
            FadeIn(view.value),
        )
        low, high, w0, target = view.low, view.high, self.facts.w0, self.facts.target
        self.add(view.axis, view.cost, view.point)
        moved = (view.value, view.point)
        self.hold_until(cue.mark("sweep"))
        view.cost.set_dial(low)
        self.play_until(self.now + 0.6, self._turn(w0, low, *moved))
        ready = cue.mark("lowest") - 1.0
        self.play_until(
            ready, self._turn(low, high, *moved, rate_func=linear), view.cost.to(high, rate_func=linear)
        )
        self.play_until(cue.mark("lowest"), self._turn(high, target, *moved))
        self.add(view.goal, view.point)
        self.play_until(self.now + 0.6, FadeIn(view.goal, scale=2))

    def same(self, cue: Cue) -> None:
        """Lay the mean absolute error beside the cost: lowest at one weight, until a sample leaves the line."""
        view, fitted = self.view, self.fitted
        self.play_until(
            cue.mark("same") + 0.2,
            FadeOut(view.formula, view.name, view.value),
            view.absolute.to(view.high, rate_func=smooth),
        )
        self.play_until(self.now + 0.5, FadeIn(view.absolute_name, view.squared_name))
        self.add(view.absolute, view.goal)
        self.hold_until(cue.mark("pull") - 0.6)
        names = VGroup(view.absolute_name, view.squared_name)
        line_names = VGroup(
            self.word("line_absolute", theme.SMALL, ABSOLUTE.colour),
            self.word("line_squares", theme.SMALL, CURVE),
        )
        pulled = Pulled(self.facts.data, view.plane, fitted.plot, MODEL, names=names, line_names=line_names)
        self.remove(view.absolute, view.cost, view.goal, view.point, *names, fitted.line, fitted.residuals)
        self.add(pulled, fitted.plot.samples)
        moving = VGroup(pulled, fitted.plot.samples)
        out = cue.mark("pull") + 1.4
        self.play_until(out, Course(moving, pulled.set_dial, (0.0, LIFT), rate_func=smooth))
        self.hold_until(cue.until - 1.2)
        self.play_until(cue.until, Course(moving, pulled.set_dial, (LIFT, 0.0), rate_func=smooth))
        self.remove(pulled)
        self.add(view.absolute, view.cost, *names, fitted.line, fitted.plot.samples)

    def why(self, cue: Cue) -> None:
        """Follow the slope of each: one tells nothing until it flips, the other fades."""
        view, w0, target = self.view, self.facts.w0, self.facts.target
        mirrored = 2 * target - w0
        near = w0 + 0.5 * (target - w0)
        view.set_slope(w0)
        # Only sticks here: the absolute values have no squares.
        self.fitted.residuals.show_squares(0.0)
        self.add(view.absolute_tangent, view.absolute_point)
        self.play_until(
            cue.mark("steady") - 0.3,
            view.cost.animate.set_stroke(opacity=0.25),
            view.squared_name.animate.set_opacity(0.35),
            self._turn(target, w0, view.absolute_tangent, view.absolute_point),
        )
        self.play_until(cue.mark("steady") + 0.3, FadeIn(view.falling))
        self.play_until(
            max(cue.mark("kink"), self.now + 0.5),
            self._turn(w0, target, view.absolute_tangent, view.absolute_point, rate_func=linear),
        )
        self.play_until(self.now + 0.3, FadeIn(view.rising))
        self.play_until(
            max(cue.mark("kink") + 1.8, self.now + 0.5),
            self._turn(target, mirrored, view.absolute_tangent, view.absolute_point),
        )
        self.hold_until(cue.mark("half") - 2.2)
        self.play_until(
            max(cue.mark("half") - 1.2, self.now + 0.5),
            FadeOut(
                view.absolute_tangent, view.absolute_point, view.falling, view.rising, view.absolute_name
            ),
            view.absolute.animate.set_stroke(opacity=0.25),
            view.cost.animate.set_stroke(opacity=1.0),
            view.squared_name.animate.set_opacity(1.0),
            self._turn(mirrored, w0, squares=lambda w: self.squares if w < target else 0.0),
        )
        both = (view.gap, view.slope, view.tangent, view.point)
        self.play_until(
            self.now + 0.5, FadeIn(view.gap, view.slope, view.point, view.goal), Create(view.tangent.line)
        )
        self.add(view.tangent, view.goal, view.point)
        self.hold_until(cue.mark("half") - 0.4)
        self.add(view.first_slope, view.tangent, view.point)
        self.play_until(
            max(cue.mark("half") + 0.4, self.now + 0.5),
            FadeIn(view.first_slope[1]),
            self._turn(w0, near, *both),
        )
        self.add(view.half_slope, view.tangent, view.point)
        self.play_until(self.now + 0.4, FadeIn(view.half_slope[1]))
        # Half of one number is read off the other before both go on.
        self.hold_until(max(cue.mark("fades"), self.now + 1.1))
        self.play_until(max(cue.end - 0.8, self.now + 1.0), self._turn(near, target, *both))

    def close(self, cue: Cue) -> None:
        """Let the line meet all samples and predict; then take the curve away, and the place where one stood."""
        fitted, view, fact = self.fitted, self.view, self.facts
        self.play_until(
            max(cue.mark("goal") - 0.2, self.now + 0.5),
            FadeOut(view.slope, view.gap, view.tangent, view.first_slope, view.half_slope, view.absolute),
        )
        self.play_until(self.now + 0.8, Indicate(fitted.plot.samples, 1.2, theme.GOAL))
        self.hold_until(cue.mark("predict") - 0.3)
        guide, first = self._guide(fact.target), self._first_prediction()
        self.play_until(cue.mark("predict") + 0.5, FadeIn(fitted.prediction, guide, first))
        self.hold_until(cue.mark("draw") - 0.3)
        unseen = self.word("unknown", 120, theme.MUTED).move_to(view.plane.get_center())
        unseen.shift(0.9 * RIGHT)
        somewhere = view.low + 0.13 * (view.high - view.low)
        view.value[1].set_dial(fact.lowest)
        self.play_until(
            cue.mark("draw") + 0.5,
            FadeOut(view.cost, view.goal, view.point, view.squared_name, view.axis[1]),
            FadeOut(fitted.prediction, guide, first),
        )
        self.play_until(self.now + 0.6, self._turn(fact.target, somewhere))
        seen = VGroup(view.value[0], view.value[1])
        seen.next_to(view.point.mark, RIGHT, buff=0.2)
        self.play_until(self.now + 0.6, FadeIn(view.point, seen, scale=1.2), FadeIn(unseen, scale=1.3))
        self.hold_until(cue.mark("all") - 1.0)
        self.add(view.trials, view.point, unseen)
        self.play_until(
            max(cue.end - 0.6, self.now + 0.5),
            view.trials.to(len(view.trials.pins), rate_func=linear),
            FadeOut(unseen, seen, fitted.line, fitted.residuals, rate_func=early(0.3)),
            FadeIn(view.counts, lag_ratio=0.8),
        )
