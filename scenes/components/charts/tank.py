"""A vessel that fills: how much of what it should hold it holds."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VMobject

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.number import Number


class Tank(Dialled):
    """A vessel filled to ``dial`` of its rim, 1 being full; a number rides on the level, at its left.

    The number is a percentage, unless told otherwise. What is more than full runs over: the picture stays at the
    rim, the number does not.

    Parameters
    ----------
    foot
        Scene coordinates of the middle of its floor.
    form
        Format of the number.
    full, suffix
        What the number is when the tank is full, and what stands behind it.
    rim
        Whether a line says how much the tank should hold.
    """

    gap = 0.07

    def __init__(
        self,
        foot: np.ndarray | tuple[float, float, float],
        width: float,
        height: float,
        colour: str,
        *,
        form: str = ".0f",
        full: float = 100.0,
        suffix: str = "%",
        rim: bool = True,
        value: float = 0.0,
    ) -> None:
        super().__init__()
        self.foot, self.width_, self.height_ = np.asarray(foot, dtype=float), width, height
        self.full = full
        left, right, top = (
            np.array(side) for side in ((-width / 2, 0, 0), (width / 2, 0, 0), (0, height, 0))
        )
        floor = np.array([0.0, -self.gap, 0.0])
        self.glass = VMobject(stroke_color=theme.MUTED, stroke_width=3)
        self.glass.set_points_as_corners(
            [self.foot + side for side in (left + top, left + floor, right + floor, right + top)]
        )
        beyond = 0.16
        self.rim = DashedLine(
            self.foot + top + left - (beyond, 0, 0),
            self.foot + top + right + (beyond, 0, 0),
            color=theme.GOAL,
            stroke_width=3,
            dash_length=0.1,
        )
        self.body = Bar(
            self.foot, height, colour, thickness=width - 2 * self.gap, vertical=True, opacity=0.75
        )
        self.surface = Line(stroke_color=theme.INK, stroke_width=3)
        self.number = Number(0.0, form, theme.BODY, colour, anchor="right", suffix=suffix)
        self.add(self.body, self.surface, self.glass, *([self.rim] if rim else []), self.number)
        self.set_dial(value)

    def level(self, share: float) -> np.ndarray:
        """Scene coordinates of the middle of the surface when the tank holds ``share``."""
        return np.asarray(self.foot + np.array([0.0, self.height_ * float(np.clip(share, 0.0, 1.0)), 0.0]))

    def show(self, dial: float) -> None:
        """Fill the tank to ``dial``."""
        surface = self.level(dial)
        half = np.array([self.width_ / 2 - self.gap, 0.0, 0.0])
        self.body.set_dial(float(np.clip(dial, 0.0, 1.0)))
        self.surface.set_points_as_corners([surface - half, surface + half])
        self.number.set_dial(self.full * dial)
        self.number.place(surface - half - np.array([0.3, 0.1, 0.0]))
