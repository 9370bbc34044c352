"""Choosing: three questions answered by runs, the score, what to tune and to watch, and one more run."""

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
from .facts import COMPARED
from .method_columns import MethodSquare
from .methods import GROUPS
from .rare_chart import RareChart
from .rate_chart import KEYS, RateChart
from .scale_chart import ScaleChart
from .score_table import ScoreTable
from .shape_panels import SHAPES, shape_panels
from .step_length import StepLength
from .steps_chart import LANES, StepsChart
from .turned_runs import DEGREES
from .turning_maps import TurningMaps

QUIET = 0.4
"""How bright is what waits for its word, or has had it."""


class Choosing(Segment):
    """One idea: what the inputs and the time ask of a method, and which two parts of methods answer it."""

    def setup(self) -> None:
        """Lay out all methods below cards whose questions wait."""
        super().setup()
        self.cards, self.seen = cards(self.screen), []
        self.methods = methods = MethodSquare(self.facts, self.screen)
        for card in self.cards.values():
            card.question.set_opacity(QUIET)
            self.add(card.frame, card.question)
        for group in GROUPS:
            self.add(methods.frames[group], methods.grounds[group], methods.paths[group])
        for part in (*methods.columns.values(), *methods.rows.values()):
            self.add(part.set_opacity(QUIET))

    def _light(self, name: str) -> None:
        """Light the card that is asked, and say where the course has seen its answer."""
        self.cards[name].frame.set_stroke(theme.YELLOW, 3.5)
        seen = self.word(f"seen_{name}", theme.SMALL, theme.MUTED)
        self.seen = [seen.move_to((theme.STAGE_RIGHT - seen.width / 2, theme.TITLE_Y, 0))]

    def _answer(self, name: str) -> None:
        """Write what the run advises into its card, and let its light go out."""
        card = self.cards[name]
        self.play_until(self.now + 0.5, FadeIn(card.answer), card.frame.animate.set_stroke(theme.GREEN, 2.5))

    def _all_cards(self) -> list[VGroup]:
        """Return all that stands on the cards now, and where the course has seen what is asked."""
        here = set(self.mobjects)
        parts = [part for one in self.cards.values() for part in (one.frame, one.question, one.answer)]
        return [*(part for part in parts if part in here), *self.seen]

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Name all methods, let one of each cell run at its word, then ask three questions."""
        methods = self.methods
        self.hold_until(max(self.now, cue.mark("methods") - 0.9))
        self.play_until(
            max(cue.mark("methods"), self.now + 0.4),
            LaggedStart(*(FadeIn(methods.cells[group]) for group in GROUPS), lag_ratio=0.2),
        )
        told = {
            "plain": ("plain", methods.columns["plain"], methods.rows["forget"]),
            "remember": ("memory", methods.rows["remember"]),
            "divide": ("each", methods.columns["divide"]),
            "both": ("both",),
        }
        for (mark, (group, *heads)), following in zip(
            told.items(), ("remember", "divide", "both", "three"), strict=True
        ):
            self.hold_until(cue.mark(mark) - 0.3)
            # Where words follow each other fast, the next method waits for the one that runs.
            self.play_until(
                max(self.now + 0.6, min(self.now + 1.6, cue.mark(following) - 0.3)),
                *(part.animate(rate_func=early(0.35)).set_opacity(1) for part in heads),
                methods.frames[group].animate(rate_func=early(0.35)).set_stroke(theme.GREEN, 2),
                methods.paths[group].to(float(self.facts.turn_steps), rate_func=linear),
            )
        self.hold_until(cue.mark("three") - 0.2)
        self.play_until(
            self.now + 1.2,
            *(
                card.question.animate(rate_func=early(0.25 * rank + 0.25, after=0.25 * rank)).set_opacity(1)
                for rank, card in enumerate(self.cards.values())
            ),
        )

    def rare(self, cue: Cue) -> None:
        """Show how often words come: that is their curvature."""
        self.words_chart = chart = RareChart(self.facts, self.screen)
        self._light("scales")
        shown = [*self._all_cards(), chart.window, chart.batch]
        self.exchange(min(cue.start + 0.8, cue.mark("words")), *shown, apart=True)
        self.play_until(max(cue.mark("words") + 0.6, self.now + 1.2), Create(chart.counts, rate_func=linear))
        self.hold_until(cue.mark("share") - 1.2)
        self.play_until(
            max(cue.mark("share"), self.now + 1.0),
            FadeIn(chart.title, rate_func=early(0.4)),
            Create(chart.bars, rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.notes))
        self.hold_until(cue.mark("cap") - 0.3)
        self.play_until(self.now + 0.8, Create(chart.ring), FadeIn(chart.cap))

    def left(self, cue: Cue) -> None:
        """Grow what is left of the error: of equal weights, then of unequal ones."""
        chart, (equal, unequal) = self.words_chart, self.words_chart.keys
        labels = [lane.label.set_opacity(QUIET) for lane in chart.lanes.values()]
        self.exchange_parts(
            min(cue.start + 0.8, cue.mark("descent") - 0.5),
            (chart.batch, chart.counts),
            (chart.ground, *labels),
        )
        descent, *others = (chart.lanes[name] for name in COMPARED)
        for mark, lanes in (("descent", (descent,)), ("others", others)):
            self.hold_until(max(self.now, cue.mark(mark) - 0.5))
            self.add(*lanes)
            first = [FadeIn(chart.keys[equal])] if mark == "descent" else []
            self.play_until(
                self.now + 0.9,
                *first,
                *(lane.label.animate(rate_func=early(0.4)).set_opacity(1) for lane in lanes),
                *(lane.to(1.0, rate_func=smooth) for lane in lanes),
                *(
                    FadeIn(part, rate_func=early(1.0, after=0.6))
                    for lane in lanes
                    for part in (lane.spans[equal], lane.told[equal])
                ),
            )
        lanes = [descent, *others]
        self.hold_until(max(self.now, cue.mark("unequal") - 0.3))
        self.play_until(
            self.now + 0.9,
            FadeIn(chart.keys[unequal], rate_func=early(0.4)),
            *(lane.to(2.0, rate_func=smooth) for lane in lanes),
            *(
                FadeIn(part, rate_func=early(1.0, after=0.6))
                for lane in lanes
                for part in (lane.spans[unequal], lane.told[unequal])
            ),
        )

    def scales(self, cue: Cue) -> None:
        """Narrow the valley and count steps."""
        self.chart = chart = ScaleChart(self.facts, self.screen)
        valley = chart.valley
        for name in chart.names.values():
            name.set_opacity(QUIET)
        self.exchange(
            min(cue.start + 0.8, cue.mark("narrow") - 0.2),
            *self._all_cards(),
            chart.ground,
            valley,
            *chart.names.values(),
            apart=True,
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
        self.hold_until(cue.mark("advice") - 0.2)
        self._answer("scales")

    def turn(self, cue: Cue) -> None:
        """Turn the valley below four runs: two turn along, two do not."""
        stage = TurningMaps(self.facts, self.screen)
        maps = stage.maps
        self._light("turn")
        before = [one.before for one in maps.values()]
        self.exchange(
            min(cue.start + 0.9, cue.mark("turn") - 0.2),
            *self._all_cards(),
            *maps.values(),
            *(one.title for one in maps.values()),
            *before,
            stage.note,
            stage.pale,
            apart=True,
        )
        self.hold_until(cue.mark("turn") - 0.1)
        last = float(DEGREES[-1])
        self.play_until(self.now + 2.4, *(one.to(last, rate_func=smooth) for one in maps.values()))
        names = list(maps)
        for mark, pair, brace in (("same", names[:2], stage.one), ("each", names[2:], stage.each)):
            self.hold_until(cue.mark(mark) - 0.4)
            self.play_until(
                self.now + 0.6, FadeIn(brace), *(FadeIn(maps[name].arrow, maps[name].after) for name in pair)
            )
        self.hold_until(cue.mark("small") - 0.2)
        self.play_until(
            self.now + 0.9, *(Indicate(maps[name].rates.bars, 1.15, theme.YELLOW) for name in names[2:])
        )

    def memory(self, cue: Cue) -> None:
        """Count steps, each at its best settings, and take Adam's memory away."""
        chart = StepsChart(self.facts, self.screen)
        lanes = chart.lanes
        labels = [lanes[name].label for name in LANES]
        labels[-1].set_opacity(QUIET)
        shown = [lanes[name] for name in COMPARED]
        self.exchange(
            min(cue.start + 0.8, cue.mark("best")),
            *self._all_cards(),
            chart.ground,
            chart.descent,
            *labels,
            *shown,
            *(one.along for one in shown),
            apart=True,
        )
        for mark, name in (("adagrad", "adagrad"), ("adam", "adam"), ("without", "forgetful")):
            lane = lanes[name]
            if name == "forgetful":
                self.hold_until(cue.mark(mark) - 1.6)
                self.add(lane)
                self.play_until(
                    self.now + 0.5,
                    lane.label.animate.set_opacity(1),
                    FadeIn(lane.along, rate_func=early(1.0)),
                )
            self.hold_until(cue.mark(mark) - 0.8)
            self.play_until(
                self.now + 1.0,
                lane.to(1.0, rate_func=smooth),
                FadeIn(lane.turned, rate_func=early(1.0, after=0.6)),
            )
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("turn")

    def scale(self, cue: Cue) -> None:
        """Try every rate, then multiply the loss: ranges of good rates slide, or stay."""
        chart = RateChart(self.facts, self.screen)
        self._light("rates")
        curves = VGroup(*chart.curves.values())
        self.exchange(
            min(cue.start + 0.8, cue.mark("rate") - 0.3),
            *self._all_cards(),
            chart.ground,
            chart.will_do,
            apart=True,
        )
        self.hold_until(cue.mark("rate") - 2.4)
        self.play_until(
            cue.mark("rate") + 0.5,
            LaggedStart(
                *(FadeIn(one, chart.names[key]) for key, one in chart.curves.items()), lag_ratio=0.25
            ),
        )
        self.remove(*(one for key in KEYS for one in (chart.curves[key], chart.names[key])))
        self.add(curves, *chart.names.values())

        def steeper(share: float) -> None:
            for one in chart.curves.values():
                one.set_dial(share)

        self.hold_until(cue.mark("multiply") - 0.1)
        self.play_until(
            self.now + 2.0,
            FadeIn(chart.steeper, rate_func=early(0.3)),
            Course(curves, steeper, rate_func=smooth),
            *(chart.names[key].animate(rate_func=smooth).shift((chart.slide(key), 0, 0)) for key in KEYS),
        )
        self.hold_until(cue.mark("stay") - 0.3)
        for key in ("adagrad", "adam"):
            self.play_until(
                self.now + 0.45, Indicate(chart.curves[key].range, color=theme.INK, scale_factor=1.1)
            )
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("rates")

    def score(self, cue: Cue) -> None:
        """Put all numbers below their questions, and read off what to start with."""
        table, self.seen = ScoreTable(self.facts, self.screen, self.cards), []
        until = min(cue.start + 0.9, cue.mark("table"))
        self.exchange(until, *self._all_cards(), table.names, table.heads, apart=True)
        self.hold_until(cue.mark("table"))
        for cells in table.cells.values():
            self.play_until(self.now + 0.3, FadeIn(cells, shift=0.08 * UP))
        self.hold_until(cue.mark("copes") - 1.4)
        self.play_until(self.now + 0.4, FadeIn(table.key))
        for column in table.copes:
            self.play_until(self.now + 0.35, FadeIn(column))
        self.hold_until(cue.mark("only") - 0.2)
        self.play_until(self.now + 0.6, Create(table.rows["adam"]))
        for mark in ("start", "tuned"):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(self.now + 0.5, FadeIn(table.advice[mark], shift=0.1 * UP))

    def tune(self, cue: Cue) -> None:
        """Ask how long Adam's steps are and how long the way, and raise the rate until the steps cover it."""
        chart, length = RateChart(self.facts, self.screen), StepLength(self.facts, self.screen)
        self.exchange(
            min(cue.start + 0.9, cue.mark("length") - 0.3),
            chart.ground,
            chart.will_do,
            *chart.curves.values(),
            chart.names["adam"],
            length.way,
            apart=True,
        )
        self.hold_until(cue.mark("length") - 0.2)
        self.play_until(
            self.now + 0.6,
            *(one.animate.set_stroke(opacity=0.18) for key, one in chart.curves.items() if key != "adam"),
        )
        self.hold_until(cue.mark("usual") - 0.5)
        self.add(length.gone)
        self.play_until(self.now + 0.6, FadeIn(chart.usual, scale=1.2), FadeIn(length.gone, length.untuned))
        # The goal lies above the bar that comes to it.
        self.add(chart.sliding, length.way)
        first, last = self.facts.untuned_rate, self.facts.covering_rate
        pace = geometric(first, last)

        def raise_rate(share: float) -> None:
            rate = first + pace(share) * (last - first)
            chart.sliding.set_dial(rate)
            length.gone.set_dial(rate)

        self.hold_until(cue.mark("way") - 0.1)
        self.play_until(
            max(self.now + 0.9, cue.mark("twice") - 0.8),
            FadeOut(length.untuned, rate_func=early(0.2)),
            Course(VGroup(chart.sliding, length.gone), raise_rate, rate_func=smooth),
        )
        self.play_until(self.now + 0.3, FadeIn(chart.way, length.covering))
        self.add(chart.sliding)
        self.hold_until(cue.mark("twice") - 0.2)
        self.play_until(self.now + 0.9, chart.sliding.to(self.facts.doubled_rate, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(chart.twice))

    def watch(self, cue: Cue) -> None:
        """Draw four loss curves, each at its word."""
        panels = shape_panels(self.facts, self.screen)
        for panel in panels.values():
            panel.name.set_opacity(QUIET)
        head = self.word("descent_head", theme.SMALL, theme.MUTED)
        head.move_to((theme.STAGE_RIGHT - head.width / 2, theme.TITLE_Y, 0))
        shown = [head, *(part for one in panels.values() for part in (one.frame, one.name))]
        self.exchange(min(cue.start + 0.7, cue.mark("large") - 0.4), *shown, apart=True)
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
        """Say what the course comes to, a method running at each word; then change a number, and let all run."""
        closing = ClosingMap(self.facts, self.screen)
        last = float(self.facts.closing_steps)
        for key, line in closing.said.items():
            line.set_opacity(QUIET)
            closing.members[key].set_opacity(QUIET)
        lines = [*closing.said.values(), *closing.members.values()]
        shown = [closing.grounds[0], *lines, closing.note, closing.angle, closing.before]
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
            self.now + 1.8,
            *(row.animate(rate_func=early(0.2)).set_opacity(1) for row in closing.members.values()),
            *(path.to(last, rate_func=linear) for path in again),
            *(FadeIn(one, rate_func=early(1.0, after=0.7)) for one in closing.counts[1].values()),
        )
