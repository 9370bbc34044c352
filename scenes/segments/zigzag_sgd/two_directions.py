"""Steepest descent and the way to the goal, from the same point, with the angle between them."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, Arc, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText

from .facts import Facts


class TwoDirections:
    """Two arrows on a map, and the numbers in a column beside it.

    Attributes
    ----------
    descent, downhill
        The arrow against the gradient, and its name.
    way, goal
        The arrow to the minimum, and its name.
    arc
        The angle between them, with its number.
    number
        By how many degrees descent misses here.
    """

    narrow = 0.55
    """Below this angle, in radians, there is no room for a number between the arrows."""

    def __init__(self, facts: Facts, valley: Plane, screen: ScreenText, start: tuple[float, float]) -> None:
        self.facts, self.screen = facts, screen
        here, minimum = valley.to_scene([start, (0.0, 0.0)])
        gradient = facts.trajectory.grad[0]
        down, home = -gradient / np.linalg.norm(gradient), -np.array(start) / np.linalg.norm(start)
        tip = here + 2.6 * np.array([*down, 0.0])
        back = 0.25 * (minimum - here) / np.linalg.norm(minimum - here)
        self.descent = Arrows(here, tip, theme.GRADIENT, width=0.09, head=0.32)
        self.way = Arrows(here, minimum - back, theme.GOAL, width=0.09, head=0.32)
        downhill = self.screen.word("downhill", theme.BODY, theme.GRADIENT)
        self.downhill = plated(downhill.next_to(tip, RIGHT, buff=0.25), 0.1)
        # The name lies on the side of the way that descent does not lead to, where the way draws back from it.
        free_side = np.array([np.sign(home[0]), -np.sign(home[1]), 0.0])
        goal = self.screen.word("goal", theme.BODY, theme.GOAL)
        self.goal = plated(goal.next_to(here + 0.36 * (minimum - here), free_side, buff=0.15), 0.1)
        self.arc = VGroup(*self._angle(here, down, home))

    def number(self, left: float, width: float, y: float) -> VGroup:
        """Set the angle in a row of a column."""
        name = self.screen.word("missing", theme.SMALL, theme.GRADIENT).move_to(
            (left, y, 0), aligned_edge=LEFT
        )
        text = self.screen.set(f"{self.facts.angle:.0f}°", theme.HEADING, theme.INK)
        return VGroup(name, text.move_to((left + width, y, 0), aligned_edge=RIGHT))

    def _angle(self, here: np.ndarray, down: np.ndarray, home: np.ndarray) -> tuple[Arc, Label]:
        begin = float(np.arctan2(home[1], home[0]))
        sweep = (float(np.arctan2(down[1], down[0])) - begin + np.pi) % (2 * np.pi) - np.pi
        arc = Arc(1.0, begin, sweep, arc_center=here, color=theme.INK, stroke_width=4)
        wide = abs(sweep) > self.narrow
        middle = begin + (sweep / 2 if wide else sweep + np.sign(sweep) * 0.6)
        degrees = self.screen.set(f"{self.facts.angle:.0f}°", theme.HEADING)
        degrees.move_to(here + (1.5 if wide else 1.1) * np.array([np.cos(middle), np.sin(middle), 0]))
        return arc, degrees
