"""A model and its cost: a line, its residuals, the mean of their squares."""

from __future__ import annotations

from collections.abc import Callable

from manim import (
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
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
from scenes.components.dial import Course
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_view import CostView
from .error_bars import ErrorBars
from .model_formula import ModelFormula
from .three_rates import ThreeRates

MODEL = theme.Look(theme.INK, (), "disc")


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
        self.view = CostView(self.facts, self.screen)
        self.opening = ThreeRates(self.facts, self.screen)
        self.add(self.opening.still, *self.opening.lines, *self.opening.samples)

    def _turn(
        self,
        first: float,
        last: float,
        *others: VMobject,
        bars: ErrorBars | None = None,
        rate_func: Callable[[float], float] = smooth,
    ) -> Course:
        """Let all that is on the stage follow the slope from one value to another."""

        def show(w: float) -> None:
            self.fitted.turn(w)
            self.view.set_slope(w)
            if bars is not None:
                bars.set_slope(w)

        moving = VGroup(self.fitted.residuals, self.fitted.line, self.fitted.plot.samples, *others)
        return Course(moving, show, (first, last), rate_func=rate_func)

    # -- beats ------------------------------------------------------------------------------------------------

    def hook(self, cue: Cue) -> None:
        """Let three lines learn at once: one arrives, one hops, one explodes."""
        opening, total = self.opening, self.opening.count
        # All steps are as long as each other, and the last one is taken while the third line is spoken of.
        begin, end = cue.start, cue.mark("explode") + 0.6

        def run(until: float, *others: Animation) -> None:
            first, last = (total * min((time - begin) / (end - begin), 1.0) for time in (self.now, until))
            self.play_until(until, opening.run(first, last), *others)

        for verdict, mark in zip(opening.verdicts, ("arrive", "hop", "explode"), strict=True):
            run(cue.mark(mark))
            run(self.now + 0.4, FadeIn(verdict, shift=0.2 * UP))
        run(max(end, self.now + 0.1))

    def model(self, cue: Cue) -> None:
        """Turn the first window into the stage of the segment; name the model's parts; predict."""
        opening, fitted, view = self.opening, self.fitted, self.view
        formula = self.formula = ModelFormula(self.screen, view.plane.get_center()[0])
        first, *rest = opening.plots
        leaving = [opening.heads, opening.readouts, opening.verdicts, opening.step, *rest, *opening.lines]
        self.remove(opening.still)
        self.add(*leaving, first)
        self.play_until(
            max(cue.mark("data"), self.now + 0.9),
            *map(FadeOut, leaving),
            FadeOut(first.axes),
            ReplacementTransform(first.plane, fitted.plot.plane),
            ReplacementTransform(first.samples, fitted.plot.samples),
            FadeIn(fitted.plot.axes),
        )
        samples = fitted.plot.samples
        self.play_until(self.now + 0.8, Indicate(samples, 1.25, theme.INK))
        self.hold_until(cue.mark("line"))
        self.add(fitted.line, samples)
        self.play_until(self.now + 0.9, Create(fitted.line.line), Write(formula.model))
        self.add(fitted.line, samples)
        self.play_until(self.now + 0.7, FadeIn(formula.model_notes[0], formula.model_notes[2]))
        self.hold_until(cue.mark("weight"))
        self.play_until(self.now + 0.7, FadeIn(formula.model_notes[1]), FadeIn(view.axis, view.place))
        self.hold_until(cue.mark("predict") - 0.3)
        self.play_until(cue.mark("predict") + 0.5, FadeIn(fitted.prediction))

    def residual(self, cue: Cue) -> None:
        """Draw a stick from each sample to the line; turn the line, and the sticks follow."""
        fitted, formula, view = self.fitted, self.formula, self.view
        w0, target = self.facts.w0, self.facts.target
        self.play_until(cue.mark("stick") - 0.7, FadeOut(formula.model_notes, fitted.prediction))
        self.play_until(cue.mark("stick"), Write(formula.residual))
        fitted.residuals.show_numbers(1.0)
        self.add(fitted.residuals, fitted.plot.samples)
        self.play_until(self.now + 0.8, FadeIn(fitted.residuals), FadeIn(formula.residual_notes))
        self.add(fitted.residuals, fitted.line, fitted.plot.samples)
        self.hold_until(cue.mark("turn"))
        mirrored = 2 * target - w0
        end = cue.end + 0.3
        self.play_until((self.now + end) / 2 + 0.6, self._turn(w0, mirrored, view.place))
        self.play_until(end, self._turn(mirrored, w0, view.place))

    def errors(self, cue: Cue) -> None:
        """Count the residuals by absolute value and by square: bars on one scale."""
        fitted, view = self.fitted, self.view
        bars = self.bars = ErrorBars(self.facts, self.screen)
        formula = VGroup(self.formula.model, self.formula.residual, self.formula.residual_notes)
        self.hold_until(cue.mark("absolute") - 0.5)
        self.play_until(cue.mark("absolute"), FadeOut(formula))
        self.play_until(self.now + 0.7, FadeIn(bars.absolute, shift=0.2 * UP))
        self.hold_until(cue.mark("squared"))

        self.play_until(
            self.now + 0.8,
            Course(fitted.residuals, fitted.residuals.show_squares, (0.0, self.squares), rate_func=linear),
            FadeIn(bars.squared, bars.square_numbers, shift=0.2 * UP),
        )
        self.add(fitted.residuals, fitted.line, fitted.plot.samples)
        self.hold_until(cue.mark("count") - 0.8)
        self.play_until(self.now + 0.4, FadeIn(bars.times[0], scale=1.4))
        self.hold_until(cue.mark("count"))
        self.play_until(self.now + 0.4, FadeIn(bars.times[1], scale=1.4))
        w0, target = self.facts.w0, self.facts.target
        near = w0 + 0.6 * (target - w0)
        everything = (bars.absolute, bars.squared, bars.square_numbers, view.place)
        end = cue.end + 0.3
        self.play_until((self.now + end) / 2, self._turn(w0, near, *everything, bars=bars))
        self.play_until(end, self._turn(near, w0, *everything, bars=bars))

    def cost(self, cue: Cue) -> None:
        """Take the mean of the squares, put it over its weight, and let the weight draw a curve."""
        bars, view, fitted = self.bars, self.view, self.fitted
        self.play_until(cue.mark("mean"), FadeOut(bars.absolute, bars.times, bars.square_numbers))
        self.play_until(self.now + 0.7, Create(bars.mean[0]), FadeIn(bars.mean[1]))
        self.hold_until(cue.mark("name") - 0.4)
        self.play_until(
            cue.mark("name") + 0.9,
            FadeOut(bars.squared, bars.mean[0], bars.mean[1][:2], view.place[1:]),
            FadeIn(view.ground),
            ReplacementTransform(view.seat, view.point),
            FadeTransform(bars.mean[1][2], view.value),
            FadeIn(view.formula, view.name),
            Course(fitted.residuals, fitted.residuals.show_numbers, (1.0, 0.0), rate_func=smooth),
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

    def why(self, cue: Cue) -> None:
        """Lay the mean absolute error beside it: the same lowest point, but a slope that tells nothing."""
        view, w0, target = self.view, self.facts.w0, self.facts.target
        self.add(view.absolute, view.cost, view.goal, view.point)
        self.play_until(
            cue.mark("same") + 0.5,
            view.absolute.to(view.high, rate_func=smooth),
            self._turn(target, w0, view.value, view.point),
        )
        self.play_until(self.now + 0.5, FadeIn(view.absolute_name))
        self.hold_until(cue.mark("steady") - 0.4)
        self.play_until(
            cue.mark("steady") + 0.3,
            FadeOut(view.value),
            FadeIn(view.absolute_point, view.absolute_slopes[0]),
        )
        both = (view.absolute_point, view.point)
        mirrored = 2 * target - w0
        self.play_until(cue.mark("kink"), self._turn(w0, target, *both, rate_func=linear))
        self.play_until(self.now + 0.3, FadeIn(view.absolute_slopes[1]))
        self.play_until(self.now + 1.3, self._turn(target, mirrored, *both))
        fall = cue.mark("fades")
        self.play_until(max(fall - 2.6, self.now + 0.5), self._turn(mirrored, w0, *both))
        self.add(view.tangent, *both)
        self.play_until(
            max(fall - 1.9, self.now + 0.3),
            FadeIn(view.slope),
            FadeOut(view.absolute_point),
            Create(view.tangent.line),
        )
        self.add(view.tangent, view.point)
        self.hold_until(max(fall, self.now))
        self.play_until(cue.end - 0.2, self._turn(w0, target, view.slope, view.tangent, view.point))

    def close(self, cue: Cue) -> None:
        """Let the line meet all samples and predict; then take the curve away."""
        fitted, view = self.fitted, self.view
        self.hold_until(cue.mark("goal"))
        self.play_until(self.now + 0.8, Indicate(fitted.plot.samples, 1.2, theme.GOAL))
        self.hold_until(cue.mark("predict") - 0.3)
        self.play_until(cue.mark("predict") + 0.5, FadeIn(fitted.prediction))
        self.hold_until(cue.mark("draw"))
        unseen = self.word("unknown", 96, theme.MUTED).move_to(view.plane.get_center())
        self.play_until(
            self.now + 1.2,
            FadeOut(
                view.absolute,
                view.absolute_name,
                view.absolute_slopes,
                view.slope,
                view.tangent,
                view.goal,
                view.formula,
                view.name,
            ),
            view.cost.animate.set_stroke(opacity=0.15),
            FadeIn(unseen, scale=1.3),
        )
        self.hold_until(cue.mark("all") - 0.3)
        self.add(view.trials, view.point)
        self.play_until(cue.until - 0.2, FadeIn(view.trials, lag_ratio=0.5))
