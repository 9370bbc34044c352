"""How far a line is from its samples: a stick at each of them, and if wanted the square on it."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from optimlib.datasets import Data
from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.text.number import Number


class Residuals(Dialled):
    """The residuals wx − y of samples from a line through the origin, ``dial`` being its slope w.

    Attributes
    ----------
    sticks
        From each sample to the line.
    squares
        The square on each stick, to its right; unseen until :meth:`show_squares`.
    numbers
        What each residual is, beside its stick where the line is not; gone while there is no room for it.
    """

    room = 0.34
    """Length of a stick, in scene units, below which its number is gone."""

    def __init__(
        self, plane: Plane, data: Data, w: float, *, colour: str = theme.Y_AXIS, form: str = ".2g"
    ) -> None:
        super().__init__()
        self.plane, self.data = plane, data
        self.squares_opacity = self.numbers_opacity = 0.0
        self.squares = VGroup(*(VMobject(stroke_width=0, fill_color=colour) for _ in data.x))
        self.sticks = VGroup(*(VMobject(stroke_color=colour, stroke_width=6) for _ in data.x))
        self.numbers = VGroup(*(Number(0.0, form, theme.BODY, theme.INK) for _ in data.x))
        self.add(self.squares, self.sticks, self.numbers)
        self.set_dial(w)

    def show_squares(self, opacity: float) -> Residuals:
        """Fill the squares."""
        self.squares_opacity = opacity
        self.show(self.dial)
        return self

    def show_numbers(self, opacity: float) -> Residuals:
        """Write the residuals down."""
        self.numbers_opacity = opacity
        self.show(self.dial)
        return self

    def show(self, dial: float) -> None:
        """Draw the residuals of the line with the slope ``dial``."""
        x, y = self.data.x, self.data.y
        above = self.plane.to_scene(np.stack([x, y], axis=-1))
        below = self.plane.to_scene(np.stack([x, dial * x], axis=-1))
        parts = zip(self.sticks, self.squares, self.numbers, x, y, above, below, strict=True)
        for stick, square, number, input_, truth, sample, foot in parts:
            stick.set_points_as_corners([sample, foot])
            length = abs(float(foot[1] - sample[1]))
            aside = np.array([length, 0.0, 0.0])
            square.set_points_as_corners([sample, sample + aside, foot + aside, foot, sample])
            square.set_fill(opacity=self.squares_opacity)
            # Below the line there is room at its right, above it at its left.
            side = 1.0 if foot[1] > sample[1] else -1.0
            number.anchor = "left" if side > 0 else "right"
            number.set_dial(float(dial * input_ - truth))
            number.place((sample + foot) / 2 + np.array([0.27 * side, -0.1, 0.0]))
            number.digits.set_fill(opacity=self.numbers_opacity if length > self.room else 0.0)
