"""Two level lines of the valley, and how far apart they are along it and across it; on the map and in two cuts."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.text.label import ScreenText

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


class ValleyCuts:
    """The loss from the minimum outwards, along the valley and across it, in a column beside the map.

    Attributes
    ----------
    frame
        Plane, axes and both cuts.
    levels, gaps
        The losses of the two level lines; and on the floor, as on the map, how far apart each cut meets them.
    """

    width, height, centre = 2.2, 1.9, (5.2, -1.05, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        far = facts.half_width
        most = 0.5 * facts.curvature_x * (OUTER * far) ** 2
        plane = Plane((0.0, far), (0.0, 1.3 * most), width=self.width, height=self.height)
        plane.move_to(self.centre)
        axes = plane.axes(
            nice_ticks(far, 2),
            nice_ticks(1.3 * most, 2),
            x_name=screen["cut_distance"],
            y_name=screen["cut_loss"],
            language=screen.language,
        )
        self.frame = VGroup(plane, axes)
        self.levels, self.gaps = VGroup(), VGroup()
        meets = np.array([INNER, OUTER]) * far
        for share in (INNER, OUTER):
            ends = plane.to_scene([(0.0, most * (share / OUTER) ** 2), (far, most * (share / OUTER) ** 2)])
            self.levels.add(DashedLine(*ends, color=theme.INK, stroke_width=2.5, dash_length=0.08))
        for curvature, colour in ((facts.curvature_x, theme.X_AXIS), (facts.curvature_y, theme.Y_AXIS)):
            reach = min(far, float(np.sqrt(2.6 * most / curvature)))
            at = np.linspace(0.0, reach, 61)
            cut = Curve(
                plane,
                np.stack([at, 0.5 * curvature * at**2], axis=-1),
                theme.Look(colour, (), "disc"),
                width=4,
                head=0,
            )
            cut.set_dial(reach)
            self.frame.add(cut)
            across = meets * np.sqrt(facts.curvature_x / curvature)
            self.gaps.add(Line(*plane.to_scene([(one, 0.0) for one in across]), color=colour, stroke_width=9))
