"""Misprints: guess, run as printed, mend; and the three tests that would have found each of them in a minute."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, Mobject, linear, smooth

from scenes import theme
from scenes.components.dial import early, geometric, steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .adam_case import AdamCase
from .closing import known_answer, mirrored_start, next_question, tiny_step, verdicts
from .code_case import CodeCase
from .countdown import Countdown
from .differences import LEAST_WIDTH
from .error_chart import ErrorChart
from .first_steps import FirstSteps
from .known_slope import NARROW, KnownSlope
from .looks import MENDED, PRINTED
from .mirrored import Mirrored
from .one_step import OneStep, StepLaw
from .three_tests import ThreeTests


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

    def _tell(self, *texts: Mobject) -> None:
        """Enter in the strip what tests have caught or let pass."""
        self.kept.extend(texts)
        self.play_until(self.now + 0.4, *(FadeIn(text) for text in texts))

    def _guess(self, cue: Cue, centre: tuple[float, float], radius: float) -> Countdown:
        """Count down the time to guess, from the last word on."""
        ring = Countdown(cue.until - cue.end, centre, radius=radius)
        self.hold_until(cue.mark("guess") - 0.3)
        self.play_until(min(self.now + 0.5, cue.end), FadeIn(ring))
        self.hold_until(cue.end)
        self.play_until(cue.until, ring.to(0.0, rate_func=linear))
        return ring

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show Adam as printed, beside the bowl in which it shall run; count down."""
        self.hold_until(cue.mark("adam") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(self.case.constants))
        self.ring = self._guess(cue, (-4.2, -1.35), 0.5)

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
        self.play_until(cue.end - 0.6, case.paths[1].to(fact.steps), case.losses[1].to(fact.steps))
        self.play_until(cue.end - 0.2, FadeIn(case.ends[1]))

    def tiny(self, cue: Cue) -> None:
        """Shrink the first step, until its change of the loss is all slope."""
        fact = self.facts
        chart, law = OneStep(fact, self.screen), StepLaw(fact, self.screen)
        self._to(min(self.now + 0.9, cue.mark("large")), chart, law.rules)
        self.hold_until(cue.mark("large"))
        self.play_until(self.now + 0.5, FadeIn(chart.signs[1]))
        self.hold_until(cue.mark("shrink") - 0.3)
        self.play_until(self.now + 0.4, FadeOut(chart.signs[1]))
        self.play_until(
            cue.mark("sign") - 0.8,
            chart.to(fact.tiny_rate, rate_func=geometric(fact.large_rate, fact.tiny_rate)),
            FadeIn(law.rest, rate_func=early(0.3)),
            FadeIn(law.slope, rate_func=early(0.6, after=0.4)),
        )
        self.play_until(cue.mark("sign"), law.rests.animate.set_opacity(0.35), FadeIn(chart.signs))
        self.hold_until(cue.mark("test") - 1.6)
        self._found(0)
        self._tell(self.strip.tally[0][0])

    def ratio(self, cue: Cue) -> None:
        """Let AdaDelta as printed and as it should be begin from two mirrored starts."""
        pair = Mirrored(self.facts, self.screen)
        printed, right = pair.printed, pair.right
        for struck in pair.lost:
            self.allow_overlap(printed.rule, struck, "the gradient is struck out")
        self._to(
            min(self.now + 0.9, cue.mark("lines") + 0.3),
            printed.ground,
            right.ground,
            printed.rule,
            right.rule,
            printed.starts[0],
            right.starts[0],
            pair.means,
        )
        self.hold_until(cue.mark("cancels") - 0.3)
        self.play_until(
            self.now + 0.6,
            Create(pair.lost),
            pair.kept.animate.set_color(MENDED).scale(1.25),
            FadeIn(pair.rest),
        )
        self.hold_until(cue.mark("same") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(printed.starts[1], right.starts[1]))
        self.play_until(self.now + 0.5, FadeIn(*printed.steps, *right.steps, *pair.keys))
        self.hold_until(cue.mark("lower") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(pair.lower))
        self.hold_until(cue.mark("up") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(pair.higher))
        self.hold_until(cue.mark("test") - 2.6)
        self.play_until(self.now + 0.5, FadeIn(pair.symmetric))
        self._found(1)
        paths = [*printed.paths, *right.paths]
        self.add(*paths)
        moving = [path.to(len(path.points_data) - 1, rate_func=smooth) for path in paths]
        self.play_until(cue.end - 0.4, *moving)
        self.play_until(self.now + 0.3, FadeIn(pair.arrived))
        self._tell(self.strip.tally[1][0])

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
        self.play_until(min(self.now + 0.5, cue.mark("moved") - 0.5), FadeOut(self.ring))
        self.hold_until(cue.mark("moved") - 0.4)
        self.play_until(self.now + 0.5, FadeIn(lines.told))
        self.hold_until(cue.mark("mirrored") - 0.4)
        self.play_until(self.now + 0.6, FadeIn(lines.points[1], lines.steps, lines.directions))
        self.hold_until(cue.mark("passed"))
        self._tell(*(strip.tally[rank][1] for rank in range(2)))
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
        """Ask for a known answer: a chord on eˣ shrinks; for small widths the printed line misses all of it."""
        self.chart = chart = ErrorChart(self.facts.differences, self.screen)
        known = KnownSlope(self.screen)
        self._to(min(self.now + 0.9, cue.mark("known")), known.ground, known.chord, chart.answer)
        self._found(2)
        self.hold_until(cue.mark("small") - 2.9)
        self.play_until(cue.mark("small") - 1.0, known.chord.to(NARROW, rate_func=smooth))
        self._to(
            cue.mark("small") - 0.2, chart.frame, chart.answer, chart.printed, chart.central, chart.alike
        )
        self.hold_until(cue.mark("small"))
        self.play_until(
            cue.mark("all"),
            chart.printed.to(float(chart.exponent(LEAST_WIDTH))),
            FadeIn(chart.printed_name, rate_func=early(1.0, after=0.5)),
        )
        self._tell(self.strip.tally[2][0])

    def falls(self, cue: Cue) -> None:
        """Let the right line's error fall with the width, and rise, while the chord shrinks beside it."""
        chart = self.chart
        self.play_until(self.now + 0.4, FadeIn(chart.readout, chart.chord))
        self.add(chart.readout, chart.chord)
        self.hold_until(cue.mark("falls") - 1.0)
        followed = (chart.central, chart.readout, chart.chord)
        turn = float(chart.exponent(self.facts.differences.best_central))
        self.play_until(cue.mark("rises") - 0.3, *(one.to(turn) for one in followed))
        least = float(chart.exponent(LEAST_WIDTH))
        self.play_until(cue.end, *(one.to(least) for one in followed))

    def arms(self, cue: Cue) -> None:
        """Derive one arm, then in its place the other."""
        chart = self.chart
        self.play_until(
            min(self.now + 0.5, cue.mark("bend")),
            FadeOut(chart.printed, chart.printed_name, chart.readout, chart.chord, chart.alike),
        )
        self.hold_until(cue.mark("bend"))
        self.play_until(self.now + 0.8, Create(chart.bend[0]), FadeIn(chart.derived[0]))
        self.play_until(self.now + 0.5, FadeIn(chart.bend[1]))
        self.hold_until(cue.mark("round"))
        self.play_until(
            self.now + 0.8,
            FadeOut(chart.derived[0], rate_func=early(0.4)),
            Create(chart.rounding[0]),
            FadeIn(chart.epsilon, chart.derived[1], rate_func=early(1.0, after=0.5)),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.rounding[1]))

    def best(self, cue: Cue) -> None:
        """Find the lowest point of their sum, and how exact a slope is there."""
        chart = self.chart
        self.play_until(
            min(self.now + 0.9, cue.mark("cube")),
            FadeOut(chart.bend, chart.rounding, chart.derived[1], rate_func=early(0.5)),
            FadeIn(chart.law[0], chart.best[0], rate_func=early(1.0, after=0.5)),
        )
        self.hold_until(cue.mark("cube"))
        self.play_until(self.now + 0.6, FadeIn(chart.law[1:], chart.best[1]))
        self.hold_until(cue.mark("digits") - 1.2)
        self.play_until(self.now + 0.6, FadeIn(chart.best[2]))
        self.hold_until(cue.mark("tolerance") - 0.3)
        self.play_until(self.now + 0.5, Create(chart.tolerance))

    def hidden(self, cue: Cue) -> None:
        """Come back to the mended Adam: what it still lacks, and the answer that is known."""
        case, fact = self.case, self.facts
        self._to(
            min(self.now + 0.9, cue.mark("left") - 0.4),
            case.mended_rule,
            case.ground,
            case.chart,
            case.paths[1],
            case.losses[1],
            case.ends[1],
        )
        for mark, text in zip(("left", "number"), case.left, strict=True):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(self.now + 0.5, FadeIn(text))
        self.steps_chart = chart = FirstSteps(fact, self.screen)
        self.hold_until(cue.mark("constant") - 1.6)
        self._to(self.now + 0.8, chart.frame, chart.gradients, *chart.betas)
        self.play_until(
            self.now + 1.0, Create(chart.line), FadeIn(chart.line_name, rate_func=early(1.0, after=0.6))
        )

    def first(self, cue: Cue) -> None:
        """One β₂ would give the missing correction away at the first step, the other hides it."""
        chart = self.steps_chart
        self.play_until(self.now + 0.6, FadeIn(chart.law))
        self.hold_until(cue.mark("long") - 0.8)
        self.play_until(self.now + 0.6, FadeIn(chart.results[1], chart.first[1]))
        self.hold_until(cue.mark("long") + 0.6)
        self._tell(self.strip.tally[2][1])
        self.hold_until(cue.mark("one") - 0.8)
        self.play_until(self.now + 0.6, FadeIn(chart.results[0], chart.first[0]))
        self.add(*chart.curves)
        last = chart.last
        self.play_until(
            cue.mark("later") - 0.2,
            *(curve.to(last, rate_func=geometric(1.0, last)) for curve in chart.curves),
        )
        self.play_until(self.now + 0.4, FadeIn(*chart.later))

    def passes(self, cue: Cue) -> None:
        """Correct the printed β₂: it passes all three tests, and the paper has another."""
        chart, strip = self.steps_chart, self.strip
        gone = [chart.law, *chart.betas, *chart.results, chart.first[1], chart.later[1], chart.curves[1]]
        self.exchange_parts(self.now + 0.9, gone, [chart.corrected, chart.passed[0]])
        self.play_until(self.now + 0.4, chart.curves[0].animate.set_stroke(opacity=0.35))
        self.hold_until(cue.mark("all") - 0.2)
        for rank in range(3):
            told = strip.tally[rank][2]
            self.kept.append(told)
            self.play_until(self.now + 0.5, FadeIn(chart.passed[rank + 1]), FadeIn(told))
        self.hold_until(cue.mark("source") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(chart.source))

    def close(self, cue: Cue) -> None:
        """Sum up: each test as a picture above its place, what its verdict is worth, and the next question."""
        fact = self.facts
        pictures = [tiny_step(self.screen), mirrored_start(fact), known_answer(fact, self.screen)]
        self._to(self.now + 0.9, *pictures)
        for mark, text in zip(("fails", "passes"), verdicts(self.screen), strict=True):
            self.hold_until(cue.mark(mark) - 0.2)
            self.play_until(self.now + 0.5, FadeIn(text))
        self.hold_until(cue.mark("next") - 0.4)
        self._to(self.now + 0.8, next_question(self.screen))
