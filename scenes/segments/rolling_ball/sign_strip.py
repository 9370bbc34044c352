"""Side and distance of a run after every step, on a logarithmic scale: sign changes too small for a map."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, RegularPolygon, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText

from .facts import Facts

UP_SIGN, DOWN_SIGN = np.pi / 2, -np.pi / 2


class SignStrip(Dialled):
    """The size of y after every step of momentum at its best, as triangles that point to its side.

    Its dial counts steps.

    Attributes
    ----------
    frame
        Plane and axes, and what the triangles mean.
    """

    least = 1e-15
    """Smaller sizes of y are rounding, and stand at the lower edge."""

    def __init__(
        self, facts: Facts, screen: ScreenText, left: float, right: float, foot: float, height: float
    ) -> None:
        super().__init__()
        y = facts.best_ball.x[:, 1]
        sizes = np.maximum(np.abs(y), self.least)
        low, high = (
            10.0 ** fit(np.log10(end)) for fit, end in ((np.floor, sizes.min()), (np.ceil, sizes.max()))
        )
        plane = Plane((-0.7, facts.steps + 0.7), (low, high), width=right - left, height=height, log_y=True)
        plane.move_to(((left + right) / 2, foot + height / 2, 0))
        key = VGroup(screen.word("size_y", theme.SMALL, theme.Y_AXIS))
        for word, angle, colour in (("above", UP_SIGN, theme.Y_AXIS), ("below", DOWN_SIGN, theme.INK)):
            sign = VGroup(_triangle(angle, colour), screen.word(word, theme.SMALL, colour))
            key.add(sign.arrange(RIGHT, buff=0.1))
        key.arrange(RIGHT, buff=0.3).move_to((left, foot + height + 0.25, 0), aligned_edge=LEFT)
        self.frame = VGroup(plane, key)
        for power in (low, high):
            tick = screen.set(f"10#super[{np.log10(power):.0f}]".replace("-", "−"), theme.SMALL, theme.MUTED)
            level = plane.to_scene((plane.x_range[0], power))[1]
            self.frame.add(tick.move_to((left - 0.12 - tick.width / 2, level, 0)))
        self.signs = VGroup()
        for step, (value, size) in enumerate(zip(y, sizes, strict=True)):
            above = value > 0
            sign = _triangle(UP_SIGN if above else DOWN_SIGN, theme.Y_AXIS if above else theme.INK)
            self.signs.add(sign.move_to(plane.to_scene((step, size))))
        self.add(self.signs)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the signs of so many steps."""
        for step, sign in enumerate(self.signs):
            sign.set_opacity(1.0 if step <= dial + 1e-9 else 0.0)


def _triangle(angle: float, colour: str) -> RegularPolygon:
    sign = RegularPolygon(3, start_angle=angle, stroke_width=0, fill_color=colour, fill_opacity=1.0)
    return sign.scale_to_fit_width(0.15)
