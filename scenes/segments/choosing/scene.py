"""Choosing: four questions answered by runs, what to tune, what to watch, all methods, and the last race."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Create, FadeIn, Indicate, LaggedStart, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric
from scenes.components.marker import marker
from scenes.components.text.label import formula
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cards import cards
from .decision_picture import DecisionPicture
from .method_table import method_groups
from .methods import GROUPS
from .noise_chart import NoiseChart
from .order_chart import OrderChart
from .race_map import RaceMap
from .rare_chart import METHODS, RareChart
from .rate_chart import KEYS, RateChart
from .scale_chart import ScaleChart
from .shape_panels import SHAPES, shape_panels


class Choosing(Segment):
    """One idea: which method suits is asked of the gradient, and a run answers."""

    def setup(self) -> None:
        """Lay out all methods below four cards without questions."""
        super().setup()
        self.cards = cards(self.screen)
        self.names = self._names()
        self.add(*(card.frame for card in self.cards.values()), self.names)

    def _names(self) -> VGroup:
        """Set names and rules of all methods, a column a group."""
        columns = VGroup()
        for group, left in zip(GROUPS, (-6.5, -2.1, 2.3), strict=True):
            methods = self.facts.group(group)
            for row, one in enumerate(methods):
                look = theme.look(one.name)
                text = self.screen.set(one.shown[self.screen.language], theme.BODY, look.colour)
                # The last line of a rule is the step itself.
                step = formula(one.rule.split("quad")[-1], theme.SMALL, theme.MUTED)
                entry = VGroup(VGroup(marker(look.marker, 0.24, look.colour), text).arrange(buff=0.2), step)
                entry.arrange(DOWN, aligned_edge=LEFT, buff=0.12)
                apart = min(3.95 / max(len(methods) - 1, 1), 1.45)
                columns.add(entry.move_to((left, 1.35 - apart * row, 0), aligned_edge=LEFT))
        return columns

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
        """Point at all methods, then ask four questions."""
        self.hold_until(cue.mark("methods") - 0.1)
        self.play_until(
            self.now + 1.6,
            LaggedStart(*(Indicate(one, 1.06, theme.INK) for one in self.names), lag_ratio=0.12),
        )
        self.hold_until(cue.mark("four") - 0.2)
        for card in self.cards.values():
            self.play_until(self.now + 0.45, FadeIn(card.question, shift=0.1 * DOWN))

    def noise(self, cue: Cue) -> None:
        """Let one descent run exactly, with noise, and with noise and a falling rate."""
        chart = NoiseChart(self.facts, self.screen)
        last = float(self.facts.steps)
        self._light("noise")
        self.exchange_parts(cue.start + 0.9, [self.names], [chart.ground])
        self.hold_until(cue.mark("exact"))
        self.add(chart.means["exact"])
        self.play_until(
            max(cue.mark("noisy") - 1.2, self.now + 1.0), chart.means["exact"].to(last, rate_func=linear)
        )
        self.play_until(self.now + 0.5, FadeIn(chart.names["exact"]))
        self.hold_until(cue.mark("noisy") - 0.5)
        self.play_until(self.now + 0.4, FadeIn(chart.note, chart.thin))
        self.add(chart.runs["constant"], chart.means["constant"])
        self.play_until(
            cue.mark("stays"),
            chart.means["constant"].to(last, rate_func=linear),
            chart.runs["constant"].to(last, rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.names["constant"]))
        self.hold_until(cue.mark("falling"))
        self.add(chart.runs["falling"], chart.means["falling"])
        self.play_until(
            max(cue.mark("advice") - 1.6, self.now + 1.0),
            chart.means["falling"].to(last, rate_func=linear),
            chart.runs["falling"].to(last, rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.names["falling"]))
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("noise")

    def scales(self, cue: Cue) -> None:
        """Narrow the valley and count steps; then turn it."""
        chart = ScaleChart(self.facts, self.screen)
        valley = chart.valley
        self._light("scales")
        self.exchange(cue.start + 0.8, *self._all_cards(), chart.ground, valley, apart=True)
        most = float(self.facts.scales.conditions[-1])
        pace = geometric(1.0, most)

        def narrow(share: float) -> None:
            chart.curves["gradient_descent"].set_dial(1.0 + pace(share) * (most - 1.0))
            valley.set_dial(share * np.log10(most))

        def turn(share: float) -> None:
            # From the narrowest valley back to the one that is told, turning.
            valley.dial = (1 - share) * np.log10(most) + share * np.log10(self.facts.condition)
            valley.turned(share)

        self.hold_until(cue.mark("narrow"))
        self.add(chart.curves["gradient_descent"])
        moving = VGroup(chart.curves["gradient_descent"], valley)
        self.play_until(max(cue.mark("plain"), self.now + 0.8), Course(moving, narrow, rate_func=smooth))
        self._name_curves(chart, "gradient_descent")
        for mark, names in (("root", ("momentum",)), ("flat", ("adagrad", "adam"))):
            self.hold_until(cue.mark(mark) - 1.6)
            curves = [chart.curves[name] for name in names]
            self.add(*curves)
            self.play_until(
                max(cue.mark(mark), self.now + 0.8), *(one.to(most, rate_func=pace) for one in curves)
            )
            self._name_curves(chart, *names)
        self.hold_until(cue.mark("turned") - 0.1)
        self.add(chart.turned["adagrad"])
        self.play_until(self.now + 0.9, Course(valley, turn, rate_func=smooth))
        self.play_until(self.now + 1.4, chart.turned["adagrad"].to(most, rate_func=pace))
        self.play_until(self.now + 0.5, FadeIn(chart.reading, chart.turned_name))
        self.hold_until(cue.mark("advice") - 0.1)
        self._answer("scales")

    def _name_curves(self, chart: ScaleChart, *names: str) -> None:
        """Say what curves are called, and by which law they grow."""
        laws = [chart.laws[name] for name in names if name in chart.laws]
        self.play_until(self.now + 0.4, FadeIn(*(chart.names[name] for name in names), *laws))

    def rare(self, cue: Cue) -> None:
        """Show how often words come, then what is left of their errors."""
        chart = RareChart(self.facts, self.screen)
        words = float(self.facts.words)
        self._light("rare")
        self.exchange(cue.start + 0.8, *self._all_cards(), chart.shares, chart.grounds[0], apart=True)
        self.hold_until(cue.mark("often"))
        self.play_until(self.now + 0.6, FadeIn(chart.shares_notes))
        self.hold_until(cue.mark("best") - 0.4)
        for name in METHODS:
            curve = chart.curves[0][name]
            self.add(curve)
            self.play_until(self.now + 1.5, curve.to(words, rate_func=linear), FadeIn(chart.names[0][name]))
        self.hold_until(cue.mark("equal") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(chart.equal_shares, chart.grounds[1]))
        curves = [chart.curves[1][name] for name in METHODS]
        self.add(*curves)
        self.play_until(self.now + 1.0, *(one.to(words, rate_func=linear) for one in curves))
        self.play_until(self.now + 0.3, *(FadeIn(one) for one in chart.names[1].values()))
        self.hold_until(cue.mark("advice"))
        self._answer("rare")

    def rates(self, cue: Cue) -> None:
        """Try every rate, then multiply the loss."""
        chart = RateChart(self.facts, self.screen)
        self._light("rates")
        self.exchange(cue.start + 0.8, *self._all_cards(), chart.ground, chart.will_do, apart=True)
        # All curves come first, so that there is something to see while the question is asked.
        for curve in chart.curves.values():
            self.play_until(
                self.now + max((cue.mark("plain") - 0.9 - cue.start - 0.8) / len(KEYS), 0.3),
                Create(curve.line, rate_func=smooth),
            )
        for key, mark in (("gradient_descent", "plain"), ("momentum", "momentum"), ("adam", "adam")):
            curve = chart.curves[key]
            self.hold_until(cue.mark(mark) - 0.3)
            self.add(curve)
            self.play_until(self.now + 0.5, FadeIn(curve.range, *chart.moving[key]))
        self.hold_until(cue.mark("scale") - 0.1)
        curves = VGroup(*chart.curves.values())

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

    def picture(self, cue: Cue) -> None:
        """Put all runs below their questions, with the ways that answers lead."""
        whole = DecisionPicture(self.facts, self.screen, self.cards)
        parts = [*whole.runs.values(), *whole.ways.values()]
        self.exchange(cue.start + 1.0, *self._all_cards(), *parts, apart=True)
        self.hold_until(cue.mark("known"))
        self.play_until(
            self.now + 1.2,
            Indicate(whole.ways["rates"][2], 1.08, theme.YELLOW),
            Indicate(whole.ways["noise"][2], 1.08, theme.YELLOW),
        )
        self.hold_until(cue.mark("tuned"))
        self.play_until(
            self.now + 1.2,
            Indicate(whole.ways["rates"][1], 1.08, theme.YELLOW),
            Indicate(whole.ways["scales"][2], 1.08, theme.YELLOW),
        )

    def order(self, cue: Cue) -> None:
        """Tune one thing alone, then one more, then the last."""
        chart = OrderChart(self.facts, self.screen)
        self.exchange(cue.start + 0.8, chart.ground, apart=True)
        self.hold_until(cue.mark("alone") - 0.2)
        for key in ("schedule", "momentum"):
            self.play_until(self.now + 0.6, *chart.ways[key].come())
        self.hold_until(cue.mark("rate") - 0.3)
        self.play_until(self.now + 0.8, *chart.ways["rate"].come())
        self.hold_until(cue.mark("schedule") - 0.2)
        self.play_until(self.now + 0.8, *chart.ways["with_schedule"].come())
        self.play_until(self.now + 0.6, *chart.ways["with_momentum"].come())
        self.hold_until(cue.mark("momentum") - 0.2)
        self.play_until(self.now + 0.8, *chart.ways["with_both"].come())

    def watch(self, cue: Cue) -> None:
        """Draw four loss curves, each at its word."""
        panels = shape_panels(self.facts, self.screen)
        self.exchange(cue.start + 0.8, *(one.frame for one in panels.values()), apart=True)
        for key in SHAPES:
            panel = panels[key]
            self.hold_until(cue.mark(key) - 0.3)
            self.add(panel.curve)
            self.play_until(
                self.now + 1.6,
                FadeIn(panel.name, rate_func=early(0.3)),
                panel.curve.to(float(self.facts.steps), rate_func=linear),
            )
            self.play_until(self.now + 0.4, FadeIn(panel.remedy))

    def table(self, cue: Cue) -> None:
        """Show the methods of each group in turn."""
        groups = method_groups(self.facts, self.screen)
        self.exchange(cue.start + 0.8, groups["plain"], apart=True)
        self.hold_until(cue.mark("plain"))
        self.play_until(self.now + 0.8, Indicate(groups["plain"][0], 1.05, theme.YELLOW))
        for name in GROUPS[1:]:
            self.hold_until(cue.mark(name) - 0.6)
            self.exchange(self.now + 0.6, groups[name], apart=True)

    def race(self, cue: Cue) -> None:
        """Let all of them run, and say what the course comes to."""
        race = RaceMap(self.facts, self.screen)
        last = float(self.facts.race_steps)
        self.exchange(cue.start + 0.9, race.ground, race.names, apart=True)
        self.add(*race.paths, race.names)
        self.hold_until(cue.mark("go"))
        # Every path is drawn for as long as the sentence lasts.
        self.play_until(
            max(cue.mark("sentence"), self.now + 0.3),
            *(path.to(2.0, rate_func=linear) for path in race.paths),
        )
        self.play_until(
            max(cue.mark("invite") - 0.4, self.now + 1.0),
            *(path.to(last, rate_func=linear) for path in race.paths),
            FadeIn(race.plate, race.sentence, rate_func=early(0.12)),
        )
        self.play_until(self.now + 0.6, FadeIn(race.invite, shift=0.1 * UP))
