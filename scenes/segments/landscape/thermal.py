"""The temperature beside the barrier, on the scale of the loss: how high noise lifts a run."""

from __future__ import annotations

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import set_pieces
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .escapes import temperature
from .facts import Facts
from .well_plot import WellPlot, loss


class Thermal(Dialled):
    """The shallow well filled as high as the temperature, and an arrow as high; its dial is the batch size.

    Attributes
    ----------
    times
        How many times as high the barrier is; its place is set by who shows it.
    """

    aside = 0.4
    """How far right of the barrier it stands, as a weight."""

    def __init__(self, facts: Facts, screen: ScreenText, well: WellPlot) -> None:
        super().__init__()
        self.facts, self.well = facts, well
        self.foot = np.array([facts.shallow_x + self.aside, facts.shallow_value])
        self.arrow = Arrows(np.zeros(3), np.zeros(3), theme.INK, width=0.09, head=0.24)
        self.arrow.set_stroke(theme.BACKGROUND, width=3, background=True)
        name = plated(screen.set("$T$", theme.BODY), 0.05)
        name.move_to(well.plane.to_scene(self.foot) - np.array([0.0, 0.3, 0.0]))
        self.equals = screen.set("$Delta L \\/ T =$", theme.BODY)
        self.times = Number(0.0, ".1f", theme.BODY)
        self.filled = VMobject(stroke_width=0, fill_color=theme.INK, fill_opacity=0.35)
        self.x = np.linspace(facts.hilltop_x, well.plane.x_range[1], 160)
        self.add(self.filled, self.arrow, name, self.equals, self.times)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Show another batch size."""
        heat = temperature(self.facts.learning_rate, dial)
        self.arrow.point(*self.well.plane.to_scene([self.foot, self.foot + np.array([0.0, heat])]))
        level = np.full_like(self.x, self.foot[1] + heat)
        ground = np.minimum(loss(self.x), level)
        edge = np.column_stack([np.r_[self.x, self.x[::-1]], np.r_[level, ground[::-1]]])
        set_pieces(self.filled, [self.well.plane.to_scene(np.vstack([edge, edge[:1]]))])
        self.times.set_dial(self.facts.barrier / heat)

    def beside(self, place: np.ndarray) -> Thermal:
        """Put the number to the right of a place."""
        self.equals.move_to(place, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.times.place(self.equals.get_right() + np.array([0.15, -0.11, 0.0]))
        return self
