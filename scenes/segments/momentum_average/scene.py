"""Momentum's memory: its weights, how far back they reach, and what a longer one does."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, early, steps
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .buffer_law import BufferLaw
from .comet import Comet
from .dampened_maps import DampenedMaps
from .growth_chart import GrowthChart
from .memory_sweep import MemorySweep
from .one_path import OnePath
from .weight_bars import WINDOWS, WeightBars, WeightSum, WindowReading


class MomentumAverage(Segment):
    """One idea: the buffer is a running mean of the last 1/(1 − α) gradients, that many times as long."""

    map_size, map_top = (6.9, 5.0), 2.9
    panel_left, panel_right = 0.75, theme.STAGE_RIGHT
    strip_level = -2.6
    limit_shown = 0.99

    def setup(self) -> None:
        """Make what several beats share: the map, the walk, the weights."""
        super().setup()
        fact = self.facts
        far = 1.15 * np.abs(fact.ball.x[0])
        ways = np.clip(np.vstack([fact.ball.x, fact.longer.x, np.zeros((1, 2))]), -far, far)
        self.plane = Plane.around(ways, *self.map_size, margin=0.07)
        self.plane.move_to((theme.STAGE_LEFT, self.map_top, 0), aligned_edge=LEFT + UP)
        self.map = ContourMap(self.plane, fact.objective.load())
        self.goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.comet = Comet(fact, self.plane)
        self.named = self.word("ball", theme.SMALL, theme.look("momentum").colour)
        self.named.move_to((self.plane.window.get_x(), self.strip_level, 0))
        self.law = BufferLaw(self.screen, self.panel_left)
        self.add(self.map, self.goal, self.comet.path, self.named, self.law.velocity)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Begin with the ball's walk and its rule; divide the learning rate out of it."""
        law, path = self.law, self.comet.path
        self.play_until(cue.mark("rule") - 0.2, path.to(self.facts.steps, rate_func=smooth))
        self.add(path)
        self.play_until(cue.mark("rule") + 0.6, FadeIn(law.other), Create(law.underline))
        self.hold_until(cue.mark("buffer") - 1.4)
        self.play_until(cue.mark("buffer") - 0.5, FadeIn(law.divided))
        self.play_until(cue.mark("buffer") + 0.2, FadeIn(law.buffer))
        self.play_until(self.now + 0.6, FadeIn(law.sum))
        self.laws = VGroup(law.velocity, law.other, law.underline, law.divided, law.buffer)

    def walk(self, cue: Cue) -> None:
        """Walk once more: gradients fade on the map, and their weights slide along the chart."""
        total, comet = self.facts.steps, self.comet
        self.bars = bars = WeightBars(self.facts, self.screen, self.panel_left + 0.35, 2.25)
        self.sum = WeightSum(self.facts, self.screen, self.panel_left + 0.35, -1.75, bars.width)
        self.play_until(
            cue.mark("go"),
            FadeOut(self.laws, comet.path, rate_func=early(0.6)),
            FadeIn(bars.frame, bars, rate_func=early(1.0, after=0.5)),
            self.law.sum.animate.move_to((bars.plane.window.get_x(), -1.9, 0)),
        )
        self.remove(comet.path)
        comet.set_dial(0.0)
        self.add(comet, self.goal, bars)
        pace = steps(total, pause=0.2)

        def draw(share: float) -> None:
            comet.set_dial(pace(share) * total)
            bars.put(self.facts.momentum, pace(share) * total)

        begun, end = cue.mark("go"), cue.until - 0.3

        def part(until: float, *shown: Any) -> None:
            shares = tuple((time - begun) / (end - begun) for time in (self.now, until))
            self.play_until(
                until,
                Course(VGroup(comet, bars), draw, shares, rate_func=linear),
                *(FadeIn(one, rate_func=early(0.25)) for one in shown),
            )
            self.add(comet, bars)

        part(cue.mark("bars") - 0.2)
        part(cue.mark("fade") - 0.2, bars.name)
        self.add(bars.envelope)
        part(end, bars.envelope)
        bars.frame.add(bars.name)

    def mean(self, cue: Cue) -> None:
        """Lay all weights end to end: they come to 1/(1 − α); divided by that, to 1."""
        fact, bars, total = self.facts, self.bars, self.sum
        most = 12 * fact.total
        begun = float(fact.steps)
        self.play_until(self.now + 0.6, FadeOut(self.law.sum, bars.envelope), FadeIn(total.frame))
        self.add(total, total.frame)

        def draw(share: float) -> None:
            taken = share * begun + max(share - 0.5, 0.0) * 2 * (most - begun)
            total.put(taken)
            bars.put(fact.momentum, max(taken, begun))

        self.play_until(cue.mark("total"), Course(VGroup(total, bars), draw, rate_func=smooth))
        self.add(bars, total)
        self.play_until(self.now + 0.5, FadeIn(total.total))
        self.hold_until(cue.mark("mean"))
        self.play_until(self.now + 0.7, FadeIn(total.shares))
        self.taken = most

    def reach(self, cue: Cue) -> None:
        """Draw the flat window of the same area; the share of weight within it; and α towards 1."""
        fact, bars, total = self.facts, self.bars, self.sum
        name = self.word("window", theme.SMALL)
        name.next_to(bars.window, RIGHT, buff=0.2).align_to(bars.window, UP)
        self.hold_until(cue.mark("window") - 0.3)
        self.play_until(self.now + 0.9, Create(bars.window), FadeIn(name, rate_func=early(0.6)))
        self.hold_until(cue.mark("share") - 0.6)
        bars.put(fact.momentum, self.taken, window=True)
        total.put(self.taken, window=True)
        self.play_until(
            cue.mark("share") + 0.2, FadeOut(total.total, rate_func=early(0.5)), FadeIn(total.held)
        )
        self.hold_until(cue.mark("limit") - 2.9)
        limit = self.word("limit", theme.BODY).next_to(name, DOWN, buff=0.8).align_to(name, LEFT)
        live = WindowReading(self.screen, name.get_left())
        live.set_dial(fact.momentum)
        self.play_until(
            min(self.now + 0.6, cue.mark("limit") - 1.5),
            FadeOut(name, rate_func=early(0.5)),
            FadeIn(live, rate_func=early(1.0, after=0.5)),
        )
        first, last = np.log(1 - fact.momentum), np.log(1 - self.limit_shown)

        def draw(share: float) -> None:
            momentum = 1 - float(np.exp(first + share * (last - first)))
            bars.put(momentum, np.ceil(WINDOWS / (1 - momentum)), window=True)
            live.set_dial(momentum)

        self.play_until(cue.mark("limit"), Course(VGroup(bars, live), draw, rate_func=smooth))
        self.add(bars, bars.window, live)
        self.play_until(self.now + 0.5, FadeIn(limit))

    def same(self, cue: Cue) -> None:
        """Let inertia walk at the same rate, and then at the rate that makes it momentum."""
        fact, total = self.facts, self.facts.steps
        paths = OnePath(fact, self.plane, self.screen, self.panel_left)
        paths.ball.set_dial(total)
        self.exchange(
            min(self.now + 0.8, cue.mark("short")), self.map, self.goal, paths.ball, paths.rule, apart=True
        )
        self.hold_until(min(self.now + 1.5, cue.mark("short") - 1.0))
        self.play_until(self.now + 0.7, FadeIn(paths.inertia, paths.rows[0]))
        self.hold_until(cue.mark("short") - 0.6)
        self.add(paths.slow)
        self.play_until(
            cue.mark("short") + 1.0,
            paths.slow.to(total),
            FadeIn(paths.rows[1], rate_func=early(0.6)),
        )
        self.hold_until(cue.mark("rate") - 0.5)
        self.play_until(cue.mark("rate"), FadeIn(paths.rows[2]))
        self.add(paths.same)
        self.play_until(cue.mark("same"), paths.same.to(total))
        self.play_until(self.now + 0.5, FadeIn(paths.exact))

    def dampening(self, cue: Cue) -> None:
        """Try dampening beyond the limit, and its control."""
        trial, total = DampenedMaps(self.facts, self.screen), self.facts.steps
        self.exchange(min(self.now + 0.8, cue.mark("claim")), trial.rule, trial.edge, *trial.maps, apart=True)
        self.hold_until(cue.mark("claim") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(trial.claim))
        for one, mark in zip(trial.maps, ("wild", "damped", "control"), strict=True):
            self.hold_until(cue.mark(mark) - 0.6)
            self.add(one)
            self.play_until(cue.mark(mark) + 0.9, one.to(total))
            self.play_until(self.now + 0.3, FadeIn(one.result))
        self.play_until(
            min(self.now + 0.6, cue.until), FadeOut(trial.edge), FadeIn(trial.verdict, trial.note)
        )

    def gain(self, cue: Cue) -> None:
        """Turn α up under a constant gradient: how far the buffer grows, and how long it takes."""
        fact, chart = self.facts, GrowthChart(self.facts, self.screen)
        self.exchange(min(self.now + 0.8, cue.mark("constant")), chart.frame, chart, apart=True)
        self.hold_until(max(self.now, cue.mark("short") - 3.0))
        for share, mark, kept in (
            (fact.short, "short", chart.kept[0]),
            (fact.momentum, "ours", chart.kept[1]),
        ):
            self.add(chart)
            self.play_until(cue.mark(mark) - 0.3, chart.to(share, rate_func=smooth))
            self.play_until(cue.mark(mark) + 0.1, FadeIn(kept))
        self.play_until(self.now + 0.6, FadeOut(chart), FadeIn(chart.law))
        self.hold_until(cue.mark("late") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(*chart.arrived))

    def memory(self, cue: Cue) -> None:
        """Turn the memory up at one effective rate: path, chart and numbers follow."""
        fact = self.facts
        sweep = MemorySweep(fact, self.plane, self.screen, self.panel_left)
        kept = self.word("rate_kept", theme.SMALL, theme.MUTED)
        kept.move_to((self.panel_left, -2.65, 0), aligned_edge=LEFT)
        self.exchange(min(self.now + 0.9, cue.mark("none")), sweep.frame, sweep, kept, apart=True)
        self.hold_until(max(self.now, cue.mark("none") + 0.8))
        for share, mark in ((fact.best, "best"), (fact.long, "long")):
            self.hold_until(cue.mark(mark) - 2.2)
            self.add(sweep)
            self.play_until(cue.mark(mark), sweep.to(share, rate_func=smooth))
            if mark == "best":
                self.play_until(self.now + 0.5, FadeIn(sweep.best))

    def moral(self, cue: Cue) -> None:
        """Return to the walk and its weights: it looks back; and ask whether it could look ahead."""
        fact = self.facts
        comet, moment = Comet(fact, self.plane), float(np.ceil(0.6 * fact.steps))
        comet.set_dial(moment)
        bars = WeightBars(fact, self.screen, self.panel_left + 0.35, 2.25)
        bars.put(fact.momentum, moment, window=True)
        bars.frame.add(bars.name)
        self.exchange(min(self.now + 0.8, cue.mark("mean")), self.map, self.goal, comet, bars, bars.frame)
        self.hold_until(cue.mark("mean") - 0.2)
        self.play_until(self.now + 0.6, Create(bars.window))
        back = self.word("looks_back", theme.BODY, theme.GRADIENT)
        back.move_to((self.panel_left + 0.35, -1.35, 0), aligned_edge=LEFT)
        self.hold_until(cue.mark("past") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(back))
        self.hold_until(cue.mark("next") - 0.2)
        question = self.word("next", theme.HEADING)
        question.move_to((self.panel_left + 0.35, -2.2, 0), aligned_edge=LEFT)
        here, there = self.plane.to_scene(fact.ball.x[[int(moment), int(moment) + 1]])
        ahead = DashedLine(here, here + 3.0 * (there - here), color=theme.INK, stroke_width=4)
        mark = plated(self.text("?", theme.HEADING).next_to(ahead.get_end(), UP + RIGHT, buff=0.1))
        self.play_until(self.now + 0.8, FadeIn(question), Create(ahead), FadeIn(mark))
