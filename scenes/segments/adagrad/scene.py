"""AdaGrad: what it remembers for each coordinate, what that gives, and what it never loses."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .map_labels import (
    bowl_ends,
    ends,
    first_gradient,
    first_step,
    methods_before,
    next_slope,
    shared_ends,
    step_counter,
    turned_ends,
    wished_step,
)
from .maps import LOWER_LEFT, LOWER_RIGHT, UPPER_RIGHT, changed_map, turning_map, valley_map
from .own_rate import RateChart, RateLaw, ways_on_map
from .rate_history import RateHistory
from .rounding import SlidingRate, WideningValley
from .rules import Cancelling, RateFork, divided_rule, one_sum_rule, plain_rule, sum_rule
from .tanks import MIDDLE, Tanks
from .trade_chart import LOOKS, TradeChart
from .turning import TurningValley
from .wish import Cuts

AXES = (theme.X_AXIS, theme.Y_AXIS)


class AdaGrad(Segment):
    """One idea: every coordinate remembers the size of its own gradients, and is slowed down by that."""

    def setup(self) -> None:
        """Make what several beats share: the valley, the paths, the tanks."""
        super().setup()
        fact = self.facts
        self.look, self.plain_look = theme.look("adagrad"), theme.look("gradient_descent")
        self.valley = valley_map(fact)
        self.plane = self.valley.plane
        self.path = TrajectoryPath(self.plane, fact.own.x, self.look, width=4.5, head=0.26)
        self.before, self.before_names = methods_before(fact, self.valley, self.screen)
        self.tanks = Tanks(fact, fact.own, self.screen, "xy")
        self.fork = RateFork(self.screen)
        self.add(self.valley.ground, self.valley.goal, self.before, self.before_names, self.fork.one)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let the methods of before set out under their one rate, and part that rate in two."""
        total = min(self.facts.steps, 14)
        self.play_until(cue.mark("one"), *(path.to(0.6 * total) for path in self.before))
        value, arrows, *_ = self.fork.one
        self.play_until(
            self.now + 0.8,
            *(path.to(0.75 * total) for path in self.before),
            Indicate(VGroup(value, arrows), 1.12, theme.INK),
        )
        self.play_until(
            max(cue.mark("each") - 0.1, self.now + 0.1), *(path.to(total) for path in self.before)
        )
        fork = self.fork
        self.play_until(
            self.now + 0.9,
            FadeOut(fork.one[0], fork.one[1], fork.one[3]),
            FadeIn(fork.each, shift=0.2 * DOWN),
        )

    def wish(self, cue: Cue) -> None:
        """Cut the valley along both coordinates, and draw on the cuts and the map what rates that fit would do."""
        fork, cuts = self.fork, Cuts(self.facts, self.screen)
        along, across, step = wished_step(self.facts, self.valley, self.screen)
        here = marker("disc", 0.2, theme.INK, rim=True)
        here.move_to(self.plane.to_scene(self.facts.own.x[0]))
        self.exchange_parts(
            min(self.now + 1.3, cue.mark("along") - 0.4),
            [fork.feet, fork.each, self.before, self.before_names],
            [cuts.grounds, here],
        )
        for key, arrow, part in zip(("along", "across"), (along, across), cuts.steps, strict=True):
            self.hold_until(cue.mark(key) - 0.3)
            self.play_until(self.now + 0.8, FadeIn(part), FadeIn(arrow))
        self.hold_until(cue.mark("jump") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(step))
        self.wished_step, self.cuts, self.here = VGroup(along, across, step), cuts, here

    def rule(self, cue: Cue) -> None:
        """Let squares flow into tanks, divide by their root, and take the first step."""
        fact, tanks = self.facts, self.tanks
        plain, new, divided = plain_rule(), sum_rule(), divided_rule()
        slope = first_gradient(fact, self.valley, self.screen)
        self.exchange_parts(
            min(self.now + 0.9, cue.mark("square") - 0.6),
            [self.wished_step, self.cuts.grounds, self.cuts.steps],
            [plain, slope, tanks.vessels],
        )
        self.hold_until(cue.mark("square") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(new, shift=0.15 * UP))
        self.play_until(
            min(self.now + 1.6, cue.mark("divide") - 0.2),
            Course(tanks.tanks, self._fill, rate_func=smooth),
        )
        self.hold_until(cue.mark("divide") - 0.2)
        tanks.set_dial(1.0)
        constants = self.valley.caption(self.word("epsilon", theme.BODY, theme.INK), LOWER_LEFT)
        self.exchange_parts(self.now + 0.8, [plain], [divided, tanks.rates, constants])
        new.formula.set_color(theme.MUTED)
        self.first = first_step(fact, self.valley, self.screen)
        self.add(self.path)
        self.remove(self.here)
        self.hold_until(cue.mark("first") - 0.3)
        self.play_until(
            self.now + 1.1,
            FadeOut(slope),
            FadeIn(self.first),
            self.path.to(1.0, rate_func=early(1.0, after=0.3)),
        )
        self.column, self.constants = VGroup(new, divided), constants

    def _fill(self, share: float) -> None:
        """Let the first squares flow in, and nothing else move."""
        for tank, square in zip(self.tanks.tanks, self.facts.gradient**2, strict=True):
            tank.set_dial(share * float(square) / self.tanks.full)

    def run(self, cue: Cue) -> None:
        """Let it go: tanks fill, rates fall; then plain descent at its best rate, for its loss."""
        fact, tanks, total = self.facts, self.tanks, self.facts.steps
        counter = step_counter(fact, self.valley, self.screen)
        pace = steps(total - 1, pause=0.25)

        def walk(share: float) -> None:
            at = 1 + pace(share) * (total - 1)
            self.path.set_dial(at)
            tanks.set_dial(at)
            counter[-1].set_dial(int(at + 1e-6))

        tanks.set_dial(1.0)
        self.add(tanks)
        self.play_until(cue.mark("go"), FadeOut(self.first), FadeOut(self.constants), FadeIn(counter))
        self.play_until(
            cue.mark("end") - 0.4,
            Course(VGroup(self.path, tanks, counter), walk, rate_func=linear),
        )
        own, plain = ends(fact, self.valley, self.screen)
        self.exchange_parts(cue.mark("end") + 0.2, [counter], [own])
        rival = TrajectoryPath(self.plane, fact.plain.x, self.plain_look)
        self.hold_until(cue.mark("plain") - 2.4)
        self.add(rival, self.path)
        self.play_until(cue.mark("plain") - 0.2, rival.to(total, rate_func=linear))
        self.play_until(self.now + 0.4, FadeIn(plain))
        self.measured = VGroup(own, plain, rival)

    def control(self, cue: Cue) -> None:
        """Pour both tanks into one, change nothing else, and run again."""
        fact, total = self.facts, self.facts.steps
        one = Tanks(fact, fact.shared, self.screen, "")
        shared = TrajectoryPath(self.plane, fact.shared.x, LOOKS["shared"], width=3.5, head=0.24)
        counter = step_counter(fact, self.valley, self.screen)
        pace = steps(total, pause=0.25)
        self.hold_until(cue.mark("join") - 0.9)
        written, bare = self.tanks.parted()
        new, _ = self.column
        self.play_until(
            self.now + 0.7,
            FadeOut(self.measured, written),
            self.path.line.animate.set_stroke(opacity=0.55),
            self.path.markers.animate.set_opacity(0.55),
        )
        self.remove(self.tanks)
        self.add(bare)
        self.play_until(self.now + 0.9, *(tank.animate.set_x(MIDDLE + 0.35) for tank in bare))
        counter[-1].set_dial(0)
        self.exchange_parts(self.now + 0.8, [bare, new], [one, one_sum_rule(), counter])
        self.add(shared)

        def walk(share: float) -> None:
            at = pace(share) * total
            shared.set_dial(at)
            one.set_dial(at)
            counter[-1].set_dial(int(at + 1e-6))

        self.hold_until(cue.mark("run") - 0.3)
        self.play_until(
            cue.mark("compare") - 0.3,
            Course(VGroup(shared, one, counter), walk, rate_func=linear),
        )
        self.play_until(cue.mark("compare"), FadeIn(shared_ends(fact, self.valley, self.screen)))

    def trade(self, cue: Cue) -> None:
        """Try every rate with all three: length of the path against the loss it ends with."""
        chart = TradeChart(self.facts, self.screen)
        self.exchange(max(self.now + 0.9, cue.mark("all") + 0.1), chart.ground, chart.numbers, apart=True)
        self._sweep(chart, "plain", cue.mark("shared") - 1.0)
        self._sweep(chart, "shared", max(cue.mark("long") - 0.9, self.now + 1.6), also=chart.thrown)
        self.hold_until(cue.mark("long") + 0.9)
        self._sweep(chart, "own", max(cue.mark("own") + 0.2, self.now + 1.4), leaves=chart.thrown)

    def _sweep(self, chart: TradeChart, key: str, until: float, also: Any = None, leaves: Any = None) -> None:
        """Draw a curve from small rates to large ones, and come to rest at one of them."""
        trace = chart.traces[key]
        for other in chart.traces.values():
            self.remove(other.walk)
        if leaves is not None:
            self.remove(leaves)
        self.add(trace)
        self.play_until(
            until - 0.3,
            Course(VGroup(trace, chart.numbers), trace.there_and_back, rate_func=linear),
            FadeIn(chart.names[key][:1], chart.names[key][1], rate_func=early(0.3)),
        )
        self.play_until(until, FadeIn(chart.names[key][2], *([] if also is None else [also])))

    def cancel(self, cue: Cue) -> None:
        """Show on the formula that the curvature cancels, the run beside it."""
        fact, self.lines = self.facts, Cancelling(self.screen)
        self.brackets = ways_on_map(fact, self.valley)
        self.path = self.valley.path(fact.own, self.look)
        self.rival = self.valley.path(fact.plain, self.plain_look, faint=True)
        self.map_name = self.valley.caption(self.word("valley_any", theme.BODY), UPPER_RIGHT)
        _, self.rival_name = ends(fact, self.valley, self.screen)
        first, second, third = self.lines.lines
        self.exchange(
            min(self.now + 0.9, cue.mark("gradient") + 0.2),
            self.valley.ground,
            self.valley.goal,
            self.path,
            self.map_name,
            first,
            self.lines.key,
            apart=True,
        )
        self.add(self.path, self.valley.goal)
        self.play_until(self.now + 0.7, FadeIn(self.brackets))
        self.hold_until(cue.mark("root") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(second, shift=0.15 * UP))
        self.hold_until(cue.mark("gone") - 1.4)
        self.play_until(self.now + 1.0, FadeIn(third, shift=0.15 * UP))
        self.hold_until(cue.mark("gone") - 0.1)
        self.play_until(self.now + 0.5, FadeIn(self.lines.note))

    def wished(self, cue: Cue) -> None:
        """Take the rate apart: from one over the curvature, the way shifts it."""
        fact, law = self.facts, RateLaw(self.screen)
        self.chart = RateChart(1 / fact.wish, fact.ways, self.screen)
        chart = self.chart
        self.exchange_parts(
            min(self.now + 1.0, cue.mark("curvature") - 0.5),
            [*self.lines.lines, self.lines.key, self.lines.note],
            [law.formula, chart.ground],
        )
        self.hold_until(cue.mark("curvature") - 0.2)
        self.play_until(
            self.now + 0.6,
            FadeIn(law.wished, chart.wishes),
            law.formula.part("wish").animate.set_color(theme.GRADIENT),
        )
        self.hold_until(cue.mark("way") - 0.3)
        self.play_until(
            self.now + 0.8,
            FadeIn(law.way, chart.shifts, chart.rates),
            law.formula.part("way").animate.set_color(theme.INK),
        )
        self.hold_until(cue.mark("longer") - 0.2)
        self.play_until(
            self.now + 0.9,
            *(Indicate(bracket, 1.08, colour) for bracket, colour in zip(self.brackets, AXES, strict=True)),
            *(Indicate(shift, 1.15, theme.INK) for shift in chart.shifts),
        )
        self.hold_until(cue.mark("ratio") - 0.2)
        self.ratios = law.ratios(self.screen)
        self.play_until(self.now + 0.5, FadeIn(self.ratios))
        self.law = law

    def round(self, cue: Cue) -> None:
        """Widen the valley into a bowl under both paths: only plain descent's changes; then walk AdaGrad's again."""
        fact, total = self.facts, self.facts.steps
        wide = WideningValley(fact, self.plane, self.plain_look)
        name = self.valley.caption(self.word("round", theme.BODY), UPPER_RIGHT)
        same, other = bowl_ends(self.valley, self.screen)
        chart = RateChart(np.full(2, fact.curvature_x), fact.ways, self.screen)
        before = VGroup(self.chart.wishes[1][1], self.chart.rates[1][1])
        after = VGroup(chart.wishes[1][1], chart.rates[1][1])
        slide = SlidingRate(fact, self.chart)
        old = self.path
        self.play_until(self.now + 0.6, FadeIn(self.rival, self.rival_name))
        self.add(old, self.valley.goal)
        self.hold_until(cue.mark("bowl") - 0.9)
        wide.set_dial(0.0)
        # Above the valley's own levels, and below all else that stands on them.
        self.add(wide, self.valley.symbols, self.valley.goal, old, self.brackets, self.map_name, slide)
        self.remove(self.rival)
        self.play_until(
            self.now + 0.5,
            FadeOut(self.brackets, self.map_name, before, self.rival_name, self.ratios),
        )
        self.play_until(
            max(cue.mark("same") - 0.9, self.now + 1.6),
            wide.to(1.0, rate_func=smooth),
            slide.to(1.0, rate_func=smooth),
        )
        old.line.set_stroke(opacity=0.45)
        again = TrajectoryPath(self.plane, fact.round.x, self.look, width=4.5, head=0.3)
        self.add(again)
        self.play_until(
            max(cue.mark("same") + 0.3, self.now + 0.8),
            again.to(total, rate_func=smooth),
            FadeIn(name, after, same),
        )
        self.hold_until(cue.mark("plain") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(other), Indicate(wide.path.head, 1.8, self.plain_look.colour))

    def turned(self, cue: Cue) -> None:
        """Turn the valley: plain descent's path turns along, AdaGrad's tanks are filled from both directions."""
        fact, total = self.facts, self.facts.steps
        view = turning_map(fact)
        valley = TurningValley(fact, view.plane, fact.plain.x, self.plain_look)
        tanks = Tanks(fact, fact.turned, self.screen, "xy")
        rules = VGroup(sum_rule(lit=False), divided_rule(lit=False))
        self.exchange(self.now + 1.0, valley, view.symbols, view.goal, tanks, rules, apart=True)
        name = view.caption(self.word("turned", theme.BODY), LOWER_RIGHT)
        path = view.path(fact.turned, self.look)
        path.set_dial(0.0)
        own, plain = turned_ends(view, self.screen)

        def walk(share: float) -> None:
            path.set_dial(share * total)
            tanks.set_dial(share * total)

        self.hold_until(cue.mark("turn") - 0.2)
        self.play_until(
            self.now + 1.5,
            valley.to(fact.turn, rate_func=smooth),
            FadeIn(name, rate_func=early(1.0, after=0.6)),
        )
        self.hold_until(cue.mark("fills") - 0.6)
        self.add(path)
        self.play_until(
            min(self.now + 3.0, cue.mark("loss") - 0.4), Course(VGroup(path, tanks), walk, rate_func=linear)
        )
        self.hold_until(cue.mark("loss") - 0.3)
        self.play_until(cue.mark("loss") + 0.1, FadeIn(own))
        self.hold_until(cue.mark("plain") - 0.1)
        self.play_until(
            self.now + 0.5, FadeIn(plain), Indicate(valley.path.head, 1.8, self.plain_look.colour)
        )

    def told(self, cue: Cue) -> None:
        """Draw the rate in the long run: with noise it falls without end, without it stays."""
        history, far = RateHistory(self.facts, self.screen), float(self.facts.long)
        seen = float(self.facts.steps)
        self.exchange(self.now + 0.9, history.ground, history.names["still"], history.squares, apart=True)
        self.add(history.still)
        self.play_until(
            min(self.now + 2.0, cue.mark("noise") - 0.3),
            history.still.to(seen, rate_func=geometric(1.0, seen)),
        )
        self.hold_until(cue.mark("noise") - 0.2)
        self.add(*history.noisy)
        self.play_until(
            cue.mark("law") - 0.2,
            *(one.to(far, rate_func=geometric(1.0, far)) for one in history.noisy),
            FadeIn(history.names["noisy"], rate_func=early(0.3)),
        )
        self.play_until(self.now + 0.6, FadeIn(history.law, history.ends["noisy"]))
        self.hold_until(cue.mark("sum") - 0.1)
        self.play_until(self.now + 0.4, FadeIn(history.total))
        self.play_until(
            cue.mark("stays"), history.still.to(far, rate_func=geometric(history.still.dial, far))
        )
        self.play_until(self.now + 0.4, FadeIn(history.ends["still"]))

    def moral(self, cue: Cue) -> None:
        """Return to the valley and its tanks: what came in first is still there; then the ground changes."""
        fact = self.facts
        path = self.valley.path(fact.own, self.look)
        tanks = Tanks(fact, fact.own, self.screen, "xy").set_dial(fact.steps)
        column = VGroup(sum_rule(lit=False), divided_rule(lit=False))
        self.exchange(self.now + 0.9, self.valley.ground, self.valley.goal, path, tanks, column, apart=True)
        first = tanks.first_share(self.screen)
        self.allow_overlap(first, tanks, "the share is marked in the tank")
        self.hold_until(cue.mark("first") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(first))
        keeps = self.valley.caption(self.word("keeps", theme.BODY), LOWER_LEFT)
        self.hold_until(cue.mark("never"))
        self.play_until(self.now + 0.6, FadeIn(keeps))
        other = changed_map(fact)
        question = plated(self.word("next", theme.HEADING), 0.18)
        question.move_to(self.plane.window.get_center() + np.array([-0.8, 1.2, 0.0]))
        slope = next_slope(fact, self.valley, other)
        self.hold_until(cue.mark("next") - 0.1)
        self.add(other.contours, self.valley.symbols, path, keeps)
        self.play_until(
            self.now + 1.2,
            FadeIn(other.contours),
            FadeIn(other.goal),
            FadeIn(question),
            FadeIn(slope),
            FadeOut(self.valley.goal),
            Indicate(tanks.rates[-1], 1.1, theme.Y_AXIS),
        )
