"""Adam's bias correction: two means that start empty, and a first step that is too long."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    Mobject,
    Star,
    VGroup,
    linear,
    smooth,
)

from optimlib import objectives
from scenes import theme
from scenes.components.bars import Bar
from scenes.components.contour_map import ContourMap
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.equation import EquationPanel, plated
from scenes.components.number import Number
from scenes.components.placement import put_beside
from scenes.components.plane import Plane
from scenes.components.readout import Readout
from scenes.components.scoreboard import Scoreboard
from scenes.components.stems import Stems
from scenes.components.trajectory_path import TrajectoryPath
from scenes.segment import Segment
from scenes.segments._mean_tank import FLOOR, HEIGHT, NAME_Y, RESULT_Y, RULE_Y, WIDTH, M, MeanTank, V, rule
from scenes.segments._step_factor_chart import StepFactorChart
from scenes.timing import Cue


class AdamBiasCorrection(Segment):
    """One idea: means that start at zero are too small, and the divisor more so than what it divides."""

    columns = (-4.35, 0.15, 4.8)
    side_x = 4.75
    board_left = 3.0
    map_size = (9.2, 5.6)
    uncorrected = theme.Look(theme.INK, (0.14, 0.1), "ring")

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
        frame, bar, grow = self._first_step()
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
            FadeIn(frame, signs),
        )
        self.hold_until(cue.mark("long"))
        self.play_until(self.now + 1.1, Course(bar, grow, rate_func=smooth))

    def ratio(self, cue: Cue) -> None:
        """Follow the factor from the first step to its summit and down to one."""
        self.clear_stage()
        factor = self.facts.factor
        chart = StepFactorChart(self.words, self.language, factor)
        curve = chart.curve(factor, theme.Look(theme.INK, (), "disc"))
        formula = self._factor_rule()
        step, times = (
            Readout(self.words[key], form, 3.75, y, 2.9, language=self.language, value=value, size=40)
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
        runs = (self.facts.corrected, self.facts.uncorrected)
        keys, looks = ("corrected", "uncorrected"), (self.corrected, self.uncorrected)
        objective = objectives.load(self.facts.objective)
        valley = self._window()
        ground = ContourMap(valley, objective)
        goal = Star(5, outer_radius=0.17, color=theme.GOAL, fill_opacity=1, stroke_width=0)
        goal.move_to(valley.to_scene(objective.minima[0]))
        paths = [TrajectoryPath(valley, run.x, look) for run, look in zip(runs, looks, strict=True)]
        board = Scoreboard(
            [(self.words[key], look) for key, look in zip(keys, looks, strict=True)],
            [("$x$", ".2f"), ("$y$", ".2f"), (self.words["way"], ".2f"), (self.words["loss"], ".2f")],
            left=self.board_left,
            edges=(5.1, 6.7),
            top=1.3,
            row_height=0.65,
            language=self.language,
        )
        position, (way, loss) = board.rows[:2], board.rows[2:]
        rate = self.word("rate")
        rate.move_to((self.board_left + rate.width / 2, 2.3, 0))
        tags = VGroup()
        for run, key, look in zip(runs, keys, looks, strict=True):
            tags.add(self._tag(valley, run.x, key, look, tags))
        walked = [np.concatenate([[0.0], np.cumsum(run.step_length)]) for run in runs]
        total = self.facts.steps
        reach = steps(total, pause=0.25)

        def draw(share: float) -> None:
            at = reach(share) * total
            whole = int(at + 1e-6)
            for column, (path, run, so_far) in enumerate(zip(paths, runs, walked, strict=True)):
                path.set_dial(at)
                board.put(column, (*run.x[whole], so_far[whole], run.value[whole]))

        draw(0.0)
        self.play_until(
            self.now + 0.8, FadeIn(ground.fill), Create(ground.lines, lag_ratio=0.1), FadeIn(goal)
        )
        self.add(ground, goal)
        self.play_until(self.now + 0.7, FadeIn(rate, board.heads, position, *reversed(paths)))
        self.hold_until(cue.mark("go"))
        together = VGroup(position, *reversed(paths))
        self.play_until(cue.mark("uncorrected") - 0.3, Course(together, draw, rate_func=linear))
        self.hold_until(cue.mark("uncorrected"))
        self.play_until(self.now + 0.5, FadeIn(way, tags))
        self.hold_until(cue.mark("loss"))
        self.play_until(self.now + 0.6, FadeIn(loss))

    def hide(self, cue: Cue) -> None:
        """Draw the same curve for another decay of the squares: much less is to be seen."""
        self.clear_stage()
        ours, theirs = self.facts.factor, self.facts.other
        chart = StepFactorChart(self.words, self.language, ours, theirs)
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

    def _first_step(self) -> tuple[VGroup, VGroup, Callable[[float], None]]:
        """Return a frame with the right length, the bar of the first step, and what lets it grow."""
        first, foot = self.facts.factor.first, np.array([self.columns[2], FLOOR, 0.0])
        unit, half = HEIGHT / max(1.12 * first, 1.4), 0.62 * WIDTH
        colour = theme.GOAL if self.facts.factor.first_right else theme.WARNING
        bar = Bar(foot, unit, colour, thickness=0.6 * WIDTH, vertical=True)
        number = Number(0.0, ".2f", theme.HEADING, theme.INK, suffix="×")
        left, right = (foot + unit * UP + side * half for side in (LEFT, RIGHT))
        line = DashedLine(left, right, color=theme.GOAL, stroke_width=3, dash_length=0.1)
        frame = VGroup(
            Line(foot + half * LEFT, foot + half * RIGHT, color=theme.MUTED, stroke_width=3),
            line,
            self.word("right_length", theme.SMALL, theme.GOAL).next_to(left, LEFT, buff=0.12),
            self.word("length_name").move_to((self.columns[2], NAME_Y, 0)),
        )

        def grow(share: float) -> None:
            bar.set_dial(first * share)
            number.set_dial(first * share)
            number.move_to(bar.end + 0.3 * UP)

        return frame, VGroup(bar, line, number), grow

    def _factor_rule(self) -> EquationPanel:
        """Set the formula of the factor at the side of its chart."""
        return rule("{{ 1 - beta_1^t : m }} / sqrt({{ 1 - beta_2^t : v }})", self.side_x, 1.75, 38)

    def _row(self, key: str, source: str, y: float) -> VGroup:
        """Set a large rule with its caption at the left."""
        panel = rule(source, 0, y).scale(1.6).align_to((-3.2, 0, 0), LEFT)
        caption = self.word(key, theme.BODY, theme.MUTED).move_to((0, y, 0))
        return VGroup(caption.align_to((theme.STAGE_LEFT + 0.2, 0, 0), LEFT), panel)

    def _window(self) -> Plane:
        """Return the part of the plane that holds start, minimum and both runs, as far as they are near."""
        start, home = np.array(self.params.start), objectives.load(self.facts.objective).minima[0]
        width, height = self.map_size
        far = 1.5 * np.abs(start - home).max()
        ways = np.vstack([self.facts.corrected.x, self.facts.uncorrected.x, home])
        plane = Plane.around(np.clip(ways, home - far, home + far), width, height, margin=0.1)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.1, 0))

    def _tag(self, plane: Plane, points: np.ndarray, key: str, look: theme.Look, others: VGroup) -> Mobject:
        """Name a path beside its last point that is seen, within the window and clear of other names."""
        point = plane.to_scene(points[plane.holds(points)][-1])
        text = self.word(key, theme.SMALL, look.colour)
        return put_beside(plated(text), point, plane.window, others)
