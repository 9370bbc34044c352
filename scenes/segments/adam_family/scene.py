"""Adam's family: what each exchanges in its formula, and by which criterion that is better."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .bridge import Bridge
from .cards import Cards
from .decay_view import DecayView, along
from .family_rule import family_rule
from .game_view import GameView, RoundsChart
from .law_chart import LawChart
from .look_ahead_map import SHOWN, LookAheadMap
from .outlier_chart import OutlierChart
from .root_view import RootView
from .siblings import AFTER
from .spread_chart import FadingChart, SpreadChart
from .valley_chart import ValleyChart
from .warm_chart import WarmChart

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
        self.hold_until(cue.mark("rare") - 1.9)
        self.exchange(cue.mark("rare") - 1.0, view.ground, view.rounds, apart=True)
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
        constants = self.constants = plated(self.word("constants", theme.SMALL), 0.05)
        constants.move_to(view.losses.plane.window.get_corner(UP + LEFT) + np.array([2.1, 0.0, 0]))
        constants.next_to(chart.plane.window, UP, buff=0.1).align_to(
            chart.plane.window, np.array([1.0, 0, 0])
        )
        curve = chart.curves["adam"]
        self.exchange_parts(
            max(self.now + 0.9, cue.mark("run") - 2.6),
            (view.rounds, view.slopes, view.values, view.level),
            (chart.ground, ball, constants),
        )
        self.add(curve)
        pace = geometric(1.0, float(game.rounds))

        def walk(share: float) -> None:
            at = 1.0 + pace(share) * (game.rounds - 1.0)
            curve.set_dial(at)
            ball.set_dial(float(curve.at(at)[1]))

        self.hold_until(cue.mark("run") - 0.6)
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
            self.play_until(self.now + 0.45, FadeIn(step))
        curve = chart.curves["amsgrad"]
        self.hold_until(cue.mark("run") - 0.3)
        self.add(curve)
        last = float(self.facts.game.rounds)
        self.play_until(
            max(cue.mark("ends") - 0.2, self.now + 1.2),
            curve.to(last, rate_func=geometric(1.0, last)),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.ends["amsgrad"]))

    def law(self, cue: Cue) -> None:
        """Draw the window that each gap asks for, and try the usual decay on both sides of the line."""
        chart = LawChart(self.facts.law, self.screen)
        self.exchange(
            min(self.now + 1.0, cue.mark("cycle") - 0.2), chart.ground, chart.dots["ours"], apart=True
        )
        self.hold_until(cue.mark("cycle") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(chart.cycle, shift=0.15 * UP))
        self.hold_until(cue.mark("line") - 0.8)
        self.add(chart.line)
        first, last = (float(gap) for gap in self.facts.law.gaps[[0, -1]])
        self.play_until(cue.mark("line") + 0.4, chart.line.to(last, rate_func=geometric(first, last)))
        self.play_until(self.now + 0.7, FadeIn(chart.sides))
        self.add(chart.line, chart.dots["ours"])
        for mark, parts in (
            ("usual", (chart.usual, chart.dots["near"])),
            ("wide", (chart.dots["wide"],)),
            ("always", (chart.always,)),
        ):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(self.now + 0.7, FadeIn(*parts))

    def valley(self, cue: Cue) -> None:
        """Try AMSGrad where nothing rare is forgotten: both curves lie on each other."""
        chart = ValleyChart(self.facts.best, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("rates") - 0.4), chart.ground, apart=True)
        curves = chart.curves.values()
        self.add(*curves)
        first, last = chart.plane.x_range
        self.hold_until(cue.mark("rates") - 0.4)
        self.play_until(
            max(cue.mark("same") - 0.4, self.now + 1.2),
            *(curve.to(last, rate_func=geometric(first, last)) for curve in curves),
        )
        self.play_until(self.now + 0.5, FadeIn(*chart.bests.values()))

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
        paths = view.paths
        self.add(paths["penalised"], paths["own"])
        self.hold_until(cue.mark("run") - 0.2)
        self.play_until(
            max(cue.mark("penalised") - 0.3, self.now + 1.4),
            *(Course(path, partial(along, path, last), rate_func=linear) for path in paths.values()),
        )
        for key in ("penalised", "own"):
            self.hold_until(cue.mark(key) - 0.3)
            self.play_until(self.now + 0.6, FadeIn(view.ends[key], view.bars[key]))

    def equal(self, cue: Cue) -> None:
        """Balance pull and decay, and try every curvature."""
        chart = self.spread = SpreadChart(self.facts.decay, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("balance") - 0.2), chart.ground, apart=True)
        ends = self.facts.decay.spread[[0, -1]]
        pace = geometric(float(ends[0]), float(ends[1]))
        for mark, key in (("balance", "penalised"), ("root", "own")):
            law = chart.laws[key]
            self.hold_until(cue.mark(mark) - 0.4)
            self.add(law)
            self.play_until(
                self.now + 1.3,
                law.to(chart.plane.x_range[1], rate_func=pace),
                FadeIn(chart.balances[key], rate_func=early(0.5)),
            )
            self.play_until(self.now + 0.5, FadeIn(chart.runs[key], chart.names[key]))
        self.hold_until(cue.mark("flat") - 1.8)
        self.play_until(self.now + 0.6, FadeIn(chart.cancels))
        self.hold_until(cue.mark("flat") - 0.2)
        self.play_until(self.now + 0.8, Indicate(chart.runs["own"], 1.06, theme.INK))

    def verdict(self, cue: Cue) -> None:
        """Judge by two criteria, and watch AdamW's decay fade."""
        chart, last = FadingChart(self.facts.decay, self.screen), float(self.facts.decay.long)
        costs = chart.costs
        self.exchange(min(self.now + 0.9, cue.mark("penalty") - 0.2), chart.ground, costs["head"], apart=True)
        self.hold_until(cue.mark("penalty") - 0.3)
        pace = geometric(10.0, last)
        self.add(chart.settled)
        self.play_until(
            self.now + 1.2,
            FadeIn(costs["penalised"], costs["own"], rate_func=early(0.6)),
            *(curve.to(last, rate_func=pace) for curve in chart.settled),
            FadeIn(chart.names["penalised"], rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("share") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(costs["equal"], shift=0.15 * UP))
        self.hold_until(cue.mark("fades") - 2.0)
        self.add(chart.own)
        self.play_until(
            cue.mark("fades") - 0.2,
            chart.own.to(last, rate_func=pace),
            FadeIn(chart.names["own"], rate_func=early(1.0, after=0.7)),
        )
        self.add(chart.noisy)
        self.play_until(
            max(cue.mark("noise"), self.now + 1.0),
            chart.noisy.to(last, rate_func=pace),
            FadeIn(chart.note, rate_func=early(0.4)),
            FadeIn(chart.names["noisy"], rate_func=early(1.0, after=0.6)),
        )

    # -- NAdam, AdaMax, RAdam -----------------------------------------------------------------------------------

    def nadam(self, cue: Cue) -> None:
        """Look ahead in the numerator: the same valley at the same rate, with less sway."""
        view, rule = LookAheadMap(self.facts.ahead, self.screen), family_rule("nadam").move_to(RULE_PLACE)
        note = self.word("hats", theme.SMALL, theme.MUTED).next_to(view.ground, DOWN, buff=0.1)
        self.exchange(min(self.now + 1.0, cue.mark("ahead")), view.ground, rule, note, apart=True)
        self.hold_until(cue.mark("ahead"))
        self.play_until(self.now + 0.8, Indicate(rule.part("new"), 1.12, theme.INK))
        paths = view.paths
        self.add(paths["adam"], paths["nadam"])
        self.hold_until(cue.mark("run") - 0.3)
        pace = steps(SHOWN, pause=0.2)
        self.play_until(
            max(cue.mark("sway") - 0.4, self.now + 1.5),
            *(path.to(SHOWN, rate_func=pace) for path in paths.values()),
        )
        self.play_until(self.now + 0.4, FadeIn(view.lows["nadam"]))
        self.hold_until(cue.mark("sway") + 1.4)
        self.play_until(self.now + 0.5, FadeIn(view.lows["adam"]))
        self.play_until(self.now + 0.5, FadeIn(view.every))

    def adamax(self, cue: Cue) -> None:
        """Put one outlier among equal gradients, and follow the steps."""
        chart, rule = OutlierChart(self.facts.outlier, self.screen), family_rule("adamax")
        rule.move_to(RULE_PLACE).align_to((theme.STAGE_LEFT + 0.4, 0, 0), LEFT)
        chart.note.move_to((theme.STAGE_RIGHT, RULE_PLACE[1], 0), aligned_edge=RIGHT)
        shown = (chart.ground, chart.gradients, rule, chart.note)
        self.exchange(min(self.now + 1.0, cue.mark("largest")), *shown, apart=True)
        self.hold_until(cue.mark("largest"))
        self.play_until(self.now + 0.8, Indicate(rule.part("rule"), 1.1, theme.INK))
        self.hold_until(cue.mark("outlier") - 0.3)
        self.add(chart.shock)
        self.play_until(
            self.now + 0.7, chart.shock.to(self.facts.outlier.size, rate_func=smooth), FadeIn(chart.size)
        )
        pace = geometric(1.0, float(AFTER))
        for mark, key in (("leap", "adam"), ("never", "adamax")):
            self.hold_until(cue.mark(mark) - 0.3)
            curve = chart.curves[key]
            self.add(curve)
            self.play_until(self.now + 0.4, FadeIn(chart.firsts[key]))
            self.play_until(self.now + 1.4, curve.to(float(AFTER), rate_func=pace))
            self.play_until(self.now + 0.4, FadeIn(chart.ends[key]))

    def radam(self, cue: Cue) -> None:
        """Wait until v is worth enough, then grow: beside Adam and a plain warm-up."""
        chart, rule = WarmChart(self.facts.warmth, self.screen), family_rule("radam")
        rule.move_to(RULE_PLACE).align_to((theme.STAGE_LEFT + 0.4, 0, 0), LEFT)
        chart.note.move_to((theme.STAGE_RIGHT, RULE_PLACE[1], 0), aligned_edge=RIGHT)
        shares, losses, warmth = chart.shares, chart.losses, self.facts.warmth
        last = float(len(warmth.share))
        shares["adam"].set_dial(last)
        shown = (chart.ground, rule, chart.note, shares["adam"], chart.names["adam"])
        self.exchange(min(self.now + 1.0, cue.mark("momentum") - 0.2), *shown, apart=True)
        self.hold_until(cue.mark("momentum") - 0.2)
        both = [losses[key] for key in ("adam", "radam")]
        self.add(*both)
        first = float(warmth.momentum_steps)
        self.play_until(
            self.now + 1.0,
            FadeIn(chart.momentum, rate_func=early(0.5)),
            *(loss.to(first, rate_func=geometric(1.0, first)) for loss in both),
        )
        self.hold_until(max(cue.mark("ramp") - 0.3, self.now))
        self.add(shares["radam"])
        self.play_until(
            self.now + 1.2,
            shares["radam"].to(last, rate_func=geometric(float(warmth.divides_at), last)),
            FadeIn(chart.names["radam"], rate_func=early(1.0, after=0.6)),
        )
        end = float(warmth.warm_steps)
        self.play_until(
            max(cue.mark("warm") - 1.2, self.now + 1.4),
            *(loss.to(end, rate_func=geometric(first, end)) for loss in both),
        )
        self.play_until(
            self.now + 0.4, FadeIn(chart.early["line"], chart.early["adam"], chart.early["radam"])
        )
        self.add(shares["warm"], losses["warm"])
        self.play_until(
            self.now + 1.3,
            shares["warm"].to(last, rate_func=geometric(1.0, last)),
            losses["warm"].to(end, rate_func=geometric(1.0, end)),
            FadeIn(chart.names["warm"], rate_func=early(1.0, after=0.6)),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.early["warm"]))

    # -- all ---------------------------------------------------------------------------------------------------

    def close(self, cue: Cue) -> None:
        """Gather the family around the formula, each with its part and its picture."""
        cards = Cards(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("parts") - 0.3), cards.formula, apart=True)
        self.hold_until(cue.mark("parts") - 0.3)
        self.play_until(self.now + 1.2, *(FadeIn(card, shift=0.15 * UP) for card in cards.cards.values()))
        question = plated(self.word("next", theme.HEADING), 0.12).move_to((0, -2.75, 0))
        self.hold_until(cue.mark("next") - 0.1)
        self.play_until(self.now + 0.7, Create(question[0]), FadeIn(question[1]))
