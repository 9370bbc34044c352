"""A function whose slope is known: eˣ and its tangent at 0."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import COST
from scenes.components.axes.curve_point import Tangent
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

LEFT_END, RIGHT_END = -2.6, 1.45


def known_slope(screen: ScreenText) -> VGroup:
    """Draw both, where the chart of errors will stand."""
    plane = Plane((LEFT_END, RIGHT_END), (-0.3, 4.2), width=8.3, height=4.4)
    plane.move_to((theme.STAGE_LEFT + 4.7, 0.6, 0))
    at = np.linspace(LEFT_END, RIGHT_END, 161)
    curve = Curve(plane, np.column_stack([at, np.exp(at)]), COST, width=5, head=0)
    curve.set_dial(RIGHT_END)
    tangent = Tangent(plane, _exp, _exp, 0.0, reach=2.4)
    here = plane.to_scene((0.0, 1.0))
    name = EquationPanel("e^x", plate=False, size=40).next_to(
        plane.to_scene((1.1, np.exp(1.1))), RIGHT + DOWN, buff=0.15
    )
    slope = screen.word("slope_one", theme.HEADING, theme.GRADIENT)
    slope.next_to(here, RIGHT + DOWN, buff=0.35)
    return VGroup(plane, curve, tangent, marker("disc", 0.24, theme.INK, rim=True).move_to(here), name, slope)


def _exp(x: float) -> float:
    return float(np.exp(x))
