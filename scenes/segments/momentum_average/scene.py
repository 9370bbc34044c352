"""Momentum's memory: one push that fades, the mean that many make, and how long a memory is best."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, VGroup, linear, smooth

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, early, steps
from scenes.components.goal import Goal
from scenes.components.text.equation import EquationPanel
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .coasting import Coasting
from .comet import Comet
from .dampened_walk import DampenedWalk
from .facts import path_with
from .late_turn import LateTurn
from .memory_sweep import MemorySweep
from .two_means import TwoMeans
from .weight_bars import WeightBars


class MomentumAverage(Segment):
    """One idea: each push fades by α a step, so memory is about 1/(1 − α) steps; best is where x begins to swing."""

    map_size, map_top = (6.6, 5.1), 2.95
    panel_left = 0.45
    strip_level = -2.65
    coasted, creeping = 12, 0.3

    def setup(self) -> None:
        """Make what several beats share: the map of the valley; begin on flat ground."""
        super().setup()
        fact = self.facts
        far = 1.15 * np.abs(fact.ball.x[0])
        ways = np.clip(np.vstack([fact.ball.x, path_with(fact, 0.0), np.zeros((1, 2))]), -far, far)
        self.plane = Plane.around(ways, *self.map_size, margin=0.05)
        self.plane.move_to((theme.STAGE_LEFT, self.map_top, 0), aligned_edge=LEFT + UP)
        self.map = VGroup(ContourMap(self.plane, fact.objective.load()), self.plane.symbols("x", "y"))
        self.goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.named = self.word("ball", theme.SMALL, theme.look("momentum").colour)
        self.named.move_to((theme.STAGE_LEFT, self.strip_level, 0), aligned_edge=LEFT)
        self.coasting = Coasting(fact, self.screen)
        self.add(self.coasting.frame, self.coasting)

    # -- beats ------------------------------------------------------------------------------------------------

    def push(self, cue: Cue) -> None:
        """Give one push, and let the ball roll on: each step fades."""
        coasting = self.coasting
        self.hold_until(cue.mark("push") - 0.1)
        self.play_until(cue.mark("push") + 0.7, coasting.to(1.0, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(coasting.pushed))
        self.hold_until(cue.mark("fade") - 0.2)
        self.play_until(
            cue.until - 0.2, coasting.to(self.coasted, rate_func=steps(self.coasted - 1, pause=0.2))
        )

    def whole(self, cue: Cue) -> None:
        """Part the way into its first step and all others, which are the same picture; so how long it is."""
        coasting = self.coasting
        self.play_until(cue.mark("rest") - 0.2, coasting.to(float(coasting.count), rate_func=smooth))
        self.exchange_parts(self.now + 0.7, [coasting.pushed], [coasting.parts])
        self.hold_until(cue.mark("total") - 1.0)
        self.play_until(cue.mark("total") + 0.2, FadeIn(coasting.whole))
        self.hold_until(cue.mark("share") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(coasting.share))

    def mean(self, cue: Cue) -> None:
        """Walk on a slope: each gradient fades as that push did, and their sum is the buffer."""
        fact = self.facts
        self.comet = comet = Comet(fact, self.plane)
        self.bars = bars = WeightBars(fact, self.screen, self.panel_left + 0.5, 2.2)
        key = self.word("arrows", theme.SMALL, theme.GRADIENT)
        key.move_to((self.plane.window.get_right()[0], self.strip_level, 0), aligned_edge=RIGHT)
        self.exchange(
            min(self.now + 1.2, cue.mark("bars") - 0.1),
            self.map, comet, self.goal, self.named, key, bars, bars.frame,
            apart=True,
        )  # fmt: skip
        self.add(comet, self.goal, bars)
        law = EquationPanel(
            "{{ b_t : v }} = {{ g_t + alpha g_(t-1) + alpha^2 g_(t-2) + dots.c : g }}",
            {"v": theme.VELOCITY, "g": theme.GRADIENT},
            plate=False,
        ).move_to((self.panel_left, -1.55, 0), aligned_edge=LEFT)
        step = self.word("velocity", theme.SMALL, theme.MUTED)
        step.move_to((self.panel_left, -2.1, 0), aligned_edge=LEFT)
        mean = self.word("mean", theme.SMALL, theme.VELOCITY)
        mean.move_to((self.panel_left, self.strip_level, 0), aligned_edge=LEFT)
        count, begun, end = fact.turning + 1, self.now, cue.until - 0.4
        pace = steps(count, pause=0.2)

        def walk(share: float) -> None:
            taken = pace(share) * count
            comet.set_dial(taken)
            bars.put(taken)

        moved, shown = VGroup(comet, bars), 0.5
        for mark, text in (("buffer", VGroup(law, step)), ("mean", mean)):
            for until, more in ((cue.mark(mark) - 0.1, ()), (cue.mark(mark) - 0.1 + shown, (FadeIn(text),))):
                part = tuple((time - begun) / (end - begun) for time in (self.now, until))
                self.play_until(until, Course(moved, walk, part, rate_func=linear), *more)
        part = ((self.now - begun) / (end - begun), 1.0)
        self.play_until(end, Course(moved, walk, part, rate_func=linear))
        self.laws = VGroup(law, step, mean, key)

    def window(self, cue: Cue) -> None:
        """Set the mean of the last gradients beside it: as weights, as arrows, and over all steps along both axes."""
        fact, bars = self.facts, self.bars
        self.hold_until(cue.mark("claim") - 0.2)
        self.play_until(self.now + 0.8, Create(bars.window), FadeIn(bars.window_name, rate_func=early(0.6)))
        means = TwoMeans(fact, self.plane, self.screen, self.panel_left, self.map_top)
        means.set_dial(float(min(fact.window, fact.turning)))
        means.criterion.move_to((theme.STAGE_LEFT, self.strip_level, 0), aligned_edge=LEFT)
        self.hold_until(max(self.now, cue.mark("along") - 4.2))
        gone = [bars, bars.frame, bars.window, bars.window_name, self.comet, self.laws, self.named]
        self.exchange_parts(self.now + 0.9, gone, [means, *means.frames, means.names, means.curves[0]])
        self.add(means, self.goal)
        self.hold_until(cue.mark("along") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(means.results[0], means.criterion))
        self.hold_until(max(self.now, cue.mark("across") - 2.8))
        self.play_until(self.now + 0.6, FadeIn(means.curves[1]))
        self.add(means)
        self.play_until(cue.mark("across") - 0.2, means.to(float(fact.turning), rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(means.results[1]))

    def dampening(self, cue: Cue) -> None:
        """Let a new gradient count less: b is scaled, and at the effective rate the path is the same."""
        trial = DampenedWalk(self.facts, self.plane, self.screen, self.panel_left)
        self.exchange(
            min(self.now + 0.9, cue.mark("new") - 0.1),
            self.map, trial, self.goal, trial.rules, self.named,
            apart=True,
        )  # fmt: skip
        self.add(trial, self.goal)
        self.hold_until(cue.mark("new") - 0.1)
        self.play_until(self.now + 0.5, Create(trial.underline))
        self.play_until(self.now + 0.5, FadeIn(trial.scaled))
        self.hold_until(cue.mark("same") - 1.0)
        self.play_until(cue.mark("same") - 0.2, FadeIn(trial.rates, trial.marks))
        self.add(trial, self.goal)
        self.play_until(
            max(cue.mark("edge") - 1.5, self.now + 0.5),
            trial.to(float(self.facts.steps), rate_func=linear),
        )
        self.hold_until(cue.mark("edge") - 0.6)
        self.play_until(self.now + 0.6, FadeIn(trial.edge))

    def memory(self, cue: Cue) -> None:
        """Turn the memory up at one effective rate: path, chart and numbers follow."""
        self.sweep = sweep = MemorySweep(self.facts, self.plane, self.screen, self.panel_left)
        self.exchange(min(self.now + 1.0, cue.mark("kept") - 0.2), sweep, sweep.frame, apart=True)
        self.hold_until(cue.mark("kept") - 0.1)
        self.play_until(self.now + 0.5, FadeIn(sweep.kept))
        self.hold_until(max(self.now, cue.mark("none") - 2.6))
        self.add(sweep)
        self.play_until(cue.mark("none") - 0.2, sweep.to(0.0, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.none))
        self.hold_until(max(self.now, cue.mark("ours") - 1.8))
        self.add(sweep)
        self.play_until(cue.mark("ours") + 0.3, sweep.to(np.log(self.facts.total), rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.swings))
        self.play_until(self.now + 0.5, FadeIn(sweep.ours))

    def law(self, cue: Cue) -> None:
        """Say why: in a swing both decays are √α; so go back until x is just about to creep."""
        sweep, best = self.sweep, np.log(self.facts.valley.best.window)
        self.hold_until(cue.mark("root") - 0.2)
        self.play_until(self.now + 0.5, FadeIn(sweep.product))
        # Each motion is under the sentence that tells of it: less memory in a swing, more in a creep.
        self.hold_until(max(self.now, cue.mark("creep") - 4.2))
        self.add(sweep)
        self.play_until(cue.mark("creep") - 0.7, sweep.to(best, rate_func=smooth))
        self.play_until(cue.mark("creep") + 0.3, sweep.to(self.creeping * best, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.creeps))
        self.add(sweep)
        self.hold_until(max(self.now, min(cue.mark("creep") + 1.6, cue.mark("best") - 2.4)))
        self.play_until(max(self.now + 0.5, cue.mark("best") - 0.3), sweep.to(best, rate_func=smooth))
        self.play_until(cue.mark("best") + 0.3, FadeIn(sweep.best, sweep.found))

    def flatter(self, cue: Cue) -> None:
        """Set it beside plain descent at its own best rate, here and in a flatter valley; then free the rate."""
        fact, sweep = self.facts, self.sweep
        self.hold_until(cue.mark("plain") - 0.6)
        self.exchange_parts(self.now + 0.6, [sweep.creeps, sweep.ours], [sweep.plain])
        first, last = np.log(fact.valley.best.window), np.log(fact.flat_valley.best.window)
        self.hold_until(cue.mark("flatter") - 0.3)
        gone = [sweep.plain, sweep.best, sweep.swings, sweep.none, sweep.found]
        self.exchange_parts(self.now + 0.4, gone, [])
        self.add(sweep)

        def draw(share: float) -> None:
            sweep.dial = first + share * (last - first)
            sweep.flatten(float(fact.flatter**share))

        self.play_until(self.now + 2.0, Course(sweep, draw, rate_func=smooth))
        self.play_until(self.now + 0.5, FadeIn(sweep.flat_best, sweep.flat_found))
        self.play_until(self.now + 0.5, FadeIn(sweep.flat_plain))
        self.hold_until(cue.mark("gain") - 0.4)
        self.exchange_parts(self.now + 0.6, [sweep.product], [sweep.gain])
        self.hold_until(cue.mark("free") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(sweep.free))

    def moral(self, cue: Cue) -> None:
        """Return to the weights; at a step that leads uphill, ask whether it could look ahead."""
        fact = self.facts
        turn = LateTurn(fact, self.screen, self.map_size, self.map_top)
        bars = WeightBars(fact, self.screen, self.panel_left + 0.5, 2.2)
        bars.put(fact.turning + 1)
        self.exchange(
            min(self.now + 1.0, cue.mark("mean") - 0.3), turn.map, turn.buffer, bars, bars.frame, apart=True
        )
        self.hold_until(cue.mark("mean") - 0.1)
        back = self.word("looks_back", theme.BODY, theme.GRADIENT)
        back.move_to((self.panel_left, -1.55, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.6, FadeIn(back))
        self.hold_until(cue.mark("past") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(turn.push))
        self.hold_until(cue.mark("next") - 0.2)
        question = self.word("next", theme.HEADING)
        question.move_to((self.panel_left, -2.35, 0), aligned_edge=LEFT)
        self.play_until(self.now + 0.8, FadeIn(question, turn.ahead))
