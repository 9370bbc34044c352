"""Four loss curves to know again: too large, too small, the noise floor, fine."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from optimlib.types import Array
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.text.label import ScreenText

from .facts import Facts

SHAPES = ("large", "small", "floor", "fine")
COLOURS = {"large": theme.WARNING, "small": theme.SKY, "floor": theme.PURPLE, "fine": theme.GREEN}
LEAST, MOST = 1e-3, 1e4


def curve_points(losses: Array) -> Array:
    """Put losses over their steps: ``(k + 1, 2)``."""
    return np.column_stack([np.arange(len(losses)), losses])


class ShapePanel:
    """One loss with its name, its rate and what to do.

    Attributes
    ----------
    frame
        Window and axes.
    curves
        One run, and where there is noise to settle in, the mean of all; dials are steps.
    name, remedy, ends
        What it is called, with its rate; what to do; where the mean ends.
    """

    width, height, gap, left, bottom = 2.86, 3.4, 0.32, -5.95, -1.75

    def __init__(self, facts: Facts, screen: ScreenText, key: str) -> None:
        rank, colour = SHAPES.index(key), COLOURS[key]
        losses: Array = getattr(facts.shapes, key)
        self.plane = Plane((0, facts.steps), (LEAST, MOST), width=self.width, height=self.height, log_y=True)
        centre = self.left + rank * (self.width + self.gap) + self.width / 2
        self.plane.move_to((centre, self.bottom + self.height / 2, 0))
        axes = self.plane.axes(
            (0, facts.steps // 2),
            x_name=screen["step"],
            y_name=screen["loss"] if rank == 0 else "",
            language=screen.language,
        )
        self.frame = VGroup(self.plane, axes)
        if rank == 0:
            self.frame.add(power_ticks(self.plane, y_powers=range(-3, 5)))
        means = {"floor": facts.shapes.mean_floor, "fine": facts.shapes.mean_fine}
        look = theme.Look(colour, (), "disc")
        self.curves = [Curve(self.plane, curve_points(losses), look, width=1.5 if key in means else 3.5)]
        if key in means:
            self.curves[0].line.set_stroke(opacity=0.7)
            self.curves.append(Curve(self.plane, curve_points(means[key]), look, width=5, head=0))
        self.name = VGroup(
            screen.word(key, theme.BODY, colour).move_to((centre, 2.68, 0)),
            screen.word(f"rate_{key}", theme.SMALL, theme.MUTED).move_to((centre, 2.24, 0)),
        )
        self.remedy = screen.word(f"do_{key}", theme.BODY, colour).move_to((centre, -2.8, 0))
        self.ends = VGroup()
        if key in means:
            right, level = self.plane.window.get_right()[0] - 0.15, self.plane.to_scene((0, 25.0))[1]
            said = screen.word(f"{key}_end", theme.HEADING, colour)
            self.ends.add(said.move_to((right - said.width / 2, level, 0)))


def shape_panels(facts: Facts, screen: ScreenText) -> dict[str, ShapePanel]:
    """Return all four by name."""
    return {key: ShapePanel(facts, screen, key) for key in SHAPES}
