"""Adam: two panels become one; what sways and why; how long a step is, in noise, at most, and at any scale."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Create, FadeIn, FadeOut, Indicate, ReplacementTransform, VGroup, linear, smooth

from scenes import theme
from scenes.components.dial import Course, early
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .closing import Closing
from .longest_view import LongestView
from .loss_chart import LossChart
from .panels import Cursor, TwoPanels
from .scale_view import ScaleView
from .signal_view import ShareRule, SignalView
from .swings import Measures, Valley, cause_board, question, rates


class Adam(Segment):
    """One idea: the mean over the root mean square, a bare number that says how sure a direction is."""

    def setup(self) -> None:
        """Make the two panels that open the segment, and the valley that several beats share."""
        super().setup()
        self.panels = TwoPanels(self.facts, self.screen)
        self.valley = Valley(self.facts, self.screen)
        for panel in (self.panels.left, self.panels.right):
            self.add(panel.ground, panel.stems)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Draw both running means through the same gradients: of their squares, and of themselves."""
        left, right = self.panels.left, self.panels.right
        stems, last = (left.stems, right.stems), self.facts.steps
        for mark, panel, share in (("sizes", right, 0.3), ("led", left, 0.65)):
            self.play_until(cue.mark(mark), *(one.to(share * last - 1) for one in stems))
            self.play_until(
                self.now + 0.9,
                Indicate(panel.ground[2], 1.15, theme.INK),
                *(one.to((share + 0.1) * last - 1) for one in stems),
            )
        self.play_until(max(cue.mark("m") - 0.6, self.now + 0.6), *(one.to(last - 1) for one in stems))
        for mark, panel in (("m", left), ("v", right)):
            self.hold_until(cue.mark(mark))
            self.add(panel.mean)
            self.play_until(
                self.now + 1.8,
                panel.mean.to(self.facts.steps - 1, rate_func=linear),
                FadeIn(panel.name, rate_func=early(0.4)),
            )

    def join(self, cue: Cue) -> None:
        """Slide one panel over the other, and read off how far the mean fills the root mean square."""
        both, left, right = self.panels, self.panels.left, self.panels.right
        away = left.plane.get_center() - right.plane.get_center()
        self.hold_until(cue.mark("over") - 0.3)
        curve = right.mean.line.copy()
        self.add(curve)
        self.remove(right.mean)
        self.play_until(
            self.now + 1.5,
            FadeOut(VGroup(right.ground, right.stems, right.name), shift=away, rate_func=early(0.8)),
            FadeOut(VGroup(left.ground[2], left.name), rate_func=early(0.4)),
            ReplacementTransform(curve, both.band[1]),
            FadeIn(both.band[0], both.band[2], rate_func=early(1.0, after=0.6)),
            FadeIn(both.caption, rate_func=early(1.0, after=0.5)),
        )
        self.play_until(self.now + 0.6, FadeIn(both.rules, both.step, both.band_name))
        cursor = Cursor(both)
        self.play_until(self.now + 0.4, FadeIn(both.ratio_ground, cursor))
        self.add(both.ratio)
        # Steps pass evenly, whatever is written meanwhile.
        first, end, last = self.now, max(cue.mark("memory") - 0.3, self.now + 0.8), self.facts.steps - 1
        named = min(max(cue.mark("bare") - 0.2, first), end)
        reached = last * (named - first) / (end - first)
        for until, step, shown in (
            (named, reached, []),
            (end, last, [FadeIn(both.ratio_name, rate_func=early(0.3))]),
        ):
            self.play_until(until, *(one.to(step, rate_func=linear) for one in (cursor, both.ratio)), *shown)
        self.hold_until(cue.mark("memory"))
        self.play_until(self.now + 0.6, FadeOut(cursor), FadeIn(both.memories, both.corrected))

    def walk(self, cue: Cue) -> None:
        """Let Adam and momentum walk the valley, and measure how far each swings past its floor."""
        valley, self.measures = self.valley, Measures(self.facts, self.screen)
        own, rival = valley.paths["own"], valley.paths["rival"]
        names, heads, bars = (self.measures.names, self.measures.heads, self.measures.bars)
        self.exchange(
            min(self.now + 0.8, cue.mark("adam") - 1.6),
            valley.ground,
            names["own"],
            self.measures.shares,
            heads["swing"],
        )
        self.arrows = []
        for run, path in (("own", own), ("rival", rival)):
            mark = cue.mark("adam" if run == "own" else "momentum")
            self.hold_until(mark - (2.4 if run == "own" else 1.9))
            self.add(path)
            shown = [] if run == "own" else [FadeIn(names[run], rate_func=early(0.3))]
            self.play_until(mark, path.to(self.facts.steps, rate_func=linear), *shown)
            arrow = valley.swing_arrow(run)
            self.arrows.append(arrow)
            self.play_until(self.now + 0.5, FadeIn(arrow, bars["swing", run]))
        self.hold_until(cue.mark("length") - 0.2)
        self.play_until(
            self.now + 0.6, FadeIn(heads["length"], *(bars["length", run] for run in ("own", "rival")))
        )
        self.asked = question(self.screen)
        self.hold_until(cue.mark("why"))
        self.play_until(self.now + 0.5, FadeIn(self.asked))

    def cause(self, cue: Cue) -> None:
        """Take away the mean, then the root for each coordinate; then give momentum a smaller rate."""
        valley, board = self.valley, cause_board(self.facts, self.screen)
        valley.paths["own"].set_dial(self.facts.steps)
        measures = self.measures
        gone = (*measures.names.values(), measures.shares, *measures.heads.values(), *measures.bars.values())
        self.exchange_parts(
            min(self.now + 0.8, cue.mark("bare") - 0.4),
            (*gone, self.asked, valley.paths["rival"], self.arrows[1]),
            (board.heads, board.rows["own"]),
        )
        for mark, run in (("bare", "bare"), ("one", "one"), ("slow", "calm")):
            self.hold_until(cue.mark(mark) - 1.2)
            path = valley.paths[run]
            self.add(path)
            self.play_until(
                cue.mark(mark) + 0.3,
                path.to(self.facts.steps, rate_func=linear),
                FadeIn(VGroup(*board.rows[run][:2]), rate_func=early(0.4)),
            )
            more = [board.one_rule] if run == "one" else []
            self.play_until(self.now + 0.5, FadeIn(board.rows[run][2:], *more))
        in_y, in_x = rates(self.screen)
        self.play_until(self.now + 0.5, FadeIn(in_y))
        self.hold_until(cue.mark("crawl"))
        crawling = VGroup(*(board.rows[run][3] for run in ("one", "calm")))
        self.play_until(self.now + 0.9, Indicate(crawling, 1.25, theme.WARNING), FadeIn(in_x))

    def price(self, cue: Cue) -> None:
        """Follow the losses of Adam, momentum and Adam without its mean, and read them off twice."""
        chart = LossChart(self.facts, self.screen)
        pair = ("own", "rival")
        self.exchange(
            min(self.now + 0.8, cue.mark("less") - 1.5),
            chart.ground,
            *(chart.names[run] for run in pair),
            apart=True,
        )
        curves = [chart.curves[run] for run in pair]
        self.add(*curves)
        steps, far = self.facts.steps, self.facts.far
        self.play_until(
            max(cue.mark("less") - 0.2, self.now + 0.6), *(one.to(steps, rate_func=linear) for one in curves)
        )
        self.play_until(
            self.now + 0.5,
            FadeIn(chart.marks[0], chart.heads[:2], *(chart.cells[0][run] for run in pair)),
        )
        self.play_until(
            max(cue.mark("far") - 0.1, self.now + 0.6), *(one.to(far, rate_func=linear) for one in curves)
        )
        self.play_until(
            self.now + 0.5, FadeIn(chart.marks[1], chart.heads[2], *(chart.cells[1][run] for run in pair))
        )
        self.hold_until(cue.mark("bare") - 0.8)
        bare = chart.curves["bare"]
        self.add(bare)
        self.play_until(
            max(cue.mark("bare") + 0.4, self.now + 0.8),
            bare.to(far, rate_func=linear),
            FadeIn(chart.names["bare"], rate_func=early(0.4)),
        )
        self.play_until(self.now + 0.5, FadeIn(*(cells["bare"] for cells in chart.cells)))
        self.hold_until(cue.mark("purpose") - 0.5)
        self.play_until(self.now + 0.5, FadeIn(chart.question()))

    def noise(self, cue: Cue) -> None:
        """Turn signal into noise: m shrinks, the root of v stays, and so does the share of a step that is sure."""
        view = self.view = SignalView(self.facts, self.screen)
        rule = ShareRule(view)
        self.exchange(
            min(self.now + 0.8, cue.mark("noise")), view.frame, view.gradients, view.ground, apart=True
        )
        self.hold_until(cue.mark("noise") - 0.2)
        self.play_until(
            max(cue.mark("share") - 2.4, self.now + 1.0),
            view.gradients.to(1.0, rate_func=smooth),
            FadeIn(view.law[0], rate_func=early(0.6)),
        )
        self.play_until(self.now + 0.3, FadeIn(rule))
        self.add(view.average, rule)
        view.average.set_dial(0.0)
        self.play_until(
            max(cue.mark("share") + 0.4, self.now + 0.8),
            view.gradients.to(0.0, rate_func=early(0.3)),
            FadeIn(view.law[1], rate_func=early(0.5)),
        )
        self.play_until(
            max(cue.mark("alone") - 1.6, self.now + 0.9),
            view.gradients.to(1.0, rate_func=smooth),
            rule.to(1.0, rate_func=smooth),
            view.average.to(1.0, rate_func=smooth),
            FadeIn(view.names["average"], rate_func=early(0.5)),
        )
        self.play_until(self.now + 0.5, FadeIn(view.dots["average"], view.key))
        self.add(view.rms)
        self.play_until(
            max(cue.mark("alone") + 0.1, self.now + 0.5),
            view.rms.to(1.0),
            FadeIn(view.names["rms"], rate_func=early(0.5)),
        )
        self.play_until(self.now + 0.4, FadeIn(view.dots["rms"], view.alone))
        self.hold_until(cue.mark("bare") - 0.2)
        self.add(view.bare)
        self.play_until(self.now + 1.0, view.bare.to(1.0), FadeIn(view.names["bare"], rate_func=early(0.5)))
        self.play_until(self.now + 0.4, FadeIn(view.dots["bare"]))

    def bound(self, cue: Cue) -> None:
        """Look for the longest step: with equal memories, after one lonely gradient, and when gradients grow."""
        view = LongestView(self.facts, self.screen)
        head, stems, curve = view.growing
        self.exchange(
            min(self.now + 0.8, cue.mark("equal") - 0.3), view.ground, view.quiet, head, stems, apart=True
        )
        self.hold_until(cue.mark("equal"))
        self.add(view.equal_curve)
        self.play_until(
            max(cue.mark("never") + 0.4, self.now + 1.0),
            stems.to(len(stems.values) - 1, rate_func=linear),
            view.equal_curve.to(view.count - 1, rate_func=linear),
        )
        self.play_until(self.now + 0.6, FadeIn(view.equal, view.equal_law))
        last = view.count - 1
        head, stems, curve = view.lonely
        self.hold_until(cue.mark("lonely") - 1.8)
        self.exchange_parts(self.now + 0.5, (view.equal_law,), (head, stems, curve))
        self.play_until(
            max(cue.mark("lonely") - 0.1, self.now + 0.7),
            stems.to(len(stems.values) - 1, rate_func=linear),
            curve.to(last, rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(view.lonely_value))
        self.play_until(self.now + 0.6, FadeIn(view.law))
        head, stems, curve = view.growing
        self.hold_until(cue.mark("most") - 2.4)
        stems.set_dial(-1.0)
        self.add(curve)
        self.play_until(
            max(cue.mark("most") - 0.1, self.now + 0.8),
            stems.to(len(stems.values) - 1, rate_func=linear),
            curve.to(last, rate_func=linear),
        )
        self.play_until(self.now + 0.5, FadeIn(view.most))

    def scale(self, cue: Cue) -> None:
        """Multiply the loss: gradient descent leaves the map, Adam's path and its length stay."""
        view = self.scaling = ScaleView(self.facts, self.screen)
        self.exchange(
            min(self.now + 0.8, cue.mark("scale") - 0.2),
            view.ground,
            view.scales,
            view.readout,
            *view.names.values(),
            apart=True,
        )
        self.hold_until(cue.mark("scale") - 0.2)
        self._rescale(max(cue.mark("explode"), self.now + 1.2), 1.0, self.facts.scale)
        self.play_until(self.now + 0.5, FadeIn(view.gone))
        self.hold_until(cue.mark("same") - 2.2)
        self.play_until(self.now + 0.6, FadeIn(view.cancelled))
        self.hold_until(cue.mark("same"))
        self.play_until(self.now + 0.6, FadeIn(view.notes["same"]))

    def floor(self, cue: Cue) -> None:
        """Shrink the loss until gradients are below ε: Adam's lengths bend into those of momentum."""
        view = self.scaling
        self.hold_until(cue.mark("small") - 0.2)
        view.scales.drawn = (0.0, float(np.log10(self.facts.scale)))
        self.play_until(self.now + 0.3, FadeOut(view.gone, view.cancelled, view.notes["same"]))
        self._rescale(max(cue.mark("floor") - 0.6, self.now + 1.5), self.facts.scale, self.facts.small)
        self.play_until(self.now + 0.6, FadeIn(view.floor))
        self.hold_until(cue.mark("momentum") - 1.6)
        line = view.momentum[0]
        last = float(line.points_data[-1, 0])
        line.set_dial(last)
        self.play_until(
            self.now + 0.9,
            Create(line.line),
            FadeIn(view.momentum[1], view.zoom_ground, rate_func=early(0.5)),
        )
        self.add(*view.zoomed)
        steps = self.facts.steps
        self.play_until(self.now + 1.1, *(path.to(steps, rate_func=linear) for path in view.zoomed))
        self.play_until(self.now + 0.5, FadeIn(view.notes["agrees"]))

    def moral(self, cue: Cue) -> None:
        """Put Adam together on the map; then show both means empty, and ask what that does."""
        closing, path = Closing(self.screen), self.valley.paths["own"]
        path.set_dial(0.0)
        self.exchange(
            min(self.now + 0.8, cue.mark("both") - 0.2), self.valley.ground, path, closing.rule, apart=True
        )
        self.hold_until(cue.mark("both"))
        self.play_until(
            self.now + 2.5,
            path.to(self.facts.steps, rate_func=linear),
            FadeIn(closing.parts, rate_func=early(0.4)),
        )
        self.hold_until(cue.mark("zero") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(closing.tanks, shift=0.2 * DOWN))
        self.hold_until(cue.mark("next"))
        self.play_until(self.now + 0.5, FadeIn(closing.question))

    # -- pieces -----------------------------------------------------------------------------------------------

    def _rescale(self, until: float, start: float, end: float) -> None:
        """Go from one scale of the loss to another, by factors."""
        view = self.scaling
        low, high = np.log10(start), np.log10(end)

        def draw(share: float) -> None:
            power = float(low + share * (high - low))
            view.scales.set_dial(power)
            view.readout.set_dial(power)

        self.play_until(until, Course(VGroup(view.scales, view.readout), draw, rate_func=smooth))
