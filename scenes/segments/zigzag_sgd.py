"""Zig-zag: why plain gradient descent sways in a ravine."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Arc,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    Star,
    VGroup,
    Write,
    smooth,
)

from optimlib import objectives
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.bars import Bar
from scenes.components.contour_map import ContourMap
from scenes.components.dial import Course, early, steps
from scenes.components.equation import EquationPanel, backing
from scenes.components.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.number import Number
from scenes.components.placement import into_stage
from scenes.components.plane import Plane, nice_ticks
from scenes.components.readout import Readout
from scenes.components.stems import Stems
from scenes.components.trajectory_path import TrajectoryPath
from scenes.segment import Segment
from scenes.segments._rate_chart import RateChart
from scenes.timing import Cue


class ZigZagSGD(Segment):
    """One idea: a single learning rate serves two curvatures badly; the gradient does not point at the goal."""

    map_size = (10.0, 5.7)
    column_left, column_width = 3.75, 2.95
    stems_shown = 16

    def setup(self) -> None:
        """Make what several beats share: the map, the path, the goal."""
        super().setup()
        self.method = theme.look("gradient_descent")
        self.valley = self._window()
        objective = objectives.load(self.facts.objective)
        self.map = ContourMap(self.valley, objective)
        start, minimum = self.valley.to_scene([self.params.start, (0.0, 0.0)])
        self.start_point, self.goal_point = start, minimum
        self.goal = Star(5, outer_radius=0.17, color=theme.GOAL, fill_opacity=1, stroke_width=0).move_to(
            minimum
        )
        self.path = TrajectoryPath(self.valley, self.facts.trajectory.x, self.method)

    def _window(self) -> Plane:
        x, y = self.params.start
        width, height = self.map_size
        left, right = min(x, 0.0) - 1.0, max(x, 0.0) + 2.2
        half = 1.4 * abs(y)
        scale = min(width / (right - left), height / (2 * half))
        middle, half = (left + right) / 2, height / scale / 2
        across = width / scale / 2
        plane = Plane((middle - across, middle + across), (-half, half), width=width)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.1, 0))

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Show a valley and its two bends, a start, a goal."""
        self.play_until(cue.start + 1.6, FadeIn(self.map.fill), Create(self.map.lines, lag_ratio=0.1))
        self.add(self.map)
        self.play_until(self.now + 0.4, FadeIn(self.valley.symbols("x", "y")))
        self.hold_until(cue.mark("bend"))
        self.bends = VGroup(*(self._bend(axis) for axis in (0, 1)))
        cuts = VGroup(*(self._cut(axis) for axis in (0, 1)))
        self.play_until(self.now + 1.0, Create(cuts), *(FadeIn(bend, shift=0.2 * UP) for bend in self.bends))
        here = marker(self.method.marker, 0.2, self.method.colour, rim=True).move_to(self.start_point)
        start = self._tag(self.word("start", theme.SMALL), self.start_point, UP)
        self.hold_until(cue.mark("start"))
        self.play_until(self.now + 0.5, FadeIn(here, scale=2), FadeIn(start))
        self.hold_until(cue.mark("goal"))
        minimum = self._tag(self.word("minimum", theme.SMALL, theme.GOAL), self.goal_point, UP)
        self.play_until(self.now + 0.5, FadeIn(self.goal, scale=2), FadeIn(minimum))
        self.names = VGroup(cuts, start, minimum, self.bends)
        self.here = here

    def walk(self, cue: Cue) -> None:
        """State the rule, then run it: a step every moment, all steps alike."""
        left, width, say = self.column_left, self.column_width, self.word
        rule = EquationPanel(self.words["rule"].strip("$"), plate=False, size=theme.BODY)
        rule.move_to((left + width / 2, 2.3, 0))
        rate = say("rate", theme.SMALL, self.method.colour).move_to((left + width / 2, 1.65, 0))
        total = self.facts.steps
        step, flips, loss = (
            Readout(self.words[key], form, left, y, width, language=self.language, colour=colour, value=value)
            for key, form, y, colour, value in (
                ("step", "d", 0.7, theme.INK, 0),
                ("flips", "d", 0.05, theme.Y_AXIS, 0),
                ("loss", ".3f", -0.6, theme.INK, self.facts.start_loss),
            )
        )
        self.hold_until(cue.mark("rule"))
        self.play_until(self.now + 0.9, FadeOut(self.names), Write(rule), FadeIn(rate))
        self.remove(self.here)
        self.add(self.path)
        self.hold_until(cue.mark("go") - 0.6)
        self.play_until(cue.mark("go"), FadeIn(step, flips, loss))
        y, value = self.facts.trajectory.x[:, 1], self.facts.trajectory.value
        crossings = np.concatenate([[0], np.cumsum(y[1:] * y[:-1] < 0)])
        reach = steps(total, pause=0.25)

        def draw(share: float) -> None:
            at = reach(share) * total
            self.path.set_dial(at)
            whole = int(at + 1e-6)
            step.set_dial(whole)
            flips.set_dial(float(crossings[whole]))
            loss.set_dial(float(value[whole]))

        everything = VGroup(self.path, step, flips, loss)
        self.play_until(cue.end, Course(everything, draw, rate_func=lambda t: t))
        self.add(*everything)
        self.column = VGroup(rule, rate, step, flips, loss)

    def length(self, cue: Cue) -> None:
        """Compare the straight way and the way walked, as two bars."""
        unit = 3.9 / max(self.facts.path_length, self.facts.straight)
        foot, left, width = -2.05, self.column_left, self.column_width
        columns = (left + width * 0.22, left + width * 0.75)
        straight, walked = (
            Bar((x, foot, 0), unit, colour, vertical=True, thickness=0.62)
            for x, colour in zip(columns, (theme.GOAL, self.method.colour), strict=True)
        )
        names = VGroup(
            self.word("straight", theme.SMALL, theme.GOAL).move_to((columns[0], foot - 0.3, 0)),
            self.word("walked", theme.SMALL, self.method.colour).move_to((columns[1], foot - 0.3, 0)),
        )
        numbers = [Number(0.0, ".1f", theme.BODY, theme.INK) for _ in columns]
        chord = DashedLine(
            self.start_point, self.goal_point, color=theme.GOAL, stroke_width=4, dash_length=0.14
        )
        run, total = self.facts.trajectory, self.facts.steps
        faint = TrajectoryPath(self.valley, run.x, self.method, markers=False, head=0)
        faint.set_dial(total)
        faint.line.set_stroke(opacity=0.3)
        so_far = np.concatenate([[0.0], np.cumsum(run.step_length)])
        reach = steps(total, pause=0.15)

        def stretch(bar: Bar, number: Number, value: float) -> None:
            bar.set_dial(value)
            number.set_dial(value)
            number.move_to(bar.end + np.array([0, 0.24, 0]))

        def unroll(share: float) -> None:
            at = reach(share) * total
            self.path.set_dial(at)
            stretch(walked, numbers[1], float(np.interp(at, np.arange(total + 1), so_far)))

        self.play_until(self.now + 0.5, FadeOut(self.column))
        self.hold_until(cue.mark("straight"))
        # The way walked stays above the straight one.
        self.add(chord, self.path)
        length = VGroup(straight, numbers[0])
        self.play_until(
            self.now + 1.2,
            Create(chord),
            FadeIn(names[0]),
            Course(
                length,
                lambda share: stretch(straight, numbers[0], self.facts.straight * share),
                rate_func=smooth,
            ),
        )
        self.hold_until(cue.mark("unroll") - 0.4)
        self.add(faint, chord, self.path)
        self.play_until(cue.mark("unroll"), FadeIn(names[1]))
        self.play_until(
            cue.mark("turn") - 1.0,
            Course(VGroup(self.path, walked, numbers[1]), unroll, rate_func=lambda share: share),
        )
        detour = VGroup()
        if self.facts.detour > 1:
            detour = Number(self.facts.detour, ".2f", theme.HEADING, self.method.colour, prefix="×")
            detour.move_to(straight.end + 0.95 * UP)
        corner = self._turn_sign()
        self.play_until(self.now + 0.4, FadeIn(detour, scale=1.5))
        self.hold_until(cue.mark("turn"))
        self.play_until(self.now + 0.7, FadeIn(corner))
        self.measured = VGroup(straight, walked, names, *numbers, detour, chord, faint, corner)

    def _turn_sign(self) -> VGroup:
        """Show at the first corner in sight by how much a step turns away from the line of the one before it."""
        number = self.word("turning", theme.SMALL)
        points = self.facts.trajectory.x
        seen = np.flatnonzero(self.valley.holds(points[1:-1]))
        if not len(seen):
            number.move_to((self.goal_point[0], self.valley.get_bottom()[1] + 0.5, 0))
            return VGroup(backing(number, buff=0.08), number)
        first, corner, last = self.valley.to_scene(points[seen[0] : seen[0] + 3])
        incoming, outgoing = corner - first, last - corner
        begin = float(np.arctan2(incoming[1], incoming[0]))
        end = float(np.arctan2(outgoing[1], outgoing[0]))
        sweep = (end - begin + np.pi) % (2 * np.pi) - np.pi
        ahead = DashedLine(
            corner, corner + 0.75 * incoming / np.linalg.norm(incoming), color=theme.INK, stroke_width=2.5
        )
        arc = Arc(0.42, begin, sweep, arc_center=corner, color=theme.INK, stroke_width=3)
        number.next_to(corner + np.array([0.5, -0.15, 0]), RIGHT, buff=0.1)
        return VGroup(ahead, arc, backing(number, buff=0.08), number)

    def why(self, cue: Cue) -> None:
        """Draw steepest descent and the way to the goal, the angle between them, and where descent would lead."""
        start = self.start_point
        gradient = self.facts.trajectory.grad[0]
        down = -gradient / np.linalg.norm(gradient)
        home = -np.array(self.params.start) / self.facts.straight
        far = self.valley.clip(np.array([start, self.valley.to_scene(self.facts.other_wall)]))[0][-1]
        tip = start + 0.7 * (far - start)
        back = 0.25 * (self.goal_point - start) / np.linalg.norm(self.goal_point - start)
        descent = Arrows(start, tip, theme.GRADIENT, width=0.09, head=0.32)
        way = Arrows(start, self.goal_point - back, theme.GOAL, width=0.09, head=0.32)
        downhill = self.word("downhill", theme.BODY, theme.GRADIENT).next_to(tip, RIGHT, buff=0.25)
        goal = self.word("goal", theme.BODY, theme.GOAL)
        # The name lies on the side of the way that descent does not lead to, where the way draws back from it.
        free_side = np.array([np.sign(home[0]), -np.sign(home[1]), 0.0])
        goal.next_to(start + 0.36 * (self.goal_point - start), free_side, buff=0.15)
        begin = float(np.arctan2(home[1], home[0]))
        sweep = (float(np.arctan2(down[1], down[0])) - begin + np.pi) % (2 * np.pi) - np.pi
        arc = Arc(1.0, begin, sweep, arc_center=start, color=theme.INK, stroke_width=4)
        degrees = self.text(f"{self.facts.angle:.0f}°", theme.HEADING)
        # A narrow angle has no room for its number, which then stands beside it.
        wide = abs(sweep) > 0.55
        middle = begin + (sweep / 2 if wide else sweep + np.sign(sweep) * 0.6)
        degrees.move_to(start + (1.5 if wide else 1.1) * np.array([np.cos(middle), np.sin(middle), 0]))

        self.play_until(self.now + 0.6, FadeOut(self.measured), FadeOut(self.path))
        self.remove(self.path)
        here = marker(self.method.marker, 0.2, self.method.colour, rim=True).move_to(start)
        self.add(here)
        slope = self._slope()
        self.hold_until(cue.mark("downhill"))
        self.add(descent, here)
        shown = [backing(downhill, buff=0.1), downhill]
        self.play_until(self.now + 0.9, Create(descent), FadeIn(slope), *map(FadeIn, shown))
        self.hold_until(cue.mark("goal"))
        self.add(way, here)
        shown = [backing(goal, buff=0.1), goal]
        self.play_until(self.now + 0.9, Create(way), *map(FadeIn, shown))
        self.hold_until(cue.mark("angle"))
        self.play_until(self.now + 0.8, Create(arc), FadeIn(degrees))
        self.hold_until(cue.mark("wall"))
        beyond = DashedLine(tip, far, color=theme.GRADIENT, stroke_width=4, dash_length=0.12)
        wall = self._tag(self.word("wall", theme.SMALL), far, RIGHT)
        self.play_until(self.now + 0.9, Create(beyond), FadeIn(wall))

    def _slope(self) -> VGroup:
        """Set the gradient as a formula, and its value at the start, in the column beside the map."""
        fact = self.facts
        (x, y), (gx, gy) = self.params.start, fact.trajectory.grad[0]
        general = EquationPanel(
            f"nabla L = vec({{{{ {fact.coefficient_x} thin x : x }}}}, {{{{ {fact.coefficient_y} thin y : y }}}})",
            {"x": theme.X_AXIS, "y": theme.Y_AXIS},
            plate=False,
        )
        here = EquationPanel(
            f"nabla L({x:g}, {y:g}) = vec({{{{ {gx:.3g} : x }}}}, {{{{ {gy:.3g} : y }}}})",
            {"x": theme.X_AXIS, "y": theme.Y_AXIS},
            plate=False,
            size=theme.BODY,
        )
        column = VGroup(general, here).arrange(DOWN, buff=0.7)
        return column.move_to((self.column_left + self.column_width / 2, 0.6, 0))

    def factors(self, cue: Cue) -> None:
        """Follow each coordinate alone: a slow decay, a flip at every step."""
        self.clear_stage(0.6)
        count = min(self.stems_shown, self.facts.steps)
        points = self.facts.trajectory.x[: count + 1]
        rows = (
            (0, 1.58, theme.X_AXIS, self.facts.factor_x, self.facts.coefficient_x, "x"),
            (1, -1.17, theme.Y_AXIS, self.facts.factor_y, self.facts.coefficient_y, "y"),
        )
        frames, rules = VGroup(), []
        for axis, middle, colour, factor, coefficient, name in rows:
            reach = 1.15 * float(np.abs(points[:, axis]).max())
            plane = Plane((-0.7, count + 0.7), (-reach, reach), width=8.2, height=2.05)
            plane.move_to((-2.3, middle, 0))
            axes = plane.axes(
                x_ticks=range(0, count + 1, 4) if axis else (),
                y_ticks=nice_ticks(reach, low=-reach),
                x_name=self.words["steps_axis"] if axis else "",
                y_name=f"${name}$",
                language=self.language,
            )
            axes[-1].set_color(colour)
            frames.add(VGroup(plane, axes))
            rule = EquationPanel(
                f"{name} <- (1 - {coefficient} thin eta) thin {name} \\ = {{{{ {factor:.3g} : k }}}} thin {name}",
                {"k": colour},
                plate=False,
            )
            rules.append(rule.move_to((4.7, middle, 0)))
        into_stage(frames)
        all_stems = (
            Stems(frame[0], points[:, axis], colour)
            for frame, (axis, _, colour, *_) in zip(frames, rows, strict=True)
        )
        charts = zip(frames, all_stems, rules, strict=True)
        marks = (cue.mark("flat"), cue.mark("steep"))
        ends = (cue.mark("steep") - 0.6, cue.end)
        for (frame, stems, rule), mark, end in zip(charts, marks, ends, strict=True):
            self.hold_until(mark - 0.5)
            self.play_until(mark, FadeIn(frame))
            self.play_until(self.now + 0.8, FadeIn(rule, shift=0.3 * LEFT))
            self.play_until(end, stems.to(count, rate_func=steps(count + 1, pause=0.2)))

    def rate(self, cue: Cue) -> None:
        """Plot the slower factor against the learning rate: a valley of its own, and an edge."""
        self.clear_stage(0.6)
        chart = RateChart(self.facts, self.method, self.words, self.language)
        self.play_until(cue.mark("worst"), FadeIn(chart.ground))
        self.play_until(self.now + 0.6, *map(FadeIn, chart.factors))
        self.play_until(cue.mark("best") - 0.1, chart.worst.to(chart.widest, rate_func=smooth))
        chart.worst.head.set_opacity(0)
        self.play_until(self.now + 0.7, Create(chart.drop), FadeIn(chart.best))
        our_dot, our_name = chart.ours
        self.play_until(
            max(self.now + 0.6, cue.mark("best") + 1.6), FadeIn(our_dot, scale=2), FadeIn(our_name)
        )
        self.hold_until(cue.mark("limit"))
        self.play_until(self.now + 0.7, FadeIn(chart.danger))

    def moral(self, cue: Cue) -> None:
        """Return to the valley: one number, two curvatures."""
        self.clear_stage(0.6)
        self.path.set_dial(self.facts.steps)
        self.play_until(self.now + 0.7, FadeIn(self.map, self.goal), FadeIn(self.path))
        moral = self.word("moral", theme.BODY).move_to((self.map.get_center()[0], -2.2, 0))
        flat, steep = self.bends
        self.hold_until(cue.mark("one"))
        self.play_until(self.now + 0.8, FadeIn(backing(moral)), FadeIn(moral), FadeIn(self.bends))
        self.hold_until(cue.mark("steep"))
        self.play_until(self.now + 0.8, Indicate(steep, 1.15, theme.Y_AXIS))
        self.hold_until(cue.mark("flat"))
        self.play_until(self.now + 0.8, Indicate(flat, 1.15, theme.X_AXIS))
        if not self.facts.diverges:
            self.hold_until(cue.mark("memory"))
            self._remember(cue.end)

    def _remember(self, until: float) -> None:
        """Draw what two steps come to together, one there and one back: what a memory would keep."""
        kept = TrajectoryPath(
            self.valley,
            self.facts.trajectory.x[::2],
            theme.Look(theme.VELOCITY, (), "disc"),
            width=5,
            markers=False,
            head=0.16,
        )
        name = self.word("memory", theme.SMALL, theme.VELOCITY, width=self.column_width)
        name.move_to((self.column_left + self.column_width / 2, -2.3, 0))
        dim = early(0.2)
        self.play_until(
            until,
            kept.to(self.facts.steps // 2, rate_func=smooth),
            FadeIn(name, rate_func=dim),
            self.path.line.animate(rate_func=dim).set_stroke(opacity=0.35),
            self.path.markers.animate(rate_func=dim).set_opacity(0.35),
        )

    def _cut(self, axis: int) -> Line:
        """Draw on the map where the ground is cut to see how it bends along an axis."""
        low, high = (self.valley.x_range, self.valley.y_range)[axis]
        ends = [np.eye(2)[axis] * end for end in (low, high)]
        colour = (theme.X_AXIS, theme.Y_AXIS)[axis]
        return Line(*self.valley.to_scene(ends), color=colour, stroke_width=2.5, stroke_opacity=0.8)

    def _bend(self, axis: int) -> VGroup:
        """Draw a parabola as flat or steep as the valley is along one axis, in the column beside the map."""
        curvature = (self.facts.curvature_x, self.facts.curvature_y)[axis]
        colour = (theme.X_AXIS, theme.Y_AXIS)[axis]
        plane = Plane((-1.25, 1.25), (0, 1.6), width=2.5, height=1.6, border=False)
        plane.move_to((self.column_left + self.column_width / 2, 2.0 - 2.6 * axis, 0))
        at = np.linspace(-1.25, 1.25, 81)
        bend = Curve(
            plane,
            np.stack([at, 0.5 * curvature * at**2 + 0.1], axis=-1),
            theme.Look(colour, (), "disc"),
            head=0,
        )
        bend.set_dial(1.25)
        name = self.word(("flat", "steep")[axis], theme.SMALL, colour).next_to(plane, DOWN, buff=0.12)
        return VGroup(bend, name)

    def _tag(self, text: VGroup, point: np.ndarray, side: np.ndarray) -> VGroup:
        text.next_to(point, side, buff=0.22)
        return VGroup(backing(text, buff=0.08), text)
