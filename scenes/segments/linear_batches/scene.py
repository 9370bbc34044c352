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
    ReplacementTransform,
    VGroup,
    linear,
)

from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.plane import Plane
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.dial import Course, early
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .answer_bars import AnswerBars
from .batch_ways import BatchWays
from .facts import TABLE_ROWS
from .noisy_points import NoisyPoints
from .printed_tables import PrintedTables
from .race_plots import EpochRace, FirstSteps
from .racer import Racer
from .rate_curves import NEAR, RateCurves
from .tie_law import TieLaw
from .worker_slots import WorkerSlots

MODEL = theme.Look(theme.INK, (), "disc")
TARGET = theme.Look(theme.GOAL, (0.16, 0.1), "disc")


class LinearBatches(Segment):
    """One idea: what is better depends on what is counted: epochs, gradients, updates or time."""

    strip_left, strip_scale, limit_column = 0.35, 1.28, 5.3
    strip_rows = (0.8, -0.75, -2.3)

    def setup(self) -> None:
        """Name the ways and give them their looks."""
        super().setup()
        self.ways = BatchWays(self.facts, self.screen)
        self.racers, self.looks, self.rows = self.ways.racers, self.ways.looks, self.ways.rows
        self.curves_plot = RateCurves(self.ways)
        self.legend_now: VGroup | None = None
        self.plane_now: Plane | None = None
        self._show_data()

    def _show_data(self) -> None:
        """Show the samples with the lines of start and goal, and what is known of the full batch."""
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
        name, strip = self._strip(self.facts.full, self.strip_rows[0])
        update = self.word("update", theme.SMALL, theme.MUTED).next_to(strip, RIGHT, buff=0.2)
        self.first_strip = VGroup(strip.boxes)
        self.add(name, strip, update)
        self.known = self.word("before_all", theme.BODY)
        self.known.move_to((0, 2.45, 0)).align_to((theme.STAGE_RIGHT - 0.1, 0, 0), RIGHT)

    def _limit(self, key: str, racer: Racer) -> Label:
        """Write, in the row of a way, below which rate it converges, or that nobody knows yet."""
        limit = self.word(key, theme.BODY, self.looks[racer.look].colour)
        y = dict(zip(self.looks, self.strip_rows, strict=True))[racer.look]
        return limit.move_to((self.limit_column + limit.width / 2, y, 0))

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Say what is known, then show the rule and the ways to deal out the samples."""
        rule = EquationPanel(self.screen["rule"].strip("$"), plate=False)
        rate = self.word("race_rate", theme.BODY)
        law = VGroup(rule, rate).arrange(RIGHT, buff=0.4)
        law.move_to((theme.STAGE_RIGHT - 0.1 - law.width / 2, 2.45, 0))
        self.play_until(cue.start + 0.9, FadeIn(self.known, shift=0.1 * UP))
        self.hold_until(cue.start + 1.8)
        self.play_until(self.now + 0.6, FadeIn(self._limit("full_below", self.facts.full), shift=0.2 * RIGHT))
        self.hold_until(cue.mark("rule") - 0.8)
        self.play_until(cue.mark("rule") - 0.4, FadeOut(self.known))
        self.play_until(cue.mark("rule") + 0.3, FadeIn(rule, rate, shift=0.2 * UP))
        self.unknown = VGroup()
        marks = dict(
            zip(
                ("full_batch", "mini_batch", "per_sample"), map(cue.mark, ("all", "some", "one")), strict=True
            )
        )
        self.hold_until(marks["full_batch"] - 0.2)
        self.play_until(self.now + 0.6, Indicate(self.first_strip, 1.08, self.looks["full_batch"].colour))
        for racer, y in list(zip(self.racers, self.strip_rows, strict=True))[1:]:
            name, strip = self._strip(racer, y)
            self.hold_until(marks[racer.look] - 0.3)
            self.play_until(self.now + 0.8, FadeIn(name, strip.boxes, strip.samples, shift=0.3 * RIGHT))
            self.play_until(self.now + 0.4, FadeIn(strip.updates, shift=0.15 * RIGHT, lag_ratio=0.4))
            self.unknown.add(self._limit("unknown_below", racer))
        self.hold_until(cue.mark("first") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(self.unknown, shift=0.2 * RIGHT))

    def _strip(self, racer: Racer, y: float) -> tuple[Label, BatchStrip]:
        """Return the name of a way and its batches."""
        strip = BatchStrip(racer.batches, self.looks[racer.look]).scale(self.strip_scale)
        strip.next_to((self.strip_left, y, 0), RIGHT, buff=0)
        return self.ways.name(racer).next_to(strip, UP, buff=0.15).align_to(strip, LEFT), strip

    def table(self, cue: Cue) -> None:
        """Write the first rows of both printed tables, one by one, and between them turn the two lines."""
        printed = self.printed = PrintedTables(self.ways)
        self._turn_into(
            max(cue.mark("run") - 0.1, self.now + 0.6), printed.captions, printed.plot, *printed.tables
        )
        self.play_until(cue.mark("columns") - 0.2, printed.run(-1, TABLE_ROWS - 1))
        self.play_until(cue.mark("columns") + 0.5, *map(FadeIn, printed.columns))
        for meaning, errors, mark in zip(printed.meanings, printed.errors, ("before", "after"), strict=True):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(self.now + 0.6, FadeIn(meaning, shift=0.15 * UP), FadeIn(errors))

    def epochs(self, cue: Cue) -> None:
        """Race by epochs, on a logarithmic axis: straight lines, single samples the steepest."""
        plot = EpochRace(self.ways)
        self._turn_into(cue.start + 0.6, plot.axes, plot.rate, legend=plot.legend, plane=plot.plane)
        self.hold_until(cue.mark("go") - 0.2)
        begin, end = self.now, cue.mark("thousandth") - 0.6

        def race(until: float, *others: Animation) -> None:
            reached = plot.last * min((until - begin) / max(end - begin, 1e-9), 1.0)
            self.play_until(until, *(curve.to(reached) for curve in plot.curves), *others)

        race(min(begin + 0.8, end), FadeIn(*plot.factors))
        race(end)
        self.play_until(self.now + 0.5, Create(plot.threshold), FadeOut(*plot.factors))
        self.play_until(self.now + 0.5, FadeIn(*plot.arrivals))

    def work(self, cue: Cue) -> None:
        """Take the first steps, gradient by gradient; then count the same steps by updates."""
        plot = FirstSteps(self.ways)
        gradients, updates = plot.counted
        self._turn_into(
            max(cue.mark("stairs") - 0.4, self.now + 0.6),
            plot.axes,
            plot.rate,
            gradients,
            legend=plot.legend,
            plane=plot.plane,
        )
        self.play_until(cue.mark("stairs"), FadeIn(*plot.updates))
        self.play_until(cue.mark("updates") - 0.5, plot.climb())
        self.play_until(cue.mark("updates"), FadeOut(*plot.updates))
        self.play_until(
            max(cue.mark("tie") - 0.4, self.now + 1.0),
            plot.squeeze(),
            FadeOut(gradients, rate_func=early(0.2)),
            FadeIn(updates, rate_func=early(1.0, after=0.7)),
        )
        self.play_until(self.now + 0.6, FadeIn(plot.base, plot.heading, plot.kept))
        self.hold_until(cue.mark("pairs") - 1.0)
        self.play_until(self.now + 1.0, FadeIn(plot.others, lag_ratio=0.3))

    def law(self, cue: Cue) -> None:
        """Set the factors of as many updates one below the other: their curvatures end at the same line."""
        law = TieLaw(self.ways)
        self._turn_into(cue.start + 0.6, law.law, *law.dealt)
        self.hold_until(cue.mark("factor") - 0.6)
        self.play_until(self.now + 1.2, *(FadeIn(factors, lag_ratio=0.1) for factors in law.factors))
        for rank, mark in enumerate(("full", "single")):
            self.hold_until(cue.mark(mark) - 0.4)
            self.play_until(self.now + 1.2, FadeIn(law.sums[rank], lag_ratio=0.5))
        self.hold_until(cue.mark("same") - 0.4)
        self.play_until(self.now + 0.5, Create(law.total[0]), FadeIn(law.total[1]))
        self.play_until(self.now + 0.8, *map(FadeIn, law.products))
        self.play_until(self.now + 0.5, *map(Create, law.alike))
        self.hold_until(cue.mark("product") - 0.2)
        self.play_until(
            self.now + 0.6,
            FadeIn(law.positive),
            *map(FadeOut, law.alike),
            *map(Create, law.apart),
            *map(FadeIn, law.values),
        )

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
        self._turn_into(cue.start + 0.6, slots.still)
        self.hold_until(starts["full_batch"])
        begin = self.now

        def work(share: float) -> None:
            now = begin + share * (cue.until - begin)
            for way in self.looks:
                over = min(max((now - starts[way]) / seconds, 0.0), 1.0)
                slots.put(way, self.facts.samples * over)

        self.play_until(cue.until, Course(slots.working, work, rate_func=linear))

    def rates(self, cue: Cue) -> None:
        """Raise the rate: the curves of what an epoch leaves grow with it, and change places."""
        plot, fact = self.curves_plot, self.facts
        self._turn_into(
            cue.start + 0.6,
            plot.ground,
            plot.grows,
            *plot.ticks,
            plot.heading,
            plot.number,
            plot.numbers,
            plot.line,
            *plot.curves,
            legend=plot.legend,
        )
        self.hold_until(cue.mark("sweep"))
        full, *smaller = plot.zeros
        own, large = float(fact.single.zero_rate), float(fact.large_rate)
        self.play_until(cue.mark("own") - 0.4, plot.slide(fact.learning_rate, own))
        self.play_until(self.now + 0.5, FadeIn(*smaller))
        # The numbers stay until both have been named.
        self.hold_until(cue.mark("large") - 2.2)
        self.play_until(cue.mark("large") - 0.4, plot.slide(own, large))
        self.play_until(self.now + 0.5, FadeIn(full))
        self.hold_until(cue.mark("depends") - 0.3)
        self.play_until(self.now + 0.8, *(Indicate(zero, 1.15, theme.INK) for zero in plot.zeros))

    def limits(self, cue: Cue) -> None:
        """Go nearer to where the curves come to 1, and let the rate go on through all limits."""
        plot, facts = self.curves_plot, self.facts
        self.play_until(cue.start + 1.2, plot.slide(float(facts.large_rate), plot.seen))
        self.play_until(self.now + 0.4, FadeOut(plot.zeros), FadeOut(plot.grows))
        self.play_until(max(cue.mark("single") - 0.6, self.now + 0.8), plot.approach(plot.seen))
        rate = NEAR[0]
        for racer, mark in ((facts.single, "single"), (facts.full, "full"), (facts.mini, "mini")):
            # A little beyond the limit its error can be seen to grow.
            beyond = min(racer.limit + 0.004, NEAR[1])
            self.play_until(max(cue.mark(mark) + 0.3, self.now + 0.4), plot.near(rate, beyond))
            rate = beyond
            self.play_until(self.now + 0.3, FadeIn(plot.crossing(racer, 0, self._limit_of(racer))))
            if racer is facts.single:
                self.hold_until(cue.mark("steepest") - 0.3)
                self.play_until(self.now + 0.5, FadeIn(plot.product))
        self.hold_until(cue.mark("groups") - 0.3)
        others = []
        for grouping in facts.groupings[1:]:
            others.append(plot.crossing(grouping, 1, self._limit_of(grouping)))
        self.play_until(self.now + 0.9, FadeIn(plot.groups), *map(FadeIn, others))

    def answer(self, cue: Cue) -> None:
        """Sum up: a column of bars for each thing that was counted."""
        bars = AnswerBars(self.ways)
        self._turn_into(cue.start + 0.8, bars.heads, legend=bars.legend)
        for rank, mark in enumerate(("gradients", "updates", "rate", "limits")):
            self.hold_until(cue.mark(mark) - 0.3)
            bars.grow(self, rank, self.now + 0.9)

    def noise(self, cue: Cue) -> None:
        """Move the samples off their line: each asks for another slope."""
        noisy = NoisyPoints(self.ways)
        self._turn_into(cue.start + 0.6, noisy.plot)
        self.hold_until(cue.mark("line") - 0.2)
        self.play_until(self.now + 0.8, *map(Create, noisy.lines), FadeIn(noisy.heading, noisy.wishes))
        self.hold_until(cue.mark("off") - 0.2)
        self.play_until(self.now + 1.6, noisy.scatter())
        self.hold_until(cue.mark("why") - 0.6)
        self.play_until(self.now + 0.7, FadeIn(noisy.question, shift=0.2 * UP))

    def _limit_of(self, racer: Racer) -> str:
        """Write a limit; that of a mini-batch with the pair it is for."""
        pair = ", ".join(str(one + 1) for one in racer.batches[0])
        return (
            f"${{{pair}}}$: {racer.limit:.3f}" if racer.look == self.facts.mini.look else f"{racer.limit:.3f}"
        )

    def _turn_into(
        self,
        until: float,
        *incoming: Mobject,
        legend: VGroup | None = None,
        plane: Plane | None = None,
    ) -> None:
        """Let what is on the stage go, then at once let come what comes: no two texts on each other.

        A legend and a window that were there before stay and move to their new places.
        """
        moved = [
            (old, new) for old, new in ((self.legend_now, legend), (self.plane_now, plane)) if new is not None
        ]
        kept = [old for old, _ in moved if old is not None]
        self.legend_now, self.plane_now = legend, plane
        old = [one for one in self.mobjects if one is not self.title and one not in kept]
        self.hold_until(max(until - 0.6, self.now))
        self.play_until(self.now + 0.4 * (until - self.now), *map(FadeOut, old))
        turned = [FadeIn(new) if old is None else ReplacementTransform(old, new) for old, new in moved]
        self.play_until(until, *turned, *map(FadeIn, incoming))
