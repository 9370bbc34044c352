"""Two wells: who is caught in the wrong one, and what gets out of it."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, FadeIn, FadeOut, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .both_ways import BothWays
from .count_chart import CountChart
from .facts import DESCENT_STEPS
from .named_points import NamedPoints
from .rolls import SHOWN, Rolls
from .two_view import WORK, TwoView
from .wait_chart import WaitChart
from .well_plot import DEEP, SHALLOW, WellPlot, WellSwarm, scattered
from .well_row import WellRow


class Landscape(Segment):
    """One idea: the wait in a well grows exponentially in barrier over temperature; slow cooling makes use of it."""

    centre, size = (0.35, 0.2), (12.0, 5.0)
    pile = 0.075
    """Stage units from one caught run to the next on top of it."""

    def setup(self) -> None:
        """Begin with the bowl that the deep well looks like from close by."""
        super().setup()
        fact = self.facts
        bend, middle = fact.curvatures[0], fact.deep_x

        def bowl(x: np.ndarray) -> np.ndarray:
            return np.asarray(fact.deep_value + bend * (x - middle) ** 2 / 2)

        self.well = WellPlot(self.screen, self.centre, self.size, bowl=bowl)
        self.well.set_dial(0.0)
        self.goal = Goal().move_to(self.well.on(middle)[0])
        self.one = self.word("one_bowl", theme.BODY, theme.GOAL)
        self.one.next_to(self.goal, np.array([1.0, 0.0, 0.0]), buff=1.6)
        self.one = plated(self.one)
        self.add(self.well, self.well.axes, self.goal)

    # -- beats ------------------------------------------------------------------------------------------------

    def bridge(self, cue: Cue) -> None:
        """Name the bowl's one minimum; then let the bowl become a double well."""
        fact, well = self.facts, self.well
        swarm = WellSwarm(well, fact.hilltop_x)
        lift = scattered(fact.bowl.shape[1], 0.5) + 0.08
        steps = len(fact.bowl) - 1

        def put(share: float) -> None:
            swarm.put(fact.bowl[min(int(share * steps), steps)], lift)

        put(0.0)
        bowl, two = cue.mark("bowl") - 0.4, cue.mark("two") - 1.4
        self.add(swarm)
        share = bowl / max(two, 1e-6)
        self.play_until(bowl, Course(swarm, put, (0.0, share), rate_func=linear))
        self.play_until(
            two, Course(swarm, put, (share, 1.0), rate_func=linear), FadeIn(self.one, rate_func=early(0.15))
        )
        formula = self.word("formula", theme.BODY)
        formula.move_to((self.centre[0] + 0.2, 2.35, 0))
        self.formula = plated(formula)
        self.play_until(
            min(cue.mark("two") + 0.3, cue.mark("deep") - 0.35),
            well.to(1.0, rate_func=smooth),
            FadeOut(self.one, swarm, rate_func=early(0.3)),
            FadeIn(self.formula, rate_func=early(1.0, after=0.6)),
        )
        self.depths = VGroup()
        self.other = marker("disc", 0.26, SHALLOW, rim=True).move_to(well.on(fact.shallow_x)[0])
        for mark, key, x, colour in (
            ("deep", "deep", fact.deep_x, DEEP),
            ("shallow", "shallow", fact.shallow_x, SHALLOW),
        ):
            self.hold_until(cue.mark(mark) - 0.3)
            value = plated(self.word(key, theme.HEADING, colour))
            side = -1.0 if key == "deep" else 1.0
            value.move_to(well.on(x)[0] + np.array([side * 0.1, 0.62, 0.0]))
            self.depths.add(value)
            shown = [value] if key == "deep" else [value, self.other]
            self.play_until(self.now + 0.6, *(FadeIn(one) for one in shown))

    def kinds(self, cue: Cue) -> None:
        """Draw the level tangents, then how the ground bends at each."""
        points = self.named = NamedPoints(self.facts, self.screen, self.well)
        self.play_until(cue.mark("flat") - 0.4, FadeOut(self.depths))
        self.play_until(cue.mark("flat") + 0.4, FadeIn(points.tangents))
        self.hold_until(cue.mark("up") - 1.0)
        ups = [points.bends[0], points.bends[2], points.names[0], points.names[2]]
        self.play_until(cue.mark("up") + 0.3, *(FadeIn(one) for one in ups))
        self.hold_until(cue.mark("down") - 1.0)
        self.play_until(cue.mark("down") + 0.3, FadeIn(points.bends[1], points.names[1]))

    def caught(self, cue: Cue) -> None:
        """Let many starts descend: in each well those that are caught pile up."""
        fact, well, points = self.facts, self.well, self.named
        swarm = self.swarm = WellSwarm(well, fact.hilltop_x)
        deep = fact.descent[-1] < fact.hilltop_x
        # Who begins closest to the bottom lies lowest in the pile.
        rank = np.zeros(len(deep))
        for group in (deep, ~deep):
            bottom = fact.descent[-1][group]
            order = np.argsort(np.abs(fact.descent[0][group] - bottom), kind="stable")
            rank[np.flatnonzero(group)[order]] = np.arange(group.sum())

        def put(step: float) -> None:
            low = min(int(step), DESCENT_STEPS - 1)
            x = fact.descent[low] + (step - low) * (fact.descent[low + 1] - fact.descent[low])
            arrived = np.exp(-np.abs(x - fact.descent[-1]) / 0.12)
            swarm.put(x, 0.1 + self.pile * rank * arrived)

        put(0.0)
        hill = DashedLine(
            well.on(fact.hilltop_x)[0],
            well.plane.to_scene((fact.hilltop_x, 1.0)),
            color=theme.MUTED,
            stroke_width=2.5,
        )
        heading = plated(self.word("swarm", theme.BODY))
        heading.move_to((self.centre[0] + 0.2, 2.4, 0))
        gone = [points.tangents, *points.bends, *points.names, self.other, self.goal, self.formula]
        self.exchange_parts(cue.mark("starts") - 0.3, gone, [])
        self.play_until(cue.mark("starts") + 0.4, FadeIn(swarm, heading, hill))
        self.hold_until(cue.mark("go"))
        rate = geometric(1.0, DESCENT_STEPS + 1.0)
        self.play_until(
            cue.mark("left") - 0.2,
            Course(swarm, lambda share: put(share * DESCENT_STEPS), rate_func=rate),
        )
        said = VGroup()
        for mark, key, side, colour in (
            ("left", "free", -1.0, DEEP),
            ("right", "caught", 1.0, SHALLOW),
        ):
            self.hold_until(cue.mark(mark) - 0.2)
            text = plated(self.word(key, theme.HEADING, colour))
            beside = np.array([0.35 + text.width / 2, 0.0, 0.0])
            text.move_to(well.plane.to_scene((fact.hilltop_x, 0.62)) + side * beside)
            said.add(text)
            self.play_until(self.now + 0.6, FadeIn(text))
        self.crowd = [swarm, hill, heading, said]

    def ball(self, cue: Cue) -> None:
        """Let two balls roll: each is caught where its energy sinks below the hilltop's level."""
        rolls, facts = Rolls(self.facts, self.screen), self.facts
        shares = VGroup(*(part for row in rolls.fates for part in row[:2]))
        self.exchange_parts(
            min(self.now + 1.2, cue.mark("start") - 0.6),
            [self.well, self.well.axes, *self.crowd],
            [rolls.well, rolls.well.axes, rolls.frame, rolls.heading, shares],
        )
        self.play_until(cue.mark("start") + 0.2, *(FadeIn(ball) for ball in rolls.balls))
        self.hold_until(cue.mark("top") - 0.4)
        self.play_until(self.now + 0.6, FadeIn(rolls.level))
        # The first is caught when that is said; the second goes and comes back while its words say so.
        first, second = rolls.balls
        self.play_until(max(cue.mark("more") - 0.6, self.now + 0.8), first.to(float(SHOWN)))
        self.play_until(self.now + 0.4, FadeIn(rolls.falls[0]), FadeIn(rolls.fates[0][2]))
        turn = float(np.argmin(facts.rolls[1].x))
        self.play_until(max(cue.mark("most") - 0.1, self.now + 0.6), second.to(turn))
        self.play_until(self.now + 0.3, FadeIn(rolls.reach))
        self.play_until(max(cue.mark("back") + 0.3, self.now + 0.8), second.to(float(SHOWN)))
        self.play_until(self.now + 0.4, FadeIn(rolls.falls[1], rolls.fates[1][2]))
        self.stage = [
            rolls.well, rolls.well.axes, rolls.frame, rolls.heading, rolls.level, rolls.reach,
            shares, *rolls.balls, *rolls.falls, *(row[2] for row in rolls.fates),
        ]  # fmt: skip

    def noise(self, cue: Cue) -> None:
        """Shake two swarms that differ in the batch size alone."""
        fact = self.facts
        rows = [
            WellRow(fact, self.screen, runs.x, rank, 2, heading=key)
            for rank, (key, runs) in enumerate((("single", fact.single), ("large", fact.large)))
        ]
        counts = {"single": fact.single.counts, "large": fact.large.counts}
        chart = CountChart(self.screen, counts, fact.runs, name="got_beyond", form="g")
        sample = self.word("sample", theme.SMALL, width=3.4)
        sample.move_to(chart.plane.window.get_center() + np.array([0.55, -0.2, 0.0]))
        edges = [row.edge(fact.beyond, self.word("edge", theme.SMALL)) for row in rows]
        told = [
            chart.told(fact.single.left, self.word("all_single", theme.BODY, DEEP), above=False),
            chart.told(0.0, self.word("all_large", theme.BODY, DEEP), above=True),
        ]
        self.exchange_parts(
            1.4 + self.now,
            self.stage,
            [*(row.ground for row in rows), *(row.names for row in rows), *rows, chart.frame],
        )
        self.hold_until(cue.mark("single") - 0.4)
        self.play_until(self.now + 0.6, FadeIn(sample))
        whole = float(fact.steps)
        pace = geometric(1.0, 1.0 + whole / 60)
        self.add(chart.curves["single"])
        self.play_until(
            min(cue.mark("out") + 3.4, cue.mark("large") - 0.35),
            rows[0].to(whole, rate_func=pace),
            chart.curves["single"].to(whole, rate_func=pace),
            FadeIn(edges[0], rate_func=early(0.2)),
            FadeIn(told[0], rate_func=early(1.0, after=0.8)),
        )
        self.hold_until(cue.mark("large") - 0.3)
        self.add(chart.curves["large"])
        self.play_until(
            cue.mark("none") + 0.4,
            rows[1].to(whole, rate_func=pace),
            chart.curves["large"].to(whole, rate_func=pace),
            FadeIn(edges[1], rate_func=early(0.2)),
            FadeIn(told[1], rate_func=early(1.0, after=0.8)),
        )
        self.stage = [
            *(part for row in rows for part in (row.ground, row.names, row)),
            chart.frame, *chart.curves.values(), *edges, *told, sample,
        ]  # fmt: skip

    def wait(self, cue: Cue) -> None:
        """From the barrier by the temperature to the law of waiting, which grows as the temperature falls."""
        chart = self.waiting = WaitChart(self.facts, self.screen)
        self.exchange_parts(
            min(self.now + 1.2, cue.mark("barrier") - 0.5),
            self.stage,
            [chart.well, chart.well.axes, chart.frame, chart.dots, chart.key],
        )
        self.hold_until(cue.mark("barrier") - 0.4)
        self.play_until(cue.mark("barrier") + 0.3, FadeIn(chart.barrier))
        self.hold_until(cue.mark("heat") - 0.4)
        self.play_until(self.now + 0.7, FadeIn(chart.heat, chart.thermal))
        self.hold_until(cue.mark("chance") - 0.4)
        self.play_until(self.now + 0.7, FadeIn(chart.chance))
        self.hold_until(cue.mark("law") - 0.8)
        middle, last = (float(one.points_data[-1, 0]) for one in (chart.guide, chart.law))
        for line, size, until in (
            (chart.guide, middle, cue.mark("law") - 0.1),
            (chart.law, last, cue.mark("law") + 1.5),
        ):
            self.add(line)
            more = [] if line is chart.guide else [FadeIn(chart.kramers, rate_func=early(0.4))]
            self.play_until(until, line.to(size), chart.thermal.to(size), *more)

    def checked(self, cue: Cue) -> None:
        """Put what the law needs beside it, and what was measured on it."""
        chart = self.waiting
        self.hold_until(cue.mark("condition") - 0.5)
        self.play_until(self.now + 0.7, FadeIn(chart.limit))
        self.play_until(self.now + 1.2, chart.thermal.to(float(self.facts.small_batch), rate_func=smooth))
        self.hold_until(cue.mark("measured") - 0.4)
        self.play_until(self.now + 0.7, FadeIn(chart.small))
        self.hold_until(cue.mark("ratio") - 1.3)
        self.play_until(
            cue.mark("ratio") - 0.4, chart.thermal.to(float(self.facts.large_batch), rate_func=smooth)
        )
        self.play_until(self.now + 0.7, FadeIn(chart.large))

    def both(self, cue: Cue) -> None:
        """Add the way back; let the rate fall: the waits in both wells part."""
        chart, ways = self.waiting, BothWays(self.facts, self.screen, self.waiting.well)
        self.play_until(cue.mark("back") + 0.5, FadeIn(ways.barrier))
        gone = [
            chart.frame,
            chart.law,
            chart.guide,
            chart.limit,
            chart.dots,
            chart.key,
            chart.small,
            chart.large,
            chart.thermal,
            chart.chance,
        ]
        self.hold_until(cue.mark("times") - 2.4)
        self.exchange_parts(cue.mark("times") - 1.4, gone, [ways.frame, chart.ratio])
        rate = self.facts.learning_rate
        for law in ways.laws:
            law.set_dial(-rate)
            self.add(law)
        self.play_until(
            cue.mark("times") - 0.3,
            FadeIn(ways.rings, ways.names, ways.note, rate_func=early(1.0, after=0.3)),
            *(law.to(-0.97 * rate) for law in ways.laws),
        )
        self.play_until(cue.mark("times") + 0.4, FadeIn(ways.times[0]))
        self.play_until(cue.mark("halved") - 0.6, *(law.to(-0.25 * rate) for law in ways.laws))
        self.play_until(cue.mark("halved") + 0.4, FadeIn(ways.times[1]))
        self.stage = [
            chart.well, chart.well.axes, chart.barrier, chart.heat, chart.ratio, chart.kramers, ways.barrier,
            ways.frame, *ways.laws, ways.rings, ways.names, ways.note, *ways.times,
        ]  # fmt: skip

    def cool(self, cue: Cue) -> None:
        """Three rates with the same samples: constant, slowly and quickly falling."""
        fact, keys = self.facts, ("constant", "falling", "fast")
        runs = dict(zip(keys, (fact.kept, fact.cooled, fact.frozen), strict=True))
        rows = {
            key: WellRow(fact, self.screen, runs[key], rank, 3, heading=key) for rank, key in enumerate(keys)
        }
        shares = {key: np.mean(one < fact.hilltop_x, axis=1) for key, one in runs.items()}
        chart = CountChart(self.screen, shares, 1.0, name="in_deep", form=".0%")
        same = self.word("same_noise", theme.SMALL, theme.MUTED)
        same.move_to(chart.plane.window.get_bottom() + np.array([0.6, 0.35, 0.0]))
        law = VGroup(
            chart.level(fact.long_run),
            chart.told(fact.long_run - 0.24, self.word("boltzmann", theme.SMALL), above=True),
        )
        told = {
            "constant": chart.told(fact.at_end, self.word("end_constant", theme.BODY, DEEP), above=False),
            "falling": chart.told(fact.at_end_cooled, self.word("end_falling", theme.BODY, DEEP), above=True),
            "fast": chart.told(fact.at_end_frozen, self.word("end_fast", theme.BODY, DEEP), above=True),
        }
        whole = float(fact.long_steps)
        pace = geometric(1.0, 1.0 + whole / 60)
        self.exchange_parts(
            cue.mark("constant") - 0.2,
            self.stage,
            [*(part for row in rows.values() for part in (row.ground, row.names, row)), chart.frame],
        )
        ends = (cue.mark("constant") + 1.9, cue.mark("keep") - 1.6, cue.mark("fast") + 0.2)
        starts = (self.now, cue.mark("fall") - 1.2, cue.mark("fast") - 2.6)
        for key, start, end in zip(keys, starts, ends, strict=True):
            self.hold_until(start)
            self.add(chart.curves[key])
            more = [FadeIn(same, rate_func=early(0.3))] if key == "falling" else []
            self.play_until(
                end,
                rows[key].to(whole, rate_func=pace),
                chart.curves[key].to(whole, rate_func=pace),
                *more,
            )
            shown = [told[key], law] if key == "constant" else [told[key]]
            self.play_until(self.now + 0.5, *(FadeIn(one) for one in shown))
            if key == "falling":
                self.hold_until(cue.mark("keep") - 0.3)
                self.play_until(self.now + 0.6, FadeIn(chart.rise(fact.at_end, fact.at_end_cooled)))

    def two(self, cue: Cue) -> None:
        """Add a second weight: the wells become a landscape; name its flat points."""
        view = TwoView(self.facts, self.screen)
        self.exchange(cue.mark("surface") + 0.5, view.surface)
        self.play_until(cue.mark("flat") - 0.5, view.surface.turn(WORK, rate=smooth), FadeIn(view.name))
        self.play_until(cue.mark("flat") + 0.3, FadeIn(view.flat))
        self.hold_until(cue.mark("both") - 1.6)
        self.play_until(self.now + 0.6, FadeIn(view.eigen))
        for kinds, mark in ((("minimum", "maximum"), "both"), (("saddle",), "mixed")):
            self.hold_until(cue.mark(mark) - 0.4)
            shown = [part for kind in kinds for part in (view.points[kind], view.key[kind])]
            if mark == "mixed":
                shown.insert(0, view.cuts)
            self.play_until(self.now + 0.8, *(FadeIn(one) for one in shown))
        self.hold_until(cue.mark("next") - 0.6)
        self.play_until(self.now + 0.7, FadeIn(view.question))
