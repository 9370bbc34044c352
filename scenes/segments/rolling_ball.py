"""Momentum as a ball in a bowl: what it keeps, what pushes it, what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    DashedLine,
    FadeIn,
    FadeOut,
    Group,
    ManimColor,
    Star,
    VGroup,
    Write,
    linear,
    smooth,
)

from optimlib import objectives
from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.bars import Bar, BarStack
from scenes.components.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.contour_map import ContourMap
from scenes.components.dial import Course, early, steps
from scenes.components.equation import EquationPanel, backing
from scenes.components.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.plane import Plane
from scenes.components.readout import Readout
from scenes.components.scoreboard import Scoreboard
from scenes.components.surface import Surface
from scenes.components.trajectory_path import TrajectoryPath
from scenes.segment import Segment
from scenes.timing import Cue


class RollingBall(Segment):
    """One idea: velocity remembers. Pushes that agree add up in it, pushes that alternate cancel."""

    map_size = (10.0, 5.7)
    column_left, column_width = 3.75, 2.95
    column_middle = column_left + column_width / 2
    surface_height, ball_radius = 1.7, 0.24
    surface_frame = (theme.STAGE_LEFT, -2.85, 3.45, 3.05)
    beside = Viewpoint(34, 36, 0.05, 0.74, target_z=0.4, shift_x=0.1, relief=1)
    along = Viewpoint(45, 38, 0.05, 0.69, target_z=0.4, shift_x=0.1, shift_y=0.1, relief=1)
    close = Viewpoint(26, 54, 0.02, relief=1)
    close_span, close_ball = 3.1, 0.3
    longest_arrow = 1.9
    notes_left = 1.6
    """Where the column beside the plot of losses begins."""
    stack_top, stack_height, stack_width, stack_middle = 1.75, 3.1, 5.2, 3.6

    def setup(self) -> None:
        """Make what several beats share: the map, the surface that lies on it, both paths, the goal."""
        super().setup()
        fact = self.facts
        self.ball_look, self.rival_look = theme.look("momentum"), theme.look("gradient_descent")
        objective = objectives.load(fact.objective)
        self.plane = self._window()
        self.map = ContourMap(self.plane, objective)
        self.surface = Surface(self.plane, objective, height=self.surface_height, frame=self.surface_frame)
        self.surface.add_trail(fact.ball.x, self.ball_look, width=0.08)
        self.surface.add_ball(fact.ball.x, self.ball_look.colour, radius=self.ball_radius)
        self.path = TrajectoryPath(self.plane, fact.ball.x, self.ball_look)
        self.rival_path = TrajectoryPath(self.plane, fact.rival.x, self.rival_look)
        self.goal = Star(5, outer_radius=0.17, color=theme.GOAL, fill_opacity=1, stroke_width=0)
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
                self.words[key],
                "d",
                self.column_left,
                y,
                self.column_width,
                language=self.language,
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
            Readout(self.words[key], form, left, y, width, language=self.language, colour=colour)
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
            first, last = (time - go for time in (start, stop))
            whole = max(end - go, 1e-6)
            return Course(
                Group(self.surface, *drawn),
                lambda share: roll((first + share * (last - first)) / whole),
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
        fact = self.facts
        here, old, kept, push = self._closely()
        corners = np.array([here, here + old, here + kept, here + kept + push])
        law, place, notes = self._law()
        view = self._close_to(corners)
        thickness = self.close_ball / (self.ball_radius * view.zoom)
        self.play_until(self.now + 0.3, FadeOut(self.rolled))
        self._turn_to(view, cue.mark("rule"), step=fact.moment, thickness=thickness)
        self.play_until(min(self.now + 0.9, cue.mark("friction")), Write(law), FadeIn(place))

        ghost = self._vector(here, old, theme.VELOCITY, opacity=0.35)
        brake = self._vector(here, old, theme.INK, to=kept)
        shove = self._vector(here + kept, push, theme.GRADIENT)
        total = self._vector(here, kept + push, theme.VELOCITY)
        turn = np.sign(kept[0] * push[1] - kept[1] * push[0]) or 1.0
        names = [
            self._name_vector(source, colour, here + start, here + end, side)
            for source, colour, start, end, side in (
                ("alpha v", theme.INK, 0 * kept, kept, -turn),
                ("- eta nabla L", theme.GRADIENT, kept, kept + push, -turn),
                ("v", theme.VELOCITY, 0 * kept, kept + push, turn),
            )
        ]
        self.hold_until(cue.mark("friction"))
        self.play_until(min(self.now + 0.6, cue.mark("force")), ghost, FadeIn(notes[0]))
        self.play_until(min(self.now + 0.8, cue.mark("force")), brake, FadeIn(names[0]))
        self.hold_until(cue.mark("force"))
        self.play_until(min(self.now + 0.9, cue.mark("sum")), shove, FadeIn(notes[1], names[1]))
        self.hold_until(cue.mark("sum"))
        self.play_until(self.now + 0.8, total, FadeOut(ghost.mobject), FadeIn(names[2]))
        self._turn_to(view, cue.until - 0.1, step=fact.moment + 1)
        arrows = (one.mobject for one in (brake, shove, total))
        self.close_look = VGroup(law, place, *notes, *arrows, *names)

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
        self.play_until(cue.until - 0.1, Course(race, draw, rate_func=linear))
        self.add(self.rival_path, self.path, board.heads, *board.rows[:2])
        self.board = board

    def forces(self, cue: Cue) -> None:
        """Lay all pushes end to end, along the valley and across it, on one scale."""
        fact = self.facts
        shown = (self.map, self.goal, self.path, self.rival_path, self.board.heads, *self.board.rows[:2])
        self.play_until(min(self.now + 0.5, cue.mark("x")), *map(FadeOut, shown))
        along, across = self._stacks()
        totals = (
            self._total(along, fact.pushed_x, fact.left_x),
            self._total(across, fact.pushed_y, fact.left_y),
        )
        self.hold_until(cue.mark("x") - 0.4)
        self.play_until(cue.mark("x"), FadeIn(along, self._stack_axis()))
        self.play_until(cue.mark("y") - 0.5, along[0].to(fact.collected))
        self.play_until(cue.mark("y"), FadeIn(across))
        self.play_until(cue.mark("sum") - 0.1, across[0].to(fact.collected))
        self.hold_until(cue.mark("sum"))
        self.play_until(self.now + 0.7, *map(FadeIn, totals))

    def overshoot(self, cue: Cue) -> None:
        """Mark how far the ball swings and runs past the minimum, and the loss it ends with."""
        self.play_until(self.now + 0.4, *(FadeOut(one) for one in self.mobjects if one is not self.title))
        self.path.set_dial(self.facts.steps)
        self.play_until(min(self.now + 0.5, cue.mark("swing")), FadeIn(self.map, self.goal, self.path))
        self.hold_until(cue.mark("swing"))
        if self.facts.overshoots:
            self.play_until(min(self.now + 0.7, cue.mark("past")), FadeIn(self._swing()))
            self.hold_until(cue.mark("past"))
            self.play_until(min(self.now + 0.7, cue.mark("loss")), FadeIn(self._past()))
        self.hold_until(cue.mark("loss"))
        self.board.rows[:2].set_opacity(0.4)
        self.play_until(self.now + 0.6, FadeIn(self.board))

    def tuned(self, cue: Cue) -> None:
        """How large a rate both methods bear, and how low they get at their best."""
        self.play_until(self.now + 0.4, *(FadeOut(one) for one in self.mobjects if one is not self.title))
        plane, frame = self._loss_plane()
        seen, best = self._loss_curves(plane)
        for curve in seen:
            curve.set_dial(self.facts.steps)
        self.play_until(min(self.now + 0.6, cue.mark("limit")), FadeIn(frame, *seen))
        limits, settings, inset = self._limits(), self._settings(), self._best_way()
        self.hold_until(cue.mark("limit"))
        self.play_until(self.now + 0.8, FadeIn(limits))
        self.hold_until(cue.mark("best"))
        growth = [curve.to(self.facts.steps, rate_func=smooth) for curve in best]
        self.play_until(
            min(self.now + 3.0, cue.mark("sway")), *growth, FadeIn(settings, rate_func=early(0.25))
        )
        self.hold_until(cue.mark("sway"))
        self.play_until(self.now + 0.5, FadeOut(limits), FadeIn(inset[0]))
        self.play_until(cue.until - 0.1, inset[1].to(self.facts.steps))

    def moral(self, cue: Cue) -> None:
        """Let the ball roll once more; what it taught stands beside it."""
        self.play_until(self.now + 0.4, *(FadeOut(one) for one in self.mobjects if one is not self.title))
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

    def _turn_to(
        self,
        view: Viewpoint,
        until: float,
        *animations: Any,
        step: float | None = None,
        thickness: float | None = None,
        rate: Callable[[float], float] = smooth,
        back: float = 0.0,
    ) -> None:
        """Look from another side, and roll the ball to a step on the way; its size follows the zoom if asked."""
        surface = self.surface
        start = surface.view, surface.step, surface.thickness
        end = view, start[1] if step is None else step, start[2] if thickness is None else thickness

        def draw(share: float) -> None:
            surface.look(start[0].towards(end[0], share, back=back))
            surface.go(start[1] + share * (end[1] - start[1]))
            surface.thicken(start[2] + share * (end[2] - start[2]))

        self.play_until(until, Course(surface, draw, rate_func=rate), *animations)

    def _closely(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return the ball's place, its velocity, what friction leaves of it, and the push (data).

        A step that leaves the window is shown in its middle, smaller, with true directions and proportions.
        """
        fact = self.facts
        here, old, push = fact.ball.x[fact.moment], fact.velocity[fact.moment], fact.pushes[fact.moment]
        if np.all(self.plane.holds(fact.ball.x[fact.moment : fact.moment + 2])):
            return here, old, fact.momentum * old, push
        size = np.linalg.norm([old, push], axis=-1).max() / (0.25 * np.ptp(self.plane.y_range))
        return np.zeros(2), old / size, fact.momentum * old / size, push / size

    def _close_to(self, points: np.ndarray) -> Viewpoint:
        """Return the close view with points of the data ``(n, 2)`` in its middle, as large as it may show them."""
        size = float(np.max(np.ptp(points, axis=0))) * self.plane.unit
        zoom = min(self.close_span / max(size, 1e-9), 40.0)
        x, y, z = self.surface.foot(points.mean(axis=0))
        return replace(self.close, zoom=zoom, target_x=x, target_y=y, target_z=z)

    def _vector(
        self,
        point: np.ndarray,
        vector: np.ndarray,
        colour: str,
        *,
        to: np.ndarray | None = None,
        opacity: float = 1.0,
    ) -> Course:
        """Let an arrow grow (or change ``to`` another) at a point of the data, as the surface is seen by then."""
        arrow = Arrows(np.zeros(3), np.zeros(3), colour, width=0.1, head=0.34, opacity=opacity)
        start, end = (np.zeros(2), vector) if to is None else (vector, to)

        def draw(share: float) -> None:
            tip = point + start + share * (end - start)
            arrow.point(*self.surface.to_stage([point, tip], above=self._ball_size))

        return Course(arrow, draw, rate_func=smooth)

    def _name_vector(
        self, source: str, colour: str, start: np.ndarray, end: np.ndarray, side: float
    ) -> VGroup:
        """Set a name beside the middle of an arrow: to its left for a positive side, else to its right."""
        foot, tip = self.surface.to_stage([start, end], above=self._ball_size)
        along = (tip - foot) / max(float(np.linalg.norm(tip - foot)), 1e-9)
        across = side * np.array([-along[1], along[0], 0.0])
        name = EquationPanel(source, plate=False, size=theme.BODY).set_color(colour)
        reach = (name.width * abs(across[0]) + name.height * abs(across[1])) / 2
        name.move_to((foot + tip) / 2 + (0.2 + reach) * across)
        return VGroup(backing(name, buff=0.08), name)

    @property
    def _ball_size(self) -> float:
        return self.ball_radius * self.surface.thickness

    def _velocity(self, step: float) -> np.ndarray:
        """Return the ball's velocity at a step (data), between steps in between."""
        at = np.arange(len(self.facts.velocity))
        return np.array([np.interp(step, at, column) for column in self.facts.velocity.T])

    def _point(self, arrow: Arrows, step: float) -> None:
        """Let an arrow show the velocity of the ball, as long as the ball is to be seen."""
        here = self.path.at(step)
        seen = bool(self.plane.holds(here))
        start, end = self.surface.arrow(here, self.arrow_scale * self._velocity(step), above=self._ball_size)
        arrow.point(start, end if seen else start)
        arrow.set_opacity(1.0 if seen else 0.0)

    # -- pieces of the stage ----------------------------------------------------------------------------------

    def _law(self) -> tuple[EquationPanel, VGroup, tuple[VGroup, VGroup]]:
        """Return the rule of velocity, the rule of place with both constants, and what parts of the first mean."""
        law = EquationPanel(
            "{{ v : new }} <- {{ alpha v : kept }} {{ - thin eta thin nabla L : push }}",
            {"new": theme.VELOCITY, "kept": theme.INK, "push": theme.GRADIENT},
            plate=False,
        )
        place = EquationPanel("theta <- theta + {{ v : new }}", {"new": theme.VELOCITY}, plate=False)
        constants = self.word("constants", theme.SMALL, theme.MUTED)
        law.move_to((self.column_middle, 1.9, 0))
        place.move_to((self.column_middle, -0.1, 0))
        constants.move_to((self.column_middle, -0.8, 0))
        friction, force = (
            law.point_out(part, self.words[key], DOWN, colour, language=self.language)
            for part, key, colour in (("kept", "friction", theme.INK), ("push", "force", theme.GRADIENT))
        )
        force[1].match_y(friction[1])
        return law, VGroup(place, constants), (friction, force)

    def _board(self) -> Scoreboard:
        say = self.words
        return Scoreboard(
            ((say["plain"], self.rival_look), (say["ball"], self.ball_look)),
            ((say["flips"], "d"), (say["length"], ".1f"), (say["loss"], ".3f")),
            self.column_left,
            (self.column_left + 1.95, self.column_left + self.column_width),
            1.7,
            language=self.language,
        )

    def _stacks(self) -> tuple[VGroup, VGroup]:
        """Return the pushes of both coordinates as stacks with their names, on one scale, side by side."""
        pushes = self.facts.pushes[: self.facts.collected]
        sums = np.vstack([np.zeros(2), np.cumsum(pushes, axis=0)])
        low, high = sums.min(axis=0), sums.max(axis=0)
        unit = self.stack_width / max(float(np.max(high - low)), 1e-9)
        top, foot = self.stack_top, self.stack_top - self.stack_height
        groups = []
        for axis, key, colour in ((0, "along", theme.X_AXIS), (1, "across", theme.Y_AXIS)):
            middle = (-1, 1)[axis] * self.stack_middle
            zero = middle - unit * (low[axis] + high[axis]) / 2
            # Pushes like the first one have the full colour, those against it a pale one.
            pale = ManimColor(colour).interpolate(ManimColor(theme.INK), 0.6).to_hex()
            plus, minus = (colour, pale) if pushes[0, axis] > 0 else (pale, colour)
            stack = BarStack(
                pushes[:, axis], (zero, top, 0), unit, self.stack_height, plus, back_colour=minus
            )
            start = DashedLine((zero, top + 0.1, 0), (zero, foot - 0.3, 0), color=theme.MUTED, stroke_width=2)
            name = self.word(key, theme.BODY, colour).move_to((middle, top + 0.75, 0))
            nought = self.text("0", theme.SMALL, theme.MUTED).move_to((zero, top + 0.26, 0))
            groups.append(VGroup(stack, start, name, nought))
        return groups[0], groups[1]

    def _stack_axis(self) -> VGroup:
        """Return what both stacks share: the first step on top, the last one at the bottom."""
        level = self.stack_height / self.facts.collected
        first, last = (self.word(key, theme.SMALL, theme.MUTED) for key in ("first_step", "last_step"))
        first.move_to((0, self.stack_top - level / 2, 0))
        last.move_to((0, self.stack_top - self.stack_height + level / 2, 0))
        arrow = Arrows(
            first.get_bottom() + 0.12 * DOWN, last.get_top() + 0.12 * UP, theme.FAINT, width=0.03, head=0.2
        )
        return VGroup(first, last, arrow)

    def _total(self, group: VGroup, sizes: float, left: float) -> VGroup:
        """Return the sum of a stack's sizes, the size of its sum, and that as a bar."""
        stack, start, name, _ = group
        zero, foot = start.get_center()[0], self.stack_top - self.stack_height - 0.2
        bar = Bar(
            (zero, foot, 0), stack.unit, theme.INK, thickness=0.16, value=stack.reached(self.facts.collected)
        )
        rows = [
            Readout(
                self.words[key],
                ".2f",
                name.get_center()[0] - 1.8,
                y,
                3.6,
                language=self.language,
                value=value,
            )
            for key, y, value in (("sizes", -2.15, sizes), ("remains", -2.7, left))
        ]
        return VGroup(bar, *rows)

    def _farthest(self, axis: int) -> np.ndarray | None:
        """Return the seen point of the ball's way that lies farthest beyond an axis of the valley, if one does."""
        ways = self.facts.ball.x[self.plane.holds(self.facts.ball.x)]
        beyond = -ways[:, axis] * np.sign(self.params.start[axis])
        return ways[int(np.argmax(beyond))] if beyond.max() > 0 else None

    def _swing(self) -> VGroup:
        """Measure how far the ball swings to the other side of the valley."""
        far = self._farthest(1)
        if far is None:
            return VGroup()
        foot, end = self.plane.to_scene([(far[0], 0.0), far])
        floor = DashedLine(
            *self.plane.to_scene([(self.plane.x_range[0], 0.0), (self.plane.x_range[1], 0.0)]),
            color=theme.MUTED,
            stroke_width=1.5,
        )
        arrow = Arrows(foot, end, theme.Y_AXIS, width=0.07, head=0.24)
        text = self.word("swing", theme.SMALL, theme.Y_AXIS)
        text.next_to(foot, UP if foot[1] > end[1] else DOWN, buff=0.25)
        return VGroup(floor, arrow, backing(text, buff=0.08), text)

    def _past(self) -> VGroup:
        """Measure how far the ball runs past the minimum, below all that is drawn there."""
        far = self._farthest(0)
        if far is None:
            return VGroup()
        level = self.plane.window.get_bottom()[1] + 1.1
        ends = []
        walls = VGroup()
        for point, colour in (((0.0, 0.0), theme.GOAL), (far, self.ball_look.colour)):
            above = self.plane.to_scene(point)
            ends.append(np.array([above[0], level, 0.0]))
            walls.add(DashedLine(above, ends[-1] + 0.15 * DOWN, color=colour, stroke_width=2.5))
        arrow = Arrows(*ends, theme.X_AXIS, width=0.07, head=0.24)
        text = self.word("past", theme.SMALL, theme.X_AXIS)
        text.next_to((ends[0] + ends[1]) / 2, DOWN, buff=0.3)
        edge = self.plane.window.get_right()[0] - 0.2 - text.width / 2
        text.set_x(min(text.get_x(), edge))
        return VGroup(walls, arrow, backing(text, buff=0.08), text)

    def _loss_plane(self) -> tuple[Plane, VGroup]:
        """Return the plane of the losses, on a logarithmic scale, and its axes."""
        fact = self.facts
        losses = np.concatenate([run.value for run in (fact.best_ball, fact.best_rival)])
        low = int(np.floor(np.log10(max(float(losses.min()), 1e-30))))
        high = int(np.ceil(np.log10(float(losses.max())))) + 1
        plane = Plane((0, fact.steps), (10.0**low, 10.0**high), width=6.2, height=4.3, log_y=True)
        plane.move_to((-2.6, 0.2, 0))
        axes = plane.axes(
            range(0, fact.steps + 1, 10),
            x_name=self.words["steps_axis"],
            y_name=self.words["loss"],
            language=self.language,
        )
        every = -(-(high - low) // 6)
        for power in range(low, high + 1, every):
            left, level, _ = plane.to_scene((0, 10.0**power))
            tick = self.text(f"$10^({power})$", theme.SMALL, theme.MUTED)
            axes.add(tick.move_to((left - 0.15 - tick.width / 2, level, 0)))
        return plane, VGroup(plane, axes)

    def _loss_curves(self, plane: Plane) -> tuple[list[Curve], list[Curve]]:
        """Return the losses of the runs that were seen, faintly, and those of the best ones."""
        fact = self.facts

        def curve(run: Trajectory, look: theme.Look, width: float) -> Curve:
            points = np.column_stack([np.arange(len(run.value)), run.value])
            return Curve(plane, points, look, width=width, head=0.16 if width > 2 else 0)

        seen = [curve(fact.rival, self.rival_look, 2.0), curve(fact.ball, self.ball_look, 2.0)]
        for one in seen:
            one.line.set_stroke(opacity=0.45)
        return seen, [
            curve(fact.best_rival, self.rival_look, 4.0),
            curve(fact.best_ball, self.ball_look, 4.0),
        ]

    def _limits(self) -> VGroup:
        """Return a bar for each method, as long as the rates at which it is stable."""
        fact, left = self.facts, self.notes_left
        unit = 3.2 / fact.limit
        title = self.word("stable", theme.SMALL, theme.MUTED)
        rows = VGroup(title.move_to((left + title.width / 2, 2.4, 0)))
        for y, limit, look in ((1.8, fact.rival_limit, self.rival_look), (1.2, fact.limit, self.ball_look)):
            sign = marker(look.marker, 0.2, look.colour).move_to((left + 0.1, y, 0))
            bar = Bar((left + 0.4, y, 0), unit, look.colour, value=limit)
            number = self.text(f"{limit:.3g}", theme.BODY, look.colour).next_to(bar, RIGHT, buff=0.2)
            rows.add(sign, bar, number)
        return rows

    def _settings(self) -> VGroup:
        """Return the best settings of both methods and the losses they lead to."""
        fact, left = self.facts, self.notes_left
        title = self.word("best", theme.SMALL, theme.MUTED)
        rows = VGroup(title.move_to((left + title.width / 2, -0.55, 0)))
        for y, key, loss, look in (
            (-1.15, "best_plain", fact.rival_best_loss, self.rival_look),
            (-1.75, "best_ball", fact.best_loss, self.ball_look),
        ):
            sign = marker(look.marker, 0.2, look.colour).move_to((left + 0.1, y, 0))
            text = self.word(key, theme.SMALL, look.colour)
            end = self.text(f"${_power_of_ten(loss)}$", theme.BODY, look.colour)
            rows.add(sign, text.next_to(sign, RIGHT, buff=0.2))
            rows.add(end.move_to((theme.STAGE_RIGHT - end.width / 2, y, 0)))
        return rows

    def _best_way(self) -> tuple[VGroup, TrajectoryPath]:
        """Return a small map with the way of the best momentum."""
        plane = Plane.around(np.vstack([self.facts.best_ball.x, np.zeros(2)]), 5.1, 2.3, margin=0.1)
        plane.move_to((4.15, 1.7, 0))
        path = TrajectoryPath(plane, self.facts.best_ball.x, self.ball_look, width=2.5, head=0.14)
        small_map = ContourMap(plane, objectives.load(self.facts.objective))
        name = self.word("best_way", theme.SMALL, theme.MUTED).next_to(plane, DOWN, buff=0.2)
        return VGroup(small_map, path, name), path


def _counts(run: Trajectory) -> np.ndarray:
    """Count changes of side and way walked up to each step, and read off the loss there: ``(k + 1, 3)``."""
    y = run.x[:, 1]
    flips = np.concatenate([[0], np.cumsum(y[1:] * y[:-1] < 0)])
    lengths = np.concatenate([[0.0], np.cumsum(run.step_length)])
    return np.column_stack([flips, lengths, run.value])


def _power_of_ten(value: float) -> str:
    """Write a small number as Typst mathematics.

    >>> _power_of_ten(1.45e-8), _power_of_ten(0.0159)
    ('1.5 dot 10^(-8)', '0.0159')
    """
    if value >= 1e-3 or value == 0:
        return f"{value:.3g}"
    mantissa, power = f"{value:.1e}".split("e")
    return f"{mantissa} dot 10^({int(power)})"
