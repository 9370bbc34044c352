"""Adam's bias correction: two means that start empty, and a first step that is too long."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Indicate,
    ReplacementTransform,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.stems import Stems
from scenes.components.dial import Course, geometric, steps
from scenes.components.text.equation import EquationPanel
from scenes.components.text.number import Number
from scenes.components.text.readout import Readout
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .first_step import FirstStep
from .lens import Lens
from .mean_tank import RESULT_Y, RULE_Y, M, MeanTank, V, rule
from .step_factor_chart import StepFactorChart
from .step_size_chart import StepSizeChart
from .two_balls import KEYS, TwoBalls
from .two_parts import TwoParts


class AdamBiasCorrection(Segment):
    """One idea: means that start at zero are too small, and the divisor more so than what it divides."""

    columns = (-4.35, 0.15, 4.8)
    side_x = 4.75

    def setup(self) -> None:
        """Make what several beats share: a tank for each mean."""
        super().setup()
        fact = self.facts
        self.corrected = theme.look("adam")
        self.m, self.v = self.means = tuple(
            MeanTank(
                sign,
                mean,
                index,
                beta,
                shares,
                x,
                self.word(f"{sign}_name", theme.BODY, colour),
                self.word(f"{sign}_true", theme.SMALL, theme.GOAL),
            )
            for sign, mean, index, beta, shares, x, colour in (
                ("m", "g", 1, fact.beta1, fact.m_share, self.columns[0], M),
                ("v", "g^2", 2, fact.beta2, fact.v_share, self.columns[1], V),
            )
        )
        self.tanks = VGroup(self.m.tank, self.v.tank)
        self.two = TwoParts(fact, self.screen)
        self.add(self.two.formula, self.two.sizes)

    # -- beats ------------------------------------------------------------------------------------------------

    def parts(self, cue: Cue) -> None:
        """Name the parts of Adam's step, and show what dividing by the root does."""
        two = self.two
        first = two.notes[0]
        self.hold_until(cue.mark("mean") - 0.3)
        self.play_until(cue.mark("mean") + 0.5, FadeIn(first, shift=0.2 * DOWN))
        self.hold_until(cue.mark("square") - 0.3)
        self.play_until(cue.mark("square") + 0.5, FadeIn(two.notes[1], shift=0.2 * UP))
        self.hold_until(cue.mark("divide") - 0.3)
        two.shrink(0.0)
        self.play_until(
            cue.mark("divide") + 0.5, FadeIn(two.divided[0], *(row[:2] for row in two.divided[1:]))
        )
        bars = VGroup(*(row[1] for row in two.divided[1:]))
        self.hold_until(cue.mark("alike") - 1.2)
        self.play_until(cue.mark("alike"), Course(bars, two.shrink))
        self.play_until(self.now + 0.3, FadeIn(*(row[2] for row in two.divided[1:])))

    def zero(self, cue: Cue) -> None:
        """Turn both parts into tanks; say how they are filled, and that both are empty at first."""
        two = self.two
        self.adam = VGroup(
            self.word("adam", theme.BODY, theme.MUTED).move_to((self.columns[2], 1.1, 0)),
            rule("- eta thin {{ m : m }} / sqrt({{ v : v }})", self.columns[2], 0.1, 40),
        )
        self.play_until(
            max(cue.mark("beta") - 0.6, cue.start + 0.9),
            FadeOut(*two.notes, two.sizes, two.divided),
            ReplacementTransform(two.formula, self.adam[1]),
            FadeIn(
                self.adam[0],
                *(part for mean in self.means for part in (mean.tank.glass, mean.name, mean.rule)),
            ),
        )
        keeps = VGroup(*(mean.rule.part("keep") for mean in self.means))
        self.hold_until(cue.mark("beta"))
        self.play_until(self.now + 0.9, Indicate(keeps, 1.5, theme.INK))
        self.zeros = VGroup(*(mean.start() for mean in self.means))
        self.hold_until(cue.mark("zero"))
        self.play_until(self.now + 0.7, FadeIn(self.zeros, shift=0.3 * DOWN))

    def fill(self, cue: Cue) -> None:
        """Feed both means a gradient that never changes, and watch what they make of it."""
        total = self.facts.steps
        self.gradients = self._constant_gradients()
        self.clock = self._clock()
        self.lens = self._lens()
        seen = [self.gradients, self.clock, *(mean.true for mean in self.means)]
        seen += [] if self.lens is None else [self.lens]
        self.play_until(max(cue.mark("constant") - 0.3, cue.start + 0.4), FadeOut(self.adam))
        self.play_until(
            self.now + 0.6,
            FadeIn(*seen),
            *(FadeIn(part) for tank in self.tanks for part in tank if part is not tank.glass),
            FadeOut(self.zeros),
        )
        self.add(self.tanks)
        first = VGroup(*(mean.first_sum() for mean in self.means))
        rest = steps(total - 1, pause=0.25)
        self.hold_until(cue.mark("first"))
        self.play_until(self.now + 0.8, self._pass(smooth))
        self.play_until(self.now + 0.6, FadeIn(first))
        self.hold_until(cue.mark("run"))
        self.play_until(
            cue.end,
            self._pass(lambda share: 1 + rest(share) * (total - 1)),
            FadeOut(first, rate_func=lambda share: smooth(min(5 * share, 1.0))),
        )

    def correction(self, cue: Cue) -> None:
        """Name the empty part as the weight of the zero; dividing by the rest fills both tanks."""
        weight, rest = (
            self.word(key, theme.BODY, colour).move_to((self.columns[2], y, 0))
            for key, colour, y in (("zero_weight", theme.WARNING, 0.45), ("rest_weight", theme.INK, -0.25))
        )
        lacking = VGroup(*(VGroup(mean.split(), mean.empty_part()) for mean in self.means))
        corrected = VGroup(*(mean.corrected() for mean in self.means))
        truths = VGroup(*(mean.truth() for mean in self.means))
        whole = [mean.whole() for mean in self.means]
        self.hold_until(cue.mark("weight"))
        glass = [] if self.lens is None else [self.lens]
        self.play_until(self.now + 0.9, *map(FadeOut, (self.gradients, *glass)), FadeIn(lacking, weight))
        self.hold_until(cue.mark("divide"))
        # One formula goes before the next one comes to its place.
        self.play_until(self.now + 0.3, FadeOut(lacking))
        self.play_until(self.now + 0.6, FadeIn(rest, corrected))
        self.play_until(cue.mark("right") - 0.5, *(bar.to(1.0, rate_func=smooth) for bar in whole))
        self.hold_until(cue.mark("right"))
        self.play_until(self.now + 0.5, FadeIn(truths, shift=0.2 * LEFT))
        self.correct_means = VGroup(weight, rest, corrected, truths, *whole)

    def surprise(self, cue: Cue) -> None:
        """Leave the correction out: a small number is divided by a smaller one."""
        left, middle, right = self.columns
        # Back to the first step, in one leap: what is between is no step.
        self.play_until(self.now + 0.5, FadeOut(self.correct_means), self._pass(lambda share: 1.0))
        m_sum, v_sum = (mean.first_sum() for mean in self.means)
        self.hold_until(cue.mark("step"))
        self.play_until(self.now + 0.8, FadeIn(self.adam.move_to((right, 0.3, 0))))
        self.hold_until(cue.mark("share"))
        self.play_until(self.now + 0.6, FadeIn(m_sum, v_sum))
        self.play_until(self.now + 0.8, Indicate(self.m.tank.number, 1.4, M))

        root = float(np.sqrt(self.facts.v_share[1]))
        name = self.word("root_name", theme.BODY, V).move_to(self.v.name)
        true = self.word("root_true", theme.SMALL, theme.GOAL).move_to(self.v.true)
        root_sum = rule(f"sqrt({{{{ v : v }}}}) = {root:.2g} thin {{{{ |g| : g }}}}", middle, RESULT_Y)
        self.hold_until(cue.mark("root"))
        self.play_until(
            self.now + 1.0,
            FadeOut(self.v.name, self.v.true, self.v.rule, v_sum),
            FadeIn(name, true, root_sum),
            self.v.tank.to(root, rate_func=smooth),
        )
        first = FirstStep(self.facts.factor, self.screen, right)
        signs = VGroup(
            rule("div", (left + middle) / 2, RULE_Y, 40),
            rule("=", (middle + right) / 2, RULE_Y, 40),
            rule("{{ m : m }} \\/ sqrt({{ v : v }})", right),
        )
        self.hold_until(cue.mark("length"))
        self.play_until(
            self.now + 0.7,
            FadeOut(self.adam, self.clock, self.m.rule),
            *(one.animate.set_y(RULE_Y) for one in (m_sum, root_sum)),
            FadeIn(first.frame, signs),
        )
        self.hold_until(cue.mark("long"))
        grown = max(min(self.now + 1.1, cue.end), self.now + 0.6)
        self.play_until(grown, Course(first.bar, first.grow, rate_func=smooth))

    def ratio(self, cue: Cue) -> None:
        """Follow the factor from the first step to its summit and down to one."""
        factor, other = self.facts.factor, self.facts.other
        chart = self.chart = StepFactorChart(self.screen, factor, other)
        curve = self.our_curve = chart.curve(factor, theme.Look(theme.INK, (), "disc"))
        theirs = chart.curve(other, theme.Look(V, (0.22, 0.09), "disc"), width=5, head=0)
        formula = self._factor_rule()
        step, times = (
            Readout(self.screen[key], form, 3.75, y, 2.9, language=self.screen.language, value=value, size=40)
            for key, form, y, value in (("step", "d", 0.3, 1.0), ("times_short", ".2f", -0.45, factor.first))
        )
        self.readouts = VGroup(step, times)
        high = 1 if factor.never_long else factor.peak_at

        def travel(start: float, stop: float) -> Course:
            rate = geometric(start, stop)

            def draw(share: float) -> None:
                t = start + rate(share) * (stop - start)
                curve.set_dial(t)
                step.set_dial(np.floor(t + 1e-6))
                times.set_dial(float(factor.at(np.floor(t + 1e-6))))

            return Course(VGroup(curve, step, times), draw, rate_func=linear)

        old = [one for one in self.mobjects if one is not self.title]
        self.play_until(cue.mark("curve"), *map(FadeOut, old), FadeIn(chart, formula, step, times))
        self.marks = [chart.first_point(factor, "first_step")]
        self.play_until(self.now + 0.4, FadeIn(curve, self.marks[0]))
        if high > 1:
            self.play_until(cue.mark("top"), travel(1.0, high))
            self.marks.append(chart.peak_point(factor, "peak"))
            self.play_until(self.now + 0.5, FadeIn(self.marks[-1]))
        self.play_until(cue.mark("settled"), travel(high, factor.settled_at))
        self.marks.append(chart.settled_mark(factor, "settled"))
        self.play_until(self.now + 0.7, FadeIn(self.marks[-1]))
        names = [
            chart.curve_name(one, key, colour)
            for one, key, colour in ((factor, "ours", theme.INK), (other, "theirs", V))
        ]
        self.play_until(max(cue.mark("other") - 0.2, self.now + 0.5), travel(factor.settled_at, chart.last))
        self.add(theirs)
        self.play_until(
            max(cue.end, self.now + 0.8),
            theirs.to(chart.last, rate_func=geometric(1.0, chart.last)),
            *map(FadeIn, names),
        )

    def balls(self, cue: Cue) -> None:
        """Let two balls take one long step from the same point, and compare their losses."""
        balls = self.two_balls = TwoBalls(self.facts, self.screen)
        first = balls.first
        old = [one for one in self.mobjects if one is not self.title]
        self.play_until(
            max(cue.mark("corrected") - 1.0, self.now + 0.9),
            *map(FadeOut, old),
            FadeIn(
                balls.ground, first.rate, first.bars["start"], *(first.paths[key] for key in reversed(KEYS))
            ),
        )
        for key in KEYS:
            self.hold_until(cue.mark(key))
            path, bar = first.paths[key], first.bars[key]
            # Both go the same way at first: the shorter path lies above the longer one.
            self.add(path, first.paths["corrected"])
            self.play_until(self.now + 1.1, path.to(1.0, rate_func=smooth))
            shown = [FadeIn(first.tags[key])]
            if key == "corrected":
                shown.append(FadeIn(bar))
            self.play_until(self.now + 0.5, *shown)
        self.hold_until(cue.mark("loss") - 0.4)
        self.play_until(cue.mark("loss") + 0.4, FadeIn(first.bars["uncorrected"]))

    def small(self, cue: Cue) -> None:
        """Let both balls walk with a small rate: here the longer steps are ahead."""
        balls, total = self.two_balls, self.facts.steps
        first, small = balls.first, balls.small
        # Both begin alike: the corrected path, which lags behind, lies above the other.
        paths = [small.paths[key] for key in reversed(KEYS)]
        self.hold_until(cue.mark("rate") - 0.6)
        self.play_until(
            cue.mark("rate") + 0.2,
            FadeOut(first.rate, *first.paths.values(), *first.tags.values(), *first.bars.values()),
            FadeIn(small.rate, small.bars["start"], *paths),
        )
        pace = steps(total, pause=0.25)
        self.play_until(
            max(cue.mark("ahead") - 0.8, self.now + 0.6), *(path.to(total, rate_func=pace) for path in paths)
        )
        ends = [part for key in KEYS for part in (small.tags[key], small.bars[key])]
        self.play_until(self.now + 0.6, FadeIn(*ends))

    def scale(self, cue: Cue) -> None:
        """Make the gradient a thousand times as large: gradient descent leaps, Adam steps as before."""
        balls, small = self.two_balls, self.two_balls.small
        view = self.lengths = StepSizeChart(self.facts, self.screen)
        window = balls.valley.copy()
        old = VGroup(
            balls.ground, small.rate, *small.paths.values(), *small.tags.values(), *small.bars.values()
        )
        self.add(window)
        self.play_until(
            cue.start + 1.0,
            FadeOut(old),
            ReplacementTransform(window, view.plane),
            FadeIn(view.ground[1:], view.lines, view.names, view.points, view.numbers),
        )
        self.hold_until(cue.mark("scale") - 0.2)
        self.play_until(max(cue.mark("same") + 0.2, self.now + 1.0), view.sweep(1.0, self.facts.scale))
        self.hold_until(cue.mark("epsilon") - 0.6)
        self.play_until(cue.mark("epsilon") + 0.3, FadeIn(view.epsilon))
        self.hold_until(cue.mark("moral") - 0.3)
        self.play_until(
            cue.mark("moral") + 0.7,
            FadeIn(view.moral, shift=0.2 * UP),
            Indicate(view.names[0][1], 1.15, self.corrected.colour),
        )

    def close(self, cue: Cue) -> None:
        """Set the equivalent way to write the correction beside ours; ask the next question."""
        view = self.lengths
        forms = self._forms()
        self.hold_until(cue.mark("fold") - 0.4)
        self.play_until(cue.mark("fold") + 0.4, FadeOut(view.numbers), FadeIn(forms))
        self.hold_until(cue.mark("next") - 0.3)
        asked = forms[1].part("v")
        self.play_until(cue.mark("next") + 0.9, Indicate(asked, 1.5, V), FadeIn(self.question))

    # -- pieces -----------------------------------------------------------------------------------------------

    def _constant_gradients(self) -> VGroup:
        """Return a gradient for each step, all alike, none shown yet."""
        total, x, width = self.facts.steps, self.columns[2], 3.9
        plane = Plane((-0.7, total - 0.3), (0, 1.25), width=width, height=1.3, border=False)
        plane.move_to((x, 0.1, 0))
        stems = Stems(plane, np.ones(total), theme.GRADIENT, size=min(0.15, 0.7 * width / total))
        sign = EquationPanel("g", plate=False).set_color(theme.GRADIENT)
        sign.next_to(plane.to_scene((-0.7, 1.0)), LEFT, buff=0.12)
        return VGroup(stems, sign, self.word("gradient", theme.SMALL, theme.GRADIENT).move_to((x, -0.95, 0)))

    def _clock(self) -> VGroup:
        """Return the count of steps with its name."""
        name, count = self.word("step", theme.BODY, theme.MUTED), Number(0, "d", 44, theme.INK)
        clock = VGroup(name, count).arrange(RIGHT, buff=0.25).move_to((self.columns[2], 1.75, 0))
        name.align_to(count, DOWN)
        return clock

    def _pass(self, time: Callable[[float], float]) -> Course:
        """Let steps pass: both tanks, the clock and the gradients follow ``time``, which counts steps."""
        stems, count = self.gradients[0], self.clock[1]

        def draw(share: float) -> None:
            t = time(share)
            for mean in self.means:
                mean.follow(t)
            if self.lens is not None:
                self.lens.set_dial(self.v.tank.dial)
            count.set_dial(np.floor(t + 1e-6))
            stems.set_dial(t - 1.0)

        # Gradients that have left the stage stay away.
        shown = [stems] if stems in self.get_mobject_family_members() else []
        shown += [self.lens] if self.lens is not None and self.lens in self.mobjects else []
        return Course(VGroup(*self.tanks, count, *shown), draw, rate_func=linear)

    def _factor_rule(self) -> EquationPanel:
        """Set the formula of the factor at the side of its chart."""
        return rule("{{ 1 - beta_1^t : m }} / sqrt({{ 1 - beta_2^t : v }})", self.side_x, 1.75, 38)

    def _forms(self) -> VGroup:
        """Set both ways to write the correction above each other, in the empty corner of the chart."""
        corner = self.lengths.plane.window.get_corner(UP + LEFT) + np.array([0.35, -0.25, 0.0])
        ours, folded = (
            rule(source, 0, 0, 34)
            for source in (
                "eta dot {{ hat(m) : m }} / (sqrt({{ hat(v) : v }}) + epsilon)",
                "{{ eta sqrt(1 - beta_2^t) / (1 - beta_1^t) : keep }} dot"
                " {{ m : m }} / (sqrt({{ v : v }}) + epsilon)",
            )
        )
        approx = rule("approx", 0, 0, 34)
        row = VGroup(folded, approx, ours).arrange(RIGHT, buff=0.3)
        note = self.word("same_path", theme.SMALL, theme.MUTED)
        VGroup(row, note).arrange(DOWN, aligned_edge=LEFT, buff=0.2).move_to(corner, aligned_edge=UP + LEFT)
        self.question = self.word("question", theme.BODY, V)
        self.question.next_to(note, DOWN, buff=0.25, aligned_edge=LEFT)
        return VGroup(folded, ours, approx, note)

    def _lens(self) -> Lens | None:
        """Return a lens over what little v holds; none if it can be seen without."""
        shares = self.facts.v_share
        if shares[1] > 0.03:
            return None
        return Lens(self.v.tank, float(shares[-1]), (2.15, -0.85), V)
