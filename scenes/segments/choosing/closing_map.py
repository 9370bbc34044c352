"""The last picture: four methods in the valley, turned and along the axes, and what the course comes to."""

from __future__ import annotations

from manim import LEFT, SurroundingRectangle, VGroup

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
from .valleys import QUARTER

SAID = {"slope": "gradient_descent", "memory": "momentum", "each": "adagrad", "watch": "adam"}
"""What the course comes to, and the method that runs while it is said."""
LEVELS = {"slope": 2.6, "memory": 1.75, "each": 0.9, "watch": 0.05}
LEFT_END, COUNTS = 1.0, 6.6


class ClosingMap:
    """The valley at the left, four lines at the right, and below them the number that changes.

    Attributes
    ----------
    grounds, paths, counts
        Turned and along the axes: map, goal and coordinates; by method its path, whose dial is steps; its steps.
    said, note
        What the course comes to, by its words; what the numbers are.
    angle, before, after, invite
        The number that changes with its name and frame, as it was and as it is; and the last line.
    """

    centre, size = (-2.97, 0.0, 0.0), (7.4, 6.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        self.plane = Plane((-8.3, 2.668), (-6.1, 2.793), width=width, height=height).move_to(self.centre)
        bend = tuple(float(one) for one in facts.curvatures)
        along = facts.objective.load()
        across = Quadratic(bend, angle=QUARTER)
        turned = from_functions(across.value, across.gradient, levels=along.levels)
        self.grounds = [self._ground(one) for one in (turned, along)]
        self.paths = [
            {
                name: TrajectoryPath(
                    self.plane, facts.again[name][lie].path, theme.look(name), width=3.5, head=0.22
                )
                for name in COMPARED
            }
            for lie in (0, 1)
        ]
        self.said = {key: self._line(key, screen) for key in SAID}
        self.counts = [
            {key: self._count(screen, key, facts.again[name][lie].tuned.steps) for key, name in SAID.items()}
            for lie in (0, 1)
        ]
        self.note = screen.word("close_note", theme.SMALL, theme.MUTED)
        self.note.move_to((LEFT_END, -0.72, 0), aligned_edge=LEFT)
        name = screen.word("turned_by", theme.BODY, theme.YELLOW).move_to(
            (LEFT_END + 0.2, -1.6, 0), aligned_edge=LEFT
        )
        self.before, self.after = (
            screen.word(key, theme.HEADING, theme.YELLOW).move_to(
                (name.get_right()[0] + 0.25, -1.6, 0), aligned_edge=LEFT
            )
            for key in ("angle_before", "angle_after")
        )
        frame = SurroundingRectangle(VGroup(name, self.before), color=theme.YELLOW, stroke_width=3, buff=0.2)
        self.angle = VGroup(frame, name)
        self.invite = screen.word("invite", theme.BODY, theme.YELLOW)
        self.invite.move_to((LEFT_END, -2.55, 0), aligned_edge=LEFT)

    def _line(self, key: str, screen: ScreenText) -> VGroup:
        look = theme.look(SAID[key])
        sign = marker(look.marker, 0.28, look.colour).move_to((LEFT_END + 0.14, LEVELS[key], 0))
        said = screen.word(f"close_{key}", theme.BODY, look.colour)
        return VGroup(sign, said.move_to((LEFT_END + 0.45, LEVELS[key], 0), aligned_edge=LEFT))

    def _count(self, screen: ScreenText, key: str, steps: float) -> VGroup:
        count = screen.set(f"{steps:g}", theme.HEADING, theme.look(SAID[key]).colour)
        return VGroup(count.move_to((COUNTS - count.width / 2, LEVELS[key], 0)))

    def _ground(self, valley: Objective) -> VGroup:
        goal = Goal(0.18).move_to(self.plane.to_scene((0, 0)))
        return VGroup(ContourMap(self.plane, valley), self.plane.symbols("x", "y", theme.BODY), goal)
