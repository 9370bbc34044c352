"""Digits: a race that looks clear, what its curves hide, and what the rates have to do with it."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import early, geometric
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .best_view import BestView
from .control_rows import control_rows
from .measured_race import MeasuredRace, bare
from .names import named, written
from .network_view import NetworkView
from .pixels import wall
from .pushes import Pushes
from .race_chart import BOTTOM, NAMES_AT, RaceChart, rate_beside
from .rank_chart import RankChart
from .rate_chart import RateChart
from .smoothing_view import SmoothingView
from .unseen_chart import ROWS, UnseenChart

COLUMNS = 12
"""Images in a row of the wall."""


class DigitsRace(Segment):
    """One idea: what a race at given rates ranks is the rates and the yardstick, as much as the methods."""

    def setup(self) -> None:
        """Hang up the first images, and paper for the others."""
        super().setup()
        shown = self.facts.shown
        self.rows = [
            wall(shown[first : first + COLUMNS], COLUMNS, 1.0, 0.94, theme.STAGE_TOP - rank)
            for rank, first in enumerate(range(0, len(shown), COLUMNS))
        ]
        caption = self.word("images", theme.BODY).move_to((-3.0, -2.3, 0))
        self.add(self.rows[0], *(row.paper for row in self.rows[1:]), caption)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show the images, and who is to learn them."""
        parameters = self.word("parameters", theme.BODY, theme.YELLOW).move_to((3.0, -2.3, 0))
        racers = VGroup(
            *(named(name, self.set_name(name, theme.BODY), 0.0, 0.0) for name in self.facts.racers)
        )
        racers.arrange(RIGHT, buff=0.7).move_to((0, -2.82, 0))
        others = self.rows[1:]
        self.play_until(
            cue.mark("weights") - 0.6,
            *(
                FadeIn(
                    VGroup(*row.submobjects[1:]),
                    rate_func=early((rank + 1.4) / (len(others) + 0.4), after=rank / len(others)),
                )
                for rank, row in enumerate(others)
            ),
        )
        self.hold_until(cue.mark("weights") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(parameters, shift=0.15 * UP))
        self.hold_until(cue.mark("winner") - 0.4)
        self.play_until(self.now + 0.8, FadeIn(racers, shift=0.15 * UP))

    def network(self, cue: Cue) -> None:
        """Send one image through the network, layer by layer, and name the loss."""
        view = NetworkView(self.facts, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("layers") - 0.3), view.ghost, apart=True)
        self.hold_until(cue.mark("layers") - 0.3)
        for layer in view.layers:
            self.play_until(self.now + 0.55, FadeIn(layer))
        self.play_until(self.now + 0.6, FadeIn(view.count, shift=0.15 * UP))
        self.play_until(self.now + 0.8, FadeIn(view.bars))
        self.hold_until(cue.mark("loss") - 0.6)
        self.play_until(self.now + 0.7, FadeIn(view.rule, shift=0.15 * UP))
        self.hold_until(cue.mark("guess") - 0.8)
        self.play_until(self.now + 1.0, *view.level_bars(), Create(view.level))
        self.play_until(self.now + 0.6, FadeIn(view.guess, shift=0.15 * UP))

    def race(self, cue: Cue) -> None:
        """Say what all share, and let them go."""
        chart = RaceChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("same")), chart.ground, apart=True)
        last, begun = self.facts.iterations - 1.0, self.now
        curves, shown = list(chart.curves.values()), 0.0
        self.add(*curves)
        told = (
            (cue.mark("same"), [chart.terms[0]]),
            (cue.mark("same") + 1.8, [chart.terms[1]]),
            (cue.mark("book"), [chart.terms[2], chart.rates]),
            (cue.until - 0.6, []),
        )
        # They run on at one pace while it is said what they share.
        for time, named_now in told:
            share = max((time - begun) / (cue.until - 0.6 - begun), shown)
            self.play_until(max(time - 0.2, self.now), *(curve.to(share * last) for curve in curves))
            self.add(*named_now)
            shown = share

    def smooth(self, cue: Cue) -> None:
        """Slide a window over one of the curves: what it hides, and how early; then say what is ranked by."""
        view = SmoothingView(self.facts, self.screen)
        self.exchange(min(self.now + 0.7, cue.mark("window") - 0.3), view.ground, view.raw, apart=True)
        self.play_until(self.now + 0.5, FadeIn(view), FadeIn(view.window_name))
        self.play_until(max(cue.mark("spike") - 0.2, self.now + 0.8), view.to(view.last))
        self.play_until(self.now + 0.7, FadeIn(view.spike()))
        self.hold_until(cue.mark("before") - 0.5)
        self.play_until(self.now + 0.8, FadeIn(view.before()))
        ranked = self.word("ranked", theme.HEADING, theme.YELLOW).move_to((0, -2.6, 0))
        self.hold_until(cue.mark("all") - 1.2)
        self.exchange_parts(self.now + 0.9, [view.window_name], [ranked])

    def hundred(self, cue: Cue) -> None:
        """Draw the race again, measured on all images, with all starts, as far as the first look at it."""
        fact = self.facts
        race = self.measured = MeasuredRace(fact, self.screen, self.params.kaiser_beta)
        race.set_dial(float(fact.early))
        self.names, self.told = race.names(lambda one: one.early)
        race.set_dial(0.0)
        self.head = self.word("after_early", theme.BODY)
        measure = self.word("measure", theme.SMALL, theme.MUTED)
        heads = VGroup(self.head, measure).arrange(DOWN, aligned_edge=LEFT, buff=0.14)
        heads.move_to((NAMES_AT, 2.95, 0), aligned_edge=LEFT + UP)
        band = plated(self.word("band", theme.SMALL, theme.MUTED), 0.08)
        band.move_to((-5.7, BOTTOM + 0.45, 0), aligned_edge=LEFT)
        self.exchange(
            min(self.now + 0.9, cue.mark("band") - 0.6),
            race.ground,
            race.early_ticks,
            self.head,
            measure,
            *self.names.values(),
            race,
            apart=True,
        )
        self.play_until(
            max(cue.mark("order") - 0.5, self.now + 0.5),
            race.to(float(fact.early)),
            FadeIn(band, rate_func=early(0.3)),
        )
        self.hold_until(cue.mark("order") - 0.3)
        span = (cue.mark("last") - 0.4 - self.now) / 3
        for name in ("adagrad", "adam", "momentum"):
            self.play_until(self.now + span, FadeIn(self.told[name], rate_func=early(0.3)))
        self.hold_until(cue.mark("last") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(self.told["gradient_descent"]))

    def end(self, cue: Cue) -> None:
        """Let it go on to the end, and look at the rates."""
        race, last = self.measured, float(self.facts.iterations)
        race.set_dial(last)
        names, told = race.names(lambda one: one.late)
        race.set_dial(float(self.facts.early))
        after = self.word("after_all", theme.BODY).move_to(self.head, aligned_edge=LEFT)
        self.play_until(self.now + 0.5, FadeOut(*self.told.values(), self.head, race.early_ticks))
        self.play_until(
            max(cue.mark("order") - 0.2, self.now + 1.5),
            race.to(last, rate_func=smooth),
            *(self.names[name].animate.move_to(names[name]) for name in names),
            FadeIn(after, race.late_ticks, rate_func=early(1.0, after=0.7)),
        )
        for name in ("adam", "adagrad", "momentum", "gradient_descent"):
            self.play_until(self.now + 0.7, FadeIn(told[name], rate_func=early(0.5)))
        rates = VGroup(
            *(rate_beside(self.screen, names[name], name, racer) for name, racer in self.facts.racers.items())
        )
        self.hold_until(cue.mark("rates") - 1.2)
        self.play_until(self.now + 0.7, FadeIn(rates))

    def effective(self, cue: Cue) -> None:
        """Let one gradient push again and again, and add it up."""
        pushes = Pushes(self.facts, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("pushes") - 0.3), pushes.ground, pushes.plain, apart=True)
        self.add(pushes)
        self.play_until(
            cue.mark("sum") - 0.2,
            pushes.to(3.0, rate_func=linear),
            FadeIn(pushes.terms, rate_func=early(0.2)),
        )
        self.play_until(
            min(self.now + 3.4, cue.mark("rate") - 1.8),
            pushes.to(pushes.end, rate_func=smooth),
            Create(pushes.limit, rate_func=early(1.0, after=0.6)),
            FadeIn(pushes.law, pushes.goal, rate_func=early(1.0, after=0.8)),
        )
        self.hold_until(max(self.now, cue.mark("rate") - 1.8))
        self.play_until(self.now + 0.7, FadeIn(pushes.effective, shift=0.15 * UP))

    def control(self, cue: Cue) -> None:
        """Change one rate at a time, and nothing else."""
        fact, last = self.facts, float(self.facts.iterations)
        race = MeasuredRace(fact, self.screen, self.params.kaiser_beta)
        race.set_dial(last)
        fast = race.control(fact.descent, fact.fast_rate, bare(theme.look("gradient_descent")))
        slow = race.control(fact.adagrad, fact.slow_rate, bare(theme.look("adagrad")))
        rows = control_rows(fact, self.screen)
        measure = self.word("median_measure", theme.SMALL, theme.MUTED)
        measure.move_to((NAMES_AT, 2.95, 0), aligned_edge=LEFT + UP)
        self.exchange(
            min(self.now + 0.9, cue.mark("descent") - 0.2),
            race.ground,
            race.late_ticks,
            race,
            measure,
            *(rows[key] for key in rows if not key.endswith("other")),
            apart=True,
        )
        self.add(fast)
        self.play_until(max(cue.mark("momentum") - 0.2, self.now + 0.8), fast.to(last))
        self.play_until(self.now + 0.4, FadeIn(rows["descent other"]))
        self.hold_until(min(cue.mark("adagrad") - 2.4, cue.until - 3.5))
        self.add(slow)
        self.play_until(cue.mark("adagrad"), slow.to(last))
        self.play_until(self.now + 0.4, FadeIn(rows["adagrad other"]))

    def sweep(self, cue: Cue) -> None:
        """Show both methods at all rates, then over the effective rate."""
        fact = self.facts
        chart = self.rates = RateChart(fact, self.screen)
        descent, momentum = chart.curves["gradient_descent"], chart.curves["momentum"]
        self.spread = self.word("spread", theme.SMALL, theme.MUTED)
        self.spread.move_to((chart.right, -0.7, 0), aligned_edge=LEFT)
        off_scale = self.word("off_scale", theme.SMALL, theme.MUTED)
        off_scale.move_to((chart.right, -1.4, 0), aligned_edge=LEFT)
        names = self.sweep_names = VGroup(
            *(
                named(name, self.set_name(name, theme.BODY), chart.right, y)
                for name, y in (("gradient_descent", 0.6), ("momentum", 0.1))
            )
        )
        self.exchange(
            min(self.now + 0.9, cue.mark("apart") - 0.2),
            chart.ground,
            chart.rate_name,
            descent,
            momentum,
            self.spread,
            off_scale,
            names,
            apart=True,
        )
        self.hold_until(cue.mark("same") - 1.6)
        self.play_until(
            max(cue.mark("same") + 0.4, self.now + 1.0),
            momentum.to(fact.multiple, rate_func=geometric(1.0, fact.multiple)),
            FadeOut(chart.rate_name, rate_func=early(0.5)),
            FadeIn(chart.effective_name, rate_func=early(1.0, after=0.5)),
        )
        at = descent.at(fact.fail_rate, float(descent.racer.medians[-1]))
        failed = self.word("failed", theme.SMALL, theme.look("gradient_descent").colour)
        failed.next_to(at, LEFT, buff=0.3)
        fails = self.word("fails", theme.SMALL, theme.WARNING)
        fails.move_to((chart.right, chart.fail_line.get_y() - 0.1, 0), aligned_edge=LEFT)
        self.hold_until(cue.mark("fails") - 0.8)
        self.play_until(self.now + 0.6, Create(chart.fail_line), FadeIn(fails))
        self.play_until(self.now + 0.5, FadeIn(failed))
        place = momentum.racer.at(fact.far_rate)
        low = momentum.at(momentum.rates[place], fact.far_loss)
        told = plated(
            self.text(f"${written(fact.far_loss)}$", theme.BODY, theme.look("momentum").colour), 0.08
        )
        told.next_to(low, LEFT, buff=0.35)
        line = DashedLine(at, low, color=theme.INK, stroke_width=2)
        ring = marker("ring", 0.4, theme.INK).move_to(low)
        ring.set_fill(opacity=0)
        self.hold_until(cue.mark("on") - 0.4)
        self.play_until(self.now + 0.6, Create(line), FadeIn(told, ring))
        later = self.word("failed_later", theme.SMALL, theme.look("momentum").colour)
        later.move_to((chart.right, 2.4, 0), aligned_edge=LEFT)
        self.hold_until(max(cue.until - 2.8, self.now))
        self.play_until(self.now + 0.5, FadeIn(later))
        self.swept = VGroup(failed, fails, off_scale, told, line, ring, later, chart.fail_line)

    def best(self, cue: Cue) -> None:
        """Add the others, and let each take its best rate: by the median, then by the worst start."""
        chart = self.rates
        momentum = chart.curves["momentum"]
        self.play_until(
            max(cue.mark("all") - 0.2, self.now + 1.0),
            momentum.to(1.0, rate_func=geometric(self.facts.multiple, 1.0)),
            FadeOut(chart.effective_name, self.swept, self.sweep_names, self.spread, rate_func=early(0.4)),
            FadeIn(chart.rate_name, rate_func=early(1.0, after=0.5)),
            FadeIn(*(chart.curves[name] for name in ("adagrad", "adam")), rate_func=early(1.0, after=0.4)),
        )
        view = self.view = BestView(self.facts, self.screen, chart)
        rings = VGroup(*view.rings.values())
        self.play_until(
            max(cue.mark("median") - 0.2, self.now + 0.6),
            FadeIn(view.crosses, view.median_key, rings, view.median_rows[0]),
        )
        for row in view.median_rows[1:]:
            self.play_until(self.now + 0.45, FadeIn(row))
        self.hold_until(cue.mark("spread") - 0.8)
        self.play_until(self.now + 0.6, FadeIn(view.lone), FadeOut(view.crosses[1]))
        self.hold_until(cue.mark("worst") - 0.9)
        self.exchange_parts(
            self.now + 0.7, [view.median_rows, view.median_key], [view.worst_rows, view.worst_key]
        )
        self.play_until(
            self.now + 0.8,
            *(ring.animate.move_to(view.worst_points[name]) for name, ring in view.rings.items()),
        )
        self.play_until(self.now + 0.5, Indicate(view.rings["momentum"], 1.4, theme.INK))

    def moral(self, cue: Cue) -> None:
        """Let the markers fly into three columns of ranks, and compare what has changed."""
        view, chart = self.view, RankChart(self.facts, self.screen)
        self.ranks = chart
        here = [one for one in self.mobjects if one is not self.title]
        flights = []
        for signs, points in zip(
            chart.signs, (view.race_points, view.median_points, view.worst_points), strict=True
        ):
            for name, sign in signs.items():
                goal = sign.get_center()
                flights.append(sign.move_to(points[name]).animate.move_to(goal))
        self.play_until(
            max(self.now + 0.5, min(self.now + 1.3, cue.mark("rates") - 0.4)),
            *(FadeOut(one, rate_func=early(0.5)) for one in here),
            FadeIn(chart.heads, chart.cells, rate_func=early(1.0, after=0.5)),
            *flights,
        )
        for rank, mark in enumerate(("rates", "yard")):
            self.hold_until(cue.mark(mark) - 0.4)
            self.play_until(
                self.now + 0.6,
                Create(VGroup(*chart.ways[rank].values()), lag_ratio=0.0),
                FadeIn(chart.changes[rank], shift=0.15 * UP),
            )
        self.hold_until(cue.mark("either") - 0.2)
        pale = [way for ways in chart.ways for name, way in ways.items() if name != "gradient_descent"]
        self.play_until(
            self.now + 0.8,
            *(way.animate.set_stroke(opacity=0.2) for way in pale),
        )

    def unseen(self, cue: Cue) -> None:
        """Count the unseen images that are read wrong, and ask on."""
        chart, ranks = UnseenChart(self.facts, self.screen), self.ranks
        signs = ranks.signs[1]
        here = [one for one in self.mobjects if one is not self.title and one not in signs.values()]
        self.play_until(
            min(self.now + 1.2, cue.mark("unseen") + 0.2),
            *(FadeOut(one, rate_func=early(0.5)) for one in here),
            FadeIn(chart.ground, chart.names, rate_func=early(1.0, after=0.5)),
            *(sign.animate.move_to(chart.signs[name]) for name, sign in signs.items()),
        )
        for name in ROWS:
            self.play_until(self.now + 0.6, FadeIn(chart.dots[name], rate_func=early(0.7)))
        self.hold_until(cue.mark("misses") - 0.5)
        self.play_until(self.now + 0.6, *map(FadeIn, chart.medians.values()))
        ask = self.word("next", theme.HEADING, theme.YELLOW).move_to((0, -2.72, 0))
        self.hold_until(cue.mark("next") - 0.8)
        self.play_until(self.now + 0.7, FadeIn(ask, shift=0.15 * UP))

    def set_name(self, method: str, size: float) -> VGroup:
        """Set the name of a method in its colour."""
        return self.word(method, size, theme.look(method).colour)
