"""Saddles: how long they hold a method up, and how common they are."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Circle, DashedLine, FadeIn, FadeOut, Group, VGroup, linear, smooth

from optimlib import objectives
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, early
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.swarm import SurfaceSwarm
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .chance_chart import ChanceChart
from .coin_view import CoinView, cut_row
from .facts import METHODS, flatter_ground
from .leave_chart import LeaveChart
from .noise_chart import NoiseChart
from .race_bars import RaceBars
from .runners import ALONG_X, ALONG_Y, BETWEEN, LOW, WORK, Runners
from .sections import Cut, SectionPlots

ARRIVED = (0.0, 1.0)
"""The minimum that runs beside the crest come to."""


class Saddles(Segment):
    """One idea: a saddle delays by the logarithm of the start; and minima are far rarer than coins would say."""

    on_crest = theme.Look(theme.INK, (), "cross")

    def setup(self) -> None:
        """Make the surface, and begin with it, seen from low."""
        super().setup()
        fact = self.facts
        self.plain = theme.look("gradient_descent")
        self.pair = Runners([(fact.runs["gradient_descent"].x, self.plain), (fact.crest.x, self.on_crest)])
        self.pair.surface.look(LOW).go(-1.0)
        self.formula = self.word("formula", theme.BODY).move_to((-3.1, -2.75, 0))
        self.add(self.pair.surface, self.formula)

    # -- beats ------------------------------------------------------------------------------------------------

    def saddle(self, cue: Cue) -> None:
        """Turn the surface so that each cut is seen from its side: where it rises, and where it falls."""
        surface = self.pair.surface
        self.plots = SectionPlots(surface, self.screen)
        shown = [FadeIn(frame, rate_func=early(0.6)) for frame in self.plots.frames]
        self.play_until(cue.mark("ground"), surface.turn(BETWEEN))
        self.play_until(cue.mark("rises") - 0.2, surface.turn(ALONG_Y), *shown)
        self.cuts = [Cut(surface, axis) for axis in (0, 1)]
        begins = (cue.mark("rises") - 0.2, cue.mark("falls") - 0.2)
        for cut, curve, name, begin in zip(
            self.cuts, self.plots.curves, self.plots.names, begins, strict=True
        ):
            if begin > self.now:
                self.play_until(begin, self._turn(ALONG_X))
            low, high = curve.plane.x_range
            curve.set_dial(low)
            self.add(cut, curve)
            self.play_until(
                begin + 1.0, cut.to(1.0), curve.to(high), FadeIn(name, rate_func=early(1.0, after=0.5))
            )
        self.hold_until(cue.mark("flat") - 0.3)
        self.play_until(self.now + 1.2, self._turn(WORK), FadeIn(self.plots.tangents, rate_func=early(0.5)))
        self.middle = marker("disc", 0.26, theme.INK, rim=True).move_to(
            surface.to_stage((0.0, 0.0), above=0.05)
        )
        self.play_until(self.now + 0.6, FadeIn(self.middle, self.plots.flat))
        self.hold_until(cue.mark("stuck") - 0.4)
        self.pair.go(0.0)
        self.play_until(self.now + 0.5, FadeIn(self.pair.heads[1]), FadeOut(self.middle))

    def crest(self, cue: Cue) -> None:
        """Run from exactly on the crest, then from beside it; a chart follows the distance."""
        fact, pair = self.facts, self.pair
        self.chart = LeaveChart(fact, self.screen)
        gone = [
            *self.plots.frames, *self.plots.curves, *self.plots.names, self.plots.tangents, self.plots.flat,
            *self.cuts,
        ]  # fmt: skip
        names = [
            self.word("on_crest", theme.SMALL, theme.INK),
            self.word("beside", theme.SMALL, self.plain.colour),
        ]
        start = pair.surface.to_stage((1.0, 0.0), above=0.05)
        names[0].move_to(start + np.array([-0.1, 0.4, 0]))
        names[1].move_to(start + np.array([0.1, 0.45, 0]))
        for name in names:
            name.shift((max(theme.STAGE_LEFT + 0.05 - name.get_left()[0], 0.0), 0, 0))
        names = [plated(name) for name in names]
        alone = Runners([(fact.crest.x, self.on_crest)])
        alone.surface.look(WORK)
        half = min(30.0, fact.plain / 2)
        self._take_over(pair, alone)
        self.exchange_parts(
            cue.mark("exact") - 0.1,
            gone,
            [names[0], self.chart.frame, self.chart.near, self.chart.never],
        )
        self.play_until(cue.mark("beside") - 0.8, alone.to(half, names[0], rate_func=smooth))
        self.hold_until(cue.mark("beside") - 0.4)
        self._take_over(alone, pair)
        self.exchange_parts(cue.mark("beside") + 0.3, [names[0]], [names[1]])
        self.add(self.chart.run)
        leaves = cue.mark("leaves") + 0.2
        self.play_until(
            leaves, pair.to(fact.plain, names[1], rate_func=linear), self.chart.run.to(fact.plain, rate_func=linear),
            FadeIn(self.chart.end, rate_func=early(1.0, after=0.92)),
        )  # fmt: skip
        self.started = VGroup(names[1], self._half_way())
        self.play_until(self.now + 0.5, FadeIn(self.started[1]))

    def law(self, cue: Cue) -> None:
        """Lay a straight line along the chart's curve; start a thousand times as close."""
        fact, chart = self.facts, self.chart
        self.hold_until(cue.mark("factor") - 0.6)
        self.play_until(cue.mark("factor") + 0.2, FadeIn(chart.notes[0]))
        self.hold_until(cue.mark("line") - 0.4)
        self.add(chart.straight)
        self.play_until(
            min(cue.mark("line") + 1.0, cue.mark("formula") - 0.35), chart.straight.to(fact.predicted)
        )
        self.hold_until(cue.mark("formula") - 0.3)
        self.play_until(cue.mark("formula") + 0.5, FadeIn(chart.notes[1]))
        closer = Runners([(fact.closer.x, self.plain)])
        closer.surface.look(WORK)
        self.hold_until(cue.mark("thousand") - 1.0)
        self._take_over(self.pair, closer)
        self.play_until(self.now + 0.4, FadeOut(self.started, chart.never))
        self.add(chart.closer)
        end = float(round(fact.plain + fact.per_thousand))
        self.play_until(
            max(cue.mark("thousand") + 1.2, self.now + 1.0),
            closer.to(end, rate_func=linear),
            chart.closer.to(end, rate_func=linear),
            FadeIn(chart.more, rate_func=early(1.0, after=0.6)),
        )
        self.hold_until(cue.mark("flat") - 2.3)
        arrow, told = chart.more
        self.play_until(
            self.now + 1.0,
            FadeOut(chart.near, rate_func=early(0.4)),
            FadeOut(arrow, chart.end, rate_func=early(0.4)),
            *chart.lengthen(),
            FadeIn(chart.far, rate_func=early(1.0, after=0.5)),
        )
        flat = Runners([(fact.flatter, self.plain)], flatter_ground())
        flat.surface.look(WORK)
        self._take_over(closer, flat)
        caption = self.word("flat_formula", theme.BODY).move_to(self.formula)
        self.remove(self.formula)
        self.add(chart.flat, caption)
        self.play_until(
            max(cue.mark("flat") + 0.5, self.now + 1.2),
            flat.to(float(fact.flat_steps), rate_func=linear),
            chart.flat.to(float(fact.flat_steps), rate_func=linear),
            FadeIn(chart.flat_name, rate_func=early(1.0, after=0.7)),
        )
        self.told = told
        self.flat, self.caption = flat, caption

    def noise(self, cue: Cue) -> None:
        """Shake runs that begin exactly on the crest: the law of the runs beside it predicts when half have left."""
        fact, old = self.facts, self.chart
        quiet = Runners([])
        quiet.surface.look(WORK)
        chart = NoiseChart(fact, self.screen)
        swarm = SurfaceSwarm(quiet.surface, fact.noisy[0], self.plain.colour, diameter=0.15, opacity=1.0)
        # Where many lie together, rims would be all that is seen of them.
        swarm.set_stroke(width=0)
        gone = [
            old.frame, old.far, old.run, old.straight, *old.notes, old.closer, self.told, old.flat,
            old.flat_name,
        ]  # fmt: skip
        self._take_over(self.flat, quiet)
        self.remove(self.caption)
        self.add(self.formula)
        self.exchange_parts(cue.mark("shake") - 1.2, gone, [swarm, chart.frame])
        last = chart.last
        whole = Group(swarm, chart)

        def draw(share: float) -> None:
            step = 1.0 + share * (last - 1.0)
            low = min(int(step), len(fact.noisy) - 2)
            swarm.put(fact.noisy[low] + (step - low) * (fact.noisy[low + 1] - fact.noisy[low]))
            chart.set_dial(step)

        few = 0.3
        self.add(chart, swarm)
        self.play_until(
            cue.mark("shake") + 1.4,
            Course(whole, draw, (0.0, few), rate_func=linear),
            FadeIn(chart.names, rate_func=early(0.4)),
        )
        self.hold_until(cue.mark("predict") - 0.4)
        self.add(chart.law)
        self.play_until(cue.mark("predict") + 1.2, chart.law.to(fact.predicted_noisy), FadeIn(chart.start))
        self.play_until(cue.mark("half") - 0.4, Course(whole, draw, (few, 1.0), rate_func=linear))
        self.play_until(self.now + 0.6, FadeIn(chart.half))
        self.quiet, self.swarm = quiet, swarm
        self.noisy = [chart.frame, chart, chart.law, chart.start, chart.names, chart.half]

    def race(self, cue: Cue) -> None:
        """Let all methods leave together, and count their steps as bars."""
        fact = self.facts
        racers = Runners([(fact.runs[name].x, theme.look(name)) for name in METHODS], goal=ARRIVED)
        racers.surface.look(WORK)
        bars = RaceBars(fact, self.screen)
        self._take_over(self.quiet, racers)
        self.exchange_parts(cue.mark("go") - 0.1, [self.swarm, *self.noisy], [bars, bars.heads])
        last = float(fact.most_plain)
        self.play_until(
            cue.mark("plain") + 1.6,
            racers.to(last, rate_func=linear),
            bars.to(last, rate_func=linear),
        )
        self.play_until(cue.mark("scaled"), racers.to(len(fact.crest.x) - 1.0, rate_func=smooth))
        self.hold_until(cue.mark("scaled"))
        light = bars.highlight()
        self.play_until(self.now + 0.6, FadeIn(light))
        self.bring_to_back(light)
        self.hold_until(cue.mark("first") - 1.0)
        self.play_until(self.now + 0.7, FadeIn(bars.notes))
        self.racers, self.bars, self.light = racers, bars, light

    def _race_turned(self, cue: Cue) -> None:
        """Turn the axes against the saddle, and let all race once more."""
        fact, bars = self.facts, self.bars
        racers = Runners([(fact.turned_runs[name], theme.look(name)) for name in METHODS], goal=ARRIVED)
        racers.surface.look(WORK)
        self._take_over(self.racers, racers)
        self.racers = racers
        axes = self._axes(0.0)
        self.exchange_parts(cue.mark("turned") - 0.5, [bars.notes], [axes])
        self.play_until(
            cue.mark("turned") + 0.4,
            Course(axes, lambda share: axes.become(self._axes(share * fact.turn)), rate_func=smooth),
        )
        last = float(max(fact.turned_left.values()))
        self.play_until(
            cue.mark("slower") - 1.6,
            racers.to(last, axes, rate_func=linear),
            FadeIn(bars.turned, rate_func=early(0.3)),
        )
        self.axes = axes

    def rates(self, cue: Cue) -> None:
        """Let the same six race with turned axes, then at a tenth of the rate: other orders."""
        self._race_turned(cue)
        fact, fast = self.facts, self.bars
        racers = Runners([(fact.slow_runs[name].x, theme.look(name)) for name in METHODS], goal=ARRIVED)
        racers.surface.look(WORK)
        bars = RaceBars(fact, self.screen, slow=True)
        self._take_over(self.racers, racers)
        self.exchange_parts(
            cue.mark("slower") + 0.1,
            [fast, fast.heads, fast.turned, self.light, self.axes],
            [bars, bars.heads],
        )
        last = float(max(fact.slow_left.values()))
        self.play_until(
            cue.mark("adagrad") + 0.2,
            racers.to(last, rate_func=linear),
            bars.to(last, rate_func=linear),
        )
        rings = [bars.ring("adagrad"), bars.ring("momentum")]
        self.play_until(self.now + 0.6, FadeIn(bars.notes, rings[0]))
        self.hold_until(cue.mark("squared") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(rings[1]))
        self.raced = [racers.all, self.formula, bars, bars.heads, bars.notes, *rings]

    def coins(self, cue: Cue) -> None:
        """Turn up the entry beside the diagonal, and watch the cloud of eigenvalues split."""
        view, row = CoinView(self.facts, self.screen), cut_row(self.screen)
        self.exchange_parts(cue.mark("many") + 0.4, self.raced, [*row[:-1]])
        self.hold_until(cue.mark("many") + 2.6)
        self.play_until(self.now + 0.6, FadeIn(row[-1]))
        self.exchange_parts(
            cue.mark("told") + 0.3, [*row], [view.frame, view.minimum, view.cloud, view.quarters]
        )
        self.play_until(self.now + 0.6, FadeIn(view.coins, view.gauges[1], *view.positive[1:]))
        self.hold_until(cue.mark("matrix") - 0.7)
        self.play_until(cue.mark("matrix") + 0.3, FadeIn(view.matrix))
        self.exchange_parts(
            self.now + 0.9, view.quarters[1:], [view.gauges[0], *view.coupling[1:], view.drawn]
        )
        self.play_until(self.now + 0.7, FadeIn(view.law))
        self.hold_until(cue.mark("couple") - 0.2)
        self.add(view, view.quarters[0])
        self.play_until(
            cue.mark("apart") + 1.6,
            view.to(1.0, rate_func=smooth),
        )
        self.bring_to_front(view.quarters[0])
        self.play_until(self.now + 0.5, FadeIn(view.exact))
        self.view = view

    def chance(self, cue: Cue) -> None:
        """Draw both laws on a logarithmic axis, and how far they are apart at the end."""
        view, chart = self.view, ChanceChart(self.facts, self.screen)
        size = float(self.facts.size)
        gone = [
            view.frame,
            view,
            view.gauges,
            view.quarters[0],
            view.drawn,
            view.coins,
            view.minimum,
            view.matrix,
            view.law,
            view.exact,
        ]
        whole = chart.areas.whole
        self.exchange_parts(cue.mark("exact") - 0.4, gone, [chart.frame, chart.ensemble, whole])
        self.add(chart.coins, chart.truth)
        self.play_until(
            cue.mark("exact") + 2.2,
            chart.coins.to(size),
            chart.truth.to(size),
            *(FadeIn(part, rate_func=early(1.0, after=0.6)) for part in (*chart.dots, *chart.names)),
        )
        self.play_until(self.now + 0.6, FadeIn(chart.drawn))
        self.hold_until(cue.mark("six") - 2.6)
        self.play_until(self.now + 0.6, FadeIn(chart.six[0]))
        self.hold_until(cue.mark("six") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(chart.six[1]))
        self.hold_until(cue.mark("one") - 0.4)
        self.play_until(self.now + 0.6, FadeIn(chart.one))
        self.hold_until(cue.mark("real") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(chart.real))
        self.laws = [
            chart.frame,
            chart.ensemble,
            chart.coins,
            chart.truth,
            *chart.dots,
            *chart.names,
            chart.drawn,
            whole,
            *chart.six,
            chart.one,
            chart.real,
        ]

    def next(self, cue: Cue) -> None:
        """Let the run beside the crest leave once more; then show a plain valley, and where its gradient points."""
        fact, pair, chart = self.facts, self.pair, self.chart
        pair.surface.look(LOW)
        pair.go(0.0)
        chart.shorten()
        chart.run.set_dial(0.0)
        recap = [chart.frame, chart.near, chart.notes[1], chart.run]
        self.exchange_parts(
            cue.mark("sum") - 2.2, self.laws, [pair.surface, pair.heads, self.formula, *recap]
        )
        self.play_until(
            cue.mark("sum") + 1.6,
            pair.to(fact.plain, view=WORK, rate_func=linear),
            chart.run.to(fact.plain, rate_func=linear),
            FadeIn(chart.end, rate_func=early(1.0, after=0.9)),
        )
        self.hold_until(cue.mark("valley") - 0.6)
        valley, question = self._valley()
        self.exchange_parts(
            cue.mark("valley") + 0.3, [pair.all, self.formula, *recap, chart.end], [valley, question]
        )

    # -- pieces -----------------------------------------------------------------------------------------------

    def _turn(self, view: Viewpoint) -> Course:
        """Animate the viewpoint, and with it the cuts that are drawn."""
        surface = self.pair.surface
        first = surface.view

        def draw(share: float) -> None:
            surface.look(first.towards(view, share))
            for cut in self.cuts:
                cut.set_dial(cut.dial)

        return Course(Group(surface, *self.cuts), draw, rate_func=smooth)

    def _axes(self, degrees: float) -> VGroup:
        """Return the directions of both coordinates as arrows from the saddle, turned against it."""
        surface, turn = self.racers.surface, np.radians(degrees)
        across = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return VGroup(
            *(
                Arrows(*surface.arrow((0.0, 0.0), 0.9 * side * way, above=0.06), width=0.035, head=0.18)
                for way in across
                for side in (-1.0, 1.0)
            )
        )

    def _half_way(self) -> VGroup:
        """Ring the run where it counts as gone, and mark the minimum that it goes to."""
        fact, surface = self.facts, self.pair.surface
        here = fact.runs["gradient_descent"].x[fact.plain]
        there = surface.to_stage((0.0, float(np.sign(here[1]))), above=0.05)
        ring = Circle(0.24, color=theme.INK, stroke_width=4).move_to(surface.to_stage(here, above=0.05))
        told = plated(self.word("half_way", theme.SMALL, self.plain.colour))
        told.next_to(ring, RIGHT, buff=0.1)
        return VGroup(ring, told, Goal(0.2).move_to(there))

    def _valley(self) -> tuple[VGroup, VGroup]:
        """Return a map of a plain valley with a start, and the question."""
        ravine = objectives.load("ravine")
        plane = Plane((-9.0, 9.0), (-3.6, 3.6), width=12.6, height=5.04).move_to((0, 0.1, 0))
        goal = Goal(0.24).move_to(plane.to_scene((0.0, 0.0)))
        start = np.array(ravine.start)
        here = plane.to_scene(start)
        tip = plane.to_scene(start - 0.55 * ravine.gradient(start))
        arrow = Arrows(here, tip, theme.GRADIENT, width=0.1, head=0.34)
        dot = marker("disc", 0.3, self.plain.colour, rim=True).move_to(here)
        question = plated(self.word("valley", theme.HEADING))
        question.move_to(
            (plane.window.get_right()[0] - question.width / 2 - 0.3, plane.window.get_top()[1] - 0.5, 0)
        )
        name = plated(self.text(r"$-nabla L$", theme.BODY, theme.GRADIENT))
        name.move_to(tip + np.array([-0.65, 0.1, 0.0]))
        way = DashedLine(here, goal.get_center(), color=theme.GOAL, stroke_width=4)
        angle = plated(self.text("?", theme.TITLE), buff=0.04)
        between = (way.get_unit_vector() + (tip - here) / np.linalg.norm(tip - here)) / 2
        angle.move_to(here + 1.5 * between)
        return VGroup(plane, ContourMap(plane, ravine), way, goal, arrow, dot, name, angle), question

    def _take_over(self, old: Runners, new: Runners) -> None:
        """Put other runs on the surface at once: it is the same ground, seen from the same side."""
        self.remove(*old.all)
        for one in reversed(new.all):
            self.bring_to_back(one)
