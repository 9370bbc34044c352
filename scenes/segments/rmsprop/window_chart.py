"""How much each square counts in the mean, the newest first."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, Brace, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText

from .dropping import RMSPROP
from .facts import Facts


class WindowChart(Dialled):
    """Bars of weights over how many steps ago a gradient was seen; the dial says how many bars stand.

    Attributes
    ----------
    ground
        Window and axes.
    reach, share
        The window as a brace with its length, and how much of the weight it holds.
    """

    left, bottom, size = -5.7, -2.0, (11.9, 4.5)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        window = facts.window_steps
        self.count = 4 * window
        self.weights = (1 - facts.decay) * facts.decay ** np.arange(self.count)
        width, height = self.size
        top = 1.15 * float(self.weights[0])
        self.plane = Plane((-0.7, self.count - 0.3), (0, top), width=width, height=height)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            nice_ticks(self.count - 1, 8),
            nice_ticks(top, 4),
            x_name=screen["back_axis"],
            y_name=screen["weight_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes)
        self.bars = VGroup()
        for rank in range(self.count):
            bar = Rectangle(width=1, height=1, stroke_width=0)
            bar.set_fill(RMSPROP.colour, opacity=0.95 if rank < window else 0.4)
            self.bars.add(bar)
        self.add(self.bars)
        first, last = self.plane.to_scene([(-0.4, 0), (window - 0.6, 0)])
        level = self.plane.to_scene((0, float(self.weights[0])))[1] + 0.08
        span = Rectangle(width=last[0] - first[0], height=0.01).move_to(((first[0] + last[0]) / 2, level, 0))
        brace = Brace(span, UP, buff=0.02, sharpness=1.2).set_color(theme.INK)
        name = screen.word("window", theme.BODY).next_to(brace, UP, buff=0.08)
        if name.get_left()[0] < self.plane.window.get_left()[0] + 0.1:
            name.set_x(self.plane.window.get_left()[0] + 0.1 + name.width / 2)
        # The words stand right of the bars' slope, where there is room.
        self.reach = VGroup(
            brace, name.next_to(brace, DOWN, buff=0.1).shift((span.width / 2 + name.width / 2 + 0.3, 0.45, 0))
        )
        share = screen.word("window_share", theme.HEADING, RMSPROP.colour)
        self.share = share.next_to(self.reach[1], DOWN, buff=0.3, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        law = screen.word("weight_law", theme.BODY, theme.MUTED)
        self.law = law.next_to(self.share, DOWN, buff=0.35, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Let so many bars stand, the newest of them growing."""
        for rank, (weight, bar) in enumerate(zip(self.weights, self.bars, strict=True)):
            share = float(np.clip(dial - rank, 0.0, 1.0))
            low, high = self.plane.to_scene([(rank - 0.36, 0.0), (rank + 0.36, max(weight * share, 1e-6))])
            corners = [low, (high[0], low[1], 0), high, (low[0], high[1], 0)]
            bar.set_points_as_corners([*corners, corners[0]])
            bar.set_opacity((0.95 if rank < self.count // 4 else 0.4) * float(share > 0))
