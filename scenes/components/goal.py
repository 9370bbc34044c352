"""The sign of a minimum, the same on every map."""

from __future__ import annotations

from manim import Star

from scenes import theme


class Goal(Star):
    """A star at the minimum, with a rim that sets it off from the bright floor of a valley."""

    def __init__(self, radius: float = 0.19) -> None:
        super().__init__(5, outer_radius=radius, color=theme.GOAL, fill_opacity=1, stroke_width=0)
        self.set_fill(theme.GOAL, opacity=1)
        self.set_stroke(theme.INK, width=2)
