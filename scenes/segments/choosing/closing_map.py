"""The last picture: every group in a valley of its own, turned and along the axes, and what the course comes to."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UR, SurroundingRectangle, VGroup

from optimlib.objectives import from_functions
from optimlib.objectives.quadratic import Quadratic
from optimlib.types import Objective
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import COMPARED, Facts
from .method_columns import CELLS
from .valleys import QUARTER

SAID = {"slope": "gradient_descent", "memory": "momentum", "each": "adagrad", "both": "adam"}
"""What the course comes to, and the method that runs while it is said."""
MEMBERS = {"slope": "plain", "memory": "memory", "each": "each", "both": "both"}
"""The group of methods that each line is true of."""
LEVELS = {"slope": 2.65, "memory": 1.75, "each": 0.85, "both": -0.05}
LEFT_END, COUNTS = 0.3, 6.6
MAPS_LEFT, MAPS_TOP, WIDTH, HEIGHT, GAP = -6.7, 3.0, 3.37, 2.94, 0.12
"""Where the first map's corner is, how large each is, and how far they are apart: in the square of the beginning."""


class ClosingMap:
    """Four maps of a valley at the left, four lines at the right, and below them the number that changes.

    Attributes
    ----------
    grounds, paths, counts
        Turned and along the axes: four maps, each with goal, coordinates and the sign of its group; by method
        its path, whose dial is steps: the four that are compared, then all; steps of the four.
    said, members, note
        What the course comes to, by its words; the methods each is true of; what the numbers are.
    angle, before, after, invite
        The number that changes with its name and frame, as it was and as it is; and the last line.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        # As much of the plane as the runs need: turned, some jump far at first.
        self.planes = [
            {key: self._plane(key, x, y) for key in SAID}
            for x, y in (((-9.2, 3.6), (-8.395, 2.8)), ((-7.9, 3.9), (-5.9, 4.42)))
        ]
        bend = tuple(float(one) for one in facts.curvatures)
        along = facts.objective.load()
        across = Quadratic(bend, angle=QUARTER)
        turned = from_functions(across.value, across.gradient, levels=along.levels)
        self.grounds = [self._ground(*one) for one in zip(self.planes, (turned, along), strict=True)]
        homes = {one.name: key for key in SAID for one in facts.group(MEMBERS[key])}
        self.paths = [
            {name: self._path(facts, name, homes[name], lie) for name in self._drawn(facts, lie)}
            for lie in (0, 1)
        ]
        self.said = {key: self._line(key, screen) for key in SAID}
        self.members = {key: self._members(key, facts, screen) for key in SAID}
        self.counts = [
            {key: self._count(screen, key, facts.again[name][lie].steps) for key, name in SAID.items()}
            for lie in (0, 1)
        ]
        self.note = screen.word("close_note", theme.SMALL, theme.MUTED)
        self.note.move_to((LEFT_END, -1.02, 0), aligned_edge=LEFT)
        name = screen.word("turned_by", theme.BODY, theme.YELLOW).move_to(
            (LEFT_END + 0.2, -1.8, 0), aligned_edge=LEFT
        )
        self.before, self.after = (
            screen.word(key, theme.HEADING, theme.YELLOW).move_to(
                (name.get_right()[0] + 0.25, -1.8, 0), aligned_edge=LEFT
            )
            for key in ("angle_before", "angle_after")
        )
        frame = SurroundingRectangle(VGroup(name, self.before), color=theme.YELLOW, stroke_width=3, buff=0.2)
        self.angle = VGroup(frame, name)
        self.invite = screen.word("invite", theme.BODY, theme.YELLOW)
        self.invite.move_to((LEFT_END, -2.72, 0), aligned_edge=LEFT)

    def _plane(self, key: str, x: tuple[float, float], y: tuple[float, float]) -> Plane:
        """Return the window of a group, where its cell is in the square of the beginning."""
        column, row = CELLS[MEMBERS[key]]
        left, top = MAPS_LEFT + column * (WIDTH + GAP), MAPS_TOP - row * (HEIGHT + GAP)
        return Plane(x, y, width=WIDTH, height=HEIGHT).move_to((left + WIDTH / 2, top - HEIGHT / 2, 0))

    def _path(self, facts: Facts, name: str, home: str, lie: int) -> TrajectoryPath:
        main = name in COMPARED
        path, plane = facts.again[name][lie].path, self.planes[lie][home]
        width, head = (3.2, 0.22) if main else (2.4, 0.18)
        return TrajectoryPath(plane, path, theme.look(name), width=width, markers=False, head=head)

    def _drawn(self, facts: Facts, lie: int) -> list[str]:
        """Return who runs: those that are compared last, so that they lie above."""
        others = [name for name in facts.again if name not in COMPARED]
        return [*(others if lie else ()), *COMPARED]

    def _members(self, key: str, facts: Facts, screen: ScreenText) -> VGroup:
        row = VGroup()
        for method in facts.group(MEMBERS[key]):
            look = theme.look(method.name)
            text = screen.set(method.shown[screen.language], theme.SMALL, look.colour)
            row.add(VGroup(marker(look.marker, 0.2, look.colour), text).arrange(buff=0.09))
        return row.arrange(buff=0.15).move_to((LEFT_END + 0.4, LEVELS[key] - 0.4, 0), aligned_edge=LEFT)

    def _line(self, key: str, screen: ScreenText) -> VGroup:
        look = theme.look(SAID[key])
        sign = marker(look.marker, 0.28, look.colour).move_to((LEFT_END + 0.14, LEVELS[key], 0))
        said = screen.word(f"close_{key}", theme.BODY, look.colour)
        return VGroup(sign, said.move_to((LEFT_END + 0.45, LEVELS[key], 0), aligned_edge=LEFT))

    def _count(self, screen: ScreenText, key: str, steps: float) -> VGroup:
        count = screen.set(f"{steps:g}", theme.HEADING, theme.look(SAID[key]).colour)
        return VGroup(count.move_to((COUNTS - count.width / 2, LEVELS[key], 0)))

    def _ground(self, planes: dict[str, Plane], valley: Objective) -> VGroup:
        ground = VGroup()
        for key, plane in planes.items():
            look = theme.look(SAID[key])
            sign = marker(look.marker, 0.24, look.colour)
            sign.move_to(plane.window.get_corner(UR) + np.array([-0.25, -0.25, 0.0]))
            goal = Goal(0.14).move_to(plane.to_scene((0, 0)))
            ground.add(ContourMap(plane, valley), plane.symbols("x", "y"), goal, sign)
        return ground
