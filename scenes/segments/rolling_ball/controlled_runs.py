"""Runs that differ in one thing each, on maps side by side, and their losses in one chart."""

from __future__ import annotations

import numpy as np
from manim import LEFT, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText

from .facts import Facts

WIDTH, HEIGHT = 3.7, 1.78
"""Size of a map."""
ROWS = (2.0, 0.08, -1.84)
"""Where the middle of each map is, from above."""
TEXT_LEFT = theme.STAGE_LEFT + WIDTH + 0.25
"""Where the words on a run begin, beside its map."""


class RunMap(Dialled):
    """One run on a map of its own, what it is called beside it; its dial counts steps.

    Attributes
    ----------
    result
        How it ended, below its name.
    """

    def __init__(
        self,
        run: Trajectory,
        look: theme.Look,
        facts: Facts,
        screen: ScreenText,
        key: str,
        row: int,
    ) -> None:
        super().__init__()
        y = ROWS[row]
        plane = window(facts).move_to((theme.STAGE_LEFT + WIDTH / 2, y, 0))
        goal = Goal(0.16).move_to(plane.to_scene((0.0, 0.0)))
        self.path = TrajectoryPath(plane, run.x, look, width=2.5, head=0.16)
        name, *result = (
            screen.word(f"{key}{part}", theme.SMALL, look.colour).move_to(
                (TEXT_LEFT, y + up, 0), aligned_edge=LEFT
            )
            for part, up in (("", 0.5), ("_flips", 0.0), ("_loss", -0.5))
        )
        self.result = VGroup(*result)
        self.add(ContourMap(plane, facts.objective.load()), goal, self.path, name)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the run up to so many steps."""
        self.path.set_dial(dial)


def window(facts: Facts) -> Plane:
    """Return the part of the plane that all maps show: start, minimum and the ball's way, in the middle."""
    start = facts.ball.x[0]
    far = 1.2 * np.abs(start)
    ways = np.clip(np.vstack([facts.ball.x, facts.same.x, np.zeros((1, 2)), start * (1, -1)]), -far, far)
    return Plane.around(ways, WIDTH, HEIGHT, margin=0.12)


class Losses(VGroup):
    """The losses of three runs on a logarithmic scale, each named at its end.

    Attributes
    ----------
    frame
        Plane and axes.
    same, ball, equal
        Each a curve, whose dial counts steps.
    names
        What each curve is called, in this order.
    """

    least = 1e-6

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        runs = (facts.same, facts.ball, facts.equal)
        values = np.concatenate([np.minimum(facts.same.value, facts.ball.value[0]), facts.ball.value])
        low = int(np.floor(np.log10(max(float(values.min()), self.least))))
        high = int(np.ceil(np.log10(float(values.max()))))
        self.plane = Plane((0, facts.steps), (10.0**low, 10.0**high), width=4.7, height=4.5, log_y=True)
        self.plane.move_to((2.8, 0.3, 0))
        axes = self.plane.axes(
            range(0, facts.steps + 1, 10),
            x_name=screen["step"],
            y_name=screen["loss"],
            language=screen.language,
        )
        left = self.plane.window.get_left()[0]
        for power in range(low, high + 1, -(-(high - low) // 5)):
            tick = screen.set(f"{10.0**power:g}", theme.SMALL, theme.MUTED)
            level = self.plane.to_scene((0, 10.0**power))[1]
            axes.add(tick.move_to((left - 0.15 - tick.width / 2, level, 0)))
        self.frame = VGroup(self.plane, axes)
        plain, ball = theme.look("gradient_descent"), theme.look("momentum")
        self.same, self.ball, self.equal = (
            self._curve(run, look) for run, look in zip(runs, (plain, ball, plain), strict=True)
        )
        self.names = self._names(runs, (plain, ball, plain))

    def _curve(self, run: Trajectory, look: theme.Look) -> Curve:
        points = np.column_stack([np.arange(len(run.value)), np.clip(run.value, 1e-30, 1e30)])
        return Curve(self.plane, points, look, head=0.14)

    def _names(self, runs: tuple[Trajectory, ...], looks: tuple[theme.Look, ...]) -> list[VGroup]:
        """Set each name right of the end of its curve, moved apart where ends are near each other."""
        low, high = self.plane.y_range
        ends = [self.plane.to_scene((self.facts.steps, np.clip(run.value[-1], low, high)))[1] for run in runs]
        names: list[VGroup] = [VGroup() for _ in runs]
        below = np.inf
        for rank in np.argsort(ends)[::-1]:
            level = min(ends[rank], below - 0.68)
            key = ("same_short", "ball", "equal_short")[rank]
            text = self.screen.word(key, theme.SMALL, looks[rank].colour)
            left = self.plane.window.get_right()[0] + 0.2
            names[rank] = VGroup(text.move_to((left, level, 0), aligned_edge=LEFT))
            below = level
        return names
