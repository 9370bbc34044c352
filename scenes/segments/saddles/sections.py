"""The saddle cut along both axes: a valley one way, a crest the other."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup, VMobject

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.surface.height_field import Surface
from scenes.components.text.label import ScreenText

# Hues belong to methods here, and both cuts are named.
LOOKS = (theme.Look(theme.INK, (), "disc"), theme.Look(theme.INK, (), "disc"))
SAMPLES = 81


class Cut(Dialled):
    """A line along one axis on the surface, as it is seen now; ``dial`` is how far it is drawn, from 0 to 1.

    When the surface turns, the dial is set anew.
    """

    def __init__(self, surface: Surface, axis: int) -> None:
        super().__init__()
        reach = (surface.plane.x_range, surface.plane.y_range)[axis][1]
        self.surface, self.points_on = surface, np.zeros((SAMPLES, 2))
        self.points_on[:, axis] = np.linspace(-reach, reach, SAMPLES)
        style = {"stroke_width": 6.0, "stroke_color": LOOKS[axis].colour}
        self.casing = VMobject(stroke_width=9.0, stroke_color=theme.CASING, stroke_opacity=0.8)
        self.line = VMobject(**style)
        self.add(self.casing, self.line)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw it from its middle to both sides."""
        half = SAMPLES // 2
        kept = round(dial * half)
        piece = [self.surface.to_stage(self.points_on[half - kept : half + kept + 1], above=0.02)]
        set_pieces(self.casing, piece)
        set_pieces(self.line, piece)


class SectionPlots:
    """Both cuts as plots of the loss, one above the other.

    Attributes
    ----------
    frames, curves, names
        Of the cut along x and of that along y; the curves' dials are coordinates.
    tangents
        The slope at the saddle, in both, and the minima of the second.
    """

    left, width, height = 1.6, 4.9, 1.6
    tops = (2.45, -0.2)
    losses = (-0.62, 1.32)

    def __init__(self, surface: Surface, screen: ScreenText) -> None:
        self.frames, self.curves, self.names, self.tangents = [], [], [], VGroup()
        ranges = (surface.plane.x_range, surface.plane.y_range)
        for axis, (top, symbol, key) in enumerate(
            zip(self.tops, ("x", "y"), ("along", "across"), strict=True)
        ):
            plane = Plane(ranges[axis], self.losses, width=self.width, height=self.height)
            plane.move_to((self.left + self.width / 2, top - self.height / 2, 0))
            axes = plane.axes(
                (-1, 0, 1), (0, 1), x_name=f"${symbol}$", y_name="$L$", language=screen.language
            )
            self.frames.append(VGroup(plane, axes))
            at = np.zeros((SAMPLES, 2))
            at[:, axis] = np.linspace(*ranges[axis], SAMPLES)
            points = np.column_stack([at[:, axis], surface.objective.value(at)])
            self.curves.append(Curve(plane, points, LOOKS[axis], width=5, head=0))
            name = screen.word(key, theme.BODY, LOOKS[axis].colour)
            self.names.append(name.move_to(plane.to_scene((0.0, 0.95))))
            middle = plane.to_scene((0.0, 0.0))
            half = np.array([1.1, 0.0, 0.0])
            touch = Line(middle - half, middle + half, stroke_width=4, color=theme.INK)
            self.tangents.add(touch, marker("disc", 0.18, theme.INK).move_to(middle))
            if axis == 1:
                lowest = [Goal(0.17).move_to(plane.to_scene((side, -0.5))) for side in (-1.0, 1.0)]
                self.tangents.add(*lowest)
        self.flat = screen.word("hessian", theme.BODY).move_to((self.left + self.width / 2, -2.75, 0))
