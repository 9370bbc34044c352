"""Steepest descent and the way to the goal, from the same point, with the angle between them."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, Arc, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import Label, ScreenText

from .facts import Facts


class TwoDirections:
    """Two arrows on a map.

    Attributes
    ----------
    descent, downhill
        The arrow against the gradient, and its name.
    way, goal
        The arrow to the minimum, and its name.
    arc, degrees
        The angle between them.
    beyond, wall
        Where descent would lead, to the other wall, and its name.
    """

    narrow = 0.55
    """Below this angle, in radians, there is no room for a number between the arrows."""

    def __init__(self, facts: Facts, valley: Plane, screen: ScreenText, start: tuple[float, float]) -> None:
        self.facts, self.screen, self.at = facts, screen, start
        here, minimum = valley.to_scene([start, (0.0, 0.0)])
        gradient = facts.trajectory.grad[0]
        down, home = -gradient / np.linalg.norm(gradient), -np.array(start) / facts.straight
        far = valley.clip(np.array([here, valley.to_scene(facts.other_wall)]))[0][-1]
        tip = here + 0.7 * (far - here)
        back = 0.25 * (minimum - here) / np.linalg.norm(minimum - here)
        self.descent = Arrows(here, tip, theme.GRADIENT, width=0.09, head=0.32)
        self.way = Arrows(here, minimum - back, theme.GOAL, width=0.09, head=0.32)
        self.beyond = DashedLine(tip, far, color=theme.GRADIENT, stroke_width=4, dash_length=0.12)
        downhill = self.screen.word("downhill", theme.BODY, theme.GRADIENT)
        self.downhill = plated(downhill.next_to(tip, RIGHT, buff=0.25), 0.1)
        # The name lies on the side of the way that descent does not lead to, where the way draws back from it.
        free_side = np.array([np.sign(home[0]), -np.sign(home[1]), 0.0])
        goal = self.screen.word("goal", theme.BODY, theme.GOAL)
        self.goal = plated(goal.next_to(here + 0.36 * (minimum - here), free_side, buff=0.15), 0.1)
        self.wall = plated(self.screen.word("wall", theme.SMALL, theme.INK).next_to(far, RIGHT, buff=0.22))
        self.arc, self.degrees = self._angle(here, down, home)

    def slope(self, middle: float) -> VGroup:
        """Set the gradient as a formula, and its value at the start, in a column beside the map."""
        fact, colours = self.facts, {"x": theme.X_AXIS, "y": theme.Y_AXIS}
        (x, y), (gx, gy) = self.at, fact.trajectory.grad[0]
        general = EquationPanel(
            f"nabla L = vec({{{{ {fact.coefficient_x} thin x : x }}}}, {{{{ {fact.coefficient_y} thin y : y }}}})",
            colours,
            plate=False,
        )
        here = EquationPanel(
            f"nabla L({x:g}, {y:g}) = vec({{{{ {gx:.3g} : x }}}}, {{{{ {gy:.3g} : y }}}})",
            colours,
            plate=False,
            size=theme.BODY,
        )
        return VGroup(general, here).arrange(DOWN, buff=0.7).move_to((middle, 0.6, 0))

    def _angle(self, here: np.ndarray, down: np.ndarray, home: np.ndarray) -> tuple[Arc, Label]:
        begin = float(np.arctan2(home[1], home[0]))
        sweep = (float(np.arctan2(down[1], down[0])) - begin + np.pi) % (2 * np.pi) - np.pi
        arc = Arc(1.0, begin, sweep, arc_center=here, color=theme.INK, stroke_width=4)
        wide = abs(sweep) > self.narrow
        middle = begin + (sweep / 2 if wide else sweep + np.sign(sweep) * 0.6)
        degrees = self.screen.set(f"{self.facts.angle:.0f}°", theme.HEADING)
        degrees.move_to(here + (1.5 if wide else 1.1) * np.array([np.cos(middle), np.sin(middle), 0]))
        return arc, degrees
