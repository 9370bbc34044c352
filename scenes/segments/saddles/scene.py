"""Saddles: how long they hold a method up, and how common they are."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, Group, VGroup, linear, smooth

from optimlib import objectives
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, early
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.surface.swarm import SurfaceSwarm
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .chance_chart import ChanceChart
from .coin_view import CoinView
from .facts import METHODS
from .leave_chart import LeaveChart
from .noise_chart import NoiseChart
from .race_bars import RaceBars
from .rate_panels import rate_panels
from .runners import BETWEEN, LOW, WORK, Runners
from .sections import Cut, SectionPlots


class Saddles(Segment):
    """One idea: a saddle delays by a logarithm, and it is far more common than coins would say."""

    on_crest = theme.Look(theme.INK, (), "cross")

    def setup(self) -> None:
        """Make the surface, and begin with it, seen from low."""
        super().setup()
        fact = self.facts
        self.plain = theme.look("gradient_descent")
        self.pair = Runners([(fact.crest.x, self.on_crest), (fact.runs["gradient_descent"].x, self.plain)])
        self.pair.surface.look(LOW).go(-1.0)
        self.formula = self.word("formula", theme.BODY).move_to((-3.1, -2.75, 0))
        self.add(self.pair.surface, self.formula)

    # -- beats ------------------------------------------------------------------------------------------------

    def saddle(self, cue: Cue) -> None:
        """Turn the surface; cut it along both axes, where it rises and where it falls."""
        surface = self.pair.surface
        self.plots = SectionPlots(surface, self.screen)
        shown = [FadeIn(frame, rate_func=early(0.6)) for frame in self.plots.frames]
        self.play_until(cue.mark("ground"), surface.turn(BETWEEN))
        self.play_until(cue.mark("rises") - 0.2, surface.turn(WORK), *shown)
        self.cuts = [Cut(surface, axis) for axis in (0, 1)]
        for cut, curve, name, mark in zip(
            self.cuts, self.plots.curves, self.plots.names, ("rises", "falls"), strict=True
        ):
            self.hold_until(cue.mark(mark) - 0.2)
            low, high = curve.plane.x_range
            curve.set_dial(low)
            self.add(cut, curve)
            self.play_until(
                self.now + 1.3, cut.to(1.0), curve.to(high), FadeIn(name, rate_func=early(1.0, after=0.5))
            )
        self.hold_until(cue.mark("flat") - 0.3)
        self.middle = marker("disc", 0.26, theme.INK, rim=True).move_to(
            surface.to_stage((0.0, 0.0), above=0.05)
        )
        self.play_until(self.now + 0.8, FadeIn(self.middle, self.plots.tangents))
        self.play_until(self.now + 0.7, FadeIn(self.plots.flat))
        self.hold_until(cue.mark("stuck") - 0.4)
        self.pair.go(0.0)
        self.play_until(self.now + 0.5, FadeIn(self.pair.heads[0]), FadeOut(self.middle))

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
            [names[0], self.chart.frame, self.chart.never],
        )
        self.play_until(cue.mark("beside") - 0.8, alone.to(half, names[0], rate_func=smooth))
        self.hold_until(cue.mark("beside") - 0.4)
        self._take_over(alone, pair)
        self.exchange_parts(cue.mark("beside") + 0.3, [names[0]], [names[1]])
        self.add(self.chart.run)
        leaves = cue.mark("leaves") + 0.4
        self.play_until(
            leaves, pair.to(fact.plain, names[1], rate_func=linear), self.chart.run.to(fact.plain, rate_func=linear),
            FadeIn(self.chart.end, rate_func=early(1.0, after=0.92)),
        )  # fmt: skip
        self.started = names[1]
        self.play_until(cue.until - 0.3, pair.to(len(fact.crest.x) - 1, names[1], rate_func=smooth))

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
            max(cue.mark("thousand") + 1.6, self.now + 1.0),
            closer.to(end, rate_func=linear),
            chart.closer.to(end, rate_func=linear),
            FadeIn(chart.more, rate_func=early(1.0, after=0.6)),
        )
        self.closer = closer

    def race(self, cue: Cue) -> None:
        """Let all methods leave together, and count their steps as bars."""
        fact, chart = self.facts, self.chart
        racers = Runners([(fact.runs[name].x, theme.look(name)) for name in METHODS])
        racers.surface.look(WORK)
        bars = RaceBars(fact, self.screen)
        gone = [
            chart.frame,
            chart.run,
            chart.straight,
            chart.end,
            *chart.notes,
            chart.closer,
            chart.more,
        ]
        self._take_over(self.closer, racers)
        self.exchange_parts(cue.mark("go") - 0.1, gone, [bars, bars.heads])
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
        self.hold_until(cue.mark("first") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(bars.firsts))
        self.racers, self.bars, self.light = racers, bars, light

    def rates(self, cue: Cue) -> None:
        """Plot the steps against the closeness of the start, at both rates."""
        fast, slow = rate_panels(self.facts, self.screen)
        count = len(self.facts.offsets) - 1.0
        self.exchange_parts(
            cue.mark("closer") - 0.3,
            [self.racers.all, self.formula, self.bars, self.bars.heads, self.bars.firsts, self.light],
            [fast.frame, slow.frame],
        )
        for panel, begin, end in (
            (fast, self.now, cue.mark("level")),
            (slow, cue.mark("slower") - 0.3, cue.mark("slower") + 2.2),
        ):
            self.hold_until(begin)
            self.add(*panel.lines)
            self.play_until(
                max(end, self.now + 1.0),
                *(line.to(count, rate_func=linear) for line in panel.lines),
                FadeIn(panel.names, rate_func=early(1.0, after=0.6)),
            )
        self.hold_until(cue.mark("squared") - 0.3)
        rings = VGroup(*(slow.ring(self.facts, name) for name in ("momentum", "adagrad")))
        corner = slow.plane.window.get_corner(np.array([-1.0, -1.0, 0.0]))
        for rank, name in enumerate(("adagrad", "momentum")):
            text = self.word(f"slower_{name}", theme.BODY, theme.look(name).colour)
            text.move_to(corner + np.array([0.2 + text.width / 2, 0.32 + 0.45 * rank, 0.0]))
            rings.add(plated(text, buff=0.05))
        self.play_until(self.now + 0.6, FadeIn(rings))
        self.panels = [fast.frame, slow.frame, *fast.lines, *slow.lines, fast.names, slow.names, rings]

    def noise(self, cue: Cue) -> None:
        """Shake runs that begin exactly on the crest."""
        fact = self.facts
        quiet = Runners([])
        quiet.surface.look(WORK)
        chart = NoiseChart(fact, self.screen)
        swarm = SurfaceSwarm(quiet.surface, fact.noisy[0], self.plain.colour)
        name = self.word("noisy", theme.SMALL).move_to((4.2, 2.75, 0))
        self.exchange_parts(
            cue.mark("shake") - 0.9,
            self.panels,
            [quiet.surface, swarm, self.formula, chart.frame, name],
        )
        self.play_until(cue.mark("shake") - 0.2, FadeIn(chart.silent, chart.silent_name))
        last = float(chart.curve.points_data[-1, 0])
        whole = Group(swarm, chart.curve)

        def draw(share: float) -> None:
            step = share * last
            at = np.arange(len(fact.noisy))
            low = min(int(step), len(at) - 2)
            swarm.put(fact.noisy[low] + (step - low) * (fact.noisy[low + 1] - fact.noisy[low]))
            chart.curve.set_dial(step)

        self.add(chart.curve, swarm)
        self.play_until(
            cue.mark("all") - 0.6,
            Course(whole, draw, rate_func=linear),
            FadeIn(chart.half, rate_func=early(1.0, after=0.85)),
        )
        self.hold_until(cue.mark("all") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(chart.last))
        self.quiet, self.swarm = quiet, swarm
        self.noisy = [chart.frame, chart.curve, chart.silent, chart.silent_name, chart.half, chart.last, name]

    def coins(self, cue: Cue) -> None:
        """Turn up the entry beside the diagonal, and watch the cloud of eigenvalues split."""
        view = CoinView(self.facts, self.screen)
        self.exchange_parts(
            cue.mark("told") - 0.6,
            [self.quiet.surface, self.swarm, self.formula, *self.noisy],
            [view.frame, view.minimum],
        )
        self.play_until(cue.mark("told") + 0.6, FadeIn(view.cloud, view.quarters))
        self.hold_until(cue.mark("told") + 1.6)
        self.play_until(self.now + 0.6, FadeIn(view.coins, view.gauges[1], *view.positive[1:]))
        self.hold_until(cue.mark("matrix") - 0.7)
        self.play_until(cue.mark("matrix") + 0.3, FadeIn(view.matrix))
        self.exchange_parts(
            self.now + 0.9, view.quarters[1:], [view.gauges[0], *view.coupling[1:], view.drawn]
        )
        self.hold_until(cue.mark("couple") - 2.2)
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
        self.exchange_parts(cue.mark("exact") - 0.4, gone, [chart.frame, chart.ensemble])
        self.add(chart.coins, chart.truth)
        self.play_until(
            cue.mark("draws") - 0.4,
            chart.coins.to(size),
            chart.truth.to(size),
            *(FadeIn(part, rate_func=early(1.0, after=0.6)) for part in (*chart.dots, *chart.names)),
        )
        self.play_until(cue.mark("draws") + 0.4, FadeIn(chart.drawn))
        self.hold_until(cue.mark("six") - 2.6)
        self.play_until(self.now + 0.6, FadeIn(chart.six[0]))
        self.hold_until(cue.mark("six") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(chart.six[1]))
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
            *chart.six,
            chart.real,
        ]

    def next(self, cue: Cue) -> None:
        """Sum up at the saddle; then show a plain valley, and where its gradient points."""
        racers = self.racers
        racers.go(0.0)
        lines = VGroup(*(self.word(key, theme.BODY) for key in ("sum_time", "sum_noise", "sum_common")))
        lines.arrange(np.array([0.0, -1.0, 0.0]), buff=0.45, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        lines.move_to((theme.STAGE_RIGHT - lines.width / 2, 0.6, 0))
        self.exchange_parts(cue.mark("sum") - 1.6, self.laws, [racers.surface, racers.heads, self.formula])
        self.play_until(
            cue.mark("valley") - 0.7,
            racers.to(len(self.facts.crest.x) - 1.0, rate_func=linear),
            *(
                FadeIn(line, rate_func=early(after + 0.2, after=after))
                for line, after in zip(lines, (0.2, 0.45, 0.7), strict=True)
            ),
        )
        self.hold_until(cue.mark("valley") - 0.6)
        valley, question = self._valley()
        self.exchange_parts(
            cue.mark("valley") + 0.3, [self.racers.all, self.formula, lines], [valley, question]
        )

    # -- pieces -----------------------------------------------------------------------------------------------

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
        name.move_to(tip + np.array([0.55, 0.25, 0.0]))
        return VGroup(plane, ContourMap(plane, ravine), goal, arrow, dot, name), question

    def _take_over(self, old: Runners, new: Runners) -> None:
        """Put other runs on the surface at once: it is the same ground, seen from the same side."""
        self.remove(old.surface, old.heads)
        for one in (new.heads, new.surface):
            self.bring_to_back(one)
