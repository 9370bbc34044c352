"""Steepest descent and the way to the minimum from one point, which may wander around the minimum."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Arc, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import backing
from scenes.components.text.label import label
from scenes.components.text.number import Number

from .facts import ASPECT, Facts, miss


class TwoWays(Dialled):
    """A point with two arrows and the angle between them.

    The dial is the direction in which the point is seen from the minimum, in degrees above the valley floor; it
    moves on an ellipse through the start, as wide and as high as the map is.

    Attributes
    ----------
    here, way, descent, arc
        The point, the arrow to the minimum, the arrow against the gradient, and the arc between both.
    """

    reach, radius, short = 1.7, 0.85, 0.22

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts, self.plane = facts, plane
        x, y = facts.start
        self.signs = np.sign([x, y])
        self.half_axis = float(np.hypot(x, y / ASPECT))
        look = theme.look("gradient_descent")
        self.here = marker(look.marker, 0.22, look.colour, rim=True)
        self.way = Arrows(np.zeros(3), np.zeros(3), theme.GOAL, width=0.09, head=0.3)
        self.descent = Arrows(np.zeros(3), np.zeros(3), theme.GRADIENT, width=0.09, head=0.3)
        for arrow in (self.way, self.descent):
            arrow.set_stroke(theme.CASING, width=3, background=True)
        self.arc = VMobject(stroke_color=theme.INK, stroke_width=4)
        self.add(self.way, self.descent, self.arc, self.here)
        self.set_dial(self.begin)

    @property
    def begin(self) -> float:
        """The direction of the start."""
        return float(np.degrees(np.arctan(self.facts.slope)))

    def at(self, direction: float) -> np.ndarray:
        """Return the point in a direction, in data coordinates ``(2,)``."""
        along, across = np.cos(np.radians(direction)), np.sin(np.radians(direction))
        distance = self.half_axis / np.hypot(along, across / ASPECT)
        return np.asarray(distance * np.array([along, across]) * self.signs)

    def show(self, dial: float) -> None:
        """Stand in a direction from the minimum."""
        point = self.at(dial)
        here, minimum = self.plane.to_scene([point, (0.0, 0.0)])
        downhill = -point * (self.facts.curvature_x, self.facts.curvature_y)
        down = np.array([*downhill / np.linalg.norm(downhill), 0.0])
        home = (minimum - here) / np.linalg.norm(minimum - here)
        self.here.move_to(here)
        self.way.point(here, minimum - self.short * home)
        self.descent.point(here, here + self.reach * down)
        begin, end = (float(np.arctan2(one[1], one[0])) for one in (home, down))
        sweep = (end - begin + np.pi) % (2 * np.pi) - np.pi
        self.arc.points = Arc(self.radius, begin, sweep, arc_center=here).points

    def beside(self, distance: float) -> np.ndarray:
        """Return the place in the middle of the angle, so far from the point."""
        here = self.plane.to_scene(self.at(self.dial))
        middle = self.arc.point_from_proportion(0.5) - here
        return np.asarray(here + distance * middle / np.linalg.norm(middle))


class LiveAngle(Dialled):
    """The angle as a live number on a plate beside the point; the dial is that of :class:`TwoWays`."""

    def __init__(self, ways: TwoWays) -> None:
        super().__init__()
        self.ways = ways
        self.name = label("$phi$ =", theme.BODY)
        self.number = Number(88.8, ".1f", theme.BODY, theme.INK)
        self.sign = label("°", theme.BODY)
        self.plate = backing(label("$phi$ = 88.8°", theme.BODY), buff=0.1)
        self.text = VGroup(self.name, self.number, self.sign)
        self.add(self.plate, self.text)
        self.set_dial(ways.dial)

    def show(self, dial: float) -> None:
        """Stand at the point's side that is turned away from the valley's floor."""
        ways = self.ways
        slope = float(np.tan(np.radians(min(dial, 90.0 - 1e-9))))
        here = ways.plane.to_scene(ways.at(dial))
        turned = np.radians(dial)
        aside = np.array([1.05 * np.sin(turned) * ways.signs[0], 0.42 * np.cos(turned) * ways.signs[1], 0.0])
        self.plate.move_to(here + aside)
        left = self.plate.get_left() + 0.12 * RIGHT
        self.name.move_to(left + self.name.width / 2 * RIGHT)
        self.number.set_dial(miss(ways.facts.condition, slope))
        self.number.place(left + np.array([self.name.width + 0.12, -0.09, 0.0]))
        self.sign.next_to(self.number.digits, RIGHT, buff=0.04).align_to(self.number.digits, UP)


def doubled(facts: Facts, plane: Plane) -> VGroup:
    """Draw the start's place half as far out and whole, with minus the gradient at both, to one scale."""
    marks = VGroup()
    start, gradient = np.array(facts.start), np.array(facts.gradient)
    scale = 0.9 * abs(start[1]) / abs(gradient[1])
    look = theme.look("gradient_descent")
    ray = plane.to_scene([start, (0.0, 0.0)])
    line = VMobject(stroke_color=theme.INK, stroke_width=2.5).set_points_as_corners(ray)
    marks.add(line)
    for share in (0.5, 1.0):
        here, tip = plane.to_scene([share * start, share * (start - scale * gradient)])
        arrow = Arrows(here, tip, theme.GRADIENT, width=0.09, head=0.24)
        arrow.set_stroke(theme.CASING, width=3, background=True)
        marks.add(arrow, marker(look.marker, 0.2, look.colour, rim=True).move_to(here))
    return marks


def one_step(facts: Facts, plane: Plane) -> VGroup:
    """Draw the first step of gradient descent as a dashed line with its end."""
    here, there = plane.to_scene([facts.start, facts.step])
    look = theme.look("gradient_descent")
    line = DashedLine(here, there, color=look.colour, stroke_width=5, dash_length=0.14)
    return VGroup(line, marker(look.marker, 0.22, look.colour, rim=True).move_to(there))
