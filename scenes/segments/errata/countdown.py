"""The time to guess: a ring that empties around the seconds that are left."""

from __future__ import annotations

import numpy as np
from manim import Circle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import set_pieces
from scenes.components.dial import Dialled
from scenes.components.text.number import Number

TOP, TURN = np.pi / 2, 2 * np.pi


class Countdown(Dialled):
    """A ring that is full at a dial of 1 and empty at 0, with the whole ``seconds`` that are left inside."""

    def __init__(self, seconds: float, centre: tuple[float, float], *, radius: float = 0.8) -> None:
        super().__init__()
        self.seconds, self.centre, self.radius = seconds, np.array([*centre, 0.0]), radius
        track = Circle(radius=radius, stroke_color=theme.FAINT, stroke_width=9).move_to(self.centre)
        self.ring = VMobject(stroke_color=theme.INK, stroke_width=9)
        self.number = Number(seconds, "d", 60, theme.INK)
        self.add(VGroup(track), self.ring, self.number)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Show which share of the time is left."""
        angles = TOP + TURN * np.linspace(0.0, max(dial, 1e-4), 91)
        rim = np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=-1)
        set_pieces(self.ring, [self.centre + self.radius * rim])
        self.number.set_dial(float(np.ceil(dial * self.seconds - 1e-9)))
        self.number.shift(self.centre - self.number.digits.get_center())
