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

from .answer_table import AnswerTable
from .batch_ways import BatchWays
from .facts import TABLE_ROWS
from .large_rate import LargeRate
from .printed_tables import PrintedTables
from .race_plots import EpochRace, FirstSteps
from .rate_limits import RateLimits
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
        known = self.word("before_all", theme.BODY).move_to((0, 2.45, 0)).align_to(law, RIGHT)
        self.play_until(self.now + 0.8, FadeIn(known))
        self.hold_until(cue.mark("rule") - 0.8)
        self.play_until(cue.mark("rule") - 0.4, FadeOut(known))
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
        self.play_until(max(cue.mark("ratio"), self.now + 0.5), Create(truth), FadeIn(truth_name))
        self.play_until(self.now + 0.5, FadeIn(zero.ratio, scale=1.2))
        self.hold_until(cue.mark("right") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(zero.put_right, scale=1.2))

    def epochs(self, cue: Cue) -> None:
        """Race by epochs, on a logarithmic axis: straight lines, single samples the steepest."""
        plot = EpochRace(self.ways)
        self._turn_into(max(cue.mark("go"), self.now + 0.6), plot.plane, plot.axes, plot.legend)
        begin, end = self.now, cue.mark("thousandth")

        def race(until: float, *others: Animation) -> None:
            reached = plot.last * min((until - begin) / max(end - begin, 1e-9), 1.0)
            self.play_until(until, *(curve.to(reached) for curve in plot.curves), *others)

        race(min(begin + 0.8, end), FadeIn(*plot.factors))
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
            max(cue.mark("tie") - 1.0, self.now + 1.0),
            plot.squeeze(),
            FadeOut(gradients, rate_func=early(0.2)),
            FadeIn(updates, rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("tie") - 0.3)
        heading, (full, mini, single) = plot.kept
        self.play_until(self.now + 0.6, FadeIn(heading, full, single))
        self.hold_until(cue.mark("leads") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(mini))
        self.play_until(self.now + 0.8, FadeIn(plot.left_over))

    def parallel(self, cue: Cue) -> None:
        """Workers and time: as many slots as updates, but not as many gradients in each."""
        slots = WorkerSlots(self.ways)
        starts = {
            "full_batch": cue.mark("once") - 1.8,
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
        """Run all ways at a large rate; then set the factors of both smaller ways one below the other."""
        plot = self.plot = LargeRate(self.ways)
        self._turn_into(
            max(cue.start + 1.2, self.now + 0.9),
            plot.frame,
            plot.rate,
            *plot.rows,
            *plot.strips,
            plot.heads["epoch"],
        )
        full, mini, single = range(len(self.racers))
        for rank, start, end in (
            (full, cue.mark("full"), cue.mark("full") + 1.2),
            (mini, cue.mark("full") + 1.4, cue.mark("single") - 0.3),
            (single, cue.mark("single"), cue.mark("third") - 0.5),
        ):
            self.hold_until(start)
            self.play_until(max(end, self.now + 0.5), plot.curves[rank].to(self.facts.epochs))
            self.play_until(self.now + 0.2, FadeIn(plot.exits[rank], plot.epochs[rank]))
        self.hold_until(cue.mark("third") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(plot.heads["third"], plot.third))
        self.hold_until(cue.mark("singly") - 0.6)
        self.play_until(self.now + 0.6, FadeIn(plot.heads["before"], plot.heads["leave"], plot.before[1]))
        self.hold_until(cue.mark("pair") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(plot.before[0]))

    def limits(self, cue: Cue) -> None:
        """Slide the rate up: the ways explode in turn, each at the end of its bar."""
        plot, facts = self.plot, self.facts
        limits = RateLimits(self.ways, plot)
        gone = (
            *plot.strips,
            *plot.epochs,
            plot.third,
            *plot.before,
            *plot.heads.values(),
            *plot.exits,
            plot.rate,
        )
        self.play_until(cue.start + 0.5, *map(FadeOut, gone))
        self.play_until(self.now + 0.5, FadeIn(limits.shown))
        rate = 0.9 * facts.single.limit
        self.play_until(self.now + 0.5, limits.slide(facts.explode_rate, rate))
        for racer, mark in ((facts.single, "single"), (facts.full, "full"), (facts.mini, "mini")):
            # A little beyond the limit its error can be seen to grow.
            beyond = min(1.01 * racer.limit, limits.high)
            self.play_until(max(cue.mark(mark) + 1.3, self.now + 0.5), limits.slide(rate, beyond))
            rate = beyond
            self.play_until(self.now + 0.3, FadeIn(limits.ends[self.racers.index(racer)]))
        self.hold_until(cue.mark("groups") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(limits.groups))

    def answer(self, cue: Cue) -> None:
        """Sum up: a row for each thing that was counted."""
        table = AnswerTable(self.ways)
        self._turn_into(max(cue.start + 1.0, self.now + 0.8), table.heads)
        for row, mark in zip(table.rows, ("gradients", "updates", "limits"), strict=True):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(self.now + 0.6, FadeIn(row, shift=0.2 * RIGHT))

    def moral(self, cue: Cue) -> None:
        """Run many samples with few workers: time is the same until a batch is more than they can take."""
        bars = TimeBars(self.ways)
        self._turn_into(max(cue.mark("test") + 0.4, self.now + 0.8), bars.ground)
        self.play_until(self.now + 0.8, FadeIn(bars.queues, lag_ratio=0.2))
        self.hold_until(cue.mark("same") - 0.8)
        self.play_until(self.now + 1.2, FadeIn(bars.few, lag_ratio=0.3))
        self.hold_until(cue.mark("one") - 0.2)
        self.play_until(self.now + 0.8, Indicate(bars.queues[0], 2.0, theme.INK))
        self.hold_until(cue.mark("beyond") - 0.3)
        self.play_until(self.now + 1.0, FadeIn(bars.many, lag_ratio=0.4))
        self.hold_until(cue.mark("why") - 0.2)
        question = self.word("question", theme.HEADING).move_to((-2.0, 1.3, 0))
        self.play_until(self.now + 0.7, FadeIn(question, shift=0.2 * UP))

    def _turn_into(self, until: float, *incoming: Mobject) -> None:
        """Let what is on the stage go, then at once let come what comes: no two texts on each other."""
        old = [one for one in self.mobjects if one is not self.title]
        self.hold_until(max(until - 0.9, self.now))
        self.play_until(self.now + 0.4 * (until - self.now), *map(FadeOut, old))
        self.play_until(until, *map(FadeIn, incoming))
