"""Steps against the condition number, on logarithmic axes, and beside it the valley that is meant."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, ManimColor, VGroup, VMobject

from scenes import theme
from scenes.components.axes.contour_map import band_colours
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import START, Facts
from .questions import QUARTER

ORDER = ("gradient_descent", "momentum", "adagrad", "adam")
KEYS = {"gradient_descent": "descent", "momentum": "momentum", "adagrad": "adagrad", "adam": "adam"}
RINGS = (0.5, 1.4, 2.8, 4.6, 6.8, 9.5)
"""How far from the minimum the drawn contours are in a round bowl."""


class NarrowingValley(Dialled):
    """A valley whose condition number is ten to the ``dial``, turned by an angle, and the start in it."""

    def __init__(self, side: float, centre: tuple[float, float, float]) -> None:
        super().__init__()
        self.plane = Plane((-8, 8), (-8, 8), width=side, height=side).move_to(centre)
        floor, *heights = (ManimColor.from_rgb(colour) for colour in band_colours(len(RINGS)))
        self.fill = VGroup(self.plane.window.copy().set_stroke(width=0).set_fill(heights[-1], 1))
        for colour in (*reversed(heights[:-1]), floor):
            self.fill.add(
                VMobject(stroke_width=1.4, stroke_color=theme.CONTOUR, fill_color=colour, fill_opacity=1)
            )
        self.fill.is_ground = True
        self.turn = 0.0
        goal = Goal(0.15).move_to(self.plane.to_scene((0, 0)))
        start = marker("disc", 0.2, theme.INK, rim=True).move_to(self.plane.to_scene(START))
        self.add(self.fill, goal, start, self.plane.symbols("x", "y"))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the contours, the highest first; in a narrow valley they leave the window."""
        around = np.linspace(0, 2 * np.pi, 241)
        stretch = 10 ** (dial / 4)
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        low, high = np.full(2, -8.0), np.full(2, 8.0)
        for ring, band in zip(reversed(RINGS), self.fill[1:], strict=True):
            # Both axes change, and their product stays: narrower and longer at once.
            x, y = ring * stretch * np.cos(around), ring / stretch * np.sin(around)
            inside = clip_polygon(np.column_stack([cos * x - sin * y, sin * x + cos * y]), low, high)
            set_pieces(band, [self.plane.to_scene(inside)] if len(inside) else [])

    def turned(self, share: float) -> None:
        """Turn the valley by a share of 45 degrees."""
        self.turn = share * QUARTER
        self.show(self.dial)


def clip_polygon(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Cut a closed convex polygon ``(n, 2)`` to an upright box (Sutherland and Hodgman's rule).

    >>> square = np.array([[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], float)
    >>> clip_polygon(square, np.zeros(2), np.array([2.0, 8.0])).max(axis=0).tolist()
    [2.0, 4.0]
    """
    for axis, edge, sign in ((0, low, 1), (0, high, -1), (1, low, 1), (1, high, -1)):
        if not len(points):
            return points
        depth = sign * (points[:, axis] - edge[axis])
        cut = []
        for one, other, here, there in zip(points[:-1], points[1:], depth[:-1], depth[1:], strict=True):
            if here >= 0:
                cut.append(one)
            if (here >= 0) != (there >= 0):
                cut.append(one + (other - one) * here / (here - there))
        points = np.array([*cut, cut[0]]) if cut else np.zeros((0, 2))
    return points


class ScaleChart:
    """Its curves have condition numbers as dials.

    Attributes
    ----------
    ground
        Axes.
    curves, turned
        By method, along the axes and turned.
    names, laws, turned_names
        What the lines are called; how they grow.
    reading
        A line at the told condition number; the two numbers of AdaGrad there.
    valley
        The map beside it.
    """

    left, bottom, size = -5.85, -2.1, (6.9, 3.4)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        conditions = facts.scales.conditions
        most = 1.6 * float(np.nanmax(facts.scales.steps["gradient_descent"]))
        self.plane = Plane((1, conditions[-1]), (1, most), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            x_name=screen["condition_axis"], y_name=screen["count_axis"], language=screen.language
        )
        axes[0].shift((0, -0.36, 0))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, range(4), range(4)))
        self.curves = {name: self._curve(name, steps, 4.5) for name, steps in facts.scales.steps.items()}
        self.turned = {name: self._curve(name, steps, 2.5) for name, steps in facts.scales.turned.items()}
        right = self.plane.window.get_right()[0]
        self.names = {
            "gradient_descent": self._beside("gradient_descent", 0.33, "descent", UP * 0.36 + LEFT * 0.75),
            "momentum": self._beside("momentum", 0.86, "momentum", UP * 0.0),
            "adagrad": self._beside("adagrad", 0.1, "adagrad", UP * -0.0),
            "adam": self._beside("adam", 0.1, "adam", UP * 0.0),
        }
        for name, lift in (("momentum", -0.34), ("adagrad", -0.27), ("adam", 0.27)):
            self.names[name].shift(lift * UP)
        self.laws = {
            name: plated(screen.word(f"{key}_law", theme.BODY, theme.look(name).colour), 0.05)
            for name, key in (("gradient_descent", "descent"), ("momentum", "momentum"))
        }
        for name, law in self.laws.items():
            end = self.plane.to_scene((conditions[-1], facts.scales.steps[name][-1]))
            law.move_to((right + 0.14 + law.width / 2, end[1], 0))
        self.turned_name = plated(screen.word("turned", theme.SMALL, theme.look("adagrad").colour), 0.05)
        self.reading = self._reading()
        side = height
        self.valley = NarrowingValley(side, (theme.STAGE_RIGHT - side / 2 - 0.05, self.bottom + side / 2, 0))

    def _curve(self, name: str, steps: np.ndarray, width: float) -> Curve:
        points = np.column_stack([self.facts.scales.conditions, steps])
        return Curve(self.plane, points, theme.look(name), width=width, head=0.2)

    def _beside(self, name: str, share: float, key: str, shift: np.ndarray) -> VGroup:
        condition = self.facts.scales.conditions[-1] ** share
        at = self.plane.to_scene(self.curves[name].at(condition))
        text = plated(self.screen.word(key, theme.SMALL, theme.look(name).colour), 0.04)
        return text.move_to(at).shift(shift)

    def _reading(self) -> VGroup:
        facts, plane, colour = self.facts, self.plane, theme.look("adagrad").colour
        foot, low, high = plane.to_scene(
            [(facts.condition, one) for one in (1.0, facts.adagrad_steps, facts.adagrad_turned)]
        )
        line = DashedLine(low, high, color=colour, stroke_width=2.5)
        before, after = (
            plated(self.screen.set(f"{count}", theme.HEADING, colour), 0.05)
            for count in (facts.adagrad_steps, facts.adagrad_turned)
        )
        before.next_to(low, RIGHT, buff=0.12).shift(0.25 * UP)
        after.next_to(high, LEFT, buff=0.16).shift(0.2 * UP)
        self.turned_name.next_to(after, LEFT, buff=0.1)
        at = plated(self.screen.word("at", theme.SMALL, theme.MUTED), 0.04).next_to(foot, UP, buff=0.08)
        return VGroup(line, before, after, at)
