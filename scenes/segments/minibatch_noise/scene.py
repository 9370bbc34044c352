"""Gradient noise: how it shrinks with the batch, where it keeps descent, and how a falling rate removes it."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log

import numpy as np
from manim import (
    UP,
    Create,
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

from optimlib import objectives
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, early, geometric
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_chart import LOOKS, CostChart
from .data_window import DataWindow
from .facts import FLOOR_SIZES, SIZES
from .floor_law import Balance, FloorLaw
from .gradient_map import GradientMap, Tail
from .minimum_map import MinimumMap
from .variance_chart import VarianceChart

GO, COME = early(0.5), early(1.0, after=0.5)
"""The old picture is gone before the new one comes."""


class MinibatchNoise(Segment):
    """One idea: a batch's mean is right on average and scatters as 1/B; only a falling rate lets it arrive."""

    def setup(self) -> None:
        """Make both halves of the stage."""
        super().setup()
        self.data = DataWindow(self.facts, self.screen)
        self.bowl = GradientMap(self.facts, self.screen)

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Let the three samples that fit burst into a thousand that do not."""
        data, bowl = self.data, self.bowl
        self.add(data.ground, data.line, data.three, bowl.old_map, bowl.axes, bowl.old_goal, bowl.name)
        self.hold_until(cue.mark("three") - 0.2)
        self.play_until(
            self.now + 0.8,
            Indicate(data.line, 1.0, theme.GOAL),
            Indicate(data.three, 1.15, theme.INK),
            Indicate(bowl.old_goal, 1.6, theme.GOAL),
        )
        self.hold_until(cue.mark("many") - 0.6)
        data.burst(0.0)
        self.add(data.cloud)
        # Other data have another cost, so the map changes with them.
        self.add(bowl.old_map, bowl.map, bowl.axes, bowl.old_goal, bowl.goal)
        self.play_until(
            cue.mark("many") + 1.0,
            FadeOut(data.three, data.line),
            Course(data.cloud, data.burst, rate_func=smooth),
            FadeIn(data.model),
            FadeIn(bowl.map, bowl.goal),
            FadeOut(bowl.old_goal),
        )
        self.remove(bowl.old_map)
        self.hold_until(cue.mark("best") - 0.5)
        self.play_until(
            cue.mark("best") + 0.4,
            FadeIn(data.best, data.best_name),
            Indicate(bowl.goal, 1.6, theme.GOAL),
        )
        # The way down is asked for from a line that fits badly.
        self.hold_until(max(cue.mark("way") - 1.5, self.now))
        self.play_until(
            max(cue.mark("way") - 0.3, self.now + 0.8),
            ReplacementTransform(data.best, data.bad),
            FadeOut(data.best_name, rate_func=GO),
            FadeIn(data.bad_name, rate_func=COME),
            FadeIn(bowl.here, scale=2),
        )

    def scatter(self, cue: Cue) -> None:
        """Draw the full batch's step at a bad line, and those of single samples, each beside its sample."""
        bowl, data = self.bowl, self.data
        self.hold_until(cue.mark("bowl") - 0.3)
        self.play_until(self.now + 0.5, Indicate(bowl.map.lines, 1.0, theme.INK))
        self.hold_until(cue.mark("full") - 0.4)
        self.add(bowl.full, bowl.here)
        self.play_until(
            self.now + 0.7, GrowFromPoint(bowl.full, bowl.origin), FadeIn(bowl.full_name, bowl.rule)
        )
        self.hold_until(cue.mark("single") - 0.2)
        self.add(bowl.singles, bowl.full, bowl.here, bowl.single_name)
        self.play_until(
            self.now + 1.2,
            FadeIn(bowl.singles, lag_ratio=0.0),
            FadeIn(bowl.single_name),
        )
        # All others lie below it.
        self.add(bowl.full, bowl.here, bowl.full_name)
        count = len(data.links)
        begin, end = self.now, max(cue.mark("away") - 0.9, self.now + 0.9)
        for rank, (sample, number) in enumerate(zip(data.links, bowl.links, strict=True)):
            until = begin + (rank + 1) * (end - begin) / count
            self.hold_until(until - 0.8)
            self.play_until(until, FadeIn(sample), FadeIn(number, scale=1.5))
        self.hold_until(cue.mark("away") - 0.5)
        self.add(
            bowl.right_angle, bowl.singles, bowl.full, bowl.here, bowl.links, bowl.single_name, bowl.full_name
        )
        self.play_until(self.now + 0.8, Create(bowl.right_angle), FadeIn(bowl.away_name))

    def means(self, cue: Cue) -> None:
        """Take the means of batches, and let the batch grow."""
        bowl, data = self.bowl, self.data
        self.play_until(
            max(cue.mark("batch") - 0.2, self.now + 0.5),
            FadeOut(bowl.right_angle, bowl.away_name, bowl.single_name, bowl.links),
            FadeOut(data.bad_name, data.bad, data.links),
        )
        self.add(data.batch)
        bowl.singles.bold.set_opacity(1)
        self.play_until(
            self.now + 0.5,
            FadeIn(data.batch, data.batch_name, bowl.size_name, bowl.size_number),
            FadeIn(bowl.singles.bold),
        )
        sizes = [size for size in SIZES if size <= self.facts.largest]

        def grow(at: float) -> None:
            size = round(exp(at))
            bowl.singles.set_dial(size)
            bowl.size_number.set_dial(size)
            data.light(size)

        # Numbers stay above the arrows.
        self.add(bowl.full, bowl.here)
        moving = VGroup(bowl.singles, bowl.full, bowl.here, bowl.size_name, bowl.size_number, data.batch)
        self.hold_until(cue.mark("grow") - 0.4)
        steps = list(pairwise(sizes))
        half, middle = len(steps) / 2, max(cue.mark("gather"), self.now + 1.0)
        times = np.interp(
            np.arange(1, len(steps) + 1),
            (0, half, len(steps)),
            (self.now, middle, max(cue.mark("right") - 0.6, middle + 1.0)),
        )
        for until, (small, large) in zip(map(float, times), steps, strict=True):
            self.play_until(until - 0.35, Course(moving, grow, (log(small), log(large))))
            self.hold_until(until)
        self.hold_until(cue.mark("right") - 0.2)
        self.add(bowl.singles, bowl.full, bowl.here, bowl.full_name)
        self.play_until(self.now + 0.7, Indicate(bowl.full, 1.2, bowl.full.get_fill_color()))

    def variance(self, cue: Cue) -> None:
        """Measure the variance for each batch size, beside it the arrows of that size."""
        data, bowl = self.data, self.bowl
        chart = self.chart = VarianceChart(self.facts, self.screen)
        left = VGroup(data.cloud, data.batch, data.batch_name, data.model)
        self.play_until(
            max(cue.mark("measure") - 0.4, self.now + 0.6),
            FadeOut(left, data.ground, rate_func=GO),
            FadeIn(chart.ground, rate_func=COME),
        )
        sizes = [size for size in SIZES if size <= self.facts.largest]
        end = cue.mark("law") - 0.1
        begin = self.now
        self.add(bowl.spread, bowl.spread_name, bowl.size_name, bowl.size_number)
        for rank, dot in enumerate(chart.dots):
            if rank < len(sizes):
                bowl.spread.set_dial(sizes[rank])
                bowl.singles.set_dial(sizes[rank])
                bowl.size_number.set_dial(sizes[rank])
            self.play_until(begin + (rank + 1) * (end - begin) / len(chart.dots), FadeIn(dot, scale=2))
        self.add(chart.law, chart.dots)
        self.play_until(
            cue.mark("law") + 0.8, chart.law.to(float(self.facts.samples)), FadeIn(chart.names[0])
        )
        self.play_until(self.now + 0.4, FadeIn(chart.example))
        # Four times the batch: the arrows close up to half.
        small, large = (self.facts.work_sizes[0], self.facts.work_sizes[1])
        self.hold_until(cue.mark("root") - 0.5)
        bowl.singles.set_dial(small)
        bowl.spread.set_dial(small)
        bowl.size_number.set_dial(small)
        first, second = (chart.dots[SIZES.index(size)] for size in (small, large))
        self.play_until(cue.mark("root") + 0.5, Indicate(first, 1.8, theme.INK))

        def grow(size: float) -> None:
            bowl.singles.set_dial(round(size))
            bowl.spread.set_dial(round(size))
            bowl.size_number.set_dial(round(size))

        moving = VGroup(bowl.singles, bowl.full, bowl.here, bowl.spread, bowl.size_name, bowl.size_number)
        self.play_until(
            max(cue.mark("without") - 1.0, self.now + 0.5),
            Course(moving, grow, (small, large)),
            Indicate(second, 1.8, theme.INK),
        )
        self.hold_until(cue.mark("without") - 0.3)
        self.add(chart.without, chart.without_dots)
        self.play_until(
            cue.mark("without") + 1.4,
            chart.without.to(float(self.facts.samples)),
            FadeIn(chart.names[1]),
            FadeIn(chart.without_dots),
        )

    def floor(self, cue: Cue) -> None:
        """Descend on single samples, mini-batches and all samples, in sight of the map."""
        bowl, old = self.bowl, self.chart
        chart = self.costs = CostChart(self.facts, self.screen)
        ways = ("single", "mini", "full")
        tails = self.tails = {
            key: Tail(
                bowl.plane, getattr(self.facts, key).path, getattr(self.facts, key).batch_size, LOOKS[key]
            )
            for key in LOOKS
        }
        arrows = VGroup(
            bowl.singles, bowl.full, bowl.full_name, bowl.size_number, bowl.size_name, bowl.rule, bowl.here,
            bowl.spread, bowl.spread_name,
        )  # fmt: skip
        gone = VGroup(old.ground, old.law, old.without, old.dots, old.without_dots, *old.names, old.example)
        self.play_until(
            max(cue.mark("only"), self.now + 0.7),
            FadeOut(gone, arrows, rate_func=GO),
            FadeIn(chart.ground, chart.same, bowl.one_run, rate_func=COME),
        )
        curves = VGroup(*(chart.curves[key] for key in ways))
        moving = VGroup(curves, *(tails[key] for key in ways))
        self.add(moving)
        # Each way comes below the line when it is spoken of; afterwards all go on to the end.
        times = [
            (self.now, 0.0),
            (max(cue.mark("single") + 2.2, self.now + 0.3), log(1.6 * self.facts.single.low_after)),
            (cue.mark("mini") + 1.2, log(1.4 * self.facts.mini.low_after)),
            (cue.mark("full") + 1.1, log(1.4 * self.facts.full.low_after)),
        ]
        clock, reach = np.maximum.accumulate([time for time, _ in times]), [at for _, at in times]

        def draw(at: float) -> None:
            gradients = exp(at)
            for key in ways:
                chart.curves[key].set_dial(gradients)
                tails[key].set_dial(gradients)

        self.play_until(self.now + 0.4, FadeIn(chart.low))
        begin = self.now
        at = float(np.interp(begin, clock, reach))
        draw(at)
        for until, key in zip(clock[1:4], ways, strict=True):
            reached = float(np.interp(until, clock, reach))
            self.play_until(
                until - 0.3,
                Course(moving, draw, (at, reached), rate_func=linear),
                FadeIn(chart.names[key]),
            )
            self.play_until(until, FadeIn(chart.drops[key]))
            at = reached
        self.at = at

    def price(self, cue: Cue) -> None:
        """Count updates instead; then give the full batch the rate that suits it: the control."""
        chart = self.costs
        self.hold_until(cue.mark("updates"))
        for key in ("single", "mini", "full"):
            self.play_until(self.now + 0.7, FadeIn(chart.products[key], shift=0.15 * UP))
        self.hold_until(cue.mark("own") - 0.3)
        self.play_until(
            max(cue.mark("own") + 0.9, self.now + 0.6),
            FadeIn(chart.own),
            FadeOut(chart.names["single"], chart.names["mini"]),
        )

    def stop(self, cue: Cue) -> None:
        """Look at the minimum from near, and let the runs go on to the end."""
        bowl, chart, tails, at = self.bowl, self.costs, self.tails, self.at
        ways = ("single", "mini", "full")
        top = log(chart.last)
        # The large map turns into its middle, where noise holds the runs.
        near = self.near = MinimumMap(self.facts, self.screen, self.facts.fit, left=False)
        far = VGroup(bowl.ground, bowl.name, bowl.one_run, *(tails[key] for key in ways))
        self.play_until(
            max(cue.mark("stop") + 0.2, self.now + 0.3),
            FadeOut(far, chart.own, *chart.products.values()),
            FadeIn(near.ground, near.headings["near"]),
            FadeIn(near.clouds[0], near.clouds[1]),
            FadeIn(chart.names["single"], chart.names["mini"]),
        )
        self.add(near.clouds[0], near.clouds[1], near.goal)
        self.play_until(self.now + 0.5, FadeIn(chart.floors["single"], chart.floors["mini"]))
        curves = VGroup(*(chart.curves[key] for key in ways))

        def run_on(at: float) -> None:
            for curve in curves:
                curve.set_dial(exp(at))

        self.play_until(
            max(cue.mark("passes") + 0.6, self.now + 0.6),
            Course(curves, run_on, (at, top), rate_func=linear),
            FadeIn(near.clouds[2]),
        )

    def pull(self, cue: Cue) -> None:
        """Show what every sample still wants at the minimum, beside samples that all fit."""
        near, chart = self.near, self.costs
        old = self.old = MinimumMap(self.facts, self.screen, self.facts.exact, left=True)
        ways = ("single", "mini", "full")
        self.cost_side = VGroup(
            chart.ground, chart.same, chart.low, *(chart.drops[key] for key in ways),
            *(chart.curves[key] for key in ways), *(chart.names[key] for key in ways),
            chart.floors["single"], chart.floors["mini"],
        )  # fmt: skip
        self.hold_until(cue.mark("star") - 0.6)
        self.play_until(
            self.now + 0.6,
            FadeOut(near.clouds, near.headings["near"]),
            FadeIn(near.headings["new_pull"]),
        )
        self.play_until(self.now + 0.6, Indicate(near.goal, 1.8, theme.GOAL))
        self.hold_until(cue.mark("alive") - 0.9)
        self.add(near.pulls, near.goal)
        self.play_until(
            cue.mark("alive") + 0.2,
            GrowFromPoint(near.pulls, near.goal.get_center()),
            FadeIn(near.note, self.bowl.rule),
        )
        self.hold_until(cue.mark("exact") - 0.5)
        self.add(old.ground, old.goal, old.walk)
        self.play_until(
            self.now + 0.8,
            FadeOut(self.cost_side, rate_func=GO),
            FadeIn(old.ground, old.walk, old.headings["old_pull"], rate_func=COME),
        )
        # The nearer the minimum, the shorter every pull.
        self.play_until(max(cue.mark("vanish") - 0.3, self.now + 0.8), old.walk.to(0.0))
        self.play_until(self.now + 0.4, FadeIn(old.note))

    def law(self, cue: Cue) -> None:
        """Balance what noise adds and the bowl removes; then hold the law against what was measured."""
        near, old = self.near, self.old
        balance = self.balance = Balance(self.facts, self.screen)
        law = self.floor_law = FloorLaw(self.facts, self.screen)
        self.play_until(
            max(cue.mark("adds") - 0.1, self.now + 0.6),
            FadeOut(old.ground, old.note, old.walk, old.headings["old_pull"], rate_func=GO),
            FadeIn(balance.plane, balance.axes, balance.reads[0], rate_func=COME),
        )
        self.play_until(self.now + 0.8, FadeIn(balance.added))
        self.hold_until(cue.mark("removes") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(balance.removed))
        self.hold_until(cue.mark("balance") - 0.2)
        self.add(balance.meeting)
        self.play_until(self.now + 0.6, FadeIn(balance.meeting, balance.reads[1]))
        self.hold_until(max(cue.mark("floors") - 1.7, self.now))
        self.play_until(
            self.now + 0.8,
            FadeOut(
                near.ground, near.pulls, near.note, near.headings["new_pull"], self.bowl.rule, rate_func=GO
            ),
            FadeIn(law.plane, law.axes, law.line, rate_func=COME),
        )
        # The same point on both sides: where the flows balance, and on the law.
        self.play_until(self.now + 0.4, FadeIn(law.rider, scale=2))
        self.hold_until(max(cue.mark("floors") - 0.3, self.now))
        for dots, row in zip(law.dots, law.key, strict=True):
            self.add(law.rider)
            self.play_until(self.now + 0.4, FadeIn(dots, scale=1.2), FadeIn(row))

        def grow(at: float) -> None:
            balance.stand(exp(at))
            law.stand(exp(at))

        # The point that rides along the law has passed before the floor that lies off it is told.
        moving = VGroup(balance.added, balance.meeting, balance.reads, law.rider)
        first, last = log(self.facts.balance_size), log(FLOOR_SIZES[-1])
        self.play_until(
            max(cue.mark("top") - 0.4, self.now + 0.8), Course(moving, grow, (first, last), rate_func=smooth)
        )
        self.play_until(max(cue.mark("top") + 0.2, self.now + 0.5), FadeIn(law.gap))

    def decay(self, cue: Cue) -> None:
        """Run the single samples once more, with a falling rate: nothing else differs."""
        bowl, chart, tails, balance, law = self.bowl, self.costs, self.tails, self.balance, self.floor_law
        left: list[VMobject] = [
            balance.plane, balance.axes, balance.added, balance.removed, balance.meeting, balance.reads,
        ]  # fmt: skip
        right: list[VMobject] = [law.plane, law.axes, law.line, law.dots, law.key, law.rider, law.gap]
        schedule = self.word("schedule", theme.BODY, LOOKS["falling"].colour)
        constant = self.word("constant", theme.BODY, LOOKS["single"].colour)
        window = chart.plane.window
        rates = VGroup(constant, schedule).arrange(np.array([0.0, -1.0, 0.0]), buff=0.2)
        rates.move_to(
            (window.get_left()[0] + rates.width / 2 + 0.2, window.get_bottom()[1] + rates.height / 2 + 0.2, 0)
        )
        # Both runs are seen from their start.
        single, falling = chart.curves["single"], chart.curves["falling"]
        pair = VGroup(single, falling, tails["single"], tails["falling"])

        def draw(at: float) -> None:
            for key in ("single", "falling"):
                chart.curves[key].set_dial(exp(at))
                tails[key].set_dial(exp(at))

        # One half of the stage is there while the other changes.
        middle = (self.now + max(cue.mark("fall"), self.now + 1.4)) / 2
        self.play_until(middle, FadeOut(*left, rate_func=GO), FadeIn(chart.ground, rates, rate_func=COME))
        self.play_until(
            max(cue.mark("fall"), self.now + 0.7),
            FadeOut(*right, rate_func=GO),
            FadeIn(bowl.ground, bowl.name, bowl.one_run, rate_func=COME),
        )
        draw(0.0)
        self.add(pair)
        # The law comes first, then the run sinks along it.
        self.play_until(
            max(cue.mark("sinks") - 0.2, self.now + 0.8),
            chart.falling_law.to(chart.last, geometric(1.0, chart.last)),
            FadeIn(chart.law_name),
        )
        self.play_until(
            max(cue.mark("end"), self.now + 0.5),
            Course(pair, draw, (0.0, log(chart.last)), rate_func=linear),
            FadeIn(chart.names["falling"], chart.names["single"], chart.floors["single"]),
        )
        self.rates = rates
        self.play_until(self.now + 0.6, FadeIn(chart.end))

    def next(self, cue: Cue) -> None:
        """Let all four race once more; then ask of a ground with several minima."""
        bowl, costs, near, tails = self.bowl, self.costs, self.near, self.tails
        gone = VGroup(
            costs.curves["single"], costs.curves["falling"], costs.names["single"],
            costs.names["falling"], costs.floors["single"], costs.end, self.rates, bowl.ground,
            costs.falling_law, costs.law_name,
            bowl.name, bowl.one_run, tails["single"], tails["falling"],
        )  # fmt: skip
        curves = VGroup(*costs.curves.values())

        def draw(at: float) -> None:
            for curve in curves:
                curve.set_dial(exp(at))

        # The chart stays; its runs go back to the start.
        names = VGroup(*costs.names.values())
        self.play_until(
            max(cue.mark("sum") - 0.7, self.now + 0.8),
            FadeOut(gone, rate_func=GO),
            FadeIn(near.ground, near.headings["near"], rate_func=COME),
        )
        draw(0.0)
        self.play_until(self.now + 0.4, FadeIn(curves, names))
        facts, clouds = self.facts, near.clouds
        self.add(clouds[0], near.goal)
        quick = log(2.0 * facts.mini.low_after)
        self.play_until(
            max(cue.mark("sum") + 1.2, self.now + 0.6),
            Course(curves, draw, (0.0, quick)),
            FadeIn(clouds[0]),
        )
        late = log(facts.full.low_after)
        self.hold_until(cue.mark("later") - 0.6)
        self.add(clouds[1], near.falling, near.goal)
        self.play_until(
            max(cue.mark("later") + 0.8, self.now + 0.6),
            Course(curves, draw, (quick, late)),
            FadeIn(clouds[1], near.falling),
        )
        self.hold_until(cue.mark("last") - 0.4)
        self.play_until(
            max(cue.mark("last") + 1.0, self.now + 0.6),
            Course(curves, draw, (late, log(costs.last))),
            FadeIn(clouds[2]),
        )
        self.hold_until(cue.mark("one") - 0.4)
        window = near.plane.window
        one = self.word("one_minimum", theme.BODY)
        one = plated(one.move_to((window.get_center()[0], window.get_bottom()[1] + 0.45, 0)))
        self.play_until(self.now + 0.7, FadeIn(one), Indicate(near.goal, 1.8, theme.GOAL))
        self.hold_until(cue.mark("several") - 0.9)
        width, height = self.bowl.size
        half = 5.6
        plane = Plane(
            (-half, half), (-half * height / width, half * height / width), width=width, height=height
        )
        plane.move_to(window)
        himmelblau = objectives.load("himmelblau")
        several = VGroup(
            ContourMap(plane, himmelblau),
            *(Goal().move_to(plane.to_scene(minimum)) for minimum in himmelblau.minima),
        )
        question = self.word("several", theme.BODY)
        question = plated(question.move_to((window.get_center()[0], window.get_bottom()[1] + 0.45, 0)))
        self.play_until(
            max(cue.mark("several") + 0.3, self.now + 0.6),
            FadeOut(near.ground, near.headings["near"], clouds, near.falling, one),
            FadeIn(several, question),
        )
