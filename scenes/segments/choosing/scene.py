"""Choosing: four questions answered by runs, the score, what to watch, and the last race."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DOWN, UP, Create, FadeIn, FadeOut, LaggedStart, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cards import cards
from .method_columns import MethodColumns
from .methods import GROUPS
from .noise_chart import NoiseChart
from .race_map import RaceMap
from .ranking import Ranking
from .rare_chart import METHODS, RareChart
from .rate_chart import KEYS, RateChart
from .scale_chart import ScaleChart
from .score_table import ScoreTable
from .shape_panels import SHAPES, shape_panels

QUIET = 0.4
"""How bright is what waits for its word, or has had it."""


class Choosing(Segment):
    """One idea: which method suits is asked of the gradient, and a run answers."""

    def setup(self) -> None:
        """Lay out all methods below four cards whose questions wait."""
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
        """Light all methods, a group at its word, then ask four questions."""
        methods = self.methods
        self.play_until(cue.mark("methods"), FadeIn(methods.key))
        for group in GROUPS:
            self.hold_until(cue.mark(group) - 0.3)
            self.play_until(
                self.now + 0.7,
                methods.heads[group].animate.set_opacity(1),
                methods.columns[group].animate.set_opacity(1),
            )
        self.hold_until(cue.mark("four") - 0.2)
        self.play_until(
            self.now + 1.4,
            *(
                card.question.animate(rate_func=early(0.25 * rank + 0.25, after=0.25 * rank)).set_opacity(1)
                for rank, card in enumerate(self.cards.values())
            ),
        )

    def noise(self, cue: Cue) -> None:
        """Let one descent run exactly, with noise, and with noise and a falling rate."""
        chart = NoiseChart(self.facts, self.screen)
        last = float(self.facts.steps)
        self._light("noise")
        for name in chart.names.values():
            name.set_opacity(QUIET)
        self.exchange(cue.start + 0.9, *self._all_cards(), chart.ground, *chart.names.values(), apart=True)
        self.hold_until(cue.mark("exact"))
        self.add(chart.means["exact"])
        self.play_until(
            max(cue.mark("noisy") - 1.2, self.now + 1.0),
            chart.means["exact"].to(last, rate_func=linear),
            chart.names["exact"].animate(rate_func=early(0.3)).set_opacity(1),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.ends["exact"]))
        self.hold_until(cue.mark("noisy") - 0.3)
        self.play_until(self.now + 0.3, FadeIn(chart.note, chart.thin))
        self._run(chart, "constant", cue.mark("stays") + 0.2)
        self.hold_until(cue.mark("falling") - 0.1)
        self._run(chart, "falling", max(cue.mark("falling") + 1.2, self.now + 1.0))
        self.hold_until(cue.mark("advice") - 0.6)
        self.play_until(self.now + 0.5, FadeIn(chart.adam))
        self._answer("noise")

    def _run(self, chart: NoiseChart, key: str, until: float) -> None:
        """Draw a noisy run with its mean, and say where the mean ends."""
        last = float(self.facts.steps)
        self.add(chart.runs[key], chart.means[key])
        self.play_until(
            until,
            chart.means[key].to(last, rate_func=linear),
            chart.runs[key].to(last, rate_func=linear),
            chart.names[key].animate(rate_func=early(0.3)).set_opacity(1),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.ends[key]))

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
        """Turn the valley, and see who remembers."""
        chart, valley = self.chart, self.chart.valley
        most = float(self.facts.scales.conditions[-1])
        pace = geometric(1.0, most)

        def turn(share: float) -> None:
            # From the narrowest valley back to the one that is told, turning.
            valley.dial = (1 - share) * np.log10(most) + share * np.log10(self.facts.condition)
            valley.turned(share)

        descent = chart.curves["gradient_descent"]
        self.hold_until(max(self.now, cue.mark("turned") - 0.3))
        self.play_until(
            self.now + 1.2,
            Course(valley, turn, rate_func=smooth),
            FadeOut(chart.names["gradient_descent"]),
            descent.animate.set_stroke(opacity=QUIET),
            FadeIn(chart.line, *chart.before.values()),
        )
        self._turned("adagrad", pace, max(self.now + 1.2, cue.mark("adam") - 2.4))
        self.hold_until(cue.mark("adam") - 1.3)
        self._turned("adam", pace, max(self.now + 1.0, cue.mark("adam") + 0.1))
        self.hold_until(cue.mark("memory") - 0.5)
        self.play_until(self.now + 0.6, FadeIn(chart.forgetful))
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("scales")

    def _turned(self, name: str, pace: object, until: float) -> None:
        """Draw a method's steps in turned valleys."""
        chart = self.chart
        self.add(chart.turned[name])
        most = float(self.facts.scales.conditions[-1])
        self.play_until(
            until,
            chart.turned[name].to(most, rate_func=pace),  # type: ignore[arg-type]
            FadeIn(chart.turned_names[name], rate_func=early(0.4)),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.after[name]))

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
        self.hold_until(cue.mark("advice"))
        self._answer("rare")

    def rates(self, cue: Cue) -> None:
        """Try every rate, then multiply the loss."""
        self.chart = chart = RateChart(self.facts, self.screen)
        self._light("rates")
        lines = [one.line for one in chart.curves.values()]
        self.exchange(cue.start + 0.8, *self._all_cards(), chart.ground, chart.will_do, apart=True)
        # All curves come first, so that there is something to see while the question is asked.
        self.play_until(
            max(cue.mark("plain") - 0.6, self.now + 1.0),
            LaggedStart(*(Create(one) for one in lines), lag_ratio=0.35),
        )
        for mark, key in zip(("plain", "momentum", "adam", "adagrad"), KEYS, strict=True):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(self.now + 0.5, FadeIn(chart.curves[key].range, *chart.moving[key]))
        self.hold_until(cue.mark("scale") - 0.1)
        self.remove(*lines, *(one.range for one in chart.curves.values()))
        curves = VGroup(*chart.curves.values())
        self.add(curves)

        def steeper(share: float) -> None:
            for one in chart.curves.values():
                one.set_dial(share)

        self.play_until(
            self.now + 1.8,
            FadeIn(chart.steeper, rate_func=early(0.3)),
            Course(curves, steeper, rate_func=smooth),
            *(chart.moving[key].animate(rate_func=smooth).shift((chart.slide(key), 0, 0)) for key in KEYS),
        )
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("rates")

    def length(self, cue: Cue) -> None:
        """Ask how long Adam's steps are."""
        chart = self.chart
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
            self.play_until(self.now + 0.35, FadeIn(cells, shift=0.08 * UP))
        self.play_until(self.now + 0.5, FadeIn(table.firsts, table.keys))
        self.hold_until(cue.mark("none") - 2.2)
        self.play_until(self.now + 0.5, FadeIn(table.lasts))
        self.hold_until(cue.mark("none") - 0.4)
        self.play_until(self.now + 0.6, Create(table.rows["momentum"]), Create(table.rows["adam"]))
        for mark, name in (("start", "adam"), ("tuned", "momentum")):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(
                self.now + 0.5,
                FadeIn(table.advice[name], shift=0.1 * UP),
                table.rows[name].animate.set_fill(theme.look(name).colour, 0.16),
            )

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
            self.play_until(self.now + 0.3, FadeIn(panel.remedy))

    def race(self, cue: Cue) -> None:
        """Let them run along the axes, then in the turned valley, and see who is where."""
        self.map, self.ranking = RaceMap(self.facts, self.screen), Ranking(self.facts, self.screen)
        lanes = self.ranking.lanes.values()
        last = float(self.facts.race_steps)
        self.exchange(
            cue.start + 0.8, self.map.grounds[0], *lanes, self.ranking.heads[0], self.ranking.note, apart=True
        )
        along, turned = self.map.along.values(), self.map.turned.values()
        self.add(*along)
        self.hold_until(cue.mark("go") - 0.2)
        self.play_until(
            max(cue.mark("first") - 0.3, self.now + 2.0),
            *(path.to(last, rate_func=linear) for path in along),
            *(lane.to(1.0, rate_func=early(1.0, after=0.5)) for lane in lanes),
        )
        self.play_until(self.now + 0.4, FadeIn(self.ranking.scores[0]))
        self.hold_until(cue.mark("turned") - 0.3)
        gone = [self.map.grounds[0], *along, self.ranking.heads[0], self.ranking.scores[0]]
        self.exchange_parts(self.now + 0.6, gone, [self.map.grounds[1], self.ranking.heads[1]])
        self.add(*turned)
        self.play_until(
            max(cue.mark("second") - 0.2, self.now + 1.5),
            *(path.to(last, rate_func=linear) for path in turned),
            *(lane.to(2.0, rate_func=smooth) for lane in lanes),
        )
        self.play_until(self.now + 0.4, FadeIn(self.ranking.scores[1]))

    def close(self, cue: Cue) -> None:
        """Say what the course comes to, beside the last race."""
        ranking = self.ranking
        gone = [*ranking.lanes.values(), ranking.heads[1], ranking.note, ranking.scores[1]]
        said = self.map.said
        for line in said.values():
            line.set_opacity(QUIET)
        self.exchange_parts(cue.start + 0.3, [*gone, *self.map.turned.values()], list(said.values()))
        for key, following in pairwise(("slope", "memory", "each", "watch")):
            self.hold_until(cue.mark(key) - 0.2)
            self._run_again(key, min(self.now + 0.8, cue.mark(following) - 0.25))
        self._run_again("adam", max(cue.mark("watch") - 0.2, self.now + 0.6))
        self._run_again("watch", self.now + 0.5)
        self.hold_until(cue.mark("invite") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(self.map.invite, shift=0.1 * DOWN))

    def _run_again(self, key: str, until: float) -> None:
        """Light a line of what the course comes to, and let its methods run once more."""
        again = self.map.again(key)
        for path in again:
            path.set_dial(0.0)
        self.add(*again)
        self.play_until(
            until,
            self.map.said[key].animate(rate_func=early(0.3)).set_opacity(1),
            *(path.to(float(self.facts.race_steps), rate_func=linear) for path in again),
        )
