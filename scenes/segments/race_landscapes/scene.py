"""Six methods on three landscapes: the winner depends on ground and start, and winners forgive little."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, Restore, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .closing import Closing
from .half_table import HalfTable
from .heat_view import TOLD, HeatView
from .lanes import CAPTION, CountLanes, StepLanes
from .law_panel import LawPanel
from .lucky import LuckyRun
from .names import legend
from .quarter_view import QuarterView
from .race_paths import RacePaths
from .start_dots import start_dots
from .three_maps import CENTRES, ThreeMaps, settled_zone
from .tuning import METHODS, RATES

LEGEND = 2.96
"""Where the names of the methods stand, above the maps."""


GHOST = 0.3
"""How faint the words stand that are not told yet."""


class RaceLandscapes(Segment):
    """One idea: who wins depends on the ground, and how far a rate may be off is another question."""

    def setup(self) -> None:
        """Make what several beats share: the three maps."""
        super().setup()
        self.three = ThreeMaps(self.screen)
        self.add(*self.three.maps, self.three.names)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Tell of one landscape after the other, with its formula."""
        for one in self.three.maps:
            one.told.save_state()
            self.add(one.told.fade(1.0 - GHOST))
        self.hold_until(cue.mark("who") - 0.3)
        self.play_until(cue.mark("who") + 0.1, FadeIn(self.three.begins))
        for one, mark in zip(self.three.maps, ("beale", "rosenbrock", "saddle"), strict=True):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(cue.mark(mark) + 0.3, Restore(one.told))

    def race(self, cue: Cue) -> None:
        """Let all run on all grounds; below, each stays on the axis of steps where it settles."""
        facts, maps = self.facts, self.three.maps
        pairs = list(zip(facts.contests, CENTRES, strict=True))
        lanes = [StepLanes(contest, self.screen, centre) for contest, centre in pairs]
        paths = RacePaths(facts, [one.plane for one in maps])
        zones = VGroup(*(settled_zone(one, facts.tolerance) for one in maps))
        self.legend = legend(self.screen, LEGEND)
        rates = self.word("left_out", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        caption = self.word("alone_axis", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        settled = self.word("settled", theme.SMALL, theme.YELLOW).move_to((0, CAPTION, 0))
        alpha = self.word("kept_alpha", theme.SMALL).move_to((0, CAPTION, 0))
        told = [one.told for one in maps]
        frames = [lane.frame for lane in lanes]
        self.exchange_parts(min(self.now + 1.0, cue.mark("alpha") - 1.2), told, [self.legend, rates, *frames])
        self.hold_until(cue.mark("alpha") - 0.4)
        self.exchange_parts(cue.mark("alpha") + 0.2, [rates], [alpha])
        self.hold_until(cue.mark("settle") - 0.4)
        self.exchange_parts(cue.mark("settle") + 0.3, [alpha], [settled, zones])
        self.hold_until(cue.mark("go") - 0.7)
        self.exchange_parts(cue.mark("go") - 0.1, [settled], [caption])
        self.add(paths, *lanes)

        def draw(power: float) -> None:
            paths.set_dial(10.0**power)
            for lane in lanes:
                lane.set_dial(10.0**power)

        begun = 0.0
        for mark, rank in (("saddle", 2), ("canyon", 1), ("beale", 0)):
            power = float(np.log10(facts.contests[rank].steps_alone))
            self.play_until(cue.mark(mark), Course(paths, draw, (begun, power), rate_func=linear))
            self.play_until(cue.mark(mark) + 0.4, FadeIn(lanes[rank].won))
            begun = power
        last, nevers = float(np.log10(facts.steps)), VGroup(*(lane.nevers for lane in lanes))
        self.play_until(
            self.now + 1.2,
            Course(paths, draw, (begun, last), rate_func=linear),
            FadeIn(nevers, rate_func=early(1.0, after=0.9)),
        )

    def swarm(self, cue: Cue) -> None:
        """Let the lucky run go once more, then all from many starts, and count who is first."""
        facts, maps = self.facts, self.three.maps
        lucky, steps = LuckyRun(facts, self.screen), float(facts.rosenbrock.steps_alone)
        self.exchange(min(self.now + 0.9, cue.mark("jumps") - 0.6), lucky.frame, apart=True)
        self.add(lucky)
        self.play_until(cue.mark("jumps") + 0.7, lucky.to(2.0))
        self.play_until(self.now + 0.3, FadeIn(lucky.peak))
        self.play_until(cue.mark("lands") + 0.2, lucky.to(steps))
        pairs = list(zip(facts.contests, maps, strict=True))
        self.counts = [
            CountLanes(contest, centre) for contest, centre in zip(facts.contests, CENTRES, strict=True)
        ]
        bare = [start_dots(contest, one.plane) for contest, one in pairs]
        self.dots = [start_dots(contest, one.plane, contest.owners_alone) for contest, one in pairs]
        self.caption = self.word("starts_won", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        frames = [count.frame for count in self.counts]
        self.hold_until(cue.mark("starts") - 0.7)
        self.exchange(
            cue.mark("starts") + 0.3,
            *maps, self.three.names, self.legend, self.caption, *bare, *frames,
            apart=True,
        )  # fmt: skip
        self.add(*self.counts)
        self.play_until(
            max(cue.mark("few") - 0.2, self.now + 0.8),
            *(FadeOut(one) for one in bare),
            *(FadeIn(one) for one in self.dots),
            *(count.to(1.0, rate_func=smooth) for count in self.counts),
        )
        self.settles = self.word("settles_from", theme.SMALL, theme.look("adagrad").colour)
        adagrad = METHODS.index("adagrad")
        self.counts[1].beside(self.settles, adagrad)
        self.few = self.counts[1].pointed(adagrad)
        self.play_until(max(cue.mark("few") + 0.2, self.now + 0.3), FadeIn(self.few))
        self.hold_until(cue.mark("all") - 0.3)
        self.play_until(cue.mark("all") + 0.2, FadeIn(self.settles))

    def retune(self, cue: Cue) -> None:
        """Tune for half of the starts: signs change, steps take the place of counts, each ground gets its winner."""
        pairs = list(zip(self.facts.contests, self.three.maps, strict=True))
        after = [start_dots(contest, one.plane, contest.owners) for contest, one in pairs]
        tuned = [
            {name: sweeps[rank].steps for name, sweeps in self.facts.memories_of.items()}
            for rank in range(len(pairs))
        ]
        tables = [
            HalfTable(contest, steps, self.screen, one.centre)
            for (contest, one), steps in zip(pairs, tuned, strict=True)
        ]
        caption = self.word("starts_half", theme.SMALL, theme.MUTED).move_to((0, CAPTION, 0))
        frames = [count.frame for count in self.counts]
        self.hold_until(cue.mark("half") - 0.9)
        self.exchange_parts(
            cue.mark("half") + 0.2,
            [self.settles, self.few, self.caption, *self.counts, *frames, *self.dots],
            [*after, *(table.rows for table in tables), caption],
        )
        self.dots = after
        for mark, table in zip(("beale", "rosenbrock", "saddle"), tables, strict=True):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(cue.mark(mark) + 0.3, FadeIn(table.winner))
        self.hold_until(cue.mark("alpha") - 0.2)
        self.play_until(cue.mark("alpha") + 0.4, FadeIn(*(table.tuned for table in tables)))

    def heat(self, cue: Cue) -> None:
        """Paint momentum's steps over rates and memories; at the right, what memory is and how wide ranges are."""
        self.view = view = HeatView(self.facts, self.screen)
        self.panel = panel = LawPanel(self.facts, self.screen)
        view.heat.set_dial(0.0)
        self.exchange(
            min(self.now + 0.9, cue.mark("paint") - 0.3), view.frame, panel.chart, panel.rule, apart=True
        )
        self.add(view.heat)
        self.play_until(cue.mark("best") - 0.8, view.heat.to(float(len(RATES))))
        self.hold_until(cue.mark("best") - 0.4)
        self.play_until(cue.mark("best") + 0.4, FadeIn(view.fewest_head, view.fewest[0]))
        self.hold_until(cue.mark("narrow") - 2.2)
        self.play_until(cue.mark("narrow") - 1.4, FadeIn(view.ranges[0], view.key))
        self.hold_until(cue.mark("narrow") - 0.2)
        self.play_until(cue.mark("narrow") + 0.4, FadeIn(view.widths[0], panel.dots[0]))

    def law(self, cue: Cue) -> None:
        """Show the range with memory, how much of it is the yardstick, and why the rest is a factor of ten."""
        view, panel, told = self.view, self.panel, TOLD[1]
        self.hold_until(cue.mark("wide") - 0.6)
        self.play_until(
            cue.mark("wide") + 0.2,
            FadeIn(view.ranges[told], view.widths[told], view.fewest[told], panel.dots[told]),
        )
        self.hold_until(cue.mark("same") - 0.5)
        self.exchange_parts(cue.mark("same") + 0.3, [panel.rule], [view.same, panel.budget, panel.same])
        self.hold_until(cue.mark("own") - 0.4)
        self.play_until(cue.mark("own") + 0.3, FadeIn(panel.own, panel.bracket))
        self.hold_until(cue.mark("diagonal") - 0.6)
        self.play_until(cue.mark("diagonal") + 0.3, FadeIn(panel.law, view.diagonal))
        self.hold_until(cue.mark("tenth") - 0.5)
        self.play_until(cue.mark("tenth") + 0.3, FadeIn(view.tenth, panel.slope))

    def quarters(self, cue: Cue) -> None:
        """Take memory and division apart: ranges get wider from left to right, and come together below."""
        self.chart = chart = QuarterView(self.facts, self.screen)
        heads = [panel.head for panel in chart.panels]
        self.hold_until(cue.mark("both") - 1.0)
        self.exchange(cue.mark("both") + 0.2, chart.frame, chart.bar_key, heads[3], apart=True)
        self.hold_until(cue.mark("alone") - 0.6)
        self.play_until(cue.mark("alone") + 0.2, FadeIn(*heads[:3]))
        for panels in (chart.panels[0::2], chart.panels[1::2]):
            until = self.now + 0.8 if panels[0] is chart.panels[0] else cue.mark("wider") + 0.3
            self.play_until(until, FadeIn(*(part for one in panels for part in (one.bars, one.widths))))
        self.hold_until(cue.mark("together") - 0.5)
        self.play_until(
            cue.mark("together") + 0.4, FadeIn(chart.middle_key, *(one.bracket for one in chart.panels))
        )
        self.hold_until(cue.mark("common") - 0.5)
        self.play_until(cue.mark("common") + 0.4, FadeIn(chart.common))

    def divide(self, cue: Cue) -> None:
        """Divide the loss of one ground: the ranges without division move, those with it stay."""
        chart = self.chart
        panels = chart.panels
        gone = [chart.bar_key, chart.middle_key, chart.common]
        gone += [part for one in panels for part in (one.bracket, one.widths)]
        moving = [one.moved[0] for one in panels]
        self.hold_until(cue.mark("loss") - 0.6)
        self.exchange_parts(cue.mark("loss") + 0.4, gone, [chart.scaled_key, *moving])
        self.hold_until(cue.mark("without") - 0.2)
        self.play_until(cue.mark("without") + 0.5, FadeIn(*(one.reason for one in panels[:2])))
        self.hold_until(cue.mark("moves") - 0.9)
        self.play_until(cue.mark("moves") + 0.6, *(one.to(1.0, rate_func=smooth) for one in moving[:2]))
        self.play_until(self.now + 0.3, FadeIn(*(one.moved[1] for one in panels[:2])))
        self.hold_until(cue.mark("cancels") - 0.6)
        self.play_until(cue.mark("cancels") + 0.2, FadeIn(*(one.reason for one in panels[2:])))
        self.play_until(cue.mark("stays") - 0.5, *(one.to(1.0) for one in moving[2:]))
        self.play_until(cue.mark("stays"), FadeIn(*(one.moved[1] for one in panels[2:])))

    def moral(self, cue: Cue) -> None:
        """Put each ground's winner below it, beside Adam: their ranges and their steps."""
        maps = self.three.maps
        ends = [
            Closing(contest, self.screen, centre)
            for contest, centre in zip(self.facts.contests, CENTRES, strict=True)
        ]
        chart, panels = self.chart, self.chart.panels
        gone = [chart.scaled_key] + [part for one in panels for part in (one.reason, *one.moved)]
        self.hold_until(cue.mark("division") - 0.2)
        self.exchange_parts(
            cue.mark("division") + 0.7, gone, [chart.middle_key, chart.down, *(one.bracket for one in panels)]
        )
        self.hold_until(cue.mark("memory") - 0.5)
        self.play_until(
            cue.mark("memory") + 0.3, FadeIn(chart.bar_key, chart.across, *(one.widths for one in panels))
        )
        self.hold_until(cue.mark("wins") - 2.4)
        self.exchange(
            cue.mark("wins") - 1.2,
            *maps, self.three.names, *self.dots, *(end.wins for end in ends),
            apart=True,
        )  # fmt: skip
        self.hold_until(cue.mark("forgives") - 0.8)
        steps = self.word("range_steps", theme.SMALL, theme.MUTED).move_to((0, -2.55, 0))
        self.play_until(cue.mark("forgives") + 0.1, FadeIn(*(end.forgives for end in ends), steps))
        self.hold_until(cue.mark("price") - 0.5)
        self.play_until(cue.mark("price") + 0.2, FadeIn(*(end.price for end in ends)))
        self.hold_until(cue.mark("next") - 0.5)
        following = self.word("next", theme.BODY).move_to((0, CAPTION, 0))
        self.play_until(cue.mark("next") + 0.2, FadeIn(following))
