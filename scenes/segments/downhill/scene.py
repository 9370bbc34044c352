"""Downhill: the sign of the slope says which way, the learning rate how far; the same for two weights."""

from __future__ import annotations

from collections.abc import Callable

from manim import (
    DOWN,
    LEFT,
    RIGHT,
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
from scenes.components.dial import Course, early, steps
from scenes.components.surface.camera3d import FROM_ABOVE
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .one_weight import CLOSEST, LEARNS, OneWeight
from .promise import Promise
from .rule_line import RuleLine
from .two_weights import LossColumn, OneStep, TwoWeights
from .whole_rule import SHRUNK, WholeRule

GO, COME = early(0.5), early(1.0, after=0.5)
"""The old picture is gone before the new one comes."""


class Downhill(Segment):
    """One idea: against the slope the cost falls at first, so we step against it, by a share of it."""

    def setup(self) -> None:
        """Show the curve as it is known to somebody who tries everything."""
        super().setup()
        view = self.view = OneWeight(self.facts, self.screen)
        self.add(view.ground, view.graph.curve)

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
            max(cue.mark("all") + 1.2, self.now + 0.8), FadeIn(view.trials, lag_ratio=0.4, shift=0.1 * UP)
        )
        self.play_until(self.now + 0.5, FadeIn(view.count, scale=0.9))
        self.play_until(
            self.now + 1.2,
            FadeIn(view.lens_ground[0], view.missed, view.missed_axes, view.missed_name),
        )
        self.add(view.lens_ground[0], view.missed)
        self.hold_until(cue.mark("stand") - 0.9)
        self.play_until(
            cue.mark("stand") - 0.1, FadeOut(view.trials, view.count, view.missed.trials, view.missed_name)
        )
        self.play_until(
            self.now + 0.6, FadeIn(view.graph.point, scale=2), FadeIn(roller), FadeIn(view.local_name)
        )
        self.add(view.graph.point, roller)
        self.hold_until(max(cue.mark("local") - 2.4, self.now))
        self.play_until(
            max(cue.mark("local") - 0.2, self.now + 0.5),
            roller.to(float(self.facts.rolled.x.shape[0] - 1)),
        )

    def near(self, cue: Cue) -> None:
        """Magnify the place until the curve is straight, and read its slope as rise over run."""
        view, lens = self.view, self.view.lens
        self.play_until(
            min(cue.start + 0.8, cue.mark("near")),
            FadeOut(
                view.missed.curve, view.missed.goal, view.missed.roller, view.missed_axes, view.local_name
            ),
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
        self.play_until(
            cue.mark("zero") - 0.1,
            self._walk(fact.w0, fact.target, *moving),
            FadeIn(view.goal, scale=2, rate_func=early(1.0, after=0.7)),
        )
        self.add(view.goal, *moving)
        self.hold_until(cue.mark("right") - 1.5)
        self.play_until(cue.mark("right"), self._walk(fact.target, fact.other_w, *moving))
        self.moving = moving
        for key, sign in zip(("grows", "shrinks"), view.signs, strict=True):
            self.hold_until(cue.mark(key) - 0.4)
            self.play_until(
                max(cue.mark(key), self.now + 0.4),
                GrowFromPoint(sign[0], sign[0].get_start()),
                FadeIn(sign[1]),
            )
            self.add(sign, *moving)

    def step(self, cue: Cue) -> None:
        """Take steps one by one, each a share of the slope where it begins."""
        view, fact = self.view, self.facts
        arrows, stems = view.steps()
        corner = view.slope_plane.window.get_corner(UP + LEFT)
        low = view.slope_plane.window.get_corner(DOWN + RIGHT)
        line = self.line = RuleLine(fact, self.screen, corner, low)
        self.play_until(cue.start + 1.6, self._walk(fact.other_w, fact.w0, *self.moving), FadeOut(view.signs))
        # The slope's bar itself becomes the step: it shrinks to a share, and that goes to its place.
        arrow, stem = arrows[0], stems[0]
        fly = view.from_bar(arrow[1])
        wait = cue.mark("rate") - cue.start
        self.hold_until(max(cue.start + 0.45 * wait, self.now))
        self.add(stem, arrow[1])
        self.play_until(
            max(cue.start + 0.7 * wait, self.now + 0.5), Course(arrow[1], fly, (0.0, 1.0), rate_func=smooth)
        )
        self.hold_until(max(cue.mark("rate") - 1.3, self.now))
        self.play_until(
            max(cue.mark("rate") - 0.2, self.now + 0.5),
            Course(arrow[1], fly, (1.0, 2.0), rate_func=smooth),
            FadeIn(line.rate, line.rule, shift=0.15 * UP),
        )
        self.add(view.graph.point)
        self.hold_until(max(cue.mark("step") - 0.8, self.now))
        self.play_until(max(cue.mark("step"), self.now + 0.4), FadeIn(line.numbers, shift=0.15 * UP))
        self.add(line, arrow, *self.moving)
        self.play_until(
            max(cue.mark("step") + 1.4, self.now + 0.6), self._walk(fact.w[0], fact.w[1], *self.moving)
        )
        self.arrows, self.stems = arrows, stems

    def shorter(self, cue: Cue) -> None:
        """Compare the tangent's promise with the curve, and go on with shorter steps."""
        view, fact = self.view, self.facts
        promise = Promise(fact, self.screen, view.plane, view.slope_plane, LEARNS)
        walker = promise.walker
        beside = (*view.slope_ground[1:], view.slope_line, view.stem, view.slope_point, self.stems[0])
        self.remove(view.slope_ground)
        self.add(*view.slope_ground)
        self.play_until(
            max(cue.start + 0.4, self.now + 0.2),
            FadeOut(*beside, self.line, view.graph.tangent, view.readout),
        )
        self.play_until(
            self.now + 0.7,
            Create(promise.frame),
            FadeIn(promise.ground),
        )
        self.add(promise.ground)
        self.play_until(max(cue.mark("promised"), self.now + 0.5), FadeIn(promise.tangent))
        self.hold_until(cue.mark("way") - 0.7)
        self.play_until(max(cue.mark("way") - 0.2, self.now + 0.3), FadeIn(walker))
        self.add(walker)
        self.play_until(
            max(cue.mark("given") - 0.7, self.now + 0.5), walker.to(fact.first_w, rate_func=smooth)
        )
        self.play_until(max(cue.mark("given"), self.now + 0.3), FadeIn(promise.given))
        self.play_until(self.now + 0.4, FadeIn(promise.gap))
        self.hold_until(cue.mark("shorter") - 1.1)
        self.play_until(
            self.now + 0.3, FadeOut(promise.ground, promise.tangent, promise.given, promise.gap, walker)
        )
        self.play_until(
            max(cue.mark("shorter") - 0.1, self.now + 0.4),
            FadeOut(promise.frame),
            FadeIn(*beside, self.line.rule, self.line.numbers, view.graph.tangent, view.readout),
        )
        self.add(*view.slope_ground, view.slope_line, *self.stems[:1], view.stem, view.slope_point)
        times = [max(cue.mark("shorter") + 0.8, self.now + 0.6), cue.end - 0.5, cue.end + 0.3]
        for rank, until in enumerate(times, start=1):
            self.line.set_dial(rank)
            self.add(self.stems[rank], self.arrows[rank], *self.moving, self.line.rule, self.line.numbers)
            self.play_until(
                max(until, self.now + 0.4), self._walk(fact.w[rank], fact.w[rank + 1], *self.moving)
            )

    def plane(self, cue: Cue) -> None:
        """See a landscape from the side and from above, cut it along each weight, put both slopes together."""
        world = self.world = TwoWeights(self.facts, self.screen)
        gone = [one for one in self.mobjects if one is not self.title]
        self.play_until(cue.start + 0.4, *map(FadeOut, gone))
        self.play_until(self.now + 0.5, FadeIn(world.surface, world.cost))
        self.add(world.surface, world.cost)
        self.play_until(max(cue.mark("map") + 0.2, self.now + 0.8), world.surface.turn(FROM_ABOVE))
        self.add(world.plane, world.map, world.cost)
        self.remove(world.surface)
        self.play_until(
            self.now + 0.5,
            FadeIn(world.names, world.axes, world.key, world.levels),
            FadeIn(world.goal, world.point, scale=2),
            FadeIn(world.start_name),
            FadeIn(world.first[1], world.second[1], world.first[2], world.second[2]),
        )
        for key, cut, part in (
            ("first", world.first, world.parts[0]),
            ("second", world.second, world.parts[1]),
        ):
            on_map, _, _, stand, said = cut
            self.hold_until(cue.mark(key) - 1.2)
            self.add(on_map, world.goal, world.point)
            self.play_until(max(cue.mark(key) - 0.4, self.now + 0.4), Create(on_map), FadeIn(stand))
            self.add(stand)
            self.play_until(
                max(cue.mark(key) + 0.2, self.now + 0.4), FadeIn(said), GrowFromPoint(part, world.here)
            )
            self.add(world.point)
        self.hold_until(cue.mark("gradient") - 1.0)
        self.play_until(max(cue.mark("gradient") - 0.3, self.now + 0.3), Create(world.frame))
        self.add(world.uphill, world.point)
        self.play_until(
            max(cue.mark("gradient") + 0.4, self.now + 0.4),
            GrowFromPoint(world.arrow, world.here),
            FadeIn(world.uphill[1], world.value),
        )
        self.add(world.point)

    def steepest(self, cue: Cue) -> None:
        """Turn an arrow of fixed length around the start, with the slope along it."""
        world = self.world
        needle, wave = world.needle, world.wave
        way = self.way = DashedLine(
            world.here, world.origin, color=theme.GOAL, stroke_width=6, dash_length=0.16
        )
        cuts = self.cuts = [part for cut in (world.first, world.second) for part in cut]
        self.play_until(cue.start + 0.4, FadeOut(*cuts, world.parts, world.frame))
        self.play_until(
            max(cue.mark("swing") + 0.3, self.now + 0.5),
            FadeIn(wave.ground, wave.readout, wave.dot, needle),
        )
        moving = VGroup(needle, wave.curve, wave.dot, wave.readout)
        self.add(wave.curve, wave.dot, needle, world.point)
        around = max(cue.mark("goal") - 1.0, self.now + 0.8)
        self.play_until(around, Course(moving, wave.sweep, (0.0, 360.0), rate_func=smooth))
        self.add(way, world.goal, needle, world.point)
        self.play_until(
            max(cue.mark("goal") - 0.1, self.now + 0.5),
            Course(moving, wave.turn, (360.0, needle.goal), rate_func=smooth),
            Create(way),
        )
        self.add(wave.goal, wave.dot)
        self.play_until(self.now + 0.4, FadeIn(wave.goal, scale=1.5))
        self.hold_until(cue.mark("against") - 0.4)
        self.play_until(
            max(cue.mark("against") + 0.5, self.now + 0.5),
            Course(world.arrow, world.turn, rate_func=smooth),
            FadeOut(world.uphill[1]),
            FadeIn(world.minus),
            Course(moving, wave.turn, (needle.goal, needle.steepest), rate_func=smooth),
        )
        self.add(needle, world.point)
        self.play_until(max(cue.mark("steepest"), self.now + 0.3), FadeIn(wave.steepest, scale=1.5))
        self.hold_until(cue.mark("contour") - 0.9)
        contour, said = world.contour
        self.add(contour, world.cost, world.start_name, world.minus, world.arrow, needle, world.point)
        self.play_until(max(cue.mark("contour"), self.now + 0.4), Create(contour), FadeIn(said))
        self.play_until(self.now + 0.5, FadeIn(world.square))
        self.add(world.point)
        self.hold_until(cue.end - 0.9)
        self.play_until(cue.end, Indicate(way, 1.0, theme.GOAL))

    def walk(self, cue: Cue) -> None:
        """Walk on the map, the cost of each step beside it."""
        fact, world = self.facts, self.world
        losses = self.losses = LossColumn(fact, self.screen)
        wave = world.wave
        # The rule has the column to itself; the costs come when there are any.
        self.play_until(
            min(cue.start + 0.8, cue.mark("each")),
            FadeOut(wave.ground, wave.curve, wave.dot, wave.readout, wave.goal, wave.steepest, rate_func=GO),
            FadeOut(world.needle, self.way, world.contour, world.square),
        )
        for move, rule in zip(world.moves, world.rule, strict=True):
            self.play_until(self.now + 0.7, GrowFromPoint(move, world.here), FadeIn(rule))
            self.add(world.point)
        self.hold_until(cue.mark("rate") - 0.2)
        self.play_until(self.now + 0.8, *(Indicate(rule, 1.1, rule.get_color()) for rule in world.rule))
        self.hold_until(cue.mark("go") - 1.1)
        self.play_until(
            max(cue.mark("go"), self.now + 0.6),
            FadeOut(world.rule, world.moves, world.arrow, world.minus, world.value, rate_func=GO),
            FadeIn(losses.ground, losses.curve, losses.readouts, rate_func=COME),
        )
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
        # The window stays, and so does the point at the start.
        self.add(world.point)
        self.play_until(
            cue.start + 0.8,
            FadeOut(world.path, losses.ground[1], losses.curve, losses.readouts, rate_func=GO),
            FadeIn(one.ground, one.before, one.readouts, one.curve, rate_func=COME),
        )
        self.remove(losses.plane)
        self.add(one.arrow, one.landing, world.point)

        def turn(first: float, last: float) -> Course:
            moving = VGroup(one.arrow, one.landing, one.curve, one.readouts)
            return Course(moving, one.turn, (first, last), rate_func=smooth)

        self.hold_until(max(cue.mark("turn") - 0.2, self.now))
        small = fact.plane_rate / 4
        self.play_until(max(cue.mark("small") - 0.8, self.now + 0.5), turn(0.0, small))
        self.add(one.promise, one.curve)
        self.play_until(
            max(cue.mark("small"), self.now + 0.5), Create(one.promise[0]), FadeIn(one.promise[1])
        )
        middle = max(cue.mark("level") - 2.0, self.now + 0.8)
        passed = self.now + 0.55 * (middle - self.now)
        self.play_until(passed, turn(small, fact.plane_rate))
        self.add(one.earlier, one.curve)
        self.play_until(middle, turn(fact.plane_rate, fact.lowest_rate))
        self.add(one.lowest, one.curve)
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
            FadeOut(one.promise),
        )
        # From here on there are two costs: each says of which step it is.
        self.play_until(
            self.now + 0.4,
            FadeOut(one.readouts[1], rate_func=GO),
            FadeIn(one.costs[0], rate_func=COME),
        )
        self.hold_until(max(cue.mark("twice") - 1.6, self.now))
        self.add(one.landing)
        self.play_until(
            max(cue.mark("twice") - 0.4, self.now + 0.4),
            GrowFromPoint(step, one.landing.get_center()),
            GrowFromPoint(lift, one.again[1].get_bottom()),
        )
        self.play_until(max(cue.mark("twice"), self.now + 0.3), FadeIn(ends, one.costs[1]))
        self.play_until(max(cue.mark("factor"), self.now + 0.4), FadeIn(one.factor))

    def close(self, cue: Cue) -> None:
        """Sum up in one picture: the rule with its parts named, above the steps that it makes."""
        world, one = self.world, self.one
        rule = WholeRule(self.facts, world, self.screen)
        arrow, landing, names = rule.step
        back = VGroup(world.plane, world.map)
        texts = VGroup(world.names, world.axes, world.key, world.cost, world.start_name, world.levels)
        self.add(back, texts, one.arrow, one.landing, one.again, world.goal, world.point)
        self.play_until(
            cue.start + 0.4,
            FadeOut(one.ground, one.before, one.curve, one.level, one.readouts[0], one.earlier, one.lowest),
            FadeOut(one.arrow, one.landing, one.again, one.costs, one.factor, texts),
        )
        self.play_until(
            max(self.now + 0.7, cue.mark("gradient") + 0.5),
            back.animate.scale(SHRUNK).move_to(rule.plane),
            world.goal.animate.move_to(rule.goal),
            world.point.animate.move_to(rule.here),
            FadeIn(rule.formula, rule.single, rule.gradient_note),
        )
        self.play_until(self.now + 0.4, GrowFromPoint(rule.slope, rule.here))
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
        self.hold_until(cue.mark("rate") + 1.2)
        self.play_until(self.now + 0.6, FadeIn(rule.step_note), FadeIn(landing, names))
        self.hold_until(cue.mark("theta") - 0.2)
        self.play_until(cue.mark("theta") + 0.5, FadeIn(rule.theta))
        self.hold_until(max(cue.mark("line") - 2.2, self.now))
        self.play_until(
            max(cue.mark("line") - 1.8, self.now + 0.3),
            FadeOut(back, world.goal, world.point, rule.slope, rule.step),
        )
        self.play_until(max(cue.mark("line") - 0.5, self.now + 0.4), FadeIn(rule.samples))
        self.play_until(
            max(cue.mark("line") + 0.2, self.now + 0.4), Create(rule.line), FadeIn(rule.line_name)
        )
