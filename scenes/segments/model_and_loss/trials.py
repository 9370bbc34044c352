"""Weights one beside the other, each tried: a pin from the axis up to the cost that is found there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Line, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import PARAMETER
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.marker import marker

from .facts import TRIES


class Trials(Dialled):
    """The first ``dial`` pins along the axis, the newest one growing."""

    def __init__(self, plane: Plane, cost: Callable[[float], float]) -> None:
        super().__init__()
        weights = np.linspace(*plane.x_range, TRIES + 2)[1:-1]
        self.feet, self.heads = (
            plane.to_scene([(w, height) for w, height in zip(weights, heights, strict=True)])
            for heights in (np.zeros_like(weights), [cost(float(w)) for w in weights])
        )
        self.pins = VGroup(*(Line(stroke_width=2.5, color=theme.MUTED) for _ in weights))
        self.dots = VGroup(*(marker("disc", 0.15, PARAMETER.colour) for _ in weights))
        self.add(self.pins, self.dots)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show what has been tried."""
        for rank, (pin, dot, foot, head) in enumerate(
            zip(self.pins, self.dots, self.feet, self.heads, strict=True)
        ):
            share = float(np.clip(dial - rank, 0.0, 1.0))
            top = foot + share * (head - foot)
            pin.set_points_as_corners([foot, top])
            pin.set_stroke(opacity=1.0 if share > 0 else 0.0)
            dot.move_to(top).set_opacity(1.0 if share > 0 else 0.0)
