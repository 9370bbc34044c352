"""Zig-zag: why plain gradient descent sways in a ravine."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    VGroup,
    Write,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early, steps
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.readout import Readout
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .coordinate_stems import CoordinateStems
from .detour import Detour
from .loss_curve import LossCurve
from .rate_chart import RateChart
from .rate_sweep import RateSweep
from .two_directions import TwoDirections
from .valley_bends import ValleyBends


class ZigZagSGD(Segment):
    """One idea: a single learning rate serves two curvatures badly; the gradient does not point at the goal."""

    map_size = (10.0, 5.7)
    column_left, column_width = 3.75, 2.95
    column_middle = column_left + column_width / 2
    shown_pairs = 3

    def setup(self) -> None:
        """Make what several beats share: the map, the path, the goal."""
        super().setup()
        self.method = theme.look("gradient_descent")
        self.valley = self._window()
        objective = self.facts.objective.load()
        self.map = ContourMap(self.valley, objective)
        start, minimum = self.valley.to_scene([self.params.start, (0.0, 0.0)])
        self.start_point, self.goal_point = start, minimum
        self.goal = Goal().move_to(minimum)
        self.path = TrajectoryPath(self.valley, self.facts.trajectory.x, self.method)
        self.bent = ValleyBends(self.facts, self.valley, self.screen, self.column_middle)
        self.add(self.map, self.valley.symbols("x", "y"), self.bent.law)

    def _window(self) -> Plane:
        x, y = self.params.start
        width, height = self.map_size
        left, right = min(x, 0.0) - 1.0, max(x, 0.0) + 2.2
        half = 1.4 * abs(y)
        scale = min(width / (right - left), height / (2 * half))
        middle, half = (left + right) / 2, height / scale / 2
        across = width / scale / 2
        plane = Plane((middle - across, middle + across), (-half, half), width=width)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.1, 0))

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show a valley and its two bends, a start, a goal."""
        bent = self.bent
        self.hold_until(cue.mark("bend"))
        self.play_until(
            self.now + 1.0, Create(bent.cuts), *(FadeIn(bend, shift=0.2 * UP) for bend in bent.bends)
        )
        self.play_until(min(self.now + 1.2, cue.mark("start")), FadeIn(bent.ratio))
        here = marker(self.method.marker, 0.2, self.method.colour, rim=True).move_to(self.start_point)
        start = plated(self.word("start", theme.SMALL).next_to(self.start_point, UP, buff=0.22))
        self.hold_until(cue.mark("start"))
        self.play_until(self.now + 0.5, FadeIn(here, scale=2), FadeIn(start))
        self.hold_until(cue.mark("goal"))
        minimum = plated(
            self.word("minimum", theme.SMALL, theme.GOAL).next_to(self.goal_point, UP, buff=0.22)
        )
        self.play_until(self.now + 0.5, FadeIn(self.goal, scale=2), FadeIn(minimum))
        self.names = VGroup(bent.cuts, bent.law, start, minimum, bent.bends, bent.ratio)
        self.here = here

    def walk(self, cue: Cue) -> None:
        """State the rule, then run it: a step every moment, all steps alike."""
        left, width, say = self.column_left, self.column_width, self.word
        rule = EquationPanel(self.screen["rule"].strip("$"), plate=False, size=theme.BODY)
        rule.move_to((self.column_middle, 2.6, 0))
        rate = say("rate", theme.SMALL, self.method.colour).move_to((self.column_middle, 2.05, 0))
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
                ("step", "d", 1.3, theme.INK, 0),
                ("flips", "d", 0.75, theme.Y_AXIS, 0),
                ("loss", ".4f", 0.2, theme.INK, self.facts.start_loss),
            )
        )
        losses = LossCurve(self.facts, self.screen, left, width, self.method)
        self.hold_until(cue.mark("rule"))
        self.play_until(self.now + 0.9, FadeOut(self.names), Write(rule), FadeIn(rate))
        self.remove(self.here)
        self.add(self.path)
        self.hold_until(cue.mark("go") - 0.6)
        self.play_until(cue.mark("go"), FadeIn(step, flips, loss, losses))
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
            losses.curve.set_dial(at)

        everything = VGroup(self.path, step, flips, loss, losses)
        self.play_until(cue.end, Course(everything, draw, rate_func=linear))
        self.add(*everything)
        self.column = VGroup(rule, rate, step, flips, loss, losses)

    def length(self, cue: Cue) -> None:
        """Compare the straight way and the way walked, as two bars."""
        detour = Detour(
            self.facts,
            self.valley,
            self.screen,
            self.method.colour,
            self.column_left,
            self.column_width,
        )
        run, total = self.facts.trajectory, self.facts.steps
        ends = self.valley.clip(self.valley.to_scene(run.x[[0, -1]]))[0]
        chord = DashedLine(ends[0], ends[-1], color=theme.INK, stroke_width=4, dash_length=0.14)
        faint = TrajectoryPath(self.valley, run.x, self.method, markers=False, head=0)
        faint.set_dial(total)
        faint.line.set_stroke(opacity=0.3)
        so_far = np.concatenate([[0.0], np.cumsum(run.step_length)])
        reach = steps(total, pause=0.15)

        def measure(share: float) -> None:
            detour.stretch(detour.straight, self.facts.straight * share)

        def unroll(share: float) -> None:
            at = reach(share) * total
            self.path.set_dial(at)
            detour.stretch(detour.walked, float(np.interp(at, np.arange(total + 1), so_far)))

        self.play_until(min(self.now + 0.6, cue.mark("straight")), FadeOut(self.column), FadeIn(detour.names))
        self.hold_until(cue.mark("straight") - 0.2)
        # The way walked stays above the straight one.
        self.add(chord, self.path)
        self.play_until(
            self.now + 0.9,
            Create(chord),
            Course(detour.straight, measure, rate_func=smooth),
        )
        self.hold_until(cue.mark("unroll"))
        self.add(faint, chord, self.path)
        self.play_until(
            cue.mark("walked"), Course(VGroup(self.path, detour.walked), unroll, rate_func=linear)
        )
        self.play_until(self.now + 0.4, FadeIn(detour.factor, scale=1.5))
        self.hold_until(cue.mark("turn"))
        self.play_until(self.now + 0.7, FadeIn(detour.turn))
        self.measured = VGroup(
            detour.straight, detour.walked, detour.names, detour.factor, chord, faint, detour.turn
        )

    def why(self, cue: Cue) -> None:
        """Draw steepest descent and the way to the goal, the angle between them, and where descent would lead."""
        ways = TwoDirections(self.facts, self.valley, self.screen, self.params.start)
        self.play_until(self.now + 0.6, FadeOut(self.measured), FadeOut(self.path))
        self.remove(self.path)
        here = marker(self.method.marker, 0.2, self.method.colour, rim=True).move_to(self.start_point)
        self.add(here)
        slope = ways.slope(self.column_middle)
        self.hold_until(cue.mark("downhill"))
        self.add(ways.descent, here)
        self.play_until(self.now + 0.9, Create(ways.descent), FadeIn(slope, ways.downhill))
        self.hold_until(cue.mark("goal"))
        self.add(ways.way, here)
        self.play_until(self.now + 0.9, Create(ways.way), FadeIn(ways.goal))
        self.hold_until(cue.mark("angle"))
        self.play_until(self.now + 0.8, Create(ways.arc), FadeIn(ways.degrees))
        self.hold_until(cue.mark("wall"))
        self.play_until(self.now + 0.9, Create(ways.beyond), FadeIn(ways.wall))

    def factors(self, cue: Cue) -> None:
        """Follow each coordinate alone: a slow decay, a flip at every step."""
        charts = CoordinateStems(self.facts, self.screen)
        marks = (cue.mark("flat"), cue.mark("steep"))
        ends = (cue.mark("steep") - 0.3, cue.end)
        pace = steps(charts.count + 1, pause=0.2)
        self.exchange(min(self.now + 0.8, marks[0]), charts.frames)
        for stems, rule, mark, end in zip(charts.stems, charts.rules, marks, ends, strict=True):
            self.hold_until(mark - 0.3)
            self.play_until(mark, FadeIn(rule, shift=0.3 * LEFT))
            self.play_until(end, stems.to(charts.count, rate_func=pace))

    def rate(self, cue: Cue) -> None:
        """Plot the slower factor against the learning rate, and beside it the path at our rate."""
        self.chart = chart = RateChart(self.facts, self.screen)
        self.sweep = RateSweep(self.facts, chart.plane, self.method, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("worst")), chart.ground, chart.factors, self.sweep)
        self.hold_until(cue.mark("worst"))
        self.add(chart.worst, self.sweep)
        self.play_until(
            cue.mark("best") - 0.7,
            chart.worst.to(chart.widest, rate_func=smooth),
            FadeIn(chart.worst_name, rate_func=early(0.3)),
        )
        self.play_until(cue.mark("best"), FadeIn(chart.best))
        self.add(self.sweep)

    def trade(self, cue: Cue) -> None:
        """Turn the learning rate down, up and too far: its mark and its path move together."""
        fact, sweep = self.facts, self.sweep
        self.play_until(cue.mark("calm"), sweep.to(fact.calm_rate, rate_func=early(1.0, after=0.2)))
        self.hold_until(cue.mark("fast") - 1.6)
        self.play_until(cue.mark("fast"), sweep.to(fact.fast_rate, rate_func=smooth))
        self.hold_until(cue.mark("limit") - 0.8)
        self.play_until(cue.mark("limit"), FadeIn(self.chart.danger))
        self.play_until(self.now + 1.2, sweep.to(fact.wild_rate, rate_func=smooth))

    def moral(self, cue: Cue) -> None:
        """Return to the valley: one number, two curvatures; and what its steps come to, two by two."""
        self.path.set_dial(self.facts.steps)
        bent = self.bent
        self.exchange(self.now + 0.8, self.map, self.goal, self.path, bent.law, bent.bends, bent.ratio)
        moral = plated(
            self.word("moral", theme.BODY).move_to((self.map.get_center()[0] + 1.6, 2.45, 0)), 0.18
        )
        self.hold_until(cue.mark("one"))
        self.play_until(self.now + 0.8, FadeIn(moral))
        self.hold_until(cue.mark("memory"))
        if not self.facts.nothing_adds:
            self._remember(min(self.now + 2.5, cue.mark("next")))
        self.hold_until(cue.mark("next"))
        question = plated(self.word("next", theme.BODY).move_to((self.map.get_center()[0], -2.3, 0)), 0.18)
        self.play_until(self.now + 0.8, FadeIn(question))

    def _remember(self, until: float) -> None:
        """Draw what two steps come to together, one there and one back, as long as they are to be seen."""
        run, shown = self.facts.trajectory.x, slice(0, 2 * self.shown_pairs + 1, 2)
        places = self.valley.to_scene(run[shown])
        sums = VGroup(*(Arrows(*pair, theme.INK, width=0.09, head=0.26) for pair in pairwise(places)))
        name = self.word("memory", theme.SMALL)
        name = plated(name.next_to(places[-1], RIGHT, buff=0.3))
        dim = early(0.3)
        self.play_until(
            until,
            FadeIn(sums, lag_ratio=0.5),
            FadeIn(name, rate_func=early(0.6)),
            self.path.line.animate(rate_func=dim).set_stroke(opacity=0.45),
            self.path.markers.animate(rate_func=dim).set_opacity(0.45),
        )
