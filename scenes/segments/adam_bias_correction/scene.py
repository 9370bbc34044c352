"""Adam's bias correction: two means that start empty, and a first step that is too long."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.stems import Stems
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.text.equation import EquationPanel
from scenes.components.text.number import Number
from scenes.components.text.readout import Readout
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .first_step import FirstStep
from .mean_tank import RESULT_Y, RULE_Y, M, MeanTank, V, rule
from .step_factor_chart import StepFactorChart
from .two_balls import TwoBalls


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

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show Adam's step, the two means in it, and that both are empty at the start."""
        caption = self.word("adam", theme.BODY, theme.MUTED).move_to((self.columns[2], 1.1, 0))
        self.adam = VGroup(
            caption, rule("- eta thin {{ m : m }} / sqrt({{ v : v }})", self.columns[2], 0.1, 40)
        )
        self.play_until(cue.start + 0.8, FadeIn(self.adam, *(mean.tank.glass for mean in self.means)))
        for mark, mean in zip(("mean", "square"), self.means, strict=True):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.8, FadeIn(mean.name), FadeIn(mean.rule, shift=0.2 * UP))
        self.zeros = VGroup(*(mean.start() for mean in self.means))
        self.hold_until(cue.mark("zero"))
        self.play_until(self.now + 0.7, FadeIn(self.zeros, shift=0.3 * DOWN))

    def fill(self, cue: Cue) -> None:
        """Feed both means a gradient that never changes, and watch what they make of it."""
        total = self.facts.steps
        self.gradients = self._constant_gradients()
        self.clock = self._clock()
        self.play_until(cue.mark("constant"), FadeOut(self.adam))
        self.play_until(
            self.now + 0.8,
            FadeIn(self.gradients, self.clock, *(mean.true for mean in self.means)),
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
        total = self.facts.steps
        weight, rest = (
            self.word(key, theme.BODY, colour).move_to((self.columns[2], y, 0))
            for key, colour, y in (("zero_weight", theme.WARNING, 0.45), ("rest_weight", theme.INK, -0.25))
        )
        lacking = VGroup(*(VGroup(mean.split(), mean.empty_part()) for mean in self.means))
        corrected = VGroup(*(mean.corrected() for mean in self.means))
        truths = VGroup(*(mean.truth() for mean in self.means))
        whole = [mean.whole() for mean in self.means]
        self.hold_until(cue.mark("weight"))
        self.play_until(self.now + 0.9, FadeOut(self.gradients), FadeIn(lacking, weight))
        self.hold_until(cue.mark("divide"))
        # One formula goes before the next one comes to its place.
        self.play_until(self.now + 0.3, FadeOut(lacking))
        self.play_until(self.now + 0.6, FadeIn(rest, corrected))
        self.play_until(cue.mark("right") - 0.5, *(bar.to(1.0, rate_func=smooth) for bar in whole))
        self.hold_until(cue.mark("right"))
        self.play_until(self.now + 0.5, FadeIn(truths, shift=0.2 * LEFT))
        back = steps(total - 1, pause=0.25)
        self.play_until(cue.until - 0.1, self._pass(lambda share: total - back(share) * (total - 1)))
        self.correct_means = VGroup(weight, rest, corrected, truths, *whole)

    def surprise(self, cue: Cue) -> None:
        """Leave the correction out: a small number is divided by a smaller one."""
        left, middle, right = self.columns
        self.clear_away(self.correct_means)
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
        self.clear_stage()
        factor = self.facts.factor
        chart = StepFactorChart(self.screen, factor)
        curve = chart.curve(factor, theme.Look(theme.INK, (), "disc"))
        formula = self._factor_rule()
        step, times = (
            Readout(self.screen[key], form, 3.75, y, 2.9, language=self.screen.language, value=value, size=40)
            for key, form, y, value in (("step", "d", 0.3, 1.0), ("times_short", ".2f", -0.45, factor.first))
        )
        high, end = 1 if factor.never_long else factor.peak_at, chart.last

        def travel(start: float, stop: float) -> Course:
            rate = geometric(start, stop)

            def draw(share: float) -> None:
                t = start + rate(share) * (stop - start)
                curve.set_dial(t)
                step.set_dial(np.floor(t))
                times.set_dial(float(factor.at(np.floor(t))))

            return Course(VGroup(curve, step, times), draw, rate_func=linear)

        self.play_until(cue.mark("curve"), FadeIn(chart, formula, step, times))
        self.play_until(self.now + 0.4, FadeIn(curve, chart.first_point(factor, "first_step")))
        if high > 1:
            self.play_until(cue.mark("top"), travel(1.0, high))
            self.play_until(self.now + 0.5, FadeIn(chart.peak_point(factor, "peak")))
        self.play_until(cue.mark("settled"), travel(high, factor.settled_at))
        self.play_until(self.now + 0.7, FadeIn(chart.settled_mark(factor, "settled")))
        self.play_until(cue.end, travel(factor.settled_at, end))

    def balls(self, cue: Cue) -> None:
        """Let two balls walk the valley with the same learning rate."""
        self.clear_stage()
        balls = TwoBalls(self.facts, self.screen)
        ground, board = balls.ground, balls.board
        position, (way, loss) = board.rows[:2], board.rows[2:]
        self.play_until(
            self.now + 0.8, FadeIn(ground.fill), Create(ground.lines, lag_ratio=0.1), FadeIn(balls.goal)
        )
        self.add(ground, balls.goal)
        self.play_until(self.now + 0.7, FadeIn(balls.rate, board.heads, position, *balls.paths))
        self.hold_until(cue.mark("go"))
        together = VGroup(position, *balls.paths)
        begin, end = self.now, cue.mark("uncorrected") - 0.3

        def walk(until: float, *others: Animation) -> None:
            part = (self.now - begin) / max(end - begin, 1e-6), (until - begin) / max(end - begin, 1e-6)
            self.play_until(until, Course(together, balls.walk, part, rate_func=linear), *others)

        # "Just this much" is the learning rate.
        told = min(cue.mark("corrected"), end)
        walk(told)
        walk(min(told + 1.0, end), Indicate(balls.rate, 1.12, self.corrected.colour))
        walk(end)
        self.hold_until(cue.mark("uncorrected"))
        self.play_until(self.now + 0.5, FadeIn(way, balls.tags))
        self.hold_until(cue.mark("loss"))
        self.play_until(self.now + 0.6, FadeIn(loss))

    def hide(self, cue: Cue) -> None:
        """Draw the same curve for another decay of the squares: much less is to be seen."""
        self.clear_stage()
        ours, theirs = self.facts.factor, self.facts.other
        chart = StepFactorChart(self.screen, ours, theirs)
        formula = self._factor_rule()
        our_curve = chart.curve(ours, theme.Look(theme.MUTED, (), "disc"), head=0)
        our_curve.set_dial(chart.last)
        curve = chart.curve(theirs, theme.Look(V, (0.22, 0.09), "disc"), width=5)
        fraction = rule(
            f"{{{{ 1 - {theirs.beta1:g} : m }}}} / sqrt({{{{ 1 - {theirs.beta2:g} : v }}}})",
            self.side_x,
            chart.free_row(0.1),
            38,
        )
        first = rule(f"= {theirs.first:.3g}", 0, size=38).next_to(fraction, RIGHT, buff=0.15)
        VGroup(fraction, first).set_x(self.side_x + 0.2)
        self.play_until(
            self.now + 0.7, FadeIn(chart, formula, our_curve, chart.curve_name(ours, "ours", theme.MUTED))
        )
        self.hold_until(cue.mark("other"))
        self.play_until(self.now + 0.6, FadeIn(fraction))
        self.hold_until(cue.mark("first"))
        self.play_until(self.now + 0.7, FadeIn(curve, first, chart.first_point(theirs, "their_first", V)))
        high = 1 if theirs.never_long else theirs.peak_at
        if high > 1:
            self.play_until(self.now + 1.2, curve.to(high, rate_func=geometric(1.0, high)))
            self.play_until(self.now + 0.5, FadeIn(chart.peak_point(theirs, "their_peak", V)))
        self.play_until(
            self.now + 2.5,
            curve.to(chart.last, rate_func=geometric(high, chart.last)),
            FadeIn(chart.curve_name(theirs, "theirs", V), rate_func=early(0.3)),
        )

    def moral(self, cue: Cue) -> None:
        """Set side by side what some books write and what the paper says, and what it is good for."""
        self.clear_stage()
        folded = self._row(
            "folded",
            "theta <- theta - {{ eta sqrt(1 - beta_2^t) / (1 - beta_1^t) : zero }}"
            " dot {{ m : m }} / (sqrt({{ v : v }}) + epsilon)",
            1.6,
        )
        paper = self._row(
            "paper",
            "theta <- theta - {{ eta : rate }} dot {{ hat(m) : m }} / (sqrt({{ hat(v) : v }}) + epsilon)",
            -0.35,
        )
        hats = VGroup(*(mean.corrected().scale(1.15) for mean in self.means)).arrange(DOWN, buff=0.3)
        hats.move_to((self.side_x + 0.2, -0.35, 0))
        same = self.word("same_path", theme.SMALL, theme.MUTED).move_to((0, -1.65, 0))
        moral = self.word("moral").move_to((0, -2.4, 0))
        self.hold_until(cue.mark("fold"))
        self.play_until(self.now + 0.8, FadeIn(folded))
        self.hold_until(cue.mark("means"))
        self.play_until(self.now + 0.8, FadeIn(paper, hats))
        self.play_until(self.now + 0.6, FadeIn(same))
        self.hold_until(cue.mark("meaning"))
        self.play_until(
            self.now + 0.7,
            folded.animate.set_opacity(0.4),
            paper[1].part("rate").animate.set_color(self.corrected.colour),
            FadeIn(moral),
        )

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
            count.set_dial(np.floor(t + 1e-6))
            stems.set_dial(t - 1.0)

        # Gradients that have left the stage stay away.
        shown = [stems] if stems in self.get_mobject_family_members() else []
        return Course(VGroup(*self.tanks, count, *shown), draw, rate_func=linear)

    def _factor_rule(self) -> EquationPanel:
        """Set the formula of the factor at the side of its chart."""
        return rule("{{ 1 - beta_1^t : m }} / sqrt({{ 1 - beta_2^t : v }})", self.side_x, 1.75, 38)

    def _row(self, key: str, source: str, y: float) -> VGroup:
        """Set a large rule with its caption at the left."""
        panel = rule(source, 0, y).scale(1.6).align_to((-3.2, 0, 0), LEFT)
        caption = self.word(key, theme.BODY, theme.MUTED).move_to((0, y, 0))
        return VGroup(caption.align_to((theme.STAGE_LEFT + 0.2, 0, 0), LEFT), panel)
