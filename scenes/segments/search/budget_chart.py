"""How near both searches come, over what they may ask for: a grid nearer and nearer, divide and conquer no more."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import MOST_BUDGET, Facts
from .probes import TRIED
from .well_view import DIVIDED

WHOLE = theme.Look(DIVIDED.colour, (), DIVIDED.marker)
"""Divide and conquer as a curve: a line without gaps."""


class BudgetChart:
    """Median distances over evaluations, both on logarithmic axes, on the whole stage.

    Attributes
    ----------
    plane, ground
        Window; with it axes.
    grid, divided
        Curves whose dials count evaluations.
    firsts
        For each: where it begins, its number and its name.
    ends
        The grids that were tried, as points.
    crossing
        From where on the grid is nearer.
    """

    left, bottom, size = -5.5, -2.15, (11.9, 4.65)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        low = 10.0 ** np.floor(np.log10(0.8 * float(facts.grid_medians[-1])))
        self.plane = Plane(
            (0.7 * facts.budget, 1.5 * MOST_BUDGET),
            (low, 0.1),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        )
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        ticks = [tick for tick in (100, 1000, 10_000) if self.plane.x_range[0] < tick < self.plane.x_range[1]]
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                ticks,
                [tick for tick in (0.001, 0.01, 0.1) if tick >= low],
                x_name=screen["budget_axis"],
                y_name=screen["median_axis"],
                x_form=",d",
                language=screen.language,
                size=theme.BODY,
                grid=True,
            ),
        )
        grid = np.stack([facts.grid_budgets, facts.grid_medians], axis=-1)
        once, twice = facts.medians
        divided = np.array([(facts.budget, once), (2 * facts.budget, twice), (MOST_BUDGET, twice)])
        self.grid = Curve(self.plane, grid, TRIED, width=6, head=0.28)
        self.divided = Curve(self.plane, divided, WHOLE, width=6, head=0.28)
        self.ends = VGroup(
            *(marker("disc", 0.17, TRIED.colour).move_to(self.plane.to_scene(at)) for at in grid)
        )
        self.firsts = [
            self._first(screen, key, curve, told, side)
            for key, curve, told, side in (
                ("grid_curve", self.grid, facts.grid_about, UP),
                ("divided_curve", self.divided, facts.about, DOWN),
            )
        ]
        point, foot = self.plane.to_scene([(facts.meeting, twice), (facts.meeting, low)])
        name = screen.word("crossing", theme.HEADING)
        name.move_to(foot + np.array([-0.2 - name.width / 2, 0.4, 0.0]))
        self.crossing = VGroup(DashedLine(point, foot, color=theme.INK, stroke_width=3), name)

    def _first(self, screen: ScreenText, key: str, curve: Curve, told: float, side: np.ndarray) -> VGroup:
        at = self.plane.to_scene(curve.points_data[0])
        number = Number(told, "g", theme.HEADING, curve.look.colour)
        name = screen.word(key, theme.HEADING, curve.look.colour)
        row = VGroup(number, name).arrange(RIGHT, buff=0.25)
        return row.move_to(at + 0.42 * side + np.array([row.width / 2 - 0.2, 0.0, 0.0]))
