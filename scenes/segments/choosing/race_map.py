"""The last picture: the valley with all that run in it, along the axes and turned, and what the course comes to."""

from __future__ import annotations

from manim import LEFT, SurroundingRectangle, VGroup

from optimlib.objectives import from_functions
from optimlib.objectives.quadratic import Quadratic
from optimlib.types import Array, Objective
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .questions import QUARTER
from .ranking import LEFT_END

SAID = {
    "slope": ("gradient_descent",),
    "memory": ("momentum", "nesterov"),
    "each": ("adagrad", "rmsprop", "adadelta"),
    "adam": ("adam",),
    "watch": (),
}
"""What the course comes to, and the methods that run once more while it is said; the first one's looks it has."""
LEVELS = {"slope": 2.55, "memory": 1.6, "each": 0.65, "adam": -0.2, "watch": -0.85}
UNDER = 0.4


class RaceMap:
    """The valley at the left.

    Attributes
    ----------
    grounds
        Map, goal and coordinates, along the axes and turned.
    along, turned
        For both, the path of each method, the best on top; dials are steps.
    said, invite
        What the course comes to, by its words; and the last line.
    """

    centre, size = (-2.56, 0.0, 0.0), (8.3, 6.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        self.plane = Plane((-8.3, 4.0), (-6.1, 2.79), width=width, height=height).move_to(self.centre)
        curvatures = tuple(float(one) for one in facts.curvatures)
        along = facts.objective.load()
        across = Quadratic(curvatures, angle=QUARTER)
        turned = from_functions(across.value, across.gradient, levels=along.levels)
        self.grounds = [self._ground(one) for one in (along, turned)]
        self.along = {one.name: self._path(one.name, one.along.path) for one in reversed(facts.racers)}
        self.turned = {
            one.name: self._path(one.name, one.turned.path) for one in reversed(facts.turned_racers)
        }
        self.said = {key: self._line(key, screen) for key in SAID}
        self.invite = screen.word("invite", theme.BODY, theme.YELLOW)
        frame = SurroundingRectangle(self.invite, color=theme.YELLOW, stroke_width=3, buff=0.22)
        frame.round_corners(0.12)
        self.invite = VGroup(frame, self.invite).move_to(((LEFT_END + theme.STAGE_RIGHT) / 2, -2.35, 0))

    def again(self, key: str) -> list[TrajectoryPath]:
        """Return the paths in the turned valley of the methods that belong to a line."""
        return [path for name, path in self.turned.items() if name in SAID[key]]

    def _line(self, key: str, screen: ScreenText) -> VGroup:
        look = theme.look(SAID[key][0]) if SAID[key] else theme.Look(theme.INK, (), "disc")
        found = screen.word(f"found_{key}", theme.SMALL, look.colour)
        sign = marker(look.marker, 0.28, look.colour).move_to((LEFT_END + 0.14, LEVELS[key], 0))
        if key == "adam":
            # What does all of it is no line of its own.
            return VGroup(sign, found.move_to((LEFT_END + 0.45, LEVELS[key], 0), aligned_edge=LEFT))
        said = screen.word(f"close_{key}", theme.BODY, look.colour)
        said.move_to((LEFT_END + 0.45, LEVELS[key], 0), aligned_edge=LEFT)
        found.move_to((LEFT_END + 0.45, LEVELS[key] - UNDER, 0), aligned_edge=LEFT)
        return VGroup(*([sign] if SAID[key] else []), said, found)

    def _ground(self, valley: Objective) -> VGroup:
        goal = Goal(0.18).move_to(self.plane.to_scene((0, 0)))
        return VGroup(ContourMap(self.plane, valley), self.plane.symbols("x", "y", theme.BODY), goal)

    def _path(self, name: str, points: Array) -> TrajectoryPath:
        return TrajectoryPath(self.plane, points, theme.look(name), width=3, head=0.22)
