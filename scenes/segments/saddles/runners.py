"""Runs on the saddle in three dimensions: their trails, and the markers that lead them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Group, VGroup, VMobject

from optimlib import objectives
from optimlib.types import Objective
from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface

X, Y = (-1.12, 1.12), (-1.4, 1.4)
"""What is seen of the saddle: steep walls are left out."""
FRAME = (theme.STAGE_LEFT, -2.95, 1.0, 3.0)
ALONG_Y = Viewpoint(182, 24, 0.04, 0.9, target_z=0.2, relief=1)
"""One looks along y, so that x lies across: the ground rises to both sides."""
ALONG_X = Viewpoint(88, 24, 0.04, 0.9, target_z=0.2, relief=1)
"""One looks along x, so that y lies across: the ground falls to both sides."""
LOW = Viewpoint(222, 32, 0.04, 0.86, target_z=0.2, relief=1)
BETWEEN = Viewpoint(203, 28, 0.04, 0.88, target_z=0.2, relief=1)
WORK = Viewpoint(135, 44, 0.04, 0.94, target_z=0.15, shift_y=-0.02, relief=1)


def saddle_surface(ground: Objective) -> Surface:
    """Return a saddle, in the left half of the stage."""
    plane = Plane(X, Y, width=4.8, height=6.0)
    plane.move_to((-3.0, -0.2, 0))
    return Surface(plane, ground, height=1.5, frame=FRAME, view=WORK)


class Runners:
    """Runs ``(k + 1, 2)`` with their looks on a saddle of their own.

    Attributes
    ----------
    surface
        With a trail for each.
    heads
        A marker where each is.
    star
        The minimum that all of them go to, if it is given: those who arrive stand in a circle round it.
    """

    circle = 0.4

    def __init__(
        self,
        runs: Sequence[tuple[np.ndarray, theme.Look]],
        ground: Objective | None = None,
        *,
        goal: tuple[float, float] | None = None,
    ) -> None:
        self.surface = saddle_surface(ground or objectives.load("bounded_saddle"))
        self.runs = [points for points, _ in runs]
        self.heads = VGroup()
        for points, look in runs:
            # In three dimensions dashes would look like pieces that are missing.
            self.surface.add_trail(points, theme.Look(look.colour, (), look.marker), width=0.05)
            self.heads.add(marker(look.marker, 0.27, look.colour, rim=look.marker != "ring"))
        self.goal = goal
        self.star = VGroup()
        if goal is not None:
            self.star.add(Goal(0.17).move_to(self.surface.to_stage(goal, above=0.05)))
        self.step = 0.0
        self.go(0.0)

    @property
    def all(self) -> Group:
        """The surface and the markers, as one thing."""
        return Group(self.surface, self.star, self.heads)

    def go(self, step: float) -> None:
        """Show all after so many steps."""
        self.step = step
        self.surface.go(step)
        for rank, (points, head) in enumerate(zip(self.runs, self.heads, strict=True)):
            at = np.arange(len(points))
            here = np.array([np.interp(step, at, column) for column in points.T])
            head.move_to(self.surface.to_stage(here, above=0.05) + self._aside(here, rank))
            head.set_opacity(float(self.surface.plane.holds(here)))

    def _aside(self, here: np.ndarray, rank: int) -> np.ndarray:
        """Return how far from its place a marker is drawn: at the goal, one would hide the others."""
        if self.goal is None:
            return np.zeros(3)
        near = float(np.clip(1.5 - np.linalg.norm(here - self.goal) / 0.2, 0.0, 1.0))
        angle = 2 * np.pi * (rank / len(self.runs) + 0.25)
        return near * self.circle * np.array([np.cos(angle), np.sin(angle), 0.0])

    def to(self, step: float, *over: VMobject, view: Viewpoint | None = None, **options: Any) -> Course:
        """Animate them to a step, and to another view; names that lie over the surface stay over it."""
        begun, first = self.step, self.surface.view
        last = view or first

        def draw(share: float) -> None:
            self.surface.look(first.towards(last, share))
            self.go(begun + share * (step - begun))

        return Course(Group(*self.all, *over), draw, **options)
