"""Momentum's memory: its weights, how far back they reach, and what a longer one does."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, early, steps
from scenes.components.goal import Goal
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .buffer_law import BufferLaw
from .comet import Comet
from .dampened_maps import DampenedMaps
from .facts import path_with
from .growth_chart import GrowthChart
from .late_turn import LateTurn
from .memory_sweep import MemorySweep
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
        ways = np.clip(np.vstack([fact.ball.x, path_with(fact, 0.0), np.zeros((1, 2))]), -far, far)
        self.plane = Plane.around(ways, *self.map_size, margin=0.07)
        self.plane.move_to((theme.STAGE_LEFT, self.map_top, 0), aligned_edge=LEFT + UP)
        self.map = VGroup(ContourMap(self.plane, fact.objective.load()), self.plane.symbols("x", "y"))
        self.goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.comet = Comet(fact, self.plane)
        self.named = self.word("ball", theme.SMALL, theme.look("momentum").colour)
        self.named.move_to((theme.STAGE_LEFT, self.strip_level, 0), aligned_edge=LEFT)
        self.key = self.word("arrows", theme.SMALL, theme.GRADIENT)
        self.key.move_to((self.plane.window.get_right()[0], self.strip_level, 0), aligned_edge=RIGHT)
        self.law = BufferLaw(self.screen, self.panel_left)
        self.add(self.map, self.comet.path, self.goal, self.named, self.law.velocity)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Begin with the ball's walk and its rule; divide the learning rate out of it."""
        law, path = self.law, self.comet.path
        self.play_until(cue.mark("rule") - 0.2, path.to(self.facts.steps, rate_func=smooth))
        self.add(path, self.goal)
        self.play_until(cue.mark("rule") + 0.6, FadeIn(law.other), Create(law.underline))
        self.hold_until(cue.mark("buffer") - 1.4)
        self.play_until(cue.mark("buffer") - 0.5, FadeIn(law.divided))
        self.play_until(cue.mark("buffer") + 0.2, FadeIn(law.buffer))
        self.play_until(self.now + 0.6, FadeIn(law.sum))
        self.laws = VGroup(law.velocity, law.other, law.underline, law.divided, law.buffer)

    def walk(self, cue: Cue) -> None:
        """Walk once more: gradients shrink on the map, and their weights slide along the chart."""
        comet = self.comet
        self.bars = bars = WeightBars(self.facts, self.screen, self.panel_left + 0.35, 2.25)
        bars.frame.add(bars.name)
        self.sum = WeightSum(self.facts, self.screen, self.panel_left + 0.35, -1.72, bars.width)
        self.play_until(
            cue.mark("go"),
            FadeOut(self.laws, comet.path, rate_func=early(0.6)),
            FadeIn(bars.frame, bars, self.key, rate_func=early(1.0, after=0.5)),
            self.law.sum.animate.move_to((bars.plane.window.get_x(), -1.6, 0)),
        )
        self.remove(comet.path)
        self._step(0.0)
        self.add(comet, self.goal, bars)
        begun, end = cue.mark("go"), cue.until - 0.3
        for until in (cue.mark("bars"), cue.mark("fade"), end):
            self._walk(until, 0, self.facts.chained, (begun, end))

    def _walk(self, until: float, first: int, last: int, whole: tuple[float, float], *more: Any) -> None:
        """Take a part of the steps from ``first`` to ``last``, which fill a span of time."""
        pace = steps(last - first, pause=0.2)
        part = tuple((time - whole[0]) / (whole[1] - whole[0]) for time in (self.now, until))
        moved = VGroup(self.comet, self.bars, self.sum)

        def draw(share: float) -> None:
            self._step(first + pace(share) * (last - first))

        self.play_until(until, Course(moved, draw, part, rate_func=linear), *more)

    def _step(self, dial: float) -> None:
        """Show the walk and its weights after so many steps."""
        self.comet.set_dial(dial)
        self.bars.put(self.facts.momentum, dial)

    def chain(self, cue: Cue) -> None:
        """Lay the arrows tip to tail: what they come to is the way of the step; along both axes, what is left."""
        comet = self.comet
        self.hold_until(cue.mark("chain") - 0.4)
        self.play_until(
            max(cue.mark("sum") - 0.3, self.now + 0.5), Course(comet, comet.gather, rate_func=smooth)
        )
        self.whole = comet.whole(self.screen)
        self.play_until(self.now + 0.5, FadeIn(self.whole))
        self.left = VGroup(
            self.word("left", theme.SMALL, theme.MUTED),
            self.word("left_along", theme.BODY, theme.X_AXIS),
            self.word("left_across", theme.BODY, theme.Y_AXIS),
        ).arrange(RIGHT, buff=0.25)
        self.left.move_to((self.panel_left, self.strip_level, 0), aligned_edge=LEFT)
        self.hold_until(cue.mark("left") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(self.left))

    def mean(self, cue: Cue) -> None:
        """Lay the weights end to end while the ball walks on: they come near to 1/(1 − α), and never past it."""
        fact, bars, total, comet = self.facts, self.bars, self.sum, self.comet
        self.most = 12 * fact.total

        def back(share: float) -> None:
            comet.gather(1 - share)

        self.play_until(
            self.now + 1.0,
            FadeOut(self.whole, self.left, self.law.sum, rate_func=early(0.6)),
            FadeIn(total.frame, rate_func=early(1.0, after=0.5)),
            Course(comet, back, rate_func=smooth),
        )
        self.add(total, comet, self.goal)

        def fill(share: float, first: float = 0.0, last: float = float(fact.early)) -> None:
            total.put(first + share * (last - first))

        self.play_until(max(cue.mark("early"), self.now), Course(total, fill, rate_func=smooth))
        self.play_until(self.now + 0.4, FadeIn(total.early))

        def walk_on(share: float) -> None:
            self._step(fact.chained + share * (fact.steps - fact.chained))
            fill(share, fact.early, fact.steps)

        self.play_until(
            max(cue.mark("now"), self.now), Course(VGroup(comet, bars, total), walk_on, rate_func=smooth)
        )
        self.add(comet, self.goal)
        self.play_until(
            self.now + 0.6,
            FadeOut(total.early, rate_func=early(0.5)),
            FadeIn(total.now, rate_func=early(1.0, after=0.5)),
        )

        def fill_up(share: float) -> None:
            taken = fact.steps + share * (self.most - fact.steps)
            total.put(taken)
            bars.put(fact.momentum, taken)

        self.hold_until(cue.mark("total") - 0.2)
        self.play_until(
            self.now + 1.2,
            FadeOut(total.now, rate_func=early(0.3)),
            FadeIn(total.total, rate_func=early(0.4)),
            Course(VGroup(total, bars), fill_up, rate_func=smooth),
        )
        self.hold_until(cue.mark("mean") - 0.1)
        self.play_until(self.now + 0.6, FadeIn(total.mean))

    def reach(self, cue: Cue) -> None:
        """Draw the flat window of the same area; the share of weight within it; and α towards 1."""
        fact, bars, total = self.facts, self.bars, self.sum
        name = self.word("window", theme.SMALL)
        name.next_to(bars.window, RIGHT, buff=0.2).align_to(bars.window, UP)
        self.hold_until(cue.mark("window") - 0.3)
        self.play_until(
            self.now + 0.9,
            Create(bars.window),
            FadeIn(name, rate_func=early(0.6)),
        )
        self.hold_until(cue.mark("share") - 0.6)
        bars.put(fact.momentum, self.most, window=True)
        total.put(self.most, window=True)
        self.comet.frame(window=True)
        self.play_until(cue.mark("share") + 0.2, FadeIn(total.held))
        self.hold_until(max(self.now + 1.5, cue.mark("limit") - 3.6))
        limit = self.word("limit", theme.HEADING).move_to((bars.plane.window.get_x(), -1.72, 0))
        live = WindowReading(self.screen, name.get_left())
        live.set_dial(fact.momentum)
        self.play_until(
            min(self.now + 0.6, cue.mark("limit") - 1.0),
            FadeOut(name, total, total.frame, total.total, total.mean, total.held, rate_func=early(0.5)),
            FadeIn(live, rate_func=early(1.0, after=0.5)),
        )
        first, last = np.log(1 - fact.momentum), np.log(1 - self.limit_shown)

        def draw(share: float) -> None:
            momentum = 1 - float(np.exp(first + share * (last - first)))
            bars.put(momentum, np.ceil(WINDOWS / (1 - momentum)), window=True)
            live.set_dial(momentum)

        self.play_until(cue.mark("limit") - 0.1, Course(VGroup(bars, live), draw, rate_func=smooth))
        self.add(bars, bars.window, live)
        self.play_until(self.now + 0.4, FadeIn(limit))

    def dampening(self, cue: Cue) -> None:
        """Try dampening beyond the limit, and its control."""
        trial, total = DampenedMaps(self.facts, self.screen), self.facts.steps
        self.exchange(
            min(self.now + 0.8, cue.mark("factor") - 0.3), trial.rule, trial.settings, *trial.maps, apart=True
        )
        self.hold_until(cue.mark("factor") - 0.1)
        self.play_until(self.now + 0.5, Create(trial.frame))
        self.hold_until(cue.mark("claim") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(trial.claim, trial.note))
        for one, mark in zip(trial.maps, ("wild", "damped", "control"), strict=True):
            self.hold_until(cue.mark(mark) - 0.8)
            self.add(one)
            shown = [FadeIn(trial.edge, rate_func=early(0.4))] if mark == "wild" else []
            self.play_until(cue.mark(mark) + 0.5, one.to(total), *shown)
            self.play_until(self.now + 0.3, FadeIn(one.result))
        self.exchange_parts(min(self.now + 0.7, cue.until), [trial.edge], [trial.verdict])

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
        self.exchange_parts(self.now + 0.8, [chart], [chart.law])
        self.hold_until(cue.mark("late") - 0.2)
        self.play_until(self.now + 0.6, FadeIn(*chart.arrived))

    def memory(self, cue: Cue) -> None:
        """Turn the memory up at one effective rate: path, chart and numbers follow."""
        fact = self.facts
        self.sweep = sweep = MemorySweep(fact, self.plane, self.screen, self.panel_left)
        kept = self.word("rate_kept", theme.SMALL)
        kept.move_to((self.panel_left, sweep.law_level, 0), aligned_edge=LEFT)
        self.exchange(min(self.now + 0.9, cue.mark("kept") - 0.2), sweep.frame, sweep, apart=True)
        self.hold_until(cue.mark("kept") - 0.1)
        self.play_until(self.now + 0.5, FadeIn(kept))
        self.hold_until(cue.mark("none") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(sweep.none))
        self.hold_until(max(self.now + 0.6, cue.mark("ours") - 2.6))
        self.add(sweep)
        self.play_until(cue.mark("ours") + 0.2, sweep.to(fact.momentum, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.ours))

    def best(self, cue: Cue) -> None:
        """Set it beside plain descent at its own best rate; go back to the best; take a flatter valley."""
        fact, sweep = self.facts, self.sweep
        self.hold_until(cue.mark("plain") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(sweep.plain))
        self.hold_until(cue.mark("best") - 2.6)
        self.add(sweep)
        self.play_until(cue.mark("best") - 0.1, sweep.to(fact.best, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.best))
        self.hold_until(cue.mark("flatter") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(sweep.flatter))

    def moral(self, cue: Cue) -> None:
        """Return to the weights; at a step that leads uphill, ask whether it could look ahead."""
        fact = self.facts
        turn = LateTurn(fact, self.screen, self.map_size, self.map_top)
        bars = WeightBars(fact, self.screen, self.panel_left + 0.35, 2.25)
        bars.frame.add(bars.name)
        bars.put(fact.momentum, fact.turning + 1, window=True)
        self.exchange(
            min(self.now + 0.9, cue.mark("mean") - 0.2), turn.map, turn.buffer, bars, bars.frame, apart=True
        )
        self.hold_until(cue.mark("mean") - 0.2)
        back = self.word("looks_back", theme.BODY, theme.GRADIENT)
        back.move_to((self.panel_left + 0.35, -1.35, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.6, Create(bars.window), FadeIn(back))
        self.hold_until(cue.mark("past") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(turn.push))
        self.hold_until(cue.mark("next") - 0.2)
        question = self.word("next", theme.HEADING)
        question.move_to((self.panel_left + 0.35, -2.2, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.8, FadeIn(question, turn.ahead))
