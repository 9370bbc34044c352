"""By how much the steps of a path turn, all of them from one point."""

from __future__ import annotations

import numpy as np
from manim import UP, Arc, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

REACH = 1.3


def turning_fan(facts: Facts, valley: Plane, screen: ScreenText, colour: str) -> VGroup:
    """Draw a step that comes from the left, and every way in which the next one may go on, on a plate.

    It lies in the lower corner of a map away from the start.
    """
    centre = np.zeros(3)
    rays = VGroup(
        *(
            Line(
                centre,
                REACH * np.array([np.cos(angle), np.sin(angle), 0.0]),
                color=colour,
                stroke_width=2.5,
                stroke_opacity=0.8,
            )
            for angle in np.radians(facts.turnings)
        )
    )
    before = Arrows(np.array([-REACH, 0.0, 0.0]), centre, theme.INK, width=0.06, head=0.22)
    ahead = DashedLine(centre, np.array([REACH, 0.0, 0.0]), color=theme.MUTED, stroke_width=2.5)
    arc = Arc(0.42, 0.0, float(np.radians(facts.turning)), color=theme.INK, stroke_width=3)
    number = screen.word("turning", theme.SMALL)
    span = screen.word("turnings", theme.SMALL, theme.MUTED)
    drawn = VGroup(ahead, rays, before, arc)
    texts = VGroup(number, span.next_to(number, UP * -1, buff=0.12, aligned_edge=np.array([-1.0, 0, 0])))
    texts.next_to(drawn, np.array([0.0, -1.0, 0.0]), buff=0.15)
    fan = plated(VGroup(drawn, texts), 0.12)
    right = facts.trajectory.x[0, 0] < 0
    corner = valley.window.get_corner(np.array([1.0 if right else -1.0, -1.0, 0.0]))
    return fan.move_to(
        corner + np.array([-0.1 if right else 0.1, 0.45, 0]), aligned_edge=corner - valley.window.get_center()
    )
