"""How far a ball runs past the minimum."""

from __future__ import annotations

import numpy as np
from manim import DOWN, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts


def overshoot(facts: Facts, plane: Plane, screen: ScreenText, colour: str) -> VGroup:
    """Measure on a map from the minimum to the farthest point beyond it, below all that is drawn there."""
    level = plane.window.get_bottom()[1] + 1.1
    ends = []
    walls = VGroup()
    farthest = facts.ball.x[int(np.argmax(-facts.ball.x[:, 0] * np.sign(facts.ball.x[0, 0])))]
    for point, paint in (((0.0, 0.0), theme.GOAL), (farthest, colour)):
        above = plane.to_scene(point)
        ends.append(np.array([above[0], level, 0.0]))
        walls.add(DashedLine(above, ends[-1] + 0.15 * DOWN, color=paint, stroke_width=2.5))
    arrow = Arrows(*ends, theme.X_AXIS, width=0.07, head=0.24)
    text = screen.word("past", theme.SMALL, theme.X_AXIS)
    text.next_to((ends[0] + ends[1]) / 2, DOWN, buff=0.3)
    edge = plane.window.get_right()[0] - 0.2 - text.width / 2
    text.set_x(min(text.get_x(), edge))
    return VGroup(walls, arrow, plated(text))
