"""AdaDelta: the size of past updates in the place of a learning rate, and the rate that hides in ε."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, FadeIn, VGroup, linear

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import early
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .finer_maps import FinerMaps
from .growth_chart import GROWING, GrowthChart
from .hidden_rate import HiddenRate
from .last_updates import LastUpdates
from .lost_sign import PRINTED, LostSign
from .slow_start import SlowStart
from .unit_bars import UnitBars
from .unit_formulas import RateUnits, RatioUnits, TwoEpsilons


class AdaDelta(Segment):
    """One idea: a step measured by past steps has their unit; but what starts it, ε, is a rate in hiding."""

    map_size = (8.5, 5.7)
    column, column_middle = 2.15, 4.45

    def setup(self) -> None:
        """Make what several beats share: the map, and the run of the segment before on it."""
        super().setup()
        fact = self.facts
        self.look = theme.look("adadelta")
        start = fact.run.x[0]
        corners = np.array([start, -0.25 * start, (start[0], -start[1])])
        self.plane, self.map = self._map(corners)
        self.rmsprop_path = TrajectoryPath(self.plane, fact.rmsprop, theme.look("rmsprop"))
        self.units_of_rate = RateUnits(self.screen, self.column_middle)
        self.add(self.map, self.rmsprop_path, self.units_of_rate.rule)

    def _map(self, corners: np.ndarray) -> tuple[Plane, VGroup]:
        width, height = self.map_size
        plane = Plane.around(corners, width, height, margin=0.06)
        plane.move_to((theme.STAGE_LEFT + width / 2, 0.05, 0))
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        return plane, VGroup(ContourMap(plane, self.facts.objective.load()), goal)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let RMSProp run once more, and ask each part of its rule for its unit."""
        units = self.units_of_rate
        self.play_until(cue.mark("size"), self.rmsprop_path.to(self.facts.steps, rate_func=linear))
        for mark, shown in (("size", units.size), ("bare", units.bare), ("rate", units.rate)):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.6, FadeIn(shown))

    def units(self, cue: Cue) -> None:
        """Write the same valley in a finer unit, and run it with the same number as the rate."""
        pair = FinerMaps(self.facts, self.screen)
        pair.paths[0].set_dial(self.facts.steps)
        self.exchange(min(self.now + 0.8, cue.mark("finer")), pair.maps[0], pair.paths[0], pair.losses[0])
        self.hold_until(cue.mark("finer"))
        self.play_until(self.now + 0.7, FadeIn(pair.maps[1]))
        self.hold_until(cue.mark("run"))
        self.add(pair.paths[1])
        self.play_until(min(self.now + 2.0, cue.mark("loss") - 0.2), pair.paths[1].to(self.facts.steps))
        self.hold_until(cue.mark("loss"))
        self.play_until(self.now + 0.5, FadeIn(pair.losses[1]))

    def ratio(self, cue: Cue) -> None:
        """Put the size of past updates in the place of the rate, and see the units cancel."""
        rules, last = RatioUnits(self.screen), LastUpdates(self.facts, self.screen)
        for strike, text in rules.struck:
            self.allow_overlap(strike, text, "the unit is struck out")
        self.exchange(min(self.now + 0.8, cue.mark("updates") - 0.8), rules.old, last.bars)
        self.hold_until(cue.mark("updates") - 0.7)
        self.play_until(cue.mark("updates") + 0.4, FadeIn(rules.new, last.mean))
        self.play_until(self.now + 0.6, FadeIn(rules.means))
        self.hold_until(cue.mark("cancel") - 1.2)
        self.play_until(cue.mark("cancel") - 0.5, FadeIn(rules.step))
        self.hold_until(cue.mark("cancel"))
        self.play_until(self.now + 0.7, FadeIn(rules.fit))
        self.hold_until(cue.mark("none"))
        self.play_until(self.now + 0.6, FadeIn(rules.none))

    def walk(self, cue: Cue) -> None:
        """Let AdaDelta go beside RMSProp: it hardly leaves the start."""
        pair = SlowStart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("go")), pair.ground)
        self.hold_until(cue.mark("go"))
        self.add(*pair.lines)
        self.play_until(
            max(cue.mark("first") - 0.3, self.now + 1.0),
            *(line.to(self.facts.steps) for line in pair.lines),
            FadeIn(pair.names, rate_func=early(1.0, after=0.6)),
        )
        self.hold_until(cue.mark("first"))
        self.play_until(self.now + 0.7, FadeIn(pair.first))
        self.hold_until(cue.mark("slow"))
        self.play_until(self.now + 0.5, FadeIn(*pair.losses))

    def growth(self, cue: Cue) -> None:
        """Hold the gradient: squares of updates climb a straight line, whose slope is ε's."""
        chart = GrowthChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("constant")), chart.frame)
        self.add(chart.curve)
        self.play_until(cue.mark("constant"), chart.curve.to(0.3 * GROWING))
        self.play_until(
            max(cue.mark("added") - 0.2, self.now + 0.5),
            chart.curve.to(GROWING),
            FadeIn(chart.laws[0], rate_func=early(0.4)),
        )
        self.hold_until(cue.mark("added"))
        self.play_until(self.now + 0.6, FadeIn(chart.slope, chart.laws[1]))
        self.hold_until(cue.mark("root"))
        self.play_until(self.now + 0.7, FadeIn(chart.laws[2], chart.follows))

    def hidden(self, cue: Cue) -> None:
        """Try five ε: steps to half of the loss, and the line that the law demands."""
        chart = HiddenRate(self.facts, self.screen)
        usual = self.facts.epsilons.index(self.facts.epsilon)
        self.exchange(self.now + 0.8, chart.frame, chart.marks[usual])
        others = [mark for rank, mark in enumerate(chart.marks) if rank != usual]
        self.hold_until(cue.mark("runs"))
        self.play_until(self.now + 1.2, FadeIn(*others, lag_ratio=0.3))
        self.play_until(self.now + 0.6, FadeIn(chart.law, *chart.ratios[:2]))
        self.hold_until(cue.mark("line"))
        self.play_until(self.now + 0.6, FadeIn(chart.hiding))
        self.hold_until(cue.mark("rate"))
        self.play_until(self.now + 0.6, FadeIn(chart.ratios[2]))

    def honest(self, cue: Cue) -> None:
        """Show where ε is added, and what a finer unit does with one ε and with two."""
        rule, bars = TwoEpsilons(self.screen, -3.2), UnitBars(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("places")), rule.law, bars.head, bars.bars[0])
        self.hold_until(cue.mark("places"))
        self.play_until(self.now + 0.6, FadeIn(rule.units))
        self.hold_until(cue.mark("finer"))
        self.play_until(self.now + 0.6, FadeIn(bars.bars[1]))
        self.hold_until(cue.mark("own"))
        self.play_until(self.now + 0.6, FadeIn(bars.bars[2]))

    def printed(self, cue: Cue) -> None:
        """Take the formula printed around apart, until the gradient is gone."""
        self.lost = lost = LostSign(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("formula") - 0.4), lost.hill)
        self.hold_until(cue.mark("formula"))
        self.play_until(self.now + 0.5, FadeIn(lost.printed))
        self.hold_until(cue.mark("formula") + 0.8)
        self.play_until(self.now + 0.7, FadeIn(lost.written_out))
        self.hold_until(cue.mark("sign"))
        self.play_until(self.now + 0.7, FadeIn(lost.cancelled, lost.steps))

    def away(self, cue: Cue) -> None:
        """Run it as printed, from the same start, beside the run of the right formula."""
        fact = self.facts
        start = fact.run.x[0]
        plane, ground = self._map(np.vstack([fact.printed, -0.2 * start, np.zeros((1, 2))]))
        wrong = TrajectoryPath(plane, fact.printed, PRINTED, markers=False)
        right = TrajectoryPath(plane, fact.run.x, self.look, markers=False)
        keys = VGroup(
            *(
                VGroup(
                    marker(look.marker, 0.22, look.colour), self.word(key, theme.BODY, look.colour)
                ).arrange(np.array([1.0, 0.0, 0.0]), buff=0.2)
                for key, look in (("as_printed", PRINTED), ("adadelta", self.look))
            )
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        keys.move_to((self.column, 2.3, 0), aligned_edge=LEFT)
        first = self.word("away_first", theme.BODY, PRINTED.colour, width=theme.STAGE_RIGHT - self.column)
        first.move_to((self.column, 0.6, 0), aligned_edge=LEFT)
        end = VGroup(
            self.word("away_loss", theme.BODY, PRINTED.colour, width=theme.STAGE_RIGHT - self.column),
            self.word("begun", theme.BODY, theme.MUTED),
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        end.move_to((self.column, -1.4, 0), aligned_edge=LEFT)
        self.exchange(min(self.now + 0.8, cue.mark("run")), ground, right, keys)
        self.hold_until(cue.mark("run"))
        self.add(wrong)
        self.play_until(
            max(min(self.now + 3.5, cue.mark("loss") - 0.2), self.now + 0.5),
            wrong.to(fact.printed_steps),
            right.to(min(fact.printed_steps, len(fact.run.x) - 1)),
            FadeIn(first, rate_func=early(0.3)),
        )
        self.hold_until(cue.mark("loss"))
        self.play_until(self.now + 0.5, FadeIn(end))

    def moral(self, cue: Cue) -> None:
        """Sum up on the map: the way is walked without a rate; sizes are remembered, directions are not."""
        fact = self.facts
        path = TrajectoryPath(self.plane, fact.run.x, self.look, markers=False)
        rule = EquationPanel(
            "theta <- theta - ({{ sqrt(u + epsilon) : new }}) / sqrt(s + epsilon) thin g",
            {"new": self.look.colour},
            plate=False,
            size=theme.HEADING,
        ).move_to((self.column, 2.3, 0), aligned_edge=LEFT)
        arrived = plated(self.word("arrived", theme.BODY, self.look.colour))
        arrived.move_to(self.plane.window.get_corner(np.array([0.0, -1.0, 0.0])) + np.array([0.0, 0.45, 0.0]))
        self.exchange(min(self.now + 0.8, cue.mark("unit")), self.map, path, rule)
        self.play_until(
            max(min(self.now + 2.5, cue.mark("sizes") - 0.2), self.now + 0.5),
            path.to(len(fact.run.x) - 1),
            FadeIn(arrived, rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("sizes"))
        pair = VGroup(
            self._memory("sqrt(s)", "size_only", theme.look("rmsprop").colour),
            self._memory("v", "direction", theme.look("momentum").colour),
        ).arrange(DOWN, buff=0.5, aligned_edge=LEFT)
        pair.move_to((self.column, 0.2, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.6, FadeIn(pair))
        self.hold_until(cue.mark("next"))
        question = self.word("next", theme.HEADING, theme.GOAL, width=theme.STAGE_RIGHT - self.column)
        question.move_to((self.column, -2.0, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.6, FadeIn(question))

    def _memory(self, source: str, key: str, colour: str) -> VGroup:
        sign = EquationPanel(source, plate=False, size=theme.HEADING).set_color(colour)
        text = self.word(key, theme.BODY, colour, width=3.4)
        return VGroup(sign, text).arrange(np.array([1.0, 0.0, 0.0]), buff=0.35)
