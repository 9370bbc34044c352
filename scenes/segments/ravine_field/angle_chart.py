"""The angle between steepest descent and the way to the minimum, against the direction of the point."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .angle_wedges import LIMITS, stripes
from .facts import Facts, directions, miss


class AngleChart:
    """A chart in the column beside the map.

    Attributes
    ----------
    frame
        Plane and axes.
    curve
        The whole law, whose dial is the direction up to which it is drawn.
    dot
        Where the point is on it; its dial is the direction too.
    bands
        The colours of the map's wedges, each at its angles.
    peak
        The largest angle, with its number.
    beyond
        The directions in which the angle is larger than the threshold, marked at it.
    """

    size = (2.2, 3.1)

    def __init__(self, facts: Facts, screen: ScreenText, left: float, top: float) -> None:
        self.facts = facts
        self.plane = Plane((0.0, 90.0), (LIMITS[0], LIMITS[-1]), width=self.size[0], height=self.size[1])
        self.plane.move_to((left + 0.55, top, 0), aligned_edge=LEFT + UP)
        axes = self.plane.axes((0, 30, 60, 90), LIMITS[::2], language=screen.language)
        # Long for a column: it stands on two lines of its own.
        direction = screen.word("direction", 1.2 * theme.SMALL, theme.MUTED, width=2.86, align="center")
        direction.next_to(self.plane.window, DOWN, buff=0.5).align_to((left, 0, 0), LEFT)
        missed = screen.word("missed", theme.BODY, theme.MUTED)
        missed.next_to(self.plane.window, UP, buff=0.24).align_to((left, 0, 0), LEFT)
        self.frame = VGroup(self.plane, axes, direction, missed)
        at = np.linspace(0.0, 90.0, 361)
        look = theme.Look(theme.INK, (), "disc")
        curve = np.stack([at, [self._angle(one) for one in at]], axis=-1)
        self.curve = Curve(self.plane, curve, look, width=4, head=0)
        runner = theme.look("gradient_descent")
        self.dot = CurvePoint(self.plane, self._angle, 0.0, runner, size=0.2)
        self.bands = stripes(self.plane)
        self.peak = self._peak(screen)
        self.beyond = self._beyond()

    def _angle(self, direction: float) -> float:
        slope = np.tan(np.radians(min(direction, 90.0 - 1e-9)))
        return miss(self.facts.condition, float(slope))

    def _beyond(self) -> VGroup:
        facts = self.facts
        between = directions(facts.condition, facts.threshold)
        if between is None:
            return VGroup()
        ends = self.plane.to_scene([(one, facts.threshold) for one in between])
        feet = self.plane.to_scene([(one, 0.0) for one in between])
        level = Line(*ends, color=theme.INK, stroke_width=5)
        drops = (
            DashedLine(top, foot, color=theme.INK, stroke_width=2, dash_length=0.08)
            for top, foot in zip(ends, feet, strict=True)
        )
        ground = Line(*feet, color=theme.INK, stroke_width=7)
        return VGroup(level, *drops, ground)

    def _peak(self, screen: ScreenText) -> VGroup:
        facts = self.facts
        top, foot = self.plane.to_scene(
            [(facts.worst_direction, facts.largest), (facts.worst_direction, 0.0)]
        )
        drop = DashedLine(top, foot, color=theme.INK, stroke_width=2, dash_length=0.08)
        name = plated(screen.word("largest", theme.BODY).next_to(top, RIGHT + 0.4 * UP, buff=0.2))
        return VGroup(drop, name)
