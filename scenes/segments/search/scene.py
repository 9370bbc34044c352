"""Search without slopes: a grid that costs too much, and a cheap search that misses."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut, Indicate, ReplacementTransform, VGroup, linear

from scenes import theme
from scenes.components.dial import steps
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .cost_chart import CostChart
from .miss_chart import MissChart
from .valley_maps import ValleyTrial
from .well_view import DIVIDED, WellView


class Search(Segment):
    """One idea: heights alone cost too much or miss the minimum, so one more thing is to be asked for."""

    def setup(self) -> None:
        """Make what several beats share, and begin where the last segment ended: with weights to be tried."""
        super().setup()
        self.view = WellView(self.facts, self.screen)
        self.chart = CostChart(self.facts, self.screen)
        self.trial = ValleyTrial(self.facts, self.screen)
        self.add(self.view.ground, self.view.grid, self.view.unknown)

    # -- beats ------------------------------------------------------------------------------------------------

    def grid(self, cue: Cue) -> None:
        """Try all points of a grid, and keep the lowest."""
        view, count = self.view, self.facts.evaluations
        begin, end = cue.mark("everything"), cue.mark("best") - 0.3
        self.hold_until(begin)
        rate = steps(count, pause=0.0)
        self.play_until(
            end,
            view.grid.to(count, rate_func=rate),
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
        self.play_until(
            cue.start + 0.9,
            FadeOut(view.ground, view.curve, view.grid, view.grid_name),
            ReplacementTransform(window, chart.plane),
            FadeIn(chart.ground[1], chart.grid_name),
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
        self.play_until(
            cue.start + 0.9,
            FadeOut(chart.ground[1], chart.grid, chart.grid_name, *time),
            ReplacementTransform(window, view.plane),
            FadeIn(view.ground[1], view.curve),
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
            FadeIn(view.goal, scale=1.4),
            FadeOut(view.rounds),
            view.curve.line.animate.set_stroke(opacity=1.0),
        )
        self.play_until(max(self.now + 0.9, cue.mark("between") - 1.2), FadeIn(view.width))
        self.hold_until(cue.mark("between"))
        self.play_until(self.now + 0.8, FadeIn(view.gap))
        self.hold_until(cue.mark("grid"))
        self.remove(view.curve)
        self.add(view.curve)
        view.grid.stems.set_stroke(opacity=0.0)
        # The star at the true minimum says what the ring at the grid's lowest point said before.
        view.grid.remove(view.grid.ring)
        self.add(view.grid, view.goal, view.end)
        self.play_until(self.now + 0.8, FadeIn(view.grid, view.spacing), view.gap.animate.set_opacity(0.35))
        self.add(view.end, view.goal)

    def convex(self, cue: Cue) -> None:
        """Try the search on three convex costs that differ in one thing each."""
        view, levels = self.view, self.facts.levels
        maps = self.trial.maps
        old = VGroup(
            view.ground, view.curve, view.grid, view.goal, view.width, view.gap, view.spacing, view.end
        )
        first, second, third = maps
        # The last map is not turned until that is said.
        unturned = second.ground.copy().move_to(third.ground)
        self.play_until(
            max(cue.mark("round") - 0.8, self.now + 0.9),
            FadeOut(old),
            FadeIn(first.ground, second.ground, unturned, first.head, second.head),
        )
        for one, mark, after in zip(
            maps, ("round", "narrow", "turned"), ("narrow", "turned", None), strict=True
        ):
            self.hold_until(cue.mark(mark) - 0.2)
            if one is third:
                self.play_until(
                    self.now + 0.9,
                    ReplacementTransform(unturned, one.ground),
                    FadeIn(one.head, shift=0.15 * DOWN),
                )
            one.search.set_dial(0.0)
            self.add(one.search, one.goal)
            limit = cue.mark(after) - 1.2 if after else cue.end - 0.6
            run = max(min(self.now + 2.6, limit), self.now + 0.9)
            self.play_until(run, one.search.to(levels, rate_func=steps(levels, pause=0.2)))
            self.play_until(self.now + 0.4, FadeIn(one.verdict, shift=0.15 * UP))

    def why(self, cue: Cue) -> None:
        """Look closely at the first round on the turned valley."""
        trial = self.trial
        first, second, third = trial.maps
        third.search.set_dial(1.0)
        self.play_until(
            cue.start + 1.2,
            FadeOut(
                first.whole,
                first.head,
                first.verdict,
                second.whole,
                second.head,
                second.verdict,
                third.verdict,
            ),
            third.whole.animate.scale(5.3 / third.side).move_to((-3.9, -0.2, 0)),
            third.head.animate.move_to((-3.9, 2.72, 0)),
        )
        self.play_until(self.now + 0.3, FadeIn(trial.heading))
        signs = self.letters = trial.letters()
        for mark, bar, sign in zip(("own", "other"), trial.bars, signs, strict=True):
            self.hold_until(cue.mark(mark) - 0.2)
            bar[0].set_dial(0.0)
            value = self.facts.own_value if mark == "own" else self.facts.best_value
            self.add(bar[0])
            self.play_until(self.now + 0.9, FadeIn(sign, scale=1.4), FadeIn(bar[1]), bar[0].to(value))
            self.play_until(self.now + 0.4, FadeIn(bar[2]))
        names = self.end_names = trial.ends()
        self.hold_until(cue.mark("gone") - 0.9)
        self.play_until(cue.mark("gone"), third.search.to(self.facts.levels))
        self.play_until(self.now + 0.6, FadeIn(names), Indicate(third.goal, 1.6, theme.GOAL))

    def share(self, cue: Cue) -> None:
        """Search many valleys while they get narrower."""
        trial, third = self.trial, self.trial.maps[2]
        miss = self.miss_chart = MissChart(self.facts, self.screen)
        condition = self.facts.condition
        gone = VGroup(third.whole, third.head, trial.heading, *trial.bars, *self.letters, self.end_names)
        moving = VGroup(miss.dots, miss.curve, miss.point, miss.kappa_name, miss.kappa)
        self.hold_until(cue.mark("many") - 0.6)
        self.play_until(cue.mark("many") + 0.3, FadeOut(gone), FadeIn(miss.ground, moving, miss.shown))
        self.add(*moving)
        self.hold_until(cue.mark("limit") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(miss.threshold))
        self.play_until(cue.mark("missed") - 0.1, miss.sweep(1.0, condition))
        self.play_until(cue.mark("missed") + 0.5, FadeIn(miss.share, scale=1.3))

    def growth(self, cue: Cue) -> None:
        """Put the cost of the cheap search beside the grid's."""
        chart, miss, count = self.chart, self.miss_chart, self.facts.dimensions
        chart.grid.set_dial(float(count))
        chart.divided.set_dial(0.0)
        gone = VGroup(
            miss.ground,
            miss.dots,
            miss.curve,
            miss.point,
            miss.kappa_name,
            miss.kappa,
            miss.share,
            miss.shown,
            miss.threshold,
        )
        self.play_until(
            cue.start + 0.9, FadeOut(gone), FadeIn(chart.plane, chart.ground[1], chart.grid, chart.grid_name)
        )
        self.add(chart.divided)
        self.hold_until(max(cue.mark("cheap") - 0.3, self.now))
        self.play_until(self.now + 2.6, chart.divided.to(count, rate_func=linear), FadeIn(chart.divided_name))
        self.play_until(self.now + 0.5, FadeIn(chart.some))
        self.hold_until(cue.mark("still"))
        self.play_until(self.now + 0.7, Indicate(chart.divided_name, 1.1, DIVIDED.colour))
        self.hold_until(cue.end - 1.6)
        self.play_until(self.now + 0.6, FadeIn(chart.many, shift=0.2 * UP))

    def close(self, cue: Cue) -> None:
        """Return to the curve, and ask for its slope."""
        view, chart = self.view, self.chart
        window = chart.plane.copy()
        self.remove(chart.plane)
        self.add(window)
        star = view.goal[0]
        view.grid.stems.set_stroke(opacity=0.4)
        self.play_until(
            cue.start + 0.9,
            FadeOut(
                chart.ground[1],
                chart.grid,
                chart.divided,
                chart.grid_name,
                chart.divided_name,
                chart.some,
                chart.many,
            ),
            ReplacementTransform(window, view.plane),
            FadeIn(view.ground[1], view.curve, star),
        )
        self.hold_until(cue.mark("heights") - 0.3)
        self.add(view.grid, star)
        self.play_until(self.now + 0.7, FadeIn(view.grid))
        self.add(star)
        self.hold_until(cue.mark("slope") - 0.3)
        point, tangent = view.graph.point, view.graph.tangent
        self.play_until(
            self.now + 0.9,
            view.grid.animate.set_opacity(0.25),
            FadeIn(point, scale=1.5),
            Create(tangent.line),
        )
        self.add(tangent, point)
        arrow = view.slope_arrow()
        self.hold_until(cue.mark("down") - 0.2)
        self.play_until(self.now + 0.7, FadeIn(arrow, shift=0.3 * LEFT + 0.1 * DOWN))
        self.play_until(self.now + 0.6, FadeIn(view.prices))
        self.hold_until(cue.until - 1.6)
        self.play_until(cue.until - 0.1, Indicate(arrow, 1.25, theme.GOAL))
