"""Choosing: three questions answered by runs, the score, what to watch, and one more run."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import UP, Create, FadeIn, FadeOut, Indicate, LaggedStart, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cards import cards
from .closing_map import SAID, ClosingMap
from .method_columns import MethodColumns
from .methods import GROUPS
from .rare_chart import METHODS, RareChart
from .rate_chart import KEYS, RateChart
from .scale_chart import ScaleChart
from .score_table import ScoreTable
from .shape_panels import SHAPES, shape_panels
from .steps_chart import LANES, StepsChart

QUIET = 0.4
"""How bright is what waits for its word, or has had it."""


class Choosing(Segment):
    """One idea: which method suits is asked of the gradient, and a run answers."""

    def setup(self) -> None:
        """Lay out all methods below cards whose questions wait."""
        super().setup()
        self.cards = cards(self.screen)
        self.methods = MethodColumns(self.facts, self.screen)
        for card in self.cards.values():
            card.question.set_opacity(QUIET)
            self.add(card.frame, card.question)
        for group in GROUPS:
            self.methods.heads[group].set_opacity(QUIET)
            self.methods.columns[group].set_opacity(QUIET)
            self.add(self.methods.heads[group], self.methods.columns[group])

    def _light(self, name: str) -> None:
        """Light the card that is asked."""
        self.cards[name].frame.set_stroke(theme.YELLOW, 3.5)

    def _answer(self, name: str) -> None:
        """Write what the run advises into its card, and let its light go out."""
        card = self.cards[name]
        self.play_until(self.now + 0.5, FadeIn(card.answer), card.frame.animate.set_stroke(theme.GREEN, 2.5))

    def _all_cards(self) -> list[VGroup]:
        """Return all that stands on the cards now."""
        here = set(self.mobjects)
        parts = [part for one in self.cards.values() for part in (one.frame, one.question, one.answer)]
        return [part for part in parts if part in here]

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Light all methods, a group at its word, then ask three questions."""
        methods = self.methods
        self.play_until(cue.mark("methods"), FadeIn(methods.key))
        for group in GROUPS:
            self.hold_until(cue.mark(group) - 0.3)
            self.play_until(
                self.now + 0.7,
                methods.heads[group].animate.set_opacity(1),
                methods.columns[group].animate.set_opacity(1),
            )
        self.hold_until(cue.mark("three") - 0.2)
        self.play_until(
            self.now + 1.4,
            *(
                card.question.animate(rate_func=early(0.25 * rank + 0.25, after=0.25 * rank)).set_opacity(1)
                for rank, card in enumerate(self.cards.values())
            ),
        )

    def scales(self, cue: Cue) -> None:
        """Narrow the valley and count steps."""
        self.chart = chart = ScaleChart(self.facts, self.screen)
        valley = chart.valley
        self._light("scales")
        for name in chart.names.values():
            name.set_opacity(QUIET)
        self.exchange(
            cue.start + 0.8, *self._all_cards(), chart.ground, valley, *chart.names.values(), apart=True
        )
        most = float(self.facts.scales.conditions[-1])
        pace = geometric(1.0, most)

        def narrow(share: float) -> None:
            chart.curves["gradient_descent"].set_dial(1.0 + pace(share) * (most - 1.0))
            valley.set_dial(share * np.log10(most))

        self.hold_until(cue.mark("narrow") - 0.2)
        self.add(chart.curves["gradient_descent"])
        moving = VGroup(chart.curves["gradient_descent"], valley)
        self.play_until(
            cue.mark("plain"),
            Course(moving, narrow, rate_func=smooth),
            chart.names["gradient_descent"].animate(rate_func=early(0.3)).set_opacity(1),
        )
        for mark, names in (("root", ("momentum",)), ("flat", ("adagrad", "adam"))):
            self.hold_until(max(self.now, cue.mark(mark) - 1.4))
            curves = [chart.curves[name] for name in names]
            self.add(*curves)
            self.play_until(
                max(cue.mark(mark), self.now + 0.8),
                *(one.to(most, rate_func=pace) for one in curves),
                *(chart.names[name].animate(rate_func=early(0.3)).set_opacity(1) for name in names),
            )

    def turn(self, cue: Cue) -> None:
        """Count the steps at one condition number, and turn the valley."""
        valley = self.chart.valley
        self.bars = bars = StepsChart(self.facts, self.screen)
        most, here = (
            float(np.log10(one)) for one in (self.facts.scales.conditions[-1], self.facts.condition)
        )
        lanes = {name: bars.lanes[name] for name in LANES if name != "forgetful"}
        labels = [bars.lanes[name].label for name in LANES]
        labels[-1].set_opacity(QUIET)
        self.exchange(
            cue.start + 0.7,
            *self._all_cards(),
            valley,
            bars.head,
            bars.along,
            *labels,
            *lanes.values(),
            apart=True,
        )
        self.play_until(
            max(cue.mark("turned") - 0.4, self.now + 0.8),
            Course(
                valley, lambda share: valley.set_dial((1 - share) * most + share * here), rate_func=smooth
            ),
            *(lane.to(1.0, rate_func=smooth) for lane in lanes.values()),
        )
        self.add(*(lane.along for lane in lanes.values()))
        self.hold_until(cue.mark("turned") - 0.1)
        self.play_until(
            self.now + 1.4,
            Course(valley, valley.turned, rate_func=smooth),
            FadeOut(bars.along),
            FadeIn(bars.turned),
        )
        told = {"same": ("gradient_descent", "momentum"), "adagrad": ("adagrad",), "adam": ("adam",)}
        for mark, names in told.items():
            self.hold_until(cue.mark(mark) - 0.6)
            self._turn_lanes(names, self.now + 1.0)

    def _turn_lanes(self, names: tuple[str, ...], until: float) -> None:
        """Let bars become what they are in the turned valley."""
        lanes = [self.bars.lanes[name] for name in names]
        self.remove(*(lane.along for lane in lanes))
        self.play_until(
            until,
            *(lane.to(2.0, rate_func=smooth) for lane in lanes),
            *(FadeIn(lane.turned, rate_func=early(1.0, after=0.5)) for lane in lanes),
        )

    def memory(self, cue: Cue) -> None:
        """Take Adam's memory away: that lane alone is new."""
        lane = self.bars.lanes["forgetful"]
        self.hold_until(cue.mark("without") - 0.3)
        self.play_until(self.now + 0.5, lane.label.animate.set_opacity(1))
        self.hold_until(cue.mark("along") - 0.5)
        self.add(lane)
        self.play_until(self.now + 0.6, lane.to(1.0, rate_func=smooth))
        self.add(lane.along)
        self.hold_until(cue.mark("across") - 0.6)
        self._turn_lanes(("forgetful",), self.now + 1.0)
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("scales")

    def rare(self, cue: Cue) -> None:
        """Show how often words come, then what is left of their errors."""
        chart = RareChart(self.facts, self.screen)
        words = float(self.facts.words)
        self._light("rare")
        self.exchange(cue.start + 0.8, *self._all_cards(), chart.shares, *chart.grounds, apart=True)
        self.play_until(max(cue.mark("often"), self.now + 0.8), Create(chart.bars, rate_func=linear))
        self.play_until(self.now + 0.5, FadeIn(chart.shares_notes))
        self.hold_until(cue.mark("cap") - 0.3)
        descent, adagrad = (chart.curves[0][name] for name in METHODS)
        self.add(descent)
        self.play_until(
            max(cue.mark("left") - 0.6, self.now + 1.2),
            FadeIn(chart.cap, rate_func=early(0.25)),
            Create(chart.ring, rate_func=early(0.35)),
            descent.to(words, rate_func=early(1.0, after=0.3)),
        )
        self.hold_until(cue.mark("left") - 0.2)
        self.add(adagrad)
        self.play_until(
            self.now + 2.0,
            FadeIn(chart.names[0]["gradient_descent"], rate_func=early(0.2)),
            adagrad.to(words, rate_func=linear),
            FadeIn(chart.names[0]["adagrad"], rate_func=early(0.8, after=0.5)),
        )
        self.hold_until(cue.mark("equal") - 0.3)
        curves = [chart.curves[1][name] for name in METHODS]
        self.add(*curves)
        self.play_until(
            self.now + 1.3,
            FadeIn(chart.equal_shares, rate_func=early(0.3)),
            *(one.to(words, rate_func=linear) for one in curves),
        )
        self.play_until(self.now + 0.3, *(FadeIn(one) for one in chart.names[1].values()))
        self.hold_until(cue.mark("advice") - 0.3)
        self._answer("rare")

    def rates(self, cue: Cue) -> None:
        """Try every rate, and keep those that will do."""
        self.tried = chart = RateChart(self.facts, self.screen)
        self._light("rates")
        lines = [part for one in chart.curves.values() for part in (one.line, one.climbing)]
        self.exchange(cue.start + 0.8, *self._all_cards(), chart.ground, apart=True)
        # All curves come first, so that there is something to see while the question is asked.
        self.play_until(
            max(cue.mark("will") - 0.4, self.now + 1.0),
            LaggedStart(*(Create(one) for one in lines), lag_ratio=0.15),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.will_do))
        for mark, keys in (("bare", ("adagrad", "gradient_descent")), ("kept", ("adam", "momentum"))):
            for delay, key in zip((0.3, -0.7), keys, strict=True):
                self.hold_until(cue.mark(mark) - delay)
                self.play_until(self.now + 0.5, FadeIn(chart.curves[key].range, *chart.moving[key]))

    def scale(self, cue: Cue) -> None:
        """Multiply the loss: ranges slide, or stay."""
        chart = self.tried
        self.hold_until(cue.mark("scale") - 0.1)
        self.remove(*(part for one in chart.curves.values() for part in one))
        curves = VGroup(*chart.curves.values())
        self.add(curves, *(chart.moving[key] for key in KEYS))

        def steeper(share: float) -> None:
            for one in chart.curves.values():
                one.set_dial(share)

        self.play_until(
            self.now + 1.8,
            FadeIn(chart.steeper, rate_func=early(0.3)),
            Course(curves, steeper, rate_func=smooth),
            *(chart.moving[key].animate(rate_func=smooth).shift((chart.slide(key), 0, 0)) for key in KEYS),
        )
        self.hold_until(cue.mark("stay") - 0.3)
        for key in ("adagrad", "adam"):
            self.play_until(self.now + 0.45, Indicate(chart.moving[key], color=theme.INK, scale_factor=1.1))
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("rates")

    def length(self, cue: Cue) -> None:
        """Ask how long Adam's steps are."""
        chart = self.tried
        others = [key for key in KEYS if key != "adam"]
        self.play_until(
            self.now + 0.8,
            *(chart.curves[key].animate.set_stroke(opacity=0.18) for key in others),
            *(FadeOut(chart.moving[key]) for key in others),
        )
        self.hold_until(cue.mark("usual") - 0.4)
        self.play_until(self.now + 0.6, FadeIn(chart.usual, scale=1.4))
        self.hold_until(cue.mark("way") - 0.5)
        self.play_until(self.now + 0.6, FadeIn(chart.way))

    def score(self, cue: Cue) -> None:
        """Put all numbers below their questions, and read off what to start with."""
        table = ScoreTable(self.facts, self.screen, self.cards)
        until = min(cue.start + 0.9, cue.mark("table"))
        self.exchange(until, *self._all_cards(), table.names, table.heads, apart=True)
        self.hold_until(cue.mark("table"))
        for cells in table.cells.values():
            self.play_until(self.now + 0.25, FadeIn(cells, shift=0.08 * UP))
        self.hold_until(cue.mark("first") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(table.firsts, table.seconds, table.keys))
        self.hold_until(cue.mark("only") - 0.2)
        self.play_until(self.now + 0.6, Create(table.rows["adam"]))
        for mark, advice in table.advice.items():
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(self.now + 0.5, FadeIn(advice, shift=0.1 * UP))

    def watch(self, cue: Cue) -> None:
        """Draw four loss curves, each at its word."""
        panels = shape_panels(self.facts, self.screen)
        for panel in panels.values():
            panel.name.set_opacity(QUIET)
        shown = [part for one in panels.values() for part in (one.frame, one.name)]
        self.exchange(cue.start + 0.7, *shown, apart=True)
        for key in SHAPES:
            panel = panels[key]
            self.hold_until(cue.mark(key) - 0.4)
            self.add(*panel.curves)
            self.play_until(
                self.now + 1.0,
                panel.name.animate(rate_func=early(0.3)).set_opacity(1),
                *(one.to(float(self.facts.steps), rate_func=linear) for one in panel.curves),
            )
            self.play_until(self.now + 0.3, FadeIn(panel.remedy, panel.ends))

    def close(self, cue: Cue) -> None:
        """Say what the course comes to, each method running at its word; then change a number, and run again."""
        closing = ClosingMap(self.facts, self.screen)
        last = float(self.facts.closing_steps)
        for line in closing.said.values():
            line.set_opacity(QUIET)
        shown = [closing.grounds[0], *closing.said.values(), closing.note, closing.angle, closing.before]
        self.exchange(min(cue.start + 0.6, cue.mark("slope") - 0.25), *shown, apart=True)
        for key, following in pairwise((*SAID, "invite")):
            path = closing.paths[0][SAID[key]]
            self.hold_until(cue.mark(key) - 0.2)
            self.add(path)
            self.play_until(
                min(self.now + 0.9, cue.mark(following) - 0.22),
                closing.said[key].animate(rate_func=early(0.3)).set_opacity(1),
                path.to(last, rate_func=linear),
                FadeIn(closing.counts[0][key], rate_func=early(1.0, after=0.7)),
            )
        self.hold_until(cue.mark("invite") - 0.2)
        gone = [closing.grounds[0], *closing.paths[0].values(), *closing.counts[0].values(), closing.before]
        self.exchange_parts(self.now + 0.6, gone, [closing.grounds[1], closing.after, closing.invite])
        again = closing.paths[1].values()
        self.add(*again)
        self.play_until(
            self.now + 1.4,
            *(path.to(last, rate_func=linear) for path in again),
            *(FadeIn(one, rate_func=early(1.0, after=0.7)) for one in closing.counts[1].values()),
        )
