"""Misprints: guess, run as printed, mend; and the three tests that would have found each of them in a minute."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, Mobject, linear, smooth

from scenes import theme
from scenes.components.dial import early, geometric, steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .adam_case import AdamCase
from .closing import known_answer, tiny_step, turned_problem
from .code_case import CodeCase
from .countdown import Countdown
from .differences import LEAST_WIDTH
from .error_chart import ErrorChart
from .first_steps import FirstSteps
from .known_slope import known_slope
from .looks import PRINTED
from .mirrored import Mirrored
from .one_step import OneStep, StepLaw
from .three_tests import ThreeTests
from .turned_search import SearchedValley


class Errata(Segment):
    """One idea: three tests of a minute each find slips that reading passes over."""

    def setup(self) -> None:
        """Make what several beats share: the strip of tests, and the first case."""
        super().setup()
        self.strip = ThreeTests(self.screen)
        self.kept: list[Mobject] = [self.strip.rule, *self.strip.places]
        self.case = AdamCase(self.facts, self.screen)
        self.add(self.case.ground, self.case.rule, self.case.chart, *self.kept)

    def _to(self, until: float, *shown: Mobject) -> None:
        """Let a new picture take the place of the old one above the strip."""
        self.exchange(until, *self.kept, *shown, apart=True)

    def _found(self, rank: int) -> None:
        """Enter a test in its place of the strip."""
        place, name = self.strip.places[rank], self.strip.names[rank]
        self.kept[self.kept.index(place)] = name
        self.exchange_parts(self.now + 0.5, [place], [name])

    def _caught(self, text: Mobject) -> None:
        """Enter in the strip what a test has caught."""
        self.kept.append(text)
        self.play_until(self.now + 0.4, FadeIn(text))

    def _guess(self, cue: Cue, centre: tuple[float, float], radius: float) -> Countdown:
        """Count down the time to guess, from the last word on."""
        ring = Countdown(cue.until - cue.end, centre, radius=radius)
        self.hold_until(cue.mark("guess"))
        self.play_until(cue.end, FadeIn(ring))
        self.play_until(cue.until, ring.to(0.0, rate_func=linear))
        return ring

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show Adam as printed, beside the bowl in which it shall run; count down."""
        self.hold_until(cue.mark("adam") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(self.case.constants))
        self.ring = self._guess(cue, (-4.2, -1.3), 0.6)

    def climb(self, cue: Cue) -> None:
        """Run as printed, then with the sign mended."""
        case, fact = self.case, self.facts
        self.play_until(
            cue.mark("run"),
            FadeOut(self.ring, rate_func=early(0.5)),
            FadeIn(case.keys[0], rate_func=early(1.0, after=0.4)),
        )
        self.add(case.paths[0], case.losses[0])
        soon = fact.soon
        self.play_until(
            self.now + 2.2,
            case.paths[0].to(soon, rate_func=steps(soon)),
            case.losses[0].to(soon, rate_func=steps(soon)),
        )
        self.play_until(self.now + 0.4, FadeIn(case.told))
        self.play_until(cue.mark("end"), case.losses[0].to(fact.steps), case.paths[0].to(fact.steps))
        self.play_until(self.now + 0.4, FadeIn(case.ends[0]))
        self.hold_until(cue.mark("sign"))
        self.play_until(self.now + 0.6, Create(case.twice), case.signs.animate.set_color(PRINTED.colour))
        self.hold_until(cue.mark("plus") - 0.2)
        self.play_until(
            self.now + 0.6,
            FadeOut(case.twice, case.signs[0]),
            case.signs[1].animate.set_color(theme.INK),
            FadeIn(case.plus, case.mending_ring, case.keys[1]),
        )
        self.add(case.paths[1], case.losses[1])
        self.play_until(cue.end - 0.4, case.paths[1].to(fact.steps), case.losses[1].to(fact.steps))
        self.play_until(cue.end, FadeIn(case.ends[1]))

    def tiny(self, cue: Cue) -> None:
        """Shrink the first step, until its change of the loss is all slope."""
        fact = self.facts
        chart, law = OneStep(fact, self.screen), StepLaw(self.screen)
        self._to(min(self.now + 0.9, cue.mark("large")), chart, law.step)
        self.hold_until(cue.mark("shrink") - 0.6)
        self.play_until(cue.mark("shrink"), FadeIn(law.law))
        self.play_until(
            cue.mark("sign") - 0.8,
            chart.to(fact.tiny_rate, rate_func=geometric(fact.large_rate, fact.tiny_rate)),
            FadeIn(law.rest, rate_func=early(0.3)),
            FadeIn(law.slope, rate_func=early(0.6, after=0.4)),
        )
        self.play_until(cue.mark("sign"), law.law.part("rest").animate.set_opacity(0.35), Create(chart.signs))
        self.hold_until(cue.mark("test"))
        self._found(0)
        self._caught(self.strip.caught[0][0])

    def ratio(self, cue: Cue) -> None:
        """Let AdaDelta as printed and itself begin from two mirrored starts."""
        pair = Mirrored(self.facts, self.screen)
        printed, right = pair.printed, pair.right
        self._to(
            min(self.now + 0.9, cue.mark("lower") - 1.5),
            printed.ground,
            right.ground,
            printed.starts[0],
            right.starts[0],
            pair.keys,
        )
        self.hold_until(cue.mark("lower") - 0.4)
        self.play_until(self.now + 0.5, FadeIn(printed.steps[0], right.steps[0], pair.lower))
        self.hold_until(cue.mark("mirror"))
        self.play_until(self.now + 0.6, FadeIn(printed.starts[1], right.starts[1]))
        self.hold_until(cue.mark("same"))
        self.play_until(self.now + 0.5, FadeIn(printed.steps[1], right.steps[1]))
        paths = [*printed.paths, *right.paths]
        self.add(*paths)
        moving = [path.to(len(path.points_data) - 1, rate_func=smooth) for path in paths]
        self.play_until(max(cue.mark("test"), self.now + 0.5), *moving)
        self._found(1)
        self.kept.append(self.strip.caught[1][0])
        self.play_until(self.now + 0.4, FadeIn(pair.away, pair.arrived), FadeIn(self.strip.caught[1][0]))

    def grid(self, cue: Cue) -> None:
        """Search a valley, and the same valley turned."""
        along, turned = (SearchedValley(self.facts, self.screen, rank) for rank in (0, 1))
        self._to(min(self.now + 0.9, cue.mark("hit") - 0.8), along.ground, along.keys, turned.ground)
        self.play_until(cue.mark("hit") + 0.2, FadeIn(along.search, lag_ratio=0.5))
        self.play_until(self.now + 0.4, FadeIn(along.verdict))
        self.hold_until(cue.mark("turn") - 0.3)
        self.play_until(self.now + 1.5, FadeIn(turned.search, lag_ratio=0.5))
        self.play_until(self.now + 0.5, Create(turned.away), FadeIn(turned.verdict))
        self._caught(self.strip.caught[1][1])

    def code(self, cue: Cue) -> None:
        """Show the line of code and what it means; count down."""
        self.lines = lines = CodeCase(self.facts, self.screen)
        self._to(
            min(self.now + 0.9, cue.mark("line")), lines.code, lines.secant, lines.ground, lines.points[0]
        )
        self.ring = self._guess(cue, (-5.6, 1.1), 0.68)

    def stand(self, cue: Cue) -> None:
        """Descend by it: nothing moves, and two tests pass; then read it as Python does."""
        lines, strip = self.lines, self.strip
        self.play_until(min(self.now + 0.5, cue.mark("moved")), FadeOut(self.ring))
        self.hold_until(cue.mark("moved") + 1.0)
        self.play_until(self.now + 0.5, FadeIn(lines.told))
        self.hold_until(cue.mark("passed") - 1.6)
        self.play_until(self.now + 0.6, FadeIn(lines.points[1], lines.steps, lines.directions))
        self.hold_until(cue.mark("passed"))
        self.play_until(self.now + 0.5, *(Create(tick) for tick in strip.passes[:2]))
        self.hold_until(cue.mark("times") - 0.3)
        self.play_until(self.now + 0.5, Create(lines.ring), FadeIn(lines.reading, lines.delta))
        self.hold_until(cue.mark("brackets") - 0.3)
        self.add(lines.path)
        self.play_until(
            self.now + 0.6,
            FadeOut(
                lines.code, lines.ring, lines.points[1], lines.steps, lines.directions, rate_func=early(0.5)
            ),
            FadeIn(lines.mended, rate_func=early(1.0, after=0.4)),
        )
        self.play_until(
            cue.end,
            lines.path.to(self.facts.descent_steps),
            FadeIn(lines.arrived, rate_func=early(1.0, after=0.5)),
        )

    def known(self, cue: Cue) -> None:
        """Ask for a known answer: all wrong as printed; mended, wrong by less, and then by more."""
        self.chart = chart = ErrorChart(self.facts.differences, self.screen)
        self._to(min(self.now + 0.9, cue.mark("known")), known_slope(self.screen))
        self._found(2)
        self.play_until(self.now + 0.5, FadeIn(chart.answer))
        self.hold_until(cue.mark("all") - 2.0)
        self._to(self.now + 0.8, chart.frame, chart.answer)
        least = float(chart.exponent(LEAST_WIDTH))
        self.add(chart.printed)
        self.play_until(
            cue.mark("all"),
            chart.printed.to(least),
            FadeIn(chart.printed_name, rate_func=early(1.0, after=0.5)),
        )
        self._caught(self.strip.caught[2][0])
        self.hold_until(cue.mark("falls") - 1.6)
        self.play_until(self.now + 0.4, FadeIn(chart.readout))
        self.add(chart.central)
        turn = float(chart.exponent(self.facts.differences.best_central))
        self.play_until(cue.mark("rises") - 0.4, chart.central.to(turn), chart.readout.to(turn))
        self.play_until(cue.end, chart.central.to(least), chart.readout.to(least))

    def arms(self, cue: Cue) -> None:
        """Derive both arms."""
        chart = self.chart
        self.play_until(
            min(self.now + 0.5, cue.mark("bend")),
            FadeOut(chart.printed, chart.printed_name, chart.readout),
        )
        self.hold_until(cue.mark("bend"))
        self.play_until(self.now + 0.8, Create(chart.bend[0]), FadeIn(chart.derived[0]))
        self.play_until(self.now + 0.5, FadeIn(chart.bend[1]))
        self.hold_until(cue.mark("round"))
        self.play_until(self.now + 0.8, Create(chart.rounding[0]), FadeIn(chart.epsilon, chart.derived[1]))
        self.play_until(self.now + 0.5, FadeIn(chart.rounding[1]))

    def best(self, cue: Cue) -> None:
        """Find the lowest point of their sum, and that of the difference from one side."""
        chart = self.chart
        self.play_until(
            min(self.now + 0.8, cue.mark("cube")),
            FadeOut(chart.bend, chart.rounding, *chart.derived, rate_func=early(0.5)),
            FadeIn(chart.law[0]),
        )
        self.hold_until(cue.mark("cube"))
        self.play_until(self.now + 0.6, FadeIn(chart.law[1:], chart.best[0], chart.names[0]))
        self.hold_until(cue.mark("forward") - 0.2)
        self.add(chart.forward)
        least = float(chart.exponent(LEAST_WIDTH))
        self.play_until(self.now + 1.4, chart.forward.to(least), FadeIn(chart.names[1]))
        self.play_until(self.now + 0.6, FadeIn(chart.forward_law))
        self.hold_until(cue.mark("worse") - 2.0)
        self.play_until(self.now + 0.6, FadeIn(chart.best[1]))
        self.hold_until(cue.mark("worse") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(chart.worse))

    def hidden(self, cue: Cue) -> None:
        """Ask for a known step: one β₂ would give the missing correction away, the other hides it."""
        chart = FirstSteps(self.facts, self.screen)
        self._to(
            min(self.now + 0.9, cue.mark("number") - 0.6), chart.frame, chart.numbers[0], chart.captions[0]
        )
        self.hold_until(cue.mark("number"))
        self.play_until(self.now + 0.5, FadeIn(chart.numbers[1], chart.captions[1]))
        self.hold_until(cue.mark("constant") - 0.3)
        self.play_until(self.now + 0.9, FadeIn(chart.gradients, lag_ratio=0.2))
        self.play_until(
            self.now + 1.0, Create(chart.line), FadeIn(chart.line_name, rate_func=early(1.0, after=0.6))
        )
        for mark, rank in (("long", 1), ("one", 0)):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(self.now + 0.5, FadeIn(chart.first[rank]))
        self.play_until(self.now + 0.5, FadeIn(chart.with_correction))
        self.play_until(self.now + 0.4, FadeOut(chart.gradients))
        self.add(*chart.curves)
        last = chart.last
        self.play_until(
            cue.mark("later"), *(curve.to(last, rate_func=geometric(1.0, last)) for curve in chart.curves)
        )
        self.play_until(self.now + 0.4, FadeIn(chart.later))
        self._caught(self.strip.caught[2][1])

    def close(self, cue: Cue) -> None:
        """Sum up: each test as a picture above its place."""
        fact = self.facts
        pictures = [tiny_step(self.screen), turned_problem(fact), known_answer(fact, self.screen)]
        self._to(min(self.now + 0.8, cue.mark("down")), pictures[0])
        for mark, picture in (("turned", pictures[1]), ("known", pictures[2])):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(self.now + 0.6, FadeIn(picture))
        self.hold_until(cue.mark("next") - 0.6)
        question = self.word("next", theme.HEADING, theme.GOAL).move_to((0.0, 2.78, 0))
        self.play_until(self.now + 0.6, FadeIn(question))
