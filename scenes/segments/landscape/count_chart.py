"""How many of the noisy runs are somewhere, step after step: it stands beside their swarm."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .well_plot import DEEP

COUNTED = theme.Look(DEEP, (), "disc")


class CountChart:
    """The right half of the stage.

    Parameters
    ----------
    counts
        After each step ``(steps + 1,)``.
    whole
        The largest that they can be.
    name
        Key of what is counted.

    Attributes
    ----------
    frame
        Axes.
    curve
        Its dial is a step.
    """

    size, middle = (5.2, 3.9), (3.75, 0.25, 0.0)

    def __init__(self, screen: ScreenText, counts: np.ndarray, whole: float, *, name: str, form: str) -> None:
        last = len(counts) - 1
        self.plane = Plane((0, last), (0, 1.12 * whole), width=self.size[0], height=self.size[1])
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            nice_ticks(last, 4),
            (0, whole / 2, whole),
            x_name=screen["step"],
            y_name=screen[name],
            y_form=form,
            language=screen.language,
        )
        self.frame = VGroup(self.plane, axes)
        self.curve = Curve(self.plane, np.column_stack([np.arange(last + 1), counts]), COUNTED, width=4.5)

    def at_step(self, step: float, count: float, text: VGroup) -> VGroup:
        """Return a mark at a point of the curve, with a text to its right."""
        foot, top = self.plane.to_scene([(step, 0), (step, count)])
        text.move_to(top + np.array([0.3 + text.width / 2, -0.3, 0.0]))
        return VGroup(DashedLine(foot, top, color=theme.INK, stroke_width=3), plated(text))

    def level(self, count: float, text: VGroup) -> VGroup:
        """Return a line at a level, with a text above it."""
        left, right = self.plane.to_scene([(0, count), (self.plane.x_range[1], count)])
        text.move_to(right + np.array([-0.2 - text.width / 2, 0.4, 0.0]))
        return VGroup(DashedLine(left, right, color=theme.GRADIENT, stroke_width=3), plated(text))
