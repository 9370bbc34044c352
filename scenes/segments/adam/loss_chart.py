"""Losses of Adam, of momentum and of Adam without its mean, and what they are at two steps."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS

RUNS = ("own", "rival", "bare")
LEAST = 1e-9


class LossChart:
    """A chart of three losses and a table of their values after two numbers of steps.

    Attributes
    ----------
    ground
        Window and axes.
    curves, names
        By run: its loss, whose dial counts steps; a piece of it with its name.
    heads, cells
        The names of both columns; by column and run, the value.
    marks
        By column, a rule through its step.
    """

    size, middle = (7.4, 4.35), (-2.0, 0.05, 0.0)
    column, edges = 2.2, (5.1, 6.68)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.losses = {run: np.asarray(getattr(facts, run).value) for run in RUNS}
        top = 10.0 ** np.ceil(np.log10(max(one.max() for one in self.losses.values())))
        width, height = self.size
        self.plane = Plane((0, facts.far), (LEAST, top), width=width, height=height, log_y=True)
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            nice_ticks(facts.far, 5),
            x_name=screen["steps_axis"],
            y_name=screen["loss_axis"],
            language=screen.language,
        )
        powers = power_ticks(self.plane, (), range(-9, int(np.log10(top)) + 1, 2))
        self.ground = VGroup(self.plane, axes, powers)
        steps = np.arange(facts.far + 1)
        self.curves = {
            run: Curve(self.plane, np.stack([steps, loss], axis=-1), LOOKS[run], width=3.5)
            for run, loss in self.losses.items()
        }
        self.names = {
            run: legend_entry(LOOKS[run], screen.word(key, theme.SMALL, LOOKS[run].colour), length=0.6)
            for run, key in zip(RUNS, ("own", "rival", "bare_short"), strict=True)
        }
        heads = (screen.set(f"{step}", theme.BODY, theme.INK) for step in (facts.steps, facts.far))
        caption = screen.word("after", theme.SMALL, theme.MUTED)
        caption.move_to((self.edges[1], 2.2, 0), aligned_edge=RIGHT)
        self.heads = VGroup(
            caption,
            *(
                head.move_to((edge, 1.65, 0), aligned_edge=RIGHT)
                for head, edge in zip(heads, self.edges, strict=True)
            ),
        )
        self.cells: tuple[dict[str, VGroup], dict[str, VGroup]] = ({}, {})
        for rank, run in enumerate(RUNS):
            y = 0.75 - 1.25 * rank
            self.names[run].move_to((self.column, y + 0.28, 0), aligned_edge=LEFT)
            for column, step in enumerate((facts.steps, facts.far)):
                text = screen.set(_short(float(self.losses[run][step])), theme.BODY, LOOKS[run].colour)
                text.move_to((self.edges[column], y - 0.3, 0), aligned_edge=RIGHT)
                point = self.plane.to_scene((step, max(float(self.losses[run][step]), LEAST)))
                dot = marker(LOOKS[run].marker, 0.2, LOOKS[run].colour, rim=True).move_to(point)
                self.cells[column][run] = VGroup(text, dot)
        self.marks = [self._rule(step) for step in (facts.steps, facts.far)]

    def _rule(self, step: int) -> DashedLine:
        low, high = self.plane.to_scene([(step, one) for one in self.plane.y_range])
        return DashedLine(low, high, color=theme.MUTED, stroke_width=2, dash_length=0.1)

    def question(self) -> VGroup:
        """Return what the chart leaves open."""
        text = self.screen.word("purpose", theme.HEADING, theme.GOAL, width=theme.STAGE_RIGHT - self.column)
        return VGroup(text.move_to((self.column, -2.65, 0), aligned_edge=LEFT))


def _short(value: float) -> str:
    """Write a loss: plainly, or with a power of ten."""
    if value >= 1e-3:
        return f"{value:.3g}"
    digits, power = f"{value:.1e}".split("e")
    return f"${digits} dot 10^({int(power)})$"
