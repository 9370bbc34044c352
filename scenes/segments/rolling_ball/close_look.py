"""One step of the ball from close by: what friction leaves of its velocity, what the slope adds, and their sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from manim import VGroup, smooth

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.dial import Course
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.equation import EquationPanel, plated

from .facts import Facts


class CloseLook:
    """Vectors at the ball, tip to tail, each as long as it is: the sum ends at the next point of the run.

    A step that leaves the window is shown in its middle, smaller, with true directions and proportions.

    Attributes
    ----------
    view
        From where all of it is seen, as large as it may be.
    thickness
        How thick the ball and its way are drawn in that view.
    """

    span, ball = 3.1, 0.3
    """Stage units that the longest vector and the ball's radius take."""
    side = Viewpoint(26, 54, 0.02, relief=1)
    most_zoom = 40.0

    def __init__(self, surface: Surface, facts: Facts, ball_radius: float) -> None:
        self.surface, self.ball_radius = surface, ball_radius
        moment, plane = facts.moment, surface.plane
        self.here = facts.ball.x[moment]
        self.old, self.push = facts.velocity[moment], facts.pushes[moment]
        if not np.all(plane.holds(facts.ball.x[moment : moment + 2])):
            size = np.linalg.norm([self.old, self.push], axis=-1).max() / (0.25 * np.ptp(plane.y_range))
            self.here, self.old, self.push = np.zeros(2), self.old / size, self.push / size
        self.kept = facts.momentum * self.old
        self.new = self.kept + self.push
        self.view = self._view()
        self.thickness = self.ball / (ball_radius * self.view.zoom)

    def _view(self) -> Viewpoint:
        corners = self.here + np.array([0 * self.old, self.old, self.kept, self.new])
        size = float(np.max(np.ptp(corners, axis=0))) * self.surface.plane.unit
        x, y, z = self.surface.foot(corners.mean(axis=0))
        zoom = min(self.span / max(size, 1e-9), self.most_zoom)
        return replace(self.side, zoom=zoom, target_x=x, target_y=y, target_z=z)

    def velocity_before(self) -> Course:
        """Let the old velocity appear, faintly."""
        return self._grow(self.here, np.zeros(2), self.old, theme.VELOCITY, opacity=0.35)

    def friction(self) -> Course:
        """Let the old velocity shrink to what friction leaves of it."""
        return self._grow(self.here, self.old, self.kept, theme.INK)

    def force(self) -> Course:
        """Let the push of the slope begin where that ends."""
        return self._grow(self.here + self.kept, np.zeros(2), self.push, theme.GRADIENT)

    def velocity_after(self) -> Course:
        """Let the sum grow, which is the new velocity."""
        return self._grow(self.here, np.zeros(2), self.new, theme.VELOCITY)

    def names(self) -> list[VGroup]:
        """Return the names of what is kept, of the push and of the sum, outside their triangle.

        They are placed as the surface is seen when this is called.
        """
        turn = np.sign(self.kept[0] * self.push[1] - self.kept[1] * self.push[0]) or 1.0
        nothing = np.zeros(2)
        return [
            self._name(source, colour, start, end, side)
            for source, colour, start, end, side in (
                ("alpha v", theme.INK, nothing, self.kept, -turn),
                ("- eta nabla L", theme.GRADIENT, self.kept, self.new, -turn),
                ("v", theme.VELOCITY, nothing, self.new, turn),
            )
        ]

    def _grow(
        self, point: np.ndarray, start: np.ndarray, end: np.ndarray, colour: str, **style: Any
    ) -> Course:
        """Let an arrow at a point of the data grow from one vector to another."""
        arrow = Arrows(np.zeros(3), np.zeros(3), colour, width=0.1, head=0.34, **style)

        def draw(share: float) -> None:
            arrow.point(*self._on_stage(point, point + start + share * (end - start)))

        return Course(arrow, draw, rate_func=smooth)

    def _name(self, source: str, colour: str, start: np.ndarray, end: np.ndarray, side: float) -> VGroup:
        """Set a name beside the middle of a vector: to its left for a positive side, else to its right."""
        foot, tip = self._on_stage(self.here + start, self.here + end)
        along = (tip - foot) / max(float(np.linalg.norm(tip - foot)), 1e-9)
        across = side * np.array([-along[1], along[0], 0.0])
        name = EquationPanel(source, plate=False, size=theme.BODY).set_color(colour)
        reach = (name.width * abs(across[0]) + name.height * abs(across[1])) / 2
        name.move_to((foot + tip) / 2 + (0.2 + reach) * across)
        return plated(name)

    def _on_stage(self, *points: np.ndarray) -> np.ndarray:
        return self.surface.to_stage(points, above=self.ball_radius * self.surface.thickness)
