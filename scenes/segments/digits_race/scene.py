"""Digits: a race that looks clear, what its curves hide, and what the rates have to do with it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import early, geometric
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .control_rows import control_rows
from .names import named
from .network_view import NetworkView
from .pixels import wall
from .pushes import Pushes
from .race_chart import BOTTOM, NAMES_AT, RaceChart
from .rank_chart import RankChart
from .rate_chart import RateChart
from .smooth_race import SmoothRace, bare
from .smoothing_view import SmoothingView

EARLY_FORMS = {"gradient_descent": ".2f", "momentum": ".3f", "adagrad": ".3f", "adam": ".3f"}
LATE_FORMS = {"gradient_descent": ".3f", "momentum": ".4f", "adagrad": ".4f", "adam": ".4f"}


class DigitsRace(Segment):
    """One idea: what a race at given rates ranks is the rates, as much as the methods."""

    def setup(self) -> None:
        """Hang up the images."""
        super().setup()
        fact = self.facts
        self.wall = wall(fact.shown[:60], 12, 1.0, 0.94, theme.STAGE_TOP)
        self.add(self.wall)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show the images, and who is to learn them."""
        caption = self.word("images", theme.BODY).move_to((0, -2.3, 0))
        racers = VGroup(
            *(named(name, self.set_name(name, theme.BODY), 0.0, 0.0) for name in self.facts.racers)
        )
        racers.arrange(RIGHT, buff=0.7).move_to((0, -2.82, 0))
        self.hold_until(cue.mark("digits") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(caption, shift=0.15 * UP))
        self.hold_until(cue.mark("winner") - 0.3)
        self.play_until(self.now + 0.8, FadeIn(racers, shift=0.15 * UP))

    def network(self, cue: Cue) -> None:
        """Send one image through the network, layer by layer, and name the loss."""
        view = NetworkView(self.facts, self.screen)
        self.exchange(min(self.now + 1.0, cue.mark("pixels")), view.image, apart=True)
        self.hold_until(cue.mark("layers") - 0.4)
        span = max((cue.mark("guess") - 4.0 - self.now) / (len(view.layers) + 1), 0.35)
        for rank, layer in enumerate(view.layers):
            self.play_until(
                self.now + span, FadeIn(layer, shift=0.2 * RIGHT), *([FadeIn(view.name)] if not rank else [])
            )
        self.play_until(self.now + span, FadeIn(view.outputs, shift=0.2 * RIGHT))
        self.play_until(self.now + 0.7, FadeIn(view.rule, shift=0.15 * UP))
        self.hold_until(cue.mark("guess") - 0.6)
        self.play_until(self.now + 0.8, Create(view.level), FadeIn(view.guess, shift=0.15 * UP))

    def race(self, cue: Cue) -> None:
        """Say what all share, and let them go."""
        chart = self.chart = RaceChart(self.facts, self.screen)
        self.exchange(min(self.now + 1.0, cue.mark("same")), chart.ground, apart=True)
        last, begun = self.facts.iterations - 1.0, self.now
        curves, shown = list(chart.curves.values()), 0.0
        self.add(*curves)
        told = (
            (cue.mark("same"), [chart.terms[0]]),
            (cue.mark("same") + 1.8, [chart.terms[1]]),
            (cue.mark("book"), [chart.terms[2], *chart.names.values()]),
            (cue.until - 0.4, []),
        )
        # They run on at one pace while it is said what they share.
        for time, named_now in told:
            share = max((time - begun) / (cue.until - 0.4 - begun), shown)
            self.play_until(max(time - 0.2, self.now), *(curve.to(share * last) for curve in curves))
            self.add(*named_now)
            shown = share

    def smooth(self, cue: Cue) -> None:
        """Take one of the curves, lay a window over it, show its weights, and let it slide."""
        view = self.smoothing = SmoothingView(self.facts, self.screen)
        for curve in view.smooth:
            curve.set_opacity(0.0)
        self.exchange(min(self.now + 1.0, cue.mark("window") - 0.5), view.ground, view.raw, apart=True)
        self.hold_until(cue.mark("window") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(view.frame), FadeIn(view.window_name))
        self.hold_until(cue.mark("flat") - 0.3)
        self.play_until(self.now + 0.8, FadeIn(view.flat_bars, shift=0.15 * UP))
        self.hold_until(cue.mark("kaiser") - 0.3)
        self.play_until(self.now + 0.8, FadeIn(view.kaiser_bars, shift=0.15 * UP))
        self.hold_until(cue.mark("slide") - 0.4)
        self.remove(view.frame)
        fresh = self.smoothing = SmoothingView(self.facts, self.screen)
        self.add(fresh)
        self.play_until(cue.until - 0.1, fresh.to((fresh.first + fresh.last) / 2))

    def hides(self, cue: Cue) -> None:
        """Point at one batch: what is left of it, and how early it shows."""
        view = self.smoothing
        spike, lowered, before = view.spike(), view.lowered(), view.before()
        self.play_until(cue.mark("spike") - 0.4, view.to(view.last))
        self.play_until(self.now + 0.7, FadeIn(spike))
        self.hold_until(cue.mark("lower") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(lowered))
        self.hold_until(cue.mark("before") - 0.4)
        self.play_until(self.now + 0.8, FadeIn(before))

    def hundred(self, cue: Cue) -> None:
        """Draw the race again, smoothed, with all starts, as far as the first look at it."""
        fact = self.facts
        race = self.smooth_race = SmoothRace(fact, self.screen, self.params.kaiser_beta)
        self.band = plated(self.word("band", theme.SMALL, theme.MUTED), 0.08)
        self.band.move_to((-5.7, BOTTOM + 0.3, 0), aligned_edge=LEFT)
        self.exchange(min(self.now + 1.0, cue.mark("band") - 0.3), race.ground, race.early_ticks, apart=True)
        self.add(race)
        self.play_until(
            max(cue.mark("order") - 0.9, self.now + 0.5),
            race.to(float(fact.early)),
            FadeIn(self.band, rate_func=early(0.2)),
        )
        head = VGroup(
            self.word("after_early", theme.BODY),
            self.word("measure", theme.SMALL, theme.MUTED, width=3.6),
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.14)
        self.measure = head.move_to((NAMES_AT, 2.95, 0), aligned_edge=LEFT + UP)
        self.play_until(self.now + 0.6, FadeIn(self.measure))
        self.names = race.names(lambda one: one.early_loss, EARLY_FORMS)
        self.hold_until(cue.mark("order") - 0.3)
        span = (cue.mark("last") - 0.4 - self.now) / 3
        for name in ("adagrad", "adam", "momentum"):
            self.play_until(self.now + span, FadeIn(self.names[name], rate_func=early(0.3)))
        self.hold_until(cue.mark("last") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(self.names["gradient_descent"]))

    def end(self, cue: Cue) -> None:
        """Let it go on to the end, and look at the rates."""
        race = self.smooth_race
        self.play_until(
            self.now + 0.6, FadeOut(*self.names.values(), self.measure[0]), FadeOut(race.early_ticks)
        )
        after = self.word("after_all", theme.BODY).move_to(self.measure[0], aligned_edge=LEFT)
        self.play_until(
            max(cue.mark("order") - 0.3, self.now + 0.5),
            race.to(self.facts.iterations - 1.0, rate_func=smooth),
            FadeIn(race.late_ticks, rate_func=early(1.0, after=0.8)),
            FadeIn(after, rate_func=early(1.0, after=0.8)),
        )
        self.names = race.names(lambda one: one.late_loss, LATE_FORMS)
        for name in ("adam", "adagrad", "momentum", "gradient_descent"):
            self.play_until(self.now + 0.9, FadeIn(self.names[name], rate_func=early(0.4)))
        self.hold_until(cue.mark("rates") - 1.7)
        rates = VGroup()
        for name, racer in self.facts.racers.items():
            text = self.text(f"$eta = {racer.rate:g}$", theme.BODY, theme.look(name).colour)
            text.move_to(self.names[name][1].get_left(), aligned_edge=LEFT)
            rates.add(text)
        self.play_until(
            self.now + 0.9,
            *(FadeOut(self.names[name][1], rate_func=early(0.5)) for name in self.names),
            FadeIn(rates, rate_func=early(1.0, after=0.5)),
        )

    def effective(self, cue: Cue) -> None:
        """Let one gradient push again and again, and add it up."""
        pushes = Pushes(self.facts, self.screen)
        self.exchange(min(self.now + 1.0, cue.mark("pushes") - 0.5), pushes.ground, pushes.plain, apart=True)
        self.add(pushes)
        self.play_until(
            cue.mark("sum") - 0.2,
            pushes.to(3.0, rate_func=linear),
            FadeIn(pushes.terms, rate_func=early(0.2)),
        )
        self.play_until(
            max(cue.mark("rate") - 3.0, self.now + 1.0),
            pushes.to(pushes.end, rate_func=smooth),
            FadeIn(pushes.law, rate_func=early(0.3)),
            Create(pushes.limit, rate_func=early(1.0, after=0.7)),
            FadeIn(pushes.goal, rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("rate") - 0.8)
        self.play_until(self.now + 0.8, FadeIn(pushes.effective, shift=0.15 * UP))

    def control(self, cue: Cue) -> None:
        """Change one rate at a time, and nothing else."""
        fact = self.facts
        race = SmoothRace(fact, self.screen, self.params.kaiser_beta)
        race.set_dial(fact.iterations - 1.0)
        beta = self.params.kaiser_beta
        fast = race.control(fact.descent, fact.fast_rate, bare(theme.look("gradient_descent")), beta)
        slow = race.control(fact.adagrad, fact.slow_rate, bare(theme.look("adagrad")), beta)
        self.exchange(
            min(self.now + 1.0, cue.mark("descent") - 0.3),
            race.ground,
            race.late_ticks,
            race,
            self.measure[1],
            apart=True,
        )
        rows = control_rows(fact, self.screen)
        old = VGroup(*(rows[key] for key in rows if not key.endswith("other")))
        self.play_until(self.now + 0.4, FadeIn(old))
        self.add(fast)
        self.play_until(max(cue.mark("momentum") - 0.3, self.now + 0.8), fast.to(fact.iterations - 1.0))
        self.play_until(self.now + 0.4, FadeIn(rows["descent other"]))
        self.hold_until(min(cue.mark("adagrad") - 2.4, cue.until - 3.0))
        self.add(slow)
        self.play_until(cue.mark("adagrad"), slow.to(fact.iterations - 1.0))
        self.play_until(self.now + 0.4, FadeIn(rows["adagrad other"]))

    def sweep(self, cue: Cue) -> None:
        """Show both methods at all rates, then over the effective rate."""
        fact = self.facts
        chart = self.rates = RateChart(fact, self.screen)
        descent, momentum = chart.curves["gradient_descent"], chart.curves["momentum"]
        spread = self.word("spread", theme.SMALL, theme.MUTED, width=2.9)
        self.spread = spread.move_to((chart.right, -1.9, 0), aligned_edge=LEFT)
        self.exchange(
            min(self.now + 1.0, cue.mark("apart") - 0.3),
            chart.ground,
            chart.rate_name,
            descent,
            momentum,
            self.spread,
            apart=True,
        )
        names = self.sweep_names = [
            named(name, self.set_name(name, theme.BODY), chart.right, y)
            for name, y in (("gradient_descent", 1.6), ("momentum", 1.1))
        ]
        self.play_until(self.now + 0.5, FadeIn(*names))
        self.hold_until(cue.mark("same") - 1.4)
        self.play_until(
            max(cue.mark("same") + 0.6, self.now + 1.0),
            momentum.to(fact.multiple, rate_func=geometric(1.0, fact.multiple)),
            FadeOut(chart.rate_name, rate_func=early(0.5)),
            FadeIn(chart.effective_name, rate_func=early(1.0, after=0.5)),
        )
        at = descent.at(fact.fail_rate, np.inf)
        failed = plated(self.word("failed", theme.SMALL, theme.look("gradient_descent").colour), 0.08)
        failed.next_to(at, DOWN + LEFT, buff=0.25)
        ring = marker("ring", 0.4, theme.WARNING).move_to(at)
        ring.set_fill(opacity=0)
        self.hold_until(cue.mark("fails") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(ring, failed))
        place = momentum.racer.at(fact.far_rate)
        low = momentum.at(momentum.rates[place], float(np.median(momentum.losses[place])))
        told = plated(self.text(f"${fact.far_loss:.4f}$", theme.BODY, theme.look("momentum").colour), 0.08)
        told.next_to(low, LEFT, buff=0.35)
        line = DashedLine(at, low, color=theme.INK, stroke_width=2)
        self.hold_until(cue.mark("on") - 0.3)
        self.play_until(self.now + 0.6, Create(line), FadeIn(told))
        end = momentum.at(momentum.rates[-1], float(np.median(momentum.losses[-1])))
        later = self.word("failed_later", theme.SMALL, theme.look("momentum").colour)
        later.move_to((chart.right, end[1], 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.5, FadeIn(later))
        self.swept = VGroup(ring, failed, told, line, later)

    def best(self, cue: Cue) -> None:
        """Add the others, and let each take its best rate."""
        chart = self.rates
        momentum = chart.curves["momentum"]
        others = [chart.curves[name] for name in ("adagrad", "adam")]
        self.play_until(self.now + 0.5, FadeOut(self.swept))
        self.play_until(
            max(cue.mark("all") - 0.2, self.now + 0.6),
            momentum.to(1.0, rate_func=geometric(self.facts.multiple, 1.0)),
            FadeOut(chart.effective_name, rate_func=early(0.5)),
            FadeIn(chart.rate_name, rate_func=early(1.0, after=0.5)),
            FadeIn(*others, rate_func=early(1.0, after=0.4)),
            FadeOut(*self.sweep_names),
        )
        rings, rows, crosses, names = {}, {}, VGroup(), VGroup()
        order = ("momentum", "adam", "adagrad", "gradient_descent")
        for rank, name in enumerate(order):
            curve, racer, look = chart.curves[name], self.facts.racers[name], theme.look(name)
            place = racer.best_at
            rings[name] = marker("ring", 0.36, theme.INK).move_to(
                curve.at(curve.rates[place], float(curve.losses[place].max()))
            )
            rings[name].set_fill(opacity=0)
            source = f"{self.screen[name]}#h(0.4em)$eta = {racer.best_rate:g}$"
            told = self.text(source, theme.SMALL, look.colour)
            names.add(named(name, told, chart.right, 2.1 - 0.85 * rank))
            loss = self.text(f"${racer.best_worst:.4f}$", theme.BODY, look.colour)
            rows[name] = loss.next_to(names[-1][1], DOWN, buff=0.1, aligned_edge=LEFT)
            late = float(np.median(curve.losses[racer.at(racer.rate)]))
            crosses.add(marker("cross", 0.28, theme.INK).move_to(curve.at(racer.rate, late)))
        hollow = marker("ring", 0.3, theme.INK)
        key = VGroup(
            *(
                VGroup(sign, self.word(told, theme.SMALL, theme.INK, width=2.7)).arrange(RIGHT, buff=0.15)
                for sign, told in ((marker("cross", 0.24, theme.INK), "in_race"), (hollow, "worst"))
            )
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.15)
        key.move_to((chart.right, -1.55, 0), aligned_edge=LEFT + UP)
        self.play_until(
            self.now + 0.6,
            FadeIn(crosses, key, names),
            FadeOut(self.spread),
            *(FadeIn(one) for one in rings.values()),
        )
        self.hold_until(cue.mark("first") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(rows["momentum"]), Indicate(rings["momentum"], 1.4, theme.INK))
        span = max((cue.mark("last") - 0.3 - self.now) / 2, 0.3)
        for name in ("adam", "adagrad"):
            self.play_until(self.now + span, FadeIn(rows[name], rate_func=early(0.3)))
        self.hold_until(cue.mark("last") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(rows["gradient_descent"]))

    def moral(self, cue: Cue) -> None:
        """Rank them three times, and ask on."""
        chart = RankChart(self.facts, self.screen)
        self.exchange(self.now + 0.9, chart.columns[0], apart=True)
        self.hold_until(cue.mark("ranks") - 0.4)
        self.play_until(
            self.now + 1.2,
            Create(chart.ways[0], lag_ratio=0.0),
            FadeIn(chart.columns[1], rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("unseen") - 0.2)
        self.play_until(
            self.now + 1.2,
            Create(chart.ways[1], lag_ratio=0.0),
            FadeIn(chart.columns[2], rate_func=early(1.0, after=0.4)),
        )
        ask = self.word("next", theme.HEADING, theme.YELLOW).move_to((0, -2.7, 0))
        self.hold_until(cue.mark("next") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(ask, shift=0.15 * UP))

    def set_name(self, method: str, size: float) -> VGroup:
        """Set the name of a method in its colour."""
        return self.word(method, size, theme.look(method).colour)
