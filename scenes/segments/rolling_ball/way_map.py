"""One run on a small map, with its method and constants above it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts


class WayMap(VGroup):
    """A map that holds the runs of both methods at their best constants, and the way of one of them.

    Attributes
    ----------
    way
        The way; its dial counts steps.
    """

    def __init__(
        self,
        run: Trajectory,
        look: theme.Look,
        facts: Facts,
        screen: ScreenText,
        key: str,
        *,
        centre: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        far = 1.2 * np.abs(run.x[0])
        both = np.vstack([facts.best_ball.x, facts.best_rival.x, np.zeros(2)])
        plane = Plane.around(np.clip(both, -2 * far, 2 * far), *size, margin=0.05)
        plane.move_to((*centre, 0))
        goal = Goal(0.16).move_to(plane.to_scene((0.0, 0.0)))
        self.way = TrajectoryPath(plane, run.x, look, width=2.5, head=0.16)
        name = screen.word(key, theme.SMALL, look.colour)
        sign = marker(look.marker, 0.2, look.colour)
        head = VGroup(sign, name).arrange(RIGHT, buff=0.15)
        head.move_to((centre[0] - size[0] / 2, centre[1] + size[1] / 2 + 0.23, 0), aligned_edge=LEFT)
        super().__init__(ContourMap(plane, facts.objective.load()), goal, self.way, head)
