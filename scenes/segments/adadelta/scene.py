"""AdaDelta: the size of past updates in the place of a learning rate, and the rate that hides in ε."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, VGroup, linear

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early
from scenes.components.goal import Goal
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .finer_maps import FinerMaps
from .growth_chart import GROWING, GrowthChart
from .hidden_rate import HiddenRate, OtherUnit
from .last_updates import LastUpdates
from .memory import Memories
from .rate_of_one import LAST, EdgeChart, RatioChart
from .slow_start import SlowStart
from .unit_formulas import RateUnits, RatioUnits
from .way_chart import WayChart


class AdaDelta(Segment):
    """One idea: a step measured by past steps has their unit; but what starts it, ε, is a rate in hiding."""

    map_size, column_middle = (8.5, 4.9), 4.45

    def setup(self) -> None:
        """Make what several beats share: the map in metres, and the run of the segment before on it."""
        super().setup()
        fact = self.facts
        self.look = theme.look("adadelta")
        width, height = self.map_size
        start = fact.run.x[0]
        corners = np.array([start, -0.25 * start, (start[0], -start[1])])
        self.plane = Plane.around(corners, width, height, margin=0.06)
        self.plane.move_to((theme.STAGE_LEFT + width / 2, 0.45, 0))
        goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        low, high = self.plane.x_range
        axis = self.plane.axes(
            nice_ticks(high, 5, low=low), x_name=self.screen["axis_metres"], language=self.screen.language
        )
        self.map = VGroup(ContourMap(self.plane, fact.objective.load()), goal, axis)
        self.rmsprop_path = TrajectoryPath(self.plane, fact.rmsprop, theme.look("rmsprop"))
        self.units_of_rate = RateUnits(self.screen, self.column_middle)
        self.add(self.map, self.rmsprop_path, self.units_of_rate.rule, self.units_of_rate.rows)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let RMSProp run once more, and ask each part of its rule for its unit."""
        units, steps, path = self.units_of_rate, self.facts.steps, self.rmsprop_path
        first = cue.mark("size") / max(cue.mark("bare"), 1e-9)
        self.play_until(cue.mark("size"), path.to(first * steps, rate_func=linear))
        self.play_until(
            max(cue.mark("bare") - 0.2, self.now + 0.6),
            path.to(steps, rate_func=linear),
            FadeIn(units.size, rate_func=early(0.2)),
        )
        for rank, (mark, shown) in enumerate((("bare", units.bare), ("rate", units.rate))):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.6, units.rows[rank].animate.set_opacity(1.0), FadeIn(shown))

    def units(self, cue: Cue) -> None:
        """Write the same valley in a finer unit, and run both with the same number as the rate."""
        pair = FinerMaps(self.facts, self.screen)
        self.exchange(
            min(self.now + 0.9, cue.mark("finer")), pair.maps, pair.axes[0], *pair.paths, apart=True
        )
        self.hold_until(cue.mark("finer"))
        self.play_until(self.now + 0.7, FadeIn(pair.axes[1]))
        self.hold_until(cue.mark("run") - 0.4)
        self.play_until(
            min(self.now + 2.8, cue.mark("loss") - 0.5), *(path.to(self.facts.steps) for path in pair.paths)
        )
        self.play_until(cue.mark("loss"), FadeIn(pair.losses[0]))
        self.play_until(self.now + 0.5, FadeIn(pair.losses[1]))

    def ratio(self, cue: Cue) -> None:
        """Put the size of past updates in the place of the rate, see the units cancel, and what starts it."""
        rules, last = RatioUnits(self.screen), LastUpdates(self.facts, self.screen)
        for strike, text in rules.struck:
            self.allow_overlap(strike, text, "the unit is struck out")
        self.exchange(min(self.now + 0.9, cue.mark("updates") - 0.8), rules.old, last.bars, apart=True)
        self.hold_until(cue.mark("updates"))
        self.play_until(self.now + 0.6, FadeIn(rules.new, last.mean))
        self.play_until(self.now + 0.6, FadeIn(rules.means, rules.step))
        self.hold_until(cue.mark("cancel"))
        self.play_until(self.now + 0.7, FadeIn(rules.fit))
        self.hold_until(max(cue.mark("starts") - 3.0, self.now))
        self.play_until(self.now + 0.5, FadeIn(rules.constants))
        self.hold_until(cue.mark("starts"))
        self.play_until(self.now + 0.5, FadeIn(last.floor))

    def walk(self, cue: Cue) -> None:
        """Let AdaDelta go beside RMSProp: it hardly leaves the start."""
        pair, steps = SlowStart(self.facts, self.screen), self.facts.steps
        lines = [*pair.lines, pair.inset]
        why, value = pair.first[:-1], pair.first[-1]
        self.exchange(min(self.now + 0.8, cue.mark("first") - 0.1), pair.ground, *lines, why, apart=True)
        self.hold_until(cue.mark("first"))
        self.play_until(self.now + 0.7, FadeIn(value), *(line.to(1.0) for line in lines))
        self.play_until(
            max(cue.mark("slow") - 0.8, self.now + 1.0),
            *(line.to(steps, rate_func=linear) for line in lines),
            FadeIn(pair.names, rate_func=early(0.3)),
        )
        self.hold_until(cue.mark("slow"))
        self.play_until(self.now + 0.5, FadeIn(*pair.losses))

    def growth(self, cue: Cue) -> None:
        """Hold the gradient: squares of updates climb a straight line, whose slope is ε's."""
        chart = GrowthChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("constant")), chart.frame, chart.laws, apart=True)
        self.hold_until(cue.mark("constant"))
        self.add(chart.curve)
        self.play_until(
            max(cue.mark("added") - 0.2, self.now + 0.5),
            chart.curve.to(GROWING),
            chart.laws[0].animate(rate_func=early(0.2)).set_opacity(1.0),
            FadeIn(chart.name, rate_func=early(0.9, after=0.7)),
        )
        self.hold_until(cue.mark("added"))
        self.play_until(self.now + 0.6, FadeIn(chart.slope), chart.laws[1].animate.set_opacity(1.0))
        self.hold_until(cue.mark("real"))
        self.add(*chart.real)
        self.play_until(
            self.now + 2.2,
            *(line.to(GROWING) for line in chart.real),
            FadeIn(chart.real_names, rate_func=early(1.0, after=0.6)),
        )

    def root(self, cue: Cue) -> None:
        """Add updates up to a way, and read off when a smaller ε has gone as far."""
        chart = WayChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("root")), chart.frame, chart.laws, apart=True)
        self.hold_until(cue.mark("root"))
        self.add(*chart.curves)
        end = chart.curves[0].points_data[-1, 0]
        light = [law.animate(rate_func=early(0.4)).set_opacity(1.0) for law in chart.laws]
        self.play_until(
            max(cue.mark("way"), self.now + 0.6), light[0], *(one.to(0.3 * end) for one in chart.curves)
        )
        self.play_until(
            self.now + 2.0,
            light[1],
            *(one.to(end) for one in chart.curves),
            FadeIn(chart.names, rate_func=early(1.0, after=0.6)),
        )
        self.hold_until(cue.mark("takes") - 1.2)
        self.play_until(cue.mark("takes") - 0.4, FadeIn(chart.level))
        self.hold_until(cue.mark("takes"))
        self.play_until(self.now + 0.8, light[2], FadeIn(chart.ratio))

    def hidden(self, cue: Cue) -> None:
        """Try five ε, and four learning rates of RMSProp: steps to half of the loss, and the laws of both."""
        self.chart = chart = HiddenRate(self.facts, self.screen)
        own, other = chart.sweeps
        self.exchange(
            min(self.now + 0.7, cue.mark("runs")), chart.frame, chart.maps[0], own.value, apart=True
        )
        self.hold_until(cue.mark("runs"))
        self.add(own)
        self.play_until(
            max(cue.mark("ratio") - 1.0, self.now + 1.2), own.to(1.0), *chart.passing(chart.marks)
        )
        self.play_until(cue.mark("ratio") - 0.2, FadeIn(chart.law), FadeOut(own.cursor))
        self.hold_until(cue.mark("ratio"))
        self.play_until(self.now + 0.5, FadeIn(chart.ratio))
        self.play_until(self.now + 0.7, FadeIn(chart.limit, chart.maps[1], other.value))
        self.add(other)
        self.play_until(
            max(cue.mark("rate") - 0.2, self.now + 1.0), other.to(1.0), *chart.passing(chart.rate_marks)
        )
        self.play_until(self.now + 0.5, FadeIn(chart.rate_law, chart.rate_ratio), FadeOut(other.cursor))
        self.hold_until(cue.mark("hiding"))
        self.play_until(self.now + 0.6, FadeIn(chart.hiding))
        self.add(own.path, other.path)

    def honest(self, cue: Cue) -> None:
        """Write the usual ε in the finer unit: on the same chart, the same number is a hundredth as long."""
        chart = self.chart
        other = OtherUnit(chart, self.facts, self.screen)
        self.exchange_parts(
            min(self.now + 1.0, cue.mark("places") - 0.2),
            [chart.column, chart.rate_marks, chart.rate_law],
            [other.rule.law, other.rows, other.ring],
        )
        self.hold_until(cue.mark("places"))
        self.play_until(
            self.now + 0.6,
            FadeIn(other.rule.units),
            other.rows[0].animate.set_opacity(1.0),
            FadeIn(other.answers[0]),
        )
        self.allow_overlap(other.ring, chart.marks, "the ring is about a mark")
        self.hold_until(cue.mark("finer"))
        self.play_until(
            self.now + 1.6,
            other.ring.animate.move_to(other.away),
            other.rows[1].animate.set_opacity(1.0),
            FadeIn(other.answers[1], rate_func=early(0.9, after=0.5)),
        )
        self.play_until(self.now + 0.5, FadeIn(other.note))
        self.hold_until(cue.mark("own"))
        self.play_until(
            self.now + 1.4,
            other.ring.animate.move_to(other.home),
            other.rows[2].animate.set_opacity(1.0),
            FadeIn(other.answers[2], rate_func=early(0.9, after=0.5)),
        )

    def end(self, cue: Cue) -> None:
        """Let the usual run go on to the end, and watch what stands where a rate would."""
        fact = self.facts
        path = TrajectoryPath(self.plane, fact.run.x, self.look, markers=False)
        chart = RatioChart(fact, self.screen)
        moving = VGroup(path, *chart.curves)

        def follow(step: float) -> None:
            for one in moving:
                one.set_dial(step)

        self.exchange(self.now + 0.8, self.map, path, chart.frame, *chart.curves, chart.laws, apart=True)
        parts = ((0.0, 0.7 * fact.arrived), (0.7 * fact.arrived, 1.15 * fact.arrived))
        tasks = [
            [FadeIn(chart.names, rate_func=early(0.3))],
            [chart.laws[0].animate(rate_func=early(0.3)).set_opacity(1.0)],
        ]
        for mark, part, more in zip(("both", "one"), parts, tasks, strict=True):
            self.play_until(
                max(cue.mark(mark), self.now + 0.5), Course(moving, follow, part, rate_func=linear), *more
            )
        last = (1.15 * fact.arrived, float(len(fact.run.step)))
        self.play_until(
            max(cue.mark("arrives") - 0.3, self.now + 0.8),
            Course(moving, follow, last, rate_func=linear),
            chart.laws[1].animate(rate_func=early(0.2)).set_opacity(1.0),
        )
        self.hold_until(cue.mark("arrives"))
        self.play_until(self.now + 0.6, FadeIn(chart.bears))

    def edge(self, cue: Cue) -> None:
        """Run y with a curvature on either side of the edge, and nothing else changed."""
        chart = EdgeChart(self.facts, self.screen)
        count = self.facts.swing_steps
        self.exchange(min(self.now + 0.8, cue.mark("below") - 0.2), chart.frame, chart.factor, apart=True)
        self.hold_until(cue.mark("below"))
        self.add(chart.below)
        self.play_until(
            max(cue.mark("above") - 0.3, self.now + 0.8),
            chart.below.to(count),
            FadeIn(chart.names[0], rate_func=early(0.6, after=0.3)),
        )
        self.hold_until(cue.mark("above"))
        self.add(chart.above, chart.last)
        self.play_until(
            self.now + 2.6,
            chart.above.to(count),
            chart.last.to(LAST),
            chart.factor.animate(rate_func=early(0.3)).set_opacity(1.0),
            FadeIn(chart.names[1], rate_func=early(0.9, after=0.5)),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.swing))
        self.edge_chart = chart

    def slowly(self, cue: Cue) -> None:
        """Follow the rate in the wider swing: it falls to where y would only change its sign, and stays just over."""
        chart = self.edge_chart
        self.play_until(min(self.now + 0.7, cue.mark("falls") - 0.5), FadeIn(chart.rates))
        self.hold_until(cue.mark("falls") - 0.4)
        self.add(chart.rate)
        until = max(self.now + 1.0, min(self.now + 2.6, cue.mark("over")))
        self.play_until(until, chart.rate.to(self.facts.swing_steps))
        self.hold_until(cue.mark("over"))
        self.play_until(self.now + 0.6, FadeIn(chart.product))

    def moral(self, cue: Cue) -> None:
        """Sum up: where the rate came back, and what the two older methods remember of the same gradients."""
        last = Memories(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("rate") - 0.1), last.ground, last.rule, apart=True)
        self.hold_until(cue.mark("rate"))
        self.play_until(self.now + 0.6, FadeIn(last.rate))
        for mark, row in (("sizes", last.sizes), ("way", last.ways)):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 1.0, FadeIn(row, lag_ratio=0.15))
        self.hold_until(cue.mark("next"))
        self.play_until(self.now + 0.6, FadeIn(last.question))
