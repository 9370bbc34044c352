"""The noise floor for several batch sizes as bars from zero, and once more at half the learning rate."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import FLOOR_SIZES, Facts
from .gradient_map import GradientMap

SINGLE, MINI = theme.look("per_sample").colour, theme.look("mini_batch").colour


class FloorBars:
    """It takes the place of the map.

    Attributes
    ----------
    ground
        The floor line, batch sizes and rates, and the heading.
    bars, theory
        What was measured, with its number, and where it should end.
    half
        The bar at half the rate, beside the one with the same ratio of rate and batch size.
    pair
        A frame round these two.
    reason, rule
        What a step adds and the bowl removes; what the floor is therefore proportional to.
    """

    base, tallest, thickness = -1.3, 3.2, 0.54

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        left, width = GradientMap.corner[0], GradientMap.size[0]
        right = left + width
        self.unit = self.tallest / max(*facts.floors, *facts.floor_theory)
        twin = FLOOR_SIZES.index(facts.twin_size)
        places = left + 0.95 + np.arange(len(FLOOR_SIZES) + 1) * (width - 1.3) / len(FLOOR_SIZES)
        heading = screen.word("floors", theme.SMALL, theme.MUTED)
        heading.move_to((left + heading.width / 2, 2.71, 0))
        axis = Line((left + 0.5, self.base, 0), (right, self.base, 0), color=theme.MUTED, stroke_width=2)
        names = VGroup(
            *(
                screen.set(name, theme.BODY, theme.MUTED).move_to((left + 0.25, self.base - drop, 0))
                for name, drop in (("$B$", 0.34), ("$eta$", 0.82))
            )
        )
        self.ground = VGroup(heading, axis, names)
        self.bars, self.theory = VGroup(), VGroup()
        for rank, size in enumerate(FLOOR_SIZES):
            # The bar at half the rate stands before the one with the same ratio.
            x = float(places[rank + (rank >= twin)])
            colour = SINGLE if size == 1 else MINI
            self.ground.add(self._setting(x, size, facts.learning_rate))
            self.bars.add(self._bar(x, float(facts.floors[rank]), colour))
            self.theory.add(self._mark(x, float(facts.floor_theory[rank])))
        key = DashedLine((0, 0, 0), (0.6, 0, 0), color=theme.INK, stroke_width=4, dash_length=0.08)
        text = screen.word("theory", theme.SMALL)
        key.move_to((right - text.width - 0.55, 2.71, 0))
        self.key = VGroup(key, text.move_to((right - text.width / 2, 2.71, 0)))
        x, size = float(places[twin]), facts.half_size
        self.half = VGroup(
            self._bar(x, facts.half_rate_floor, MINI),
            self._setting(x, size, facts.half_rate),
            self._mark(x, facts.half_rate_theory),
        )
        frame = Rectangle(width=float(places[1] - places[0]) * 2 - 0.02, height=2.05, stroke_width=2.5)
        frame.set_stroke(theme.INK).move_to((x + (places[1] - places[0]) / 2, self.base - 0.05, 0))
        name = screen.word("equal", theme.SMALL)
        self.pair = VGroup(frame, name.next_to(frame, np.array([0.0, -1.0, 0.0]), buff=0.1))
        lines = [screen.word(key, theme.SMALL) for key in ("adds", "removes")]
        rule = screen.word("proportional", theme.BODY, theme.GRADIENT)
        for line, y in zip((*lines, rule), (2.2, 1.8, 1.25), strict=True):
            line.move_to((right - line.width / 2, y, 0))
        self.reason, self.rule = VGroup(*lines), rule

    def _bar(self, x: float, value: float, colour: str) -> VGroup:
        bar = Bar((x, self.base, 0), self.unit, colour, vertical=True, thickness=self.thickness, value=value)
        number = Number(value, ".3f", theme.SMALL, colour)
        return VGroup(bar, number.move_to((x, self.base + self.unit * value + 0.3, 0)))

    def _setting(self, x: float, size: int, rate: float) -> VGroup:
        """Write batch size and rate below a bar."""
        return VGroup(
            Number(size, "d", theme.BODY, theme.MUTED).move_to((x, self.base - 0.34, 0)),
            Number(rate, "g", theme.SMALL, theme.MUTED).move_to((x, self.base - 0.82, 0)),
        )

    def _mark(self, x: float, value: float) -> DashedLine:
        y = self.base + self.unit * value
        return DashedLine(
            (x - 0.36, y, 0), (x + 0.36, y, 0), color=theme.INK, stroke_width=4, dash_length=0.08
        )
