"""Nesterov's momentum: look where the velocity leads, then correct."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, FadeIn, FadeOut, Transform, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.dial import early, steps
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.number import Number
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .friction_line import FrictionLine
from .looking_walk import LookingWalk
from .narrow_charts import NarrowCharts
from .one_friction import OneFriction
from .rate_sweep import RateSweep
from .step_view import StepView
from .two_forms import SHOWN, TwoForms


class Nesterov(Segment):
    """One idea: the slope where the velocity leads brakes each direction by its curvature."""

    map_size, map_middle = (8.5, 5.8), 0.05
    column = 2.15
    slow_steps = 5

    def setup(self) -> None:
        """Make what several beats share: the map with the goal, both paths, both rules."""
        super().setup()
        fact = self.facts
        self.ball_look, self.ahead_look = theme.look("momentum"), theme.look("nesterov")
        width, height = self.map_size
        points = np.vstack([fact.ball.x, fact.ahead.x, fact.looked_at(fact.ahead)])
        self.plane = Plane.around(points, width, height, margin=0.08)
        self.plane.move_to((theme.STAGE_LEFT + width / 2, self.map_middle, 0))
        goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.symbols = VGroup(*(plated(one, 0.05) for one in self.plane.symbols("x", "y")))
        self.map = VGroup(ContourMap(self.plane, fact.objective.load()), goal)
        self.ball_path = TrajectoryPath(self.plane, fact.ball.x, self.ball_look)
        self.rule = self._rule("ball", "v <- alpha v - eta nabla L(theta)", self.ball_look.colour, 2.9)
        self.looks = self._rule(
            "ahead", "v <- alpha v - eta nabla L(theta {{ + alpha v : new }})", self.ahead_look.colour, 1.15
        )
        law = f"L = {_half(fact.flat)} x^2 + {_half(fact.steep)} y^2"
        self.setting = VGroup(
            EquationPanel(law, plate=False, size=theme.BODY),
            self.word("constants", theme.BODY),
            self.word("large", theme.SMALL, theme.MUTED, width=theme.STAGE_RIGHT - self.column),
        ).arrange(DOWN, buff=0.28, aligned_edge=LEFT)
        self.setting.move_to((self.column, -1.75, 0), aligned_edge=LEFT)
        self.add(self.map, self.symbols, self.ball_path, self.rule, self.setting)

    def _rule(self, key: str, source: str, colour: str, top: float) -> VGroup:
        """Set a method's name above its rule, in the column beside the map."""
        law = EquationPanel(
            source, {"new": theme.GOAL} if "new" in source else None, plate=False, size=theme.BODY
        )
        place = EquationPanel("theta <- theta + v", plate=False, size=theme.BODY)
        look = self.ball_look if key == "ball" else self.ahead_look
        name = VGroup(marker(look.marker, 0.22, colour), self.word(key, theme.BODY, colour))
        rule = VGroup(name.arrange(RIGHT, buff=0.2), law, place)
        rule.arrange(DOWN, buff=0.22, aligned_edge=LEFT)
        return rule.move_to((self.column, top, 0), aligned_edge=np.array([-1.0, 1.0, 0.0]))

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let the ball of the segment before run past the minimum, and measure by how much."""
        self.play_until(cue.mark("past") + 0.6, self.ball_path.to(self.facts.steps, rate_func=linear))
        self.over_ball = self._overshoot("ball")
        self.play_until(self.now + 0.7, FadeIn(self.over_ball))
        self.hold_until(cue.mark("ask"))
        self.asked = self.word("ask", theme.HEADING, theme.GOAL, width=theme.STAGE_RIGHT - self.column)
        self.asked.move_to((self.column, 0.5, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.6, FadeIn(self.asked))

    def here(self, cue: Cue) -> None:
        """Enlarge one step: where the velocity leads, and where momentum asks for the slope."""
        self.view = view = StepView(self.facts, self.plane, self.screen)
        self.play_until(
            min(self.now + 0.7, cue.mark("stop")),
            FadeOut(self.over_ball, self.asked, self.symbols),
            self.ball_path.to(view.step.number, rate_func=smooth),
            FadeIn(view.frame, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("stop"))
        grown = view.frame.copy().match_width(self.plane.window).match_height(self.plane.window)
        grown.stretch_to_fit_width(self.plane.window.width).stretch_to_fit_height(self.plane.window.height)
        grown.move_to(self.plane.window)
        self.where = plated(self.word("where", theme.SMALL))
        self.where.move_to(self.plane.window.get_corner(np.array([-1.0, 1.0, 0.0])))
        self.where.shift(np.array([0.2 + self.where.width / 2, -0.35, 0.0]))
        self.play_until(
            min(self.now + 1.2, cue.mark("friction")),
            Transform(view.frame, grown),
            FadeIn(view.ground, rate_func=early(1.0, after=0.3)),
            FadeIn(self.where, rate_func=early(1.0, after=0.6)),
        )
        self.remove(self.map, self.ball_path, view.frame)
        self.hold_until(cue.mark("friction"))
        before = view.velocity()
        self.play_until(min(self.now + 0.8, cue.mark("carry")), before)
        self.hold_until(cue.mark("carry") - 0.6)
        self.carried = view.carried()
        self.carried_name = view.name("alpha v", theme.INK, "here", view.step.carried, 1.0)
        self.play_until(
            cue.mark("carry") + 0.4,
            self.carried,
            FadeOut(before.mobject, rate_func=early(1.0, after=0.6)),
            FadeIn(self.carried_name, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("slope"))
        push = view.push_at_ball()
        self.push_here = push
        self.push_name = view.name("- eta nabla L(theta)", theme.GRADIENT, "here", view.step.push_here, -1.0)
        self.play_until(self.now + 0.8, push, FadeIn(self.push_name, rate_func=early(1.0, after=0.4)))
        self.hold_until(self.now + 0.3)
        self.play_until(
            min(self.now + 0.9, cue.until - 0.6), view.push_carried(push), FadeOut(self.push_name)
        )
        self.play_until(self.now + 0.5, FadeIn(view.ball_next))

    def ahead(self, cue: Cue) -> None:
        """Ask where the velocity leads, and let that slope correct the step."""
        view = self.view
        self.hold_until(cue.mark("look"))
        self.play_until(
            self.now + 0.8,
            FadeIn(view.look, view.looked_at(), self.looks),
            self.push_here.mobject.animate.set_opacity(0.35),
        )
        self.hold_until(cue.mark("there"))
        push = view.push_ahead()
        name = view.name("- eta nabla L(theta + alpha v)", theme.GRADIENT, "look", view.step.push_ahead, 1.0)
        self.play_until(self.now + 0.9, push, FadeIn(name, rate_func=early(1.0, after=0.4)))
        parts = view.parts()
        between = cue.mark("correct") - self.now
        for share, part in zip((0.15, 0.55), parts, strict=True):
            self.hold_until(cue.mark("correct") - between * (1 - share))
            self.play_until(self.now + 0.5, FadeIn(part))
        self.hold_until(cue.mark("correct"))
        self.play_until(
            self.now + 0.6,
            FadeOut(*parts),
            view.whole("ball"),
            view.whole("ahead"),
            FadeIn(view.ahead_next),
        )
        self.bring_to_front(view.look, view.ball_next, view.ahead_next)

    def walk(self, cue: Cue) -> None:
        """Walk on from the start, look by look; then both runs whole, with what they are past the minimum."""
        walk, total = LookingWalk(self.facts, self.plane), self.facts.steps
        kept = (self.rule, self.looks, self.setting)
        self.ball_path.set_dial(0.0)
        ring = VGroup(marker("ring", 0.2, theme.INK), self.word("ring", theme.SMALL)).arrange(RIGHT, buff=0.2)
        ring.next_to(self.looks, DOWN, buff=0.22, aligned_edge=LEFT)
        counter, clock = self._clock()
        shown = (self.map, self.symbols, self.ball_path, walk, ring, counter, clock)
        self.exchange(min(self.now + 0.7, cue.mark("go")), *kept, *shown)
        self.hold_until(cue.mark("go"))
        slow = min(self.now + 4.5, cue.mark("far") - 1.6)
        at_once = steps(self.slow_steps, 0.15)
        for until, count, pace in (
            (slow, self.slow_steps, at_once),
            (max(slow + 1.0, cue.mark("far") - 0.2), total, smooth),
        ):
            self.play_until(until, *(one.to(count, rate_func=pace) for one in (walk, self.ball_path, clock)))
        self.over_ahead = self._overshoot("ahead")
        self.over_ball = self._overshoot("ball")
        self.hold_until(cue.mark("far"))
        self.play_until(self.now + 0.6, FadeIn(self.over_ahead, self.over_ball))

    def forms(self, cue: Cue) -> None:
        """Show where the ball stood and where it looked; joined, the looks are PyTorch's run."""
        forms = TwoForms(self.facts, self.plane, self.screen, self.column)
        self.exchange(min(self.now + 0.8, cue.mark("tips")), self.map, self.symbols, forms.path, forms.ours)
        self.hold_until(cue.mark("tips"))
        self.play_until(self.now + 0.9, FadeIn(forms.looks, forms.rings, forms.theirs))
        self.hold_until(cue.mark("join"))
        self.add(forms.chain, forms.rings)
        self.play_until(self.now + 1.8, forms.chain.to(SHOWN))

    def law(self, cue: Cue) -> None:
        """Put the slope ahead of a quadratic into the rule, and collect what stands with v."""
        self.derived = VGroup(
            EquationPanel(
                "nabla L(theta + alpha v)_i = lambda_i (theta_i + alpha v_i)", plate=False, size=theme.BODY
            ),
            self.word("curvature", theme.SMALL, theme.MUTED),
            EquationPanel("v <- alpha v - eta lambda (theta + alpha v)", plate=False, size=theme.BODY),
            EquationPanel(
                "v <- {{ alpha (1 - eta lambda) : kept }} thin v - eta lambda theta",
                {"kept": theme.GOAL},
                plate=False,
                size=theme.HEADING,
            ),
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.derived.move_to((self.column, 1.75, 0), aligned_edge=LEFT)
        self.pair = pair = OneFriction(self.facts, self.screen)
        curves = [*pair.plain, pair.along[1], pair.across[1]]
        self.exchange(self.now + 0.7, pair.frame, pair.plain_key, self.looks.set_y(2.3), *curves)
        self.play_until(max(self.now + 0.3, cue.mark("slope") - 0.2), *(one.to(pair.shown) for one in curves))
        self.hold_until(cue.mark("slope") - 0.2)
        first = VGroup(*self.derived[:2])
        self.play_until(self.now + 0.6, FadeOut(self.looks), FadeIn(first))
        middle = (cue.mark("slope") + cue.mark("collect")) / 2
        self.hold_until(middle)
        self.play_until(self.now + 0.6, FadeIn(self.derived[2]))
        self.hold_until(cue.mark("collect"))
        self.friction_line = FrictionLine(self.facts, self.screen, self.column, -0.15)
        self.play_until(self.now + 0.8, FadeIn(self.derived[3], self.friction_line.frame))

    def friction(self, cue: Cue) -> None:
        """Show what is kept over the curvature, and go along Nesterov's line from one direction to the other."""
        line = self.friction_line
        self.hold_until(cue.mark("momentum"))
        self.play_until(self.now + 0.6, FadeIn(line.momentum))
        self.hold_until(cue.mark("flat") - 0.7)
        self.play_until(cue.mark("flat"), FadeIn(line.brake, line.nesterov))
        self.bring_to_front(line.momentum)
        self.play_until(self.now + 0.6, FadeIn(line.kept[0], line.slider))
        self.bring_to_front(line.momentum, line.slider)
        self.hold_until(cue.mark("steep") - 0.3)
        self.play_until(cue.mark("steep") + 0.6, line.slider.to(self.facts.steep, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(line.kept[1]), FadeOut(line.slider))
        self.bring_to_front(line.momentum)

    def control(self, cue: Cue) -> None:
        """Give momentum what Nesterov keeps along x: the same along, and not the same across."""
        pair = self.pair
        (tamed, usual), (tamed_across, usual_across) = pair.along, pair.across
        self.exchange(
            min(self.now + 0.8, cue.mark("run")), pair.frame, pair.key, usual, usual_across, apart=True
        )
        self.hold_until(cue.mark("run"))
        self.add(tamed, usual)
        self.play_until(
            min(self.now + 2.2, cue.mark("across") - 0.6),
            tamed.to(pair.shown),
            FadeIn(pair.same, rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("across"))
        self.add(tamed_across, usual_across)
        self.play_until(
            self.now + 1.4,
            tamed_across.to(pair.shown),
            FadeIn(pair.beyond, rate_func=early(1.0, after=0.5)),
        )
        self.hold_until(cue.mark("smaller"))
        self.add(*pair.calm, usual_across)
        self.play_until(
            self.now + 1.4, *(curve.to(pair.shown) for curve in pair.calm), FadeIn(pair.calm_notes)
        )

    def narrow(self, cue: Cue) -> None:
        """Make the bowl narrow: one share creeps along or swings across, and Nesterov has two."""
        charts = NarrowCharts(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("narrow")), charts.frame)
        self.hold_until(cue.mark("narrow"))
        calm, ball, ahead = charts.curves
        self.add(*calm)
        self.play_until(
            max(self.now + 1.8, cue.mark("creep") - 0.2),
            *(one.to(charts.shown) for one in calm),
            FadeIn(charts.bowl, rate_func=early(0.15)),
        )
        self.hold_until(cue.mark("creep"))
        self.play_until(self.now + 0.5, FadeIn(charts.bars[0]))
        self.hold_until(cue.mark("best"))
        self.add(*ball, *ahead)
        self.play_until(
            self.now + 2.2,
            *(one.to(charts.shown) for one in (*ball, *ahead)),
            FadeIn(*charts.bars[1:], rate_func=early(0.3)),
        )
        self.hold_until(cue.mark("swing"))
        self.play_until(self.now + 0.6, FadeIn(charts.rests))

    def limit(self, cue: Cue) -> None:
        """Raise the learning rate until Nesterov's errors stop shrinking."""
        self.sweep = sweep = RateSweep(self.facts, self.screen)
        self.exchange(self.now + 0.8, sweep.frame, sweep)
        fact = self.facts
        self.hold_until(cue.mark("sweep"))
        self.play_until(cue.mark("negative"), sweep.to(fact.negative_rate, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.negative))
        self.play_until(
            cue.mark("edge"),
            sweep.to(fact.limit_ahead, rate_func=smooth),
        )
        for limit in sweep.limits:
            self.play_until(self.now + 0.5, FadeIn(limit))

    def gain(self, cue: Cue) -> None:
        """Go back to Nesterov's best rate, and compare what both leave at best, then with α free too."""
        sweep = self.sweep
        self.hold_until(cue.mark("best") - 0.1)
        self.play_until(
            self.now + 1.0,
            sweep.to(self.facts.best_rate, rate_func=smooth),
            FadeOut(sweep.names[1]),
            FadeIn(sweep.best, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("never"))
        self.play_until(
            self.now + 0.7,
            FadeOut(sweep.names[0], rate_func=early(0.5)),
            FadeIn(sweep.never, rate_func=early(1.0, after=0.4)),
        )
        self.hold_until(cue.mark("free"))
        self.play_until(self.now + 0.6, FadeIn(sweep.free))

    def moral(self, cue: Cue) -> None:
        """Sum up on the map: a friction for each direction, and one rate for both."""
        fact = self.facts
        self.ball_path.set_dial(fact.steps)
        path = TrajectoryPath(self.plane, fact.ahead.x, self.ahead_look)
        path.set_dial(fact.steps)
        line = FrictionLine(fact, self.screen, self.column, 2.55)
        names = self._path_names()
        self.exchange(
            min(self.now + 0.8, cue.mark("friction")),
            self.map,
            self.symbols,
            self.ball_path,
            path,
            names,
            line.frame,
            line.momentum,
        )
        self.hold_until(cue.mark("friction"))
        self.play_until(self.now + 0.6, FadeIn(line.brake, line.nesterov, *line.kept))
        self.bring_to_front(line.momentum)
        self.hold_until(cue.mark("rate"))
        rates = self._rates()
        self.play_until(self.now + 0.6, FadeIn(rates))
        self.hold_until(cue.mark("next"))
        question = self.word("next", theme.BODY, theme.GOAL, width=theme.STAGE_RIGHT - self.column)
        question.move_to((self.column, -2.6, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.6, FadeIn(question))

    # -- parts ------------------------------------------------------------------------------------------------

    def _rates(self) -> VGroup:
        """Draw the learning rate once for each direction: two bars of one length, joined."""
        parts = VGroup(
            self.word("rates", theme.SMALL, theme.MUTED).move_to((self.column, -0.95, 0), aligned_edge=LEFT)
        )
        for key, colour, y in (("along", theme.X_AXIS, -1.4), ("across", theme.Y_AXIS, -1.85)):
            bar = Bar((self.column, y, 0), 2.9, colour, thickness=0.3, value=0.5)
            number = self.screen.set(f"$eta$ = {self.facts.learning_rate:g}", theme.BODY, colour)
            number.move_to((self.column + 1.6, y, 0), aligned_edge=LEFT)
            name = self.word(key, theme.SMALL, colour)
            parts.add(VGroup(bar, number, name.move_to((self.column + 3.0, y, 0), aligned_edge=LEFT)))
        return parts

    def _clock(self) -> tuple[VGroup, Number]:
        """Set the number of the step, for both walks, in the corner of the map."""
        clock = Number(0, "d", theme.BODY)
        text = self.word("step_now", theme.BODY)
        corner = self.plane.window.get_corner(np.array([-1.0, 1.0, 0.0]))
        plate = plated(text.move_to(corner + np.array([0.9 + text.width / 2, -0.35, 0.0])))
        clock.place(text.get_right() + np.array([0.15, -0.11, 0.0]))
        return VGroup(plate), clock

    def _path_names(self) -> VGroup:
        """Name both paths by their markers, in the corner of the map that neither comes to."""
        names = VGroup(
            *(
                legend_entry(look, self.word(key, theme.BODY, look.colour))
                for key, look in (("ball", self.ball_look), ("ahead", self.ahead_look))
            )
        ).arrange(DOWN, buff=0.18, aligned_edge=LEFT)
        corner = self.plane.window.get_corner(UP + RIGHT)
        return plated(names.move_to(corner - np.array([0.2, 0.2, 0.0]), aligned_edge=UP + RIGHT))

    def _overshoot(self, key: str) -> VGroup:
        """Mark how far a run gets beyond the minimum along x, with the number at the edge of the map."""
        fact, side = self.facts, -float(np.sign(self.facts.ball.x[0, 0]))
        far, look, trajectory, up = (
            (fact.over_ball, self.ball_look, fact.ball, -1.0)
            if key == "ball"
            else (fact.over_ahead, self.ahead_look, fact.ahead, 1.0)
        )
        step = int(np.argmax(side * trajectory.x[:, 0]))
        point = self.plane.to_scene(trajectory.x[step])
        end = self.plane.window.get_bottom()[1] + 1.0 if up < 0 else self.plane.window.get_top()[1] - 0.75
        line = DashedLine(point, (point[0], end, 0), color=look.colour, stroke_width=3.5)
        text = plated(self.screen.set(f"$x$ = {side * far:.2f}".replace("-", "−"), theme.BODY, look.colour))
        text.move_to((point[0], end + 0.3 * up, 0))
        window = self.plane.window
        text.set_x(
            float(
                np.clip(
                    text.get_x(),
                    window.get_left()[0] + text.width / 2,
                    window.get_right()[0] - text.width / 2,
                )
            )
        )
        return VGroup(line, text)


def _half(curvature: float) -> str:
    """Return the factor before a square whose curvature this is, as one writes it."""
    return "1/2" if curvature == 1 else "" if curvature == 2 else f"{curvature / 2:g}"
