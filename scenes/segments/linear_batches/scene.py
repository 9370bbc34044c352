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
    RoundedRectangle,
    Transform,
    TransformFromCopy,
    VGroup,
    linear,
)

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.dial import Course, early
from scenes.components.text.number import Number
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .batch_ways import BatchWays
from .large_rate import LargeRate
from .printed_tables import PrintedTables
from .race_plots import EpochRace, FirstSteps
from .row_zero import RowZero
from .worker_slots import WorkerSlots

MODEL = theme.Look(theme.INK, (), "disc")
TARGET = theme.Look(theme.GOAL, (0.16, 0.1), "disc")


class LinearBatches(Segment):
    """One idea: what is better depends on what is counted: epochs, gradients, updates or time."""

    strip_left, strip_scale = 1.9, 1.28

    def setup(self) -> None:
        """Name the ways and give them their looks."""
        super().setup()
        self.ways = BatchWays(self.facts, self.screen)
        self.racers, self.looks, self.rows = self.ways.racers, self.ways.looks, self.ways.rows

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show samples, a line with a slope to be found, and the ways to deal out the samples."""
        fact = self.facts
        x_end = 1.17 * float(fact.data.x.max())
        slopes = (fact.w0, fact.target)
        plot = DataPlot(
            fact.data,
            (0, x_end),
            (min(0, *(x_end * w for w in slopes)), max(x_end * w for w in slopes)),
            width=5.2,
            height=4.7,
        )
        plot.move_to((-0.5, -0.1, 0))
        start, goal = (
            SlopeLine(plot.plane, w, look) for w, look in zip(slopes, (MODEL, TARGET), strict=True)
        )
        tags = [
            self.word(key, theme.BODY, line.look.colour).next_to(line.end, RIGHT, buff=0.12)
            for key, line in (("start", start), ("goal", goal))
        ]
        self.play_until(cue.start + 1.0, FadeIn(plot.plane, plot.axes), FadeIn(plot.samples, lag_ratio=0.3))
        self.add(plot)
        self.hold_until(cue.mark("line"))
        self.play_until(self.now + 0.8, Create(start.line), FadeIn(tags[0]))
        self.hold_until(cue.mark("goal"))
        # Samples lie on the line from its first frame on.
        self.add(goal, plot.samples)
        self.play_until(self.now + 0.8, FadeIn(goal), FadeIn(tags[1]))
        marks = dict(
            zip(
                ("full_batch", "mini_batch", "per_sample"), map(cue.mark, ("all", "some", "one")), strict=True
            )
        )
        # What is spoken of first stands in the middle, until the ways need their place.
        stage = VGroup(plot.plane, plot.axes, start, goal, *tags, plot.samples)
        aside = theme.STAGE_LEFT - plot.get_left()[0]
        self.hold_until(marks["full_batch"] - 0.8)
        self.play_until(marks["full_batch"], stage.animate.shift(aside * RIGHT))
        self.strips = {}
        for racer in self.racers:
            strip = BatchStrip(racer.batches, self.looks[racer.look]).scale(self.strip_scale)
            strip.next_to((self.strip_left, self.rows[racer.look] - 0.3, 0), RIGHT, buff=0)
            name = self.ways.name(racer).next_to(strip, UP, buff=0.2).align_to(strip, LEFT)
            order = [sample for batch in racer.batches for sample in batch]
            flights = [
                TransformFromCopy(plot.samples[sample], disc)
                for sample, disc in zip(order, strip.samples, strict=True)
            ]
            self.hold_until(marks[racer.look])
            self.play_until(self.now + 0.9, FadeIn(name), FadeIn(strip.boxes), *flights)
            arrows = [FadeIn(strip.updates, shift=0.15 * RIGHT, lag_ratio=0.4)]
            if racer is self.facts.full:
                update = self.word("update", theme.SMALL, theme.MUTED).next_to(strip, RIGHT, buff=0.2)
                arrows.append(FadeIn(update))
            self.play_until(self.now + 0.5, *arrows)
            self.strips[racer.look] = VGroup(name, strip)

    def table(self, cue: Cue) -> None:
        """Both printed tables running, and between them the two lines."""
        self.clear_stage()
        printed = PrintedTables(self.ways)
        self.play_until(
            max(cue.mark("run") - 0.1, self.now + 0.4),
            FadeIn(printed.captions, printed.plot),
            FadeIn(*printed.tables),
        )
        # The last rows may be read before they are rolled back.
        begin, end = self.now, cue.until - 0.4

        def run(until: float, *others: Animation) -> None:
            first, last = (
                self.facts.epochs * min((time - begin) / (end - begin), 1.0) - 1 for time in (self.now, until)
            )
            self.play_until(until, printed.run(first, last), *others)

        run(cue.mark("columns"))
        run(min(cue.mark("columns") + 0.7, end), *map(FadeIn, printed.columns))
        run(end)
        self.printed = printed

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
        self.play_until(self.now + 0.4, FadeIn(zero.ratio))

    def epochs(self, cue: Cue) -> None:
        """Race by epochs, on a logarithmic axis: straight lines, single samples the steepest."""
        self.clear_stage()
        plot = EpochRace(self.ways)
        self.play_until(cue.mark("go"), FadeIn(plot.plane, plot.axes, plot.legend))
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
        self.clear_stage()
        plot = FirstSteps(self.ways)
        gradients, updates = plot.counted
        self.play_until(
            max(cue.mark("stairs") - 0.4, self.now + 0.6),
            FadeIn(plot.plane, plot.axes, plot.goal, gradients, plot.legend),
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
        self.clear_stage()
        slots = WorkerSlots(self.ways)
        starts = {
            "full_batch": cue.mark("once"),
            "per_sample": cue.mark("wait"),
            "mini_batch": cue.mark("middle"),
        }
        # A slot takes the same time for everybody: that is what is compared.
        seconds = max(cue.until - max(starts.values()) - 0.3, 0.1)
        self.play_until(max(starts["full_batch"], self.now + 0.6), FadeIn(slots.still))
        begin = self.now

        def work(share: float) -> None:
            now = begin + share * (cue.until - begin)
            for way in self.looks:
                over = min(max((now - starts[way]) / seconds, 0.0), 1.0)
                slots.put(way, self.facts.samples * over)

        self.play_until(cue.until, Course(slots.working, work, rate_func=linear))

    def edge(self, cue: Cue) -> None:
        """Let one run shrink and the other grow at a large rate; show the rates at which each turns."""
        self.clear_stage()
        plot = LargeRate(self.ways)
        self.play_until(cue.mark("full"), FadeIn(plot.frame))
        starts, ends = (cue.mark("full"), cue.mark("single")), (cue.mark("single"), cue.mark("third"))
        for (entry, curve, left), start, end in zip(plot.runs, starts, ends, strict=True):
            self.hold_until(start)
            self.play_until(self.now + 0.3, FadeIn(entry))
            self.play_until(end - 0.3, curve.to(self.facts.epochs))
            self.play_until(end, FadeIn(left))
        self.hold_until(cue.mark("third"))
        self.play_until(self.now + 0.7, FadeIn(plot.why))
        self.hold_until(cue.mark("limits") - 0.4)
        self.play_until(cue.mark("limits"), FadeOut(plot.why))
        self.play_until(self.now + 0.8, FadeIn(plot.limits))

    def moral(self, cue: Cue) -> None:
        """List the ways again, with what each is best at."""
        self.clear_stage()
        strips = VGroup(*(self.strips[racer.look] for racer in self.racers))
        strips.shift((theme.STAGE_LEFT + 0.3 - strips.get_left()[0]) * RIGHT)
        self.play_until(cue.mark("work"), FadeIn(strips))
        columns = []
        for key, values, x in zip(
            ("per_pass", "at_once"),
            ([racer.updates for racer in self.racers], [racer.at_once for racer in self.racers]),
            (0.9, 4.6),
            strict=True,
        ):
            head = self.word(key, theme.BODY, theme.MUTED).move_to((x, 2.5, 0))
            numbers = [
                Number(value, "d", theme.TITLE, self.looks[racer.look].colour).move_to(
                    (x, self.rows[racer.look] - 0.3, 0)
                )
                for racer, value in zip(self.racers, values, strict=True)
            ]
            columns.append(VGroup(head, *numbers))
        for mark, column in zip(("work", "machine"), columns, strict=True):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.7, FadeIn(column))
        self.hold_until(cue.mark("both"))
        if not self.facts.two_ways:
            everything = VGroup(strips, *columns)
            middle = VGroup(self.strips["mini_batch"], *(column[2] for column in columns))
            frame = RoundedRectangle(
                width=everything.width + 0.6, height=middle.height + 0.4, corner_radius=0.2
            )
            frame.set_stroke(self.looks["mini_batch"].colour, width=3)
            frame.move_to((everything.get_center()[0], middle.get_center()[1], 0))
            others = VGroup(self.strips["full_batch"], self.strips["per_sample"])
            for column in columns:
                others.add(column[1], column[3])
            self.play_until(self.now + 0.8, Create(frame), others.animate.fade(0.5))
