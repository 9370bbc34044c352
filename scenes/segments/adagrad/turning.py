"""The valley turns under its axes, and with it whatever does not mind."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VGroup, VMobject

from scenes import theme
from scenes.components.axes.bands import LINE_OPACITY, LINE_WIDTH
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker

from .facts import Facts

CORNERS = 240
"""Points on the ellipse of a level."""


class TurningValley(Dialled):
    """Level lines and plain descent's path, turned about the minimum by ``dial`` degrees; cut off at the window.

    Parameters
    ----------
    walk
        The run in the valley that is not turned, ``(k + 1, 2)``.
    """

    def __init__(self, facts: Facts, plane: Plane, walk: np.ndarray, look: theme.Look) -> None:
        super().__init__()
        self.plane, self.walk_points = plane, walk
        angle = np.linspace(0, 2 * np.pi, CORNERS)
        circle = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        curvature = np.array([facts.curvature_x, facts.curvature_y])
        levels = facts.objective.load().levels
        self.rings = [np.sqrt(2 * level / curvature) * circle for level in levels]
        self.lines = VGroup(
            *(
                VMobject(stroke_color=theme.CONTOUR, stroke_width=LINE_WIDTH, stroke_opacity=LINE_OPACITY)
                for _ in levels
            )
        )
        self.casing, self.line = (
            VMobject(stroke_color=colour, stroke_width=width, joint_type=LineJointType.ROUND)
            for colour, width in ((theme.CASING, 3.5 + 2 * theme.CASING_WIDTH), (look.colour, 3.5))
        )
        self.casing.set_stroke(opacity=theme.CASING_OPACITY)
        self.head = marker(look.marker, 0.22, look.colour, rim=True)
        self.add(self.lines, self.casing, self.line, self.head)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Turn all by so many degrees."""
        angle = np.radians(dial)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        for line, ring in zip(self.lines, self.rings, strict=True):
            set_pieces(line, self.plane.clip(self.plane.to_scene(ring @ turn)))
        walk = self.plane.to_scene(self.walk_points @ turn)
        for one in (self.casing, self.line):
            set_pieces(one, self.plane.clip(walk))
        self.head.move_to(walk[-1])
