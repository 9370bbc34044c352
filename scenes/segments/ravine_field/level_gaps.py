"""Two level lines of the valley, and how far apart they are along it and across it."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, polyline

from .facts import Facts

OUTER, INNER = 0.8, 0.4
"""Where the lines meet the valley's floor, as shares of half the map."""


class LevelGaps:
    """What makes a map readable.

    Attributes
    ----------
    lines
        Two level lines.
    gaps
        Between them a bar along each axis, in its colour.
    """

    def __init__(self, facts: Facts, plane: Plane) -> None:
        curvatures = np.array([facts.curvature_x, facts.curvature_y])
        half_axes = facts.half_width * np.sqrt(facts.curvature_x / curvatures)
        turn = np.linspace(0.0, 2 * np.pi, 241) + np.pi
        circle = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        self.lines, self.gaps = VGroup(), VGroup()
        for share in (INNER, OUTER):
            ellipse = plane.to_scene(share * half_axes * circle)
            self.lines.add(polyline([ellipse], stroke_color=theme.INK, stroke_width=3.5))
        for axis, colour in enumerate((theme.X_AXIS, theme.Y_AXIS)):
            ends = plane.to_scene([share * half_axes * np.eye(2)[axis] for share in (INNER, OUTER)])
            self.gaps.add(
                Line(*ends, color=theme.CASING, stroke_width=12), Line(*ends, color=colour, stroke_width=7)
            )
