"""AdaGrad: what it remembers for each coordinate, what that gives, and what it never loses."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Indicate,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .map_labels import end_losses, first_gradient, first_step, plain_length, stacked, step_counter
from .maps import LOWER_LEFT, LOWER_RIGHT, UPPER_RIGHT, changed_map, round_map, turned_map, valley_map
from .rate_history import RateHistory
from .rules import Cancelling, RateFork, divided_rule, plain_rule, sum_rule
from .tanks import MIDDLE, Tanks
from .trade_chart import LOOKS, TradeChart


class AdaGrad(Segment):
    """One idea: every coordinate remembers the size of its own gradients, and is slowed down by that."""

    def setup(self) -> None:
        """Make what several beats share: the valley, the paths, the tanks."""
        super().setup()
        fact = self.facts
        self.look, self.plain_look = theme.look("adagrad"), theme.look("gradient_descent")
        self.valley = valley_map(fact)
        self.plane = self.valley.plane
        self.start_point, self.goal_point = self.plane.to_scene([fact.own.x[0], (0.0, 0.0)])
        self.path = TrajectoryPath(self.plane, fact.own.x, self.look, width=4.5, head=0.26)
        self.plain_path = TrajectoryPath(self.plane, fact.plain.x, self.plain_look)
        self.tanks = Tanks(fact, fact.own, self.screen, "xy")
        self.fork = RateFork(fact, self.screen)
        self.plain_name = self.valley.caption(
            self.word("ghost", theme.SMALL, self.plain_look.colour), LOWER_LEFT
        )
        self.add(self.valley.ground, self.valley.goal, self.plain_path, self.plain_name, self.fork.one)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let plain descent sway once more under its one rate, and part that rate in two."""
        total = self.facts.steps
        self.play_until(cue.mark("one"), self.plain_path.to(0.45 * total, rate_func=linear))
        value, arrows, *_ = self.fork.one
        self.play_until(
            self.now + 0.8,
            self.plain_path.to(0.6 * total, rate_func=linear),
            Indicate(VGroup(value, arrows), 1.12, theme.INK),
        )
        self.play_until(
            max(cue.mark("each") - 0.1, self.now + 0.1), self.plain_path.to(total, rate_func=linear)
        )
        fork = self.fork
        self.play_until(
            self.now + 0.9,
            FadeOut(fork.one[0], fork.one[1], fork.one[3]),
            FadeIn(fork.each, shift=0.2 * DOWN),
        )

    def wish(self, cue: Cue) -> None:
        """Fill in what the rates should be, and draw what one step with them would do."""
        fork = self.fork
        corner = np.array([self.goal_point[0], self.start_point[1], 0.0])
        along = Arrows(self.start_point, corner, theme.X_AXIS, width=0.09, head=0.3)
        across = Arrows(corner, self.goal_point, theme.Y_AXIS, width=0.09, head=0.3)
        step = Arrows(self.start_point, self.goal_point, theme.INK, width=0.1, head=0.34)
        name = plated(self.word("jump", theme.BODY), 0.1)
        middle = (self.start_point + self.goal_point) / 2
        name.move_to(middle + np.array([-0.4, -0.55, 0.0]))
        here = marker(self.plain_look.marker, 0.2, self.plain_look.colour, rim=True).move_to(self.start_point)
        self.hold_until(cue.mark("along") - 0.6)
        for key, arrow, sign, wish in zip(
            ("along", "across"), (along, across), fork.each, fork.wishes, strict=True
        ):
            self.hold_until(cue.mark(key) - 0.3)
            first = [FadeIn(fork.note), FadeOut(self.plain_path), FadeIn(here), FadeOut(self.plain_name)]
            self.play_until(
                self.now + 0.8,
                FadeOut(sign[0]),
                FadeIn(wish, shift=0.15 * UP),
                FadeIn(arrow),
                *(first if key == "along" else []),
            )
        self.hold_until(cue.mark("jump") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(step), FadeIn(name))
        self.wished = VGroup(along, across, step, name)
        self.here = here
        self.forked = VGroup(fork.feet, *(each[1] for each in fork.each), fork.wishes, fork.note)

    def rule(self, cue: Cue) -> None:
        """Add up squares in tanks, divide by their root, and take the first step."""
        fact, tanks = self.facts, self.tanks
        plain, new, divided = plain_rule(), sum_rule(), divided_rule()
        slope = first_gradient(fact, self.valley, self.screen)
        self.play_until(
            min(self.now + 0.8, cue.mark("square") - 0.2),
            FadeOut(self.wished, self.forked),
            FadeIn(plain, slope),
        )
        self.hold_until(cue.mark("square") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(tanks.vessels), FadeIn(new, shift=0.15 * UP))
        self.play_until(cue.mark("divide") - 0.2, Course(tanks.tanks, self._fill, rate_func=smooth))
        self.hold_until(cue.mark("divide"))
        tanks.set_dial(1.0)
        constants = self.valley.caption(self.word("epsilon", theme.SMALL, theme.INK), LOWER_RIGHT)
        self.play_until(
            self.now + 0.8,
            FadeOut(plain),
            FadeIn(divided),
            new.formula.animate.set_color(theme.MUTED),
            FadeIn(tanks.rates),
            FadeIn(constants),
        )
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
        self.column = VGroup(new, divided)
        self.constants = constants

    def _fill(self, share: float) -> None:
        """Let the first squares flow in, and nothing else move."""
        for tank, square in zip(self.tanks.tanks, self.facts.gradient**2, strict=True):
            tank.set_dial(share * float(square) / self.tanks.full)

    def run(self, cue: Cue) -> None:
        """Let it go: tanks fill, rates fall, the path is nearly straight; beside it, plain descent's."""
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
            cue.mark("straight") - 0.4,
            Course(VGroup(self.path, tanks, counter), walk, rate_func=linear),
        )
        ends = self.plane.to_scene(fact.own.x[[0, -1]])
        chord = DashedLine(*ends, color=theme.INK, stroke_width=3, dash_length=0.14)
        length = plated(
            stacked(self.word("walked", theme.BODY, self.look.colour), self.word("straight", theme.SMALL))
        )
        length.move_to(ends.mean(axis=0) + np.array([1.4, 0.95, 0.0]))
        self.hold_until(cue.mark("straight") - 0.2)
        self.add(chord, self.path)
        self.play_until(self.now + 0.8, Create(chord), FadeIn(length))
        self.plain_path = TrajectoryPath(self.plane, fact.plain.x, self.plain_look)
        plain = plain_length(fact, self.valley, self.screen)
        self.hold_until(min(cue.mark("plain") - 1.6, cue.until - 2.4))
        self.add(self.plain_path, chord, self.path)
        self.play_until(
            cue.mark("plain"),
            self.plain_path.to(total, rate_func=linear),
            FadeIn(plain[:2], rate_func=early(0.4)),
        )
        self.play_until(self.now + 0.3, FadeIn(plain[2]))
        self.measured = VGroup(chord, length, plain)
        self.counter = counter

    def control(self, cue: Cue) -> None:
        """Pour both tanks into one, change nothing else, and run again."""
        fact, total = self.facts, self.facts.steps
        one = Tanks(fact, fact.shared, self.screen, "")
        shared = TrajectoryPath(self.plane, fact.shared.x, LOOKS["shared"], width=3.5, head=0.24)
        joined = self.valley.caption(self.word("joined", theme.SMALL), LOWER_LEFT)
        pace = steps(total, pause=0.25)
        self.play_until(
            max(cue.mark("join") - 0.5, self.now + 0.5),
            FadeOut(self.measured, self.plain_path),
        )
        self.hold_until(cue.mark("join"))
        places = [MIDDLE + 0.35 - tank.get_x() for tank in self.tanks.tanks]
        self.play_until(
            self.now + 1.2,
            *(
                FadeOut(group, shift=shift * RIGHT)
                for group, shift in zip(self.tanks.vessels[1:], places, strict=True)
            ),
            FadeOut(self.tanks.vessels[0], self.tanks.rates),
            FadeIn(one),
            FadeIn(joined),
            self.path.line.animate.set_stroke(opacity=0.55),
            self.path.markers.animate.set_opacity(0.55),
        )
        self.remove(self.tanks)
        self.counter[-1].set_dial(0)
        self.add(shared, one)

        def walk(share: float) -> None:
            at = pace(share) * total
            shared.set_dial(at)
            one.set_dial(at)
            self.counter[-1].set_dial(int(at + 1e-6))

        self.hold_until(cue.mark("run"))
        self.play_until(
            cue.mark("compare") - 0.3,
            Course(VGroup(shared, one, self.counter), walk, rate_func=linear),
        )
        losses = end_losses(fact, self.valley, self.screen)
        self.play_until(cue.mark("compare"), FadeOut(joined), FadeIn(losses))

    def trade(self, cue: Cue) -> None:
        """Try every rate with all three: length of the path against the loss it ends with."""
        chart = TradeChart(self.facts, self.screen)
        self.exchange(max(self.now + 0.9, cue.mark("all") - 0.2), chart.ground, chart.numbers)
        plain, shared, own = chart.traces.values()
        self._sweep(chart, "plain", max(cue.mark("plain"), self.now + 0.8), plain.best)
        self._sweep(chart, "shared", max(cue.mark("shared"), self.now + 0.8), shared.best)
        self._sweep(chart, "own", max(cue.mark("own") + 0.9, self.now + 0.8), own.ours)

    def _sweep(self, chart: TradeChart, key: str, until: float, rest: int) -> None:
        """Draw a curve from small rates to large ones, and come to rest at one of them."""
        trace = chart.traces[key]
        for other in chart.traces.values():
            self.remove(other.walk)
        self.add(trace)
        self.play_until(
            until - 0.3,
            Course(
                VGroup(trace, chart.numbers),
                lambda share: trace.there_and_back(share, rest),
                rate_func=linear,
            ),
        )
        self.play_until(until, FadeIn(chart.names[key]))

    def cancel(self, cue: Cue) -> None:
        """Show on the formula that the curvature cancels, and on a round bowl that it is so."""
        fact, lines = self.facts, Cancelling(self.screen)
        path = self.valley.path(fact.own, self.look)
        ghost = self.valley.path(fact.plain, self.plain_look, faint=True)
        name = self.valley.caption(self.word("valley_any", theme.BODY), UPPER_RIGHT)
        ghost_name = self.valley.caption(self.word("ghost", theme.SMALL, self.plain_look.colour), LOWER_LEFT)
        self.exchange(
            min(self.now + 0.9, cue.mark("gradient") - 0.1),
            self.valley.ground,
            ghost,
            self.valley.goal,
            path,
            name,
            ghost_name,
        )
        self.hold_until(cue.mark("gradient") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(lines.lines[0], shift=0.15 * UP))
        self.hold_until(cue.mark("root") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(lines.lines[1], shift=0.15 * UP))
        self.play_until(self.now + 0.9, FadeIn(lines.lines[2], shift=0.15 * UP))
        self.play_until(self.now + 0.9, FadeIn(lines.lines[3], lines.note, shift=0.15 * UP))
        bowl = round_map(fact)
        round_path = bowl.path(fact.round, self.look)
        round_ghost = bowl.path(fact.round_plain, self.plain_look, faint=True)
        round_name = bowl.caption(self.word("round", theme.BODY), UPPER_RIGHT)
        same = bowl.caption(self.word("same", theme.SMALL, self.look.colour), LOWER_RIGHT)
        self.hold_until(cue.mark("round") - 0.2)
        self.add(bowl.contours, self.valley.symbols, ghost, self.valley.goal, path, name, ghost_name)
        self.play_until(
            self.now + 1.4,
            FadeIn(bowl.contours),
            FadeOut(ghost, name),
            FadeIn(round_ghost, round_name),
            FadeOut(path),
            FadeIn(round_path),
        )
        self.play_until(self.now + 0.5, FadeIn(same))

    def turned(self, cue: Cue) -> None:
        """Turn the valley: both tanks are filled from both directions."""
        fact = self.facts
        view = turned_map(fact)
        path = view.path(fact.turned, self.look)
        path.set_dial(0.0)
        tanks = Tanks(fact, fact.turned, self.screen, "xy")
        name = view.caption(self.word("turned", theme.BODY), UPPER_RIGHT)
        losses = stacked(
            self.word("turned_loss", theme.BODY, self.look.colour),
            self.word("aligned_loss", theme.SMALL, theme.MUTED),
        )
        losses = view.caption(losses, LOWER_RIGHT)
        rules = VGroup(divided_rule(lit=False), sum_rule(lit=False))
        self.exchange(min(self.now + 1.0, cue.mark("turn")), view.ground, view.goal, path, tanks, name, rules)
        total = fact.steps

        def walk(share: float) -> None:
            path.set_dial(share * total)
            tanks.set_dial(share * total)

        self.hold_until(cue.mark("turn"))
        self.play_until(cue.mark("loss") - 0.3, Course(VGroup(path, tanks), walk, rate_func=linear))
        self.play_until(cue.mark("loss") + 0.2, FadeIn(losses))

    def told(self, cue: Cue) -> None:
        """Draw the rate under a gradient that stays: it falls without end."""
        self.history = history = RateHistory(self.facts, self.screen)
        seen = float(self.facts.steps)
        self.exchange(min(self.now + 0.9, cue.mark("same") - 0.3), history.ground, history.names["still"])
        self.add(history.still)
        self.play_until(
            min(self.now + 1.6, cue.mark("same") - 0.3),
            history.still.to(seen, rate_func=geometric(1.0, seen)),
        )
        self.hold_until(cue.mark("same") - 0.2)
        self.add(history.held)
        pace = geometric(1.0, float(self.facts.long))
        self.play_until(
            cue.mark("falls") - 0.2,
            history.held.to(self.facts.long, rate_func=pace),
            FadeIn(history.names["held"], rate_func=early(0.3)),
        )
        self.play_until(self.now + 0.7, FadeIn(history.example))

    def truth(self, cue: Cue) -> None:
        """Draw the rate of the run itself, which stays, and with noise, which falls."""
        history, far = self.history, float(self.facts.long)
        pace = geometric(1.0, far)
        self.hold_until(cue.mark("shrink") - 0.3)
        self.play_until(self.now + 0.8, FadeOut(history.example), FadeIn(history.squares))
        self.play_until(
            cue.mark("stays"), history.still.to(far, rate_func=geometric(history.still.dial, far))
        )
        self.play_until(self.now + 0.4, FadeIn(history.ends["still"]))
        self.hold_until(cue.mark("noise") - 0.1)
        self.add(history.noisy)
        self.play_until(
            max(cue.end - 1.0, self.now + 1.0),
            history.noisy.to(far, rate_func=pace),
            FadeIn(history.names["noisy"], rate_func=early(0.3)),
        )
        self.play_until(self.now + 0.4, FadeIn(history.ends["noisy"]))

    def moral(self, cue: Cue) -> None:
        """Return to the valley and its tanks: what came in first is still there; then the ground changes."""
        fact = self.facts
        path = self.valley.path(fact.own, self.look)
        tanks = Tanks(fact, fact.own, self.screen, "xy").set_dial(fact.steps)
        column = VGroup(divided_rule(lit=False), sum_rule(lit=False))
        self.exchange(self.now + 0.9, self.valley.ground, self.valley.goal, path, tanks, column)
        first = tanks.first_share(self.screen["first_share"])
        self.allow_overlap(first, tanks, "the share is marked in the tank")
        self.hold_until(cue.mark("first") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(first))
        keeps = self.valley.caption(self.word("keeps", theme.BODY), LOWER_LEFT)
        self.hold_until(cue.mark("never"))
        self.play_until(self.now + 0.6, FadeIn(keeps))
        other = changed_map(fact)
        question = plated(self.word("next", theme.HEADING), 0.18)
        question.move_to(self.plane.window.get_center() + np.array([0.6, 1.9, 0.0]))
        self.hold_until(cue.mark("next") - 0.1)
        self.add(other.contours, path, keeps)
        self.play_until(
            self.now + 1.2,
            FadeIn(other.contours),
            FadeIn(question),
            FadeOut(self.valley.goal, self.valley.symbols),
        )
