"""Noisy runs as a swarm on the double well, and how many have got where."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .well_plot import DEEP, WellPlot, WellSwarm, X, loss, scattered


class SwarmPanel(Dialled):
    """Half of the stage; ``dial`` counts steps.

    Parameters
    ----------
    x
        The points of all runs ``(steps + 1, runs)``.
    count
        After each step the number that is told below ``(steps + 1,)``.
    whole
        The largest that it can be.

    Attributes
    ----------
    ground, names
        The double well with its axes; a heading, and the name of the number.
    """

    size = (5.6, 3.5)

    def __init__(
        self,
        facts: Facts,
        screen: ScreenText,
        x: np.ndarray,
        count: np.ndarray,
        whole: float,
        *,
        heading: str,
        name: str,
        form: str,
        left: bool,
    ) -> None:
        super().__init__()
        self.x, self.count = x, count
        middle = -3.3 if left else 3.45
        self.well = WellPlot(screen, (middle, 0.64), self.size, named=False, losses=(-0.47, 0.75))
        self.swarm = WellSwarm(self.well, facts.hilltop_x, diameter=0.085)
        self.lift = scattered(x.shape[1], 0.55) + 0.06
        head = screen.word(heading, theme.HEADING)
        edge = self.well.plane.window.get_left()[0]
        head.move_to((self.well.plane.window.get_right()[0] - head.width / 2, 2.68, 0))
        text = screen.word(name, theme.BODY, DEEP)
        text.move_to((edge + text.width / 2, -2.05, 0))
        self.bar = Bar((edge, -2.5, 0), (self.size[0] - 3.4) / whole, DEEP, thickness=0.3)
        self.number = Number(0.0, form, theme.HEADING, DEEP)
        self.step = Number(0.0, "d", theme.BODY, theme.MUTED, anchor="right")
        self.step.place((self.well.plane.window.get_right()[0], -2.14, 0))
        said = screen.word("step", theme.SMALL, theme.MUTED)
        said.move_to((self.well.plane.window.get_right()[0] - 0.85 - said.width / 2, -2.05, 0))
        self.ground = VGroup(self.well, self.well.axes)
        self.names = VGroup(head, text, said)
        self.add(self.swarm, self.bar, self.number, self.step)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show all runs after so many steps."""
        step = int(dial)
        self.swarm.put(self.x[step], self.lift)
        value = float(self.count[step])
        self.bar.set_dial(value)
        self.number.place(self.bar.end + np.array([0.18, -0.12, 0.0]))
        self.number.set_dial(value)
        self.step.set_dial(step)

    def density(self, temperature: float) -> VGroup:
        """Return Boltzmann's density, as a curve over the ground."""
        x = np.linspace(*X, 200)
        weight = np.exp(-loss(x) / temperature)
        top, low = 0.62, self.well.plane.y_range[0]
        points = self.well.plane.to_scene(np.column_stack([x, low + (top - low) * weight / weight.max()]))
        return VGroup(polyline([points], stroke_color=theme.GRADIENT, stroke_width=4))
