"""Adam and NAdam: how much each gradient counts, and how far each swings beyond the floor at one rate."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from optimlib import objectives
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .charts import Chart
from .family_rule import ADAM
from .siblings import WEIGHTS, Ahead

SHOWN = 30
NADAM = theme.look("nadam")


class WeightsChart(Chart):
    """How much each gradient counts in both numerators, the newest first, bars from zero.

    Attributes
    ----------
    bars, names, newest
        By method: the bars, its name, and what the newest gradient counts.
    older
        How much less all older ones count.
    """

    def __init__(self, ahead: Ahead, screen: ScreenText) -> None:
        top = 1.3 * ahead.ahead_newest
        super().__init__(
            screen,
            (-6.0, -2.05),
            (3.5, 3.35),
            (-2.4, WEIGHTS - 0.3),
            (0.0, top),
            ("newest_axis", "weights_head"),
            log="",
        )
        unit = self.plane.window.height / top
        thick = 0.4 * self.plane.window.width / WEIGHTS
        self.bars, self.names, self.newest = {}, {}, {}
        for key, weights, side, look, y in (
            ("adam", ahead.weights, -1, ADAM, 0.59),
            ("nadam", ahead.ahead_weights, 1, NADAM, 0.76),
        ):
            feet = [self.plane.to_scene((k, 0.0)) + 0.5 * side * thick * RIGHT for k in range(WEIGHTS)]
            self.bars[key] = VGroup(
                *(
                    Bar(foot, unit, look.colour, thickness=thick, vertical=True, value=float(weight))
                    for foot, weight in zip(feet, weights, strict=True)
                )
            )
            self.names[key] = self.name(
                key, (WEIGHTS - 0.5, y * top), [(-1.1, 0.0)], look.colour, size=theme.BODY
            )
            number = plated(screen.word(f"{key}_newest", theme.BODY, look.colour), 0.03)
            self.newest[key] = number.next_to(self.bars[key][0].end, UP, buff=0.08)
        self.newest["adam"].next_to(self.bars["adam"][0].end, LEFT, buff=0.12)
        self.newest["nadam"].next_to(self.bars["nadam"][0].end, RIGHT, buff=0.12)
        self.older = self.name("older", (WEIGHTS - 0.5, 0.92 * top), [(-1.05, 0.0)], NADAM.colour)


class LookAheadMap:
    """A map with both runs and their lowest points.

    Attributes
    ----------
    ground
        The map, the minimum and the rate.
    paths, lows
        By method: its run; its lowest y, with the value.
    every
        That NAdam swings less at other rates too.
    """

    size, middle = (8.9, 3.95), (2.2, -0.62, 0.0)

    def __init__(self, ahead: Ahead, screen: ScreenText) -> None:
        walks = (ahead.adam.x[: SHOWN + 1], ahead.nadam.x[: SHOWN + 1])
        plane = Plane.around(np.vstack([*walks, (0.0, 0.0)]), *self.size, margin=0.12).move_to(self.middle)
        goal = Goal().move_to(plane.to_scene((0.0, 0.0)))
        rate = plated(screen.word("same_rate", theme.SMALL), 0.06)
        rate.move_to(plane.window.get_corner(UP + RIGHT) - np.array([rate.width / 2 + 0.1, 0.32, 0]))
        loss = plated(screen.word("valley_loss", theme.SMALL), 0.06)
        loss.move_to(plane.window.get_corner(UP + RIGHT) - np.array([loss.width / 2 + 0.1, 1.0, 0]))
        self.every = plated(screen.word("every_rate", theme.SMALL, NADAM.colour), 0.06)
        self.every.next_to(plane.window.get_corner(DOWN + RIGHT), UP + LEFT, buff=0.1).shift(0.45 * LEFT)
        floor = DashedLine(
            *plane.to_scene([(plane.x_range[0], 0.0), (plane.x_range[1], 0.0)]),
            color=theme.MUTED,
            stroke_width=1.5,
        )
        valley = objectives.load("ravine")
        self.ground = VGroup(
            ContourMap(plane, valley), floor, goal, *map(plated, plane.symbols("x", "y")), rate, loss
        )
        self.paths, self.lows = {}, {}
        for key, walk, look, rise in (("adam", walks[0], ADAM, -0.26), ("nadam", walks[1], NADAM, 0.06)):
            run = ahead.adam if key == "adam" else ahead.nadam
            self.paths[key] = TrajectoryPath(plane, run.x[: SHOWN + 1], look, width=4, head=0.26)
            low = plane.to_scene(walk[np.argmin(walk[:, 1])])
            edge = plane.window.get_left()[0] + 0.1
            text = plated(screen.word(f"{key}_low", theme.SMALL, look.colour), 0.04)
            text.move_to((edge, low[1] + rise, 0), aligned_edge=LEFT)
            line = DashedLine(low, (text.get_right()[0] + 0.1, low[1], 0), color=look.colour, stroke_width=3)
            self.lows[key] = VGroup(line, text)
