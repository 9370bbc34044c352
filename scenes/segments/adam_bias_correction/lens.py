"""A lens over the floor of a tank: what is too little to be seen."""

from __future__ import annotations

import numpy as np
from manim import Circle, Line, VGroup, VMobject

from scenes import theme
from scenes.components.charts.tank import Tank
from scenes.components.dial import Dialled
from scenes.components.text.number import Number


class Lens(Dialled):
    """A round window on the lowest part of a tank, so many times enlarged; ``dial`` is the tank's filling.

    Parameters
    ----------
    most
        The largest filling it shows, near its top.
    centre
        Scene coordinates of its middle.
    """

    radius, floor = 0.78, -0.55

    def __init__(self, tank: Tank, most: float, centre: tuple[float, float], colour: str) -> None:
        super().__init__()
        self.middle = np.array([*centre, 0.0])
        self.unit = 1.25 * self.radius / most
        times = self.unit / tank.height_
        rim = Circle(radius=self.radius, stroke_color=theme.INK, stroke_width=3).move_to(self.middle)
        rim.set_fill(theme.BACKGROUND, opacity=1)
        self.filling = VMobject(stroke_width=0, fill_color=colour, fill_opacity=0.75)
        ground = self._chord(self.floor)
        corner = tank.foot + np.array([tank.width_ / 2 - tank.gap, 0.0, 0.0])
        rays = VGroup(
            *(
                Line(corner, self.middle + self.radius * np.array([np.cos(a), np.sin(a), 0.0])).set_stroke(
                    theme.MUTED, width=1.5, opacity=0.7
                )
                for a in (np.radians(110), np.radians(-110))
            )
        )
        name = Number(times, ".0f", theme.SMALL, theme.MUTED, prefix="×")
        name.move_to(self.middle + np.array([0.0, -self.radius - 0.22, 0.0]))
        self.floor_line = Line(*ground, color=theme.MUTED, stroke_width=3)
        self.surface = Line(*ground, color=theme.INK, stroke_width=3)
        self.add(rays, rim, self.filling, self.floor_line, self.surface, name)
        self.set_dial(0.0)

    def _chord(self, height: float) -> tuple[np.ndarray, np.ndarray]:
        half = float(np.sqrt(max(self.radius**2 - height**2, 0.0)))
        return self.middle + np.array([-half, height, 0.0]), self.middle + np.array([half, height, 0.0])

    def show(self, dial: float) -> None:
        """Fill it as the tank is filled."""
        level = float(np.clip(self.floor + self.unit * dial, self.floor, 0.98 * self.radius))
        heights = np.linspace(self.floor, max(level, self.floor + 1e-4), 24)
        left, right = (np.array([self._chord(height)[side] for height in heights]) for side in (0, 1))
        self.filling.set_points_as_corners([*left, *right[::-1], left[0]])
        self.surface.put_start_and_end_on(*self._chord(level))
