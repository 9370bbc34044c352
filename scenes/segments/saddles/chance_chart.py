"""The chance of a minimum against the size of the matrix: coins, and the truth, on a logarithmic axis."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, DoubleArrow, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts

COINS = theme.Look(theme.INK, (0.16, 0.1), "ring")
TRUTH = theme.Look(theme.GOAL, (), "disc")


class ChanceChart:
    """It fills the stage.

    Attributes
    ----------
    frame
        Axes, and of which matrices it is true.
    coins, truth
        Both lines; their dials are sizes.
    dots
        A marker at every size, of both.
    names
        Of both lines, at the lines.
    drawn
        Rings at what was measured, and what they are.
    one
        Among how many flat points there is one minimum, at that size.
    six
        Both numbers at the largest size, and how far they are apart.
    """

    width, height, middle = 8.6, 4.5, (-1.55, 0.25, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        sizes = np.arange(1, facts.size + 1)
        low = int(np.floor(np.log10(facts.chance_last)))
        self.plane = Plane(
            (0.7, facts.size + 0.6), (10.0**low, 1.5), width=self.width, height=self.height, log_y=True
        )
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            sizes, x_name=screen["size_axis"], y_name=screen["chance_axis"], language=screen.language
        )
        axes.add(power_ticks(self.plane, y_powers=range(low, 1)))
        self.frame = VGroup(self.plane, axes)
        ensemble = screen.word("ensemble", theme.SMALL, theme.MUTED)
        ensemble.move_to(
            self.plane.window.get_corner(np.array([-1.0, -1.0, 0.0]))
            + np.array([0.25 + ensemble.width / 2, 0.3, 0])
        )
        self.ensemble = ensemble
        self.coins = Curve(self.plane, np.column_stack([sizes, facts.told]), COINS, width=4.5, head=0)
        self.truth = Curve(self.plane, np.column_stack([sizes, facts.chances]), TRUTH, width=5, head=0)
        self.dots = [
            VGroup(
                *(
                    marker(look.marker, 0.2, look.colour).move_to(self.plane.to_scene(point))
                    for point in zip(sizes, values, strict=True)
                )
            )
            for look, values in ((COINS, facts.told), (TRUTH, facts.chances))
        ]
        told = screen.word("told", theme.BODY)
        exact = screen.word("exact", theme.BODY, theme.GOAL)
        told.move_to(self.plane.to_scene((4.0, facts.told[3])) + np.array([0.35, 0.45, 0]))
        exact.move_to(
            self.plane.to_scene((4.0, facts.chances[3])) + np.array([-0.35 - exact.width / 2, -0.3, 0])
        )
        self.names = [told, exact]
        rings = VGroup(
            *(
                marker("ring", 0.4, theme.INK).move_to(self.plane.to_scene(point)).set_fill(opacity=0)
                for point in zip(sizes, facts.measured, strict=False)
            )
        )
        drawn = screen.word("measured", theme.SMALL)
        sign = marker("ring", 0.32, theme.INK).set_fill(opacity=0)
        key = VGroup(sign, drawn).arrange(RIGHT, buff=0.15)
        corner = self.plane.window.get_corner(DOWN + LEFT)
        key.move_to(corner + np.array([0.25 + key.width / 2, 1.5, 0]))
        self.drawn = VGroup(rings, key)
        top, bottom = self.plane.to_scene([(facts.size, facts.told_last), (facts.size, facts.chance_last)])
        gap = np.array([0.0, 0.2, 0.0])
        arrow = DoubleArrow(top - gap, bottom + gap, buff=0, color=theme.INK, stroke_width=4, tip_length=0.2)
        right = self.plane.window.get_right()[0] + 0.3
        numbers = [
            screen.word(key, theme.HEADING, colour)
            for key, colour in (
                ("told_last", theme.INK),
                ("too_large", theme.INK),
                ("chance_last", theme.GOAL),
            )
        ]
        for number, y in zip(numbers, (top[1], (top + bottom)[1] / 2, bottom[1]), strict=True):
            number.move_to((right + number.width / 2, y, 0))
        self.six = [VGroup(numbers[0]), VGroup(arrow, numbers[1], numbers[2])]
        one = screen.word("one_in", theme.BODY, theme.GOAL, width=theme.STAGE_RIGHT - right)
        self.one = one.move_to((right + one.width / 2, bottom[1] - 0.75, 0))
        self.real = screen.word("real", theme.SMALL)
        self.real.move_to(corner + np.array([0.25 + self.real.width / 2, 0.85, 0]))
