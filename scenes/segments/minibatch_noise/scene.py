"""Gradient noise: how it shrinks with the batch, where it keeps descent, and how a falling rate removes it."""

from __future__ import annotations

from math import exp, log

import numpy as np
from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from optimlib import objectives
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_chart import LOOKS, CostChart
from .data_window import DataWindow
from .floor_bars import FloorBars
from .gradient_map import GradientMap, Tail
from .minimum_map import MinimumMap
from .smoothing_chart import SmoothingChart
from .variance_chart import VarianceChart


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
        self.play_until(
            cue.mark("many") + 1.0,
            FadeOut(data.three, data.line),
            Course(data.cloud, data.burst, rate_func=smooth),
            FadeIn(data.model),
        )
        self.hold_until(cue.mark("best") - 1.0)
        self.add(bowl.old_map, bowl.map, bowl.axes, bowl.old_goal, bowl.goal)
        self.play_until(
            cue.mark("best") - 0.2, FadeIn(bowl.map, bowl.goal), FadeOut(bowl.old_goal), FadeIn(data.best)
        )
        self.remove(bowl.old_map)
        self.play_until(cue.mark("best") + 0.4, FadeIn(data.best_name), Indicate(bowl.goal, 1.6, theme.GOAL))

    def scatter(self, cue: Cue) -> None:
        """Map the cost; draw the full batch's step, and those of single samples."""
        bowl = self.bowl
        self.hold_until(cue.mark("bowl") - 0.3)
        self.play_until(self.now + 0.5, Indicate(bowl.map.lines, 1.0, theme.INK))
        self.hold_until(cue.mark("full") - 0.8)
        self.play_until(max(cue.mark("full") - 0.3, self.now + 0.3), FadeIn(bowl.here, scale=2))
        self.play_until(self.now + 0.5, FadeIn(bowl.full, bowl.full_name, bowl.rule))
        self.hold_until(cue.mark("single") - 0.2)
        self.add(bowl.singles, bowl.full, bowl.here, bowl.single_name)
        self.play_until(
            self.now + 1.2,
            FadeIn(bowl.singles, lag_ratio=0.0),
            FadeIn(bowl.single_name),
            FadeOut(bowl.full_name),
        )
        self.hold_until(cue.mark("away") - 0.5)
        self.add(bowl.right_angle, bowl.singles, bowl.full, bowl.here, bowl.single_name)
        self.play_until(self.now + 0.8, Create(bowl.right_angle), FadeIn(bowl.away_name))

    def means(self, cue: Cue) -> None:
        """Take the means of batches, and let the batch grow."""
        bowl, data = self.bowl, self.data
        self.play_until(
            max(cue.mark("batch") - 0.2, self.now + 0.5),
            FadeOut(bowl.right_angle, bowl.away_name, bowl.single_name, data.best_name, data.best),
        )
        self.add(data.batch)
        bowl.singles.bold.set_opacity(1)
        self.play_until(
            self.now + 0.5,
            FadeIn(data.batch, data.batch_name, bowl.size_name, bowl.size_number),
            FadeIn(bowl.singles.bold),
        )
        last = self.facts.largest

        def grow(share: float) -> None:
            size = round(exp(share * log(last)))
            bowl.singles.set_dial(size)
            bowl.size_number.set_dial(size)
            data.light(size)

        # Numbers stay above the arrows.
        moving = VGroup(bowl.singles, bowl.full, bowl.here, bowl.size_name, bowl.size_number, data.batch)
        self.hold_until(cue.mark("grow") - 0.4)
        self.play_until(max(cue.mark("gather"), self.now + 1.0), Course(moving, grow, rate_func=linear))
        self.hold_until(cue.mark("right") - 0.2)
        self.add(bowl.singles, bowl.full, bowl.here, bowl.full_name)
        self.play_until(
            self.now + 0.7, Indicate(bowl.full, 1.2, bowl.full.get_fill_color()), FadeIn(bowl.full_name)
        )

    def variance(self, cue: Cue) -> None:
        """Measure the variance for each batch size, beside it the arrows of that size."""
        data, bowl = self.data, self.bowl
        chart = self.chart = VarianceChart(self.facts, self.screen)
        left = VGroup(data.cloud, data.batch, data.batch_name, data.model)
        self.play_until(
            max(cue.mark("measure") - 0.4, self.now + 0.6),
            FadeOut(left, data.ground, rate_func=smooth),
            FadeIn(chart.ground),
        )
        sizes = [size for size in (1, 4, 16, 64, 256) if size <= self.facts.largest]
        end = cue.mark("law") - 0.1
        begin = self.now
        self.add(bowl.size_name, bowl.size_number)
        for rank, dot in enumerate(chart.dots):
            if rank < len(sizes):
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
        bowl.size_number.set_dial(small)
        self.play_until(cue.mark("root") + 0.5, FadeIn(chart.pair[0], scale=1.5))

        def grow(size: float) -> None:
            bowl.singles.set_dial(round(size))
            bowl.size_number.set_dial(round(size))

        moving = VGroup(bowl.singles, bowl.full, bowl.here, bowl.size_name, bowl.size_number)
        self.play_until(
            max(cue.mark("without") - 1.0, self.now + 0.5),
            Course(moving, grow, (small, large)),
            FadeIn(chart.pair[1], scale=1.5),
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
            bowl.singles, bowl.full, bowl.full_name, bowl.size_number, bowl.size_name, bowl.rule, bowl.here
        )
        gone = VGroup(
            old.ground, old.law, old.without, old.dots, old.without_dots, *old.names, old.example, old.pair
        )
        self.play_until(
            max(cue.mark("only"), self.now + 0.7),
            FadeOut(gone, arrows),
            FadeIn(chart.ground, chart.same, bowl.one_run),
        )
        curves = VGroup(*(chart.curves[key] for key in ways))
        moving = VGroup(curves, *(tails[key] for key in ways))
        self.add(moving)
        top = log(chart.last)
        # Each way comes below the line when it is spoken of; afterwards all go on to the end.
        times = [
            (self.now, 0.0),
            (max(cue.mark("single") + 2.2, self.now + 0.3), log(1.6 * self.facts.single.low_after)),
            (cue.mark("mini") + 1.4, log(1.4 * self.facts.mini.low_after)),
            (cue.mark("full") + 1.4, log(1.4 * self.facts.full.low_after)),
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
        # The large map turns into its middle, where noise holds the runs.
        near = self.near = MinimumMap(self.facts, self.screen, self.facts.fit, left=False)
        far = VGroup(bowl.ground, bowl.name, bowl.one_run, *(tails[key] for key in ways))
        self.play_until(
            max(cue.mark("stop") + 0.2, self.now + 0.3),
            FadeOut(far),
            FadeIn(near.ground, near.headings["near"]),
            FadeIn(near.clouds[0], near.clouds[1]),
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
        self.play_until(
            self.now + 0.8, FadeOut(self.cost_side), FadeIn(old.ground), FadeIn(old.headings["old_pull"])
        )
        self.hold_until(cue.mark("vanish") - 0.4)
        self.play_until(self.now + 0.7, FadeIn(old.note), Indicate(old.goal, 1.8, theme.GOAL))

    def law(self, cue: Cue) -> None:
        """Turn the map into bars: the floor of each batch size, and of half the rate."""
        near, old = self.near, self.old
        bars = self.bars = FloorBars(self.facts, self.screen)
        gone = VGroup(
            near.ground, near.pulls, near.note, near.headings["new_pull"], self.bowl.rule,
            old.ground, old.note, old.headings["old_pull"],
        )  # fmt: skip
        self.play_until(
            max(cue.mark("adds") - 0.1, self.now + 0.6),
            FadeOut(gone),
            FadeIn(self.cost_side, bars.ground, bars.bars),
        )
        self.play_until(self.now + 0.7, FadeIn(bars.theory, bars.key))
        self.play_until(self.now + 0.7, FadeIn(bars.reason[0]))
        self.play_until(self.now + 0.7, FadeIn(bars.reason[1]))
        self.hold_until(cue.mark("bars") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(bars.rule, shift=0.2 * UP))
        self.hold_until(cue.mark("half") - 0.5)
        self.play_until(self.now + 0.7, FadeIn(bars.half, bars.pair))

    def decay(self, cue: Cue) -> None:
        """Run the single samples once more, with a falling rate: nothing else differs."""
        bowl, chart, tails, bars = self.bowl, self.costs, self.tails, self.bars
        gone: list[VMobject] = [
            bars.ground, bars.bars, bars.theory, bars.key, bars.half, bars.pair, bars.reason, bars.rule,
            chart.low, chart.same, *chart.drops.values(), chart.floors["mini"], chart.curves["mini"],
            chart.curves["full"], chart.names["mini"], chart.names["full"],
        ]  # fmt: skip
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

        self.play_until(
            max(cue.mark("fall"), self.now + 0.7),
            FadeOut(*gone),
            FadeIn(bowl.ground, bowl.name, bowl.one_run),
            FadeIn(rates),
        )
        draw(0.0)
        self.add(pair)
        self.play_until(
            max(cue.mark("end"), self.now + 0.5),
            Course(pair, draw, (0.0, log(chart.last)), rate_func=linear),
            FadeIn(chart.names["falling"]),
        )
        self.rates = rates
        self.play_until(self.now + 0.6, FadeIn(chart.end))

    def smooth(self, cue: Cue) -> None:
        """Plot what is seen in training, smooth it in two ways, and show what is lost."""
        chart = self.smoothing = SmoothingChart(self.facts, self.screen)
        costs = self.costs
        bowl, tails = self.bowl, self.tails
        gone = VGroup(
            costs.ground, costs.curves["single"], costs.curves["falling"], costs.names["single"],
            costs.names["falling"], costs.floors["single"], costs.end, self.rates, bowl.ground,
            bowl.name, bowl.one_run, tails["single"], tails["falling"],
        )  # fmt: skip
        last = chart.plane.x_range[1]
        raw = chart.curves["batch_loss"]
        self.play_until(self.now + 0.3, FadeOut(gone))
        self.play_until(max(cue.mark("loss") - 0.2, self.now + 0.3), FadeIn(chart.ground))
        truth = chart.curves["true_cost"]
        self.add(raw)
        self.play_until(
            max(cue.mark("loss") + 0.7, self.now + 0.6), raw.to(last), FadeIn(chart.entries["batch_loss"])
        )
        self.play_until(self.now + 0.5, FadeIn(chart.heads[1], chart.offs["batch_loss"]))
        for key, extra in (("moving", chart.weights[:2]), ("kaiser", chart.weights[2])):
            self.hold_until(cue.mark(key) - 0.3)
            self.add(chart.curves[key])
            self.play_until(
                max(cue.mark(key) + 1.0, self.now + 0.6),
                chart.curves[key].to(last),
                FadeIn(chart.entries[key], extra, chart.offs[key]),
                raw.line.animate.set_stroke(opacity=0.45),
            )
        self.play_until(
            self.now + 0.4,
            FadeIn(chart.heads[0], chart.weights[3], *(chart.starts[key] for key in SmoothingChart.seen)),
        )
        self.hold_until(cue.mark("hides") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(chart.floor))
        self.hold_until(cue.mark("below") - 0.9)
        self.add(truth)
        self.play_until(
            max(cue.mark("below") + 0.2, self.now + 0.6),
            truth.to(last),
            FadeIn(chart.entries["true_cost"], chart.starts["true_cost"]),
        )

    def next(self, cue: Cue) -> None:
        """Sum up with all four runs; then let the round bowl become a valley."""
        chart, costs, bowl, tails = self.smoothing, self.costs, self.bowl, self.tails
        gone = VGroup(
            chart.ground, chart.weights, chart.heads, *chart.curves.values(), *chart.entries.values(),
            *chart.starts.values(), *chart.offs.values(), chart.floor,
        )  # fmt: skip
        for key in LOOKS:
            costs.curves[key].set_dial(costs.last)
            tails[key].set_dial(costs.last)
        summary = VGroup(costs.ground, *costs.curves.values(), *costs.names.values())
        ends = VGroup(*(tails[key] for key in LOOKS), bowl.one_run)
        self.play_until(self.now + 0.3, FadeOut(gone))
        self.play_until(
            max(cue.mark("sum") - 0.5, self.now + 0.4), FadeIn(summary, bowl.ground, bowl.name, ends)
        )
        self.hold_until(cue.mark("round") - 0.4)
        name = self.word("round", theme.BODY)
        window = bowl.plane.window
        name = plated(name.move_to((window.get_center()[0], window.get_bottom()[1] + 0.45, 0)))
        self.play_until(self.now + 0.6, FadeIn(name), FadeOut(ends))
        self.hold_until(cue.mark("valley") - 0.4)
        width, height = bowl.size
        half = 8.0
        plane = Plane(
            (-half, half), (-half * height / width, half * height / width), width=width, height=height
        )
        plane.move_to(window)
        valley = ContourMap(plane, objectives.load("ravine"))
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        question = self.word("valley", theme.BODY)
        question = plated(question.move_to((window.get_center()[0], window.get_bottom()[1] + 0.45, 0)))
        self.play_until(
            max(cue.mark("valley") + 0.5, self.now + 0.5),
            FadeIn(VGroup(valley, goal)),
            FadeOut(bowl.ground, bowl.name, name),
            FadeIn(question),
        )
