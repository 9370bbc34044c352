"""The noise floor for several batch sizes as bars from zero, and once more at half the learning rate."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import FLOOR_SIZES, Facts
from .gradient_map import GradientMap


class FloorBars:
    """It takes the place of the map.

    Attributes
    ----------
    ground
        The floor line, the batch sizes and the heading.
    bars, theory
        What was measured, with its number, and where it should end.
    half
        The bar at half the rate.
    rule
        What the floor is proportional to.
    """

    base, tallest, thickness = -1.75, 3.2, 0.56

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        left, width = GradientMap.corner[0], GradientMap.size[0]
        self.unit = self.tallest / max(*facts.floors, *facts.floor_theory)
        places = left + 0.55 + np.arange(len(FLOOR_SIZES) + 1) * (width - 1.0) / len(FLOOR_SIZES)
        heading = screen.word("floors", theme.SMALL, theme.MUTED)
        heading.move_to((left + heading.width / 2, 2.71, 0))
        axis = Line((left, self.base, 0), (left + width, self.base, 0), color=theme.MUTED, stroke_width=2)
        self.ground = VGroup(heading, axis)
        self.bars, self.theory = VGroup(), VGroup()
        for x, size, floor, theory in zip(
            places, FLOOR_SIZES, facts.floors, facts.floor_theory, strict=False
        ):
            size_number = Number(size, "d", theme.BODY, theme.MUTED)
            self.ground.add(size_number.move_to((x, self.base - 0.32, 0)))
            self.bars.add(self._bar(x, float(floor), theme.PURPLE))
            y = self.base + self.unit * theory
            ends = [(x + side * 0.42, y, 0) for side in (-1, 1)]
            self.theory.add(DashedLine(*ends, color=theme.INK, stroke_width=4, dash_length=0.08))
        axis_name = screen.word("batch_axis", theme.SMALL, theme.MUTED)
        self.ground.add(axis_name.move_to((left + axis_name.width / 2, self.base - 0.78, 0)))
        key = DashedLine((0, 0, 0), (0.6, 0, 0), color=theme.INK, stroke_width=4, dash_length=0.08)
        text = screen.word("theory", theme.SMALL)
        key.move_to((left + width - text.width - 0.55, 1.9, 0))
        self.key = VGroup(key, text.move_to((left + width - text.width / 2, 1.9, 0)))
        x = float(places[-1])
        self.half = self._bar(x, facts.half_rate_floor, theme.ORANGE)
        y = self.base + self.unit * facts.half_rate_theory
        mark = DashedLine(
            (x - 0.42, y, 0), (x + 0.42, y, 0), color=theme.INK, stroke_width=4, dash_length=0.08
        )
        name = screen.word("half", theme.SMALL, theme.ORANGE)
        name.move_to((left + width - name.width / 2, self.base - 0.78, 0))
        self.half.add(mark, name)
        rule = screen.word("proportional", theme.BODY)
        self.rule = rule.move_to((left + width - rule.width / 2, 1.2, 0))

    def _bar(self, x: float, value: float, colour: str) -> VGroup:
        bar = Bar((x, self.base, 0), self.unit, colour, vertical=True, thickness=self.thickness, value=value)
        number = Number(value, ".3f", theme.SMALL, colour)
        return VGroup(bar, number.move_to((x, self.base + self.unit * value + 0.3, 0)))
