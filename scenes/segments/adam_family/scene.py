"""Adam's family: which part each exchanges in its formula, for which gain, at which price."""

from __future__ import annotations

from functools import partial

from manim import DOWN, RIGHT, UP, Create, FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .bridge import Bridge
from .cards import Cards
from .decay_view import DecayView, along
from .family_rule import NEW, family_rule
from .game_view import GameView, RoundsChart
from .gap_chart import GapChart
from .law_chart import GrowthBars, LawChart
from .look_ahead_map import SHOWN, LookAheadMap, WeightsChart
from .outlier_chart import LOWEST, OutlierChart
from .rectified import STEPS as RADAM_STEPS
from .rectify_chart import RectifyCharts
from .root_view import RootView
from .siblings import AFTER
from .spread_chart import SpreadChart

RULE_PLACE = (0.0, 2.42, 0.0)


class AdamFamily(Segment):
    """One idea: Adam is made of parts, and each of its relatives exchanges one, for a reason that can be shown."""

    def setup(self) -> None:
        """Lay out the game."""
        super().setup()
        self.game_view = GameView(self.facts.game, self.screen)
        self.rounds = RoundsChart(self.facts.game, self.screen)
        self.bridge = Bridge(self.screen)
        self.add(self.bridge)

    # -- AMSGrad ----------------------------------------------------------------------------------------------

    def game(self, cue: Cue) -> None:
        """Show the slopes as they come, the losses they belong to, and their mean."""
        view = self.game_view
        self.play_until(
            min(self.now + 0.9, cue.mark("rare") - 1.9), Indicate(self.bridge.forgets, 1.1, theme.INK)
        )
        self.hold_until(cue.mark("rare") - 1.5)
        self.exchange(cue.mark("rare") - 0.6, view.ground, view.rounds, apart=True)
        self.add(view.slopes)
        self.hold_until(cue.mark("rare") - 0.3)
        self.play_until(
            self.now + 0.9, view.slopes.to(0.0, rate_func=smooth), FadeIn(view.large, view.values[0])
        )
        self.hold_until(cue.mark("often") - 0.2)
        self.play_until(
            self.now + 1.0, view.slopes.to(2.0, rate_func=smooth), FadeIn(view.small, view.values[1])
        )
        last = len(view.slopes.values) - 1.0
        self.play_until(max(cue.mark("mean") - 0.2, self.now + 0.8), view.slopes.to(last, rate_func=linear))
        self.play_until(self.now + 0.8, FadeIn(view.level, view.mean))

    def wrong(self, cue: Cue) -> None:
        """Let Adam play from the right end: it comes back there in every cycle."""
        view, chart, game = self.game_view, self.rounds, self.facts.game
        ball = self.ball = view.ball()
        curve = chart.curves["adam"]
        self.exchange_parts(
            self.now + 0.9,
            (view.rounds, view.slopes, view.values, view.level),
            (chart.ground, ball, chart.constants),
        )
        self.add(curve)
        pace = geometric(1.0, float(game.rounds))

        def walk(share: float) -> None:
            at = 1.0 + pace(share) * (game.rounds - 1.0)
            curve.set_dial(at)
            ball.set_dial(float(curve.at(at)[1]))

        self.hold_until(cue.mark("run") - 0.2)
        self.play_until(
            max(cue.mark("ends") - 0.3, self.now + 1.0), Course(VGroup(curve, ball), walk, rate_func=linear)
        )
        self.play_until(self.now + 0.5, FadeIn(chart.ends["adam"][0]))
        self.play_until(self.now + 0.5, FadeIn(chart.ends["adam"][1]))

    def forget(self, cue: Cue) -> None:
        """Follow the root of v through a cycle, and add up the steps."""
        view, roots = self.game_view, RootView(self.facts.game, self.screen)
        self.roots = roots
        self.exchange_parts(
            min(self.now + 0.9, cue.mark("large") - 0.2),
            (view.ground, view.large, view.small, view.mean, self.ball),
            (roots.ground, roots.bars, roots.rule),
        )
        self.hold_until(cue.mark("large") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(roots.lines[0]), FadeIn(roots.values[0]), FadeIn(roots.name))
        self.hold_until(cue.mark("gone") - 0.5)
        for rank in (1, 2):
            self.play_until(self.now + 0.6, FadeIn(roots.lines[rank]), FadeIn(roots.values[rank]))
        self.play_until(self.now + 0.8, *map(FadeIn, roots.lines[3:]))
        self.hold_until(max(cue.mark("steps") - 2.2, self.now))
        self.play_until(self.now + 0.4, FadeIn(roots.below))
        for rank in range(3):
            self.play_until(
                max(cue.mark("steps") + 0.3 * rank, self.now + 0.4),
                FadeIn(roots.steps[rank]),
                Indicate(roots.bars[rank], 1.1, theme.INK),
            )
        self.hold_until(max(cue.mark("sum") - 0.3, self.now))
        self.play_until(self.now + 0.6, FadeIn(roots.steps[3], shift=0.15 * DOWN))

    def amsgrad(self, cue: Cue) -> None:
        """Keep the largest root: the same slopes add up to the right way."""
        roots, chart = self.roots, self.rounds
        self.hold_until(cue.mark("keep") - 0.4)
        self.play_until(
            self.now + 0.9,
            *(FadeOut(one, rate_func=early(0.5)) for one in (roots.rule, roots.name, roots.values)),
            *(line.animate.set_stroke(opacity=0.35) for line in roots.lines),
            *(FadeIn(one, rate_func=early(1.0, after=0.4)) for one in (roots.kept_rule, roots.kept)),
        )
        self.hold_until(cue.mark("steps") - 0.3)
        self.play_until(self.now + 0.4, *map(FadeOut, roots.steps))
        for step in roots.kept_steps:
            self.play_until(self.now + 0.3, FadeIn(step))
        curve = chart.curves["amsgrad"]
        self.hold_until(max(self.now, cue.mark("run") - 1.6))
        self.add(curve)
        last = float(self.facts.game.rounds)
        self.play_until(
            max(cue.mark("run"), self.now + 1.2),
            curve.to(last, rate_func=geometric(1.0, last)),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.ends["amsgrad"]))

    def rarer(self, cue: Cue) -> None:
        """Let the large slope be rarer, and say when the small steps of a cycle win."""
        gap = GapChart(self.facts.law, self.screen)
        growth = self.growth = GrowthBars(self.facts.law, self.screen)
        last, (first, second) = float(self.facts.law.wide), growth.condition
        self.hold_until(max(self.now, cue.mark("rarer") - 1.0))
        self.exchange(max(self.now + 0.9, cue.mark("rarer") - 0.1), gap.ground, first, apart=True)
        self.play_until(self.now + 0.7, FadeIn(growth.ratio, shift=0.15 * UP))
        self.add(gap.root)
        self.play_until(max(self.now + 1.4, cue.mark("sinks") + 0.3), gap.root.to(last, rate_func=smooth))
        self.play_until(self.now + 0.4, FadeIn(gap.names["root"]))
        self.hold_until(max(self.now, cue.mark("grow") - 1.4))
        self.add(gap.steps)
        self.play_until(
            max(self.now + 1.3, cue.mark("grow") + 0.2),
            gap.steps.to(last, rate_func=smooth),
            FadeIn(second, shift=0.15 * UP),
        )
        self.play_until(self.now + 0.4, FadeIn(gap.names["steps"]), FadeIn(growth.ground))
        self.hold_until(max(self.now, cue.mark("win") - 2.0))
        self.play_until(self.now + 0.6, FadeIn(gap.names["limit"]), FadeIn(growth.limit))
        self.hold_until(max(self.now, cue.mark("win") - 0.6))
        self.play_until(self.now + 0.6, FadeIn(gap.names["mean"]), FadeIn(growth.bars["wide"]))

    def law(self, cue: Cue) -> None:
        """Draw the window that each gap asks for, and try the usual decay on both sides of the line."""
        chart, growth = LawChart(self.facts.law, self.screen), self.growth
        self.exchange(
            max(self.now + 0.8, cue.mark("line") - 0.3),
            *(chart.ground, chart.dots["ours"], growth.bars["ours"], growth.bars["wide"]),
            *(*growth.condition, growth.ratio, growth.ground, growth.limit),
            apart=True,
        )
        self.add(chart.line)
        first, last = (float(gap) for gap in self.facts.law.gaps[[0, -1]])
        self.play_until(self.now + 1.4, chart.line.to(last, rate_func=geometric(first, last)))
        self.play_until(self.now + 0.5, FadeIn(chart.sides))
        self.add(chart.line, chart.dots["ours"])
        for mark, parts in (
            ("usual", (chart.usual, chart.dots["near"], growth.bars["near"])),
            ("wide", (chart.dots["wide"],)),
            ("never", (growth.bars["kept"],)),
        ):
            self.hold_until(max(self.now, cue.mark(mark) - 0.3))
            self.play_until(self.now + 0.6, *map(FadeIn, parts))

    # -- one outlier: AMSGrad's price, and AdaMax ---------------------------------------------------------------

    def outlier(self, cue: Cue) -> None:
        """Put one outlier among equal gradients: Adam leaps and recovers, AMSGrad does not."""
        chart = self.outliers = OutlierChart(self.facts.outlier, self.screen)
        for row in (chart.before, chart.absorbed):
            row.move_to(RULE_PLACE)
        curves, names = chart.curves, chart.names
        self.exchange(
            min(self.now + 0.9, cue.mark("outlier") - 0.4),
            chart.ground,
            chart.gradients,
            chart.before,
            apart=True,
        )
        self.hold_until(cue.mark("outlier") - 0.3)
        self.add(chart.shock)
        self.play_until(
            self.now + 0.7, chart.shock.to(self.facts.outlier.size, rate_func=smooth), FadeIn(chart.size)
        )
        self.hold_until(max(self.now, cue.mark("taken") - 0.2))
        self.exchange_parts(self.now + 0.6, (chart.before,), (chart.absorbed,))
        self.hold_until(max(self.now, cue.mark("leap") - 0.3))
        self.add(curves["adam"])
        self.play_until(self.now + 0.4, FadeIn(names["adam_leap"]))
        last, low = float(AFTER), float(LOWEST)
        self.hold_until(max(self.now, cue.mark("sink") - 1.2))
        self.add(curves["amsgrad"])
        both = (curves["adam"], curves["amsgrad"])
        self.play_until(
            max(cue.mark("sink") - 0.1, self.now + 0.9),
            *(curve.to(low, rate_func=geometric(1.0, low)) for curve in both),
        )
        self.play_until(self.now + 0.4, FadeIn(names["both_sink"]))
        self.hold_until(max(self.now, cue.mark("back") - 0.6))
        self.play_until(self.now + 1.2, *(curve.to(last, rate_func=geometric(low, last)) for curve in both))
        self.play_until(self.now + 0.4, FadeIn(names["adam_back"]))
        self.hold_until(max(self.now, cue.mark("stays") - 0.1))
        self.play_until(self.now + 0.4, FadeIn(names["amsgrad_stays"]))

    def adamax(self, cue: Cue) -> None:
        """Divide by the largest gradient instead: no leap, and a long rest."""
        chart, rule = self.outliers, self.titled("adamax")
        formula = rule[1]
        curve, names, last = chart.curves["adamax"], chart.names, float(AFTER)
        self.exchange_parts(min(self.now + 0.7, cue.mark("largest")), (chart.absorbed,), (rule,))
        self.hold_until(cue.mark("largest"))
        self.play_until(self.now + 0.8, Indicate(formula.part("rule"), 1.1, theme.INK))
        self.hold_until(max(self.now, cue.mark("never") - 2.2))
        self.add(curve)
        self.play_until(
            max(cue.mark("never") + 0.2, self.now + 1.8), curve.to(last, rate_func=geometric(1.0, last))
        )
        self.play_until(self.now + 0.4, FadeIn(names["adamax_back"]))
        self.hold_until(max(self.now, cue.mark("low") - 1.2))
        self.play_until(self.now + 0.4, FadeIn(names["adamax_low"]))

    # -- RAdam ------------------------------------------------------------------------------------------------

    def radam(self, cue: Cue) -> None:
        """Show how widely 1/√v̂ scatters at the start, and what RAdam makes of it."""
        charts, rule = RectifyCharts(self.facts.rectified, self.screen), self.titled("radam")
        first, last = 1.0, float(RADAM_STEPS)
        self.exchange(min(self.now + 0.9, cue.mark("start") + 0.2), charts.ground, rule, apart=True)
        self.add(charts.edges)
        self.play_until(
            max(cue.mark("scatter") - 0.2, self.now + 1.0),
            *(edge.to(last, rate_func=geometric(first, last)) for edge in charts.edges),
        )
        self.play_until(self.now + 0.5, FadeIn(charts.band), FadeIn(charts.first))
        self.hold_until(max(self.now, cue.mark("undivided") - 0.3))
        self.play_until(self.now + 0.6, FadeIn(charts.undivided))
        self.hold_until(max(self.now, cue.mark("factor") - 1.2))
        self.add(charts.factor)
        start = float(self.facts.rectified.first)
        self.play_until(
            max(cue.mark("factor") + 0.1, self.now + 1.2),
            charts.factor.to(last, rate_func=geometric(start, last)),
            Indicate(rule[1].part("new"), 1.15, theme.INK),
        )
        self.play_until(self.now + 0.4, FadeIn(charts.told))
        self.hold_until(max(self.now, cue.mark("same") - 1.0))
        self.play_until(self.now + 0.5, FadeIn(charts.same))

    # -- AdamW ------------------------------------------------------------------------------------------------

    def decay(self, cue: Cue) -> None:
        """Say where the decay enters: in the loss, or beside the fraction."""
        view = self.decay_view = DecayView(self.facts.decay, self.screen)
        self.exchange(min(self.now + 1.0, cue.mark("loss") - 0.4), view.ground, view.pull, apart=True)
        for mark, part in (("loss", view.penalty), ("divided", view.divided), ("apart", view.apart)):
            self.hold_until(cue.mark(mark) - 0.4)
            self.play_until(self.now + 0.8, FadeIn(part, shift=0.15 * UP))

    def pulled(self, cue: Cue) -> None:
        """Run both from one start, and measure what is left of both weights."""
        view, last = self.decay_view, self.facts.decay.steps
        self.exchange_parts(
            min(self.now + 0.9, cue.mark("run") - 0.2),
            (view.penalty, view.divided, view.apart, view.pull),
            (view.frame,),
        )
        paths, single = view.paths, view.single
        self.add(*single.values(), *paths.values())
        self.hold_until(cue.mark("run") - 0.2)
        self.play_until(
            max(cue.mark("penalised") - 0.3, self.now + 1.4),
            *(
                Course(path, partial(along, path, last), rate_func=linear)
                for path in (*single.values(), *paths.values())
            ),
        )
        for key in ("penalised", "own"):
            self.hold_until(cue.mark(key) - 0.3)
            self.play_until(self.now + 0.6, FadeIn(view.ends[key], view.bars[key]))

    def equal(self, cue: Cue) -> None:
        """Where the penalty rests, and why AdamW's way is the same for every curvature."""
        chart = self.spread = SpreadChart(self.facts.decay, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("balance") - 0.2), chart.ground, apart=True)
        ends = self.facts.decay.spread
        pace = geometric(ends[0], ends[-1])
        for mark, key in (("balance", "penalised"), ("root", "own")):
            law = chart.laws[key]
            self.hold_until(cue.mark(mark) - 0.4)
            self.add(law)
            self.play_until(
                self.now + 1.3,
                law.to(chart.plane.x_range[1], rate_func=pace),
                FadeIn(chart.reasons[key], rate_func=early(0.5)),
            )
            self.play_until(self.now + 0.5, FadeIn(chart.runs[key], chart.names[key]))
        self.hold_until(max(self.now, cue.mark("flat") - 0.2))
        self.play_until(self.now + 0.6, FadeIn(chart.cancels), Indicate(chart.runs["own"], 1.06, theme.INK))
        self.hold_until(max(self.now, cue.mark("noise") - 0.6))
        calm = chart.laws["calm"]
        self.add(calm)
        self.play_until(self.now + 0.8, calm.to(chart.plane.x_range[1], rate_func=pace))
        self.play_until(self.now + 0.4, FadeIn(chart.runs["calm"], chart.names["calm"]))

    # -- NAdam --------------------------------------------------------------------------------------------------

    def nadam(self, cue: Cue) -> None:
        """Count the newest gradient for more: the same valley at the same rate, with less sway."""
        view, weights = (
            LookAheadMap(self.facts.ahead, self.screen),
            WeightsChart(self.facts.ahead, self.screen),
        )
        rule = self.titled("nadam")
        adam = (weights.bars["adam"], weights.names["adam"], weights.newest["adam"])
        self.exchange(
            min(self.now + 0.9, cue.mark("newest") - 0.2),
            view.ground,
            rule,
            weights.ground,
            *adam,
            apart=True,
        )
        self.hold_until(cue.mark("newest") - 0.2)
        ahead = (weights.bars["nadam"], weights.names["nadam"], weights.newest["nadam"])
        self.play_until(
            self.now + 0.8, FadeIn(*ahead, weights.older), Indicate(rule[1].part("new"), 1.06, theme.INK)
        )
        paths = view.paths
        self.hold_until(max(self.now, cue.mark("run") - 2.2))
        self.add(paths["adam"], paths["nadam"])
        pace = steps(SHOWN, pause=0.2)
        self.play_until(
            max(cue.mark("sway") - 0.3, self.now + 1.5),
            *(path.to(SHOWN, rate_func=pace) for path in paths.values()),
        )
        self.play_until(self.now + 0.4, FadeIn(*view.lows.values()))
        self.play_until(self.now + 0.5, FadeIn(view.every))

    def titled(self, key: str) -> VGroup:
        """Set a method's name before its formula."""
        name = self.screen.word(key, theme.HEADING, NEW)
        return VGroup(name, family_rule(key)).arrange(RIGHT, buff=0.7).move_to(RULE_PLACE)

    # -- all ---------------------------------------------------------------------------------------------------

    def close(self, cue: Cue) -> None:
        """Gather the family around the formula, each with its part and its picture."""
        cards = Cards(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("parts") - 0.3), cards.formula, cards.key, apart=True)
        self.hold_until(cue.mark("parts") - 0.3)
        self.play_until(self.now + 1.2, *(FadeIn(card, shift=0.15 * UP) for card in cards.cards.values()))
        question = plated(self.word("next", theme.HEADING), 0.12).move_to((0, -2.66, 0))
        self.hold_until(cue.mark("next") - 0.1)
        self.play_until(self.now + 0.7, Create(question[0]), FadeIn(question[1]))
