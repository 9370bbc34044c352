"""Adam and NAdam in the valley, at one rate: how far each swings beyond the floor."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from optimlib import objectives
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .family_rule import ADAM
from .siblings import Ahead

SHOWN = 30


class LookAheadMap:
    """A map over the whole stage, with both runs and their lowest points.

    Attributes
    ----------
    ground
        The map, the minimum and the rate.
    paths, lows
        By method: its run; a line down to its lowest y, with the value.
    """

    size, middle = (12.6, 3.95), (0.0, -0.62, 0.0)

    def __init__(self, ahead: Ahead, screen: ScreenText) -> None:
        corners = np.vstack([ahead.adam.x[: SHOWN + 1], ahead.nadam.x[: SHOWN + 1], (0.0, 0.0)])
        plane = Plane.around(corners, *self.size, margin=0.1).move_to(self.middle)
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        rate = plated(screen.word("same_rate", theme.SMALL), 0.06)
        rate.move_to(plane.window.get_corner(UP + RIGHT) - np.array([rate.width / 2 + 0.1, 0.32, 0]))
        self.every = plated(screen.word("every_rate", theme.SMALL, theme.look("nadam").colour), 0.06)
        self.every.next_to(rate, DOWN, buff=0.12).align_to(rate, RIGHT)
        floor = DashedLine(
            *plane.to_scene([(plane.x_range[0], 0.0), (plane.x_range[1], 0.0)]),
            color=theme.MUTED,
            stroke_width=1.5,
        )
        self.ground = VGroup(
            ContourMap(plane, objectives.load("ravine")),
            floor,
            goal,
            *map(plated, plane.symbols("x", "y")),
            rate,
        )
        self.paths, self.lows = {}, {}
        walks = (ahead.adam.x[: SHOWN + 1], ahead.nadam.x[: SHOWN + 1])
        feet = [plane.to_scene(walk[np.argmin(walk[:, 1])])[0] for walk in walks]
        for key, walk, side in (("adam", ahead.adam, RIGHT), ("nadam", ahead.nadam, LEFT)):
            look = ADAM if key == "adam" else theme.look(key)
            self.paths[key] = TrajectoryPath(plane, walk.x[: SHOWN + 1], look, width=4, head=0.26)
            step = int(np.argmin(walk.x[: SHOWN + 1, 1]))
            low = walk.x[step]
            foot, top = plane.to_scene([low, (low[0], 0.0)])
            text = plated(screen.word(f"{key}_low", theme.SMALL, look.colour), 0.05)
            text.next_to(foot, DOWN, buff=0.15)
            # On either side of both lowest points, which may lie close together.
            aside = (max if side is RIGHT else min)(feet) + (0.06 + text.width / 2) * side[0]
            text.set_x(float(aside))
            self.lows[key] = VGroup(DashedLine(top, foot, color=look.colour, stroke_width=3), text)
