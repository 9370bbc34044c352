"""A function whose slope is known: eˣ, its tangent at 0, and the chord whose slope is computed."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import COST
from scenes.components.axes.curve_point import Tangent
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .looks import MENDED

LEFT_END, RIGHT_END, FOOT = -2.6, 1.45, -0.3
WIDE, NARROW = 1.0, 0.4


class KnownSlope:
    """A curve and what is known of it, where the chart of errors will stand.

    Attributes
    ----------
    ground
        The curve with its tangent at 0.
    chord
        The line between the curve's points at −h and h, with its slope; the dial is h.
    """

    def __init__(self, screen: ScreenText) -> None:
        plane = Plane((LEFT_END, RIGHT_END), (FOOT, 4.2), width=8.3, height=4.1)
        plane.move_to((theme.STAGE_LEFT + 4.7, 0.75, 0))
        at = np.linspace(LEFT_END, RIGHT_END, 161)
        curve = Curve(plane, np.column_stack([at, np.exp(at)]), COST, width=5, head=0)
        curve.set_dial(RIGHT_END)
        tangent = Tangent(plane, _exp, _exp, 0.0, reach=2.4)
        here, foot = plane.to_scene([(0.0, 1.0), (0.0, FOOT)])
        name = EquationPanel("e^x", plate=False, size=40).next_to(
            plane.to_scene((1.1, np.exp(1.1))), RIGHT + DOWN, buff=0.15
        )
        slope = screen.word("slope_one", theme.HEADING, theme.GRADIENT)
        slope.move_to(plane.to_scene((0.85, 0.9)))
        zero = EquationPanel("x = 0", plate=False, size=theme.BODY).next_to(foot, DOWN, buff=0.1)
        self.ground = VGroup(
            plane,
            DashedLine(foot, here, color=theme.MUTED, stroke_width=2),
            curve,
            tangent,
            marker("disc", 0.24, theme.INK, rim=True).move_to(here),
            name,
            slope,
            zero,
        )
        self.chord = Chord(plane, screen)


class SmallChord(Dialled):
    """The curve with its chord beside the chart of errors; the dial is the exponent of h, as that of the chart."""

    size, x_range, y_range = (3.5, 1.95), (-1.35, 1.35), (-0.25, 3.4)

    def __init__(self, left: float, middle: float) -> None:
        super().__init__()
        width, height = self.size
        self.plane = Plane(self.x_range, self.y_range, width=width, height=height)
        self.plane.move_to((left + width / 2, middle, 0))
        at = np.linspace(*self.x_range, 81)
        curve = Curve(self.plane, np.column_stack([at, np.exp(at)]), COST, width=3.5, head=0)
        curve.set_dial(self.x_range[1])
        self.line = Line(LEFT, RIGHT, color=MENDED, stroke_width=4)
        self.ends = VGroup(*(marker("disc", 0.18, MENDED, rim=True) for _ in range(2)))
        name = EquationPanel("e^x", plate=False, size=theme.BODY)
        name.move_to(self.plane.window.get_corner(DOWN + RIGHT) + np.array([-0.35, 0.3, 0.0]))
        self.add(self.plane, curve, name, self.line, self.ends)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the chord: for small h its ends, and the values of f there, can no longer be told apart."""
        h = 10.0**dial
        tops = self.plane.to_scene([(x, np.exp(x)) for x in (-h, h)])
        for top, end in zip(tops, self.ends, strict=True):
            end.move_to(top)
        # A line of no length has no direction: below what can be seen it keeps that of the tangent.
        least = max(h, 1e-3)
        self.line.put_start_and_end_on(*self.plane.to_scene([(x, np.exp(x)) for x in (-least, least)]))


class Chord(Dialled):
    """The line through the points of eˣ at ∓h, and its slope as a number; the dial is h."""

    def __init__(self, plane: Plane, screen: ScreenText) -> None:
        super().__init__()
        self.plane = plane
        self.line = Line(LEFT, RIGHT, color=MENDED, stroke_width=4)
        self.feet = VGroup(*(Line(DOWN, UP, color=theme.MUTED, stroke_width=2) for _ in range(2)))
        self.ends = VGroup(*(marker("disc", 0.2, MENDED, rim=True) for _ in range(2)))
        self.names = VGroup(*(EquationPanel(text, plate=False, size=theme.BODY) for text in ("-h", "h")))
        told = screen.word("slope_now", theme.BODY, MENDED)
        told.move_to(plane.to_scene((LEFT_END + 0.15, 3.6)), aligned_edge=LEFT)
        self.slope = Number(1.0, ".3f", theme.HEADING, MENDED)
        self.slope.place(told.get_corner(DOWN + LEFT) + 0.5 * DOWN)
        self.add(self.feet, self.line, self.ends, self.names, told, self.slope)
        self.set_dial(WIDE)

    def show(self, dial: float) -> None:
        """Draw the chord of half this width."""
        places = [(-dial, np.exp(-dial)), (dial, np.exp(dial))]
        tops = self.plane.to_scene(places)
        feet = self.plane.to_scene([(x, FOOT) for x, _ in places])
        self.line.put_start_and_end_on(*tops)
        for top, foot, line, end, name in zip(tops, feet, self.feet, self.ends, self.names, strict=True):
            line.put_start_and_end_on(foot, top)
            end.move_to(top)
            name.next_to(foot, DOWN, buff=0.1)
        self.slope.set_dial(float(np.sinh(dial) / dial))


def _exp(x: float) -> float:
    return float(np.exp(x))
