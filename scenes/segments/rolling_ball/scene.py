"""Momentum as a ball in a bowl: what it keeps, what pushes it, what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    FadeIn,
    FadeOut,
    Group,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early, geometric
from scenes.components.goal import Goal
from scenes.components.surface.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.number import Number
from scenes.components.text.scoreboard import Scoreboard
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .aged_pushes import AgedPushes
from .alternating import AlternatingPushes
from .close_look import CloseLook
from .controlled_runs import Losses, RunMap
from .overshoot import overshoot
from .push_sums import PushSums
from .root_law import RootLaw
from .speedometer import Speedometer
from .tuned_losses import TunedLosses
from .unrolled_velocity import UnrolledVelocity
from .velocity_law import VelocityLaw
from .way_map import WayMap


class RollingBall(Segment):
    """One idea: velocity remembers. Pushes that agree add up in it, pushes that alternate cancel."""

    map_size = (10.0, 5.7)
    column_left, column_width = 3.75, 2.95
    column_middle = column_left + column_width / 2
    surface_height, ball_radius = 1.7, 0.2
    surface_frame = (theme.STAGE_LEFT, -2.85, 3.45, 3.05)
    beside = Viewpoint(34, 36, 0.05, 0.78, target_z=0.4, shift_x=0.1, relief=1)
    along = Viewpoint(45, 38, 0.05, 0.73, target_z=0.4, shift_x=0.1, shift_y=0.1, relief=1)
    longest_arrow = 2.4

    def setup(self) -> None:
        """Make what several beats share: the map, the surface that lies on it, both paths, the goal."""
        super().setup()
        fact = self.facts
        self.ball_look, self.rival_look = theme.look("momentum"), theme.look("gradient_descent")
        objective = fact.objective.load()
        self.plane = self._window()
        self.map = ContourMap(self.plane, objective)
        self.surface = Surface(self.plane, objective, height=self.surface_height, frame=self.surface_frame)
        # In three dimensions dashes would look like pieces that are missing.
        whole = theme.Look(self.ball_look.colour, (), self.ball_look.marker)
        self.surface.add_trail(fact.ball.x, whole, width=0.07)
        self.surface.add_ball(fact.ball.x, self.ball_look.colour, radius=self.ball_radius)
        self.path = TrajectoryPath(self.plane, fact.ball.x, self.ball_look)
        self.rival_path = TrajectoryPath(self.plane, fact.rival.x, self.rival_look)
        self.goal = Goal()
        self.goal.move_to(self.plane.to_scene((0.0, 0.0)))
        seen = self.plane.holds(fact.ball.x[:-1])
        fastest = float(fact.ball.step_length[seen].max())
        self.arrow_scale = self.longest_arrow / (fastest * self.plane.unit * self.along.zoom)
        self._begin()

    def _window(self) -> Plane:
        """Return the part of the plane that holds start, minimum and both ways, as far as they are near."""
        far = 1.2 * np.abs(self.params.start)
        ways = np.clip(np.vstack([self.facts.ball.x, self.facts.rival.x, np.zeros((1, 2))]), -far, far)
        width, height = self.map_size
        plane = Plane.around(ways, width, height, margin=0.1)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.1, 0))

    def _begin(self) -> None:
        """Begin where the segment before ended: its path, and what made it."""
        say = self.screen
        self.board = Scoreboard(
            ((say["plain"], self.rival_look),),
            ((say["rate"], "g"), (say["flips"], "d"), (say["loss"], ".3g")),
            self.column_left,
            [self.column_left + self.column_width],
            0.7,
            language=say.language,
        )
        self.board.put(0, [self.facts.rival_learning_rate, self.facts.rival_flips, self.facts.rival_end_loss])
        self.forgets = VGroup(
            EquationPanel("theta <- theta - eta thin nabla L", plate=False, size=theme.BODY),
            self.word(
                "forgets", theme.SMALL, self.rival_look.colour, width=self.column_width, align="center"
            ),
        )
        self.forgets.arrange(DOWN, buff=0.25).move_to((self.column_middle, 2.2, 0))
        self.add(self.map, self.goal, self.rival_path, self.board.heads, self.board.rows[0])

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Begin where the zig-zag ended; then the map rises into a bowl, with a ball on its slope."""
        mass = cue.mark("mass")
        told = min(cue.mark("zigzag") + 1.2, mass - 0.7)
        self.play_until(
            told,
            self.rival_path.to(self.facts.steps),
            FadeIn(self.board.rows[1:], rate_func=early(1.0, after=0.85)),
        )
        self.play_until(self.now + 0.6, FadeIn(self.forgets))
        self.hold_until(mass)
        self._surface_for_map(mass + 0.5, FadeOut(self.rival_path, self.goal, self.board, self.forgets))
        self._turn_to(self.beside, cue.until - 0.1, back=0.12)

    def ball(self, cue: Cue) -> None:
        """Let the ball roll, a step every moment, and its velocity with it."""
        total = self.facts.steps
        go, shown, end = cue.mark("go"), cue.mark("arrow"), cue.until - 0.1
        before = self.surface.view
        meter = Speedometer(self.facts, self.screen, self.column_left, self.column_width)
        arrow = Arrows(np.zeros(3), np.zeros(3), theme.VELOCITY, width=0.1, head=0.34)
        slope = Arrows(np.zeros(3), np.zeros(3), theme.GRADIENT, width=0.1, head=0.34)
        for one in (arrow, slope):
            one.set_stroke(theme.BACKGROUND, width=3, background=True)

        def roll(share: float) -> None:
            self.surface.look(before.towards(self.along, smooth(share))).go(share * total)
            meter.set_dial(share * total)
            self._point(arrow, share * total, self._velocity)
            self._point(slope, share * total, self._push)

        def part(start: float, stop: float, *drawn: Any) -> Course:
            whole = max(end - go, 1e-6)
            return Course(
                Group(self.surface, *drawn),
                roll,
                ((start - go) / whole, (stop - go) / whole),
                rate_func=linear,
            )

        self.play_until(go, FadeIn(meter))
        self.play_until(shown, part(go, shown, meter))
        self.add(self.surface, meter, slope, arrow)
        self.play_until(end, part(shown, end, slope, arrow, meter), FadeIn(meter.key, rate_func=early(0.15)))
        self.add(self.surface, slope, arrow, meter, meter.key)
        self.rolled = VGroup(slope, arrow, meter, meter.key)

    def rule(self, cue: Cue) -> None:
        """Look at one step closely: what friction leaves, what the slope adds, and their sum."""
        close, moment = CloseLook(self.surface, self.facts, self.ball_radius), self.facts.moment
        rule = VelocityLaw(self.screen, self.column_middle)
        law, place, notes = rule.law, rule.place, rule.notes
        there = cue.mark("rule") + 0.6 * (cue.mark("friction") - cue.mark("rule"))
        self.play_until(min(self.now + 0.5, there), FadeOut(self.rolled), self.surface.turn(self.along))
        self._turn_to(close.view, there, FadeIn(law), step=moment, thickness=close.thickness)
        when = self._whereabouts()
        self.play_until(cue.mark("friction"), FadeIn(place, when))
        before, kept, push, after = (
            close.velocity_before(),
            close.friction(),
            close.force(),
            close.velocity_after(),
        )
        names = close.names()
        self.hold_until(cue.mark("friction"))
        self.play_until(min(self.now + 0.6, cue.mark("force")), before, FadeIn(notes[0]))
        self.play_until(min(self.now + 0.8, cue.mark("force")), kept, FadeIn(names[0]))
        self.hold_until(cue.mark("force"))
        self.play_until(min(self.now + 0.9, cue.mark("sum")), push, FadeIn(notes[1], names[1]))
        self.hold_until(cue.mark("sum"))
        self.play_until(self.now + 0.8, after, FadeOut(before.mobject), FadeIn(names[2]))
        self._turn_to(close.view, cue.until - 0.1, step=moment + 1)

    def memory(self, cue: Cue) -> None:
        """Take a later velocity apart: all pushes tip to tail; then what counts of each fades with its age."""
        unrolled = UnrolledVelocity(self.facts, self.screen)
        count = self.facts.recalled
        self.exchange(cue.mark("unroll"), unrolled.frame, unrolled.law, apart=True)
        self.add(unrolled)
        self.play_until(self.now + 0.4, unrolled.to(1.0), FadeIn(unrolled.newest))
        self.play_until(cue.mark("fade") - 0.1, unrolled.to(count, rate_func=early(0.9)))
        self.play_until(
            max(min(cue.mark("x") - 0.7, self.now + 2.6), self.now),
            unrolled.to(count + 1, rate_func=early(0.75)),
            FadeIn(unrolled.weights, rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("x") - 0.7)
        self.play_until(cue.mark("x"), FadeIn(unrolled.whole, unrolled.heading))
        for mark, shown in (("x", [unrolled.sums[0]]), ("y", [unrolled.sums[1], unrolled.off])):
            self.hold_until(cue.mark(mark))
            self.play_until(self.now + 0.7, FadeIn(*shown))

    def same(self, cue: Cue) -> None:
        """Run plain descent and the ball at one learning rate, side by side, with their losses below."""
        fact, total = self.facts, self.facts.steps
        self.plain_map = RunMap(fact.same, self.rival_look, fact, self.screen, "same", 0)
        self.ball_map = RunMap(fact.ball, self.ball_look, fact, self.screen, "rolling", 1)
        self.losses = Losses(fact, self.screen)
        self.difference = VGroup(
            EquationPanel("v <- {{ alpha v : kept }} - eta thin nabla L", plate=False),
            self.word("alone", theme.SMALL, width=5.8, align="center"),
        )
        self.difference[0].formula.set_color(theme.MUTED)
        self.difference[0].part("kept").set_color(theme.INK)
        self.difference.arrange(DOWN, buff=0.35).move_to((theme.STAGE_LEFT + 3.0, -1.84, 0))
        self.exchange(
            min(self.now + 0.8, cue.mark("alone")),
            self.plain_map,
            self.ball_map,
            self.losses.frame,
            apart=True,
        )
        self.hold_until(cue.mark("alone"))
        lines = (self.plain_map, self.ball_map, self.losses.same, self.losses.ball)
        self.play_until(
            cue.mark("run") + 1.2,
            *(line.to(total) for line in lines),
            FadeIn(self.difference, rate_func=early(0.25)),
        )
        self.play_until(
            self.now + 0.6, FadeIn(self.plain_map.result, self.ball_map.result, *self.losses.names[:2])
        )

    def equal(self, cue: Cue) -> None:
        """Give plain descent the ball's effective rate: the same way along the valley, and none across."""
        fact = self.facts
        sum_ = VGroup(
            EquationPanel(
                f"eta (1 + alpha + alpha^2 + dots.c) = eta / (1 - alpha) = {{{{ {fact.equal_rate:g} : rate }}}}",
                {"rate": self.rival_look.colour},
                plate=False,
                size=theme.BODY,
            ),
            self.word("effective", theme.SMALL, theme.MUTED),
        )
        sum_.arrange(DOWN, buff=0.4).move_to((theme.STAGE_LEFT + 3.0, -1.84, 0))
        third = RunMap(fact.equal, self.rival_look, fact, self.screen, "equal", 2)
        self.hold_until(cue.mark("grow"))
        self.play_until(self.now + 0.7, FadeOut(self.difference), FadeIn(sum_))
        self.hold_until(cue.mark("rate") - 0.2)
        self.play_until(
            cue.mark("rate") + 0.6,
            FadeOut(sum_, rate_func=early(0.5)),
            FadeIn(third, rate_func=early(1.0, after=0.5)),
        )
        self.hold_until(cue.mark("run"))
        self.add(self.losses.equal)
        self.play_until(
            self.now + 2.5,
            third.to(fact.steps),
            self.losses.equal.to(fact.steps),
            FadeIn(third.result, self.losses.names[2], rate_func=early(1.0, after=0.8)),
        )

    def price(self, cue: Cue) -> None:
        """Mark how far the ball runs past the minimum, and compare its loss with the run of the beginning."""
        fact = self.facts
        self.path.set_dial(0.0)
        self.rival_path.set_dial(0.0)
        board = self._board(
            (self.screen["plain_short"], self.rival_look), (self.screen["ball"], self.ball_look)
        )
        board.put(0, [fact.rival_learning_rate, 0.0, fact.rival_flips, fact.rival_end_loss])
        board.put(1, [fact.learning_rate, fact.momentum, fact.flips, fact.end_loss])
        kept = self._kept(board)
        shown = (self.map, self.goal, self.rival_path, self.path, board.heads, board.rows[:2])
        self.exchange(min(self.now + 0.7, cue.mark("rival")), *shown, apart=True)
        self.hold_until(cue.mark("rival"))
        self.play_until(
            min(self.now + 2.5, cue.mark("past")),
            self.rival_path.to(fact.steps),
            FadeIn(board.rows[2:], rate_func=early(1.0, after=0.7)),
        )
        self.hold_until(cue.mark("past"))
        self.play_until(min(self.now + 1.5, cue.mark("brake") - 0.5), self.path.to(fact.steps))
        if fact.passes:
            beyond = overshoot(fact, self.plane, self.screen, self.ball_look.colour)
            self.play_until(min(self.now + 0.6, cue.mark("brake")), FadeIn(beyond, kept))
        if fact.friction_tells:
            braked = TrajectoryPath(self.plane, fact.braked.x, theme.Look(theme.INK, (), "disc"), width=3.0)
            name = self.word("braked", theme.SMALL, theme.INK)
            corner = self.plane.window.get_corner(DOWN + LEFT)
            name.move_to(corner + np.array([0.3 + name.width / 2, 0.35, 0.0]))
            self.hold_until(cue.mark("brake"))
            self.add(braked)
            self.play_until(
                min(self.now + 2.2, cue.until),
                braked.to(fact.steps),
                FadeIn(plated(name), rate_func=early(0.3)),
            )

    def edge(self, cue: Cue) -> None:
        """Go from the ball's constants to those that are best for long runs: one push passes the edge."""
        self.pushes = pushes = AlternatingPushes(self.facts, self.screen)
        share, rate = pushes.constants
        self.remembered = memory = AgedPushes(self.facts, self.screen)
        self.exchange(
            min(self.now + 0.8, cue.mark("best")),
            pushes.frame,
            pushes.alone,
            pushes.one_name,
            share,
            rate,
            memory.frame,
            memory.counts,
            apart=True,
        )
        best = self.facts.best_momentum
        self.hold_until(cue.mark("best"))
        self.play_until(min(cue.mark("best") + 2.2, cue.until), share.to(best), memory.counts.to(best))
        self.play_until(
            min(self.now + 2.2, cue.until),
            pushes.alone.to(self.facts.best_rate),
            rate.to(self.facts.best_rate),
        )

    def ages(self, cue: Cue) -> None:
        """Let what each push counts grow to what it adds: the older it is, the larger it was."""
        memory = self.remembered
        self.play_until(self.now + 0.7, FadeIn(self.pushes.shrinks))
        self.hold_until(cue.mark("adds"))
        memory.adds.set_dial(self.facts.best_momentum)
        self.add(memory.adds, memory.counts)
        self.play_until(
            min(self.now + 2.2, cue.until),
            memory.adds.to(self.facts.shrink),
            FadeIn(memory.law, rate_func=early(0.4)),
        )

    def sums(self, cue: Cue) -> None:
        """Sum shrinking pushes that alternate, and such that agree: a step leaves the same of both errors."""
        pushes, memory = self.pushes, self.remembered
        self.play_until(cue.mark("alternate"), FadeOut(memory.frame, memory.adds, memory.counts, memory.law))
        for rank, (mark, end) in enumerate(
            (("alternate", cue.mark("agree") - 0.2), ("agree", cue.end - 1.0)),
        ):
            self.hold_until(cue.mark(mark))
            self.add(pushes.stacks[rank])
            self.play_until(
                min(self.now + 2.4, end),
                pushes.stacks[rank].to(pushes.count),
                FadeIn(pushes.names[rank], rate_func=early(0.25)),
                FadeIn(pushes.sums[rank], rate_func=early(0.9, after=0.5)),
            )
        self.play_until(min(self.now + 0.8, cue.until), FadeIn(*pushes.kept))

    def tuned(self, cue: Cue) -> None:
        """Run both at their best constants: the ways, and how low their losses get."""
        losses, total = TunedLosses(self.facts, self.screen), self.facts.steps
        self.exchange(
            max(cue.mark("best"), self.now + 0.6), losses.frame, losses.maps, losses.horizon, apart=True
        )
        self.add(*losses.curves)
        self.play_until(
            min(self.now + 3.5, cue.mark("sway") - 1.0),
            *(line.to(total) for line in (*losses.curves, *losses.ways)),
            FadeIn(losses.ends, rate_func=early(0.9, after=0.5)),
        )
        self.hold_until(cue.mark("sway"))
        self.add(losses.signs)
        self.play_until(
            min(self.now + 1.6, cue.until),
            losses.signs.to(total),
            FadeIn(losses.signs.frame, rate_func=early(0.2)),
            FadeIn(losses.sway, rate_func=early(0.9, after=0.5)),
        )

    def root(self, cue: Cue) -> None:
        """Show what a step leaves in the long run, and how the valley's condition tells in both."""
        chart = RootLaw(self.facts, self.screen)
        for (_, name), (_, steps) in zip(chart.curves, chart.here, strict=True):
            self.allow_overlap(name, steps, "the number passes by its curve's name while it counts")
        self.exchange(self.now + 0.8, chart.frame, chart, apart=True)
        for (curve, name), law, mark in zip(chart.curves, chart.laws, ("plain", "ball"), strict=True):
            first, last = chart.plane.x_range
            curve.set_dial(first)
            self.hold_until(cue.mark(mark))
            self.add(curve)
            self.bring_to_front(chart)
            self.play_until(
                self.now + 1.0,
                curve.to(last, rate_func=geometric(first, last)),
                FadeIn(name, law, rate_func=early(1.0, after=0.3)),
            )
        self.hold_until(cue.mark("narrow") - 0.9)
        self.play_until(
            cue.mark("narrow") + 1.2, chart.to(float(np.log10(self.facts.narrow)), rate_func=smooth)
        )

    def moral(self, cue: Cue) -> None:
        """Let both run once more at their best; what that taught stands beside it, and what to ask next."""
        fact, width, height, gap = self.facts, 4.1, 5.0, 0.3
        maps = [
            WayMap(
                run,
                look,
                fact,
                self.screen,
                key,
                centre=(theme.STAGE_LEFT + width / 2 + rank * (width + gap), -0.15),
                size=(width, height),
            )
            for rank, (run, look, key) in enumerate(
                (
                    (fact.best_rival, self.rival_look, "best_plain"),
                    (fact.best_ball, self.ball_look, "best_ball"),
                )
            )
        ]
        law = EquationPanel(
            "{{ v : new }} <- alpha v {{ - eta thin nabla L : push }}",
            {"new": theme.VELOCITY, "push": theme.GRADIENT},
            plate=False,
        )
        left = theme.STAGE_LEFT + 2 * (width + gap) + 0.1
        law.move_to((left, 2.25, 0), aligned_edge=LEFT)
        adding = PushSums(fact, self.screen, left)
        question = self.word("far", theme.BODY, theme.GOAL, width=theme.STAGE_RIGHT - left)
        question.move_to((left, -2.3, 0), aligned_edge=LEFT)
        self.exchange(min(self.now + 0.7, cue.mark("agrees")), *maps, law, apart=True)
        begun, end = self.now, cue.until - 0.3
        marks = (cue.mark("agrees"), cue.mark("alternates"), cue.mark("next"))
        for until, rank in zip((*marks, end), range(-1, 3), strict=True):
            step = (until - begun) / max(end - begun, 1e-6) * fact.steps
            shown: list[Any] = []
            if rank in (0, 1):
                self.add(adding.stacks[rank])
                grown = adding.stacks[rank].to(adding.count, rate_func=early(0.8))
                shown = [FadeIn(adding.names[rank], rate_func=early(0.4)), grown]
            elif rank == 2:
                shown = [FadeIn(question, rate_func=early(0.4))]
            self.play_until(until, *(one.way.to(step, rate_func=linear) for one in maps), *shown)

    # -- the surface ------------------------------------------------------------------------------------------

    def _surface_for_map(self, until: float, *animations: Any) -> None:
        """Let the surface take the map's place, where nobody sees the difference but for the ball."""
        self.surface.look(FROM_ABOVE).go(0.0).thicken(1.0)
        self.play_until(until, FadeIn(self.surface), *animations)
        self.remove(self.map)

    def _turn_to(self, view: Viewpoint, until: float, *animations: Any, **changes: Any) -> None:
        """Look from another side until a time; more changes as :meth:`Surface.turn` takes them."""
        self.play_until(until, self.surface.turn(view, **changes), *animations)

    def _velocity(self, step: float) -> np.ndarray:
        """Return the ball's velocity at a step (data), between steps in between."""
        at = np.arange(len(self.facts.velocity))
        return np.array([np.interp(step, at, column) for column in self.facts.velocity.T])

    def _push(self, step: float) -> np.ndarray:
        """Return what the slope adds to the velocity where the ball is (data)."""
        gradient = self.facts.objective.load().gradient(self.path.at(step))
        return np.asarray(-self.facts.learning_rate * gradient)

    def _point(self, arrow: Arrows, step: float, vector: Callable[[float], np.ndarray]) -> None:
        """Let an arrow show a vector at the ball, from the ball's rim, as long as the ball is to be seen."""
        here = self.path.at(step)
        seen = bool(self.plane.holds(here))
        start, end = self.surface.arrow(here, self.arrow_scale * vector(step), above=self.ball_radius)
        length = max(float(np.linalg.norm(end - start)), 1e-9)
        rim = 1.1 * self.ball_radius * self.surface.view.zoom * (end - start) / length
        arrow.point(start + rim, end + rim if seen else start + rim)
        arrow.set_opacity(1.0 if seen else 0.0)

    # -- pieces of the stage ----------------------------------------------------------------------------------

    def _whereabouts(self) -> VGroup:
        """Return a small map of the way up to the step that is looked at, and which that is."""
        plane = Plane(self.plane.x_range, self.plane.y_range, width=self.column_width)
        plane.move_to((self.column_middle, -1.95, 0))
        goal = Goal(0.14).move_to(plane.to_scene((0.0, 0.0)))
        way = TrajectoryPath(plane, self.facts.ball.x, self.ball_look, width=2.5, markers=False)
        way.set_dial(self.facts.moment)
        name = self.word("where", theme.SMALL).next_to(plane.window, UP, buff=0.14)
        return VGroup(ContourMap(plane, self.facts.objective.load()), goal, way, name)

    def _kept(self, board: Scoreboard) -> VGroup:
        """Return what a step leaves of the error in the long run, for both methods, below their board."""
        name = self.word("kept_note", theme.SMALL, theme.MUTED, width=self.column_width)
        name.move_to((self.column_left - 0.2, -1.25, 0), aligned_edge=LEFT)
        values = VGroup()
        for cell, value in zip(board.rows[0][1:], (self.facts.rival_kept, self.facts.seen_kept), strict=True):
            number = Number(value, ".3f", theme.BODY, cell.colour, anchor="right")
            values.add(number.place((cell.get_right()[0], -2.25, 0)))
        return VGroup(name, values)

    def _board(self, *methods: tuple[str, theme.Look]) -> Scoreboard:
        say = self.screen
        # Room for a loss such as 2.83e−12 beside another.
        edges = [self.column_left + self.column_width - 1.25 * rank for rank in range(len(methods))][::-1]
        return Scoreboard(
            methods,
            ((say["rate"], "g"), (say["share"], "g"), (say["flips"], "d"), (say["loss"], ".3g")),
            self.column_left - 0.2,
            edges,
            2.2,
            language=self.screen.language,
        )
