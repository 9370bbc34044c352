"""Downhill: the sign of the slope says which way, the learning rate how far; the same for two weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    LEFT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    ReplacementTransform,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.dial import Course, steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .one_weight import CLOSEST, LEARNS, OneWeight
from .two_weights import LossColumn, OneStep, TwoWeights
from .whole_rule import SHRUNK, WholeRule


class Downhill(Segment):
    """One idea: against the slope the cost falls at first, so we step against it, by a share of it."""

    def setup(self) -> None:
        """Show the curve as it is known to somebody who tries everything."""
        super().setup()
        view = self.view = OneWeight(self.facts, self.screen)
        self.add(view.ground, view.lens_ground[0], view.graph.curve, view.missed, view.missed_name)

    def _walk(
        self, first: float, last: float, *moving: VMobject, rate_func: Callable[[float], float] = smooth
    ) -> Course:
        """Let all that depends on the weight follow it from one value to another."""
        return Course(VGroup(*moving), self.view.stand, (first, last), rate_func=rate_func)

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Take the trials away; stand at one place and magnify the curve until it is straight."""
        view = self.view
        roller = view.missed.roller
        self.add(view.trials, view.graph.curve)
        self.play_until(
            max(cue.mark("all") + 2.4, self.now + 1.0), FadeIn(view.trials, lag_ratio=0.4, shift=0.1 * UP)
        )
        self.hold_until(cue.mark("stand") - 0.9)
        self.play_until(cue.mark("stand") - 0.1, FadeOut(view.trials, view.missed.trials))
        self.play_until(self.now + 0.6, FadeIn(view.graph.point, scale=2), FadeIn(roller))
        self.add(view.graph.point, roller)
        self.hold_until(cue.mark("local") - 2.4)
        self.play_until(
            max(cue.mark("local") - 0.2, self.now + 0.5),
            roller.to(float(self.facts.rolled.x.shape[0] - 1)),
        )
        self.play_until(self.now + 0.5, FadeOut(view.missed_name), FadeIn(view.local_name))

    def near(self, cue: Cue) -> None:
        """Magnify the place until the curve is straight, and read its slope as rise over run."""
        view, lens = self.view, self.view.lens
        self.play_until(
            min(cue.start + 0.8, cue.mark("near")),
            FadeOut(view.missed.curve, view.missed.goal, view.missed.roller, view.local_name),
            FadeIn(lens, view.lens_ground[1]),
        )
        self.remove(view.missed)
        self.add(view.lens_ground, lens, view.graph.point)
        view.graph.tangent.set_dial(self.facts.w0)
        self.hold_until(cue.mark("near"))
        self.play_until(max(cue.mark("slope") - 1.2, self.now + 0.6), lens.to(CLOSEST, rate_func=smooth))
        self.add(view.graph.tangent, lens.tangent, lens.point, view.graph.point)
        self.play_until(
            max(cue.mark("slope") - 0.1, self.now + 0.4),
            Create(lens.tangent),
            Create(view.graph.tangent.line),
        )
        self.add(view.graph.tangent, view.graph.point)
        self.play_until(self.now + 0.8, FadeIn(lens.triangle))
        self.play_until(self.now + 0.5, FadeIn(view.quotient))

    def sign(self, cue: Cue) -> None:
        """Walk over the lowest point: the slope changes its sign, and with it the way."""
        view, fact = self.view, self.facts
        self.remove(view.lens_ground)
        self.add(*view.lens_ground)
        self.play_until(
            cue.start + 1.0,
            FadeOut(view.lens, view.lens.tangent, view.lens.triangle, view.quotient, view.lens_ground[1]),
            ReplacementTransform(view.lens_ground[0], view.slope_plane),
            FadeIn(*view.slope_ground[1:], view.slope_line),
            view.graph.curve.animate.set_stroke(opacity=1.0),
        )
        self.add(view.slope_ground, view.slope_line, view.graph.curve, view.graph.tangent, view.graph.point)
        self.play_until(
            max(cue.mark("left") - 0.1, self.now + 0.4),
            FadeIn(view.readout),
            Create(view.stem),
            FadeIn(view.slope_point),
        )
        self.add(view.stem, view.slope_point)
        moving = (view.graph.tangent, view.graph.point, view.readout, view.stem, view.slope_point)
        self.add(*moving)
        self.hold_until(cue.mark("zero") - 2.4)
        self.play_until(cue.mark("zero") - 0.1, self._walk(fact.w0, fact.target, *moving))
        self.play_until(self.now + 0.4, FadeIn(view.goal, scale=2))
        self.add(view.goal, *moving)
        self.hold_until(cue.mark("right") - 1.5)
        self.play_until(cue.mark("right"), self._walk(fact.target, fact.other_w, *moving))
        self.moving = moving

    def step(self, cue: Cue) -> None:
        """Take steps one by one, each a share of the slope where it begins."""
        view, fact = self.view, self.facts
        arrows, stems = view.steps()
        rate, product, sum_ = (self.word(key, theme.BODY) for key in ("rate", "product", "sum"))
        corner = view.slope_plane.window.get_corner(UP + LEFT)
        for rank, text in enumerate((rate, product, sum_)):
            text.move_to(corner + np.array([0.3 + text.width / 2, -0.42 - 0.58 * rank, 0.0]))
        self.play_until(cue.start + 1.6, self._walk(fact.other_w, fact.w0, *self.moving))
        self.hold_until(cue.mark("rate") - 2.4)
        # The slope's bar itself becomes the step: a share of it.
        arrow, stem = arrows[0], stems[0]
        fly = view.from_bar(arrow[1])
        self.add(stem, arrow[1])
        self.play_until(
            max(cue.mark("rate") - 0.2, self.now + 0.5),
            Course(arrow[1], fly, rate_func=smooth),
            FadeIn(rate, shift=0.15 * UP),
        )
        self.add(view.graph.point)
        self.hold_until(max(cue.mark("step") - 0.8, self.now))
        self.play_until(max(cue.mark("step"), self.now + 0.4), FadeIn(product, sum_, shift=0.15 * UP))
        self.add(arrow, *self.moving)
        self.play_until(
            max(cue.mark("step") + 1.4, self.now + 0.6), self._walk(fact.w[0], fact.w[1], *self.moving)
        )
        self.arrows, self.stems = arrows, stems
        self.leaving = VGroup(rate, product, sum_)

    def shorter(self, cue: Cue) -> None:
        """Compare the tangent's promise with the curve, and go on with shorter steps."""
        view, fact = self.view, self.facts
        promised, given = view.promise()
        self.play_until(max(cue.mark("promised") - 0.1, self.now + 0.6), FadeIn(promised))
        self.hold_until(cue.mark("given") - 0.6)
        self.play_until(max(cue.mark("given"), self.now + 0.3), FadeIn(given))
        self.hold_until(cue.mark("shorter") - 1.5)
        self.play_until(self.now + 0.5, FadeOut(promised, given))
        times = [max(cue.mark("shorter") + 0.2, self.now + 0.8), cue.end - 0.6, cue.end + 0.2]
        for rank, until in enumerate(times, start=1):
            self.add(self.stems[rank], self.arrows[rank], *self.moving)
            self.play_until(
                max(until, self.now + 0.4), self._walk(fact.w[rank], fact.w[rank + 1], *self.moving)
            )

    def plane(self, cue: Cue) -> None:
        """See a landscape from above, cut it along each weight, and put both slopes together."""
        view = self.view
        world = self.world = TwoWeights(self.facts, self.screen)
        self.remove(view.ground, view.slope_ground)
        self.add(*view.ground, *view.slope_ground)
        gone = [one for one in self.mobjects if one not in (self.title, view.plane)]
        self.add(world.map, *gone, view.plane)
        self.play_until(
            max(cue.mark("map"), self.now + 0.9),
            *map(FadeOut, gone),
            ReplacementTransform(view.plane, world.plane),
            FadeIn(world.map.fill, world.map.lines, world.names, world.axes, world.key),
            FadeIn(world.first[1], world.second[1], world.first[2], world.second[2]),
        )
        self.add(world.map, world.names, world.first[2], world.second[2])
        self.play_until(
            self.now + 0.6, FadeIn(world.goal, world.point, scale=2), FadeIn(world.cost, world.start_name)
        )
        for key, cut, part in (
            ("first", world.first, world.parts[0]),
            ("second", world.second, world.parts[1]),
        ):
            on_map, _, _, stand, said = cut
            self.hold_until(cue.mark(key) - 1.6)
            self.add(on_map, world.goal, world.point)
            self.play_until(cue.mark(key) - 0.7, Create(on_map), FadeIn(stand))
            self.add(stand)
            self.play_until(
                max(cue.mark(key) + 0.2, self.now + 0.4), FadeIn(said), GrowFromPoint(part, world.here)
            )
            self.add(world.point)
        self.hold_until(cue.mark("gradient") - 0.3)
        self.add(world.gradient, world.point)
        self.play_until(
            cue.mark("gradient") + 0.6,
            GrowFromPoint(world.arrow, world.here),
            FadeIn(world.gradient[1], world.value),
        )

    def steepest(self, cue: Cue) -> None:
        """Turn an arrow of fixed length around the start, with the slope along it."""
        world, needle = self.world, self.world.needle
        way = self.way = DashedLine(world.here, world.origin, color=theme.GOAL, stroke_width=3)
        needle.set_dial(needle.first)
        self.play_until(max(cue.mark("swing") + 0.4, cue.start + 0.6), FadeIn(needle))
        self.hold_until(cue.mark("goal") - 1.4)
        self.add(way, world.goal, needle, world.point)
        self.play_until(
            max(cue.mark("goal"), self.now + 0.6), needle.to(needle.goal, rate_func=smooth), Create(way)
        )
        self.hold_until(cue.mark("goal") + 2.0)
        over = max(cue.mark("steepest") - 1.5, self.now + 0.4)
        self.play_until(over, needle.to(needle.second, rate_func=smooth))
        self.play_until(
            max(cue.mark("steepest") - 0.2, self.now + 0.4), needle.to(needle.steepest, rate_func=smooth)
        )
        self.play_until(self.now + 1.0, Indicate(world.gradient[1], 1.15, theme.GRADIENT))

    def walk(self, cue: Cue) -> None:
        """Walk on the map, the cost of each step beside it."""
        fact, world = self.facts, self.world
        losses = self.losses = LossColumn(fact, self.screen)
        cuts = [part for cut in (world.first, world.second) for part in cut]
        first, second = world.parts
        self.hold_until(cue.mark("each") - 0.4)
        self.play_until(
            self.now + 1.2, Indicate(first, 1.25, first.get_fill_color()), Indicate(world.first[4])
        )
        self.play_until(
            self.now + 1.2, Indicate(second, 1.25, second.get_fill_color()), Indicate(world.second[4])
        )
        self.hold_until(cue.mark("go") - 1.6)
        self.play_until(
            max(cue.mark("go") - 0.4, self.now + 0.5),
            FadeOut(*cuts, world.parts, world.gradient, world.value, world.needle, self.way),
            FadeIn(losses.ground, losses.readouts),
        )
        self.play_until(max(cue.mark("go"), self.now + 0.3), FadeIn(losses.curve))
        self.hold_until(cue.mark("go"))
        pace = steps(fact.steps, pause=0.3)

        def show(share: float) -> None:
            at = pace(share) * fact.steps
            world.path.set_dial(at)
            # The counter knows whole steps alone, and so does the curve beside it.
            losses.curve.set_dial(float(int(at + 1e-6)))
            losses.read(at)

        self.remove(world.point)
        self.add(world.path)
        self.play_until(
            cue.mark("end") - 0.1,
            Course(VGroup(world.path, losses.curve, losses.readouts), show, rate_func=linear),
        )

    def rise(self, cue: Cue) -> None:
        """Turn up the rate of one step: the cost falls, comes back, rises."""
        fact, world, losses = self.facts, self.world, self.losses
        one = self.one = OneStep(fact, world, self.screen)
        self.remove(losses.ground)
        self.add(*losses.ground)
        self.play_until(
            cue.start + 1.1,
            FadeOut(world.path, losses.ground[1], losses.curve, losses.readouts),
            ReplacementTransform(losses.plane, one.plane),
            FadeIn(one.ground[1], world.point),
        )
        self.add(one.ground)
        self.play_until(self.now + 0.6, FadeIn(one.before, one.readouts, one.curve))
        self.add(one.arrow, one.landing, world.point)

        def turn(first: float, last: float) -> Course:
            moving = VGroup(one.arrow, one.landing, one.curve, one.readouts)
            return Course(moving, one.turn, (first, last), rate_func=smooth)

        self.hold_until(cue.mark("turn"))
        middle = max(cue.mark("level") - 2.6, self.now + 0.5)
        self.play_until(middle, turn(0.0, fact.lowest_rate))
        self.hold_until(self.now + 0.3)
        self.play_until(max(cue.mark("level") - 0.2, self.now + 0.4), turn(fact.lowest_rate, fact.level_rate))
        self.add(one.level, one.curve)
        self.play_until(self.now + 0.4, FadeIn(one.level))
        self.hold_until(max(cue.mark("rise") - 1.6, self.now))
        self.play_until(max(cue.mark("rise"), self.now + 0.3), turn(fact.level_rate, fact.rising_rate))
        self.hold_until(cue.mark("far") - 0.6)
        self.play_until(cue.mark("far") + 0.8, Indicate(one.landing, 1.6, LEARNS.colour))

    def again(self, cue: Cue) -> None:
        """Take two steps at a rate at which one step still leads lower."""
        fact, one = self.facts, self.one
        step, lift, ends = one.again
        moving = VGroup(one.arrow, one.landing, one.curve, one.readouts)
        self.play_until(
            max(cue.mark("once") - 0.3, self.now + 0.6),
            Course(moving, one.turn, (fact.rising_rate, fact.again_rate), rate_func=smooth),
        )
        self.hold_until(cue.mark("twice") - 1.6)
        self.add(one.landing)
        self.play_until(
            max(cue.mark("twice") - 0.4, self.now + 0.4),
            GrowFromPoint(step, one.landing.get_center()),
            GrowFromPoint(lift, one.again[1].get_bottom()),
        )
        self.play_until(max(cue.mark("twice"), self.now + 0.3), FadeIn(ends))

    def close(self, cue: Cue) -> None:
        """Sum up in one picture: the rule with its parts named, above the steps that it makes."""
        world, one = self.world, self.one
        rule = WholeRule(self.facts, world, self.screen)
        arrow, landing, names = rule.step
        back = VGroup(world.plane, world.map)
        texts = VGroup(world.names, world.axes, world.key, world.cost, world.start_name)
        self.add(back, texts, one.arrow, one.landing, one.again, world.goal, world.point)
        self.play_until(
            max(cue.start + 1.2, cue.mark("gradient") + 0.5),
            FadeOut(
                one.ground, one.before, one.curve, one.level, one.readouts, one.arrow, one.landing, one.again
            ),
            FadeOut(texts),
            back.animate.scale(SHRUNK).move_to(rule.plane),
            world.goal.animate.move_to(rule.goal),
            world.point.animate.move_to(rule.here),
            FadeIn(rule.formula, rule.single, rule.samples),
            FadeIn(rule.gradient_note),
            FadeIn(rule.slope),
        )
        self.add(rule.slope, world.point)
        self.hold_until(cue.mark("minus") - 0.3)
        self.play_until(
            cue.mark("minus") + 1.0,
            Course(rule.slope, rule.turn, rate_func=smooth),
            Indicate(rule.formula.part("minus"), 1.8, theme.INK),
        )
        self.add(world.point)
        self.hold_until(cue.mark("rate") - 0.2)
        self.play_until(cue.mark("rate") + 0.5, FadeIn(rule.rate_note), GrowFromPoint(arrow, rule.here))
        self.add(world.point)
        self.hold_until(cue.mark("rate") + 1.4)
        self.play_until(self.now + 0.6, FadeIn(rule.step_note), FadeIn(landing, names))
        self.hold_until(cue.mark("theta") - 0.2)
        self.play_until(cue.mark("theta") + 0.5, FadeIn(rule.theta))
        self.hold_until(cue.mark("line") - 0.8)
        self.play_until(cue.mark("line") + 0.2, Create(rule.line))
