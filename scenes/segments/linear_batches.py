"""Batches: full batch, mini-batch and single samples, counted fairly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Line,
    Mobject,
    RoundedRectangle,
    SurroundingRectangle,
    Transform,
    TransformFromCopy,
    VectorizedPoint,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.bars import Bar
from scenes.components.batch_strip import BatchStrip
from scenes.components.data_plot import DataPlot, SlopeLine, sample_disc
from scenes.components.dial import Course, early
from scenes.components.equation import EquationPanel, backing
from scenes.components.legend import legend_entry
from scenes.components.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.number import Number
from scenes.components.number_table import NumberTable
from scenes.components.plane import Plane, nice_ticks
from scenes.components.schedule import Schedule
from scenes.components.staircase import Staircase
from scenes.facts.linear_batches import SMALL_ERROR, STAIRS, Racer
from scenes.segment import Segment
from scenes.timing import Cue

MODEL = theme.Look(theme.INK, (), "disc")
TARGET = theme.Look(theme.GOAL, (0.16, 0.1), "disc")


class LinearBatches(Segment):
    """One idea: what is better depends on what is counted: epochs, gradients, updates or time."""

    row_heights = (1.75, 0.0, -1.75)
    """Where the ways stand when they are listed one below the other."""
    rates_left = theme.STAGE_LEFT + 1.2
    """Left edge of the plots at the large rate, whose tick numbers are long."""
    strip_left, strip_scale = 1.9, 1.28
    plot_size = (7.6, 4.4)
    column_left = 2.75
    """Left edge of the column beside a plot."""
    table_widths = (0.75, 2.9, 1.15)
    bar_height = 2.2
    """Height of the largest squared error."""
    count_columns = (3.9, 5.6)
    """Where the numbers beside the workers stand."""

    def setup(self) -> None:
        """Name the ways and give them their looks."""
        super().setup()
        self.racers = self.facts.racers
        self.looks = {racer.look: theme.look(racer.look) for racer in self.racers}
        self.names = {
            racer.look: self.words[key]
            for racer, key in (
                (self.facts.full, "full"),
                (self.facts.mini, "mini"),
                (self.facts.single, "single"),
            )
        }
        heights = self.row_heights if len(self.racers) == 3 else (self.row_heights[0], self.row_heights[2])
        self.rows = dict(zip(self.looks, heights, strict=True))

    def name_of(self, racer: Racer) -> Mobject:
        """Return the name of a way in its colour."""
        return self.text(self.names[racer.look], theme.BODY, self.looks[racer.look].colour)

    def empty_stage(self) -> None:
        """Fade out all but the title."""
        self.clear_away(*(one for one in self.mobjects if one is not self.title))

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
            name = self.name_of(racer).next_to(strip, UP, buff=0.2).align_to(strip, LEFT)
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
        fact, width = self.facts, sum(self.table_widths)
        self.empty_stage()
        self.tables, self.captions = [], VGroup()
        edges = (theme.STAGE_LEFT + width, theme.STAGE_RIGHT - 0.3)
        for racer, rows, column, edge in zip(
            (fact.full, fact.single), (fact.full_rows, fact.single_rows), ("cost", "loss"), edges, strict=True
        ):
            colour = self.looks[racer.look].colour
            table = NumberTable(
                [self.words["epoch"], "$w$", self.words[column]],
                rows,
                ["d", "", ""],
                self.table_widths,
                rows=10,
                top_right=(edge, 2.1),
                anchors=("right", "point", "point"),
                colours=(theme.MUTED, theme.INK, colour),
                language=self.language,
            )
            name = self.name_of(racer).align_to(table.rule, LEFT).align_to((0, 2.7, 0), UP)
            self.tables.append(table)
            self.captions.add(name)
        x_end = 1.17 * float(fact.data.x.max())
        y_end = 1.1 * float(fact.data.y.max())
        plot = DataPlot(
            fact.data,
            (0, x_end),
            (min(0, x_end * fact.w0), max(y_end, x_end * fact.w0)),
            width=2.9,
            height=4.3,
            ticks=False,
        )
        plot.move_to((-0.1, -0.05, 0))
        lines = []
        for racer in (fact.full, fact.single):
            lines.append(SlopeLine(plot.plane, fact.w0, self.looks[racer.look]))
        plot.add_to_back(*lines)
        self.play_until(
            max(cue.mark("run") - 0.1, self.now + 0.4), FadeIn(self.captions, plot), FadeIn(*self.tables)
        )
        slopes = [np.concatenate([[fact.w0], rows[:, 1]]) for rows in (fact.full_rows, fact.single_rows)]
        moving = VGroup(*self.tables, plot)
        # The last rows may be read before they are rolled back.
        begin, end = self.now, cue.until - 0.4

        def show(row: float) -> None:
            for table, line, path in zip(self.tables, lines, slopes, strict=True):
                table.set_dial(row)
                line.set_dial(float(np.interp(row + 1, np.arange(len(path)), path)))

        def run(until: float, *others: Animation) -> None:
            first, last = (
                fact.epochs * min((time - begin) / (end - begin), 1.0) - 1 for time in (self.now, until)
            )
            course = Course(moving, lambda share: show(first + share * (last - first)), rate_func=linear)
            self.play_until(until, course, *others)

        self.columns = []
        for table in self.tables:
            # A row that is coming rises within the frame.
            coming = VectorizedPoint(table.place_of(table.rolled(table.dial) + table.rows, -1))
            numbers = VGroup(table.headings[-1], *(row[-1].digits for row in table.cells[:-1]), coming)
            self.columns.append(self._frame(table, numbers))
        run(cue.mark("columns"))
        run(min(cue.mark("columns") + 0.7, end), *map(FadeIn, self.columns))
        run(end)
        self.plot = plot

    def unfair(self, cue: Cue) -> None:
        """Take row zero of both: a mean before the step, one sample's loss after it."""
        fact = self.facts

        def rewind(share: float) -> None:
            for table in self.tables:
                table.set_dial((1 - share) * (fact.epochs - 1))

        self.play_until(
            cue.start + 1.0, Course(VGroup(*self.tables), rewind, rate_func=smooth), FadeOut(self.plot)
        )
        unit = self.bar_height / max(float(fact.start_losses.max()), float(fact.first_losses.max()))
        sides = []
        for losses, table, racer, note, mean in zip(
            (fact.start_losses, fact.first_losses),
            self.tables,
            (fact.full, fact.single),
            ("before", "after"),
            ("mean", "true_mean"),
            strict=True,
        ):
            middle = float(table.rule.get_center()[0])
            printed_mean = racer is fact.full
            colour = self.looks[racer.look].colour
            bars, line = self._loss_bars(losses, middle, unit, colour)
            line.set_color(colour if printed_mean else theme.INK)
            name = self.word(mean, theme.SMALL, colour if printed_mean else theme.INK)
            name.next_to(line, RIGHT, buff=0.15)
            when = self.word(note, theme.SMALL, theme.MUTED).move_to((middle, 0.7, 0))
            sides.append(
                (VGroup(when, bars), bars, VGroup(line, name), self._frame(table, table.cell(0, -1).digits))
            )
        (left, _, cost, cost_frame), (right, bars, truth, loss_frame) = sides
        shrink = [
            Transform(column, frame)
            for column, frame in zip(self.columns, (cost_frame, loss_frame), strict=True)
        ]
        self.play_until(max(cue.mark("mean") - 0.6, self.now + 0.5), *shrink)
        self.play_until(max(cue.mark("mean"), self.now + 0.4), FadeIn(left))
        self.play_until(self.now + 0.8, Create(cost[0]), FadeIn(cost[1]))
        self.hold_until(cue.mark("last") - 0.6)
        self.play_until(cue.mark("last"), FadeIn(right))
        self.play_until(self.now + 0.6, bars[-1].animate.set_opacity(1))
        self.hold_until(cue.mark("truth"))
        self.play_until(self.now + 0.7, Create(truth[0]), FadeIn(truth[1]))
        ratio = VGroup(
            self.word("ratio", theme.BODY), self.word("every_row", theme.SMALL, theme.MUTED)
        ).arrange(DOWN, buff=0.2)
        self.play_until(self.now + 0.6, FadeIn(ratio.move_to((0, -0.9, 0))))

    def _loss_bars(
        self, losses: np.ndarray, middle: float, unit: float, colour: str
    ) -> tuple[VGroup, DashedLine]:
        """Draw each sample's squared error as a bar, and a line at their mean."""
        foot, step = -1.95, 0.95
        group, bars = VGroup(), VGroup()
        for rank, loss in enumerate(losses):
            x = middle - 0.75 + (rank - (len(losses) - 1) / 2) * step
            bar = Bar((x, foot, 0), unit, colour, vertical=True, thickness=0.56, value=float(loss))
            bars.add(bar.set_opacity(0.45))
            group.add(sample_disc(rank + 1, 0.36).move_to((x, foot - 0.3, 0)))
            group.add(Number(float(loss), ".3f", theme.SMALL).move_to((x, foot - 0.72, 0)))
        height = foot + unit * float(losses.mean())
        ends = [(middle - 0.75 + side * (len(losses) / 2 * step), height, 0) for side in (-1, 1)]
        mean = DashedLine(*ends, stroke_width=3.5, dash_length=0.12)
        return VGroup(group, *bars), mean

    def _frame(self, table: NumberTable, numbers: VGroup) -> RoundedRectangle:
        """Frame numbers of a table in the colour of its last column."""
        colour = table.cells[0][-1].colour
        return SurroundingRectangle(numbers, buff=0.13, corner_radius=0.1, color=colour, stroke_width=3)

    def epochs(self, cue: Cue) -> None:
        """Race by epochs, on a logarithmic axis: straight lines, single samples the steepest."""
        self.empty_stage()
        last = len(self.facts.full.left) - 1
        plane = self._plot((0, last), (SMALL_ERROR / 5, 1.6), log_y=True)
        axes = plane.axes(
            nice_ticks(last),
            [0.1**power for power in range(4)],
            x_name=self.words["epochs_axis"],
            y_name=self.words["left"],
            language=self.language,
        )
        curves = [
            Curve(
                plane, np.stack([np.arange(last + 1), racer.left], axis=-1), self.looks[racer.look], width=4
            )
            for racer in self.racers
        ]
        heading, legend, numbers = self._ranking(
            "per_epoch", self.racers, [100 * racer.factor for racer in self.racers], ".1f", "%"
        )
        self.play_until(cue.mark("go"), FadeIn(plane, axes, legend))
        begin, end = self.now, cue.mark("thousandth")

        def race(until: float, *others: Animation) -> None:
            reached = last * min((until - begin) / max(end - begin, 1e-9), 1.0)
            self.play_until(until, *(curve.to(reached) for curve in curves), *others)

        race(cue.mark("factors"))
        race(min(cue.mark("factors") + 0.8, end), FadeIn(heading, numbers))
        race(end)
        threshold, drops = self._arrivals(plane)
        self.play_until(self.now + 0.6, Create(threshold), FadeOut(heading, numbers))
        heading, _, numbers = self._ranking(
            "arrived", self.racers, [racer.arrived for racer in self.racers], "d"
        )
        self.play_until(self.now + 1.0, FadeIn(heading, drops, numbers))

    def _arrivals(self, plane: Plane) -> tuple[Line, VGroup]:
        """Draw a line at the small error, and where each way comes below it."""
        threshold = Line(
            *plane.to_scene([(x, SMALL_ERROR) for x in plane.x_range]), color=theme.MUTED, stroke_width=2
        )
        drops = VGroup()
        for racer in self.racers:
            look = self.looks[racer.look]
            top, foot = plane.to_scene([(racer.arrived, SMALL_ERROR), (racer.arrived, plane.y_range[0])])
            drops.add(
                Line(top, foot, color=look.colour, stroke_width=3),
                marker(look.marker, 0.2, look.colour, rim=True).move_to(top),
            )
        return threshold, drops

    def work(self, cue: Cue) -> None:
        """Take the first steps, gradient by gradient; then count the same steps by updates."""
        fact = self.facts
        self.empty_stage()
        racers = (fact.full, fact.single)
        total = STAIRS * fact.samples
        low, high = sorted((fact.w0, fact.target))
        room = 0.1 * (high - low)
        plane = self._plot((0, total), (low - room, high + room))
        axes = plane.axes(
            range(0, total + 1, fact.samples),
            (fact.w0, fact.target),
            y_name=self.words["slope"],
            language=self.language,
            grid=True,
        )
        counted = [
            self.word(key, theme.SMALL, theme.MUTED).move_to(plane.window.get_bottom() + 0.68 * DOWN)
            for key in ("gradients_axis", "updates_axis")
        ]
        goal = DashedLine(
            *plane.to_scene([(0, fact.target), (total, fact.target)]), color=theme.GOAL, stroke_width=3
        )
        by_updates = np.arange(total + 1.0)
        by_gradients = [racer.run.sample_gradients[: total + 1].astype(float) for racer in racers]
        stairs = [
            Staircase(plane, gradients, racer.run.w[: total + 1], self.looks[racer.look])
            for gradients, racer in zip(by_gradients, racers, strict=True)
        ]
        heading, legend, numbers = self._ranking("updates", racers, [0, 0], "d")
        self.play_until(
            max(cue.mark("stairs") - 0.4, self.now + 0.6), FadeIn(plane, axes, goal, counted[0], legend)
        )
        self.play_until(cue.mark("stairs"), FadeIn(heading, numbers))

        def climb(share: float) -> None:
            for one, number in zip(stairs, numbers, strict=True):
                one.set_dial(share * total)
                number.set_dial(np.searchsorted(one.abscissae, share * total + 1e-9, side="right") - 1)

        def squeeze(share: float) -> None:
            for one, gradients in zip(stairs, by_gradients, strict=True):
                one.stand_at((1 - share) * gradients + share * by_updates)

        moving = VGroup(*stairs, numbers)
        self.play_until(cue.mark("updates") - 0.5, Course(moving, climb, rate_func=linear))
        self.play_until(cue.mark("updates"), FadeOut(heading, numbers))
        self.play_until(
            max(cue.mark("kept") - 0.8, self.now + 0.8),
            Course(VGroup(*stairs), squeeze, rate_func=smooth),
            FadeOut(counted[0], rate_func=early(0.2)),
            FadeIn(counted[1], rate_func=early(0.4, after=0.2)),
        )
        heading, _, numbers = self._ranking(
            "after_updates", racers, [100 * racer.kept for racer in racers], ".1f", "%"
        )
        here = Line(
            *plane.to_scene([(fact.samples, y) for y in plane.y_range]), color=theme.INK, stroke_width=3
        )
        self.hold_until(cue.mark("kept"))
        self.play_until(self.now + 0.8, Create(here), FadeIn(heading, numbers))

    def parallel(self, cue: Cue) -> None:
        """Workers and time: as many slots as updates, but not as many gradients in each."""
        fact = self.facts
        self.empty_stage()
        left, width, height = -3.6, 6.0, 1.3
        charts, updates, kept = {}, {}, {}
        still = VGroup()
        for racer in self.racers:
            y = self.rows[racer.look]
            batches = (racer.batches * fact.samples)[: fact.samples]
            look = self.looks[racer.look]
            charts[racer.look] = Schedule(
                batches, fact.samples, (left, y + height / 2), (width, height), look
            )
            name = self.name_of(racer)
            still.add(name.move_to((theme.STAGE_LEFT + name.width / 2, y, 0)))
            for numbers, x, value, form, suffix in (
                (updates, self.count_columns[0], 0, "d", ""),
                (kept, self.count_columns[1], 100 * racer.kept, ".1f", "%"),
            ):
                numbers[racer.look] = Number(value, form, theme.HEADING, look.colour, suffix=suffix).move_to(
                    (x, y, 0)
                )
        heads = VGroup(
            *(
                self.word(key, theme.SMALL, theme.MUTED).move_to((x, 0, 0))
                for key, x in zip(("updates", "error_left"), self.count_columns, strict=True)
            )
        )
        first_update = charts["full_batch"].updates[0].get_center()[0]
        workers = self.word("workers", theme.SMALL, theme.MUTED)
        heads.add(workers.move_to((left + workers.width / 2, 0, 0)))
        update = self.word("update", theme.SMALL, self.looks["full_batch"].colour)
        heads.add(update.move_to((first_update, 0, 0)))
        for head in heads:
            head.align_to((0, 2.85, 0), UP)
        arrow = Arrows((left, -2.6, 0), (left + width, -2.6, 0), theme.MUTED, width=0.03, head=0.16)
        clock = self.word("time", theme.SMALL, theme.MUTED)
        clock.move_to((left - 0.2 - clock.width / 2, -2.6, 0))
        still.add(heads, arrow, clock, *charts.values())
        starts = {
            "full_batch": cue.mark("once"),
            "per_sample": cue.mark("wait"),
            "mini_batch": cue.mark("middle"),
        }
        # A slot takes the same time for everybody: that is what is compared.
        seconds = max(cue.until - max(starts.values()) - 0.3, 0.1)
        self.play_until(max(starts["full_batch"], self.now + 0.6), FadeIn(still))
        begin = self.now

        def work(share: float) -> None:
            now = begin + share * (cue.until - begin)
            for look, chart in charts.items():
                done = fact.samples * float(np.clip((now - starts[look]) / seconds, 0.0, 1.0))
                chart.set_dial(done)
                updates[look].set_dial(int(done + 1e-6))
                updates[look].set_opacity(1.0 if done > 0 else 0.0)
                kept[look].set_opacity(1.0 if done >= fact.samples else 0.0)

        moving = VGroup(*charts.values(), *updates.values(), *kept.values())
        self.play_until(cue.until, Course(moving, work, rate_func=linear))

    def edge(self, cue: Cue) -> None:
        """Let one run shrink and the other grow at a large rate; show the rates at which each turns."""
        fact = self.facts
        self.empty_stage()
        plane = Plane((0, fact.epochs), (2e-3, 5e4), width=self.plot_size[0], height=2.6, log_y=True)
        plane.move_to((self.rates_left + self.plot_size[0] / 2, 1.2, 0))
        axes = plane.axes(
            nice_ticks(fact.epochs, 5),
            (0.01, 1, 100, 10000),
            x_name=self.words["epochs_axis"],
            y_name=self.words["left"],
            language=self.language,
        )
        even = Line(*plane.to_scene([(x, 1) for x in plane.x_range]), color=theme.FAINT, stroke_width=2)
        rate = VGroup(self.word("rate", theme.BODY), self.word("edge_after", theme.SMALL, theme.MUTED))
        rate.arrange(RIGHT, buff=0.35, aligned_edge=DOWN)
        rate.move_to((self.column_left + rate.width / 2, 2.3, 0))
        self.play_until(cue.mark("full"), FadeIn(plane, axes, even, rate))
        ends = (cue.mark("single"), cue.mark("third"))
        for racer, mark, end, y in zip(
            (fact.full, fact.single), ("full", "single"), ends, (1.7, 0.5), strict=True
        ):
            look = self.looks[racer.look]
            entry = legend_entry(look, self.name_of(racer))
            entry.move_to((self.column_left + entry.width / 2, y, 0))
            curve = Curve(
                plane, np.stack([np.arange(fact.epochs + 1), racer.edge_left], axis=-1), look, width=4
            )
            number = Number(racer.edge_end, ".4g", theme.TITLE, look.colour)
            number.place((entry[1].get_left()[0], y - 0.62, 0))
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.3, FadeIn(entry))
            self.play_until(end - 0.3, curve.to(fact.epochs))
            self.play_until(end, FadeIn(number))
        product = EquationPanel(
            self.words["product"], {"third": self.looks["per_sample"].colour}, plate=False
        )
        meaning = self.word("each_epoch", theme.SMALL, theme.MUTED)
        middle = self.rates_left + self.plot_size[0] / 2
        why = VGroup(product, meaning).arrange(DOWN, buff=0.3).move_to((middle, -1.7, 0))
        self.hold_until(cue.mark("third"))
        self.play_until(self.now + 0.7, FadeIn(why))
        self.hold_until(cue.mark("limits") - 0.4)
        self.play_until(cue.mark("limits"), FadeOut(why))
        self.play_until(self.now + 0.8, FadeIn(self._limits()))

    def _limits(self) -> VGroup:
        """Bars as far as each way converges, on a number line of rates, and the rate that is used."""
        fact = self.facts
        ways = (fact.full, fact.single)
        low = 0.85 * min(fact.explode_rate, *(racer.limit for racer in ways))
        high = 1.05 * max(fact.explode_rate, *(racer.limit for racer in ways))
        plane = Plane((low, high), (0, 1), width=self.plot_size[0], height=0.95)
        plane.move_to((self.rates_left + self.plot_size[0] / 2, -1.55, 0))
        axes = plane.axes(
            nice_ticks(high, 6, low=low), x_name=self.words["rate_axis"], language=self.language
        )
        name = self.word("limits", theme.SMALL, theme.MUTED)
        name.move_to((self.column_left + name.width / 2, plane.get_top()[1] + 0.28, 0))
        drawing = VGroup(plane, axes, name)
        for racer, y in zip(ways, (0.73, 0.27), strict=True):
            left, right = plane.to_scene([(low, y), (racer.limit, y)])
            colour = self.looks[racer.look].colour
            drawing.add(Line(left, right, color=colour, stroke_width=28))
            number = Number(racer.limit, ".4f", theme.BODY, colour)
            drawing.add(number.place((self.column_left, left[1] - 0.1, 0)))
        foot, top = plane.to_scene([(fact.explode_rate, 0), (fact.explode_rate, 1)])
        here = Line(foot, top, color=theme.INK, stroke_width=4)
        rate = self.word("rate", theme.SMALL)
        rate.next_to((foot[0], foot[1] + 0.27 * plane.height, 0), RIGHT, buff=0.15)
        if rate.get_right()[0] > plane.get_right()[0] - 0.1:
            rate.next_to((foot[0], rate.get_y(), 0), LEFT, buff=0.15)
        return drawing.add(here, backing(rate, buff=0.06), rate)

    def moral(self, cue: Cue) -> None:
        """List the ways again, with what each is best at."""
        self.empty_stage()
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

    # -- what several beats use -------------------------------------------------------------------------------

    def _plot(self, x: tuple[float, float], y: tuple[float, float], *, log_y: bool = False) -> Plane:
        """Return the window on the left."""
        width, height = self.plot_size
        plane = Plane(x, y, width=width, height=height, log_y=log_y)
        return plane.move_to((theme.STAGE_LEFT + 1.0 + width / 2, 0.2, 0))

    def _ranking(
        self, heading: str, racers: Sequence[Racer], values: Sequence[float], form: str, suffix: str = ""
    ) -> tuple[Mobject, VGroup, VGroup]:
        """Return the column beside a plot: a heading, a legend, a number for each way."""
        head = self.word(heading, theme.SMALL, theme.MUTED)
        head.move_to((self.column_left + head.width / 2, 2.3, 0))
        legend, numbers = VGroup(), VGroup()
        for rank, (racer, value) in enumerate(zip(racers, values, strict=True)):
            look, y = self.looks[racer.look], 1.5 - 1.4 * rank
            entry = legend_entry(look, self.name_of(racer))
            legend.add(entry.move_to((self.column_left + entry.width / 2, y, 0)))
            number = Number(value, form, theme.TITLE, look.colour, suffix=suffix)
            numbers.add(number.place((entry[1].get_left()[0], y - 0.65, 0)))
        return head, legend, numbers
