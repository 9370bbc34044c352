"""Three balls with momentum: on the ground, and below it their weights step after step."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .well_plot import WellPlot, X

MARKERS: tuple[theme.Marker, ...] = ("disc", "square", "diamond")
DASHES: tuple[tuple[float, float] | tuple[()], ...] = ((), (0.28, 0.07), (0.1, 0.07))


class Ball(Dialled):
    """One run: ``dial`` counts steps."""

    def __init__(self, well: WellPlot, plane: Plane, run: np.ndarray, look: theme.Look) -> None:
        super().__init__()
        self.well, self.run = well, run
        points = np.column_stack([run, np.arange(len(run))])
        self.path = TrajectoryPath(plane, points, look, width=3.5, markers=False, head=0.2)
        self.ball = marker(look.marker, 0.3, look.colour, rim=True)
        self.add(self.path, self.ball)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand where it is after so many steps."""
        self.path.set_dial(dial)
        at = float(np.interp(dial, np.arange(len(self.run)), self.run))
        self.ball.move_to(self.well.on(at, 0.15)[0])


class Rolls:
    """The ground with a chart below it.

    Attributes
    ----------
    well, frame
        The ground; the chart below it with its axes: steps go down.
    balls
        The three runs.
    fates
        The momentum of each and what becomes of it, at the end of its path.
    """

    width, left = 8.6, theme.STAGE_LEFT + 0.75
    steps_shown = 90

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        middle = self.left + self.width / 2
        self.well = WellPlot(screen, (middle, 1.45), (self.width, 2.6), named=False)
        self.plane = Plane(X, (self.steps_shown, 0), width=self.width, height=2.1)
        self.plane.move_to((middle, -1.6, 0))
        axes = self.plane.axes(
            (), (0, 30, 60, 90), x_name=screen["weight_axis"], y_name="", language=screen.language
        )
        step = screen.word("step", theme.SMALL, theme.MUTED)
        step.move_to(self.plane.window.get_corner(np.array([-1.0, -1.0, 0.0])) + np.array([-0.35, -0.3, 0.0]))
        bottom = self.plane.to_scene((facts.hilltop_x, self.steps_shown))
        hill = DashedLine(self.well.on(facts.hilltop_x)[0], bottom, color=theme.MUTED, stroke_width=2)
        self.frame = VGroup(self.plane, axes, step, hill)
        self.balls, self.fates = [], []
        colour = theme.look("momentum").colour
        right = self.plane.window.get_right()[0] + 0.35
        heading = screen.word("rolls", theme.SMALL, theme.MUTED, width=3.6)
        self.heading = heading.move_to((right, 2.35, 0), aligned_edge=np.array([-1.0, 0.0, 0.0]))
        rows = zip(facts.momenta, facts.rolls, MARKERS, DASHES, ("stays", "over", "returns"), strict=True)
        for rank, (momentum, run, sign, dash, key) in enumerate(rows):
            look = theme.Look(colour, dash, sign)
            self.balls.append(Ball(self.well, self.plane, run, look))
            name = screen.set(f"$beta = {momentum:g}$", theme.HEADING, colour)
            what = screen.word(key, theme.BODY)
            parts = [marker(sign, 0.28, colour), name, what]
            row = VGroup(*parts).arrange(np.array([1.0, 0.0, 0.0]), buff=0.25)
            self.fates.append(
                row.move_to((right, 1.2 - 0.8 * rank, 0), aligned_edge=np.array([-1.0, 0.0, 0.0]))
            )
        last = facts.rolls[2]
        step_there = int(np.argmin(last))
        at = self.plane.to_scene((facts.reach, step_there))
        self.reach = plated(screen.word("reach", theme.BODY, colour))
        self.reach.move_to(at + np.array([0.1, -0.42, 0.0]))
