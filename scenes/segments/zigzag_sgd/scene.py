"""Zig-zag: why plain gradient descent sways in a ravine."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
    Rectangle,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early, steps
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.readout import Readout
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .coordinate_stems import CoordinateStems, Shadow, coordinate_rules
from .facts import path_at
from .landing import CALM, Landing
from .loss_curve import LossCurve
from .rate_chart import LongRun, Narrower, RateChart, crossing
from .rate_sweep import RateSweep
from .two_directions import TwoDirections
from .unrolled import Unrolled, lengths, sides, turn_mark
from .valley_bends import COLOURS, ValleyBends, valley_law


class ZigZagSGD(Segment):
    """One idea: a single learning rate serves two curvatures badly."""

    map_size = (9.35, 5.2)
    map_left, map_middle = -6.15, 0.35
    column_left, column_width = 3.6, 3.05
    column_middle = column_left + column_width / 2
    small_scale, small_middle = 0.66, np.array([-3.55, 0.1, 0.0])
    shown_pairs = 3

    def setup(self) -> None:
        """Make what several beats share: the map, the path, the goal."""
        super().setup()
        self.method = theme.look("gradient_descent")
        self.valley = self._window()
        start, minimum = self.valley.to_scene([self.params.start, (0.0, 0.0)])
        self.start_point = start
        goal = Goal().move_to(minimum)
        low, high = self.valley.y_range
        axes = self.valley.axes(
            nice_ticks(self.valley.x_range[1], 5, low=self.valley.x_range[0]), nice_ticks(high, low=low)
        )
        below = plated(self.word("minimum", theme.SMALL, theme.GOAL).next_to(minimum, DOWN, buff=0.22))
        # A path that starts far across passes behind it.
        below.set_z_index(1)
        name = plated(self.word("start", theme.SMALL))
        # A run that diverges, and the straight way to its end, may lead outwards.
        run = self.facts.trajectory.x
        ways = [
            way for points in (run, run[[0, -1]]) for way in self.valley.clip(self.valley.to_scene(points))
        ]
        sides = (UP, DOWN, RIGHT, LEFT) if self.params.start[1] > 0 else (DOWN, UP, RIGHT, LEFT)
        places = [name.next_to(start, side, buff=0.2).get_center() for side in sides]
        put_first_free(name, places, self.valley.window, lines=[close_points(way) for way in ways])
        objective = self.facts.objective.load()
        ground = ContourMap(self.valley, objective)
        self.here = VGroup(marker(self.method.marker, 0.2, self.method.colour, rim=True).move_to(start), name)
        self.map = VGroup(ground, axes, self._symbols(axes), goal, below)
        self.path = TrajectoryPath(self.valley, self.facts.trajectory.x, self.method)
        self.law = valley_law(self.facts).move_to((self.column_middle, 2.7, 0))
        self.add(self.map, self.here, self.law)

    def _window(self) -> Plane:
        x, y = self.params.start
        width, height = self.map_size
        left, right = min(x, 0.0) - 1.0, max(x, 0.0) + 2.2
        # A first step that goes further than it came still ends inside.
        half = max(1.4 * abs(y), 1.25 * abs(self.facts.trajectory.x[1][1]))
        scale = min(width / (right - left), height / (2 * half))
        middle, half = (left + right) / 2, height / scale / 2
        across = width / scale / 2
        plane = Plane((middle - across, middle + across), (-half, half), width=width)
        return plane.move_to((self.map_left + width / 2, self.map_middle, 0))

    def _symbols(self, axes: VGroup) -> VGroup:
        """Name both axes outside the window, between their numbers."""
        valley = self.valley
        (left, right), (low, high) = valley.x_range, valley.y_range
        around = valley.window.copy().scale(1.2)
        along, up = (self.text(f"${name}$", theme.SMALL, theme.MUTED) for name in "xy")
        shares = (0.55, 0.45, 0.65, 0.35, 0.75)
        below = [valley.to_scene((right - share * abs(right), low)) + 0.28 * DOWN for share in shares]
        beside = [valley.to_scene((left, (1.05 - share) * high)) + 0.25 * LEFT for share in shares]
        put_first_free(along, below, around, axes)
        put_first_free(up, beside, around, axes)
        return VGroup(along, up)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Recall by how much steepest descent misses; state the rule of a walk."""
        ways = TwoDirections(self.facts, self.valley, self.screen, self.params.start)
        number = ways.number(self.column_left, self.column_width, 1.7)
        middle = self.column_middle
        self.hold_until(cue.start + 0.6)
        self.add(ways.descent, ways.way, self.here)
        self.play_until(
            max(cue.mark("miss") - 0.5, self.now + 0.8),
            Create(ways.descent),
            Create(ways.way),
            FadeIn(ways.downhill, ways.goal),
        )
        self.play_until(cue.mark("miss") + 0.5, FadeIn(ways.arc, number))
        rule = EquationPanel(self.screen["rule"].strip("$"), plate=False, size=theme.BODY)
        rule.move_to((middle, -0.1, 0))
        parts = coordinate_rules(self.facts, self.method.colour).move_to((middle, -1.1, 0))
        rate = self.word("rate", theme.SMALL, self.method.colour).move_to((middle, -2.1, 0))
        self.hold_until(cue.mark("rule") - 0.3)
        self.play_until(self.now + 0.8, FadeIn(rule))
        self.hold_until(cue.end - 3.4)
        self.play_until(self.now + 0.7, FadeIn(parts))
        self.hold_until(cue.end - 1.6)
        self.play_until(self.now + 0.7, FadeIn(rate))
        self.recalled = VGroup(ways.descent, ways.way, ways.downhill, ways.goal, ways.arc, number, self.law)
        self.downhill = VGroup(ways.descent, ways.downhill)
        self.stated = VGroup(parts, rule, rate)

    def walk(self, cue: Cue) -> None:
        """Run the rule: a step every moment, all steps alike."""
        left, width = self.column_left, self.column_width
        total = self.facts.steps
        step, flips, loss = (
            Readout(
                self.screen[key],
                form,
                left,
                y,
                width,
                language=self.screen.language,
                colour=colour,
                value=value,
            )
            for key, form, y, colour, value in (
                ("step", "d", 1.6, theme.INK, 0),
                ("flips", "d", 1.1, theme.Y_AXIS, 0),
                ("loss", ".4f", 0.6, theme.INK, self.facts.start_loss),
            )
        )
        losses = LossCurve(self.facts, self.screen, left, width, self.method)
        parts, rule, rate = self.stated
        self.play_until(cue.start + 0.3, FadeOut(self.recalled, parts))
        self.play_until(
            max(cue.mark("go") - 0.4, self.now + 0.5),
            rule.animate.move_to((self.column_middle, 2.8, 0)),
            rate.animate.move_to((self.column_middle, 2.3, 0)),
        )
        self.play_until(max(cue.mark("go"), self.now + 0.3), FadeIn(step, flips, loss, losses))
        self.add(self.path)
        y, value = self.facts.trajectory.x[:, 1], self.facts.trajectory.value
        crossings = np.concatenate([[0], np.cumsum(y[1:] * y[:-1] < 0)])
        reach = steps(total, pause=0.25)

        def draw(share: float) -> None:
            at = reach(share) * total
            self.path.set_dial(at)
            whole = int(at + 1e-6)
            step.set_dial(whole)
            flips.set_dial(float(crossings[whole]))
            loss.set_dial(float(value[whole]))
            losses.curve.set_dial(whole)

        everything = VGroup(self.path, step, flips, loss, losses)
        self.play_until(cue.end, Course(everything, draw, rate_func=linear))
        self.add(*everything)

    def length(self, cue: Cue) -> None:
        """Mark the straight way and a turn on the map; then pull the path straight."""
        run, colour = self.facts.trajectory, self.method.colour
        way = Unrolled(self.facts, self.valley, self.method)
        straight, walked, times = lengths(self.facts, way, self.screen, colour)
        ends = self.valley.clip(self.valley.to_scene(run.x[[0, -1]]))[0]
        chord = DashedLine(ends[0], ends[-1], color=theme.INK, stroke_width=4, dash_length=0.14)
        turn = turn_mark(self.facts, self.valley, self.screen)
        self.hold_until(cue.mark("straight") - 0.2)
        # The way walked stays above the straight one.
        self.add(chord, self.path)
        self.play_until(self.now + 0.9, Create(chord))
        self.hold_until(cue.mark("turn") - 0.2)
        self.play_until(
            self.now + 0.8,
            FadeIn(turn),
            self.path.line.animate.set_stroke(opacity=0.55),
            self.path.markers.animate.set_opacity(0.55),
        )
        self.hold_until(cue.mark("unroll") - 0.4)
        self.small = small = VGroup(*(one.copy() for one in (self.map[0], self.map[3], self.path)), chord)
        self.remove(self.map[0], self.map[3], self.path, chord)
        gone = [one for one in self.mobjects if one is not self.title]
        self.add(small, *gone, way)
        self.play_until(self.now + 0.3, *map(FadeOut, gone))
        # About the window's middle: a path that diverges has its own far outside.
        centre = self.valley.window.get_center()
        self.play_until(
            max(cue.mark("walked") - 0.2, self.now + 1.2),
            small.animate.scale(self.small_scale, about_point=centre).shift(self.small_middle - centre),
            way.to(1.0, rate_func=smooth),
        )
        self.play_until(self.now + 0.4, FadeIn(walked, straight))
        self.play_until(self.now + 0.6, FadeIn(times, scale=1.5))
        spread = sides(self.facts, way, self.screen)
        for row, at in zip(spread, (cue.mark("across"), cue.mark("across") + 1.2), strict=True):
            self.hold_until(at - 0.4)
            self.play_until(self.now + 0.7, FadeIn(row))
        self.measured = VGroup(way, walked, straight, times, spread)
        self.path.line.set_stroke(opacity=1.0)
        self.path.set_dial(self.facts.steps)

    def why(self, cue: Cue) -> None:
        """Take the first step at two rates: the same arrow, and another length."""
        fact = self.facts
        landing = Landing(fact, self.valley, self.screen, self.method, self.column_middle, self.column_width)
        floor = TrajectoryPath(self.valley, path_at(fact, fact.calm_rate), CALM, width=3, head=0)
        calm, ours = landing.steps
        # The small map grows back to what it was.
        centre = self.valley.window.get_center()
        self.play_until(
            self.now + 1.0,
            self.small.animate.scale(1 / self.small_scale, about_point=self.small_middle).shift(
                centre - self.small_middle
            ),
            FadeOut(self.measured, rate_func=early(0.4)),
        )
        self.play_until(self.now + 0.6, FadeIn(self.map, self.here, landing.cut))
        self.remove(self.small)
        self.add(self.downhill, self.here)
        self.play_until(self.now + 0.6, FadeIn(self.downhill))
        self.hold_until(cue.mark("half") - 0.4)
        self.play_until(self.now + 0.9, FadeIn(calm), FadeOut(self.downhill))
        self.hold_until(cue.mark("floor") - 0.8)
        floor.set_dial(1.0)
        self.add(floor, calm, self.here)
        self.play_until(
            max(cue.mark("floor") + 0.8, self.now + 1.0), floor.to(fact.asked_steps, rate_func=smooth)
        )
        self.hold_until(cue.mark("long") - 0.7)
        # Ours is the broader one: both are to be seen where they run along each other.
        self.add(ours, calm)
        self.play_until(self.now + 0.9, FadeIn(ours))
        self.hold_until(self.now + 0.5)
        self.play_until(max(cue.end - 0.3, self.now + 0.6), Indicate(ours[1], 1.12, self.method.colour))

    def factors(self, cue: Cue) -> None:
        """Follow each coordinate alone: a slow decay, a flip at every step."""
        charts = CoordinateStems(self.facts, self.screen)
        self.chart = RateChart(self.facts, self.screen)
        self.sweep = RateSweep(self.facts, self.chart.plane, self.chart.losses, self.method, self.screen)
        view, points = self.sweep, self.facts.trajectory.x
        shadows = [Shadow(view.plane, points, *look) for look in enumerate(COLOURS)]
        marks = (cue.mark("flat"), cue.mark("steep"))
        ends = (cue.mark("steep") - 0.3, cue.end)
        pace = steps(charts.count + 1, pause=0.2)
        self.hold_until(marks[0] - 1.3)
        self._leave()
        self.play_until(self.now + 0.5, FadeIn(charts.frames, view.map))
        self.add(charts.frames, view.map)
        parts = zip(charts.stems, shadows, charts.rules, marks, ends, strict=True)
        for stems, shadow, rule, mark, end in parts:
            self.hold_until(mark - 0.3)
            self.play_until(mark, FadeIn(rule, shift=0.3 * LEFT))
            self.add(stems, shadow)
            turns = (one.to(charts.count, rate_func=pace) for one in (stems, shadow))
            self.play_until(end, *turns)
            self.remove(shadow)

    def rate(self, cue: Cue) -> None:
        """Plot the larger factor against the learning rate, say how low it is, and make the valley narrower."""
        chart, sweep = self.chart, self.sweep
        narrower = Narrower(chart, sweep.numbers_left, sweep.numbers_width, 1.45)
        rate, factor = crossing(chart)
        sweep.below.set_stroke(opacity=0.0)
        self._leave(sweep.map)
        self.play_until(self.now + 0.5, FadeIn(chart.ground, chart.factors, sweep.marks))
        self.hold_until(cue.mark("worst") - 0.2)
        self.add(chart.worst, chart.factors, sweep)
        self.play_until(
            cue.mark("best") - 1.4,
            chart.worst.to(chart.widest, rate_func=smooth),
            FadeIn(chart.worst_name, rate_func=early(0.3)),
        )
        self.play_until(cue.mark("best") + 0.1, FadeIn(chart.best, rate))
        self.hold_until(cue.mark("kappa") - 0.6)
        told = VGroup(*(one for one in narrower if one is not narrower.frame))
        self.play_until(cue.mark("kappa") + 0.3, FadeIn(factor, told))
        self.hold_until(cue.mark("narrow") - 0.7)
        along, window = chart.factors[0][1], sweep.plane.window
        self.shade = Rectangle(width=window.width, height=window.height, stroke_width=0)
        self.shade.set_fill(theme.BACKGROUND, opacity=0.7).move_to(window)
        # What belongs to our valley alone goes, as long as another one is looked at.
        self.play_until(self.now + 0.3, FadeOut(rate, factor, chart.best, along))
        self.play_until(self.now + 0.4, FadeIn(narrower.frame, self.shade))
        self.add(narrower)
        self.play_until(
            max(cue.mark("narrow") + 2.0, self.now + 1.0), narrower.to(self.facts.narrow, rate_func=smooth)
        )
        self.narrower = narrower

    def trade(self, cue: Cue) -> None:
        """Turn the learning rate down, then to the best one for so few steps: marks and path move together."""
        fact, sweep, chart = self.facts, self.sweep, self.chart
        self.play_until(cue.start + 0.3, FadeOut(self.narrower, self.shade))
        self.play_until(self.now + 0.4, FadeIn(chart.under, chart.best, chart.factors[0][1]))
        self.play_until(
            max(cue.mark("calm") - 1.6, self.now + 0.8), chart.loss.to(chart.widest, rate_func=smooth)
        )
        sweep.below.set_stroke(opacity=1.0)
        self.add(sweep)
        self.play_until(max(cue.mark("calm"), self.now + 0.6), sweep.to(fact.calm_rate, rate_func=smooth))
        self.hold_until(cue.mark("now") - 1.4)
        self.play_until(cue.mark("now"), sweep.to(fact.now_rate, rate_func=smooth))
        self.play_until(self.now + 0.6, FadeIn(chart.now))
        self.hold_until(cue.mark("sways") - 0.3)
        self.play_until(self.now + 0.9, Indicate(sweep.path, 1.04, self.method.colour))

    def limit(self, cue: Cue) -> None:
        """Let the steps be more and more: the best rate moves to the lowest factor. Then turn it too far."""
        sweep = self.sweep
        long = LongRun(self.chart, sweep.numbers_left, sweep.numbers_width, 1.45)
        self.play_until(cue.mark("later"), FadeIn(long), FadeOut(self.chart.now))
        self.play_until(max(cue.mark("limit") - 0.9, self.now + 0.6), long.to(1.0, rate_func=smooth))
        self.play_until(cue.mark("limit"), FadeIn(self.chart.danger))
        self.play_until(self.now + 0.9, sweep.to(self.facts.wild_rate, rate_func=smooth))

    def moral(self, cue: Cue) -> None:
        """Return to the valley: what each direction would like, and what steps come to, two by two."""
        self.path.set_dial(self.facts.steps)
        bent = ValleyBends(self.facts, self.screen, self.column_middle)
        self._leave()
        self.play_until(self.now + 0.5, FadeIn(self.map, self.path))
        for bend, at in zip(reversed(bent.bends), (cue.mark("one"), cue.mark("one") + 2.6), strict=True):
            self.hold_until(at)
            self.play_until(self.now + 0.8, FadeIn(bend, shift=0.2 * UP))
        if not self.facts.nothing_adds:
            head, along, across = bent.sums
            self.hold_until(cue.mark("memory") - 1.4)
            self._remember(cue.mark("memory"), FadeIn(head, across))
            self.hold_until(cue.mark("add") - 0.4)
            self.play_until(self.now + 0.7, FadeIn(along))
        self.hold_until(cue.mark("next") - 0.2)
        middle = (self.valley.window.get_center()[0] + 1.6, self.valley.window.get_top()[1] - 0.6, 0)
        question = plated(self.word("next", theme.BODY).move_to(middle), 0.18)
        self.play_until(self.now + 0.8, FadeIn(question))

    def _remember(self, until: float, *shown: FadeIn) -> None:
        """Draw what two steps come to together, one there and one back, as long as they are to be seen."""
        run, pairs = self.facts.trajectory.x, slice(0, 2 * self.shown_pairs + 1, 2)
        places = self.valley.to_scene(run[pairs])
        sums = VGroup(*(Arrows(*pair, theme.INK, width=0.09, head=0.26) for pair in pairwise(places)))
        dim = early(0.5)
        self.play_until(
            max(until, self.now + 0.8),
            FadeIn(sums, lag_ratio=0.5),
            *shown,
            self.path.line.animate(rate_func=dim).set_stroke(opacity=0.45),
            self.path.markers.animate(rate_func=dim).set_opacity(0.45),
        )

    def _leave(self, *staying: Mobject) -> None:
        """Let all but the title and what stays go: what comes next stands on a free stage at once."""
        gone = [one for one in self.mobjects if one is not self.title and one not in staying]
        self.play_until(self.now + 0.3, *map(FadeOut, gone))
