"""How many of the noisy runs are somewhere, step after step: it stands beside their swarms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import Arrow, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .well_plot import DEEP


class CountChart:
    """The right half of the stage.

    Parameters
    ----------
    counts
        By name: after each step ``(steps + 1,)``.
    whole
        The largest that they can be.
    name
        Key of what is counted.

    Attributes
    ----------
    frame
        Axes.
    curves
        The dial of each is a step.
    """

    size, middle = (5.1, 4.55), (3.8, 0.1, 0.0)
    dashes = ((), (0.3, 0.09), (0.1, 0.08))

    def __init__(
        self, screen: ScreenText, counts: Mapping[str, np.ndarray], whole: float, *, name: str, form: str
    ) -> None:
        last = max(len(one) for one in counts.values()) - 1
        self.plane = Plane((0, last), (0, 1.08 * whole), width=self.size[0], height=self.size[1])
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
        self.curves = {
            key: Curve(
                self.plane,
                np.column_stack([np.arange(len(one)), one]),
                theme.Look(DEEP, dash, "disc"),
                width=4.5,
            )
            for (key, one), dash in zip(counts.items(), self.dashes, strict=False)
        }

    def told(self, count: float, text: VGroup, *, above: bool) -> VGroup:
        """Return a text at the right edge, above or below a level."""
        right = self.plane.to_scene((self.plane.x_range[1], count))
        return plated(
            text.move_to(right + np.array([-0.2 - text.width / 2, 0.32 if above else -0.34, 0.0])), buff=0.03
        )

    def rise(self, low: float, high: float) -> Arrow:
        """Return an arrow from a level to a higher one, close to the right edge."""
        x = 0.72 * self.plane.x_range[1]
        ends = self.plane.to_scene([(x, low), (x, high)])
        return Arrow(*ends, buff=0.0, color=theme.INK, stroke_width=5, tip_length=0.18)

    def level(self, count: float) -> VGroup:
        """Return a line at a level."""
        left, right = self.plane.to_scene([(0, count), (self.plane.x_range[1], count)])
        return VGroup(DashedLine(left, right, color=theme.INK, stroke_width=2.5, dash_length=0.12))
