"""The rates of a race, written beside the heads of its lines and riding along with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.components.axes.loss_plot import Curve
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import Label

APART = 0.32
"""Least distance of two names, in scene units."""


class RidingNames(Dialled):
    """A name to the right of each curve's head after ``dial`` steps; close heads' names keep their order.

    Parameters
    ----------
    curves, names
        The upper one first. The second one stays where it is in height; the first keeps above it, the others below.
    """

    def __init__(self, curves: Sequence[Curve], names: Sequence[Label]) -> None:
        super().__init__()
        self.curves = curves
        self.names = VGroup(*(plated(name, buff=0.05) for name in names))
        self.add(self.names)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand beside the heads after ``dial`` steps."""
        heads = [curve.plane.to_scene(curve.at(dial)) for curve in self.curves]
        fixed = float(heads[1][1])
        heights = [max(float(heads[0][1]), fixed + APART), fixed]
        for head in heads[2:]:
            heights.append(min(float(head[1]), heights[-1] - APART))
        # A head that has left the window leaves its name at the edge, above those that left before.
        lowest = float(self.curves[0].plane.get_bottom()[1]) + APART / 2
        heights = [max(height, lowest + APART * below) for below, height in enumerate(reversed(heights))][
            ::-1
        ]
        for name, head, height in zip(self.names, heads, heights, strict=True):
            name.move_to(np.array([head[0] + 0.22 + name.width / 2, height, 0.0]))
