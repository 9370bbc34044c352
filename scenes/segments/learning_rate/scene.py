"""The learning rate: one factor, set by it, says whether a run creeps, arrives, hops, bounces or explodes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    Line,
    ReplacementTransform,
    Transform,
    VGroup,
    linear,
    smooth,
    there_and_back,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.curve_point import Tangent
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.dial import Course, early, steps
from scenes.components.text.equation import plated
from scenes.components.text.label import Label
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .control_run import ControlRun
from .factor_chart import LEARNS, FactorChart
from .fates import Fates
from .race_chart import ExplodingLine, RaceChart
from .squared_inputs import SquaredInputs
from .steps_chart import StepsChart
from .valley_column import STEPS, ValleyColumn

WIDE = 1.0
"""The largest rate on the axis where the limit of a flatter cost is sought."""
GO, COME = early(0.5), early(1.0, after=0.5)
"""The old picture is gone before the new one comes."""


class LearningRate(Segment):
    """One idea: each step multiplies the distance by 1 − λη, so the rate has a limit, 2/λ."""

    def setup(self) -> None:
        """Show the last picture of the segment before: the factor has just become zero."""
        super().setup()
        fact = self.facts
        self.chart = FactorChart(fact, self.screen)
        self.column = ValleyColumn(fact, self.screen)
        self.shown_fate = ""
        chart, column = self.chart, self.column
        chart.stand(fact.creeping.rate, chart.curvature)
        column.stand(fact.creeping.rate, chart.curvature)
        column.set_dial(float(STEPS))
        self.add(chart.plane, chart.axes, chart.line, chart.law, chart.live, chart.readouts)
        self.add(column.ground, column.signed, column)

    def _turn(
        self,
        first: float,
        last: float,
        *,
        column: bool = True,
        rate_func: Callable[[float], float] = smooth,
    ) -> Course:
        """Turn the rate from one value to another; all that depends on it follows."""
        chart, valley = self.chart, self.column

        def show(rate: float) -> None:
            chart.stand(rate, chart.curvature)
            if column:
                valley.stand(rate, chart.curvature)

        moving = VGroup(chart.line, chart.live, chart.readouts)
        return Course(VGroup(moving, valley) if column else moving, show, (first, last), rate_func=rate_func)

    def _steps(self, first: int = 0) -> Course:
        """Let the run of the column take its steps once more, from a number of them on."""
        column, rest = self.column, STEPS - first
        pace = steps(rest, pause=0.25)
        return Course(column, lambda share: column.set_dial(first + rest * pace(share)), rate_func=linear)

    def _fate(self, key: str) -> list[FadeIn | FadeOut]:
        """Say what becomes of the run, in place of what has been said before."""
        old, self.shown_fate = self.shown_fate, key
        changes: list[FadeIn | FadeOut] = [FadeOut(self.chart.fates[old])] if old else []
        return [*changes, FadeIn(self.chart.fates[key], shift=0.15 * UP)] if key else changes

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Slide along the factor's line to zero, the run beside it; and on below zero, the run being taken back."""
        fact, chart, column = self.facts, self.chart, self.column
        self.hold_until(cue.start + 2.0)
        self.play_until(cue.mark("zero"), self._turn(fact.creeping.rate, fact.direct.rate))
        self.play_until(self.now + 0.4, FadeIn(chart.best_about))
        self.hold_until(cue.mark("below") - 2.4)
        self.play_until(self.now + 0.6, column.to(0.0, rate_func=smooth))
        self.play_until(cue.mark("below"), self._turn(fact.direct.rate, fact.hopping.rate, column=False))
        column.stand(fact.hopping.rate, chart.curvature)
        self.play_until(self.now + 0.8, Indicate(column.point, 1.5, LEARNS.colour))

    def hop(self, cue: Cue) -> None:
        """Take one step too far, see what the factor does to the distance, then take all the others."""
        fact, column = self.facts, self.column
        start, landing = fact.w0, fact.first_w
        level = float(column.value(start))
        tangent = Tangent(column.cost, lambda w: float(column.value(w)), column.slope, start, reach=0.75)
        distances = column.distances()
        self.add(tangent, column)
        self.play_until(cue.start + 0.8, Create(tangent.line), FadeIn(distances[0]))
        self.hold_until(cue.mark("step") - 1.0)
        ends = column.cost.to_scene([(start, level), (landing, level)])
        arrow = Arrows(*ends, theme.INK, width=0.06, head=0.22)
        sum_ = self.word("arithmetic", theme.BODY)
        sum_.move_to(column.cost.to_scene((fact.target, 0.82 * column.cost.y_range[1])))
        self.play_until(cue.mark("step"), FadeIn(sum_, shift=0.15 * UP))
        self.play_until(self.now + 0.8, GrowFromPoint(arrow, ends[0]))
        self.hold_until(cue.mark("land") - 0.4)
        self.play_until(cue.mark("land") + 0.5, column.to(1.0, rate_func=smooth), FadeOut(tangent))
        ghosts = [
            Line(*column.stairs.to_scene([(fact.target, row), (end, row)]), stroke_width=8, color=theme.INK)
            for row, end in ((0.0, start), (1.0, fact.other_side), (1.0, landing))
        ]
        flip = plated(self.word("flip", theme.SMALL, align="center"))
        flip.move_to(column.stairs.to_scene((fact.target, 5.5)))
        self.hold_until(max(cue.mark("side") - 0.7, self.now))
        self.play_until(
            max(cue.mark("side") + 0.3, self.now + 0.6), ReplacementTransform(ghosts[0], ghosts[1])
        )
        self.hold_until(max(cue.mark("kept") - 0.5, self.now))
        self.play_until(
            max(cue.mark("kept") + 0.3, self.now + 0.5),
            ReplacementTransform(ghosts[1], ghosts[2]),
            FadeIn(flip, shift=0.15 * UP),
            FadeIn(distances[1]),
        )
        self.hold_until(max(cue.mark("back") - 0.5, self.now))
        self.play_until(self.now + 0.4, FadeOut(arrow, sum_, distances, flip, ghosts[2]))
        self.play_until(cue.until - 0.5, self._steps(1))
        self.play_until(self.now + 0.4, *self._fate("hops"))

    def sweep(self, cue: Cue) -> None:
        """Turn the rate down until the run creeps, then up until one step is enough, wherever it begins."""
        fact, column = self.facts, self.column
        # What it did before is not what it does on the way.
        self.play_until(cue.start + 0.3, FadeOut(self.chart.best_about), *self._fate(""))
        self.play_until(
            max(cue.mark("slow"), self.now + 0.8), self._turn(fact.hopping.rate, fact.creeping.rate)
        )
        self.play_until(self.now + 0.4, *self._fate("creeps"))
        self.hold_until(self.now + 0.8)
        end = max(cue.mark("one"), self.now + 0.8)
        self.play_until(self.now + 0.3, *self._fate(""))
        self.play_until(end, self._turn(fact.creeping.rate, fact.direct.rate))
        self.play_until(self.now + 0.4, *self._fate("direct"), FadeIn(self.chart.best_about))
        rate, bend = fact.direct.rate, self.chart.curvature
        starts = (fact.w0, *fact.far_starts, fact.w0)

        def begin(share: float) -> None:
            at = np.interp(share * (len(starts) - 1), np.arange(len(starts)), starts)
            column.stand(rate, bend, start=float(at))

        self.hold_until(max(cue.mark("start") - 1.4, self.now))
        self.play_until(cue.until - 0.2, Course(column, begin, rate_func=smooth))

    def beyond(self, cue: Cue) -> None:
        """Turn it further: hops, the bounce that never ends, the explosion."""
        fact, chart = self.facts, self.chart
        self.play_until(cue.start + 0.3, *self._fate(""))
        middle = (fact.direct.rate + fact.hopping.rate) / 2
        self.play_until(cue.mark("hop"), self._turn(fact.direct.rate, middle))
        self.play_until(self.now + 0.4, *self._fate("hops"))
        self.play_until(cue.mark("ever") - 3.6, self._turn(middle, fact.hopping.rate))
        self.play_until(self.now + 0.3, *self._fate(""))
        self.play_until(cue.mark("ever") - 2.1, self._turn(fact.hopping.rate, fact.bouncing.rate))
        self.play_until(self.now + 0.4, FadeIn(chart.limit_about))
        self.hold_until(max(cue.mark("ever") - 0.4, self.now))
        self.play_until(max(cue.mark("ever"), self.now + 0.4), *self._fate("bounces"))
        self.play_until(max(cue.mark("more") - 0.4, self.now + 0.8), self._steps())
        self.play_until(self.now + 0.3, *self._fate(""), FadeOut(chart.limit_about))
        self.play_until(
            max(cue.mark("explode") - 0.4, self.now + 0.8),
            self._turn(fact.bouncing.rate, fact.exploding.rate),
        )
        self.play_until(self.now + 0.4, *self._fate("explodes"))
        self.play_until(cue.until - 0.3, self._steps())

    def race(self, cue: Cue) -> None:
        """Let all six start at once; two come to a tenth as they are named."""
        chart, column = self.chart, self.column
        race = self.racing = RaceChart(self.facts, self.screen)
        data = self.exploding = ExplodingLine(self.facts, self.screen)
        old = VGroup(
            chart.axes,
            chart.line,
            chart.law,
            chart.live,
            chart.readouts,
            chart.best_about,
            chart.fates["explodes"],
        )
        self.shown_fate = ""
        self.remove(column)
        self.add(*column.ground, *column)
        self.play_until(
            cue.start + 0.6,
            FadeOut(column.ground[1], column.ground[3], column.signed, column.cost, *column, rate_func=GO),
            ReplacementTransform(column.stairs, race.plane),
            FadeIn(race.ground[1], race.threshold, rate_func=COME),
        )
        self.add(race.ground)
        # One half of the stage is there while the other changes.
        self.play_until(
            self.now + 0.6,
            FadeOut(old, rate_func=GO),
            Transform(chart.plane, data.plot.plane),
            FadeIn(data.plot.axes, data.rate, data.line, data.plot.samples, data.readout, rate_func=COME),
        )
        self.remove(chart.plane)
        self.add(data.plot, data.line, data.plot.samples)
        self.play_until(
            max(cue.mark("go") + 0.4, self.now + 0.3),
            FadeIn(race.names, race.direct_name, *race.runs),
        )
        first, second = sorted((self.facts.creeping.arrived, self.facts.hopping.arrived))
        # Half a second of the way is for the threshold to be seen.
        tenth, arrive = cue.mark("tenth"), cue.mark("first") - 0.2
        begun = self.now
        part = int(first * (tenth - begun) / max(arrive - begun, 1e-6))
        self.play_until(tenth, data.run(race, 0, part))
        line, name = race.threshold
        self.play_until(
            arrive,
            data.run(race, part, first),
            line.animate(rate_func=there_and_back).set_stroke(theme.INK, width=6),
            name.animate(rate_func=there_and_back).set_color(theme.INK),
        )
        self.play_until(self.now + 0.3, FadeIn(race.arrivals[0]))
        self.play_until(max(cue.mark("second") - 0.2, self.now + 0.3), data.run(race, first, second))
        self.play_until(self.now + 0.3, FadeIn(race.arrivals[1]))
        self.raced = second

    def swing(self, cue: Cue) -> None:
        """Let all take more steps, and the line of the last one swing; then the one close to the limit arrives."""
        fact, race = self.facts, self.racing
        end = max(cue.mark("line") - 0.2, self.now + 0.6)
        self.play_until(end, self.exploding.run(race, self.raced, fact.steps))
        self.play_until(self.now + 0.8, Indicate(self.exploding.weight, 1.15, LEARNS.colour))
        self.hold_until(max(cue.mark("closer") - 1.8, self.now))
        end = max(cue.mark("closer") - 0.2, self.now + 0.6)
        self.play_until(end, self.exploding.run(race, fact.steps, fact.last))
        self.play_until(self.now + 0.3, FadeIn(race.closer_arrival))

    def law(self, cue: Cue) -> None:
        """Put the six rates on the factor's line, and see where it leaves the band."""
        race, data = self.racing, self.exploding
        fresh = self.chart = FactorChart(self.facts, self.screen)
        self.remove(data.plot)
        self.add(data.plot.plane, data.plot.axes, data.line, data.plot.samples)
        fresh.axes.set_z_index(0)
        self.play_until(
            cue.start + 0.8,
            FadeOut(data.plot.axes, data.line, data.plot.samples, data.rate, data.readout, rate_func=GO),
            ReplacementTransform(data.plot.plane, fresh.plane),
            FadeIn(fresh.axes, fresh.line, fresh.law, rate_func=COME),
        )
        pairs = zip(race.runs, fresh.pins, strict=True)
        self.play_until(
            self.now + 1.0,
            *(ReplacementTransform(run.head.copy().set_opacity(1.0), pin[1]) for run, pin in pairs),
        )
        rest = [part for pin in fresh.pins for part in (pin[0], pin[2])]
        self.play_until(self.now + 0.4, FadeIn(*rest))
        self.hold_until(max(cue.mark("band") - 0.8, self.now))
        self.remove(*rest, *(pin[1] for pin in fresh.pins))
        self.add(fresh.band, fresh.beyond, fresh.axes, fresh.line, fresh.law, fresh.pins)
        self.play_until(self.now + 0.8, FadeIn(fresh.band, fresh.beyond, fresh.nearer, fresh.rows[0]))
        self._count_over_rate(cue)
        self.hold_until(max(cue.mark("leave") - 0.5, self.now))
        self.play_until(
            self.now + 0.6,
            Create(fresh.edge[0]),
            FadeIn(fresh.edge[1], self.counted.wall, self.counted.beyond, self.counted.never),
        )
        self.play_until(self.now + 0.4, FadeIn(fresh.rows[1], shift=0.15 * UP))

    def _count_over_rate(self, cue: Cue) -> None:
        """Let the race's arrivals become points of a curve: the steps they took, over their rates."""
        race = self.racing
        made = self.counted = StepsChart(self.facts, self.screen, widest=self.chart.plane.x_range[1])
        # In the order of the chart: the two first arrivals stand in the order in which they came.
        hopping, creeping = race.arrivals if not self.facts.hopping_later else race.arrivals[::-1]
        arrived = (creeping, VGroup(race.direct_name[0]), hopping, race.closer_arrival)
        self.hold_until(max(cue.mark("curve") - 1.6, self.now))
        self.play_until(
            self.now + 1.0,
            FadeOut(
                race.ground[1], race.threshold, *race.runs, race.names, race.direct_name[1], rate_func=GO
            ),
            ReplacementTransform(race.plane, made.plane),
            *(ReplacementTransform(old[0], new) for old, new in zip(arrived, made.arrivals, strict=True)),
            *(FadeOut(old[1], rate_func=GO) for old in arrived if len(old) > 1),
            FadeIn(made.axes, made.counts, rate_func=COME),
        )
        self.remove(*made.arrivals)
        self.add(made.curve, made.arrivals, made.counts)
        self.play_until(max(cue.mark("curve") + 0.5, self.now + 0.8), Create(made.curve))

    def bend(self, cue: Cue) -> None:
        """Set a square over each input: twice their mean is the curvature; from it follow factor and limit."""
        chart = self.chart
        made = self.made = SquaredInputs(self.facts, self.screen)
        self.play_until(cue.start + 0.8, FadeOut(*self.counted.parts, rate_func=early(0.6)))
        self.play_until(
            max(cue.mark("squares"), self.now + 0.8), FadeIn(made.name), FadeIn(made.squares, lag_ratio=0.3)
        )
        curvature, slope, step, factor = made.rows
        self.play_until(self.now + 0.6, FadeIn(curvature, shift=0.15 * UP))
        self.hold_until(max(cue.mark("gradient") - 0.4, self.now))
        self.play_until(self.now + 0.6, FadeIn(slope, shift=0.15 * UP))
        self.hold_until(max(cue.mark("factor") - 1.0, self.now))
        self.play_until(self.now + 0.6, FadeIn(step, shift=0.15 * UP))
        # The place of 28/3 is taken by its letter, wherever it stands.
        self.play_until(self.now + 0.3, FadeIn(factor), FadeOut(chart.law, chart.rows[0]))
        self.play_until(self.now + 0.4, FadeIn(chart.general), FadeIn(chart.general_rows[0]))
        self.hold_until(max(cue.mark("limit") - 0.6, self.now))
        self.play_until(self.now + 0.3, FadeOut(chart.rows[1]))
        self.play_until(self.now + 0.5, FadeIn(chart.general_rows[1]))

    def control(self, cue: Cue) -> None:
        """Change only the start, only the targets, then the curvature alone: the run that exploded arrives."""
        old, made = self.chart, self.made
        chart = self.chart = FactorChart(self.facts, self.screen, widest=WIDE)
        run = self.run = ControlRun(self.facts, chart, self.screen)
        column = self.column = run.column
        self.play_until(
            cue.start + 0.8,
            FadeOut(made.name, made.squares, made.rows, rate_func=GO),
            FadeOut(old.general, old.general_rows, old.pins, old.nearer, old.edge, old.axes, rate_func=GO),
            FadeOut(old.band, old.beyond, rate_func=GO),
            ReplacementTransform(old.plane, chart.plane),
            ReplacementTransform(old.line, chart.line),
            FadeIn(chart.band, chart.beyond, chart.axes, chart.live, run.reads.group, rate_func=COME),
            FadeIn(column.ground, *column, run.inset, rate_func=COME),
        )
        self.remove(*column)
        self.add(column.ground, column)
        start, targets, halved = run.told.values()
        self.play_until(
            max(cue.mark("start"), self.now + 0.4), FadeIn(start, rate_func=early(0.4)), run.change("start")
        )
        self.hold_until(cue.mark("targets") - 0.7)
        self.play_until(
            max(cue.mark("targets") - 0.1, self.now + 0.4),
            FadeOut(start, rate_func=early(0.4)),
            run.change("start", back=True),
        )
        self.play_until(
            max(cue.mark("targets") + 0.8, self.now + 0.5),
            FadeIn(targets, rate_func=early(0.4)),
            run.change("targets"),
        )
        self.hold_until(cue.mark("halve") - 1.2)
        self.play_until(
            max(cue.mark("halve") - 0.3, self.now + 0.4),
            FadeOut(targets, rate_func=early(0.4)),
            FadeIn(chart.ghost),
            run.change("targets", back=True),
        )
        self.play_until(
            min(cue.mark("halve") + 2.6, cue.mark("calm") - 1.0),
            FadeIn(halved, rate_func=early(0.2)),
            run.change("both"),
        )
        self.hold_until(max(cue.mark("calm") - 0.2, self.now))
        fate = self.fate = self.word("arrives", theme.HEADING, LEARNS.colour, weight="bold")
        self.play_until(self.now + 0.5, FadeIn(self._below_line(fate), shift=0.15 * UP))
        self.play_until(cue.until - 0.2, self._steps())

    def push(self, cue: Cue) -> None:
        """Raise the rate on the flatter cost until its run bounces: its factor's line comes to −1 there."""
        run, fact = self.run, self.facts
        self.hold_until(cue.mark("raise") - 0.4)
        self.play_until(self.now + 0.4, FadeOut(self.fate))
        self.play_until(max(cue.mark("bounce") - 0.3, self.now + 1.0), run.change("rate"))
        fate = self.fate = self.word("bounces", theme.HEADING, LEARNS.colour, weight="bold")
        edge = self.chart.edge_at(fact.flat_limit, self.word("two_over_now", theme.BODY))
        self.play_until(self.now + 0.5, FadeIn(self._below_line(fate), shift=0.15 * UP), FadeIn(edge))
        self.edge = edge
        self.play_until(cue.until - 0.2, self._steps())

    def _below_line(self, fate: Label) -> Label:
        """Put what becomes of the run below the factor's line."""
        fate.move_to(self.chart.plane.to_scene((0.0, -0.7)))
        fate.shift((0.45 * self.chart.plane.window.width, 0.0, 0.0))
        return fate

    def next(self, cue: Cue) -> None:
        """Sum up: the factor's line, steep again, as wide as the stage, and five runs over it; then ask for fewer."""
        chart, column = self.chart, self.column
        fates = Fates(self.facts, self.screen)
        self.remove(column.ground, column)
        self.add(*column.ground, column)
        axes, band, beyond, factor, rate = fates.ground
        self.play_until(
            cue.start + 0.4,
            FadeOut(chart.axes, chart.live, chart.ghost, self.run.reads.group, self.run.told["halved"]),
            FadeOut(column, *column.ground, self.run.inset, self.fate, self.edge),
        )
        self.play_until(
            self.now + 0.8,
            ReplacementTransform(chart.plane, fates.plane),
            ReplacementTransform(chart.band, band),
            ReplacementTransform(chart.beyond, beyond),
            ReplacementTransform(chart.line, fates.line),
            FadeIn(fates.windows, fates.veils, rate_func=early(1.0, after=0.5)),
        )
        self.play_until(self.now + 0.3, FadeIn(axes, factor, rate))
        creep, direct, hop, bounce, explode = (
            (FadeIn(run), FadeOut(veil)) for run, veil in zip(fates.runs, fates.veils, strict=True)
        )

        self.hold_until(max(cue.mark("creep") - 0.3, self.now))
        self.play_until(self.now + 0.6, *creep, FadeIn(fates.one_over))
        self.hold_until(cue.mark("once") - 0.3)
        self.play_until(cue.mark("once") + 0.4, *direct)
        self.play_until(self.now + 0.7, *hop)
        self.hold_until(max(cue.mark("bounce") - 0.3, self.now))
        self.play_until(self.now + 0.6, *bounce, FadeIn(fates.two_over))
        self.hold_until(max(cue.mark("limit") - 0.3, self.now))
        self.play_until(self.now + 0.6, *explode)
        # The question takes the place of the runs: all samples in a step, then one.
        every = range(self.facts.samples)
        full, single = (
            BatchStrip(batches, theme.look(look)).scale(2.2).move_to((0.0, fates.middle_y, 0.0))
            for batches, look in (([every], "full_batch"), ([[one] for one in every], "per_sample"))
        )
        names = VGroup(*(fate for run in fates.runs for fate in (run[0], run[2])))
        self.hold_until(max(cue.mark("all") - 0.7, self.now))
        self.play_until(self.now + 0.4, FadeOut(fates.windows, names))
        self.play_until(self.now + 0.5, FadeIn(full, shift=0.2 * UP))
        self.hold_until(max(cue.mark("one") - 0.6, self.now))
        self.play_until(self.now + 0.9, ReplacementTransform(full, single))
