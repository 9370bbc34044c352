"""Gradient noise: how it shrinks with the batch, where it keeps descent, and how a falling rate removes it."""

from __future__ import annotations

from math import exp, log

import numpy as np
from manim import (
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
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
        data = self.data
        self.add(data.ground, data.line, data.three)
        shift = (-0.0 - data.ground.get_center()[0]) * RIGHT
        stage = VGroup(data.ground, data.line, data.three)
        stage.shift(shift)
        self.hold_until(cue.mark("three") - 0.2)
        self.play_until(
            self.now + 0.8, Indicate(data.line, 1.0, theme.GOAL), Indicate(data.three, 1.15, theme.INK)
        )
        self.hold_until(cue.mark("many") - 0.6)
        data.cloud.shift(shift)
        data.burst(0.0)
        self.add(data.cloud)
        self.play_until(
            cue.mark("many") + 1.0,
            FadeOut(data.three, data.line),
            Course(data.cloud, data.burst, rate_func=smooth),
            FadeIn(data.model.shift(shift)),
        )
        bowl = self.bowl
        self.hold_until(cue.mark("best") - 1.2)
        self.play_until(
            cue.mark("best") - 0.4,
            VGroup(data.ground, data.cloud, data.model).animate.shift(-shift),
            FadeIn(bowl.ground, bowl.name),
        )
        self.play_until(
            cue.mark("best") + 0.4,
            Create(data.best),
            FadeIn(data.best_name),
            Indicate(bowl.goal, 1.6, theme.GOAL),
        )

    def scatter(self, cue: Cue) -> None:
        """Map the cost; draw the full batch's step, and those of single samples."""
        bowl = self.bowl
        self.hold_until(cue.mark("bowl"))
        self.play_until(self.now + 0.7, Indicate(bowl.map.lines, 1.0, theme.INK))
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
        self.hold_until(cue.mark("grow"))
        self.play_until(
            max(cue.mark("right") + 1.5, self.now + 1.0),
            Course(moving, grow, rate_func=linear),
        )
        self.play_until(self.now + 0.6, Indicate(bowl.full, 1.2, bowl.full.get_fill_color()))

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
            cue.mark("law") + 1.2, chart.law.to(float(self.facts.samples)), FadeIn(chart.names[0])
        )
        self.play_until(self.now + 0.6, FadeIn(chart.example))
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
        arrows = VGroup(bowl.singles, bowl.full, bowl.size_number, bowl.size_name, bowl.rule, bowl.here)
        gone = VGroup(old.ground, old.law, old.without, old.dots, old.without_dots, *old.names, old.example)
        self.play_until(
            max(cue.mark("only"), self.now + 0.7), FadeOut(gone, arrows), FadeIn(chart.ground, chart.same)
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
            (cue.mark("stop") + 0.6, top),
        ]
        clock, reach = np.maximum.accumulate([time for time, _ in times]), [at for _, at in times]

        def draw(at: float) -> None:
            gradients = exp(at)
            for key in ways:
                chart.curves[key].set_dial(gradients)
                tails[key].set_dial(gradients)

        shown = (
            ("single", chart.names["single"]),
            ("mini", chart.names["mini"]),
            ("full", chart.names["full"]),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.low[0]))
        begin = self.now
        at = float(np.interp(begin, clock, reach))
        draw(at)
        for until, name in zip(clock[1:4], shown, strict=True):
            reached = float(np.interp(until, clock, reach))
            self.play_until(until, Course(moving, draw, (at, reached), rate_func=linear), FadeIn(name[1]))
            at = reached
        self.play_until(self.now + 0.01, FadeIn(chart.low[1]))
        self.play_until(max(clock[4], self.now + 0.3), Course(moving, draw, (at, top), rate_func=linear))

    def law(self, cue: Cue) -> None:
        """Turn the map into bars: the floor of each batch size, and of half the rate."""
        bowl, tails = self.bowl, self.tails
        bars = self.bars = FloorBars(self.facts, self.screen)
        self.map_side = VGroup(bowl.ground, bowl.name, tails["single"], tails["mini"], tails["full"])
        self.play_until(
            max(cue.mark("bars") - 1.2, self.now + 0.6), FadeOut(self.map_side), FadeIn(bars.ground)
        )
        self.play_until(self.now + 1.4, FadeIn(bars.bars, lag_ratio=0.3))
        self.play_until(self.now + 0.7, FadeIn(bars.theory, bars.key))
        self.hold_until(cue.mark("half") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(bars.half, shift=0.2 * UP))
        self.play_until(self.now + 0.8, Indicate(bars.bars[2], 1.15, theme.INK))
        self.hold_until(max(cue.mark("rate") - 0.4, self.now))
        self.play_until(self.now + 0.7, FadeIn(bars.rule, shift=0.2 * UP))

    def decay(self, cue: Cue) -> None:
        """Run the single samples once more, with a falling rate: nothing else differs."""
        bowl, chart, tails, bars = self.bowl, self.costs, self.tails, self.bars
        gone: list[VMobject] = [
            bars.ground, bars.bars, bars.theory, bars.key, bars.half, bars.rule,
            chart.low, chart.same, chart.curves["mini"], chart.curves["full"],
            chart.names["mini"], chart.names["full"],
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
            FadeIn(bowl.ground, bowl.name),
            FadeIn(rates),
        )
        draw(0.0)
        self.add(pair)
        self.play_until(
            max(cue.mark("end") + 0.3, self.now + 0.5),
            Course(pair, draw, (0.0, log(chart.last)), rate_func=linear),
            FadeIn(chart.names["falling"]),
        )
        self.rates = rates
        self.play_until(self.now + 0.8, Indicate(chart.names["falling"], 1.2, theme.INK))

    def smooth(self, cue: Cue) -> None:
        """Plot what is seen in training, smooth it in two ways, and show what is lost."""
        chart = self.smoothing = SmoothingChart(self.facts, self.screen)
        costs = self.costs
        bowl, tails = self.bowl, self.tails
        gone = VGroup(
            costs.ground, costs.curves["single"], costs.curves["falling"], costs.names["single"],
            costs.names["falling"], self.rates, bowl.ground, bowl.name, tails["single"], tails["falling"],
        )  # fmt: skip
        last = chart.plane.x_range[1]
        raw = chart.curves["batch_loss"]
        self.play_until(max(cue.mark("loss") - 0.2, self.now + 0.6), FadeOut(gone), FadeIn(chart.ground))
        self.add(raw)
        self.play_until(
            max(cue.mark("moving") - 0.3, self.now + 0.8), raw.to(last), FadeIn(chart.entries["batch_loss"])
        )
        for key, until, extra in (
            ("moving", cue.mark("kaiser") - 0.3, chart.weights[:2]),
            ("kaiser", cue.mark("hides") - 0.6, chart.weights[2]),
        ):
            self.add(chart.curves[key])
            self.play_until(
                max(until, self.now + 0.6),
                chart.curves[key].to(last),
                FadeIn(chart.entries[key]),
                FadeIn(extra),
            )
        self.add(chart.curves["true_cost"])
        self.play_until(
            max(cue.mark("hides") + 0.6, self.now + 0.6),
            chart.curves["true_cost"].to(last),
            FadeIn(chart.weights[3], chart.entries["true_cost"], chart.heads[0]),
            FadeIn(*chart.starts.values()),
            raw.line.animate.set_stroke(opacity=0.45),
        )
        self.hold_until(cue.mark("below") - 0.6)
        self.play_until(self.now + 0.6, FadeIn(chart.heads[1]), FadeIn(*chart.offs.values()))

    def next(self, cue: Cue) -> None:
        """Sum up with all four runs; then let the round bowl become a valley."""
        chart, costs, bowl, tails = self.smoothing, self.costs, self.bowl, self.tails
        gone = VGroup(
            chart.ground, chart.weights, chart.heads, *chart.curves.values(), *chart.entries.values(),
            *chart.starts.values(), *chart.offs.values(),
        )  # fmt: skip
        for key in LOOKS:
            costs.curves[key].set_dial(costs.last)
            tails[key].set_dial(costs.last)
        summary = VGroup(costs.ground, *costs.curves.values(), *costs.names.values())
        ends = VGroup(*(tails[key] for key in ("single", "mini", "falling")))
        self.play_until(
            max(cue.mark("sum"), self.now + 0.7), FadeOut(gone), FadeIn(summary, bowl.ground, bowl.name, ends)
        )
        self.hold_until(cue.mark("round") - 0.4)
        name = self.word("round", theme.BODY)
        window = bowl.plane.window
        name = plated(name.move_to((window.get_center()[0], window.get_bottom()[1] + 0.45, 0)))
        self.play_until(self.now + 0.6, FadeIn(name), FadeOut(ends))
        self.hold_until(cue.mark("valley") - 1.0)
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
            max(cue.mark("valley") + 0.3, self.now + 0.5),
            FadeIn(VGroup(valley, goal)),
            FadeOut(bowl.ground, bowl.name, name),
            FadeIn(question),
        )
