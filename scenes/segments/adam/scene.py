"""Adam: two panels become one; what sways and why; what the mean is for; how long a step is, and at any scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, Create, FadeIn, FadeOut, Indicate, ReplacementTransform, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, Dialled, early, geometric
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .closing import Closing
from .longest_view import LongestView
from .noise_view import NoiseView
from .noisy_valley import SMALL
from .panels import Cursor, TwoPanels
from .scale_view import ScaleView
from .swings import Measures, RatesChart, Valley, bare_rule, mean_board, question


class Adam(Segment):
    """One idea: the mean over the root mean square, a bare number that says how sure a direction is."""

    def setup(self) -> None:
        """Make the two panels that open the segment, and the valley that several beats share."""
        super().setup()
        self.panels = TwoPanels(self.facts, self.screen)
        self.valley = Valley(self.facts, self.screen)
        for panel in (self.panels.left, self.panels.right):
            self.add(panel.ground, panel.stems)
        self.add(self.panels.hats)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Draw both running means through the same gradients: of themselves, and of their squares."""
        left, right = self.panels.left, self.panels.right
        stems, last = (left.stems, right.stems), self.facts.steps
        for mark, panel, share in (("led", left, 0.3), ("sizes", right, 0.65)):
            self.play_until(cue.mark(mark), *(one.to(share * last - 1) for one in stems))
            self.play_until(
                self.now + 0.7,
                Indicate(panel.ground[2], 1.15, theme.INK),
                *(one.to((share + 0.1) * last - 1) for one in stems),
            )
        self.play_until(max(cue.mark("m") - 0.6, self.now + 0.4), *(one.to(last - 1) for one in stems))
        for mark, panel in (("m", left), ("v", right)):
            self.hold_until(cue.mark(mark))
            self.add(panel.mean)
            self.play_until(
                self.now + 1.3,
                panel.mean.to(self.facts.steps - 1, rate_func=linear),
                FadeIn(panel.name, rate_func=early(0.4)),
            )

    def join(self, cue: Cue) -> None:
        """Slide one panel over the other, and read off how far the mean fills the root mean square."""
        both, left, right = self.panels, self.panels.left, self.panels.right
        self.hold_until(cue.mark("over") - 0.3)
        curve = right.mean.line.copy()
        self.add(curve)
        self.remove(right.mean)
        # What stands in the frame at the right goes first, so that nothing crosses the curve on its way.
        self.play_until(
            self.now + 0.5, FadeOut(right.ground, right.stems, right.name, left.ground[2], left.name)
        )
        self.play_until(
            self.now + 1.2,
            ReplacementTransform(curve, both.band[1]),
            FadeIn(both.band[0], both.band[2], rate_func=early(1.0, after=0.6)),
            FadeIn(both.caption, both.rules, rate_func=early(0.8)),
        )
        self.play_until(self.now + 0.5, FadeIn(both.step, both.memories, both.band_name, both.ratio_ground))
        cursor, last = Cursor(both), self.facts.steps - 1
        self.add(both.ratio)
        self.hold_until(cue.mark("bare") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(both.ratio_name, cursor))
        self.hold_until(cue.mark("one") - 0.2)
        self.play_until(self.now + 0.5, both.ratio.to(0.0), FadeIn(both.first))
        # Steps pass evenly, while the gradients beside them shrink and turn.
        self.hold_until(cue.mark("shrink") - 0.2)
        until = max(cue.end - 0.8, self.now + 1.5)
        self.play_until(until, *(one.to(last, rate_func=linear) for one in (cursor, both.ratio)))

    def walk(self, cue: Cue) -> None:
        """Let Adam and momentum walk the valley, and measure how far each swings past its floor."""
        valley, self.measures = self.valley, Measures(self.facts, self.screen)
        names, bars = self.measures.names, self.measures.bars
        self.exchange(
            min(self.now + 0.8, cue.mark("adam") - 1.6),
            valley.ground,
            *names.values(),
            self.measures.head,
            self.measures.loss_head,
        )
        self.arrows = {}
        for run, mark, time in (("own", "adam", 2.4), ("rival", "momentum", 1.9)):
            self.hold_until(cue.mark(mark) - time)
            self.add(valley.paths[run])
            self.play_until(cue.mark(mark), valley.paths[run].to(self.facts.steps, rate_func=linear))
            self.arrows[run] = valley.swing_arrow(run)
            self.play_until(self.now + 0.5, FadeIn(self.arrows[run], bars[run]))
        self.hold_until(cue.mark("loss") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(*self.measures.losses.values()))
        self.asked = question(self.screen, "why")
        self.hold_until(cue.mark("why") - 0.6)
        self.play_until(self.now + 0.5, FadeIn(self.asked))

    def cause(self, cue: Cue) -> None:
        """Draw Adam's rates as momentum counts them: below its own in y, above in x; then with one root for both."""
        valley, chart, measures = self.valley, RatesChart(self.facts, self.screen), self.measures
        self.exchange_parts(
            self.now + 0.9,
            (
                *measures.names.values(),
                measures.head,
                measures.loss_head,
                *measures.bars.values(),
                *measures.losses.values(),
                self.asked,
            ),
            (chart.ground,),
        )
        for mark in ("y", "x"):
            self.hold_until(cue.mark(mark) - 0.4)
            self.add(chart.curves[mark])
            self.play_until(
                self.now + 1.6,
                chart.curves[mark].to(self.facts.steps, rate_func=linear),
                FadeIn(chart.names[mark], rate_func=early(0.4)),
            )
        self.hold_until(cue.mark("one") - 0.8)
        self.play_until(self.now + 0.4, FadeOut(valley.paths["rival"], self.arrows["rival"]))
        moving = (valley.paths["one"], chart.curves["one"])
        self.add(*moving)
        self.play_until(
            max(cue.mark("crawl") - 0.8, self.now + 1.5),
            *(one.to(self.facts.steps, rate_func=linear) for one in moving),
            FadeIn(chart.names["one"], rate_func=early(0.3)),
        )
        self.hold_until(cue.mark("crawl") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(chart.reached))
        self.rates = chart

    def purpose(self, cue: Cue) -> None:
        """Take away the mean alone: nothing sways; then ask what it is for."""
        valley, board, chart = self.valley, mean_board(self.facts, self.screen), self.rates
        self.exchange_parts(
            min(self.now + 0.8, cue.mark("bare") - 0.4),
            (
                valley.paths["one"],
                chart.ground,
                *chart.curves.values(),
                *chart.names.values(),
                chart.reached,
            ),
            (board.heads, board.rows["own"], VGroup(*board.rows["bare"][:2]), bare_rule(self.screen)),
        )
        self.add(valley.paths["bare"])
        self.play_until(
            max(cue.mark("bare") + 0.8, self.now + 1.5),
            valley.paths["bare"].to(self.facts.steps, rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(board.rows["bare"][2]))
        self.hold_until(cue.mark("less") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(board.rows["bare"][3]))
        self.hold_until(cue.mark("purpose") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(question(self.screen, "purpose")))

    def noise(self, cue: Cue) -> None:
        """Compare losses at every rate, in noise and without; and where runs end at this rate."""
        view, far, valley = NoiseView(self.facts, self.screen), self.facts.far, self.facts.valley
        view.clouds.set_dial(float(view.first))
        self.exchange(self.now + 0.9, view.ground, view.clouds, apart=True)
        small = float(valley.rates[valley.rates <= SMALL][-1])
        curves = (*view.curves, *view.quiet)
        self.add(*curves)
        self.play_until(
            max(cue.mark("speed") - 0.2, self.now + 1.5),
            *(curve.to(small, rate_func=geometric(curve.dial, small)) for curve in curves),
            view.clouds.to((view.first + far) // 2, rate_func=linear),
            FadeIn(view.quiet_name, rate_func=early(0.4)),
        )
        self.play_until(self.now + 0.5, FadeIn(view.small))
        self.hold_until(cue.mark("shake") - 3.4)
        last = float(valley.rates[-1])
        self.play_until(
            max(cue.mark("shake") - 0.1, self.now + 1.5),
            *(curve.to(last, rate_func=geometric(small, last)) for curve in curves),
            view.clouds.to(far, rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(view.at_rate))
        self.hold_until(cue.mark("best") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(view.best, view.saved))

    def bound(self, cue: Cue) -> None:
        """Look for the longest step after one lonely gradient: with equal memories, and with v's as it is."""
        view = self.longest = LongestView(self.facts, self.screen)
        (constant, same_stems, _), (head, stems, curve) = view.constant, view.lonely
        self.exchange(
            min(self.now + 0.8, cue.mark("equal") - 0.3),
            view.ground,
            view.quiet,
            constant,
            same_stems,
            apart=True,
        )
        last = view.count - 1
        self.hold_until(cue.mark("equal") - 0.2)
        self.add(view.equal_curve)
        self.play_until(
            max(cue.mark("never") - 0.2, self.now + 1.2),
            same_stems.to(len(same_stems.values) - 1, rate_func=linear),
            view.equal_curve.to(last, rate_func=linear),
            FadeIn(view.equal, rate_func=early(0.5)),
        )
        self.play_until(self.now + 0.5, FadeIn(view.equal_law))
        self.hold_until(cue.mark("lonely") - 2.6)
        self.exchange_parts(self.now + 0.6, (constant, same_stems), (head, stems))
        self.add(curve)
        self.play_until(
            max(cue.mark("lonely") - 0.1, self.now + 0.8),
            stems.to(len(stems.values) - 1, rate_func=linear),
            curve.to(last, rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(view.lonely_value))

    def most(self, cue: Cue) -> None:
        """Compare weights in both means; let gradients grow as their ratio does, and reach the bound."""
        view = self.longest
        (lonely, lonely_stems, _), (head, stems, curve) = view.lonely, view.growing
        self.exchange_parts(
            min(self.now + 0.7, cue.mark("weights") - 0.2),
            (lonely, lonely_stems, view.equal_law),
            (view.weights, head, stems),
        )
        self.add(*view.weight_curves)
        self.play_until(
            max(cue.mark("weights") + 0.6, self.now + 1.0),
            *(one.to(float(one.points_data[-1, 0]), rate_func=linear) for one in view.weight_curves),
        )
        self.play_until(self.now + 0.5, FadeIn(view.weight_growth))
        self.hold_until(cue.mark("growth") - 0.3)
        self.add(curve)
        self.play_until(
            max(cue.mark("most") - 0.1, self.now + 1.2),
            stems.to(len(stems.values) - 1, rate_func=linear),
            curve.to(view.count - 1, rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(view.most))
        self.play_until(self.now + 0.6, FadeIn(view.law))

    def scale(self, cue: Cue) -> None:
        """Multiply the loss: momentum leaves the map, Adam's path stays, until ε is all that divides."""
        view, facts = ScaleView(self.facts, self.screen), self.facts
        moved = [view.scales, view.readout]
        self.exchange(
            min(self.now + 0.7, cue.mark("scale") + 0.2),
            view.ground,
            *moved,
            *view.names.values(),
            apart=True,
        )
        self.hold_until(cue.mark("scale") + 0.9)
        self._rescale(moved, max(cue.mark("explode") + 0.2, self.now + 1.2), 1.0, facts.scale)
        self.play_until(self.now + 0.5, FadeIn(view.gone, view.limit))
        self.hold_until(cue.mark("same") - 2.0)
        self.play_until(self.now + 0.5, FadeIn(view.cancelled))
        self.hold_until(cue.mark("same") - 0.3)
        self.play_until(self.now + 0.5, FadeIn(view.notes["same"]))
        self.hold_until(max(cue.mark("small") - 1.2, self.now + 0.8))
        view.scales.drawn = (0.0, float(np.log10(facts.scale)))
        view.lens.set_dial(float(np.log10(facts.scale)))
        self.play_until(
            self.now + 0.5,
            FadeOut(view.gone, view.cancelled, view.notes["same"], view.limit),
            FadeIn(view.zoom_ground),
        )
        self.add(view.lens)
        self._rescale(
            [*moved, view.lens], max(cue.mark("floor") - 0.5, self.now + 1.5), facts.scale, facts.small
        )
        self.play_until(self.now + 0.5, FadeIn(view.floor))
        self.hold_until(cue.mark("alone") - 0.9)
        line = view.mean[0]
        line.set_dial(float(line.points_data[-1, 0]))
        self.add(view.alone)
        self.play_until(
            self.now + 1.1,
            Create(line.line),
            FadeIn(view.mean[1], rate_func=early(0.5)),
            view.alone.to(facts.steps, rate_func=linear),
        )
        self.play_until(self.now + 0.4, FadeIn(view.notes["agrees"]))

    def moral(self, cue: Cue) -> None:
        """Put Adam together on the map; then show both means empty, and ask what that does."""
        closing, path = Closing(self.screen), self.valley.paths["own"]
        path.set_dial(0.0)
        self.exchange(
            min(self.now + 0.8, cue.mark("both") - 0.2), self.valley.ground, path, closing.rule, apart=True
        )
        self.hold_until(cue.mark("both"))
        self.play_until(
            max(cue.mark("while") - 0.3, self.now + 2.0),
            path.to(self.facts.steps, rate_func=linear),
            FadeIn(closing.parts, rate_func=early(0.4)),
        )
        self.play_until(self.now + 0.5, FadeIn(closing.about))
        self.hold_until(cue.mark("zero") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(closing.tanks, shift=0.2 * DOWN))
        self.hold_until(cue.mark("next"))
        self.play_until(self.now + 0.5, FadeIn(closing.question))

    # -- pieces -----------------------------------------------------------------------------------------------

    def _rescale(self, moved: Sequence[Dialled], until: float, start: float, end: float) -> None:
        """Go from one scale of the loss to another, by factors."""
        low, high = np.log10(start), np.log10(end)

        def draw(share: float) -> None:
            for one in moved:
                one.set_dial(float(low + share * (high - low)))

        self.play_until(until, Course(VGroup(*moved), draw, rate_func=smooth))
