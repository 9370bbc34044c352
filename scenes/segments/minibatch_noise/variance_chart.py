"""How the variance of a batch's mean falls with its size, measured and as it should be: both axes logarithmic."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .data_window import DataWindow
from .facts import SAMPLES, SIZES, Facts

WITH = theme.Look(theme.GRADIENT, (), "disc")
WITHOUT = theme.Look(theme.INK, (0.16, 0.09), "ring")


class VarianceChart:
    """It takes the place of the samples.

    Attributes
    ----------
    ground
        Window and axes.
    dots, without_dots
        What was measured for each batch size, with and without replacement; the full batch without replacement has
        no variance left and lies below any logarithmic axis.
    law, without
        What it should be; their dials are batch sizes.
    names
        Names of both lines, each with its way to draw.
    example
        A line at one batch size, and its numbers.
    """

    low = 3e-4

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = DataWindow.size
        self.plane = Plane((0.8, 1500), (self.low, 2.2), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((DataWindow.corner[0] + width / 2, DataWindow.corner[1] + height / 2, 0))
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                SIZES,
                (0.001, 0.01, 0.1, 1),
                x_name=screen["batch_axis"],
                y_name=screen["variance"],
                language=screen.language,
            ),
        )
        sizes = np.geomspace(1, SAMPLES, 200)
        self.law = Curve(self.plane, np.stack([sizes, 1 / sizes], axis=-1), WITH, width=4, head=0)
        left = np.maximum((SAMPLES - sizes) / (SAMPLES - 1) / sizes, 1e-9)
        self.without = Curve(self.plane, np.stack([sizes, left], axis=-1), WITHOUT, width=4, head=0)
        self.dots = VGroup(
            *(self._dot(*point, WITH, 0.2) for point in zip(SIZES, facts.measured, strict=True))
        )
        pairs = zip(SIZES[:-1], facts.measured_without[:-1], strict=True)
        self.without_dots = VGroup(*(self._dot(*point, WITHOUT, 0.3) for point in pairs))
        self.names = [
            self._name(screen, "law", "replacement", WITH, (0.0, 1.55), right=True),
            self._name(screen, "law_without", "dealt", WITHOUT, (0.0, -1.0), right=False),
        ]
        x, y = facts.size, facts.example_theory
        side, here = self.plane.to_scene([(0.8, y), (x, y)])
        line = DashedLine(here, side, color=theme.MUTED, stroke_width=2.5)
        text = screen.word("example", theme.SMALL)
        text.move_to(
            (self.plane.window.get_right()[0] - text.width / 2, self.plane.window.get_top()[1] - 0.25, 0)
        )
        self.example = VGroup(line, text.shift((-0.12, 0, 0)))

    def _dot(self, size: float, value: float, look: theme.Look, diameter: float) -> VGroup:
        dot = marker(look.marker, diameter, look.colour).move_to(self.plane.to_scene((size, value)))
        return dot.set_fill(opacity=0) if look.marker == "ring" else dot

    def _name(
        self,
        screen: ScreenText,
        key: str,
        draw: str,
        look: theme.Look,
        at: tuple[float, float],
        *,
        right: bool,
    ) -> VGroup:
        name = VGroup(
            screen.word(key, theme.BODY, look.colour), screen.word(draw, theme.SMALL, look.colour)
        ).arrange(np.array([0.0, -1.0, 0.0]), buff=0.12)
        window = self.plane.window
        middle = window.get_center()[1]
        x = (
            window.get_right()[0] - name.width / 2 - 0.25
            if right
            else window.get_left()[0] + name.width / 2 + 0.25
        )
        return name.move_to((x, middle + at[1] - 0.3 if right else middle + at[1], 0))
