"""How far a ball swings to the other side of a valley, and how far it runs past the minimum."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class Overshoot:
    """Two measures on a map; either is empty if there is nothing to measure.

    Attributes
    ----------
    swing
        From the floor of the valley to the farthest point on its other side.
    past
        From the minimum to the farthest point beyond it, below all that is drawn there.
    """

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, colour: str) -> None:
        self.plane, self.screen = plane, screen
        self.ways = facts.ball.x[plane.holds(facts.ball.x)]
        self.start = facts.ball.x[0]
        self.swing, self.past = self._swing(), self._past(colour)

    def _farthest(self, axis: int) -> np.ndarray | None:
        """Return the seen point that lies farthest beyond an axis of the valley, if one does."""
        beyond = -self.ways[:, axis] * np.sign(self.start[axis])
        return self.ways[int(np.argmax(beyond))] if beyond.max() > 0 else None

    def _swing(self) -> VGroup:
        far = self._farthest(1)
        if far is None:
            return VGroup()
        foot, end = self.plane.to_scene([(far[0], 0.0), far])
        floor = DashedLine(
            *self.plane.to_scene([(self.plane.x_range[0], 0.0), (self.plane.x_range[1], 0.0)]),
            color=theme.MUTED,
            stroke_width=1.5,
        )
        arrow = Arrows(foot, end, theme.Y_AXIS, width=0.07, head=0.24)
        text = self.screen.word("swing", theme.SMALL, theme.Y_AXIS)
        text.next_to(foot, UP if foot[1] > end[1] else DOWN, buff=0.25)
        return VGroup(floor, arrow, plated(text))

    def _past(self, colour: str) -> VGroup:
        far = self._farthest(0)
        if far is None:
            return VGroup()
        level = self.plane.window.get_bottom()[1] + 1.1
        ends = []
        walls = VGroup()
        for point, paint in (((0.0, 0.0), theme.GOAL), (far, colour)):
            above = self.plane.to_scene(point)
            ends.append(np.array([above[0], level, 0.0]))
            walls.add(DashedLine(above, ends[-1] + 0.15 * DOWN, color=paint, stroke_width=2.5))
        arrow = Arrows(*ends, theme.X_AXIS, width=0.07, head=0.24)
        text = self.screen.word("past", theme.SMALL, theme.X_AXIS)
        text.next_to((ends[0] + ends[1]) / 2, DOWN, buff=0.3)
        edge = self.plane.window.get_right()[0] - 0.2 - text.width / 2
        text.set_x(min(text.get_x(), edge))
        return VGroup(walls, arrow, plated(text))
