"""Noisy runs as swarms on double wells, one below the other, and beside them how many have got where."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .well_plot import WellPlot, WellSwarm, scattered

LEFT, WIDTH = theme.STAGE_LEFT + 0.35, 5.3
TOP, BOTTOM, HEAD = 2.92, -2.3, 0.5


class WellRow(Dialled):
    """One double well of a column; ``dial`` counts steps.

    Parameters
    ----------
    x
        The points of all runs ``(steps + 1, runs)``.
    rank, count
        Which of how many, from the top.
    heading
        Key of what stands above it.
    lowest
        Whether ticks stand below it.

    Attributes
    ----------
    ground, names
        The double well with its axes; its heading.
    """

    def __init__(
        self, facts: Facts, screen: ScreenText, x: np.ndarray, rank: int, count: int, *, heading: str
    ) -> None:
        super().__init__()
        self.x = x
        share = (TOP - BOTTOM) / count
        high = TOP - rank * share
        size = (WIDTH, share - HEAD)
        self.well = WellPlot(
            screen, (LEFT + WIDTH / 2, high - HEAD - size[1] / 2), size, named=False, losses=(-0.47, 0.6)
        )
        low = self.well.plane.window.get_bottom()[1]
        axes = self.well.plane.axes(
            (-2, -1, 0, 1, 2) if rank == count - 1 else (), x_name="", language=screen.language
        )
        if rank == count - 1:
            name = screen.word("weight_axis", theme.SMALL, theme.MUTED)
            axes.add(name.move_to((LEFT + WIDTH / 2, low - 0.66, 0)))
        self.ground = VGroup(self.well, axes)
        self.swarm = WellSwarm(self.well, facts.hilltop_x, diameter=0.075, rim=0.0)
        self.lift = scattered(x.shape[1], 0.2) + 0.04
        head = screen.word(heading, theme.SMALL)
        head.move_to((LEFT + head.width / 2, high - HEAD / 2 + 0.02, 0))
        right = LEFT + WIDTH
        self.step = Number(0.0, "d", theme.SMALL, theme.MUTED, anchor="right")
        self.step.place((right, high - HEAD / 2 - 0.08, 0))
        said = screen.word("step", theme.SMALL, theme.MUTED)
        said.move_to((right - 0.85 - said.width / 2, high - HEAD / 2 + 0.02, 0))
        self.names = VGroup(head, said)
        self.add(self.swarm, self.step)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show all runs after so many steps."""
        step = int(dial)
        self.swarm.put(self.x[step], self.lift)
        self.step.set_dial(step)

    def edge(self, x: float, text: VGroup) -> VGroup:
        """Return an upright line at a weight, with its name at the top."""
        low, high = self.well.plane.y_range
        foot, top = self.well.plane.to_scene([(x, low), (x, high)])
        name = plated(text.move_to(top + np.array([0.1 + text.width / 2 + 0.1, -0.22, 0.0])))
        return VGroup(DashedLine(foot, top, color=theme.INK, stroke_width=2.5), name)
