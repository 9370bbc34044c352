"""What the second derivative says at the three points without slope."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup

from optimlib.landscape import CriticalPoint
from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .well_plot import DEEP, SHALLOW, WellPlot

HILL = theme.ORANGE


class NamedPoints:
    """Marks on the large plot, from left to right: deep minimum, hilltop, shallow minimum.

    Attributes
    ----------
    tangents
        A level piece at each.
    bends
        The parabola with the second derivative of each, near it.
    names
        What each is, and its second derivative.
    """

    def __init__(self, facts: Facts, screen: ScreenText, well: WellPlot) -> None:
        self.tangents, self.bends, self.names = VGroup(), [], []
        points = (facts.deep, facts.hilltop, facts.shallow)
        for point, key, colour in zip(
            points, ("minimum", "maximum", "minimum"), (DEEP, HILL, SHALLOW), strict=True
        ):
            middle = well.on(point.x)[0]
            half = np.array([0.62, 0.0, 0.0])
            self.tangents.add(Line(middle - half, middle + half, stroke_width=5, color=theme.INK))
            self.bends.append(self._bend(well, point, colour))
            text = VGroup(
                screen.word(key, theme.BODY, colour),
                screen.set(f"$L'' = {point.eigenvalues[0]:.2f}$", theme.BODY, colour),
            ).arrange(np.array([0.0, -1.0, 0.0]), buff=0.12)
            up = 1.75 if key == "minimum" else 1.35
            self.names.append(plated(text.move_to(middle + np.array([0.0, up, 0.0]))))

    def _bend(self, well: WellPlot, point: CriticalPoint, colour: str) -> VGroup:
        away = np.linspace(-0.42, 0.42, 31)
        x, bend = float(point.x[0]), float(point.eigenvalues[0])
        places = well.plane.to_scene(np.column_stack([x + away, point.value + bend * away**2 / 2]))
        return VGroup(polyline([places], stroke_color=colour, stroke_width=7))
