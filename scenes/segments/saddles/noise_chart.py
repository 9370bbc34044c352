"""How far from the crest noisy runs are: their kicks add up to a start beside it, and then the law takes over."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import THREADS, Facts
from .leave_chart import STRAIGHT


class NoiseChart(Dialled):
    """It stands to the right of the surface; ``dial`` is a step.

    Attributes
    ----------
    frame
        Axes, and the distance at which a run has left.
    law, start
        The straight line of a run from where the kicks add up to, and that place.
    half
        Where half of the runs have left.
    names
        What thin and thick lines are.
    """

    corner, size = (2.2, -1.3), (4.4, 3.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        look = theme.look("gradient_descent")
        self.last = float(round(1.4 * facts.predicted_noisy))
        low = int(np.floor(np.log10(facts.kicks))) - 1
        self.plane = Plane(
            (0, self.last), (10.0**low, 20.0), width=self.size[0], height=self.size[1], log_y=True
        )
        self.plane.move_to((self.corner[0] + self.size[0] / 2, self.corner[1] + self.size[1] / 2, 0))
        axes = self.plane.axes(
            nice_ticks(self.last, 4),
            x_name=screen["steps_axis"],
            y_name=screen["y_axis"],
            language=screen.language,
        )
        axes.add(power_ticks(self.plane, y_powers=range(low + 1, 1)))
        ends = self.plane.to_scene([(0, facts.out), (self.last, facts.out)])
        line = DashedLine(*ends, color=theme.MUTED, stroke_width=2.5)
        name = screen.set(f"$|y| = {facts.out:g}$", theme.SMALL, theme.MUTED)
        name.move_to(ends[0] + np.array([0.2 + name.width / 2, 0.25, 0]))
        self.frame = VGroup(self.plane, axes, line, name)
        across = np.abs(facts.noisy[: int(self.last) + 2, :, 1])
        self.steps = np.arange(len(across))
        self.across = across[:, :THREADS]
        self.threads = VMobject(stroke_color=look.colour, stroke_width=1.5, stroke_opacity=0.55)
        middle = np.column_stack([self.steps, np.median(across, axis=1)])[1:]
        self.median = Curve(self.plane, middle, look, width=5)
        # Between its points a curve is straight in its value, and this one is straight in its logarithm.
        steps = np.linspace(0.0, facts.predicted_noisy, 80)
        self.law = Curve(
            self.plane, np.column_stack([steps, facts.kicks * facts.factor**steps]), STRAIGHT, width=4, head=0
        )
        start = screen.word("kicks", theme.SMALL)
        self.start = start.move_to((theme.STAGE_RIGHT - start.width / 2, -2.86, 0))
        thin = screen.word("noisy", theme.SMALL, look.colour)
        self.names = thin.move_to((theme.STAGE_RIGHT - thin.width / 2, -2.42, 0))
        foot, top = self.plane.to_scene([(facts.median, 10.0**low), (facts.median, facts.out)])
        half = screen.word("half", theme.BODY, look.colour)
        half.move_to(top + np.array([-0.1 - half.width / 2, 0.72, 0.0]))
        self.half = VGroup(DashedLine(foot, top, color=theme.INK, stroke_width=2.5), plated(half, buff=0.03))
        self.add(self.threads, self.median)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Draw all lines up to a step."""
        self.median.set_dial(dial)
        steps = np.append(self.steps[self.steps < dial], dial)
        pieces = []
        for run in self.across.T:
            reached = np.maximum(np.interp(steps, self.steps, run), 1e-12)
            pieces += self.plane.clip(self.plane.to_scene(np.column_stack([steps, reached])))
        set_pieces(self.threads, pieces)
