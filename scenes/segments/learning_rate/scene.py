"""The learning rate: one factor, set by it, says whether a run creeps, arrives, hops, bounces or explodes."""

from __future__ import annotations

from collections.abc import Callable

from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    ReplacementTransform,
    Transform,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.curve_point import Tangent
from scenes.components.dial import Course, steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .factor_chart import LEARNS, ControlReadouts, FactorChart
from .fates import Fates
from .race_chart import ExplodingLine, RaceChart
from .valley_column import STEPS, ValleyColumn


class LearningRate(Segment):
    """One idea: each step multiplies the distance by 1 − λη, so the rate has a limit, 2/λ."""

    def setup(self) -> None:
        """Show the last picture of the segment before: the factor has just become zero."""
        super().setup()
        fact = self.facts
        self.chart = FactorChart(fact, self.screen)
        self.column = ValleyColumn(fact, self.screen)
        self.shown_fate = ""
        chart = self.chart
        chart.stand(fact.creeping.rate, chart.curvature)
        self.add(chart.plane, chart.axes, chart.line, chart.law, chart.live, chart.readouts)
        column = self.column
        self.add(column.ground, column.curve, column.goal, column.point)

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

    def _fate(self, key: str) -> list[FadeIn | FadeOut]:
        """Say what becomes of the run, in place of what has been said before."""
        old, self.shown_fate = self.shown_fate, key
        changes: list[FadeIn | FadeOut] = [FadeOut(self.chart.fates[old])] if old else []
        return [*changes, FadeIn(self.chart.fates[key], shift=0.15 * UP)] if key else changes

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Slide along the factor's line to zero, and on below it, with the valley beside it."""
        fact, column = self.facts, self.column
        self.hold_until(cue.start + 0.6)
        self.play_until(cue.mark("zero"), self._turn(fact.creeping.rate, fact.direct.rate, column=False))
        self.hold_until(cue.mark("below") - 2.0)
        self.play_until(cue.mark("below"), self._turn(fact.direct.rate, fact.hopping.rate, column=False))
        self.play_until(self.now + 0.8, Indicate(column.point, 1.5, LEARNS.colour))

    def hop(self, cue: Cue) -> None:
        """Take one step too far, then all the others."""
        fact, column = self.facts, self.column
        start, landing = fact.w0, fact.first_w
        level = float(column.value(start))
        tangent = Tangent(column.cost, lambda w: float(column.value(w)), column.slope, start, reach=0.75)
        self.add(tangent, column)
        self.play_until(cue.start + 0.8, Create(tangent.line))
        self.hold_until(cue.mark("step") - 1.0)
        ends = column.cost.to_scene([(start, level), (landing, level)])
        arrow = Arrows(*ends, theme.INK, width=0.06, head=0.22)
        sum_ = self.word("arithmetic", theme.BODY)
        sum_.move_to(column.cost.to_scene((fact.target, 0.82 * column.cost.y_range[1])))
        self.play_until(cue.mark("step"), FadeIn(sum_, shift=0.15 * UP))
        self.play_until(self.now + 0.8, GrowFromPoint(arrow, ends[0]))
        distances = column.distances()
        self.hold_until(cue.mark("land") - 0.4)
        self.play_until(cue.mark("land") + 0.5, column.to(1.0, rate_func=smooth), FadeOut(tangent))
        self.play_until(self.now + 0.5, FadeIn(distances))
        self.hold_until(max(cue.mark("back") - 0.9, self.now))
        self.play_until(self.now + 0.4, FadeOut(arrow, sum_, distances))
        rest = STEPS - 1
        self.play_until(
            cue.until - 0.5,
            Course(
                column,
                lambda share: column.set_dial(1.0 + rest * steps(rest, pause=0.25)(share)),
                rate_func=linear,
            ),
        )
        self.play_until(self.now + 0.4, *self._fate("hops"))

    def sweep(self, cue: Cue) -> None:
        """Turn the rate down until the run creeps, then up until one step is enough."""
        fact = self.facts
        self.play_until(
            max(cue.mark("slow"), self.now + 0.8),
            self._turn(fact.hopping.rate, fact.creeping.rate),
            *self._fate(""),
        )
        self.play_until(self.now + 0.4, *self._fate("creeps"))
        self.hold_until(self.now + 0.8)
        end = max(cue.mark("one"), self.now + 0.8)
        self.play_until(self.now + 0.3, *self._fate(""))
        self.play_until(end, self._turn(fact.creeping.rate, fact.direct.rate))
        self.play_until(self.now + 0.4, *self._fate("direct"))

    def beyond(self, cue: Cue) -> None:
        """Turn it further: hops, the bounce that never ends, the explosion."""
        fact = self.facts
        self.play_until(cue.start + 0.3, *self._fate(""))
        middle = (fact.direct.rate + fact.hopping.rate) / 2
        self.play_until(cue.mark("hop"), self._turn(fact.direct.rate, middle))
        self.play_until(self.now + 0.4, *self._fate("hops"))
        self.play_until(cue.mark("ever") - 1.2, self._turn(middle, fact.hopping.rate))
        self.play_until(self.now + 0.4, *self._fate(""))
        self.play_until(cue.mark("ever"), self._turn(fact.hopping.rate, fact.bouncing.rate))
        self.play_until(self.now + 0.4, *self._fate("bounces"))
        self.hold_until(cue.mark("explode") - 2.2)
        self.play_until(self.now + 0.4, *self._fate(""))
        self.play_until(cue.mark("explode") - 0.3, self._turn(fact.bouncing.rate, fact.exploding.rate))
        self.play_until(self.now + 0.4, *self._fate("explodes"))

    def race(self, cue: Cue) -> None:
        """Let all five start at once, and beside them the line of the one that explodes."""
        chart, column = self.chart, self.column
        race = self.racing = RaceChart(self.facts, self.screen)
        data = self.exploding = ExplodingLine(self.facts, self.screen)
        old = VGroup(chart.axes, chart.line, chart.law, chart.live, chart.readouts, chart.fates["explodes"])
        self.shown_fate = ""
        self.remove(column)
        self.add(column.ground, *column)
        self.play_until(
            cue.start + 1.0,
            FadeOut(old, column.ground[1], *column.ground[3:], column.cost, *column),
            Transform(chart.plane, data.plot.plane),
            ReplacementTransform(column.stairs, race.plane),
            FadeIn(race.ground[1], data.plot.axes, data.rate),
        )
        self.remove(chart.plane)
        self.add(data.plot, race.ground)
        self.play_until(
            max(cue.mark("go") - 0.1, self.now + 0.5),
            FadeIn(data.line, data.plot.samples, data.readout, *race.runs),
        )
        self.add(data.line, data.plot.samples)
        total = float(self.facts.steps)
        near = max(self.facts.creeping.arrived, self.facts.hopping.arrived) + 1.0
        self.play_until(max(cue.mark("tenth") + 0.2, self.now + 0.6), data.run(race, 0.0, near))
        self.add(race.threshold, *race.runs)
        self.play_until(self.now + 0.4, Create(race.threshold))
        self.play_until(self.now + 0.5, FadeIn(race.arrivals, *race.names))
        self.play_until(max(cue.mark("line") - 0.3, self.now + 0.6), data.run(race, near, total))

    def law(self, cue: Cue) -> None:
        """Put the five rates on the factor's line again, and see where it leaves the band."""
        chart, race, data = self.chart, self.racing, self.exploding
        fact = self.facts
        fresh = FactorChart(fact, self.screen)
        self.chart = fresh
        self.remove(data.plot)
        self.add(data.plot.plane, data.plot.axes, data.line, data.plot.samples)
        fresh.axes.set_z_index(0)
        self.play_until(
            cue.start + 1.0,
            FadeOut(data.plot.axes, data.line, data.plot.samples, data.rate, data.readout),
            FadeOut(race.threshold, race.arrivals),
            ReplacementTransform(data.plot.plane, fresh.plane),
            FadeIn(fresh.axes, fresh.line, fresh.law),
        )
        del chart
        pairs = zip(race.runs, fresh.marks, strict=True)
        self.play_until(
            self.now + 1.2,
            *(ReplacementTransform(run.head.copy().set_opacity(1.0), mark) for run, mark in pairs),
        )
        self.hold_until(max(cue.mark("band") - 0.6, self.now))
        self.add(fresh.band, fresh.beyond, fresh.axes, fresh.line, fresh.law, fresh.marks)
        self.play_until(self.now + 0.8, FadeIn(fresh.band, fresh.beyond, fresh.nearer))
        self.play_until(self.now + 0.5, FadeIn(fresh.rows[0], shift=0.15 * UP))
        self.hold_until(cue.mark("curvature") - 0.4)
        self.play_until(
            cue.mark("curvature") + 0.4,
            FadeIn(fresh.rows[1], shift=0.15 * UP),
            FadeOut(fresh.law),
            FadeIn(fresh.general),
        )
        self.hold_until(max(cue.mark("limit") - 0.3, self.now))
        self.play_until(self.now + 0.6, FadeIn(fresh.rows[2], shift=0.15 * UP))

    def control(self, cue: Cue) -> None:
        """Keep the rate and flatten the valley: the run that exploded arrives."""
        fact, chart, race = self.facts, self.chart, self.racing
        column = self.column = ValleyColumn(fact, self.screen)
        reads = self.reads = ControlReadouts(fact, chart, self.screen)
        rate, steep = fact.exploding.rate, chart.curvature
        column.set_dial(float(STEPS))
        column.stand(rate, steep)
        chart.stand(rate, steep)
        before, halved = (self.word(key, theme.SMALL, theme.INK) for key in ("before", "halved"))
        for text in (before, halved):
            text.move_to((column.left + column.width - text.width / 2, column.cost_span[1] + 0.28, 0))
        self.remove(race.ground)
        self.add(race.plane, race.ground[1])
        self.play_until(
            cue.start + 1.0,
            FadeOut(
                chart.general, race.ground[1], *race.runs, *race.names, chart.rows, chart.marks, chart.nearer
            ),
            ReplacementTransform(race.plane, column.stairs),
            FadeIn(column.ground[1], *column.ground[3:], column.cost, column),
            FadeIn(chart.live, before),
        )
        self.add(column.ground, column)
        self.play_until(self.now + 0.5, FadeIn(reads.group))
        self.hold_until(cue.mark("halve") - 0.2)
        self.play_until(cue.mark("halve") + 0.5, FadeOut(before), FadeIn(halved))

        def show(curvature: float) -> None:
            chart.stand(rate, curvature)
            column.stand(rate, curvature)
            reads.read(rate, curvature)

        moving = VGroup(chart.line, chart.live, reads.group, column)
        self.play_until(
            max(cue.mark("flat") + 0.8, self.now + 0.8),
            Course(moving, show, (steep, fact.flat_curvature), rate_func=smooth),
        )
        self.told = halved
        self.hold_until(max(cue.mark("calm") - 0.2, self.now))
        fate = self.arrives = self.word("arrives", theme.HEADING, LEARNS.colour, weight="bold")
        fate.move_to(chart.plane.to_scene((0.62 * chart.plane.x_range[1], 0.2)))
        self.play_until(self.now + 0.5, FadeIn(fate, shift=0.15 * UP))

    def next(self, cue: Cue) -> None:
        """Sum up: the five runs over their rates, and the curvature's two marks on the axis."""
        chart, column = self.chart, self.column
        fates = Fates(self.facts, self.screen)
        self.remove(column.ground)
        self.add(*column.ground)
        self.play_until(
            cue.start + 1.0,
            FadeOut(
                chart.axes,
                chart.band,
                chart.beyond,
                chart.line,
                chart.live,
                self.reads.group,
                self.told,
                self.arrives,
                column,
                *column.ground,
            ),
            ReplacementTransform(chart.plane, fates.plane),
            FadeIn(fates.ground, fates.line, fates.windows),
        )
        creep, direct, hop, bounce, explode = fates.runs
        self.hold_until(cue.mark("creep") - 0.3)
        self.play_until(cue.mark("creep") + 0.4, FadeIn(creep, fates.one_over))
        self.hold_until(cue.mark("once") - 0.3)
        self.play_until(cue.mark("once") + 0.4, FadeIn(direct))
        self.play_until(self.now + 0.7, FadeIn(hop))
        self.hold_until(max(cue.mark("limit") - 0.9, self.now))
        self.play_until(self.now + 0.6, FadeIn(bounce, fates.two_over))
        self.play_until(self.now + 0.6, FadeIn(explode))
        self.hold_until(max(cue.mark("one") - 0.3, self.now))
        samples = self.exploding.plot.samples.copy().arrange(buff=0.25)
        samples.move_to((theme.STAGE_RIGHT - samples.width / 2 - 0.1, theme.TITLE_Y, 0))
        self.play_until(self.now + 0.5, FadeIn(samples))
        self.play_until(self.now + 0.5, samples[:-1].animate.set_opacity(0.2))
