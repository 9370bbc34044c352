"""The gradient field of a valley: steepest descent does not point at the minimum, and by how much it misses."""

from __future__ import annotations

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Line,
    ManimColor,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, polyline
from scenes.components.dial import Course, early
from scenes.components.goal import Goal
from scenes.components.surface.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.equation import EquationPanel, plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .angle_chart import AngleChart
from .angle_wedges import AngleWedges, ray, wedges
from .condition_chart import ConditionChart, ConditionMap, ConditionReading
from .direction_field import DirectionField, axes_of
from .formulas import Ways, loss
from .law_fan import FARTHEST, LawFan
from .level_gaps import LevelGaps, ValleyCuts
from .two_ways import LiveAngle, TwoWays, doubled, one_step


class RavineField(Segment):
    """One idea: the gradient knows where the ground falls fastest, and not where the minimum is."""

    map_width, map_top = 10.2, 2.83
    column_left, column_width = 3.85, 2.86
    strip_level = -2.62
    valley_height = 1.8
    beside = Viewpoint(18, 40, 0.03, 1.05, target_z=0.4, shift_x=1.13, shift_y=-1.15, relief=1)
    onward = Viewpoint(28, 41, 0.03, 0.92, target_z=0.4, shift_x=0.3, shift_y=-1.0, relief=1)

    def setup(self) -> None:
        """Make what several beats share: the valley as a surface and as a map, the minimum, the cuts."""
        super().setup()
        fact = self.facts
        objective = fact.objective.load()
        half = (fact.half_width, fact.half_height)
        self.plane = Plane((-half[0], half[0]), (-half[1], half[1]), width=self.map_width)
        self.plane.move_to((theme.STAGE_LEFT, self.map_top, 0), aligned_edge=LEFT + UP)
        self.column_middle = self.column_left + self.column_width / 2
        self.map = ContourMap(self.plane, objective)
        self.surface = Surface(self.plane, objective, height=self.valley_height, view=self.beside).go(-1.0)
        self._cut(half)
        self.minimum = self.plane.to_scene((0.0, 0.0))
        self.goal = Goal().move_to(self.minimum)
        self.symbols = VGroup(
            self.text("$x$", theme.SMALL, theme.MUTED).next_to(self.plane.window, RIGHT, buff=0.1),
            self.text("$y$", theme.SMALL, theme.MUTED).next_to(self.plane.window, UP, buff=0.06),
        )
        self.loss = loss(fact)
        self._follow()
        self.add(self.surface, self.goal)

    def _follow(self) -> None:
        """Put the star where the minimum is seen on the surface."""
        self.goal.move_to(self.surface.to_stage((0.0, 0.0)))

    def _cut(self, half: tuple[float, float]) -> None:
        """Lay a line on the surface along each axis: the first is there before the second begins."""
        count = 41
        at = np.linspace(-0.999, 0.999, count)
        along = np.column_stack([at * half[0], np.zeros(count)])
        across = np.column_stack([np.zeros(count), at * half[1]])
        later = np.full((count, 2), np.nan)
        for points, colour in ((along, theme.X_AXIS), (np.vstack([later, across]), theme.Y_AXIS)):
            self.surface.add_trail(points, theme.Look(colour, (), "disc"), width=0.09, beads=False)
        self.cut_along, self.cut_across = float(count - 1), float(2 * count - 1)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Turn a valley in three dimensions, cut along both axes."""
        flat, steep = cue.mark("flat"), cue.mark("steep")
        law = self.loss.move_to((self.column_left, 2.65, 0), aligned_edge=LEFT)
        names = [
            self.word(key, theme.SMALL, colour).move_to((self.column_left, y, 0), aligned_edge=LEFT)
            for key, colour, y in (
                ("along", theme.X_AXIS, 2.1),
                ("across", theme.Y_AXIS, 1.67),
                ("kappa", theme.INK, 1.02),
            )
        ]
        begun, whole = self.surface.view, max(cue.until - self.now, 1e-6)
        start = self.now

        def turn(until: float, step: float, *shown: VMobject) -> None:
            first, last = (self.now - start) / whole, (until - start) / whole
            before = self.surface.step

            def draw(share: float) -> None:
                at = first + share * (last - first)
                self.surface.look(begun.towards(self.onward, at)).go(before + share * (step - before))
                self._follow()

            self.play_until(
                until,
                Course(Group(self.surface, self.goal), draw, rate_func=linear),
                *(FadeIn(one, rate_func=early(min(1.0, 0.6 / max(until - self.now, 0.6)))) for one in shown),
            )

        turn(cue.mark("valley"), -1.0)
        turn(flat, -1.0, law)
        turn(min(flat + 1.2, steep), self.cut_along, names[0])
        turn(steep, self.cut_along)
        turn(min(steep + 1.2, cue.until), self.cut_across, *names[1:])
        turn(cue.until, self.cut_across)
        self.bends = VGroup(*names)

    def above(self, cue: Cue) -> None:
        """Let the surface turn into its map in one move, without a cut; show what a level line is."""
        turn, line = cue.mark("turn"), cue.mark("line")
        self.hold_until(turn)
        whole = max(line - 0.5, self.now + 0.5)
        begun = self.surface.view

        def draw(share: float) -> None:
            self.surface.look(begun.towards(FROM_ABOVE, share, back=0.12))
            self._follow()

        self.play_until(whole, Course(Group(self.surface, self.goal), draw, rate_func=smooth))
        self.add(self.map, self.surface, self.goal, self.loss, self.bends)
        cuts = ValleyCuts(self.facts, self.screen)
        self.play_until(
            self.now + 0.4,
            FadeOut(self.surface),
            FadeIn(self.symbols, cuts.frame, rate_func=early(0.9)),
        )
        self.remove(self.surface)
        self.hold_until(line)
        self.gaps = gaps = LevelGaps(self.facts, self.plane)
        name = self.word("level", theme.BODY).move_to((self.plane.window.get_x(), self.strip_level, 0))
        self.play_until(self.now + 1.6, Create(gaps.lines), Create(cuts.levels))
        self.play_until(
            min(self.now + 1.0, cue.until),
            FadeIn(gaps.gaps, cuts.gaps),
            FadeIn(name, rate_func=early(0.5)),
        )
        self.level_name = name
        self.bends.add(cuts.frame, cuts.levels, cuts.gaps)

    def field(self, cue: Cue) -> None:
        """Grow arrows that point at the minimum, then turn them to where steepest descent points."""
        fact, condition = self.facts, self.facts.condition
        wish, grow, miss = (cue.mark(mark) for mark in ("wish", "grow", "miss"))
        field = DirectionField(self.plane, condition).point(condition, turned=0.0, grown=0.0)
        field.arrows.set_fill(theme.GOAL)
        keys = [self._key("wish", theme.GOAL), self._key("downhill", theme.GRADIENT)]
        lengths = self.word("lengths", theme.SMALL, theme.MUTED)
        row = VGroup(*keys, lengths).arrange(RIGHT, buff=0.55)
        row.move_to((theme.STAGE_LEFT, self.strip_level, 0), aligned_edge=LEFT)
        self.formulas = formulas = Ways(fact, self.screen, self.column_left)
        self.hold_until(wish - 0.4)
        self.add(field, self.goal)
        self.play_until(
            min(wish + 1.2, grow),
            Course(field, lambda share: field.point(condition, turned=0.0, grown=share), rate_func=smooth),
            FadeOut(self.gaps.lines, self.gaps.gaps, self.level_name, self.bends, rate_func=early(0.4)),
            FadeIn(keys[0], formulas.wish, rate_func=early(1.0, after=0.4)),
        )
        self.play_until(min(self.now + 0.6, grow), FadeIn(lengths))
        wished, meant = ManimColor(theme.GOAL), ManimColor(theme.GRADIENT)

        def turn(share: float) -> None:
            field.point(condition, turned=share)
            field.arrows.set_fill(wished.interpolate(meant, share))

        self.hold_until(grow - 1.7)
        # Where the arrows ought to point stays below, so that both can be compared.
        ghosts = DirectionField(self.plane, condition, theme.GOAL).point(condition, turned=0.0)
        ghosts.casing.set_opacity(0)
        ghosts.arrows.set_opacity(0.6)
        self.add(ghosts, field, self.goal)
        self.play_until(
            min(grow + 0.3, miss - 0.1),
            Course(field, turn, rate_func=smooth),
            FadeIn(keys[1], formulas.downhill, rate_func=early(0.5)),
        )
        self.hold_until(miss)
        axes = axes_of(self.plane)
        self.add(axes, ghosts, field, self.goal)
        self.play_until(self.now + 1.0, Create(axes))
        self.arrows, self.axes_lines = field, VGroup(axes, ghosts)
        self.keys, self.lengths = VGroup(*keys), lengths

    def _key(self, name: str, colour: str) -> VGroup:
        sample = Arrows((0, 0, 0), (0.55, 0, 0), colour, width=0.08, head=0.24)
        return VGroup(sample, self.word(name, theme.SMALL, colour)).arrange(RIGHT, buff=0.2)

    def angle(self, cue: Cue) -> None:
        """Look at the start: two arrows and the angle between them."""
        down, way, angle = (cue.mark(mark) for mark in ("down", "way", "angle"))
        ways = TwoWays(self.facts, self.plane)
        # Both arrows lead towards the valley's floor: the name stands on the other side.
        side = UP * np.sign(self.facts.start[1])
        name = plated(self.word("start", theme.SMALL).next_to(ways.here, side, buff=0.16))
        self.play_until(
            min(self.now + 0.8, down),
            FadeOut(self.axes_lines, self.lengths),
            self.arrows.animate.set_opacity(0.28),
            FadeIn(ways.here, name),
        )
        self.hold_until(down)
        self.play_until(self.now + 0.7, Create(ways.descent), FadeIn(self.formulas.downhill_here))
        self.hold_until(way)
        self.play_until(self.now + 0.8, Create(ways.way), FadeIn(self.formulas.wish_here))
        degrees = plated(self.word("angle", theme.HEADING).move_to(ways.beside(1.45)))
        self.hold_until(angle - 0.3)
        self.play_until(angle, Create(ways.arc))
        self.play_until(self.now + 0.4, FadeIn(degrees, scale=1.4))
        self.ways, self.start_name, self.degrees = ways, name, degrees

    def wander(self, cue: Cue) -> None:
        """Let the point wander from one axis to the other; its angle draws a curve in the column."""
        go, floor, worst, steep = (cue.mark(mark) for mark in ("go", "floor", "worst", "steep"))
        ways, fact = self.ways, self.facts
        chart = AngleChart(fact, self.screen, self.column_left, 1.85)
        self.play_until(
            min(self.now + 0.9, go),
            FadeOut(self.loss, self.keys, self.degrees, self.start_name, rate_func=early(0.6)),
            FadeOut(*vars(self.formulas).values(), rate_func=early(0.6)),
            FadeIn(chart.frame, rate_func=early(1.0, after=0.4)),
        )
        chart.dot.set_dial(ways.dial)
        live = LiveAngle(ways)
        self.add(ways, live, chart.curve, chart.dot)

        def follow(until: float, direction: float, *others: object, drawn: bool = True) -> None:
            begun = ways.dial

            def draw(share: float) -> None:
                at = begun + share * (direction - begun)
                ways.set_dial(at)
                live.set_dial(at)
                chart.dot.set_dial(at)
                if drawn:
                    chart.curve.set_dial(max(chart.curve.dial, at))

            moving = VGroup(ways, live, chart.curve, chart.dot)
            self.play_until(until, Course(moving, draw, rate_func=smooth), *others)
            self.add(ways, live, chart.curve, chart.dot)

        self.hold_until(go)
        follow(floor, 0.0, drawn=False)
        chart.curve.set_dial(0.0)
        self.hold_until(min(floor + 0.9, worst - 1.5))
        follow(worst, fact.worst_direction)
        self.play_until(self.now + 0.5, FadeIn(chart.peak))
        self.hold_until(min(worst + 0.9, steep - 1.5))
        follow(steep, 90.0)
        self.chart, self.live = chart, live

    def heat(self, cue: Cue) -> None:
        """Colour the map by the angle; the chart's ordinate is the key."""
        paint, share, worst = (cue.mark(mark) for mark in ("paint", "share", "worst"))
        fact, chart = self.facts, self.chart
        heat = AngleWedges(self.plane, fact.condition)
        levels = self.map.lines.copy().set_stroke(theme.INK, opacity=0.5)
        levels.is_ground = True
        self.hold_until(paint)
        self.add(heat, levels, self.arrows, self.ways, self.goal, self.symbols)
        self.add(chart.bands, *chart.frame, chart.curve, chart.peak, chart.dot)
        self.play_until(
            min(paint + 1.5, share),
            FadeIn(heat),
            FadeIn(levels),
            FadeIn(chart.bands),
            FadeOut(self.ways, self.live, self.map, chart.dot),
            self.arrows.animate.set_opacity(0.35),
        )
        self.remove(self.map)
        pair = doubled(fact, self.plane)
        distance = self.word("distance", theme.BODY)
        distance.move_to((self.plane.window.get_x(), self.strip_level, 0))
        self.play_until(min(self.now + 1.0, share), FadeIn(pair, distance))
        self.hold_until(share)
        edges = polyline(
            wedges(self.plane, fact.condition, fact.threshold), stroke_color=theme.INK, stroke_width=4
        )
        key = "share_slight" if fact.slight else "share"
        told = self.word(key, theme.BODY).move_to((self.plane.window.get_x(), self.strip_level, 0))
        self.play_until(
            self.now + 0.8,
            FadeIn(edges, chart.beyond),
            FadeOut(distance, pair, rate_func=early(0.5)),
            self.arrows.animate.set_opacity(0.9),
            FadeIn(told, rate_func=early(1.0, after=0.5)),
        )
        self.hold_until(worst - 0.2)
        lines = VGroup(
            *(Line(*ends, color=theme.INK, stroke_width=4) for ends in ray(self.plane, fact.worst_slope))
        )
        name = self.word("worst", theme.BODY).move_to(told)
        self.add(lines, self.arrows, self.goal)
        self.play_until(
            self.now + 0.7,
            Create(lines),
            FadeOut(edges, chart.beyond),
            FadeOut(told, rate_func=early(0.5)),
            FadeIn(name, rate_func=early(1.0, after=0.5)),
        )

    def law(self, cue: Cue) -> None:
        """Take both directions out of the map: the slope of each."""
        way, grad = cue.mark("way"), cue.mark("grad")
        self.fan = fan = LawFan(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, way - 0.6), fan.valley, fan.arrows, fan.given, apart=True)
        self.hold_until(way - 0.5)
        self.play_until(max(way + 0.2, self.now + 0.5), FadeIn(fan.rows[0], fan.way, fan.legs[0]))
        # While one says how both coordinates count, and then what follows.
        self.hold_until(way + 0.4 * (grad - way))
        self.play_until(self.now + 0.7, FadeIn(fan.legs[1]))
        self.hold_until(grad - 1.0)
        self.play_until(max(grad - 0.2, self.now + 0.5), FadeIn(fan.rows[1], fan.descent))

    def least(self, cue: Cue) -> None:
        """Find where the angle is largest: a sum that is least where its terms are equal."""
        total, equal, result = (cue.mark(mark) for mark in ("sum", "equal", "result"))
        fan, span = self.fan, float(np.log(FARTHEST))
        self.exchange_parts(max(total, self.now + 0.8), [fan.given, fan.legs], [fan.formula, fan.terms])
        self.add(fan)
        # To one side, to the other and back, so that one sees where the sum is least.
        turn = total + 0.35 * max(equal - total, 0.0)
        self.play_until(turn, fan.to(span, rate_func=smooth))
        self.play_until(
            total + 0.75 * max(equal - total, 0.0),
            fan.to(-0.9 * span, rate_func=smooth),
            FadeIn(fan.product, rate_func=early(0.3)),
        )
        self.play_until(equal, fan.to(0.0, rate_func=smooth))
        self.play_until(self.now + 0.6, FadeIn(fan.least))
        self.hold_until(result - 0.9)
        self.play_until(result - 0.2, FadeIn(fan.result))

    def kappa(self, cue: Cue) -> None:
        """Let the valley grow narrower: map, field and the largest angle follow."""
        round_, ours, narrow, right = (cue.mark(mark) for mark in ("round", "ours", "narrow", "right"))
        fact = self.facts
        valley, reading = (
            ConditionMap(fact, self.plane),
            ConditionReading(fact, self.screen, theme.STAGE_LEFT, self.strip_level - 0.15),
        )
        chart = ConditionChart(fact, self.screen, self.column_left, 1.35)
        law = EquationPanel("phi <= arctan (kappa - 1) / (2 sqrt(kappa))", plate=False, size=theme.BODY)
        law.move_to((self.column_left, 2.5, 0), aligned_edge=LEFT)
        reading.set_dial(valley.dial)
        chart.dot.set_dial(fact.condition)
        self.exchange(self.now + 0.6, valley, chart.frame, law, reading, chart.dot, apart=True)
        moving = VGroup(valley, reading, chart.curve, chart.dot)
        chart.curve.set_dial(1.0)

        def follow(until: float, dial: float, drawn: bool = True) -> None:
            begun = valley.dial

            def draw(share: float) -> None:
                at = begun + share * (dial - begun)
                valley.set_dial(at)
                reading.set_dial(at)
                if drawn:
                    chart.curve.set_dial(10.0**at)
                chart.dot.set_dial(10.0**at)

            self.play_until(until, Course(moving, draw, rate_func=smooth))
            self.add(*moving)

        self.hold_until(round_ - 0.6)
        follow(round_ + 0.6, 0.0, drawn=False)
        # Every valley stays until its sentence is over.
        self.hold_until(max(round_ + 1.2, ours - 1.1))
        follow(ours - 0.1, float(np.log10(fact.condition)))
        self.play_until(self.now + 0.4, FadeIn(chart.ours))
        self.hold_until(max(ours + 0.6, narrow - 0.7))
        follow(max(narrow, self.now + 0.5), float(np.log10(fact.narrow)))
        self.hold_until(right - 1.0)
        follow(right, float(np.log10(fact.farthest)))
        self.play_until(self.now + 0.6, Create(chart.right_angle))

    def moral(self, cue: Cue) -> None:
        """Return to the map and its start: what the gradient knows, what it does not, and the next question."""
        down, way, next_ = (cue.mark(mark) for mark in ("down", "way", "next"))
        fact = self.facts
        ways = TwoWays(fact, self.plane)
        field = DirectionField(self.plane, fact.condition).set_opacity(0.35)
        self.exchange(
            min(self.now + 0.8, down), self.map, field, self.goal, self.symbols, ways.here, apart=True
        )
        texts = [
            self.word(key, theme.BODY, colour, width=self.column_width).move_to(
                (self.column_left, level, 0), aligned_edge=LEFT
            )
            for key, colour, level in (("knows", theme.GRADIENT, 2.0), ("not_knows", theme.GOAL, 0.6))
        ]
        question = self.word("next", theme.HEADING, width=self.column_width)
        question.move_to((self.column_left, -1.2, 0), aligned_edge=LEFT)
        self.hold_until(down)
        self.play_until(self.now + 0.7, Create(ways.descent), FadeIn(texts[0]))
        self.hold_until(way)
        self.play_until(self.now + 0.7, Create(ways.way), FadeIn(texts[1]))
        degrees = plated(self.word("angle", theme.HEADING).move_to(ways.beside(1.45)))
        self.play_until(self.now + 0.5, Create(ways.arc), FadeIn(degrees))
        self.hold_until(next_)
        step = one_step(fact, self.plane)
        name = plated(self.word("step", theme.SMALL).next_to(step[1], RIGHT, buff=0.2))
        self.play_until(self.now + 0.8, FadeIn(question), Create(step), FadeIn(name), FadeOut(ways.descent))
