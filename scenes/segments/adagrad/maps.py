"""The valley at the left of the stage, and what it is exchanged for: a wider window, other ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from optimlib.objectives.quadratic import Quadratic
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import plated

from .facts import Facts

SIZE, MIDDLE_Y = (8.4, 5.4), 0.15


@dataclass(frozen=True)
class WithLevels:
    """A quadratic with the contour levels of another ground, so that both are painted alike."""

    quadratic: Quadratic
    levels: tuple[float, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.quadratic, name)


class ValleyMap:
    """A ground with its minimum, seen from above.

    Attributes
    ----------
    plane, contours, symbols, ground
        Its window, the levels in it, the names of the coordinates; and these two together.
    goal
        The minimum.
    """

    def __init__(self, plane: Plane, objective: Objective, minimum: tuple[float, ...] | None = None) -> None:
        self.plane = plane.move_to((theme.STAGE_LEFT + SIZE[0] / 2, MIDDLE_Y, 0))
        self.contours = ContourMap(plane, objective)
        self.goal = Goal().move_to(plane.to_scene(minimum or (0.0, 0.0)))
        self.symbols = VGroup(*(plated(one, 0.05) for one in plane.symbols("x", "y")))
        self.ground = VGroup(self.contours, self.symbols)

    def path(
        self, walk: Trajectory, look: theme.Look, *, faint: bool = False, markers: bool = True
    ) -> TrajectoryPath:
        """Return the path of a run on it, whole; or faintly, as a line alone."""
        path = TrajectoryPath(
            self.plane, walk.x, look, markers=markers and not faint, head=0 if faint else 0.22
        )
        path.set_dial(len(walk.x) - 1)
        if faint:
            path.line.set_stroke(opacity=0.5)
            path.casing.set_stroke(opacity=0.3)
        return path

    def caption(self, text: VGroup, corner: np.ndarray, buff: float = 0.22) -> VGroup:
        """Put a text on a plate into a corner of it."""
        text = plated(text, 0.1)
        inner = self.plane.window.get_corner(corner)
        # The name of x stands in one corner of the window.
        up = 0.25 if np.array_equal(corner, LOWER_RIGHT) else 0.0
        low = np.array([text.width / 2 + buff, text.height / 2 + buff + up, 0.0])
        return text.move_to(inner - corner * low)


UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT, UPPER_LEFT = UP + RIGHT, LEFT - UP, RIGHT - UP, UP + LEFT


def valley_map(facts: Facts) -> ValleyMap:
    """Return the valley itself, with room for plain descent's sway and beyond the minimum."""
    return ValleyMap(_window(facts), facts.objective.load())


def turning_map(facts: Facts) -> ValleyMap:
    """Return the valley in a window that holds both runs however it is turned."""
    corners = np.vstack([facts.plain.x, facts.turned_plain.x, facts.turned.x, -0.2 * facts.plain.x[:1]])
    return ValleyMap(Plane.around(corners, *SIZE, margin=0.05), facts.objective.load())


def changed_map(facts: Facts) -> ValleyMap:
    """Return other ground in the same window: nearly flat where the valley was steep, its minimum elsewhere."""
    flat = Quadratic((facts.curvature_y / 8, facts.curvature_x), centre=(0.0, 0.9 * float(facts.own.x[0, 1])))
    return ValleyMap(_window(facts), WithLevels(flat, facts.objective.load().levels), minimum=flat.centre)


def _window(facts: Facts) -> Plane:
    x, y = facts.own.x[0]
    width, height = SIZE
    left, right = min(x, 0.0) - 0.14 * abs(x), max(x, 0.0) + 0.3 * abs(x)
    scale = min(width / (right - left), height / (2.8 * abs(y)))
    middle, across, half = (left + right) / 2, width / scale / 2, height / scale / 2
    return Plane((middle - across, middle + across), (-half, half), width=width)
