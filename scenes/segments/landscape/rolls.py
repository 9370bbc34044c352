"""Two balls with momentum: on the ground, step after step below it, and their energies beside it."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .friction import Roll
from .well_plot import DEEP, SHALLOW, L, WellPlot, X

MARKERS: tuple[theme.Marker, ...] = ("disc", "diamond")
DASHES: tuple[tuple[float, float] | tuple[()], ...] = ((), (0.28, 0.07))
HEIGHTS = (L[0], 1.62)
SHOWN = 40
"""Steps that are shown: by then all are near a bottom."""


class Ball(Dialled):
    """One run on the ground, over its steps and as an energy: ``dial`` counts steps."""

    def __init__(self, well: WellPlot, plane: Plane, energies: Plane, roll: Roll, rank: int) -> None:
        super().__init__()
        self.well, self.run, self.rank = well, roll.x, rank
        look = theme.Look(theme.look("momentum").colour, DASHES[rank], MARKERS[rank])
        points = np.column_stack([roll.x, np.arange(len(roll.x))])
        self.path = TrajectoryPath(plane, points, look, width=3.5, markers=False, head=0.18)
        level = np.column_stack([np.arange(len(roll.energy)), roll.energy])
        self.level = Curve(energies, level, look, width=4, head=0.18)
        self.ball = marker(look.marker, 0.28, look.colour, rim=True)
        self.add(self.path, self.level, self.ball)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand where it is after so many steps; those that wait stand above each other."""
        self.path.set_dial(dial)
        self.level.set_dial(dial)
        at = float(np.interp(dial, np.arange(len(self.run)), self.run))
        waiting = 0.3 * self.rank * max(1.0 - dial, 0.0)
        self.ball.move_to(self.well.on(at, 0.15 + waiting)[0])


class Rolls:
    """The ground with a chart below it, and the energies at the same height beside it.

    Attributes
    ----------
    well, frame
        The ground; the chart below it with its axes: steps go down; the axes of the energies.
    balls
        Both runs.
    level
        The hilltop's height, across ground and energies, and its name.
    falls
        Where the energy of each sinks below it: which side it is caught on.
    fates
        The momentum of each and what becomes of it.
    """

    width, left = 6.1, theme.STAGE_LEFT + 0.6

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        middle = self.left + self.width / 2
        self.well = WellPlot(screen, (middle, 1.05), (self.width, 2.9), named=False, losses=HEIGHTS)
        self.plane = Plane(X, (SHOWN, 0), width=self.width, height=1.6)
        self.plane.move_to((middle, -1.75, 0))
        axes = self.plane.axes(
            (), (20, 40), x_name=screen["weight_axis"], y_name="", language=screen.language
        )
        step = screen.word("step", theme.SMALL, theme.MUTED)
        step.move_to(self.plane.window.get_corner(np.array([-1.0, -1.0, 0.0])) + np.array([0.0, -0.3, 0.0]))
        foot = self.plane.to_scene((facts.hilltop_x, SHOWN))
        hill = DashedLine(self.well.on(facts.hilltop_x)[0], foot, color=theme.MUTED, stroke_width=2)
        self.energies = Plane((0, SHOWN), HEIGHTS, width=5.2, height=2.9).move_to((3.95, 1.05, 0))
        beside = self.energies.axes(
            (0, 20, 40), (0, 0.5, 1), x_name="", y_name=screen["energy"], language=screen.language
        )
        under = screen.word("step", theme.SMALL, theme.MUTED)
        under.move_to(self.energies.window.get_bottom() + np.array([0.65, -0.28, 0.0]))
        self.frame = VGroup(self.plane, axes, step, hill, self.energies, beside, under)
        top = facts.hilltop.value
        ends = [
            (self.well.plane.to_scene((X[0], top)), self.well.plane.to_scene((X[1], top))),
            (self.energies.to_scene((0, top)), self.energies.to_scene((SHOWN, top))),
        ]
        name = screen.word("level", theme.SMALL)
        name.move_to(self.well.on(facts.hilltop_x)[0] + np.array([0.0, 0.32, 0.0]))
        self.level = VGroup(*(DashedLine(*pair, color=theme.INK, stroke_width=2.5) for pair in ends))
        self.level.add(plated(name, buff=0.03))
        colour = theme.look("momentum").colour
        heading = screen.word("rolls", theme.SMALL, theme.MUTED)
        self.heading = heading.move_to((self.left + self.width / 2 + 0.3, 2.76, 0))
        self.balls, self.falls, self.fates = [], [], []
        for rank, (roll, key) in enumerate(zip(facts.rolls, ("over", "returns"), strict=True)):
            self.balls.append(Ball(self.well, self.plane, self.energies, roll, rank))
            side = SHALLOW if roll.caught_right else DEEP
            at = float(np.interp(-top, -roll.energy[: roll.caught_after + 1][-2:], (-1.0, 0.0)))
            fall = marker("ring", 0.34, side).set_fill(opacity=0)
            fall.move_to(self.energies.to_scene((roll.caught_after + at, top)))
            self.falls.append(fall)
            sign = marker(MARKERS[rank], 0.28, colour)
            value = screen.set(f"$alpha = {roll.momentum:g}$", theme.HEADING, colour)
            what = screen.word(key, theme.BODY, side)
            row = VGroup(sign, value, what)
            y = -1.35 - 0.75 * rank
            for part, x in zip(row, (1.5, 2.0, 3.9), strict=True):
                part.move_to((x, y, 0), aligned_edge=np.array([-1.0, 0.0, 0.0]))
            self.fates.append(row)
        last = facts.rolls[1].x
        at = self.plane.to_scene((facts.reach, int(np.argmin(last))))
        self.reach = plated(screen.word("reach", theme.BODY, colour))
        self.reach.move_to(at + np.array([-0.1, -0.5, 0.0]))
