"""What share of the noisy runs has left the saddle after each step."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.text.label import ScreenText

from .facts import Facts


class NoiseChart:
    """It stands to the right of the surface.

    Attributes
    ----------
    frame
        Axes.
    curve
        How many have left; its dial is a step.
    silent
        What happens without noise.
    half, last
        Where half of them have left, and all.
    """

    corner, size = (2.2, -1.9), (4.4, 3.9)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        look = theme.look("gradient_descent")
        self.end = 1.15 * facts.last
        self.plane = Plane(
            (0, self.end), (0, facts.noisy_runs * 1.28), width=self.size[0], height=self.size[1]
        )
        self.plane.move_to((self.corner[0] + self.size[0] / 2, self.corner[1] + self.size[1] / 2, 0))
        runs = facts.noisy_runs
        axes = self.plane.axes(
            nice_ticks(self.end, 4),
            (0, runs / 2, runs),
            x_name=screen["steps_axis"],
            y_name=screen["gone"],
            language=screen.language,
        )
        self.frame = VGroup(self.plane, axes)
        steps = np.arange(int(self.end) + 1)
        left = np.sum(facts.noisy_left <= steps[:, None], axis=1)
        self.curve = Curve(self.plane, np.column_stack([steps, left]), look, width=4.5)
        flat = np.column_stack([steps, np.zeros(len(steps))])
        self.silent = Curve(self.plane, flat, theme.Look(theme.INK, (), "disc"), width=6, head=0)
        self.silent.set_dial(float(steps[-1]))
        name = screen.word("silent", theme.SMALL)
        name.move_to(self.plane.to_scene((0, 0)) + np.array([0.12 + name.width / 2, 0.28, 0]))
        self.silent_name = name
        self.half = self._mark(screen, "half", facts.median, runs / 2)
        self.last = self._mark(screen, "last", facts.last, runs)

    def _mark(self, screen: ScreenText, key: str, step: int, count: float) -> VGroup:
        foot, top = self.plane.to_scene([(step, 0), (step, count)])
        line = DashedLine(foot, top, color=theme.MUTED, stroke_width=2.5)
        text = screen.word(key, theme.BODY)
        if key == "half":
            text.move_to(top + np.array([-0.3 - text.width / 2, 0.0, 0]))
        else:
            text.move_to(top + np.array([-0.1 - text.width / 2, 0.25, 0]))
        return VGroup(line, text)
