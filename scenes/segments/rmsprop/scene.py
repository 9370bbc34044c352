"""RMSProp: a tank that leaks; what recovers by that, and why nothing that leaks comes to rest."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut, Indicate, VGroup, linear

from scenes import theme
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .draining import Draining
from .dropping import Dropping, Rules, adagrad_tank, rmsprop_tank
from .hopping import Hopping
from .start_and_limit import MemoryChart, UnitChart
from .two_cycle import LAST, end_picture, unit_formula
from .valley_race import WATCHED, ValleyRace


class RMSProp(Segment):
    """One idea: a mean that forgets. So it recovers from its past, and so it never comes to rest."""

    def setup(self) -> None:
        """Make what the first beats share: a gradient that drops, and both tanks."""
        super().setup()
        self.drop = Dropping(self.facts, self.screen)
        self.rules = Rules(self.facts, self.screen)
        self.full, self.leaky = adagrad_tank(self.facts), rmsprop_tank(self.facts)
        self.add(self.drop.upper, self.drop.ground, self.full, self.leaky.tank.glass)
        self.add(self.rules.step, self.rules.total, self.rules.names["sum"])

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Fill AdaGrad's tank with large gradients, then let them drop: its steps stay small."""
        drop, past = self.drop, self.facts.past
        moving = VGroup(drop.gradient, drop.adagrad, self.full)
        self.add(moving)

        def follow(step: float) -> None:
            for one in moving:
                one.set_dial(step)

        self.hold_until(self.now + 0.8)
        self.play_until(
            max(cue.mark("full"), self.now + 1.0),
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
        """Let the other tank leak, and feed it the same large gradients."""
        drop, rules, past = self.drop, self.rules, self.facts.past
        self.remove(self.leaky.tank.glass)
        self.add(self.leaky)
        self.play_until(
            self.now + 0.7,
            FadeIn(rules.mean, rules.constants, rules.names["mean"]),
            drop.adagrad.animate.set_stroke(opacity=0.6),
        )
        self.hold_until(cue.mark("keep") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(rules.leak), Indicate(rules.mean.part("kept"), 1.3, theme.INK))
        self.hold_until(cue.mark("new") - 0.3)
        self.play_until(
            self.now + 0.6,
            FadeIn(rules.flow, shift=0.2 * DOWN),
            Indicate(rules.mean.part("new"), 1.2, theme.INK),
        )
        self.add(drop.rmsprop)
        moving = VGroup(drop.rmsprop, self.leaky)

        def follow(step: float) -> None:
            for one in moving:
                one.set_dial(step)

        self.play_until(
            max(cue.mark("mean") - 0.2, self.now + 1.5),
            Course(moving, lambda share: follow(share * past), rate_func=linear),
            FadeIn(drop.names["rmsprop"], rate_func=early(0.5)),
        )
        self.hold_until(cue.mark("mean"))
        self.play_until(self.now + 0.7, Indicate(rules.names["mean"][0], 1.2, theme.INK))

    def recover(self, cue: Cue) -> None:
        """Let the gradient drop: what s has too much falls straight, and RMSProp's steps come back."""
        drop, past = self.drop, self.facts.past
        drop.excess.set_dial(past)
        gone = (drop.upper, drop.gradient, drop.before, drop.after)
        self.exchange_parts(self.now + 1.0, gone, (drop.excess_ground, drop.excess))
        self.hold_until(cue.mark("old") - 0.2)
        moving = VGroup(drop.rmsprop, drop.excess, self.leaky)

        def follow(share: float) -> None:
            for one in moving:
                one.set_dial(past + share * (drop.shown - past))

        self.play_until(
            max(cue.mark("rmsprop") - 0.3, self.now + 1.5), Course(moving, follow, rate_func=linear)
        )
        self.play_until(self.now + 0.6, FadeIn(drop.wait))
        self.hold_until(cue.mark("adagrad") - 4.2)
        self.play_until(self.now + 0.5, FadeIn(drop.any_past))
        self.hold_until(cue.mark("adagrad") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(drop.never), drop.adagrad.animate.set_stroke(opacity=1.0))

    def race(self, cue: Cue) -> None:
        """Race both down the valley at one rate; then AdaGrad with the factor, to part it from the leak."""
        self.valley = race = ValleyRace(self.facts, self.screen)
        both = ("rmsprop", "adagrad")
        for key in race.arrived:
            race.arrive(key, 0.0)
        moving = race.moving(*both)
        shown = (race.ground, race.near.ground, race.near.level, *(race.names[key] for key in both))
        self.exchange(self.now + 0.9, *shown, moving, apart=True)
        self.hold_until(max(cue.mark("go") - 1.8, self.now))
        last = max(race.arrived[key] for key in both)
        first = race.arrived["rmsprop"] / last

        def follow(share: float) -> None:
            for key in both:
                race.arrive(key, share * last)

        self.play_until(
            max(cue.mark("factor") - 4.8, self.now + 2.0),
            Course(moving, follow, rate_func=linear),
            FadeIn(race.counts["rmsprop"], race.here["rmsprop"], rate_func=early(first + 0.1, after=first)),
        )
        self.play_until(self.now + 0.4, FadeIn(race.counts["adagrad"], race.here["adagrad"]))
        self.hold_until(cue.mark("factor") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(race.names["closed"]))
        alone = race.moving("closed")
        self.add(alone)
        self.play_until(
            max(cue.mark("fair") - 0.4, self.now + 1.0),
            Course(
                alone, lambda share: race.arrive("closed", share * race.arrived["closed"]), rate_func=linear
            ),
        )
        self.play_until(self.now + 0.4, FadeIn(race.counts["closed"], race.here["closed"]))

    def climb(self, cue: Cue) -> None:
        """Watch on: RMSProp's loss climbs again and stays, the others keep falling."""
        race, lowest = self.valley, float(min(self.facts.lowest_step, WATCHED))
        curves = VGroup(*race.deep.curves.values())
        race.watch(0.0)
        gone = (race.near.ground, race.near.level, *race.near.curves.values(), *race.here.values())
        self.exchange_parts(self.now + 0.9, gone, (race.deep.ground, race.deep.level, curves))
        moving = VGroup(*curves, *race.paths.values())
        self.play_until(
            max(cue.mark("lowest") - 0.1, self.now + 0.8),
            Course(moving, lambda share: race.watch(share * lowest), rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(race.notes["lowest"]))
        self.hold_until(cue.mark("climb") - 0.2)
        self.play_until(
            max(cue.mark("climb") + 2.2, self.now + 1.0),
            Course(moving, lambda share: race.watch(lowest + share * (WATCHED - lowest)), rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(race.notes["ends"]))
        self.hold_until(cue.mark("calm") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(race.notes["falls"]))

    def drain(self, cue: Cue) -> None:
        """Follow y and its tank: it drains below a line, and from there on each step makes y larger."""
        facts = self.facts
        self.draining = chart = Draining(facts, self.screen, round(1.25 * facts.kicked))
        self.hopping = hop = Hopping(facts, self.screen)
        below = float(facts.below)
        self.exchange(self.now + 1.0, chart.ground, chart, hop.ground, hop, apart=True)
        self.play_until(
            max(cue.mark("drain") - 0.3, self.now + 1.0),
            *(one.to(0.3 * below, rate_func=linear) for one in (chart, hop)),
            FadeIn(chart.names, rate_func=early(0.5)),
        )
        self.hold_until(cue.mark("drain") - 0.2)
        self.play_until(
            max(cue.mark("factor") - 0.6, self.now + 1.0),
            *(one.to(0.8 * below, rate_func=linear) for one in (chart, hop)),
        )
        self.hold_until(cue.mark("factor") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(hop.rule))
        self.hold_until(cue.mark("line") - 1.5)
        self.play_until(self.now + 0.7, FadeIn(chart.line, hop.shrinks))
        self.play_until(
            max(cue.mark("line") + 0.2, self.now + 0.5),
            *(one.to(below, rate_func=linear) for one in (chart, hop)),
        )
        self.exchange_parts(self.now + 0.7, [hop.shrinks], [chart.crossing, hop.turns])
        self.hold_until(cue.mark("grow") - 1.6)
        self.play_until(
            max(cue.mark("grow") + 0.8, self.now + 1.0),
            *(one.to(facts.kicked, rate_func=linear) for one in (chart, hop)),
        )

    def settle(self, cue: Cue) -> None:
        """Let the tank be filled, drain and be filled, until its root rests on the line; read off how far y is."""
        old, chart, hop = self.draining, Draining(self.facts, self.screen, WATCHED), self.hopping
        chart.set_dial(self.facts.kicked)
        # Which curve is RMSProp's has been seen, and here it swings where its name would stand.
        chart.names = chart.names[:1]
        self.exchange_parts(self.now + 0.9, (*old.parts, hop.turns), chart.parts)
        self.hold_until(cue.mark("refill") - 0.3)
        self.play_until(
            max(cue.mark("settle") + 0.4, self.now + 2.0),
            *(one.to(float(WATCHED - 8), rate_func=linear) for one in (chart, hop)),
        )
        self.play_until(self.now + 0.5, FadeIn(hop.rests))
        self.hold_until(cue.mark("flip") - 0.3)
        self.play_until(
            max(cue.mark("half") - 2.6, self.now + 1.0),
            *(one.to(float(WATCHED - 2), rate_func=linear) for one in (chart, hop)),
            FadeIn(hop.ends["flips"], rate_func=early(0.3)),
        )
        self.play_until(self.now + 0.6, FadeIn(hop.ends["step"]))
        self.hold_until(cue.mark("half") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(hop.ends["half"]))

    def longer(self, cue: Cue) -> None:
        """Compare two memories: the longer one begins with longer steps, and recovers later."""
        chart, long = MemoryChart(self.facts, self.screen), float(self.facts.long)
        self.exchange(
            self.now + 1.0, chart.ground, chart.recovery_ground, chart.curves, chart.names, apart=True
        )
        self.hold_until(cue.mark("slow") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(chart.firsts))
        pace = geometric(1.0, long)
        self.play_until(
            max(cue.mark("price") - 1.2, self.now + 0.8),
            *(curve.to(long, rate_func=pace) for curve in chart.curves),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.alike))
        self.hold_until(cue.mark("price") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(chart.bars))

    def unit(self, cue: Cue) -> None:
        """Close the tank: nothing flows in, ε alone divides, and y explodes."""
        chart = UnitChart(self.facts, self.screen)
        others = chart.curves[1:]
        self.exchange(
            min(self.now + 0.8, cue.mark("one") - 0.1), chart.ground, chart.tank, chart.general, apart=True
        )
        self.hold_until(cue.mark("one") - 0.1)
        self.add(others)
        self.play_until(
            self.now + 0.8,
            *(curve.to(chart.shown, rate_func=linear) for curve in others),
            FadeIn(chart.names[1:], rate_func=early(0.5)),
            FadeOut(chart.general, rate_func=early(0.4)),
            FadeIn(chart.rule, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("empty") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(chart.lid, shift=0.2 * DOWN))
        self.hold_until(cue.mark("explode") - 1.6)
        self.play_until(self.now + 0.6, FadeIn(chart.factor))
        self.add(chart.curves[0])
        self.play_until(
            max(cue.mark("explode") + 0.3, self.now + 0.6),
            chart.curves[0].to(chart.shown, rate_func=linear),
            FadeIn(chart.names[0], rate_func=early(1.0, after=0.7)),
        )

    def moral(self, cue: Cue) -> None:
        """Sum up: what leaks recovers and never rests; what is divided has no unit."""
        colour = theme.look("rmsprop").colour
        panel, quotient, rate = unit_formula(self.screen)
        forgets, restless = (self.word(key, theme.BODY, colour) for key in ("forgets", "restless"))
        picture, bounce = end_picture(self.facts, self.screen)
        words = VGroup(forgets, restless).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        words.next_to(picture, DOWN, buff=0.3)
        panel.move_to((3.35, 1.1, 0))
        self.exchange(self.now + 0.9, picture, panel, apart=True)
        self.add(bounce)
        self.play_until(max(cue.mark("forgets") - 0.2, self.now + 0.3), bounce.to(3.0, rate_func=steps(3)))
        self.play_until(self.now + 0.5, FadeIn(forgets))
        self.hold_until(cue.mark("restless") - 0.8)
        self.play_until(
            max(cue.mark("unit") - 1.2, self.now + 1.0),
            FadeIn(restless, rate_func=early(0.5)),
            bounce.to(LAST - 1, rate_func=steps(LAST - 4)),
        )
        quotient.next_to(panel.part("quotient"), DOWN, buff=0.12)
        rate.next_to(panel.part("rate"), UP, buff=0.12)
        self.hold_until(cue.mark("unit") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(quotient))
        self.play_until(self.now + 0.8, FadeIn(rate))
        question = plated(self.word("next", theme.HEADING), 0.18).move_to((3.35, -1.9, 0))
        self.hold_until(cue.mark("next") - 0.1)
        self.play_until(self.now + 0.7, Create(question[0]), FadeIn(question[1]))
