"""Steps against the condition number, on logarithmic axes, and beside it the valley that is meant."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, ManimColor, VGroup, VMobject

from scenes import theme
from scenes.components.axes.bands import band_colours
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import START, Facts
from .valleys import QUARTER, ring

RINGS = (0.5, 1.4, 2.8, 4.6, 6.8, 9.5)
"""How far from the minimum the drawn contours are in a round bowl."""


class NarrowingValley(Dialled):
    """A valley whose condition number is ten to the ``dial``, turned by an angle, and the starts around it."""

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
        starts = VGroup(
            *(
                marker("disc", 0.11, theme.INK).move_to(at)
                for at in self.plane.to_scene(ring(np.array(START)))
            )
        )
        self.add(self.fill, goal, starts, self.plane.symbols("x", "y"))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the contours, the highest first; in a narrow valley they leave the window."""
        around = np.linspace(0, 2 * np.pi, 241)
        stretch = 10 ** (dial / 4)
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        low, high = np.full(2, -8.0), np.full(2, 8.0)
        for radius, band in zip(reversed(RINGS), self.fill[1:], strict=True):
            # Both axes change, and their product stays: narrower and longer at once.
            x, y = radius * stretch * np.cos(around), radius / stretch * np.sin(around)
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
        Axes, and how it is measured.
    curves, names
        By method, the steps along the axes; what the lines are called, with the law by which two of them grow.
    valley
        The map beside it.
    """

    left, bottom, size = -5.85, -2.1, (5.95, 3.4)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        conditions = facts.scales.conditions
        most = 2.0 * float(facts.scales.steps["gradient_descent"].max())
        self.plane = Plane((1, conditions[-1]), (1, most), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            x_name=screen["condition_axis"], y_name=screen["count_axis"], language=screen.language
        )
        axes[0].shift((0, -0.36, 0))
        note = screen.word("count_note", theme.SMALL, theme.MUTED)
        note.move_to((theme.STAGE_RIGHT - note.width / 2, axes[0].get_center()[1], 0))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, range(3), range(4)), note)
        steps = facts.scales.steps
        self.curves = {name: self._curve(name, one, 4.5) for name, one in steps.items()}
        keys = {"gradient_descent": "descent_law", "momentum": "momentum_law"}
        self.names = {name: self._at_end(one[-1], keys.get(name, name), name) for name, one in steps.items()}
        side = height
        self.valley = NarrowingValley(side, (theme.STAGE_RIGHT - side / 2 - 0.05, self.bottom + side / 2, 0))

    def _curve(self, name: str, steps: np.ndarray, width: float) -> Curve:
        points = np.column_stack([self.facts.scales.conditions, steps])
        return Curve(self.plane, points, theme.look(name), width=width, head=0.2)

    def _at_end(self, steps: float, key: str, method: str) -> VGroup:
        end = self.plane.to_scene((self.plane.x_range[1], steps))
        text = self.screen.word(key, theme.SMALL, theme.look(method).colour)
        return VGroup(text.move_to(end + 0.18 * RIGHT, aligned_edge=LEFT))
