"""The slope at one place in every direction: an arrow that turns, and the wave that its slope draws."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts

COLUMN_LEFT, COLUMN_WIDTH = 2.05, 4.5
"""The column beside the map."""
WAVE = theme.Look(theme.INK, (), "disc")


class Needle(Dialled):
    """An arrow of fixed length at the start that can be turned: the dial is its direction in degrees.

    Attributes
    ----------
    goal, steepest
        The directions straight at the lowest point and against the gradient, from 0 to 360.
    """

    length = 1.9

    def __init__(self, facts: Facts, here: np.ndarray) -> None:
        super().__init__()
        self.here = here
        # Narrow, so that what it comes to lie on is still seen.
        self.arrow = Arrows(here, here, theme.INK, width=0.055, head=0.26)
        ways = [-np.asarray(facts.start), -np.array([facts.gradient_x, facts.gradient_y])]
        self.goal, self.steepest = (float(np.degrees(np.arctan2(y, x)) % 360) for x, y in ways)
        self.add(self.arrow)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Turn the arrow to a direction."""
        angle = np.radians(dial)
        self.arrow.point(self.here, self.here + self.length * np.array([np.cos(angle), np.sin(angle), 0.0]))


class SlopeWave:
    """The slope over the direction, in the column beside the map.

    Attributes
    ----------
    ground
        Window with axes; the rule of the wave above it.
    curve
        Its dial is the direction up to which it is drawn.
    dot, readout
        Where the needle points, and the slope there as a number.
    goal, steepest
        The two directions that are spoken of, each with its slope.
    """

    def __init__(self, facts: Facts, screen: ScreenText, needle: Needle) -> None:
        self.facts, self.needle = facts, needle
        size = abs(facts.steepest)
        self.plane = Plane((0.0, 360.0), (-1.45 * size, 1.75 * size), width=COLUMN_WIDTH, height=4.4)
        self.plane.move_to((COLUMN_LEFT + COLUMN_WIDTH / 2, 0.2, 0))
        zero = self.plane.to_scene([(0.0, 0.0), (360.0, 0.0)])
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                (0, 90, 180, 270, 360),
                nice_ticks(size, 4, low=-size),
                x_name=screen["angle"],
                y_name=screen["wave"],
                language=screen.language,
            ),
            DashedLine(*zero, color=theme.MUTED, stroke_width=2),
        )
        angles = np.linspace(0.0, 360.0, 181)
        points = np.stack([angles, [self._slope(angle) for angle in angles]], axis=-1)
        self.curve = Curve(self.plane, points, WAVE, width=4.5, head=0)
        self.dot = marker("disc", 0.24, theme.INK, rim=True)
        name = screen.word("slope", theme.HEADING)
        self.number = Number(-facts.steepest, ".1f", theme.HEADING)
        corner = self.plane.window.get_corner(UP + LEFT) + np.array([0.3, -0.45, 0.0])
        name.move_to(corner + np.array([name.width / 2, 0.0, 0.0]))
        self.number.place(corner + np.array([name.width + 0.2, -0.11, 0.0]))
        self.readout = VGroup(name, self.number)
        self.goal, self.steepest = self._marks()
        self.turn(0.0)

    def _slope(self, degrees: float) -> float:
        angle = np.radians(degrees)
        return self.facts.slope_along(np.array([np.cos(angle), np.sin(angle)]))

    def _marks(self) -> tuple[VGroup, VGroup]:
        facts, needle = self.facts, self.needle
        goal, low = self.plane.to_scene([(needle.goal, facts.goal_slope), (needle.steepest, facts.steepest)])
        inward = np.sign(low[0] - goal[0])
        star = Goal().move_to(goal)
        said = Number(facts.goal_slope, ".1f", theme.BODY, theme.GOAL)
        said.move_to(goal + np.array([-inward * (said.width / 2 + 0.22), -0.12, 0.0]))
        if said.get_left()[0] < self.plane.window.get_left()[0] + 0.05:
            said.move_to(goal + np.array([inward * (said.width / 2 + 0.3), 0.28, 0.0]))
        least = Number(facts.steepest, ".1f", theme.BODY, theme.GRADIENT)
        least.move_to(low + np.array([0.0, -0.34, 0.0]))
        return VGroup(star, said), VGroup(marker("disc", 0.22, theme.GRADIENT, rim=True).move_to(low), least)

    def turn(self, degrees: float) -> None:
        """Point the needle, dot and number to a direction."""
        self.needle.set_dial(degrees)
        slope = self._slope(degrees)
        self.dot.move_to(self.plane.to_scene((degrees, slope)))
        self.number.set_dial(slope)

    def sweep(self, degrees: float) -> None:
        """Do so, and draw the wave up to there."""
        self.turn(degrees)
        self.curve.set_dial(degrees)
