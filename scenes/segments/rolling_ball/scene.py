"""Momentum as a ball in a bowl: what it keeps, what pushes it, what comes of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    FadeIn,
    FadeOut,
    Group,
    VGroup,
    Write,
    linear,
    smooth,
)

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course, early, steps
from scenes.components.goal import Goal
from scenes.components.surface.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.readout import Readout
from scenes.components.text.scoreboard import Scoreboard
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .close_look import CloseLook
from .overshoot import Overshoot
from .push_stacks import PushStacks
from .tuned_losses import TunedLosses
from .velocity_law import VelocityLaw


class RollingBall(Segment):
    """One idea: velocity remembers. Pushes that agree add up in it, pushes that alternate cancel."""

    map_size = (10.0, 5.7)
    column_left, column_width = 3.75, 2.95
    column_middle = column_left + column_width / 2
    surface_height, ball_radius = 1.7, 0.24
    surface_frame = (theme.STAGE_LEFT, -2.85, 3.45, 3.05)
    beside = Viewpoint(34, 36, 0.05, 0.74, target_z=0.4, shift_x=0.1, relief=1)
    along = Viewpoint(45, 38, 0.05, 0.69, target_z=0.4, shift_x=0.1, shift_y=0.1, relief=1)
    longest_arrow = 1.9
    longest_push = 1.1

    def setup(self) -> None:
        """Make what several beats share: the map, the surface that lies on it, both paths, the goal."""
        super().setup()
        fact = self.facts
        self.ball_look, self.rival_look = theme.look("momentum"), theme.look("gradient_descent")
        objective = fact.objective.load()
        self.plane = self._window()
        self.map = ContourMap(self.plane, objective)
        self.surface = Surface(self.plane, objective, height=self.surface_height, frame=self.surface_frame)
        self.surface.add_trail(fact.ball.x, self.ball_look, width=0.08)
        self.surface.add_ball(fact.ball.x, self.ball_look.colour, radius=self.ball_radius)
        self.path = TrajectoryPath(self.plane, fact.ball.x, self.ball_look)
        self.rival_path = TrajectoryPath(self.plane, fact.rival.x, self.rival_look)
        self.goal = Goal()
        self.goal.move_to(self.plane.to_scene((0.0, 0.0)))
        seen = self.plane.holds(fact.ball.x[:-1])
        fastest = float(fact.ball.step_length[seen].max())
        self.arrow_scale = self.longest_arrow / (fastest * self.plane.unit * self.along.zoom)

    def _window(self) -> Plane:
        """Return the part of the plane that holds start, minimum and both ways, as far as they are near."""
        far = 1.2 * np.abs(self.params.start)
        ways = np.clip(np.vstack([self.facts.ball.x, self.facts.rival.x, np.zeros((1, 2))]), -far, far)
        width, height = self.map_size
        plane = Plane.around(ways, width, height, margin=0.1)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.1, 0))

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show the zig-zag again; then the map rises into a bowl, with a ball on its slope."""
        zigzag, mass, total = cue.mark("zigzag"), cue.mark("mass"), self.facts.steps
        step, flips = (
            Readout(
                self.screen[key],
                "d",
                self.column_left,
                y,
                self.column_width,
                language=self.screen.language,
                colour=self.rival_look.colour,
            )
            for key, y in (("step", 0.7), ("flips", 0.05))
        )
        counts = _counts(self.facts.rival)[:, 0]
        reach = steps(total, pause=0.2)

        def walk(share: float) -> None:
            at = reach(share) * total
            self.rival_path.set_dial(at)
            step.set_dial(int(at + 1e-6))
            flips.set_dial(counts[int(at + 1e-6)])

        self.play_until(min(cue.start + 0.8, zigzag - 0.3), FadeIn(self.map, self.goal))
        self.play_until(min(self.now + 0.5, zigzag), FadeIn(step, flips))
        self.hold_until(zigzag)
        self.play_until(mass - 0.3, Course(VGroup(self.rival_path, step, flips), walk, rate_func=linear))
        self.add(self.rival_path, step, flips)
        self.hold_until(mass)
        self._surface_for_map(mass + 0.5, FadeOut(self.rival_path, self.goal, step, flips))
        self._turn_to(self.beside, cue.until - 0.1, back=0.16)

    def ball(self, cue: Cue) -> None:
        """Let the ball roll, a step every moment, and its velocity with it."""
        left, width, total = self.column_left, self.column_width, self.facts.steps
        go, shown, end = cue.mark("go"), cue.mark("arrow"), cue.until - 0.1
        before = self.surface.view
        step, speed = (
            Readout(self.screen[key], form, left, y, width, language=self.screen.language, colour=colour)
            for key, form, y, colour in (
                ("step", "d", 0.7, theme.INK),
                ("speed", ".2f", 0.05, theme.VELOCITY),
            )
        )
        sample = Arrows((0, 0, 0), (0.8, 0, 0), theme.VELOCITY, width=0.09, head=0.3)
        name = self.word("velocity", theme.BODY, theme.VELOCITY)
        legend = VGroup(sample, name).arrange(RIGHT, buff=0.25).move_to((self.column_middle, 1.75, 0))
        arrow = Arrows(np.zeros(3), np.zeros(3), theme.VELOCITY, width=0.09, head=0.3)

        def roll(share: float) -> None:
            self.surface.look(before.towards(self.along, smooth(share))).go(share * total)
            step.set_dial(int(share * total + 1e-6))
            speed.set_dial(float(np.linalg.norm(self._velocity(share * total))))
            self._point(arrow, share * total)

        def part(start: float, stop: float, *drawn: Any) -> Course:
            whole = max(end - go, 1e-6)
            return Course(
                Group(self.surface, *drawn),
                roll,
                ((start - go) / whole, (stop - go) / whole),
                rate_func=linear,
            )

        self.play_until(go, FadeIn(step, speed))
        self.play_until(shown, part(go, shown, step, speed))
        self.add(self.surface, step, speed, arrow)
        self.play_until(end, part(shown, end, arrow, step, speed), FadeIn(legend, rate_func=early(0.15)))
        self.add(self.surface, arrow, step, speed, legend)
        self.rolled = VGroup(arrow, step, speed, legend)

    def rule(self, cue: Cue) -> None:
        """Look at one step closely: what friction leaves, what the slope adds, and their sum."""
        close, moment = CloseLook(self.surface, self.facts, self.ball_radius), self.facts.moment
        rule = VelocityLaw(self.screen, self.column_middle)
        law, place, notes = rule.law, rule.place, rule.notes
        self.play_until(cue.mark("rule"), FadeOut(self.rolled))
        there = cue.mark("rule") + 0.65 * (cue.mark("friction") - cue.mark("rule"))
        self._turn_to(close.view, there, step=moment, thickness=close.thickness)
        self.play_until(cue.mark("friction") - 0.1, Write(law), FadeIn(place))
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
        self.close_look = VGroup(
            law, place, *notes, *names, *(arrow.mobject for arrow in (kept, push, after))
        )

    def above(self, cue: Cue) -> None:
        """Both runs on one map, step by step, and what they count."""
        fact, total = self.facts, self.facts.steps
        self.play_until(min(self.now + 0.4, cue.mark("lift")), FadeOut(self.close_look))
        self.hold_until(cue.mark("lift"))
        above_at = cue.mark("race") - 0.5
        self._turn_to(self.beside, (self.now + above_at) / 2, step=0.0, thickness=1.0)
        self._turn_to(FROM_ABOVE, above_at, back=0.16)
        for path in (self.path, self.rival_path):
            path.set_dial(0.0)
        board = self._board()
        self.bring_to_back(self.map)
        self.play_until(
            cue.mark("race"),
            FadeOut(self.surface),
            FadeIn(self.goal, self.rival_path, self.path, board.heads),
        )
        reach = steps(total, pause=0.2)
        runs = ((fact.rival, self.rival_path), (fact.ball, self.path))
        counts = [_counts(run) for run, _ in runs]

        def draw(share: float) -> None:
            at = reach(share) * total
            for column, (_, path) in enumerate(runs):
                path.set_dial(at)
                board.put(column, counts[column][int(at + 1e-6)])

        race = VGroup(self.rival_path, self.path, *board.rows[:2])
        self.play_until(cue.end, Course(race, draw, rate_func=linear))
        self.add(self.rival_path, self.path, board.heads, *board.rows[:2])
        self.board = board

    def forces(self, cue: Cue) -> None:
        """Collect the pushes on the way; lay them end to end, along the valley and across it, on one scale."""
        count = self.facts.collected
        pushed = self._pushes_on_the_way()
        left = (self.rival_path, self.board.heads, *self.board.rows[:2])
        clear = cue.mark("x") - 0.9
        self.play_until(min(self.now + 0.6, clear), *map(FadeOut, left))
        self.play_until(min(self.now + 1.5, clear), FadeIn(pushed, lag_ratio=0.5))
        self.hold_until(clear)
        self.play_until(clear + 0.5, *map(FadeOut, (self.map, self.goal, self.path, pushed)))
        pushes = PushStacks(self.facts.pushes[:count], self.screen)
        along, across = pushes.stacks
        self.hold_until(cue.mark("x") - 0.4)
        self.play_until(cue.mark("x"), FadeIn(along, pushes.frames[0], pushes.steps))
        self.play_until(cue.mark("y") - 0.5, along.to(count))
        self.play_until(cue.mark("y"), FadeIn(across, pushes.frames[1]))
        self.play_until(cue.mark("sum") - 0.1, across.to(count))
        self.hold_until(cue.mark("sum"))
        self.play_until(self.now + 0.7, *map(FadeIn, pushes.totals))

    def _pushes_on_the_way(self) -> VGroup:
        """Draw on the map what the slope added in each step to be collected, as far as it is seen."""
        fact, shown = self.facts, slice(self.facts.collected)
        starts, pushes = fact.ball.x[shown], fact.pushes[shown]
        scale = self.longest_push / (self.plane.unit * np.linalg.norm(pushes, axis=-1).max())
        seen = self.plane.holds(starts) & self.plane.holds(starts + scale * pushes)
        ends = self.plane.to_scene(np.stack([starts, starts + scale * pushes], axis=1)[seen])
        return VGroup(*(Arrows(*pair, theme.GRADIENT, width=0.06, head=0.2) for pair in ends))

    def overshoot(self, cue: Cue) -> None:
        """Mark how far the ball swings and runs past the minimum, and the loss it ends with."""
        self.clear_stage(0.4)
        self.path.set_dial(self.facts.steps)
        self.play_until(min(self.now + 0.5, cue.mark("swing")), FadeIn(self.map, self.goal, self.path))
        self.hold_until(cue.mark("swing"))
        if self.facts.overshoots:
            beyond = Overshoot(self.facts, self.plane, self.screen, self.ball_look.colour)
            self.play_until(min(self.now + 0.7, cue.mark("past")), FadeIn(beyond.swing))
            self.hold_until(cue.mark("past"))
            self.play_until(min(self.now + 0.7, cue.mark("loss")), FadeIn(beyond.past))
        self.hold_until(cue.mark("loss"))
        self.board.rows[:2].set_opacity(0.4)
        self.play_until(self.now + 0.6, FadeIn(self.board))

    def tuned(self, cue: Cue) -> None:
        """Show how large a rate both methods bear, and how low they get at their best."""
        self.clear_stage(0.4)
        losses = TunedLosses(self.facts, self.screen)
        self.play_until(min(self.now + 0.6, cue.mark("limit")), FadeIn(losses.frame, *losses.seen))
        self.hold_until(cue.mark("limit"))
        self.play_until(min(self.now + 0.8, cue.mark("best")), FadeIn(losses.limits))
        self.hold_until(cue.mark("best"))
        self.play_until(
            min(self.now + 3.0, cue.mark("sway")),
            *(curve.to(self.facts.steps, rate_func=smooth) for curve in losses.best),
            FadeIn(losses.settings, rate_func=early(0.25)),
        )
        self.hold_until(cue.mark("sway"))
        self.play_until(self.now + 0.5, FadeOut(losses.limits), FadeIn(losses.map))
        self.play_until(cue.until - 0.1, losses.way.to(self.facts.steps))

    def moral(self, cue: Cue) -> None:
        """Let the ball roll once more; what it taught stands beside it."""
        self.clear_stage(0.4)
        self.surface.look(self.beside).go(0.0).thicken(1.0)
        lines = [
            self.word(key, theme.BODY, colour, width=self.column_width)
            for key, colour in (("adds", theme.X_AXIS), ("cancels", theme.Y_AXIS))
        ]
        column = VGroup(*lines).arrange(DOWN, buff=0.6, aligned_edge=LEFT)
        column.move_to((self.column_middle, 0.4, 0))
        self.play_until(self.now + 0.5, FadeIn(self.surface))
        begun, end = self.now, cue.until - 0.5
        marks = (cue.mark("agrees"), cue.mark("alternates"))
        for until, line in zip((*marks, end), (None, *lines), strict=True):
            share = (until - begun) / max(end - begun, 1e-6)
            view, step = self.beside.towards(self.along, share), share * self.facts.steps
            shown = () if line is None else (FadeIn(line, rate_func=early(0.4)),)
            self._turn_to(view, until, *shown, step=step, rate=linear)

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

    def _point(self, arrow: Arrows, step: float) -> None:
        """Let an arrow show the velocity of the ball, as long as the ball is to be seen."""
        here = self.path.at(step)
        seen = bool(self.plane.holds(here))
        start, end = self.surface.arrow(here, self.arrow_scale * self._velocity(step), above=self.ball_radius)
        arrow.point(start, end if seen else start)
        arrow.set_opacity(1.0 if seen else 0.0)

    # -- pieces of the stage ----------------------------------------------------------------------------------

    def _board(self) -> Scoreboard:
        say = self.screen
        return Scoreboard(
            ((say["plain"], self.rival_look), (say["ball"], self.ball_look)),
            ((say["flips"], "d"), (say["length"], ".1f"), (say["loss"], ".3f")),
            self.column_left,
            (self.column_left + 2.1, self.column_left + self.column_width),
            1.7,
            language=self.screen.language,
        )


def _counts(run: Trajectory) -> np.ndarray:
    """Count changes of side and way walked up to each step, and read off the loss there: ``(k + 1, 3)``."""
    y = run.x[:, 1]
    flips = np.concatenate([[0], np.cumsum(y[1:] * y[:-1] < 0)])
    lengths = np.concatenate([[0.0], np.cumsum(run.step_length)])
    return np.column_stack([flips, lengths, run.value])
