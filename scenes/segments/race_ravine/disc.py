"""A round piece of the valley, which can be turned."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import Circle, ManimColor, VGroup, VMobject

from scenes import theme
from scenes.components.axes.contour_map import LINE_OPACITY, LINE_WIDTH, band_colours
from scenes.components.axes.contours import contours
from scenes.components.axes.plane import polyline, set_pieces
from scenes.components.dial import Dialled

from .facts import valley


class TurningDisc(Dialled):
    """The valley around a point, turned about that point by as many degrees as the dial says.

    Parameters
    ----------
    centre
        The point ``(2,)`` of the valley in the middle.
    reach
        How far one sees, in units of the valley.
    radius, middle
        Size and place on the stage.
    """

    def __init__(self, centre: np.ndarray, reach: float, radius: float, middle: np.ndarray) -> None:
        super().__init__()
        self.middle, self.unit = np.asarray(middle, dtype=float), radius / reach
        ground = valley(0.0)
        distance, angle = np.meshgrid(np.linspace(0, reach, 60), np.linspace(0, 2 * np.pi, 181))
        x, y = distance * np.cos(angle), distance * np.sin(angle)
        value = ground.value(np.stack([x, y], axis=-1) + centre)
        # Level lines of a grid that is round: no corner is ever seen.
        lines = contours(x, y, value)
        levels = [level for level in ground.levels if level < value.max()]
        floor, *colours = (ManimColor.from_rgb(colour) for colour in band_colours(len(ground.levels)))
        self.fill = VGroup(
            Circle(radius, stroke_width=0, fill_color=floor, fill_opacity=1).move_to(self.middle)
        )
        self.lines = VGroup()
        for level, colour in zip(levels, colours, strict=False):
            rings = []
            for outline, offsets in zip(*lines.filled(level, np.inf), strict=True):
                scene = self.place(outline)
                rings += [scene[start:end] for start, end in pairwise(offsets)]
            band = VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
            set_pieces(band, rings)
            self.fill.add(band)
            self.lines.add(
                polyline(
                    [self.place(piece) for piece in lines.lines(level)],
                    stroke_color=theme.CONTOUR,
                    stroke_width=LINE_WIDTH,
                    stroke_opacity=LINE_OPACITY,
                )
            )
        self.fill.is_ground = True
        self.add(self.fill, self.lines)
        self._drawn = [part.points.copy() for part in self.get_family()]
        self.set_dial(0.0)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Return scene coordinates of points ``(..., 2)``, given from the centre and not turned."""
        points = np.asarray(points, dtype=float) * self.unit
        return self.middle + np.concatenate([points, np.zeros((*points.shape[:-1], 1))], axis=-1)

    def show(self, dial: float) -> None:
        """Turn the valley by ``dial`` degrees."""
        angle = np.radians(dial)
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        for part, points in zip(self.get_family(), self._drawn, strict=True):
            if len(points):
                part.points = (points - self.middle) @ turn.T + self.middle
