"""Six methods on three landscapes: the winner depends on ground and start, and winners forgive little."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .closing import Closing
from .heat_view import TOLD, HeatView
from .lanes import CAPTION, CountLanes, StepLanes
from .law_panel import LawPanel
from .names import legend
from .race_paths import RacePaths
from .range_chart import RangeChart
from .rate_chart import RateChart, TurnedRate
from .start_dots import start_dots
from .three_maps import CENTRES, ThreeMaps, settled_zone
from .tuning import METHODS, RATES

LEGEND_LOW, LEGEND_HIGH = -2.8, 2.96
"""Where the names of the methods stand: below the formulas, and above the maps while they run."""


class RaceLandscapes(Segment):
    """One idea: who wins depends on the ground, and how far a rate may be off is another question."""

    def setup(self) -> None:
        """Make what several beats share: the three maps."""
        super().setup()
        self.three = ThreeMaps(self.screen)
        self.legend = legend(self.screen, LEGEND_LOW)
        self.add(*self.three.maps, self.legend)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Name one landscape after the other, with its formula."""
        for one, mark in zip(self.three.maps, ("beale", "rosenbrock", "saddle"), strict=True):
            self.hold_until(cue.mark(mark) - 0.4)
            self.play_until(cue.mark(mark) + 0.4, FadeIn(one.called, one.told))
        self.hold_until(cue.mark("who") - 0.3)
        self.play_until(cue.mark("who") + 0.3, FadeIn(self.three.begins))

    def tune(self, cue: Cue) -> None:
        """Turn the rate of gradient descent: its path and its place on the chart change together."""
        first, *others = self.three.maps
        chart = RateChart(self.facts, self.screen)
        turned = TurnedRate(self.facts, first, chart.plane, self.screen)
        gone = [
            *others, *(one.called for one in others), *(one.told for one in self.three.maps), self.legend,
            *self.three.begins[1:],
        ]  # fmt: skip
        zone = settled_zone(first, self.facts.tolerance)
        self.exchange_parts(min(self.now + 0.9, cue.mark("settle") - 0.8), gone, [chart.frame])
        self.hold_until(cue.mark("settle") - 0.3)
        self.play_until(cue.mark("settle") + 0.3, FadeIn(chart.settled, zone))
        plain = chart.curves[0]
        begin, walk, never = cue.mark("settle") + 0.8, cue.mark("walk"), cue.mark("never")
        self.hold_until(begin)
        plain.set_dial(turned.first + 1.0)
        self.play_until(begin + 0.4, FadeIn(turned, plain))
        best = float(self.facts.plain.best_alone)
        self.play_until(max(never - 0.9, walk), turned.to(best), plain.to(best + 1.0), rate_func=linear)
        self.play_until(self.now + 0.3, FadeIn(chart.bests[0], chart.head))
        self.hold_until(never - 0.2)
        self.play_until(never + 0.2, turned.to(best + 1.0))
        self.play_until(
            max(cue.mark("others") + 0.3, self.now + 1.0),
            *(curve.to(float(len(RATES))) for curve in chart.curves[1:]),
            FadeIn(VGroup(*chart.bests[1:], chart.note), rate_func=early(1.0, after=0.4)),
        )

    def race(self, cue: Cue) -> None:
        """Let all run on all grounds; below, each stays on the axis of steps where it settles."""
        facts, maps = self.facts, self.three.maps
        lanes = [
            StepLanes(contest, self.screen, centre)
            for contest, centre in zip(facts.contests, CENTRES, strict=True)
        ]
        paths = RacePaths(facts, [one.plane for one in maps])
        self.legend = legend(self.screen, LEGEND_HIGH)
        caption = self.word("alone_axis", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        self.exchange(
            min(self.now + 0.8, cue.mark("go") - 0.2),
            *maps,
            *self.three.names,
            *self.three.begins,
            self.legend,
            caption,
            *(lane.frame for lane in lanes),
            apart=True,
        )
        self.hold_until(cue.mark("go") - 0.1)
        self.add(paths, *lanes)
        middle, last = (float(np.log10(steps)) for steps in (1.2 * facts.beale.steps_alone, facts.steps))

        def draw(power: float) -> None:
            paths.set_dial(10.0**power)
            for lane in lanes:
                lane.set_dial(10.0**power)

        nevers, twice = VGroup(*(lane.nevers for lane in lanes)), cue.mark("twice")
        self.play_until(cue.mark("first") - 0.2, Course(paths, draw, (0.0, middle), rate_func=linear))
        self.play_until(
            twice - 0.3,
            Course(paths, draw, (middle, last), rate_func=linear),
            FadeIn(lanes[0].won, rate_func=early(0.15)),
            FadeIn(nevers, rate_func=early(1.0, after=0.97)),
        )
        self.play_until(twice + 0.3, FadeIn(*(lane.won for lane in lanes[1:])))
        self.paths = paths

    def swarm(self, cue: Cue) -> None:
        """Let the same rates run from many starts, and count who is first."""
        facts, maps = self.facts, self.three.maps
        self.counts = [
            CountLanes(contest, self.screen, centre)
            for contest, centre in zip(facts.contests, CENTRES, strict=True)
        ]
        pairs = list(zip(facts.contests, maps, strict=True))
        bare = [start_dots(contest, one.plane) for contest, one in pairs]
        self.dots = [start_dots(contest, one.plane, contest.owners_alone) for contest, one in pairs]
        self.caption = self.word("starts_won", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        frames = [count.frame for count in self.counts]
        # The lucky run once more, alone.
        lucky = self.paths.of(1, facts.rosenbrock.first_alone)
        rest = [path for path in self.paths.paths if path is not lucky]
        again = min(self.now + 0.4, cue.mark("starts") - 1.6)
        self.remove(self.paths)
        self.add(*rest, lucky)
        self.play_until(again, *(FadeOut(path) for path in rest))
        lucky.set_dial(0.0)
        self.play_until(
            cue.mark("starts") - 1.0, lucky.to(float(facts.rosenbrock.steps_alone), rate_func=linear)
        )
        self.hold_until(cue.mark("starts") - 0.9)
        self.exchange(
            cue.mark("starts") + 0.2, *maps, *self.three.names, self.legend, self.caption, *bare, *frames
        )
        few = cue.mark("few")
        self.hold_until(self.now + 0.3)
        self.add(*self.counts)
        self.play_until(
            max(few - 0.2, self.now + 0.8),
            *(FadeOut(one) for one in bare),
            *(FadeIn(one) for one in self.dots),
            *(count.to(1.0, rate_func=smooth) for count in self.counts),
        )
        self.settles = self.word("settles_from", theme.SMALL, theme.look("adagrad").colour)
        self.counts[1].beside(self.settles, METHODS.index("adagrad"))
        self.hold_until(cue.mark("all") - 0.3)
        self.play_until(cue.mark("all") + 0.2, FadeIn(self.settles))

    def retune(self, cue: Cue) -> None:
        """Tune for half of the starts: dots and bars change, and each ground gets its winner."""
        facts, maps = self.facts, self.three.maps
        pairs = list(zip(facts.contests, maps, strict=True))
        after = [start_dots(contest, one.plane, contest.owners) for contest, one in pairs]
        caption = self.word("starts_half", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        self.play_until(
            cue.mark("half"),
            FadeOut(self.settles, rate_func=early(0.4)),
            FadeOut(self.caption, rate_func=early(0.4)),
            *(FadeOut(one) for one in self.dots),
            *(FadeIn(one) for one in after),
            *(count.to(2.0, rate_func=smooth) for count in self.counts),
            FadeIn(VGroup(*(count.halves for count in self.counts)), rate_func=early(1.0, after=0.5)),
            FadeIn(caption, rate_func=early(1.0, after=0.5)),
        )
        self.dots = after
        for mark, count in zip(("beale", "rosenbrock", "saddle"), self.counts, strict=True):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(cue.mark(mark) + 0.3, FadeIn(count.winner))

    def heat(self, cue: Cue) -> None:
        """Paint the steps over rates and memories, for momentum and for Adam."""
        self.view = view = HeatView(self.facts, self.screen)
        first, second = view.panels
        for panel in view.panels:
            panel.heat.set_dial(0.0)
        self.exchange(
            min(self.now + 0.9, cue.mark("paint")), first.frame, second.frame, view.key[0], apart=True
        )
        self.add(first.heat, second.heat)
        self.hold_until(cue.mark("paint") - 0.2)
        count = float(len(RATES))
        self.play_until(cue.mark("best") - 1.0, *(panel.heat.to(count) for panel in view.panels))
        self.hold_until(cue.mark("best") - 0.3)
        self.play_until(cue.mark("best") + 0.3, FadeIn(view.fewest[0]))
        self.hold_until(cue.mark("narrow") - 1.9)
        self.play_until(cue.mark("narrow") - 1.2, FadeIn(first.ranges[0], view.key[1]))
        self.hold_until(cue.mark("narrow") - 0.3)
        self.play_until(cue.mark("narrow") + 0.2, FadeIn(first.widths[0]))

    def law(self, cue: Cue) -> None:
        """Show the ranges of all memories, and why momentum's begin where they do."""
        view, (first, second) = self.view, self.view.panels
        panel, told = LawPanel(self.facts, self.screen), TOLD[1]
        for mark, one in (("wide", first), ("adam", second)):
            self.hold_until(cue.mark(mark) - 0.6)
            self.play_until(cue.mark(mark) + 0.2, FadeIn(one.ranges[told], one.widths[told]))
        self.hold_until(cue.mark("diagonal") - 1.2)
        self.exchange_parts(
            cue.mark("diagonal") - 0.2,
            [second.frame, second.heat, second.ranges[told], second.widths[told]],
            [panel.lines[0], view.diagonal, panel.chart, *(panel.dots[rank] for rank in TOLD)],
        )
        self.hold_until(cue.mark("floor") - 0.6)
        rest = [rank for rank in range(len(first.ranges)) if rank not in TOLD]
        self.play_until(
            cue.mark("floor") + 0.2,
            FadeIn(panel.lines[1], *(first.ranges[rank] for rank in rest)),
            FadeIn(*(view.fewest[rank] for rank in (*rest, told)), *(panel.dots[rank] for rank in rest)),
        )
        self.hold_until(cue.mark("edge") - 0.6)
        self.play_until(cue.mark("edge") + 0.3, FadeIn(view.law, panel.lines[2], panel.slope))
        self.hold_until(cue.mark("price") - 1.2)
        light = [Indicate(view.fewest[rank][1], color=theme.YELLOW, scale_factor=1.25) for rank in (told, 0)]
        self.play_until(cue.mark("price") + 0.4, *light)

    def ranges(self, cue: Cue) -> None:
        """Draw the ranges of all methods on all grounds."""
        self.chart = chart = RangeChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("thick")), chart.frame, apart=True)
        bars = chart.bars.values()
        for mark, part, key in (("thick", "thick", 0), ("thin", "thin", 1)):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(
                cue.mark(mark) + 0.5, *(FadeIn(getattr(bar, part)) for bar in bars), FadeIn(chart.keys[key])
            )
        self.hold_until(cue.mark("winners") - 0.6)
        self.play_until(cue.mark("winners"), FadeIn(chart.winners, chart.others))
        self.hold_until(cue.mark("adam") - 0.5)
        self.play_until(cue.mark("adam"), FadeIn(chart.adam))
        self.hold_until(cue.mark("one") - 0.6)
        self.play_until(cue.mark("one") + 0.1, FadeIn(chart.common))

    def units(self, cue: Cue) -> None:
        """Show the limits that curvatures set; divide the loss: momentum's range moves, Adam's stays."""
        chart = self.chart
        self.hold_until(cue.mark("curvature") - 0.5)
        self.play_until(cue.mark("curvature") + 0.3, FadeIn(chart.limits))
        self.hold_until(cue.mark("step") - 0.4)
        self.exchange_parts(cue.mark("step") + 0.4, [chart.common[1]], [chart.step])
        (momentum, moved), (adam, stays) = chart.moved["momentum"], chart.moved["adam"]
        self.hold_until(cue.mark("divide") - 0.3)
        self.play_until(cue.mark("divide") + 0.3, FadeIn(momentum, adam))
        self.hold_until(cue.mark("moves") - 0.9)
        self.play_until(cue.mark("moves") + 0.5, momentum.to(1.0, rate_func=smooth), adam.to(1.0))
        self.play_until(self.now + 0.4, FadeIn(moved))
        self.hold_until(cue.mark("stays") - 0.3)
        self.play_until(cue.mark("stays") + 0.2, FadeIn(stays))

    def moral(self, cue: Cue) -> None:
        """Put each ground's winner below it, and its range beside Adam's."""
        maps = self.three.maps
        ends = [
            Closing(contest, self.screen, centre)
            for contest, centre in zip(self.facts.contests, CENTRES, strict=True)
        ]
        self.exchange(
            min(self.now + 0.9, cue.mark("wins") - 0.3),
            *maps,
            *self.three.names,
            *self.dots,
            *(end.wins for end in ends),
            apart=True,
        )
        self.hold_until(cue.mark("forgives") - 0.4)
        self.play_until(cue.mark("forgives") + 0.4, FadeIn(*(end.forgives for end in ends)))
        self.hold_until(cue.mark("next") - 0.5)
        following = self.word("next", theme.BODY).move_to((0, -2.8, 0))
        self.play_until(cue.mark("next") + 0.2, FadeIn(following))
