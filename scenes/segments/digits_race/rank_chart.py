"""Who is first, and by what: in the race, and each at its best rate by two yardsticks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import RIGHT, VGroup

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import written

TOP, ROW = 1.2, 1.0
COLUMNS = (-5.0, 0.0, 5.0)
ROOM = 1.25
"""Half of what a column takes; the ways begin there."""


class RankChart:
    """Three columns of four places, and the way of each method from one to the next.

    Attributes
    ----------
    heads, cells, signs
        For each column what it ranks by, the names with their losses, and the markers before those by method.
    ways
        The lines between the first two columns and the last two, by method.
    changes
        What differs between them.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        racers = facts.racers
        values: tuple[Mapping[str, float], ...] = (
            {name: racer.late_median for name, racer in racers.items()},
            {name: racer.best_median for name, racer in racers.items()},
            {name: racer.best_worst for name, racer in racers.items()},
        )
        self.places = [_places(one) for one in values]
        self.heads, self.cells, self.signs = VGroup(), VGroup(), []
        for x, column, ranks, form in zip(
            COLUMNS, values, self.places, ("race", "median", "worst"), strict=True
        ):
            head = screen.word(f"column_{form}", theme.SMALL, theme.MUTED, align="center")
            self.heads.add(head.move_to((x, TOP + 1.1, 0)))
            cells = {name: _cell(screen, name, x, ranks[name], value) for name, value in column.items()}
            self.cells.add(VGroup(*(text for text, _ in cells.values())))
            self.signs.append({name: sign for name, (_, sign) in cells.items()})
        self.ways = [{name: self._way(name, rank) for name in racers} for rank in range(len(COLUMNS) - 1)]
        self.changes = VGroup(
            *(
                screen.word(key, theme.BODY, theme.YELLOW).move_to(
                    ((COLUMNS[rank] + COLUMNS[rank + 1]) / 2, -2.65, 0)
                )
                for rank, key in enumerate(("changed_rates", "changed_yard"))
            )
        )

    def _way(self, name: str, rank: int) -> VGroup:
        look = theme.look(name)
        start, end = (
            np.array([COLUMNS[rank + one] + shift, _height(self.places[rank + one][name]), 0.0])
            for one, shift in ((0, ROOM), (1, -ROOM))
        )
        share = np.linspace(0, 1, 40)
        eased = share * share * (3 - 2 * share)
        way = np.column_stack(
            [start[0] + share * (end[0] - start[0]), start[1] + eased * (end[1] - start[1]), np.zeros(40)]
        )
        return VGroup(polyline(dashed([way], look.dash), stroke_color=look.colour, stroke_width=5))


def _places(values: Mapping[str, float]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(sorted(values, key=lambda one: values[one]))}


def _height(rank: int) -> float:
    return TOP - rank * ROW


def _cell(screen: ScreenText, name: str, x: float, rank: int, value: float) -> tuple[VGroup, VGroup]:
    look = theme.look(name)
    text = screen.set(screen[name], theme.BODY, look.colour)
    number = screen.set(f"${written(value)}$", theme.BODY, look.colour)
    sign = marker(look.marker, 0.26, look.colour).move_to((x - ROOM + 0.25, _height(rank), 0))
    left = sign.get_center() + 0.25 * RIGHT
    for one, y in ((text, 0.2), (number, -0.2)):
        one.move_to(left + np.array([0.0, y, 0.0]), aligned_edge=-RIGHT)
    return VGroup(text, number), sign
