"""One run of RMSProp in two units: the same number as the learning rate, and what came of it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import FINER, Facts


class FinerMaps:
    """Two maps, one below the other: the same valley, its axis in metres and in centimetres.

    Attributes
    ----------
    maps
        The maps, and what is asked of both.
    axes
        The numbers below each map, and in which unit they are.
    paths
        The run on each; their dials count steps.
    losses
        The loss after the last step of each.
    """

    left, width, height, middles = theme.STAGE_LEFT + 0.1, 9.1, 2.2, (1.75, -1.25)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        look = theme.look("rmsprop")
        start = facts.run.x[0]
        corners = np.array([start, -0.2 * start, (start[0], -start[1])])
        right = self.left + self.width + 0.4
        room = theme.STAGE_RIGHT - right
        self.maps, self.axes, self.paths, self.losses = VGroup(), [], [], []
        for rank, (points, middle, key) in enumerate(
            zip((facts.rmsprop, facts.rmsprop_finer), self.middles, ("metres", "centimetres"), strict=True)
        ):
            plane = Plane.around(corners, self.width, self.height, margin=0.1)
            plane.move_to((self.left + self.width / 2, middle, 0))
            self.paths.append(TrajectoryPath(plane, points, look, width=3.0))
            name = screen.word(key, theme.BODY, look.colour, width=room)
            name.move_to((right, middle + 0.8, 0), aligned_edge=LEFT)
            goal = Goal(0.16).move_to(plane.to_scene((0.0, 0.0)))
            asked = screen.word("after_steps", theme.SMALL, theme.MUTED)
            asked.move_to((right, middle + 0.2, 0), aligned_edge=LEFT)
            self.maps.add(ContourMap(plane, facts.objective.load()), goal, asked)
            self.axes.append(VGroup(self._axis(plane, (1, FINER)[rank]), name))
            loss = screen.word(("loss_metres", "loss_centimetres")[rank], 64, look.colour)
            self.losses.append(VGroup(loss.move_to((right, middle - 0.55, 0), aligned_edge=LEFT)))
        begun = screen.word("begun", theme.SMALL, theme.MUTED, width=room - self.losses[1].width - 0.3)
        begun.next_to(self.losses[1][0], RIGHT, buff=0.3)
        self.losses[1].add(begun)

    def _axis(self, plane: Plane, unit: int) -> VGroup:
        low, high = plane.x_range
        parts = VGroup()
        for tick in nice_ticks(high, 5, low=low):
            x, y, _ = plane.to_scene((tick, plane.y_range[0]))
            parts.add(Number(tick * unit, "g", theme.SMALL, theme.MUTED).move_to((x, y - 0.27, 0)))
        return parts
