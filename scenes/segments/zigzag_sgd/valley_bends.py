"""What each of the two directions of a valley would like, and what two steps come to in each."""

from __future__ import annotations

import numpy as np
from manim import DOWN, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

COLOURS = (theme.X_AXIS, theme.Y_AXIS)
"""Colour of what concerns each coordinate."""


def valley_law(facts: Facts) -> EquationPanel:
    """Return the loss as a formula, each coordinate in its colour."""
    parts = []
    for value, sign in ((facts.curvature_x, "x"), (facts.curvature_y, "y")):
        half = 2.0 / value
        power = f"{sign}^2"
        # A small factor is written as a fraction: x²/20.
        whole = half > 1 and abs(half - round(half)) < 1e-9
        term = (
            f"{power} \\/ {half:.0f}" if whole else f"{'' if value == 2 else f'{value / 2:g}'} thin {power}"
        )
        parts.append(f"{{{{ {term} : {sign} }}}}")
    return EquationPanel(
        f"L = {parts[0]} + {parts[1]}", dict(zip("xy", COLOURS, strict=True)), plate=False, size=theme.BODY
    )


class ValleyBends:
    """A column beside the map.

    Attributes
    ----------
    bends
        For each coordinate a parabola as flat or steep as the valley, and the rate that ends on its floor at once.
    sums
        For each coordinate the first step, the second, and both together; under their heading.
    """

    def __init__(self, facts: Facts, screen: ScreenText, middle: float) -> None:
        self.facts, self.screen = facts, screen
        self.bends = VGroup(*(self._bend(axis).shift((middle, 2.2 - 1.65 * axis, 0)) for axis in (0, 1)))
        head = screen.word("two_steps", theme.SMALL, theme.MUTED).move_to((middle, -0.85, 0))
        self.sums = VGroup(head)
        for y, amounts, sign, colour in zip((-2.3, -1.3), facts.sums, "xy", COLOURS, strict=True):
            first, second, both = (f"{value:+.2f}".replace("-", "−") for value in amounts)
            text = f"{sign}: thin {first} {second} = {both.removeprefix('+')}"
            self.sums.add(
                EquationPanel(text, plate=False, size=theme.BODY).set_color(colour).move_to((middle, y, 0))
            )
        left = screen.word("sway_left", theme.SMALL, COLOURS[1]).move_to((middle, -1.72, 0))
        self.sums[2].add(left)

    def _bend(self, axis: int) -> VGroup:
        curvature = (self.facts.curvature_x, self.facts.curvature_y)[axis]
        most = max(self.facts.curvature_x, self.facts.curvature_y)
        plane = Plane((-1.25, 1.25), (0, 0.9 * most), width=2.5, height=1.15, border=False)
        at = np.linspace(-1.25, 1.25, 81)
        parabola = np.stack([at, 0.5 * curvature * at**2 + 0.05 * most], axis=-1)
        bend = Curve(plane, parabola, theme.Look(COLOURS[axis], (), "disc"), head=0)
        bend.set_dial(1.25)
        high, low = plane.to_scene([(-1.0, 0.5 * curvature + 0.05 * most), (0.0, 0.05 * most)])
        away = 0.1 * (low - high) / np.linalg.norm(low - high)
        step = Arrows(high + away, low - away, theme.INK, width=0.05, head=0.2)
        balls = VGroup(*(marker("disc", 0.16, theme.INK).move_to(point) for point in (high, low)))
        name = self.screen.word(("alone_flat", "alone_steep")[axis], theme.SMALL, COLOURS[axis])
        return VGroup(bend, step, balls, name.next_to(plane, DOWN, buff=0.1))
