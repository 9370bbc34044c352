"""The temperature beside the barrier, on the scale of the loss: how high noise lifts a run."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import set_pieces
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .escapes import temperature
from .facts import Facts
from .well_plot import SHALLOW, WellPlot, loss


class Thermal(Dialled):
    """The shallow well filled as high as the temperature, and bars of both heights beside; the dial: the batch size.

    Attributes
    ----------
    times
        How many times as high the barrier is; its place is set by who shows it.
    """

    aside, between, thickness = 0.42, 0.55, 0.26
    """How far right of the window the barrier's bar stands, how far from it the other, and how wide both are."""

    def __init__(self, facts: Facts, screen: ScreenText, well: WellPlot) -> None:
        super().__init__()
        self.facts, self.well = facts, well
        bottom = well.on(facts.shallow_x)[0]
        right = float(well.plane.window.get_right()[0])
        self.foot = np.array([right + self.aside + self.between, bottom[1], 0.0])
        other = self.foot - np.array([self.between, 0.0, 0.0])
        self.bar = VMobject(stroke_width=0, fill_color=theme.INK, fill_opacity=1)
        barrier = VMobject(stroke_width=0, fill_color=SHALLOW, fill_opacity=1)
        set_pieces(barrier, [self._bar(other, facts.barrier)])
        floor = DashedLine(bottom, self.foot + np.array([0.3, 0.0, 0.0]), color=theme.INK, stroke_width=2.5)
        names = VGroup()
        for text, colour, place in (("$Delta L$", SHALLOW, other), ("$T$", theme.INK, self.foot)):
            names.add(screen.set(text, theme.BODY, colour).move_to(place - np.array([0.0, 0.3, 0.0])))
        self.equals = screen.set("$Delta L \\/ T =$", theme.BODY)
        self.times = Number(0.0, ".1f", theme.BODY)
        self.filled = VMobject(stroke_width=0, fill_color=theme.INK, fill_opacity=0.35)
        self.x = np.linspace(facts.hilltop_x, well.plane.x_range[1], 160)
        self.add(self.filled, floor, barrier, self.bar, names, self.equals, self.times)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Show another batch size."""
        heat = temperature(self.facts.learning_rate, dial)
        set_pieces(self.bar, [self._bar(self.foot, heat)])
        level = np.full_like(self.x, self.facts.shallow_value + heat)
        ground = np.minimum(loss(self.x), level)
        edge = np.column_stack([np.r_[self.x, self.x[::-1]], np.r_[level, ground[::-1]]])
        set_pieces(self.filled, [self.well.plane.to_scene(np.vstack([edge, edge[:1]]))])
        self.times.set_dial(self.facts.barrier / heat)

    def _bar(self, foot: np.ndarray, loss_height: float) -> np.ndarray:
        """Return the outline of a bar on a foot, as high as a difference of losses on the well's scale."""
        low, high = self.well.plane.y_range
        top = loss_height * float(self.well.plane.window.height) / (high - low)
        half = self.thickness / 2
        corners = [(-half, 0.0), (half, 0.0), (half, top), (-half, top), (-half, 0.0)]
        return foot + np.column_stack([np.array(corners), np.zeros(5)])

    def beside(self, place: np.ndarray) -> Thermal:
        """Put the number to the right of a place."""
        self.equals.move_to(place, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.times.place(self.equals.get_right() + np.array([0.15, -0.11, 0.0]))
        return self
