"""How low the losses of both methods get with the constants of the best asymptotic rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.placement import put_first_free
from scenes.components.text.label import ScreenText

from .facts import Facts
from .sign_strip import SignStrip
from .way_map import WayMap


class TunedLosses(VGroup):
    """A plot of losses on a logarithmic scale, and beside it the ways of both runs.

    Attributes
    ----------
    frame
        Plane and axes of the losses.
    curves
        The losses of plain descent and of momentum; their dials count steps.
    maps, ways
        A small map for each, with its constants above it, and on it its way.
    ends
        The loss at the end of each curve, and momentum's largest, if it is not the first.
    signs
        On which side of the valley momentum is after each step; its dial counts steps.
    sway
        How often momentum changes sides, beside them.
    horizon
        For which length of runs the constants are the best.
    """

    size, centre = (5.4, 4.0), (-3.1, 0.6, 0.0)
    map_left, map_width, map_height = 0.9, theme.STAGE_RIGHT - 0.9, 1.42
    lowest = 1e-30
    """Losses below are not shown: they are rounding."""

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.ball, self.rival = theme.look("momentum"), theme.look("gradient_descent")
        runs = ((facts.best_rival, self.rival), (facts.best_ball, self.ball))
        self.plane, axes = self._plane()
        self.frame = VGroup(self.plane, axes)
        self.curves = [self._curve(run, look) for run, look in runs]
        self.maps = VGroup()
        self.ways: list[TrajectoryPath] = []
        for (run, look), key, middle in zip(runs, ("best_plain", "best_ball"), (2.0, 0.08), strict=True):
            one = WayMap(
                run,
                look,
                facts,
                screen,
                key,
                centre=(self.map_left + self.map_width / 2, middle - 0.1),
                size=(self.map_width, self.map_height),
            )
            self.maps.add(one)
            self.ways.append(one.way)
        self.ends = self._ends()
        sway = screen.word("sway", theme.SMALL, self.ball.colour)
        self.signs = SignStrip(facts, screen, self.map_left + 0.3, theme.STAGE_RIGHT, -2.45, 1.2)
        corner = self.signs.frame[0].window.get_corner(UP + RIGHT)
        self.sway = sway.move_to(corner + np.array([-0.2 - sway.width / 2, -0.3, 0.0]))
        self.horizon = screen.word("horizon", theme.SMALL, theme.MUTED, width=6.4)
        self.horizon.move_to((theme.STAGE_LEFT + 0.2, -2.6, 0), aligned_edge=LEFT)

    def _plane(self) -> tuple[Plane, VGroup]:
        losses = np.concatenate([run.value for run in (self.facts.best_ball, self.facts.best_rival)])
        low = int(np.floor(np.log10(max(float(losses.min()), self.lowest))))
        high = int(np.ceil(np.log10(float(losses.max())))) + 1
        width, height = self.size
        plane = Plane((0, self.facts.steps), (10.0**low, 10.0**high), width=width, height=height, log_y=True)
        plane.move_to(self.centre)
        axes = plane.axes(
            range(0, self.facts.steps + 1, 10),
            x_name=self.screen["step"],
            y_name=self.screen["loss"],
            language=self.screen.language,
        )
        every = -(-(high - low) // 6)
        for power in range(low, high + 1, every):
            left, level, _ = plane.to_scene((0, 10.0**power))
            tick = self.screen.set(f"10#super[{power}]".replace("-", "−"), theme.BODY, theme.MUTED)
            axes.add(tick.move_to((left - 0.15 - tick.width / 2, level, 0)))
        return plane, axes

    def _curve(self, run: Trajectory, look: theme.Look) -> Curve:
        points = np.column_stack([np.arange(len(run.value)), run.value])
        return Curve(self.plane, points, look, width=4.0, head=0.16)

    def _ends(self) -> VGroup:
        """Set each loss at the end of its curve, inside the window."""
        ends = VGroup()
        at = np.linspace(0, self.facts.steps, 400)
        lines = [self.plane.to_scene([curve.at(step) for step in at]) for curve in self.curves]
        for key, run, look in (
            ("plain_end", self.facts.best_rival, self.rival),
            ("ball_end", self.facts.best_ball, self.ball),
        ):
            end = self.plane.to_scene((self.facts.steps, max(float(run.value[-1]), self.plane.y_range[0])))
            text = self.screen.word(key, theme.HEADING, look.colour)
            places = [
                end + np.array([-0.25 - text.width / 2 - left, up, 0.0])
                for left in (0.0, 0.6, 1.2, 1.8)
                for up in (0.4, -0.4, 0.1)
            ]
            ends.add(put_first_free(text, places, self.plane.window, ends, lines))
        if not self.facts.falls_at_best:
            losses = self.facts.best_ball.value
            top = self.plane.to_scene((int(losses.argmax()), self.facts.best_peak))
            peak = self.screen.word("peak", theme.HEADING, self.ball.colour)
            ends.add(peak.move_to(top + np.array([0.1 + peak.width / 2, 0.28, 0.0])))
        return ends
