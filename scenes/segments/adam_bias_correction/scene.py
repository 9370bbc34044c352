"""Adam's bias correction: a first step that is too long, and why: two means that start empty."""

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
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.stems import Stems
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.text.equation import EquationPanel
from scenes.components.text.number import Number
from scenes.components.text.readout import Readout
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .filling import Filling
from .first_step import FirstStep
from .lens import Lens
from .mean_tank import RESULT_Y, RULE_Y, M, MeanTank, V, rule
from .rate_chart import RateChart
from .scaling import Scaling
from .step_factor_chart import StepFactorChart
from .two_balls import KEYS, LOOKS, TwoBalls
from .two_means import TwoMeans

STEP = "theta <- theta - eta thin {{ m : m }} / ({{ sqrt(v) : v }} + epsilon)"
WHOLE = "theta <- theta - eta thin {{ hat(m) : m }} / ({{ sqrt(hat(v)) : v }} + epsilon)"


class AdamBiasCorrection(Segment):
    """One idea: means that start at zero are too small, and the divisor more so than what it divides."""

    columns = (-4.35, 0.15, 4.75)
    side_x = 5.1
    formula_y = -2.1

    def setup(self) -> None:
        """Make what several beats share: a tank for each mean, and Adam's step."""
        super().setup()
        fact = self.facts
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
        self.formula = rule(STEP, self.columns[2] - 0.2, 0.5, 46)
        self.balls_map = balls = TwoBalls(self.facts, self.screen)
        self.add(balls.ground, balls.bars["start"], *(balls.paths[key] for key in reversed(KEYS)))

    # -- beats ------------------------------------------------------------------------------------------------

    def balls(self, cue: Cue) -> None:
        """Let two balls take one long step from the same point, and compare their losses."""
        balls = self.balls_map
        for key in KEYS:
            self.hold_until(cue.mark(key))
            path = balls.paths[key]
            # Both go the same way at first: the shorter path lies above the longer one.
            self.add(path, balls.paths["corrected"])
            self.play_until(self.now + 0.9, path.to(1.0, rate_func=smooth))
            self.play_until(self.now + 0.5, FadeIn(balls.tags[key], balls.legs[key]))
            if key == "corrected":
                self.play_until(self.now + 0.5, FadeIn(balls.bars[key]))
        self.hold_until(cue.mark("loss") - 0.6)
        self.play_until(cue.mark("loss") + 0.2, FadeIn(balls.bars["uncorrected"]))

    def parts(self, cue: Cue) -> None:
        """Name the parts of Adam's step, what both means keep, and that both are empty at first."""
        tanks = (part for mean in self.means for part in (mean.tank.glass, mean.name, mean.rule))
        self.exchange(min(cue.start + 0.8, cue.mark("mean") - 0.3), self.formula, *tanks, apart=True)
        parts = (("mean", "m", UP, M), ("square", "v", DOWN, V))
        self.notes = VGroup()
        for mark, sign, side, colour in parts:
            self.notes.add(
                self.formula.point_out(
                    sign, self.screen[f"{sign}_part"], side, colour, language=self.screen.language
                )
            )
            mean = self.m if sign == "m" else self.v
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(
                cue.mark(mark) + 0.6,
                FadeIn(self.notes[-1], shift=-0.2 * side),
                Indicate(mean.name, 1.15, colour),
            )
        keeps = VGroup(*(mean.rule.part("keep") for mean in self.means))
        self.sums = VGroup(*(mean.in_numbers() for mean in self.means))
        self.hold_until(cue.mark("beta") - 0.1)
        self.play_until(self.now + 0.9, Indicate(keeps, 1.3, theme.WARNING), FadeIn(self.sums))
        self.zeros = VGroup(*(mean.start() for mean in self.means))
        self.hold_until(cue.mark("zero") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(self.zeros, shift=0.3 * DOWN))

    def fill(self, cue: Cue) -> None:
        """Feed both means a gradient that never changes, and watch what they make of it."""
        total = self.facts.steps
        self.gradients = self._constant_gradients()
        self.clock = self._clock()
        self.lens = self._lens()
        glass = [] if self.lens is None else [FadeIn(self.lens)]
        self.play_until(
            max(cue.mark("constant") - 0.5, cue.start + 0.4),
            FadeOut(self.notes, self.sums),
            self.formula.animate.scale(0.85).move_to((self.columns[2], self.formula_y, 0)),
        )
        self.play_until(
            self.now + 0.6,
            FadeIn(self.gradients, self.clock, *(mean.true for mean in self.means)),
            *(FadeIn(part) for tank in self.tanks for part in tank if part is not tank.glass),
            FadeOut(self.zeros),
            *glass,
        )
        self.add(self.tanks, *(one.mobject for one in glass))
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
        lacking = VGroup(*(VGroup(mean.split(), mean.empty_part()) for mean in self.means))
        corrected = VGroup(*(mean.corrected() for mean in self.means))
        truths = VGroup(*(mean.truth() for mean in self.means))
        whole = [mean.whole() for mean in self.means]
        weights = self._weights()
        hats = rule(WHOLE, 0, 0, 46).scale(0.85).move_to(self.formula)
        glass = [] if self.lens is None else [self.lens]
        self.hold_until(cue.mark("weight") - 0.2)
        self.play_until(self.now + 0.4, *map(FadeOut, (self.gradients, *glass)))
        self.play_until(self.now + 0.6, FadeIn(lacking, weights))
        self.hold_until(self.now + 0.2)
        total = self.facts.steps
        self.play_until(
            max(cue.mark("power") + 0.6, self.now + 1.0),
            weights[0].to(total - 1.0, rate_func=steps(total, pause=0.25)),
        )
        self.hold_until(cue.mark("divide"))
        # One formula goes before the next one comes to its place.
        self.play_until(self.now + 0.3, FadeOut(lacking, self.formula))
        self.play_until(self.now + 0.6, FadeIn(corrected, hats))
        self.play_until(
            max(cue.mark("right") - 0.3, self.now + 0.6), *(bar.to(1.0, rate_func=smooth) for bar in whole)
        )
        self.hold_until(cue.mark("right"))
        self.play_until(
            self.now + 0.7,
            FadeIn(truths, shift=0.2 * LEFT),
            Indicate(VGroup(hats.part("m"), hats.part("v")), 1.2, theme.INK),
        )
        self.hats = hats

    def noise(self, cue: Cue) -> None:
        """Let gradients be random: both means lack the same share on average, and are right once divided."""
        view = TwoMeans(self.facts.noise, self.screen)
        self.hold_until(cue.mark("noise") - 1.3)
        self.exchange(self.now + 0.8, view.ground, view.heads[0], apart=True)
        self.hold_until(cue.mark("noise") - 0.4)
        self.play_until(cue.mark("noise") + 0.6, FadeIn(*(runs.runs for runs in view.runs)))
        self.play_until(
            max(cue.mark("low"), self.now + 0.6),
            FadeIn(*(runs.average for runs in view.runs), view.heads[1:], view.numbers),
        )
        self.play_until(self.now + 0.6, FadeIn(view.bias))
        self.hold_until(cue.mark("divide"))
        self.play_until(self.now + 0.3, FadeOut(view.bias))
        self.add(view)
        self.play_until(self.now + 1.8, view.to(1.0, rate_func=smooth))
        self.play_until(self.now + 0.6, FadeIn(view.unbiased))
        self.hold_until(cue.mark("name"))
        self.play_until(self.now + 0.9, Indicate(view.numbers, 1.2, theme.GOAL))

    def surprise(self, cue: Cue) -> None:
        """Leave the correction out: a small number is divided by a smaller one."""
        left, middle, right = self.columns
        for mean in self.means:
            mean.follow(1.0)
        self.clock[1].set_dial(1.0)
        formula = rule(STEP, right, 0.3, 46)
        shown = (part for mean in self.means for part in (mean.tank, mean.name, mean.true, mean.rule))
        self.exchange(self.now + 0.8, *shown, self.clock, formula, apart=True)
        m_sum, v_sum = (mean.first_sum() for mean in self.means)
        self.hold_until(cue.mark("share") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(m_sum, v_sum))
        self.play_until(self.now + 0.8, Indicate(self.m.tank.number, 1.4, M))

        root = float(np.sqrt(self.facts.v_share[1]))
        name = self.word("root_name", theme.BODY, V).move_to(self.v.name)
        true = self.word("root_true", theme.SMALL, theme.GOAL).move_to(self.v.true)
        root_sum = rule(f"sqrt({{{{ v : v }}}}) = {root:.2g} thin {{{{ |g| : g }}}}", middle, RESULT_Y)
        self.hold_until(cue.mark("root") - 0.3)
        self.play_until(self.now + 0.3, FadeOut(self.v.name, self.v.true, self.v.rule, v_sum))
        self.play_until(self.now + 0.8, FadeIn(name, true, root_sum), self.v.tank.to(root, rate_func=smooth))
        first = FirstStep(self.facts.factor, self.screen, right)
        signs = VGroup(
            rule("div", (left + middle) / 2, RULE_Y, 40),
            rule("=", (middle + right) / 2, RULE_Y, 40),
            rule("{{ m : m }} \\/ sqrt({{ v : v }})", right),
        )
        seen = self.word("seen_long", theme.SMALL, theme.MUTED).move_to((right, RESULT_Y, 0))
        self.hold_until(cue.mark("length") - 0.4)
        self.play_until(self.now + 0.3, FadeOut(formula, self.clock, self.m.rule))
        self.play_until(
            self.now + 0.6,
            *(one.animate.set_y(RULE_Y) for one in (m_sum, root_sum)),
            FadeIn(first.frame, signs),
        )
        self.hold_until(cue.mark("long") - 0.4)
        grown = max(min(self.now + 1.1, cue.end), self.now + 0.6)
        self.play_until(
            grown,
            Course(first.bar, first.grow, rate_func=smooth),
            FadeIn(seen, rate_func=early(0.9, after=0.5)),
        )

    def ratio(self, cue: Cue) -> None:
        """Follow the factor from the first step to its summit and down to one."""
        factor = self.facts.factor
        chart = self.chart = StepFactorChart(self.screen, factor)
        curve = self.our_curve = chart.curve(factor, LOOKS["uncorrected"], head=0.0)
        filling = Filling(factor, self.screen)
        step, times = (
            Readout(self.screen[key], form, 3.75, y, 2.9, language=self.screen.language, value=value, size=40)
            for key, form, y, value in (("step", "d", 0.75, 1.0), ("times_short", ".2f", 0.1, factor.first))
        )
        self.beside = VGroup(self._factor_rule(), step, times, filling)
        high = 1 if factor.never_long else factor.peak_at

        def travel(start: float, stop: float) -> Course:
            rate = geometric(start, stop)

            def draw(share: float) -> None:
                t = start + rate(share) * (stop - start)
                curve.set_dial(t)
                step.set_dial(np.floor(t + 1e-6))
                times.set_dial(float(factor.at(np.floor(t + 1e-6))))
                filling.set_dial(t)

            return Course(VGroup(curve, step, times, filling), draw, rate_func=linear)

        self.marks = VGroup(chart.first_point(factor, "first_step"))
        self.exchange(self.now + 0.8, chart, self.beside, curve, self.marks[0], apart=True)
        self.hold_until(cue.mark("curve"))
        if high > 1:
            self.play_until(max(cue.mark("top"), self.now + 0.8), travel(1.0, high))
            self.marks.add(chart.peak_point(factor, "peak"))
            self.play_until(self.now + 0.5, FadeIn(self.marks[-1]))
        self.hold_until(cue.mark("gain") - 0.2)
        self.play_until(max(cue.mark("settled"), self.now + 1.0), travel(high, factor.settled_at))
        self.marks.add(chart.settled_mark(factor, "settled"))
        self.play_until(
            self.now + 0.7,
            FadeIn(self.marks[-1]),
            curve.to(chart.last, rate_func=geometric(factor.settled_at, chart.last)),
        )

    def scale(self, cue: Cue) -> None:
        """Make the gradient a thousand times as large: gradient descent's step climbs, both lines of Adam stay."""
        chart, factor = self.chart, self.facts.factor
        view = Scaling(self.facts, self.screen)
        look = LOOKS["corrected"]
        ends = np.array([[1.0, 1.0], [chart.last, 1.0]])
        flat = Curve(chart.plane, ends, look, width=5, head=0.0).set_dial(chart.last)
        names = VGroup(
            chart.curve_name(factor, "uncorrected", LOOKS["uncorrected"].colour),
            self.word("corrected", theme.SMALL, look.colour).next_to(
                chart.plane.to_scene((1.0, 1.0)), RIGHT + DOWN, buff=0.12
            ),
        )
        # Too long and too short give room to the second chart.
        self.play_until(self.now + 0.3, FadeOut(self.beside, self.marks, chart.sides))
        self.play_until(self.now + 0.5, FadeIn(flat, view.ground, view, names))
        self.hold_until(cue.mark("scale") - 0.2)
        self.play_until(
            max(cue.mark("same"), self.now + 1.0),
            view.to(self.facts.scale, rate_func=geometric(1.0, self.facts.scale)),
        )
        self.play_until(self.now + 0.3, FadeIn(view.names))
        self.play_until(
            self.now + 0.8, Indicate(VGroup(*(name[1] for name in view.names[:2])), 1.1, theme.INK)
        )
        texts = [
            self.word(key, theme.BODY, colour).move_to((view.left, y, 0), aligned_edge=LEFT)
            for key, colour, y in (
                ("divided", theme.GRADIENT, -1.3),
                ("counted", theme.WARNING, -1.85),
                ("moral", look.colour, -2.4),
            )
        ]
        self.play_until(self.now + 0.5, FadeIn(texts[0], shift=0.2 * UP))
        self.hold_until(cue.mark("number") - 0.3)
        self.play_until(
            self.now + 0.8, FadeIn(texts[1], shift=0.2 * UP), Indicate(names[1], 1.2, look.colour)
        )
        self.hold_until(cue.mark("left") - 0.1)
        self.play_until(self.now + 0.6, FadeIn(texts[2], shift=0.2 * UP))

    def rates(self, cue: Cue) -> None:
        """Send both out with every rate: which one suits changes more than how far one gets."""
        chart = RateChart(self.facts, self.screen)
        self.hold_until(cue.mark("run") - 1.2)
        self.exchange(self.now + 0.9, chart.ground, *chart.curves.values(), apart=True)
        last = chart.plane.x_range[1]
        pace = geometric(chart.plane.x_range[0], last)
        self.hold_until(cue.mark("run") - 0.2)
        self.play_until(
            max(cue.mark("corrected") - 0.6, self.now + 1.0),
            *(curve.to(last, rate_func=pace) for curve in chart.curves.values()),
        )
        for key in KEYS:
            self.hold_until(cue.mark(key) - 0.4)
            self.play_until(self.now + 0.6, FadeIn(chart.bests[key]))
        self.hold_until(cue.mark("moral") - 0.2)
        self.play_until(self.now + 0.9, FadeIn(chart.shift))

    def close(self, cue: Cue) -> None:
        """Show Adam whole; then let v forget, and ask the next question."""
        x = self.columns[2]
        for mean in self.means:
            mean.tank.number.form = ".0f"
            mean.drain(0.0)
        self.clock[1].set_dial(0.0)
        corrected = VGroup(*(mean.corrected() for mean in self.means))
        hats = rule(WHOLE, x, 1.2, 46)
        shown = (part for mean in self.means for part in (mean.tank, mean.name, mean.rule))
        self.exchange(min(self.now + 0.7, cue.mark("whole")), *shown, corrected, hats, apart=True)
        self.hold_until(cue.mark("whole"))
        self.play_until(self.now + 0.8, Indicate(VGroup(hats.part("m"), hats.part("v")), 1.2, theme.INK))
        nothing = self.word("no_gradient", theme.BODY, theme.GRADIENT).move_to((x, -0.35, 0))
        self.clock.move_to((x, -0.95, 0))
        self.hold_until(cue.mark("forgets") - 0.9)
        self.play_until(self.now + 0.4, FadeIn(nothing, self.clock))

        def forget(share: float) -> None:
            t = np.floor(share * self.facts.forgetting)
            for mean in self.means:
                mean.drain(float(t))
            self.clock[1].set_dial(t)

        asked = self.word("question", theme.BODY, V).move_to((x, -2.1, 0))
        self.play_until(
            max(cue.end - 0.6, self.now + 1.0),
            Course(VGroup(*self.tanks, self.clock[1]), forget, rate_func=smooth),
        )
        self.play_until(self.now + 0.6, FadeIn(asked))

    # -- pieces -----------------------------------------------------------------------------------------------

    def _constant_gradients(self) -> VGroup:
        """Return a gradient for each step, all alike, none shown yet."""
        stems, plane = self._stems(np.ones(self.facts.steps), theme.GRADIENT)
        sign = EquationPanel("g", plate=False).set_color(theme.GRADIENT)
        sign.next_to(plane.to_scene((-0.7, 1.0)), LEFT, buff=0.12)
        text = self.word("gradient", theme.SMALL, theme.GRADIENT)
        return VGroup(stems, sign, text.move_to((self.columns[2], 1.45, 0)))

    def _weights(self) -> VGroup:
        """Return the weight that the zero has in m after each step, none shown yet."""
        weights = 1.0 - self.facts.m_share[1:]
        stems, plane = self._stems(weights, theme.WARNING)
        text = self.word("zero_weight", theme.SMALL, theme.WARNING).move_to((self.columns[2], 1.45, 0))
        one = Number(1.0, "d", theme.SMALL, theme.WARNING)
        return VGroup(stems, one.next_to(plane.to_scene((-0.7, 1.0)), LEFT, buff=0.1), text)

    def _stems(self, values: np.ndarray, colour: str) -> tuple[Stems, Plane]:
        total = self.facts.steps
        plane = Plane((-0.7, total - 0.3), (0, 1.1), width=3.6, height=1.35, border=False)
        plane.move_to((self.columns[2] + 0.15, 0.5, 0))
        return Stems(plane, values, colour, size=min(0.15, 0.7 * 3.6 / total)), plane

    def _clock(self) -> VGroup:
        """Return the count of steps with its name."""
        name, count = self.word("step", theme.BODY, theme.MUTED), Number(0, "d", 44, theme.INK)
        clock = VGroup(name, count).arrange(RIGHT, buff=0.25).move_to((self.columns[2], 2.2, 0))
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

        # What has left the stage stays away.
        on_stage = self.get_mobject_family_members()
        shown = [one for one in (stems, self.lens) if one is not None and one in on_stage]
        return Course(VGroup(*self.tanks, count, *shown), draw, rate_func=linear)

    def _factor_rule(self) -> EquationPanel:
        """Set the formula of the factor at the side of its chart."""
        return rule("{{ 1 - beta_1^t : m }} / sqrt({{ 1 - beta_2^t : v }})", self.side_x, 2.0, 38)

    def _lens(self) -> Lens | None:
        """Return a lens over what little v holds; none if it can be seen without."""
        shares = self.facts.v_share
        if shares[1] > 0.03:
            return None
        return Lens(self.v.tank, float(shares[-1]), (2.1, -0.75), V)
