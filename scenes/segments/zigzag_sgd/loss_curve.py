"""The loss of a run, step by step, in a column beside its map."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.label import ScreenText

from .facts import Facts


class LossCurve(VGroup):
    """The loss over the steps, from zero up.

    Attributes
    ----------
    curve
        Its dial counts steps.
    """

    def __init__(self, facts: Facts, screen: ScreenText, left: float, width: float, look: theme.Look) -> None:
        super().__init__()
        value = facts.trajectory.value
        top = 1.15 * min(float(value.max()), 2 * facts.start_loss)
        plane = Plane((0, facts.steps), (0, top), width=width - 0.85, height=1.6)
        plane.move_to((left + width - 0.12 - plane.width / 2, -1.2, 0))
        axes = plane.axes(
            nice_ticks(facts.steps, 3),
            nice_ticks(top, 3),
            x_name=screen["step"],
            y_name=screen["loss"],
            language=screen.language,
        )
        points = np.column_stack([np.arange(len(value)), value])
        self.curve = Curve(plane, points, theme.Look(look.colour, (), look.marker), head=0.14)
        self.add(plane, axes, self.curve)
