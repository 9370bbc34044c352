"""Batches: full batch, mini-batch and single samples, counted fairly."""

from __future__ import annotations

from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
    Transform,
    VGroup,
    linear,
)

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.dial import Course, early
from scenes.components.text.equation import EquationPanel
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .batch_ways import BatchWays
from .facts import TABLE_ROWS
from .large_rate import LargeRate
from .printed_tables import PrintedTables
from .race_plots import EpochRace, FirstSteps
from .row_zero import RowZero
from .time_bars import TimeBars
from .worker_slots import WorkerSlots

MODEL = theme.Look(theme.INK, (), "disc")
TARGET = theme.Look(theme.GOAL, (0.16, 0.1), "disc")


class LinearBatches(Segment):
    """One idea: what is better depends on what is counted: epochs, gradients, updates or time."""

    strip_left, strip_scale = 1.2, 1.28
    strip_rows = (0.8, -0.75, -2.3)

    def setup(self) -> None:
        """Name the ways and give them their looks."""
        super().setup()
        self.ways = BatchWays(self.facts, self.screen)
        self.racers, self.looks, self.rows = self.ways.racers, self.ways.looks, self.ways.rows

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show the line that is to be fitted, the rule, and the ways to deal out the samples."""
        fact = self.facts
        x_end = 1.17 * float(fact.data.x.max())
        slopes = (fact.w0, fact.target)
        plot = DataPlot(
            fact.data,
            (0, x_end),
            (min(0, *(x_end * w for w in slopes)), max(x_end * w for w in slopes)),
            width=4.9,
            height=4.7,
        )
        plot.shift((theme.STAGE_LEFT - plot.get_left()[0]) * RIGHT + 0.12 * UP)
        start, goal = (
            SlopeLine(plot.plane, w, look) for w, look in zip(slopes, (MODEL, TARGET), strict=True)
        )
        tags = [
            self.word(key, theme.BODY, line.look.colour).next_to(line.end, RIGHT, buff=0.12)
            for key, line in (("start", start), ("goal", goal))
        ]
        self.add(plot.plane, plot.axes, start, goal, *tags, plot.samples)
        rule = EquationPanel(self.screen["rule"].strip("$"), plate=False)
        rate = self.word("race_rate", theme.BODY)
        law = VGroup(rule, rate).arrange(RIGHT, buff=0.4)
        law.move_to((theme.STAGE_RIGHT - 0.1 - law.width / 2, 2.45, 0))
        self.hold_until(cue.mark("rule") - 0.6)
        self.play_until(cue.mark("rule") + 0.5, FadeIn(rule, rate, shift=0.2 * UP))
        marks = dict(
            zip(
                ("full_batch", "mini_batch", "per_sample"), map(cue.mark, ("all", "some", "one")), strict=True
            )
        )
        for racer, y in zip(self.racers, self.strip_rows, strict=True):
            strip = BatchStrip(racer.batches, self.looks[racer.look]).scale(self.strip_scale)
            strip.next_to((self.strip_left, y, 0), RIGHT, buff=0)
            name = self.ways.name(racer).next_to(strip, UP, buff=0.15).align_to(strip, LEFT)
            self.hold_until(marks[racer.look] - 0.3)
            self.play_until(self.now + 0.8, FadeIn(name, strip.boxes, strip.samples, shift=0.3 * RIGHT))
            arrows = [FadeIn(strip.updates, shift=0.15 * RIGHT, lag_ratio=0.4)]
            if racer is self.facts.full:
                update = self.word("update", theme.SMALL, theme.MUTED).next_to(strip, RIGHT, buff=0.2)
                arrows.append(FadeIn(update))
            self.play_until(self.now + 0.4, *arrows)

    def table(self, cue: Cue) -> None:
        """Write the first rows of both printed tables, one by one, and between them turn the two lines."""
        printed = self.printed = PrintedTables(self.ways)
        self._turn_into(
            max(cue.mark("run") - 0.1, self.now + 0.6), printed.captions, printed.plot, *printed.tables
        )
        self.play_until(cue.mark("columns") - 0.2, printed.run(-1, TABLE_ROWS - 1))
        self.play_until(cue.mark("columns") + 0.7, *map(FadeIn, printed.columns))

    def unfair(self, cue: Cue) -> None:
        """Take row zero of both: a mean before the step, one sample's loss after it."""
        printed = self.printed
        self.play_until(cue.start + 1.0, printed.rewind(), FadeOut(printed.plot))
        zero = RowZero(self.ways, printed.tables)
        (mean, mean_name), (truth, truth_name) = zero.means
        self.play_until(
            max(cue.mark("mean") - 0.6, self.now + 0.5), *map(Transform, printed.columns, zero.frames)
        )
        self.play_until(max(cue.mark("mean"), self.now + 0.4), FadeIn(zero.errors[0]))
        self.play_until(self.now + 0.8, Create(mean), FadeIn(mean_name))
        self.hold_until(cue.mark("last") - 0.6)
        self.play_until(cue.mark("last"), FadeIn(zero.errors[1]))
        self.play_until(self.now + 0.6, zero.printed_loss.animate.set_opacity(1))
        self.hold_until(cue.mark("truth"))
        self.play_until(self.now + 0.5, Create(truth), FadeIn(truth_name))
        self.hold_until(cue.mark("ratio") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(zero.ratio, scale=1.2))

    def epochs(self, cue: Cue) -> None:
        """Race by epochs, on a logarithmic axis: straight lines, single samples the steepest."""
        plot = EpochRace(self.ways)
        self._turn_into(max(cue.mark("go"), self.now + 0.6), plot.plane, plot.axes, plot.legend)
        begin, end = self.now, cue.mark("thousandth")

        def race(until: float, *others: Animation) -> None:
            reached = plot.last * min((until - begin) / max(end - begin, 1e-9), 1.0)
            self.play_until(until, *(curve.to(reached) for curve in plot.curves), *others)

        race(cue.mark("factors"))
        race(min(cue.mark("factors") + 0.8, end), FadeIn(*plot.factors))
        race(end)
        self.play_until(self.now + 0.6, Create(plot.threshold), FadeOut(*plot.factors))
        self.play_until(self.now + 1.0, FadeIn(*plot.arrivals))

    def work(self, cue: Cue) -> None:
        """Take the first steps, gradient by gradient; then count the same steps by updates."""
        plot = FirstSteps(self.ways)
        gradients, updates = plot.counted
        self._turn_into(
            max(cue.mark("stairs") - 0.4, self.now + 0.6),
            plot.plane,
            plot.axes,
            plot.goal,
            gradients,
            plot.legend,
        )
        self.play_until(cue.mark("stairs"), FadeIn(*plot.updates))
        self.play_until(cue.mark("updates") - 0.5, plot.climb())
        self.play_until(cue.mark("updates"), FadeOut(*plot.updates))
        self.play_until(
            max(cue.mark("kept") - 0.8, self.now + 0.8),
            plot.squeeze(),
            FadeOut(gradients, rate_func=early(0.2)),
            FadeIn(updates, rate_func=early(0.4, after=0.2)),
        )
        self.hold_until(cue.mark("kept"))
        self.play_until(self.now + 0.8, Create(plot.here), FadeIn(*plot.kept))

    def parallel(self, cue: Cue) -> None:
        """Workers and time: as many slots as updates, but not as many gradients in each."""
        slots = WorkerSlots(self.ways)
        starts = {
            "full_batch": cue.mark("once"),
            "per_sample": cue.mark("wait"),
            "mini_batch": cue.mark("middle"),
        }
        # A slot takes the same time for everybody: that is what is compared.
        seconds = max(cue.end - max(starts.values()) - 0.1, 0.1)
        self._turn_into(max(cue.start + 0.8, self.now + 0.6), slots.still)
        self.hold_until(starts["full_batch"])
        begin = self.now

        def work(share: float) -> None:
            now = begin + share * (cue.until - begin)
            for way in self.looks:
                over = min(max((now - starts[way]) / seconds, 0.0), 1.0)
                slots.put(way, self.facts.samples * over)

        self.play_until(cue.until, Course(slots.working, work, rate_func=linear))

    def edge(self, cue: Cue) -> None:
        """Run all ways at a large rate, and say update by update why single samples do as they do."""
        plot = self.plot = LargeRate(self.ways)
        self._turn_into(max(cue.mark("full"), self.now + 0.6), plot.frame, plot.factor_name)
        full, mini, single = plot.runs
        for (entry, curve, factor), start, end in (
            (full, cue.mark("full"), cue.mark("full") + 1.6),
            (mini, cue.mark("full") + 1.6, cue.mark("single") - 0.2),
            (single, cue.mark("single"), cue.mark("third") - 0.3),
        ):
            self.hold_until(start)
            self.play_until(
                max(end, self.now + 0.5), FadeIn(entry), curve.to(self.facts.epochs), FadeIn(factor)
            )
        self.hold_until(cue.mark("third") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(plot.why))

    def limits(self, cue: Cue) -> None:
        """Show for each way the rates at which it converges, from zero on."""
        plot = self.plot
        factors = (plot.factor_name, *(factor for _, _, factor in plot.runs))
        self.hold_until(cue.mark("limits") - 1.0)
        self.play_until(
            max(cue.mark("limits") - 0.2, self.now + 0.6), FadeOut(plot.why, *factors), FadeIn(plot.limits)
        )
        self.play_until(self.now + 0.6, FadeIn(plot.limit_numbers))
        self.hold_until(cue.mark("mini") - 0.3)
        self.play_until(self.now + 0.8, Indicate(plot.limit_numbers[2], 1.3, theme.INK))

    def moral(self, cue: Cue) -> None:
        """Run many samples with few workers: time is the same until a batch is more than they can take."""
        bars = TimeBars(self.ways)
        self._turn_into(max(cue.mark("test"), self.now + 0.6), bars.ground)
        self.hold_until(cue.mark("same") - 0.8)
        self.play_until(self.now + 1.2, FadeIn(bars.few, lag_ratio=0.3))
        self.play_until(self.now + 0.5, FadeIn(bars.parting))
        self.hold_until(cue.mark("beyond") - 0.6)
        self.play_until(self.now + 1.0, FadeIn(bars.many, lag_ratio=0.4))
        self.hold_until(cue.mark("noise") - 0.2)
        question = self.word("question", theme.HEADING).move_to((-2.2, 0.6, 0))
        self.play_until(self.now + 0.7, FadeIn(question, shift=0.2 * UP))

    def _turn_into(self, until: float, *incoming: Mobject) -> None:
        """Let what is on the stage give way to what comes, without an empty stage between."""
        old = (one for one in self.mobjects if one is not self.title)
        self.play_until(until, *map(FadeOut, old), *map(FadeIn, incoming))
