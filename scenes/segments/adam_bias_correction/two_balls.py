"""Two balls on one map, with correction and without, and what they have come to beside it."""

from __future__ import annotations

import numpy as np
from manim import Mobject, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import steps
from scenes.components.goal import Goal
from scenes.components.placement import put_beside
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.scoreboard import Scoreboard

from .facts import Facts


class TwoBalls:
    """A map with two paths, and a board with a column for each.

    Attributes
    ----------
    ground, goal
        The map, and the minimum on it.
    paths
        Both paths, the uncorrected one first, so that the corrected one lies above it.
    rate
        The learning rate that both have.
    board
        Where they are, how far they have gone, and their loss.
    tags
        The name of each path beside its last point that is seen.
    """

    map_size = (9.2, 5.6)
    board_left, edges = 3.0, (5.1, 6.7)
    keys = ("corrected", "uncorrected")

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.runs = (facts.corrected, facts.uncorrected)
        looks = (theme.look("adam"), theme.Look(theme.INK, (0.14, 0.1), "ring"))
        objective = facts.objective.load()
        self.valley = self._window(objective.minima[0])
        self.ground = ContourMap(self.valley, objective)
        self.goal = Goal()
        self.goal.move_to(self.valley.to_scene(objective.minima[0]))
        drawn = (TrajectoryPath(self.valley, run.x, look) for run, look in zip(self.runs, looks, strict=True))
        self.paths = VGroup(*reversed(list(drawn)))
        self.board = Scoreboard(
            [(screen[key], look) for key, look in zip(self.keys, looks, strict=True)],
            [("$x$", ".2f"), ("$y$", ".2f"), (screen["way"], ".2f"), (screen["loss"], ".2f")],
            left=self.board_left,
            edges=self.edges,
            top=1.3,
            row_height=0.65,
            language=screen.language,
        )
        self.rate = screen.word("rate")
        self.rate.move_to((self.board_left + self.rate.width / 2, 2.3, 0))
        self.tags = VGroup()
        for points, key, look in zip((run.x for run in self.runs), self.keys, looks, strict=True):
            self.tags.add(self._tag(points, key, look.colour))
        self._walked = [np.concatenate([[0.0], np.cumsum(run.step_length)]) for run in self.runs]
        self._reach = steps(facts.steps, pause=0.25)
        self._steps = facts.steps
        self.walk(0.0)

    def walk(self, share: float) -> None:
        """Let both balls have gone a share of their steps."""
        at = self._reach(share) * self._steps
        whole = int(at + 1e-6)
        for column, (path, run, so_far) in enumerate(
            zip(reversed(self.paths), self.runs, self._walked, strict=True)
        ):
            path.set_dial(at)
            self.board.put(column, (*run.x[whole], so_far[whole], run.value[whole]))

    def _window(self, home: np.ndarray) -> Plane:
        """Return the part of the plane that holds start, minimum and both runs, as far as they are near."""
        width, height = self.map_size
        far = 1.5 * np.abs(self.runs[0].x[0] - home).max()
        ways = np.vstack([*(run.x for run in self.runs), home])
        plane = Plane.around(np.clip(ways, home - far, home + far), width, height, margin=0.1)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.1, 0))

    def _tag(self, points: np.ndarray, key: str, colour: str) -> Mobject:
        """Name a path beside its last point that is seen, within the window and clear of other names."""
        point = self.valley.to_scene(points[self.valley.holds(points)][-1])
        return put_beside(
            plated(self.screen.word(key, theme.SMALL, colour)), point, self.valley.window, self.tags
        )
