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

from .count_chart import CountChart
from .escapes import temperature
from .facts import DESCENT_STEPS
from .named_points import NamedPoints
from .rolls import Rolls
from .swarm_panel import SwarmPanel
from .sweep_map import SweepMap
from .two_view import WORK, TwoView
from .wait_chart import WaitChart
from .well_plot import DEEP, SHALLOW, WellPlot, WellSwarm, scattered


class Landscape(Segment):
    """One idea: a start or a momentum decides blindly between two wells; noise escapes, and decay makes it stay."""

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
            swarm.put(fact.bowl[int(share * steps)], lift)

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
            well.plane.to_scene((fact.hilltop_x, 1.3)),
            color=theme.MUTED,
            stroke_width=2.5,
        )
        heading = plated(self.word("swarm", theme.BODY))
        heading.move_to((self.centre[0] + 3.3, 2.35, 0))
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
        for mark, key, x, colour in (
            ("left", "free", -0.35, DEEP),
            ("right", "caught", 0.55, SHALLOW),
        ):
            self.hold_until(cue.mark(mark) - 0.2)
            text = plated(self.word(key, theme.HEADING, colour))
            text.move_to(well.plane.to_scene((x, 0.62)))
            said.add(text)
            self.play_until(self.now + 0.6, FadeIn(text))
        self.crowd = [swarm, hill, heading, said]

    def ball(self, cue: Cue) -> None:
        """Let three balls roll, one after the other, with more and more momentum."""
        rolls = Rolls(self.facts, self.screen)
        self.exchange_parts(
            cue.mark("start") - 0.7,
            [self.well, self.well.axes, *self.crowd],
            [rolls.well, rolls.well.axes, rolls.frame, rolls.heading],
        )
        self.play_until(cue.mark("start") + 0.2, *(FadeIn(ball) for ball in rolls.balls))
        ends = (cue.mark("more") - 1.7, cue.mark("most") - 1.7, cue.until - 0.3)
        for ball, fate, mark, end in zip(
            rolls.balls, rolls.fates, ("little", "more", "most"), ends, strict=True
        ):
            self.hold_until(cue.mark(mark) - 1.6)
            extra = [FadeIn(rolls.reach, rate_func=early(0.75, after=0.5))] if mark == "most" else []
            self.play_until(
                max(end, self.now + 0.8),
                ball.to(rolls.steps_shown, rate_func=linear),
                FadeIn(fate[:2], rate_func=early(0.25)),
                FadeIn(fate[2], rate_func=early(0.9, after=0.6)),
                *extra,
            )
        self.rolls = [
            rolls.well,
            rolls.well.axes,
            rolls.frame,
            rolls.heading,
            *rolls.balls,
            *rolls.fates,
            rolls.reach,
        ]

    def sweep(self, cue: Cue) -> None:
        """Paint the fate of all momenta at one rate, then at many."""
        chart = SweepMap(self.facts, self.screen)
        self.exchange_parts(cue.mark("all") - 0.5, self.rolls, [chart.row_name, chart.key, chart.frame])
        self.add(chart.row)
        self.play_until(
            cue.mark("turns") - 0.6, chart.row.to(float(chart.row.deep.shape[1]), rate_func=linear)
        )
        self.play_until(cue.mark("turns") + 0.4, FadeIn(chart.changes))
        self.hold_until(cue.mark("map") - 0.8)
        chart.map.set_dial(0.0)
        self.add(chart.map)
        self.play_until(
            cue.mark("map") + 1.6,
            chart.map.to(float(chart.map.deep.shape[1]), rate_func=linear),
            FadeIn(chart.here, rate_func=early(1.0, after=0.7)),
        )
        self.chart = [chart.row_name, chart.key, chart.frame, chart.row, chart.changes, chart.map, chart.here]

    def noise(self, cue: Cue) -> None:
        """Shake two swarms that differ in the batch size alone."""
        fact = self.facts
        pair = [
            SwarmPanel(
                fact, self.screen, runs.x, self._ever_out(runs.after), fact.runs,
                heading=key, name="beyond", form="d", left=key == "single",
            )
            for key, runs in (("single", fact.single), ("large", fact.large))
        ]  # fmt: skip
        counts = self._ever_out(fact.single.after)
        chart = CountChart(self.screen, counts, fact.runs, name="got_beyond", form="g")
        half = chart.at_step(
            fact.single.median, counts[max(fact.single.median, 0)], self.word("median", theme.BODY, DEEP)
        )
        name = self.word("runs", theme.SMALL, theme.MUTED).move_to((-3.2, 2.68, 0))
        name.align_to(pair[0].well.plane.window, np.array([-1.0, 0.0, 0.0])).shift((0.45, 0.0, 0.0))
        self.exchange_parts(
            cue.mark("single") - 1.0, self.chart, [pair[0].ground, pair[0].names, pair[0], name, chart.frame]
        )
        whole = float(fact.steps)
        pace = geometric(1.0, 1.0 + whole / 60)
        self.add(chart.curve)
        self.play_until(
            cue.mark("out") + 1.6, pair[0].to(whole, rate_func=pace), chart.curve.to(whole, rate_func=pace)
        )
        self.hold_until(cue.mark("large") - 3.2)
        self.play_until(self.now + 0.5, FadeIn(half))
        self.hold_until(cue.mark("large") - 1.0)
        self.exchange_parts(
            cue.mark("large"), [chart.frame, chart.curve, half], [pair[1].ground, pair[1].names, pair[1]]
        )
        self.play_until(cue.mark("none") + 0.4, pair[1].to(whole, rate_func=linear))
        self.ground = pair[0].ground
        self.pair = [pair[0].names, pair[1].ground, pair[1].names, *pair, name]

    def wait(self, cue: Cue) -> None:
        """Put the barrier's height beside the law of waiting, and what was measured on it."""
        chart = WaitChart(self.facts, self.screen, self.ground[0])
        self.exchange_parts(cue.mark("barrier") - 0.6, self.pair, [chart.frame])
        self.play_until(cue.mark("barrier") + 0.4, FadeIn(chart.barrier))
        self.hold_until(cue.mark("law") - 0.5)
        chart.law.set_dial(1.0)
        self.add(chart.law)
        self.play_until(
            cue.mark("law") + 1.6,
            FadeIn(chart.formula, rate_func=early(0.4)),
            chart.law.to(float(self.facts.large_batch)),
        )
        self.hold_until(cue.mark("measured") - 1.4)
        self.play_until(cue.mark("measured") - 0.4, FadeIn(chart.dots, chart.key))
        self.play_until(cue.mark("measured") + 0.5, FadeIn(chart.small))
        self.hold_until(cue.mark("ratio") - 0.4)
        self.play_until(self.now + 0.7, FadeIn(chart.large))
        self.waiting = [
 chart.frame, chart.barrier, chart.law, chart.formula, chart.dots,
            chart.key, chart.small, chart.large,
        ]  # fmt: skip

    def stay(self, cue: Cue) -> None:
        """Let the single samples go on, once at a constant rate and once at a falling one."""
        fact = self.facts
        pair = [
            SwarmPanel(
                fact, self.screen, x, np.mean(x < fact.hilltop_x, axis=1), 1.0,
                heading=key, name="in_deep", form=".1%", left=key == "constant",
            )
            for key, x in (("constant", fact.kept), ("falling", fact.cooled))
        ]  # fmt: skip
        whole = float(fact.long_steps)
        same = self.word("same_noise", theme.SMALL, theme.MUTED)
        same.move_to((0.0, 2.68, 0)).align_to(pair[0].well.plane.window, np.array([-1.0, 0.0, 0.0]))
        same.shift((0.45, 0.0, 0.0))
        chart = CountChart(self.screen, pair[0].count, 1.0, name="in_deep", form=".0%")
        law = pair[0].density(temperature(fact.learning_rate, 1))
        level = chart.level(fact.long_run, self.word("boltzmann", theme.BODY, theme.GRADIENT))
        # The ground stays: that of the new panel lies where it was.
        self.remove(self.ground)
        self.bring_to_back(pair[0].ground)
        self.exchange_parts(cue.mark("back") - 0.6, self.waiting, [pair[0].names, pair[0], chart.frame])
        self.add(chart.curve)
        self.play_until(
            cue.mark("settle") - 0.4,
            pair[0].to(whole, rate_func=linear),
            chart.curve.to(whole, rate_func=linear),
        )
        self.play_until(cue.mark("settle") + 0.6, FadeIn(law, level))
        self.hold_until(cue.mark("fall") - 1.6)
        self.exchange_parts(
            cue.mark("fall") - 0.6,
            [chart.frame, chart.curve, level],
            [pair[1].ground, pair[1].names, pair[1], same],
        )
        self.play_until(max(cue.mark("keep") - 3.2, self.now + 1.5), pair[1].to(whole, rate_func=linear))
        self.hold_until(cue.mark("keep"))
        self.pair = [*(part for panel in pair for part in (panel.ground, panel.names, panel)), same, law]

    def two(self, cue: Cue) -> None:
        """Add a second weight: the wells become a landscape; name its flat points."""
        view = TwoView(self.facts, self.screen)
        self.exchange_parts(cue.mark("surface") + 0.2, self.pair, [view.surface, view.name])
        self.play_until(cue.mark("both") - 1.4, view.surface.turn(WORK, rate=smooth))
        for kinds, mark in ((("minimum", "maximum"), "both"), (("saddle",), "mixed")):
            self.hold_until(cue.mark(mark) - 0.4)
            shown = [part for kind in kinds for part in (view.points[kind], view.key[kind])]
            self.play_until(self.now + 0.8, *(FadeIn(one) for one in shown))
        self.hold_until(cue.mark("next") - 0.6)
        self.play_until(self.now + 0.7, FadeIn(view.question))

    # -- pieces -----------------------------------------------------------------------------------------------

    def _ever_out(self, after: np.ndarray) -> np.ndarray:
        """Return how many runs have left up to each step ``(steps + 1,)``."""
        steps = np.arange(self.facts.steps + 1)
        return np.sum((after >= 0) & (after <= steps[:, None]), axis=1)
