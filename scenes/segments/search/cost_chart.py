"""What both searches cost: evaluations over the number of parameters, as bars on a logarithmic scale."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText, label

from .facts import Facts
from .probes import TRIED
from .well_view import DIVIDED

EXACT = 20
"""Up to this power of ten a cost is told with its digits."""


class CostBars(Dialled):
    """A bar for each number of parameters, the first ``dial`` of them, with its power of ten if that is whole."""

    def __init__(
        self, plane: Plane, costs: tuple[int, ...], look: theme.Look, shift: float, thickness: float
    ) -> None:
        super().__init__()
        self.plane, self.logs = plane, np.log10(np.array(costs, dtype=float))
        unit = plane.window.height / np.log10(plane.y_range[1])
        self.bars, self.names = VGroup(), VGroup()
        for rank, log in enumerate(self.logs):
            foot = plane.to_scene((rank + 1.0, 1.0)) + np.array([shift, 0.0, 0.0])
            bar = Bar(foot, unit, look.colour, thickness=thickness, vertical=True)
            self.bars.add(bar)
            # Only whole powers are written: the scale tells the others, and a text the one that counts.
            if abs(log - round(log)) < 1e-9:
                name = label(f"$10^({round(log)})$", theme.BODY, look.colour)
                self.names.add(name.next_to(foot + unit * log * UP, UP, buff=0.08))
            else:
                self.names.add(VGroup())
        self.add(self.bars, self.names)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the first ``dial`` bars; the newest one is growing."""
        for rank, (bar, name, log) in enumerate(zip(self.bars, self.names, self.logs, strict=True)):
            share = float(np.clip(dial - rank, 0.0, 1.0))
            bar.set_dial(log * share)
            bar.body.set_fill(opacity=1.0 if share > 0 else 0.0)
            name.set_opacity(1.0 if share == 1.0 else 0.0)


class CostChart:
    """Both costs in one window.

    Attributes
    ----------
    plane, ground
        Window; with it axes.
    grid, divided
        Bars whose dials count parameters.
    grid_name, divided_name
        Their formulas.
    aside
        How far the grid's bars move to the left when the other ones come.
    time
        How long the largest grid takes.
    some, many
        What divide and conquer costs with all and with very many parameters.
    """

    left, bottom, size = -5.6, -2.15, (11.9, 4.65)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        count = facts.dimensions
        top = 10.0 ** (1.12 * np.log10(float(facts.grid_costs[-1])))
        self.plane = Plane((0.4, count + 0.6), (1.0, top), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                range(1, count + 1),
                x_name=screen["dimension_axis"],
                y_name=screen["evaluations_axis"],
                x_form="d",
                language=screen.language,
                size=theme.BODY,
            ),
        )
        self.ground[1].add(self._powers(top))
        slot = width / (count + 0.2)
        self.aside = 0.22 * slot
        self.grid = CostBars(self.plane, facts.grid_costs, TRIED, 0.0, 0.4 * slot)
        self.divided = CostBars(self.plane, facts.divided_costs, DIVIDED, self.aside, 0.4 * slot)
        corner = self.plane.window.get_corner(LEFT + np.array([0.0, 1.0, 0.0])) + np.array([0.4, -0.45, 0.0])
        names = VGroup(
            screen.word("grid_rule", theme.HEADING, TRIED.colour),
            screen.word("divided_rule", theme.HEADING, DIVIDED.colour),
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.25)
        names.move_to(corner, aligned_edge=LEFT + np.array([0.0, 1.0, 0.0]))
        self.grid_name, self.divided_name = names
        self.time = VGroup(
            screen.word("rate", theme.BODY, theme.MUTED), screen.word("years", 48, theme.INK)
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.25)
        self.time.next_to(self.grid_name, DOWN, buff=0.35, aligned_edge=LEFT)
        self.some, self.many = (
            VGroup(
                screen.word(key, theme.HEADING), label(f"${power_of_ten(cost)}$", 40, DIVIDED.colour)
            ).arrange(RIGHT, buff=0.25)
            for key, cost in (("some", facts.divided_costs[-1]), ("many", facts.many_cost))
        )
        VGroup(self.some, self.many).arrange(DOWN, aligned_edge=LEFT, buff=0.25).next_to(
            self.divided_name, DOWN, buff=0.35, aligned_edge=LEFT
        )

    def _powers(self, top: float) -> VGroup:
        """Write powers of ten along the left edge."""
        ticks = VGroup()
        step = max(1, round(np.log10(top) / 4))
        for power in range(0, int(np.log10(top)) + 1, step):
            text = label(f"$10^({power})$" if power else "$1$", theme.BODY, theme.MUTED)
            at = self.plane.to_scene((self.plane.x_range[0], 10.0**power))
            ticks.add(text.move_to(at + np.array([-0.16 - text.width / 2, 0.0, 0.0])))
            if power:
                end = self.plane.to_scene((self.plane.x_range[1], 10.0**power))
                ticks.add(Line(at, end, color=theme.FAINT, stroke_width=1.2))
        return ticks


def power_of_ten(value: float) -> str:
    """Write a large number in Typst, with two digits, or as a mere power of ten if its digits do not count.

    Examples
    --------
    >>> power_of_ten(8388608), power_of_ten(1e20), power_of_ten(1.3e61)
    ('8.4 dot 10^6', '10^20', '10^61')
    """
    power = int(np.floor(np.log10(float(value))))
    digits = f"{value / 10.0**power:.1f}"
    return f"10^{power}" if digits == "1.0" or power > EXACT else f"{digits} dot 10^{power}"
