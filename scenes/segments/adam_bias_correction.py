"""Adam's bias correction: two means that start empty, and a first step that is too long."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    BraceBetweenPoints,
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
from scenes.components.dial import Course, geometric, steps
from scenes.components.equation import EquationPanel, backing
from scenes.components.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.number import Number
from scenes.components.placement import put_beside
from scenes.components.plane import Plane, nice_ticks
from scenes.components.readout import Readout
from scenes.components.scoreboard import Scoreboard
from scenes.components.stems import Stems
from scenes.components.tank import Tank
from scenes.components.trajectory_path import TrajectoryPath
from scenes.facts.adam_bias_correction import StepFactor
from scenes.segment import Segment
from scenes.timing import Cue

M, V = theme.SKY, theme.PURPLE
"""Colours of both means: momentum's and RMSProp's, since Adam is made of them."""
SIGNS = {"m": M, "v": V, "g": theme.GRADIENT, "zero": theme.WARNING}


class AdamBiasCorrection(Segment):
    """One idea: means that start at zero are too small, and the divisor more so than what it divides."""

    columns = (-4.35, 0.15, 4.8)
    floor, tank_width, tank_height = -1.3, 1.7, 2.95
    name_y, true_y, rule_y, now_y = 2.62, 2.0, -1.88, -2.55
    plot_size = (8.3, 4.5)
    plot_centre = (-2.25, 0.25, 0.0)
    side_x = 4.75
    map_size = (9.2, 5.6)
    uncorrected = theme.Look(theme.INK, (0.14, 0.1), "ring")

    def setup(self) -> None:
        """Make what several beats share: a tank for each mean, with its name and its rule."""
        super().setup()
        self.corrected = theme.look("adam")
        fact = self.facts
        self.rules = [
            self._rule("{{ m : m }} <- beta_1 {{ m : m }} + (1 - beta_1) {{ g : g }}", 0),
            self._rule("{{ v : v }} <- beta_2 {{ v : v }} + (1 - beta_2) {{ g^2 : g }}", 1),
        ]
        self.tanks, self.names, self.trues = [], [], []
        for column, colour, key, first in zip(
            self.columns, (M, V), ("m", "v"), (fact.m_first, fact.v_first), strict=False
        ):
            decimals = 0 if first >= 1 else 1 if first >= 0.1 else 2
            foot = (column, self.floor, 0)
            self.tanks.append(Tank(foot, self.tank_width, self.tank_height, colour, form=f".{decimals}f"))
            self.names.append(self.word(f"{key}_name", theme.BODY, colour).move_to((column, self.name_y, 0)))
            self.trues.append(
                self.word(f"{key}_true", theme.SMALL, theme.GOAL).move_to((column, self.true_y, 0))
            )

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show Adam's step, the two means in it, and that both are empty at the start."""
        adam = self.word("adam", theme.BODY, theme.MUTED).move_to((self.columns[2], 1.1, 0))
        rule = EquationPanel(
            "- eta thin {{ m : m }} / sqrt({{ v : v }})", {"m": M, "v": V}, plate=False, size=40
        )
        rule.move_to((self.columns[2], 0.1, 0))
        glasses = [tank.glass for tank in self.tanks]
        self.play_until(cue.start + 0.8, FadeIn(adam, rule, *glasses))
        for mark, name, own in zip(("mean", "square"), self.names, self.rules, strict=True):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.8, FadeIn(name), FadeIn(own, shift=0.2 * UP))
        zeros = VGroup(
            *(
                EquationPanel(f"{sign}_0 = 0", plate=False, size=theme.HEADING)
                .set_color(colour)
                .move_to(tank.foot + 0.55 * UP)
                for tank, sign, colour in zip(self.tanks, "mv", (M, V), strict=True)
            )
        )
        self.hold_until(cue.mark("zero"))
        self.play_until(self.now + 0.7, FadeIn(zeros, shift=0.3 * DOWN))
        self.zeros, self.adam_step = zeros, VGroup(adam, rule)

    def fill(self, cue: Cue) -> None:
        """Feed both means a gradient that never changes, and watch what they make of it."""
        total = self.facts.steps
        width = 3.9
        plane = Plane((-0.7, total - 0.3), (0, 1.25), width=width, height=1.3, border=False)
        plane.move_to((self.columns[2], 0.1, 0))
        spacing = width / total
        gradients = Stems(plane, np.ones(total), theme.GRADIENT, size=min(0.15, 0.7 * spacing))
        sign = EquationPanel("g", plate=False).set_color(theme.GRADIENT)
        sign.next_to(plane.to_scene((-0.7, 1.0)), LEFT, buff=0.12)
        caption = self.word("gradient", theme.SMALL, theme.GRADIENT).move_to((self.columns[2], -0.95, 0))
        name = self.word("step", theme.BODY, theme.MUTED)
        count = Number(0, "d", 44, theme.INK)
        VGroup(name, count).arrange(RIGHT, buff=0.25).move_to((self.columns[2], 1.75, 0))
        name.align_to(count, DOWN)
        self.clock, self.gradients = VGroup(name, count), VGroup(gradients, sign, caption)
        self.count = count

        self.hold_until(cue.mark("constant") - 0.4)
        self.play_until(cue.mark("constant"), FadeOut(self.adam_step))
        self.play_until(
            self.now + 0.8,
            FadeIn(self.gradients, self.clock, *self.trues),
            *(FadeIn(part) for tank in self.tanks for part in tank if part is not tank.glass),
            FadeOut(self.zeros),
        )
        self.add(*self.tanks)
        draw = self._means_at(count, gradients)
        everything = VGroup(*self.tanks, count, gradients)
        first = [self._now(self._first_sum(axis), axis) for axis in (0, 1)]
        self.hold_until(cue.mark("first"))
        self.play_until(self.now + 0.8, Course(everything, draw, rate_func=lambda a: smooth(a) / total))
        self.play_until(self.now + 0.6, *(FadeIn(one) for one in first))
        self.hold_until(cue.mark("run"))
        rest = steps(total - 1, pause=0.25)
        self.play_until(
            cue.end,
            Course(everything, draw, rate_func=lambda a: (1 + rest(a) * (total - 1)) / total),
            *(FadeOut(one, rate_func=_early) for one in first),
        )
        self.add(*self.tanks, count, gradients)

    def correction(self, cue: Cue) -> None:
        """Name the empty part as the weight of the zero; dividing by the rest fills both tanks."""
        shares = [share[-1] for share in (self.facts.m_share, self.facts.v_share)]
        parts = [
            self._now(
                f"{{{{ {sign} : {sign} }}}} = (1 - beta_{axis + 1}^t) thin {{{{ {mean} : g }}}}"
                f" + {{{{ beta_{axis + 1}^t : zero }}}} dot 0",
                axis,
            )
            for axis, (sign, mean) in enumerate((("m", "g"), ("v", "g^2")))
        ]
        braces = VGroup(*(self._empty_part(axis, share) for axis, share in enumerate(shares)))
        weight, rest = (
            self.word(key, theme.BODY, colour).move_to((self.columns[2], y, 0))
            for key, colour, y in (("zero_weight", theme.WARNING, 0.45), ("rest_weight", theme.INK, -0.25))
        )
        self.hold_until(cue.mark("weight"))
        self.play_until(self.now + 0.9, FadeOut(self.gradients), FadeIn(braces, weight, *parts))
        divided = [
            self._now(
                f"{{{{ hat({sign}) : {sign} }}}} = {{{{ {sign} : {sign} }}}} \\/ (1 - beta_{axis + 1}^t)",
                axis,
            )
            for axis, sign in enumerate("mv")
        ]
        right = [
            EquationPanel(f"hat({sign}) = {mean}", plate=False)
            .set_color(colour)
            .next_to(tank.level(0.9) + 0.5 * self.tank_width * RIGHT, RIGHT, buff=0.25)
            for tank, sign, mean, colour in zip(self.tanks, "mv", ("g", "g^2"), (M, V), strict=True)
        ]
        whole = [
            Bar(
                tank.foot,
                self.tank_height,
                colour,
                thickness=tank.body.thickness,
                vertical=True,
                opacity=0.35,
                value=share,
            )
            for tank, colour, share in zip(self.tanks, (M, V), shares, strict=True)
        ]
        self.hold_until(cue.mark("divide"))
        self.play_until(self.now + 0.8, FadeOut(braces, *parts), FadeIn(rest, *divided))
        self.play_until(cue.mark("right") - 0.5, *(bar.to(1.0, rate_func=smooth) for bar in whole))
        self.hold_until(cue.mark("right"))
        self.play_until(self.now + 0.5, *(FadeIn(one, shift=0.2 * LEFT) for one in right))
        draw, total = self._means_at(self.count), self.facts.steps
        back = steps(total - 1, pause=0.25)
        self.play_until(
            cue.until - 0.1,
            Course(
                VGroup(*self.tanks, self.count), draw, rate_func=lambda a: 1 - back(a) * (total - 1) / total
            ),
        )
        self.add(*self.tanks, self.count)
        self.truth = VGroup(*whole, *right, *divided, weight, rest)

    def surprise(self, cue: Cue) -> None:
        """Leave the correction out: a small number is divided by a smaller one."""
        fact, (left, middle, right) = self.facts, self.columns
        self.play_until(self.now + 0.5, FadeOut(self.truth))
        own = [self._now(self._first_sum(axis), axis) for axis in (0, 1)]
        adam = self.adam_step.move_to((right, 0.3, 0))
        self.hold_until(cue.mark("step"))
        self.play_until(self.now + 0.8, FadeIn(adam))
        self.hold_until(cue.mark("share"))
        self.play_until(self.now + 0.6, FadeIn(*own))
        self.play_until(self.now + 0.8, Indicate(self.tanks[0].number, 1.4, M))

        tank = self.tanks[1]
        share = fact.v_share[1]
        names = (self.names[1], self.trues[1], self.rules[1], own[1])
        root = np.sqrt(share)
        root_names = (
            self.word("root_name", theme.BODY, V).move_to(self.names[1]),
            self.word("root_true", theme.SMALL, theme.GOAL).move_to(self.trues[1]),
            self._now(f"sqrt({{{{ v : v }}}}) = {root:.2g} thin {{{{ |g| : g }}}}", 1),
        )
        self.hold_until(cue.mark("root"))
        self.play_until(self.now + 0.6, FadeOut(*names), FadeIn(*root_names))
        self.play_until(self.now + 0.9, tank.to(root, rate_func=smooth))

        unit = self.tank_height / max(1.12 * fact.factor.first, 1.4)
        foot = np.array([right, self.floor, 0.0])
        colour = theme.GOAL if fact.factor.first_right else theme.WARNING
        bar = Bar(foot, unit, colour, thickness=0.6 * self.tank_width, vertical=True)
        half = 0.62 * self.tank_width
        ground = Line(foot + half * LEFT, foot + half * RIGHT, color=theme.MUTED, stroke_width=3)
        ends = [foot + unit * UP + side * half for side in (LEFT, RIGHT)]
        right_line = DashedLine(*ends, color=theme.GOAL, stroke_width=3, dash_length=0.1)
        right_length = self.word("right_length", theme.SMALL, theme.GOAL).next_to(ends[0], LEFT, buff=0.12)
        sign = Number(0.0, ".2f", theme.HEADING, theme.INK, suffix="×")
        name = self.word("length_name", theme.BODY).move_to((right, self.name_y, 0))
        quotient = self._rule("{{ m : m }} \\/ sqrt({{ v : v }})", 2)
        between = VGroup(
            EquationPanel("div", plate=False, size=40).move_to(((left + middle) / 2, self.rule_y, 0)),
            EquationPanel("=", plate=False, size=40).move_to(((right + middle) / 2, self.rule_y, 0)),
        )

        def grow(share: float) -> None:
            bar.set_dial(fact.factor.first * share)
            sign.set_dial(fact.factor.first * share)
            sign.move_to(bar.end + 0.3 * UP)

        self.hold_until(cue.mark("length"))
        self.play_until(
            self.now + 0.7,
            FadeOut(adam, self.clock, self.rules[0]),
            *(one.animate.set_y(self.rule_y) for one in (own[0], root_names[2])),
            FadeIn(ground, right_line, right_length, name, quotient, between),
        )
        self.hold_until(cue.mark("long"))
        self.add(bar, right_line)
        self.play_until(self.now + 1.1, Course(VGroup(bar, right_line, sign), grow, rate_func=smooth))

    def ratio(self, cue: Cue) -> None:
        """Follow the factor from the first step to its summit and down to one."""
        self._clear()
        factor = self.facts.factor
        plane, frame = self._factor_plane(factor)
        curve = self._factor_curve(plane, factor, theme.Look(theme.INK, (), "disc"))
        curve.set_dial(1.0)
        step, times = (
            Readout(self.words[key], form, 3.75, y, 2.9, language=self.language, value=value, size=40)
            for key, form, y, value in (("step", "d", 0.3, 1.0), ("times_short", ".2f", -0.45, factor.first))
        )
        high, end = 1 if factor.never_long else factor.peak_at, plane.x_range[1]
        everything = VGroup(curve, step, times)

        def travel(start: float, stop: float) -> Course:
            rate = geometric(start, stop)

            def draw(share: float) -> None:
                t = start + rate(share) * (stop - start)
                curve.set_dial(t)
                step.set_dial(np.floor(t))
                times.set_dial(float(factor.at(np.floor(t))))

            return Course(everything, draw, rate_func=linear)

        self.play_until(cue.mark("curve"), FadeIn(plane, frame, step, times))
        first, peak = self._factor_points(plane, factor, "first_step", "peak")
        self.play_until(self.now + 0.4, FadeIn(curve, *first))
        if high > 1:
            self.play_until(cue.mark("top"), travel(1.0, high))
            self.play_until(self.now + 0.5, FadeIn(*peak))
        self.play_until(cue.mark("settled"), travel(high, factor.settled_at))
        foot, point = plane.to_scene([(factor.settled_at, 0), (factor.settled_at, 1)])
        drop = DashedLine(point, foot, color=theme.GOAL, stroke_width=3)
        settled = self.word("settled", theme.SMALL, theme.GOAL)
        settled.next_to(point, UP, buff=0.75).align_to(plane.window, RIGHT).shift(0.15 * LEFT)
        leader = Line(settled.get_bottom() * UP + point * RIGHT + 0.08 * DOWN, point, color=theme.GOAL)
        self.play_until(self.now + 0.7, Create(drop), FadeIn(leader, backing(settled, buff=0.08), settled))
        self.play_until(cue.end, travel(factor.settled_at, end))

    def balls(self, cue: Cue) -> None:
        """Let two balls walk the valley with the same learning rate."""
        self._clear()
        fact = self.facts
        runs = (fact.corrected, fact.uncorrected)
        looks = (self.corrected, self.uncorrected)
        objective = objectives.load(fact.objective)
        valley = self._window()
        ground = ContourMap(valley, objective)
        goal = VGroup(
            *(
                Star(5, outer_radius=0.17, color=theme.GOAL, fill_opacity=1, stroke_width=0).move_to(point)
                for point in valley.to_scene(objective.minima)
                if valley.holds(objective.minima).any()
            )
        )
        paths = [TrajectoryPath(valley, run.x, look) for run, look in zip(runs, looks, strict=True)]
        board = Scoreboard(
            [(self.words[key], look) for key, look in zip(("corrected", "uncorrected"), looks, strict=True)],
            [("$x$", ".2f"), ("$y$", ".2f"), (self.words["way"], ".2f"), (self.words["loss"], ".2f")],
            left=3.5,
            edges=(5.3, 6.7),
            top=1.3,
            row_height=0.65,
            language=self.language,
        )
        position, (way, loss) = board.rows[:2], board.rows[2:]
        rate = self.word("rate", theme.BODY).move_to((self.side_x, 2.3, 0))
        self.play_until(
            self.now + 0.8, FadeIn(ground.fill), Create(ground.lines, lag_ratio=0.1), FadeIn(goal)
        )
        self.add(ground, goal)
        self.play_until(self.now + 0.7, FadeIn(rate, board.heads, position, *reversed(paths)))

        total = fact.steps
        reach = steps(total, pause=0.25)
        begin, end = cue.mark("go"), cue.mark("uncorrected") - 0.3
        tags = VGroup()
        for run, key, look in zip(runs, ("corrected", "uncorrected"), looks, strict=True):
            tags.add(self._tag(valley, run.x, key, look, tags))

        walked = [np.concatenate([[0.0], np.cumsum(run.step_length)]) for run in runs]

        def draw(share: float) -> None:
            at = reach(share) * total
            whole = int(at + 1e-6)
            for column, (path, run, way) in enumerate(zip(paths, runs, walked, strict=True)):
                path.set_dial(at)
                board.put(column, (*run.x[whole], way[whole], run.value[whole]))

        self.hold_until(begin)
        self.play_until(end, Course(VGroup(position, *reversed(paths)), draw, rate_func=linear))
        self.hold_until(cue.mark("uncorrected"))
        self.play_until(self.now + 0.5, FadeIn(way, *tags))
        self.hold_until(cue.mark("loss"))
        self.play_until(self.now + 0.6, FadeIn(loss))

    def hide(self, cue: Cue) -> None:
        """Draw the same curve for another decay of the squares: much less is to be seen."""
        self._clear()
        fact = self.facts
        plane, frame = self._factor_plane(fact.factor, fact.other)
        ours = self._factor_curve(plane, fact.factor, theme.Look(theme.MUTED, (), "disc"), head=0)
        theirs = self._factor_curve(plane, fact.other, theme.Look(V, (0.22, 0.09), "disc"), width=5)
        our_name = self._curve_name(plane, fact.factor, "ours", theme.MUTED)
        their_name = self._curve_name(plane, fact.other, "theirs", V)
        first, peak = self._factor_points(plane, fact.other, "their_first", "their_peak", colour=V)
        numbers = EquationPanel(
            f"{{{{ 1 - {fact.beta1:g} : m }}}} / sqrt({{{{ 1 - {fact.other.beta2:g} : v }}}})"
            f" = {fact.other.first:.3g}",
            {"m": M, "v": V},
            plate=False,
            size=38,
        ).move_to((self.side_x + 0.35, 0.1, 0))
        end = plane.x_range[1]
        self.play_until(self.now + 0.7, FadeIn(plane, frame, ours.set_dial(end), our_name))
        self.hold_until(cue.mark("other"))
        self.play_until(self.now + 0.6, FadeIn(their_name))
        self.hold_until(cue.mark("first"))
        self.play_until(self.now + 0.7, FadeIn(theirs.set_dial(1.0), numbers, first))
        high = 1 if fact.other.never_long else fact.other.peak_at
        if high > 1:
            self.play_until(self.now + 1.2, theirs.to(high, rate_func=geometric(1.0, high)))
            self.play_until(self.now + 0.5, FadeIn(peak))
        self.play_until(self.now + 2.5, theirs.to(end, rate_func=geometric(high, end)))

    def moral(self, cue: Cue) -> None:
        """Set side by side what some books write and what the paper says, and what it is good for."""
        self._clear()
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
        hats = VGroup(
            *(
                self._rule(f"{{{{ hat({sign}) = {sign} \\/ (1 - beta_{axis}^t) : {sign} }}}}", 0).scale(1.15)
                for axis, sign in enumerate("mv", start=1)
            )
        ).arrange(DOWN, buff=0.3)
        hats.move_to((self.side_x + 0.2, -0.35, 0))
        same = self.word("same_path", theme.SMALL, theme.MUTED).move_to((0, -1.65, 0))
        moral = self.word("moral", theme.BODY).move_to((0, -2.4, 0))
        self.hold_until(cue.mark("fold"))
        self.play_until(self.now + 0.8, FadeIn(folded))
        self.hold_until(cue.mark("means"))
        self.play_until(self.now + 0.8, FadeIn(paper, hats))
        self.play_until(self.now + 0.6, FadeIn(same))
        self.hold_until(cue.mark("meaning"))
        rate = paper[1].part("rate")
        self.play_until(
            self.now + 0.7,
            folded.animate.set_opacity(0.4),
            rate.animate.set_color(self.corrected.colour),
            FadeIn(moral),
        )

    # -- pieces -----------------------------------------------------------------------------------------------

    def _rule(self, source: str, axis: int) -> EquationPanel:
        """Set a rule under a tank."""
        colours = {name: colour for name, colour in SIGNS.items() if f": {name} }}" in source}
        panel = EquationPanel(source, colours, plate=False, size=theme.BODY)
        return panel.move_to((self.columns[axis], self.rule_y, 0))

    def _row(self, key: str, source: str, y: float) -> VGroup:
        """Set a large rule with its caption at the left."""
        panel = self._rule(source, 0).scale(1.6).move_to((0, y, 0)).align_to((-3.2, 0, 0), LEFT)
        caption = self.word(key, theme.BODY, theme.MUTED).move_to((0, y, 0))
        return VGroup(caption.align_to((theme.STAGE_LEFT + 0.2, 0, 0), LEFT), panel)

    def _now(self, source: str, axis: int) -> EquationPanel:
        """Set what the rule comes to under it."""
        return self._rule(source, axis).set_y(self.now_y)

    def _first_sum(self, axis: int) -> str:
        """Write out the first step of a mean."""
        beta, sign, mean = ((self.facts.beta1, "m", "g"), (self.facts.beta2, "v", "g^2"))[axis]
        return f"{{{{ {sign} : {sign} }}}} = {beta:g} dot 0 + {1 - beta:.4g} thin {{{{ {mean} : g }}}}"

    def _means_at(self, count: Number, gradients: Stems | None = None) -> Callable[[float], None]:
        """Return what draws both tanks, the clock and the gradients at a share of all steps."""
        total = self.facts.steps
        whole = np.arange(total + 1)

        def draw(share: float) -> None:
            t = share * total
            for tank, shares in zip(self.tanks, (self.facts.m_share, self.facts.v_share), strict=True):
                tank.set_dial(float(np.interp(t, whole, shares)))
            count.set_dial(np.floor(t + 1e-6))
            if gradients is not None:
                gradients.set_dial(t - 1.0)

        return draw

    def _empty_part(self, axis: int, share: float) -> VGroup:
        """Put a brace at what a tank lacks, named as the weight of the zero."""
        tank = self.tanks[axis]
        edge = np.array([self.tank_width / 2 + 0.12, 0.0, 0.0])
        low, high = tank.level(share) + edge, tank.level(1.0) + edge
        if high[1] - low[1] < 0.3:
            return VGroup()
        brace = BraceBetweenPoints(low, high, RIGHT, buff=0.0, sharpness=1.2).set_color(theme.WARNING)
        weight = EquationPanel(f"beta_{axis + 1}^t", plate=False, size=36).set_color(theme.WARNING)
        return VGroup(brace, weight.next_to(brace, RIGHT, buff=0.1))

    def _clear(self) -> None:
        """Leave nothing but the title."""
        self.play_until(self.now + 0.5, *(FadeOut(one) for one in self.mobjects if one is not self.title))

    def _factor_plane(self, *factors: StepFactor) -> tuple[Plane, VGroup]:
        """Return a plane for these factors against the step, and what stands in and beside it."""
        last = 2.2 * max(40, *(factor.settled_at for factor in factors))
        top = 1.15 * max(1.15, *(factor.peak for factor in factors))
        width, height = self.plot_size
        plane = Plane((1.0, last), (0.0, top), width=width, height=height, log_x=True)
        plane.move_to(self.plot_centre)
        axes = plane.axes(
            [10.0**power for power in range(int(np.log10(last)) + 1)],
            nice_ticks(top),
            x_name=self.words["steps_axis"],
            y_name=self.words["times"],
            x_form="d",
            language=self.language,
        )
        left, one = plane.to_scene([(1, 1), (last, 1)])
        line = DashedLine(left, one, color=theme.GOAL, stroke_width=3, dash_length=0.12)
        sides = VGroup(
            *(
                self.word(key, theme.SMALL, colour).next_to(one, RIGHT, buff=0.2).shift(rise * UP)
                for key, colour, rise in (
                    ("too_long", theme.INK, 0.5),
                    ("right_length", theme.GOAL, 0.0),
                    ("too_short", theme.INK, -0.5),
                )
            )
        )
        rule = EquationPanel(
            "{{ 1 - beta_1^t : m }} / sqrt({{ 1 - beta_2^t : v }})", {"m": M, "v": V}, plate=False, size=38
        )
        rule.move_to((self.side_x, 1.75, 0))
        return plane, VGroup(axes, line, sides, rule)

    def _factor_curve(self, plane: Plane, factor: StepFactor, look: theme.Look, **style: float) -> Curve:
        """Return the factor of every step as a curve, from the first one on."""
        t = np.geomspace(*plane.x_range, 400)
        return Curve(plane, np.stack([t, factor.at(t)], axis=-1), look, **{"width": 4, "head": 0.14, **style})

    def _curve_name(self, plane: Plane, factor: StepFactor, key: str, colour: str) -> VGroup:
        """Name a curve where it comes down, half way to the right length."""
        t = np.geomspace(factor.peak_at, plane.x_range[1], 400)
        at = t[np.argmax(np.abs(factor.at(t) - 1.0) < 0.5 * abs(factor.peak - 1.0))]
        text = self.word(key, theme.SMALL, colour)
        text.next_to(plane.to_scene((at, float(factor.at(at)))), RIGHT + UP, buff=0.15)
        return VGroup(backing(text, buff=0.06), text)

    def _factor_points(
        self, plane: Plane, factor: StepFactor, *keys: str, colour: str = theme.INK
    ) -> tuple[VGroup, VGroup]:
        """Return the first and the largest value of a factor, each a point with its text."""
        places = ((1.0, factor.first), (float(factor.peak_at), factor.peak))
        low = plane.to_scene(places[0])[1] < plane.window.get_bottom()[1] + 0.6
        shifts = (np.array([0.3, 0.32 if low else -0.32, 0.0]), np.array([0.0, 0.3, 0.0]))
        points = []
        for key, place, shift in zip(keys, places, shifts, strict=True):
            point = plane.to_scene(place)
            text = self.word(key, theme.SMALL, colour).move_to(point + shift)
            if shift[0]:
                text.align_to(point + shift, LEFT)
            points.append(VGroup(marker("disc", 0.16, colour).move_to(point), backing(text, buff=0.06), text))
        return points[0], points[1]

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
        return put_beside(VGroup(backing(text, buff=0.08), text), point, plane.window, others)


def _early(alpha: float) -> float:
    """Be through after a fifth of the time."""
    return smooth(min(5.0 * alpha, 1.0))
