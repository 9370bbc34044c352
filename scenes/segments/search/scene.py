"""Search without slopes: a grid that costs too much, and a cheap search that misses."""

from __future__ import annotations

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
    ReplacementTransform,
    Transform,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.dial import Course, early, geometric, steps
from scenes.components.surface.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .budget_chart import BudgetChart
from .cost_chart import CostChart
from .facts import MOST_BUDGET, MOST_TURNED, STEEPER
from .flank_view import FlankView
from .miss_chart import MissChart
from .valley_maps import TurningMap, ValleyMap, ValleyTrial
from .well_view import DIVIDED, SLOPE_AT, WellView

CLOSE_UP, LARGE = np.array([-3.7, -0.2, 0.0]), 5.1
"""Where one map alone stands, and how large."""
TILTED = Viewpoint(20, 32, 0.03, 0.95, target_z=0.5, shift_x=0.6, shift_y=-0.2, relief=1)
"""From where the bowl of two weights is seen before one looks from above."""


class Search(Segment):
    """One idea: heights alone cost too much or miss the minimum, so one more thing is to be asked for."""

    def setup(self) -> None:
        """Make what several beats share, and begin where the last segment ended: with weights to be tried."""
        super().setup()
        self.view = WellView(self.facts, self.screen)
        self.chart = CostChart(self.facts, self.screen)
        self.trial = ValleyTrial(self.facts, self.screen)
        self.budget = BudgetChart(self.facts, self.screen)
        self.add(self.view.ground, self.view.line_cost)

    def swap(self, time: float, old: list[Mobject], new: list[Mobject], *others: Animation) -> None:
        """Let old things go before new ones come, so that two axes never stand on each other."""
        self.play_until(
            time,
            *(FadeOut(one, rate_func=early(0.45)) for one in old),
            *(FadeIn(one, rate_func=early(1.0, after=0.3)) for one in new),
            *others,
        )

    # -- beats ------------------------------------------------------------------------------------------------

    def grid(self, cue: Cue) -> None:
        """Try all points of a grid, and keep the lowest."""
        view, count = self.view, self.facts.evaluations
        self.hold_until(cue.mark("everything") - 1.4)
        self.play_until(cue.mark("everything") - 0.8, FadeOut(view.line_cost))
        self.play_until(cue.mark("everything") - 0.2, FadeIn(view.unknown))
        self.hold_until(cue.mark("everything"))
        self.play_until(cue.mark("everything") + 0.7, FadeIn(view.grid))
        self.hold_until(cue.mark("try"))
        self.play_until(
            cue.mark("best") - 0.1,
            view.grid.to(count, rate_func=steps(count, pause=0.0)),
            FadeOut(view.unknown, rate_func=lambda t: min(4 * t, 1.0)),
        )
        view.curve.set_dial(view.plane.x_range[0])
        self.play_until(cue.mark("best") + 0.5, FadeIn(view.grid_name, shift=0.2 * UP))
        view.curve.line.set_stroke(opacity=0.5)
        self.add(view.curve, view.grid, view.grid_name)
        self.play_until(max(self.now + 0.5, cue.end), view.curve.to(view.plane.x_range[1]))

    def cost(self, cue: Cue) -> None:
        """Let the cost of the grid grow with the number of parameters."""
        view, chart, count = self.view, self.chart, self.facts.dimensions
        chart.grid.set_dial(0.0)
        window = view.plane.copy()
        self.add(window)
        self.swap(
            cue.start + 1.0,
            [view.ground, view.curve, view.grid, view.grid_name],
            [chart.ground[1], chart.grid_name],
            ReplacementTransform(window, chart.plane),
        )
        self.add(chart.grid)
        self.play_until(self.now + 0.7, chart.grid.to(1.0))
        self.hold_until(cue.mark("more") - 0.3)
        last = cue.mark("all") - 0.2
        self.play_until(last, chart.grid.to(count, rate_func=steps(count - 1, pause=0.2)))
        self.hold_until(cue.mark("years") - 0.4)
        if not self.facts.short:
            self.play_until(self.now + 0.7, FadeIn(chart.time, shift=0.2 * UP))

    def divide(self, cue: Cue) -> None:
        """Cut the range into cells, keep the best one, and again."""
        view, chart, levels = self.view, self.chart, self.facts.levels
        view.rounds.set_dial(0.0)
        time = [] if self.facts.short else [chart.time]
        window = chart.plane.copy()
        self.remove(chart.plane)
        self.add(window)
        self.swap(
            cue.start + 1.0,
            [chart.ground[1], chart.grid, chart.grid_name, *time],
            [view.ground[1], view.curve],
            ReplacementTransform(window, view.plane),
        )
        self.hold_until(cue.mark("cells"))
        self.add(view.rounds)
        self.play_until(cue.mark("keep") - 0.5, view.rounds.to(0.5), FadeIn(view.rounds.values))
        self.hold_until(cue.mark("keep"))
        self.play_until(self.now + 0.7, view.rounds.to(1.0))
        self.hold_until(cue.mark("again"))
        ready = max(cue.end - 1.6, self.now + 0.6)
        self.play_until(
            ready,
            view.rounds.to(levels, rate_func=steps(levels - 1, pause=0.3)),
            FadeOut(view.rounds.values, rate_func=lambda t: min(3 * t, 1.0)),
        )
        self.play_until(self.now + 0.6, FadeIn(view.end, shift=0.2 * UP))

    def miss(self, cue: Cue) -> None:
        """Show the true minimum, and why no middle saw it while the grid did."""
        view = self.view
        self.hold_until(cue.mark("lowest"))
        self.play_until(
            self.now + 0.7,
            FadeIn(view.goal[0], scale=1.4),
            FadeIn(view.goal[1]),
            FadeOut(view.rounds),
            view.curve.line.animate.set_stroke(opacity=1.0),
        )
        level, ruler = view.width
        self.hold_until(cue.mark("floor") - 0.2)
        self.play_until(self.now + 0.7, Create(level[0]), FadeIn(level[1]))
        self.play_until(self.now + 0.7, FadeIn(ruler))
        self.hold_until(cue.mark("between"))
        self.play_until(self.now + 0.8, FadeIn(view.gap))
        self.hold_until(cue.mark("grid"))
        self.remove(view.curve)
        self.add(view.curve)
        view.grid.stems.set_stroke(opacity=0.0)
        # The star at the true minimum says what the ring at the grid's lowest point said before.
        view.grid.remove(view.grid.ring)
        self.add(view.grid, view.goal, view.end)
        self.play_until(
            self.now + 0.8,
            FadeIn(view.grid, view.spacing),
            view.gap.animate.set_opacity(0.35),
            FadeOut(level[1]),
        )
        self.add(view.end, view.goal)

    def two(self, cue: Cue) -> None:
        """Take the second dip away, then a second weight, and look from above."""
        view, trial = self.view, self.trial
        first = trial.maps[0]
        self.hold_until(cue.mark("convex") - 0.2)
        details = VGroup(
            view.grid, view.goal, view.width[0][0], view.width[1], view.gap, view.spacing, view.end
        )
        self.play_until(
            self.now + 1.0,
            FadeOut(details, rate_func=early(0.5)),
            Transform(view.curve.line, view.bowl.line),
        )
        flank = FlankView(view.plane, self.facts, self.screen)
        self.play_until(self.now + 0.6, FadeIn(flank))
        self.remove(view.curve)
        self.add(flank)
        self.hold_until(cue.mark("steep") - 0.6)
        self.play_until(self.now + 0.4, FadeIn(flank.note))
        self.play_until(
            max(cue.mark("lower"), self.now + 1.0), flank.to(float(np.log10(STEEPER)), rate_func=smooth)
        )
        self.hold_until(cue.mark("above") - 1.5)
        first.search.set_dial(0.0)
        first.whole.scale(LARGE / first.side).move_to(CLOSE_UP)
        surface = Surface(first.plane, self.facts.valleys[0], height=2.2, view=TILTED)
        self.play_until(max(cue.mark("above") - 1.1, self.now + 0.4), FadeOut(view.ground, flank, flank.note))
        self.play_until(self.now + 0.5, FadeIn(surface, trial.notes[0]))
        self.add(surface)
        self.play_until(max(cue.mark("above") + 0.7, self.now + 0.7), surface.turn(FROM_ABOVE))
        self.add(first.ground)
        self.remove(surface)
        self.add(first.search, first.goal)
        self.play_until(
            self.now + 0.6, first.search.to(0.5, rate_func=early(0.6)), FadeIn(trial.notes[1], trial.notes[2])
        )

    def convex(self, cue: Cue) -> None:
        """Try the search on three convex costs that differ in one thing each."""
        trial = self.trial
        first, second, third = trial.maps
        left, middle = 0.5 * (first.x + second.x) * RIGHT, 0.5 * (second.x + third.x) * RIGHT
        first.head.shift(left - first.x * RIGHT)
        first.verdict.shift(left - first.x * RIGHT)
        second.all.shift(middle)
        self.play_until(
            cue.mark("round"),
            FadeOut(*trial.notes),
            first.whole.animate.scale(first.side / LARGE).move_to(left + first.place),
            FadeIn(first.head, second.ground, second.head, rate_func=early(1.0, after=0.4)),
        )
        self._search(first, cue.mark("narrow") - 0.8)
        self.hold_until(max(cue.mark("narrow") - 0.2, self.now))
        self._search(second, cue.mark("sum") - 0.5)
        self.hold_until(max(cue.mark("sum"), self.now))
        self.play_until(self.now + 0.6, FadeIn(trial.sum))
        self.hold_until(cue.mark("turned") - 0.9)
        # The third valley is the second one, turned.
        assert isinstance(third.map, TurningMap)
        third.map.set_dial(0.0)
        third.ground.shift(middle - third.x * RIGHT)
        self.bring_to_back(third.ground)
        self.play_until(
            cue.mark("turned") - 0.1,
            first.all.animate.shift(first.x * RIGHT - left),
            second.all.animate.shift(-middle),
            third.ground.animate.shift(third.x * RIGHT - middle),
            FadeOut(trial.sum),
        )
        self.play_until(
            cue.mark("turned") + 0.9,
            third.map.to(self.facts.angle, rate_func=smooth),
            FadeIn(third.head, rate_func=early(1.0, after=0.5)),
        )
        self._search(third, cue.end - 0.6)
        self.add(third.away, third.search.head, third.goal)
        self.play_until(self.now + 0.5, FadeIn(third.away), FadeIn(third.verdict, shift=0.15 * UP))

    def _search(self, one: ValleyMap, limit: float) -> None:
        """Run all rounds on one map, and say what became of it."""
        levels = self.facts.levels
        one.search.set_dial(0.0)
        self.add(one.search, one.goal)
        run = max(min(self.now + 2.6, limit), self.now + 0.9)
        self.play_until(run, one.search.to(levels, rate_func=steps(levels, pause=0.2)))
        if one is not self.trial.maps[2]:
            self.play_until(self.now + 0.4, FadeIn(one.verdict, shift=0.15 * UP))

    def why(self, cue: Cue) -> None:
        """Look closely at the first round on the turned valley."""
        trial = self.trial
        first, second, third = trial.maps
        third.search.set_dial(1.0)
        third.away.set_stroke(opacity=0.0)
        third.whole.add(third.away)
        self.play_until(cue.start + 0.5, FadeOut(first.all, second.all, third.verdict))
        self.play_until(
            self.now + 0.9,
            third.whole.animate.scale(LARGE / third.side).move_to(CLOSE_UP),
            third.head.animate.move_to((CLOSE_UP[0], 2.72, 0)),
            FadeIn(trial.heading, *(bar[1] for bar in trial.bars), rate_func=early(1.0, after=0.5)),
        )
        signs = self.letters = trial.letters()
        for mark, bar, sign in zip(("own", "other"), trial.bars, signs, strict=True):
            self.hold_until(cue.mark(mark) - 0.2)
            bar[0].set_dial(0.0)
            value = self.facts.own_value if mark == "own" else self.facts.best_value
            self.add(bar[0])
            self.play_until(self.now + 0.9, FadeIn(sign, scale=1.4), bar[0].to(value))
            self.play_until(self.now + 0.4, FadeIn(bar[2]))
        names = self.end_names = trial.ends()
        self.hold_until(cue.mark("gone") - 0.9)
        self.play_until(cue.mark("gone"), third.search.to(self.facts.levels))
        self.add(third.away, third.search.head, third.goal)
        self.play_until(
            self.now + 0.6,
            FadeIn(names, trial.distance),
            third.away.animate.set_stroke(opacity=1.0),
            Indicate(third.goal, 1.6, theme.GOAL),
        )

    def share(self, cue: Cue) -> None:
        """Search many valleys, then let them get narrower."""
        trial, third = self.trial, self.trial.maps[2]
        miss = self.miss_chart = MissChart(self.facts, self.screen)
        old = [
            third.whole,
            third.head,
            trial.heading,
            *trial.bars,
            *self.letters,
            self.end_names,
            trial.distance,
        ]
        miss.dots.reveal(0.0)
        self.hold_until(cue.mark("many") - 0.9)
        right = [miss.right_ground, miss.point, miss.kappa_name, miss.kappa]
        self.swap(cue.mark("many") + 0.1, old, [miss.left_ground, miss.shown, *right])
        self.add(miss.dots, miss.point)
        self.play_until(cue.mark("limit") - 0.3, Course(miss.dots, miss.dots.reveal, rate_func=linear))
        self.hold_until(cue.mark("limit") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(miss.threshold))
        self.hold_until(cue.mark("kappa") - 0.5)
        self.play_until(self.now + 0.5, Indicate(miss.kappa_name, 1.15, theme.INK))
        self.add(miss.curve, miss.point)
        self.play_until(cue.mark("missed") - 0.1, miss.sweep(1.0, self.facts.condition))
        self.play_until(cue.mark("missed") + 0.5, FadeIn(miss.share, scale=1.3))
        self.play_until(max(cue.end, self.now + 0.8), miss.curve.to(MOST_TURNED))

    def control(self, cue: Cue) -> None:
        """Give a grid the same budget, then both more and more."""
        miss, budget = self.miss_chart, self.budget
        old = [
            *(miss.left_ground, miss.right_ground, miss.dots, miss.curve, miss.point, miss.kappa_name),
            *(miss.kappa, miss.share, miss.threshold, miss.shown),
        ]
        self.swap(cue.mark("same") - 0.2, old, [budget.ground])
        (grid, ours), most = budget.firsts, float(MOST_BUDGET)
        self.play_until(max(cue.mark("same") + 0.4, self.now + 0.4), FadeIn(budget.grid, budget.divided))
        self.hold_until(cue.mark("median") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(grid))
        self.hold_until((cue.mark("median") + cue.mark("double")) / 2 - 0.2)
        self.play_until(self.now + 0.6, FadeIn(ours))
        self.hold_until(cue.mark("double") - 0.2)
        pace = geometric(float(self.facts.budget), most)

        def grow(share: float) -> None:
            spent = self.facts.budget + pace(share) * (most - self.facts.budget)
            budget.grid.set_dial(spent)
            budget.divided.set_dial(spent)

        self.play_until(
            max(cue.mark("crossing") - 0.3, self.now + 1.0), Course(VGroup(budget.grid, budget.divided), grow)
        )
        self.add(budget.ends)
        self.play_until(max(cue.mark("crossing") + 0.2, self.now + 0.4), FadeIn(budget.crossing))

    def growth(self, cue: Cue) -> None:
        """Put the cost of the cheap search beside the grid's."""
        chart, budget, count = self.chart, self.budget, self.facts.dimensions
        chart.grid.set_dial(float(count))
        chart.divided.set_dial(0.0)
        old = [budget.ground, budget.grid, budget.divided, budget.ends, *budget.firsts, budget.crossing]
        self.swap(cue.mark("cheap"), old, [chart.plane, chart.ground[1], chart.grid, chart.grid_name])
        self.add(chart.divided)
        self.play_until(
            max(self.now + 1.0, cue.mark("still") - 0.9),
            chart.grid.animate.shift(chart.aside * LEFT),
            chart.divided.to(count, rate_func=linear),
            FadeIn(chart.divided_name),
        )
        self.play_until(self.now + 0.5, FadeIn(chart.some))
        self.hold_until(cue.mark("still"))
        self.play_until(self.now + 0.7, Indicate(chart.divided_name, 1.1, DIVIDED.colour))
        self.hold_until(cue.end - 1.6)
        self.play_until(self.now + 0.6, FadeIn(chart.many, shift=0.2 * UP))

    def close(self, cue: Cue) -> None:
        """Return to the curve, and ask for its slope."""
        view, chart = self.view, self.chart
        view.curve.set_dial(view.plane.x_range[1])
        window = chart.plane.copy()
        self.remove(chart.plane)
        self.add(window)
        star = view.goal[0]
        # What dividing asked for in its first round.
        cells = view.rounds.rounds[0][0]
        view.rounds.set_dial(1.0)
        texts = [chart.grid_name, chart.divided_name, chart.some, chart.many]
        self.swap(
            cue.start + 1.0,
            [chart.ground[1], chart.grid, chart.divided, *texts],
            [view.ground[1], view.curve, cells, star],
            ReplacementTransform(window, view.plane),
        )
        self.hold_until(cue.mark("heights"))
        self.play_until(self.now + 0.6, FadeIn(view.parameters, view.heights))
        self.hold_until(cue.mark("slope") - 0.3)
        point, tangent = view.graph.point, view.graph.tangent
        self.play_until(
            self.now + 0.9,
            FadeOut(cells),
            view.curve.line.animate.set_stroke(opacity=0.4),
            star.animate.set_opacity(0.4),
            FadeIn(point, scale=1.5),
            Create(tangent.line),
        )
        self.add(tangent, point)
        arrow = view.slope_arrow()
        self.hold_until(cue.mark("down") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(arrow, shift=-0.3 * UP))
        self.hold_until(cue.mark("few") - 0.3)
        self.play_until(self.now + 0.7, FadeIn(view.slopes))
        self.hold_until(cue.end - 1.8)
        self.play_until(
            max(cue.end - 0.2, self.now + 0.8),
            Course(
                VGroup(point, tangent), view.graph.stand, (SLOPE_AT, self.facts.floor_x), rate_func=smooth
            ),
            FadeOut(arrow),
        )
        self.play_until(self.now + 0.4, FadeIn(view.arrived))
