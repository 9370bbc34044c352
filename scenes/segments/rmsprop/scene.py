"""RMSProp: a tank that leaks; what recovers by that, what never comes to rest, and what is only told."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut, Indicate, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .dropping import Dropping, LeakyRule, adagrad_tank, rmsprop_tank
from .recovery import RecoveryChart, RecoveryLaw
from .start_and_limit import LeadChart, UnitChart, unit_formula
from .two_cycle import LAST, TwoCycle, end_picture
from .valley_race import ValleyRace
from .window_chart import WindowChart


class RMSProp(Segment):
    """One idea: a mean that forgets. It recovers from its past, and it never comes to rest."""

    def setup(self) -> None:
        """Make what the first beats share: a gradient that drops, and AdaGrad's tank."""
        super().setup()
        self.drop = Dropping(self.facts, self.screen)
        self.rule = LeakyRule(self.screen)
        self.full = adagrad_tank(self.facts, self.drop.shown)
        self.add(self.drop.ground, self.full, self.rule.old, self.rule.held_name)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Fill AdaGrad's tank with large gradients, then let them drop: its steps stay small."""
        drop, past, tank = self.drop, self.facts.past, self.full
        self.add(drop.gradient, drop.adagrad)

        def follow(step: float) -> None:
            drop.gradient.set_dial(step)
            drop.adagrad.set_dial(step)
            tank.set_dial(step)

        moving = VGroup(drop.gradient, drop.adagrad, tank)
        self.hold_until(cue.mark("full") - 0.2)
        self.play_until(
            max(cue.mark("drop") - 2.2, self.now + 1.0),
            Course(moving, lambda share: follow(share * past), rate_func=linear),
            FadeIn(drop.before, drop.names["adagrad"], rate_func=early(0.3)),
        )
        self.hold_until(cue.mark("drop") - 0.1)
        self.play_until(
            max(cue.mark("stuck") - 0.3, self.now + 0.5),
            Course(moving, lambda share: follow(past + share * (drop.shown - past)), rate_func=linear),
            FadeIn(drop.after, rate_func=early(0.3)),
        )
        self.play_until(self.now + 0.5, FadeIn(drop.stuck))

    def leak(self, cue: Cue) -> None:
        """Let the tank leak, and feed it the same gradients."""
        drop, rule = self.drop, self.rule
        leaky = rmsprop_tank(self.facts, drop.shown)
        self.hold_until(cue.mark("keep") - 0.4)
        self.play_until(
            self.now + 0.8,
            FadeOut(rule.old, self.full, rule.held_name, drop.stuck),
            FadeIn(rule.rule, rule.constants, leaky),
            drop.adagrad.animate.set_stroke(opacity=0.5),
        )
        self.play_until(self.now + 0.6, FadeIn(rule.leak), Indicate(rule.rule.part("kept"), 1.3, theme.INK))
        self.add(drop.rmsprop)
        past, moving = self.facts.past, VGroup(drop.rmsprop, leaky)

        def follow(step: float) -> None:
            drop.rmsprop.set_dial(step)
            leaky.set_dial(step)

        self.play_until(
            max(cue.mark("new") - 0.2, self.now + 0.5),
            Course(moving, lambda share: follow(share * past), rate_func=linear),
            FadeIn(drop.names["rmsprop"], rate_func=early(0.5)),
        )
        self.hold_until(cue.mark("new") - 0.2)
        self.play_until(
            self.now + 0.7,
            FadeIn(rule.flow, shift=0.2 * DOWN),
            Indicate(rule.rule.part("new"), 1.2, theme.INK),
        )
        self.play_until(
            max(cue.mark("mean") - 0.1, self.now + 1.0),
            Course(moving, lambda share: follow(past + share * (drop.shown - past)), rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(rule.name))

    def window(self, cue: Cue) -> None:
        """Draw the weights of all squares in the mean, and how many of them make the window."""
        chart = WindowChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("weights")), chart.ground, chart.law)
        self.hold_until(cue.mark("weights"))
        self.add(chart)
        self.play_until(max(cue.mark("reach") - 0.6, self.now + 0.8), chart.to(chart.count, rate_func=smooth))
        self.hold_until(cue.mark("reach") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(chart.reach))
        self.hold_until(cue.mark("share") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(chart.share))

    def recover(self, cue: Cue) -> None:
        """Follow both rates after the drop, until each is nearly what it would be without the past."""
        chart = RecoveryChart(self.facts, self.screen)
        self.exchange(
            min(self.now + 0.9, cue.mark("measure")), chart.ground, *chart.curves.values(), chart.begin
        )
        self.hold_until(cue.mark("measure") - 0.2)
        self.play_until(self.now + 0.8, FadeIn(chart.level))
        pace = geometric(1.0, chart.far)
        gone = [FadeOut(chart.begin, rate_func=early(0.3))]
        for key in ("rmsprop", "adagrad"):
            self.play_until(
                max(cue.mark(key) - 0.4, self.now + 0.8),
                *gone,
                chart.curves[key].to(chart.far, rate_func=pace),
                FadeIn(chart.names[key], rate_func=early(0.4)),
            )
            gone = []
            self.play_until(self.now + 0.5, FadeIn(chart.marks[key]))

    def law(self, cue: Cue) -> None:
        """Draw the time to recover over the length of the past: a slope of one, and a flat line."""
        law = RecoveryLaw(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("weigh") - 0.2), law.ground, law.letters)
        for key, mark in (("adagrad", "weigh"), ("rmsprop", "leak")):
            self.hold_until(cue.mark(mark) - 0.2)
            self.add(law.lines[key])
            self.play_until(
                self.now + 1.4,
                law.lines[key].to(2500.0, rate_func=geometric(10.0, 2500.0)),
                FadeIn(law.names[key], law.formulas[key], rate_func=early(0.6)),
            )
        self.play_until(self.now + 0.4, FadeIn(law))
        self.hold_until(cue.mark("flat") - 1.0)
        self.play_until(cue.mark("flat") + 0.5, law.to(float(np.log10(self.facts.longer)), rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(law.values))

    def race(self, cue: Cue) -> None:
        """Race both down the valley at one rate; then say what each needs at its best."""
        self.valley = race = ValleyRace(self.facts, self.screen)
        self.exchange(max(self.now + 0.8, cue.mark("go") - 0.3), race.ground, race.level)
        race.walk(0.0)
        self.add(race.moving)
        self.play_until(
            max(cue.mark("equal") - 1.2, self.now + 2.0),
            Course(race.moving, race.arrive, rate_func=linear),
            FadeIn(*race.names.values(), race.head, rate_func=early(0.2)),
            FadeIn(race.arrived["rmsprop"], rate_func=early(0.62, after=0.5)),
            FadeIn(race.arrived["adagrad"], rate_func=early(1.0, after=0.95)),
        )
        self.hold_until(cue.mark("equal"))
        self.play_until(self.now + 0.8, Indicate(race.same, 1.1, theme.INK))
        self.hold_until(cue.mark("best") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(race.notes["best"]))

    def cycle(self, cue: Cue) -> None:
        """Watch on: RMSProp's loss climbs again and stays, AdaGrad's keeps falling."""
        race, notes, turn = self.valley, self.valley.notes, 0.45
        self.play_until(
            max(cue.mark("lowest"), self.now + 1.0),
            Course(race.moving, lambda share: race.go_on(turn * share)),
        )
        self.play_until(self.now + 0.4, FadeIn(notes["lowest"]))
        self.hold_until(cue.mark("climb") - 0.5)
        self.play_until(
            max(cue.mark("climb") + 1.4, self.now + 1.0),
            Course(race.moving, lambda share: race.go_on(turn + (1 - turn) * share), rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(notes["ends"]))
        self.hold_until(cue.mark("calm") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(notes["falls"]))

    def half(self, cue: Cue) -> None:
        """Follow one flip: equal gradients, a step of one rate, half of it on each side."""
        cycle = TwoCycle(self.facts, self.screen)
        self.exchange(min(self.now + 0.9, cue.mark("flip") - 0.1), cycle.ground, cycle.section)
        self.hold_until(cue.mark("flip") - 0.2)
        self.add(cycle.whole)
        self.play_until(
            self.now + 1.0, FadeIn(cycle.bounce), cycle.whole.to(cycle.shown * 0.4, rate_func=linear)
        )
        self.play_until(
            max(cue.mark("step") - 0.6, self.now + 0.6),
            FadeIn(cycle.lines[0], rate_func=early(0.4)),
            cycle.whole.to(cycle.shown, rate_func=linear),
        )
        self.hold_until(cue.mark("step") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(cycle.step, cycle.lines[1]))
        self.hold_until(cue.mark("half") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(cycle.half, cycle.lines[2], cycle.levels[0]))
        self.hold_until(min(cue.mark("agree") - 1.6, cue.until - 2.2))
        self.add(cycle.halved)
        self.play_until(
            max(cue.mark("agree") - 0.2, self.now + 0.8), cycle.halved.to(cycle.shown, rate_func=linear)
        )
        self.play_until(self.now + 0.4, FadeIn(cycle.levels[1]))

    def lead(self, cue: Cue) -> None:
        """Show where a longer memory takes its lead from: the start."""
        chart, long = LeadChart(self.facts, self.screen), float(self.facts.long)
        self.exchange(
            min(self.now + 0.8, cue.mark("said")), chart.ground, chart.note, chart.curves, chart.names
        )
        self.hold_until(cue.mark("said") - 1.0)
        self.play_until(cue.mark("said") - 0.1, FadeIn(chart.distances))
        self.hold_until(cue.mark("first") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(chart.firsts))
        pace = geometric(1.0, long)
        self.play_until(
            max(cue.mark("later"), self.now + 0.8),
            *(curve.to(long, rate_func=pace) for curve in chart.curves),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.alike, chart.late))

    def unit(self, cue: Cue) -> None:
        """Close the tank: nothing flows in, ε alone divides, and the run explodes."""
        chart = UnitChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("infinite")), chart.ground, chart.tank, chart.general)
        self.hold_until(cue.mark("infinite"))
        others = chart.curves[1:]
        self.add(others)
        self.play_until(
            self.now + 1.2,
            *(curve.to(chart.shown, rate_func=linear) for curve in others),
            FadeIn(chart.names[1:], rate_func=early(0.5)),
        )
        self.hold_until(cue.mark("empty") - 1.2)
        self.play_until(self.now + 0.7, FadeOut(chart.general), FadeIn(chart.rule))
        self.hold_until(cue.mark("empty") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(chart.lid, shift=0.2 * DOWN))
        self.hold_until(cue.mark("factor") - 2.2)
        self.play_until(self.now + 0.7, FadeIn(chart.rate))
        self.hold_until(cue.mark("factor") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(chart.factor))
        self.add(chart.curves[0])
        self.play_until(
            max(cue.mark("explode") + 0.4, self.now + 1.0),
            chart.curves[0].to(chart.shown, rate_func=linear),
            FadeIn(chart.names[0], rate_func=early(1.0, after=0.7)),
        )

    def moral(self, cue: Cue) -> None:
        """Sum up: what leaks recovers and never rests; what is divided has no unit."""
        colour = theme.look("rmsprop").colour
        panel, quotient, rate = unit_formula(self.screen)
        restless = self.word("restless", theme.BODY, colour)
        forgets = self.word("forgets", theme.BODY, colour)
        picture, bounce = end_picture(self.facts, self.screen)
        words = VGroup(forgets, restless).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        words.next_to(picture, DOWN, buff=0.3)
        panel.move_to((3.35, 1.1, 0))
        self.exchange(min(self.now + 0.9, cue.mark("forgets")), picture, panel)
        self.hold_until(cue.mark("forgets"))
        self.add(bounce)
        self.play_until(
            max(cue.mark("unit") - 0.4, self.now + 1.0),
            FadeIn(words, rate_func=early(0.3)),
            bounce.to(LAST - 1, rate_func=steps(LAST - 1)),
        )
        quotient.next_to(panel.part("quotient"), DOWN, buff=0.12)
        rate.next_to(panel.part("rate"), UP, buff=0.12)
        self.hold_until(cue.mark("unit") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(quotient))
        self.play_until(self.now + 0.8, FadeIn(rate))
        question = plated(self.word("next", theme.HEADING), 0.18).move_to((3.35, -1.9, 0))
        self.hold_until(cue.mark("next") - 0.1)
        self.play_until(self.now + 0.7, Create(question[0]), FadeIn(question[1]))
